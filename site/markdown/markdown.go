package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/markdown/syntax"
)

// maxDepth bounds how deep elements nest in the page: a browser's parser gives
// up at 512. What lies deeper keeps its words and loses its frames.
const maxDepth = 60

// document writes the whole body.
func (w *writer) document(doc ast.Node) {
	if w.opts.Teaser {
		syntax.CutTeaser(doc, w.Text)
	}
	if w.opts.Credits {
		w.takeCredits(doc)
	}
	w.shift = headingShift(doc)
	if w.opts.Live && w.live(doc) {
		return
	}
	w.blocks(doc)
}

// headingShift makes the highest heading of a body an h2: h1 is the headline.
func headingShift(doc ast.Node) int {
	top := 7
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			top = min(top, h.Level)
		}
	}
	if top == 7 {
		return 0
	}
	return 2 - top
}

// blocks writes the children of a container, and closes what raw HTML left
// open in it.
func (w *writer) blocks(parent ast.Node) {
	base := w.base
	w.base = len(w.raw)
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.block(n)
	}
	w.closeRaw(w.base)
	w.base = base
}

func (w *writer) block(n ast.Node) {
	if h, ok := n.(*ast.HTMLBlock); ok {
		w.htmlBlock(h)
		return
	}
	w.settle()
	switch n := n.(type) {
	case *ast.Paragraph:
		w.paragraph(n)
	case *ast.TextBlock:
		w.spans(n)
		w.gap()
	case *ast.Heading:
		w.heading(n)
	case *ast.Blockquote:
		w.blockquote(n)
	case *ast.List:
		w.list(n)
	case *ast.ListItem:
		w.frame("<li>", n, "</li>")
	case *ast.FencedCodeBlock:
		w.fenced(n)
	case *ast.CodeBlock:
		w.codeBlock(n, nil)
	case *ast.ThematicBreak:
		w.put("<hr>")
	case *syntax.Component:
		w.component(n.Shortcode)
	case *syntax.Speaker, *ast.LinkReferenceDefinition:
	case *east.Table:
		w.table(n)
	case *east.DefinitionList:
		w.frame("<dl>", n, "</dl>")
	case *east.DefinitionTerm:
		w.put("<dt>")
		w.phrase(n)
		w.put("</dt>")
		w.gap()
	case *east.DefinitionDescription:
		w.frame("<dd>", n, "</dd>")
	case *east.FootnoteList:
		w.footnotes(n)
	default:
		w.blocks(n)
	}
}

// frame writes a container between its tags.
func (w *writer) frame(open string, n ast.Node, end string) { w.nested(open, n, end, w.blocks) }

func (w *page) put(s string) { w.out = append(w.out, s...) }

// gap separates the words of two blocks, for counting.
func (w *page) gap() { w.plain = append(w.plain, '\n') }

// paragraph writes a paragraph, or the figure or card that it means.
func (w *writer) paragraph(n *ast.Paragraph) {
	if w.figures(n) || w.loneURL(n) || loneComponent(w, n) || w.loneShortcode(n) {
		return
	}
	w.put("<p")
	w.attributes(n, turnOf(n, w.Text))
	w.put(">")
	from, at := len(w.plain), len(w.out)
	w.phrase(n)
	if len(w.out) == at && n.Attributes() == nil { // only what was dropped
		w.out = w.out[:at-len("<p>")]
		return
	}
	w.put("</p>")
	if w.opts.Lead && w.body.Lead == "" && w.depth == 0 && w.within == 0 {
		w.body.Lead = collapse(w.plain[from:])
	}
	w.gap()
}

