package settings

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
	r := NewReader(path, nil, "")
	if matter := r.settings(src); matter != nil {
		Apply(r, editionFields, c, matter)
	}
	return c, r.Problems
}

// settings parses a file that is all YAML.
func (r *Reader) settings(src []byte) *Node {
	if !r.isText(src) {
		return nil
	}
	r.bidi(src)
	src = []byte(strings.TrimPrefix(string(src), "\ufeff"))
	return r.yaml(src, 0)
}

type editionField = Field[*site.Config]

// editionFields are the keys of edition.yaml. The JSON Schema is made of them.
var editionFields = settingsOf(
	editionField{"title", func(r *Reader, c *site.Config, n *Node) { c.Title = r.Text(n) }, str("The name of the paper")},
	editionField{"tagline", func(r *Reader, c *site.Config, n *Node) { c.Tagline = r.Text(n) }, str("A line under the name")},
	editionField{"description", func(r *Reader, c *site.Config, n *Node) { c.Description = r.Text(n) }, str("What the paper is, for search engines and feeds")},
	editionField{"base_url baseURL", readBaseURL, str("The address of the site's root, with https://; it may hold a sub-path")},
	editionField{"language lang languageCode locale", readEditionLanguage, str("BCP 47, such as ar")},
	editionField{"time_zone timeZone", readZone, str("IANA name, such as Asia/Beirut; dates that name no zone are in it")},
	editionField{"audience country", readAudience, str("ISO 3166 country code: chooses month names and week days; empty is pan-Arab")},
	editionField{"months", readMonths, schema{
		"description": "Names of months, for all positions or by position", "type": []string{"string", "object"},
		"properties": schema{"dateline": monthChoice, "body": monthChoice, "caption": monthChoice, "archive": monthChoice}, "additionalProperties": false,
	}},
	editionField{"digits", func(r *Reader, c *site.Config, n *Node) { r.choose(n, &c.Digits, "latn", "arab") }, choice("Digits of generated text: 123 or ١٢٣", "latn", "arab")},
	editionField{"hijri", func(r *Reader, c *site.Config, n *Node) { c.Hijri = r.Flag(n) }, boolean("Show the Umm al-Qura date beside the Gregorian")},
	editionField{"hijri_offset", func(r *Reader, c *site.Config, n *Node) { c.HijriOffset = r.within(n, -2, 2) }, whole("Days to add to the Umm al-Qura date", -2, 2)},
	editionField{"permalink permalinks", readPermalink, str("Pattern of a story's address, of :section :year :month :day :slug")},
	editionField{"page_size paginate", func(r *Reader, c *site.Config, n *Node) { c.PageSize = r.within(n, 1, 500) }, whole("Stories on a list page", 1, 500)},
	editionField{"accent", func(r *Reader, c *site.Config, n *Node) { c.Accent = r.Colour(n) }, str("The paper's colour, such as #9b1c31")},
	editionField{"accent_dark", func(r *Reader, c *site.Config, n *Node) { c.AccentDark = r.Colour(n) }, str("Its colour in dark mode")},
	editionField{"unsafe_html", func(r *Reader, c *site.Config, n *Node) { c.UnsafeHTML = r.Flag(n) }, boolean("Trust raw HTML in manuscripts")},
	editionField{"menus", func(r *Reader, c *site.Config, n *Node) { Apply(r, menuFields, &c.Menus, n) }, object("Links of header and footer", menuFields.schema)},
	editionField{"social", func(r *Reader, c *site.Config, n *Node) { c.Social = r.Links(n) }, list("Profiles elsewhere", linkSchema)},
	editionField{"publisher", func(r *Reader, c *site.Config, n *Node) { Apply(r, publisherFields, &c.Publisher, n) }, object("Who answers for the paper", publisherFields.schema)},
	editionField{"front", func(r *Reader, c *site.Config, n *Node) { Apply(r, frontFields, &c.Front, n) }, object("The front page; content/front.yaml goes before it", frontFields.schema)},
	editionField{"pages", func(r *Reader, c *site.Config, n *Node) { Apply(r, pagesFields, &c.Pages, n) }, object("Which kinds of pages are made", pagesFields.schema)},
	editionField{"feeds", func(r *Reader, c *site.Config, n *Node) { Apply(r, feedFields, &c.Feeds, n) }, object("What the feeds hold", feedFields.schema)},
	editionField{"checks check", readChecks, schema{"description": "Level of editorial rules", "type": "object", "additionalProperties": choice("", "off", "note", "warning", "error")}},
)

