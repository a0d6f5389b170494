package review

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// A story that did not change is not proofread again, and is told what it was told:
// whatever became of the others, of the settings, of a picture's credit and of the clock.
func TestFindingsOfUnchangedStories(t *testing.T) {
	text := `-- content/edition.yaml --
title: صحيفة
checks: {missing-summary: off, missing-source: off}
-- content/authors/a.md --
---
title: كاتب
---
-- content/news/a.md --
---
title: خبر أول.
date: 2024-09-14
authors: [a, b]
tags: [غزة]
---
نعم , لا. قال أن الأزمة انتهت.  <!-- check: off tatweel -->
-- content/news/b.md --
---
title: خبر ثان
date: 2024-09-14
publishDate: 2024-09-20
draft: true
---
اعلنت الشركة عن ثلاث رجال.

![رافعة](a.png "في المرفأ")
`
	keep := notes{}
	look := func(source fstest.MapFS, keep Keeper, version byte) (string, *Run) {
		f := folderOf(t, source)
		f.Clock.Now = time.Date(2024, 9, 15, 0, 0, 0, 0, time.UTC)
		if source["late"] != nil {
			f.Clock.Now = f.Clock.Now.AddDate(1, 0, 0)
		}
		r := &Run{Content: f, Keep: keep, Version: [16]byte{version}, Quote: true}
		report, err := r.Check(t.Context(), f.Paths)
		if err != nil {
			t.Fatal(err)
		}
		return lines(report), r
	}
	steps := []struct {
		name  string
		edit  func(fstest.MapFS)
		fresh int // manuscripts that are proofread
	}{
		{"the first time", func(fstest.MapFS) {}, 3},
		{"nothing changed", func(fstest.MapFS) {}, 0},
		{"a body", func(s fstest.MapFS) {
			s["content/news/a.md"].Data = []byte(strings.ReplaceAll(string(s["content/news/a.md"].Data), "نعم ,", "نعم؟ ؟"))
		}, 1},
		{"an author's file", func(s fstest.MapFS) {
			s["content/authors/b.md"] = &fstest.MapFile{Data: []byte("---\ntitle: كاتبة\n---\n")}
		}, 1},
		{"the clock", func(s fstest.MapFS) { s["late"] = &fstest.MapFile{} }, 0},
		{"a story is gone", func(s fstest.MapFS) { delete(s, "content/news/a.md") }, 0},
		{"the settings", func(s fstest.MapFS) {
			s["content/edition.yaml"].Data = []byte("title: صحيفة\nchecks: {spelling: error}\n")
		}, 3},
	}
	source := room(text)
	for _, step := range steps {
		step.edit(source)
		want, _ := look(source, nil, 1)
		got, r := look(source, keep, 1)
		if got != want || want == "" {
			t.Errorf("%s: told\n%s\nwant\n%s", step.name, got, want)
		}
		if n := len(r.findings.fresh); n != step.fresh {
			t.Errorf("%s: %d manuscripts are proofread, want %d", step.name, n, step.fresh)
		}
	}
	if _, r := look(source, keep, 2); len(r.findings.fresh) != 3 {
		t.Error("another version of the tool believes what was kept")
	}
	for i := range keep[findingsFile] { // damage: never believed half, never a panic
		if i%7 == 0 {
			broken := notes{findingsFile: append([]byte(nil), keep[findingsFile]...)}
			broken[findingsFile][i] ^= 0x55
			look(source, broken, 2)
		}
	}
}
