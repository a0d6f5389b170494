package markdown

import (
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"

	"warraq/site"
)

var (
	beirut   = time.FixedZone("", 3*3600)
	testBody = Options{Path: "politics/x.md", Zone: beirut, Edition: "ar", Digits: "latn", Credits: true}
)

// render gives the HTML of a body, references written out.
func render(t testing.TB, markdown string, o Options) (string, Body, []site.Problem) {
	t.Helper()
	b, problems := Render([]byte(markdown), 0, o)
	return withRefs(t, b), b, problems
}

var mark = regexp.MustCompile("\x02(\\d+)\x03")

func withRefs(t testing.TB, b Body) string {
	n := 0
	out := mark.ReplaceAllStringFunc(string(b.HTML), func(string) string {
		if n >= len(b.Refs) {
			t.Fatalf("more marks than references: %q", b.HTML)
		}
		n++
		return html.EscapeString(b.Refs[n-1].Target) // as package fill does
	})
	if n != len(b.Refs) || strings.ContainsAny(out, "\x02\x03") {
		t.Fatalf("%d marks for %d references: %q", n, len(b.Refs), b.HTML)
	}
	return out
}

func TestBody(t *testing.T) {
	for name, c := range map[string]struct{ markdown, html string }{
		"emphasis after a prefix":     {"و**«العربي»** قال", "<p>و<strong>«العربي»</strong> قال</p>"},
		"emphasis before a letter":    {"**مهم،**والآخر", "<p><strong>مهم،</strong>والآخر</p>"},
		"underscores within words":    {"أ_ب_ج", "<p>أ_ب_ج</p>"},
		"quotation marks":             {`قال: "نعم" ومضى`, "<p>قال: «نعم» ومضى</p>"},
		"marks of a caption":          {`![صورة "نور"](a.jpg 'قال "أ"')`, `<figure class="figure"><img src="a.jpg" alt="صورة «نور»" loading="lazy" decoding="async"><figcaption>قال «أ»</figcaption></figure>`},
		"marks of a callout's title":  {"> [!note] ملف \"النهر\"\n> نص", `<aside class="callout callout-note" role="note"><p class="callout-title">ملف «النهر»</p><p>نص</p></aside>`},
		"inches stay":                 {`شاشة 55" جديدة`, `<p>شاشة 55" جديدة</p>`},
		"strikethrough":               {"~~قديم~~ جديد", "<p><del>قديم</del> جديد</p>"},
		"heading ids keep Arabic":     {"## ماذا جرى؟", `<h2 id="ماذا-جرى">ماذا جرى؟</h2>`},
		"two headings, two ids":       {"## خبر\n\n## خبر", `<h2 id="خبر">خبر</h2><h2 id="خبر-2">خبر</h2>`},
		"the headline is the only h1": {"# أول\n\n## ثان", `<h2 id="أول">أول</h2><h3 id="ثان">ثان</h3>`},
		"a figure, its caption, credit": {`![بديل](x.jpg "تعليق (إكس)")`,
			`<figure class="figure"><img src="x.jpg" alt="بديل" loading="lazy" decoding="async"><figcaption>تعليق <span class="credit"><span class="visually-hidden">المصدر: </span>إكس</span></figcaption></figure>`},
		"an address past Arabic":  {"انظرhttps://example.org/أخبار، ثم", `<p>انظر<a href="https://example.org/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1" rel="noopener"><bdi dir="ltr">https://example.org/أخبار</bdi></a>، ثم</p>`},
		"no script in a link":     {"[س](javascript:alert(1)) [ص](JaVa\u0001ScRiPt:x) ![ع](data:text/html,x)", "<p>س ص ع</p>"},
		"a poem":                  {"```شعر\nقفا نبك *** بسقط اللوى\n— امرؤ القيس\n```", `<div class="verse"><p class="bayt"><span class="hemistich">قفا نبك</span> <span class="visually-hidden" aria-hidden="true"> … </span><span class="hemistich">بسقط اللوى</span></p><p class="poet">امرؤ القيس</p></div>`},
		"the Qur'an untouched":    {"قال ﴿\"اقرأ\"﴾ ثم", "<p>قال <span class=\"quran\" lang=\"ar\">﴿&quot;اقرأ&quot;﴾</span> ثم</p>"},
		"a callout":               {"> [!تنبيه]\n> احذر", `<aside class="callout callout-warning" role="note"><p class="callout-title">تنبيه</p><p>احذر</p></aside>`},
		"a pull quote":            {"> [!اقتباس]\n> كلام\n> — قائل", `<figure class="pullquote"><blockquote><p>كلام</p></blockquote><figcaption>قائل</figcaption></figure>`},
		"a turn of an interview":  {"**س:** لماذا؟", `<p class="question"><strong>س:</strong> لماذا؟</p>`},
		"a film is a card":        {"https://youtu.be/jNQXAC9IVRw", `<figure class="embed" data-embed="youtube" data-id="jNQXAC9IVRw"><a href="https://www.youtube.com/watch?v=jNQXAC9IVRw" rel="noopener">شاهد المقطع على يوتيوب</a></figure>`},
		"Hugo's shortcode":        {"{{< youtube jNQXAC9IVRw >}}", `<figure class="embed" data-embed="youtube" data-id="jNQXAC9IVRw"><a href="https://www.youtube.com/watch?v=jNQXAC9IVRw" rel="noopener">شاهد المقطع على يوتيوب</a></figure>`},
		"a post on X":             {"https://twitter.com/user/status/123", `<figure class="embed" data-embed="x" data-id="123"><a href="https://x.com/user/status/123" rel="noopener">منشور على إكس لـ<bdi dir="ltr">@user</bdi></a></figure>`},
		"a recording to play":     {"speech.mp3", `<figure class="media"><audio controls preload="none" src="speech.mp3"></audio></figure>`},
		"headings of nothing":     {"## \u200f\nنص\n\n##\n\n## \u064e\u200b", "<p>نص</p>"},
		"a definition":            {"مصطلح\n: شرحه", "<dl><dt>مصطلح</dt><dd>شرحه</dd></dl>"},
		"a table scrolls":         {"| أ | ب |\n|---|--:|\n| 1 | 2 |", `<div class="table" tabindex="0" role="region" aria-label="جدول"><table><thead><tr><th scope="col">أ</th><th scope="col" class="align-end">ب</th></tr></thead><tbody><tr><td>1</td><td class="align-end">2</td></tr></tbody></table></div>`},
		"attributes of a block":   {"كلام\n{.lead lang=en dir=ltr onclick=x}", `<p class="lead" lang="en" dir="ltr">كلام</p>`},
		"code runs left to right": {"`a < b`", `<p><code dir="ltr">a &lt; b</code></p>`},

		"scripts go":                {"<script>alert(1)</script>\n\nكلام", "<p>كلام</p>"},
		"handlers go":               {`نص <b onclick="x()" style="x">غليظ</b>`, "<p>نص <b>غليظ</b></p>"},
		"what is left open closes":  {"<div>\n\nكلام **مهم**", "<div><p>كلام <strong>مهم</strong></p></div>"},
		"no block among words":      {"نص <div>كلام</div> نص", "<p>نص كلام نص</p>"},
		"types are not tags":        {"في vector<int> وحدها", "<p>في vector&lt;int&gt; وحدها</p>"},
		"a frame becomes a card":    {`<iframe src="https://www.youtube.com/embed/jNQXAC9IVRw?rel=0"></iframe>`, `<figure class="embed" data-embed="youtube" data-id="jNQXAC9IVRw"><a href="https://www.youtube.com/watch?v=jNQXAC9IVRw" rel="noopener">شاهد المقطع على يوتيوب</a></figure>`},
		"a script in raw HTML":      {`<a href="java&#10;script:x">كلام</a>`, "<p>كلام</p>"},
		"svg goes with its content": {"<svg><script>x</script><text>س</text></svg>\n\nكلام", "<p>كلام</p>"},
		"HTML's figure":             {"<figure>\n<img src=\"a.jpg\" alt=\"ب\">\n<figcaption>شرح</figcaption>\n</figure>", `<figure><img src="a.jpg" alt="ب" loading="lazy" decoding="async"><figcaption>شرح</figcaption></figure>`},
	} {
		t.Run(name, func(t *testing.T) {
			got, _, _ := render(t, c.markdown, testBody)
			if got = strings.TrimSpace(got); got != c.html {
				t.Errorf("%s\n got %s\nwant %s", c.markdown, got, c.html)
			}
		})
	}
}

