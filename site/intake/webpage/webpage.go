// Package webpage makes a draft of one page of the web: what its linked data and its meta
// elements say of the story (schema.org, Open Graph), then what package pasted finds in its
// words, and the text that readability finds in it.
//
// Another's text is never published unseen: a piece is a draft, names its source, and tells
// what the page says of its licence and of who may read it.
//
// Not here: fetching (package web); pasted text without markup (package pasted).
package webpage

import (
	"bytes"
	"cmp"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"warraq/site"
	"warraq/site/intake"
	"warraq/site/intake/markup"
	"warraq/site/intake/pasted"
	"warraq/site/manuscript"
)

// Form is the name of this form of source.
const Form = "page"

// mostElements bounds a page's elements, for readability goes through them often.
const mostElements = 50_000

// Source is a page as something to take in. header is what its server said with it.
func Source(data []byte, at *url.URL, header http.Header) *intake.Source {
	return &intake.Source{Form: Form, Read: func(o intake.Options, take intake.Taker) (*intake.Tally, error) {
		post, err := read(data, at, header, o)
		if err != nil {
			return nil, err
		}
		x := intake.NewImport(o, take)
		x.Tally.Found["page"]++
		if err := x.WriteStory(post); err != nil {
			return x.Tally, err
		}
		return x.Tally, nil
	}}
}

// page is a page while it is read.
type page struct {
	doc     *html.Node
	at      *url.URL
	metas   map[string]string // the first of each name
	linked  linked
	pasted  manuscript.Matter // what its words say by themselves
	opening string            // the first paragraph, as they say it: without place and agency
	post    intake.Post
}

func read(data []byte, at *url.URL, header http.Header, o intake.Options) (intake.Post, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return intake.Post{}, intake.Refuse(0, "الصفحة فارغة", "the page is empty")
	}
	data, err := decoded(data, header.Get("Content-Type"))
	if err != nil {
		return intake.Post{}, err
	}
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return intake.Post{}, intake.Refuse(0, "لا تُقرأ بنية الصفحة: عناصر في عناصر بلا نهاية", "the page cannot be read: its elements lie too deep in one another")
	}
	p := &page{doc: doc, at: at, metas: metasOf(doc), linked: linkedOf(doc)}
	text := textOf(doc)
	if piece, err := pasted.Pasted(text, o); err == nil {
		p.pasted = piece.Matter
		p.opening, _, _ = strings.Cut(piece.Body, "\n")
	}
	parser := readability.NewParser()
	parser.MaxElemsToParse = mostElements
	article, err := parser.ParseAndMutate(doc, at)
	if err != nil || article.Node == nil || utf8.RuneCountInString(markup.TextOf(article.Node)) < leastText {
		return intake.Post{}, intake.Refuse(0, "لا قصة في هذه الصفحة تُقرأ بلا جافاسكربت", "there is no story in this page that can be read without JavaScript")
	}
	p.head(article, o)
	p.facts(header)
	p.picture(article.Node)
	p.body(article.Node)
	p.post.HTML = rendered(article.Node)
	return p.post, nil
}

// decoded is a page in UTF-8. What its bytes are counts before what the server and the page
// call them: many pages of Windows-1256 are called UTF-8, or nothing, and the other way round.
func decoded(data []byte, kind string) ([]byte, error) {
	if intake.WideOf(data) == nil {
		switch _, name, certain := charset.DetermineEncoding(data[:min(len(data), 1024)], kind); {
		case utf8.Valid(data) && bytes.ContainsFunc(data, func(r rune) bool { return r >= utf8.RuneSelf }):
			return data, nil
		case (!certain || name == "utf-8") && intake.IsWindowsArabic(string(data)):
			text, _, err := intake.DecodeText(string(data))
			return []byte(text), err
		}
	}
	wide, err := charset.NewReader(bytes.NewReader(data), kind)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(wide)
}

// leastText is how many characters a story has.
const leastText = 100

// body takes out of the text what the head says: the title, and the place and the agency
// before the first words.
func (p *page) body(article *html.Node) {
	for n := range article.Descendants() {
		if (n.DataAtom == atom.H1 || n.DataAtom == atom.H2) && strings.Join(strings.Fields(markup.TextOf(n)), " ") == p.post.Title {
			n.Parent.RemoveChild(n)
			break
		}
	}
	for n := range article.Descendants() {
		if n.DataAtom != atom.P || strings.TrimSpace(markup.TextOf(n)) == "" {
			continue
		}
		if first := n.FirstChild; first.Type == html.TextNode && p.opening != "" && len(p.opening) < len(first.Data) && strings.HasSuffix(strings.TrimSpace(first.Data), p.opening) {
			first.Data = p.opening
		}
		return
	}
}

