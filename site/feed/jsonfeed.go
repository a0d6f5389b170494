package feed

import (
	"io"
	"time"

	"warraq/site"
)

// JSON writes JSON Feed 1.1 (jsonfeed.org/version/1.1).
func JSON(w io.Writer, v *View) error {
	g := &Graph{b: make([]byte, 0, roomFor(v))}
	g.begin("", '{')
	g.text("version", "https://jsonfeed.org/version/1.1")
	g.text("title", shown(v.Title))
	g.text("home_page_url", v.Home)
	g.text("feed_url", v.Self)
	g.text("description", shown(v.Description))
	g.text("icon", v.Icon)
	g.text("language", v.Lang)
	root := origin(v.Self)
	if v.Publisher != "" {
		g.feedAuthors(root, []site.Byline{{Name: v.Publisher}})
	}
	if v.Hub != "" {
		g.list("hubs")
		g.begin("", '{')
		g.text("type", "WebSub")
		g.text("url", v.Hub)
		g.close()
		g.end()
	}
	g.list("items")
	for i := range v.Items {
		g.feedItem(root, &v.Items[i])
	}
	g.end()
	g.close()
	_, err := w.Write(append(g.b, '\n'))
	return err
}

// feedItem writes a story. One of content_html and content_text is required.
func (g *Graph) feedItem(root string, it *Item) {
	g.begin("", '{')
	g.text("id", it.ID)
	g.text("url", it.URL)
	g.text("title", shown(it.Title))
	if it.Body != "" {
		g.text("content_html", string(it.Body))
		g.text("summary", shown(it.Summary))
	} else {
		g.key("content_text")
		g.b = appendJSON(g.b, shown(it.Summary))
	}
	g.address("image", root, it.Image.URL)
	g.when("date_published", it.Date, true)
	g.when("date_modified", it.Updated, true)
	g.feedAuthors(root, writers(it.Card))
	if len(it.Tags) > 0 || it.Section.Title != "" {
		g.list("tags")
		if it.Section.Title != "" {
			g.item(it.Section.Title)
		}
		for _, tag := range it.Tags {
			g.item(tag)
		}
		g.end()
	}
	g.text("language", it.Lang)
	g.attachment(root, it.Media)
	g.close()
}

func (g *Graph) feedAuthors(root string, by []site.Byline) {
	if len(by) == 0 {
		return
	}
	g.list("authors")
	for _, b := range by {
		g.begin("", '{')
		g.text("name", b.Name)
		g.address("url", root, b.URL)
		g.address("avatar", root, b.Picture.URL)
		g.close()
	}
	g.end()
}

func (g *Graph) attachment(root string, m *site.MediaView) {
	if m == nil || m.URL == "" {
		return
	}
	g.list("attachments")
	g.begin("", '{')
	g.address("url", root, m.URL)
	g.text("mime_type", mimeOf(m))
	g.number("size_in_bytes", m.Size)
	g.number("duration_in_seconds", int64(m.Duration/time.Second))
	g.close()
	g.end()
}
