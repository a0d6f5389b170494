package syntax

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
)

// joined is a tree in one line, with neighbouring texts as one.
func joined(src string) string {
	doc, _, _ := Parse([]byte(src), Options{})
	return strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(outline(doc, []byte(src)), "Document("), ")"), `" "`, "")
}

// The extensions of GitHub read as its specification's examples say (GFM 0.29, the numbers
// are its own), but for one tilde, which is a sign of Arabic prose.
func TestGitHubsExtensions(t *testing.T) {
	cells := func(words ...string) string {
		var out []string
		for _, w := range words {
			if w = `("` + w + `")`; w == `("")` {
				w = ""
			}
			out = append(out, "TableCell"+w)
		}
		return strings.Join(out, " ")
	}
	row := func(kind string, words ...string) string { return " " + kind + "(" + cells(words...) + ")" }
	for _, c := range []struct{ name, src, want string }{
		{"198: a table", "| foo | bar |\n| --- | --- |\n| baz | bim |", "Table(" + row("TableHeader", "foo", "bar")[1:] + row("TableRow", "baz", "bim") + ")"},
		{"199: cells need not be as wide", "| abc | defghi |\n:-: | -----------:\nbar | baz", "Table(" + row("TableHeader", "abc", "defghi")[1:] + row("TableRow", "bar", "baz") + ")"},
		{"201: the next block ends it", "| abc | def |\n| --- | --- |\n| bar | baz |\n> bar", "Table(" + row("TableHeader", "abc", "def")[1:] + row("TableRow", "bar", "baz") + `) Blockquote(Paragraph("bar"))`},
		{"203: the head has as many cells as the dashes", "| abc | def |\n| --- |\n| bar |", `Paragraph("| abc | def |""| --- |""| bar |")`},
		{"204: a row may be longer or shorter", "| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |", "Table(" + row("TableHeader", "abc", "def")[1:] + row("TableRow", "bar", "") + row("TableRow", "bar", "baz") + ")"},
		{"205: a head alone", "| abc | def |\n| --- | --- |", "Table(" + row("TableHeader", "abc", "def")[1:] + ")"},
		{"279: tasks", "- [ ] foo\n- [x] bar", `List(ListItem(TextBlock(TaskCheckBox "foo")) ListItem(TextBlock(TaskCheckBox "bar")))`},
		{"a link in the place of a box", "- [x](/a/) foo", `List(ListItem(TextBlock(Link("x") " foo")))`},
		{"491: struck", "~~Hi~~ Hello, world!", `Paragraph(Strikethrough("Hi") " Hello, world!")`},
		{"492: not over paragraphs", "This ~~has a\n\nnew paragraph~~.", `Paragraph("This ~~has a") Paragraph("new paragraph~~.")`},
		{"493: three tildes are words", "This will ~~~not~~~ strike.", `Paragraph("This will ~~~not~~~ strike.")`},
		{"one tilde is «about»", "بين ~100 و~200", `Paragraph("بين ~100 و~200")`},
		{"624: a bare address", "www.commonmark.org/help", `Paragraph("" AutoLink<www.commonmark.org/help>)`},
		{"626: the sentence's point is not its", "Visit www.commonmark.org/a.b.", `Paragraph("Visit " AutoLink<www.commonmark.org/a.b> ".")`},
		{"627: nor a bracket that it did not open", "(www.google.com/search?q=Markup+(business)))", `Paragraph("(" AutoLink<www.google.com/search?q=Markup+(business)> "))")`},
		{"a square bracket", "انظر https://a.org/x[1]] آخر", `Paragraph("انظر " AutoLink<https://a.org/x[1]> "] آخر")`},
	} {
		if got, want := joined(c.src), c.want; strings.ReplaceAll(got, `""`, "") != strings.ReplaceAll(want, `""`, "") {
			t.Errorf("%s: %q\n got %s\nwant %s", c.name, c.src, got, want)
		}
	}
}

