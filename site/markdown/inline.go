package markdown

import (
	"bytes"
	"strings"
	"unsafe"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/arabic/bidi"
	"warraq/site/markdown/syntax"
)

// spans writes the words of a block.
func (w *phraser) spans(block ast.Node) {
	from := len(w.plain)
	w.quotes = w.pairQuotes(block)
	w.inside(block)
	w.quotes = nil
	w.mute = ""
	w.rawMarks(block, w.plain[from:])
}

// rawMarks tells of marks of Markdown that readers would see.
func (w *report) rawMarks(block ast.Node, words []byte) {
	if at, mark := syntax.RawMark(block, w.Text, words); mark != "" {
		w.problem(at, "body/raw-mark",
			site.Say("علامة Markdown لا تُقرأ وتظهر للقارئ كما هي: %s", "a mark of Markdown that is not read, and that readers see: %s", mark),
			site.Say("اكتب الرابط هكذا: [كلمات](address)، وعرّف كل [^حاشية] وكل [مرجع][]، ولكل جدول سطر |---| تحت رأسه، أو ضع \\ قبل القوس إن قصدته", "write a link as [words](address), define each [^footnote] and [reference][], put a line |---| below the head of a table; put \\ before a bracket that is meant"))
	}
}

// phrase writes the words of a block that may hold no other.
func (w *phraser) phrase(block ast.Node) {
	w.phrasing++
	w.spans(block)
	w.phrasing--
}

// inside writes the children of a span, and closes what raw HTML left open.
func (w *phraser) inside(parent ast.Node) {
	base := w.base
	w.base = len(w.raw)
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.inline(n)
	}
	w.flush()
	w.closeRaw(w.base)
	w.base = base
}

func (w *phraser) inline(n ast.Node) {
	if t, ok := n.(*ast.Text); ok {
		w.textNode(t)
		return
	}
	if r, ok := n.(*ast.RawHTML); ok {
		w.flush()
		w.rawInline(r)
		return
	}
	if w.mute != "" {
		return
	}
	w.flush()
	switch n := n.(type) {
	case *ast.Emphasis:
		if n.Level == 2 {
			w.span("<strong>", n, "</strong>")
		} else {
			w.span("<em>", n, "</em>")
		}
	case *east.Strikethrough:
		w.span("<del>", n, "</del>")
	case *ast.CodeSpan:
		w.codeSpan(n)
	case *east.TaskCheckBox:
		w.taskBox(n.IsChecked)
	case *ast.Link:
		w.link(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.Image:
		w.image(n)
	case *ast.String:
		w.pending = append(w.pending, n.Value...)
	case *syntax.Shortcode:
		w.inlineShortcode(n)
	case *east.FootnoteLink:
		w.footnoteLink(n)
	case *east.FootnoteBacklink:
		w.footnoteBacklink(n)
	default:
		w.inside(n)
	}
}

func (w *phraser) span(open string, n ast.Node, end string) { w.nested(open, n, end, w.inside) }

// nested writes what a node holds between tags; too deep, without them.
func (w *page) nested(open string, n ast.Node, end string, inner func(ast.Node)) {
	if w.depth >= maxDepth {
		inner(n)
		return
	}
	w.depth++
	w.put(open)
	inner(n)
	w.put(end)
	w.depth--
}

// taskBox writes the box of a task (GFM 5.3), with words for who cannot see it.
func (w *page) taskBox(done bool) {
	w.put(`<input type="checkbox" disabled`)
	label := w.labels.open
	if done {
		w.put(" checked")
		label = w.labels.done
	}
	w.attr("aria-label", label)
	w.put("> ")
}

func (w *phraser) codeSpan(n ast.Node) {
	var code []byte
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			code = append(code, t.Segment.Value(w.Text)...)
		}
	}
	code = bytes.ReplaceAll(code, []byte("\n"), []byte(" "))
	w.plain = append(w.plain, code...)
	if text := string(code); bidi.BeginsRTL(text) { // words, not the code of a program
		w.put(`<code dir="rtl">`)
		w.out = w.appendWords(w.out, text)
	} else {
		w.put(`<code dir="ltr">`)
		w.out = appendEscaped(w.out, text)
	}
	w.put("</code>")
}

// textNode keeps text back until something else comes.
func (w *phraser) textNode(t *ast.Text) {
	if w.mute == "" {
		w.pending = syntax.AppendText(w.pending, t, w.Text)
	}
	if t.HardLineBreak() {
		w.flush()
		w.put("<br>")
		w.plain = append(w.plain, ' ')
	} else if t.SoftLineBreak() {
		w.pending = append(w.pending, ' ')
	}
}

// flush writes the text held back: quotation marks are paired, the words of
// the Qur'an left alone, and what bidi would misplace is isolated.
func (w *page) flush() {
	if len(w.pending) == 0 {
		return
	}
	t := w.pending
	for {
		before, verse, after, ok := syntax.CutQuran(t)
		w.words(before)
		if !ok {
			break
		}
		w.put(`<span class="quran" lang="ar">`)
		w.plain = append(w.plain, verse...)
		w.out = appendEscaped(w.out, string(verse))
		w.put("</span>")
		t = after
	}
	w.pending = w.pending[:0]
}

