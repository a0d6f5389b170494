package amend

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"warraq/site/manuscript"
	"warraq/site/settings/notation"
)

// form is how a front matter is written.
type form uint8

const (
	none form = iota
	yaml
	toml
	object // JSON
)

// form tells how the front matter is written.
func (f *Front) form() form {
	switch mark := strings.TrimLeft(strings.TrimPrefix(f.src[:f.start], "\ufeff"), " \t\r\n"); {
	case strings.HasPrefix(mark, "---"):
		return yaml
	case strings.HasPrefix(mark, "+++"):
		return toml
	case strings.HasPrefix(mark, "{"):
		return object
	}
	return none
}

// with is the manuscript with a new key: the last of YAML, the first of TOML, where tables
// follow, and of JSON.
func (f *Front) with(key string, value any) string {
	head, body, end := f.src[:f.start], f.src[f.start:], f.lineEnd()
	switch f.form() {
	case none:
		return head + "---" + end + f.block(key, value) + "---" + end + end + body
	case yaml:
		at := strings.LastIndexAny(strings.TrimRight(head, " \t\r\n"), "\r\n") + 1
		return head[:at] + f.block(key, value) + head[at:] + body
	case toml:
		at := strings.Index(head, "+++")
		at += strings.IndexAny(head[at:], "\r\n")
		return head[:at] + end + key + " = " + f.inline(value) + head[at:] + body
	}
	at := strings.IndexByte(head, '{') + 1
	comma := ""
	if len(f.matter.Entries) > 0 {
		comma = ","
	}
	return head[:at] + strconv.Quote(key) + ": " + f.inline(value) + comma + head[at:] + body
}

// block is a key with its value as lines of YAML.
func (f *Front) block(key string, value any) string {
	text := string(manuscript.Compose(manuscript.Matter{{Key: key, Value: value}}, ""))
	text = strings.TrimSuffix(strings.TrimPrefix(text, "---\n"), "---\n")
	return strings.ReplaceAll(text, "\n", f.lineEnd())
}

// inline is a value as it stands in a line, behind its key.
func (f *Front) inline(value any) string {
	if s, ok := value.(string); ok && f.form() == yaml {
		return strings.TrimSpace(strings.TrimPrefix(f.block("k", s), "k:"))
	}
	return f.flow(value)
}

