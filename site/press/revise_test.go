package press

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"weak"

	"warraq/site/cache"
	"warraq/site/media"
)

// everything asks a preview for every file of a site.
func everything(t *testing.T, p *Paper, names map[string][]byte) map[string][]byte {
	t.Helper()
	v, out := p.Preview(nil), map[string][]byte{}
	for name := range names {
		data, found, err := v.File(name)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if found {
			out[name] = bytes.Clone(data)
		}
	}
	return out
}

// sizeOfPublic tells a size of a picture that the site publishes, in static/ or in
// another size: the preview makes it, though no page names it any more.
func sizeOfPublic(site map[string][]byte, name string) bool {
	stem, mark, _, ok := media.ParseRecipe(name)
	if !ok {
		return false
	}
	for file := range site {
		other, same, _, isSize := media.ParseRecipe(file)
		if isSize && other == stem && same == mark || strings.HasPrefix(file, strings.TrimPrefix(stem, "media/")+".") {
			return true
		}
	}
	return false
}

func TestThePreviewIsTheSite(t *testing.T) {
	s := &shelf{}
	p, _ := s.print(t, quick(archiveOf(12)))
	same(t, everything(t, p, s.old), s.old)
}

func TestRevisingIsAsGoodAsPreparing(t *testing.T) {
	d := openDesk(t, archiveOf(12))
	in := quick(d.source)
	p, err := Prepare(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		file, from, to string
		stands         bool // but for this story
	}{
		{storyFile(3), "متن القصة", "متن جديد للقصة", true},
		{storyFile(3), "متن جديد", "متن أجدّ", true},
		{storyFile(7), "متن القصة", "## عنوان فرعي\n\nمتن", true},
		{storyFile(4), "القصة 4", "عنوان آخر", true},
		{storyFile(5), "متن القصة", "راجع [تلك](s001.md).", true},
		{storyFile(3), "summary: خلاصة", "summary: زبدة", true},
		{"content/edition.yaml", "title: ", "title: جديد ", false},
		{"templates/partials/footer.html", "", "<p>ذيل</p>", false},
		{storyFile(2), "القصة 2", "عنوان", true},
		{"static/robots.txt", "", "User-agent: *\n", false},
		{storyFile(2), "عنوان", "عنوان جديد", true},
	} {
		if c.from == "" {
			d.write(c.file, c.to)
		} else {
			d.replace(c.file, c.from, c.to)
		}
		before := p
		if p, err = before.Revise(t.Context(), in, []string{c.file}); err != nil {
			t.Fatal(err)
		}
		if p.made.Stands != c.stands {
			t.Errorf("%s to %s: the edition was kept: %v", c.from, c.to, p.made.Stands)
		}
		clean := &shelf{}
		clean.print(t, in)
		same(t, everything(t, p, clean.old), clean.old)
	}
}