func TestClosingCreditBecomesAgencies(t *testing.T) {
	for _, c := range []struct {
		markdown string
		credits  []string
	}{
		{"خبر.\n\n(فرانس برس، العربي الجديد)", []string{"فرانس برس", "العربي الجديد"}},
		{"خبر.\n(رويترز)", []string{"رويترز"}},
		{"خبر.\n\n*(وكالات)*", []string{"وكالات"}},
		{"خبر (رويترز)", nil},
		{"خبر.\n\n(يتبع)", nil},
		{"خبر.\n\n(قال هذا في حوار سابق مع الصحيفة قبل عامين)", nil},
	} {
		html, b, _ := render(t, c.markdown, testBody)
		if strings.Join(b.Credits, "|") != strings.Join(c.credits, "|") {
			t.Errorf("%q: %q", c.markdown, b.Credits)
		}
		if c.credits != nil && html != "<p>خبر.</p>" {
			t.Errorf("%q: left in the body: %s", c.markdown, html)
		}
	}
}

// Entries are shown newest first whichever way they were written, and an hour
// that runs backwards is the next day's.
func TestLiveEntries(t *testing.T) {
	live := testBody
	live.Live, live.Start = true, time.Date(2026, 11, 21, 18, 0, 0, 0, beirut)
	oldestFirst := "مقدمة\n\n## 22:30 أول\n\nأ\n\n## 23:50 ثان {.pinned}\n\nب\n\n## 00:10 ثالث\n\nج\n"
	newestFirst := "مقدمة\n\n## 00:10 ثالث\n\nج\n\n## 23:50 ثان {.pinned}\n\nب\n\n## 22:30 أول\n\nأ\n"
	want, b, _ := render(t, oldestFirst, live)
	var told []string
	for _, e := range b.Entries {
		told = append(told, e.Time.Format("2006-01-02 15:04 ")+e.Title)
	}
	if got := strings.Join(told, "; "); got != "2026-11-21 23:50 ثان; 2026-11-22 00:10 ثالث; 2026-11-21 22:30 أول" {
		t.Error(got)
	}
	if got, _, _ := render(t, newestFirst, live); got != want {
		t.Errorf("written newest first:\n%s\noldest first:\n%s", got, want)
	}
	if !strings.HasPrefix(want, `<p>مقدمة</p><section class="entry pinned">`) {
		t.Error(want)
	}
}

