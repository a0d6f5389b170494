package syntax_test

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"warraq/site"
	"warraq/site/markdown"
	"warraq/site/markdown/syntax"
)

var spanOptions = markdown.Options{Edition: "en", Spans: true}

// listed shows spans, one a line.
func listed(src string, spans []site.Span) string {
	names := map[site.SpanKind]string{
		site.SpanField:     "field",
		site.SpanParagraph: "paragraph",
		site.SpanHeading:   "heading",
		site.SpanItem:      "item",
		site.SpanCell:      "cell",
		site.SpanText:      "text",
		site.SpanCode:      "code",
		site.SpanLink:      "link",
		site.SpanPicture:   "picture",
		site.SpanAlt:       "alt",
		site.SpanTitle:     "title",
		site.SpanAddress:   "address",
		site.SpanMarkup:    "markup",
		site.SpanVerse:     "verse",
		site.SpanComment:   "comment",
	}
	var out strings.Builder
	for _, s := range spans {
		fmt.Fprintf(&out, "%s %q", names[s.Kind], src[s.From:s.To])
		if s.Key != "" {
			out.WriteString(" " + s.Key)
		}
		out.WriteString("\n")
	}
	return out.String()
}

func TestSpans(t *testing.T) {
	for name, c := range map[string][2]string{
		"words": {"## عنوان {#here}\n\nكلام **مهم** و`code` ثم\nسطر \\* &amp; آخر.\n", `heading "عنوان" here
text "عنوان"
paragraph "كلام **مهم** و` + "`code`" + ` ثم\nسطر \\* &amp; آخر."
text "كلام "
markup "**"
text "مهم"
markup "**"
text " و"
code "` + "`code`" + `"
text " ثم"
text "سطر "
markup "\\*"
text " "
markup "&amp;"
text " آخر."
`},
		"an address with a space": {"انظر ![وصف](صورة مسافة.png \"عن\") هنا.\n", `paragraph "انظر ![وصف](صورة مسافة.png \"عن\") هنا."
text "انظر "
picture "![وصف](صورة مسافة.png \"عن\")" صورة مسافة.png
markup "!["
alt "وصف"
markup "](صورة مسافة.png \""
title "عن"
markup "\")"
text " هنا."
`},
		"links": {"انظر [هنا](/a \"عن\") و<https://a.b/> وhttps://c.d. راسل a@b.org.\n", `paragraph "انظر [هنا](/a \"عن\") و<https://a.b/> وhttps://c.d. راسل a@b.org."
text "انظر "
link "[هنا](/a \"عن\")" /a
markup "["
text "هنا"
markup "](/a \""
title "عن"
markup "\")"
text " و"
markup "<"
address "https://a.b/"
markup ">"
text " و"
address "https://c.d"
text ". راسل "
address "a@b.org"
text "."
`},
		"pictures": {"> ![بديل\n> آخر](<a b.jpg> 'شرح\n> طويل (رويترز)')\n\n![][r]\n\n[r]: x.png 'عنوان'\n", `paragraph "![بديل\n> آخر](<a b.jpg> 'شرح\n> طويل (رويترز)')"
picture "![بديل\n> آخر](<a b.jpg> 'شرح\n> طويل (رويترز)')" a b.jpg
markup "!["
alt "بديل\n> آخر"
markup "](<a b.jpg> '"
title "شرح\n> طويل (رويترز)"
markup "')"
paragraph "![][r]"
picture "![][r]" x.png
markup "![][r]"
`},
		"html": {"<!-- check: off tatweel -->\n<div>كلام <b>غليظ</b></div>\n\nقال <!-- سر --> و<kbd>نعم</kbd>.\n\n<table><tr><td>أ</td><td>ب</td></tr></table>\n", `comment "<!-- check: off tatweel -->" check: off tatweel
markup "<div>"
paragraph "كلام <b>غليظ"
text "كلام "
markup "<b>"
text "غليظ"
markup "</b>"
markup "</div>"
paragraph "قال <!-- سر --> و<kbd>نعم</kbd>."
text "قال "
comment "<!-- سر -->" سر
text " و"
markup "<kbd>"
code "نعم"
markup "</kbd>"
text "."
markup "<table>"
markup "<tr>"
markup "<td>"
paragraph "أ"
text "أ"
markup "</td>"
markup "<td>"
paragraph "ب"
text "ب"
markup "</td>"
markup "</tr>"
markup "</table>"
`},
		"blocks": {"- بند\n\n| أ | ب |\n|---|---|\n| ج | **د** |\n\n```go\nx\n```\n\n``` شعر\nقفا نبك\n```\n\n> قول\n> — قائل\n", `item "بند"
text "بند"
cell "أ"
text "أ"
cell "ب"
text "ب"
cell "ج"
text "ج"
cell "**د**"
markup "**"
text "د"
markup "**"
code "x"
verse "قفا نبك"
paragraph "قول"
text "قول"
paragraph "قائل"
text "قائل"
`},
		"quran": {"قال ﴿الحمد\nلله﴾ ثم {{< x >}} ملاحظة[^1]\n\n[^1]: حاشية\n", `paragraph "قال ﴿الحمد\nلله﴾ ثم {{< x >}} ملاحظة[^1]"
text "قال "
verse "﴿الحمد"
verse "لله﴾"
text " ثم "
markup "{{< x >}}"
text " ملاحظة"
markup "[^1]"
paragraph "حاشية"
text "حاشية"
`},
		"windows": {"أول\r\nثان \x01ثالث\r\n\r\n# رأس\r\n", `paragraph "أول\r\nثان \x01ثالث"
text "أول"
text "ثان \x01ثالث"
heading "رأس" رأس
text "رأس"
`},
	} {
		t.Run(name, func(t *testing.T) {
			b, _ := markdown.Render([]byte(c[0]), 0, spanOptions)
			if got := listed(c[0], b.Spans); got != c[1] {
				t.Errorf("spans of %q:\n%s\nwant:\n%s", c[0], got, c[1])
			}
			checkSpans(t, c[0], b.Spans)
		})
	}
}

