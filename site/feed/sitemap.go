package feed

import (
	"io"
	"strings"
	"time"
)

// SitemapURL is an address that a search engine may find: a page in a
// sitemap, a sitemap in an index. All addresses are absolute.
type SitemapURL struct {
	Loc        string
	Modified   time.Time   // zero where unknown
	Image      string      // the address of the page's picture, or ""
	Alternates []Alternate // the same page in other languages, this one included
}

// Alternate is the same page in another language.
type Alternate struct {
	Lang string // BCP 47, or "x-default"
	URL  string
}

// Sitemap writes the addresses of pages (sitemaps.org) with their pictures
// (Google's image extension) and languages. One sitemap holds at most 50,000
// addresses: the caller cuts.
func Sitemap(w io.Writer, urls []SitemapURL) error {
	m := &markup{b: make([]byte, 0, 256+160*len(urls))}
	m.raw(declaration + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`)
	images, languages := false, false
	for i := range urls {
		images = images || urls[i].Image != ""
		languages = languages || len(urls[i].Alternates) > 0
	}
	if images {
		m.raw(` xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"`)
	}
	if languages {
		m.raw(` xmlns:xhtml="http://www.w3.org/1999/xhtml"`)
	}
	m.raw(">\n")
	for i := range urls {
		m.url(&urls[i])
	}
	m.raw("</urlset>\n")
	_, err := w.Write(m.b)
	return err
}

func (m *markup) url(u *SitemapURL) {
	m.raw("<url>\n")
	m.element("loc", u.Loc)
	m.when("lastmod", time.RFC3339, u.Modified)
	for _, a := range u.Alternates {
		m.empty("xhtml:link", "rel", "alternate", "hreflang", a.Lang, "href", a.URL)
	}
	m.picture(u.Image)
	m.raw("</url>\n")
}

// picture: of the image extension only the address is still read (Google,
// May 2022).
func (m *markup) picture(address string) {
	if address != "" {
		m.raw("<image:image>")
		m.element("image:loc", address)
		m.close("image:image")
	}
}

// SitemapIndex writes the addresses of sitemaps. Their pictures and languages
// are not looked at.
func SitemapIndex(w io.Writer, maps []SitemapURL) error {
	m := &markup{b: make([]byte, 0, 256+120*len(maps))}
	m.raw(declaration + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for i := range maps {
		m.raw("<sitemap>\n")
		m.element("loc", maps[i].Loc)
		m.when("lastmod", time.RFC3339, maps[i].Modified)
		m.raw("</sitemap>\n")
	}
	m.raw("</sitemapindex>\n")
	_, err := w.Write(m.b)
	return err
}

// NewsItem is a story of the last two days.
type NewsItem struct {
	Loc       string // absolute
	Title     string // as the page has it
	Published time.Time
	Lang      string // where it differs from the edition's
	Image     string // absolute, or ""
}

// NewsSitemap writes Google's news sitemap: stories of the last 48 hours, at
// most 1,000, which the caller chooses.
func NewsSitemap(w io.Writer, publication, lang string, items []NewsItem) error {
	m := &markup{b: make([]byte, 0, 256+400*len(items))}
	m.raw(declaration + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"` +
		` xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">` + "\n")
	for _, it := range items {
		m.raw("<url>\n")
		m.element("loc", it.Loc)
		m.raw("<news:news>\n<news:publication>")
		m.element("news:name", publication)
		m.element("news:language", newsLanguage(it.Lang, lang))
		m.close("news:publication")
		m.when("news:publication_date", time.RFC3339, it.Published)
		m.element("news:title", it.Title)
		m.close("news:news")
		m.picture(it.Image)
		m.raw("</url>\n")
	}
	m.raw("</urlset>\n")
	_, err := w.Write(m.b)
	return err
}

// newsLanguage is the bare ISO 639 code, which the news sitemap wants; only
// Chinese has a region there.
func newsLanguage(story, edition string) string {
	if story == "" {
		story = edition
	}
	for i := range len(story) {
		if story[i] != '-' {
			continue
		}
		if tag := strings.ToLower(story); tag == "zh-cn" || tag == "zh-tw" {
			return tag
		}
		return story[:i]
	}
	return story
}