// After any edit, an open preview shows what a clean build publishes, and tells of the
// same problems.
func TestAnyEditIsPreviewedAsACleanBuild(t *testing.T) {
	t.Parallel()
	edits := 40
	switch {
	case *long:
		edits = 500
	case testing.Short():
		edits = 20
	}
	r := rand.New(rand.NewPCG(3, 4))
	d := openDesk(t, busyDesk())
	store, err := cache.Open(d.cache, cache.Of([]byte("test")))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	build := func() (Input, *Paper, map[string][]byte) {
		in, clean := quick(d.source), &shelf{}
		in.Clock.Now = d.now
		p, _ := clean.print(t, in)
		in.Store = store
		return in, p, clean.old
	}
	in, _, old := build()
	p, err := Prepare(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	kept, revised := 0, 0
	for i := range edits {
		before := maps.Clone(d.source)
		what := d.randomEdit(r, i)
		if i%3 == 0 {
			d.now = d.now.Add(7 * time.Hour) // something may be due since
		}
		in, clean, site := build()
		looks := p.looks
		if p, err = p.Revise(t.Context(), in, differing(before, d.source)); err != nil {
			t.Fatal(err)
		}
		if p.looks == looks {
			kept++
		}
		if p.made.Revised {
			revised++
		}
		maps.Copy(old, site) // what is gone is asked for too
		shown := everything(t, p, old)
		maps.DeleteFunc(shown, func(name string, _ []byte) bool { return site[name] == nil && sizeOfPublic(site, name) })
		same(t, shown, site)
		if !slices.Equal(p.Problems, clean.Problems) {
			t.Errorf("problems %v, want %v", p.Problems, clean.Problems)
		}
		if t.Failed() {
			t.Fatalf("after edit %d: %s", i, what)
		}
		old = site
	}
	if kept < edits/5 {
		t.Errorf("after %d of %d edits the theme was kept", kept, edits)
	}
	if revised < edits/10 {
		t.Errorf("after %d of %d edits the edition was revised", revised, edits)
	}
}

// differing are the files that were saved, made or removed between two states of a folder.
func differing(before, after fstest.MapFS) (names []string) {
	for name, f := range after {
		if before[name] != f {
			names = append(names, name)
		}
	}
	for name := range before {
		if after[name] == nil {
			names = append(names, name)
		}
	}
	return names
}

func TestAFaultySaveIsPreparedAnew(t *testing.T) {
	d := openDesk(t, archiveOf(3))
	in := quick(d.source)
	p, err := Prepare(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	d.replace(storyFile(1), "title:", "title: [")
	if p, err = p.Revise(t.Context(), in, []string{storyFile(1)}); err != nil {
		t.Fatal(err)
	}
	if len(p.Problems) == 0 || !strings.HasPrefix(p.Problems[0].Path, storyFile(1)) {
		t.Errorf("problems %v, want one of %s", p.Problems, storyFile(1))
	}
}

// A preview runs all day: an edition that was revised is forgotten.
func TestARevisedPaperIsForgotten(t *testing.T) {
	d := openDesk(t, archiveOf(12))
	in := input(d.source)
	revise := func(p *Paper, from, to string) *Paper {
		d.replace(storyFile(3), from, to)
		next, err := p.Revise(t.Context(), in, []string{storyFile(3)})
		if err != nil {
			t.Fatal(err)
		}
		if !next.made.Revised {
			t.Fatalf("%s for %s: the edition was made anew", to, from)
		}
		return next
	}
	p, err := Prepare(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	first := weak.Make(p.Edition)
	for i := range 3 {
		p = revise(p, "tags: [", fmt.Sprintf("tags: [جديد%d, ", i))
		p = revise(p, "title: ", "title: أول ")
	}
	runtime.GC()
	runtime.GC()
	if first.Value() != nil {
		t.Error("the first edition is still in memory")
	}
	runtime.KeepAlive(p)
}

// An editor that saves through another file beside the story has no more made again than one
// that does not: of a file that has come and gone nothing was known.
func TestASaveThroughAnotherFile(t *testing.T) {
	d := openDesk(t, archiveOf(12))
	in := quick(d.source)
	p, err := Prepare(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct {
		passing string
		stands  bool
	}{{"content/politics/sedX1y2z3", true}, {"content/politics/.a.md.swp", true}, {"content/politics/4913", true}, {"content/data/x.csv", false}, {"content/front.yaml", false}, {"static/x", false}} {
		d.write(storyFile(3), fmt.Sprintf("---\ntitle: القصة 3\ndate: 2026-11-01\n---\nمتن %d.\n", i))
		if p, err = p.Revise(t.Context(), in, []string{c.passing, storyFile(3)}); err != nil {
			t.Fatal(err)
		}
		if i > 0 && p.made.Stands != c.stands {
			t.Errorf("%s: the edition was kept: %v", c.passing, p.made.Stands)
		}
		clean := &shelf{}
		clean.print(t, in)
		same(t, everything(t, p, clean.old), clean.old)
	}
}
