package settings

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site"
)

const front = `lead: politics/a.md
secondary: [politics/b.md, economy/c.md]
pins:
  - culture/d.md
  - {story: culture/e.md, until: 2026-11-23}
breaking: {text: عاجل, story: politics/a.md, until: 2026-11-23T10:00:00+03:00}
blocks:
  - {title: رأي, style: faces, section: opinion, limit: 6}
  - {tag: غزة}
  - {type: analysis, series: ملف, stories: [a.md]}
`

// front.yaml says what stands on the front page; a day ends when the next begins.
func TestFront(t *testing.T) {
	c := DefaultConfig()
	c.Zone = time.FixedZone("", 3*3600)
	f, problems := ParseFront("front.yaml", []byte(front), c)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	same(t, "lead", f.Lead.Target, "politics/a.md")
	same(t, "secondary", len(f.Secondary), 2)
	same(t, "pins", len(f.Pins), 2)
	same(t, "a pin's end", f.Pins[1].Until.Equal(time.Date(2026, 11, 24, 0, 0, 0, 0, c.Zone)), true)
	same(t, "breaking", f.Breaking.Text+" "+f.Breaking.Story.Target, "عاجل politics/a.md")
	same(t, "breaking's end", f.Breaking.Until.Equal(time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)), true)
	same(t, "blocks", len(f.Blocks), 3)
	same(t, "a block", f.Blocks[0].Style+f.Blocks[0].Section, "facesopinion")
	same(t, "a block's defaults", f.Blocks[1].Style, "grid")
	same(t, "a block's limit", f.Blocks[1].Limit, 4)
	same(t, "a type", f.Blocks[2].Type, site.Analysis)
}

// Blocks that front.yaml does not name are those of edition.yaml.
func TestFrontKeepsTheEditionsBlocks(t *testing.T) {
	c, problems := ParseConfig("edition.yaml", []byte("front:\n  blocks:\n    - {title: اقتصاد, section: economy}\n"))
	f, more := ParseFront("front.yaml", []byte("lead: a.md\n"), c)
	if len(problems)+len(more) > 0 || len(f.Blocks) != 1 || f.Blocks[0].Title != "اقتصاد" {
		t.Error(f.Blocks, problems, more)
	}
}

// A misspelt setting is an error: it would silently do nothing.
func TestFrontProblems(t *testing.T) {
	for src, place := range map[string]string{
		"led: a.md\n":                        "content/front.yaml:1:1",
		"blocks:\n  - {style: gird}\n":       "content/front.yaml:2:13",
		"pins:\n  - {story: a.md, til: x}\n": "content/front.yaml:2:19",
		"blocks:\n  - {limit: 0}\n":          "content/front.yaml:2:13",
		"lead: \"javascript:x\"\n":           "content/front.yaml:1:7",
		"breaking: {until: soon}\n":          "content/front.yaml:1:19",
		"\xff":                               "content/front.yaml:1:1",
	} {
		_, problems := ParseFront("front.yaml", []byte(src), DefaultConfig())
		if len(problems) != 1 || problems[0].Place() != place || problems[0].Level != site.LevelError {
			t.Errorf("%q: %+v", src, problems)
		}
	}
}

// All that edition.yaml may hold is read.
func TestEditionInFull(t *testing.T) {
	c, problems := ParseConfig("edition.yaml", []byte(strings.Join([]string{
		"title: أ",
		"tagline: ب",
		"description: ج",
		"base_url: https://a.org/b/",
		"language: ar_LB",
		"time_zone: Africa/Cairo",
		"audience: eg",
		"months: gregorian",
		"digits: arab",
		"hijri: true",
		"hijri_adjust: -1",
		"permalink: /:year/:slug",
		"page_size: 20",
		"accent: '#123456'",
		"accent_dark: '#abc'",
		"unsafe_html: yes",
		"social: [{title: إكس, url: 'https://x.com/a'}]",
		"publisher: {name: م, logo: /l.png, founded: 1990, email: a@b.org}",
		"pages: {lite: false, archive: false, agencies: false, search: false, related: 0}",
		"feeds: {full_text: true, hub: 'https://hub.org', standard_site: 'did:plc:ewvi7nxzyoun6zhxrhs64oiz', llms: true, terms: false, formats: [json, json, rss]}",
		"checks: {tatweel: off, weekday: error}",
		"menus: {footer: [/about/]}",
	}, "\n")))
	for _, p := range problems {
		if p.Rule != "settings/unknown-key" && !strings.Contains(p.Message.En, "gregorian") {
			t.Errorf("%+v", p)
		}
	}
	same(t, "language", c.Language, "ar-LB")
	same(t, "zone", c.Zone.String(), "Africa/Cairo")
	same(t, "audience", c.Audience, "EG")
	same(t, "permalink", c.Permalink, "/:year/:slug/")
	same(t, "accents", c.Accent+c.AccentDark, "#123456#abc")
	same(t, "unsafe HTML", c.UnsafeHTML, true)
	same(t, "pages", c.Pages, site.Pages{LiteMonths: 12})
	same(t, "formats", strings.Join(c.Feeds.Formats, " "), "json rss")
	same(t, "checks", c.Checks["tatweel"]+c.Checks["weekday"], "offerror")
	same(t, "footer", c.Menus.Footer[0].URL, "/about/")
	same(t, "publisher", c.Publisher.Name+c.Publisher.Logo+c.Publisher.Founded, "م/l.png1990")
}

