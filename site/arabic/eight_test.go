package arabic

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// hard are texts that end, begin and break where eight bytes do.
var hard = []string{
	"", "غزة", "قال المتحدث إن ٣٥ شخصًا", "في 1,234.5 يومًا، و١٬٢٣٤٫٥ متر", "l'été والصيف d’été ،؛؟", "كـــلمة بِلا حَرَكات",
	"a\u200cb \u200d«غزّة»", strings.Repeat("كلمة ", 9) + "x", strings.Repeat("ك", 7) + "\xd8", "abcdefg\xd8", "\xc0\x80abcdefg", "abc\xc1\xbfdefgh",
	"\xed\xa0\x80قققققق", "ققق\x80ققق", "قققق\xd9 قق", "\u0600\u061fقق قق", "٪ ٫٬٭ ٮٯ ق",
}

func FuzzValid(f *testing.F) {
	for _, s := range hard {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := Valid([]byte(s)), utf8.ValidString(s); got != want {
			t.Errorf("Valid(%q) = %v, utf8.ValidString says %v", s, got, want)
		}
	})
}

func FuzzHasControl(f *testing.F) {
	for _, s := range append(hard, "ق\x7fق قق", "سطر\nوسطر\tثم", "قال\x1bقال", "\x80\x9f\xff\xa0\x9f\x80\xff\xff") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want := false
		for _, c := range []byte(s) {
			want = want || c < ' ' && c != '\n' && c != '\t' || c == 0x7f
		}
		if got := HasControl([]byte(s)); got != want {
			t.Errorf("HasControl(%q) = %v", s, got)
		}
	})
}

func FuzzPastLetters(f *testing.F) {
	for _, s := range hard {
		f.Add(s, 0)
	}
	f.Fuzz(func(t *testing.T, s string, from int) {
		if from < 0 || from > len(s) {
			return
		}
		end := PastLetters(s, from)
		passed := s[from:end]
		if strings.Trim(passed, " ") != passed || strings.Contains(passed, "  ") || !utf8.ValidString(passed) {
			t.Errorf("from %d of %q it passed %q", from, s, passed)
		}
		for _, r := range passed {
			if r != ' ' && !unicode.Is(unicode.Arabic, r) && !unicode.IsMark(r) && r != 'ـ' || unicode.IsDigit(r) {
				t.Errorf("from %d of %q it passed %q", from, s, r)
			}
		}
	})
}

func FuzzPastWords(f *testing.F) {
	for _, s := range append(hard, "بعد  فراغين، ثم", "«قال» <b>ثم", "……  ……… ………") {
		f.Add(s, 0)
	}
	f.Fuzz(func(t *testing.T, s string, from int) {
		if from < 0 || from > len(s) {
			return
		}
		passed := s[from:PastWords([]byte(s), from)]
		if strings.Trim(passed, " ") != passed || strings.Contains(passed, "  ") {
			t.Errorf("from %d of %q it passed %q", from, s, passed)
		}
		if i := strings.IndexFunc(passed, func(r rune) bool { return r < utf8.RuneSelf && r != ' ' }); i >= 0 {
			t.Errorf("from %d of %q it passed %q", from, s, passed)
		}
	})
}

func FuzzWordCount(f *testing.F) {
	for _, s := range hard {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := WordCount(s), countSlowly([]rune(s)); got != want {
			t.Errorf("WordCount(%q) = %d, counted rune by rune: %d", s, got, want)
		}
	})
}

// countSlowly is the definition of WordCount, a rune at a time.
func countSlowly(s []rune) (n int) {
	inside := false
	at := func(i int) rune {
		if i < 0 || i >= len(s) {
			return ' '
		}
		return s[i]
	}
	for i, r := range s {
		switch joins := func(is func(rune) bool) bool { return inside && is(at(i-1)) && is(at(i+1)) }; {
		case unicode.In(r, unicode.L, unicode.Nd, unicode.M), r == '\u200c', r == '\u200d':
			if !inside {
				n++
			}
			inside = true
		case strings.ContainsRune(".,٫٬", r) && joins(IsDigit), strings.ContainsRune("'’", r) && joins(unicode.IsLetter):
		default:
			inside = false
		}
	}
	return n
}
