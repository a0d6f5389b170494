package syntax

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Note is a footnote to which nothing in the text leads.
type Note struct {
	At    int // of its line
	Label string
	Twice bool // another of the same label stands above it
}

// keepNotes keeps such footnotes, which goldmark drops with their words.
type keepNotes struct{}

func (keepNotes) Transform(doc *ast.Document, _ text.Reader, pc parser.Context) {
	l := limitsOf(pc)
	if !bytes.Contains(l.source, []byte("[^")) {
		return
	}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		list, ok := n.(*east.FootnoteList)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		labels := map[string]bool{}
		for c := list.FirstChild(); c != nil; c = c.NextSibling() {
			note := c.(*east.Footnote)
			label := string(note.Ref)
			if note.Index < 0 {
				list.Count++
				note.Index = list.Count
				l.notes = append(l.notes, Note{lineOf(l.source, note), label, labels[label]})
			}
			labels[label] = true
		}
		return ast.WalkSkipChildren, nil
	})
}

// lineOf is where the line of a footnote begins.
func lineOf(source []byte, note *east.Footnote) int {
	at := max(note.Pos(), 0)
	for c := note.FirstChild(); at == 0 && c != nil; c = c.FirstChild() {
		if c.Type() == ast.TypeBlock && c.Lines().Len() > 0 {
			at = c.Lines().At(0).Start
		}
	}
	at = min(at, len(source))
	return bytes.LastIndexByte(source[:at], '\n') + 1
}

// wordsTaken finds definitions of references that name no address: they were meant as words, and
// nobody sees them.
func wordsTaken(source []byte, pc parser.Context) (taken []Note) {
	places := map[string][]int{} // of the labels in question, where they stand; looked for in one walk
	for _, r := range pc.References() {
		if !bytes.ContainsAny(r.Destination(), "./#:?@") || r.Destination()[0] == '(' {
			places[string(r.Label())] = nil
		}
	}
	for at := 0; len(places) > 0; at++ {
		next := bytes.IndexByte(source[at:], '[')
		if next < 0 {
			break
		}
		at += next
		label, _, closed := bytes.Cut(source[at+1:min(len(source), at+1+maxLabel)], []byte("]"))
		if known, ok := places[string(label)]; ok && closed {
			places[string(label)] = append(known, at)
		}
	}
	for label, at := range places {
		if len(at) == 1 && bytes.HasPrefix(source[at[0]:], []byte("["+label+"]:")) {
			taken = append(taken, Note{At: at[0], Label: label})
		}
	}
	slices.SortFunc(taken, func(a, b Note) int { return a.At - b.At })
	return taken
}

// maxLabel is how long the label of a reference may be (CommonMark 0.31, 4.7).
const maxLabel = 1000