// What cannot be used keeps its default, and is an error.
func TestUnusableSettings(t *testing.T) {
	for _, line := range []string{
		"base_url: ftp://a.org",
		"base_url: https://a.org/?x",
		"language: العربية",
		"time_zone: Local",
		"audience: Egypt",
		"months: {bdy: dual}",
		"months: roman",
		"digits: 1",
		"hijri_offset: 9",
		"permalink: /a/",
		"permalink: /../:slug/",
		"page_size: كثير",
		"checks: {x: loud}",
		"feeds: {limit: 501}", "feeds: {standard_site: paper.bsky.social}", "feeds: {standard_site: 'did:plc:short'}",
		"pages: {related: 21}",
		"[]",
		"a: [",
	} {
		c, problems := ParseConfig("edition.yaml", []byte(line+"\n"))
		if site.Errors(problems) == 0 {
			t.Errorf("%s: no error", line)
		}
		if d := DefaultConfig(); c.BaseURL != d.BaseURL || c.Language != d.Language || c.Permalink != d.Permalink || c.Digits != d.Digits {
			t.Errorf("%s: changed the default", line)
		}
	}
}

// The JSON Schema that editors complete keys with describes what is read.
func TestSchemaOfParts(t *testing.T) {
	var s map[string]any
	if err := json.Unmarshal(EditionSchema(), &s); err != nil {
		t.Fatal(err)
	}
	part := func(path ...string) map[string]any {
		at := s
		for _, key := range path {
			next, ok := at[key].(map[string]any)
			if !ok {
				t.Fatalf("the schema has no %s", strings.Join(path, "."))
			}
			at = next
		}
		return at
	}
	same(t, "its draft", s["$schema"].(string), "https://json-schema.org/draft/2020-12/schema")
	same(t, "unknown keys", s["additionalProperties"].(bool), false)
	same(t, "page_size", part("properties", "page_size")["maximum"].(float64), 500)
	same(t, "a flag", part("properties", "pages", "properties", "archive")["type"].(string), "boolean")
	same(t, "a flag or all", len(part("properties", "pages", "properties", "lite")["enum"].([]any)), 3)
	same(t, "the publisher", part("properties", "publisher", "properties", "logo")["type"].(string), "string")
	same(t, "a block's style", len(part("properties", "front", "properties", "blocks", "items", "properties", "style")["enum"].([]any)), len(BlockStyles))
	same(t, "levels of checks", len(part("properties", "checks", "additionalProperties")["enum"].([]any)), 4)
	for _, key := range []string{"limit", "full_text", "hub", "standard_site", "llms", "formats", "terms"} {
		part("properties", "feeds", "properties", key)
	}
}

// Each key of a settings file does something: an edition that sets it differs from
// one that does not.
func TestEverySettingIsRead(t *testing.T) {
	for key, value := range map[string]string{
		"title":        "أ",
		"analytics":    "{goatcounter: paper}",
		"ads":          "{after: 3}",
		"environments": "{staging: {noindex: true}}",
		"tagline":      "ب",
		"description":  "ج",
		"base_url":     "https://b.org",
		"language":     "en",
		"time_zone":    "Asia/Beirut",
		"audience":     "LB",
		"months":       "dual",
		"digits":       "arab",
		"hijri":        "true",
		"permalink":    "/:slug/",
		"page_size":    "9",
		"accent":       "'#111111'",
		"accent_dark":  "'#222222'",
		"unsafe_html":  "true",
		"menus":        "{main: [/a/]}",
		"social":       "[{name: أ, url: 'https://a.org'}]",
		"publisher":    "{name: أ}",
		"front":        "{lead: a.md}",
		"pages":        "{lite: false}",
		"feeds":        "{limit: 3}",
		"checks":       "{tatweel: off}",
	} {
		c, problems := ParseConfig("edition.yaml", []byte(key+": "+value+"\n"))
		if len(problems) > 0 || reflect.DeepEqual(c, DefaultConfig()) {
			t.Errorf("%s: %s changes nothing; %v", key, value, problems)
		}
	}
}

// A desk names the tone of news and the look of its paper in Arabic or English; another
// word is told with those that there are.
func TestTonesAndLooksInBothLanguages(t *testing.T) {
	for word, want := range map[string]string{"حداد": "mourning", "mourning": "mourning", "عادي": "", "ملف": "dossier", "فرح": ""} {
		f, problems := ParseFront("content/front.yaml", []byte("boost: 3\ntone: "+word+"\n"), &site.Config{})
		if f.Tone != want || f.Boost != 3 || (len(problems) > 0) != (word == "فرح") {
			t.Errorf("tone: %s is %q, %v", word, f.Tone, problems)
		}
	}
	for word, want := range map[string]string{"مجلة": "magazine", "عاجل": "headline", "newspaper": "newspaper", "": "", "tabloid": ""} {
		c, problems := ParseConfig("content/edition.yaml", []byte("title: أ\nlook: "+word+"\n"))
		if c.Look != want || slices.ContainsFunc(problems, func(p site.Problem) bool { return strings.Contains(p.Hint.En, "magazine") }) != (word == "tabloid") {
			t.Errorf("look: %s is %q, %v", word, c.Look, problems)
		}
	}
}
