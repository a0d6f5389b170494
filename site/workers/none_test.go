//go:build !nats

package workers

import (
	"context"
	"strings"
	"testing"
)

// The binary without a queue says how to get one.
func TestNoQueue(t *testing.T) {
	_, _, err := Serve(t.TempDir())
	for _, err := range []error{err, Give(context.Background(), Options{}, nil, nil, nil), Work(context.Background(), Options{}, nil)} {
		if err == nil || !strings.Contains(err.Error(), "-tags nats") {
			t.Error(err)
		}
	}
}
