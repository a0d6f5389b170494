package check_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/check"
	"warraq/site/manuscript"
)

// keeps says what a rule's fix may not change: two texts that are the
// same to it are the same in all but what the rule is about.
var keeps = map[string]func(string) string{
	"latin-mark":        without(",;?،؛؟\u066b\u060d\u201a"),
	"double-mark":       without("،؛"),
	"reversed-quotes":   without("«»"),
	"straight-quotes":   without("\"«»“”"),
	"space-before":      without(" \u00a0"),
	"space-after":       without(" "),
	"space-inside":      without(" \u00a0"),
	"space-outside":     without(" "),
	"double-space":      without(" \u00a0"),
	"waw-space":         without(" \u00a0"),
	"tatweel":           without("\u0640"),
	"presentation-form": func(s string) string { return strings.ReplaceAll(arabic.PlainForms(s), " ", "") },
	"persian-letter":    arabic.Fold,
	"invisible":         without("\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),
	"tanwin-place":      sorted,
	"tanwin-alef":       without("ا\u064b"),
	"mixed-digits":      arabic.Fold,
	"repeated-word":     once,
	"misspelt":          mended,
	"hamza-wasl":        replaced("إ", "ا"),
	"headline-stop":     without("."),
	"near-tags":         arabic.FoldKey,
	"many-marks":        without("؟!"),
	"percent-before":    without("%٪"),
	"glued-number":      without(" "),
	"apart-article":     without(" \u0640\u00a0"),
	"tanwin-broken":     without("ا\u064b\u064e"),
}

func without(chars string) func(string) string {
	return func(s string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune(chars, r) {
				return -1
			}
			return r
		}, s)
	}
}

func replaced(old, by string) func(string) string {
	return func(s string) string { return strings.ReplaceAll(s, old, by) }
}

// sorted puts tanwin and its alef in one order.
func sorted(s string) string { return strings.ReplaceAll(s, "اً", "ًا") }

// mended folds what the closed list of misspellings may change: hamza, ta
// marbuta, alef maqsura, and the letters of a few pronouns.
func mended(s string) string {
	s = without("\u064b")(arabic.Fold(s))
	for _, pair := range [][2]string{{"اللتي", "التي"}, {"اللذي", "الذي"}, {"هاذ", "هذ"}, {"ذال", "ذل"}, {"لاكن", "لكن"}, {"يظا", "يضا"}, {"مسوول", "مسوول"}, {"اءا", "اء"}, {"شييي", "شيء"}, {"شيي", "شيء"}} {
		s = strings.ReplaceAll(s, pair[0], pair[1])
	}
	return s
}

// once takes words that stand twice for one, and leaves out spaces.
func once(s string) string {
	var out []string
	var word strings.Builder
	flush := func() {
		if w := word.String(); w != "" && (len(out) == 0 || out[len(out)-1] != w) {
			out = append(out, w)
		}
		word.Reset()
	}
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '_' || r == '\u200c' || r == '\u200d':
			word.WriteRune(r)
		case unicode.IsSpace(r):
			flush()
		default:
			flush()
			out = append(out, string(r))
		}
	}
	flush()
	return strings.Join(out, "\x00")
}

// FuzzFix: after a fix there is nothing to fix; it changes no letter but those
// that the rule is about, no line, and nothing that the rules do not read; and
// a front matter says the same but for its words.
func FuzzFix(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 1<<14 || strings.ContainsAny(text, "\x00\x01\x02\x03") {
			t.Skip()
		}
		for i := range check.Rules {
			if r := &check.Rules[i]; r.Fixes {
				holds(t, r.ID, text)
			}
		}
		all := map[string]string{"straight-quotes": "note"}
		c, _ := check.New(&site.Config{Language: "ar", Checks: all}, nil, now)
		stable(t, "all rules", c, text)
	})
}

func holds(t *testing.T, id, text string) {
	c := alone(id, nil)
	fixed := stable(t, id, c, text)
	if keep := keeps[id]; keep == nil {
		t.Fatalf("%s fixes, and keeps does not say what it must keep", id)
	} else if keep(fixed) != keep(text) {
		t.Fatalf("%s changes more than it may:\n%q\n%q", id, text, fixed)
	}
}

func stable(t *testing.T, id string, c *check.Checker, text string) string {
	m := read("news/x.md", text)
	out, _ := fix(c, m)
	fixed := string(out)
	again := read("news/x.md", fixed)
	if twice, n := fix(c, again); n > 0 {
		t.Fatalf("%s is not done after a fix:\n%q\n%q\n%q", id, text, fixed, twice)
	}
	if strings.Count(fixed, "\n") != strings.Count(text, "\n") {
		t.Fatalf("%s changes lines:\n%q\n%q", id, text, fixed)
	}
	if m.Body > 0 {
		sameMatter(t, id, text, fixed)
	}
	if id == "all rules" {
		sameShape(t, text[m.Body:], fixed[again.Body:])
	}
	return fixed
}

