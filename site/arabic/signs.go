package arabic

import (
	"strings"
	"unicode"
)

// SignsOf are the signs of a name that make another name of it and that no address has:
// A and A*, 50 and 50%, 5 and -5. What a hashtag begins with, quotation marks, and
// what separates words are none.
func SignsOf(name string) string {
	if strings.IndexFunc(name, isSign) < 0 {
		return ""
	}
	name = strings.TrimLeft(strings.TrimSpace(name), "#@")
	runes := []rune(name)
	var out strings.Builder
	for i, r := range runes {
		switch {
		case r == '-' && (i == len(runes)-1 && i > 0 && unicode.IsLetter(runes[i-1]) || i == 0 && len(runes) > 1 && unicode.IsDigit(runes[1])),
			r != '-' && r != '|' && isSign(r):
			out.WriteRune(r)
		}
	}
	return out.String()
}

func isSign(r rune) bool {
	return r == '-' || r == '%' || r == '\u066a' || r == '*' || r == '@' || r == '\u266f' || r > ' ' && unicode.In(r, unicode.Sm, unicode.Sc)
}
