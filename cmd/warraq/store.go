package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"runtime/trace"
	"strings"
	"text/tabwriter"

	"warraq/site/cache"
	"warraq/site/press"
	"warraq/site/publish"
)

// openStore opens what the last build kept, or nothing.
func (d *tool) openStore(f buildFlags) (*cache.Store, error) {
	dir := f.cache
	switch {
	case dir == "none" || f.verify:
		return nil, nil
	case dir == "":
		dir = filepath.Join(d.common.source, ".warraq")
	}
	return cache.Open(dir, toolVersion())
}

// toolVersion is the hash of this program. The cache of another program is not used,
// even if both were built from the same commit.
func toolVersion() cache.Sum {
	h := cache.NewHash()
	shape := press.RecordShape()
	h.Bytes(shape[:])
	if path, err := os.Executable(); err == nil {
		if data, err := os.ReadFile(path); err == nil {
			h.Bytes(data)
		}
	}
	return h.Sum()
}

// verify compares what a build without the cache has staged with what is published.
// A difference means that the cache is wrong.
func (d *tool) verify(out *publish.Folder) error {
	written, removed := out.Pending()
	if len(written)+len(removed) == 0 {
		_, err := fmt.Fprintln(d.stdout, d.say("الموقع المنشور مطابق لبناء نظيف", "the published site is what a clean build makes"))
		return err
	}
	for _, path := range written {
		fmt.Fprintf(d.stdout, d.say("يختلف: %s\n", "differs: %s\n"), path)
	}
	for _, path := range removed {
		fmt.Fprintf(d.stdout, d.say("زائد: %s\n", "should not be there: %s\n"), path)
	}
	return errProblems
}

// printPhases is the table of -v.
func printPhases(w io.Writer, phases []press.Phase) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, p := range phases {
		fmt.Fprintf(t, "%s\t%.3f s\t\n", p.Name, p.Took.Seconds())
	}
	_ = t.Flush()
}

// startProfile begins the profile that the file's name asks for.
func startProfile(name string) (stop func(), err error) {
	if name == "" {
		return func() {}, nil
	}
	f, err := os.Create(name)
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
