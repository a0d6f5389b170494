// Package serve is the editor's preview. It shows the site, watches the
// manuscripts, has the site made again when one changes, and tells the open pages
// to reload. It is handed functions: it does not know how a site is made, or what
// is wrong with a story.
//
//	serve.go    Run and what it is handed: Options, Site
//	handler.go  requests: which are refused, and what the others get
//	reload.go   the open pages: the stream of events, the overlay of problems
//	place.go    from words of a page to the line of the manuscript
//
// It answers this machine only. A request is refused unless its Host is a name of
// this machine, or one that its owner allowed: a page elsewhere could otherwise
// read an embargoed story through a name that it points here (DNS rebinding). No
// other origin is ever allowed to read an answer. Only GET and HEAD exist, and
// only paths of the site: never a file of the source.
package serve

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/netutil"

	"warraq/site"
	"warraq/site/notices"
)

// Site is the edition as it was made at one time. Its functions are safe for
// concurrent use.
type Site struct {
	Base   string         // the path under which the site lies: "" or "/news"
	Faults []site.Problem // what is wrong with the edition, sorted
	// Samples gives output paths that are tried when templates may have changed; may be nil.
	Samples func() []string

	// File gives the bytes of an output path.
	File func(path string) (data []byte, found bool, err error)
	// Type gives the media type that the newsroom says of an output path, or ""; it may be nil.
	Type func(path string) string
	// Redirect gives the address that an alias leads to, or "".
	Redirect func(path string) string
	// Source gives the manuscript, under the root, of the story whose page
	// lies at an output path, or "".
	Source func(path string) string
	// Story gives the story that a manuscript makes, or nil.
	Story func(source string) *site.Link
}

// Options are what a preview needs.
type Options struct {
	Listener net.Listener
	Hosts    []string                // accepted beside loopback, without port
	Root     string                  // the source folder
	Folders  []string                // under Root, watched
	Poll     bool                    // look at the files once a second in place of the system's notices
	Lang     string                  // of the overlay: "ar" or "en"
	Say      func(site.Words) string // in that language
	Editor   string                  // address pattern that opens a file: "vscode://file/{path}:{line}:{col}"
	// Proofread gives what a copy desk would say of a manuscript, by its path
	// under Root; may be nil.
	Proofread func(source string) []site.Problem
	// Rebuild makes the site. changed are the files that were saved, made or removed since
	// the last time, by their paths under Root, and a folder that was removed; nil where
	// that is not known.
	Rebuild func(ctx context.Context, changed []string) (*Site, error)
	Rebuilt func(s *Site, took time.Duration, err error) // may be nil
	Blamed  func(site.Problem)                           // called when a page asked for cannot be made; may be nil
}

// maxConnections bounds what a runaway page can take.
const maxConnections = 512

// preview is a running preview.
type preview struct {
	Options
	mu      sync.RWMutex
	site    *Site // the last good one
	failure error
	faults  []site.Problem // of pages that could not be made since
	asked   string         // the output path of the last page that was asked for
	readers readers
}

// Run makes the site and serves it until ctx ends. Then every connection is
// closed and every goroutine is gone.
func Run(ctx context.Context, o Options) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	v := &preview{Options: o}
	changes := notices.Watch(ctx, notices.Options{Root: o.Root, Folders: o.Folders, Poll: o.Poll}) // first, so that no save falls between
	v.rebuild(ctx, notices.Change{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for changed := range changes { // closed with ctx
			v.readers.tell(v.event(v.rebuild(ctx, changed)...))
		}
	})
	listener := netutil.LimitListener(o.Listener, maxConnections)
	server := &http.Server{
		Handler: v.guard(), ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	wg.Go(func() {
		<-ctx.Done()
		v.readers.close()
		_ = server.Close()
	})
	err := server.Serve(listener)
	stop()
	wg.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// rebuild makes the site again and gives the stories that are new in it. A
// failure leaves the last good one up.
func (v *preview) rebuild(ctx context.Context, c notices.Change) (fresh []*site.Link) {
	start := time.Now()
	s, err := v.Rebuild(ctx, c.Known())
	v.mu.Lock()
	last := v.site
	v.failure = err
	if err == nil {
		s.Base = strings.TrimSuffix(onThisSite(s.Base+"/"), "/")
		v.site, v.faults = s, nil
	}
	pages := []string{v.asked}
	v.mu.Unlock()
	if v.Rebuilt != nil && ctx.Err() == nil {
		told := s
		if err == nil {
			notContent := func(name string) bool { return !strings.HasPrefix(name, "content/") }
			if known := c.Known(); s.Samples != nil && (known == nil || slices.ContainsFunc(known, notContent)) { // templates may have changed
				pages = append(pages, s.Samples()...)
			}
			copied := *s
			copied.Faults, told = append(slices.Clone(s.Faults), v.tryPages(s, pages)...), &copied
		}
		v.Rebuilt(told, time.Since(start), err)
	}
	if err != nil || last == nil {
		return nil
	}
	for _, name := range c.Files {
		if story := s.Story(name); story != nil && last.Story(name) == nil {
			fresh = append(fresh, story)
		}
	}
	return fresh
}

func (v *preview) current() (*Site, error) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.site, v.failure
}

// faulty is an error that knows its Problem.
type faulty interface {
	error
	Fault() site.Problem
}

// untold makes a Problem of an error that is none.
func untold(err error) site.Problem {
	return site.Problem{Level: site.LevelError, Message: site.Reason(err)}
}

// tryPages makes some pages, and gives what is wrong with their templates: pages are made
// when they are asked for, and an editor should not have to ask.
func (v *preview) tryPages(s *Site, pages []string) []site.Problem {
	for _, name := range pages {
		if _, _, err := s.File(name); err != nil {
			v.blame(s, err)
		}
	}
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.faults
}

// blame keeps why a page could not be made, for the overlay. It returns false if that is
// known already.
func (v *preview) blame(s *Site, err error) (p site.Problem, isNew bool) {
	p = untold(err)
	if f, ok := errors.AsType[faulty](err); ok {
		p = f.Fault()
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if isNew = v.site == s && !slices.Contains(v.faults, p); isNew {
		v.faults = append(v.faults, p)
	}
	return p, isNew
}

// wrong is all that is wrong now, of the edition and of pages that were asked for.
func (v *preview) wrong() (all []site.Problem) {
	v.mu.RLock()
	s, failure, faults := v.site, v.failure, v.faults
	v.mu.RUnlock()
	if failure != nil {
		all = append(all, untold(failure))
	}
	if s != nil {
		all = append(all, s.Faults...)
	}
	return append(all, faults...)
}
