package bidi

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// isolated writes the isolates of a text as ‹ltr› and ‹rtl: brackets that a
// reader of this file can see.
func isolated(s string) string {
	ends := map[bool]string{true: "⟪|⟫", false: "⟦|⟧"}
	var b strings.Builder
	ltr := false
	for _, r := range (Paragraph{}).Text(s) {
		switch r {
		case '\u2066', '\u2067':
			ltr = r == '\u2066'
			begin, _, _ := strings.Cut(ends[ltr], "|")
			b.WriteString(begin)
		case '\u2069':
			_, end, _ := strings.Cut(ends[ltr], "|")
			b.WriteString(end)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func TestWhatBreaksIsIsolated(t *testing.T) {
	for _, c := range [][2]string{
		{"فاز 3-1 أمس", "فاز ⟦3–1⟧ أمس"},
		{"3-1 في الذهاب", "⟦3–1⟧ في الذهاب"},
		{"Barcelona 3-1 أمس", "Barcelona ⟦3–1⟧ أمس"},
		{"حكم الـ2014-2024.", "حكم الـ⟦2014–2024⟧."},
		{"بين 1,200-1,500 طن", "بين ⟦1,200–1,500⟧ طن"},
		{"في 2024-09-13 صدر", "في ⟪2024-09-13⟫ صدر"},
		{"في 2024-09-13T09:30:00+03:00، قيل", "في ⟪2024-09-13T09:30:00+03:00⟫، قيل"},
		{"هاتف +966 50 123 4567.", "هاتف ⟪+966 50 123 4567⟫."},
		{"هاتف +966501234567", "هاتف ⟪+966501234567⟫"},
		{"هاتف 0501 234 567", "هاتف ⟪0501 234 567⟫"},
		{"بلغت -5 درجات", "بلغت ⟪−5⟫ درجات"},
		{"بلغت −5 درجات", "بلغت ⟪−5⟫ درجات"},
		{"للكبار (+18)", "للكبار (⟪+18⟫)"},
		{"بسعر $50 للبرميل", "بسعر ⟪$50⟫ للبرميل"},
		{"بسعر $1.5 million اليوم", "بسعر ⟪$1.5 million⟫ اليوم"},
		{"حساب @user و#Gaza", "حساب ⟪@user⟫ و⟪#Gaza⟫"},
		{"وسم #Free_Gaza اليوم", "وسم ⟪#Free_Gaza⟫ اليوم"},
		{"لغة C++ وC#", "لغة ⟪C++⟫ و⟪C#⟫"},
		{"منصة Disney+، قالت", "منصة ⟪Disney+⟫، قالت"},
		{"برنامج Visual C++ قديم", "برنامج ⟪Visual C++⟫ قديم"},
		{"منصة .NET من", "منصة ⟪.NET⟫ من"},
		{"شركة Yahoo! أعلنت", "شركة ⟪Yahoo!⟫ أعلنت"},
		{"مثل Apple، Google وMeta", "مثل ⟪Apple⟫، ⟪Google⟫ وMeta"},
		{"مثل Apple، Google، Meta.", "مثل ⟪Apple⟫، ⟪Google⟫، ⟪Meta⟫."},
		{"بحسب CNN، 3 قتلى", "بحسب ⟪CNN⟫، 3 قتلى"},
		{"رابط https://a.example/b/ هنا", "رابط ⟪https://a.example/b/⟫ هنا"},
	} {
		equal(t, c[0], isolated(c[0]), c[1])
	}
}

func TestWhatIsRightStays(t *testing.T) {
	for _, s := range []string{
		"", "نص عربي بلا شيء", "في ١٣-٩ فاز ٣-١", "يوم 13/9/2024 عند 15:30 بنسبة 2:1", "١/٢ ثم 10x20", "12% و١٢٪",
		"وسم #غزة", "طائرة F-16 وCOVID-19 وقمة G20", "منظمة (WHO) قالت", "رابط https://a.example/b هنا",
		"كوفيد-19 -5", "كتب إلى user@mail.example اليوم", "أحب Google! كثيرا", "قال و Follow @user", "Windows 10 جديد",
		"طراز Boeing 737-800 سقط", "الخطة 4-3-3", "يوم 13-9-2024", "(علي -1990)", "-1 مقدمة", "بين 6% -9%", "نحو 1،600-2،000 م",
		"English 3-1 headline", "فاز ١–٠", "فاز 3–1", "قال Apple. ثم", "وسم #Gaza_غزة", "#5 في القائمة", "نهاية .Apple تبدأ",
		"ISO 3166-1 معيار",
	} {
		equal(t, s, isolated(s), s)
	}
}

func TestIsolatesInHTMLAndPlainText(t *testing.T) {
	equal(t, "html", Paragraph{}.HTML(`«A&B» <b> 3-1 C++`), `«A&amp;B» &lt;b&gt; 3-1 <bdi dir="ltr">C++</bdi>`)
	equal(t, "an entity within a name", Paragraph{}.HTML(`بنك JPMorgan Chase & Co. يتوقع`), `بنك <bdi dir="ltr">JPMorgan Chase &amp; Co.</bdi> يتوقع`)
	equal(t, "entities", Paragraph{}.Escaped(`قال &quot;C++&quot; و&#x27;3-1&#x27;`), `قال &quot;<bdi dir="ltr">C++</bdi>&quot; و&#x27;<bdi dir="rtl">3–1</bdi>&#x27;`)
	equal(t, "an English page", Paragraph{Base: "ltr"}.Escaped("met نجيب محفوظ 3 times, 3-1"), `met <bdi dir="rtl">نجيب محفوظ</bdi> 3 times, 3-1`)
	equal(t, "a title of an English page", Paragraph{Base: "ltr"}.Line("3 from السويداء"), "3 from \u2067السويداء\u2069")
	equal(t, "a fragment", Paragraph{Base: "rtl"}.Escaped("3-1"), `<bdi dir="rtl">3–1</bdi>`)
	equal(t, "plain", Paragraph{}.Text("فاز 3-1 و@user"), "فاز \u20673–1\u2069 و\u2066@user\u2069")
}

func TestLeadMark(t *testing.T) {
	for s, want := range map[string]string{
		"G20 تبدأ": "\u200fG20 تبدأ", "«3 قتلى»": "\u200f«3 قتلى»", "تبدأ G20": "تبدأ G20", "English only": "English only", "\u200fG20 تبدأ": "\u200fG20 تبدأ",
	} {
		equal(t, s, leadMark(s), want)
	}
}

func TestFaults(t *testing.T) {
	for s, want := range map[string][]Control{
		"نص \u2067abc\u2069 سليم": nil,
		"a\u202eb":                {{1, '\u202e'}},
		"\u2066a\nb\u2069":        {{0, '\u2066'}, {6, '\u2069'}},
		"\u2067\u2066a\u2069":     {{0, '\u2067'}},
		"\u200fa\u061c":           nil,
	} {
		got := Faults(s)
		if len(got) != len(want) {
			t.Errorf("Faults(%q) = %v, want %v", s, got, want)
			continue
		}
		for i := range got {
			equal(t, s, got[i], want[i])
		}
	}
}

var (
	bdi    = regexp.MustCompile(`</?bdi[^>]*>`)
	dashes = strings.NewReplacer("\u2013", "-", "\u2212", "-")
)

// Isolates balance, change no word, and are made once.
func FuzzIsolate(f *testing.F) {
	for _, s := range []string{
		"فاز 3-1 و@user C++، Google", "a&b;<c>\"C++\"", "\u2066x\u2069 3-1", "+966 50 123 4567، .NET", "\xff3-1ق", "Apple ،Google 5،6-7",
		"é+ ق", "A، B، 320-200 ق", "$5 a، b ق", "0د A+ 000 000 ", "A+ 0A+", "\"0\rA\"", "\"0\u2029A\"", "A+ B+ C+ D+ ق", "A+ 0A+ 0A+ 0A+ 0A+ 0A+ 0A+",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := Paragraph{}.HTML(s)
		if got := dashes.Replace(html.UnescapeString(bdi.ReplaceAllString(out, ""))); got != dashes.Replace(html.UnescapeString(escapeHTML(s))) {
			t.Errorf("words changed: %q to %q", s, out)
		}
		if strings.Count(out, "<bdi") != strings.Count(out, "</bdi>") {
			t.Errorf("not balanced: %q", out)
		}
		if again := (Paragraph{}).Escaped(out); again != out {
			t.Errorf("not idempotent: %q, then %q", out, again)
		}
		if len(Faults(s)) == 0 {
			text := Paragraph{}.Text(s)
			if faults := Faults(text); len(faults) > 0 {
				t.Errorf("%q has faults %v", text, faults)
			}
			if again := (Paragraph{}).Text(text); again != text {
				t.Errorf("not idempotent: %q, then %q", text, again)
			}
		}
	})
}

func BenchmarkIsolate(b *testing.B) {
	quiet := strings.Repeat("وأعلنت الوزارة أمس عن خطة جديدة تمتد حتى 2030 وتشمل القطاعات كلها. ", 8)
	for name, text := range map[string]string{"quiet": quiet, "busy": quiet + "فاز 3-1 وربح $50 عبر @user في C++"} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Paragraph{}.HTML(text)
			}
		})
	}
}

