// Package markup makes Markdown of the HTML that others' systems keep stories in. It knows
// figures, galleries, films, posts of networks, tables, footnotes and places that links
// lead to; the rest is the converter's. No word of a text is lost.
package markup

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The converter of HTML that everybody's exports hold. What stories are made of
// beside text, figures and what is embedded, is taken out of the tree first and
// written by us: a mark stands in its place while the rest is converted.
var toMarkdown = converter.NewConverter(converter.WithPlugins(
	base.NewBasePlugin(), commonmark.NewCommonmarkPlugin(commonmark.WithListEndComment(false)), strikethrough.NewStrikethroughPlugin(),
	table.NewTablePlugin(table.WithSkipEmptyRows(true), table.WithHeaderPromotion(true)),
))

// conversion is one text's way from HTML to Markdown.
type conversion struct {
	address func(string) string // where a link leads, and a picture lies, from now on
	blocks  []string            // Markdown that stands for a mark
	targets map[string]bool     // the places in the text that links in it lead to
	notes   map[string]int      // footnotes by their marks, numbered in the order of the text
}

// The mark of a block is its number between two characters of the private use
// area, which no text has: they are dropped from what comes in.
const (
	markOpens  = '\ue000'
	markCloses = '\ue001'
	plainAnd   = '\ue002' // a word's & that Markdown would read as a reference's: &amp;copy;
)

var mark = regexp.MustCompile(string(markOpens) + `(\d+)` + string(markCloses))

