package plan

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/feed"
	"warraq/site/theme/views"
)

// viewAt gives the View of the file at an output path.
func viewAt[V any](t *testing.T, p *Plan, path string) *V {
	t.Helper()
	for page := range p.Pages() {
		if page.Path == path {
			v, ok := page.View.(*V)
			if !ok {
				t.Fatalf("%s shows a %T", path, page.View)
			}
			return v
		}
	}
	t.Fatalf("%s is not planned", path)
	return nil
}

func titlesOf[C *site.Card | *site.SideCard](cards []C) (out []string) {
	for _, c := range cards {
		title := ""
		switch c := any(c).(type) {
		case *site.Card:
			title = c.Title
		case *site.SideCard:
			title = c.Title
		}
		out = append(out, strings.TrimSuffix(strings.TrimPrefix(title, "politics/"), ".md"))
	}
	return out
}

func ref(name string) site.Ref { return site.Ref{Target: "politics/" + name + ".md"} }

// The desk lays out the front page: its lead, what it pinned for as long as the pin
// holds, what it chose, its blocks; the newest fill what is left. No story stands
// twice, but in the list of the newest, which is in the order of time alone.
func TestTheDeskLaysOutTheFrontPage(t *testing.T) {
	as := history(20)
	for i := range as {
		as[i].Image = site.Image{Src: "https://pictures.example/a.jpg"}
	}
	as[4].Tags = []*site.Name{{Label: "القدس", Slug: "القدس", Sort: "القدس"}}
	as[5].Extras = &site.Extras{Series: site.Name{Label: "البحر", Slug: "bahr"}}
	as[6].Type, as[7].Featured = site.Gallery, true
	c := config()
	c.Tagline = "كل صباح"
	c.Front = site.Front{
		Lead: ref("s0001"), Boost: 2, Tone: "mourning",
		Pins: []site.Pin{{Story: ref("s0002"), Until: noon.Add(time.Hour)}, {Story: ref("s0003"), Until: noon.Add(-time.Hour)}, {Story: ref("s0001")}},
		Blocks: []site.FrontBlock{
			{Tag: "القدس"}, {Series: "bahr", Title: "من البحر", Style: "strip"}, {Type: site.Gallery, Title: "صور"},
			{Section: "politics", Limit: 2}, {Tag: "لا أحد", Title: "فارغ"},
			{Title: "اختيار", Stories: []site.Ref{ref("s0008"), ref("none"), ref("s0017")}, Style: "list", Tone: "dossier"},
		},
		Breaking: site.Breaking{Text: "عاجل", Story: ref("s0009"), Until: noon.Add(time.Minute)},
	}
	p := planOf(paperOf(c, as...))
	v := viewAt[site.FrontView](t, p, "index.html")
	if got := titlesOf([]*site.Card{v.Lead}); got[0] != "s0001" || v.Head.Title != "المدار — كل صباح" || v.Boost != 2 || v.Tone != "mourning" {
		t.Errorf("the lead is %v, the title %q, boost %d, tone %q", got, v.Head.Title, v.Boost, v.Tone)
	}
	if here, elsewhere := v.Lead.Image.Boost, v.Latest[0].Image.Boost; here != 2 || elsewhere != 0 {
		t.Errorf("its picture is shown with boost %d, elsewhere %d", here, elsewhere)
	}
	if got, want := titlesOf(v.Secondary), []string{"s0002", "s0007", "s0019", "s0018"}; !slices.Equal(got, want) {
		t.Errorf("beside it %v, want %v: the pin that holds, the featured one, the newest", got, want)
	}
	type block struct{ title, url, style, cards string }
	var blocks []block
	for _, b := range v.Blocks {
		blocks = append(blocks, block{b.Title, b.URL, b.Style, strings.Join(titlesOf(b.Cards), " ")})
	}
	if want := []block{
		{"القدس", "/news/tags/%D8%A7%D9%84%D9%82%D8%AF%D8%B3/", "single", "s0004"}, {"من البحر", "/news/series/bahr/", "single", "s0005"}, {"صور", "", "single", "s0006"},
		{"سياسة", "/news/politics/", "pair", "s0016 s0015"}, {"اختيار", "", "pair", "s0008 s0017"},
	}; !slices.Equal(blocks, want) {
		t.Errorf("blocks\n%v\nwant\n%v: what the desk chose is kept for its block", blocks, want)
	}
	seen := map[string]bool{}
	all := append([]*site.Card{v.Lead}, v.Secondary...)
	for _, b := range v.Blocks {
		all = append(all, b.Cards...)
	}
	for _, title := range titlesOf(all) {
		if seen[title] {
			t.Errorf("%s stands twice", title)
		}
		seen[title] = true
	}
	if got, want := titlesOf(v.Latest), []string{"s0019", "s0018", "s0017", "s0016", "s0015", "s0014", "s0013", "s0012"}; !slices.Equal(got, want) {
		t.Errorf("the newest are %v, want %v", got, want)
	}
	if v.Breaking == nil || v.Alert == nil || titlesOf([]*site.Card{v.Alert})[0] != "s0009" {
		t.Errorf("the strip is %v, %v", v.Breaking, v.Alert)
	}
	strip := viewAt[site.FrontView](t, p, "breaking.html")
	if strip.Breaking == nil || strip.Head.Robots != "noindex" || strip.Lead != nil {
		t.Errorf("the file of the strip is %+v", strip)
	}
	c.Front.Breaking.Until = noon
	if v := viewAt[site.FrontView](t, planOf(paperOf(c, as...)), "index.html"); v.Breaking != nil {
		t.Error("urgent news stays after its end")
	}
	c.Front.Breaking = site.Breaking{Text: "عاجل", Story: ref("under-embargo")}
	if p := planOf(paperOf(c, as...)); viewAt[site.FrontView](t, p, "index.html").Breaking != nil || viewAt[site.FrontView](t, p, "breaking.html").Breaking != nil {
		t.Error("the strip tells of a story that is not public")
	}
	c.Front.Breaking = site.Breaking{Story: ref("s0009")}
	if v := viewAt[site.FrontView](t, planOf(paperOf(c, as...)), "index.html"); v.Breaking == nil || v.Breaking.Text != v.Alert.Title {
		t.Errorf("a strip without words of its own is %v, want its story's headline", v.Breaking)
	}
	c.Front.Breaking = site.Breaking{Text: "عاجل", Story: ref("s0001")}
	p = planOf(paperOf(c, as...))
	if v := viewAt[site.FrontView](t, p, "index.html"); v.Breaking != nil || viewAt[site.FrontView](t, p, "breaking.html").Breaking == nil {
		t.Error("the strip says what the lead says, or other pages have no strip")
	}
}

