package upkeep

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/edition"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func inTurn(_ context.Context, n int, do func(i int) error) error {
	for i := range n {
		if err := do(i); err != nil {
			return err
		}
	}
	return nil
}

// paper is 40 stories over many months, and their bodies. read counts the bodies that
// were asked for.
type paper struct {
	bodies map[site.Sum][]byte
	texts  []string
	read   int
}

func newPaper() *paper {
	p := &paper{bodies: map[site.Sum][]byte{}}
	for i := range 40 {
		p.texts = append(p.texts, fmt.Sprintf("<p>الميناء والسفينة رقم %d في البحر</p>", i))
	}
	return p
}

func (p *paper) edition() *site.Edition {
	var as []*site.Article
	for i, text := range p.texts {
		a := site.NewArticle(fmt.Sprintf("news/s%02d.md", i))
		a.Dir, a.Slug, a.Title = "news", fmt.Sprintf("s%02d", i), fmt.Sprint("خبر ", i)
		a.Date = noon.AddDate(0, 0, -10*i)
		a.BodySum = site.Sum(cache.Of([]byte(text)))
		p.bodies[a.BodySum] = []byte(text)
		as = append(as, a)
	}
	c := &site.Config{Zone: time.UTC, BaseURL: "https://example.org", Permalink: "/:section/:slug/", PageSize: 20}
	e, _ := edition.New(edition.Sources{
		Config: c, Manuscripts: site.Manuscripts{Articles: as}, Clock: site.Clock{Now: noon}, Files: &site.Attachments{},
		Together: func(tasks ...func()) {
			for _, do := range tasks {
				do()
			}
		},
	})
	return e
}

func (p *paper) open(t *testing.T, store *cache.Store) *Index {
	t.Helper()
	p.read = 0
	x, err := Open(t.Context(), Input{Edition: p.edition(), Store: store, Each: inTurn, Body: func(s *site.Story, use func([]byte)) error {
		p.read++
		use(p.bodies[s.BodySum])
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// shelf is a sink in memory. made counts the files that were not there.
type shelf struct {
	files  map[string]string
	madeOf map[string]site.Sum
	made   int
}

func (s *shelf) Has(path string, madeOf site.Sum) bool { return s.madeOf[path] == madeOf }

func (s *shelf) Put(_ context.Context, path string, madeOf site.Sum, data func() []byte) error {
	if !s.Has(path, madeOf) {
		s.made++
		s.files[path], s.madeOf[path] = string(data()), madeOf
	}
	return nil
}

func printed(t *testing.T, x *Index, onto *shelf) *shelf {
	t.Helper()
	if onto == nil {
		onto = &shelf{files: map[string]string{}, madeOf: map[string]site.Sum{}}
	}
	onto.made = 0
	if err := x.Print(t.Context(), onto); err != nil {
		t.Fatal(err)
	}
	return onto
}

// What the store keeps changes nothing but the work: where nothing changed no story is
// read, an edited story is read with its month alone, and the files are those of a
// clean build.
func TestAnEditReadsOneMonth(t *testing.T) {
	p, dir := newPaper(), t.TempDir()
	var out *shelf
	build := func() (read int) {
		store, err := cache.Open(dir, cache.Of([]byte("test")))
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		out = printed(t, p.open(t, store), out)
		if read = p.read; store.Save() != nil {
			t.Fatal("the store is not saved")
		}
		clean := printed(t, p.open(t, nil), nil)
		for path, want := range clean.files {
			if out.files[path] != want {
				t.Errorf("%s is not the file of a clean build", path)
			}
		}
		return read
	}
	if read := build(); read != 2*len(p.texts) { // for its words, and for the text of its result
		t.Errorf("a first build read %d stories of %d", read, len(p.texts))
	}
	if read := build(); read != 0 || out.made != 0 {
		t.Errorf("where nothing changed %d stories were read and %d files made", read, out.made)
	}
	p.texts[20] = "<p>كلمة جديدة: زلزال</p>"
	if read := build(); read == 0 || read > 8 {
		t.Errorf("an edit read %d stories; a month has three or four, and each is read twice", read)
	}
}

// A preview makes the files one by one that a build makes at once.
func TestOneFileIsThatOfABuild(t *testing.T) {
	x := newPaper().open(t, nil)
	built := printed(t, x, nil)
	if len(built.files) < 20 {
		t.Fatalf("files %v", slices.Sorted(maps.Keys(built.files)))
	}
	for path, want := range built.files {
		if data, found, err := x.File(path); err != nil || !found || string(data) != want {
			t.Errorf("%s: found %v, %v", path, found, err)
		}
	}
	for _, path := range []string{"search/x", "search/f/0-0.bin", "search/d/ffff-0.bin", "search/d/-1-0.bin"} {
		if _, found, err := x.File(path); found || err != nil {
			t.Errorf("%s: found %v, %v", path, found, err)
		}
	}
}
