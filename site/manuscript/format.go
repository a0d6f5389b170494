package manuscript

import (
	"bytes"
	"cmp"
	"encoding/json"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"warraq/site"
	"warraq/site/arabic"
)

// Format writes a manuscript as all are written: the keys of YAML front matter
// in the order of the tables (a comment goes with the key below it), no
// quotation marks that are not needed, Unicode's composed form (NFC) of all but
// code and addresses, Unix line ends, no space at a line's end but for the two
// of a line break, one blank line between blocks and after the front matter.
//
// What Parse reads from the result is what it reads from src, but for NFC; what
// cannot be written so without a change of meaning stays. Formatting twice
// changes nothing more. A manuscript with errors in its front matter is given
// back as it is, with them.
func Format(file string, src []byte, o Options) ([]byte, []site.Problem) {
	r := newReader(file, o)
	start, matter := r.open(src)
	if site.Errors(r.problems) > 0 {
		return src, r.problems
	}
	f := &formatter{file: file, options: o}
	out := f.front(string(src[:start]), matter)
	if body := f.body(src[start:]); out == "" || body == "" {
		out += body
	} else {
		out += "\n" + body
	}
	if out == string(src) || !f.parts(out, matter) {
		return src, nil
	}
	return []byte(out), nil
}

// parts tells whether a manuscript still begins with the same front matter: a
// body may hold what looks like one.
func (f *formatter) parts(src string, matter *node) bool {
	r := newReader(f.file, f.options)
	_, got := r.open([]byte(src))
	return site.Errors(r.problems) == 0 && reflect.DeepEqual(meaning(got), meaning(matter))
}

type formatter struct {
	file    string
	options Options
}

// front writes front matter anew, and keeps what would be read otherwise.
func (f *formatter) front(src string, matter *node) string {
	src = unixLines(src)
	if plain := trimLines(composed(src)); plain != src && f.means(plain, matter) {
		src = plain
	}
	if sorted, ok := f.sorted(src); ok && sorted != src && f.means(sorted, matter) {
		src = sorted
	}
	return src
}

func unixLines(s string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(s, "\ufeff"))
}

// trimLines drops space at the ends of lines.
func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t")
	}
	return strings.Join(lines, "\n")
}

// means tells whether front matter says what another does, in whatever order.
func (f *formatter) means(src string, matter *node) bool {
	r := newReader(f.file, f.options)
	start, got := r.open([]byte(src))
	return start == len(src) && site.Errors(r.problems) == 0 && reflect.DeepEqual(meaning(got), meaning(matter))
}

// meaning is what a node says, without places and order of keys.
func meaning(n *node) any {
	switch n.kind {
	case isScalar:
		return arabic.NFC(n.text)
	case isList:
		out := make([]any, len(n.items))
		for i, item := range n.items {
			out[i] = meaning(item)
		}
		return out
	case isMap:
		out := make(map[string]any, len(n.entries))
		for _, e := range n.entries {
			out[arabic.NFC(e.key)] = meaning(e.value)
		}
		return out
	}
	return nil
}

// entryLines are a key of YAML with all that belongs to it, and the comments
// above it.
type entryLines struct {
	rank  int
	lines []string
}

var (
	yamlKey    = regexp.MustCompile(`^([\p{L}_][\p{L}\p{M}\p{N}_-]*)[ \t]*:(?:[ \t]|$)`)
	yamlQuoted = regexp.MustCompile(`^([ \t]*(?:-[ \t]+)*[\p{L}_][\p{L}\p{M}\p{N}_-]*:[ \t]+|[ \t]*(?:-[ \t]+)+)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')$`)
	yamlFlow   = regexp.MustCompile(`^([ \t]*[\p{L}_][\p{L}\p{M}\p{N}_-]*:[ \t]+)\[([^\[\]{}#]*["'][^\[\]{}#]*)\]$`)
	yamlItem   = regexp.MustCompile(`^[ \t]*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,"']+)[ \t]*(?:,|$)`)
)

