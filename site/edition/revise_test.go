package edition

import (
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/own"
)

// deskOf is a paper that is made and revised from its articles by their paths.
type deskOf struct {
	files    map[string]*site.Article
	sections []*site.Section
	authors  []*site.Author
	known    map[string]site.Attachment
	now      time.Time
	config   *site.Config
}

func (d *deskOf) sources() Sources {
	var m site.Manuscripts
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for name := range d.files {
			if !yield(name) {
				return
			}
		}
	}) {
		m.Articles = append(m.Articles, d.files[name])
	}
	m.Sections, m.Authors = d.sections, d.authors
	files := &site.Attachments{Config: d.config, Known: map[string]site.Attachment{}}
	for place, file := range d.known {
		files.Known[place] = file
	}
	return Sources{Config: d.config, Manuscripts: m, Clock: site.Clock{Now: d.now}, Files: files, Together: atOnce}
}

// dump writes all that an edition says, so that two can be compared.
func dump(e *site.Edition) string {
	var b strings.Builder
	fmt.Fprintln(&b, e.Now, e.NextDue, e.LightFrom, e.CardsFrom, e.Displaced)
	slugs := func(ss []*site.Story) (out []string) {
		for _, s := range ss {
			out = append(out, s.Article.Path)
		}
		return out
	}
	for _, list := range [][]*site.Story{e.Stories, e.Pages, e.Withdrawn} {
		for _, s := range list {
			home := ""
			if s.Home != nil {
				home = s.Home.Name.Slug + s.Home.Address
			}
			fmt.Fprintf(&b, "%s %s %q %v %s %d %+v\n", s.Article.Path, s.Address, s.Title, s.Draft, home, e.PartNumber(s), *s.Card)
			if e.At(s.Address) != s && !slices.Contains(e.Withdrawn, s) || e.Of(s.Article.Path) != s && !slices.Contains(e.Withdrawn, s) {
				fmt.Fprintln(&b, "not found")
			}
		}
	}
	for t := range e.Terms() {
		fmt.Fprintln(&b, t.Kind, t.Name, t.Address, t.Lost, slugs(t.Stories), e.Term(t.Kind, t.Name.Slug) == t)
		for _, around := range append(t.Parts, t.Parent) {
			if around != nil {
				fmt.Fprintln(&b, "\t", around.Name, around.Address)
			}
		}
		for _, p := range t.Pages {
			fmt.Fprintln(&b, "\t", p.Address, p.Month, p.Number, p.Older, p.Newer, p.Root, slugs(p.Stories))
		}
	}
	aliases := slices.SortedFunc(slices.Values(e.Aliases), func(a, b site.Alias) int { return strings.Compare(a.Address, b.Address) })
	fmt.Fprintln(&b, aliases)
	return b.String()
}

// told writes problems so that two lists can be compared.
func told(ps []site.Problem) string {
	ps = slices.Clone(ps)
	slices.SortStableFunc(ps, site.ComparePlaces)
	return fmt.Sprint(ps)
}