// An entry that was added later, below or above its place, is no entry of tomorrow.
func TestAnEntryOutOfOrderIsOfTheSameDay(t *testing.T) {
	live := testBody
	live.Live = true
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, beirut) }
	for _, c := range []struct {
		start    time.Time
		headings string
		want     string
	}{
		{at(21, 0, 0), "05:10 06:50 06:20", "21 06:50, 21 06:20, 21 05:10"},
		{at(21, 5, 0), "05:10 06:50 06:20", "21 06:50, 21 06:20, 21 05:10"},
		{at(21, 5, 0), "06:20 06:50 05:10", "21 06:50, 21 06:20, 21 05:10"},
		{at(21, 22, 0), "22:00 23:50 23:40 00:10", "22 00:10, 21 23:50, 21 23:40, 21 22:00"},
		{at(21, 22, 0), "22:00 00:10 23:55 00:30", "22 00:30, 22 00:10, 21 23:55, 21 22:00"},
		{at(21, 20, 0), "20:00 23:00 07:00", "22 07:00, 21 23:00, 21 20:00"},
		{at(21, 20, 0), "07:00 23:00 20:00", "22 07:00, 21 23:00, 21 20:00"},
		{at(21, 0, 0), "18:00 15:00 12:00 09:00 06:00", "21 18:00, 21 15:00, 21 12:00, 21 09:00, 21 06:00"},
		{at(21, 12, 0), "14:00 2026-11-23T09:00 10:00", "23 10:00, 23 09:00, 21 14:00"},
	} {
		live.Start = c.start
		_, b, _ := render(t, "## "+strings.ReplaceAll(c.headings, " ", " أ\n\n## ")+" أ\n", live)
		var got []string
		for _, e := range b.Entries {
			got = append(got, e.Time.Format("02 15:04"))
		}
		if all := strings.Join(got, ", "); all != c.want {
			t.Errorf("%s from %s:\n got %s\nwant %s", c.headings, c.start, all, c.want)
		}
	}
	html, b, _ := render(t, "## 14:30 قال \"نعم\"\n", live)
	if b.Entries[0].Title != "قال «نعم»" || b.Headings[0].Text != "قال «نعم»" || strings.Contains(html, `"نعم`) {
		t.Errorf("the marks of an entry: %v %s", b.Entries, html)
	}
	for _, heading := range []string{"14:30 GMT", "14:30 UTC", "2:30 م GMT", "15:30 +0100", "14:30 GMT+0"} { // a desk abroad
		_, b, _ = render(t, "## "+heading+" هجوم\n", live)
		if e := b.Entries[0]; e.Title != "هجوم" || e.Time.Format("15:04 -07:00") != "17:30 +03:00" {
			t.Errorf("the zone of %q is lost: %v", heading, b.Entries)
		}
	}
}

