package edition

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"warraq/site"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func testConfig() *site.Config {
	return &site.Config{
		Title: "المدار", BaseURL: "https://example.org", Language: "ar", Zone: time.UTC,
		Permalink: "/:section/:year/:month/:slug/", PageSize: 3, Pages: site.Pages{Lite: true, Related: 4},
		Feeds: site.FeedConfig{Formats: []string{"rss", "atom"}},
	}
}

func article(path string, date time.Time, tags ...string) *site.Article {
	a := site.NewArticle(path)
	a.Dir, a.Slug, a.Title, a.Date, a.Publish = "politics", path[len("politics/"):len(path)-len(".md")], path, date, date
	for _, t := range tags {
		a.Tags = append(a.Tags, &site.Name{Label: t, Slug: t, Sort: t})
	}
	return a
}

func edition(t *testing.T, clock site.Clock, as ...*site.Article) (*site.Edition, []site.Problem) {
	t.Helper()
	m := site.Manuscripts{Articles: as, Sections: []*site.Section{{Dir: "politics", Title: "سياسة", Order: 1}}}
	return New(Sources{Config: testConfig(), Manuscripts: m, Clock: clock, Files: &site.Attachments{}, Together: atOnce})
}

// atOnce does each task on its own, for the race detector to see.
func atOnce(tasks ...func()) {
	var all sync.WaitGroup
	for _, do := range tasks {
		all.Go(do)
	}
	all.Wait()
}

func titles(e *site.Edition) (out []string) {
	for _, s := range e.Stories {
		out = append(out, s.Slug)
	}
	return out
}

func TestNothingUnpublishedIsInAnEdition(t *testing.T) {
	hour := time.Hour
	live := article("politics/live.md", noon.Add(-hour), "مشترك")
	draft := article("politics/draft.md", noon.Add(-hour), "وسم-المسودة")
	draft.Draft = true
	future := article("politics/future.md", noon.Add(hour), "وسم-الحظر")
	expired := article("politics/expired.md", noon.Add(-2*hour), "مشترك")
	expired.Expiry = noon
	fading := article("politics/fading.md", noon.Add(-2*hour))
	fading.Expiry = noon.Add(30 * time.Minute)

	e, _ := edition(t, site.Clock{Now: noon}, live, draft, future, expired, fading)
	if got := titles(e); !slices.Equal(got, []string{"live", "fading"}) {
		t.Errorf("published %v", got)
	}
	for _, tag := range e.Tags {
		if tag.Name.Slug != "مشترك" || len(tag.Stories) != 1 {
			t.Errorf("tag %q with %d stories is known", tag.Name.Slug, len(tag.Stories))
		}
	}
	if want := noon.Add(30 * time.Minute); !e.NextDue.Equal(want) {
		t.Errorf("next due %v, want %v: the first story to change", e.NextDue, want)
	}
	e, _ = edition(t, site.Clock{Now: noon, Drafts: true, Future: true}, live, draft, future, expired, fading)
	if got := titles(e); !slices.Equal(got, []string{"future", "draft", "live", "fading"}) {
		t.Errorf("in a preview %v", got)
	}
}

func TestAnAuthorOfAPageAloneHasNoAddress(t *testing.T) {
	about := article("politics/about.md", noon)
	about.Static, about.Authors = true, []*site.Name{{Label: "منى", Slug: "منى"}}
	e, _ := edition(t, site.Clock{Now: noon}, about)
	if got := e.Pages[0].Card.Authors; len(got) != 1 || got[0].Name != "منى" || got[0].URL != "" {
		t.Errorf("the page is signed %+v", got)
	}
}

// The order of right is fixed: the older story keeps its address, and who is left
// out is told the owner's file. Hosts fold case.
func TestTwoStoriesOnOneAddress(t *testing.T) {
	for name, c := range map[string]struct{ keeps, loses *site.Article }{
		"the older one":         {article("politics/one.md", noon.Add(-time.Minute)), article("politics/One.md", noon)},
		"of one age, by path":   {article("politics/One.md", noon), article("politics/one.md", noon)},
		"not by order of names": {article("politics/one.md", noon.Add(-time.Minute)), article("politics/ONE.md", noon)},
	} {
		e, problems := edition(t, site.Clock{Now: noon}, c.loses, c.keeps, article("politics/two.md", noon))
		if len(e.Stories) != 2 || e.Find("", site.SourceKey(c.keeps.Path)) == nil || e.Find("", site.SourceKey(c.loses.Path)) != nil {
			t.Errorf("%s: published %v", name, titles(e))
		}
		if len(problems) != 1 || problems[0].Path != "content/"+c.loses.Path || !strings.Contains(problems[0].Message.En, "content/"+c.keeps.Path) {
			t.Errorf("%s: problems %v, want one that names both files", name, problems)
		}
	}
}

// What a section or the site itself has at an address, no story may have.
func TestListsAndReservedAddressesComeFirst(t *testing.T) {
	about := article("politics/about.md", noon)
	about.Static, about.Slug = true, "politics"
	search := article("politics/search.md", noon)
	search.Static, search.Slug = true, "search"
	old := article("politics/old.md", noon)
	old.Extras = &site.Extras{Aliases: []string{"/politics/", "/tags", "/was/here"}}
	e, problems := edition(t, site.Clock{Now: noon}, about, search, old)
	if len(e.Pages) != 0 || len(e.Stories) != 1 {
		t.Errorf("pages %v, stories %v", e.Pages, titles(e))
	}
	if len(e.Aliases) != 1 || e.Aliases[0].Address != "/was/here/" {
		t.Errorf("aliases %v, want the one that is free", e.Aliases)
	}
	if site.Errors(problems) != 2 || len(problems) != 4 {
		t.Errorf("problems %v, want two errors for the pages and two warnings for the aliases", problems)
	}
}

