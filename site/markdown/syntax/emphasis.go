package syntax

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// emphasisParser is CommonMark's emphasis, and GFM's strikethrough between two
// tildes (one is a sign for «about»: «بين ~100 و~200»), with one more rule for what Arabic glues together. CommonMark takes a run of
// asterisks between a letter and a punctuation mark to belong to the letter,
// which leaves «و**«العربي»** قال» with its asterisks. So, where the letter is
// Arabic, a run before an opening mark may also open, and a run after a
// closing mark may also close. Text without Arabic letters is read as ever.
type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_', '~'} }

func (emphasisParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	d := parser.ScanDelimiter(line, before, 1, spanDelimiters{})
	if d == nil {
		return nil
	}
	if d.Char == '~' {
		if d.OriginalLength != 2 || before == '~' {
			return nil
		}
		d.Processor = strikeDelimiters{}
	}
	if d.Char != '_' && d.OriginalLength < len(line) {
		after := runeAt(line[d.OriginalLength:])
		d.CanOpen = d.CanOpen || isArabicWord(before) && strings.ContainsRune(openingMarks, after)
		d.CanClose = d.CanClose || isArabicWord(after) && strings.ContainsRune(closingMarks, before)
	}
	if !limitsOf(pc).delimiter(d, segment.Start, pc) {
		return nil
	}
	d.Segment = segment.WithStop(segment.Start + d.OriginalLength)
	block.Advance(d.OriginalLength)
	pc.PushDelimiter(d)
	return d
}

type spanDelimiters struct{}

func (spanDelimiters) IsDelimiter(b byte) bool { return b == '*' || b == '_' || b == '~' }

func (spanDelimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (spanDelimiters) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

type strikeDelimiters struct{ spanDelimiters }

func (strikeDelimiters) OnMatch(int) ast.Node { return east.NewStrikethrough() }

// U+FD3F opens a verse of the Qur'an and U+FD3E closes it.
const (
	openingMarks = "«“\"'([‹\u2018\ufd3f"
	closingMarks = "»”\"')]›\u2019\ufd3e،؛؟!.:…٪%"
)

// isArabicWord reports whether a rune is a letter, mark, digit or tatweel of the
// Arabic script, not its punctuation.
func isArabicWord(r rune) bool {
	switch {
	case r < 0x0620:
		return 0x0610 <= r && r <= 0x061a
	case r <= 0x06ff:
		return r != 0x066a && r != 0x066b && r != 0x066c && r != 0x066d && r != 0x06d4
	case 0x0750 <= r && r <= 0x077f, 0x0870 <= r && r <= 0x08ff:
		return true
	case 0xfb50 <= r && r <= 0xfdff:
		return r != 0xfd3e && r != 0xfd3f
	}
	return 0xfe70 <= r && r <= 0xfefc
}
