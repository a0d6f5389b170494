package settings

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"warraq/site"
)

// A language with a country says whom the paper is for, where nothing else does; so it is in each edition.
func TestAudienceOfALanguage(t *testing.T) {
	for src, want := range map[string]string{
		"language: ar-LB\n": "LB", "language: ar-LB\naudience: EG\n": "EG", "language: ar-LB\naudience: \"\"\n": "", "language: ar-LB\ncountry: ma\n": "MA", "language: ar\n": "", "language: ar\nAudience: sy\n": "SY",
	} {
		c, _ := ParseConfig("edition.yaml", []byte(src))
		same(t, src, c.Audience, want)
	}
	c, _ := ParseSister("edition.yaml", []byte("language: ar\naudience: EG\neditions: {en-GB: {title: X}}\n"), "en-GB", Instant{})
	same(t, "of an edition", c.Audience, "GB")
}

func TestSettings(t *testing.T) {
	c, problems := ParseConfig("edition.yaml", []byte("title: صحيفة\nbase_url: https://example.org/news/\ntime_zone: Asia/Beirut\naudience: lb\nmonths: {body: dual}\nmenus:\n  main:\n    - {title: سياسة, url: /politics/}\nfeeds: {limit: 5, formats: [atom]}\nembeds: [datawrapper, spotify]\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	same(t, "base", c.BaseURL, "https://example.org/news")
	same(t, "zone", c.Zone.String(), "Asia/Beirut")
	same(t, "audience", c.Audience, "LB")
	same(t, "months", c.Months["body"], "dual")
	same(t, "menu", c.Menus.Main[0].Link, site.Link{Title: "سياسة", URL: "/politics/"})
	same(t, "formats", strings.Join(c.Feeds.Formats, " "), "atom")
	same(t, "embeds", strings.Join(c.Embeds, " "), "datawrapper spotify")
	for src, place := range map[string]string{
		"titel: x\n":                        "content/edition.yaml:1:1",
		"title: x\nbase_url: example.org\n": "content/edition.yaml:2:11",
		"time_zone: Mars\n":                 "content/edition.yaml:1:12",
		"accent: \"red;}\"\n":               "content/edition.yaml:1:9",
		"permalink: /:yeer/:slug/\n":        "content/edition.yaml:1:12",
		"page_size: 0\n":                    "content/edition.yaml:1:12",
		"feeds:\n  limt: 3\n":               "content/edition.yaml:2:3",
		"digits: roman\n":                   "content/edition.yaml:1:9",
		"embeds: [spotify, evil]\n":         "content/edition.yaml:1:19",
	} {
		c, problems := ParseConfig("edition.yaml", []byte(src))
		if c == nil || len(problems) == 0 || problems[0].Place() != place || problems[0].Level != site.LevelError {
			t.Errorf("%q: %+v", src, problems)
		}
	}
	_, problems = ParseConfig("edition.yaml", []byte("titel: x\n"))
	if !strings.Contains(problems[0].Hint.En, "title") {
		t.Error("no guess:", problems[0].Hint.En)
	}
}

// A pattern that no story's address could have is one error at its line; the
// stories are not left out one by one.
func TestPatternsThatNoStoryCanHave(t *testing.T) {
	for _, pattern := range []string{
		`/"><script>/:slug/`, "/%2e%2e/:slug/", "/a?b/:slug/", "/a#b/:slug/", "//evil/:slug/", "/a//:slug/", "/media/:slug/", "/Media/:slug/", "/%2egit/:slug/", "/.git/:slug/",
		"/index.html/:slug/", "/a/index.html/:slug/", "/lite/:slug/", "/search/:slug/", "/sitemaps/:slug/", "/feed.json/:slug/", "/robots.txt/:slug/", `/a\b/:slug/`,
		"/" + strings.Repeat("a", 300) + "/:slug/", "/" + strings.Repeat("ab/", 300) + ":slug/", "/slug/", ":slug", "/",
	} {
		c, problems := ParseConfig("edition.yaml", []byte("title: x\npermalink: '"+pattern+"'\n"))
		if site.Errors(problems) != 1 || problems[len(problems)-1].Line != 2 || c.Permalink != DefaultConfig().Permalink {
			t.Errorf("%s: %q, %+v", pattern, c.Permalink, problems)
		}
	}
	for _, pattern := range []string{"/:slug/", "/أخبار اليوم/:slug/", "/:year/:month/:slug", "/tags/:slug/", "/archive/:year/:slug/", "/news/media/:title/"} {
		if c, problems := ParseConfig("edition.yaml", []byte("permalink: '"+pattern+"'\n")); len(problems) > 0 || c.Permalink != strings.TrimSuffix(pattern, "/")+"/" {
			t.Errorf("%s: %q, %+v", pattern, c.Permalink, problems)
		}
	}
}

// The schema knows every key, and every key of the schema is read.
func TestSchema(t *testing.T) {
	var s struct {
		Properties map[string]struct{ Type any }
	}
	if err := json.Unmarshal(EditionSchema(), &s); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(len(s.Properties), len(editionFields.fields)) {
		t.Errorf("%d keys in the schema, %d are read", len(s.Properties), len(editionFields.fields))
	}
	for _, key := range []string{"title", "base_url", "menus", "publisher", "feeds", "front"} {
		if _, ok := s.Properties[key]; !ok {
			t.Errorf("no %s", key)
		}
	}
}

// Each key of a settings file says in Arabic and in English what it is for.
func TestEveryKeyIsExplained(t *testing.T) {
	for _, k := range slices.Concat(EditionKeys(), FrontKeys()) {
		if !strings.ContainsFunc(k.About.Ar, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) || !strings.ContainsFunc(k.About.En, unicode.IsLower) {
			t.Errorf("%s: %q, %q", k.Path, k.About.Ar, k.About.En)
		}
	}
	at := func(path string) Key {
		keys := slices.Concat(EditionKeys(), FrontKeys())
		return keys[slices.IndexFunc(keys, func(k Key) bool { return k.Path == path })]
	}
	if k := at("base_url"); !slices.Equal(k.Also, []string{"baseURL"}) || k.Kind != "text" {
		t.Errorf("%+v", k)
	}
	if k := at("blocks[].style"); !slices.Equal(k.Values, BlockStyles) {
		t.Errorf("%+v", k)
	}
	if k := at("pages.lite"); !slices.Equal(k.Values, []string{"true", "false", "all"}) {
		t.Errorf("%+v", k)
	}
	if k := at("cards.boxes[].top"); k.Kind != "number" {
		t.Errorf("%+v", k)
	}
}

func same[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// A colour or a name that YAML takes for a comment is told where it stands; a comment
// beside a flag, a number or a list is none.
func TestASettingThatIsTakenForAComment(t *testing.T) {
	for src, place := range map[string]string{
		"accent: #9b1c31\n":                                 "content/edition.yaml:1:9",
		"title: صحيفة #غزة\n":                               "content/edition.yaml:1:14",
		"title: أ\npublisher:\n  name: دار #1\n":            "content/edition.yaml:3:13",
		"menus:\n  main: [{title: أ, url: /b/ #c\n    }]\n": "content/edition.yaml:2:30",
		"title: أ # اسم\n":                                  "",
		"hijri: true #رمضان\n":                              "",
		"page_size: 20 #كان10\n":                            "",
		"social: #حسابات\n  - https://a.org/#b\n":           "",
		"title: \"صحيفة #غزة\"\n":                           "",
		"title: |\n  صحيفة #غزة\n":                          "",
		"title: أ#ب\n":                                      "",
		"#title: ب\ntitle: أ\n":                             "",
	} {
		_, problems := ParseConfig("edition.yaml", []byte(src))
		got := ""
		for _, p := range problems {
			if p.Rule == "front-matter/comment" {
				got += p.Place()
			}
		}
		if got != place {
			t.Errorf("%q: told at %q, want %q: %v", src, got, place, problems)
		}
	}
}

// The line of urgent news is a headline: its marks are turned as a headline's are.
func TestQuotationMarksOfUrgentNews(t *testing.T) {
	c := DefaultConfig()
	f, problems := ParseFront("front.yaml", []byte("breaking: {text: 'قال \"نعم\"', until: 2026-11-24 06:00 +03:00}\n"), c)
	if f.Breaking.Text != "قال «نعم»" || f.Breaking.Until.UTC().Format("2006-01-02 15:04") != "2026-11-24 03:00" || len(problems) > 0 {
		t.Errorf("%+v, %v", f.Breaking, problems)
	}
}

// "The old address turned in a circle and nobody told me": redirects that never
// come to a page, and those with a star, are told and left out.
func TestRedirectsThatComeToNoPage(t *testing.T) {
	c, problems := ParseConfig("edition.yaml", []byte("redirects:\n  /loop: /loop\n  /l1: /l2/\n  /l2: /l1\n  /into: /l1\n  /star/*: /news/\n  /a: /b\n  /b/: /c/\n  /about: /about/\n  /web: https://example.net/web\n  /front: /\n"))
	var kept []string
	for _, d := range c.Redirects {
		kept = append(kept, d.From)
	}
	same(t, "kept", strings.Join(kept, " "), "/a /b/ /about /web /front")
	var lines []int
	for _, p := range problems {
		if p.Level != site.LevelWarning || p.Rule != "front-matter/alias" {
			t.Errorf("told %+v", p)
		}
		lines = append(lines, p.Line)
	}
	slices.Sort(lines)
	if !slices.Equal(lines, []int{2, 3, 4, 5, 6}) {
		t.Errorf("told in lines %v", lines)
	}
}

// A menu may hold others, three deep; what lies deeper is told, and so is a link without an address.
func TestMenusLieInMenus(t *testing.T) {
	c, problems := ParseConfig("edition.yaml", []byte("menus:\n  main:\n    - name: أ\n      url: /a/\n      menu:\n        - /b/\n        - {name: ج, url: /c/, menu: [{url: /d/}]}\n"))
	if m := c.Menus.Main; len(problems) > 0 || len(m) != 1 || len(m[0].Menu) != 2 || m[0].Menu[0].URL != "/b/" || len(m[0].Menu[1].Menu) != 1 || m[0].Menu[1].Menu[0].Title != "/d/" {
		t.Errorf("%+v %v", c.Menus.Main, problems)
	}
	for _, menu := range []string{"[{url: /a/, menu: [{url: /b/, menu: [{url: /c/, menu: [/d/]}]}]}]", "[{url: /a/, menu: [{name: x}]}]", "[{url: /a/, menu: [[x]]}]"} {
		if _, problems := ParseConfig("edition.yaml", []byte("menus: {main: "+menu+"}\n")); len(problems) == 0 {
			t.Errorf("%s is not told", menu)
		}
	}
}

// Digits that nobody chose are those of the language; «arab» has the shapes of the language.
func TestDigitsOfALanguage(t *testing.T) {
	for src, want := range map[string]string{
		"title: x": "latn", "language: fa": "arabext", "language: ckb": "arab", "language: ur": "latn", "language: he": "latn",
		"language: fa\ndigits: latn": "latn", "language: ur\ndigits: arab": "arabext", "digits: arab": "arab",
	} {
		c, problems := ParseConfig("edition.yaml", []byte(src+"\n"))
		if len(problems) > 0 || c.Digits != want {
			t.Errorf("%q has digits %q, %v; want %q", src, c.Digits, problems, want)
		}
	}
}

// frozen: before and a year, in both languages and all digits; all else is told.
func TestFrozen(t *testing.T) {
	for value, want := range map[string]int{"before 2024": 2024, "قبل ٢٠٢٤": 2024, "قبل 2024": 2024, "2024": 0, "before 24": 0, "after 2024": 0, "before": 0, "true": 0, "[before 2024]": 0, "before 20245": 0} {
		c, problems := ParseConfig("edition.yaml", []byte("frozen: "+value+"\n"))
		if c.Frozen != want || (len(problems) == 0) != (want != 0) {
			t.Errorf("%s: %d, %v", value, c.Frozen, problems)
		}
	}
}
