package feed

import (
	"cmp"
	"html/template"
	"strconv"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/uri"
)

// articleKinds says what a story is in the words of schema.org; it is a
// NewsArticle where nothing better is said.
var articleKinds = map[site.Type]string{
	site.Opinion:   "OpinionNewsArticle",
	site.Analysis:  "AnalysisNewsArticle",
	site.Report:    "ReportageNewsArticle",
	site.Explainer: "BackgroundNewsArticle",
	site.Live:      "LiveBlogPosting",
}

// story writes the linked data of one story.
type story struct {
	*graph
	v *site.ArticleView
}

// Story makes the linked data of a story's page: the article with its
// publisher, what its form adds, and the way to it.
func Story(v *site.ArticleView) template.JS {
	s := story{start(&v.Frame, 0), v}
	s.open("", cmp.Or(v.Schema, articleKinds[v.Type], "NewsArticle"))
	s.joined("@id", v.Head.Canonical, "#article")
	s.words()
	s.dates()
	s.pictures()
	s.authors()
	s.publisher("publisher")
	s.close()
	s.subjects()
	s.corrections()
	s.sources()
	if v.Media != nil {
		s.media(v.Media)
	}
	if v.Type == site.Gallery && len(v.Gallery) > 0 {
		s.gallery()
	}
	if v.Type == site.Live {
		s.live()
	}
	s.close()
	if v.Claim != nil && v.Claim.Text != "" {
		s.claim(v.Claim)
	}
	s.trail(v.Title)
	return s.done()
}

func (s story) words() {
	v := s.v
	s.text("mainEntityOfPage", v.Head.Canonical)
	s.text("url", v.Head.Canonical)
	s.text("headline", v.Title)
	s.text("description", v.Summary)
	if v.Standfirst != v.Summary {
		s.text("abstract", v.Standfirst)
	}
	s.text("inLanguage", s.language(v.Lang))
	s.text("articleSection", v.Section.Title)
	if v.Type != site.Live && (v.Schema == "" || strings.HasSuffix(v.Schema, "NewsArticle")) { // dateline belongs to NewsArticle
		s.text("dateline", v.Dateline)
	} else if v.Dateline != "" {
		s.named("contentLocation", "Place", v.Dateline)
	}
	s.number("wordCount", int64(v.Words))
	s.raw("isAccessibleForFree", strconv.FormatBool(!v.Members))
	s.whole()
	s.open("speakable", "SpeakableSpecification")
	s.list("cssSelector")
	s.item(".story-head h1")
	if v.Standfirst != "" {
		s.item(".story-head .standfirst")
	}
	s.end()
	s.close()
}

func (s story) dates() {
	c := s.v.Card
	s.when("datePublished", c.Date, c.HasTime)
	if c.Updated.After(c.Date) {
		s.when("dateModified", c.Updated, true)
	} else {
		s.when("dateModified", c.Date, c.HasTime)
	}
}

// pictures are the lead in the shapes that search engines ask for, then those of a
// gallery.
func (s story) pictures() {
	lead := s.v.Lead
	if lead.URL == "" {
		lead = s.v.Image
	}
	if lead.URL == "" && len(s.v.Gallery) == 0 {
		return
	}
	s.list("image")
	shapes := crops(lead)
	for i := range shapes {
		s.picture(&shapes[i])
	}
	if len(shapes) == 0 || shapes[0].URL != lead.URL {
		s.picture(&lead)
	}
	for i := range s.v.Gallery {
		if s.v.Gallery[i].URL != lead.URL {
			s.picture(&s.v.Gallery[i])
		}
	}
	s.end()
	s.address("thumbnailUrl", lead.URL)
}

// crops are a picture in each of site.Ratios in which it is large enough.
func crops(p site.Picture) (out []site.Picture) {
	for _, r := range site.Ratios {
		if w, _ := p.Largest(r); p.Stem != "" && w >= site.LeadWidth {
			out = append(out, p.Plain(r, site.LeadWidth))
		}
	}
	return out
}

// authors writes who signs a story: its authors, else its agencies, else the
// paper itself.
func (s story) authors() {
	authors, agencies := s.v.Authors, s.v.Agencies
	switch {
	case len(authors) == 0 && len(agencies) == 0:
		s.paper("author")
	case len(authors) == 0:
		s.agencies("author")
	default:
		s.each("author", len(authors), func(i int) {
			s.byline("", &authors[i])
			s.close()
		})
		s.agencies("sourceOrganization")
	}
}

func (s story) agencies(key string) {
	s.each(key, len(s.v.Agencies), func(i int) { s.named("", "Organization", s.v.Agencies[i]) })
}

// subjects are the tags, as keywords; and the topics of IPTC's vocabulary that
// the section and the tags stand for, each once.
func (s story) subjects() {
	v := s.v
	s.each("keywords", len(v.Tags), func(i int) { s.item(v.Tags[i].Title) })
	mark := len(s.b)
	s.list("about")
	none := len(s.b)
	var told [32]bool
	s.topic(&told, v.Section.Title)
	for i := range v.Tags {
		s.topic(&told, v.Tags[i].Title)
	}
	if len(s.b) == none {
		s.b = s.b[:mark]
		return
	}
	s.end()
}

