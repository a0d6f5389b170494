package arabic

import (
	"html"
	"regexp"
	"strings"
	"testing"
)

// isolated writes the isolates of a text as ‹ltr› and ‹rtl: brackets that a
// reader of this file can see.
func isolated(s string) string {
	ends := map[bool]string{true: "⟪|⟫", false: "⟦|⟧"}
	var b strings.Builder
	ltr := false
	for _, r := range IsolateText(s) {
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
	equal(t, "html", IsolateHTML(`«A&B» <b> 3-1 C++`), `«A&amp;B» &lt;b&gt; 3-1 <bdi dir="ltr">C++</bdi>`)
	equal(t, "entities", Bidi{}.Escaped(`قال &quot;C++&quot; و&#x27;3-1&#x27;`), `قال &quot;<bdi dir="ltr">C++</bdi>&quot; و&#x27;<bdi dir="rtl">3–1</bdi>&#x27;`)
	equal(t, "chosen", Bidi{Ranges: "ltr"}.Escaped("فاز 3-1"), `فاز <bdi dir="ltr">3–1</bdi>`)
	equal(t, "a fragment", Bidi{Ranges: "rtl"}.Escaped("3-1"), `<bdi dir="rtl">3–1</bdi>`)
	equal(t, "plain", IsolateText("فاز 3-1 و@user"), "فاز \u20673–1\u2069 و\u2066@user\u2069")
}

func TestLeadMark(t *testing.T) {
	for s, want := range map[string]string{
		"G20 تبدأ": "\u200fG20 تبدأ", "«3 قتلى»": "\u200f«3 قتلى»", "تبدأ G20": "تبدأ G20", "English only": "English only", "\u200fG20 تبدأ": "\u200fG20 تبدأ",
	} {
		equal(t, s, LeadMark(s), want)
	}
}

func TestBidiFaults(t *testing.T) {
	for s, want := range map[string][]Control{
		"نص \u2067abc\u2069 سليم": nil,
		"a\u202eb":                {{1, '\u202e'}},
		"\u2066a\nb\u2069":        {{0, '\u2066'}, {6, '\u2069'}},
		"\u2067\u2066a\u2069":     {{0, '\u2067'}},
		"\u200fa\u061c":           nil,
	} {
		got := BidiFaults(s)
		if len(got) != len(want) {
			t.Errorf("BidiFaults(%q) = %v, want %v", s, got, want)
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
		"é+ ق", "A، B، 320-200 ق", "$5 a، b ق",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := IsolateHTML(s)
		if got := dashes.Replace(html.UnescapeString(bdi.ReplaceAllString(out, ""))); got != dashes.Replace(html.UnescapeString(escapeHTML(s))) {
			t.Errorf("words changed: %q to %q", s, out)
		}
		if strings.Count(out, "<bdi") != strings.Count(out, "</bdi>") {
			t.Errorf("not balanced: %q", out)
		}
		if again := (Bidi{}).Escaped(out); again != out {
			t.Errorf("not idempotent: %q, then %q", out, again)
		}
		if len(BidiFaults(s)) == 0 {
			text := IsolateText(s)
			if faults := BidiFaults(text); len(faults) > 0 {
				t.Errorf("%q has faults %v", text, faults)
			}
			if again := IsolateText(text); again != text {
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
				IsolateHTML(text)
			}
		})
	}
}
