package manuscript

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
	"go.yaml.in/yaml/v4"

	"warraq/site"
)

// node is a value of front matter or settings with its place, whichever of
// the three notations it was written in.
type node struct {
	kind      nodeKind
	text      string // of a scalar
	items     []*node
	entries   []entry
	line, col int // from 1
	from, to  int // of a scalar in the file, without its marks; both 0 where that is unknown
}

type nodeKind uint8

const (
	isNull nodeKind = iota
	isScalar
	isList
	isMap
)

type entry struct {
	key       string
	line, col int
	value     *node
}

// get finds the value of a key, or nil.
func (n *node) get(key string) *node {
	if n == nil {
		return nil
	}
	for _, e := range n.entries {
		if e.key == key {
			return e.value
		}
	}
	return nil
}

// split finds the front matter by its fence, parses it, and gives where the
// body begins.
func (r *reader) split(src []byte) (int, *node) {
	start := 0
	if bytes.HasPrefix(src, []byte("\xef\xbb\xbf")) {
		start = 3
	}
	none := &node{kind: isMap, line: 1, col: 1}
	switch rest := src[start:]; {
	case fenced(rest, "---"):
		return r.between(src, start, "---", r.yaml)
	case fenced(rest, "+++"):
		return r.between(src, start, "+++", r.toml)
	case bytes.HasPrefix(rest, []byte("{")) && !bytes.HasPrefix(rest, []byte("{{")):
		return r.json(src, start)
	}
	return start, none
}

// cutLine parts the first line from the rest; it ends with \n, \r\n or \r.
func cutLine(src []byte) (line, rest []byte) {
	i := bytes.IndexAny(src, "\r\n")
	if i < 0 {
		return src, nil
	}
	end := i + 1
	if src[i] == '\r' && end < len(src) && src[end] == '\n' {
		end++
	}
	return src[:i], src[end:]
}

func fenced(src []byte, fence string) bool {
	line, _ := cutLine(src)
	return string(bytes.TrimRight(line, " \t")) == fence
}

// between parses what stands up to the next line of the fence.
func (r *reader) between(src []byte, start int, fence string, parse func(text []byte, at int) *node) (int, *node) {
	_, text := cutLine(src[start:])
	at := len(src) - len(text)
	for rest := text; len(rest) > 0; {
		from := rest
		if _, rest = cutLine(rest); fenced(from, fence) {
			return len(src) - len(rest), parse(text[:len(text)-len(from)], at)
		}
	}
	r.report(1, 1, "front-matter/unclosed", site.LevelError,
		site.Say("رأس الملف لا ينتهي: لا سطر %s ثانيًا", "the front matter does not end: no second line of %s", fence),
		site.Say("أضف سطر %s قبل النص", "add a line of %s before the text", fence))
	return -1, nil
}

// maxNodes bounds what aliases can blow a document up to.
const maxNodes = 20000

// yaml parses YAML that begins at a byte of the file: in its first line, or in
// its second where a fence stands above.
func (r *reader) yaml(text []byte, at int) *node {
	if n := plainYAML(text, at); n != nil {
		return n
	}
	return r.anyYAML(text, at)
}

// firstLine is the line of a text that begins at a byte of the file.
func firstLine(at int) int {
	if at > len("\ufeff") {
		return 2
	}
	return 1
}

// anyYAML parses whatever YAML there may be.
func (r *reader) anyYAML(text []byte, at int) *node {
	line := firstLine(at)
	empty := &node{kind: isMap, line: line, col: 1}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		r.yamlError(err, text, line)
		return empty
	}
	if len(doc.Content) == 0 {
		return empty
	}
	tree := yamlTree{text: text, at: at, line: line - 1, budget: maxNodes, starts: lineStarts(text)}
	n := tree.node(doc.Content[0], 0)
	switch {
	case tree.budget < 0:
		r.report(line, 1, "front-matter/too-deep", site.LevelError,
			site.Say("رأس الملف أعمق أو أكبر من أن يُقرأ", "the front matter is too deep or too large"), site.Say("بسّطه", "make it simpler"))
		return empty
	case n.kind != isMap:
		r.report(n.line, n.col, "front-matter/no-keys", site.LevelError,
			site.Say("رأس الملف ليس مفاتيح وقيمًا", "the front matter is not keys and values"), site.Say("اكتب كل سطر هكذا: title: عنوان", "write each line as title: words"))
		return empty
	}
	r.twice(n)
	return n
}

