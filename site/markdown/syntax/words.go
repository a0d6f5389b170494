package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"warraq/site/arabic"
)

// wordsParser reads a run of plain words in one step. goldmark would look at
// each byte for a parser that begins there. The text stays the same; only the
// number of text nodes changes.
type wordsParser struct {
	ends [256]bool // the bytes at which another parser begins, an escape or a line's end
}

func newWordsParser(others []util.PrioritizedValue) *wordsParser {
	p := &wordsParser{}
	for _, o := range others {
		for _, c := range o.Value.(parser.InlineParser).Trigger() {
			p.ends[c] = true
		}
	}
	for _, c := range []byte("\\\n") {
		p.ends[c] = true
	}
	return p
}

// Trigger names the space: goldmark also puts it for a letter that begins a line.
func (*wordsParser) Trigger() []byte { return []byte{' '} }

func (p *wordsParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if segment.Padding > 0 || segment.Start > 0 && block.Source()[segment.Start-1] == '\\' {
		return nil
	}
	words, past := p.words(line)
	switch {
	case past == 0:
		return nil
	case past == len(line):
		block.AdvanceToEOL() // Advance would count the bytes
	default:
		block.Advance(past)
	}
	segment = segment.WithStop(segment.Start + words)
	if last, ok := parent.LastChild().(*ast.Text); ok && last.Segment.Stop == segment.Start && !last.SoftLineBreak() {
		last.Segment = last.Segment.WithStop(segment.Stop)
		if words == 0 { // only spaces before the line's end
			last.Segment = last.Segment.TrimRightSpace(block.Source())
		}
		return last
	}
	return ast.NewTextSegment(segment)
}

// words is how far the line is words, and how far it is read with them: past
// spaces before the line's end, but for the two that break it.
func (p *wordsParser) words(line []byte) (end, past int) {
	for end < len(line) && !p.ends[line[end]] {
		end = max(end+1, arabic.PastWords(line, end))
	}
	if end < len(line) && line[end] != '\n' {
		return end, end
	}
	words := len(line[:end]) - util.TrimRightSpaceLength(line[:end])
	if end < len(line) && bytes.HasSuffix(line[:end], []byte("  ")) {
		return words, end - len("  ")
	}
	return words, end
}
