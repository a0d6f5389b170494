package press

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"warraq/site"
)

// A conflict of git is never published, and says its file: only templates and
// the settings stop the paper.
func TestConflictMarksAreNeverPublished(t *testing.T) {
	const marks = "<<<<<<< HEAD\nنسختي\n=======\nنسختك\n>>>>>>> main\n"
	for name, stands := range map[string]bool{
		"content/news/a.md": true, "content/news/_index.md": true, "content/authors/lina.md": true, "content/pages/about.md": true,
		"content/front.yaml": true, "content/edition.yaml": false, "templates/article.html": false, "static/css/site.css": false, "static/note.txt": true,
	} {
		source := smallPaper()
		old := source[name]
		text := ""
		if old != nil {
			text = string(old.Data)
		}
		source[name] = &fstest.MapFile{Data: []byte(text + "\n" + marks), Mode: 0o644, ModTime: noon}
		s := &shelf{}
		p, _ := s.print(t, quick(source))
		if got := p.Stands(); got != stands {
			t.Errorf("%s: the paper stands: %v", name, got)
		}
		if !slices.ContainsFunc(p.Problems, func(p site.Problem) bool { return p.Path == name && p.Rule == "file/conflict" }) {
			t.Errorf("%s: told %v", name, p.Problems)
		}
		for file, data := range s.old {
			if stands && (bytes.Contains(data, []byte("&gt;&gt;&gt;&gt;")) || bytes.Contains(data, []byte("نسختي"))) {
				t.Errorf("%s is published in %s", name, file)
			}
		}
	}
}

// smallPaper has all kinds of manuscripts.
func smallPaper() fstest.MapFS {
	source := newsroom(`
-- content/edition.yaml --
title: المدار
base_url: https://example.org
time_zone: UTC
-- content/news/_index.md --
---
title: أخبار
---
مقدمة القسم.
-- content/authors/lina.md --
---
name: لينا حداد
role: محررة
---
سيرة.
-- content/pages/about.md --
---
title: من نحن
---
عن الجريدة.
`)
	for i := range 8 {
		source[fmt.Sprintf("content/%s/%c.md", []string{"news", "sport"}[i%2], 'a'+i)] = &fstest.MapFile{
			Data: fmt.Appendf(nil, "---\ntitle: قصة %d\ndate: 2026-11-%02d\nauthor: lina\ntags: [وسم]\n---\nمتن القصة %d، وفيه [رابط](../news/a.md).\n", i, 10+i, i),
			Mode: 0o644, ModTime: noon,
		}
	}
	source["content/sport/_index.md"] = &fstest.MapFile{Data: []byte("---\ntitle: رياضة\n---\n"), Mode: 0o644, ModTime: noon}
	return source
}

// spoilt are the ways in which a manuscript goes bad.
var spoilt = []func(r *rand.Rand, src string) string{
	func(r *rand.Rand, src string) string { return src[:r.IntN(len(src))] },
	func(r *rand.Rand, src string) string { i := r.IntN(len(src)); return src[:i] + "\x00" + src[i:] },
	func(r *rand.Rand, src string) string { i := r.IntN(len(src)); return src[:i] + "\xff" + src[i:] },
	func(*rand.Rand, string) string { return "\xff\xfe" + strings.Repeat("-\x00", 3) },
	func(*rand.Rand, string) string { return "" },
	func(r *rand.Rand, _ string) string {
		out := make([]byte, r.IntN(300))
		for i := range out {
			out[i] = byte(r.Uint32())
		}
		return string(out)
	},
	func(_ *rand.Rand, src string) string {
		return strings.Replace(strings.Replace(src, "title: ", "title: خبر: ", 1), "name: ", "name: خبر: ", 1)
	},
	func(_ *rand.Rand, src string) string {
		return strings.Replace(src, "---\n", "---\ndate: أمس مساءً\npublishDate: غدًا\nfoo: [\n", 1)
	},
	func(_ *rand.Rand, src string) string {
		return strings.Replace(src, "---\n", "---\ndraft: ربما\n", 1)
	},
	func(_ *rand.Rand, src string) string { return strings.Replace(src, "\n---\n", "\n", 1) },
	func(_ *rand.Rand, src string) string {
		return src + "\n<<<<<<< HEAD\nأ\n=======\nب\n>>>>>>> x\n"
	},
	func(_ *rand.Rand, src string) string { return src + "\nنص \u202e مقلوب\n" },
	func(_ *rand.Rand, src string) string { return src + "\n[رابط](javascript:alert(1))\n" },
	func(_ *rand.Rand, src string) string {
		return strings.Replace(src, "---\n", "---\na: "+strings.Repeat("[", 200)+"\n", 1)
	},
	func(_ *rand.Rand, src string) string {
		return strings.Replace(src, "---\n", "---\nslug: index\nurl: javascript:x\n", 1)
	},
	func(_ *rand.Rand, src string) string { return strings.Replace(src, "title: ", "titel: ", 1) },
}

