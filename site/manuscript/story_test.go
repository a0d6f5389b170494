package manuscript

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"warraq/site"
)

// story reads front matter of a story and what is wrong with it.
func story(t *testing.T, lines string) (*site.Article, string) {
	t.Helper()
	a, problems := parse("news/2026-11-23-dam.md", []byte("---\ntitle: السد\n"+lines+"\n---\nنص.\n"), testOptions)
	var rules []string
	for _, p := range problems {
		rules = append(rules, p.Rule)
	}
	return a, strings.Join(rules, " ")
}

// Every key of a story does what it says.
func TestStoryKeys(t *testing.T) {
	for lines, check := range map[string]func(a *site.Article) bool{
		"published: false":                        func(a *site.Article) bool { return a.Draft },
		"published: 2026-11-24":                   func(a *site.Article) bool { return a.Publish.Day() == 24 },
		"slug: القصة الأولى":                      func(a *site.Article) bool { return a.Slug == "القصة-الاولى" },
		"lang: en_GB":                             func(a *site.Article) bool { return a.Lang == "en-GB" },
		"lang: AR":                                func(a *site.Article) bool { return a.Lang == "" },
		"sections: [economy, x]":                  func(a *site.Article) bool { return a.Section == "economy" },
		"series: [ملف]":                           func(a *site.Article) bool { return a.Series.Label == "ملف" },
		"series: {name: ملف, part: 3}":            func(a *site.Article) bool { return a.Series.Label == "ملف" && a.Part == 3 },
		"video: {src: a.mp4, duration: PT1H2M3S}": func(a *site.Article) bool { return a.Media.Duration == time.Hour+2*time.Minute+3*time.Second },
		"audio: a.mp3":                            func(a *site.Article) bool { return a.Media.Src == "a.mp3" },
		"video: {length: '1:05', chapters: [{at: 75s, title: ب}, {at: 90}]}": func(a *site.Article) bool {
			return a.Media.Duration == 65*time.Second && a.Media.Chapters[0].At == 75*time.Second && a.Media.Chapters[1].At == 90*time.Second
		},
		"video: {transcript: \"أ\\r\\nب\\u0007\"}": func(a *site.Article) bool { return a.Media.Transcript == "أ\nب" },
		"claim: قيل إن":                            func(a *site.Article) bool { return a.Claim.Text == "قيل إن" },
		"claim: {text: أ, by: ب, verdict: خطأ, date: 2026-11-01}": func(a *site.Article) bool {
			return a.Claim.Speaker == "ب" && a.Claim.Rating == "خطأ" && a.Claim.Date.Day() == 1
		},
		"live: {start: 2026-11-21, end: 2026-11-22, key_points: ['أ، ب', ج]}": func(a *site.Article) bool { return len(a.Coverage.KeyPoints) == 2 && a.Coverage.End.Day() == 22 },
		"withdrawn: true":                           func(a *site.Article) bool { return a.Withdrawn != nil && a.Withdrawn.Text == "" },
		"withdrawn: خطأ في الأرقام":                 func(a *site.Article) bool { return a.Withdrawn.Text == "خطأ في الأرقام" },
		"withdrawn: {reason: أ, date: 2026-11-24}":  func(a *site.Article) bool { return a.Withdrawn.Text == "أ" && a.Withdrawn.Date.Day() == 24 },
		"withdrawn: false":                          func(a *site.Article) bool { return a.Withdrawn == nil },
		"corrections: صُحّح":                        func(a *site.Article) bool { return a.Corrections[0].Text == "صُحّح" },
		"updates: [{date: 2026-11-24, text: أ}, ب]": func(a *site.Article) bool { return len(a.Updates) == 2 && a.Updates[0].Date.Day() == 24 },
		"sources: [أ, 'https://b.org', {name: ج, url: 'https://c.org'}]": func(a *site.Article) bool {
			return a.Sources[0].Name == "أ" && a.Sources[1].URL == "https://b.org" && a.Sources[2].URL == "https://c.org"
		},
		"gallery: [a.jpg, {src: b.jpg, alt: ب}]": func(a *site.Article) bool { return len(a.Gallery) == 2 && a.Gallery[1].Alt == "ب" },
		"images: [a.jpg, b.jpg]":                 func(a *site.Article) bool { return a.Image.Src == "a.jpg" },
		"image: {src: a.jpg, credit: إكس}":       func(a *site.Article) bool { return a.Image.Credit == "إكس" && a.Image.Line == 3 },
		"author: {name: رنا}":                    func(a *site.Article) bool { return labelsIn(a.Authors) == "رنا" },
		"authors: [{id: rana}, سلمى، هدى]":       func(a *site.Article) bool { return len(a.Authors) >= 2 && a.Authors[0].Slug == "rana" },
		"translations: {en: 'https://a.org/en/'}": func(a *site.Article) bool {
			return a.Translations[0] == site.Translation{Lang: "en", URL: "https://a.org/en/"}
		},
		"url: /old/":                  func(a *site.Article) bool { return a.Aliases[0] == "/old/" },
		"keywords: أ، ب\ncategory: ب": func(a *site.Article) bool { return labelsIn(a.Tags) == "أ ب" },
		"pinned: true\nbreaking: yes": func(a *site.Article) bool { return a.Featured && a.Breaking },
		"related: [a.md, b.md]":       func(a *site.Article) bool { return len(a.Related) == 2 },
	} {
		if a, rules := story(t, lines); rules != "" || !check(a) {
			t.Errorf("%s: %s\n%+v", lines, rules, a)
		}
	}
}

