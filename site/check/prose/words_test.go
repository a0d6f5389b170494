package prose

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// traitNames are traits as a test writes them, in the order of their bits.
var traitNames = []string{"arabic", "foreign", "latin", "digit", "indic", "persian", "mark", "tatweel", "joiner", "form", "part"}

func (t Traits) names() string {
	var out []string
	for i, name := range traitNames {
		if t&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return strings.Join(out, "+")
}

func TestWordsAndWhatTheyHave(t *testing.T) {
	for text, want := range map[string]string{
		"وصل الوزير.":                                  "وصل:arabic الوزير:arabic",
		"شدّة وتنوينًا":                                "شدّة:arabic+mark وتنوينًا:arabic+mark",
		"في 14 و١٤ و۱۴":                                "في:arabic 14:digit و١٤:arabic+indic و۱۴:arabic+persian",
		"كتــاب AFP G20":                               "كتــاب:arabic+tatweel AFP:latin G20:latin+digit",
		"\u067eدر \u06a9تاب":                           "\u067eدر:arabic+foreign \u06a9تاب:arabic+foreign",
		"\ufefbعب":                                     "\ufefbعب:arabic+form",
		"می\u200cرود":                                  "می\u200cرود:arabic+foreign+joiner",
		"**كلمة** و`كود`ها":                            "كلمة:arabic+part و:arabic+part ها:arabic+part",
		"قال: «نعم»، ثم (لا)":                          "قال:arabic نعم:arabic ثم:arabic لا:arabic",
		"snake_case кириллица 你好":                      "snake_case:latin кириллица:latin 你好:latin",
		"- بند\n\n| أ | ب |\n| --- | --- |\n| ج | د |": "بند:arabic أ:arabic ب:arabic ج:arabic د:arabic",
	} {
		k := textOf(text)
		var got []string
		for _, w := range k.Words {
			got = append(got, k.Of(w)+":"+w.Has.names())
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q has the words\n%s\nwant\n%s", text, s, want)
		}
	}
}

// Numbers are words of digits alone, in one of the two systems that Arabic uses.
func TestNumbers(t *testing.T) {
	k := textOf("في 14 سبتمبر ٢٠٢٤ وG20 و5 و3.5 و۱۴")
	var got []string
	for _, n := range k.Numbers {
		got = append(got, k.Of(k.Words[n]))
	}
	if want := []string{"14", "٢٠٢٤", "5"}; !slices.Equal(got, want) {
		t.Errorf("the numbers are %q, want %q", got, want)
	}
}

func TestSignsOfABlock(t *testing.T) {
	k := textOf("قال, «نعم»؛ ثم (مضى)؟\n\nلا شيء\n\nس\u200bص \"ع\"")
	list := func(kinds SignKind) string {
		var out []string
		for b := range k.BlocksWith(kinds) {
			for at, sign := range b.SignsOf(kinds) {
				if k.Ink[at:at+len(sign)] != sign {
					t.Errorf("at %d stands %q, not %q", at, k.Ink[at:at+len(sign)], sign)
				}
				out = append(out, fmt.Sprintf("%+q", sign))
			}
		}
		return strings.Join(out, " ")
	}
	for kinds, want := range map[SignKind]string{
		LatinMark: `","`, Comma: `"\u061b"`, Opener | Closer: `"\u00ab" "\u00bb"`, Bracket: `"(" ")"`, Question: `"\u061f"`, Invisible: `"\u200b"`, Straight: `"\"" "\""`, Stop: "", StrayMark: "",
	} {
		if got := list(kinds); got != want {
			t.Errorf("signs of %b are %s, want %s", kinds, got, want)
		}
	}
}

func TestCharactersBesideAPlace(t *testing.T) {
	k := textOf("أول\n\nثانًـا؟")
	b := &k.Blocks[1]
	end := b.To - len("؟")
	if b.Before(b.From) != 0 || b.After(b.To) != 0 || b.Before(end) != 'ا' || b.After(end) != '؟' {
		t.Errorf("beside: %q %q %q %q", b.Before(b.From), b.After(b.To), b.Before(end), b.After(end))
	}
	if got := b.LetterBefore(end - len("ا")); got != 'ن' {
		t.Errorf("the letter before a mark and a tatweel is %q", got)
	}
	if k.BlockAt(b.From) != b || k.BlockAt(b.From-1) != nil || k.BlockAt(len(k.Ink)+5) != nil || !b.IsArabic() {
		t.Error("a place is not of its block")
	}
}

func TestLettersAndMarks(t *testing.T) {
	if n := Letters("مُدَرِّسةـ"); n != 5 {
		t.Errorf("%d letters, want 5", n)
	}
	if s := Bare("مُدَرِّـسة\u200c", HasArabic|HasMark|HasTatweel); s != "مدرسة" {
		t.Errorf("without marks: %q", s)
	}
	if s := Bare("مُ", HasArabic); s != "مُ" {
		t.Errorf("what has no marks is left as it is: %q", s)
	}
	for r, want := range map[rune]bool{'ء': true, 'ي': true, '\u0671': true, '\u06cc': false, '\u064b': false, 'a': false, '\u0640': false} {
		if IsArabicLetter(r) != want {
			t.Errorf("%U is a letter of Arabic: %v", r, !want)
		}
	}
}

// The words of a whole file are counted without marks; short ones, and parts of
// words of other scripts, are not.
func TestCountedWords(t *testing.T) {
	var got []string
	Counted("المدرسة والمُدرِّسون في xالكلمة الكلمة5 \u067eالكلمة على كتابٌ", func(w string) { got = append(got, w) })
	if want := []string{"المدرسة", "والمدرسون", "كتاب"}; !slices.Equal(got, want) {
		t.Errorf("counted %q, want %q", got, want)
	}
	if IsCounted(Word{From: 0, To: 6, Has: HasArabic}) || IsCounted(Word{From: 0, To: 42, Has: HasArabic}) || !IsCounted(Word{From: 0, To: 8, Has: HasArabic | HasMark}) {
		t.Error("words of 4 to 20 letters are counted")
	}
}

func TestLexicon(t *testing.T) {
	l := NewLexicon(map[string]int{"الذي": 1, "في": 2, strings.Repeat("ا", 40): 3})
	for _, w := range []string{"الذي", "في", strings.Repeat("ا", 40)} {
		if !l.MayHold(w) {
			t.Errorf("%s is denied", w)
		}
	}
	for _, w := range []string{"", "ا", "من", "الذين"} {
		if l.MayHold(w) {
			t.Errorf("%s may be there", w)
		}
	}
}

// A fix may not make other YAML of a value without quotation marks.
func TestPlainYAML(t *testing.T) {
	for value, want := range map[string]bool{
		"عنوان": true, "قال، ثم مضى": true, "10:30 صباحًا": true, "أ#ب": true,
		"": false, "قال: نعم": false, "قال:": false, "نص # تعليق": false, "- بند": false, "[قائمة]": false, "أ, ب": false, "*نجمة": false, "\"قول": false, "@اسم": false,
	} {
		if IsPlainYAML(value) != want {
			t.Errorf("%q is plain: %v", value, !want)
		}
	}
	for head, want := range map[string]bool{
		"title: عنوان\n": true, "title: \"عنوان\"\n": false, "title: 'عنوان'\n": false, "title: >\n  عنوان\n": false, "title: |-\n  عنوان\n": false, "title:\n  عنوان\n": true,
	} {
		k := textOf("---\n" + head + "---\n")
		if len(k.Blocks) != 1 || k.Blocks[0].Bare != want {
			t.Errorf("%q: %+v, want bare %v", head, k.Blocks, want)
		}
	}
}

// FuzzInk: the ink is as long as the file; a byte of it is that of the file, a
// line end or a blot; words are whole characters within their blocks.
func FuzzInk(f *testing.F) {
	for _, s := range []string{"نص `كود` و[رابط](a.md \"عنوان\")", "---\ntitle: 'قال ''نعم'''\ntags: [أ, ب]\n---\n> نص\r\n> _نص_", "![بديل](a.jpg \"شرح (وكالة)\")", "<div>نص<!-- check: off x --></div>", "| أ | ب |\n|---|---|\n| `ج` | د |"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip()
		}
		k := textOf(s)
		if len(k.Ink) != len(s) {
			t.Fatalf("%q: the ink has %d bytes of %d", s, len(k.Ink), len(s))
		}
		for i := range len(s) {
			if c := k.Ink[i]; c != s[i] && c != Wall && c != Blot && c != '\n' {
				t.Fatalf("%q: at %d stands %q, not %q", s, i, c, s[i])
			}
		}
		last := 0
		for _, w := range k.Words {
			b := k.Blocks[w.Block]
			word := k.Of(w)
			if int(w.From) < last || int(w.From) < b.From || int(w.To) > b.To || !utf8.ValidString(word) || strings.ContainsFunc(word, unicode.IsSpace) {
				t.Fatalf("%q: the word %q at %d to %d of the block %d to %d", s, word, w.From, w.To, b.From, b.To)
			}
			last = int(w.To)
		}
		k.Free()
	})
}
