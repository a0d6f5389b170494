package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"warraq/site/markdown/syntax"
)

// takeCredits takes the line that closes a story of the wires, such as
// «(فرانس برس، العربي الجديد)», out of the body: its names are agencies.
func (w *writer) takeCredits(doc ast.Node) {
	last, _ := lastBlock(doc).(*ast.Paragraph)
	if last == nil || last.LastChild() == nil {
		return
	}
	line := lastLine(last)
	if line == nil {
		return
	}
	w.scratch = w.scratch[:0]
	for n := line; n != nil; n = n.NextSibling() {
		if t, ok := n.(*ast.Text); ok {
			w.scratch = syntax.AppendText(w.scratch, t, w.Text)
		} else {
			w.scratch = syntax.AppendPlain(w.scratch, n, w.Text)
		}
	}
	if bytes.IndexByte(w.scratch, '(') < 0 {
		return
	}
	if w.body.Credits = Credits(string(w.scratch)); w.body.Credits == nil {
		return
	}
	before, _ := line.PreviousSibling().(*ast.Text)
	for n := line; n != nil; {
		next := n.NextSibling()
		last.RemoveChild(last, n)
		n = next
	}
	if before != nil {
		before.SetSoftLineBreak(false)
		before.SetHardLineBreak(false)
	} else {
		last.Parent().RemoveChild(last.Parent(), last)
	}
}

// lastBlock is the last block of a body's own words.
func lastBlock(doc ast.Node) ast.Node {
	n := doc.LastChild()
	for n != nil && (n.Kind().String() == "FootnoteList" || n.Kind() == ast.KindLinkReferenceDefinition) {
		n = n.PreviousSibling()
	}
	return n
}

// lastLine is the first node of a paragraph's last line.
func lastLine(p ast.Node) ast.Node {
	n := p.LastChild()
	for n.PreviousSibling() != nil {
		if t, ok := n.PreviousSibling().(*ast.Text); ok && (t.SoftLineBreak() || t.HardLineBreak()) {
			return n
		}
		n = n.PreviousSibling()
	}
	return n
}

const (
	maxCreditRunes = 90
	maxCreditWords = 5 // of one name
)

// Credits are the names in a line that is one parenthesis; nil for a line
// that is anything else.
func Credits(line string) []string {
	line = strings.Trim(line, " .")
	inner, opened := strings.CutPrefix(line, "(")
	inner, closed := strings.CutSuffix(inner, ")")
	if !opened || !closed || utf8.RuneCountInString(inner) > maxCreditRunes || strings.ContainsAny(inner, "().:؟!?0123456789«»\"") {
		return nil
	}
	var names []string
	for _, name := range strings.FieldsFunc(inner, func(c rune) bool { return strings.ContainsRune("،,/؛+", c) }) {
		name = strings.TrimSpace(name)
		if n := len(strings.Fields(name)); n == 0 || n > maxCreditWords {
			return nil
		}
		for _, no := range notCredits {
			if name == no {
				return nil
			}
		}
		names = append(names, name)
	}
	return names
}
