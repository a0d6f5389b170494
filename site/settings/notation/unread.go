package notation

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"warraq/site"
	"warraq/site/settings/nodes"
)

// valueLine is a line with a key, or with the dash of a list, and what stands after it.
var valueLine = regexp.MustCompile(`^(\s*(?:- +)*)([^\s:#"'{\[-][^:#"'{\[]*:[ \t]+|- +)(\S.*?)[ \t]*$`)

// badValue finds the first line of YAML whose value, taken alone, is not YAML: a
// headline with a colon, or one that begins with a sign that means something there.
// line is counted from 1, col in characters; 0 where there is none.
func badValue(text []byte) (line, col int, key, value string) {
	block := -1 // the indent of the key whose words stand in the lines below it
	for i, s := range strings.Split(strings.ReplaceAll(string(text), "\r", ""), "\n") {
		indent := len(s) - len(strings.TrimLeft(s, " \t"))
		if block >= 0 && (strings.TrimSpace(s) == "" || indent > block) {
			continue
		}
		block = -1
		m := valueLine.FindStringSubmatchIndex(s)
		if m == nil {
			continue
		}
		key, value = s[m[4]:m[5]], s[m[6]:m[7]]
		if blockMark.MatchString(value) {
			block = indent
			continue
		}
		if opensBelow(value) || bytes.HasPrefix([]byte(value), []byte("*")) && bytes.Contains(text, []byte("&"+value[1:])) {
			continue
		}
		if err := yaml.Unmarshal([]byte("k: "+value), new(yaml.Node)); err != nil {
			return i + 1, utf8.RuneCountInString(s[:m[6]]) + 1, strings.TrimSpace(key), value
		}
	}
	return 0, 0, "", ""
}

// blockMark announces words in the lines below.
var blockMark = regexp.MustCompile(`^[|>][-+0-9]*(?:[ \t]+#.*)?$`)

// opensBelow says that a value may end in a line below it: a quotation mark or a
// bracket is not closed.
func opensBelow(value string) bool {
	switch value[0] {
	case '"', '\'':
		return nodes.ClosingQuote(value) < 0
	case '[':
		return strings.Count(value, "[") > strings.Count(value, "]")
	case '{':
		return strings.Count(value, "{") > strings.Count(value, "}")
	}
	return false
}

// quotedYAML writes words as YAML reads them, whatever they are.
func quotedYAML(words string) string {
	if strings.ContainsAny(words, `"\`) {
		return "'" + strings.ReplaceAll(words, "'", "''") + "'"
	}
	return `"` + words + `"`
}

// unreadValue reports a value that YAML does not read as it stands, with the line to
// be written instead.
func (r *Notes) unreadValue(text []byte, line int) bool {
	at, col, key, value := badValue(text)
	if at == 0 {
		return false
	}
	fixed := quotedYAML(value)
	if key == "-" {
		fixed = "- " + fixed
	} else {
		fixed = key + " " + fixed
	}
	r.Report(line+at-1, col, "front-matter/yaml", site.LevelError,
		site.Say("لا يقرأ YAML هذه القيمة كما كُتبت: %s", "YAML does not read this value as it is written: %s", Clean(value)),
		site.Say("ضعها كلها بين علامتي \"، هكذا: %s", "put the whole of it between \" marks, as in %s", Clean(fixed)))
	return true
}

// lostMark is a sign before a value that YAML takes for its own: «! خبر», «&amp; خبر».
type lostMark struct {
	line, col int
	text      string
}

// takenMark is the sign before a scalar that YAML took and nothing needs: a tag of no
// meaning, or an anchor that nothing refers to.
func (t *yamlTree) takenMark(y *yaml.Node) {
	var mark string
	switch {
	case y.Anchor != "" && !bytes.Contains(t.text, []byte("*"+y.Anchor)):
		mark = "&" + y.Anchor
	case strings.HasPrefix(y.Tag, "!") && !strings.HasPrefix(y.Tag, "!!"):
		mark = y.Tag
	default:
		return
	}
	t.lost = append(t.lost, lostMark{y.Line + t.line, y.Column, mark})
}

// lostMarks warns of them.
func (r *Notes) lostMarks(lost []lostMark) {
	for _, m := range lost {
		r.Report(m.line, m.col, "front-matter/sign", site.LevelWarning,
			site.Say("يعدّ YAML «%s» في أول القيمة علامة له، فلم يُقرأ منها", "YAML takes %q at the beginning of the value for a sign of its own, so it was not read", Clean(m.text)),
			site.Say("ضع القيمة كلها بين علامتي \"", "put the whole value between \" marks"))
	}
}

// proseLine is a line with a key and words, as far as its #.
var proseLine = regexp.MustCompile(`^\s*(?:- +)*([\w-]+):[ \t]+(?:[^"'|>\[{&*!#][^#]*?)??[ \t]*$`)

// takesWords says that a # at byte i of a line, with a space after it, cuts words of a
// person.
func takesWords(line []byte, i int) bool {
	m := proseLine.FindSubmatch(line[:i])
	return m != nil && slices.Contains(proseKeys, FoldKey(string(m[1])))
}
