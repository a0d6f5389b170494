package settings

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/conflict"
	"warraq/site/settings/sisters"
	"warraq/site/uri"
)

// ParseConfig reads edition.yaml as it is where no release set is lifted.
func ParseConfig(path string, src []byte) (*site.Config, []site.Problem) {
	return ParseSister(path, src, "", Instant{})
}

// ParseSister reads edition.yaml for the edition of a paper that has a key; "" is the main one. What
// cannot be used is a Problem of level error, and keeps its default.
func ParseSister(path string, src []byte, key string, when Instant) (*site.Config, []site.Problem) {
	c := DefaultConfig()
	r := NewReader(path, nil, "")
	if matter := readAll(r, src); matter != nil {
		c.Sisters = sisters.Read(matter, func(at *Node, level site.Level, message, hint site.Words) {
			r.At(at, "settings/editions", level, message, hint)
		})
		for _, s := range c.Sisters {
			if s.Key == key && key != "" {
				matter, r.Lang, c.At = sisters.Overlay(matter, s), s.Lang, uri.EscapePath(s.At)
			}
		}
		if n := matter.Get("base_url"); n != nil {
			r.Home, _ = site.CleanBaseURL(n.Text)
		}
		if r.Home != "" {
			r.Home += c.At
		}
		r.Types = typesIn(matter.Get("types")) // a block of the front page may name one
		Apply(r, editionFields, c, matter)
		c.BaseURL += c.At
		if n := matter.Get("releases"); n != nil {
			readReleases(r, c, n, when)
		}
		if c.Audience == "" && matter.Get("audience") == nil && matter.Get("country") == nil {
			c.Audience = arabic.Region(c.Language)
		}
		if matter.Get("digits") == nil && c.Digits == string(arabic.Latn) {
			c.Digits = "" // it chose none: they are those of its language
		}
		c.Digits = string(cmp.Or(arabic.DigitsOf(c.Language, c.Digits), arabic.Latn))
		checkOutputs(r, c)
		c.Home, c.Named = r.Home, r.named
		for _, s := range c.Sisters {
			if s.Key == key && key != "" { // a page that the main edition names need not be in this one
				c.Named = slices.DeleteFunc(c.Named, func(of site.Ref) bool { return of.Line < s.Line || of.Line > s.Until })
			}
		}
	}
	return c, r.Problems
}

// readAll parses a file that is all YAML.
func readAll(r *Reader, src []byte) *Node {
	r.Whole = true
	if !r.IsText(src) {
		return nil
	}
	r.Controls(src)
	if marks := conflict.Marks(src); len(marks) > 0 {
		r.Problems = append(r.Problems, conflict.Problem(r.Path, src, marks[0]))
		return nil
	}
	src = []byte(strings.TrimPrefix(string(src), "\ufeff"))
	return r.YAML(src, 0)
}

func readBaseURL(r *Reader, c *site.Config, n *Node) { r.base(n, &c.BaseURL, "https://example.org") }
func readMediaBase(r *Reader, c *site.Config, n *Node) {
	r.base(n, &c.MediaBase, "https://media.example.org")
}

// base is an address that others are put behind.
func (r *Reader) base(n *Node, to *string, example string) {
	clean, ok := site.CleanBaseURL(r.Text(n))
	if !ok {
		r.Wrong(n, "عنوان مثل "+example, "an address such as "+example)
		return
	}
	*to = clean
}

func readRedirects(r *Reader, c *site.Config, n *Node) {
	if n.Kind != Map {
		r.Wrong(n, "عناوين قديمة وما تقود إليه", "old addresses, and where each leads")
		return
	}
	for _, e := range n.Entries {
		from := r.OldAddress(e.Key, e.Value)
		if to := r.ref(e.Value); from != "" && to.Target != "" {
			c.Redirects = append(c.Redirects, site.Redirect{From: from, To: to})
		}
	}
	endless := endlessRedirects(c.Redirects)
	c.Redirects = slices.DeleteFunc(c.Redirects, func(d site.Redirect) bool {
		if !endless[redirectKey(d.From)] {
			return false
		}
		r.At(&Node{Line: d.To.Line, Col: d.To.Col}, "front-matter/alias", site.LevelWarning,
			site.Say("تحويل يدور ولا يصل إلى صفحة: %s", "a redirect that goes in a circle and comes to no page: %s", d.From),
			site.Say("اجعله يقود إلى صفحة قائمة، أو احذفه", "let it lead to a page that exists, or remove it"))
		return true
	})
}

