package notation

import (
	"bytes"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"warraq/site"
	"warraq/site/settings/nodes"
)

// The bounds of front matter and of settings: bytes; values; levels; keys with dots in TOML.
const (
	maxMatter = 1 << 20
	maxNodes  = nodes.MaxNodes
	maxLevels = nodes.MaxLevels
)

// bounds are the bytes and the values that a file may have.
func (r *Notes) bounds() (size, values int) {
	if r.Data {
		return maxSize, 25 * maxNodes
	}
	return maxMatter, maxNodes
}

// tooLarge reports front matter, or settings, beyond a bound, where they begin.
func (r *Notes) tooLarge(line int) {
	size, values := r.bounds()
	r.Report(line, 1, "front-matter/too-deep", site.LevelError,
		site.Say("رأس الملف أعمق أو أكبر من أن يُقرأ: فيه أكثر من %d قيمة أو %d مستوى أو %d ميغابايت",
			"the front matter is too deep or too large: more than %d values, %d levels or %d MB", values, maxLevels, size>>20),
		site.Say("بسّطه، أو قسّم الملف", "make it simpler, or split the file"))
}

// YAML parses YAML that begins at a byte of the file: in its first line, or in
// its second if a fence is above it.
func (r *Notes) YAML(text []byte, at int) *Node {
	if n := nodes.Plain(text, at); n != nil {
		return n
	}
	return r.anyYAML(text, at)
}

// anyYAML parses whatever YAML there may be.
func (r *Notes) anyYAML(text []byte, at int) *Node {
	line := nodes.FirstLine(at)
	empty := &Node{Kind: Map, Line: line, Col: 1}
	size, values := r.bounds()
	if len(text) > size {
		r.tooLarge(line)
		return empty
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		r.yamlError(err, text, line)
		return empty
	}
	if len(doc.Content) == 0 {
		return empty
	}
	tree := yamlTree{text: text, at: at, line: line - 1, budget: values, starts: lineStarts(text)}
	n := tree.node(doc.Content[0], 0)
	switch {
	case tree.budget < 0:
		r.tooLarge(line)
		return empty
	case n.Kind != Map && r.Data:
		return n
	case n.Kind != Map:
		r.Report(n.Line, n.Col, "front-matter/no-keys", site.LevelError,
			site.Say("رأس الملف ليس مفاتيح وقيمًا", "the front matter is not keys and values"), site.Say("اكتب كل سطر هكذا: title: عنوان", "write each line as title: words"))
		return empty
	}
	r.twice(n)
	r.lostWords(n, text, at)
	r.lostMarks(tree.lost)
	return n
}

var (
	// hashWord is a # that YAML takes for a comment and a writer perhaps for a part of
	// the value: «title: وسم #غزة», «accent: #9b1c31». A comment has a space after it, but
	// for what a person's words are (see takesWords).
	hashWord = regexp.MustCompile(`[ \t]#(?:[\p{L}\p{N}_][^ \t]*| +[^ \t]+)`)

	// keyOrDash is what stands before a value in its line.
	keyOrDash = regexp.MustCompile(`^\s*(?:- +)*(?:[\w-]+:)?`)

	// flagOrNumber is a value that nothing was taken from.
	flagOrNumber = regexp.MustCompile(`^(?:(?i:true|false|yes|no|on|off)|[\d٠-٩ :TZ+./-]+)$`)
)

// lostWords warns where a comment has probably taken the end of a value.
func (r *Notes) lostWords(n *Node, text []byte, at int) {
	line := nodes.FirstLine(at)
	for rest := text; len(rest) > 0 && !r.Full(site.LevelWarning); line++ {
		from := at + len(text) - len(rest)
		var whole []byte
		whole, rest = cutLine(rest)
		hash := hashWord.FindIndex(whole)
		if hash == nil || bytes.HasPrefix(bytes.TrimSpace(whole), []byte("#")) { // the line is a comment
			continue
		}
		i := hash[0] + 1
		value := strings.TrimSpace(keyOrDash.ReplaceAllString(string(whole[:i]), ""))
		if whole[i+1] == ' ' && (r.Whole || !takesWords(whole, i)) {
			continue
		}
		inside := n.Any(func(v *Node) bool { return v.From <= from+i && from+i < v.To })
		empty := value == "" && !n.Any(func(v *Node) bool { return v.Kind == Null && v.Line == line }) // its value is below it
		if inside || empty || flagOrNumber.MatchString(value) {
			continue
		}
		r.Report(line, utf8.RuneCount(whole[:i])+1, "front-matter/comment", site.LevelWarning,
			site.Say("يعدّ YAML ما بعد # تعليقًا، فلم يُقرأ «%s»", "YAML takes what follows # for a comment, so %q was not read", string(whole[i:hash[1]])),
			site.Say("ضع القيمة كلها بين علامتي \"، أو ضع التعليق في سطر وحده", "put the whole value between \" marks, or the comment in a line of its own"))
	}
}

