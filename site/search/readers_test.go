package search

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"warraq/site"
)

// Who asks for a word finds it with what Arabic writes before and behind it: conjunctions,
// prepositions, the article, the future, endings of number and of whose it is.
func TestAWordIsFoundWithWhatIsWrittenAroundIt(t *testing.T) {
	for asked, written := range map[string]string{
		"يكتب":    "سيكتب وسيكتب فسيكتب",
		"تبدأ":    "ستبدأ وستبدأ",
		"مدينة":   "المدينة بالمدينة كالمدينة وبالمدينة فبالمدينة مدينتهم مدينتنا والمدينة للمدينة",
		"قانون":   "القانون قانونا قانونًا وقانونا القانونية بقانون وقانون قانونه",
		"معلم":    "المعلمون المعلمين والمعلمات",
		"صاروخ":   "بصاروخ والصاروخ صواريخ الصواريخ بصواريخ",
		"القاهرة": "القاهرة بالقاهرة قاهرة",
		"COVID":   "covid كوفيد-COVID",
		"٢٠٢٤":    "2024 ٢٠٢٤ ۲۰۲۴",
	} {
		for one := range strings.FieldsSeq(written) {
			if !meets(asked, one) {
				t.Errorf("%s does not find %s", asked, one)
			}
		}
	}
	for asked, written := range map[string]string{"كتاب": "سكتاب", "سلام": "لام", "وزن": "زن", "باب": "اب", "2024": "202 20245"} {
		for one := range strings.FieldsSeq(written) {
			if meets(asked, one) {
				t.Errorf("%s finds %s", asked, one)
			}
		}
	}
}

// The words of a body are those that its page shows: tags part them, references are
// characters, and a tag that is cut short ends them.
func TestWordsOfABody(t *testing.T) {
	for body, want := range map[string]string{
		"<p>أول</p><p>ثان</p>":                "أول ثان",
		"<td>12</td><td>34</td>":              "12 34",
		"أ&amp;ب &#1576; &lt;b&gt;":           "أ&ب ب <b>",
		`<a href="/x/" title="كلمة">رابط</a>`: "رابط",
		"نص <img alt=":                        "نص",
		"بلا وسوم":                            "بلا وسوم",
		"":                                    "",
	} {
		if got := strings.Join(strings.Fields(string(appendPlain(nil, []byte(body)))), " "); got != want {
			t.Errorf("%s has the words %q, want %q", body, got, want)
		}
	}
}

// A result shows a story as any reader of JSON reads it, whatever signs its texts have, and
// no more of a summary than fits, cut between words.
func TestAResultIsJSONOfWholeWords(t *testing.T) {
	long := strings.Repeat("كلمات طويلة ", 60)
	texts := []string{"قال \"نعم\" \\ لا", "سطر\tآخر\u2028", "😀 éü 中", "</script>", "", long, strings.Repeat("ط", 300), strings.Repeat("م", summaryRunes)}
	for _, text := range texts {
		file := Fragment(MonthOf(time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)), 2, []Document{
			{URL: "/a/", Title: text, Summary: text, Date: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), Lang: "en", Authors: []string{"هدى", "سلمى"}, Sections: []site.Name{{Label: "أخبار"}, {Label: "العالم"}}, Picture: "/media/a.webp"},
			{URL: "/b/", Title: "ب", Date: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), Lang: "en"},
		})
		first, second := rowOf(t, file.Raw[0], 0).fields, rowOf(t, file.Raw[0], 1).fields
		if len(first) != 7 || len(second) != 7 {
			t.Fatalf("%q: %q, %q", text, first, second)
		}
		isolates := strings.NewReplacer("\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "")
		summary := isolates.Replace(first[2])
		if first[0] != "/a/" || first[3] != "2026-11-23" || first[4] != "أخبار" || first[5] != "هدى\nسلمى" || first[6] != "/media/a.webp" || second[0] != "/b/" || second[4] != "" {
			t.Errorf("%q, %q", first, second)
		}
		if plain := isolates.Replace(first[1]); plain != text {
			t.Errorf("the title is %q, want %q", plain, text)
		}
		switch plain, cut := strings.CutSuffix(summary, "…"); {
		case len([]rune(text)) <= summaryRunes && cut, len([]rune(text)) > summaryRunes && !cut, len([]rune(plain)) > summaryRunes:
			t.Errorf("the summary of %d characters is %q", len([]rune(text)), summary)
		case text == long && !strings.HasSuffix(plain, "طويلة") && !strings.HasSuffix(plain, "كلمات"):
			t.Errorf("the summary is cut in a word: %q", plain)
		}
	}
	if got, want := MonthOf(time.Date(1446, 5, 10, 0, 0, 0, 0, time.UTC)), 0; got != want {
		t.Errorf("a story of old stands in month %d", got)
	}
	if got := FragmentPath(MonthOf(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)), 10); got != fmt.Sprintf("search/f/%x-a.bin", 226*12+10) {
		t.Errorf("the fragment is %s", got)
	}
}

// An address has its Arabic letters as they are, one byte each, and what is not UTF-8, or a sign of
// addresses, as it was.
func TestAddressesOfResults(t *testing.T) {
	for address, want := range map[string]string{
		"/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/a%20b%2F/?q=%D8%A3": "/أخبار/a%20b%2F/?q=أ", "/a/%FF%FE/": "/a/%FF%FE/", "/a/": "/a/",
	} {
		if got := plainURL(address); got != want {
			t.Errorf("%s is %s, want %s", address, got, want)
		}
	}
}
