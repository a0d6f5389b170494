//go:build !nats

package workers

import (
	"context"
	"io"
)

// Serve starts a queue on this machine.
func Serve(string) (address string, stop func(), err error) { return "", nil, errNone }

// Give gives jobs of one build to workers, and hands each part that comes to take, one at a time.
func Give(context.Context, Options, []Job, func(i int, part io.Reader) error, func(error)) error {
	return errNone
}

// Work makes parts until ctx ends. do gives the part of a job, which is read and closed.
func Work(context.Context, Options, func(ctx context.Context, j Job) (io.ReadSeekCloser, error)) error {
	return errNone
}
