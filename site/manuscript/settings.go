package manuscript

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
)

// DefaultConfig is an edition that says nothing of itself.
func DefaultConfig() *site.Config {
	return &site.Config{
		Title: "صحيفة", BaseURL: "https://example.org", Language: "ar", TimeZone: "UTC", Zone: time.UTC,
		Months: map[string]string{}, Digits: string(arabic.Latn), Permalink: "/:section/:year/:month/:slug/", PageSize: 12,
		Pages: site.Pages{Lite: true, Archive: true, Agencies: true, Search: true, Related: 4},
		Feeds: site.FeedConfig{Limit: 20, Formats: []string{"rss", "atom", "json"}, Terms: true},
	}
}

// ParseConfig reads edition.yaml. What cannot be used is a Problem of level
// error, and keeps its default.
func ParseConfig(path string, src []byte) (*site.Config, []site.Problem) {
	c := DefaultConfig()
	r := newReader(path, Options{})
	if matter := r.settings(src); matter != nil {
		apply(r, editionFields, c, matter)
	}
	return c, r.problems
}

// settings parses a file that is all YAML.
func (r *reader) settings(src []byte) *node {
	if !r.isText(src) {
		return nil
	}
	r.bidi(src)
	src = []byte(strings.TrimPrefix(string(src), "\ufeff"))
	return r.yaml(src, 0)
}

type editionField = field[*site.Config]

// editionFields are the keys of edition.yaml. The JSON Schema is made of them.
var editionFields = settingsOf(
	editionField{"title", func(r *reader, c *site.Config, n *node) { c.Title = r.text(n) }, str("The name of the paper")},
	editionField{"tagline", func(r *reader, c *site.Config, n *node) { c.Tagline = r.text(n) }, str("A line under the name")},
	editionField{"description", func(r *reader, c *site.Config, n *node) { c.Description = r.text(n) }, str("What the paper is, for search engines and feeds")},
	editionField{"base_url baseURL", readBaseURL, str("The address of the site's root, with https://; it may hold a sub-path")},
	editionField{"language lang languageCode locale", readEditionLanguage, str("BCP 47, such as ar")},
	editionField{"time_zone timeZone", readZone, str("IANA name, such as Asia/Beirut; dates that name no zone are in it")},
	editionField{"audience country", readAudience, str("ISO 3166 country code: chooses month names and week days; empty is pan-Arab")},
	editionField{"months", readMonths, schema{
		"description": "Names of months, for all positions or by position", "type": []string{"string", "object"},
		"properties": schema{"dateline": monthChoice, "body": monthChoice, "caption": monthChoice, "archive": monthChoice}, "additionalProperties": false,
	}},
	editionField{"digits", func(r *reader, c *site.Config, n *node) { r.choose(n, &c.Digits, "latn", "arab") }, choice("Digits of generated text: 123 or ١٢٣", "latn", "arab")},
	editionField{"hijri", func(r *reader, c *site.Config, n *node) { c.Hijri = r.flag(n) }, boolean("Show the Umm al-Qura date beside the Gregorian")},
	editionField{"hijri_offset", func(r *reader, c *site.Config, n *node) { c.HijriOffset = r.within(n, -2, 2) }, whole("Days to add to the Umm al-Qura date", -2, 2)},
	editionField{"permalink permalinks", readPermalink, str("Pattern of a story's address, of :section :year :month :day :slug")},
	editionField{"page_size paginate", func(r *reader, c *site.Config, n *node) { c.PageSize = r.within(n, 1, 500) }, whole("Stories on a list page", 1, 500)},
	editionField{"accent", func(r *reader, c *site.Config, n *node) { c.Accent = r.colour(n) }, str("The paper's colour, such as #9b1c31")},
	editionField{"accent_dark", func(r *reader, c *site.Config, n *node) { c.AccentDark = r.colour(n) }, str("Its colour in dark mode")},
	editionField{"unsafe_html", func(r *reader, c *site.Config, n *node) { c.UnsafeHTML = r.flag(n) }, boolean("Trust raw HTML in manuscripts")},
	editionField{"menus", func(r *reader, c *site.Config, n *node) { apply(r, menuFields, &c.Menus, n) }, object("Links of header and footer", menuFields.schema)},
	editionField{"social", func(r *reader, c *site.Config, n *node) { c.Social = r.links(n) }, list("Profiles elsewhere", linkSchema)},
	editionField{"publisher", func(r *reader, c *site.Config, n *node) { apply(r, publisherFields, &c.Publisher, n) }, object("Who answers for the paper", publisherFields.schema)},
	editionField{"front", func(r *reader, c *site.Config, n *node) { apply(r, frontFields, &c.Front, n) }, object("The front page; content/front.yaml goes before it", frontFields.schema)},
	editionField{"pages", func(r *reader, c *site.Config, n *node) { apply(r, pagesFields, &c.Pages, n) }, object("Which kinds of pages are made", pagesFields.schema)},
	editionField{"feeds", func(r *reader, c *site.Config, n *node) { apply(r, feedFields, &c.Feeds, n) }, object("What the feeds hold", feedFields.schema)},
	editionField{"checks check", readChecks, schema{"description": "Level of editorial rules", "type": "object", "additionalProperties": choice("", "off", "note", "warning", "error")}},
)