var yamlPlace = regexp.MustCompile(`(?:yaml: )?(?:[a-z ]*)line (\d+)(?:, column (\d+))?: (.*)`)

// yamlError says where YAML is broken: the library tells it in words.
func (r *reader) yamlError(err error, text []byte, line int) {
	var all *yaml.LoadErrors
	messages := []string{err.Error()}
	if errors.As(err, &all) {
		messages = messages[:0]
		for _, e := range all.Errors {
			messages = append(messages, e.Error())
		}
	}
	for _, m := range messages {
		at, col, what := line, 1, strings.TrimPrefix(m, "yaml: ")
		if p := yamlPlace.FindStringSubmatch(m); p != nil {
			n, _ := strconv.Atoi(p[1])
			at, what = line+n-1, p[3]
			if c, err := strconv.Atoi(p[2]); err == nil {
				col = c
			}
		}
		if mark, n, c := openMark(text); mark != "" && unclosed.MatchString(what) {
			r.report(line+n-1, c, "front-matter/yaml", site.LevelError,
				site.Say("العلامة %s تُفتح هنا ولا تُغلق", "the mark %s opens here and never closes", mark),
				site.Say("أغلقها في آخر القيمة، أو ضع القيمة كلها بين علامتي \"", "close it at the end of the value, or put the whole value between \" marks"))
			continue
		}
		r.report(at, col, "front-matter/yaml", site.LevelError,
			site.Say("رأس الملف ليس YAML سليمًا: %s", "the front matter is not valid YAML: %s", what),
			site.Say("ضع القيمة التي فيها : أو # أو [ بين علامتي \"", "put a value that holds : or # or [ between \" marks"))
	}
}

// unclosed is what the library says of a mark that opens and does not close.
var unclosed = regexp.MustCompile(`unexpected end of stream|did not find expected ',' or`)

// markedValue is a line whose value begins with a mark that must close.
var markedValue = regexp.MustCompile(`^[^"'#]*?[:\-] *(["'\[{])`)

// openMark finds the first value whose mark does not close in its line, which
// is counted from 1, and its column in characters.
func openMark(text []byte) (mark string, line, col int) {
	closing := map[string]string{"[": "]", "{": "}"}
	for i, s := range strings.Split(string(text), "\n") {
		m := markedValue.FindStringSubmatchIndex(s)
		if m == nil {
			continue
		}
		mark := s[m[2]:m[3]]
		value := strings.ReplaceAll(s[m[2]:], `\"`, "")
		open := strings.Count(value, mark)%2 == 1 // of a quotation mark
		if end := closing[mark]; end != "" {
			open = strings.Count(value, mark) != strings.Count(value, end)
		}
		if open {
			return mark, i + 1, utf8.RuneCountInString(s[:m[2]]) + 1
		}
	}
	return "", 0, 0
}

// yamlTree copies the nodes of the library with their places.
type yamlTree struct {
	text   []byte
	at     int   // of the text in the file
	line   int   // of the file before the text
	starts []int // of the text's lines
	budget int   // nodes that may still come: aliases can blow a document up
}

func lineStarts(text []byte) []int {
	starts := []int{0}
	for rest := text; len(rest) > 0; {
		_, rest = cutLine(rest)
		starts = append(starts, len(text)-len(rest))
	}
	return starts
}

