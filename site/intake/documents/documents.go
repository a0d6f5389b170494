// Package documents writes the trees in which editors of other systems keep a text as
// HTML: Ghost's Lexical (5.x) and Mobiledoc (1.x to 4.x), of which an export may hold
// one alone. The words, addresses and pictures of every card are kept, whether its form
// is known or not; what a page never showed is named. What cannot be read gives no HTML.
//
// The nodes and their fields: github.com/TryGhost/Koenig, packages/kg-default-nodes.
package documents

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"strings"
)

// Text is what an editor's tree holds.
type Text struct {
	HTML  string
	Gated bool     // a part of it was for members alone
	Left  []string // what no page showed: the words of letters, small pictures of cards
}

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

func (n node) inner(key string) node {
	m, _ := n[key].(map[string]any)
	return m
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

// shows says that a switch of a card is not off.
func (n node) shows(key string) bool { return n[key] != false }

// maxDepthJSON bounds how deep the nodes of a text nest.
const maxDepthJSON = 100

// Lexical is the text of a post in Lexical.
func Lexical(source string) (t Text) {
	var doc struct {
		Root node `json:"root"`
	}
	if json.Unmarshal([]byte(source), &doc) == nil {
		t.HTML = t.lexicalKids(doc.Root, 0)
	}
	return t
}

func (t *Text) lexicalKids(n node, depth int) string {
	if depth > maxDepthJSON {
		t.leave("a text that is nested too deep")
		return ""
	}
	var out strings.Builder
	for _, kid := range n.kids("children") {
		out.WriteString(t.lexical(kid, depth+1))
	}
	return out.String()
}

// leave names what no page showed.
func (t *Text) leave(words string) {
	if words != "" {
		t.Left = append(t.Left, words)
	}
}

// textFormats are the bits of a text's format, with their elements.
var textFormats = []struct {
	bit int
	tag string
}{{1, "strong"}, {2, "em"}, {4, "del"}, {8, "u"}, {16, "code"}, {32, "sub"}, {64, "sup"}, {128, "mark"}}

// lexical writes a node.
func (t *Text) lexical(n node, depth int) string {
	kind := strings.TrimPrefix(n.text("type"), "extended-")
	inner := t.lexicalKids(n, depth)
	switch kind {
	case "text", "tk", "emoji", "hashtag", "at-link-search", "zwnj":
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
		inner = strings.ReplaceAll(inner, "</li>\n"+nestedItem, "")
		if n.text("listType") != "number" && n.text("tag") != "ol" {
			return within("ul", inner)
		}
		if start, ok := n["start"].(float64); ok && start > 1 {
			return fmt.Sprintf("<ol start=\"%d\">%s</ol>\n", int(start), inner)
		}
		return within("ol", inner)
	case "listitem":
		if kids := n.kids("children"); len(kids) == 1 && strings.HasSuffix(kids[0].text("type"), "list") {
			return nestedItem + inner + "</li>\n"
		}
		return within("li", inner)
	case "link", "autolink":
		return `<a href="` + html.EscapeString(n.text("url")) + `">` + inner + "</a>"
	}
	return t.card(kind, n) + inner
}

// nestedItem begins an item that holds nothing but a list: of the item above it.
const nestedItem = "<li class=\"nested\">"

func within(tag, inner string) string { return "<" + tag + ">" + inner + "</" + tag + ">\n" }

// Mobiledoc is the text of a post in Mobiledoc. The format:
// github.com/bustle/mobiledoc-kit, MOBILEDOC.md (0.3).
func Mobiledoc(source string) (t Text) {
	var doc mobiledoc
	if json.Unmarshal([]byte(source), &doc) != nil {
		return t
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
				out.WriteString(t.card(fmt.Sprint(card[0]), values))
			}
		}
	}
	t.HTML = out.String()
	return t
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
