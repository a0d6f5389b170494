package markup_test

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"warraq/site/intake/markup"
	"warraq/site/intake/testdata/judge"
	"warraq/site/manuscript"
)

// A line of plain words reads in the page as it was pasted, sign for sign
// (spaces aside: links and isolates part them here).
func TestLinesReadAsTheyWerePasted(t *testing.T) {
	for _, line := range []string{
		"1986. كان ذلك العام", "١٩٨٦. كان ذلك العام", "۱) بند", "{% x %}", "[ ] بند", "~100", "12) بند", "# وسم", "> قال", "- بند", "+ زيادة", "* نجمة", "*مائل* و**غليظ**", "__init__", "_خط_",
		"```", "```go", "`كود`", "~~~", "~~شطب~~", "***", "* * *", "---", "===", "+++", ":::", ": تعريف", "| أ | ب |", "[هكذا]", "[نص](http://a.b)",
		"[^1]: حاشية", "![صورة](a.jpg)", "<b>وسم</b>", "&amp; و&#65;", "{{< figure >}}", "{% raw %}", "{.class}", `\* شرطة`, `\`, "5*4*3", "C:\\دليل",
	} {
		r := manuscript.Read("a/b.md", manuscript.Compose(manuscript.Matter{{Key: "title", Value: "t"}, {Key: "date", Value: "2024-01-01"}}, "قبل.\n\n"+markup.Escape(line, true)+"\n\nبعد."), manuscript.Options{Lang: "ar", Zone: time.UTC})
		a, problems := r.Article, r.Problems
		if a == nil {
			t.Fatalf("%q: %v", line, problems)
		}
		bare := strings.NewReplacer(" ", "").Replace
		if got, want := bare(judge.Seen(string(a.Body))), bare("قبل."+line+"بعد."); got != want {
			t.Errorf("%q reads %q, want %q\n%s", line, got, want, a.Body)
		}
	}
}

// Plain words stay plain words, whatever signs of Markdown they hold.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{"1. a", "# a", "*a* _b_", "[a](b)", "[[0]](0)", "[a [x] [b](c) d] e", "[[a] b [c](d)", "<b>", "a | b", "&amp;", "\\*", "- a", "> a", "{{< x >}}", "~~~", "a {.b}", "http://a.b/c_d*e", "===", "![a](b)", "[^1]: a", "[a]: b", ": a", "`a`", "(أ ب)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.Join(strings.Fields(s), " ")
		if strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsGraphic(r) }) {
			return // those that take lines in drop what cannot be seen
		}
		if !utf8.ValidString(s) || s == "" || strings.ContainsAny(s, "\x00\"'") {
			return
		}
		a := manuscript.Read("a/b.md", manuscript.Compose(manuscript.Matter{{Key: "title", Value: "t"}, {Key: "date", Value: "2024-01-01"}}, "x\n\n"+markup.Escape(s, true)+"\n\ny"), manuscript.Options{Lang: "ar", Zone: time.UTC}).Article
		if a == nil {
			t.Skip()
		}
		got, want := strings.Join(judge.Words(judge.Seen(string(a.Body))), ""), strings.Join(judge.Words("x "+s+" y"), "")
		if got != want {
			t.Errorf("%q as %q reads %q, want %q\n%s", s, markup.Escape(s, true), got, want, a.Body)
		}
	})
}
