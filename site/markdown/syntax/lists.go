package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// numberedParser is goldmark's parser of lists, or of their items, which also knows
// numbers in Arabic digits: «١. أول». goldmark is shown the same line with Latin
// digits. It stands in place of goldmark's own, so that a list may mix both.
type numberedParser struct{ parser.BlockParser }

// Trigger adds the bytes with which the Arabic-Indic and the Persian digits begin.
func (p numberedParser) Trigger() []byte { return append(p.BlockParser.Trigger(), 0xd9, 0xdb) }

func (p numberedParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	n, state := p.BlockParser.Open(parent, latinDigits{reader}, pc)
	if item, ok := n.(*ast.ListItem); ok {
		item.Offset -= arabicNumber(line) // a digit of two bytes is one column wide
	}
	return n, state
}

func (p numberedParser) Continue(n ast.Node, reader text.Reader, pc parser.Context) parser.State {
	return p.BlockParser.Continue(n, latinDigits{reader}, pc)
}

// latinDigits is a reader whose lines begin with Latin digits where they begin with
// Arabic ones. It is as long: «١٢.» is read as «0012.».
type latinDigits struct{ text.Reader }

func (r latinDigits) PeekLine() ([]byte, text.Segment) {
	line, segment := r.Reader.PeekLine()
	digits := arabicNumber(line)
	if digits == 0 {
		return line, segment
	}
	at := len(line) - len(bytes.TrimLeft(line, " "))
	latin := bytes.Clone(line)
	for i := range digits {
		latin[at+i], latin[at+digits+i] = '0', line[at+2*i+1]&0x0f+'0'
	}
	return latin, segment
}

// arabicNumber counts the Arabic digits with which a numbered item begins. There is
// none where no point or bracket follows, nor in a year: «٢٠٢٤. كان عامًا» is a
// sentence.
func arabicNumber(line []byte) (digits int) {
	rest := bytes.TrimLeft(line, " ")
	for len(rest) > 2 && (rest[0] == 0xd9 && 0xa0 <= rest[1] && rest[1] <= 0xa9 || rest[0] == 0xdb && 0xb0 <= rest[1] && rest[1] <= 0xb9) {
		digits++
		rest = rest[2:]
	}
	if digits == 0 || digits > 3 || rest[0] != '.' && rest[0] != ')' {
		return 0
	}
	return digits
}

// taskParser is GFM's box of a task: «- [ ]». goldmark also takes the words of a
// link for one, «- [x](…)»; GFM wants a space after it.
type taskParser struct{ parser.InlineParser }

func (p taskParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if line, _ := block.PeekLine(); len(line) < len("[x] ") || !util.IsSpace(line[3]) {
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}
