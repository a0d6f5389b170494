package syntax

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/own"
)

// A component of the theme is written as Hugo's shortcodes are. Its sign alone in a line is a block; within
// words it is one of them. A sign whose end, {{< /name >}}, stands among the same siblings
// has what is between the two for its body; any other has none.

// Component is the sign of a component that is alone in its line.
type Component struct {
	ast.BaseBlock
	*Shortcode
}

var kindComponent = ast.NewNodeKind("Component")

// Kind implements ast.Node.
func (*Component) Kind() ast.NodeKind { return kindComponent }

// Dump implements ast.Node.
func (c *Component) Dump(source []byte, level int) { ast.DumpHelper(c, source, level, nil, nil) }

// Pos gives where the sign begins.
func (c *Component) Pos() int { return c.Shortcode.Pos() }

// componentsKey is the key of the names of all components in the parser's context.
var componentsKey = parser.NewContextKey()

type componentParser struct{}

func (componentParser) Trigger() []byte { return []byte{'{'} }

func (componentParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	names, _ := pc.Get(componentsKey).([]string)
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if len(names) == 0 || at < 0 {
		return nil, parser.NoChildren
	}
	sign, end := shortcodeSigns(line[at:])
	if sign == 0 {
		return nil, parser.NoChildren
	}
	inner, rest, ok := bytes.Cut(line[at+sign:], []byte(end))
	if !ok || len(bytes.TrimSpace(rest)) > 0 || len(inner) > maxShortcode {
		return nil, parser.NoChildren
	}
	s := newShortcode(string(inner))
	if !slices.Contains(names, s.component()) {
		return nil, parser.NoChildren
	}
	s.SetPos(segment.Start + at)
	reader.Advance(segment.Len() - 1)
	return &Component{Shortcode: s}, parser.NoChildren
}

func (componentParser) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}
func (componentParser) Close(ast.Node, text.Reader, parser.Context) {}
func (componentParser) CanInterruptParagraph() bool                 { return true }
func (componentParser) CanAcceptIndentedLine() bool                 { return false }

// component is the name of the component that a sign begins or ends.
func (s *Shortcode) component() string { return strings.TrimSpace(strings.TrimPrefix(s.Name, "/")) }

// Ends says that a sign is the end of a component.
func (s *Shortcode) Ends() bool { return strings.HasPrefix(s.Name, "/") }

// IsComponent says that a sign is one of a component.
func (s *Shortcode) IsComponent() bool { return s.ofTheme }

// IsLoneComponent says that a paragraph is one component with its body, and nothing else; the
// component is Lone then.
func IsLoneComponent(n *ast.Paragraph, source []byte) bool {
	s, ok := n.FirstChild().(*Shortcode)
	if !ok || !s.ofTheme || s.Ends() || s.End == nil {
		return false
	}
	for c := n.LastChild(); c != ast.Node(s.End); c = c.PreviousSibling() {
		if t, ok := c.(*ast.Text); !ok || len(bytes.TrimSpace(t.Segment.Value(source))) > 0 {
			return false
		}
	}
	s.Lone = true
	return true
}

// Named are the arguments with names, each of the kind that it is written as; Unnamed those without.
func (s *Shortcode) Named(zone *time.Location) (out own.Fields) {
	for _, a := range s.written {
		if a.key != "" {
			out = slices.DeleteFunc(out, func(f own.Field) bool { return f.Name == a.key })
			out = append(out, own.Field{Name: a.key, Value: a.typed(zone)})
		}
	}
	return out
}

// Unnamed are the arguments without names, in order.
func (s *Shortcode) Unnamed(zone *time.Location) (out []own.Value) {
	for _, a := range s.written {
		if a.key == "" {
			out = append(out, a.typed(zone))
		}
	}
	return out
}

// argument is one as it is written.
type argument struct {
	key, value string
	quoted     bool
}

func (a argument) typed(zone *time.Location) own.Value {
	if a.quoted {
		return own.Value{Kind: own.Text, Text: a.value}
	}
	return own.Plain(a.value, zone)
}

func pair(doc ast.Node, o Options) {
	if len(o.Components) > 0 {
		pairComponents(doc, o.Components, o.Live)
	}
}

// pairComponents finds the ends of components. In a live story, whose headings part it, no pair
// goes over one.
func pairComponents(doc ast.Node, names []string, live bool) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // it gives no error
		if !entering || !n.HasChildren() {
			return ast.WalkContinue, nil
		}
		var open []*Shortcode
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			var s *Shortcode
			switch c := c.(type) {
			case *Component:
				s = c.Shortcode
			case *Shortcode:
				s = c
			case *ast.Heading:
				if live && n == doc {
					open = nil
				}
			}
			if s == nil || s.Open || !slices.Contains(names, s.component()) {
				continue
			}
			s.ofTheme, s.Index = true, -1
			if !s.Ends() {
				if !s.closed {
					open = append(open, s)
				}
				continue
			}
			for i := len(open) - 1; i >= max(0, len(open)-mostOpen); i-- {
				if open[i].Name == s.component() {
					open[i].End, s.Begin, open = s, open[i], open[:i]
					break
				}
			}
		}
		return ast.WalkContinue, nil
	})
}

// mostOpen bounds how far the beginning of a component is looked for.
const mostOpen = 100

// HintOfSign says which sign may be meant by a name that means nothing, or which there are.
func HintOfSign(name string, components []string) site.Words {
	if guess := arabic.Nearest(name, slices.Values(components), strings.ToLower); guess != "" {
		return site.Say("لعلك تقصد %s", "did you mean %s?", guess)
	}
	if slices.Contains(components, name) {
		return site.Say("ضعه في سطر وحده خارج وسوم HTML", "put it in a line of its own, outside of HTML tags")
	}
	known := append([]string{"youtube", "tweet", "figure"}, components...)
	return site.Say("المفهوم منها: %s", "understood are %s", strings.Join(known, " "))
}
