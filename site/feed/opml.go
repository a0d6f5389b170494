package feed

import (
	"io"

	"warraq/site"
	"warraq/site/arabic/bidi"
)

// OPML writes a list of feeds that a reader can subscribe to at once (OPML
// 2.0, subscription lists). The addresses of the outlines are those of feeds,
// absolute.
func OPML(w io.Writer, title, lang string, outlines []site.Link) error {
	m := &markup{b: make([]byte, 0, 1024), bidi: bidi.In(lang)}
	m.raw(declaration + "<opml version=\"2.0\">\n<head>")
	m.element("title", m.bidi.Line(title))
	m.raw("</head>\n<body>\n")
	for _, o := range outlines {
		name := m.bidi.Line(o.Title)
		m.empty("outline", "type", "rss", "text", name, "title", name, "xmlUrl", o.URL)
	}
	m.raw("</body>\n</opml>\n")
	_, err := w.Write(m.b)
	return err
}