func (t *yamlTree) node(y *yaml.Node, depth int) *node {
	t.budget--
	n := &node{line: y.Line + t.line, col: y.Column}
	if t.budget < 0 || depth > 50 {
		t.budget = -1
		return n
	}
	switch y.Kind {
	case yaml.AliasNode:
		target := t.node(y.Alias, depth+1)
		target.unplace()
		return target
	case yaml.ScalarNode:
		if y.Tag != "!!null" {
			n.kind, n.text = isScalar, y.Value
			n.from, n.to = t.extent(y)
		}
	case yaml.SequenceNode:
		n.kind = isList
		for _, c := range y.Content {
			n.items = append(n.items, t.node(c, depth+1))
		}
	case yaml.MappingNode:
		n.kind = isMap
		for i := 0; i+1 < len(y.Content); i += 2 {
			k := y.Content[i]
			n.entries = append(n.entries, entry{k.Value, k.Line + t.line, k.Column, t.node(y.Content[i+1], depth+1)})
		}
	}
	return n
}

// unplace forgets where the scalars stand: those of an alias stand elsewhere.
func (n *node) unplace() {
	n.from, n.to = 0, 0
	for _, item := range n.items {
		item.unplace()
	}
	for _, e := range n.entries {
		e.value.unplace()
	}
}

// extent is where a scalar stands in the file; 0, 0 where that is unknown.
func (t *yamlTree) extent(y *yaml.Node) (from, to int) {
	if y.Line < 1 || y.Line > len(t.starts) {
		return 0, 0
	}
	from = t.starts[y.Line-1]
	for i := 1; i < y.Column && from < len(t.text); i++ {
		_, size := utf8.DecodeRune(t.text[from:])
		from += size
	}
	for from < len(t.text) && (t.text[from] == '!' || t.text[from] == '&') { // a tag, an anchor
		end := bytes.IndexAny(t.text[from:], " \t\r\n")
		if end < 0 {
			return 0, 0
		}
		from += end
		from += len(t.text[from:]) - len(bytes.TrimLeft(t.text[from:], " \t\r\n"))
	}
	switch rest := t.text[from:]; {
	case len(rest) == 0:
		return 0, 0
	case y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		end := closingQuote(string(rest))
		if end < 0 {
			return 0, 0
		}
		return t.at + from + 1, t.at + from + end
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		_, body := cutLine(rest)
		from = len(t.text) - len(body)
	}
	// The words of the value follow each other in the text.
	end := from
	for i, word := range strings.Fields(y.Value) {
		end += len(t.text[end:]) - len(bytes.TrimLeft(t.text[end:], " \t\r\n"))
		if !bytes.HasPrefix(t.text[end:], []byte(word)) {
			return 0, 0
		}
		if i == 0 {
			from = end
		}
		end += len(word)
	}
	return t.at + from, t.at + end
}

// twice reports a key that stands twice: only one of them can be meant.
func (r *reader) twice(n *node) {
	seen := map[string]bool{}
	for _, e := range n.entries {
		if seen[e.key] {
			r.report(e.line, e.col, "front-matter/twice", site.LevelError,
				site.Say("المفتاح %s مكرّر", "the key %s stands twice", e.key), site.Say("احذف أحدهما", "remove one of them"))
		}
		seen[e.key] = true
	}
}

// toml parses TOML that begins at a byte of the file. The library judges it;
// its reader of single expressions says where each value stands.
func (r *reader) toml(text []byte, at int) *node {
	line := firstLine(at)
	var values map[string]any
	if err := toml.Unmarshal(text, &values); err != nil {
		row, col := 1, 1
		var d *toml.DecodeError
		if errors.As(err, &d) {
			row, col = d.Position()
		}
		r.report(line+row-1, col, "front-matter/toml", site.LevelError,
			site.Say("رأس الملف ليس TOML سليمًا: %v", "the front matter is not valid TOML: %v", err), site.Say("راجع السطر", "mend that line"))
		return &node{kind: isMap, line: line, col: 1}
	}
	root := &node{kind: isMap, line: line, col: 1}
	t := tomlTree{ruler: ruler{text: text}, at: at, line: line}
	t.Reset(text)
	table := root
	for t.NextExpression() {
		switch e := t.Expression(); e.Kind {
		case unstable.KeyValue:
			t.set(table, e)
		case unstable.Table:
			table = t.under(root, e.Key(), false)
		case unstable.ArrayTable:
			table = t.under(root, e.Key(), true)
		}
	}
	return root
}

type tomlTree struct {
	unstable.Parser
	ruler
	at   int // of the text in the file
	line int // of its first line
}