// flow is a value within brackets, where texts need quotation marks.
func (f *Front) flow(value any) string {
	var parts []string
	switch v := value.(type) {
	case bool:
		return strconv.FormatBool(v)
	case manuscript.Matter:
		for _, p := range v {
			parts = append(parts, map[form]string{yaml: p.Key + ": ", toml: p.Key + " = ", object: strconv.Quote(p.Key) + ": "}[f.form()]+f.flow(p.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []manuscript.Matter:
		for _, m := range v {
			parts = append(parts, f.flow(m))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case []string:
		for _, s := range v {
			parts = append(parts, f.flow(s))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	text := notation.Clean(asText(value))
	if _, err := time.Parse(time.RFC3339, text); err == nil && f.form() == toml {
		return text
	}
	return strconv.Quote(text)
}

// lines is the extent of an entry that has lines of its own: a comment or a blank line above
// the next key is not of it.
func (f *Front) lines(i int) (from, to int, ok bool) {
	e := f.matter.Entries[i]
	starts := []int{0}
	for at := 0; at < f.start; {
		end := strings.IndexAny(f.src[at:f.start], "\r\n")
		if end < 0 {
			break
		}
		if at += end + 1; f.src[at-1] == '\r' && at < f.start && f.src[at] == '\n' {
			at++
		}
		starts = append(starts, at)
	}
	text := func(line int) string { return f.src[starts[line]:starts[line+1]] }
	next := len(starts) - 2 // the fence that ends the front matter
	if starts[len(starts)-1] < f.start {
		next++ // it ends the file, without a line's end
	}
	for _, other := range f.matter.Entries {
		if other.Line > e.Line {
			next = min(next, other.Line-1)
		} else if other.Line == e.Line && other.Key != e.Key {
			return 0, 0, false
		}
	}
	if e.Col != 1 || e.Line < 1 || e.Line >= len(starts) || next < e.Line {
		return 0, 0, false
	}
	for next > e.Line {
		if line := strings.TrimSpace(text(next - 1)); line != "" && line[0] != '#' {
			break
		}
		next--
	}
	return starts[e.Line-1], starts[next], true
}

// remove takes out an entry.
func (f *Front) remove(i int) error {
	e := f.matter.Entries[i]
	if f.form() == object {
		from, to := f.member(i)
		return f.try(e.Key, nil, f.src[:from]+f.src[to:])
	}
	from, to, ok := f.lines(i)
	if !ok {
		return ErrForm
	}
	return f.try(e.Key, nil, f.src[:from]+f.src[to:])
}

// member is the extent of an entry of JSON, with the comma that goes with it.
func (f *Front) member(i int) (from, to int) {
	from = f.offset(f.matter.Entries[i].Line, f.matter.Entries[i].Col)
	d := json.NewDecoder(bytes.NewReader([]byte(f.src[from:f.start])))
	var key string
	if d.Decode(&key) != nil {
		return 0, 0
	}
	to = from + int(d.InputOffset())
	to += strings.IndexByte(f.src[to:], ':') + 1
	d = json.NewDecoder(bytes.NewReader([]byte(f.src[to:f.start])))
	var value json.RawMessage
	if d.Decode(&value) != nil {
		return 0, 0
	}
	to += int(d.InputOffset())
	const space = " \t\r\n"
	if rest := strings.TrimLeft(f.src[to:f.start], space); strings.HasPrefix(rest, ",") {
		rest = strings.TrimLeft(rest[1:], space)
		return from, f.start - len(rest)
	}
	if before := strings.TrimRight(f.src[:from], space); strings.HasSuffix(before, ",") {
		from = len(before) - 1
	}
	return from, to
}

// offset is the byte at a line and a column, which count from 1, the column by runes.
func (f *Front) offset(line, col int) (at int) {
	for ; line > 1; line-- {
		at += strings.IndexByte(f.src[at:], '\n') + 1
	}
	for ; col > 1 && at < len(f.src); col-- {
		_, size := utf8.DecodeRuneInString(f.src[at:])
		at += size
	}
	return at
}

// longer gives the manuscript in the ways in which it may have one item more in the list of
// an entry.
func (f *Front) longer(i int, item any) (out []string) {
	n := f.matter.Entries[i].Value
	if n.Kind == notation.Scalar && n.From > 0 { // one value becomes a list
		from, to := f.outerMarks(n)
		for _, first := range []string{f.src[from:to], strconv.Quote(n.Text)} {
			out = append(out, f.src[:from]+"["+first+", "+f.flow(item)+"]"+f.src[to:])
		}
		return out
	}
	if n.Kind != notation.List || len(n.Items) == 0 {
		return nil
	}
	if _, to, ok := f.lines(i); ok && f.form() == yaml {
		last := n.Items[len(n.Items)-1]
		line := f.src[f.offset(last.Line, 1):]
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		if strings.HasPrefix(line[len(indent):], "- ") { // a list by dashes
			return []string{f.src[:to] + f.dashed(indent, item) + f.src[to:]}
		}
	}
	at := f.endOf(n.Items[len(n.Items)-1])
	if n.Items[len(n.Items)-1].Kind == notation.Map {
		at += strings.IndexByte(f.src[at:], '}') + 1
	}
	out = append(out, f.src[:at]+", "+f.flow(item)+f.src[at:])
	if m, ok := item.(manuscript.Matter); ok && f.form() == toml { // [[corrections]]
		if _, to, ok := f.lines(i); ok || f.matter.Entries[i].Col > 1 {
			if !ok {
				to = strings.LastIndex(f.src[:f.start], "+++")
			}
			table := "[[" + f.matter.Entries[i].Key + "]]" + f.lineEnd()
			for _, p := range m {
				table += p.Key + " = " + f.flow(p.Value) + f.lineEnd()
			}
			out = append(out, f.src[:to]+table+f.src[to:])
		}
	}
	return out
}

// dashed is an item of a list by dashes, as lines of YAML.
func (f *Front) dashed(indent string, item any) string {
	m, ok := item.(manuscript.Matter)
	if !ok {
		return indent + "- " + f.inline(item) + f.lineEnd()
	}
	_, lines, _ := strings.Cut(f.block("k", []manuscript.Matter{m}), f.lineEnd())
	lines = strings.TrimPrefix(lines, "  ")
	return indent + strings.ReplaceAll(strings.TrimSuffix(lines, f.lineEnd()), f.lineEnd()+"  ", f.lineEnd()+indent) + f.lineEnd()
}

// endOf is where the last scalar of a value ends.
func (f *Front) endOf(n *notation.Node) (end int) {
	if n.Kind == notation.Scalar {
		_, end = f.outerMarks(n)
	}
	for _, item := range n.Items {
		end = max(end, f.endOf(item))
	}
	for _, e := range n.Entries {
		end = max(end, f.endOf(e.Value))
	}
	return end
}
