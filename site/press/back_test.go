package press

import (
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site"
	"warraq/site/cache"
)

// A build of the same files that would publish the same edition is not made: what the last
// one said is said again. Whatever may make it another one is looked at, and print compares
// the site with that of a clean build.
func TestWhatNothingChangedIsSaidAgain(t *testing.T) {
	source := archiveOf(8)
	source["content/politics/note.md"] = newsroom("-- x --\n---\ntitle: رابط\ndate: 2026-11-20\nsummary: خلاصة\n---\n\nراجع [غير موجود](nowhere.md).\n")["x"]
	d := openDesk(t, source)
	d.remembers = true
	d.print()
	told := slices.Clone(d.paper.Problems)
	if len(told) == 0 || site.Errors(told) > 0 {
		t.Fatalf("the paper has no warning, or an error: %v", told)
	}
	again := func(what string, want bool) {
		t.Helper()
		if d.print(); (d.paper.Last() != nil) != want {
			t.Errorf("%s: said again %v", what, !want)
		}
	}
	again("nothing", true)
	if !slices.Equal(d.paper.Problems, told) {
		t.Errorf("it says %v, said %v", d.paper.Problems, told)
	}
	for _, edit := range []struct {
		what string
		make func()
	}{
		{"a story", func() { d.replace(storyFile(2), "متن", "نص") }},
		{"a story's time alone", func() { d.write(storyFile(2), string(d.source[storyFile(2)].Data)) }},
		{"a new story", func() { d.write("content/politics/new.md", string(d.source[storyFile(2)].Data)) }},
		{"a story that is gone", func() { delete(d.source, "content/politics/new.md") }},
		{"a file beside stories", func() { d.write("content/politics/report.pdf", "%PDF-1.4") }},
		{"the settings", func() { d.replace("content/edition.yaml", "المدار", "الخبر") }},
		{"the front page", func() { d.write("content/front.yaml", "lead: politics/s001.md\n") }},
		{"a template", func() { d.write("templates/partials/crumbs.html", "<p>0</p>") }},
		{"a file of static", func() { d.write("static/files/charter.txt", "ميثاق") }},
		{"another text of it", func() { d.write("static/files/charter.txt", "ميثاق آخر") }},
		{"it goes", func() { delete(d.source, "static/files/charter.txt") }},
		{"time that changes the front page", func() { d.now = d.now.Add(24 * time.Hour) }},
		{"time that goes back", func() { d.now = d.now.Add(-time.Hour) }},
		{"a file that is not as it was published", func() { d.shelf.old["index.html"] = []byte("x") }},
		{"a file that is not there", func() { delete(d.shelf.old, "robots.txt") }},
	} {
		edit.make()
		again(edit.what, false)
		again("nothing after "+edit.what, true)
	}
	d.now = d.now.Add(time.Minute)
	again("a minute", true)
	d.write("content/politics/faulty.md", "---\ntitle: \"لا يُغلق\n---\n")
	again("a fault", false)
	again("a fault that is still there", false)
}

// What the listing cannot know is looked at each time: a file that was written while the last
// build read, a link, a file that a story names and the listing passes over.
func TestWhatMayHaveChangedIsLookedAt(t *testing.T) {
	for what, add := range map[string]func(d *newsdesk){
		"a time that is to come": func(d *newsdesk) { d.source[storyFile(2)].ModTime = time.Now().Add(time.Hour) },
		"just now": func(d *newsdesk) {
			d.source["static/x.txt"] = &fstest.MapFile{Data: []byte("x"), Mode: 0o644, ModTime: time.Now()}
		},
		"a hidden picture": func(d *newsdesk) {
			d.source["content/politics/.in/a.png"] = &fstest.MapFile{Data: picture(2, 2), Mode: 0o644, ModTime: noon}
			d.replace(storyFile(2), "متن", "![وصف](.in/a.png) متن")
		},
	} {
		d := openDesk(t, archiveOf(4))
		d.remembers = true
		add(d)
		for range 3 {
			if d.print(); d.paper.Last() != nil {
				t.Errorf("%s is not looked at", what)
			}
		}
	}
}

// Other flags make another site; a build that explains a file makes it.
func TestAnotherBuildOfTheSameFiles(t *testing.T) {
	source, s := archiveOf(4), &shelf{}
	store, err := cache.Open(t.TempDir(), cache.Sum{1})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	build := func(change func(in *Input)) *Paper {
		in := quick(source)
		in.Store, in.Published = store, s.edition
		change(&in)
		p, n := s.print(t, in)
		if p.Last() == nil {
			p.Leave(n, s.edition())
		}
		return p
	}
	same := func(*Input) {}
	build(same)
	if build(same).Last() == nil {
		t.Fatal("the same build is made again")
	}
	for what, change := range map[string]func(in *Input){
		"drafts": func(in *Input) { in.Clock.Drafts = true }, "what is to come": func(in *Input) { in.Clock.Future = true },
		"a preview": func(in *Input) { in.Preview = true }, "another address": func(in *Input) { in.BaseURL = "https://other.example" },
		"pictures": func(in *Input) { in.NoImages = false }, "an explanation": func(in *Input) { in.Explain = "index.html" },
		"somewhere else": func(in *Input) { in.Published = nil },
	} {
		if build(change).Last() != nil {
			t.Errorf("%s: the last build is said again", what)
		}
		build(same)
	}
}