// Each edit leaves the edition that is made of the same articles anew. Those that reach only
// their terms are revised.
func TestARevisedEditionIsTheOneThatIsMadeAnew(t *testing.T) {
	hour := time.Hour
	name := func(label string) *site.Name { return &site.Name{Label: label, Slug: label, Sort: label} }
	filed := func(slugs ...string) (out []site.Filed) {
		for _, slug := range slugs {
			out = append(out, site.Filed{Kind: "places", Name: name(slug)})
		}
		return out
	}
	extras := func(a *site.Article) *site.Extras { x := *a.Extras; a.Extras = &x; return &x }
	for _, c := range []struct {
		what    string
		edit    func(d *deskOf)
		revised bool
		stands  bool
	}{
		{"a title", func(d *deskOf) { d.change("s0003", func(a *site.Article) { a.Title = "آخر" }) }, true, true},
		{"two titles", func(d *deskOf) {
			d.change("s0003", func(a *site.Article) { a.Title = "آخر" })
			d.change("s0004", func(a *site.Article) { a.Title = "غيره" })
		}, true, true},
		{"a tag that others have", func(d *deskOf) { d.change("s0003", func(a *site.Article) { a.Tags = append(a.Tags, name("tag4")) }) }, true, false},
		{"a new tag", func(d *deskOf) { d.change("s0003", func(a *site.Article) { a.Tags = []*site.Name{name("جديد")} }) }, true, false},
		{"a place that others have", func(d *deskOf) { d.change("s0003", func(a *site.Article) { extras(a).Filed = filed("شرق") }) }, true, false},
		{"a new place", func(d *deskOf) { d.change("s0003", func(a *site.Article) { extras(a).Filed = filed("شمال") }) }, true, false},
		{"a place's last story", func(d *deskOf) { d.change("s0007", func(a *site.Article) { extras(a).Filed = nil }) }, true, false},
		{"the last story of a place with a file", func(d *deskOf) { d.change("s0008", func(a *site.Article) { extras(a).Filed = nil }) }, false, false},
		{"a new place within another", func(d *deskOf) {
			d.change("s0003", func(a *site.Article) { extras(a).Filed = filed("شرق", "شرق/قرية") })
		}, false, false},
		{"a weight", func(d *deskOf) {
			d.change("s0003", func(a *site.Article) { extras(a).Weights = []site.Weight{{Kind: site.KindTag, At: 1}} })
		}, true, false},
		{"the spelling of a place above others", func(d *deskOf) {
			d.change("s0004", func(a *site.Article) { x := extras(a); x.Filed = filed("شرق"); x.Filed[0].Name.Label = "شرقٌ" })
		}, false, false},
		{"no tag", func(d *deskOf) { d.change("only", func(a *site.Article) { a.Tags = nil }) }, true, false},
		{"another author", func(d *deskOf) { d.change("s0003", func(a *site.Article) { a.Authors = []*site.Name{name("نور")} }) }, true, false},
		{"an author with a file", func(d *deskOf) { d.change("s0003", func(a *site.Article) { a.Authors = []*site.Name{name("mona")} }) }, true, false},
		{"no author with a file", func(d *deskOf) { d.change("only", func(a *site.Article) { a.Authors = nil }) }, true, false},
		{"the author of a static page", func(d *deskOf) { d.change("s0003", func(a *site.Article) { a.Authors = []*site.Name{name("about")} }) }, false, false},
		{"an agency", func(d *deskOf) {
			d.change("s0003", func(a *site.Article) { a.Agencies = []*site.Name{name("رويترز")} })
		}, true, false},
		{"a date", func(d *deskOf) {
			d.change("s0003", func(a *site.Article) { a.Date = a.Date.Add(31 * hour); a.Publish = a.Date })
		}, true, false},
		{"a month", func(d *deskOf) {
			d.change("s0003", func(a *site.Article) { a.Date = a.Date.AddDate(0, -2, 0); a.Publish = a.Date })
		}, true, false},
		{"a new story", func(d *deskOf) { d.add(article("politics/new.md", noon.Add(-hour), "tag1")) }, true, false},
		{"a new story of a new month", func(d *deskOf) { d.add(article("politics/new.md", noon.AddDate(0, -5, 0), "tag1")) }, true, false},
		{"a deletion", func(d *deskOf) { delete(d.files, "politics/s0005.md") }, true, false},
		{"the last story of a tag", func(d *deskOf) { delete(d.files, "politics/only.md") }, true, false},
		{"a part of a series", func(d *deskOf) {
			d.change("s0003", func(a *site.Article) { x := extras(a); x.Series, x.Part = *name("سلسلة"), 1 })
		}, true, false},
		{"its number", func(d *deskOf) { d.change("part1", func(a *site.Article) { extras(a).Part = 9 }) }, true, false},
		{"no part of a series", func(d *deskOf) { d.change("part1", func(a *site.Article) { extras(a).Series = site.Name{} }) }, true, false},
		{"the title of a story with an old address", func(d *deskOf) { d.change("moved", func(a *site.Article) { a.Title = "آخر" }) }, true, true},
		{"an old address", func(d *deskOf) { d.change("s0003", func(a *site.Article) { extras(a).Aliases = []string{"/was/"} }) }, false, false},
		{"a story with an old address goes", func(d *deskOf) { delete(d.files, "politics/moved.md") }, false, false},
		{"a draft", func(d *deskOf) { d.change("s0003", func(a *site.Article) { a.Draft = true }) }, true, false},
		{"a draft's title", func(d *deskOf) { d.change("draft", func(a *site.Article) { a.Title = "آخر" }) }, true, true},
		{"no draft any more", func(d *deskOf) { d.change("draft", func(a *site.Article) { a.Draft = false }) }, true, false},
		{"an embargo", func(d *deskOf) { d.change("s0003", func(a *site.Article) { a.Publish = noon.Add(hour) }) }, true, false},
		{"an end", func(d *deskOf) { d.change("s0003", func(a *site.Article) { extras(a).Expiry = noon.Add(2 * hour) }) }, true, true},
		{"an end that is past", func(d *deskOf) { d.change("s0003", func(a *site.Article) { extras(a).Expiry = noon.Add(-hour) }) }, true, false},
		{"the story that is due", func(d *deskOf) { delete(d.files, "politics/ends.md") }, false, false},
		{"another due", func(d *deskOf) { d.change("ends", func(a *site.Article) { extras(a).Expiry = noon.Add(3 * hour) }) }, false, false},
		{"time goes on", func(d *deskOf) { d.now = noon.Add(30 * time.Minute) }, true, true},
		{"what is due comes", func(d *deskOf) { d.now = noon.Add(90 * time.Minute) }, true, false},
		{"another day", func(d *deskOf) { d.now = noon.Add(30 * hour) }, true, false},
		{"another day, and a title", func(d *deskOf) {
			d.now = noon.Add(30 * hour)
			d.change("s0003", func(a *site.Article) { a.Title = "آخر" })
		}, true, false},
		{"an embargo lifts", func(d *deskOf) {
			d.change("ends", func(a *site.Article) { a.Publish = noon.Add(hour) })
			d.now = noon.Add(90 * time.Minute)
		}, true, false},
		{"a withdrawal", func(d *deskOf) {
			d.change("s0003", func(a *site.Article) { extras(a).Withdrawn = &site.Note{Text: "خطأ"} })
		}, false, false},
		{"a tombstone goes", func(d *deskOf) { delete(d.files, "politics/gone.md") }, false, false},
		{"a static page's title", func(d *deskOf) { d.change("about", func(a *site.Article) { a.Title = "آخر" }) }, true, true},
		{"a static page goes", func(d *deskOf) { delete(d.files, "politics/about.md") }, false, false},
		{"a new section", func(d *deskOf) { d.change("s0003", func(a *site.Article) { a.Dir = "economy" }) }, false, false},
		{"another section", func(d *deskOf) { d.change("s0003", func(a *site.Article) { a.Dir = "sport" }) }, true, false},
		{"the last story of a folder", func(d *deskOf) { delete(d.files, "politics/match.md") }, false, false},
		{"a sub-section", func(d *deskOf) { d.change("s0003", func(a *site.Article) { a.Dir = "politics/local" }) }, true, false},
		{"an address that is taken", func(d *deskOf) {
			d.change("s0003", func(a *site.Article) { a.Slug = "s0004"; a.Date = d.files["politics/s0004.md"].Date })
		}, false, false},
		{"a second spelling", func(d *deskOf) {
			d.change("s0003", func(a *site.Article) { a.Tags = []*site.Name{{Label: "tag1*", Slug: "tag1", Sort: "tag1"}} })
		}, false, false},
		{"the same in other letters", func(d *deskOf) {
			d.change("s0000", func(a *site.Article) { a.Tags = []*site.Name{{Label: "TAG0", Slug: "tag0", Sort: "tag0"}} })
		}, true, false},
		{"a tag that a file names and no story had", func(d *deskOf) { d.change("s0003", func(a *site.Article) { a.Tags = append(a.Tags, name("ملف")) }) }, false, false},
		{"another name of the file", func(d *deskOf) {
			a := *d.files["politics/s0003.md"]
			delete(d.files, a.Path)
			a.Path, a.Slug = "politics/renamed.md", "renamed"
			d.add(&a)
		}, true, false},
		{"a picture", func(d *deskOf) {
			d.known["politics/b.png"] = site.Attachment{Place: "politics/b.png", Path: "media/politics/b.png", URL: "/media/politics/b.png", Found: true}
			d.change("s0003", func(a *site.Article) { a.Base, a.Image.Src = "politics", "b.png" })
		}, true, false},
		{"a picture goes", func(d *deskOf) { delete(d.known, "politics/a.png") }, true, false},
		{"a picture of another size", func(d *deskOf) {
			d.known["politics/a.png"] = site.Attachment{Place: "politics/a.png", Path: "media/politics/a.png", URL: "/media/politics/a.png", Found: true, Width: 9}
		}, false, false},
		{"a picture where a page is", func(d *deskOf) {
			d.known["politics/b.png"] = site.Attachment{Place: "politics/b.png", Path: "old/index.html", Found: true}
		}, false, false},
		{"the newest is of another month", func(d *deskOf) {
			for i := range 12 {
				delete(d.files, fmt.Sprintf("politics/s%04d.md", i))
			}
		}, false, false},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := openDesk()
			first := Make(d.sources())
			before, was := d.copied(), dump(first.Edition)
			c.edit(d)
			from := d.sources()
			got := first.Revise(from, before.differences(d))
			if (got != nil) != c.revised {
				t.Fatalf("revised: %v", got != nil)
			}
			if changes := before.differences(d); len(changes) > 0 && d.now.Equal(noon) {
				moves := !c.stands && c.what != "another due" && c.what != "a picture" || c.what == "a draft's title" || c.what == "a static page's title"
				unmoved(t, first, Make(from), changes, !moves)
			}
			if now := dump(first.Edition); now != was {
				t.Error("the earlier edition changed")
			}
			if got == nil {
				return
			}
			if got.Stands != c.stands {
				t.Errorf("it stands: %v", got.Stands)
			}
			want := Make(d.sources())
			if g, w := dump(got.Edition), dump(want.Edition); g != w {
				t.Errorf("revised\n%s\nmade\n%s", g, w)
			}
			if g, w := told(got.Problems), told(want.Problems); g != w {
				t.Errorf("problems %s, want %s", g, w)
			}
			again := before.sources()
			if back := got.Revise(again, d.differences(before)); back != nil {
				if g, w := dump(back.Edition), dump(Make(before.sources()).Edition); g != w {
					t.Errorf("and back\n%s\nmade\n%s", g, w)
				}
			}
		})
	}
}

