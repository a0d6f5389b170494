package syntax

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"

	"warraq/site"
)

// outline shows a tree in one line: kinds of nodes, texts between quotation marks.
func outline(n ast.Node, source []byte) string {
	if t, ok := n.(*ast.Text); ok {
		return fmt.Sprintf("%q", t.Segment.Value(source))
	}
	var inner []string
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		inner = append(inner, outline(c, source))
	}
	name := n.Kind().String()
	if s, ok := n.(*Shortcode); ok {
		name += fmt.Sprintf("{%s %q %v}", s.Name, s.args, s.named)
	}
	if l, ok := n.(*ast.AutoLink); ok {
		return fmt.Sprintf("%s<%s>", name, l.Label(source))
	}
	if len(inner) == 0 {
		return name
	}
	return name + "(" + strings.Join(inner, " ") + ")"
}

func TestTree(t *testing.T) {
	for src, want := range map[string]string{
		// Arabic glues words to marks of emphasis; CommonMark would leave the asterisks.
		"و**«العربي»** قال": `Paragraph("و" Emphasis("«العربي»") " قال")`,
		"**مهم،**والآخر":    `Paragraph(Emphasis("مهم،") "والآخر")`,
		"a**\"b\"**c":       `Paragraph("a" "**" "\"b\"" "**" "c")`,
		"أ_ب_ج":             `Paragraph("أ" "_" "ب" "_" "ج")`,
		"~~أ~~ ~ب~ ~~~ج~~~": `Paragraph(Strikethrough("أ") " ~ب~ ~~~ج~~" "~")`,
		"2 * 3 * 4":         `Paragraph("2 " "*" " 3 " "*" " 4")`,

		// A bare address ends where prose goes on.
		"انظرhttps://a.org/ب، ثم": `Paragraph("انظر" AutoLink<https://a.org/ب> "، ثم")`,
		"(www.a.org).":            `Paragraph("(" AutoLink<www.a.org> ")" ".")`,
		"https://a.org/x(y)":      `Paragraph("" AutoLink<https://a.org/x(y)>)`,
		"«http://a.org/؟»":        `Paragraph("«" AutoLink<http://a.org/> "؟»")`,
		"xhttp://a.org":           `Paragraph("xhttp" "://a" ".org")`,
		"http:// www. a":          `Paragraph("http" ":// www" ". a")`,
		"[https://a.org](b)":      `Paragraph(Link("https" "://a" ".org"))`,

		// Shortcodes have words with names and without, in marks and without.
		"{{< youtube abc >}}":                          `Paragraph(Shortcode{youtube ["abc"] map[]})`,
		"{{% figure src=\"a b.jpg\" alt=`ج \"د\"` %}}": "Paragraph(Shortcode{figure [] map[alt:ج \"د\" src:a b.jpg]})",
		"أ {{< x\ny=1 />}} ب":                          `Paragraph("أ " Shortcode{x [] map[y:1]} " ب")`,
		"{{< x":                                        `Paragraph(Shortcode{ [] map[]} " x")`,
		"{{< x \"y >}}":                                `Paragraph(Shortcode{x ["y"] map[]})`,
		"{%- include a.html -%}":                       `Paragraph(Shortcode{include ["a.html"] map[]})`,
		"{% x":                                         `Paragraph("{% x")`,
		"{{ x }}":                                      `Paragraph("{{ x }}")`,

		// A quotation's kind, its title and who spoke are not its words.
		"> [!note] عنوان\n> أ":    `Blockquote(Paragraph("أ"))`,
		"> [!note]":               `Blockquote`,
		"> أ\n> — ب":              `Blockquote(Paragraph("أ") Speaker("ب"))`,
		"> — ب":                   `Blockquote(Paragraph("— ب"))`,
		"> أ\n>\n> -- ب\n> جريدة": `Blockquote(Paragraph("أ") Paragraph("-- ب" "جريدة"))`,

		// A line of attributes belongs to its paragraph, or to the block before it.
		"أ\n{.x #y}":     `Paragraph("أ")`,
		"> أ\n\n{.x}":    `Blockquote(Paragraph("أ"))`,
		"{.x}":           `Paragraph("{.x}")`,
		"أ\n{ليس وصفًا}": `Paragraph("أ" "{ليس وصفًا}")`,
		"أ\n{{< x >}}":   `Paragraph("أ" Shortcode{x [] map[]})`,
	} {
		doc, spans, _ := Parse([]byte(src), Options{})
		if got := strings.TrimSuffix(strings.TrimPrefix(outline(doc, []byte(src)), "Document("), ")"); strings.ReplaceAll(got, `" "`, "") != strings.ReplaceAll(want, `" "`, "") {
			t.Errorf("%s\n got %s\nwant %s", src, got, want)
		}
		if spans != nil {
			t.Errorf("%s: spans that were not asked for", src)
		}
	}
}

