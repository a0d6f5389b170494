package manuscript

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"warraq/site"
)

var (
	beirut      = time.FixedZone("", 3*3600)
	testOptions = Options{Zone: beirut, Lang: "ar", Digits: "latn"}
)

const yamlMatter = `---
title: "قمة: النتائج"
subtitle: عنوان ثان
date: 2024-09-14
publishDate: 2024-09-15T08:00:00+03:00
expiry_date: 2025-01-01
tags: [غزة, غزّة, اقتصاد]
categories: [سياسة]
authors:
  - samer-dahhan
  - {name: رنا خطاب}
agencies: فرانس برس، رويترز
image: {src: a.jpg, alt: بديل, caption: تعليق (إكس)}
aliases: [/old/path/, "https://example.org/older/"]
series: {name: ملف, part: 2}
corrections:
  - {date: 2024-09-16, text: صُحّح الرقم}
featured: true
---
نص.
`

const tomlMatter = `+++
title = "قمة: النتائج"
subtitle = "عنوان ثان"
date = 2024-09-14
publishDate = 2024-09-15T08:00:00+03:00
expiry_date = 2025-01-01
tags = ["غزة", "غزّة", "اقتصاد"]
categories = ["سياسة"]
authors = ["samer-dahhan", {name = "رنا خطاب"}]
agencies = "فرانس برس، رويترز"
image = {src = "a.jpg", alt = "بديل", caption = "تعليق (إكس)"}
aliases = ["/old/path/", "https://example.org/older/"]
series = {name = "ملف", part = 2}
corrections = [{date = 2024-09-16, text = "صُحّح الرقم"}]
featured = true
+++
نص.
`

const jsonMatter = `{"title": "قمة: النتائج", "subtitle": "عنوان ثان", "date": "2024-09-14", "publishDate": "2024-09-15T08:00:00+03:00",
"expiry_date": "2025-01-01", "tags": ["غزة", "غزّة", "اقتصاد"], "categories": ["سياسة"],
"authors": ["samer-dahhan", {"name": "رنا خطاب"}], "agencies": "فرانس برس، رويترز",
"image": {"src": "a.jpg", "alt": "بديل", "caption": "تعليق (إكس)"}, "aliases": ["/old/path/", "https://example.org/older/"],
"series": {"name": "ملف", "part": 2}, "corrections": [{"date": "2024-09-16", "text": "صُحّح الرقم"}], "featured": true}
نص.
`

func TestThreeNotationsSayTheSame(t *testing.T) {
	zone := testOptions.Zone
	for name, src := range map[string]string{"YAML": yamlMatter, "TOML": tomlMatter, "JSON": jsonMatter, "YAML of Windows": "\ufeff" + strings.ReplaceAll(yamlMatter, "\n", "\r\n")} {
		t.Run(name, func(t *testing.T) {
			a, problems := parse("politics/2024/summit.md", []byte(src), testOptions)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			same(t, "title", a.Title, "قمة: النتائج")
			same(t, "standfirst", a.Standfirst, "عنوان ثان")
			same(t, "date", a.Date.Equal(time.Date(2024, 9, 14, 0, 0, 0, 0, zone)) && !a.HasTime, true)
			same(t, "publish", a.Publish.Equal(time.Date(2024, 9, 15, 8, 0, 0, 0, zone)), true)
			same(t, "expiry", a.Expiry.Equal(time.Date(2025, 1, 1, 0, 0, 0, 0, zone)), true)
			same(t, "tags", labelsIn(a.Tags), "غزة اقتصاد سياسة")
			same(t, "authors", labelsIn(a.Authors), "samer-dahhan رنا خطاب")
			same(t, "agencies", labelsIn(a.Agencies), "فرانس برس رويترز")
			same(t, "image", a.Image.Src+" "+a.Image.Alt+" "+a.Image.Caption+" "+a.Image.Credit, "a.jpg بديل تعليق إكس")
			same(t, "aliases", strings.Join(a.Aliases, " "), "/old/path/ /older/")
			same(t, "series", a.Series.Label, "ملف")
			same(t, "part", a.Part, 2)
			same(t, "correction", a.Corrections[0].Text, "صُحّح الرقم")
			same(t, "featured", a.Featured, true)
			same(t, "place", a.Dir+" "+a.Slug, "politics/2024 summit")
			same(t, "body", string(a.Body), "<p>نص.</p>")
		})
	}
}

