package exports

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"strings"

	"warraq/site/intake"
)

// Ghost keeps a text as Lexical's tree (5.x) or as Mobiledoc (1.x to 4.x), and as HTML
// that it makes of them. An export may hold the first alone. Both become HTML here:
// the words of every card are kept, whether its form is known or not.

// lexicalNode is a node of Lexical's tree; a card has its values beside its type.
type lexicalNode map[string]any

func (n lexicalNode) text(keys ...string) string {
	for _, key := range keys {
		if s, ok := n[key].(string); ok && s != "" {
			return s
		}
	}
	return ""
}

func (n lexicalNode) kids(key string) (out []lexicalNode) {
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

// lexicalHTML is the text of a post in Lexical as HTML; "" if it cannot be read.
func lexicalHTML(source string) string {
	var doc struct {
		Root lexicalNode `json:"root"`
	}
	if json.Unmarshal([]byte(source), &doc) != nil {
		return ""
	}
	return lexicalKids(doc.Root, 0)
}

func lexicalKids(n lexicalNode, depth int) string {
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
func lexical(n lexicalNode, depth int) string {
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
func ghostCard(kind string, n lexicalNode) string {
	attr := html.EscapeString
	caption := n.text("caption")
	figure := func(inner string) string {
		if caption != "" {
			inner += "<figcaption>" + caption + "</figcaption>"
		}
		return "<figure>" + inner + "</figure>\n"
	}
	picture := func(n lexicalNode) string {
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
		m := lexicalNode(about)
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
		for _, words := range []string{n.text("header", "productTitle"), n.text("subheader", "textValue", "productDescription"), n.text("disclaimer")} {
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
	return n.text("html")
}

// mobiledocHTML is the text of a post in Mobiledoc as HTML; "" if it cannot be read.
// The format: github.com/bustle/mobiledoc-kit, MOBILEDOC.md (0.3).
func mobiledocHTML(source string) string {
	var doc struct {
		Markups  [][]any `json:"markups"`
		Atoms    [][]any `json:"atoms"`
		Cards    [][]any `json:"cards"`
		Sections [][]any `json:"sections"`
	}
	if json.Unmarshal([]byte(source), &doc) != nil {
		return ""
	}
	at := func(list [][]any, index any) []any {
		if i, ok := index.(float64); ok && i >= 0 && int(i) < len(list) {
			return list[int(i)]
		}
		return nil
	}
	line := func(markers any) string {
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
				markup := at(doc.Markups, index)
				if len(markup) == 0 {
					continue
				}
				tag := fmt.Sprint(markup[0])
				open = append(open, tag)
				out.WriteString("<" + tag)
				if attrs, ok := second(markup).([]any); ok {
					for i := 0; i+1 < len(attrs); i += 2 {
						fmt.Fprintf(&out, ` %v="%s"`, attrs[i], html.EscapeString(fmt.Sprint(attrs[i+1])))
					}
				}
				out.WriteString(">")
			}
			if text, ok := m[3].(string); ok {
				out.WriteString(html.EscapeString(text))
			} else if atom := at(doc.Atoms, m[3]); len(atom) > 1 {
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
	var out strings.Builder
	for _, s := range doc.Sections {
		switch {
		case len(s) < 2:
		case s[0] == 1.0 && len(s) > 2:
			tag := fmt.Sprint(s[1])
			if tag == "aside" {
				tag = "blockquote"
			}
			out.WriteString(within(tag, line(s[2])))
		case s[0] == 2.0:
			fmt.Fprintf(&out, "<figure><img src=\"%s\"></figure>\n", html.EscapeString(fmt.Sprint(s[1])))
		case s[0] == 3.0 && len(s) > 2:
			items, _ := s[2].([]any)
			list := ""
			for _, item := range items {
				list += within("li", line(item))
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

func second(list []any) any {
	if len(list) > 1 {
		return list[1]
	}
	return nil
}

// ghostOwn keeps what a post says to search engines and networks.
func ghostOwn(p *intake.Post, g ghostPost) {
	for _, own := range []struct{ key, value string }{
		{"seo_title", g.MetaTitle}, {"seo_description", g.Description}, {"canonical", g.Canonical}, {"og_image", strings.ReplaceAll(g.OGImage, ghostAddress, "")},
		{"og_title", g.OGTitle}, {"og_description", g.OGDescription}, {"template_name", g.Template},
	} {
		if own.value != "" {
			intake.AddParam(&p.Own, own.key, own.value)
		}
	}
	if g.Head+g.Foot != "" {
		p.Tell(intake.Dropped, "codeinjection", "شيفرة كانت تُحقن في صفحة القصة", "code that was injected into the story's page")
	}
}