func readBaseURL(r *reader, c *site.Config, n *node) {
	s := r.text(n)
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		r.wrong(n, "عنوان مثل https://example.org", "an address such as https://example.org")
		return
	}
	c.BaseURL = strings.TrimRight(s, "/")
}

// wrong says that a setting cannot be used.
func (r *reader) wrong(n *node, ar, en string) {
	r.at(n, "settings/value", site.LevelError,
		site.Say("لا تصلح القيمة: %s", "the value cannot be used: %s", n.text), site.Words{Ar: "يُنتظر " + ar, En: "expected is " + en})
}

func readEditionLanguage(r *reader, c *site.Config, n *node) {
	if tag := strings.ReplaceAll(r.text(n), "_", "-"); languageTag.MatchString(tag) {
		c.Language = tag
		return
	}
	r.wrong(n, "رمز لغة مثل ar", "a language tag such as ar")
}

func readZone(r *reader, c *site.Config, n *node) {
	name := r.text(n)
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		r.wrong(n, "اسم منطقة مثل Asia/Beirut", "the name of a zone such as Asia/Beirut")
		return
	}
	c.TimeZone, c.Zone = name, zone
}

func readAudience(r *reader, c *site.Config, n *node) {
	code := strings.ToUpper(r.text(n))
	if code != "" && (len(code) != 2 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		r.wrong(n, "رمز بلد من حرفين مثل EG", "a country code of two letters such as EG")
		return
	}
	c.Audience = code
}

var monthPositions = []string{"dateline", "body", "caption", "archive"}

func readMonths(r *reader, c *site.Config, n *node) {
	if n.kind == isScalar {
		c.Months[""] = r.monthNames(n)
		return
	}
	for _, e := range n.entries {
		if !slices.Contains(monthPositions, e.key) {
			r.unknownKey(e, monthPositions, true)
			continue
		}
		c.Months[e.key] = r.monthNames(e.value)
	}
}

func (r *reader) monthNames(n *node) string {
	var name string
	r.choose(n, &name, monthSystems()...)
	return name
}

func monthSystems() []string {
	out := make([]string, len(arabic.AllMonths))
	for i, m := range arabic.AllMonths {
		out[i] = string(m)
	}
	return out
}

// choose takes one of a few values.
func (r *reader) choose(n *node, to *string, values ...string) {
	v := r.text(n)
	if slices.Contains(values, v) {
		*to = v
		return
	}
	r.wrong(n, "واحد من: "+strings.Join(values, " "), "one of "+strings.Join(values, " "))
}

// within is a whole number within bounds.
func (r *reader) within(n *node, low, high int) int {
	v := r.number(n)
	if v < low || v > high {
		bounds := strconv.Itoa(low) + "–" + strconv.Itoa(high)
		r.wrong(n, "عدد بين "+bounds, "a number in "+bounds)
	}
	return min(max(v, low), high)
}

var permalinkTokens = []string{":section", ":year", ":month", ":day", ":slug", ":title", ":filename"}

func readPermalink(r *reader, c *site.Config, n *node) {
	pattern := r.text(n)
	ok := strings.HasPrefix(pattern, "/") && (strings.Contains(pattern, ":slug") || strings.Contains(pattern, ":title") || strings.Contains(pattern, ":filename"))
	for part := range strings.SplitSeq(strings.Trim(pattern, "/"), "/") {
		if strings.Contains(part, ":") && !slices.Contains(permalinkTokens, part) || part == ".." || part == "." {
			ok = false
		}
	}
	if !ok {
		r.wrong(n, "نمط مثل /:section/:year/:month/:slug/", "a pattern such as /:section/:year/:month/:slug/")
		return
	}
	c.Permalink = "/" + strings.Trim(pattern, "/") + "/"
}

func readChecks(r *reader, c *site.Config, n *node) {
	c.Checks = map[string]string{}
	for _, e := range n.entries {
		var level string
		r.choose(e.value, &level, "off", "note", "warning", "error")
		c.Checks[e.key] = level
	}
}

var menuFields = settingsOf(
	field[*site.Menus]{"main", func(r *reader, m *site.Menus, n *node) { m.Main = r.links(n) }, list("Links of the header; without it, the sections", linkSchema)},
	field[*site.Menus]{"footer", func(r *reader, m *site.Menus, n *node) { m.Footer = r.links(n) }, list("Links of the footer", linkSchema)},
)

var linkSchema = schema{"type": "object", "properties": schema{"title": schema{"type": "string"}, "name": schema{"type": "string"}, "url": schema{"type": "string"}}, "required": []string{"url"}}

type publisherField = field[*site.Publisher]