// sameShape parses a body before and after: its links, pictures and headings
// are as they were.
func sameShape(t *testing.T, text, fixed string) {
	shape := func(body string) (out []string) {
		a := manuscript.Read("news/x.md", []byte("---\ntitle: نص\ndate: 2024-09-14\n---\n"+body), manuscript.Options{}).Article
		if a == nil {
			return nil
		}
		for _, r := range a.Refs {
			out = append(out, r.Target)
		}
		for _, h := range a.Headings {
			out = append(out, "#"+strconv.Itoa(h.Level))
		}
		return out
	}
	if before, after := shape(text), shape(fixed); !slices.Equal(before, after) {
		t.Fatalf("a fix changes the shape of a body: %q, then %q\n%q\n%q", before, after, text, fixed)
	}
}

// sameMatter parses a front matter before and after: what was sound stays so.
func sameMatter(t *testing.T, id, text, fixed string) {
	before := manuscript.Read("news/x.md", []byte(text), manuscript.Options{}).Problems
	after := manuscript.Read("news/x.md", []byte(fixed), manuscript.Options{}).Problems
	if site.Errors(before) == 0 && site.Errors(after) > 0 {
		t.Fatalf("%s breaks a front matter: %v\n%q\n%q", id, after, text, fixed)
	}
}

func seeds(f *testing.F) {
	for i := range check.Rules {
		f.Add(check.Rules[i].Bad)
		f.Add(check.Rules[i].Good)
	}
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range txtar.Parse(data).Files {
			f.Add(string(part.Data))
		}
	}
	f.Add("---\ntitle: \"قال: \\\"نعم\\\" ،ثم\"\nsummary: 'قال ''نعم'' , ثم'\nimage: {alt: \"أ, ب\", caption: قال :نعم}\ntags: [أ , \"ب ، ج\"]\nstandfirst: >\n  سطر , وآخر\n---\n`كود ,` <b title=\"أ , ب\">نص ,</b> [رابط ,](https://a.b/ج,د \"عنوان ,\")")
}

// pieces are what manuscripts are made of where rules go wrong.
var pieces = []string{
	" ", " ", " ", "\n", "\n\n", "  ", "\u00a0", "،", "؛", "؟", ",", ";", "?", ".", "..", ":", "!", "«", "»", "(", ")", "[", "]", "\"", "\"", "“", "”", "%", "٪",
	"قال", "في", "في", "من", "و", "الى", "التى", "فى", "الإنتخابات", "بإسم", "كتــاب", "بـ", "الـ", "هـ", "ـ", "يوماً", "يومًا", "مساءاً", "فتاةاً", "مَوْتًا",
	"14", "١٤", "۱۴", "1,234", "٣٫٥", "2024", "سبتمبر", "أيلول", "السبت", "\u06a9تاب", "عل\u06cc", "پدر", "\ufefbعب", "\ufe76", "كتا\u200bب", "\u200f", "\u200e", "\u200c", "\ufeff",
	"أ", "ق.م", "د.", "AFP", "G20", "COVID-19", "https://example.org/a,b;c?d", "a@b.org", "`كود , `", "`", "**", "*", "_", "~~", "&nbsp;", "&", "\\", "<b>", "</b>", "<", ">",
	"<!-- check: off latin-mark -->", "<!--", "-->", "[نص ,](a.md \"عنوان ,\")", "![](b.jpg)", "![", "](a.jpg)", "{{< youtube x >}}", "{.name}", "﴿قل , هو﴾", "- ", "1. ", "> ", "# ", "| ", "| --- |", "```", "    ",
	"%5", "50دولار", "ال", "هادئً", "قراراَ", "؟؟", "لا", "لا", "القرار", "القرار", "إن", "آية", "انشاء", "الله", "ال",
}

// matters are beginnings of manuscripts.
var matters = []string{
	"", "", "---\ntitle: نص\ndate: 2024-09-14\n---\n", "---\ntitle: \"", "---\ntitle: '", "---\ntitle: ", "---\ntags: [غزّة, ", "---\nimage: {alt: ", "---\nsummary: >\n  ", "+++\ntitle = \"",
}

// matterEnds close them.
var matterEnds = []string{"\n---\nنص", "\"\n---\nنص", "'\n---\nنص", "]\n---\nنص", "}\n---\nنص", "\"\n+++\nنص"}

// compose makes a text of bytes.
func compose(data []byte) string {
	if len(data) < 2 {
		return ""
	}
	start, end := matters[int(data[0])%len(matters)], matterEnds[int(data[1])%len(matterEnds)]
	var b strings.Builder
	for i, c := range data[2:] {
		if open := start != "" && !strings.HasSuffix(start, "---\n"); open && i == len(data)/3 {
			b.WriteString(end)
		}
		b.WriteString(pieces[int(c)%len(pieces)])
	}
	return start + b.String()
}

// FuzzFixPieces is FuzzFix over texts that are made of the pieces.
func FuzzFixPieces(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		data := make([]byte, 2+r.IntN(60))
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text := compose(data[:min(len(data), 400)])
		for i := range check.Rules {
			if r := &check.Rules[i]; r.Fixes {
				holds(t, r.ID, text)
			}
		}
		c, _ := check.New(&site.Config{Language: "ar", Checks: map[string]string{"straight-quotes": "note"}}, nil, now)
		stable(t, "all rules", c, text)
	})
}
