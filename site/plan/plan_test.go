package plan

import (
	"fmt"
	"iter"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/cache"
	"warraq/site/feed"
	"warraq/site/plan/related"
)

// planOf plans an edition whose attachments are all missing.
func planOf(e *site.Edition) *Plan {
	files := &site.Attachments{Config: e.Config, Known: map[string]site.Attachment{}, Folders: map[string]bool{}}
	return New(Input{
		Edition: e, Resolver: site.NewResolver(e, files, nil), Related: related.Of(e, 4), Locale: arabic.Locale{Lang: "ar", Zone: time.UTC},
		Static: func(path string) bool { return path == "robots.txt" },
	})
}

// everything is an edition with a story of each kind that has files of its own.
func everything() *site.Edition {
	plain := article("politics/plain.md", noon.Add(-time.Hour), "غزة")
	old := article("politics/old.md", noon.AddDate(-1, 0, 0), "غزة")
	old.Extras = &site.Extras{Aliases: []string{"/old.php", "/was/here"}}
	live := article("politics/live.md", noon.Add(-2*time.Hour))
	live.Type = site.Live
	live.Extras = &site.Extras{Entries: []site.Entry{{Title: "بداية", ID: "a", Time: noon}}}
	voice := article("politics/voice.md", noon.Add(-3*time.Hour))
	voice.Type = site.Audio
	voice.Extras = &site.Extras{Media: site.Media{Src: "https://media.example.org/v.mp3"}, Series: site.Name{Label: "أحاديث", Slug: "ahadith"}}
	gone := article("politics/gone.md", noon.Add(-4*time.Hour))
	gone.Extras = &site.Extras{Withdrawn: &site.Note{Text: "خطأ في الخبر"}}
	about := article("politics/about.md", time.Time{})
	about.Static = true
	return paper(plain, old, live, voice, gone, about)
}

func paths(p *Plan) (out []string) {
	for page := range p.Pages() {
		out = append(out, page.Path)
	}
	return out
}

// What readers and robots expect to find of each story and list.
func TestEveryKindOfPageIsPlanned(t *testing.T) {
	got := paths(planOf(everything()))
	for _, want := range []string{
		"index.html", "lite/index.html", "breaking.html", "404.html", "search/index.html", "about/index.html",
		"politics/2026/11/plain/index.html", "lite/politics/2026/11/plain/index.html",
		"politics/2026/11/live/live.json", "politics/2026/11/voice/oembed.json", "politics/2026/11/gone/index.html",
		"old.php", "was/here/index.html",
		"politics/index.html", "lite/politics/index.html", "tags/غزة/index.html", "tags/index.html", "authors/index.html", "series/ahadith/index.html",
		"index.xml", "atom.xml", "feed.json", "politics/index.xml", "podcast.xml", "series/ahadith/podcast.xml", "feeds.opml", "llms.txt",
		"sitemap.xml", "sitemap-news.xml", "sitemaps/lists.xml", "sitemaps/2026-11.xml", "sitemaps/2025-11.xml",
		"archive/index.html", "archive/2026/index.html", "archive/2026/11/index.html", "archive/2026/11/23/index.html",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not planned", want)
		}
	}
	if slices.Contains(got, "robots.txt") {
		t.Error("robots.txt is planned, though static/ has one")
	}
	slices.Sort(got)
	if twice := len(got) - len(slices.Compact(slices.Clone(got))); twice != 0 {
		t.Errorf("%d paths are planned twice", twice)
	}
}

// A plan is a pure function: it can be asked again, and by another machine.
func TestAPlanIsPure(t *testing.T) {
	first, second := planOf(everything()), planOf(everything())
	if a, b := paths(first), paths(second); !slices.Equal(a, b) {
		t.Errorf("two plans of one edition differ:\n%v\n%v", a, b)
	}
	one := slices.Collect(first.Pages())
	again := slices.Collect(first.Pages())
	for i := range one {
		if !reflect.DeepEqual(one[i], again[i]) {
			t.Errorf("%s: asked again, the page is another", one[i].Path)
		}
	}
}