// unclearDraft is the place of «draft: ربما» in spoilt.
const unclearDraft = 8

// unreadable is a source in which a file cannot be opened.
type unreadable struct {
	fs.FS // and no more: MapFS has other ways to its files
	name  string
}

func (u unreadable) Open(name string) (fs.File, error) {
	if name == u.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: syscall.EACCES}
	}
	return u.FS.Open(name)
}

// A file or folder of static/ that the disk does not give is an error, and is not
// taken for one that is not there; the style sheet stops the paper.
func TestStaticFilesThatCannotBeReadAreErrors(t *testing.T) {
	for name, stands := range map[string]bool{"static": false, "static/css": false, "static/css/site.css": false, "static/logo.png": true} {
		source := smallPaper()
		for _, file := range []string{"static/css/site.css", "static/logo.png"} {
			source[file] = &fstest.MapFile{Data: []byte("p{}"), Mode: 0o644, ModTime: noon}
		}
		s := &shelf{}
		p, _ := s.print(t, quick(unreadable{source, name}))
		if got := p.Stands(); got != stands {
			t.Errorf("%s: the paper stands: %v", name, got)
		}
		if !slices.ContainsFunc(p.Problems, func(p site.Problem) bool {
			return strings.HasPrefix(name, strings.TrimSuffix(p.Path, "/")) && p.Level == site.LevelError
		}) {
			t.Errorf("%s: told %v", name, p.Problems)
		}
	}
}

// One bad file is one page less: the site is the one that it would be without the
// file, and an error names it.
func TestOneBadFileChangesNothingElse(t *testing.T) {
	trials := 100
	switch {
	case *long:
		trials = 500
	case testing.Short():
		trials = 40
	}
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(smallPaper())), func(name string) bool { return !site.IsManuscript(name) })
	r := rand.New(rand.NewPCG(18, 3))
	without := map[string]map[string][]byte{} // the site without a file
	for _, name := range names {
		source := smallPaper()
		delete(source, name)
		s := &shelf{}
		s.print(t, quick(source))
		without[name] = s.old
	}
	faulty := 0
	for i := range trials {
		name := names[r.IntN(len(names))]
		way := r.IntN(len(spoilt) + 1)
		if strings.HasSuffix(name, site.SectionFile) && way == unclearDraft {
			continue // it hides its stories, to be safe
		}
		source := smallPaper()
		var from fs.FS = source
		if way == len(spoilt) {
			from = unreadable{source, name}
		} else {
			bad := spoilt[way](r, string(source[name].Data))
			source[name] = &fstest.MapFile{Data: []byte(bad), Mode: 0o644, ModTime: noon}
		}
		s := &shelf{}
		p, _ := s.print(t, quick(from))
		if !p.Stands() {
			t.Fatalf("trial %d: %s, spoilt in way %d, stops the paper: %v", i, name, way, p.Problems)
		}
		named := 0
		for _, problem := range p.Problems {
			if problem.Level != site.LevelError {
				continue
			}
			if named++; problem.Path != name {
				t.Errorf("trial %d: way %d of %s is an error of %s", i, way, name, problem.Place())
			}
		}
		if named == 0 {
			continue // it is a manuscript all the same
		}
		faulty++
		noun := site.NounOf(strings.TrimPrefix(name, "content/"))
		for file, want := range without[name] {
			got := s.old[file]
			switch {
			case got == nil:
				t.Errorf("trial %d: way %d of %s takes %s away", i, way, name, file)
			case noun == site.NounStory || noun == site.NounPage:
				if !bytes.Equal(got, want) {
					t.Errorf("trial %d: way %d of %s changes %s:\n got %s\nwant %s", i, way, name, file, around(got, want), around(want, got))
				}
			}
		}
		if noun == site.NounStory || noun == site.NounPage {
			for file := range s.old {
				if without[name][file] == nil {
					t.Errorf("trial %d: way %d of %s adds %s", i, way, name, file)
				}
			}
		}
	}
	if faulty < trials/2 {
		t.Errorf("only %d of %d files were faulty: the test proves little", faulty, trials)
	}
}