// The front page has the date of the clock in the paper's zone, not that of its newest
// story, and is the same page all day.
func TestTheFrontPageIsOfToday(t *testing.T) {
	c := config()
	c.Zone = time.FixedZone("", 3*3600)
	at := func(now time.Time) *site.FrontView {
		e := paperOf(c, history(2)...)
		e.Now = now
		return viewAt[site.FrontView](t, planOf(e), "index.html")
	}
	late := at(time.Date(2026, 12, 31, 22, 0, 0, 0, time.UTC))
	if got := late.Date.Format(time.RFC3339); got != "2027-01-01T00:00:00+03:00" {
		t.Errorf("an hour after midnight in the paper's zone it is %s", got)
	}
	if again := at(time.Date(2027, 1, 1, 20, 59, 0, 0, time.UTC)); !again.Date.Equal(late.Date) {
		t.Errorf("in the evening it is %v", again.Date)
	}
}

// A live lead shows its newest entries; a lead without a picture has no more weight
// than text.
func TestALiveLeadShowsWhatIsNew(t *testing.T) {
	as := history(3)
	as[1].Type = site.Live
	as[1].Entries = []site.Entry{{Title: "رابع"}, {Title: "ثالث"}, {Title: "ثان"}, {Title: "أول"}}
	c := config()
	c.Front = site.Front{Lead: ref("s0001"), Boost: 3}
	v := viewAt[site.FrontView](t, planOf(paperOf(c, as...)), "index.html")
	if len(v.Moments) != 3 || v.Moments[0].Title != "رابع" || v.Moments[2].Title != "ثان" {
		t.Errorf("it shows %v", v.Moments)
	}
	if v.Boost != 1 {
		t.Errorf("without a picture it has the weight %d", v.Boost)
	}
}