// leaf says that a span holds no other.
func leaf(k site.SpanKind) bool {
	return k == site.SpanField || k >= site.SpanText && k != site.SpanLink && k != site.SpanPicture
}

// checkSpans holds for the spans of any file.
func checkSpans(t *testing.T, src string, spans []site.Span) {
	t.Helper()
	if !slices.IsSortedFunc(spans, func(a, b site.Span) int { return cmp.Compare(a.From, b.From) }) {
		t.Errorf("spans of %q are not sorted:\n%s", src, listed(src, spans))
	}
	end, block := 0, 0 // of the last leaf, of the last block
	for _, s := range spans {
		if s.From < 0 || s.From >= s.To || s.To > len(src) {
			t.Fatalf("%q: span %v lies outside", src, s)
		}
		inBlock := s.Kind >= site.SpanText
		switch {
		case leaf(s.Kind) && s.From < end:
			t.Errorf("%q: leaves overlap at %d:\n%s", src, s.From, listed(src, spans))
		case !leaf(s.Kind) && !inBlock && s.From < block:
			t.Errorf("%q: blocks overlap at %d:\n%s", src, s.From, listed(src, spans))
		case s.Kind == site.SpanText && s.To > block:
			t.Errorf("%q: words outside a block:\n%s", src, listed(src, spans))
		}
		if leaf(s.Kind) {
			end = s.To
		} else if s.Kind >= site.SpanParagraph && s.Kind <= site.SpanCell {
			block = s.To
		}
	}
}

// wordsOf are the words that spans say a reader sees; code counts, as it does
// in the page.
func wordsOf(src string, spans []site.Span) string {
	var out strings.Builder
	last := 0
	for _, s := range spans {
		part := src[s.From:s.To]
		gap := src[min(last, s.From):s.From]
		if strings.TrimSpace(gap) != gap || strings.Contains(gap, "\n") {
			out.WriteString(" ")
		}
		switch s.Kind {
		case site.SpanText, site.SpanAddress:
			out.WriteString(part)
		case site.SpanCode, site.SpanVerse:
			out.WriteString(part)
		case site.SpanMarkup:
			if part[0] == '\\' && len(part) == 2 {
				out.WriteString(part[1:])
			} else if part[0] == '&' {
				out.WriteString(html.UnescapeString(part))
			}
		case site.SpanParagraph, site.SpanHeading, site.SpanItem, site.SpanCell:
			out.WriteString(" ")
		}
		if leaf(s.Kind) {
			last = s.To
		}
	}
	return out.String()
}

var tags = regexp.MustCompile(`<[^>]*>`)

// shownWords is a text without spaces and the marks of code.
func shownWords(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), ""), "`", "")
}

// What a page shows is what its spans say, over the examples of CommonMark. Those left
// out hold raw HTML (which is filtered) or show pictures.
func TestSpansSayWhatThePageShows(t *testing.T) {
	tested := 0
	for _, e := range syntax.CommonMark(t) {
		src := e.Markdown
		b, _ := markdown.Render([]byte(src), 0, spanOptions)
		checkSpans(t, src, b.Spans)
		pictures := slices.ContainsFunc(b.Spans, func(s site.Span) bool { return s.Kind == site.SpanPicture })
		if pictures || strings.Contains(src, "<") {
			continue
		}
		tested++
		page := html.UnescapeString(tags.ReplaceAllString(string(b.HTML), ""))
		if got, want := shownWords(wordsOf(src, b.Spans)), shownWords(page); got != want {
			t.Errorf("example %d, %q:\nspans %q\npage  %q\n%s", e.Example, src, got, want, listed(src, b.Spans))
		}
	}
	if tested < 300 {
		t.Errorf("only %d examples were tested", tested)
	}
}

// FuzzSpans checks the spans of any body.
func FuzzSpans(f *testing.F) {
	for _, s := range []string{"# أ\n\nقال **ب** و`ج`.\n", "<div>\n a <b> </b> \n</div>\n", "> ![a](b \"c\n> d\")\n", "a ﴿b *c* d﴾ e\n", "# h\r\n| a | b\n|--|--\n|c\x01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if !utf8.ValidString(src) || strings.Contains(src, "\x00") {
			return // such a file is refused before
		}
		b, _ := markdown.Render([]byte(src), 0, spanOptions)
		checkSpans(t, src, b.Spans)
	})
}

// A link can lead to headings, footnotes and to what raw HTML names.
func TestAnchors(t *testing.T) {
	src := "# أول\n\n[هنا](#أول) و[هناك](#no)[^1]\n\n<p id=\"map\">نص</p>\n\n{.x #y}\n\n[^1]: ح\n"
	for _, unsafe := range []bool{false, true} {
		o := spanOptions
		o.UnsafeHTML = unsafe
		r, _ := markdown.Render([]byte(src), 0, o)
		for _, id := range []string{"أول", "map", "fn:1", "fnref:1"} {
			if !slices.Contains(r.Anchors, id) {
				t.Errorf("unsafe %v: anchors are %q, want %q among them", unsafe, r.Anchors, id)
			}
		}
		want := []site.Ref{{Target: "#أول", Line: 3, Col: 1}, {Target: "#no", Line: 3, Col: 14}}
		if !slices.Equal(r.Local, want) {
			t.Errorf("unsafe %v: local links are %v, want %v", unsafe, r.Local, want)
		}
	}
}