// head fills in who says what, when and where: linked data first, then meta elements, then
// the words of the page.
func (p *page) head(a readability.Article, o intake.Options) {
	l, paper := p.linked, cmp.Or(p.linked.publisher, p.metas["og:site_name"], a.SiteName())
	p.post = intake.Post{Kind: intake.Story, Origin: p.at.String(), Shape: site.News, Draft: true, Title: withoutSite(cmp.Or(l.text("headline"), p.metas["og:title"], p.metas["twitter:title"], a.Title()), paper)}
	p.post.Slug = slugOf(p.at)
	p.post.Standfirst = cmp.Or(l.text("description"), p.metas["og:description"], p.metas["description"])
	if strings.HasSuffix(p.post.Standfirst, "...") || strings.HasSuffix(p.post.Standfirst, "…") || p.post.Standfirst == p.post.Title {
		p.post.Standfirst = "" // the beginning of the text, cut
	}
	for _, s := range []string{l.text("datePublished"), p.metas["article:published_time"], p.metas["datepublished"], p.metas["parsely-pub-date"], p.metas["dc.date.issued"], p.metas["date"], p.pasted.Text("date")} {
		if p.post.Date = intake.ParseTime(s); !p.post.Date.IsZero() {
			break
		}
	}
	if p.post.Date.IsZero() {
		p.post.Tell(intake.ToDo, "date", "لا تاريخ في الصفحة: اكتب date في الملف قبل النشر", "the page has no date: write date into the file before it is published")
	}
	p.post.Updated = intake.ParseTime(cmp.Or(l.text("dateModified"), p.metas["article:modified_time"]))
	p.post.Authors = slices.DeleteFunc(l.names("author"), func(name string) bool { return name == paper || strings.HasPrefix(name, "http") })
	if len(p.post.Authors) == 0 {
		if name := cmp.Or(p.metas["author"], p.metas["article:author"], p.metas["parsely-author"]); name != paper && !strings.HasPrefix(name, "http") {
			p.post.Authors = intake.People(name)
		}
	}
	if len(p.post.Authors) == 0 {
		p.post.Authors = p.words("authors")
	}
	if section := cmp.Or(l.text("articleSection"), p.metas["article:section"]); section != "" {
		p.post.Sections = [][]intake.Term{{{Title: section}}}
	}
	p.post.Tags = l.words("keywords")
	if agencies := p.words("agencies"); len(agencies) > 0 {
		p.post.Mapped.Set("agencies", agencies)
	}
	if place := p.pasted.Text("dateline"); place != "" {
		p.post.Mapped.Set("dateline", place)
	}
	if lang, _, _ := strings.Cut(strings.ToLower(cmp.Or(l.text("inLanguage"), a.Language())), "-"); len(lang) == 2 && lang != o.Language() {
		p.post.Mapped.Set("lang", lang)
	}
	p.post.Mapped.Set("sources", []manuscript.Matter{{{Key: "name", Value: cmp.Or(paper, p.at.Hostname())}, {Key: "url", Value: p.at.String()}}})
}

func (p *page) words(key string) []string {
	for _, pair := range p.pasted {
		if list, ok := pair.Value.([]string); ok && pair.Key == key {
			return list
		}
	}
	return nil
}

// facts tells what the page says of its licence, and of who may read it.
func (p *page) facts(header http.Header) {
	licence := cmp.Or(p.linked.text("license"), p.metas["dcterms.license"], p.metas["dc.rights.license"])
	for n := range p.doc.Descendants() {
		if licence == "" && (n.DataAtom == atom.Link || n.DataAtom == atom.A) && slices.Contains(strings.Fields(strings.ToLower(markup.Attribute(n, "rel"))), "license") {
			licence = markup.Attribute(n, "href")
		}
	}
	if licence != "" {
		p.post.Tell(intake.Guessed, licence, "رخصة النص كما تقول صفحته: انظر ما تشترطه", "the licence that the page names: look what it asks")
	} else {
		p.post.Tell(intake.ToDo, cmp.Or(p.linked.text("copyrightNotice"), p.metas["copyright"], p.at.Hostname()), "لا تقول الصفحة إن نصها مباح: لا يُنشر إلا بإذن أهله", "the page names no licence: publish it only with its owner's permission")
	}
	if free := p.linked.text("isAccessibleForFree"); strings.EqualFold(free, "false") {
		p.post.Tell(intake.ToDo, "isAccessibleForFree", "الصفحة للمشتركين، فقد يكون هذا بعض النص", "the page is for subscribers: this may be a part of the text")
	}
	robots := strings.ToLower(p.metas["robots"] + "," + header.Get("X-Robots-Tag"))
	for _, wish := range []string{"noarchive", "nosnippet", "noai"} {
		if strings.Contains(robots, wish) {
			p.post.Tell(intake.ToDo, wish, "تطلب الصفحة ألا يُحفظ نصها أو يُنقل", "the page asks that its text be neither kept nor quoted")
			break
		}
	}
	if p.metas["tdm-reservation"] == "1" || header.Get("Tdm-Reservation") == "1" {
		p.post.Tell(intake.ToDo, "tdm-reservation", "يحفظ أهل الصفحة حق استخراج نصها", "its owners reserve the mining of its text")
	}
}