// unmoved asks an edition whether changes moved a story. If none did, their stories had the
// cards that they are said to have had, and all others have theirs.
func unmoved(t *testing.T, first, now *Made, changes []Change, want bool) {
	t.Helper()
	before, ok := now.Unmoved(changes)
	if ok != want {
		t.Errorf("no story moved: %v", ok)
	}
	if !ok {
		return
	}
	said := map[string]bool{}
	for _, s := range before {
		if said[s.Article.Path] = true; !reflect.DeepEqual(s.Card, first.Of(s.Article.Path).Card) {
			t.Errorf("%s had the card %+v", s.Article.Path, *s.Card)
		}
	}
	for _, s := range first.Stories {
		if is := now.At(s.Address); is == nil || !said[s.Article.Path] && !reflect.DeepEqual(is.Card, s.Card) {
			t.Errorf("%s has another card", s.Article.Path)
		}
	}
}

func openDesk() *deskOf {
	d := &deskOf{files: map[string]*site.Article{}, now: noon, config: testConfig(), known: map[string]site.Attachment{}}
	d.config.Pages.LiteMonths = 12
	d.sections = []*site.Section{
		{Dir: "politics", Title: "سياسة", Order: 1, Path: "politics/_index.md"}, {Dir: "politics/local", Title: "محليات", Path: "politics/local/_index.md"},
		{Dir: "tags/ملف", Path: "tags/ملف.md"}, {Dir: "series/سلسلة", Path: "series/x.md", OldestFirst: true},
	}
	d.authors = []*site.Author{{Path: "authors/mona.md", Name: site.Name{Label: "منى", Slug: "mona", Sort: "منى"}}}
	d.known["politics/a.png"] = site.Attachment{Place: "politics/a.png", Path: "media/politics/a.png", URL: "/media/politics/a.png", Found: true}
	for _, a := range history(12) {
		a.Date = a.Date.AddDate(0, 0, -7)
		a.Publish = a.Date
		d.add(a)
	}
	old := noon.AddDate(0, 0, -30)
	only := article("politics/only.md", old, "وحيد")
	only.Authors = []*site.Name{{Label: "منى", Slug: "mona", Sort: "منى"}}
	moved, gone, about, draft := article("politics/moved.md", old), article("politics/gone.md", old), article("politics/about.md", old), article("politics/draft.md", old)
	moved.Extras = &site.Extras{Aliases: []string{"/old/"}}
	gone.Extras = &site.Extras{Withdrawn: &site.Note{Text: "خطأ"}}
	about.Static, about.Authors = true, []*site.Name{{Label: "about", Slug: "about", Sort: "about"}}
	draft.Draft = true
	ends, match := article("politics/ends.md", old), article("politics/match.md", old)
	ends.Extras = &site.Extras{Expiry: noon.Add(time.Hour)}
	match.Dir = "sport"
	d.add(only, moved, gone, about, draft, ends, match)
	d.config.Taxonomies = own.Taxonomies{{Name: "places", Label: "مكان", Tree: true, OnCards: true}}
	d.sections = append(d.sections, &site.Section{Dir: "places/غرب", Path: "places/غرب.md", Title: "الغرب"})
	for i, slug := range []string{"شرق", "شرق", "شرق/مدينة", "جنوب", "غرب"} {
		d.change(fmt.Sprintf("s%04d", 4+i), func(a *site.Article) {
			x := *a.Extras
			a.Extras = &x
			x.Filed = []site.Filed{{Kind: "places", Name: &site.Name{Label: path.Base(slug), Slug: slug, Sort: slug}}}
			if up, _, ok := strings.Cut(slug, "/"); ok {
				x.Filed = append(x.Filed, site.Filed{Kind: "places", Name: &site.Name{Label: up, Slug: up, Sort: up}, Above: true})
			}
		})
	}
	for i := range 3 {
		part := article(fmt.Sprintf("politics/part%d.md", i), old.Add(time.Duration(i)*time.Hour))
		part.Extras = &site.Extras{Series: site.Name{Label: "سلسلة", Slug: "سلسلة", Sort: "سلسلة"}, Part: 3 - i}
		d.add(part)
	}
	return d
}

func (d *deskOf) add(as ...*site.Article) {
	for _, a := range as {
		d.files[a.Path] = a
	}
}

// change makes another reading of a manuscript.
func (d *deskOf) change(slug string, edit func(a *site.Article)) {
	path := "politics/" + slug + ".md"
	a := *d.files[path]
	edit(&a)
	d.files[path] = &a
}

func (d *deskOf) copied() *deskOf {
	c := *d
	c.files, c.known = map[string]*site.Article{}, map[string]site.Attachment{}
	for name, a := range d.files {
		c.files[name] = a
	}
	for place, file := range d.known {
		c.known[place] = file
	}
	return &c
}

// differences are the articles that differ in another state.
func (d *deskOf) differences(now *deskOf) (out []Change) {
	for name, a := range d.files {
		if now.files[name] != a {
			out = append(out, Change{a, now.files[name]})
		}
	}
	for name, a := range now.files {
		if d.files[name] == nil {
			out = append(out, Change{nil, a})
		}
	}
	return out
}