// redirectKey is one spelling of an address, as redirects find each other.
func redirectKey(address string) string {
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	return strings.TrimSuffix(strings.TrimSuffix(uri.Decoded(address), "index.html"), "/")
}

// endlessRedirects are the redirects from which a reader never comes to a page:
// those of a circle, and those that lead into one.
func endlessRedirects(all []site.Redirect) map[string]bool {
	next := make(map[string]string, len(all))
	for _, d := range all {
		if from, to := redirectKey(d.From), redirectKey(d.To.Target); from != to || d.From == d.To.Target { // a slash more is the folder itself
			next[from] = to
		}
	}
	endless := make(map[string]bool, len(all)) // false while on the way, and where it ends
	for start := range next {
		var way []string
		at, on, onWay := start, true, map[string]bool{}
		for known := false; on && !known && !onWay[at]; {
			onWay[at] = true
			way = append(way, at)
			if at, on = next[at]; on {
				_, known = endless[at]
			}
		}
		for _, w := range way {
			endless[w] = on && (onWay[at] || endless[at])
		}
	}
	return endless
}

// OldAddress reads an address that was given up, from the site's root; "" is one
// that files cannot answer. It is reported at a node.
func (r *Reader) OldAddress(address string, at *Node) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		inside, own := uri.InSite(r.Home, address)
		if !own && r.Home != "" {
			r.At(at, "front-matter/alias", site.LevelWarning,
				site.Say("عنوان قديم على مضيف آخر لا يجيبه هذا الموقع: %s", "an old address on another host, which this site cannot answer: %s", address),
				site.Say("حوّله في المضيف القديم؛ وإن كان المسار قديمًا هنا فاكتبه من جذر الموقع: %s", "redirect it on the old host; if its path was an address here too, write it from the site's root: %s", u.Path))
			return ""
		}
		if address = u.Path; u.RawQuery != "" {
			address += "?" + u.RawQuery
		}
		if own {
			address, _, _ = strings.Cut(inside, "#")
		}
	}
	plain, err := url.PathUnescape(address)
	switch {
	case address == "":
		return ""
	case err == nil && strings.Contains(address, "?"):
		r.At(at, "front-matter/alias", site.LevelWarning,
			site.Say("عنوان فيه سؤال لا تجيبه الملفات: %s", "an address with a query, which files cannot answer: %s", address),
			site.Say("اكتبه في قواعد المضيف، مثل static/_redirects أو static/.htaccess", "write it in the host's own rules, such as static/_redirects or static/.htaccess"))
		return ""
	case err == nil && strings.Contains(plain, "*"):
		r.At(at, "front-matter/alias", site.LevelWarning,
			site.Say("عنوان فيه نجمة لا تجيبه الملفات: %s", "an address with a star, which files cannot answer: %s", address),
			site.Say("اكتبه في قواعد المضيف، مثل static/_redirects أو static/.htaccess", "write it in the host's own rules, such as static/_redirects or static/.htaccess"))
		return ""
	case err != nil || !strings.HasPrefix(plain, "/") || plain == "/" || strings.ContainsAny(plain, "\\#") ||
		strings.Contains(plain+"/", "/../") || strings.Contains(plain+"/", "/./") || strings.Contains(plain, "//"):
		r.At(at, "front-matter/alias", site.LevelWarning,
			site.Say("عنوان قديم لا يصلح: %s", "not usable as an old address: %s", address),
			site.Say("اكتبه مسارًا من جذر الموقع: /economy/old-name/", "write a path from the site's root: /economy/old-name/"))
		return ""
	}
	return arabic.NFC(plain)
}

