package markup

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// learn remembers which places links lead to, and the footnotes in the order in
// which the text refers to them.
func (c *conversion) learn(body *html.Node) {
	known := map[string]bool{}
	for d := range body.Descendants() {
		if id := Attribute(d, noteMark); id != "" {
			known[id] = true
		}
		if href := Attribute(d, "href"); strings.HasPrefix(href, "#") && d.DataAtom == atom.A {
			if plain, err := url.PathUnescape(href[1:]); err == nil {
				c.targets[plain] = true
			}
		}
	}
	for d := range body.Descendants() {
		if id := Attribute(d, "data-fn"); known[id] && c.notes[id] == 0 {
			c.notes[id] = len(c.notes) + 1
		}
	}
	for d := range body.Descendants() { // notes to which nothing refers
		if id := Attribute(d, noteMark); id != "" && c.notes[id] == 0 {
			c.notes[id] = len(c.notes) + 1
		}
	}
}

// noteMark is the attribute of a paragraph that is the footnote of this mark; an
// element with data-fn, as WordPress has them, refers to it.
const noteMark = "data-note"

// note writes a footnote.
func (c *conversion) note(n *html.Node) (string, bool) {
	number := c.notes[Attribute(n, noteMark)]
	if Attribute(n, noteMark) == "" {
		return "", false
	}
	return fmt.Sprintf("[^%d]: %s", number, c.phrase(n)), true
}

// kept are the elements that Markdown has no sign for, and which a manuscript may
// have as HTML.
var kept = map[atom.Atom]bool{
	atom.Sub: true, atom.Sup: true, atom.Kbd: true, atom.Mark: true, atom.Abbr: true, atom.Ins: true, atom.Q: true, atom.U: true, atom.Bdo: true, atom.Samp: true, atom.Var: true,
	atom.Ruby: true, atom.Rt: true, atom.Rp: true,
}

// inline writes the signs of what is kept as HTML, of references to footnotes and of
// places that links lead to.
func (c *conversion) inline(n *html.Node) {
	if n.Type != html.ElementNode || n.Parent == nil {
		return
	}
	if number := c.notes[Attribute(n, "data-fn")]; number > 0 {
		n.Parent.InsertBefore(c.mark(fmt.Sprintf("[^%d]", number)), n)
		n.Parent.RemoveChild(n)
		return
	}
	if sign := Attribute(n, "data-markdown"); sign != "" && n.DataAtom == atom.Span {
		n.Parent.InsertBefore(c.mark(sign), n)
		unwrap(n)
		return
	}
	c.anchor(n, false)
	if n.DataAtom == atom.A && Attribute(n, "href") == "" { // it marked a place
		unwrap(n)
		return
	}
	if !kept[n.DataAtom] || n.FirstChild == nil || Around(n, nil, atom.Pre) != nil || Around(n, nil, atom.Code) != nil {
		return
	}
	open := "<" + n.Data
	for _, key := range []string{"title", "dir"} {
		if v := Attribute(n, key); v != "" {
			open += " " + key + `="` + html.EscapeString(v) + `"`
		}
	}
	n.Parent.InsertBefore(c.mark(open+">"), n)
	parent, end := n.Parent, c.mark("</"+n.Data+">")
	parent.InsertBefore(end, n.NextSibling)
	unwrap(n)
}

// unwrap puts what an element holds in its place.
func unwrap(n *html.Node) {
	for child := n.FirstChild; child != nil; child = n.FirstChild {
		n.RemoveChild(child)
		n.Parent.InsertBefore(child, n)
	}
	n.Parent.RemoveChild(n)
}

// anchor keeps the place that an id or a name marks: of a heading, of a link without
// an address, and of what links in the text lead to. before says that the element
// itself will go.
func (c *conversion) anchor(n *html.Node, before bool) {
	id := Attribute(n, "id")
	if id == "" && n.DataAtom == atom.A {
		id = Attribute(n, "name")
	}
	if id == "" || strings.ContainsAny(id, " \t\n\"'<>{}`") || n.Parent == nil {
		return
	}
	isHeading := slices.Contains([]atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}, n.DataAtom)
	switch {
	case isHeading && TextOf(n) != "" && Around(n, nil, atom.Td) == nil:
		n.AppendChild(c.mark(" {#" + id + "}"))
	case n.DataAtom == atom.A && Attribute(n, "href") == "", c.targets[id]:
		place := c.mark(`<a id="` + html.EscapeString(id) + `"></a>`)
		if before || n.FirstChild == nil || n.DataAtom == atom.A {
			n.Parent.InsertBefore(place, n)
			return
		}
		at := n
		for first := at.FirstChild; first != nil && first.Type == html.ElementNode && (first.DataAtom == atom.P || first.DataAtom == atom.Li || first.DataAtom == atom.Div); first = at.FirstChild {
			at = first
		}
		at.InsertBefore(place, at.FirstChild)
	}
}

