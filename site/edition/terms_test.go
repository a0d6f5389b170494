package edition

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"warraq/site"
)

// paper is an edition with nested sections, a series in the editor's order, and
// an author with and one without a file.
func paper(t *testing.T) *site.Edition {
	t.Helper()
	serial := func(path string, hours, part int) *site.Article {
		a := article(path, noon.Add(time.Duration(-hours)*time.Hour))
		a.Extras = &site.Extras{Series: site.Name{Label: "رحلات", Slug: "rihlat"}, Part: part}
		a.Authors = []*site.Name{{Label: "mona", Slug: "mona"}, {Label: "زائر", Slug: "زائر"}}
		a.Agencies = []*site.Name{{Label: "رويترز", Slug: "رويترز"}}
		return a
	}
	one, two := serial("politics/one.md", 1, 1), serial("politics/two.md", 2, 2)
	local := article("politics/local.md", noon.Add(-3*time.Hour))
	local.Dir, local.Type = "politics/local/2024", site.Gallery
	elsewhere := article("politics/elsewhere.md", noon.Add(-4*time.Hour))
	elsewhere.Dir = "economy/x"
	loose := article("politics/loose.md", noon.Add(-5*time.Hour))
	loose.Dir, loose.Words = "", 181
	c := testConfig()
	c.Pages.Agencies = true
	e, problems := New(Sources{
		Config: c, Clock: site.Clock{Now: noon}, Files: &site.Attachments{}, Together: atOnce,
		Manuscripts: site.Manuscripts{
			Articles: []*site.Article{one, two, local, elsewhere, loose},
			Sections: []*site.Section{{Dir: "politics", Title: "سياسة", Order: 2}, {Dir: "politics/local", Title: "محليات", Sort: "zz", Opinion: true}, {Dir: "tags2", Title: "فارغ", Order: 1}},
			Authors:  []*site.Author{{Path: "authors/mona.md", Name: site.Name{Label: "منى", Slug: "mona"}, Role: "مراسلة"}},
		},
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return e
}

func TestSectionsHoldTheirParts(t *testing.T) {
	e := paper(t)
	politics, local := e.Term(site.KindSection, "politics"), e.Term(site.KindSection, "politics/local")
	if local.Parent != politics || len(politics.Parts) != 1 || !local.IsOpinion() || politics.IsOpinion() {
		t.Errorf("the parts of politics are %v", politics.Parts)
	}
	if len(local.Stories) != 1 || len(politics.Stories) != 3 {
		t.Errorf("%d stories in the part, %d in the whole; want 1 and 3", len(local.Stories), len(politics.Stories))
	}
	var order []string
	for _, s := range e.Sections {
		order = append(order, s.Name.Slug)
	}
	if want := []string{"tags2", "politics", "economy", "politics/local"}; !slices.Equal(order, want) {
		t.Errorf("sections %v, want %v: by order, then by name", order, want)
	}
	if e.Term(site.KindSection, "none") != nil {
		t.Error("there is a section called none")
	}
}

func TestASeriesKeepsTheEditorsOrder(t *testing.T) {
	e := paper(t)
	series := e.Term(site.KindSeries, "rihlat")
	if got := []string{series.Stories[0].Slug, series.Stories[1].Slug}; !slices.Equal(got, []string{"two", "one"}) {
		t.Errorf("parts %v, want the last part first, whatever its date", got)
	}
	if n := e.PartNumber(e.Find("", "politics/two")); n != 2 {
		t.Errorf("part two is number %d", n)
	}
	if n := e.PartNumber(e.Find("", "politics/local")); n != 0 {
		t.Errorf("a story of no series is part %d", n)
	}
}

func TestACardShowsTheByline(t *testing.T) {
	e := paper(t)
	card := e.Find("", "politics/one").Card
	if len(card.Authors) != 2 || card.Authors[0].Name != "منى" || card.Authors[0].Role != "مراسلة" || card.Authors[1].Name != "زائر" {
		t.Errorf("the card is signed by %v", card.Authors)
	}
	if card.Authors[0].URL != "/authors/mona/" || !slices.Equal(card.Agencies, []string{"رويترز"}) {
		t.Errorf("the card has %v and %v", card.Authors[0], card.Agencies)
	}
	if e.Find("", "politics/local").Card.Minutes != 0 || e.Find("", "politics/loose").Card.Minutes != 2 || card.Minutes != 1 {
		t.Error("a gallery is not read; 181 words take two minutes; one minute is the least")
	}
}

// A build is due when anything on the pages changes by the clock alone.
func TestTheNextBuildIsDue(t *testing.T) {
	old := article("politics/old.md", noon.AddDate(0, -1, 0))
	for name, c := range map[string]struct {
		front site.Front
		as    []*site.Article
		want  time.Time
	}{
		"nothing but another day": {as: []*site.Article{old}, want: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)},
		"a strip of urgent news":  {front: site.Front{Breaking: site.Breaking{Text: "عاجل", Until: noon.Add(time.Hour)}}, want: noon.Add(time.Hour)},
		"a pin":                   {front: site.Front{Pins: []site.Pin{{Until: noon.Add(2 * time.Hour)}, {Until: noon.Add(-time.Hour)}}}, want: noon.Add(2 * time.Hour)},
		"48 hours of Google News": {as: []*site.Article{old, article("politics/a.md", noon.Add(-47*time.Hour)), article("politics/b.md", noon.Add(-time.Hour))}, want: noon.Add(time.Hour)},
		"an embargo":              {as: []*site.Article{article("politics/a.md", noon.Add(30*time.Minute))}, want: noon.Add(30 * time.Minute)},
	} {
		config := testConfig()
		config.Front = c.front
		e, _ := New(Sources{Config: config, Manuscripts: site.Manuscripts{Articles: c.as}, Clock: site.Clock{Now: noon}, Files: &site.Attachments{}, Together: atOnce})
		if !e.NextDue.Equal(c.want) {
			t.Errorf("%s: due at %v, want %v", name, e.NextDue, c.want)
		}
	}
}

// A dated correction is a change of the story (schema.org dateModified).
func TestACorrectionChangesTheStory(t *testing.T) {
	a := article("politics/a.md", noon.Add(-72*time.Hour))
	a.Extras = &site.Extras{Corrections: []site.Note{{Date: noon.Add(-time.Hour)}, {Text: "بلا تاريخ"}}, Updates: []site.Note{{Date: noon.Add(-2 * time.Hour)}}}
	e, _ := edition(t, site.Clock{Now: noon}, a)
	if got := e.Stories[0].Card.Updated; !got.Equal(noon.Add(-time.Hour)) {
		t.Errorf("changed at %v", got)
	}
}

// Stories without a date stand last, in a bucket of their own.
func TestStoriesWithoutADate(t *testing.T) {
	as := history(6)
	for i := range 4 {
		as = append(as, article("politics/u"+twoDigits(i)+".md", time.Time{}))
	}
	e, _ := edition(t, site.Clock{Now: noon}, as...)
	months := e.ByMonth(e.Stories)
	if last := months[len(months)-1]; !last.Month.IsZero() || len(last.Stories) != 4 {
		t.Errorf("the last bucket is %v with %d stories", last.Month, len(last.Stories))
	}
	var addresses []string
	section := &site.Term{Kind: site.KindSection, Address: "/politics/", Stories: e.Stories}
	for _, p := range (&grouping{Edition: e, claims: &claims{}}).paginate(section, 3) {
		addresses = append(addresses, p.Address)
	}
	if !slices.Contains(addresses, "/politics/_undated/") || slices.ContainsFunc(addresses, func(a string) bool { return strings.Contains(a, "0001") }) {
		t.Errorf("pages %v", addresses)
	}
}

// An alias that cannot be a file is a warning that names the story; the paper goes
// out.
func TestAnAliasThatCannotBeAFile(t *testing.T) {
	a := article("politics/a.md", noon.Add(-time.Hour))
	a.Extras = &site.Extras{Aliases: []string{
		"/breaking.html", "/search/index.json", "/.warraq-manifest", "/x/.git/config", "/my.css/x/", "/lite/x/", `/a\b/`, "/" + strings.Repeat("x", 100_000), "/fine/index.html/",
	}}
	e, problems := New(Sources{
		Config: testConfig(), Manuscripts: site.Manuscripts{Articles: []*site.Article{a}}, Clock: site.Clock{Now: noon}, Files: &site.Attachments{}, Static: []string{"my.css"}, Together: atOnce,
	})
	if len(e.Stories) != 1 || len(e.Aliases) != 1 || e.Aliases[0].Address != "/fine/" {
		t.Errorf("stories %v, aliases %v", titles(e), e.Aliases)
	}
	if len(problems) != 8 || site.Errors(problems) != 0 {
		t.Errorf("%d problems: %v", len(problems), problems)
	}
	for _, p := range problems {
		if p.Path != "content/politics/a.md" || len(p.Message.En) > 500 {
			t.Errorf("%s: %.300s", p.Path, p.Message.En)
		}
	}
}

// A series whose file says so begins with its first part: what is new comes at its end, and
// the pages before stay as they are. Else a list begins with the newest.
func TestASeriesIsReadFromItsFirstPart(t *testing.T) {
	pages := func(parts int, oldestFirst bool) (out []string) {
		c := testConfig()
		c.PageSize = 2
		m := site.Manuscripts{Sections: []*site.Section{{Path: "series/rihlat.md", Dir: "series/rihlat", Description: "مقدمة", OldestFirst: oldestFirst}}}
		for n := 1; n <= parts; n++ {
			a := article("politics/"+strconv.Itoa(n)+".md", noon.Add(time.Duration(n-100)*time.Hour))
			a.Extras = &site.Extras{Series: site.Name{Label: "رحلات", Slug: "rihlat"}}
			m.Articles = append(m.Articles, a)
		}
		e, problems := New(Sources{Config: c, Manuscripts: m, Clock: site.Clock{Now: noon}, Files: &site.Attachments{}, Together: atOnce})
		series := e.Term(site.KindSeries, "rihlat")
		if len(problems) > 0 || series.Name.Label != "رحلات" || series.Section == nil {
			t.Fatal(series, problems)
		}
		for _, p := range series.Pages {
			line := p.Address
			for _, s := range p.Stories {
				line += " " + strings.Trim(s.Article.Path, "politcs/.md")
			}
			out = append(out, line+" older "+p.Older+" newer "+p.Newer)
		}
		return out
	}
	for _, test := range []struct {
		parts       int
		oldestFirst bool
		want        []string
	}{
		{3, true, []string{"/series/rihlat/ 1 2 3 older  newer "}},
		{5, true, []string{"/series/rihlat/ 1 2 older /series/rihlat/2/ newer ", "/series/rihlat/2/ 3 4 5 older  newer /series/rihlat/"}},
		{6, true, []string{"/series/rihlat/ 1 2 older /series/rihlat/2/ newer ", "/series/rihlat/2/ 3 4 older /series/rihlat/3/ newer /series/rihlat/", "/series/rihlat/3/ 5 6 older  newer /series/rihlat/2/"}},
		{5, false, []string{"/series/rihlat/ 5 4 3 older /series/rihlat/1/ newer ", "/series/rihlat/1/ 2 1 older  newer /series/rihlat/"}},
	} {
		if got := pages(test.parts, test.oldestFirst); !slices.Equal(got, test.want) {
			t.Errorf("%d parts, oldest first %v:\n got %q\nwant %q", test.parts, test.oldestFirst, got, test.want)
		}
	}
}