func same[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func labelsIn(names []*site.Name) string {
	var out []string
	for _, n := range names {
		out = append(out, n.Label)
	}
	return strings.Join(out, " ")
}

// What an editor is told: the rule, its level, and the place of the mistake.
func TestProblemsOfFrontMatter(t *testing.T) {
	const head = "---\ntitle: خبر\ndate: 2024-09-14\n"
	for name, c := range map[string]struct{ src, rule, place string }{
		"broken YAML":               {"---\ntitle: [خبر\ndate: 2024-09-14\n---\n", "front-matter/yaml", ""},
		"an open quote":             {"---\nslug: b\ntitle: \"خبر\ndate: 2024-09-14\n---\nنص", "front-matter/yaml", "content/a/b.md:3:8"},
		"no second fence":           {"---\ntitle: خبر\n", "front-matter/unclosed", "content/a/b.md:1:1"},
		"no title":                  {"---\ndate: 2024-09-14\n---\nنص", "front-matter/no-title", "content/a/b.md:1:1"},
		"no date":                   {"---\ntitle: خبر\n---\nنص", "front-matter/no-date", "content/a/b.md:2:1"},
		"an impossible date":        {"---\ntitle: خبر\ndate: 2024-02-31\n---\n", "front-matter/date", "content/a/b.md:3:7"},
		"an embargo unread":         {head + "publishDate: غدًا\n---\n", "front-matter/date", "content/a/b.md:4:14"},
		"a draft unread":            {head + "draft: maybe\n---\n", "front-matter/true-or-false", "content/a/b.md:4:8"},
		"a misspelt key":            {head + "publishdat: 2024-09-14\n---\n", "front-matter/unknown-key", "content/a/b.md:4:1"},
		"a script":                  {head + "sources: [\"javascript:alert(1)\"]\nimage: {src: \"javascript:x\"}\n---\n", "front-matter/link-scheme", "content/a/b.md:5:14"},
		"a key twice":               {head + "title: آخر\n---\n", "front-matter/twice", "content/a/b.md:4:1"},
		"a climbing alias":          {head + "aliases: [/../etc/]\n---\n", "front-matter/alias", "content/a/b.md:4:11"},
		"an unknown type":           {head + "type: opinon\n---\n", "front-matter/type", "content/a/b.md:4:7"},
		"a hashtag in a title":      {"---\ntitle: وسم #غزة\ndate: 2024-09-14\n---\n", "front-matter/comment", "content/a/b.md:2:12"},
		"a hashtag for a value":     {head + "kicker: #غزة\n---\n", "front-matter/comment", "content/a/b.md:4:9"},
		"a hashtag in a list":       {head + "tags:\n  - أ\n  - #غزة\n---\n", "front-matter/comment", "content/a/b.md:6:5"},
		"a hashtag deep in a value": {head + "image: {src: a.jpg, caption: قال\n  نعم #غزة\n  }\n---\n", "front-matter/comment", "content/a/b.md:5:7"},
		"text that is UTF-16":       {"\xff\xfe-\x00", "file/encoding", "content/a/b.md:1:1"},
		"text that is not":          {head + "kicker: \xe4\n---\n", "file/encoding", "content/a/b.md:4:9"},
		"a hidden direction":        {head + "kicker: أ\u202eب\n---\n", "text/bidi-control", "content/a/b.md:4:10"},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := parse("a/b.md", []byte(c.src), testOptions)
			if c.rule == "front-matter/yaml" && len(problems) != 1 {
				t.Errorf("more than one problem of a broken front matter: %+v", problems)
			}
			for _, p := range problems {
				if p.Rule == c.rule && (c.place == "" || p.Place() == c.place) {
					if p.Message.Ar == "" || p.Message.En == "" || p.Hint.Ar == "" || p.Hint.En == "" {
						t.Errorf("not said in both languages: %+v", p)
					}
					return
				}
			}
			t.Errorf("want %s at %s, got %+v", c.rule, c.place, problems)
		})
	}
}

