package feed

import (
	"html/template"

	"warraq/site"
	"warraq/site/arabic"
)

// articleKinds says what a story is in the words of schema.org. What a form
// adds (a claim, a film) stands in formats.go.
var articleKinds = map[site.Type]string{
	site.News:      "NewsArticle",
	site.Opinion:   "OpinionNewsArticle",
	site.Analysis:  "AnalysisNewsArticle",
	site.Report:    "ReportageNewsArticle",
	site.Interview: "NewsArticle",
	site.Explainer: "BackgroundNewsArticle",
	site.FactCheck: "NewsArticle",
	site.Gallery:   "NewsArticle",
	site.Video:     "NewsArticle",
	site.Audio:     "NewsArticle",
	site.Live:      "LiveBlogPosting",
}

// Story writes the linked data of a story's page: the article with its
// publisher, what its form adds, and the way to it. It is good until g writes
// again.
func (g *Graph) Story(v *site.ArticleView) template.JS {
	g.start(0)
	kind := articleKinds[v.Type]
	if kind == "" {
		kind = "NewsArticle"
	}
	g.open("", kind)
	g.joined("@id", v.Head.Canonical, "#article")
	g.words(v)
	g.dates(v.Card)
	g.pictures(v)
	g.authors(v.Chrome, v.Card)
	g.publisher(v.Chrome)
	g.subjects(v)
	g.trust(v)
	g.form(v)
	g.close()
	g.claim(v)
	g.trail(&v.Frame, v.Title)
	return g.done()
}

func (g *Graph) words(v *site.ArticleView) {
	g.text("mainEntityOfPage", v.Head.Canonical)
	g.text("url", v.Head.Canonical)
	g.text("headline", v.Title)
	g.text("description", v.Summary)
	g.text("abstract", abstract(v))
	g.text("inLanguage", language(&v.Frame, v.Lang))
	g.text("articleSection", v.Section.Title)
	if v.Type != site.Live { // dateline belongs to NewsArticle
		g.text("dateline", v.Dateline)
	} else if v.Dateline != "" {
		g.open("contentLocation", "Place")
		g.text("name", v.Dateline)
		g.close()
	}
	g.number("wordCount", int64(v.Words))
	g.yes("isAccessibleForFree")
	g.whole(v)
	g.open("speakable", "SpeakableSpecification")
	g.list("cssSelector")
	g.item(".story-head h1")
	if v.Standfirst != "" {
		g.item(".story-head .standfirst")
	}
	g.end()
	g.close()
}

// abstract is the standfirst where the summary says something else.
func abstract(v *site.ArticleView) string {
	if v.Standfirst == v.Summary {
		return ""
	}
	return v.Standfirst
}

func (g *Graph) dates(c *site.Card) {
	g.when("datePublished", c.Date, c.HasTime)
	if c.Updated.After(c.Date) {
		g.when("dateModified", c.Updated, true)
	} else {
		g.when("dateModified", c.Date, c.HasTime)
	}
}

// pictures: the lead, then those of a gallery.
func (g *Graph) pictures(v *site.ArticleView) {
	lead := v.Lead
	if lead.URL == "" {
		lead = v.Image
	}
	if lead.URL == "" && len(v.Gallery) == 0 {
		return
	}
	g.list("image")
	g.picture("", v.Chrome.Root, &lead)
	for i := range v.Gallery {
		if v.Gallery[i].URL != lead.URL {
			g.picture("", v.Chrome.Root, &v.Gallery[i])
		}
	}
	g.end()
	if lead.URL != "" {
		g.address("thumbnailUrl", v.Chrome.Root, lead.URL)
	}
}

// subjects are the tags, as keywords; and the topics of IPTC's vocabulary that
// the section and the tags stand for, each once.
func (g *Graph) subjects(v *site.ArticleView) {
	if len(v.Tags) > 0 {
		g.list("keywords")
		for i := range v.Tags {
			g.item(v.Tags[i].Title)
		}
		g.end()
	}
	mark := len(g.b)
	g.list("about")
	none := len(g.b)
	var told [32]bool
	g.topic(&told, v.Chrome.Lang, v.Section.Title)
	for i := range v.Tags {
		g.topic(&told, v.Chrome.Lang, v.Tags[i].Title)
	}
	if len(g.b) == none {
		g.b = g.b[:mark]
		return
	}
	g.end()
}

func (g *Graph) topic(told *[32]bool, lang, label string) {
	i, ok := topicOf(label)
	if !ok || told[i] {
		return
	}
	told[i] = true
	t := &topics[i]
	name := t.en
	if arabic.Dir(lang) == "rtl" {
		name = t.ar
	}
	g.open("", "DefinedTerm")
	g.text("name", name)
	g.text("termCode", t.id)
	g.text("inDefinedTermSet", topicSet)
	g.joined("url", topicSet, t.id[len(topicPrefix):])
	g.close()
}

// trust: what was corrected, and what the story rests on.
func (g *Graph) trust(v *site.ArticleView) {
	if len(v.Corrections) > 0 {
		g.list("correction")
		for _, n := range v.Corrections {
			g.open("", "CorrectionComment")
			g.text("text", n.Text)
			g.when("datePublished", n.Date, true)
			g.close()
		}
		g.end()
	}
	if len(v.Sources) > 0 {
		g.list("citation")
		for _, s := range v.Sources {
			g.open("", "CreativeWork")
			g.text("name", s.Name)
			g.address("url", v.Chrome.Root, s.URL)
			g.close()
		}
		g.end()
	}
}

// whole is what a story is part of: the site, and a series.
func (g *Graph) whole(v *site.ArticleView) {
	s := v.SeriesNav
	if s == nil {
		g.ref("isPartOf", v.Chrome.Root, v.Chrome.Home, siteID)
		return
	}
	g.number("position", int64(s.Index))
	g.list("isPartOf")
	g.ref("", v.Chrome.Root, v.Chrome.Home, siteID)
	g.open("", "CreativeWorkSeries")
	g.text("name", s.Title)
	g.address("url", v.Chrome.Root, s.URL)
	g.close()
	g.end()
}
