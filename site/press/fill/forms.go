package fill

import (
	"fmt"
	"html/template"
	"strings"
)

// TapToLoad folds every picture of a body into <details>, so that a reader on
// a slow line loads it only when they ask. A lazy picture in a closed
// <details> is not fetched (HTML, lazy loading). Inside a paragraph, where
// <details> may not stand, the picture becomes a link to itself.
func TapToLoad(body template.HTML, show string) template.HTML {
	html := string(body)
	if !strings.Contains(html, "<img ") {
		return body
	}
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(html, "<img ")
		out.WriteString(before)
		if !ok {
			return template.HTML(out.String())
		}
		tag, after, _ := strings.Cut(rest, ">")
		tag = strings.TrimSuffix(strings.TrimSpace(tag), "/")
		if inFigure(out.String()) {
			fmt.Fprintf(&out, `<details class="tap"><summary>%s: %s</summary><img %s></details>`, show, attribute(tag, "alt"), tag)
		} else {
			fmt.Fprintf(&out, `<a href="%s">%s</a>`, attribute(tag, "src"), attribute(tag, "alt"))
		}
		html = after
	}
}

// inFigure says whether HTML ends inside an open <figure>.
func inFigure(html string) bool {
	return strings.LastIndex(html, "<figure") > strings.LastIndex(html, "</figure>")
}

// attribute gives the value of a double-quoted attribute, still escaped.
func attribute(tag, name string) string {
	_, value, ok := strings.Cut(" "+tag, " "+name+`="`)
	if !ok {
		return ""
	}
	value, _, _ = strings.Cut(value, `"`)
	return value
}

// Absolute gives the addresses of a body, which a reader meets far from its
// page, their host; an anchor gets the page.
func Absolute(body template.HTML, root, page string) template.HTML {
	html := string(body)
	var out strings.Builder
	done := 0
	for i := 0; ; {
		n := strings.Index(html[i:], `="`)
		if n < 0 {
			break
		}
		i += n + len(`="`)
		at, rest := html[done:i-len(`="`)], html[i:]
		var before string
		switch isLink := strings.HasSuffix(at, " href"); {
		case isLink && strings.HasPrefix(rest, "#"):
			before = page
		case (isLink || strings.HasSuffix(at, " src") || strings.HasSuffix(at, " poster")) && strings.HasPrefix(rest, "/") && !strings.HasPrefix(rest, "//"):
			before = root // //host has one already
		default:
			continue
		}
		out.WriteString(html[done:i])
		out.WriteString(before)
		done = i
	}
	if done == 0 {
		return body
	}
	out.WriteString(html[done:])
	return template.HTML(out.String())
}
