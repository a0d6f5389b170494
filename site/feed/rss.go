package feed

import (
	"cmp"
	"io"
	"strconv"
	"time"

	"warraq/site"
	"warraq/site/arabic/bidi"
	"warraq/site/uri"
)

// RSS writes RSS 2.0: the body as content:encoded, names as dc:creator,
// pictures with their credit as Media RSS. A podcast has the tags of Apple's
// directory besides.
func RSS(w io.Writer, v *View) error {
	m := &markup{b: roomIn(w, v), bidi: bidi.In(v.Lang)}
	m.raw(declaration + `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"`)
	if v.Podcast {
		m.raw(` xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"`)
	}
	m.raw(">\n<channel>\n")
	m.channel(v)
	for i := range v.Items {
		m.bidi = bidi.In(cmp.Or(v.Items[i].Lang, v.Lang))
		m.rssItem(v, &v.Items[i])
	}
	m.raw("</channel>\n</rss>\n")
	_, err := w.Write(m.b)
	return err
}

// rfc822 is a date of RSS: RFC 822 with four digits of the year, as the RSS
// specification asks.
const rfc822 = time.RFC1123Z

func (m *markup) channel(v *View) {
	title := m.bidi.Line(v.Title)
	m.element("title", title)
	m.element("link", v.Home)
	m.open("description")                // required, though it may be empty
	m.asHTML(m.bidi.Line(v.Description)) // HTML to every reader (RSS Advisory Board, best practices)
	m.close("description")
	m.element("language", v.Lang)
	m.element("dc:publisher", v.Publisher)
	m.when("lastBuildDate", rfc822, v.Updated)
	m.element("generator", "Warraq")
	m.empty("atom:link", "href", v.Self, "rel", "self", "type", "application/rss+xml")
	if v.Hub != "" {
		m.empty("atom:link", "href", v.Hub, "rel", "hub") // W3C WebSub §4
	}
	if v.Icon != "" {
		m.raw("<image>")
		m.element("url", v.Icon)
		m.element("title", title)
		m.element("link", v.Home)
		m.close("image")
	}
	if v.Podcast {
		m.element("itunes:author", v.Publisher)
		m.element("itunes:explicit", "false")
		kind := "episodic"
		if v.Serial { // players begin with the first part
			kind = "serial"
		}
		m.element("itunes:type", kind)
		m.empty("itunes:category", "text", "News")
		if v.Email != "" {
			m.raw("<itunes:owner>")
			m.element("itunes:name", v.Publisher)
			m.element("itunes:email", v.Email)
			m.close("itunes:owner")
		}
		if v.Icon != "" {
			m.empty("itunes:image", "href", v.Icon)
		}
	}
}

func (m *markup) rssItem(v *View, it *Item) {
	m.raw("<item>\n")
	m.element("title", m.bidi.Line(it.Title))
	m.element("link", it.URL)
	m.guid(it)
	m.when("pubDate", rfc822, it.Date)
	m.when("atom:updated", time.RFC3339, it.Updated)
	m.element("dc:language", it.Lang)
	for _, by := range writers(it.Card) {
		m.element("dc:creator", by.Name)
	}
	m.element("category", it.Section.Title)
	for _, tag := range it.Tags {
		m.element("category", tag)
	}
	if it.Summary != "" {
		m.open("description")
		m.asHTML(m.bidi.Line(it.Summary))
		m.close("description")
	}
	if it.Body != "" {
		m.open("content:encoded")
		m.cdata(string(it.Body))
		m.close("content:encoded")
	}
	root := origin(v.Self)
	m.mediaPicture(root, it.Image)
	m.enclosure(root, it.Media)
	if v.Podcast {
		m.episode(root, it)
	}
	m.raw("</item>\n")
}

func (m *markup) guid(it *Item) {
	m.raw("<guid")
	if it.ID != it.URL {
		m.attr("isPermaLink", "false")
	}
	m.raw(">")
	m.text(it.ID)
	m.close("guid")
}

// mediaPicture writes a picture as Media RSS does, with who made it.
func (m *markup) mediaPicture(root string, p site.Picture) {
	if p.URL == "" {
		return
	}
	m.raw("<media:content")
	m.attr("url", absolute(root, p.URL))
	m.attr("medium", "image")
	m.attr("type", pictureType(p.URL))
	m.number("width", int64(p.Width))
	m.number("height", int64(p.Height))
	m.raw(">")
	m.plain("media:description", p.Caption)
	if p.Credit != "" {
		m.raw(`<media:credit role="photographer">`)
		m.text(p.Credit)
		m.raw("</media:credit>")
	}
	m.close("media:content")
}

// plain writes an element of Media RSS that is plain text.
func (m *markup) plain(name, text string) {
	if text != "" {
		m.raw("<" + name + ` type="plain">`)
		m.text(m.bidi.Line(text))
		m.raw("</" + name + ">")
	}
}

// enclosure is a film or a recording. Its length in bytes is that of the file; of one
// elsewhere it is what front matter says (audio: {src: …, size: …}). A length of 0
// says that it is unknown: RSS 2.0 has no enclosure without one (RSS Advisory
// Board, best practices).
func (m *markup) enclosure(root string, media *site.MediaView) {
	if media != nil && media.URL != "" && uri.IsMediaFile(media.URL) {
		m.empty("enclosure", "url", absolute(root, media.URL), "length", strconv.FormatInt(media.Size, 10), "type", mimeOf(media))
	}
}

func (m *markup) episode(root string, it *Item) {
	if by := writers(it.Card); len(by) > 0 {
		m.element("itunes:author", by[0].Name)
	}
	if it.Part > 0 {
		m.element("itunes:episode", strconv.Itoa(it.Part))
	}
	if it.Media == nil {
		return
	}
	if s := int64(it.Media.Duration / time.Second); s > 0 {
		m.element("itunes:duration", strconv.FormatInt(s, 10))
	}
	if art := it.Media.Poster.URL; art != "" {
		m.empty("itunes:image", "href", absolute(root, art))
	}
}
