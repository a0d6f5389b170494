package feed

import (
	"cmp"
	"io"
	"slices"
	"time"

	"warraq/site"
	"warraq/site/arabic/bidi"
)

// JSON writes JSON Feed 1.1 (jsonfeed.org/version/1.1).
func JSON(out io.Writer, v *View) error {
	w := &jsonWriter{b: roomIn(out, v), root: origin(v.Self), bidi: bidi.In(v.Lang)}
	w.begin("", '{')
	w.text("version", "https://jsonfeed.org/version/1.1")
	w.text("title", tame(w.bidi.Line(v.Title)))
	w.text("home_page_url", v.Home)
	w.text("feed_url", v.Self)
	w.text("description", tame(w.bidi.Line(v.Description)))
	w.text("icon", v.Icon)
	w.text("language", v.Lang)
	if v.Publisher != "" {
		w.feedAuthors([]site.Byline{{Name: v.Publisher}})
	}
	if v.Hub != "" {
		w.list("hubs")
		w.begin("", '{')
		w.text("type", "WebSub")
		w.text("url", v.Hub)
		w.close()
		w.end()
	}
	w.list("items")
	for i := range v.Items {
		w.bidi = bidi.In(cmp.Or(v.Items[i].Lang, v.Lang))
		w.feedItem(&v.Items[i])
	}
	w.end()
	w.close()
	_, err := out.Write(append(w.b, '\n'))
	return err
}

// feedItem writes a story. One of content_html and content_text is required.
func (w *jsonWriter) feedItem(it *Item) {
	w.begin("", '{')
	w.text("id", it.ID)
	w.text("url", it.URL)
	w.text("title", tame(w.bidi.Line(it.Title)))
	if it.Body != "" {
		w.text("content_html", string(it.Body))
		w.text("summary", tame(w.bidi.Line(it.Summary)))
	} else {
		w.joined("content_text", tame(w.bidi.Line(it.Summary)))
	}
	w.address("image", it.Image.URL)
	w.when("date_published", it.Date, true)
	w.when("date_modified", it.Updated, true)
	w.feedAuthors(writers(it.Card))
	tags := it.Tags
	if it.Section.Title != "" {
		tags = slices.Concat([]string{it.Section.Title}, tags)
	}
	w.each("tags", len(tags), func(i int) { w.item(tame(tags[i])) })
	w.text("language", it.Lang)
	w.attachment(it.Media)
	w.close()
}

func (w *jsonWriter) feedAuthors(by []site.Byline) {
	w.each("authors", len(by), func(i int) {
		w.begin("", '{')
		w.text("name", tame(by[i].Name))
		w.address("url", by[i].URL)
		w.address("avatar", by[i].Picture.URL)
		w.close()
	})
}

func (w *jsonWriter) attachment(m *site.MediaView) {
	if m == nil || m.URL == "" {
		return
	}
	w.list("attachments")
	w.begin("", '{')
	w.address("url", m.URL)
	w.text("mime_type", mimeOf(m))
	w.number("size_in_bytes", m.Size)
	w.number("duration_in_seconds", int64(m.Duration/time.Second))
	w.close()
	w.end()
}
