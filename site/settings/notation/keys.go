package notation

import (
	"strings"

	"warraq/site/arabic"
)

// FoldKey makes publishDate, publish_date and publish-date one key, as Hugo
// and its themes do.
func FoldKey(key string) string {
	for i := range len(key) {
		if c := key[i]; 'A' <= c && c <= 'Z' || c == '_' || c == '-' {
			return strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(key))
		}
	}
	return key
}

// Clean makes one line of a value, without control characters.
func Clean(s string) string {
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ', c == 0x7f, c == 0xc2, 0xe1 <= c && c <= 0xe3, // with which controls and spaces begin
			c == ' ' && (i == 0 || i == len(s)-1 || s[i+1] == ' '):
			s = strings.Map(func(r rune) rune {
				if r == '\n' || r == '\t' || r == '\r' {
					return ' '
				}
				if arabic.IsControl(r) || '\u202a' <= r && r <= '\u202e' { // by an escape; as such, the file is refused
					return -1
				}
				return r
			}, s)
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return s
}

// proseKeys hold words of a person, in which a # with a space after it is hardly a
// comment. They are folded as FoldKey does.
var proseKeys = []string{
	"title", "headline", "localetitle", "standfirst", "subtitle", "deck", "subheading", "kicker", "overline", "summary", "description", "excerpt", "lead",
	"alt", "caption", "credit", "text", "name", "dateline",
}
