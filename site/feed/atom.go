package feed

import (
	"cmp"
	"io"
	"time"

	"warraq/site/arabic/bidi"
	"warraq/site/uri"
)

// Atom writes a feed as RFC 4287 has it. The feed's author is the publisher,
// so that an entry without a name has one (§4.1.1).
func Atom(w io.Writer, v *View) error {
	m := &markup{b: roomIn(w, v), bidi: bidi.In(v.Lang)}
	m.raw(declaration + `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"`)
	m.attr("xml:lang", v.Lang)
	m.raw(">\n")
	m.element("id", v.Self)
	m.construct("title", m.bidi.Line(v.Title))
	m.construct("subtitle", m.bidi.Line(v.Description))
	m.empty("link", "rel", "self", "type", "application/atom+xml", "href", v.Self)
	m.empty("link", "rel", "alternate", "type", "text/html", "href", v.Home)
	if v.Hub != "" {
		m.empty("link", "rel", "hub", "href", v.Hub)
	}
	m.when("updated", time.RFC3339, feedTime(v.Updated))
	m.author(v.Publisher, "")
	m.element("icon", v.Icon)
	m.element("generator", "Warraq")
	for i := range v.Items {
		m.bidi = bidi.In(cmp.Or(v.Items[i].Lang, v.Lang))
		m.entry(origin(v.Self), &v.Items[i])
	}
	m.raw("</feed>\n")
	_, err := w.Write(m.b)
	return err
}

// feedTime is the date of a feed, which RFC 4287 requires of every feed, an empty
// one too.
func feedTime(t time.Time) time.Time {
	if t.IsZero() {
		return time.Unix(0, 0).UTC()
	}
	return t
}

func (m *markup) author(name, uri string) {
	if name == "" {
		return
	}
	m.raw("<author>")
	m.element("name", name)
	m.element("uri", uri)
	m.close("author")
}

func (m *markup) entry(root string, it *Item) {
	m.raw("<entry")
	m.attr("xml:lang", it.Lang)
	m.raw(">\n")
	m.element("id", it.ID)
	m.construct("title", m.bidi.Line(it.Title))
	m.empty("link", "rel", "alternate", "type", "text/html", "href", it.URL)
	m.when("published", time.RFC3339, it.Date)
	m.when("updated", time.RFC3339, feedTime(changed(it.Card)))
	for _, by := range writers(it.Card) {
		m.author(by.Name, absolute(root, by.URL))
	}
	m.category(it.Section.Title)
	for _, tag := range it.Tags {
		m.category(tag)
	}
	m.construct("summary", m.bidi.Line(it.Summary))
	if it.Body != "" {
		m.raw(`<content type="html">`)
		m.cdata(string(it.Body))
		m.close("content")
	}
	if f := it.Media; f != nil && f.URL != "" && uri.IsMediaFile(f.URL) {
		m.raw(`<link rel="enclosure"`)
		m.attr("type", mimeOf(f))
		m.number("length", f.Size)
		m.attr("href", absolute(root, f.URL))
		m.raw("/>\n")
	}
	m.mediaPicture(root, it.Image)
	m.raw("</entry>\n")
}

func (m *markup) category(term string) {
	if term != "" {
		m.empty("category", "term", term)
	}
}