// words writes plain text.
func (w *page) words(t []byte) {
	if len(t) == 0 {
		return
	}
	if w.code > 0 {
		w.plain = append(w.plain, t...)
		w.out = appendEscaped(w.out, string(t))
		return
	}
	s := viewed(t)
	if w.quotes != nil {
		w.turned = arabic.AppendQuotes(w.turned[:0], s, w.quotes)
		s = viewed(w.turned)
	}
	w.plain = append(w.plain, s...)
	if w.opts.Bare { // that something was written is enough
		w.out = append(w.out, s...)
		return
	}
	w.out = w.appendWords(w.out, s)
}

// viewed reads bytes as a string without copying them, which saves a twentieth of
// Render's time. The string must not be kept: the bytes are a buffer of the page,
// and change.
func viewed(t []byte) string { return unsafe.String(unsafe.SliceData(t), len(t)) }

// appendWords adds text, escaped and isolated where it must be.
func (w *page) appendWords(dst []byte, s string) []byte {
	kind := classify(s)
	if kind&mayIsolate == 0 && kind&needsEscape != 0 && w.bidi.Base != "ltr" {
		return appendEscaped(dst, s)
	}
	if kind&needsEscape != 0 {
		w.scratch = appendEscaped(w.scratch[:0], s)
		s = viewed(w.scratch)
	}
	if kind&mayIsolate != 0 || w.bidi.Base == "ltr" {
		s = w.bidi.Escaped(s)
	}
	return append(dst, s...)
}

// What classify finds in a text.
const (
	plainLetters = 0
	needsEscape  = 1 << iota
	mayIsolate
)

// classify looks for what is rare in Arabic text: markup, and the
// Latin letters and digits without which nothing needs an isolate.
func classify(s string) (kind int) {
	for i := range len(s) {
		kind |= int(byteKinds[s[i]])
	}
	return kind
}

var byteKinds = func() (table [256]uint8) {
	for b := range table {
		c := byte(b)
		switch {
		case '0' <= c && c <= '9', 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', 0xc3 <= c && c <= 0xd5:
			table[b] = mayIsolate
		case c == '<', c == '>', c == '&', c < ' ' && c != '\n' && c != '\t', c == 0x7f, c == 0xc2:
			table[b] = needsEscape
		}
	}
	return table
}()

// appendEscaped adds text that may stand in an element or between double
// quotes, without control characters.
func appendEscaped(dst []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		if !special[s[i]] {
			continue
		}
		to, n := "", 1
		switch s[i] {
		case '<':
			to = "&lt;"
		case '>':
			to = "&gt;"
		case '&':
			to = "&amp;"
		case '"':
			to = "&quot;"
		case 0xc2: // U+0080 to U+009F are control characters
			if i+1 == len(s) || s[i+1] >= 0xa0 {
				continue
			}
			n = 2
		}
		dst = append(append(dst, s[from:i]...), to...)
		from = i + n
	}
	return append(dst, s[from:]...)
}

// special are the bytes that appendEscaped looks at.
var special = func() (table [256]bool) {
	for b := range 256 {
		c := byte(b)
		table[b] = c == '<' || c == '>' || c == '&' || c == '"' || c == 0xc2 || c == 0x7f || c < ' ' && c != '\n' && c != '\t'
	}
	return table
}()

// plainOf is the text of a node without its marks.
func (w *page) plainOf(n ast.Node) string {
	return strings.TrimSpace(string(syntax.AppendPlain(nil, n, w.Text)))
}

// collapse makes one line of a text.
func collapse(t []byte) string { return strings.Join(strings.Fields(string(t)), " ") }

// pairQuotes prepares the straight quotation marks of an Arabic block for
// turning to «»; it returns nil if there are none or they do not pair.
func (w *page) pairQuotes(block ast.Node) *arabic.QuoteState {
	if !w.arabic || !hasMark(block, w.Text) {
		return nil
	}
	w.scratch = appendQuoted(w.scratch[:0], block, w.Text)
	if !arabic.EvenQuotes(viewed(w.scratch)) {
		return nil
	}
	return new(arabic.QuoteState)
}

// turn turns the marks of what stands in no paragraph.
func (w *page) turn(text string) string { return arabic.QuotesIn(text, w.lang) }

func hasMark(block ast.Node, source []byte) bool {
	for i := range block.Lines().Len() {
		line := block.Lines().At(i)
		if bytes.IndexByte(source[line.Start:line.Stop], '"') >= 0 {
			return true
		}
	}
	return false
}

// appendQuoted adds the text in which quotation marks are turned.
func appendQuoted(dst []byte, n ast.Node, source []byte) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			dst = syntax.AppendText(dst, c, source)
		case *ast.CodeSpan, *ast.Image:
		default:
			dst = appendQuoted(dst, c, source)
		}
	}
	return dst
}
