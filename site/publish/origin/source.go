package origin

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"warraq/site/publish/pack"
)

// source is where a pack lies: a file of this machine, or an address of object storage.
type source struct {
	name string
	info os.FileInfo // of the file that was opened last
	tag  string      // of the address
	old  *pack.Disk  // what readers may still be given
	disk *pack.Disk
}

func (s *source) isRemote() bool { return strings.Contains(s.name, "://") }

// next opens the pack if it is another one than the last; nil if it is the same.
func (s *source) next(ctx context.Context) (*pack.Pack, error) {
	if s.isRemote() {
		remote, size, err := OpenRemote(ctx, s.name)
		if err != nil || remote.tag == s.tag && s.tag != "" {
			return nil, err
		}
		s.tag = remote.tag
		return pack.New(remote, size)
	}
	info, err := os.Stat(s.name)
	if err != nil || s.info != nil && os.SameFile(info, s.info) && info.ModTime().Equal(s.info.ModTime()) {
		return nil, err
	}
	s.info = info
	disk, err := pack.OpenFile(s.name)
	if err != nil {
		return nil, err
	}
	if s.old != nil {
		_ = s.old.Close() // it was read, and not written
	}
	s.old, s.disk = s.disk, disk
	return disk.Pack, nil
}

// each says how often a source is looked at.
func (s *source) each() time.Duration {
	if s.isRemote() {
		return 5 * time.Second
	}
	return time.Second
}

// Listening is what Serve tells of.
type Listening struct {
	Ready   func(address string) // it answers
	Edition func()               // another pack has come
	Fault   func(error)          // the next pack cannot be read; the last one stays
}

// Serve answers from the pack in a file, or at an address of object storage, until ctx ends. When another
// pack lies there, that is served.
func Serve(ctx context.Context, listener net.Listener, name, root string, headers Headers, tell Listening) error {
	s := &source{name: name}
	p, err := s.next(ctx)
	if err != nil {
		return err
	}
	o := New(p, headers, root)
	server := &http.Server{Handler: o, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }() // it ends with Shutdown, and is waited for below
	tell.Ready("http://" + listener.Addr().String() + o.root + "/")
	tick := time.NewTicker(s.each())
	defer tick.Stop()
	said := ""
	for {
		select {
		case err := <-served:
			return err
		case <-ctx.Done():
			ending, stop := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer stop()
			err := server.Shutdown(ending)
			if ended := <-served; !errors.Is(ended, http.ErrServerClosed) {
				err = errors.Join(err, ended)
			}
			return err
		case <-tick.C:
		}
		switch next, err := s.next(ctx); {
		case err != nil && ctx.Err() == nil:
			if err.Error() != said {
				tell.Fault(err)
			}
			said = err.Error()
		case next != nil:
			o.Use(next)
			tell.Edition()
			said = ""
		}
	}
}
