package markdown

import (
	"strings"
	"testing"
)

// Straight quotation marks are turned to «» where they pair within a block, and
// nowhere in code, in addresses and in texts of other languages.
func TestQuotationMarks(t *testing.T) {
	for md, want := range map[string]string{
		`"أ"`:                      "<p>«أ»</p>",
		`قال "أ" ثم "ب".`:          "<p>قال «أ» ثم «ب».</p>",
		`قال "أ`:                   `<p>قال "أ</p>`,
		"قال \"أ\nب\" ثم":          "<p>قال «أ ب» ثم</p>",
		`**"أ"** و*"ب"*`:           "<p><strong>«أ»</strong> و<em>«ب»</em></p>",
		`"**أ**"`:                  "<p>«<strong>أ</strong>»</p>",
		`"أ [ب](c "د") هـ"`:        `<p>«أ <a href="c" title="د">ب</a> هـ»</p>`,
		"`\"أ\"` \"ب\"":            `<p><code dir="rtl">"أ"</code> «ب»</p>`,
		`- "أ"`:                    "<ul><li>«أ»</li></ul>",
		`# "أ"`:                    `<h2 id="أ">«أ»</h2>`,
		"| \"أ\" |\n|---|":         `<div class="table" tabindex="0" role="region" aria-label="جدول"><table><thead><tr><th scope="col">«أ»</th></tr></thead></table></div>`,
		`<p title="x">"أ"</p>`:     `<p title="x">"أ"</p>`,
		`"أ" \"ب\"`:                "<p>«أ» «ب»</p>",
		`شاشة 27" و32"`:            `<p>شاشة 27" و32"</p>`,
		`![أ](b.jpg "قال: \"ب\"")`: `<figure class="figure"><img src="b.jpg" alt="أ" loading="lazy" decoding="async"><figcaption>قال: «ب»</figcaption></figure>`,
		`قال ﴿"أ"﴾ "ب"`:            `<p>قال <span class="quran" lang="ar">﴿&quot;أ&quot;﴾</span> «ب»</p>`,
	} {
		if got, _, _ := render(t, md, testBody); got != want {
			t.Errorf("%s\n got %s\nwant %s", md, got, want)
		}
	}
}

// What bidi would misplace is isolated: names and numbers in Latin letters whose
// neighbours are signs (UAX 9).
func TestIsolates(t *testing.T) {
	for md, want := range map[string]string{
		"قال أحمد إن الكلام واضح.":   "<p>قال أحمد إن الكلام واضح.</p>",
		"شركة Alstom الفرنسية":       "<p>شركة Alstom الفرنسية</p>",
		"موقع <https://a.org/b> هنا": `<p>موقع <a href="https://a.org/b" rel="noopener"><bdi dir="ltr">https://a.org/b</bdi></a> هنا</p>`,
		"`a + b`":                    `<p><code dir="ltr">a + b</code></p>`,
	} {
		if got, _, _ := render(t, md, testBody); got != want {
			t.Errorf("%s\n got %s\nwant %s", md, got, want)
		}
	}
	// A run that ends with a sign keeps the sign on its own side.
	got, _, _ := render(t, "تعلّم C++ اليوم", testBody)
	if !strings.Contains(got, `<bdi dir="ltr">C++</bdi>`) {
		t.Error(got)
	}
}

// The two halves of a line of verse are separated in four ways; the last line may
// name the poet.
func TestVerse(t *testing.T) {
	half := func(s string) string { return `<span class="hemistich">` + s + "</span>" }
	const gap = ` <span class="visually-hidden" aria-hidden="true"> … </span>`
	for line, want := range map[string]string{
		"أ *** ب":   half("أ") + gap + half("ب"),
		"أ***ب":     half("أ") + gap + half("ب"),
		"أ … ب":     half("أ") + gap + half("ب"),
		"أ ... ب":   half("أ") + gap + half("ب"),
		"أ\tب":      half("أ") + gap + half("ب"),
		"أ    ب":    half("أ") + gap + half("ب"),
		"أ  ب":      half("أ  ب"),
		"أ <b> & ب": half("أ &lt;b&gt; &amp; ب"),
	} {
		for _, fence := range []string{"شعر", "verse", "poem"} {
			got, _, _ := render(t, "```"+fence+"\n"+line+"\n\n"+"```\n", testBody)
			if want := `<div class="verse"><p class="bayt">` + want + "</p></div>"; got != want {
				t.Errorf("%s\n got %s\nwant %s", line, got, want)
			}
		}
	}
	got, _, _ := render(t, "```شعر\nأ\nـــ المتنبي\n```", testBody)
	if want := `<div class="verse"><p class="bayt">` + half("أ") + `</p><p class="poet">المتنبي</p></div>`; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	got, _, _ = render(t, "```شعر\n— ليس آخرًا\nأ\n```", testBody)
	if strings.Contains(got, "poet") {
		t.Errorf("the poet is not named in the last line: %s", got)
	}
}

