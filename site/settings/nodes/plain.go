package nodes

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Plain reads the YAML that nearly all front matter is, without a parser's
// cost: keys at the margin; values that are scalars on one line, lists of them
// in brackets or by dashes, or one map within. It returns nil for all other YAML,
// also for faulty YAML, which the library then reports. Its nodes are those of
// the library (FuzzPlainYAML of package settings).
func Plain(text []byte, at int) *Node {
	if !isPlainText(text) {
		return nil
	}
	line := FirstLine(at)
	p := plainReader{rest: string(text), line: line - 1, end: at + len(text)}
	root := p.mapping(0)
	if root == nil || p.odd || len(root.Entries) == 0 {
		return nil
	}
	return root
}

// isPlainText refuses tabs, carriage returns and whatever else YAML may take
// for a break or forbid.
func isPlainText(text []byte) bool {
	for i, b := range text {
		switch {
		case b >= ' ' && b < 0x7f || b == '\n':
		case b < ' ' || b == 0x7f:
			return false
		case b == 0xc2 && i+1 < len(text) && text[i+1] < 0xa0:
			return false
		}
	}
	for _, mark := range []string{"\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff"} {
		if bytes.Contains(text, []byte(mark)) {
			return false
		}
	}
	return true
}

// plainReader goes through the lines that are neither blank nor comments.
type plainReader struct {
	rest   string
	whole  string // the present line
	text   string // its words
	indent int
	line   int
	end    int  // of all lines in the file
	start  int  // of the present line in the file
	odd    bool // a line that only the parser understands
}

func (p *plainReader) next() bool {
	for p.rest != "" {
		p.start = p.end - len(p.rest)
		p.whole, p.rest, _ = strings.Cut(p.rest, "\n")
		p.line++
		p.text = strings.Trim(p.whole, " ")
		p.indent = len(p.whole) - len(strings.TrimLeft(p.whole, " "))
		switch {
		case p.text == "" || p.text[0] == '#':
			continue
		case p.indent == 0 && (strings.HasPrefix(p.text, "---") || strings.HasPrefix(p.text, "...")):
			p.odd = true
			return false
		}
		return true
	}
	return false
}

// peek tells how the next line with words is indented, and whether it is an
// item of a list; -1 at the end.
func (p *plainReader) peek() (indent int, item bool) {
	ahead := *p
	if !ahead.next() {
		p.odd = ahead.odd
		return -1, false
	}
	return ahead.indent, ahead.text == "-" || strings.HasPrefix(ahead.text, "- ")
}

// scalarAt is a scalar whose text, with its marks, begins at byte i of the
// present line.
func (p *plainReader) scalarAt(i int, text string) *Node {
	n := &Node{Kind: Scalar, Line: p.line, Col: utf8.RuneCountInString(p.whole[:i]) + 1, Text: text}
	n.From, n.To = p.start+i, p.start+i+len(text)
	return n
}

// nested reads what stands under a key without a value.
func (p *plainReader) nested() *Node {
	indent, item := p.peek()
	switch {
	case item:
		return p.list(indent)
	case indent > 0:
		return p.mapping(indent)
	}
	return &Node{Kind: Null, Line: p.line, Col: 1}
}

func (p *plainReader) list(indent int) *Node {
	n := &Node{Kind: List}
	for {
		if at, item := p.peek(); at != indent || !item {
			if at > indent {
				return nil
			}
			return n
		}
		p.next()
		text := strings.TrimLeft(strings.TrimPrefix(p.text, "-"), " ")
		if n.Line == 0 {
			n.Line, n.Col = p.line, indent+1
		}
		if text == "" || strings.HasPrefix(text, "- ") || text == "-" {
			return nil
		}
		v := p.value(text)
		if v == nil {
			return nil
		}
		n.Items = append(n.Items, v)
	}
}

// mapping reads a map: the keys at the margin, or those of one map within, which
// holds scalars and short lists.
func (p *plainReader) mapping(indent int) *Node {
	n := &Node{Kind: Map}
	for {
		at, item := p.peek()
		if at < 0 || at == 0 && indent > 0 {
			return n
		}
		if at != indent || item {
			return nil
		}
		p.next()
		key, value, ok := cutKey(p.text)
		if !ok || len(n.Entries) == maxPlain || n.Get(key) != nil {
			return nil
		}
		e := Entry{Key: key, Line: p.line, Col: indent + 1}
		if n.Line == 0 {
			n.Line, n.Col = e.Line, e.Col
		}
		switch {
		case value != "":
			e.Value = p.value(value)
		case indent == 0:
			e.Value = p.nested()
		default:
			if deeper, list := p.peek(); deeper < indent || deeper == indent && !list {
				e.Value = &Node{Kind: Null, Line: e.Line, Col: e.Col}
			}
		}
		if e.Value == nil {
			return nil
		}
		n.Entries = append(n.Entries, e)
	}
}