// Front matter beats the day in a file's name, and keeps its hour.
func TestWhenAStoryIsPublished(t *testing.T) {
	for lines, want := range map[string]string{
		"":                            "2026-11-23 00:00",
		"published: 2026-11-23T05:00": "2026-11-23 05:00 hour",
		"published: 2026-11-20T05:00": "2026-11-20 05:00 hour",
		"published: 2026-11-25T05:00": "2026-11-25 05:00 hour",
		"publishDate: 2026-11-20":     "2026-11-20 00:00",
		"date: 2026-11-21T07:00":      "2026-11-21 07:00 hour",
		"date: 2026-11-21T07:00\npublished: 2026-11-21":        "2026-11-21 07:00 hour",
		"date: 2026-11-23T07:00\npublishDate: 2026-11-24":      "2026-11-24 00:00",
		"date: 2026-11-21\nembargo: 2026-11-21T00:00:00+03:00": "2026-11-21 00:00 hour",
		"published: true\ndate: ٢٠٢٦-١١-٢١ ٠٧:٠٠":              "2026-11-21 07:00 hour",
		"pubDate: Sat, 21 Nov 2026 10:00:00 +0300":             "2026-11-21 10:00 hour",
		"date: 1446-03-11": "2024-09-14 00:00", // ICU
	} {
		a, rules := story(t, lines)
		got := a.Published().In(testOptions.Zone).Format("2006-01-02 15:04")
		if a.PublishedHour() {
			got += " hour"
		}
		if got != want || rules != "" {
			t.Errorf("%q is published %s, want %s %s", lines, got, want, rules)
		}
	}
}

// What cannot be read is told where it stands, and the story keeps the rest.
func TestStoryProblems(t *testing.T) {
	for lines, rule := range map[string]string{
		"slug: '؟'":               "front-matter/slug",
		"lang: العربية":           "front-matter/value",
		"series: {part: 1}":       "front-matter/value",
		"tags: ['!']":             "front-matter/name",
		"authors: [{role: x}]":    "front-matter/value",
		"image: []":               "front-matter/value",
		"gallery: a.jpg":          "front-matter/value",
		"video: {duration: طويل}": "front-matter/value",
		"translations: en":        "settings/value",
		"aliases: [old]":          "front-matter/alias",
		"aliases: ['/a?b']":       "front-matter/alias",
	} {
		if a, rules := story(t, lines); rules != rule || a == nil || a.Title != "السد" {
			t.Errorf("%s: %q, want %q", lines, rules, rule)
		}
	}
}

