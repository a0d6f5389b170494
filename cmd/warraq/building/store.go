package building

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"io"
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
	"warraq/site/publish/frozen"
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

// over gives a sink that takes files out of the parts that are joined, if any are.
func (f *Flags) over(to press.Sink) press.Sink {
	if f.joined == nil {
		return to
	}
	return f.joined.Over(to, Sum)
}

// years gives a sink that keeps frozen years apart. A preview, and a site that is one file, keep none apart.
func (f *Flags) years(d *command.Tool, hosted *hosts.Watched, out publish.Target, preview bool) *frozen.Years {
	from := d.Common.Output
	if f.To != "folder" || preview {
		from = ""
	}
	return frozen.Over(hosted.Over(out), from, func(to frozen.Sink) frozen.Sink { return hosted.Inside(to) }, Sum)
}

// Sum is the hash of a file of the site.
func Sum(data []byte) site.Sum { return site.Sum(cache.Of(data)) }

// save keeps what a build leaves for the next one, here and in the shared cache. idle is asked when all is kept here.
func (f *Flags) save(paper *editions.Papers, store *cache.Store, kept *caches.Kept, published bool, idle func() bool, tell func(ar, en string, args ...any)) error {
	paper.Mark("switch")
	if store != nil {
		if err := paper.Save(); err != nil {
			return ErrKeeping(err)
		}
	}
	paper.Mark("save")
	kept.Share(published, idle(), f.Verbose, tell)
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
		if f, err := regular.Open(path, os.O_RDONLY, 0); err == nil {
			defer func() { _ = f.Close() }()
			h.Bytes(buildID(f))
		}
	}
	return h.Sum()
})

// buildID is what tells a program from another one: the content hash that Go's linker wrote
// near its beginning (cmd/internal/buildid), in a note of an ELF file or before the code;
// else all of it.
func buildID(program io.Reader) []byte {
	head, err := io.ReadAll(io.LimitReader(program, 64<<10))
	if err != nil {
		return head
	}
	if _, id, ok := bytes.Cut(head, []byte("\xff Go build ID: \"")); ok {
		if id, _, ok = bytes.Cut(id, []byte("\"\n \xff")); ok && len(id) > 0 {
			return id
		}
	}
	if before, id, ok := bytes.Cut(head, []byte("\x04\x00\x00\x00Go\x00\x00")); ok && len(before) >= 4 {
		if size := binary.LittleEndian.Uint32(before[len(before)-4:]); size > 0 && int(size) <= len(id) {
			return id[:size]
		}
	}
	rest, _ := io.ReadAll(program)
	return append(head, rest...)
}

// verify compares a build without the cache with what is published.
func verify(ctx context.Context, d *command.Tool, hosted *hosts.Watched, paper *editions.Papers, years *frozen.Years, out *publish.Folder) error {
	if !paper.Stands() {
		d.PrintProblems(paper.Problems)
		d.Tell("لا يُقارن الموقع حتى تُصلح الأخطاء", "the site is not compared until the errors are corrected")
		return command.ErrProblems
	}
	if _, err := years.Close(ctx); err != nil {
		return err
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