// Attributes are those of a block; what an author may not set is read too, and
// left to the writer.
func TestAttribute(t *testing.T) {
	for src, want := range map[string]string{
		"أ\n{.x .y #z lang=en}": "x y|z|en",
		"أ\n{#a&amp;b}":         "||",
		"# أ {#a .b}":           "b|a|",
		"أ\n{title=\"ب\"}":      "||",
		"أ":                     "||",
	} {
		doc, _, _ := Parse([]byte(src), Options{})
		n := doc.FirstChild()
		if got := Attribute(n, "class") + "|" + Attribute(n, "id") + "|" + Attribute(n, "lang"); got != want {
			t.Errorf("%s: %s, want %s", src, got, want)
		}
	}
}

// The pages that shortcodes embed.
func TestShortcodeAddress(t *testing.T) {
	for src, want := range map[string]string{
		"youtube abc":         "https://www.youtube.com/watch?v=abc",
		"youtube id=abc":      "https://www.youtube.com/watch?v=abc",
		"tweet user=a id=5":   "https://x.com/a/status/5",
		"twitter a 5":         "https://x.com/a/status/5",
		"x_simple 5":          "https://x.com/i/status/5",
		"instagram B_1":       "https://www.instagram.com/p/B_1/",
		"vimeo 7 class=wide/": "https://vimeo.com/7",
		"gist a b":            "",
		"":                    "",
	} {
		if got := newShortcode(src).Address(); got != want {
			t.Errorf("%s: %s, want %s", src, got, want)
		}
	}
}

func TestTextsOfMarks(t *testing.T) {
	for line, want := range map[string]string{
		"— قائل":      "قائل true",
		"\u2013 قائل": "قائل true",
		"ــ قائل":     "قائل true",
		"--قائل":      "قائل true",
		"—":           " false",
		"- بند":       "- بند false",
	} {
		name, ok := CutDash(line)
		if got := fmt.Sprint(name, " ", ok); got != want {
			t.Errorf("%q: %s, want %s", line, got, want)
		}
	}
	for text, want := range map[string]string{
		"أ ﴿ب﴾ ج":   "﴿ب﴾",
		"أ ﴾ب﴿ ج":   "﴾ب﴿", // some keyboards have them the other way round
		"أ ﴿ب":      "",
		"أ ﴾ب﴾":     "",
		"أ ﴿ب﴾ ﴿ج﴾": "﴿ب﴾",
		"\ufdfa":    "",
	} {
		_, verse, _, _ := CutQuran([]byte(text))
		if string(verse) != want {
			t.Errorf("%s: %q, want %q", text, verse, want)
		}
	}
	for in, want := range map[string]string{
		"a\\_b":    "a_b",
		"a&amp;b":  "a&b",
		"a&#1576;": "aب",
		"&nosuch;": "&nosuch;",
		"a%20b":    "a%20b",
		"\\a":      "\\a",
	} {
		if got := Resolved([]byte(in)); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// Spans are sorted and lie within the text, whatever it is.
func TestSpansOfOddTexts(t *testing.T) {
	for _, src := range []string{"", "\n", "#", "```", "```\n", "<!--", "<div", "![", "![]()", "[]()", "[^1]: x", "|", "| |\n|-|\n| |", "- ", "> ", "{.x}", "`` ` ``", "@", "a@", "@b", "://", "x://", "﴿", "﴾﴿", "&amp", "\\", "a\\\n", "<b", "</b>", "<pre>\n", "<!-- a\n\nb -->c"} {
		_, spans, _ := Parse([]byte(src), Options{Spans: true})
		last := 0
		for _, s := range spans {
			if s.From < last || s.To > len(src) || s.From >= s.To {
				t.Errorf("%q: %v", src, spans)
			}
			last = s.From
			if s.Kind == site.SpanComment && strings.Contains(s.Key, "<!--") {
				t.Errorf("%q: the key of a comment is %q", src, s.Key)
			}
		}
	}
}

// Escapes and references are read in one pass, in text as in addresses (CommonMark 2.4: «\&ouml; not
// a character entity»), and a reference has letters and digits alone.
func TestEscapedReferences(t *testing.T) {
	for written, want := range map[string]string{
		`\&ouml; not a character entity`: `&ouml; not a character entity`, `&A0\&ac;`: `&A0&ac;`, `\\&amp;`: `\&`,
		`/b\&amp;c`: `/b&amp;c`, `&ouml;&A0&amp;`: `ö&A0&`, `&ة;&lt;`: `&ة;<`, `&#1576;\&#1576;`: `ب&#1576;`, `a & b;`: `a & b;`,
	} {
		if got := Resolved([]byte(written)); got != want {
			t.Errorf("%q reads %q, want %q", written, got, want)
		}
	}
}
