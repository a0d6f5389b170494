package site

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestAPathTellsTheNoun(t *testing.T) {
	for name, want := range map[string]Noun{
		"edition.yaml": NounSettings, "front.yaml": NounFront, "politics/front.yaml": NounNone, "politics/a.png": NounNone,
		"_index.md": NounHome, "politics/_index.md": NounSection, "politics/2024/x.MARKDOWN": NounStory, "x.md": NounStory,
		"authors/mona.md": NounAuthor, "authors/old/mona.md": NounStory, "tags/x.md": NounTag, "tags/x/_index.md": NounTag, "tags/_index.md": NounSection, "tags/old/x.md": NounStory, "pages/about.md": NounPage, "pages/legal/terms.md": NounPage,
	} {
		if got := NounOf(name); got != want {
			t.Errorf("%s is %d, want %d", name, got, want)
		}
	}
	for name, want := range map[string]bool{"tags": true, "lite": true, "pages": true, "politics": false, "": false} {
		if IsReservedDir(name) != want {
			t.Errorf("IsReservedDir(%q) is not %v", name, want)
		}
	}
}

func TestAddressesAndTheirFiles(t *testing.T) {
	for address, file := range map[string]string{"/": "index.html", "/politics/": "politics/index.html", "/404.html": "404.html", "/index.xml": "index.xml"} {
		if got := OutputPath(address); got != file {
			t.Errorf("OutputPath(%s) = %s, want %s", address, got, file)
		}
	}
	for _, address := range []string{"/", "/politics/x/"} {
		if full, ok := FullAddress(LiteAddress(address)); !ok || full != address {
			t.Errorf("the light twin of %s is that of %s", address, full)
		}
	}
	if _, ok := FullAddress("/literature/"); ok {
		t.Error("/literature/ is taken for a light page")
	}
}

func TestAFileHasOneName(t *testing.T) {
	for _, c := range []struct{ base, src, want string }{
		{"politics/2024", "a.png", "politics/2024/a.png"}, {"politics/2024", "../a.png?v=2#x", "politics/a.png"},
		{"politics", "صورة%20ميناء.png", "politics/صورة ميناء.png"}, {"politics", "/files/a.png", "/files/a.png"},
		{"politics", "https://x.example/a.png?b", "https://x.example/a.png?b"}, {"politics", "//x.example/a.png", "//x.example/a.png"}, {"politics", "100%.png", "politics/100%.png"},
	} {
		if got := Place(c.base, c.src); got != c.want {
			t.Errorf("Place(%q, %q) = %q, want %q", c.base, c.src, got, c.want)
		}
	}
}

func TestProblemsAreSortedAndSpeakBothLanguages(t *testing.T) {
	ps := []Problem{
		{Path: "b.md", Line: 2}, {Path: "a.md", Line: 10, Col: 4}, {Path: "a.md", Line: 9, Message: Say("خطأ %d", "fault %d", 3), Level: LevelError}, {Path: "a.md"},
	}
	SortProblems(ps)
	var places []string
	for _, p := range ps {
		places = append(places, p.Place())
	}
	if want := []string{"a.md", "a.md:9", "a.md:10:4", "b.md:2"}; !slices.Equal(places, want) {
		t.Errorf("places %v, want %v", places, want)
	}
	if m := ps[1].Message; m.In("ar-EG") != "خطأ 3" || m.In("fr") != "fault 3" || (Words{En: "only"}).In("ar") != "only" {
		t.Errorf("%v speaks otherwise", m)
	}
	if Errors(ps) != 1 {
		t.Errorf("%d errors, want 1", Errors(ps))
	}
}