// The parenthesis at the end of a caption is its credit, if it is short.
func TestCutCredit(t *testing.T) {
	for title, want := range map[string]string{
		"كيم يستقبل شويغو (إكس)": "كيم يستقبل شويغو|إكس",
		"(رويترز)":    "|رويترز",
		"شرح":         "شرح|",
		"شرح (أ) ثم":  "شرح (أ) ثم|",
		"شرح ()":      "شرح ()|",
		"شرح (أ (ب))": "شرح (أ (ب))|",
		"شرح ( أ ) ":  "شرح|أ",
		"شرح (" + strings.Repeat("أ", 81) + ")": "شرح (" + strings.Repeat("أ", 81) + ")|",
	} {
		caption, credit := CutCredit(title)
		if got := caption + "|" + credit; got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
}

// A last line names agencies only if it is a short parenthesis of names.
func TestCredits(t *testing.T) {
	for line, want := range map[string]string{
		"(رويترز)":                "رويترز",
		"(رويترز، فرانس برس)":     "رويترز|فرانس برس",
		"(رويترز/ أسوشييتد برس).": "رويترز|أسوشييتد برس",
		"(قنا + وام)":             "قنا|وام",
		"رويترز":                  "",
		"(انتهى)":                 "",
		"(للمزيد)":                "",
		"(2024)":                  "",
		"(أ. ب)":                  "",
		"(قال «نعم»)":             "",
		"(هل عاد؟)":               "",
		"(،)":                     "",
		"(أ)(ب)":                  "",
		"(واحد اثنان ثلاثة أربعة خمسة ستة)":            "",
		"(" + strings.Repeat("وكالة، ", 20) + "وكالة)": "",
	} {
		if got := strings.Join(Credits(line), "|"); got != want {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
}

// The credits line is taken out only where stories have one, and from the end.
func TestCreditsInABody(t *testing.T) {
	page := testBody
	page.Credits = false
	for _, c := range []struct {
		name, md, html string
		options        Options
		credits        int
	}{
		{"a paragraph", "أ\n\n(رويترز)", "<p>أ</p>", testBody, 1},
		{"a line", "أ\nب\n(رويترز)", "<p>أ ب</p>", testBody, 1},
		{"a line after a break", "أ  \n(رويترز)", "<p>أ</p>", testBody, 1},
		{"before footnotes", "أ[^1]\n\n(رويترز)\n\n[^1]: ب", "", testBody, 1},
		{"before a definition of a link", "[أ][r]\n\n(رويترز)\n\n[r]: /x", `<p><a href="/x">أ</a></p>`, testBody, 1},
		{"in bold", "أ\n\n**(رويترز)**", "<p>أ</p>", testBody, 1},
		{"not last", "(رويترز)\n\nأ", "<p>(رويترز)</p><p>أ</p>", testBody, 0},
		{"in a list", "- أ\n- (رويترز)", "<ul><li>أ</li><li>(رويترز)</li></ul>", testBody, 0},
		{"in a page that is no story", "أ\n\n(رويترز)", "<p>أ</p><p>(رويترز)</p>", page, 0},
		{"alone", "(رويترز)", "", testBody, 1},
		{"nothing", "", "", testBody, 0},
	} {
		got, b, _ := render(t, c.md, c.options)
		if len(b.Credits) != c.credits || c.html != "" && got != c.html {
			t.Errorf("%s: %q, %s, want %s", c.name, b.Credits, got, c.html)
		}
	}
}

// Headings never skip the headline's level, and have ids that a link can name.
func TestHeadings(t *testing.T) {
	for md, want := range map[string]string{
		"### أ\n\n##### ب":       "2 أ, 4 ب",
		"# أ\n\n###### ب":        "2 أ, 6 ب",
		"أ\n===\n\nب\n---":       "2 أ, 3 ب",
		"## أ *ب* `ج`":           "2 أ-ب-ج",
		"## أ\n\n## أ\n\n## أ":   "2 أ, 2 أ-2, 2 أ-3",
		"## أ {#x}\n\n## ب {#x}": "2 x, 2 x-2",
		"## ١٢٣ %":               "2 123",
		"> ## أ":                 "2 أ",
		"## «القدس»: ماذا جرى؟":  "2 القدس-ماذا-جرى",
	} {
		_, b, _ := render(t, md, testBody)
		var got []string
		for _, h := range b.Headings {
			got = append(got, string(rune('0'+h.Level))+" "+h.ID)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %s, want %s", md, strings.Join(got, ", "), want)
		}
	}
}