// A Page is a value: it can be sent to another machine, so that no View holds
// a function or a channel.
func TestAPageIsAValue(t *testing.T) {
	for page := range planOf(everything()).Pages() {
		view := reflect.ValueOf(page.View).Elem()
		if name := closure(view, view.Type().Name()); name != "" {
			t.Errorf("%s: %s is not a value", page.Path, name)
		}
	}
}

// closure names the first function or channel that a value holds.
func closure(v reflect.Value, name string) string {
	switch v.Kind() {
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
		if !v.IsNil() {
			return name
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return closure(v.Elem(), name)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return ""
		}
		for i := range v.NumField() {
			if found := closure(v.Field(i), name+"."+v.Type().Field(i).Name); found != "" {
				return found
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if found := closure(v.Index(i), name); found != "" {
				return found
			}
		}
	}
	return ""
}

// A preview finds a story without a list of all pages.
func TestAStoryIsFoundByItsPath(t *testing.T) {
	p := planOf(everything())
	for file, template := range map[string]string{
		"politics/2026/11/plain/index.html":      "article.html",
		"lite/politics/2026/11/plain/index.html": "lite/article.html",
		"politics/2026/11/none/index.html":       "",
		"politics/2026/11/plain/live.json":       "",
		"about/index.html":                       "", // a static page is among the others
	} {
		e, ok := p.StoryAt(file)
		if ok != (template != "") || e.Template != template {
			t.Errorf("%s: %v %s, want %q", file, ok, e.Template, template)
		}
		if ok && e.Page().Path != file {
			t.Errorf("%s: its page stands at %s", file, e.Page().Path)
		}
	}
}

// A reader who looks at yesterday's list again finds it where it was: a new
// story leaves sealed pages and the archive alone. Of the stories before it change
// its neighbour, and the few that it names as related.
func TestANewStoryLeavesOldPagesAlone(t *testing.T) {
	const n = 40
	all := history(n + 1)
	h := cache.NewHash()
	views := func(p *Plan) map[string]cache.Sum {
		out := map[string]cache.Sum{}
		for page := range p.Pages() {
			h.Reset()
			h.Value(page.View)
			out[page.Path] = h.Sum()
		}
		return out
	}
	before, after := views(planOf(paper(all[:n]...))), views(planOf(paper(all...)))
	stories := 0
	changed := map[string]int{}
	for name, view := range before {
		if of := strings.TrimPrefix(name, "lite/"); strings.HasPrefix(of, "politics/2026/11/") && path.Base(path.Dir(of))[0] == 's' {
			light := len(name) - len(of)
			if stories++; after[name] != view {
				changed[name[:light]]++
			}
		}
	}
	if stories != 2*n || changed[""] > 1+related.MostAhead || changed["lite/"] != related.MostAhead { // a light twin has no neighbours
		t.Errorf("of %d old pages change %v", stories, changed)
	}
}

// A story with thousands of tags stands in as many feeds, and each names few of them.
func TestFeedsNameFewTagsOfAStory(t *testing.T) {
	var tags []string
	for i := range 300 {
		tags = append(tags, fmt.Sprint("t", i))
	}
	var as []*site.Article
	for i := range 12 {
		as = append(as, article(fmt.Sprintf("politics/s%d.md", i), noon.Add(-time.Duration(i)*time.Hour), tags...))
	}
	e := paper(as...)
	p := New(Input{Edition: e, Resolver: site.NewResolver(e, &site.Attachments{}, nil), Static: func(string) bool { return false }})
	feeds, named := 0, 0
	for _, entry := range slices.Collect(p.Entries()) {
		if v, ok := entry.view().(*feed.View); ok {
			feeds++
			for _, item := range v.Items {
				named += len(item.Tags)
			}
		}
	}
	if feeds < 300 || named > feeds*12*mostTags {
		t.Errorf("%d feeds name %d tags", feeds, named)
	}
}

// Pages gives every page of the plan.
func (p *Plan) Pages() iter.Seq[site.Page] {
	return func(yield func(site.Page) bool) {
		for e := range p.Entries() {
			if !yield(e.Page()) {
				return
			}
		}
	}
}
