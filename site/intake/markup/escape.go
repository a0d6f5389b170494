package markup

import (
	"regexp"
	"strings"
)

// special are the beginnings of a line that Markdown takes for a block.
var special = regexp.MustCompile(`^(?:#{1,6}(?: |$)|>|[-+*](?: |$)|(?:\d{1,9}|[٠-٩۰-۹]{1,3})[.)](?: |$)|(?:=+|-+|\*+|_+) *$|(?:[-*_] *){3,}$|` + "```|~~~|:::|: " + `|\|)`)

// Escape writes plain words so that Markdown reads them as they are. start
// says that a line may begin here.
func Escape(s string, start bool) string {
	var out strings.Builder
	at := 0
	if start {
		if m := special.FindString(s); m != "" {
			head := strings.TrimRight(m, " ")
			if last := head[len(head)-1]; last == '.' || last == ')' { // 1. → 1\.
				out.WriteString(head[:len(head)-1] + "\\" + head[len(head)-1:])
				at = len(head)
			} else if !needsEscape(s, 0) {
				out.WriteByte('\\')
			}
		}
	}
	for ; at < len(s); at++ {
		if address := bare.FindString(s[at:]); address != "" { // it is linked as it stands
			out.WriteString(address)
			if at += len(address); at == len(s) {
				break
			}
		}
		if needsEscape(s, at) {
			out.WriteByte('\\')
		}
		out.WriteByte(s[at])
	}
	return out.String()
}

var (
	reference  = regexp.MustCompile(`&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);`)
	entity     = regexp.MustCompile(`^` + reference.String())
	attributes = regexp.MustCompile(`^\{[^{}]*\}\s*$`)
)

// mostLabel is how far on the end of brackets is looked for: 999 is the most that a
// label has (CommonMark).
const mostLabel = 4 << 10

// isLabel says that brackets at a text's beginning would be read as a link's or a note's: theirs, or
// such as are within them, whose own opening bracket is escaped.
func isLabel(s string) bool {
	if strings.HasPrefix(s, "[^") {
		return true
	}
	depth := 0
	for i := range min(len(s), mostLabel) {
		switch s[i] {
		case '[':
			depth++
		case ']':
			if i+1 == len(s) || strings.IndexByte("([:{", s[i+1]) >= 0 {
				return true
			}
			if depth--; depth == 0 {
				return false
			}
		}
	}
	return false
}

// bare is an address in running text.
var bare = regexp.MustCompile(`^https?://[^\s<>"]+`)

// needsEscape says whether the byte at a place would be read as a sign.
func needsEscape(s string, at int) bool {
	rest := s[at:]
	switch s[at] {
	case '\\':
		return len(rest) > 1 && rest[1] < 0x80 && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", rest[1]) >= 0 || len(rest) == 1
	case '*', '`':
		return true
	case '_':
		return !insideWord(s, at)
	case '[', ']':
		return s[at] == '[' && isLabel(rest)
	case '!':
		return len(rest) > 1 && rest[1] == '['
	case '<':
		return len(rest) > 1 && (rest[1] == '/' || rest[1] == '!' || rest[1] == '?' || 'a' <= rest[1]|0x20 && rest[1]|0x20 <= 'z')
	case '&':
		return entity.MatchString(rest)
	case '~':
		return strings.HasPrefix(rest, "~~")
	case '{':
		return strings.HasPrefix(rest, "{{") || strings.HasPrefix(rest, "{%") || attributes.MatchString(rest)
	}
	return false
}

// insideWord says whether an underscore stands between letters, where it is no mark
// of Markdown.
func insideWord(s string, at int) bool {
	return at > 0 && at+1 < len(s) && isWordByte(s[at-1]) && isWordByte(s[at+1])
}

func isWordByte(b byte) bool {
	return b >= 0x80 || b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z'
}
