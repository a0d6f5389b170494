package press

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/own"
)

// desk under test: a source folder that is edited, and what was published.
type newsdesk struct {
	t      *testing.T
	source fstest.MapFS
	shelf  shelf
	paper  *Paper // of the last print

	remembers bool // as a build does that knows where its files go (Paper.Leave)
	cache     string
	now       time.Time
	ticks     int
}

func openDesk(t *testing.T, source fstest.MapFS) *newsdesk {
	return &newsdesk{t: t, source: source, cache: t.TempDir(), now: noon}
}

// write saves a file, with a time of its own as an editor's disk gives it.
func (d *newsdesk) write(name, text string) {
	d.ticks++
	d.source[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644, ModTime: noon.Add(time.Duration(d.ticks) * time.Second)}
}

func (d *newsdesk) replace(name, from, to string) {
	d.t.Helper()
	old := string(d.source[name].Data)
	if !strings.Contains(old, from) {
		d.t.Fatalf("%s does not hold %q", name, from)
	}
	d.write(name, strings.Replace(old, from, to, 1))
}

// print builds with the cache, saves it, and holds the site against a clean
// build.
func (d *newsdesk) print() Count {
	d.t.Helper()
	store, err := cache.Open(d.cache, cache.Of([]byte("test")))
	if err != nil {
		d.t.Fatal(err)
	}
	in := quick(d.source)
	in.Clock.Now, in.Store = d.now, store
	if d.remembers {
		in.Published = d.shelf.edition
	}
	var n Count
	if d.paper, n = d.shelf.print(d.t, in); d.remembers && d.paper.Last() == nil {
		d.paper.Leave(n, d.shelf.edition())
	}
	if err := store.Save(); err != nil {
		d.t.Fatal(err)
	}
	store.Close()
	clean := &shelf{}
	in.Store, in.Published = nil, nil
	clean.print(d.t, in)
	same(d.t, d.shelf.old, clean.old)
	return n
}

func (d *newsdesk) wrote(want ...string) {
	d.t.Helper()
	if pages, _ := d.parts(); !slices.Equal(pages, want) {
		d.t.Errorf("wrote\n  %s\nwant\n  %s", strings.Join(pages, "\n  "), strings.Join(want, "\n  "))
	}
}

// parts tells the files of the search, which hold the words of every body,
// from the others that were written.
func (d *newsdesk) parts() (pages, search []string) {
	for _, name := range d.shelf.put {
		if strings.HasPrefix(name, "search/") && name != "search/index.html" {
			search = append(search, name)
		} else {
			pages = append(pages, name)
		}
	}
	return pages, search
}

// archiveOf is a small paper: n stories in one section, one tag each in turn.
func archiveOf(n int) fstest.MapFS {
	source := newsroom(`
-- content/edition.yaml --
title: المدار
base_url: https://example.org
time_zone: UTC
page_size: 4
feeds: {limit: 3, terms: false, formats: [rss]}
-- content/politics/_index.md --
---
title: سياسة
---
`)
	for i := range n {
		source[storyFile(i)] = &fstest.MapFile{Mode: 0o644, ModTime: noon, Data: fmt.Appendf(nil, storyText, i, noon.AddDate(0, 0, i-n).Format(time.RFC3339), i%3, i)}
	}
	return source
}

const storyText = `---
title: القصة %d
date: %s
tags: [وسم%d]
summary: خلاصة القصة
---

متن القصة %d.
`

func storyFile(i int) string { return fmt.Sprintf("content/politics/s%03d.md", i) }

func TestABuildWithNothingChangedRendersNothing(t *testing.T) {
	d := openDesk(t, archiveOf(20))
	d.print()
	n := d.print()
	if n.Rendered != 0 || len(d.shelf.put) != 0 {
		t.Errorf("rendered %d files, wrote %v", n.Rendered, d.shelf.put)
	}
}

func TestTimesAloneChangeNothing(t *testing.T) {
	d := openDesk(t, archiveOf(8))
	d.print()
	for name, f := range d.source {
		d.write(name, string(f.Data)) // as a fresh clone does
	}
	if n := d.print(); n.Rendered != 0 {
		t.Errorf("rendered %d files of a fresh clone", n.Rendered)
	}
}

func TestAnEditedBodyRendersItsOwnPages(t *testing.T) {
	d := openDesk(t, archiveOf(20))
	d.print()
	d.replace(storyFile(5), "متن القصة", "المتن الجديد للقصة")
	n := d.print()
	d.wrote("lite/politics/2026/11/s005/index.html", "politics/2026/11/s005/index.html")
	if _, search := d.parts(); n.Rendered != 2+len(search) || len(search) == 0 {
		t.Errorf("rendered %d files, want the page, its light twin, and its words in the search: %v", n.Rendered, search)
	}
}