// picture finds the lead picture, and takes it out of the text where it stands there too.
func (p *page) picture(body *html.Node) {
	src := cmp.Or(p.linked.address("image"), p.metas["og:image"], p.metas["twitter:image"])
	u, err := p.at.Parse(src)
	if src == "" || err != nil {
		return
	}
	p.post.Image = &intake.Picture{Src: u.String(), Alt: p.metas["og:image:alt"], Caption: p.linked.caption}
	for n := range body.Descendants() {
		if n.DataAtom != atom.Img {
			continue
		}
		shown, err := p.at.Parse(markup.Attribute(n, "src"))
		if err != nil || path.Base(shown.Path) != path.Base(u.Path) {
			return // the first is another
		}
		p.post.Image.Alt = cmp.Or(markup.Attribute(n, "alt"), p.post.Image.Alt)
		if figure := markup.Around(n, nil, atom.Figure); figure != nil {
			if caption := markup.First(figure, atom.Figcaption); caption != nil {
				p.post.Image.Caption = cmp.Or(markup.TextOf(caption), p.post.Image.Caption)
			}
			n = figure
		}
		n.Parent.RemoveChild(n)
		return
	}
}

// slugOf is the end of an address, if it is words.
func slugOf(at *url.URL) string {
	base := strings.TrimSuffix(path.Base(at.Path), path.Ext(at.Path))
	if strings.Count(base, "-") < 2 {
		return ""
	}
	return base
}

// withoutSite is a title without the paper's name behind it.
func withoutSite(title, paper string) string {
	title = strings.Join(strings.Fields(title), " ")
	for _, sign := range []string{" | ", " - ", " – ", " — ", " :: "} {
		if at := strings.LastIndex(title, sign); at > 0 && paper != "" && strings.TrimSpace(title[at+len(sign):]) == paper {
			return title[:at]
		}
	}
	return title
}

func metasOf(doc *html.Node) map[string]string {
	out := map[string]string{}
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Meta {
			continue
		}
		name := strings.ToLower(cmp.Or(markup.Attribute(n, "property"), markup.Attribute(n, "name"), markup.Attribute(n, "itemprop")))
		if content := strings.TrimSpace(markup.Attribute(n, "content")); out[name] == "" {
			out[name] = content
		}
	}
	return out
}

// asides are the parts of a page that are no part of a story.
var asides = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Nav: true, atom.Aside: true, atom.Footer: true, atom.Head: true, atom.Template: true, atom.Form: true, atom.Iframe: true, atom.Svg: true}

// textOf are the words of a page, a line a block, as a person copies them.
func textOf(doc *html.Node) string {
	var out strings.Builder
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		if n.Type == html.TextNode {
			out.WriteString(strings.Join(strings.Fields(n.Data), " ") + " ")
		}
		if asides[n.DataAtom] || depth > 500 {
			return
		}
		for c := range n.ChildNodes() {
			walk(c, depth+1)
		}
		switch n.DataAtom {
		case atom.P, atom.H1, atom.H2, atom.H3, atom.Figure, atom.Blockquote, atom.Ul:
			out.WriteString("\n\n")
		case atom.Div, atom.Section, atom.Article, atom.Li, atom.Br, atom.Time, atom.Header, atom.Figcaption, atom.Address:
			out.WriteString("\n")
		}
	}
	walk(doc, 0)
	return out.String()
}

func rendered(n *html.Node) string {
	var out strings.Builder
	_ = html.Render(&out, n) // a builder does not fail
	return out.String()
}