// A comment takes nothing away, and neither does a # in quotation marks.
func TestCommentsOfFrontMatter(t *testing.T) {
	for _, lines := range []string{
		"title: \"خبر\" # تعليق", "title: خبر\nsection: news # تعليق", "title: خبر\ntags: [أ] # تعليق", "title: خبر\n#draft: true", "title: خبر\n  #هامش", "title: \"وسم #غزة\"", "title: 'وسم #غزة' # هامش", "title: خبر#غزة",
		"title: خبر\nfeatured: true #مؤقت", "title: خبر\npart: 3 #كان 4", "title: خبر\nlastmod: 2024-09-15 #أمس", "title: خبر\ntags: #هنا\n  - أ", "title: >\n  وسم #غزة\n  ثم",
	} {
		_, problems := parse("a/b.md", []byte("---\ndate: 2024-09-14\n"+lines+"\n---\nنص"), testOptions)
		if len(problems) > 0 {
			t.Errorf("%s: %+v", lines, problems)
		}
	}
}

// What is wrong with an embargo or a draft line must keep a story back.
func TestDoubtHoldsAStoryBack(t *testing.T) {
	for _, line := range []string{"draft: maybe", "publishDate: soon", "date: 2024-13-01", "expiryDate: never?", "publishDate: [2099-01-01]", "draft: {a: b}"} {
		_, problems := parse("a/b.md", []byte("---\ntitle: خبر\n"+line+"\n---\nنص"), testOptions)
		if site.Errors(problems) == 0 {
			t.Errorf("%s: would be published", line)
		}
	}
}

// What new writes, Parse reads.
func TestScaffold(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	path, src := Scaffold(`انطلاق "المعرض": اليوم`, "culture", at, testOptions)
	a, problems := parse(path, src, testOptions)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	same(t, "title", a.Title, `انطلاق «المعرض»: اليوم`)
	same(t, "draft", a.Draft, true)
	same(t, "date", a.Date.Equal(at), true)
	same(t, "path", path, "culture/2026/11/انطلاق-المعرض-اليوم.md")
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{yamlMatter, tomlMatter, jsonMatter, "---\n---\n", "---\na: &a [*a]\n---\n", "+++\n[a.b]\n+++\n", "{}", "{\"a\":", "---\nimage: [[[]]]\nlive: x\nclaim: []\nvideo: {chapters: [a]}\n---\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, problems := parse("a/b.md", []byte(s), testOptions)
		for _, p := range problems {
			if p.Line < 0 || p.Col < 0 || p.Rule == "" || p.Message.En == "" || p.Message.Ar == "" {
				t.Fatalf("%+v", p)
			}
		}
		if a == nil && site.Errors(problems) == 0 {
			t.Fatal("nothing, and nothing said")
		}
		if a != nil && strings.ContainsAny(a.Title+a.Summary+a.Slug, "\x00\x02\x03\n") {
			t.Fatalf("control characters: %q", a.Title)
		}
	})
}

// The bytes of a file are a buffer's: the next file is read into it.
func TestNothingOfAFileIsKept(t *testing.T) {
	live := "---\ntitle: تغطية\ntype: live\ndate: 2026-11-21\n---\n## 10:30 بداية {.pinned}\n\nقال [الوزير](a.md) \"نعم\".\n"
	for _, text := range []string{yamlMatter, usualStory, live, "بلا رأس\n\n## عنوان\n\n![صورة](a.jpg \"شرح (وكالة)\")\n"} {
		src := []byte(text)
		a, problems := parse("politics/x.md", src, testOptions)
		again, same := parse("politics/x.md", []byte(text), testOptions)
		for i := range src {
			src[i] = '#'
		}
		if !reflect.DeepEqual(a, again) || !reflect.DeepEqual(problems, same) {
			t.Errorf("what was read changed with the file's bytes:\n%+v\n%+v", a, again)
		}
	}
}

// parse reads a story.
func parse(file string, src []byte, o Options) (*site.Article, []site.Problem) {
	r := Read(file, src, o)
	return r.Article, r.Problems
}
