// Package syntax reads the Markdown of a body into goldmark's tree, with the
// constructs that CommonMark lacks, and into spans. It writes no HTML.
package syntax

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"warraq/site"
)

var inlineParsers = []util.PrioritizedValue{
	util.Prioritized(shortcodeParser{}, 50),
	util.Prioritized(taskParser{extension.NewTaskCheckBoxParser()}, 60),
	util.Prioritized(parser.NewCodeSpanParser(), 100),
	util.Prioritized(noteMarkParser{extension.NewFootnoteParser()}, 101),
	util.Prioritized(spacedParser{}, 190),
	util.Prioritized(linkParser{parser.NewLinkParser()}, 200),
	util.Prioritized(parser.NewAutoLinkParser(), 300),
	util.Prioritized(parser.NewRawHTMLParser(), 400),
	util.Prioritized(emphasisParser{}, 500),
	util.Prioritized(linkifyParser{}, 999),
}

// grammar reads CommonMark and our constructs. All files share it: it has no
// state. Package markdown writes the tree, because goldmark's renderer does not
// know references and Problems.
var grammar = parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(headingParser{parser.NewSetextHeadingParser(parser.WithHeadingAttribute())}, 100),
		util.Prioritized(componentParser{}, 150),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(nestedParser{numberedParser{parser.NewListParser()}}, 300),
		util.Prioritized(nestedParser{numberedParser{parser.NewListItemParser()}}, 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(headingParser{parser.NewATXHeadingParser(parser.WithHeadingAttribute())}, 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(nestedParser{parser.NewBlockquoteParser()}, 800),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(parser.NewParagraphParser(), 1000),

		util.Prioritized(nestedParser{extension.NewDefinitionListParser()}, 101),
		util.Prioritized(nestedParser{extension.NewDefinitionDescriptionParser()}, 102),
		util.Prioritized(nestedParser{noteParser{extension.NewFootnoteBlockParser()}}, 999),
	),
	parser.WithInlineParsers(inlineParsers...),
	parser.WithInlineParsers(util.Prioritized(newWordsParser(inlineParsers), 1000)),
	parser.WithParagraphTransformers(
		util.Prioritized(definitionsParser{parser.LinkReferenceParagraphTransformer}, 100),
		util.Prioritized(blockAttributes{}, 150),
		util.Prioritized(tableParser{}, 200),
		util.Prioritized(quoteMarks{}, 300),
	),
	parser.WithASTTransformers(
		util.Prioritized(extension.NewTableASTTransformer(), 0),
		util.Prioritized(keepNotes{}, 998),
		util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
	),
)

// noIDs: ids are made while writing, when a heading's words are known.
type noIDs struct{}

func (noIDs) Generate([]byte, ast.NodeKind) []byte { return nil }
func (noIDs) Put([]byte)                           {}

// Told is what a writer should hear of a text: where it goes beyond each bound first, and
// its footnotes that nothing leads to.
type Told struct {
	Excess map[Excess]int
	Notes  []Note
	Taken  []Note // lines «[مصدر]: رويترز» that CommonMark takes for the address of a reference
}

// Options are what a tree depends on beside the text.
type Options struct {
	Spans      bool     // give spans
	Components []string // the names of the theme's components
	Live       bool     // headings part the text
}

// Parse reads a text into a tree, and into spans if they are asked for. Their
// offsets are those of the text. The tree of a text with too many marks is empty.
func Parse(source []byte, o Options) (ast.Node, []site.Span, Told) {
	if at := manyMarks(source); at >= 0 {
		return ast.NewDocument(), nil, Told{Excess: map[Excess]int{TooManyMarks: at}}
	}
	l := &limits{source: source, told: map[Excess]int{}}
	pc := parser.NewContext(parser.WithIDs(noIDs{}))
	pc.Set(limitsKey, l)
	if len(o.Components) > 0 {
		pc.Set(componentsKey, o.Components)
	}
	if !o.Spans {
		doc := grammar.Parse(text.NewReader(source), parser.WithContext(pc))
		pair(doc, o)
		return doc, nil, Told{l.told, l.notes, wordsTaken(source, pc)}
	}
	ends := map[ast.Node]linkEnd{}
	pc.Set(linkEnds, ends)
	doc := grammar.Parse(text.NewReader(source), parser.WithContext(pc))
	pair(doc, o)
	s := &spanner{text: source, ends: ends, spans: make([]site.Span, 0, 16+len(source)/64)}
	s.blocks(doc, site.SpanParagraph)
	slices.SortStableFunc(s.spans, func(a, b site.Span) int { return cmp.Compare(a.From, b.From) })
	return doc, s.spans, Told{l.told, l.notes, wordsTaken(source, pc)}
}

// linkParser is goldmark's parser of links, within bounds. If spans are wanted, it also
// records where the words of a link end and where the link itself ends:
// goldmark's nodes do not say that.
type linkParser struct{ parser.InlineParser }

// linkEnd is where a link's words end (at its closing bracket), and the link.
type linkEnd struct{ words, all int }

// linkEnds is the key of a map[ast.Node]linkEnd in the parser's context.
var linkEnds = parser.NewContextKey()

func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, before := block.PeekLine()
	l := limitsOf(pc)
	if !l.bracket(line, before.Start) {
		return nil
	}
	n := p.InlineParser.Parse(parent, boundedReader{block}, pc)
	if n == nil && len(line) > MaxAddress && bytes.HasPrefix(line, []byte("](")) && !bytes.ContainsAny(line[:MaxAddress], " \t\n)") {
		l.tell(LongAddress, before.Start)
	}
	if link, ok := n.(*ast.Link); ok && link.Reference != nil && l.expand(link.Destination, link.Title) {
		link.Destination, link.Title = nil, nil
		l.tell(ManyReferences, before.Start)
	}
	if image, ok := n.(*ast.Image); ok && image.Reference != nil && l.expand(image.Destination, image.Title) {
		image.Destination, image.Title = nil, nil
		l.tell(ManyReferences, before.Start)
	}
	if ends, ok := pc.Get(linkEnds).(map[ast.Node]linkEnd); ok && n != nil {
		_, after := block.Position()
		ends[n] = linkEnd{before.Start, after.Start}
	}
	return n
}

func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	limitsOf(pc).brackets = 0
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}