func (s story) topic(told *[32]bool, label string) {
	i, ok := topicOf(label)
	if !ok || told[i] {
		return
	}
	told[i] = true
	t := &topics[i]
	name := t.en
	if arabic.Dir(s.chrome.Lang) == "rtl" {
		name = t.ar
	}
	s.open("", "DefinedTerm")
	s.text("name", name)
	s.text("termCode", t.id)
	s.text("inDefinedTermSet", topicSet)
	s.joined("url", topicSet, t.id[len(topicPrefix):])
	s.close()
}

func (s story) corrections() {
	s.each("correction", len(s.v.Corrections), func(i int) {
		s.open("", "CorrectionComment")
		s.text("text", s.v.Corrections[i].Text)
		s.when("datePublished", s.v.Corrections[i].Date, true)
		s.close()
	})
}

// sources are what the story rests on.
func (s story) sources() {
	s.each("citation", len(s.v.Sources), func(i int) {
		s.open("", "CreativeWork")
		s.text("name", s.v.Sources[i].Name)
		s.address("url", s.v.Sources[i].URL)
		s.close()
	})
}

// whole is what a story is part of: the site, and a series.
func (s story) whole() {
	series := s.v.SeriesNav
	if series == nil {
		s.site("isPartOf")
		return
	}
	s.number("position", int64(series.Index))
	s.list("isPartOf")
	s.site("")
	s.open("", "CreativeWorkSeries")
	s.text("name", series.Title)
	s.address("url", series.URL)
	s.close()
	s.end()
}

// media writes a film or a recording.
func (s story) media(m *site.MediaView) {
	v := s.v
	if m.Audio {
		s.open("audio", "AudioObject")
	} else {
		s.open("video", "VideoObject")
	}
	s.text("name", v.Title)
	s.text("description", v.Summary)
	s.address("contentUrl", m.URL)
	s.text("encodingFormat", mimeOf(m))
	s.when("uploadDate", v.Date, v.HasTime)
	s.lasts("duration", m.Duration)
	s.text("inLanguage", s.language(v.Lang))
	if m.Size > 0 {
		s.joined("contentSize", digits(m.Size), " B")
	}
	s.address("thumbnailUrl", cmp.Or(m.Poster.URL, v.Lead.URL))
	s.text("transcript", m.Transcript)
	s.chapters(m)
	s.close()
}

// chapters are Clips: each lasts until the next begins. Their address is the
// media fragment that the page's own links have (W3C Media Fragments).
func (s story) chapters(m *site.MediaView) {
	seconds := func(d time.Duration) string { return digits(int64(d / time.Second)) }
	s.each("hasPart", len(m.Chapters), func(i int) {
		c, end := m.Chapters[i], m.Duration
		if i+1 < len(m.Chapters) {
			end = m.Chapters[i+1].At
		}
		s.open("", "Clip")
		s.text("name", c.Title)
		s.raw("startOffset", seconds(c.At))
		if end > c.At {
			s.raw("endOffset", seconds(end))
		}
		s.joined("url", absolute(s.root, m.URL), "#t=", seconds(c.At))
		s.close()
	})
}

// gallery writes the gallery as a whole; its pictures are the article's too.
func (s story) gallery() {
	s.open("hasPart", "ImageGallery")
	s.joined("@id", s.v.Head.Canonical, "#gallery")
	s.text("name", s.v.Title)
	s.text("url", s.v.Head.Canonical)
	s.each("associatedMedia", len(s.v.Gallery), func(i int) { s.picture(&s.v.Gallery[i]) })
	s.close()
}

// live writes the entries of a live story, newest first as the View has them.
func (s story) live() {
	v := s.v
	if c := v.Coverage; c != nil {
		s.when("coverageStartTime", c.Start, true)
		s.when("coverageEndTime", c.End, true)
	}
	s.each("liveBlogUpdate", len(v.Entries), func(i int) {
		e := &v.Entries[i]
		s.open("", "BlogPosting")
		s.text("headline", e.Title)
		s.when("datePublished", e.Time, true)
		if e.ID != "" {
			s.joined("url", v.Head.Canonical, "#", uri.EscapePath(e.ID))
		}
		s.paper("publisher")
		s.close()
	})
}

// claim writes the verdict of a fact-check as Google's and Facebook's readers
// of ClaimReview want it. The rating is the desk's own word; no number is
// made up for it.
func (s story) claim(c *site.Claim) {
	v := s.v
	s.open("", "ClaimReview")
	s.joined("@id", v.Head.Canonical, "#claim")
	s.text("url", v.Head.Canonical)
	s.text("claimReviewed", c.Text)
	s.when("datePublished", v.Date, v.HasTime)
	s.paper("author")
	s.text("inLanguage", s.language(v.Lang))
	s.open("itemReviewed", "Claim")
	if c.Speaker != "" {
		s.named("author", "Person", c.Speaker)
	}
	s.when("datePublished", c.Date, false)
	s.close()
	if c.Rating != "" {
		s.open("reviewRating", "Rating")
		s.text("alternateName", c.Rating)
		s.close()
	}
	s.close()
}