// sorted orders the keys of YAML; false of other notations and of documents
// whose lines cannot be told apart.
func (f *formatter) sorted(src string) (string, bool) {
	lines := strings.Split(strings.TrimSuffix(src, "\n"), "\n")
	if len(lines) < 2 || lines[0] != "---" {
		return "", false
	}
	last := len(lines) - 1
	order := f.order()
	var entries []entryLines
	var above []string // comments that wait for their key
	for _, line := range lines[1:last] {
		m := yamlKey.FindStringSubmatch(line)
		switch {
		case m != nil:
			entries = append(entries, entryLines{rank: order(m[1]), lines: append(above, requoted(line))})
			above = nil
		case line == "" || strings.HasPrefix(line, "#"):
			above = append(above, line)
		case len(entries) == 0:
			return "", false
		case line[0] == ' ' || line[0] == '\t' || line[0] == '-' || line[0] == ']' || line[0] == '}':
			e := &entries[len(entries)-1]
			e.lines = append(append(e.lines, above...), requoted(line)) // what stood between belongs to the value
			above = nil
		default:
			return "", false
		}
	}
	slices.SortStableFunc(entries, func(a, b entryLines) int { return cmp.Compare(a.rank, b.rank) })
	out := lines[:1:1]
	for _, e := range entries {
		out = append(out, withoutLead(e.lines)...)
	}
	for _, line := range above {
		if line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(append(out, lines[last]), "\n") + "\n", true
}

// withoutLead drops the blank lines above a key; those within its value stay.
func withoutLead(lines []string) []string {
	key := slices.IndexFunc(lines, func(l string) bool { return yamlKey.MatchString(l) })
	out := slices.DeleteFunc(slices.Clone(lines[:key]), func(l string) bool { return l == "" })
	return append(out, lines[key:]...)
}

// order is the rank of a key in the table of the noun that the file holds;
// keys that it does not hold stand last.
func (f *formatter) order() func(key string) int {
	index, most := articleFields.index(), len(articleFields.fields)
	switch dir, base := path.Split(f.file); {
	case base == "_index.md":
		index, most = sectionFields.index(), len(sectionFields.fields)
	case dir == "authors/":
		index, most = authorFields.index(), len(authorFields.fields)
	}
	return func(key string) int {
		if k, ok := index[foldKey(key)]; ok {
			return k.field
		}
		return most
	}
}

// requoted writes a line's text with the marks that it needs: none, or double
// ones.
func requoted(line string) string {
	if m := yamlQuoted.FindStringSubmatch(line); m != nil {
		if s, ok := unquoted(m[2]); ok {
			return m[1] + scalarYAML(s)
		}
		return line
	}
	m := yamlFlow.FindStringSubmatch(line)
	if m == nil {
		return line
	}
	var items []string
	for rest := strings.TrimSpace(m[2]); rest != ""; {
		item := yamlItem.FindStringSubmatch(rest)
		if item == nil {
			return line
		}
		word := strings.TrimSpace(item[1])
		if s, ok := unquoted(word); ok {
			word = scalarYAML(s)
		}
		items = append(items, word)
		rest = strings.TrimSpace(rest[len(item[0]):])
	}
	return m[1] + "[" + strings.Join(items, ", ") + "]"
}

// unquoted reads a text in marks; false where it has none, or where it would
// not be written again as it is.
func unquoted(s string) (out string, ok bool) {
	switch {
	case len(s) >= 2 && s[0] == '\'':
		out = strings.ReplaceAll(s[1:len(s)-1], "''", "'")
	case len(s) < 2 || s[0] != '"' || json.Unmarshal([]byte(s), &out) != nil:
		return "", false
	}
	return out, clean(out) == out
}

// body writes the Markdown anew, line by line, and keeps the lines of code.
func (f *formatter) body(src []byte) string {
	old := unixLines(string(src))
	out := f.lines(old)
	if out == strings.TrimPrefix(old, "\n") {
		return out
	}
	want := f.page(old)
	for _, out := range []string{out, strings.Trim(old, "\n") + "\n"} {
		if got := f.page(out); got == want || arabic.NFC(got) == arabic.NFC(want) {
			return out
		}
	}
	return old
}

func (f *formatter) page(body string) string {
	a := site.NewArticle(f.file)
	b, _ := renderBody(f.file, []byte(body), 0, f.options, a)
	return string(b.HTML)
}

func (f *formatter) lines(src string) string {
	kept := verbatim([]byte(src))
	compose := composed
	if arabic.NFC(src) == src {
		compose = func(s string) string { return s }
	}
	var out []string
	lines := strings.Split(src, "\n")
	for i, line := range lines {
		if kept[i] {
			out = append(out, line)
			continue
		}
		breaks := strings.HasSuffix(line, "  ") && i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != ""
		if line = strings.TrimRight(line, " \t"); breaks && line != "" {
			line += "  "
		}
		if line == "" && (len(out) == 0 || out[len(out)-1] == "" && !kept[i-1]) {
			continue
		}
		out = append(out, compose(line))
	}
	for len(out) > 0 && strings.TrimSpace(out[len(out)-1]) == "" {
		out = out[:len(out)-1]
	}
	if len(out) == 0 {
		return ""
	}
	return strings.Join(out, "\n") + "\n"
}

// verbatim are the lines of code and of raw HTML, counted from 0.
func verbatim(src []byte) map[int]bool {
	kept := map[int]bool{}
	doc := (&writer{text: src}).parse()
	keep := func(s text.Segment) {
		first := bytes.Count(src[:s.Start], []byte("\n"))
		for i := range 1 + bytes.Count(bytes.TrimSuffix(src[s.Start:s.Stop], []byte("\n")), []byte("\n")) {
			kept[first+i] = true
		}
	}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() == ast.TypeInline {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			for i := range n.Lines().Len() {
				keep(n.Lines().At(i))
			}
		case *ast.HTMLBlock:
			for i := range n.Lines().Len() {
				keep(n.Lines().At(i))
			}
			if n.HasClosure() {
				keep(n.ClosureLine)
			}
		}
		return ast.WalkContinue, nil
	})
	return kept
}

// notWords are code and addresses within a line, whose letters nobody may
// change.
var notWords = regexp.MustCompile("`[^`\n]*`" + `|\]\([^)\s]*|<[^>\n]*>|https?://[^\s"')\]]+`)

// composed is the text in NFC but for code and addresses.
func composed(s string) string {
	if whole := arabic.NFC(s); whole == s {
		return s
	}
	var out strings.Builder
	at := 0
	for _, m := range notWords.FindAllStringIndex(s, -1) {
		out.WriteString(arabic.NFC(s[at:m[0]]))
		out.WriteString(s[m[0]:m[1]])
		at = m[1]
	}
	out.WriteString(arabic.NFC(s[at:]))
	return out.String()
}
