package syntax

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// quoteMarks reads what gives a block quotation its kind: a first line like
// [!ملاحظة], perhaps with a title after it, and a last line that begins with a
// dash and names who spoke.
type quoteMarks struct{}

func (quoteMarks) Transform(n *ast.Paragraph, reader text.Reader, _ parser.Context) {
	quote, ok := n.Parent().(*ast.Blockquote)
	if !ok || n.Lines().Len() == 0 {
		return
	}
	if n.PreviousSibling() == nil {
		takeKind(quote, n, reader.Source())
	}
	if n.Lines().Len() > 0 {
		takeSpeaker(quote, n, reader.Source())
	}
	if n.Lines().Len() == 0 {
		quote.RemoveChild(quote, n)
	}
}

func takeKind(quote *ast.Blockquote, n *ast.Paragraph, source []byte) {
	first := n.Lines().At(0)
	line := bytes.TrimSpace(first.Value(source))
	if !bytes.HasPrefix(line, []byte("[!")) {
		return
	}
	name, title, ok := strings.Cut(string(line[2:]), "]")
	kind := quoteKinds[strings.ToLower(strings.TrimSpace(name))]
	if !ok || kind == "" {
		return
	}
	quote.SetAttributeString("kind", kind)
	quote.SetAttributeString("title", strings.Trim(title, " +-"))
	n.Lines().SetSliced(1, n.Lines().Len())
}

func takeSpeaker(quote *ast.Blockquote, n *ast.Paragraph, source []byte) {
	last := n.Lines().Len() - 1
	segment := n.Lines().At(last)
	line := segment.Value(source)
	name, ok := CutDash(string(bytes.TrimSpace(line)))
	if !ok || last == 0 && n.PreviousSibling() == nil && quote.Attributes() == nil {
		return
	}
	at := segment.Start + bytes.Index(source[segment.Start:segment.Stop], []byte(name))
	s := &Speaker{}
	s.Lines().Append(text.NewSegment(at, at+len(name)))
	quote.InsertAfter(quote, n, s)
	n.Lines().SetSliced(0, last)
	if last > 0 {
		end := n.Lines().At(last - 1)
		n.Lines().Set(last-1, end.TrimRightSpace(source))
	}
}

// Speaker is the line that says whose words a quotation is.
type Speaker struct{ ast.BaseBlock }

var kindSpeaker = ast.NewNodeKind("Speaker")

// Kind implements ast.Node.
func (*Speaker) Kind() ast.NodeKind { return kindSpeaker }

// Dump implements ast.Node.
func (s *Speaker) Dump(source []byte, level int) { ast.DumpHelper(s, source, level, nil, nil) }

// SpeakerOf finds the speaker of a block quotation; it returns nil if there is
// none.
func SpeakerOf(n ast.Node) *Speaker {
	for c := n.LastChild(); c != nil; c = c.PreviousSibling() {
		if s, ok := c.(*Speaker); ok {
			return s
		}
	}
	return nil
}

// blockAttributes reads a last line like {.wide #map lang=en} as attributes of
// its paragraph; where it is the only line, of the block before it. Headings
// carry theirs on their own line, as goldmark reads them.
type blockAttributes struct{}

func (blockAttributes) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	last := lines.At(lines.Len() - 1)
	value := bytes.TrimSpace(last.Value(reader.Source()))
	if len(value) < 3 || value[0] != '{' || value[len(value)-1] != '}' || value[1] == '{' {
		return
	}
	if len(value) > MaxAddress {
		limitsOf(pc).tell(LongAttributes, last.Start)
		return
	}
	r := text.NewReader(value)
	attrs, ok := parser.ParseAttributes(r)
	if rest, _ := r.PeekLine(); !ok || len(rest) > 0 {
		return
	}
	var target ast.Node = n
	if lines.Len() == 1 {
		if target = n.PreviousSibling(); target == nil {
			return
		}
		n.Parent().RemoveChild(n.Parent(), n)
	} else {
		lines.SetSliced(0, lines.Len()-1)
		end := lines.At(lines.Len() - 1)
		lines.Set(lines.Len()-1, end.TrimRightSpace(reader.Source()))
	}
	for _, a := range attrs {
		target.SetAttribute(a.Name, a.Value)
	}
}

// Attribute is one attribute of a block, in plain text.
func Attribute(n ast.Node, name string) string {
	if n.Attributes() == nil {
		return ""
	}
	v, _ := n.AttributeString(name)
	switch v := v.(type) {
	case []byte:
		return string(Unreference(v))
	case string:
		return v
	}
	return ""
}