func readEditionLanguage(r *Reader, c *site.Config, n *Node) {
	if tag := strings.ReplaceAll(r.Text(n), "_", "-"); uri.IsLanguageTag(tag) {
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

func readMonths(r *Reader, c *site.Config, n *Node) {
	if n.Kind == Scalar {
		r.monthNames(c, "", n)
		return
	}
	for _, e := range r.entries(n, func() []string { return monthPositions }) {
		if !slices.Contains(monthPositions, e.Key) {
			r.unknownKey(e, monthPositions, true)
			continue
		}
		r.monthNames(c, e.Key, e.Value)
	}
}

func (r *Reader) monthNames(c *site.Config, at string, n *Node) {
	var name string
	if r.choose(n, &name, monthSystems()...); name != "" {
		c.Months[at] = name
	}
}

func monthSystems() []string {
	out := make([]string, len(arabic.AllMonths))
	for i, m := range arabic.AllMonths {
		out[i] = string(m)
	}
	return out
}

func readEmbeds(r *Reader, c *site.Config, n *Node) {
	c.Embeds = nil
	for _, item := range n.Each() {
		var name string
		if r.choose(item, &name, embedSites...); name != "" {
			c.Embeds = append(c.Embeds, name)
		}
	}
}

// choose takes one of a few values.
func (r *Reader) choose(n *Node, to *string, values ...string) {
	v := r.Text(n)
	if slices.Contains(values, v) {
		*to = v
		return
	}
	noSuch(r, n, values)
}

// noSuch says that a value is none of the known words.
func noSuch(r *Reader, n *Node, known []string) {
	all, guess := strings.Join(known, " "), ""
	if n.Kind == Scalar {
		guess = nearest(n.Text, known)
	}
	if guess == "" {
		r.Wrong(n, "واحد من: "+all, "one of: "+all)
		return
	}
	r.WrongBut(n, site.Say("لعلك تقصد %s؛ والمعروف: %s", "did you mean %s? known are: %s", guess, all))
}

// within is a whole number within bounds.
func (r *Reader) within(n *Node, low, high int) int {
	faults, v := r.Faults, r.Number(n)
	if r.Faults == faults && (v < low || v > high) {
		bounds := strconv.Itoa(low) + "–" + strconv.Itoa(high)
		r.Wrong(n, "عدد بين "+bounds, "a number in "+bounds)
	}
	return min(max(v, low), high)
}

var permalinkTokens = []string{":section", ":year", ":month", ":day", ":slug", ":title", ":filename"}

// longestPattern leaves room in an address for the story's own name.
const longestPattern = 255

func readPermalink(r *Reader, c *site.Config, n *Node) {
	pattern := r.Text(n)
	inner := strings.TrimSuffix(strings.TrimPrefix(pattern, "/"), "/")
	ok, named := strings.HasPrefix(pattern, "/") && len(pattern) <= longestPattern, false
	for i, part := range strings.Split(inner, "/") {
		switch {
		case slices.Contains(permalinkTokens, part):
			named = named || part == ":slug" || part == ":title" || part == ":filename"
		case strings.Contains(part, ":") || !site.IsStoryFolder(part, i == 0):
			ok = false
		}
	}
	if !ok || !named {
		r.Wrong(n, "نمط مثل /:section/:year/:month/:slug/، لا يبدأ بعنوان تحتفظ به الجريدة لنفسها مثل /media/",
			"a pattern such as /:section/:year/:month/:slug/, not under what the site keeps for itself, such as /media/")
		return
	}
	c.Permalink = "/" + inner + "/"
}

func readChecks(r *Reader, c *site.Config, n *Node) {
	c.Checks = map[string]string{}
	for _, e := range r.entries(n, func() []string { return []string{"tatweel"} }) {
		var level string
		r.choose(e.Value, &level, "off", "note", "warning", "error")
		c.Checks[e.Key] = level
	}
}

func readFormats(r *Reader, f *site.FeedConfig, n *Node) {
	f.Formats = r.choices(n, "rss", "atom", "json")
}

// choices are some of a few values, each once; there must be one.
func (r *Reader) choices(n *Node, values ...string) (out []string) {
	for _, item := range n.Each() {
		var value string
		if r.choose(item, &value, values...); value != "" && !slices.Contains(out, value) {
			out = append(out, value)
		}
	}
	if len(n.Each()) == 0 { // of another value that cannot be used it was told
		known := strings.Join(values, " ")
		r.Wrong(n, "قائمة من: "+known, "a list of "+known)
	}
	return out
}

func readLite(r *Reader, p *site.Pages, n *Node) {
	var all bool
	if p.Lite, all = r.flagOrAll(n); all {
		p.LiteMonths = 0
	}
}

func readTermFeeds(r *Reader, f *site.FeedConfig, n *Node) { f.Terms, f.AllTerms = r.flagOrAll(n) }

// flagOrAll is true, false or "all", which is true too.
func (r *Reader) flagOrAll(n *Node) (on, all bool) {
	if all = n.Kind == Scalar && n.Text == "all"; all {
		return true, true
	}
	return r.Flag(n), false
}

// schema describes a map of the table's keys.
func (t *table[T]) schema() schema {
	properties := schema{}
	for _, f := range t.fields {
		name, _, _ := strings.Cut(f.Names, " ")
		properties[name] = f.shape
	}
	return schema{"type": "object", "properties": properties, "additionalProperties": false}
}
