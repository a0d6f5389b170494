package functions

import (
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"warraq/site"
)

// truncate cuts a text to some words. A mark at the end goes, and so does a letter that belongs to the word after it,
// as «و».
func truncate(words int, text string) string {
	all := strings.Fields(text)
	if len(all) <= max(words, 0) {
		return text
	}
	all = all[:max(words, 0)]
	for len(all) > 0 && utf8.RuneCountInString(strings.TrimRight(all[len(all)-1], marks)) <= 1 {
		all = all[:len(all)-1]
	}
	return strings.TrimRight(strings.Join(all, " "), marks) + "…"
}

const marks = " ،,.؛;:!?؟«(-–—"

// textOf gives the words of HTML, in one line.
func textOf(html template.HTML) string {
	var b strings.Builder
	inTag := false
	for _, c := range string(html) {
		switch {
		case c == '<':
			inTag = true
			b.WriteByte(' ')
		case c == '>' && inTag:
			inTag = false
		case !inTag && unicode.IsSpace(c):
			b.WriteByte(' ')
		case !inTag:
			b.WriteRune(c)
		}
	}
	return entities.Replace(strings.Join(strings.Fields(b.String()), " "))
}

var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&quot;", `"`, "&#39;", "'", "&nbsp;", " ", "&amp;", "&")

// mostText bounds what a function makes of texts: a loop could fill the memory.
const mostText = 1 << 20

func replace(text, from, to string) (string, error) {
	if len(text)+strings.Count(text, from)*max(0, len(to)-len(from)) > mostText {
		return "", site.Failure("replace تصنع أكثر من ميغابايت", "replace makes more than a megabyte")
	}
	return strings.ReplaceAll(text, from, to), nil
}

func split(text, by string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, by)
}