var publisherFields = settingsOf(
	publisherField{"name", func(r *reader, p *site.Publisher, n *node) { p.Name = r.text(n) }, str("The organisation")},
	publisherField{"legal_name", func(r *reader, p *site.Publisher, n *node) { p.LegalName = r.text(n) }, str("Its registered name")},
	publisherField{"url", func(r *reader, p *site.Publisher, n *node) { p.URL = r.address(n) }, str("Its own site")},
	publisherField{"logo", func(r *reader, p *site.Publisher, n *node) { p.Logo = r.address(n) }, str("A file of the site, at least 112 pixels high")},
	publisherField{"founded", func(r *reader, p *site.Publisher, n *node) { p.Founded = r.text(n) }, str("Year or date")},
	publisherField{"email", func(r *reader, p *site.Publisher, n *node) { p.Email = r.text(n) }, str("For readers")},
	publisherField{"principles publishing_principles", func(r *reader, p *site.Publisher, n *node) { p.Principles = r.address(n) }, str("Page of the publishing principles")},
	publisherField{"corrections corrections_policy", func(r *reader, p *site.Publisher, n *node) { p.Corrections = r.address(n) }, str("Page of the corrections policy")},
	publisherField{"ethics ethics_policy", func(r *reader, p *site.Publisher, n *node) { p.Ethics = r.address(n) }, str("Page of the ethics policy")},
	publisherField{"ownership ownership_funding", func(r *reader, p *site.Publisher, n *node) { p.Ownership = r.address(n) }, str("Page on owners and funding")},
)

type pagesField = field[*site.Pages]

var pagesFields = settingsOf(
	pagesField{"lite", func(r *reader, p *site.Pages, n *node) { p.Lite = r.flag(n) }, boolean("A light twin of each page")},
	pagesField{"archive", func(r *reader, p *site.Pages, n *node) { p.Archive = r.flag(n) }, boolean("An archive by month")},
	pagesField{"agencies", func(r *reader, p *site.Pages, n *node) { p.Agencies = r.flag(n) }, boolean("A page for each agency")},
	pagesField{"search", func(r *reader, p *site.Pages, n *node) { p.Search = r.flag(n) }, boolean("A search page")},
	pagesField{"related", func(r *reader, p *site.Pages, n *node) { p.Related = r.within(n, 0, 20) }, whole("Related stories under a story", 0, 20)},
)

type feedField = field[*site.FeedConfig]

var feedFields = settingsOf(
	feedField{"limit", func(r *reader, f *site.FeedConfig, n *node) { f.Limit = r.within(n, 1, 500) }, whole("Items in a feed", 1, 500)},
	feedField{"full_text", func(r *reader, f *site.FeedConfig, n *node) { f.FullText = r.flag(n) }, boolean("Whole stories, else summaries")},
	feedField{"hub", func(r *reader, f *site.FeedConfig, n *node) { f.Hub = r.address(n) }, str("WebSub hub")},
	feedField{"llms llms_txt", func(r *reader, f *site.FeedConfig, n *node) { f.LLMs = r.flag(n) }, boolean("Write llms.txt")},
	feedField{"formats", readFormats, list("The first is the main one", choice("", "rss", "atom", "json"))},
	feedField{"terms", func(r *reader, f *site.FeedConfig, n *node) { f.Terms = r.flag(n) }, boolean("Also for tags, authors and series")},
)

func readFormats(r *reader, f *site.FeedConfig, n *node) {
	f.Formats = nil
	for _, item := range n.items {
		var format string
		if r.choose(item, &format, "rss", "atom", "json"); format != "" && !slices.Contains(f.Formats, format) {
			f.Formats = append(f.Formats, format)
		}
	}
}

// schema is a JSON Schema (draft 2020-12).
type schema = map[string]any

func str(about string) schema     { return schema{"type": "string", "description": about} }
func boolean(about string) schema { return schema{"type": "boolean", "description": about} }

func whole(about string, low, high int) schema {
	return schema{"type": "integer", "description": about, "minimum": low, "maximum": high}
}

func choice(about string, values ...string) schema {
	return schema{"enum": values, "description": about}
}

func list(about string, item schema) schema {
	return schema{"type": "array", "description": about, "items": item}
}

func object(about string, of func() schema) schema {
	s := of()
	s["description"] = about
	return s
}

var monthChoice = choice("Names of months", monthSystems()...)

// schema describes a map of the table's keys.
func (t *table[T]) schema() schema {
	properties := schema{}
	for _, f := range t.fields {
		name, _, _ := strings.Cut(f.names, " ")
		properties[name] = f.shape
	}
	return schema{"type": "object", "properties": properties, "additionalProperties": false}
}

// Schema is the JSON Schema of edition.yaml, for editors that complete keys
// by a comment «# yaml-language-server: $schema=…».
func Schema() []byte {
	s := editionFields.schema()
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "edition.yaml"
	out, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		panic(err) // the table is literal
	}
	return append(out, '\n')
}