// A block fills a form: with too few stories for the one that the desk asked for it
// takes a smaller one, and no row ends in white.
func TestABlockTakesTheFormThatItFills(t *testing.T) {
	for _, c := range []struct {
		asked   string
		cards   int
		style   string
		columns int
	}{
		{"grid", 1, "single", 1}, {"grid", 2, "pair", 2}, {"grid", 3, "grid", 3}, {"grid", 4, "grid", 4}, {"grid", 5, "package", 2}, {"grid", 6, "grid", 3}, {"grid", 7, "package", 2}, {"grid", 8, "grid", 4}, {"grid", 9, "grid", 3},
		{"list", 2, "pair", 2}, {"list", 3, "list", 3}, {"list", 5, "package", 2}, {"list", 8, "list", 4},
		{"faces", 1, "single", 1}, {"faces", 2, "faces", 2}, {"faces", 4, "faces", 4}, {"strip", 2, "pair", 2}, {"strip", 4, "strip", 0}, {"feature", 1, "single", 1}, {"feature", 3, "feature", 0},
	} {
		if style, columns := form(c.asked, make([]*site.Card, c.cards)); style != c.style || columns != c.columns {
			t.Errorf("%s of %d: %s in %d columns, want %s in %d", c.asked, c.cards, style, columns, c.style, c.columns)
		}
	}
}

// The menu of edition.yaml leads under the base path, marks where a reader is, and
// leaves other hosts alone.
func TestTheMenuKnowsWhereAReaderIs(t *testing.T) {
	c := config()
	menu := func(links ...site.Link) (out []site.MenuLink) {
		for _, l := range links {
			out = append(out, site.MenuLink{Link: l})
		}
		return out
	}
	c.Menus.Main = menu(site.Link{Title: "من نحن", URL: "/about/"}, site.Link{Title: "غيرنا", URL: "https://other.example/"}, site.Link{Title: "منا", URL: "//cdn.example/x"})
	c.Menus.Main[0].Menu = menu(site.Link{Title: "سياسة", URL: "/politics/"}, site.Link{Title: "أخرى", URL: "/tags/"})
	c.Publisher = site.Publisher{Name: "دار", Logo: "/logo.png", URL: "https://dar.example/"}
	about := article("politics/about.md", time.Time{})
	about.Static = true
	p := planOf(paperOf(c, append(history(3), about)...))
	want := menu(site.Link{Title: "من نحن", URL: "/news/about/", Current: true}, site.Link{Title: "غيرنا", URL: "https://other.example/"}, site.Link{Title: "منا", URL: "//cdn.example/x"})
	want[0].Menu = menu(site.Link{Title: "سياسة", URL: "/news/politics/", Current: true}, site.Link{Title: "أخرى", URL: "/news/tags/"}) // and so is what it lies under
	if got := viewAt[site.ArticleView](t, p, "politics/2026/11/s0000/index.html").Chrome.Menu; !reflect.DeepEqual(got, want) {
		t.Errorf("in the section the menu is %v", got)
	}
	want[0].Current, want[0].Menu[0].Current = false, false
	page := viewAt[site.PageView](t, p, "about/index.html")
	if got := page.Chrome.Menu; !reflect.DeepEqual(got, want) {
		t.Errorf("outside it the menu is %v", got)
	}
	if pub := page.Chrome.Publisher; pub.Logo != "/news/logo.png" || pub.URL != "https://dar.example/" {
		t.Errorf("the publisher is %+v", pub)
	}
	if n := len(p.Shells()); n != 2 {
		t.Errorf("%d shells for pages inside one section and outside it", n)
	}
	e := paper(history(3)...)
	preview := New(Input{Edition: e, Resolver: site.NewResolver(e, &site.Attachments{}, nil), Preview: true, Static: func(string) bool { return false }})
	for page := range preview.Pages() {
		frame := reflect.Indirect(reflect.ValueOf(page.View)).FieldByName("Frame") // of what is a page for people
		if frame.IsValid() && !strings.Contains(frame.Interface().(site.Frame).Head.Robots, "noindex") {
			t.Errorf("a preview lets robots take %s", page.Path)
		}
	}
	if !viewAt[RobotsView](t, preview, "robots.txt").Closed {
		t.Error("a preview's robots.txt lets robots in")
	}
}

