package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	siteURL, siteName = "https://news.example.com", "أخبار المثال"
	siteWords         = "موقع إخباري عربي تجريبي"
	perPage           = 20
)

// page is a page while it is written.
type page struct{ bytes.Buffer }

// add writes parts of markup as they are.
func (b *page) add(parts ...string) {
	for _, s := range parts {
		b.WriteString(s)
	}
}

func esc(s string) string { return html.EscapeString(s) }

func iso(t time.Time) string     { return t.Format(time.RFC3339) }
func minutes(t time.Time) string { return t.Format("2006-01-02 15:04") }

func moment(t time.Time) string { return `<time datetime="` + iso(t) + `">` + minutes(t) + `</time>` }

func card(s *story) []byte {
	return []byte(`<article class="card"><a href="` + s.url + `"><img src="` + esc(s.Image.Src) + `" alt="` + esc(s.Image.Caption) +
		`" loading="lazy" width="320" height="180"></a><h2><a href="` + s.url + `">` + esc(s.Title) + `</a></h2><p>` + esc(s.Summary) + `</p>` + moment(s.Date) + `</article>`)
}

func line(s *story) []byte {
	return []byte(`<li><a href="` + s.url + `">` + esc(s.Title) + `</a> ` + moment(s.Date) + `</li>`)
}

func header(p *paper) string {
	var b page
	b.add(`<link rel="stylesheet" href="/css/site.css"></head><body><header class="site-header"><a class="logo" href="/">`, siteName, `</a><nav aria-label="الأقسام"><ul>`)
	for _, l := range p.sections {
		b.add(`<li><a href="`, l.url, `">`, esc(l.title), `</a></li>`)
	}
	b.add(`</ul></nav></header><main>`)
	return b.String()
}

const footer = `</main><footer class="site-footer"><p>جميع الحقوق محفوظة © ` + siteName + `</p><ul><li><a href="/tags/">الوسوم</a></li>` +
	`<li><a href="/authors/">الكتّاب</a></li><li><a href="/index.xml">RSS</a></li></ul></footer></body></html>`

// head begins a page.
func (b *page) head(p *paper, title, words, url, kind string, meta func()) {
	b.Reset()
	b.add(`<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>`,
		esc(title), ` | `, siteName, `</title><meta name="description" content="`, esc(words), `"><link rel="canonical" href="`, siteURL, url,
		`"><meta property="og:title" content="`, esc(title), `"><meta property="og:type" content="`, kind, `"><meta property="og:url" content="`, siteURL, url,
		`"><meta property="og:locale" content="ar_AR"><meta property="og:site_name" content="`, siteName, `">`)
	meta()
	b.add(p.header)
}

// story writes a story's page.
func (p *paper) story(w *worker, s *story, body []byte) error {
	b := &w.out
	b.head(p, s.Title, s.Summary, s.url, "article", func() {
		b.add(`<meta property="og:description" content="`, esc(s.Summary), `"><meta property="og:image" content="`, esc(s.Image.Src),
			`"><meta property="article:published_time" content="`, iso(s.Date), `"><meta property="article:modified_time" content="`, iso(s.Lastmod),
			`"><meta property="article:section" content="`, esc(s.section.title), `">`)
		for _, t := range s.Tags {
			b.add(`<meta property="article:tag" content="`, esc(t), `">`)
		}
		b.add(`<meta name="twitter:card" content="summary_large_image"><script type="application/ld+json">`)
		b.Write(linkedData(s))
		b.add(`</script>`)
	})
	b.add(`<nav class="crumbs"><a href="/">الرئيسية</a> › <a href="`, s.section.url, `">`, esc(s.section.title), `</a></nav><article class="story"><h1>`, esc(s.Title),
		`</h1><p class="summary">`, esc(s.Summary), `</p><p class="byline">`)
	for _, a := range s.authors {
		b.add(`<a rel="author" href="`, a.url, `">`, esc(a.title), `</a> `)
	}
	b.add(`<span class="agencies">(`, esc(strings.Join(s.Agencies, "، ")), `)</span></p><p class="dates">`, moment(s.Date), moment(s.Lastmod),
		`</p><figure><img src="`, esc(s.Image.Src), `" alt="`, esc(s.Image.Caption), `" width="960" height="540"><figcaption>`, esc(s.Image.Caption),
		` <small>(`, esc(s.Image.Credit), `)</small></figcaption></figure><div class="body">`)
	if err := w.markdown.Convert(body, b); err != nil {
		return err
	}
	b.add(`</div><ul class="tags">`)
	for _, t := range s.tags {
		b.add(`<li><a href="`, t.url, `">`, esc(t.title), `</a></li>`)
	}
	b.add(`</ul></article><aside class="related"><h2>ذات صلة</h2><ul>`)
	for _, r := range related(s) {
		b.Write(r.line)
	}
	b.add(`</ul></aside>`, footer)
	return p.save(s.url, b.Bytes())
}

