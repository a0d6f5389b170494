package building

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"runtime/trace"
	"strings"
	"sync"

	"warraq/cmd/warraq/caches"
	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/cache"
	"warraq/site/press"
	"warraq/site/press/editions"
	"warraq/site/publish"
	"warraq/site/publish/hosts"
	"warraq/site/regular"
)

// Keep opens what is kept between builds.
func (f *Flags) Keep(ctx context.Context, d *command.Tool) (*caches.Kept, error) {
	kind, pack := "", ""
	if c := &d.Common; c.Drafts || c.Future || c.BaseURL+c.Environment != "" {
		kind = fmt.Sprintf("%q %q %t %t", c.BaseURL, c.Environment, c.Drafts, c.Future)
	}
	if f.To == "pack" {
		pack = f.file(d)
	}
	return f.Cache.Open(ctx, d.Common.Source, kind, pack, ToolVersion())
}

// OpenStore opens what the last build kept, or nothing.
func (f *Flags) OpenStore(kept *caches.Kept) (*cache.Store, error) {
	if f.Cache.None() || f.Verify {
		return nil, nil
	}
	return kept.Store(ToolVersion())
}

// save keeps what a build leaves for the next one, here and in the shared cache.
func (f *Flags) save(paper *editions.Papers, store *cache.Store, kept *caches.Kept, published bool, tell func(ar, en string, args ...any)) error {
	paper.Mark("switch")
	if store != nil {
		if err := paper.Save(); err != nil {
			return ErrKeeping(err)
		}
	}
	paper.Mark("save")
	kept.Share(published, f.Verbose, tell)
	paper.Mark("share")
	return nil
}

// ErrKeeping says that a build's work is not kept for the next one.
func ErrKeeping(err error) error {
	return site.Failure("لا يُحفظ عمل البناء للذي يليه: %v", "cannot save the cache: %v", err)
}

// ToolVersion is the hash of this program: the cache of another one is not used.
var ToolVersion = sync.OnceValue(func() cache.Sum {
	h := cache.NewHash()
	shape := press.RecordShape()
	h.Bytes(shape[:])
	if path, err := os.Executable(); err == nil {
		if data, err := regular.ReadFile(path); err == nil {
			h.Bytes(data)
		}
	}
	return h.Sum()
})

// verify compares a build without the cache with what is published.
func verify(ctx context.Context, d *command.Tool, hosted *hosts.Watched, paper *editions.Papers, out *publish.Folder) error {
	if !paper.Stands() {
		d.PrintProblems(paper.Problems)
		d.Tell("لا يُقارن الموقع حتى تُصلح الأخطاء", "the site is not compared until the errors are corrected")
		return command.ErrProblems
	}
	if _, err := hosted.Beside(ctx, out, paper.Editions(), ""); err != nil {
		return err
	}
	written, removed := out.Pending()
	if len(written)+len(removed) == 0 {
		return d.Answer("الموقع المنشور مطابق لبناء نظيف", "the published site is what a clean build makes")
	}
	var err error
	for _, path := range written {
		err = cmp.Or(err, d.Answer("يختلف: %s", "differs: %s", path))
	}
	for _, path := range removed {
		err = cmp.Or(err, d.Answer("زائد: %s", "should not be there: %s", path))
	}
	return cmp.Or(err, command.ErrProblems)
}

// StartProfile begins the profile that the file's name asks for.
func StartProfile(name string) (stop func(), err error) {
	if name == "" {
		return func() {}, nil
	}
	f, err := regular.Open(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return nil, err
	}
	switch base := filepath.Base(name); {
	case strings.HasPrefix(base, "mem"):
		return func() { runtime.GC(); _ = pprof.WriteHeapProfile(f); _ = f.Close() }, nil
	case strings.HasPrefix(base, "trace"):
		return func() { trace.Stop(); _ = f.Close() }, trace.Start(f)
	}
	return func() { pprof.StopCPUProfile(); _ = f.Close() }, pprof.StartCPUProfile(f)
}