var yamlPlace = regexp.MustCompile(`(?:yaml: )?(?:[a-z ]*)line (\d+)(?:, column (\d+))?: (.*)`)

// yamlError reports where YAML is broken. The library gives the place in words.
func (r *Notes) yamlError(err error, text []byte, line int) {
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
			r.Report(line+n-1, c, "front-matter/yaml", site.LevelError,
				site.Say("العلامة %s تُفتح هنا ولا تُغلق", "the mark %s opens here and never closes", mark),
				site.Say("أغلقها في آخر القيمة، أو ضع القيمة كلها بين علامتي \"", "close it at the end of the value, or put the whole value between \" marks"))
			continue
		}
		if r.unreadValue(text, line) {
			return
		}
		r.Report(at, col, "front-matter/yaml", site.LevelError,
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
	text    []byte
	at      int                         // of the text in the file
	line    int                         // of the file before the text
	starts  []int                       // of the text's lines
	last    struct{ line, col, at int } // the place of the value before
	aliases int                         // that are followed now
	budget  int                         // nodes that may still come: aliases can blow a document up
	lost    []lostMark
}

func lineStarts(text []byte) []int {
	starts := []int{0}
	for rest := text; len(rest) > 0; {
		_, rest = cutLine(rest)
		starts = append(starts, len(text)-len(rest))
	}
	return starts
}

func (t *yamlTree) node(y *yaml.Node, depth int) *Node {
	t.budget--
	n := &Node{Line: y.Line + t.line, Col: y.Column}
	if t.budget < 0 || depth > maxLevels {
		t.budget = -1
		return n
	}
	switch y.Kind {
	case yaml.AliasNode:
		t.aliases++ // its values are elsewhere
		defer func() { t.aliases-- }()
		return t.node(y.Alias, depth+1)
	case yaml.ScalarNode:
		if y.Tag != "!!null" {
			n.Kind, n.Text, n.Quoted = Scalar, y.Value, y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
			if t.aliases == 0 {
				t.takenMark(y)
				n.From, n.To = t.extent(y)
			}
		}
	case yaml.SequenceNode:
		n.Kind = List
		for _, c := range y.Content {
			n.Items = append(n.Items, t.node(c, depth+1))
		}
	case yaml.MappingNode:
		n.Kind = Map
		for i := 0; i+1 < len(y.Content); i += 2 {
			k := y.Content[i]
			v := t.node(y.Content[i+1], depth+1)
			if k.Tag == "!!merge" {
				defer n.Merge(v)
				continue
			}
			n.Entries = append(n.Entries, entry{Key: k.Value, Line: k.Line + t.line, Col: k.Column, Value: v})
		}
	}
	return n
}

// extent finds a scalar in the file; it returns 0, 0 if it cannot.
func (t *yamlTree) extent(y *yaml.Node) (from, to int) {
	if y.Line < 1 || y.Line > len(t.starts) {
		return 0, 0
	}
	col := 1
	if from = t.starts[y.Line-1]; t.last.line == y.Line && t.last.col <= y.Column {
		col, from = t.last.col, t.last.at
	}
	for ; col < y.Column && from < len(t.text); col++ {
		_, size := utf8.DecodeRune(t.text[from:])
		from += size
	}
	t.last.line, t.last.col, t.last.at = y.Line, col, from
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
		end := nodes.ClosingQuote(rest)
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

// twice reports a key that is there twice: only one of them can be meant.
func (r *Notes) twice(n *Node) {
	seen := map[string]bool{}
	for _, e := range n.Entries {
		if seen[e.Key] {
			r.Report(e.Line, e.Col, "front-matter/twice", site.LevelError,
				site.Say("المفتاح %s مكرّر", "the key %s stands twice", e.Key), site.Say("احذف أحدهما", "remove one of them"))
		}
		seen[e.Key] = true
	}
}