// The shapes of numbers, names and addresses that newsrooms write, beside those
// of TestWhatBreaksIsIsolated.
func TestMoreOfWhatBreaks(t *testing.T) {
	for _, c := range [][2]string{
		{"بسعر €50 للبرميل", "بسعر ⟪€50⟫ للبرميل"},
		{"بسعر £1.5bn اليوم", "بسعر ⟪£1.5bn⟫ اليوم"},
		{"بسعر ¥100، قال", "بسعر ⟪¥100⟫، قال"},
		{"لا $ هنا و US$50 هناك", "لا $ هنا و US$50 هناك"},
		{"هاتف 01-02-2010 ليس هاتفا", "هاتف 01-02-2010 ليس هاتفا"},
		{"هاتف +12 ليس هاتفا", "هاتف ⟪+12⟫ ليس هاتفا"},
		{"في 2024-13-01 لا شيء", "في 2024-13-01 لا شيء"},
		{"في 2024-09-31T10:00Z قال", "في ⟪2024-09-31T10:00Z⟫ قال"},
		{"حساب @_user هنا", "حساب ⟪@_user⟫ هنا"},
		{"لغة F# قديمة", "لغة ⟪F#⟫ قديمة"},
		{"موقع www.example.org/ هنا", "موقع ⟪www.example.org/⟫ هنا"},
		{"بعض C++17 اليوم", "بعض C++17 اليوم"},
		{"שלום 3-1", "שלום ⟦3–1⟧"}, // Hebrew
		{"\u2067ABC 3-1\u2069 ثم 3-1", "\u2067ABC 3-1\u2069 ثم 3-1"},
		{"\u2066لم يُغلق 3-1", "\u2066لم يُغلق 3-1"},
	} {
		if strings.ContainsAny(c[1], "\u2066\u2067") { // it has isolates of its own
			if got := (Paragraph{}).Text(c[0]); !strings.HasPrefix(got, c[0][:3]) || strings.Count(got, "\u2069") < strings.Count(c[0], "\u2069") {
				t.Errorf("%q becomes %q", c[0], got)
			}
			continue
		}
		equal(t, c[0], isolated(c[0]), c[1])
	}
	equal(t, "tags are passed by", Paragraph{}.Escaped(`قال <a title="3-1">C++</a> <bdi dir="ltr">C++</bdi> و3-1`), `قال <a title="3-1"><bdi dir="ltr">C++</bdi></a> <bdi dir="ltr">C++</bdi> و<bdi dir="rtl">3–1</bdi>`)
	equal(t, "a tag that does not end", Paragraph{}.Escaped(`قال <a title=`), `قال <a title=`)
	equal(t, "entities are no words", Paragraph{}.Escaped(`قال &amp; C++ &notanentity C#`), `قال &amp; <bdi dir="ltr">C++ &notanentity C#</bdi>`)
	equal(t, "a title of signs", leadMark("!!"), "!!")
	equal(t, "a title with an isolate first", leadMark("\u2066C++\u2069 لغة"), "\u200f\u2066C++\u2069 لغة")
}

// Controls that hide what a text says (CVE-2021-42574) are found where they
// are.
func TestMoreFaults(t *testing.T) {
	for s, want := range map[string][]int{
		"\u202a": {0}, "ab\u202dcd\u202c": {2, 7}, "\u2066\u2067\u2068\u2069\u2069\u2069": nil, "\u2069": {0}, "a\u2066\u2029b\u2069": {1, 8}, "\u2066\r\n": {0},
		"نص عادي": nil, "\xe2\x80": nil,
	} {
		var got []int
		for _, f := range Faults(s) {
			got = append(got, f.Offset)
			if r, _ := utf8.DecodeRuneInString(s[f.Offset:]); r != f.Rune {
				t.Errorf("%q: %U at %d is told as %U", s, r, f.Offset, f.Rune)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q has faults at %v, want %v", s, got, want)
		}
	}
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}