func readBaseURL(r *Reader, c *site.Config, n *Node) {
	s := r.Text(n)
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		r.Wrong(n, "عنوان مثل https://example.org", "an address such as https://example.org")
		return
	}
	c.BaseURL = strings.TrimRight(s, "/")
}

// wrong says that a setting cannot be used.
func (r *Reader) Wrong(n *Node, ar, en string) {
	r.At(n, "settings/value", site.LevelError,
		site.Say("لا تصلح القيمة: %s", "the value cannot be used: %s", n.Text), site.Words{Ar: "يُنتظر " + ar, En: "expected is " + en})
}

func readEditionLanguage(r *Reader, c *site.Config, n *Node) {
	if tag := strings.ReplaceAll(r.Text(n), "_", "-"); site.IsLanguageTag(tag) {
		c.Language = tag
		return
	}
	r.Wrong(n, "رمز لغة مثل ar", "a language tag such as ar")
}

func readZone(r *Reader, c *site.Config, n *Node) {
	name := r.Text(n)
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		r.Wrong(n, "اسم منطقة مثل Asia/Beirut", "the name of a zone such as Asia/Beirut")
		return
	}
	c.TimeZone, c.Zone = name, zone
}

func readAudience(r *Reader, c *site.Config, n *Node) {
	code := strings.ToUpper(r.Text(n))
	if code != "" && (len(code) != 2 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		r.Wrong(n, "رمز بلد من حرفين مثل EG", "a country code of two letters such as EG")
		return
	}
	c.Audience = code
}

var monthPositions = []string{"dateline", "body", "caption", "archive"}

func readMonths(r *Reader, c *site.Config, n *Node) {
	if n.Kind == Scalar {
		c.Months[""] = r.monthNames(n)
		return
	}
	for _, e := range n.Entries {
		if !slices.Contains(monthPositions, e.Key) {
			r.unknownKey(e, monthPositions, true)
			continue
		}
		c.Months[e.Key] = r.monthNames(e.Value)
	}
}