func linkedData(s *story) []byte {
	type person struct {
		Type string `json:"@type"`
		Name string `json:"name"`
	}
	people := make([]person, len(s.Authors))
	for i, a := range s.Authors {
		people[i] = person{"Person", a}
	}
	data, err := json.Marshal(struct {
		Context   string   `json:"@context"`
		Type      string   `json:"@type"`
		Page      string   `json:"mainEntityOfPage"`
		Headline  string   `json:"headline"`
		Words     string   `json:"description"`
		Image     []string `json:"image"`
		Published string   `json:"datePublished"`
		Modified  string   `json:"dateModified"`
		Lang      string   `json:"inLanguage"`
		Section   string   `json:"articleSection"`
		Tags      []string `json:"keywords"`
		Author    []person `json:"author"`
		Publisher person   `json:"publisher"`
	}{"https://schema.org", "NewsArticle", siteURL + s.url, s.Title, s.Summary, []string{s.Image.Src}, iso(s.Date), iso(s.Lastmod), "ar",
		s.section.title, s.Tags, people, person{"NewsMediaOrganization", siteName}})
	if err != nil {
		panic(err) // strings always marshal
	}
	return data
}

// list writes all pages of a list, and a section's feed.
func (p *paper) list(w *worker, l *list) error {
	b := &w.out
	n := pages(l)
	for i := 1; i <= n; i++ {
		b.head(p, l.title, siteWords, pageURL(l, i), "website", func() {})
		b.add(`<h1>`, esc(l.title), `</h1>`)
		for _, s := range l.stories[(i-1)*perPage : min(i*perPage, len(l.stories))] {
			b.Write(s.card)
		}
		if n > 1 {
			b.add(`<nav class="pager">`)
			if i > 1 {
				b.add(`<a rel="prev" href="`, pageURL(l, i-1), `">السابق</a>`)
			}
			b.add(`<span>`, strconv.Itoa(i), ` / `, strconv.Itoa(n), `</span>`)
			if i < n {
				b.add(`<a rel="next" href="`, pageURL(l, i+1), `">التالي</a>`)
			}
			b.add(`</nav>`)
		}
		b.add(footer)
		if err := p.save(pageURL(l, i), b.Bytes()); err != nil {
			return err
		}
	}
	if slices.Contains(p.sections, l) {
		return p.feed(b, l.title, l.url, l.stories)
	}
	return nil
}

func (p *paper) feed(b *page, title, url string, stories []*story) error {
	b.Reset()
	b.add(`<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>`, esc(title), `</title><link>`, siteURL, url,
		`</link><description>`, siteWords, `</description><language>ar</language><atom:link href="`, siteURL, url, `index.xml" rel="self" type="application/rss+xml"/>`)
	for _, s := range stories[:min(perPage, len(stories))] {
		b.add(`<item><title>`, esc(s.Title), `</title><link>`, siteURL, s.url, `</link><guid>`, siteURL, s.url, `</guid><pubDate>`,
			s.Date.Format(time.RFC1123Z), `</pubDate><description>`, esc(s.Summary), `</description></item>`)
	}
	b.add(`</channel></rss>`)
	return p.save(url+"index.xml", b.Bytes())
}

// rest writes the front page, the lists of terms, the paper's feed, the sitemap, and the style sheet.
func (p *paper) rest(w *worker) error {
	b := &w.out
	b.head(p, siteName, siteWords, "/", "website", func() {})
	b.add(`<h1>`, siteName, `</h1>`)
	for _, s := range p.stories[:min(30, len(p.stories))] {
		b.Write(s.card)
	}
	for _, l := range p.sections {
		b.add(`<section><h2><a href="`, l.url, `">`, esc(l.title), `</a></h2>`)
		for _, s := range l.stories[:min(6, len(l.stories))] {
			b.Write(s.card)
		}
		b.add(`</section>`)
	}
	b.add(footer)
	if err := p.save("/", b.Bytes()); err != nil {
		return err
	}
	for _, terms := range []struct {
		url, title string
		lists      []*list
	}{{"/tags/", "الوسوم", p.tags}, {"/authors/", "الكتّاب", p.authors}} {
		b.head(p, terms.title, siteWords, terms.url, "website", func() {})
		b.add(`<h1>`, terms.title, `</h1><ul class="terms">`)
		for _, l := range terms.lists {
			b.add(`<li><a href="`, l.url, `">`, esc(l.title), `</a> <small>`, strconv.Itoa(len(l.stories)), `</small></li>`)
		}
		b.add(`</ul>`, footer)
		if err := p.save(terms.url, b.Bytes()); err != nil {
			return err
		}
	}
	if err := p.feed(b, siteName, "/", p.stories); err != nil {
		return err
	}
	b.Reset()
	b.add(`<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	for _, s := range p.stories {
		fmt.Fprintf(b, `<url><loc>%s%s</loc><lastmod>%s</lastmod></url>`, siteURL, s.url, iso(s.Lastmod))
	}
	for _, l := range slices.Concat(p.sections, p.tags, p.authors) {
		b.add(`<url><loc>`, siteURL, l.url, `</loc></url>`)
	}
	b.add(`</urlset>`)
	if err := p.save("/sitemap.xml", b.Bytes()); err != nil {
		return err
	}
	return p.save("/css/site.css", []byte("body{font-family:sans-serif}\n"))
}
