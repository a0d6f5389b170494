package check

import (
	"bytes"
	"iter"
	"strings"
)

// proseKeys are the keys of front matter whose values readers read.
var proseKeys = setOf(`title headline localetitle standfirst subtitle deck subheading kicker overline
	summary description desc excerpt lead alt caption text reason note keypoints role transcript`)

// labelKeys are those whose values are labels: read too, but each by itself.
var labelKeys = setOf("tags tag keywords categories category series credit dateline agencies agency")

// matter blots out the front matter but for the words of it. It reads YAML and
// TOML line by line, and JSON string by string: what it does not know stays
// blotted out.
func (k *inker) matter(body int) {
	k.head = append(k.head[:0], k.out[:body]...)
	k.fill(0, body, wall)
	m := matterReader{inker: k}
	if isJSON(k.head) {
		for s := range jsonStrings(k.head) {
			if s.key {
				m.key = string(k.head[s.from+1 : s.to-1])
			} else {
				m.scalar(m.key, s.from, s.to)
			}
		}
		return
	}
	for at := 0; at < body; {
		end := min(lineEnd(k.head, at), body)
		m.line(at, end)
		at = end + 1
	}
	m.flush(body)
}

// isJSON tells front matter that is an object of JSON.
func isJSON(head []byte) bool {
	return bytes.HasPrefix(bytes.TrimPrefix(head, []byte("\ufeff")), []byte("{"))
}

// jsonString is where a string of JSON stands, with its marks.
type jsonString struct {
	from, to int
	key      bool // of an object
}

// jsonStrings are all strings of a front matter.
func jsonStrings(head []byte) iter.Seq[jsonString] {
	return func(yield func(jsonString) bool) {
		for i := 0; i < len(head); i++ {
			if head[i] != '"' {
				continue
			}
			from := i
			for i++; i < len(head) && head[i] != '"'; i++ {
				if head[i] == '\\' {
					i++
				}
			}
			if i >= len(head) || !yield(jsonString{from, i + 1, bytes.HasPrefix(bytes.TrimLeft(head[i+1:], " \t\n"), []byte(":"))}) {
				return
			}
		}
	}
}

// matterReader goes through the lines of a front matter.
type matterReader struct {
	*inker
	key    string // the last key without a value: items and text below are its
	folded int    // the margin of a text of several lines (key: | or key: >), or -1 … see line
	inText bool
	begun  int // where that text begins, or 0
}

func (m *matterReader) line(from, end int) {
	at := from
	for at < end && m.head[at] == ' ' {
		at++
	}
	indent := at - from
	line := m.head[at:end]
	if i := bytes.IndexByte(line, '#'); i >= 0 && bytes.Contains(line[i:], []byte("check:")) {
		m.directive(at+i, end, false)
	}
	if m.inText {
		if len(line) == 0 || indent > m.folded {
			m.text(at, end)
			return
		}
		m.flush(from)
	}
	if len(line) == 0 || line[0] == '#' || line[0] == '\t' {
		return
	}
	item := false
	for bytes.HasPrefix(line, []byte("- ")) {
		n := len(line) - len(bytes.TrimLeft(line[1:], " "))
		item, at, line = true, at+n, m.head[at+n:end]
		indent += n
	}
	key, value := cutKey(line)
	switch {
	case key == "" && item:
		m.value(m.key, at, end)
	case key == "":
	case value < 0:
		m.key = key
	default:
		if !item && indent == 0 || !item {
			m.key = key
		}
		if c := m.head[at+value]; (c == '|' || c == '>') && len(bytes.Trim(m.head[at+value:end], "|>+-0123456789 ")) == 0 {
			m.inText, m.folded, m.begun, m.key = true, indent, 0, key
			return
		}
		m.value(key, at+value, end)
	}
}

// text is a line of a value of several lines.
func (m *matterReader) text(at, end int) {
	if !proseKeys[fold(m.key)] {
		return
	}
	copy(m.out[at:end], m.head[at:end])
	if m.begun == 0 {
		m.begun = at
	}
}

// flush ends a value of several lines.
func (m *matterReader) flush(at int) {
	if m.begun > 0 {
		m.blocks = append(m.blocks, block{from: m.begun, to: at, kind: field, key: fold(m.key)})
	}
	m.inText, m.begun = false, 0
}

