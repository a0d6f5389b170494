package exports

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"warraq/site/intake/markup"
)

// paragraphs does to text of the classic editor what WordPress does when it
// shows it (wpautop): a blank line ends a paragraph, a line end is a break.
func paragraphs(source string) string {
	if !strings.Contains(source, "\n") {
		return source
	}
	var f flow
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		raw := string(z.Raw())
		token := z.Token()
		switch {
		case len(f.raw) > 0: // within a block whose lines are its own
			f.verbatim(kind, token, raw)
		case kind == html.TextToken:
			f.text(raw)
		case kind == html.StartTagToken && ownLines[token.DataAtom]:
			f.flush()
			f.out.WriteString(raw)
			f.raw = append(f.raw, token.DataAtom)
		case kind == html.CommentToken || isBlock[token.DataAtom] || kind == html.DoctypeToken:
			f.flush()
			f.out.WriteString(raw)
		default:
			f.inline(kind, raw)
		}
	}
	f.flush()
	return f.out.String()
}

// flow is a text while it is parted.
type flow struct {
	out       strings.Builder
	paragraph strings.Builder
	depth     int         // of inline elements that are open in the paragraph
	raw       []atom.Atom // the blocks with lines of their own that are open
}

// ownLines are the elements within which a blank line ends nothing.
var ownLines = map[atom.Atom]bool{
	atom.Pre: true, atom.Script: true, atom.Style: true, atom.Textarea: true, atom.Table: true, atom.Ul: true, atom.Ol: true, atom.Dl: true,
	atom.Figure: true, atom.Svg: true, atom.Iframe: true, atom.Video: true, atom.Audio: true, atom.Object: true, atom.Select: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
}

// isBlock recognizes the elements that end a paragraph.
var isBlock = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Blockquote: true, atom.Aside: true, atom.Header: true, atom.Footer: true,
	atom.Form: true, atom.Hr: true, atom.Address: true, atom.Main: true, atom.Nav: true, atom.Center: true, atom.Details: true, atom.Summary: true, atom.Fieldset: true,
	atom.Pre: true, atom.Table: true, atom.Ul: true, atom.Ol: true, atom.Dl: true, atom.Figure: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
}

func (f *flow) verbatim(kind html.TokenType, token html.Token, raw string) {
	f.out.WriteString(raw)
	switch {
	case kind == html.StartTagToken && ownLines[token.DataAtom]:
		f.raw = append(f.raw, token.DataAtom)
	case kind == html.EndTagToken:
		for i := len(f.raw) - 1; i >= 0; i-- {
			if f.raw[i] == token.DataAtom {
				f.raw = f.raw[:i]
				return
			}
		}
	}
}

var blankLines = markup.Form(`\n[ \t]*\n\s*`)

func (f *flow) text(raw string) {
	for i, part := range blankLines().Split(raw, -1) {
		if i > 0 {
			if f.depth == 0 {
				f.flush()
			} else {
				f.paragraph.WriteString("<br><br>")
			}
		}
		f.paragraph.WriteString(part)
	}
}

func (f *flow) inline(kind html.TokenType, raw string) {
	switch kind {
	case html.StartTagToken:
		if !isVoid().MatchString(raw) {
			f.depth++
		}
	case html.EndTagToken:
		f.depth = max(0, f.depth-1)
	}
	f.paragraph.WriteString(raw)
}

var isVoid = markup.Form(`(?i)^<(?:img|br|wbr|input|embed|param|source|track|area|col)\b`)

// flush ends the paragraph, with its line ends as breaks.
func (f *flow) flush() {
	text := strings.TrimSpace(f.paragraph.String())
	f.paragraph.Reset()
	f.depth = 0
	if text == "" {
		return
	}
	text = afterBreak().ReplaceAllString(text, "$1")
	f.out.WriteString("<p>" + strings.ReplaceAll(text, "\n", "<br>\n") + "</p>\n")
}

// afterBreak is a line end that a break stands before.
var afterBreak = markup.Form(`(?i)(<br\s*/?>)\s*\n\s*`)