// November 2026 begins on a Sunday. Weeks begin on Saturday in Egypt, on Monday in
// Morocco and on Sunday in Saudi Arabia (CLDR 48, weekData).
func TestAMonthIsACalendarOfItsCountry(t *testing.T) {
	for country, column := range map[string]int{"EG": 1, "MA": 6, "SA": 0} {
		c := config()
		c.Audience = country
		one, two := article("politics/one.md", noon), article("politics/two.md", noon.Add(-time.Hour))
		early := article("politics/early.md", noon.AddDate(0, 0, -22))
		v := viewAt[site.MonthView](t, planOf(paperOf(c, one, two, early)), "archive/2026/11/index.html")
		if day := v.Weeks[0][column]; day.Date.Day() != 1 || day.URL != "/news/archive/2026/11/01/" || day.Count != 1 {
			t.Errorf("%s: the first of November is %+v", country, day)
		}
		days, linked := 0, 0
		for _, week := range v.Weeks {
			for i, day := range week {
				if !day.Date.IsZero() {
					days++
					if want := (int(arabic.FirstDay(country)) + i) % 7; int(day.Date.Weekday()) != want {
						t.Errorf("%s: %v stands in column %d", country, day.Date, i)
					}
				}
				linked += day.Count
			}
		}
		if days != 30 || linked != 3 || v.Count != 3 {
			t.Errorf("%s: %d days, %d stories", country, days, linked)
		}
	}
}

// The archive leads from day to day and from month to month, over those without a story.
func TestTheArchiveLeadsOn(t *testing.T) {
	as := []*site.Article{article("politics/a.md", noon), article("politics/b.md", noon.AddDate(0, 0, -3)), article("politics/c.md", noon.AddDate(0, -2, 0)), article("politics/d.md", noon.AddDate(-2, 0, 0)), article("politics/e.md", time.Time{})}
	p := planOf(paper(as...))
	day := viewAt[site.ListView](t, p, "archive/2026/11/23/index.html")
	if last := viewAt[site.ListView](t, p, "archive/2026/11/20/index.html").Pager.Older; last == nil || last.URL != "/news/archive/2026/09/23/" || last.Title == "" {
		t.Errorf("before the first day of a month stands %+v", last)
	}
	if day.Pager.Older == nil || day.Pager.Older.URL != "/news/archive/2026/11/20/" || day.Pager.Newer != nil || day.Count != 1 {
		t.Errorf("the day leads to %+v", day.Pager)
	}
	month := viewAt[site.MonthView](t, p, "archive/2026/09/index.html")
	if month.Newer == nil || month.Newer.URL != "/news/archive/2026/11/" || month.Older == nil || month.Older.URL != "/news/archive/2024/11/" {
		t.Errorf("the month leads to %v and %v", month.Newer, month.Older)
	}
	if last := viewAt[site.MonthView](t, p, "archive/2024/11/index.html"); last.Older != nil {
		t.Errorf("the first month leads back to %v: stories without a date have no month", last.Older)
	}
	index := viewAt[site.ArchiveView](t, p, "archive/index.html")
	if len(index.Years) != 2 || index.Years[0].Count != 3 || len(index.Years[0].Months) != 2 || index.Years[1].URL != "/news/archive/2024/" {
		t.Errorf("the years are %+v", index.Years)
	}
	if viewAt[MapView](t, p, "sitemaps/undated.xml").URLs[0].Loc != "https://example.org/news/politics/e/" {
		t.Error("a story without a date is in no sitemap")
	}
}