// maxPlain is how many keys of a map, or items of a list in one line, the fast reader
// reads: its work grows with their square.
const maxPlain = 200

// cutKey splits «key: value».
func cutKey(line string) (key, value string, ok bool) {
	for i := range len(line) {
		switch c := line[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_', i > 0 && ('0' <= c && c <= '9' || c == '-'):
		case c == ':' && i > 0 && (i+1 == len(line) || line[i+1] == ' '):
			return line[:i], strings.TrimLeft(line[i+1:], " "), true
		default:
			return "", "", false
		}
	}
	return "", "", false
}

// value reads what stands after a key or a dash: a scalar that ends with its
// line, or a list in brackets.
func (p *plainReader) value(text string) *Node {
	if indent, _ := p.peek(); indent > p.indent {
		return nil // it may go on there
	}
	i := p.indent + len(p.text) - len(text)
	if text[0] == '[' {
		return p.brackets(i, text)
	}
	return p.scalar(i, text, false)
}

func (p *plainReader) brackets(i int, text string) *Node {
	n := &Node{Kind: List, Line: p.line, Col: utf8.RuneCountInString(p.whole[:i]) + 1}
	inner, ok := strings.CutSuffix(text[1:], "]")
	if !ok {
		return nil
	}
	if strings.Trim(inner, " ") == "" {
		return n
	}
	at := 0
	for {
		end := itemEnd(inner[at:])
		if end < 0 || len(n.Items) == maxPlain {
			return nil
		}
		item := inner[at : at+end]
		words := strings.Trim(item, " ")
		if words == "" {
			return nil
		}
		lead := len(item) - len(strings.TrimLeft(item, " "))
		v := p.scalar(i+1+at+lead, words, true)
		if v == nil {
			return nil
		}
		n.Items = append(n.Items, v)
		if at += end + 1; at > len(inner) {
			return n
		}
	}
}

// itemEnd finds the comma after an item, or the end; -1 for an open quote.
func itemEnd(s string) int {
	lead := len(s) - len(strings.TrimLeft(s, " "))
	if lead < len(s) && (s[lead] == '"' || s[lead] == '\'') {
		end := ClosingQuote(s[lead:])
		if end < 0 {
			return -1
		}
		from := lead + end + 1
		if i := strings.IndexByte(s[from:], ','); i >= 0 {
			return from + i
		}
		return len(s)
	}
	if i := strings.IndexByte(s, ','); i >= 0 {
		return i
	}
	return len(s)
}

// ClosingQuote finds the end of a quoted scalar; -1 if it does not end.
func ClosingQuote[T string | []byte](s T) int {
	quote := s[0]
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quote == '"':
			i++
		case s[i] != quote:
		case quote == '\'' && i+1 < len(s) && s[i+1] == quote:
			i++
		default:
			return i
		}
	}
	return -1
}

func (p *plainReader) scalar(i int, text string, flow bool) *Node {
	n := p.scalarAt(i, text)
	switch text[0] {
	case '"', '\'':
		if ClosingQuote(text) != len(text)-1 {
			return nil
		}
		var ok bool
		n.Text, ok = unquoteYAML(text)
		if !ok {
			return nil
		}
		n.Quoted = true
		n.From++
		n.To--
		return n
	case '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '%', '@', '`', '=', '<', '~':
		return nil
	}
	if strings.Contains(text, ": ") || strings.Contains(text, " #") || strings.HasSuffix(text, ":") {
		return nil
	}
	if flow && strings.ContainsAny(text, ":{}[]#?\"'") {
		return nil
	}
	switch text {
	case "null", "Null", "NULL": // and no other writing of it (YAML 1.2, core schema)
		*n = Node{Line: n.Line, Col: n.Col}
	}
	return n
}

// unquoteYAML takes the quotes off, and of the escapes those of the quote and
// of the backslash.
func unquoteYAML(s string) (string, bool) {
	quote, inner := s[0], s[1:len(s)-1]
	if quote == '\'' {
		return strings.ReplaceAll(inner, "''", "'"), true
	}
	if strings.IndexByte(inner, '\\') < 0 {
		return inner, true
	}
	var b strings.Builder
	for i := 0; i < len(inner); i++ {
		if inner[i] == '\\' {
			if i++; i == len(inner) || inner[i] != '"' && inner[i] != '\\' {
				return "", false
			}
		}
		b.WriteByte(inner[i])
	}
	return b.String(), true
}