// A heading of a live story with a time that is none, or that cannot be read as it is
// written, is told; other headings are what they are.
func TestTimesOfLiveHeadingsAreReadOrTold(t *testing.T) {
	live := testBody
	live.Live, live.Start = true, time.Date(2026, 11, 21, 6, 0, 0, 0, beirut)
	for heading, told := range map[string]bool{
		"99:99 أ": true, "24:00 أ": true, "25:10 أ": true, "12:60 أ": true, "٢٥:١٠ أ": true, "14:00 ص أ": true, "14.30 أ": true, "14h30 أ": true, "عاجل 08:00 أ": true, "08:00-09:00 أ": true,
		"32 نوفمبر 2026 11:05 أ": true, "2026-13-21 11:05 أ": true, "21 نوفمبر 11:05 أ": true, "31/11/2026 11:05 أ": true,
		"07:30 أ": false, "7:30 م أ": false, "١٤:٣٠ أ": false, "21 نوفمبر 2026، 11:05 أ": false, "7 قتلى": false, "خلفية": false, "فوز 3-1": false, "2026 في أرقام": false, "النتيجة 3:1": false,
	} {
		_, b, problems := render(t, "## 07:10 أول\n\nنص\n\n## "+heading+"\n\nنص\n", live)
		is := false
		for _, p := range problems {
			is = is || p.Rule == "body/live-time" && p.Line == 5
		}
		if is != told || told && len(b.Entries) != 1 {
			t.Errorf("%q: told %v, want %v; %v", heading, is, told, b.Entries)
		}
	}
	if _, _, problems := render(t, "## 07:10 أول\n\n### 08:00 تحته\n", live); len(problems) != 1 || problems[0].Rule != "body/live-time" {
		t.Errorf("an entry at another level is not told: %v", problems)
	}
}

// FuzzBody: whatever is written, the page gets HTML that is closed, holds no
// script and no event handler, and marks that its references answer.
func FuzzBody(f *testing.F) {
	for _, s := range []string{
		"# أ\n\n- ب\n\n> ج\n",
		`<div><p>a<table><tr><td>b</table>`,
		"<a href=x><a href=y>z",
		"[^1]\n\n[^1]: x\n",
		"{{< figure src=\"a.jpg\" caption=\"b\" >}}",
		"```شعر\nأ *** ب\n```",
		"<b><i>x</b></i>",
		"<ul><li>a<li>b</ul>",
		"<p><div>x</p>",
		"| a |\n|---|\n| <div>b |\n",
		"<svg/onload=x>",
		"<img src=x onerror=y>",
		"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
		"<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
		"![a](b.jpg \"c (d)\")",
		"<details open><summary>أ</summary>\n\nب\n\n</details>",
		"<video><source src=a.mp4></video>",
		"أ\n{#x .y onclick=z}\n",
		"١. أ\n   ٢) ب\n- [x] ج\n {% d %} {{< ",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return // a file that is not UTF-8 is refused before
		}
		for _, live := range []bool{false, true} {
			o := testBody
			o.Live = live
			out, _, _ := render(t, s, o)
			checkMarkup(t, s, out)
		}
	})
}

// checkMarkup reads HTML as a tokenizer does: every tag closes, in order.
func checkMarkup(t *testing.T, in, out string) {
	z := html.NewTokenizer(strings.NewReader(out))
	var open []string
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Fatalf("%q: left open %v: %s", in, open, out)
			}
			return
		case html.StartTagToken:
			tag := z.Token()
			for _, a := range tag.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") && a.Key != "alt" && a.Key != "title" {
					t.Fatalf("%q: %v in %s", in, a, out)
				}
			}
			switch tag.Data {
			case "img", "br", "hr", "wbr", "input":
			case "script", "style", "iframe", "object", "svg", "math", "form", "template", "noscript":
				t.Fatalf("%q: <%s> in %s", in, tag.Data, out)
			default:
				open = append(open, tag.Data)
			}
		case html.EndTagToken:
			tag := z.Token().Data
			if len(open) == 0 || open[len(open)-1] != tag {
				t.Fatalf("%q: </%s> within %v: %s", in, tag, open, out)
			}
			open = open[:len(open)-1]
		}
	}
}

// Deep nesting and endless repetition cost no more than they are long: twice the
// text takes about twice the memory, and makes about twice the page.
func TestPathologicalInput(t *testing.T) {
	cost := func(src string) (allocated, size uint64) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		o := testBody
		o.Spans = true
		b, _ := Render([]byte(src), 0, o)
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc, uint64(len(b.HTML))
	}
	for _, unit := range []string{">", "- ", "*", "**a ", "[", "![", "<div>", "<b>", "`", "{{<", "[^", "\"", "«", "|", "![a](", "<a href=x>", "~~", "﴿", "&", "\\", "@", "://", "# a\n", "[a]: b\n", "﴿أ﴾\n\n", "<p>a</p>\n\n", "![a](b \"c\")"} {
		const n = 5000
		cost(strings.Repeat(unit, n)) // what is made once
		once, small := cost(strings.Repeat(unit, n) + "كلمة")
		twice, large := cost(strings.Repeat(unit, 2*n) + "كلمة")
		if twice > 3*once+1<<20 {
			t.Errorf("%q: %d bytes of memory for %d times, %d for twice as many", unit, once, n, twice)
		}
		if large > 3*small+1<<10 {
			t.Errorf("%q: %d bytes of HTML for %d times, %d for twice as many", unit, small, n, large)
		}
	}
}