// A list says what its pages are, and lets robots index none that a newer story empties.
func TestAListTellsItsPagesApart(t *testing.T) {
	as := history(20)
	for i, a := range as {
		a.Date = noon.AddDate(0, 0, -5*i)
		a.Publish = a.Date
	}
	e := paper(as...)
	files := &site.Attachments{Config: e.Config}
	p := New(Input{Edition: e, Resolver: site.NewResolver(e, files, nil), Locale: arabic.Locale{Lang: "ar", Country: "EG", Months: arabic.MonthsOf("EG"), Digits: "arab", Zone: time.UTC}, Static: func(string) bool { return false }})
	root := viewAt[site.ListView](t, p, "politics/index.html")
	counted := 0
	for _, m := range root.Pager.Months {
		counted += m.Count
	}
	if len(root.Pager.Months) != 4 || counted != 20 || root.Count != 20 || root.Feed != "/news/politics/index.xml" {
		t.Errorf("%d months of %d stories, feed %q", len(root.Pager.Months), counted, root.Feed)
	}
	month := viewAt[site.ListView](t, p, "politics/2026/11/index.html")
	if month.Title != "سياسة" || month.Head.Title != "سياسة — نوفمبر ٢٠٢٦" || month.Count != 0 || len(month.Crumbs) != 2 {
		t.Errorf("%q, %q, crumbs %v", month.Title, month.Head.Title, month.Crumbs)
	}
	sealed := 0
	for page := range p.Pages() {
		if v, ok := page.View.(*site.ListView); ok && v.Pager.Number > 0 && v.Kind == "tag" {
			sealed++
			if v.Head.Robots != "noindex, follow" || !strings.Contains(v.Head.Title, "صفحة") || v.Crumbs[len(v.Crumbs)-1].URL == "" {
				t.Errorf("%s: %q, %q", page.Path, v.Head.Robots, v.Head.Title)
			}
		}
	}
	if sealed == 0 {
		t.Error("no tag has a second page: the test proves nothing")
	}
}

// A part of a series knows its place among the parts, which stand from the first to the last.
func TestPartsOfASeriesLeadOn(t *testing.T) {
	var as []*site.Article
	for i := range 3 {
		a := article(fmt.Sprintf("politics/p%d.md", i), noon.Add(time.Duration(i)*time.Hour-time.Hour*9))
		a.Extras = &site.Extras{Series: site.Name{Label: "البحر", Slug: "bahr"}}
		as = append(as, a)
	}
	p := planOf(paper(as...))
	for i := range 3 {
		nav := viewAt[site.ArticleView](t, p, fmt.Sprintf("politics/2026/11/p%d/index.html", i)).SeriesNav
		if got := titlesOf(nav.Parts); !slices.Equal(got, []string{"p0", "p1", "p2"}) || nav.Index != i+1 || nav.URL != "/news/series/bahr/" {
			t.Errorf("part %d of %v", nav.Index, got)
		}
	}
}

// The page that edition.yaml names as the policy of corrections lists them all, the
// newest first; no other page does.
func TestCorrectionsAreListedOnTheirPage(t *testing.T) {
	c := config()
	c.Publisher.Corrections = "/corrections"
	policy, about := article("politics/corrections.md", time.Time{}), article("politics/about.md", time.Time{})
	policy.Static, about.Static = true, true
	one, two := article("politics/one.md", noon.AddDate(0, 0, -3)), article("politics/two.md", noon.AddDate(0, 0, -2))
	one.Extras = &site.Extras{Corrections: []site.Note{{Date: noon, Text: "ثالث"}, {Date: noon.AddDate(0, 0, -2), Text: "أول"}}}
	two.Extras = &site.Extras{Corrections: []site.Note{{Date: noon.AddDate(0, 0, -1), Text: "ثانٍ"}}}
	p := planOf(paperOf(c, policy, about, one, two))
	var got []string
	for _, l := range viewAt[site.PageView](t, p, "corrections/index.html").Ledger {
		got = append(got, l.Text+" "+titlesOf([]*site.Card{l.Story})[0])
	}
	if want := []string{"ثالث one", "ثانٍ two", "أول one"}; !slices.Equal(got, want) {
		t.Errorf("the ledger is %v, want %v", got, want)
	}
	if viewAt[site.PageView](t, p, "about/index.html").Ledger != nil {
		t.Error("another page lists corrections")
	}
}