// Items numbered with the digits of Arabic and Persian are items, with their numbers, and a
// sentence that begins with a year is none.
func TestItemsOfArabicDigits(t *testing.T) {
	for src, want := range map[string]string{
		"١. أول\n٢. ثانٍ":                        `List(ListItem(TextBlock("أول")) ListItem(TextBlock("ثانٍ"))) from 1`,
		"٣) ثالث\n٤) رابع":                       `List(ListItem(TextBlock("ثالث")) ListItem(TextBlock("رابع"))) from 3`,
		"۱۲. دوازده":                             `List(ListItem(TextBlock("دوازده"))) from 12`,
		"1. أول\n٢. ثانٍ":                        `List(ListItem(TextBlock("أول")) ListItem(TextBlock("ثانٍ"))) from 1`,
		"١. أول\n\n   تتمة":                      `List(ListItem(Paragraph("أول") Paragraph("تتمة"))) from 1`,
		"٢٠٢٤. كان عامًا طويلًا":                 `Paragraph("٢٠٢٤. كان عامًا طويلًا")`,
		"١٫٥ مليون\n\n١، ٢ و٣":                   `Paragraph("١٫٥ مليون") Paragraph("١، ٢ و٣")`,
		"١.بلا مسافة":                            `Paragraph("١.بلا مسافة")`,
		"نص\n٢. لا تقطع القائمة ما ليست من واحد": `Paragraph("نص""٢. لا تقطع القائمة ما ليست من واحد")`,
	} {
		doc, _, _ := Parse([]byte(src), Options{})
		got := strings.ReplaceAll(joined(src), `""`, "")
		if list, ok := doc.FirstChild().(*ast.List); ok {
			got += fmt.Sprint(" from ", list.Start)
		}
		if got != strings.ReplaceAll(want, `""`, "") {
			t.Errorf("%q\n got %s\nwant %s", src, got, want)
		}
	}
}

// The name of a file may have spaces; words in brackets beside a remark in round ones are no
// link.
func TestAddressesWithSpaces(t *testing.T) {
	for src, want := range map[string]string{
		"![وصف](صورة مسافة.png)":      "صورة مسافة.png",
		"[نص](/ملفات/تقرير 2024.pdf)": "/ملفات/تقرير 2024.pdf",
		`![](أ ب (1).jpg "عنوان")`:    "أ ب (1).jpg",
		"[نص](https://x.example/أ ب)": "https://x.example/أ ب",
		"[نص](خبر آخر.md#قسم)":        "خبر آخر.md#قسم",
		"[نص](قال الوزير أمس)":        "",
		"[](صورة مسافة.png)":          "",
		"[نص](a.png 'عنوان')":         "a.png",
		"`![](أ ب.png)`":              "",
		"[نص](<أ ب.png>)":             "أ ب.png",
	} {
		got := ""
		doc, _, _ := Parse([]byte(src), Options{})
		_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			switch n := n.(type) {
			case *ast.Link:
				got = string(n.Destination)
			case *ast.Image:
				got = string(n.Destination)
			}
			return ast.WalkContinue, nil
		})
		if got != want {
			t.Errorf("%s leads to %q, want %q", src, got, want)
		}
	}
}

// A writer hears of marks that stayed words: what was meant is not on the page.
func TestMarksThatStayedWordsAreFound(t *testing.T) {
	for src, want := range map[string]string{
		"نص[^1] بلا حاشية":                "[^1]",
		"[نص] (https://x.example/)":       "] (https:",
		"[نص][مرجع] ضائع":                 "][مرجع]",
		"![صورة][مرجع]":                   "![صورة][",
		"[[ويكي]]":                        "[[ويكي]]",
		"(نص)[https://x.example]":         ")[https:",
		"[gallery ids=1]":                 "[gallery",
		"{{ page.title }}":                "{{ page.title }}",
		"كلام {.صنف} {.wide} آخر":         "{.wide}",
		"| أ | ب |\n| ج | د |":            "| أ | ب |",
		`\[\[مقصود\]\]`:                   "",
		"`[[رمز]]` وحده":                  "",
		"[قال] و{كلام} و|":                "",
		"| أ | ب |\n|---|---|\n| ج | د |": "",
	} {
		doc, _, _ := Parse([]byte(src), Options{})
		block := doc.FirstChild()
		at, got := RawMark(block, []byte(src), AppendPlain(nil, block, []byte(src)))
		if got != want || got != "" && !strings.HasPrefix(src[at:], got) {
			t.Errorf("%q: %q at %d, want %q", src, got, at, want)
		}
	}
}

// A writer hears of what nobody sees: words that CommonMark takes for a reference's address,
// and footnotes that nothing leads to.
func TestWhatNobodySeesIsTold(t *testing.T) {
	for src, want := range map[string]string{
		"نص\n\n[مصدر]: رويترز":                 "taken مصدر at 6",
		"[مصدر]: https://x.example/\n\n[مصدر]": "",
		"[أ]: كلام\n\nنص [أ] هنا":              "", // it is used: the words are on the page
		"نص\n\n[^1]: حاشية":                    "note 1 at 6",
		"نص[^أ]\n\n[^أ]: حاشية\n\n[^أ]: أخرى":  "note أ at 30 twice",
		"نص[^أ]\n\n[^أ]: حاشية":                "",
	} {
		_, _, told := Parse([]byte(src), Options{})
		var got []string
		for _, n := range told.Taken {
			got = append(got, fmt.Sprintf("taken %s at %d", n.Label, n.At))
		}
		for _, n := range told.Notes {
			got = append(got, fmt.Sprintf("note %s at %d", n.Label, n.At)+map[bool]string{true: " twice"}[n.Twice])
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
}