// ToMarkdown converts HTML. An error means that a tree is deeper than a browser
// would follow, or larger than any story.
func ToMarkdown(source string, address func(string) string) (string, error) {
	c := &conversion{address: address, targets: map[string]bool{}, notes: map[string]int{}}
	source = strings.Map(func(r rune) rune {
		if markOpens <= r && r <= plainAnd {
			return -1
		}
		return r
	}, source)
	if strings.Count(source, "[")*len(source) > mostWork {
		return "", fmt.Errorf("the text has more brackets than can be read")
	}
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragmentWithOptions(strings.NewReader(source), body, html.ParseOptionEnableScripting(false))
	if err != nil {
		return "", fmt.Errorf("the HTML cannot be read: %w", err)
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	if size := sizeOf(body); size > mostNodes {
		return "", fmt.Errorf("the text has %d elements; %d is the most", size, mostNodes)
	}
	c.learn(body)
	shieldReferences(body)
	c.rewrite(body)
	out, err := toMarkdown.ConvertNode(body)
	if err != nil {
		return "", fmt.Errorf("the HTML cannot be converted: %w", err)
	}
	text := strings.ReplaceAll(c.filled(string(out)), string(plainAnd), `\&`)
	text = OutsideCode(text, func(s string) string {
		return manyLines.ReplaceAllString(hardSpace.ReplaceAllString(s, ""), "\n\n")
	})
	return strings.TrimSpace(text), nil
}

// mostNodes bounds the tree of a text: the converter's work is the square of it. The
// longest story is a tenth of it.
const mostNodes = 50_000

// mostWork bounds how often the converter looks for the end of a bracket, in bytes.
const mostWork = 2 << 30

func sizeOf(n *html.Node) (count int) {
	for range n.Descendants() {
		count++
	}
	return count
}

// shieldReferences marks each & of the words, outside code, that the converter would leave to
// be read as a character reference.
func shieldReferences(body *html.Node) {
	for d := range body.Descendants() {
		if d.Type == html.TextNode && strings.Contains(d.Data, "&") && Around(d, body, atom.Pre) == nil && Around(d, body, atom.Code) == nil {
			d.Data = reference.ReplaceAllStringFunc(d.Data, func(s string) string { return string(plainAnd) + s[1:] })
		}
	}
}

// filled writes what marks stand for. A block may hold marks itself.
func (c *conversion) filled(text string) string {
	text = plainSigns(text)
	for range maxNested {
		if !mark.MatchString(text) {
			break
		}
		text = mark.ReplaceAllStringFunc(text, func(m string) string {
			i, _ := strconv.Atoi(m[len(string(markOpens)) : len(m)-len(string(markCloses))])
			return c.blocks[i]
		})
	}
	return text
}

// plainSigns makes words of the signs that would open a shortcode, but for code.
func plainSigns(text string) string {
	if !strings.Contains(text, "{{") && !strings.Contains(text, "{%") {
		return text
	}
	return OutsideCode(text, func(s string) string {
		return signs.ReplaceAllStringFunc(s, func(at string) string {
			if at[0] == '`' {
				return at
			}
			return `\` + at
		})
	})
}

var signs = regexp.MustCompile("`+[^`\n]+`+|\\{[{%]")

// maxNested is how deep marks stand in what marks stand for: a note in a cell of a
// table in a list.
const maxNested = 8

var (
	manyLines = regexp.MustCompile(`\n{3,}`)
	hardSpace = regexp.MustCompile(`(?m)\x{a0}+$`) // old editors kept lines open with it
)

// rewrite takes what we write ourselves out of a tree.
func (c *conversion) rewrite(n *html.Node) {
	for child := n.FirstChild; child != nil; {
		next := child.NextSibling
		if c.standIn(child) {
			child = next
			continue
		}
		if block, ok := c.block(child); ok {
			c.anchor(child, true)
			c.replace(child, block)
		} else {
			c.readdress(child)
			c.rewrite(child)
			c.inline(child)
		}
		child = next
	}
}

// block is the Markdown of an element that we write ourselves.
func (c *conversion) block(n *html.Node) (string, bool) {
	if n.Type != html.ElementNode {
		return "", false
	}
	switch n.DataAtom {
	case atom.Figure:
		return c.figure(n)
	case atom.Iframe, atom.Video, atom.Audio, atom.Embed, atom.Object:
		if src := c.source(n); src != "" {
			return Embedded(src), true
		}
	case atom.Script:
		if src := ofScript(n); src != "" {
			return src, true
		}
	case atom.Blockquote:
		if src := c.post(n); src != "" {
			return withWords(src, n), true
		}
	case atom.Table:
		return c.table(n)
	case atom.P:
		return c.note(n)
	case atom.Pre:
		if n.FirstChild != nil && slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "data-markdown" }) { // of a person's table
			return n.FirstChild.Data, true
		}
	case atom.Img:
		if isLone(n) {
			return c.picture(n, ""), true
		}
	case atom.Div, atom.Ul:
		class := Attribute(n, "class")
		if src := ofBox(n); src != "" {
			return withWords(src, n), true
		}
		switch {
		case isGallery(n):
			return c.pictures(n), true
		case strings.HasPrefix(class, "wp-caption ") || class == "wp-caption":
			return c.oldCaption(n)
		case strings.Contains(class, "kg-file-card "), strings.HasSuffix(class, "kg-file-card"):
			return c.download(n)
		}
	case 0: // an element of a page's own
		if src := ofElement(n); src != "" {
			return Embedded(src), true
		}
	}
	return "", false
}

// replace puts a mark in an element's place, in a paragraph of its own where
// it stands among blocks.
func (c *conversion) replace(n *html.Node, block string) {
	c.blocks = append(c.blocks, block)
	text := &html.Node{Type: html.TextNode, Data: fmt.Sprintf("%c%d%c", markOpens, len(c.blocks)-1, markCloses)}
	p := &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
	p.AppendChild(text)
	at := n
	for at.Parent != nil && at.Parent.Parent != nil && (at.Parent.DataAtom == atom.P || at.Parent.DataAtom == atom.A) && onlyChild(at) {
		at = at.Parent
	}
	at.Parent.InsertBefore(p, at)
	at.Parent.RemoveChild(at)
}

// onlyChild recognizes an element that stands alone, but for space.
func onlyChild(n *html.Node) bool {
	for c := n.Parent.FirstChild; c != nil; c = c.NextSibling {
		if c != n && (c.Type == html.ElementNode && c.DataAtom != atom.Br || c.Type == html.TextNode && strings.TrimSpace(c.Data) != "") {
			return false
		}
	}
	return true
}

// isLone recognizes a picture that is all that its paragraph holds, perhaps as a link.
func isLone(n *html.Node) bool {
	for p := n.Parent; p != nil; n, p = p, p.Parent {
		if !onlyChild(n) {
			return p.DataAtom == atom.Body || p.DataAtom == atom.Div || p.DataAtom == atom.Section
		}
		if p.DataAtom == atom.P || p.DataAtom == atom.Div || p.DataAtom == atom.Body {
			return true
		}
		if p.DataAtom != atom.A && p.DataAtom != atom.Span {
			return false
		}
	}
	return false
}

// isGallery recognizes WordPress's two shapes of a gallery without a figure.
func isGallery(n *html.Node) bool {
	class := Attribute(n, "class")
	return (strings.Contains(class, "blocks-gallery-grid") || strings.Contains(class, "wp-block-gallery") || strings.Contains(class, "gallery-size-")) && First(n, atom.Img) != nil
}

// readdress rewrites where links lead and pictures lie.
func (c *conversion) readdress(n *html.Node) {
	for i, a := range n.Attr {
		if a.Key == "href" && n.DataAtom == atom.A || a.Key == "src" && n.DataAtom == atom.Img {
			n.Attr[i].Val = c.address(a.Val)
		}
		if a.Key == "title" && n.DataAtom == atom.Img && a.Val == Attribute(n, "alt") { // WordPress writes it twice
			n.Attr[i].Val = ""
		}
	}
}

// figure writes pictures, films, tables and quotations that a figure frames.
func (c *conversion) figure(n *html.Node) (string, bool) {
	caption := TextOf(First(n, atom.Figcaption))
	if a := First(n, atom.A); a != nil && strings.Contains(Attribute(n, "class"), "bookmark") {
		return c.bookmark(n, a, caption), true
	}
	switch images := All(n, atom.Img); {
	case First(n, atom.Table) != nil || First(n, atom.Pre) != nil, len(images) > 0 && hasOtherWords(n):
		return "", false
	case len(images) > 1:
		return c.pictures(n), true
	case len(images) == 1 && First(n, atom.Video) == nil:
		return c.picture(images[0], caption), true
	}
	for _, kind := range []atom.Atom{atom.Iframe, atom.Video, atom.Audio, atom.Embed, atom.Object} {
		if e := First(n, kind); e != nil && c.source(e) != "" {
			if src := c.source(e); IsMedia.MatchString(src) {
				return PictureMarkdown(src, Attribute(e, "title"), caption), true
			}
			return withCaption(Embedded(c.source(e)), caption), true
		}
	}
	if q := First(n, atom.Blockquote); q != nil {
		if src := c.post(q); src != "" {
			return withCaption(withWords(src, q), caption), true
		}
		return "", false
	}
	if address := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(TextOf(n)), caption)); IsAddress(address) { // WordPress's block of an embed
		return withCaption(address, caption), true
	}
	return "", false
}

// withCaption writes the words under what is no picture as a paragraph.
func withCaption(block, caption string) string {
	if caption == "" {
		return block
	}
	return block + "\n\n" + Escape(caption, true)
}

// pictures writes a gallery: pictures in one paragraph, and its words below.
func (c *conversion) pictures(n *html.Node) string {
	var lines []string
	for _, img := range All(n, atom.Img) {
		words := ""
		if f := Around(img, n, atom.Figure); f != nil {
			words = TextOf(First(f, atom.Figcaption))
		} else if f := Around(img, n, atom.Dl); f != nil {
			words = TextOf(First(f, atom.Dd))
		}
		if line := c.picture(img, words); line != "" {
			lines = append(lines, line)
		}
	}
	words := ""
	for _, f := range All(n, atom.Figcaption) {
		if Around(f, n, atom.Figure) == nil { // the gallery's own, not a picture's
			words = TextOf(f)
		}
	}
	return withCaption(strings.Join(lines, "\n"), words)
}

// picture writes a picture with its caption as the title.
func (c *conversion) picture(n *html.Node, caption string) string {
	src := Attribute(n, "src")
	for _, lazy := range []string{"data-src", "data-lazy-src", "data-original"} {
		if v := Attribute(n, lazy); v != "" && (src == "" || strings.HasPrefix(src, "data:")) {
			src = v
		}
	}
	if all := strings.Fields(cmp.Or(Attribute(n, "srcset"), Attribute(n, "data-srcset"))); src == "" && len(all) > 0 {
		src = strings.TrimSuffix(all[0], ",")
	}
	if src == "" || strings.HasPrefix(src, "data:") {
		return Escape(caption, true)
	}
	line := PictureMarkdown(c.address(src), Attribute(n, "alt"), caption)
	if href := linkOf(n); href != "" {
		return "[" + line + "](" + destination(c.address(href)) + ")"
	}
	return line
}

// linkOf is where a picture leads; "" where that is a picture, as
// the larger copy is, or the page that the old site had for it.
func linkOf(n *html.Node) string {
	a := Around(n, nil, atom.A)
	href, rel := Attribute(a, "href"), Attribute(a, "rel")
	if a == nil || strings.HasPrefix(href, "#") || strings.Contains(rel, "attachment") || strings.Contains(rel, "wp-att") || strings.Contains(href, "attachment_id=") || pictureEnd.MatchString(href) || !isLink.MatchString(href) {
		return ""
	}
	for _, img := range All(a, atom.Img) {
		if img != n { // it leads from all of them
			return ""
		}
	}
	return href
}

var (
	isLink     = regexp.MustCompile(`^(?:https?:/)?/|^\.{0,2}[\w-]`)
	pictureEnd = regexp.MustCompile(`\.(?i:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(?:[?#].*)?$`)
)

// WithCredit are the words under a picture with its credit at their end.
func WithCredit(caption, credit string) string {
	if credit == "" {
		return caption
	}
	return strings.TrimSpace(caption + " (" + credit + ")")
}

// PictureMarkdown writes a picture on a line of its own, with its caption as the
// title.
func PictureMarkdown(src, alt, caption string) string {
	title := ""
	if caption = strings.Join(strings.Fields(caption), " "); caption != "" {
		title = ` "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(caption) + `"`
	}
	return fmt.Sprintf("![%s](%s%s)", Escape(strings.Join(strings.Fields(strings.NewReplacer("[", "(", "]", ")").Replace(alt)), " "), false), destination(src), title)
}

// destination writes an address so that Markdown reads all of it.
func destination(src string) string {
	if strings.ContainsAny(src, " ()<>") {
		return "<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "").Replace(src) + ">"
	}
	return src
}

// IsAddress says whether a text is one address of the web.
func IsAddress(s string) bool {
	return (strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")) && !strings.ContainsAny(s, " \n\t<>\"")
}

// Attribute is the value of an attribute; "" of no element.
func Attribute(n *html.Node, key string) string {
	if n != nil {
		for _, a := range n.Attr {
			if a.Key == key {
				return strings.TrimSpace(a.Val)
			}
		}
	}
	return ""
}

// First is the first element of a kind within another.
func First(n *html.Node, kind atom.Atom) *html.Node {
	if n != nil {
		for d := range n.Descendants() {
			if d.Type == html.ElementNode && d.DataAtom == kind {
				return d
			}
		}
	}
	return nil
}

// All are the elements of a kind within another.
func All(n *html.Node, kind atom.Atom) (out []*html.Node) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.DataAtom == kind {
			out = append(out, d)
		}
	}
	return out
}

// Around is the nearest element of a kind round another, below a bound.
func Around(n, bound *html.Node, kind atom.Atom) *html.Node {
	for p := n.Parent; p != nil && p != bound; p = p.Parent {
		if p.DataAtom == kind {
			return p
		}
	}
	return nil
}

// TextOf are the words of an element, as a reader sees them.
func TextOf(n *html.Node) string {
	if n == nil {
		return ""
	}
	var out strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode && d.Parent.DataAtom != atom.Script && d.Parent.DataAtom != atom.Style:
			out.WriteString(d.Data)
		case d.Type == html.ElementNode && partsWords[d.DataAtom]:
			out.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// partsWords are the elements before which a word ends.
var partsWords = map[atom.Atom]bool{
	atom.Br: true, atom.P: true, atom.Div: true, atom.Li: true, atom.Td: true, atom.Th: true, atom.Tr: true, atom.Dt: true, atom.Dd: true, atom.Blockquote: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Figcaption: true, atom.Figure: true, atom.Hr: true, atom.Pre: true,
	atom.Section: true, atom.Article: true, atom.Summary: true, atom.Option: true, atom.Caption: true, atom.Table: true, atom.Ul: true, atom.Ol: true, atom.Footer: true, atom.Cite: true,
}
