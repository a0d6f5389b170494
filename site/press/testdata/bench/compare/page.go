package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"
)

// page is what a reader and a robot see of a page.
type page struct {
	fields  map[string]string
	links   []string // within <main>, in their order, each once; those of a body come with words
	related []string
	words   string // of a story's body: letters and digits
}

// shownFields are the <meta> that are compared.
var shownFields = map[string]bool{
	"description": true, "og:title": true, "og:image": true, "og:type": true,
	"article:published_time": true, "article:modified_time": true, "article:section": true, "article:tag": true,
}

func read(name string) (page, error) {
	f, err := os.Open(name)
	if err != nil {
		return page{}, err
	}
	defer f.Close()
	root, err := html.Parse(f)
	if err != nil {
		return page{}, fmt.Errorf("%s: %w", name, err)
	}
	p := page{fields: map[string]string{}}
	p.walk(root, false)
	for _, key := range []string{"article:modified_time", "ld:dateModified"} { // of a story that was not changed, some say nothing
		if at := p.fields["article:published_time"]; at != "" && p.fields[key] == "" {
			p.fields[key] = at
		}
	}
	return p, nil
}

func (p *page) walk(n *html.Node, inMain bool) {
	if n.Type == html.ElementNode {
		switch n.Data {
		case "meta":
			p.meta(n)
		case "script":
			if attribute(n, "type") == "application/ld+json" && n.FirstChild != nil {
				p.linkedData(n.FirstChild.Data)
			}
			return
		case "style", "template", "svg":
			return
		case "main":
			inMain = true
		case "a":
			if inMain {
				p.link(n)
			}
		case "aside", "section":
			if isRelated := strings.Contains(attribute(n, "class"), "related"); isRelated {
				var inside page
				inside.children(n, true)
				p.related = inside.links
				p.addLinks(inside.links)
				return
			}
		case "div":
			if class := attribute(n, "class"); class == "body" || class == "prose" {
				var b strings.Builder
				appendWords(&b, n)
				p.words = strings.Join(strings.Fields(b.String()), " ")
			}
		}
	}
	p.children(n, inMain)
}

func (p *page) children(n *html.Node, inMain bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c, inMain)
	}
}

func (p *page) meta(n *html.Node) {
	key := attribute(n, "property") + attribute(n, "name")
	if !shownFields[key] {
		return
	}
	value := plain(attribute(n, "content"))
	if key == "article:tag" && p.fields[key] != "" {
		value = p.fields[key] + "; " + value
	}
	p.fields[key] = moment(value)
}

// linkedData takes from JSON-LD what it says of the story.
func (p *page) linkedData(text string) {
	var v any
	if json.Unmarshal([]byte(text), &v) != nil {
		p.fields["ld"] = "not JSON"
		return
	}
	var find func(v any)
	find = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, each := range v {
				find(each)
			}
		case map[string]any:
			kind, _ := v["@type"].(string)
			if !strings.HasSuffix(kind, "NewsArticle") {
				find(v["@graph"])
				return
			}
			for _, key := range []string{"headline", "datePublished", "dateModified", "articleSection"} {
				value, _ := v[key].(string)
				p.fields["ld:"+key] = moment(plain(value))
			}
			var authors []string
			list, _ := v["author"].([]any)
			for _, a := range list {
				if a, ok := a.(map[string]any); ok {
					if name := plain(fmt.Sprint(a["name"])); !slices.Contains(authors, name) {
						authors = append(authors, name)
					}
				}
			}
			p.fields["ld:author"] = strings.Join(authors, "; ")
		}
	}
	find(v)
}

func (p *page) link(n *html.Node) {
	rel := attribute(n, "rel")
	if rel == "prev" || rel == "next" {
		return // numbered in one way here, in another there; the pages are compared
	}
	u, err := url.Parse(attribute(n, "href"))
	if err != nil || u.Path == "" || u.Path[0] != '/' || u.Host != "" && u.Host != "news.example.com" && u.Host != "example.org" {
		return
	}
	p.addLinks([]string{address(u.Path)})
}

func (p *page) addLinks(links []string) {
	for _, l := range links {
		if !slices.Contains(p.links, l) {
			p.links = append(p.links, l)
		}
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// appendWords adds letters and digits; all else parts words. A tag parts none, for
// a generator may isolate a word, or a part of it.
func appendWords(b *strings.Builder, n *html.Node) {
	if n.Data == "figure" && n.Type == html.ElementNode { // the caption is an alt in one site, words in another
		return
	}
	if n.Type == html.TextNode {
		for _, r := range plain(n.Data) {
			switch {
			case unicode.IsLetter(r) || unicode.IsDigit(r):
				b.WriteRune(r)
			default:
				b.WriteByte(' ')
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		appendWords(b, c)
	}
	switch n.Data {
	case "p", "li", "h2", "h3", "blockquote", "td", "th", "figure", "figcaption":
		b.WriteByte(' ')
	}
}

// plain drops what is not seen, and the shape of quotation marks: each generator marks
// directions, and sets quotations, in its own way.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r):
			return -1
		case strings.ContainsRune("«»“”", r):
			return '"'
		}
		return r
	}, s)
}

// moment gives a date of any zone in one.
func moment(s string) string {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.UTC().Format(time.RFC3339)
	}
	return s
}

// month is what the address of a story has between its section and its name.
var month = regexp.MustCompile(`^(/[a-z]+)/\d{4}/\d\d(/[a-z]+-[a-z]+-\d+/)$`)

// address is a path as all generators write it: each has its own way to make an
// address of a name, with or without marks and hamza.
func address(path string) string {
	path = month.ReplaceAllString(path, "$1$2")
	if clear, err := url.PathUnescape(path); err == nil {
		path = clear
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(path))
}