func (r *Reader) monthNames(n *Node) string {
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
func (r *Reader) choose(n *Node, to *string, values ...string) {
	v := r.Text(n)
	if slices.Contains(values, v) {
		*to = v
		return
	}
	r.Wrong(n, "واحد من: "+strings.Join(values, " "), "one of "+strings.Join(values, " "))
}

// within is a whole number within bounds.
func (r *Reader) within(n *Node, low, high int) int {
	v := r.Number(n)
	if v < low || v > high {
		bounds := strconv.Itoa(low) + "–" + strconv.Itoa(high)
		r.Wrong(n, "عدد بين "+bounds, "a number in "+bounds)
	}
	return min(max(v, low), high)
}

var permalinkTokens = []string{":section", ":year", ":month", ":day", ":slug", ":title", ":filename"}

func readPermalink(r *Reader, c *site.Config, n *Node) {
	pattern := r.Text(n)
	ok := strings.HasPrefix(pattern, "/") && (strings.Contains(pattern, ":slug") || strings.Contains(pattern, ":title") || strings.Contains(pattern, ":filename"))
	for part := range strings.SplitSeq(strings.Trim(pattern, "/"), "/") {
		if strings.Contains(part, ":") && !slices.Contains(permalinkTokens, part) || part == ".." || part == "." {
			ok = false
		}
	}
	if !ok {
		r.Wrong(n, "نمط مثل /:section/:year/:month/:slug/", "a pattern such as /:section/:year/:month/:slug/")
		return
	}
	c.Permalink = "/" + strings.Trim(pattern, "/") + "/"
}

func readChecks(r *Reader, c *site.Config, n *Node) {
	c.Checks = map[string]string{}
	for _, e := range n.Entries {
		var level string
		r.choose(e.Value, &level, "off", "note", "warning", "error")
		c.Checks[e.Key] = level
	}
}

var menuFields = settingsOf(
	Field[*site.Menus]{"main", func(r *Reader, m *site.Menus, n *Node) { m.Main = r.Links(n) }, list("Links of the header; without it, the sections", linkSchema)},
	Field[*site.Menus]{"footer", func(r *Reader, m *site.Menus, n *Node) { m.Footer = r.Links(n) }, list("Links of the footer", linkSchema)},
)

var linkSchema = schema{"type": "object", "properties": schema{"title": schema{"type": "string"}, "name": schema{"type": "string"}, "url": schema{"type": "string"}}, "required": []string{"url"}}

type publisherField = Field[*site.Publisher]

var publisherFields = settingsOf(
	publisherField{"name", func(r *Reader, p *site.Publisher, n *Node) { p.Name = r.Text(n) }, str("The organisation")},
	publisherField{"legal_name", func(r *Reader, p *site.Publisher, n *Node) { p.LegalName = r.Text(n) }, str("Its registered name")},
	publisherField{"url", func(r *Reader, p *site.Publisher, n *Node) { p.URL = r.Address(n) }, str("Its own site")},
	publisherField{"logo", func(r *Reader, p *site.Publisher, n *Node) { p.Logo = r.Address(n) }, str("A file of the site, at least 112 pixels high")},
	publisherField{"founded", func(r *Reader, p *site.Publisher, n *Node) { p.Founded = r.Text(n) }, str("Year or date")},
	publisherField{"email", func(r *Reader, p *site.Publisher, n *Node) { p.Email = r.Text(n) }, str("For readers")},
	publisherField{"principles publishing_principles", func(r *Reader, p *site.Publisher, n *Node) { p.Principles = r.Address(n) }, str("Page of the publishing principles")},
	publisherField{"corrections corrections_policy", func(r *Reader, p *site.Publisher, n *Node) { p.Corrections = r.Address(n) }, str("Page of the corrections policy")},
	publisherField{"ethics ethics_policy", func(r *Reader, p *site.Publisher, n *Node) { p.Ethics = r.Address(n) }, str("Page of the ethics policy")},
	publisherField{"ownership ownership_funding", func(r *Reader, p *site.Publisher, n *Node) { p.Ownership = r.Address(n) }, str("Page on owners and funding")},
)

type pagesField = Field[*site.Pages]

var pagesFields = settingsOf(
	pagesField{"lite", func(r *Reader, p *site.Pages, n *Node) { p.Lite = r.Flag(n) }, boolean("A light twin of each page")},
	pagesField{"archive", func(r *Reader, p *site.Pages, n *Node) { p.Archive = r.Flag(n) }, boolean("An archive by month")},
	pagesField{"agencies", func(r *Reader, p *site.Pages, n *Node) { p.Agencies = r.Flag(n) }, boolean("A page for each agency")},
	pagesField{"search", func(r *Reader, p *site.Pages, n *Node) { p.Search = r.Flag(n) }, boolean("A search page")},
	pagesField{"related", func(r *Reader, p *site.Pages, n *Node) { p.Related = r.within(n, 0, 20) }, whole("Related stories under a story", 0, 20)},
)

type feedField = Field[*site.FeedConfig]

var feedFields = settingsOf(
	feedField{"limit", func(r *Reader, f *site.FeedConfig, n *Node) { f.Limit = r.within(n, 1, 500) }, whole("Items in a feed", 1, 500)},
	feedField{"full_text", func(r *Reader, f *site.FeedConfig, n *Node) { f.FullText = r.Flag(n) }, boolean("Whole stories, else summaries")},
	feedField{"hub", func(r *Reader, f *site.FeedConfig, n *Node) { f.Hub = r.Address(n) }, str("WebSub hub")},
	feedField{"llms llms_txt", func(r *Reader, f *site.FeedConfig, n *Node) { f.LLMs = r.Flag(n) }, boolean("Write llms.txt")},
	feedField{"formats", readFormats, list("The first is the main one", choice("", "rss", "atom", "json"))},
	feedField{"terms", func(r *Reader, f *site.FeedConfig, n *Node) { f.Terms = r.Flag(n) }, boolean("Also for tags, authors and series")},
)

func readFormats(r *Reader, f *site.FeedConfig, n *Node) {
	f.Formats = nil
	for _, item := range n.Items {
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
		name, _, _ := strings.Cut(f.Names, " ")
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
