package manuscript

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
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
func (r *reader) between(src []byte, start int, fence string, parse func(text []byte, line int) *node) (int, *node) {
	_, text := cutLine(src[start:])
	for rest := text; len(rest) > 0; {
		from := rest
		if _, rest = cutLine(rest); fenced(from, fence) {
			return len(src) - len(rest), parse(text[:len(text)-len(from)], 2)
		}
	}
	r.report(1, 1, "front-matter/unclosed", site.LevelError,
		site.Say("رأس الملف لا ينتهي: لا سطر %s ثانيًا", "the front matter does not end: no second line of %s", fence),
		site.Say("أضف سطر %s قبل النص", "add a line of %s before the text", fence))
	return -1, nil
}

// maxNodes bounds what aliases can blow a document up to.
const maxNodes = 20000

// yaml parses YAML that begins at a line of the file.
func (r *reader) yaml(text []byte, line int) *node {
	if n := plainYAML(text, line); n != nil {
		return n
	}
	return r.anyYAML(text, line)
}

// anyYAML parses whatever YAML there may be.
func (r *reader) anyYAML(text []byte, line int) *node {
	empty := &node{kind: isMap, line: line, col: 1}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		r.yamlError(err, text, line)
		return empty
	}
	if len(doc.Content) == 0 {
		return empty
	}
	budget := maxNodes
	n := fromYAML(doc.Content[0], line-1, &budget, 0)
	switch {
	case budget < 0:
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

// fromYAML copies a YAML node with its place; offset is added to its lines.
func fromYAML(y *yaml.Node, offset int, budget *int, depth int) *node {
	*budget--
	n := &node{line: y.Line + offset, col: y.Column}
	if *budget < 0 || depth > 50 {
		*budget = -1
		return n
	}
	switch y.Kind {
	case yaml.AliasNode:
		return fromYAML(y.Alias, offset, budget, depth+1)
	case yaml.ScalarNode:
		if y.Tag != "!!null" {
			n.kind, n.text = isScalar, y.Value
		}
	case yaml.SequenceNode:
		n.kind = isList
		for _, c := range y.Content {
			n.items = append(n.items, fromYAML(c, offset, budget, depth+1))
		}
	case yaml.MappingNode:
		n.kind = isMap
		for i := 0; i+1 < len(y.Content); i += 2 {
			k := y.Content[i]
			n.entries = append(n.entries, entry{k.Value, k.Line + offset, k.Column, fromYAML(y.Content[i+1], offset, budget, depth+1)})
		}
	}
	return n
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

func (r *reader) toml(text []byte, line int) *node {
	var values map[string]any
	if err := toml.Unmarshal(text, &values); err != nil {
		at, col := line, 1
		var d *toml.DecodeError
		if errors.As(err, &d) {
			row, column := d.Position()
			at, col = line+row-1, column
		}
		r.report(at, col, "front-matter/toml", site.LevelError,
			site.Say("رأس الملف ليس TOML سليمًا: %v", "the front matter is not valid TOML: %v", err), site.Say("راجع السطر", "mend that line"))
		return &node{kind: isMap, line: line, col: 1}
	}
	return fromAny(values, places{text: text, line: line, mark: func(key string) string { return key }})
}

func (r *reader) json(src []byte, start int) (int, *node) {
	d := json.NewDecoder(bytes.NewReader(src[start:]))
	d.UseNumber()
	var values map[string]any
	if err := d.Decode(&values); err != nil {
		line, col := position(src, start+int(d.InputOffset()))
		r.report(line, col, "front-matter/json", site.LevelError,
			site.Say("رأس الملف ليس JSON سليمًا: %v", "the front matter is not valid JSON: %v", err), site.Say("راجع الموضع", "mend that place"))
		return len(src), &node{kind: isMap, line: 1, col: 1}
	}
	end := start + int(d.InputOffset())
	return end, fromAny(values, places{text: src[start:end], line: 1, mark: strconv.Quote})
}

// places finds where a key stands in a text whose parser does not tell.
type places struct {
	text []byte
	line int
	mark func(key string) string
}

func (p places) of(key string) (line, col int) {
	i := bytes.Index(p.text, []byte(p.mark(key)))
	for at, rest := 0, p.text; len(rest) > 0; { // better where it begins a line
		text := bytes.TrimLeft(rest, " \t")
		if after, ok := bytes.CutPrefix(text, []byte(p.mark(key))); ok && bytes.IndexAny(bytes.TrimLeft(after, " \t"), "=:") == 0 {
			i = at + len(rest) - len(text)
			break
		}
		end := bytes.IndexByte(rest, '\n') + 1
		if end == 0 {
			break
		}
		at, rest = at+end, rest[end:]
	}
	if i < 0 {
		return p.line, 1
	}
	line, col = position(p.text, i)
	return p.line + line - 1, col
}

func fromAny(v any, p places) *node {
	n := &node{kind: isScalar, line: p.line, col: 1}
	switch v := v.(type) {
	case nil:
		n.kind = isNull
	case map[string]any:
		n.kind = isMap
		for _, key := range slices.Sorted(maps.Keys(v)) {
			line, col := p.of(key)
			value := fromAny(v[key], p)
			value.line, value.col = line, col
			n.entries = append(n.entries, entry{key, line, col, value})
		}
		slices.SortStableFunc(n.entries, func(a, b entry) int { return cmp.Or(a.line-b.line, a.col-b.col) })
	case []any:
		n.kind = isList
		for _, item := range v {
			n.items = append(n.items, fromAny(item, p))
		}
	case time.Time:
		n.text = v.Format(time.RFC3339)
	default:
		n.text = fmt.Sprint(v)
	}
	return n
}