// history is n stories, three a day, newest first as an edition has them.
func history(n int) []*site.Article {
	as := make([]*site.Article, n)
	for i := range as {
		date := noon.Add(-time.Duration(n-i) * 8 * time.Hour)
		as[i] = article(fmt.Sprintf("politics/s%04d.md", i), date, fmt.Sprintf("tag%d", i%5), fmt.Sprintf("tag%d", i%7))
	}
	return as
}

func pagesOf(e *site.Edition, months bool) map[string][]string {
	out := map[string][]string{}
	t := &site.Term{Kind: map[bool]site.TermKind{false: site.KindTag, true: site.KindSection}[months], Address: "/politics/", Stories: e.Stories}
	for _, p := range (&grouping{Edition: e, claims: &claims{}}).paginate(t, e.Config.PageSize) {
		var slugs []string
		for _, s := range p.Stories {
			slugs = append(slugs, s.Slug)
		}
		if out[p.Address] != nil {
			panic("two pages at " + p.Address)
		}
		out[p.Address] = slugs
	}
	return out
}

func TestEveryStoryStandsInAList(t *testing.T) {
	for n := range 40 {
		e, _ := edition(t, site.Clock{Now: noon}, history(n)...)
		for _, months := range []bool{false, true} {
			seen := map[string]int{}
			for address, slugs := range pagesOf(e, months) {
				if months && n > 3 && address == "/politics/" {
					continue // shows the latest beside the buckets
				}
				for _, s := range slugs {
					seen[s]++
				}
			}
			if len(seen) != n {
				t.Fatalf("%d stories, months %v: %d listed", n, months, len(seen))
			}
			for s, times := range seen {
				if times != 1 {
					t.Errorf("%d stories, months %v: %s stands %d times", n, months, s, times)
				}
			}
		}
	}
}

func TestAppendingAStoryLeavesSealedPagesAlone(t *testing.T) {
	const n = 200
	all := history(n + 1)
	for _, months := range []bool{false, true} {
		before, _ := edition(t, site.Clock{Now: noon}, all[:n]...)
		after, _ := edition(t, site.Clock{Now: noon}, all...)
		old, changed := pagesOf(before, months), 0
		for address, slugs := range pagesOf(after, months) {
			if !slices.Equal(old[address], slugs) {
				changed++
			}
		}
		if changed > 3 {
			t.Errorf("months %v: %d pages changed, want the front, the open page and at most one that was sealed", months, changed)
		}
	}
}

func TestAFolderInCapitalsTakesNoSectionsAddress(t *testing.T) {
	old, newcomer := article("politics/a.md", noon.Add(-time.Hour)), article("politics/b.md", noon.Add(-time.Hour))
	newcomer.Dir = "POLITICS"
	e, problems := edition(t, site.Clock{Now: noon}, old, newcomer)
	for _, s := range e.Sections {
		if s.Lost != (s.Name.Slug == "POLITICS") {
			t.Errorf("section %q: lost is %v, %v", s.Name.Slug, s.Lost, problems)
		}
	}
}

// Each story is in one state, those that appear next come first.
func TestWheres(t *testing.T) {
	at := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	article := func(path string, change func(*site.Article)) *site.Article {
		a := site.NewArticle("news/" + path + ".md")
		a.Dir, a.Slug, a.Title = "news", path, path
		a.Date = at.Add(-time.Hour)
		a.Publish = a.Date
		change(a)
		return a
	}
	all := []*site.Article{
		article("live", func(*site.Article) {}),
		article("soon", func(a *site.Article) { a.Publish = at.Add(time.Hour) }),
		article("sooner", func(a *site.Article) { a.Publish = at.Add(time.Minute) }),
		article("draft", func(a *site.Article) { a.Draft = true }),
		article("gone", func(a *site.Article) { a.Expiry = at }),
		article("withdrawn", func(a *site.Article) { a.Withdrawn = &site.Note{Date: at} }),
		article("faulty", func(*site.Article) {}),
	}
	m := Make(Sources{Config: testConfig(), Manuscripts: site.Manuscripts{Articles: all[:6]}, Clock: site.Clock{Now: at}, Files: &site.Attachments{}, Together: atOnce})
	got := map[string]Where{}
	order := ""
	for _, w := range m.Wheres(all, map[string]bool{"news/faulty.md": true}) {
		got[w.Title] = w
		if w.State == Due {
			order += w.Title + " "
		}
	}
	for title, want := range map[string]State{"live": Live, "soon": Due, "sooner": Due, "draft": Draft, "gone": Expired, "withdrawn": Withdrawn, "faulty": Faulty} {
		if got[title].State != want {
			t.Errorf("%s is %s, want %s", title, got[title].State, want)
		}
	}
	if order != "sooner soon " || got["live"].Address == "" || got["soon"].Address != "" || got["faulty"].Address != "" || !got["soon"].At.Equal(at.Add(time.Hour)) {
		t.Errorf("%s%+v", order, got)
	}
}
