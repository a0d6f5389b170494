package manuscript

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

// matter holds a value of each kind that an importer knows.
var matter = Matter{
	{Key: "tags", Value: []string{"غزة", "لا", "12", "a: b"}},
	{Key: "title", Value: "قال: \"نعم\""},
	{Key: "strange", Value: "x"},
	{Key: "draft", Value: true},
	{Key: "breaking", Value: false},
	{Key: "image", Value: Matter{{Key: "src", Value: "a.jpg"}, {Key: "alt", Value: "#1"}}},
	{Key: "corrections", Value: []Matter{{{Key: "date", Value: "2024-01-02"}, {Key: "text", Value: "صُحّح"}}}},
	{Key: "authors", Value: []any{"سلمى", Matter{{Key: "name", Value: "رنا"}, {Key: "role", Value: "كاتبة"}}, []string{"أ"}}},
	{Key: "date", Value: "2024-01-02", Note: "كما في المصدر\n# لا"},
	{Key: "none", Value: nil},
}

const composed = `---
title: "قال: \"نعم\""
# كما في المصدر # لا
date: 2024-01-02
draft: true
authors:
  - سلمى
  - name: رنا
    role: كاتبة
  - [أ]
tags: [غزة, لا, "12", "a: b"]
image:
  src: a.jpg
  alt: "#1"
corrections:
  - date: 2024-01-02
    text: صُحّح
breaking: false
strange: x
none:
---

نص
`

// Front matter is written in the order of the table, and needs no formatting.
func TestCompose(t *testing.T) {
	got := string(Compose(matter, "\n\nنص\n\n"))
	if got != composed {
		t.Errorf("got\n%s\nwant\n%s", got, composed)
	}
	if formatted, problems := Format("a/b.md", []byte(got), formatOptions); string(formatted) != got || len(problems) > 0 {
		t.Errorf("Format changes it to\n%s\n%v", formatted, problems)
	}
	if got := string(Compose(nil, "")); got != "---\n---\n" {
		t.Errorf("of nothing: %q", got)
	}
}

// What Compose wrote, Open reads.
func TestOpen(t *testing.T) {
	m, start, problems := Open("a/b.md", []byte(composed), Options{})
	if len(problems) > 0 || !strings.HasPrefix(composed[start:], "\nنص") {
		t.Fatal(start, problems)
	}
	if m.Text("Title") != `قال: "نعم"` || m.Text("tags") != "" || !m.Has("bre-aking") || m.Has("kicker") {
		t.Errorf("%v", m)
	}
	again := string(Compose(m, composed[start:]))
	want := strings.NewReplacer("# كما في المصدر # لا\n", "", " true\n", " \"true\"\n", " false\n", " \"false\"\n").Replace(composed) // comments go, all values are texts
	if again != want {
		t.Errorf("written again:\n%s", again)
	}
	if _, start, problems := Open("a/b.md", []byte("\xff\xfe"), Options{}); start != -1 || len(problems) != 1 {
		t.Errorf("a file that cannot be read: %d, %v", start, problems)
	}
}

// A key without a value is not added.
func TestAdd(t *testing.T) {
	var m Matter
	for _, v := range []any{nil, "", false, []string{}, Matter{}, []Matter{}, []any{}} {
		m.Add("a", v)
	}
	for _, v := range []any{"أ", true, []string{"ب"}, Matter{{Key: "c"}}, []Matter{nil}, []any{1}, 5} {
		m.Add("b", v)
	}
	if len(m) != 7 || m.Has("a") {
		t.Errorf("%v", m)
	}
}

// YAML 1.1 and 1.2 read each text as the text that it is.
func TestScalarsStayTexts(t *testing.T) {
	for _, s := range []string{
		"كلمة",
		"two words",
		"a/b.jpg",
		"https://example.org/a?b=c",
		"2024-01-02",
		"2024-01-02T10:00:00Z",
		"true",
		"No",
		"~",
		"12",
		"1e3",
		"0x1f",
		"- أ",
		"أ: ب",
		"أ # ب",
		"أ، ب",
		"a, b",
		"[أ]",
		"{أ}",
		"'أ'",
		"\"أ\"",
		"*أ",
		"&أ",
		"!أ",
		"%أ",
		"@أ",
		"`أ",
		"|",
		">",
		"أ:",
		"\\",
		"«أ»",
		"=",
		"<<",
		".inf",
		"_",
		"أ\u200fب",
		"null",
		"12:30",
		"123_4",
		"أ\t",
	} {
		m, _, problems := Open("a.md", Compose(Matter{{Key: "title", Value: s}, {Key: "tags", Value: []string{s, "ب"}}}, ""), Options{})
		want := strings.TrimSpace(s)
		tags, _ := m[len(m)-1].Value.([]string)
		if len(problems) > 0 || m.Text("title") != want || !reflect.DeepEqual(tags, []string{want, "ب"}) {
			t.Errorf("%q is read as %q and %q; %v", s, m.Text("title"), tags, problems)
		}
	}
}

func TestWhereAStoryBelongs(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 30, 0, 0, time.FixedZone("", 3*3600))
	same(t, "a path", StoryPath("القدس: اليوم", "news", at), "news/2026/11/القدس-اليوم.md")
	same(t, "a title without letters", StoryPath("؟!", "news", at), "news/2026/11/2026-11-23-0930.md")
	same(t, "credits", strings.Join(Credits("(رويترز، فرانس برس)"), "|"), "رويترز|فرانس برس")
	caption, credit := CutCredit("شرح (إكس)")
	same(t, "a caption", caption+"|"+credit, "شرح|إكس")
}
