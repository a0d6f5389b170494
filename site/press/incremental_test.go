package press

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"maps"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site/cache"
)

// desk under test: a source folder that is edited, and what was published.
type newsdesk struct {
	t      *testing.T
	source fstest.MapFS
	shelf  shelf
	cache  string
	now    time.Time
	ticks  int
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
	in := input(d.source)
	in.Clock.Now, in.Store = d.now, store
	_, n := d.shelf.print(d.t, in)
	if err := store.Save(); err != nil {
		d.t.Fatal(err)
	}
	store.Close()
	clean := &shelf{}
	in.Store = nil
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
		t.Errorf("rendered %d files, %d show the title: %v", n.Rendered, shows, pages)
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

// Whatever the desk does, the site is what a clean build makes: print checks
// that after every edit. And little is made in vain: nothing where each word
// that changed stands on every page whose View holds it, and hardly anything
// where a View holds more than its template shows.
func TestAnyEditEndsInACleanBuild(t *testing.T) {
	t.Parallel()
	edits := 300
	if testing.Short() {
		edits = 60
	}
	shown := []string{"a title", "a body", "a page", "a template", "no word of it"}
	r := rand.New(rand.NewPCG(1, 2))
	d := openDesk(t, busyDesk())
	d.print()
	made, inVain := 0, 0
	for i := range edits {
		before := d.shelf.old
		what := d.randomEdit(r, i)
		n := d.print()
		if t.Failed() {
			t.Fatalf("after edit %d: %s", i, what)
		}
		came := changed(before, d.shelf.old)
		made, inVain = made+n.Rendered, inVain+n.Rendered-len(came)
		if slices.Contains(shown, what) && n.Rendered != len(came) {
			t.Fatalf("edit %d, %s: %d files were made, %d of them changed: %v", i, what, n.Rendered, len(came), came)
		}
	}
	if 10*inVain > made {
		t.Errorf("%d of %d files that were made came out as they were", inVain, made)
	}
	t.Logf("%d edits made %d files, %d of them as they were", edits, made, inVain)
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

// busyDesk is a small paper that has some of everything.
func busyDesk() fstest.MapFS {
	source := archiveOf(12)
	for name, f := range newsroom(`
-- content/economy/_index.md --
---
title: اقتصاد
---
-- content/economy/port.md --
---
title: الميناء
date: 2026-11-20T09:00:00Z
authors: [mona]
series: البحر
image: {src: port.png, alt: رصيف, caption: الرصيف, credit: الصحيفة}
---

راجع [قصة](../politics/s001.md).
-- content/authors/mona.md --
---
name: منى
role: مراسلة
---
-- content/pages/about.md --
---
title: من نحن
---

نحن.
-- content/front.yaml --
lead: politics/s002.md
-- templates/partials/crumbs.html --
<p>0</p>
`) {
		source[name] = f
	}
	source["content/economy/port.png"] = &fstest.MapFile{Mode: 0o644, ModTime: noon, Data: onePixel}
	return source
}

// onePixel is the smallest picture.
var onePixel = func() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1)))
	return b.Bytes()
}()

// randomEdit does what desks do, and tells it.
func (d *newsdesk) randomEdit(r *rand.Rand, i int) string {
	var stories []string
	for name := range d.source {
		if strings.HasPrefix(name, "content/politics/") && !strings.HasSuffix(name, "_index.md") {
			stories = append(stories, name)
		}
	}
	slices.Sort(stories)
	any := stories[r.IntN(len(stories))]
	text := string(d.source[any].Data)
	front := func(line string) { d.write(any, strings.Replace(text, "---\n", "---\n"+line+"\n", 1)) }
	settings := func(file, from, to string) {
		d.write(file, strings.Replace(string(d.source[file].Data), from, to, 1))
	}
	day := func(back int) string {
		return noon.AddDate(0, 0, -r.IntN(back)).Add(-time.Duration(i) * time.Second).Format(time.RFC3339)
	}
	edits := []struct {
		name string
		make func()
	}{
		{"a title", func() { d.write(any, strings.Replace(text, "title: ", fmt.Sprintf("title: %d ", i), 1)) }},
		{"a body", func() { d.write(any, text+fmt.Sprintf("\nفقرة %d، راجع [قصة](s001.md).\n", i)) }},
		{"a tag", func() { d.write(any, strings.Replace(text, "tags: [", fmt.Sprintf("tags: [وسم%d, ", r.IntN(5)), 1)) }},
		{"a summary", func() { d.write(any, strings.Replace(text, "summary: ", fmt.Sprintf("summary: %d ", i), 1)) }},
		{"a date", func() { d.write(any, oldDate.ReplaceAllString(text, "date: "+day(90))) }},
		{"a deletion", func() {
			if len(stories) > 5 {
				delete(d.source, any)
			}
		}},
		{"another name", func() {
			delete(d.source, any)
			d.write(fmt.Sprintf("content/politics/renamed%d.md", i), text)
		}},
		{"a new story", func() {
			d.write(fmt.Sprintf("content/politics/new%d.md", i), fmt.Sprintf(storyText, i, day(150), r.IntN(4), i))
		}},
		{"a draft", func() { front("draft: true") }},
		{"an end", func() { front("expiry: " + d.now.Add(time.Duration(r.IntN(96))*time.Hour).Format(time.RFC3339)) }},
		{"an embargo", func() { front("publish: " + d.now.Add(time.Duration(r.IntN(96))*time.Hour).Format(time.RFC3339)) }},
		{"an old address", func() { front(fmt.Sprintf("aliases: [/old/%d/]", i)) }},
		{"an author", func() { front("authors: [mona]") }},
		{"another section", func() { front("section: economy") }},
		{"the clock", func() { d.now = d.now.Add(time.Duration(r.IntN(72)-24) * time.Hour) }},
		{"the paper's title", func() { settings("content/edition.yaml", "title: ", fmt.Sprintf("title: %d", r.IntN(3))) }},
		{"the length of lists", func() {
			settings("content/edition.yaml", "page_size: ", fmt.Sprintf("page_size: %d # ", 3+r.IntN(3)))
		}},
		{"a template", func() { d.write("templates/partials/crumbs.html", fmt.Sprintf("<p>%d</p>", i)) }},
		{"an author's file", func() { settings("content/authors/mona.md", "role: ", fmt.Sprintf("role: %d ", i)) }},
		{"a section's file", func() { settings("content/politics/_index.md", "title: ", fmt.Sprintf("title: %d ", i)) }},
		{"the front page", func() { d.write("content/front.yaml", "lead: "+strings.TrimPrefix(any, "content/")+"\n") }},
		{"a page", func() {
			d.write("content/pages/about.md", fmt.Sprintf("---\ntitle: من نحن\n---\n\nنحن %d.\n", i))
		}},
		{"a picture", func() {
			if _, ok := d.source["content/economy/port.png"]; ok {
				delete(d.source, "content/economy/port.png")
			} else {
				d.source["content/economy/port.png"] = &fstest.MapFile{Mode: 0o644, ModTime: noon, Data: onePixel}
			}
		}},
		{"no word of it", func() { d.write(any, text) }}, // a new time alone
	}
	edit := edits[r.IntN(len(edits))]
	edit.make()
	return edit.name
}

var oldDate = regexp.MustCompile(`date: \S+`)
