package trees

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"warraq/site/manuscript"
)

// hexoSign is a line that ends or begins Hexo's front matter: YAML, or JSON without its
// braces.
var hexoSign = regexp.MustCompile(`(?m)^(?:-{3,}|;{3,})`)

// hexoMatter writes the forms of front matter that only Hexo reads as those that all
// read: without a first line of signs, and in JSON between lines of ;;;
// (github.com/hexojs/hexo-front-matter). above is how many lines it adds.
func hexoMatter(name string, data []byte, o manuscript.Options) (out []byte, above int) {
	text := strings.ReplaceAll(strings.TrimPrefix(string(data), "\ufeff"), "\r\n", "\n")
	begins := hexoSign.FindString(text)
	opened := strings.HasPrefix(text, begins) && begins != ""
	rest, line := text, 0
	if opened {
		after, ok := strings.CutPrefix(text, begins+"\n")
		if begins[0] == '-' && (len(begins) == 3 || !ok) || !ok {
			return data, 0
		}
		rest, line = after, 1
	}
	at := hexoSign.FindStringIndex(rest)
	if at == nil || at[0] == 0 || opened && !strings.HasPrefix(rest[at[0]:], begins) {
		return data, 0
	}
	head, sign, body := strings.TrimSuffix(rest[:at[0]], "\n"), rest[at[0]:at[1]], strings.TrimPrefix(rest[at[1]:], "\n")
	if sign[0] == ';' {
		if head = strings.TrimSpace(head); !strings.HasPrefix(head, "{") {
			head = "{" + head + "}"
		}
		out = []byte(head + "\n" + body)
		line = -1 - line
	} else {
		head = leadingTabs.ReplaceAllStringFunc(head, func(tabs string) string { return strings.Repeat("  ", len(tabs)) })
		out = []byte("---\n" + head + "\n---\n" + body)
		line = 1 - line
	}
	m, _, problems := manuscript.Open(name, out, o)
	isMatter := slices.ContainsFunc(m, func(p manuscript.Pair) bool {
		return manuscript.IsStoryKey(p.Key) || p.Key == "categories" || p.Key == "layout" || p.Key == "updated" || p.Key == "permalink"
	})
	if !isMatter || len(problems) > 0 && sign[0] == '-' && !opened {
		return data, 0 // words above a line, not keys
	}
	return out, line
}

var leadingTabs = regexp.MustCompile(`(?m)^\t+`)

// headLine is a line of the head that MultiMarkdown, Pelican and Nikola write: no signs
// stand before it, and a blank line ends it.
var (
	headLine  = regexp.MustCompile(`^([A-Za-z][\w -]{0,30}):[ \t]*(.*)$`)
	headTitle = regexp.MustCompile(`(?im)\A\x{feff}?(?:[\w -]+:.*\n)*title:`)
)

// headOfLines writes such a head as front matter.
func headOfLines(data []byte) (out []byte, above int) {
	if !headTitle.Match(data[:min(len(data), 4<<10)]) {
		return data, 0
	}
	lines := strings.Split(strings.ReplaceAll(string(bytes.TrimPrefix(data, []byte("\ufeff"))), "\r\n", "\n"), "\n")
	var m manuscript.Matter
	for i, line := range lines {
		pair := headLine.FindStringSubmatch(line)
		switch {
		case pair != nil:
			key, value := strings.ToLower(strings.TrimSpace(pair[1])), any(strings.TrimSpace(pair[2]))
			if key == "tags" || key == "authors" {
				list := strings.FieldsFunc(pair[2], func(r rune) bool { return r == ',' || r == '،' || r == ';' })
				for j := range list {
					list[j] = strings.TrimSpace(list[j])
				}
				value = list
			}
			m.Set(strings.ReplaceAll(key, " ", "_"), value)
			continue
		case strings.TrimSpace(line) == "":
			head := manuscript.Compose(m, "")
			return append(head, strings.Join(lines[i+1:], "\n")...), bytes.Count(head, []byte("\n")) - i - 1
		}
		return data, 0
	}
	return manuscript.Compose(m, ""), 0
}