// place is where a piece of the text stands.
func (t *tomlTree) place(offset uint32) (line, col int) {
	line, col = t.of(int(offset))
	return t.line + line - 1, col
}

// under finds the table of a dotted key, and makes what is not there yet; of an
// array of tables it is the last, or a new one where the key ends.
func (t *tomlTree) under(n *node, key unstable.Iterator, array bool) *node {
	for key.Next() {
		k := key.Node()
		line, col := t.place(k.Raw.Offset)
		next := n.get(string(k.Data))
		last := key.IsLast()
		if next == nil {
			next = &node{kind: isMap, line: line, col: col}
			if array && last {
				next.kind = isList
			}
			n.entries = append(n.entries, entry{string(k.Data), line, col, next})
		}
		if next.kind == isList {
			if array && last {
				next.items = append(next.items, &node{kind: isMap, line: line, col: col})
			}
			next = next.items[len(next.items)-1]
		}
		n = next
	}
	return n
}

// set adds a key with its value; the key may be dotted.
func (t *tomlTree) set(table *node, e *unstable.Node) {
	var keys []*unstable.Node
	for k := e.Key(); k.Next(); {
		keys = append(keys, k.Node())
	}
	for _, k := range keys[:len(keys)-1] {
		next := table.get(string(k.Data))
		if next == nil {
			line, col := t.place(k.Raw.Offset)
			next = &node{kind: isMap, line: line, col: col}
			table.entries = append(table.entries, entry{string(k.Data), line, col, next})
		}
		table = next
	}
	k := keys[len(keys)-1]
	line, col := t.place(k.Raw.Offset)
	table.entries = append(table.entries, entry{string(k.Data), line, col, t.value(e.Value(), line, col)})
}

func (t *tomlTree) value(v *unstable.Node, line, col int) *node {
	if v.Raw.Length > 0 {
		line, col = t.place(v.Raw.Offset)
	}
	n := &node{kind: isScalar, line: line, col: col}
	switch v.Kind {
	case unstable.Array:
		n.kind = isList
		for c := v.Children(); c.Next(); {
			if c.Node().Kind != unstable.Comment {
				n.items = append(n.items, t.value(c.Node(), line, col))
			}
		}
		return n
	case unstable.InlineTable:
		n.kind = isMap
		for c := v.Children(); c.Next(); {
			if c.Node().Kind == unstable.KeyValue {
				t.set(n, c.Node())
			}
		}
		return n
	case unstable.String:
		n.text = string(v.Data)
		marks := 1
		if raw := t.Raw(v.Raw); len(raw) >= 6 && (bytes.HasPrefix(raw, []byte(`"""`)) || bytes.HasPrefix(raw, []byte("'''"))) {
			marks = 3
		}
		n.from, n.to = t.at+int(v.Raw.Offset)+marks, t.at+int(v.Raw.Offset+v.Raw.Length)-marks
		return n
	}
	n.text = string(v.Data)
	if v.Raw.Length > 0 {
		n.from, n.to = t.at+int(v.Raw.Offset), t.at+int(v.Raw.Offset+v.Raw.Length)
	}
	var one struct{ V any } // a number or a date as the library means it
	if toml.Unmarshal(append([]byte("V = "), v.Data...), &one) == nil {
		n.text = fmt.Sprint(one.V)
		if at, ok := one.V.(time.Time); ok {
			n.text = at.Format(time.RFC3339)
		}
	}
	return n
}

// json parses the object at the beginning of a file.
func (r *reader) json(src []byte, start int) (int, *node) {
	j := jsonTree{Decoder: json.NewDecoder(bytes.NewReader(src[start:])), ruler: ruler{text: src}, start: start}
	j.UseNumber()
	n, err := j.value(0)
	end := start + int(j.InputOffset())
	if err != nil {
		line, col := position(src, end)
		r.report(line, col, "front-matter/json", site.LevelError,
			site.Say("رأس الملف ليس JSON سليمًا: %v", "the front matter is not valid JSON: %v", err), site.Say("راجع الموضع", "mend that place"))
		return len(src), &node{kind: isMap, line: 1, col: 1}
	}
	return end, n
}