// mark is a text that stands for Markdown.
func (c *conversion) mark(markdown string) *html.Node {
	c.blocks = append(c.blocks, markdown)
	return &html.Node{Type: html.TextNode, Data: fmt.Sprintf("%c%d%c", markOpens, len(c.blocks)-1, markCloses)}
}

// phrase writes what an element holds as one line of Markdown. Blocks in it are parted
// by a break.
func (c *conversion) phrase(n *html.Node) string {
	box := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	for child := n.FirstChild; child != nil; child = n.FirstChild {
		n.RemoveChild(child)
		box.AppendChild(child)
	}
	for _, br := range All(box, atom.Br) {
		br.Parent.InsertBefore(c.mark("<br>"), br)
		br.Parent.RemoveChild(br)
	}
	c.rewrite(box)
	out, err := toMarkdown.ConvertNode(box)
	if err != nil {
		return Escape(TextOf(box), false)
	}
	var lines []string
	for line := range strings.SplitSeq(c.filled(string(out)), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.TrimSuffix(strings.ReplaceAll(strings.Join(lines, "<br>"), "<br><br>", "<br>"), "<br>")
}

// withWords is the address of a post of a network, and below it what the old page
// showed of it: posts disappear.
func withWords(src string, n *html.Node) string {
	var lines []string
	paragraphs := All(n, atom.P)
	if len(paragraphs) == 0 {
		paragraphs = []*html.Node{n}
	}
	for _, p := range paragraphs {
		text := TextOf(p)
		if text != "" && !IsAddress(text) && !strings.HasPrefix(text, "View this post on") && !slices.Contains(lines, text) {
			lines = append(lines, text)
		}
	}
	if len(lines) == 0 {
		return src
	}
	if whole := TextOf(n); len(paragraphs) == 1 && len(whole) > len(lines[0]) && strings.HasPrefix(whole, lines[0]) { // — Name (@name) date
		lines = append(lines, strings.TrimSpace(whole[len(lines[0]):]))
	}
	for i, line := range lines {
		lines[i] = "> " + Escape(line, true)
	}
	return src + "\n\n" + strings.Join(lines, "\n>\n")
}

// hasOtherWords says that a figure has words beside those under its pictures.
func hasOtherWords(n *html.Node) bool {
	all, under := len(strings.Join(strings.Fields(TextOf(n)), "")), 0
	for _, f := range All(n, atom.Figcaption) {
		under += len(strings.Join(strings.Fields(TextOf(f)), ""))
	}
	return all > under
}

// bookmark writes a card that leads to another page: its title as a link, and its
// words.
func (c *conversion) bookmark(n, link *html.Node, caption string) string {
	title, about := "", ""
	var by []string
	for d := range n.Descendants() {
		switch class := Attribute(d, "class"); {
		case strings.Contains(class, "title") && title == "":
			title = TextOf(d)
		case strings.Contains(class, "description"):
			about = TextOf(d)
		case strings.Contains(class, "author"), strings.Contains(class, "publisher"):
			if words := TextOf(d); words != "" {
				by = append(by, words)
			}
		}
	}
	if title == "" {
		title = TextOf(link)
	}
	href := c.address(Attribute(link, "href"))
	if title == "" {
		title = href
	}
	card := withCaption("["+Escape(title, true)+"]("+destination(href)+")", about)
	return withCaption(withCaption(card, strings.Join(by, " · ")), caption)
}

// oldCaption writes the classic editor's frame of a picture: its words are a paragraph
// of a class.
func (c *conversion) oldCaption(n *html.Node) (string, bool) {
	images := All(n, atom.Img)
	if len(images) != 1 {
		return "", false
	}
	return c.picture(images[0], TextOf(n)), true
}

// download writes Ghost's card of a file: its title leads to it.
func (c *conversion) download(n *html.Node) (string, bool) {
	link := First(n, atom.A)
	var words []string
	for d := range n.Descendants() {
		switch class := Attribute(d, "class"); class {
		case "kg-file-card-title", "kg-file-card-caption", "kg-file-card-filename":
			if text := TextOf(d); text != "" {
				words = append(words, text)
			}
		}
	}
	if link == nil || len(words) == 0 {
		return "", false
	}
	out := "[" + Escape(words[0], true) + "](" + destination(c.address(Attribute(link, "href"))) + ")"
	for _, more := range words[1:] {
		out += " " + Escape(more, false)
	}
	return out, true
}
