package markup

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// PlainText are the words of a piece of HTML.
func PlainText(source string) string {
	if !strings.ContainsAny(source, "<&") {
		return strings.Join(strings.Fields(source), " ")
	}
	doc, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return ""
	}
	return TextOf(doc)
}

// OutsideCode rewrites a text of Markdown, but for its fenced code.
func OutsideCode(text string, rewrite func(string) string) string {
	var out strings.Builder
	at := 0
	for _, m := range codeFence.FindAllStringIndex(text, -1) {
		out.WriteString(rewrite(text[at:m[0]]))
		out.WriteString(text[m[0]:m[1]])
		at = m[1]
	}
	out.WriteString(rewrite(text[at:]))
	return out.String()
}

var codeFence = regexp.MustCompile("(?ms)^(?:```|~~~).*?^(?:```|~~~)[ \t]*$")
