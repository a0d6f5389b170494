package syntax

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// The bounds of what goldmark is given: some of its work grows with the square of
// these, and the tree with their product. No real text comes near them.
const (
	MaxMarks      = 200_000 // bytes of a body at which a node can begin
	MaxDepth      = 100     // quotations and lists in each other
	MaxAddress    = 4000    // bytes of a link's address, or of a block's attributes
	MaxDelimiters = 1000    // of emphasis in a paragraph, before they are settled
	MaxBrackets   = 1000    // [ that wait for a ], in a paragraph
	MaxNotes      = 2000    // footnotes, and ten times as many references to them
	MaxReferences = 5_000   // lines of a paragraph that defines references
	MaxPadding    = 200_000 // cells of tables that are not written: rows shorter than the head
	minExpansion  = 100_000 // bytes of addresses that references may repeat; or the length of the body
)

// Excess is a bound that a body goes beyond.
type Excess uint8

// The bounds that Parse tells of. BeyondError all but the first, what stands there is read
// as plain words.
const (
	TooManyMarks Excess = iota + 1
	TooDeep
	LongAddress
	LongAttributes
	ManyDelimiters
	WideTable
	ManyReferences
	ManyBrackets
	ManyNotes
	ManyDefinitions
)

// limits is how much of each bound one body has used.
type limits struct {
	source     []byte
	told       map[Excess]int // the first place
	delimiters int            // since the paragraph began, or since they were settled
	waiting    [3]int         // of them, the *, _ and ~ that wait for one that closes
	brackets   int            // that wait for one that closes, since the paragraph began
	footnotes  int            // of the body
	noteMarks  int            // references to them
	padding    int            // cells
	expanded   int            // bytes
	notes      []Note
}

var limitsKey = parser.NewContextKey()

func limitsOf(pc parser.Context) *limits {
	if l, ok := pc.Get(limitsKey).(*limits); ok {
		return l
	}
	return &limits{told: map[Excess]int{}} // of a parser that is not ours
}

func (l *limits) tell(e Excess, pos int) {
	if _, ok := l.told[e]; !ok {
		l.told[e] = pos
	}
}

// delimiter counts a delimiter. goldmark compares each with all before it, so these are
// settled among themselves from time to time: where none waits, if there is such a place.
// It says whether the delimiter may be one.
func (l *limits) delimiter(d *parser.Delimiter, pos int, pc parser.Context) bool {
	if pc.LastDelimiter() == nil {
		l.delimiters, l.waiting = 0, [3]int{}
	}
	if l.delimiters > 2*MaxDelimiters {
		l.tell(ManyDelimiters, pos)
	}
	if l.delimiters > 2*MaxDelimiters || l.delimiters > MaxDelimiters && l.waiting == ([3]int{}) {
		if pc.IsInLinkLabel() {
			return l.delimiters <= 2*MaxDelimiters
		}
		parser.ProcessDelimiters(nil, pc)
		l.delimiters, l.waiting = 0, [3]int{}
	}
	l.delimiters++
	waiting := &l.waiting[strings.IndexByte("*_~", d.Char)]
	if d.CanClose && *waiting > 0 {
		*waiting--
	} else if d.CanOpen {
		*waiting++
	}
	return true
}

// manyMarks finds the first mark of a text beyond the bound; -1 if there is none.
func manyMarks(source []byte) int {
	if len(source) <= MaxMarks {
		return -1
	}
	marks := 0
	for i, b := range source {
		if isMark[b] {
			if marks++; marks > MaxMarks {
				return i
			}
		}
	}
	return -1
}

var isMark = [256]bool{
	'\n': true, '[': true, ']': true, '*': true, '_': true, '~': true, '<': true, '`': true, '{': true, '|': true, '\\': true, '!': true,
}

// nestedParser is goldmark's parser of a container. It opens none that is too deep:
// its marks are words there.
type nestedParser struct{ parser.BlockParser }

func (p nestedParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		depth++
	}
	if depth <= MaxDepth {
		return p.BlockParser.Open(parent, reader, pc)
	}
	_, at := reader.PeekLine()
	limitsOf(pc).tell(TooDeep, at.Start)
	return nil, parser.NoChildren
}

// noteParser is goldmark's parser of footnotes, or of references to them.
type noteParser struct{ parser.BlockParser }

