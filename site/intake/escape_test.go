package intake

import (
	"strings"
	"testing"

	"warraq/site/manuscript"
)

// A line of plain words reads in the page as it was pasted, sign for sign
// (spaces aside: links and isolates part them here).
func TestLinesReadAsTheyWerePasted(t *testing.T) {
	for _, line := range []string{
		"1986. كان ذلك العام", "12) بند", "# وسم", "> قال", "- بند", "+ زيادة", "* نجمة", "*مائل* و**غليظ**", "__init__", "_خط_",
		"```", "```go", "`كود`", "~~~", "~~شطب~~", "***", "* * *", "---", "===", "+++", ":::", ": تعريف", "| أ | ب |", "[هكذا]", "[نص](http://a.b)",
		"[^1]: حاشية", "![صورة](a.jpg)", "<b>وسم</b>", "&amp; و&#65;", "{{< figure >}}", "{% raw %}", "{.class}", `\* شرطة`, `\`, "5*4*3", "C:\\دليل",
	} {
		a, problems := manuscript.Parse("a/b.md", manuscript.Compose(manuscript.Matter{{Key: "title", Value: "t"}, {Key: "date", Value: "2024-01-01"}}, "قبل.\n\n"+escape(line, true)+"\n\nبعد."), testOptions().Options)
		if a == nil {
			t.Fatalf("%q: %v", line, problems)
		}
		bare := strings.NewReplacer(" ", "").Replace
		if got, want := bare(plainHTML(string(a.Body))), bare("قبل."+line+"بعد."); got != want {
			t.Errorf("%q reads %q, want %q\n%s", line, got, want, a.Body)
		}
	}
}