// cutKey finds a key, and where its value begins; -1 where it has none.
func cutKey(line []byte) (key string, value int) {
	n := 0
	for n < len(line) && (isASCIILetter(line[n]) || n > 0 && (line[n] == '_' || line[n] == '-' || '0' <= line[n] && line[n] <= '9')) {
		n++
	}
	at := n
	for at < len(line) && line[at] == ' ' {
		at++
	}
	if n == 0 || at == len(line) || line[at] != ':' && line[at] != '=' || line[at] == ':' && at+1 < len(line) && line[at+1] != ' ' {
		return "", 0
	}
	at++
	at += len(line[at:]) - len(bytes.TrimLeft(line[at:], " "))
	if at == len(line) || line[at] == '#' {
		return string(line[:n]), -1
	}
	return string(line[:n]), at
}

// value takes what stands after a key or a dash: a scalar, or a list or a map
// in brackets that ends with its line.
func (m *matterReader) value(key string, at, end int) {
	for end > at && (m.head[end-1] == ' ' || m.head[end-1] == '\n') {
		end--
	}
	if at >= end {
		return
	}
	switch c := m.head[at]; {
	case (c == '[' || c == '{') && m.head[end-1] == c+2: // ] and } stand two after [ and {
		for _, part := range m.parts(at+1, end-1) {
			if name, v := cutKey(m.head[part[0]:part[1]]); name != "" && v > 0 && c == '{' {
				m.value(name, part[0]+v, part[1])
			} else if c == '[' {
				m.value(key, part[0], part[1])
			}
		}
	default:
		m.scalar(key, at, end)
	}
}

// parts are the items between brackets, without the spaces round them.
func (m *matterReader) parts(at, end int) (out [][2]int) {
	depth, quote, from := 0, byte(0), at
	cut := func(to int) {
		a, b := from, to
		for a < b && m.head[a] == ' ' {
			a++
		}
		for a < b && m.head[b-1] == ' ' {
			b--
		}
		if a < b {
			out = append(out, [2]int{a, b})
		}
		from = to + 1
	}
	for i := at; i < end; i++ {
		switch c := m.head[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			} else if c == '\\' && quote == '"' {
				i++
			}
		case (c == '"' || c == '\'') && len(bytes.Trim(m.head[from:i], " ")) == 0, (c == '"') && bytes.HasSuffix(bytes.TrimRight(m.head[from:i], " "), []byte(":")):
			quote = c
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		case c == ',' && depth == 0:
			cut(i)
		}
	}
	cut(end)
	return out
}

// scalar lets the words of a value be seen.
func (m *matterReader) scalar(key string, at, end int) {
	if key = fold(key); !proseKeys[key] && !labelKeys[key] {
		return
	}
	b := block{from: at, to: end, kind: field, key: key, bare: true}
	if c := m.head[at]; c == '"' || c == '\'' {
		close := bytes.LastIndexByte(m.head[at+1:end], c)
		if close < 0 {
			return
		}
		b = block{from: at + 1, to: at + 1 + close, kind: field, key: key}
	} else if i := bytes.Index(m.head[at:end], []byte(" #")); i >= 0 {
		b.to = at + i
	}
	copy(m.out[b.from:b.to], m.head[b.from:b.to])
	if !b.bare { // escapes: \" and ''
		for i := b.from; i < b.to; i++ {
			if c := m.out[i]; (c == '\\' || c == '\'' && m.head[at] == '\'') && i+1 < b.to {
				m.fill(i, i+2, blot)
				i++
			}
		}
	}
	m.blocks = append(m.blocks, b)
}

// fold makes publishDate, publish_date and publish-date one key.
func fold(key string) string {
	for i := range len(key) {
		if c := key[i]; 'A' <= c && c <= 'Z' || c == '_' || c == '-' {
			return strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(key, "_", ""), "-", ""))
		}
	}
	return key
}

// plainYAML tells whether a value without quotes stays one: no sign that
// would make a key, a comment or something else of it.
func plainYAML(value string) bool {
	return value != "" && !strings.Contains(value, ": ") && !strings.Contains(value, " #") && !strings.HasSuffix(value, ":") &&
		strings.IndexByte("-?:,[]{}#&*!|>%@`\"'=<~ ", value[0]) < 0 && !strings.ContainsAny(value, "[]{},")
}
