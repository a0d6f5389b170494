package origin

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/publish/pack"
	"warraq/site/regular"
)

// source is where a pack lies: a file of this machine, or an address of object storage.
type source struct {
	name string
	info os.FileInfo // of the file that was opened last
	tag  string      // of the address
	pack *pack.Pack  // that was opened last; its file is closed when no reader has it any more (os.File)
}

func isRemote(name string) bool { return strings.Contains(name, "://") }

// mostHeld bounds what is held in memory of one of several packs: the records of 150,000 files.
const mostHeld = 8 << 20

// look opens the pack if it is another one than the last, and says whether it is.
func (s *source) look(ctx context.Context, hold bool) (bool, error) {
	if isRemote(s.name) {
		remote, size, err := OpenRemote(ctx, s.name)
		if err != nil || remote.tag == s.tag && s.tag != "" {
			return false, err
		}
		next, err := pack.New(remote, size)
		if err == nil && hold { // else a page is two requests
			err = next.Hold(mostHeld)
		}
		if err == nil {
			s.tag, s.pack = remote.tag, next
		}
		return err == nil, err
	}
	info, err := os.Stat(s.name)
	if err != nil || s.info != nil && os.SameFile(info, s.info) && info.ModTime().Equal(s.info.ModTime()) {
		return false, err
	}
	s.info = info
	disk, err := pack.OpenFile(s.name)
	if err == nil {
		err = disk.Hold(mostHeld)
	}
	if err == nil {
		s.pack = disk.Pack
	}
	return err == nil, err
}

// sources are all that a site is served from, in order.
type sources struct {
	Options
	packs   map[string]*source
	roots   map[string]*os.Root // the folders
	changed bool                // since next gave files
}

// names are those of the packs and folders, with the packs in folders.
func (s *sources) names() (names []string) {
	for _, name := range s.Names {
		names = append(names, name)
		if s.roots[name] != nil {
			names = append(names, packsIn(name)...)
		}
	}
	return names
}

// open opens the folders.
func (s *sources) open() error {
	s.changed, s.packs, s.roots = true, map[string]*source{}, map[string]*os.Root{}
	for _, name := range s.Names {
		if info, err := os.Stat(name); isRemote(name) || err != nil || !info.IsDir() {
			continue
		}
		root, err := regular.OpenRoot(name)
		if err != nil {
			return err
		}
		s.roots[name] = root
	}
	return nil
}

// next gives the files of the site if there are other packs than the last time; nil if they are the same. Where a pack
// cannot be read it gives the error, and all stays as it was.
func (s *sources) next(ctx context.Context) ([]Files, error) {
	names := s.names()
	var files []Files
	for _, name := range names {
		if root := s.roots[name]; root != nil {
			files = append(files, folder{root, s.Sum})
			continue
		}
		if s.packs[name] == nil {
			s.packs[name] = &source{name: name}
		}
		is, err := s.packs[name].look(ctx, len(names) > 1)
		if err != nil {
			return nil, err
		}
		s.changed, files = s.changed || is, append(files, s.packs[name].pack)
	}
	for name := range s.packs {
		if !slices.Contains(names, name) {
			delete(s.packs, name)
			s.changed = true
		}
	}
	if !s.changed {
		return nil, nil
	}
	s.changed = false
	return files, nil
}

// each says how often the sources are looked at.
func (s *sources) each() time.Duration {
	if slices.ContainsFunc(s.Names, isRemote) {
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

// Options say what a site is served from, and how.
type Options struct {
	Names   []string // of packs: files, or addresses of object storage; and of folders. The first that has a file gives it
	Root    string   // as of New
	Headers Headers
	Sum     func([]byte) site.Sum // hashes the files of folders
}

// Serve answers from packs and folders until ctx ends. When another pack lies there, that is served.
func Serve(ctx context.Context, listener net.Listener, from Options, tell Listening) error {
	s := &sources{Options: from}
	if err := s.open(); err != nil {
		return err
	}
	files, err := s.next(ctx)
	if err != nil {
		return err
	}
	o := New(several(files), from.Headers, from.Root)
	server := &http.Server{Handler: o, ReadHeaderTimeout: headerTime, IdleTimeout: idleTime, MaxHeaderBytes: 64 << 10, ConnState: changed}
	served := make(chan error, 1)
	go func() { served <- server.Serve(newFront(listener, o)) }() // it ends with Shutdown, and is waited for below
	tell.Ready("http://" + listener.Addr().String() + o.root + "/")
	tick := time.NewTicker(s.each())
	defer tick.Stop()
	said := ""
	for {
		select {
		case err := <-served:
			return err
		case <-ctx.Done():
			ending, stop := context.WithTimeout(context.WithoutCancel(ctx), endTime)
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
			o.Use(next...)
			tell.Edition()
			said = ""
		}
	}
}
