package site_test

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/edition"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func testConfig() *site.Config {
	return &site.Config{
		Title: "المدار", BaseURL: "https://example.org", Language: "ar", Zone: time.UTC, Permalink: "/:section/:year/:month/:slug/",
		PageSize: 3, Pages: site.Pages{Lite: true, Related: 4}, Feeds: site.FeedConfig{Formats: []string{"rss", "atom"}},
	}
}

func article(file string, date time.Time, tags ...string) *site.Article {
	a := site.NewArticle(file)
	a.Dir, a.Slug, a.Date, a.Publish, a.Title = path.Dir(file), strings.TrimSuffix(path.Base(file), ".md"), date, date, file
	for _, t := range tags {
		a.Tags = append(a.Tags, &site.Name{Label: t, Slug: t, Sort: t})
	}
	return a
}

func inTurn(tasks ...func()) {
	for _, do := range tasks {
		do()
	}
}

// port is an edition with one of everything that a link can lead to.
func port(t *testing.T, c *site.Config) *site.Resolver {
	t.Helper()
	story := article("politics/port.md", noon, "غزة")
	story.Extras = &site.Extras{Aliases: []string{"/old/port"}, Series: site.Name{Label: "البحر", Slug: "bahr", Sort: "bahr"}}
	arabic := article("politics/ميناء.md", noon.Add(-time.Hour), "غزة")
	about := article("politics/about.md", time.Time{})
	about.Path, about.Dir, about.Static = "pages/about.md", site.PagesDir, true
	many := make([]*site.Article, 0, 20)
	for i := range 20 {
		many = append(many, article(fmt.Sprintf("politics/s%02d.md", i), noon.Add(-time.Duration(i+2)*time.Hour)))
	}
	e, problems := edition.New(edition.Sources{
		Config: c, Clock: site.Clock{Now: noon}, Files: &site.Attachments{}, Together: inTurn,
		Manuscripts: site.Manuscripts{
			Articles: append(many, story, arabic, about),
			Sections: []*site.Section{{Dir: "politics", Title: "سياسة"}},
			Authors:  []*site.Author{{Path: "authors/mona.md", Name: site.Name{Label: "منى", Slug: "mona"}}},
		},
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	files := &site.Attachments{
		Config: c, Folders: map[string]bool{"files": true},
		Known: map[string]site.Attachment{
			"politics/a.png": {Place: "politics/a.png", Path: "media/politics/a.png", URL: c.URL("/media/politics/a.png"), Width: 30, Height: 20, Found: true},
			"/files/x.pdf":   {Place: "/files/x.pdf", Path: "files/x.pdf", URL: c.URL("/files/x.pdf"), Found: true},
		},
	}
	return site.NewResolver(e, files, map[string]bool{"files/x.pdf": true, "shop/index.html": true})
}

// What an editor may write, where it stands, and the address that a reader must
// come to, without the site's own path.
var links = []struct{ base, target, want string }{
	{"politics", "port.md", "/politics/2026/11/port/"},
	{"politics", "port.md#x", "/politics/2026/11/port/#x"},
	{"politics", "port.md#أرقام", "/politics/2026/11/port/#أرقام"},
	{"politics", "port.md#%D8%A3%D8%B1%D9%82%D8%A7%D9%85", "/politics/2026/11/port/#أرقام"},
	{"politics", "port.md?a=1&b=%20#x", "/politics/2026/11/port/?a=1&b=%20#x"},
	{"economy", "../politics/port.md", "/politics/2026/11/port/"},
	{"", "/politics/port.md", "/politics/2026/11/port/"},
	{"", "/politics/2026/11/port", "/politics/2026/11/port/"},
	{"politics", "ميناء.md", "/politics/2026/11/ميناء/"},
	{"politics", "%D9%85%D9%8A%D9%86%D8%A7%D8%A1.md#x", "/politics/2026/11/ميناء/#x"},
	{"politics", "../politics/_index.md", "/politics/"},
	{"", "/search/?q=ع", "/search/?q=%D8%B9"},
	{"", "/search/?q=%D8%B9&x=a b", "/search/?q=%D8%B9&x=a%20b"},
	{"", "/tags/غزة/", "/tags/غزة/"},
	{"", "/tags/%D8%BA%D8%B2%D8%A9/", "/tags/غزة/"},
	{"", "/authors/mona/", "/authors/mona/"},
	{"", "/about/#us", "/about/#us"},
	{"", "/", "/"},
	{"", "/old/port/", "/old/port/"},
	{"", "/archive/2026/11/23/", "/archive/2026/11/23/"},
	{"", "/politics/2026/11/", "/politics/2026/11/"},
	{"", "/politics/2026/11/1/", "/politics/2026/11/1/"},
	{"", "/lite/politics/2026/11/port/", "/lite/politics/2026/11/port/"},
	{"", "/politics/index.xml", "/politics/index.xml"},
	{"", "/sitemap.xml", "/sitemap.xml"},
	{"", "/shop/", "/shop/"},
	{"", "/files/x.pdf", "/files/x.pdf"},
}

// For every base_url and every form of a link, a browser comes to what the
// editor meant (RFC 3986 by net/url).
func TestEveryLinkLeadsWhereItWasMeant(t *testing.T) {
	for _, base := range []string{
		"https://example.org", "https://example.org/news", "https://example.org/a/b/", "http://localhost:1313/", "https://example.org/صحيفة",
		"https://example.org/%d8%b5%d8%ad%d9%8a%d9%81%d8%a9", "https://example.org/my paper/", "https://صحيفة.example/أخبار",
	} {
		c := testConfig()
		clean, ok := site.CleanBaseURL(base)
		if !ok {
			t.Fatalf("%s is refused", base)
		}
		base = strings.TrimRight(base, "/")
		c.BaseURL, c.Pages.Archive, c.Pages.Search = clean, true, true
		r := port(t, c)
		root, err := url.Parse(base + "/economy/2026/11/other/")
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range links {
			lead := r.Link(l.base, l.target)
			if !lead.Found {
				t.Errorf("%s: %q in %q leads nowhere", base, l.target, l.base)
				continue
			}
			href, err := url.Parse(lead.URL)
			if err != nil {
				t.Errorf("%s: %q: %v", base, l.target, err)
				continue
			}
			want, err := url.Parse(base + l.want)
			if err != nil {
				t.Fatal(err)
			}
			got := root.ResolveReference(href)
			if got.Path != want.Path || got.RawQuery != want.RawQuery || got.Fragment != want.Fragment || got.Host != want.Host {
				t.Errorf("%s: %q in %q leads to %s, want %s", base, l.target, l.base, got, want)
			}
			if abs, err := url.Parse(c.Abs(lead.URL)); err != nil || abs.Path != want.Path || abs.Host != want.Host {
				t.Errorf("%s: %q is %s in feeds", base, l.target, c.Abs(lead.URL))
			}
			if strings.ContainsAny(lead.URL, " \"<>") {
				t.Errorf("%q is no address for an attribute", lead.URL)
			}
		}
	}
}

func TestWhatIsNoBaseURL(t *testing.T) {
	for _, address := range []string{
		"", "example.org", "/news", "javascript:alert(1)", "ftp://example.org", "https://", "https://x.org/?a", "https://x.org/#a", "https://u:p@x.org", `https://x"><script>`,
		`https://x/"><script>`, "https://x/..", "https://x/a/../b", "https://x/%2e%2e/", "https://x//evil.example/", "https://x/a//b", "https://x//", "https://x/a\nb", "https://x/a%0ab",
		"https://x:99999/", "https://x:0/", "https://x/\u202egro", "https://x\u202e.example/", "https://../", `https://x/a\b`,
	} {
		if clean, ok := site.CleanBaseURL(address); ok {
			t.Errorf("%q becomes %q", address, clean)
		}
	}
	for address, want := range map[string]string{
		"https://x.org/news/": "https://x.org/news", "https://x.org:8080/": "https://x.org:8080", "http://[::1]:1313": "http://[::1]:1313",
		"https://صحيفة.example/أخبار اليوم/": "https://صحيفة.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1%20%D8%A7%D9%84%D9%8A%D9%88%D9%85", "https://x.org/a%20b": "https://x.org/a%20b",
	} {
		if clean, ok := site.CleanBaseURL(address); !ok || clean != want {
			t.Errorf("%q becomes %q, %v", address, clean, ok)
		}
	}
}

// A link to nothing is told; one from the root stays, for another server may
// answer it, and one to a file goes.
func TestALinkToNothing(t *testing.T) {
	c := testConfig()
	c.Pages.Archive = true
	r := port(t, c)
	for target, url := range map[string]string{
		"none.md": "", "../economy/none.md#x": "", "sub/page": "",
		"/no-such-section/page/": "/no-such-section/page/", "/politics/2025/01/": "/politics/2025/01/", "/politics/2026/11/9/": "/politics/2026/11/9/",
		"/archive/2025/": "/archive/2025/", "/archive/x/": "/archive/x/", "/tags/none/": "/tags/none/", "/lite/none/": "/lite/none/",
		"/none.xml": "/none.xml", "/tags/none/index.xml": "/tags/none/index.xml",
	} {
		if lead := r.Link("politics", target); lead.Found || lead.URL != url {
			t.Errorf("%s: %+v, want nothing found and the address %q", target, lead, url)
		}
	}
}

func TestAnAliasLeadsToItsStory(t *testing.T) {
	r := port(t, testConfig())
	if got := r.Alias("/old/port/"); got != "/politics/2026/11/port/" {
		t.Errorf("the old address leads to %q", got)
	}
	if got := r.Alias("/politics/2026/11/port/"); got != "" {
		t.Errorf("a story's own address is sent on to %q", got)
	}
}

// "I linked to page three of the report, and the reader lands on its first": a
// link to a file keeps its query and its fragment.
func TestALinkToAFileKeepsItsPage(t *testing.T) {
	r := port(t, testConfig())
	for target, want := range map[string]string{
		"/files/x.pdf#page=3":               "/files/x.pdf#page=3",
		"/files/x.pdf?dl=1&x=2":             "/files/x.pdf?dl=1&amp;x=2",
		"/files/x.pdf?v=2#page=3":           "/files/x.pdf?v=2#page=3",
		"a.png?v=2":                         "/media/politics/a.png?v=2",
		"/uploads/r.pdf#page=2":             "/uploads/r.pdf#page=2",
		"https://x.example.org/r.pdf?a#b=1": "https://x.example.org/r.pdf?a#b=1",
		"none.pdf#page=3":                   "",
	} {
		if got := r.Text("politics", site.Sum{}, []site.Ref{{Kind: site.RefFile, Target: target}}, nil).Answers[0]; got != want {
			t.Errorf("%s leads to %q, want %q", target, got, want)
		}
	}
}

// The answers of a body stand in attributes: escaped, pictures with their size.
func TestTheAnswersOfABody(t *testing.T) {
	r := port(t, testConfig())
	text := r.Text("politics", site.Sum{1}, []site.Ref{
		{Kind: site.RefLink, Target: "port.md?a=1&b='2'"}, {Kind: site.RefPicture, Target: "a.png"}, {Kind: site.RefPicture, Target: "none.png"},
		{Kind: site.RefFile, Target: "/files/x.pdf"}, {Kind: site.RefPicture, Target: "https://img.example.org/a.png?x=1&y=2"}, {Kind: site.RefPicture, Target: "/uploads/2019/a.jpg"},
	}, nil)
	want := []string{
		"/politics/2026/11/port/?a=1&amp;b=&#39;2&#39;", `/media/politics/a.png" width="30" height="20`, "",
		"/files/x.pdf", "https://img.example.org/a.png?x=1&amp;y=2", "/uploads/2019/a.jpg",
	}
	if text.Sum != (site.Sum{1}) || !slices.Equal(text.Answers, want) {
		t.Errorf("answers\n%q\nwant\n%q", text.Answers, want)
	}
}

func TestFindUnderstandsEveryWayToName(t *testing.T) {
	e := port(t, testConfig()).Edition
	for _, c := range []struct{ base, target string }{
		{"politics", "port.md"}, {"economy", "../politics/port.md#top"}, {"", "politics/port"},
		{"economy", "politics/port"}, {"", "/politics/2026/11/port/"}, {"x", "/politics/2026/11/port"}, {"", "/politics/port.md"},
	} {
		if s := e.Find(c.base, c.target); s == nil || s.Slug != "port" {
			t.Errorf("Find(%q, %q) = %v", c.base, c.target, s)
		}
	}
	if s := e.Find("", "politics/other"); s != nil {
		t.Errorf("found %v for a story that is not there", s.Slug)
	}
}