// paper is an edition with nested sections, a series in the editor's order, and
// an author with and one without a file.
func paper(t *testing.T) *Edition {
	t.Helper()
	serial := func(path string, hours, part int) *Article {
		a := article(path, noon.Add(time.Duration(-hours)*time.Hour))
		a.Extras = &Extras{Series: Name{Label: "رحلات", Slug: "rihlat"}, Part: part}
		a.Authors = []*Name{{Label: "mona", Slug: "mona"}, {Label: "زائر", Slug: "زائر"}}
		a.Agencies = []*Name{{Label: "رويترز", Slug: "رويترز"}}
		return a
	}
	one, two := serial("politics/one.md", 1, 1), serial("politics/two.md", 2, 2)
	local := article("politics/local.md", noon.Add(-3*time.Hour))
	local.Dir, local.Type = "politics/local/2024", Gallery
	elsewhere := article("politics/elsewhere.md", noon.Add(-4*time.Hour))
	elsewhere.Dir = "economy/x"
	loose := article("politics/loose.md", noon.Add(-5*time.Hour))
	loose.Dir, loose.Words = "", 181
	c := testConfig()
	c.Pages.Agencies = true
	e, problems := NewEdition(Sources{
		Config: c, Clock: Clock{Now: noon}, Files: &Attachments{}, Together: atOnce,
		Manuscripts: Manuscripts{
			Articles: []*Article{one, two, local, elsewhere, loose},
			Sections: []*Section{{Dir: "politics", Title: "سياسة", Order: 2}, {Dir: "politics/local", Title: "محليات", Sort: "zz", Opinion: true}, {Dir: "tags2", Title: "فارغ", Order: 1}},
			Authors:  []*Author{{Path: "authors/mona.md", Name: Name{Label: "منى", Slug: "mona"}, Role: "مراسلة"}},
		},
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return e
}

func TestSectionsHoldTheirParts(t *testing.T) {
	e := paper(t)
	politics, local := e.Term(KindSection, "politics"), e.Term(KindSection, "politics/local")
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
	if e.Term(KindSection, "none") != nil {
		t.Error("there is a section called none")
	}
}

func TestASeriesKeepsTheEditorsOrder(t *testing.T) {
	e := paper(t)
	series := e.Term(KindSeries, "rihlat")
	if got := []string{series.Stories[0].Slug, series.Stories[1].Slug}; !slices.Equal(got, []string{"two", "one"}) {
		t.Errorf("parts %v, want the last part first, whatever its date", got)
	}
	if n := e.Find("", "politics/two").PartNumber(); n != 2 {
		t.Errorf("part two is number %d", n)
	}
	if n := e.Find("", "politics/local").PartNumber(); n != 0 {
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

func TestPlacesInATextAreCountedInRunes(t *testing.T) {
	text := []byte("---\nعنوان: أب\r\nنص")
	for pos, want := range map[int][2]int{0: {1, 1}, 4: {2, 1}, 6: {2, 2}, len(text): {3, 3}, 99: {3, 3}, -1: {1, 1}} {
		if line, col := LineCol(text, pos); line != want[0] || col != want[1] {
			t.Errorf("byte %d stands at %d:%d, want %v", pos, line, col, want)
		}
	}
	r := Ruler{Text: text}
	for _, pos := range []int{6, 4, 20, 0} { // in any order
		l1, c1 := r.At(pos)
		if l2, c2 := LineCol(text, pos); l1 != l2 || c1 != c2 {
			t.Errorf("byte %d: %d:%d and %d:%d", pos, l1, c1, l2, c2)
		}
	}
}

// What a browser takes for the scheme of an address (WHATWG URL): spaces and
// control characters before and in it do not count.
func TestSchemesAreFoundAsBrowsersDo(t *testing.T) {
	for address, want := range map[string]string{
		"https://x": "https", "JavaScript:alert(1)": "javascript", "java\tscript:x": "javascript", " \x01javascript:x": "javascript",
		"javascript%3Aalert(1)": "javascript", "a/b:c": "", "/x": "", "#a:b": "", "mailto:a@b": "mailto", "": "",
	} {
		if got := SchemeOf(address); got != want {
			t.Errorf("SchemeOf(%q) = %q, want %q", address, got, want)
		}
	}
	for tag, want := range map[string]bool{"ar": true, "ar-EG": true, "ku-Arab": true, "": false, "arabic": false, "a r": false} {
		if IsLanguageTag(tag) != want {
			t.Errorf("IsLanguageTag(%q) is not %v", tag, want)
		}
	}
}

func TestArticlesShareTheirEmptyExtras(t *testing.T) {
	a, b := NewArticle("a.md"), NewArticle("b.md")
	b.Kicker = "خاص"
	a.Share()
	b.Share()
	if a.Bare().Extras != nil || b.Bare().Kicker != "خاص" || (*Article)(nil).Bare() != nil {
		t.Error("an article without extras keeps them, or one with extras lost them")
	}
}

// A build is due when anything on the pages changes by the clock alone.
func TestTheNextBuildIsDue(t *testing.T) {
	old := article("politics/old.md", noon.AddDate(0, -1, 0))
	for name, c := range map[string]struct {
		front Front
		as    []*Article
		want  time.Time
	}{
		"nothing to come":         {as: []*Article{old}},
		"a strip of urgent news":  {front: Front{Breaking: Breaking{Text: "عاجل", Until: noon.Add(time.Hour)}}, want: noon.Add(time.Hour)},
		"a pin":                   {front: Front{Pins: []Pin{{Until: noon.Add(2 * time.Hour)}, {Until: noon.Add(-time.Hour)}}}, want: noon.Add(2 * time.Hour)},
		"48 hours of Google News": {as: []*Article{old, article("politics/a.md", noon.Add(-47*time.Hour)), article("politics/b.md", noon.Add(-time.Hour))}, want: noon.Add(time.Hour)},
		"an embargo":              {as: []*Article{article("politics/a.md", noon.Add(30*time.Minute))}, want: noon.Add(30 * time.Minute)},
	} {
		config := testConfig()
		config.Front = c.front
		e, _ := NewEdition(Sources{Config: config, Manuscripts: Manuscripts{Articles: c.as}, Clock: Clock{Now: noon}, Files: &Attachments{}, Together: atOnce})
		if !e.NextDue.Equal(c.want) {
			t.Errorf("%s: due at %v, want %v", name, e.NextDue, c.want)
		}
	}
}

// A dated correction is a change of the story (schema.org dateModified).
func TestACorrectionChangesTheStory(t *testing.T) {
	a := article("politics/a.md", noon.Add(-72*time.Hour))
	a.Extras = &Extras{Corrections: []Note{{Date: noon.Add(-time.Hour)}, {Text: "بلا تاريخ"}}, Updates: []Note{{Date: noon.Add(-2 * time.Hour)}}}
	e, _ := edition(t, Clock{Now: noon}, a)
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
	e, _ := edition(t, Clock{Now: noon}, as...)
	months := e.ByMonth(e.Stories)
	if last := months[len(months)-1]; !last.Month.IsZero() || len(last.Stories) != 4 {
		t.Errorf("the last bucket is %v with %d stories", last.Month, len(last.Stories))
	}
	var addresses []string
	for _, p := range e.Paginate("/politics/", e.Stories, 3, true) {
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
	a.Extras = &Extras{Aliases: []string{
		"/breaking.html", "/search/index.json", "/.warraq-manifest", "/x/.git/config", "/my.css/x/", "/lite/x/", `/a\b/`, "/" + strings.Repeat("x", 100_000), "/fine/index.html/",
	}}
	e, problems := NewEdition(Sources{
		Config: testConfig(), Manuscripts: Manuscripts{Articles: []*Article{a}}, Clock: Clock{Now: noon}, Files: &Attachments{}, Static: []string{"my.css"}, Together: atOnce,
	})
	if len(e.Stories) != 1 || len(e.Aliases) != 1 || e.Aliases[0].Address != "/fine/" {
		t.Errorf("stories %v, aliases %v", titles(e), e.Aliases)
	}
	if len(problems) != 8 || Errors(problems) != 0 {
		t.Errorf("%d problems: %v", len(problems), problems)
	}
	for _, p := range problems {
		if p.Path != "content/politics/a.md" || len(p.Message.En) > 500 {
			t.Errorf("%s: %.300s", p.Path, p.Message.En)
		}
	}
}