func TestAnEditedTitleRendersThePagesThatShowIt(t *testing.T) {
	d := openDesk(t, archiveOf(20))
	d.print()
	before := maps.Clone(d.shelf.old)
	d.replace(storyFile(5), "القصة 5", "عنوان جديد")
	n := d.print()
	title := regexp.MustCompile(`القصة 5\b`)
	shows := 0
	for name, data := range before {
		if title.Match(data) && path.Ext(name) != ".bin" {
			shows++
			if !slices.Contains(d.shelf.put, name) {
				t.Errorf("%s shows the old title still", name)
			}
		}
	}
	if pages, search := d.parts(); n.Rendered != shows+len(search) {
		t.Errorf("rendered %d files, %d show the title: %v %v", n.Rendered, shows, len(pages), search)
	}
}

func TestANewStoryLeavesTheArchiveAlone(t *testing.T) {
	d := openDesk(t, archiveOf(200))
	first := d.print()
	d.write("content/politics/new.md", fmt.Sprintf(storyText, 999, noon.Add(-time.Minute).Format(time.RFC3339), 1, 999))
	n := d.print()
	if _, search := d.parts(); n.Rendered-len(search) > 40 {
		t.Errorf("a new story rendered %d of %d files: %v", n.Rendered, first.Rendered, d.shelf.put)
	}
}

func TestAnEmbargoLiftsByTheClockAlone(t *testing.T) {
	source := archiveOf(3)
	source["content/politics/late.md"] = &fstest.MapFile{Mode: 0o644, ModTime: noon, Data: fmt.Appendf(nil, storyText, 77, noon.Add(time.Hour).Format(time.RFC3339), 1, 77)}
	d := openDesk(t, source)
	d.print()
	page := "politics/2026/11/late/index.html"
	if _, ok := d.shelf.old[page]; ok {
		t.Fatal("the story is out before its hour")
	}
	d.now = noon.Add(2 * time.Hour)
	d.print()
	if _, ok := d.shelf.old[page]; !ok {
		t.Error("the story is not out after its hour")
	}
}

var long = flag.Bool("long", false, "make many more random edits")

// fullPages are the paths of pages whose templates show what their Views hold: not those of the paper's own
// types, terms and outputs.
func (d *newsdesk) fullPages() map[string]bool {
	full := map[string]bool{}
	if d.paper.plan == nil {
		return full // nothing was made
	}
	for e := range d.paper.plan.Entries() {
		if dir := path.Dir(e.Template); dir != "types" && dir != "terms" && dir+"/" != own.OutputsDir {
			full[e.Path] = true
		}
	}
	return full
}

// Whatever is edited, the site is what a clean build makes: print checks that
// after every edit. And little is made for nothing: no file where each word
// that changed stands on every page whose View holds it, and hardly any where a
// View holds more than its template shows.
func TestAnyEditEndsInACleanBuild(t *testing.T) {
	t.Parallel()
	edits := 80
	switch {
	case *long:
		edits = 500
	case testing.Short():
		edits = 40
	}
	shown := []string{"a title", "a body", "a page", "a template", "no word of it"}
	shell := []string{"the paper's title", "a menu", "the digits", "a style sheet", "a script", "the audience", "the colour", "the kinds of pages", "a section that is a draft", "a partial of their own", "a type of their own", "a list of places", "the template of fields that name", "a field that names", "a field"} // most pages hold them, as card_params has cards hold fields
	r := rand.New(rand.NewPCG(1, 2))
	d := openDesk(t, busyDesk())
	d.remembers = true
	d.print()
	type tally struct{ edits, made, same int }
	kinds := map[string]tally{}
	for i := range edits {
		before := d.shelf.old
		what := d.randomEdit(r, i)
		n := d.print()
		if t.Failed() {
			t.Fatalf("after edit %d: %s", i, what)
		}
		came := changed(before, d.shelf.old)
		k := kinds[what]
		kinds[what] = tally{k.edits + 1, k.made + n.Rendered, k.same + n.Rendered - len(came)}
		fails := func(p site.Problem) bool { return p.Level == site.LevelError && strings.HasPrefix(p.Rule, "theme/") } // a page that cannot be made is tried again
		if slices.Contains(shown, what) && !slices.ContainsFunc(d.paper.Problems, fails) {
			full := d.fullPages()
			for _, name := range d.shelf.same {
				if full[name] || strings.HasPrefix(name, "search/") {
					t.Fatalf("edit %d, %s: %s was made, and is as it was", i, what, name)
				}
			}
		}
	}
	made, same := 0.0, 0.0 // in one edit of each kind, whichever were drawn more often
	for what, k := range kinds {
		if !slices.Contains(shell, what) && !strings.HasPrefix(what, "the setting ") {
			made, same = made+float64(k.made)/float64(k.edits), same+float64(k.same)/float64(k.edits)
		}
	}
	if 10*same > made {
		t.Errorf("%.0f of %.0f files that were made came out as they were", same, made)
	}
	if all := d.edits(r, 0); *long && len(kinds) != len(all) {
		t.Errorf("%d of %d kinds of edits were tried", len(kinds), len(all))
	}
	t.Logf("%d edits of %d kinds; one of each made %.0f files, %.0f of them as they were", edits, len(kinds), made, same)
}

// changed are the files of a site that were made, and not there or not so.
func changed(before, after map[string][]byte) (names []string) {
	for name, data := range after {
		if strings.HasPrefix(name, "media/") {
			continue // a picture is copied
		}
		if old, ok := before[name]; !ok || !bytes.Equal(old, data) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