func (w *writer) heading(n *ast.Heading) {
	level := byte(min(max(n.Level+w.shift, 2), 6))
	w.put("<h")
	w.out = append(w.out, '0'+level)
	at := len(w.out)
	w.out = append(w.out, '>')
	from := len(w.plain)
	w.phrase(n)
	words := collapse(w.plain[from:])
	if arabic.IsBlank(words) && !bytes.ContainsAny(w.out[at:], anyMark) { // nothing to see, not even a picture
		w.out = w.out[:at-len("<h2")]
		return
	}
	w.gap()
	id := cmp.Or(syntax.Attribute(n, "id"), arabic.Anchor(words), "heading")
	if w.ids[id] != 0 && syntax.Attribute(n, "id") != "" && !ofTemplate(id) {
		w.problem(n.Pos(), "body/twice-id", site.Say("المعرّف #%s لعنوانين؛ الروابط إليه تقود إلى الأول", "two headings have the id #%s; links to it lead to the first", id),
			site.Say("غيّر أحدهما", "change one of them"))
	}
	id = w.claim(id)
	w.nameHeading(n, id)
	w.insert(at, func() {
		w.attributes(n, "", "id")
		w.put(` id="`)
		w.out = appendEscaped(w.out, id)
		w.put(`"`)
	})
	w.put("</h")
	w.out = append(w.out, '0'+level, '>')
	w.body.Headings = append(w.body.Headings, site.Heading{Level: int(level), ID: id, Text: words})
}

// nameHeading records the id of a heading for its span.
func (w *page) nameHeading(n *ast.Heading, id string) {
	if !w.opts.Spans || n.Lines().Len() == 0 {
		return
	}
	if w.headings == nil {
		w.headings = map[int]string{}
	}
	w.headings[n.Lines().At(0).Start] = id
}

// insert writes in the middle of what is written.
func (w *page) insert(at int, write func()) {
	tail := append(w.pending[:0], w.out[at:]...)
	w.out = w.out[:at]
	write()
	w.out = append(w.out, tail...)
	w.pending = tail[:0]
}

func (w *writer) list(n *ast.List) {
	if !n.IsOrdered() {
		w.frame("<ul>", n, "</ul>")
		return
	}
	open := "<ol>"
	if n.Start != 1 {
		open = `<ol start="` + strconv.Itoa(n.Start) + `">`
	}
	w.frame(open, n, "</ol>")
}

func (w *writer) fenced(n *ast.FencedCodeBlock) {
	language := n.Language(w.Text)
	if syntax.IsVerse(string(language)) {
		w.verse(n)
		return
	}
	w.codeBlock(n, language)
}

// codeBlock writes code, which runs from left to right in any language.
func (w *writer) codeBlock(n ast.Node, language []byte) {
	w.put(`<pre dir="ltr" tabindex="0"><code`)
	if len(language) > 0 {
		w.put(` class="language-`)
		w.out = appendEscaped(w.out, string(language))
		w.put(`"`)
	}
	w.put(">")
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		w.out = appendEscaped(w.out, string(line.Value(w.Text)))
	}
	w.put("</code></pre>")
}

// turnOf is the class of an interview's turn: a paragraph that begins with
// **س:** or **ج:**.
func turnOf(n *ast.Paragraph, source []byte) string {
	bold, ok := n.FirstChild().(*ast.Emphasis)
	if !ok || bold.Level != 2 {
		return ""
	}
	name := strings.TrimSpace(string(syntax.AppendPlain(nil, bold, source)))
	name, colon := strings.CutSuffix(name, ":")
	if next, ok := bold.NextSibling().(*ast.Text); !colon && (!ok || !bytes.HasPrefix(bytes.TrimSpace(next.Segment.Value(source)), []byte(":"))) {
		return ""
	}
	switch strings.TrimSpace(name) {
	case "س", "سؤال", "Q":
		return "question"
	case "ج", "جواب", "A":
		return "answer"
	}
	return ""
}

// attributes writes what an author may set on a block, and our own class.
func (w *page) attributes(n ast.Node, class string, but ...string) {
	if own := syntax.Attribute(n, "class"); own != "" && class != "" {
		class += " " + own
	} else if own != "" {
		class = own
	}
	w.attr("class", class)
	if n.Attributes() == nil {
		return
	}
	if id := syntax.Attribute(n, "id"); id != "" && !slices.Contains(but, "id") {
		w.attr("id", w.claim(id))
	}
	w.attr("lang", syntax.Attribute(n, "lang"))
	if dir := syntax.Attribute(n, "dir"); dir == "rtl" || dir == "ltr" || dir == "auto" {
		w.attr("dir", dir)
	}
}

// attr writes an attribute that has a value.
func (w *page) attr(name, value string) {
	if value == "" {
		return
	}
	w.put(" " + name + `="`)
	w.out = appendEscaped(w.out, value)
	w.put(`"`)
}