// A path says where a story stands, and perhaps its day and its language.
func TestPlaceOfAStory(t *testing.T) {
	for path, want := range map[string]string{
		"news/2026-11-23-dam.md": "news|dam|news|2026-11-23",
		"news/2026-99-23-dam.md": "news|2026-99-23-dam|news|0001-01-01",
		"dam.ar.md":              "|dam||0001-01-01",
		"news/dam/index.md":      "news|dam|news/dam|0001-01-01",
		"news/dam/index.ar.md":   "news|dam|news/dam|0001-01-01",
		"pages/about.md":         "pages|about|pages|0001-01-01",
	} {
		a, _ := parse(path, []byte("نص"), testOptions)
		if got := strings.Join([]string{a.Dir, a.Slug, a.Base, a.Date.Format(time.DateOnly)}, "|"); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

// A story without a summary takes its first paragraph, cut at a word.
func TestSummary(t *testing.T) {
	a, _ := parse("news/a.md", []byte("---\ntitle: ع\ndate: 2026-11-23\n---\n"+strings.Repeat("كلمة ", 100)), testOptions)
	if runes := []rune(a.Summary); len(runes) > 201 || !strings.HasSuffix(a.Summary, "كلمة…") {
		t.Errorf("%d letters: %s", len(runes), a.Summary)
	}
}

// An author and a section without a name have that of their file.
func TestNamesOfFiles(t *testing.T) {
	r := Read("authors/rana.md", []byte("---\nrole: كاتبة\n---\n"), testOptions)
	if r.Author.Name.Label != "rana" || len(r.Problems) != 1 || r.Problems[0].Rule != "front-matter/no-name" {
		t.Errorf("%+v", r)
	}
	if r := Read("news/_index.md", []byte("نص"), testOptions); r.Section.Title != "news" || r.Section.Dir != "news" || len(r.Problems) > 0 {
		t.Errorf("%+v", r)
	}
	if r := Read("_index.md", []byte("---\ntitle: x\n---\n"), testOptions); r.Article != nil || r.Section != nil || len(r.Problems) > 0 {
		t.Errorf("the topmost _index.md: %+v", r)
	}
}

// Straight quotation marks are turned in every text of a story as in its body, and
// with the same exceptions.
func TestQuotationMarksOfFrontMatter(t *testing.T) {
	o := testOptions
	o.Lang = "ar"
	read := func(lines string) *site.Article {
		a, problems := parse("news/dam.md", []byte("---\ndate: 2026-11-23\n"+lines+"\n---\nقال \"نعم\" ومضى.\n"), o)
		if len(problems) > 0 {
			t.Errorf("%s: %v", lines, problems)
		}
		return a
	}
	a := read(`title: '"السد" يمتلئ'
standfirst: قال "نعم" ثم "لا"
kicker: ملف "النهر"
image: {src: a.jpg, alt: 'سفينة "نور"', caption: 'قال "أ" (إكس)'}
gallery: [{src: b.jpg, alt: '"ب"', caption: '"ج"'}]
corrections: كان "أ"
updates: [{date: 2026-11-23, text: 'صار "ب"'}]
claim: قيل "نعم"
live: {key_points: ['"أ"']}
video: {src: a.mp4, chapters: [{at: 1, title: '"أ"'}]}
tags: ['"النهر"']`)
	for got, want := range map[string]string{
		a.Title: "«السد» يمتلئ", a.Standfirst: "قال «نعم» ثم «لا»", a.Summary: "قال «نعم» ثم «لا»", a.Kicker: "ملف «النهر»",
		a.Image.Alt: "سفينة «نور»", a.Image.Caption: "قال «أ»", a.Gallery[0].Alt: "«ب»", a.Gallery[0].Caption: "«ج»",
		a.Corrections[0].Text: "كان «أ»", a.Updates[0].Text: "صار «ب»", a.Claim.Text: "قيل «نعم»",
		a.Coverage.KeyPoints[0]: "«أ»", a.Media.Chapters[0].Title: "«أ»", a.Slug: "dam",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for title, want := range map[string]string{
		`شاشة 55" جديدة`:        `شاشة 55" جديدة`,
		`قال "نعم ومضى`:         `قال "نعم ومضى`,
		`قال "إن "هذا" كذب" ثم`: `قال «إن “هذا” كذب» ثم`,
	} {
		if got := read("title: " + title).Title; got != want {
			t.Errorf("%s: got %s, want %s", title, got, want)
		}
	}
	if a := read("title: The \"dam\" fills\nlang: en"); a.Title != `The "dam" fills` {
		t.Errorf("English: %s", a.Title)
	}
	s := Read("news/_index.md", []byte("---\ntitle: ملف \"النهر\"\n---\n"), o).Section
	if s.Title != "ملف «النهر»" {
		t.Errorf("section: %s", s.Title)
	}
}

// C, C++ and C# are three tags, in any order and company; a hashtag and a sum are
// what they were.
func TestSignsMakeOtherTags(t *testing.T) {
	for label, want := range map[string]string{
		"C": "c", "C++": "c-plus-plus", "C#": "c-sharp", "c#": "c-sharp", "Visual C++ 6": "visual-c-plus-plus-6",
		"ديزني": "ديزني", "ديزني+": "ديزني-plus", "Canal+": "canal-plus", "A+": "a-plus", ".NET": "dot-net", "NET": "net", "ASP.NET": "asp-net", "C/C++": "c-c-plus-plus", "C++/C#": "c-plus-plus-c-sharp", "C\u266f": "c-sharp", "...خبر": "خبر", "كرة .": "كرة",
		"#غزة": "غزة", "غزة#": "غزة", "1+1": "1-1", "أ+ب": "ا-ب", "# وسم": "وسم", "+": "",
	} {
		a, _ := story(t, "tags: ['"+label+"']")
		got := ""
		if len(a.Tags) > 0 {
			got = a.Tags[0].Slug
			if a.Tags[0].Label != label {
				t.Errorf("%s is shown as %s", label, a.Tags[0].Label)
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", label, got, want)
		}
	}
	if a, rules := story(t, "tags: [A, A*, 'a ']"); labelsIn(a.Tags) != "A" || rules != "front-matter/same-name" {
		t.Errorf("tags are %q, %s", labelsIn(a.Tags), rules)
	}
	if s := Read("tags/C++.md", []byte("---\ntitle: لغة\n---\n"), testOptions).Section; s.Dir != "tags/c-plus-plus" {
		t.Errorf("tags/C++.md speaks of %s", s.Dir)
	}
	a, rules := story(t, "tags: [C, C++, 'C#', c++]")
	if labelsIn(a.Tags) != "C C++ C#" || rules != "" {
		t.Errorf("tags are %q, %s", labelsIn(a.Tags), rules)
	}
}

// A list of names without end is cut, and told once.
func TestNamesWithoutEnd(t *testing.T) {
	var list strings.Builder
	for i := range 3 * mostNames {
		fmt.Fprintf(&list, "  - ت%d\n", i)
	}
	for _, key := range []string{"tags", "authors", "agencies"} {
		r := Read("news/a.md", []byte("---\ntitle: ق\ndate: 2024-01-01\n"+key+":\n"+list.String()+"---\nنص\n"), Options{Zone: time.UTC, Lang: "ar"})
		told := 0
		for _, p := range r.Problems {
			if p.Rule == "front-matter/too-many" && p.Line == 5 {
				told++
			}
		}
		if n := max(len(r.Article.Tags), len(r.Article.Authors), len(r.Article.Agencies)); n != mostNames || told != 1 {
			t.Errorf("%s: %d names, told %d times: %v", key, n, told, r.Problems)
		}
	}
}

// A story's tone is a word of the desk's, in either language, and the years of a life are
// joined by a dash. A series' file is named by its title, and only it says where a list begins.
func TestToneLifeAndSeries(t *testing.T) {
	for words, want := range map[string][2]string{
		"tone: حداد\nlife: 1934-2026\n": {"mourning", "1934–2026"}, "tone: mourning\nlife: ١٩٣٤ -- ٢٠٢٦\n": {"mourning", "١٩٣٤–٢٠٢٦"},
		"tone: عادي\nlife: نحو 1934 – 20 آب 2026\n": {"", "نحو 1934 – 20 آب 2026"}, "tone: تحقيق\n": {"investigation", ""},
	} {
		a, problems := parse("a/b.md", []byte("---\ntitle: خبر\ndate: 2024-09-14\n"+words+"---\nنص"), testOptions)
		if got := [2]string{a.Tone, a.Life}; got != want || len(problems) > 0 {
			t.Errorf("%q: %q, told %v", words, got, problems)
		}
	}
	if a, problems := parse("a/b.md", []byte("---\ntitle: خبر\ndate: 2024-09-14\ntone: حزن\n---\nنص"), testOptions); a.Tone != "" || len(problems) != 1 || problems[0].Line != 4 {
		t.Errorf("a tone that is none: %q, told %v", a.Tone, problems)
	}
	for file, want := range map[string]string{"series/x.md": "series/نهر-بلا-ماء true", "series/x/_index.md": "series/نهر-بلا-ماء true", "tags/x.md": "tags/x false", "economy/_index.md": "economy false"} {
		r := Read(file, []byte("---\ntitle: نهر بلا ماء\noldest_first: true\n---\n"), testOptions)
		got := r.Section.Dir + " " + strconv.FormatBool(r.Section.OldestFirst)
		if told := len(r.Problems) == 1 && r.Problems[0].Rule == "front-matter/oldest-first"; got != want || told != strings.HasSuffix(want, "false") {
			t.Errorf("%s: %s, told %v", file, got, r.Problems)
		}
	}
	if r := Read("series/rihlat.md", []byte("---\n---\n"), testOptions); r.Section.Dir != "series/rihlat" {
		t.Errorf("a series' file without a title is %s", r.Section.Dir)
	}
}