// A story in two languages names both, itself first, in its head and in the sitemap
// (Google: hreflang must be mutual and hold the page itself).
func TestTranslationsNameEachOther(t *testing.T) {
	a := article("politics/a.md", noon.Add(-time.Hour))
	a.Extras = &site.Extras{Translations: []site.Translation{{Lang: "en", URL: "https://example.org/en/a/"}}}
	old := article("politics/old.md", noon.Add(-site.NewsWindow-time.Minute))
	p := planOf(paper(a, old))
	want := []site.Translation{{Lang: "ar", URL: "https://example.org/news/politics/2026/11/a/"}, {Lang: "en", URL: "https://example.org/en/a/"}}
	if got := viewAt[site.ArticleView](t, p, "politics/2026/11/a/index.html").Head.Translations; !slices.Equal(got, want) {
		t.Errorf("the head names %v", got)
	}
	entry := viewAt[MapView](t, p, "sitemaps/2026-11.xml").URLs[0]
	if len(entry.Alternates) != 2 || entry.Alternates[0].URL != want[0].URL || entry.Alternates[1].Lang != "en" {
		t.Errorf("the sitemap names %v", entry.Alternates)
	}
	if news := viewAt[NewsView](t, p, "sitemap-news.xml").Items; len(news) != 1 || news[0].Title != "politics/a.md" {
		t.Errorf("news are %v: what is older than two days is none", news)
	}
}

// An author with a file has a face and a role wherever the name stands; agencies are
// links only where they have pages.
func TestAuthorsAndAgencies(t *testing.T) {
	a := article("politics/a.md", noon)
	a.Authors = []*site.Name{{Label: "منى", Slug: "mona", Sort: "منى"}}
	a.Agencies = []*site.Name{{Label: "رويترز", Slug: "رويترز", Sort: "رويترز"}}
	a.Type, a.Extras = site.Audio, &site.Extras{Media: site.Media{Src: "https://media.example.org/v.mp3", Size: 9}}
	for _, pages := range []bool{true, false} {
		c := config()
		c.Pages.Agencies = pages
		e := paperOf(c, a)
		e.Authors[0].Author = &site.Author{Name: *a.Authors[0], Role: "مراسلة", Email: "mona@example.org", Picture: site.Image{Src: "mona.png"}}
		files := &site.Attachments{Config: c, Known: map[string]site.Attachment{"authors/mona.png": {URL: "/news/media/authors/mona.png", Found: true}}}
		p := New(Input{Edition: e, Resolver: site.NewResolver(e, files, nil), Static: func(string) bool { return false }})
		author := viewAt[site.ListView](t, p, "authors/mona/index.html").Author
		if author == nil || author.Role != "مراسلة" || author.Picture.URL != "/news/media/authors/mona.png" || author.Email == "" {
			t.Errorf("the author is %+v", author)
		}
		if terms := viewAt[site.TermsView](t, p, "authors/index.html"); terms.Count != 1 || terms.Groups[0].Letter != "م" || terms.Groups[0].Terms[0].Role != "مراسلة" {
			t.Errorf("the index is %+v", terms.Groups)
		}
		desks := viewAt[site.ArticleView](t, p, "politics/2026/11/a/index.html").Desks
		if len(desks) != 1 || desks[0].Title != "رويترز" || (desks[0].URL != "") != pages {
			t.Errorf("with pages %v the agencies are %v", pages, desks)
		}
		if embed := viewAt[feed.OEmbedView](t, p, "politics/2026/11/a/oembed.json"); embed.Author != "منى" || !embed.Audio || embed.Media != "https://media.example.org/v.mp3" {
			t.Errorf("the player is described as %+v", embed)
		}
		if podcast := viewAt[feed.View](t, p, "podcast.xml"); len(podcast.Items) != 1 || !podcast.Podcast || podcast.Items[0].Media.Size != 9 {
			t.Errorf("the podcast is %+v", podcast)
		}
	}
}