type jsonTree struct {
	*json.Decoder
	ruler
	start int
}

// token reads a token and tells where it begins and ends in the file.
func (j *jsonTree) token() (t json.Token, from, to int, err error) {
	before := j.start + int(j.InputOffset())
	t, err = j.Token()
	to = j.start + int(j.InputOffset())
	part := j.text[min(before, to):to]
	return t, to - len(bytes.TrimLeft(part, " \t\r\n,:")), to, err
}

var errTooDeep = errors.New("too many levels")

func (j *jsonTree) value(depth int) (*node, error) {
	t, from, to, err := j.token()
	if err != nil {
		return nil, err
	}
	n := &node{kind: isScalar, from: from, to: to}
	n.line, n.col = j.of(from)
	switch t := t.(type) {
	case nil:
		return &node{line: n.line, col: n.col}, nil
	case json.Delim:
		n.from, n.to = 0, 0
		if depth > 50 {
			return nil, errTooDeep
		}
		n.kind = isList
		if t == '{' {
			n.kind = isMap
		}
		for j.More() {
			var key json.Token
			var line, col int
			if t == '{' {
				if key, from, _, err = j.token(); err != nil {
					return nil, err
				}
				line, col = j.of(from)
			}
			v, err := j.value(depth + 1)
			if err != nil {
				return nil, err
			}
			if t == '[' {
				n.items = append(n.items, v)
				continue
			}
			n.entries = slices.DeleteFunc(n.entries, func(e entry) bool { return e.key == key }) // the last is meant, as everywhere
			n.entries = append(n.entries, entry{key.(string), line, col, v})
		}
		_, err = j.Token()
		return n, err
	case string:
		n.text, n.from, n.to = t, from+1, to-1
	default:
		n.text = fmt.Sprint(t)
	}
	return n, nil
}

// frontSpans adds the spans of the front matter to those of the body.
func (r *reader) frontSpans(src []byte, start int, matter *node) {
	if !r.options.Spans {
		return
	}
	r.reading.Start = start
	if start < 0 {
		r.reading.Start = len(src)
	}
	spans := fieldSpans(nil, "", matter)
	slices.SortStableFunc(spans, func(a, b site.Span) int { return cmp.Compare(a.From, b.From) })
	if !bytes.HasPrefix(bytes.TrimPrefix(src, []byte("\ufeff")), []byte("{")) {
		spans = withComments(spans, src[:r.reading.Start])
	}
	r.reading.Spans = append(spans, r.reading.Spans...)
}

// fieldSpans adds a span for each scalar under a key.
func fieldSpans(spans []site.Span, key string, n *node) []site.Span {
	switch {
	case n == nil:
	case n.from < n.to:
		spans = append(spans, site.Span{From: n.from, To: n.to, Kind: site.SpanField, Key: key})
	case n.kind == isList:
		for _, item := range n.items {
			spans = fieldSpans(spans, key, item)
		}
	case n.kind == isMap:
		for _, e := range n.entries {
			inner := foldKey(e.key)
			if key != "" {
				inner = key + "." + inner
			}
			spans = fieldSpans(spans, inner, e.value)
		}
	}
	return spans
}

// withComments adds the comments of YAML and TOML: what follows a # that begins
// a line or follows a space, and stands in no value.
func withComments(spans []site.Span, head []byte) []site.Span {
	out := make([]site.Span, 0, len(spans)+1)
	at := 0
	find := func(to int) {
		for at < to {
			i := bytes.IndexByte(head[at:to], '#')
			if i < 0 {
				return
			}
			from := at + i
			line, _ := cutLine(head[from:])
			if at = from + 1; from > 0 && bytes.IndexByte([]byte(" \t\r\n"), head[from-1]) < 0 {
				continue
			}
			at = from + len(line)
			out = append(out, site.Span{From: from, To: at, Kind: site.SpanComment, Key: string(bytes.Trim(line, "# \t"))})
		}
	}
	for _, s := range spans {
		find(s.From)
		out = append(out, s)
		at = s.To
	}
	find(len(head))
	return out
}
