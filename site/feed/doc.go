// Package feed writes what robots read: feeds, sitemaps, and the linked data
// inside a page. It reads no file, knows no clock and starts no goroutine: a View
// goes in, bytes come out.
//
//	rss.go       RSS 2.0, also as a podcast            rssboard.org, RFC 822 dates, Media RSS, iTunes
//	atom.go      Atom                                  RFC 4287
//	jsonfeed.go  JSON Feed 1.1                         jsonfeed.org
//	opml.go      a list of feeds                       opml.org/spec2
//	sitemap.go   sitemaps, their index, images, news   sitemaps.org, Google's extensions
//	llms.go      llms.txt                              llmstxt.org
//	oembed.go    the description of a player           oembed.com
//	graph.go     JSON-LD: the publisher, an author, a picture, the way to a page
//	story.go     JSON-LD of a story, with what its form adds   schema.org
//	pages.go     JSON-LD of lists, of the front page and of pages
//	topic.go     IPTC Media Topics for sections and tags
//	markup.go    writes XML;   json.go writes JSON
//
// Not here: which stories a feed has and what their addresses are (package
// plan), and robots.txt, which is a page of the plan.
//
// # Rules of all files
//
// Addresses are absolute. A View's hrefs carry the base path already, so the
// scheme and host go before them (Chrome.Root; for a feed, those of its own
// address).
//
// No text can break out of its place. Both writers escape every string that
// they are given, but for CDATA, which cuts a "]]>" in two.
// What XML 1.0 cannot hold is left out.
//
// A title for people is written so that a plain-text surface shows it rightly:
// U+200F before one that begins with Latin letters or digits, LRI/RLI … PDI
// round the tokens that would turn. That is feeds and OPML. JSON-LD and the
// news sitemap are compared with the page by machines, and so get the title as
// it was written.
//
// Nothing is invented: a field that the View leaves empty is absent.
package feed

import (
	"bytes"
	"io"
	"path"
	"strings"
	"time"

	"warraq/site"
)

// tame escapes each < of a plain text that HTML would take for a tag or a
// comment (HTML §13.2.5.6). A feed's plain texts are shown as HTML by many
// readers: a title "<svg onload=…>" must be inert there, and "2 < 3" be read
// as it is everywhere.
func tame(s string) string {
	if strings.IndexByte(s, '<') < 0 {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if s[i] == '<' && i+1 < len(s) && opensTag(s[i+1]) {
			b.WriteString("&lt;")
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

func opensTag(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '/' || c == '!' || c == '?'
}

// origin is the scheme and host of an absolute address.
func origin(address string) string {
	scheme := strings.Index(address, "://")
	if scheme < 0 {
		return ""
	}
	if slash := strings.IndexByte(address[scheme+3:], '/'); slash >= 0 {
		return address[:scheme+3+slash]
	}
	return address
}

// absolute puts the scheme and host before an href that has none.
func absolute(root, href string) string { return before(root, href) + href }

// before is what an href lacks of an absolute address.
func before(root, href string) string {
	switch {
	case strings.HasPrefix(href, "//"):
		scheme, _, _ := strings.Cut(root, "//")
		return scheme
	case strings.HasPrefix(href, "/"):
		return root
	}
	return ""
}

// roomIn gives memory for a feed: that of the buffer which it goes to, where it does.
func roomIn(w io.Writer, v *View) []byte {
	n := 2048 + 2048*len(v.Items)
	for i := range v.Items {
		n += len(v.Items[i].Body)
	}
	if b, ok := w.(*bytes.Buffer); ok {
		b.Grow(n)
		return b.AvailableBuffer()
	}
	return make([]byte, 0, n)
}

// changed is when a story was last touched.
func changed(c *site.Card) time.Time {
	if c.Updated.After(c.Date) {
		return c.Updated
	}
	return c.Date
}

// mimeOf is a film's or a recording's type, guessed where the manuscript does not say.
func mimeOf(m *site.MediaView) string {
	switch {
	case m.MIME != "":
		return m.MIME
	case m.Audio:
		return "audio/mpeg"
	}
	return "video/mp4"
}

// pictureTypes are the types that a picture's name tells; an unknown one goes
// without.
var pictureTypes = map[string]string{
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".avif": "image/avif",
	".gif": "image/gif", ".svg": "image/svg+xml",
}

func pictureType(address string) string {
	address, _, _ = strings.Cut(address, "?")
	return pictureTypes[strings.ToLower(path.Ext(address))]
}

// writers are the names under a story: its authors, else its agencies.
func writers(c *site.Card) []site.Byline {
	if len(c.Authors) > 0 {
		return c.Authors
	}
	var out []site.Byline
	for _, name := range c.Agencies {
		out = append(out, site.Byline{Name: name, Desk: true})
	}
	return out
}
