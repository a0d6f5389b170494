//go:build unix

package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"warraq/cmd/warraq/importing"
	"warraq/site/intake"
	"warraq/site/intake/forms"
	"warraq/site/intake/shelf"
	"warraq/site/manuscript"
	"warraq/site/newsroom"
)

// The bounds of an import of bytes that nobody checked: what it may ask of the memory,
// all in all, and of the processor, for the bytes that come in.
const (
	mostAsked    = 96 << 20 // bytes, whatever comes
	mostAskedFor = 24 << 10 // bytes more for each that comes
	mostWork     = 4 * time.Second
)

// FuzzArchive takes any bytes for an archive: a file, or a folder of files. Nothing
// panics, nothing is written outside content/ and static/ or under a hidden name, the
// sums are right, and the memory and the work are bounded. WARRAQ_FIGURES names a file
// for the largest figures seen.
func FuzzArchive(f *testing.F) {
	seeds, _ := filepath.Glob("../../site/intake/*/testdata/*.txtar")
	for _, name := range seeds {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		var tree []string
		for _, file := range archive.Files {
			if in, ok := strings.CutPrefix(file.Name, "in/"); ok {
				f.Add(false, file.Data)
				tree = append(tree, in, string(file.Data))
			}
		}
		f.Add(true, []byte(strings.Join(tree, "\x00")))
	}
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	for _, name := range []string{"content/news/a.md", "../../out.md", ".git/config", "content/.hidden.md"} {
		if part, err := w.Create(name); err == nil {
			_, _ = part.Write([]byte("---\ntitle: أ\n---\n[gallery]{{< x >}}"))
		}
	}
	_ = w.Close()
	f.Add(false, packed.Bytes())
	f.Add(true, []byte("content/a/b.md\x00---\ntitle: أ\naliases: [../x, /../y]\nslug: ../../z\n---\n{% include x %}[[n]]\x00static/.well-known/x\x00y\x00.obsidian/a\x00"))
	f.Add(true, []byte("source/_posts/a.md\x00title: أ\n---\n{% post_link b %}\x00source/_posts/b.md\x00\"title\": \"ب\"\n;;;\nنص\x00_config.yml\x00permalink: :title/\n"))
	f.Add(false, []byte(`{"db":[{"data":{"posts":[{"id":1,"slug":"../a","title":"أ","lexical":"{\"root\":{\"children\":[{\"type\":\"gallery\",\"images\":[{}]}]}}"}]}}]}`))
	f.Fuzz(func(t *testing.T, isTree bool, data []byte) {
		if len(data) > 1<<20 {
			return
		}
		dir := t.TempDir()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := worked()
		importBytes(t, dir, isTree, data)
		spent := worked() - began
		runtime.ReadMemStats(&after)
		asked := after.TotalAlloc - before.TotalAlloc
		if asked > mostAsked+mostAskedFor*uint64(len(data)) {
			t.Errorf("%d bytes asked for %d of memory", len(data), asked)
		}
		if spent > mostWork {
			t.Errorf("%d bytes took %v of the processor", len(data), spent)
		}
		figure(asked, after.HeapSys, spent)
		meantFiles(t, dir)
	})
}

// importBytes imports bytes as a file, or as names and texts between NUL bytes.
func importBytes(t *testing.T, dir string, isTree bool, data []byte) {
	var source *intake.Source
	var err error
	if isTree {
		root, parts := fstest.MapFS{}, strings.Split(string(data), "\x00")
		for i := 0; i+1 < len(parts); i += 2 {
			if fs.ValidPath(parts[i]) {
				root[parts[i]] = &fstest.MapFile{Data: []byte(parts[i+1])}
			}
		}
		source, err = forms.OpenTree(importing.Readers, "", root)
	} else {
		source, err = forms.OpenFile(importing.Readers, "", bytes.NewReader(data), int64(len(data)))
	}
	if err != nil {
		return
	}
	room, err := newsroom.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = room.Close() }()
	room.Bulk = true
	o := intake.Options{Options: manuscript.Options{Lang: "ar", Zone: time.UTC}, Now: time.Date(2024, 9, 20, 12, 0, 0, 0, time.UTC)}
	rack := &shelf.Shelf{Room: room, Counts: map[shelf.State]int{}, Media: source.Tree}
	if settings := source.Says(o).Edition(); settings != nil {
		if err := rack.PutEdition(settings); err != nil {
			t.Error(err)
		}
	}
	tally, err := source.Read(o, func(p intake.Piece) error {
		_, err := rack.Put(p)
		return err
	})
	refused, ok := errors.AsType[*intake.SourceError](err)
	switch {
	case err != nil && !ok:
		t.Errorf("an error that names no place: %v", err)
	case err != nil && refused.Message.Ar == "":
		t.Errorf("an error without Arabic words: %v", err)
	case err == nil && tally != nil && tally.Missing() != 0:
		t.Errorf("of what was found, %d is neither taken nor skipped: %v %v %v", tally.Missing(), tally.Found, tally.Taken, tally.Skipped)
	}
}

// meantFiles says which files of a newsroom's folder were not meant.
func meantFiles(t *testing.T, dir string) {
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		top, _, _ := strings.Cut(rel, "/")
		switch {
		case err != nil || e.IsDir():
		case top == ".warraq": // the newsroom's own lock
		case top != "content" && top != "static":
			t.Errorf("%s was written", rel)
		case strings.HasPrefix(path.Base(rel), ".") && top == "content", strings.Contains(path.Dir(rel), "/.") && !strings.HasPrefix(rel, "static/.well-known/"):
			t.Errorf("%s is hidden", rel)
		case !e.Type().IsRegular():
			t.Errorf("%s is a %v", rel, e.Type())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// worked is how long the processor worked for this program.
func worked() time.Duration {
	var use syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &use)
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

// figures are the largest that this process saw.
var figures struct {
	asked, held uint64
	spent       time.Duration
	runs        int
}

// figure notes what an import took.
func figure(asked, held uint64, spent time.Duration) {
	figures.runs++
	name := os.Getenv("WARRAQ_FIGURES")
	if name == "" || asked <= figures.asked && spent <= figures.spent && held <= figures.held && figures.runs%1000 != 0 {
		return
	}
	figures.asked, figures.held, figures.spent = max(figures.asked, asked), max(figures.held, held), max(figures.spent, spent)
	_ = os.WriteFile(fmt.Sprintf("%s.%d", name, os.Getpid()), fmt.Appendf(nil, "runs %d, memory asked for %.1f MB, held %.1f MB, processor %v\n", figures.runs, float64(figures.asked)/(1<<20), float64(figures.held)/(1<<20), figures.spent), 0o600)
}
