package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// A footnote that nothing leads to keeps its words, and is told; so is a second one of a name.
func TestNoFootnoteIsLost(t *testing.T) {
	for text, want := range map[string]string{
		"نص.\n\n[^1]: ضائعة\n":                        "body/footnote 3",
		"نص[^1].\n\n[^1]: أولى\n[^1]: ضائعة\n":        "body/footnote 4",
		"[^1]: ضائعة\n\n[^2]: ب\n\nنص[^2]\n":          "body/footnote 1",
		"> نص.\n>\n> [^1]: ضائعة\n":                   "body/footnote 3",
		"نص[^1].\n\n[^1]: ضائعة من سطرين\n    وثان\n": "",
	} {
		html, _, problems := render(t, text, testBody)
		got := ""
		for _, p := range problems {
			got = p.Rule + " " + strings.TrimPrefix(p.Place(), "content/"+testBody.Path+":")[:1]
		}
		if got != want || !strings.Contains(html, "ضائعة") {
			t.Errorf("%q: %s, want %s: %s", text, got, want, html)
		}
		if want != "" && strings.Count(html, `href="#fnref:`) != strings.Count(html, `id="fnref:`) {
			t.Errorf("%q: a footnote leads back to nothing: %s", text, html)
		}
	}
}

// Marks of Markdown that a reader would see are told; words in brackets, code and what is
// escaped are not.
func TestMarksThatStayWordsAreTold(t *testing.T) {
	for text, rule := range map[string]string{
		"[س][غير]": "body/raw-mark", "![نص][غير]": "body/raw-mark", "[س] (b.md)": "body/raw-mark", "[س] (https://x.example)": "body/raw-mark", "[س](b.md": "body/raw-mark", "[س](b.md «x»)": "body/raw-mark",
		"(س)[https://x.example]": "body/raw-mark", "[[b.md]]": "body/raw-mark", "[[ب|س]]": "body/raw-mark", "نص[^x]": "body/raw-mark", "[س](https://x.example/a(b)": "body/raw-mark", "![نص](<a<b>.png>)": "body/raw-mark",
		"- [س][غير]": "body/raw-mark", "| أ |\n|---|\n| [س][غير] |": "body/raw-mark", "## [س][غير]": "body/raw-mark", "[المصدر]: رويترز": "body/reference", "[س]()": "body/link-empty", "[س](http:/x.example)": "body/link-broken",
		"![](#a.png)": "body/picture-address", "![]()": "body/picture-address", "## أ {#x}\n\n## ب {#x}": "body/twice-id",
		"| أ | ب |\n| ١ | ٢ |": "body/raw-mark", "[gallery ids=\"1\"]": "body/raw-mark", "{{ .Title }}": "body/raw-mark", "نص{.class}": "body/raw-mark",
		"| أ | ب |\n|---|---|\n| ١ | ٢ |": "", "أ | ب": "", "|قول|": "", "{كذا}": "", "`{{ .Title }}`": "",
		"نص [كذا] نص": "", "نص [1][2]": "", "[...]": "", "`[س][غير]`": "", "\\[س\\](b.md)": "", "```\n[س][غير]\n```": "", "قال: [س]: نص": "", "[س](b.md)": "", "[س][ر]\n\n[ر]: b.md": "", "[ر]: https://x.example": "", "f(x)[0]": "", "[ ] مهمة": "", "## أ\n\n## أ": "", "نص (كذا) [كذا]": "",
	} {
		_, _, problems := render(t, text+"\n", testBody)
		got := ""
		for _, p := range problems {
			got += p.Rule
		}
		if got != rule {
			t.Errorf("%q: %q, want %q", text, got, rule)
		}
	}
}

// A control that turns the text around does not come in as a character reference either.
func TestReferencesTurnNoText(t *testing.T) {
	for _, reference := range []string{"&#x202e;", "&#8238;", "&#x202A;", "&#x2066;", "&#X2067;"} {
		html, _, _ := render(t, "نص "+reference+"مقلوب [رابط](b.md \""+reference+"x\") ![بديل "+reference+"](a.png)\n", testBody)
		if strings.ContainsAny(html, "\u202a\u202b\u202c\u202d\u202e\u2067") || reference == "&#x202e;" && !strings.Contains(html, "مقلوب") {
			t.Errorf("%s: %q", reference, html)
		}
	}
}

// Lines that CommonMark takes for the addresses of references are found in one walk, however many
// there are.
func TestManyLinesThatAreTakenForAddresses(t *testing.T) {
	const n = 20_000
	var src strings.Builder
	for i := range n {
		fmt.Fprintf(&src, "[%d]: كلمة\n\n", i)
	}
	_, problems := Render([]byte(src.String()), 0, Options{Path: "a.md"})
	if len(problems) != 200 || problems[0].Line != 1 || problems[1].Line != 3 {
		t.Errorf("%d are told, from line %d", len(problems), problems[0].Line)
	}
}
