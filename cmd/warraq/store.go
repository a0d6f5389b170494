package main

import (
	"cmp"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"runtime/trace"
	"strings"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/press"
	"warraq/site/publish"
	"warraq/site/regular"
)

// openStore opens what the last build kept, or nothing.
func (d *tool) openStore(f buildFlags) (*cache.Store, error) {
	if f.cache == "none" || f.verify {
		return nil, nil
	}
	if f.cache != "" { // it must be a folder; what lies at the default place may be anything
		if err := os.MkdirAll(f.cache, 0o777); err != nil {
			return nil, site.Failure("لا يُفتح مجلد ما يُحفظ بين بناءين: %v", "cannot open the cache: %v", err)
		}
	}
	return cache.Open(cmp.Or(f.cache, filepath.Join(d.common.source, ".warraq")), toolVersion())
}

// errKeeping says that a build's work is not kept for the next one.
func errKeeping(err error) error {
	return site.Failure("لا يُحفظ عمل البناء للذي يليه: %v", "cannot save the cache: %v", err)
}

// toolVersion is the hash of this program: the cache of another one is not used.
func toolVersion() cache.Sum {
	h := cache.NewHash()
	shape := press.RecordShape()
	h.Bytes(shape[:])
	if path, err := os.Executable(); err == nil {
		if data, err := regular.ReadFile(path); err == nil {
			h.Bytes(data)
		}
	}
	return h.Sum()
}

// verify compares a build without the cache with what is published.
func (d *tool) verify(paper *press.Paper, out *publish.Folder) error {
	if !paper.Stands() {
		d.printProblems(paper.Problems)
		d.tell("لا يُقارن الموقع حتى تُصلح الأخطاء", "the site is not compared until the errors are corrected")
		return errProblems
	}
	written, removed := out.Pending()
	if len(written)+len(removed) == 0 {
		return d.answer("الموقع المنشور مطابق لبناء نظيف", "the published site is what a clean build makes")
	}
	var err error
	for _, path := range written {
		err = cmp.Or(err, d.answer("يختلف: %s", "differs: %s", path))
	}
	for _, path := range removed {
		err = cmp.Or(err, d.answer("زائد: %s", "should not be there: %s", path))
	}
	return cmp.Or(err, errProblems)
}

// startProfile begins the profile that the file's name asks for.
func startProfile(name string) (stop func(), err error) {
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
