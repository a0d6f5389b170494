package feed

import (
	"time"

	"warraq/site"
)

// form adds to an article what its form has of its own.
func (g *Graph) form(v *site.ArticleView) {
	if v.Media != nil {
		g.media(v)
	}
	if v.Type == site.Gallery && len(v.Gallery) > 0 {
		g.gallery(v)
	}
	if v.Type == site.Live {
		g.live(v)
	}
}

func (g *Graph) media(v *site.ArticleView) {
	m := v.Media
	if m.Audio {
		g.open("audio", "AudioObject")
	} else {
		g.open("video", "VideoObject")
	}
	g.text("name", v.Title)
	g.text("description", v.Summary)
	g.address("contentUrl", v.Chrome.Root, m.URL)
	g.text("encodingFormat", mimeOf(m))
	g.when("uploadDate", v.Date, v.HasTime)
	g.lasts("duration", m.Duration)
	g.text("inLanguage", language(&v.Frame, v.Lang))
	if m.Size > 0 {
		g.text("contentSize", digits(m.Size)+" B")
	}
	poster := m.Poster
	if poster.URL == "" {
		poster = v.Lead
	}
	g.address("thumbnailUrl", v.Chrome.Root, poster.URL)
	g.text("transcript", m.Transcript)
	if len(m.Chapters) > 0 {
		g.chapters(absolute(v.Chrome.Root, m.URL), m)
	}
	g.close()
}

// chapters are Clips: each lasts until the next begins. Their address is the
// media fragment that the page's own links have (W3C Media Fragments).
func (g *Graph) chapters(address string, m *site.MediaView) {
	g.list("hasPart")
	for i, c := range m.Chapters {
		end := m.Duration
		if i+1 < len(m.Chapters) {
			end = m.Chapters[i+1].At
		}
		g.open("", "Clip")
		g.text("name", c.Title)
		g.key("startOffset")
		g.seconds(c.At)
		if end > c.At {
			g.key("endOffset")
			g.seconds(end)
		}
		g.text("url", address+"#t="+digits(int64(c.At/time.Second)))
		g.close()
	}
	g.end()
}

// gallery: the pictures themselves are the article's image list already.
func (g *Graph) gallery(v *site.ArticleView) {
	g.open("hasPart", "ImageGallery")
	g.joined("@id", v.Head.Canonical, "#gallery")
	g.text("name", v.Title)
	g.text("url", v.Head.Canonical)
	g.list("associatedMedia")
	for i := range v.Gallery {
		g.picture("", v.Chrome.Root, &v.Gallery[i])
	}
	g.end()
	g.close()
}

// live writes the entries of a live story, newest first as the View has them.
func (g *Graph) live(v *site.ArticleView) {
	if c := v.Coverage; c != nil {
		g.when("coverageStartTime", c.Start, true)
		g.when("coverageEndTime", c.End, true)
	}
	if len(v.Entries) == 0 {
		return
	}
	g.list("liveBlogUpdate")
	for i := range v.Entries {
		e := &v.Entries[i]
		g.open("", "BlogPosting")
		g.text("headline", e.Title)
		g.when("datePublished", e.Time, true)
		if e.ID != "" {
			g.joined("url", v.Head.Canonical, "#", site.EscapePath(e.ID))
		}
		g.ref("publisher", v.Chrome.Root, v.Chrome.Home, paperID)
		g.close()
	}
	g.end()
}

// claim writes the verdict of a fact-check as Google's and Facebook's readers
// of ClaimReview want it. The rating is the desk's own word; no number is
// made up for it.
func (g *Graph) claim(v *site.ArticleView) {
	c := v.Claim
	if c == nil || c.Text == "" {
		return
	}
	g.open("", "ClaimReview")
	g.joined("@id", v.Head.Canonical, "#claim")
	g.text("url", v.Head.Canonical)
	g.text("claimReviewed", c.Text)
	g.when("datePublished", v.Date, v.HasTime)
	g.ref("author", v.Chrome.Root, v.Chrome.Home, paperID)
	g.text("inLanguage", language(&v.Frame, v.Lang))
	g.open("itemReviewed", "Claim")
	if c.Speaker != "" {
		g.open("author", "Person")
		g.text("name", c.Speaker)
		g.close()
	}
	g.when("datePublished", c.Date, false)
	g.close()
	if c.Rating != "" {
		g.open("reviewRating", "Rating")
		g.text("alternateName", c.Rating)
		g.close()
	}
	g.close()
}