func (p noteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	l := limitsOf(pc)
	_, at := reader.PeekLine()
	if l.footnotes >= MaxNotes {
		l.tell(ManyNotes, at.Start)
		return nil, parser.NoChildren
	}
	n, state := p.BlockParser.Open(parent, reader, pc)
	if n != nil {
		l.footnotes++
	}
	return n, state
}

type noteMarkParser struct{ parser.InlineParser }

func (p noteMarkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	if l := limitsOf(pc); bytes.HasPrefix(bytes.TrimPrefix(line, []byte("!")), []byte("[^")) {
		if l.noteMarks++; l.noteMarks > 10*MaxNotes {
			l.tell(ManyNotes, at.Start)
			return nil
		}
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// definitionsParser is goldmark's parser of definitions: the lines of a paragraph are
// copied for each.
type definitionsParser struct{ parser.ParagraphTransformer }

func (p definitionsParser) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if n.Lines().Len() > MaxReferences {
		first := n.Lines().At(0)
		if line := first.Value(reader.Source()); bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("[")) {
			limitsOf(pc).tell(ManyDefinitions, first.Start)
			return
		}
	}
	p.ParagraphTransformer.Transform(n, reader, pc)
}

// headingParser reads headings, and the attributes of those that are not too long.
type headingParser struct{ parser.BlockParser }

var (
	plainHeading    = parser.NewATXHeadingParser()
	plainUnderlined = parser.NewSetextHeadingParser()
)

func (p headingParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, at := reader.PeekLine()
	if len(line) <= MaxAddress || line[0] == '=' || line[0] == '-' || bytes.IndexByte(line, '{') < 0 {
		return p.BlockParser.Open(parent, reader, pc)
	}
	n, state := plainHeading.Open(parent, reader, pc)
	if n != nil {
		limitsOf(pc).tell(LongAttributes, at.Start)
	}
	return n, state
}

func (p headingParser) Close(n ast.Node, reader text.Reader, pc parser.Context) {
	if words, ok := n.PreviousSibling().(*ast.Paragraph); ok && words.Lines().Len() > 0 {
		if last := words.Lines().At(words.Lines().Len() - 1); last.Len() > MaxAddress && isUnderline(n, reader.Source()) {
			plainUnderlined.Close(n, reader, pc)
			return
		}
	}
	p.BlockParser.Close(n, reader, pc)
}

// isUnderline says that a heading was opened by the line below its words.
func isUnderline(n ast.Node, source []byte) bool {
	if n.Lines().Len() == 0 {
		return false
	}
	first := n.Lines().At(0)
	line := bytes.TrimSpace(first.Value(source))
	return len(line) > 0 && len(bytes.Trim(line, "=-")) == 0
}

// tableParser reads tables whose rows are not much shorter than their heads: goldmark
// adds the cells that they lack.
type tableParser struct{}

func (tableParser) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, l := n.Lines(), limitsOf(pc)
	if lines.Len() > 1 {
		most, cells := 0, 0
		for i := range lines.Len() {
			line := lines.At(i)
			pipes := bytes.Count(line.Value(reader.Source()), []byte{'|'})
			most, cells = max(most, pipes), cells+pipes
		}
		if missing := most*lines.Len() - cells; l.padding+missing > MaxPadding {
			l.tell(WideTable, lines.At(0).Start)
			return
		} else if most > 0 {
			l.padding += missing
		}
	}
	extension.NewTableParagraphTransformer().Transform(n, reader, pc)
}

// boundedReader hands a link's parser no more of a line than an address may be long.
type boundedReader struct{ text.Reader }

func (r boundedReader) PeekLine() ([]byte, text.Segment) {
	line, segment := r.Reader.PeekLine()
	return line[:min(len(line), MaxAddress)], segment
}

// bracket counts a bracket, or a picture's mark and bracket. goldmark compares each that
// closes with all that wait. It says whether the bracket may be one.
func (l *limits) bracket(line []byte, pos int) bool {
	switch {
	case line[0] == ']':
		l.brackets = max(0, l.brackets-1)
	case line[0] == '!' && (len(line) < 2 || line[1] != '['):
	case l.brackets >= MaxBrackets:
		l.tell(ManyBrackets, pos)
		return false
	default:
		l.brackets++
	}
	return true
}

// expand counts what a reference repeats of its definition, as cmark does
// (CVE-2023-22483, «reference expansion»). It says whether that is too much.
func (l *limits) expand(address, title []byte) bool {
	l.expanded += len(address) + len(title)
	return l.expanded > max(minExpansion, len(l.source))
}
