package codes

import (
	"regexp"
	"strings"

	"warraq/site/intake/markup"
)

// Sign is a shortcode or tag that still stands in a manuscript.
type Sign struct {
	Name string
	Text string // as it stands there
	Line int    // of the manuscript, from 1
}

// IsLogic says that a sign is one of a template's conditions, loops and variables: none is run here.
func (s Sign) IsLogic() bool { return logic().MatchString(s.Text) }

var logic = markup.Form(`^\{%-?\s*(?:if|elsif|else|unless|for|case|when|tablerow|assign|capture|cycle|increment|decrement|break|continue|set|set_global)\b|^\{\{[<%]\s*(?:page|post|site|content|layout)\.`)

// leftForms are the signs of the languages of templates: Hugo's, Liquid's and Zola's,
// and WordPress's with an argument.
var leftForms = []*regexp.Regexp{
	regexp.MustCompile(`\{\{[<%]\s*([\w./-]+)[^{}]*?[>%]\}\}`),
	regexp.MustCompile(`\{%-?\s*([\w./-]+)[^{}]*?-?%\}`),
	regexp.MustCompile(`\{\{-?\s*([a-zA-Z_$][\w$-]*(?:\.[\w.-]+|\([^{}]*\)|\s[^{}]*\||\s+\}))[^{}]*\}`),
	regexp.MustCompile(`\[([a-zA-Z][\w-]*)\s+[\w-]+\s*=[^\]\[]*\]`),
}

// SignForm is a shortcode of Hugo's.
var SignForm = leftForms[0]

// codeSpan is what is shown as it stands.
var codeSpan = markup.Form("`+[^`\n]+`+|<code>[^\n]*?</code>")

// Left are the signs of a text that have no meaning here, but for its code. Those that
// close others are theirs.
func Left(text string) (out []Sign) {
	if !strings.ContainsAny(text, "{[") {
		return nil
	}
	fence := ""
	for i, line := range strings.Split(text, "\n") {
		if at := strings.TrimLeft(line, " >"); strings.HasPrefix(at, "```") || strings.HasPrefix(at, "~~~") {
			switch {
			case fence == "":
				fence = at[:3]
			case strings.HasPrefix(at, fence):
				fence = ""
			}
			continue
		}
		if fence != "" || !strings.ContainsAny(line, "{[") {
			continue
		}
		line = codeSpan().ReplaceAllString(line, "")
		for _, form := range leftForms {
			for _, m := range form.FindAllStringSubmatchIndex(line, -1) {
				name := strings.Trim(line[m[2]:m[3]], " }|")
				if m[0] > 0 && line[m[0]-1] == '\\' || strings.HasPrefix(name, "/") || strings.HasPrefix(name, "end") || m[1] < len(line) && line[m[0]] == '[' && strings.IndexByte("([:", line[m[1]]) >= 0 {
					continue
				}
				out = append(out, Sign{Name: name, Text: line[m[0]:m[1]], Line: i + 1})
			}
			line = form.ReplaceAllString(line, "")
		}
	}
	return out
}

// Plain writes a text in which the signs of templates are words, but for its code.
func Plain(text string) string {
	return OutsideSpans(text, func(s string) string { return opening().ReplaceAllString(s, `\$0`) })
}

// OutsideSpans rewrites a text but for what it shows as code in a line.
func OutsideSpans(text string, rewrite func(string) string) string {
	var out strings.Builder
	at := 0
	for _, m := range append(codeSpan().FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		out.WriteString(rewrite(text[at:m[0]]))
		out.WriteString(text[m[0]:m[1]])
		at = m[1]
	}
	return out.String()
}

var opening = markup.Form(`\{[{%]`)
