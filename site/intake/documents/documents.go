// Package documents writes the trees in which editors of other systems keep a text as
// HTML: Ghost's Lexical (5.x) and Mobiledoc (1.x to 4.x), of which an export may hold
// one alone. The words of every card are kept, whether its form is known or not. What
// cannot be read gives "".
package documents

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"strings"
)

// node is a node of Lexical's tree; a card has its values beside its type.
type node map[string]any

func (n node) text(keys ...string) string {
	for _, key := range keys {
		if s, ok := n[key].(string); ok && s != "" {
			return s
		}
	}
	return ""
}

func (n node) kids(key string) (out []node) {
	list, _ := n[key].([]any)
	for _, item := range list {
		if m, ok := item.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

// maxDepthJSON bounds how deep the nodes of a text nest.
const maxDepthJSON = 100

// Lexical is the text of a post in Lexical as HTML; "" if it cannot be read.
func Lexical(source string) string {
	var doc struct {
		Root node `json:"root"`
	}
	if json.Unmarshal([]byte(source), &doc) != nil {
		return ""
	}
	return lexicalKids(doc.Root, 0)
}

func lexicalKids(n node, depth int) string {
	if depth > maxDepthJSON {
		return ""
	}
	var out strings.Builder
	for _, kid := range n.kids("children") {
		out.WriteString(lexical(kid, depth+1))
	}
	return out.String()
}

// textFormats are the bits of a text's format, with their elements.
var textFormats = []struct {
	bit int
	tag string
}{{1, "strong"}, {2, "em"}, {4, "del"}, {8, "u"}, {16, "code"}, {32, "sub"}, {64, "sup"}, {128, "mark"}}

// lexical writes a node.
func lexical(n node, depth int) string {
	kind := strings.TrimPrefix(n.text("type"), "extended-")
	inner := lexicalKids(n, depth)
	switch kind {
	case "text":
		text := html.EscapeString(n.text("text"))
		format, _ := n["format"].(float64)
		for _, f := range textFormats {
			if int(format)&f.bit != 0 && text != "" {
				text = "<" + f.tag + ">" + text + "</" + f.tag + ">"
			}
		}
		return text
	case "linebreak":
		return "<br>"
	case "tab":
		return " "
	case "paragraph":
		return "<p>" + inner + "</p>\n"
	case "heading":
		return within(cmp.Or(n.text("tag"), "h2"), inner)
	case "quote", "aside":
		return "<blockquote><p>" + inner + "</p></blockquote>\n"
	case "list":
		return within(map[bool]string{true: "ol", false: "ul"}[n.text("listType") == "number" || n.text("tag") == "ol"], inner)
	case "listitem":
		return within("li", inner)
	case "link", "autolink":
		return `<a href="` + html.EscapeString(n.text("url")) + `">` + inner + "</a>"
	}
	return ghostCard(kind, n) + inner
}

func within(tag, inner string) string { return "<" + tag + ">" + inner + "</" + tag + ">\n" }

// ghostCard writes a card of either form.
func ghostCard(kind string, n node) string {
	attr := html.EscapeString
	caption := n.text("caption")
	figure := func(inner string) string {
		if caption != "" {
			inner += "<figcaption>" + caption + "</figcaption>"
		}
		return "<figure>" + inner + "</figure>\n"
	}
	picture := func(n node) string {
		return `<img src="` + attr(n.text("src")) + `" alt="` + attr(n.text("alt", "altText")) + `">`
	}
	switch kind {
	case "image":
		return figure(picture(n))
	case "gallery":
		var all strings.Builder
		for _, image := range n.kids("images") {
			words := image.text("caption")
			all.WriteString("<figure>" + picture(image) + "<figcaption>" + words + "</figcaption></figure>")
		}
		return `<figure class="wp-block-gallery">` + all.String() + "<figcaption>" + caption + "</figcaption></figure>\n"
	case "html":
		return n.text("html")
	case "markdown", "card-markdown":
		return `<pre data-markdown="">` + attr(n.text("markdown")) + "</pre>"
	case "embed":
		if source := n.text("html"); strings.Contains(source, "<iframe") || strings.Contains(source, "<blockquote") {
			return figure(source)
		}
		return figure(`<iframe src="` + attr(n.text("url")) + `"></iframe>`)
	case "video", "audio":
		poster := ""
		if src := n.text("customThumbnailSrc", "thumbnailSrc"); src != "" && kind == "video" {
			poster = ` poster="` + attr(src) + `"`
		}
		caption = cmp.Or(caption, attr(n.text("title")))
		return figure("<" + kind + ` src="` + attr(n.text("src")) + `"` + poster + "></" + kind + ">")
	case "bookmark":
		about, _ := n["metadata"].(map[string]any)
		m := node(about)
		return `<figure class="kg-bookmark-card"><a href="` + attr(n.text("url")) + `"><div class="kg-bookmark-title">` + attr(cmp.Or(m.text("title"), n.text("title", "url"))) +
			`</div><div class="kg-bookmark-description">` + attr(m.text("description")) + "</div></a>" + `<figcaption>` + caption + "</figcaption></figure>\n"
	case "file":
		return `<p><a href="` + attr(n.text("src")) + `">` + attr(n.text("fileTitle", "fileName", "src")) + "</a> " + attr(n.text("fileCaption")) + "</p>\n"
	case "callout":
		return "<blockquote><p>" + n.text("calloutEmoji") + " " + n.text("calloutText") + "</p></blockquote>\n"
	case "toggle":
		return "<h3>" + n.text("heading") + "</h3>" + n.text("content")
	case "button":
		return "<p>" + linked(n.text("buttonUrl"), n.text("buttonText")) + "</p>\n"
	case "header", "call-to-action", "signup", "product":
		out := ""
		if src := n.text("productImageSrc", "imageUrl"); src != "" {
			out += `<figure><img src="` + attr(src) + `" alt=""></figure>`
		}
		for _, words := range []string{n.text("header", "heading", "productTitle"), n.text("subheader", "subheading", "textValue", "productDescription"), n.text("disclaimer")} {
			if words != "" {
				out += "<p>" + words + "</p>"
			}
		}
		if words := n.text("buttonText", "productButton"); words != "" && kind != "signup" {
			out += "<p>" + linked(n.text("buttonUrl", "productUrl"), words) + "</p>"
		}
		return out
	case "codeblock", "code":
		return figure(`<pre><code class="language-` + attr(n.text("language")) + `">` + attr(n.text("code")) + "</code></pre>")
	case "horizontalrule", "hr":
		return "<hr>\n"
	case "paywall", "email", "email-cta", "root":
		return "" // email: what letters alone say
	}
	if words := n.text("html"); words != "" {
		return words
	}
	if words := n.text("text"); words != "" {
		return "<p>" + attr(words) + "</p>\n"
	}
	return ""
}

// Mobiledoc is the text of a post in Mobiledoc as HTML; "" if it cannot be read.
// The format: github.com/bustle/mobiledoc-kit, MOBILEDOC.md (0.3).
func Mobiledoc(source string) string {
	var doc mobiledoc
	if json.Unmarshal([]byte(source), &doc) != nil {
		return ""
	}
	var out strings.Builder
	for _, s := range doc.Sections {
		switch {
		case len(s) < 2:
		case s[0] == 1.0 && len(s) > 2:
			tag := fmt.Sprint(s[1])
			if tag == "aside" {
				tag = "blockquote"
			}
			out.WriteString(within(tag, doc.line(s[2])))
		case s[0] == 2.0:
			fmt.Fprintf(&out, "<figure><img src=\"%s\"></figure>\n", html.EscapeString(fmt.Sprint(s[1])))
		case s[0] == 3.0 && len(s) > 2:
			items, _ := s[2].([]any)
			list := ""
			for _, item := range items {
				list += within("li", doc.line(item))
			}
			out.WriteString(within(fmt.Sprint(s[1]), list))
		case s[0] == 10.0:
			if card := at(doc.Cards, s[1]); len(card) > 1 {
				values, _ := card[1].(map[string]any)
				out.WriteString(ghostCard(fmt.Sprint(card[0]), values))
			}
		}
	}
	return out.String()
}

// mobiledoc is a text whose parts name each other by number.
type mobiledoc struct {
	Markups  [][]any `json:"markups"`
	Atoms    [][]any `json:"atoms"`
	Cards    [][]any `json:"cards"`
	Sections [][]any `json:"sections"`
}

// at is the entry of a list by its number; nil if there is none.
func at(list [][]any, index any) []any {
	if i, ok := index.(float64); ok && i >= 0 && int(i) < len(list) {
		return list[int(i)]
	}
	return nil
}

// line writes the markers of a paragraph: [kind, markups that open, how many close,
// text or the number of an atom].
func (d *mobiledoc) line(markers any) string {
	var out strings.Builder
	var open []string
	list, _ := markers.([]any)
	for _, item := range list {
		m, _ := item.([]any)
		if len(m) < 4 {
			continue
		}
		opens, _ := m[1].([]any)
		for _, index := range opens {
			if markup := at(d.Markups, index); len(markup) > 0 {
				tag := fmt.Sprint(markup[0])
				open = append(open, tag)
				out.WriteString("<" + tag + attributes(second(markup)) + ">")
			}
		}
		if text, ok := m[3].(string); ok {
			out.WriteString(html.EscapeString(text))
		} else if atom := at(d.Atoms, m[3]); len(atom) > 1 {
			if atom[0] == "soft-return" {
				out.WriteString("<br>")
			}
			text, _ := atom[1].(string)
			out.WriteString(html.EscapeString(text))
		}
		closes, _ := m[2].(float64)
		for range int(closes) {
			if len(open) > 0 {
				out.WriteString("</" + open[len(open)-1] + ">")
				open = open[:len(open)-1]
			}
		}
	}
	return out.String()
}

// attributes are those of a markup: a name and a value in turn.
func attributes(list any) (out string) {
	attrs, _ := list.([]any)
	for i := 0; i+1 < len(attrs); i += 2 {
		out += fmt.Sprintf(` %v="%s"`, attrs[i], html.EscapeString(fmt.Sprint(attrs[i+1])))
	}
	return out
}

// linked are words that lead to an address.
func linked(href, words string) string {
	if words = html.EscapeString(words); href == "" {
		return words
	}
	return `<a href="` + html.EscapeString(href) + `">` + words + `</a>`
}

func second(list []any) any {
	if len(list) > 1 {
		return list[1]
	}
	return nil
}