// The page of a year is its calendar: twelve months, each day with stories leads to
// them, and a month without stories leads nowhere.
func TestAYearIsACalendar(t *testing.T) {
	c := config()
	c.Pages.Archive = true
	as := []*site.Article{article("politics/a.md", time.Date(2024, 2, 29, 9, 0, 0, 0, time.UTC)), article("politics/b.md", time.Date(2024, 2, 29, 10, 0, 0, 0, time.UTC)), article("politics/c.md", noon)}
	v := viewAt[site.ArchiveView](t, planOf(paperOf(c, as...)), "archive/2024/index.html")
	if len(v.Years) != 1 || len(v.Years[0].Days) != 12 {
		t.Fatalf("it shows %+v", v.Years)
	}
	for i, m := range v.Years[0].Days {
		days, linked := 0, []string(nil)
		for _, week := range m.Weeks {
			for _, d := range week {
				if !d.Date.IsZero() {
					days++
				}
				if d.URL != "" {
					linked = append(linked, d.URL, fmt.Sprint(d.Count))
				}
			}
		}
		if want := time.Date(2024, time.Month(i+2), 0, 0, 0, 0, 0, time.UTC).Day(); days != want {
			t.Errorf("month %d has %d days, want %d", i+1, days, want)
		}
		if has := i == 1; has != (m.URL != "") || has != slices.Equal(linked, []string{"/news/archive/2024/02/29/", "2"}) {
			t.Errorf("month %d leads to %q, its days to %v", i+1, m.URL, linked)
		}
	}
}

// Package views says what each template shows, and of which kinds a View is: what the pages of a paper of all kinds have.
func TestViewsAreThoseOfThePages(t *testing.T) {
	seen := 0
	kinds := map[string]bool{}
	signed := article("politics/signed.md", noon.Add(-time.Hour))
	signed.Authors, signed.Agencies = []*site.Name{{Label: "هدى", Slug: "huda"}}, []*site.Name{{Label: "وكالة", Slug: "agency"}}
	voices := paper(signed)
	voices.Term(site.KindSection, "politics").Section.Opinion = true
	var pages []site.Page
	for _, e := range []*site.Edition{paper(history(60)...), everything(), voices} {
		pages = append(pages, slices.Collect(planOf(e).Pages())...)
	}
	for _, page := range pages {
		want, known := views.ByTemplate[page.Template]
		if !strings.HasSuffix(page.Template, ".html") {
			continue
		}
		if seen++; !known || reflect.TypeOf(want) != reflect.TypeOf(page.View) {
			t.Errorf("%s shows %T, and package views says %T", page.Template, page.View, want)
		}
		if of := reflect.TypeOf(page.View).Elem(); page.View != nil {
			kind := reflect.ValueOf(page.View).Elem().FieldByName("Kind").String()
			if kinds[kind] = true; !slices.Contains(views.Kinds[of], strings.TrimPrefix(kind, LightKind)) {
				t.Errorf("%s: a %s of kind %q, and package views has %q", page.Path, of.Name(), kind, views.Kinds[of])
			}
		}
	}
	for _, known := range views.Kinds {
		for _, kind := range known {
			if !kinds[kind] {
				t.Errorf("no page is of kind %q", kind)
			}
		}
	}
	if seen < 60 {
		t.Errorf("only %d pages", seen)
	}
}

// A block that the desk did not lay out begins with its newest picture; the rest stay in order.
func TestABlockBeginsWithAPicture(t *testing.T) {
	card := func(title, picture string) *site.Card {
		return &site.Card{SideCard: site.SideCard{Title: title, Image: site.Picture{URL: picture}}}
	}
	for _, test := range []struct{ pictures, want string }{{"..x.x", "20134"}, {"x..", "012"}, {"...", "012"}, {".x", "10"}, {"", ""}} {
		var cards []*site.Card
		for i, p := range test.pictures {
			cards = append(cards, card(strconv.Itoa(i), strings.Trim(string(p), ".")))
		}
		pictured(cards)
		got := ""
		for _, c := range cards {
			got += c.Title
		}
		if got != test.want {
			t.Errorf("%q: %s, want %s", test.pictures, got, test.want)
		}
	}
}
