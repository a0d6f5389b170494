package prose

import (
	"strings"
	"testing"

	"warraq/site/manuscript"
)

// textOf is the prose of a file's text.
func textOf(text string) *Text {
	src := []byte(text)
	r := manuscript.Read("news/x.md", src, manuscript.Options{Spans: true})
	return New(src, r.Spans)
}

// What of a manuscript is prose: each line of a case is seen as the line under
// it, in which · is what is blotted out.
func TestInk(t *testing.T) {
	for name, c := range map[string]struct{ text, seen string }{
		"code":          {"نص `كود` و``ك`ود``.", "نص · و·."},
		"an open mark":  {"نص ` كود", "نص ` كود"},
		"a link":        {"[نص](https://a.b/(c) \"عنوان\") بعد", "·نص·عنوان· بعد"},
		"a reference":   {"[نص][ref] و[قوس] عادي\n\n[ref]: https://a.b \"عنوان\"", "·نص· و[قوس] عادي·"},
		"no reference":  {"[نص][ref] عادي", "[نص][ref] عادي"},
		"a picture":     {"![بديل](a.jpg \"شرح (وكالة)\")", "·بديل·شرح (وكالة)·"},
		"a footnote":    {"نص[^1]\n\n[^1]: حاشية", "نص·حاشية"},
		"an address":    {"انظر https://a.b/ج(د)، وwww.a.b. ثم", "انظر ·، و·. ثم"},
		"in brackets":   {"(https://a.b/ج) نص", "(·) نص"},
		"mail":          {"إلى a.b@c.d. أو @desk", "إلى ·. أو ·"},
		"a tag":         {"نص <b title=\"قول\">غامق</b> و<code>كود</code>", "نص ·غامق· و·"},
		"less than":     {"3 < 4 و5 > 2", "3 < 4 و5 > 2"},
		"no tag":        {"(Ceuta <seuta \"قول=\"\" نص", "(Ceuta <seuta \"قول=\"\" نص"},
		"a comment":     {"نص <!-- سرّ --> بعد", "نص · بعد"},
		"a block":       {"<!-- سرّ\nسرّ -->\nنص", "·نص"},
		"a script":      {"<script>\nvar x = \"نص\"\n</script>\nنص", "·نص"},
		"fenced code":   {"```go\nكود\n```\nنص", "·نص"},
		"code indented": {"    كود\n\nنص\n    نص", "·نص\n·نص"},
		"in a list":     {"- بند\n\n    نص", "·بند·نص"},
		"a list":        {"- بند\n1. بند\n+ بند", "·بند·بند·بند"},
		"a quotation":   {"> نص\n>> نص", "·نص·نص"},
		"a heading":     {"## عنوان {#id .class}\n#وسم", "·عنوان·#وسم"},
		"a table":       {"| أ | ب |\n| --- | --- |\n| ج | د |", "·أ·ب·ج·د·"},
		"no table":      {"نص | نص", "نص | نص"},
		"a shortcode":   {"نص {{< youtube نص >}} ونص", "نص · ونص"},
		"an entity":     {"نص&nbsp;و&#1600; & نص", "نص·و· & نص"},
		"an escape":     {"نص \\* نص \\, نص", "نص · نص · نص"},
		"emphasis":      {"**نص** و~~نص~~ ثم _نص_ وس_ص_ع", "·نص· و·نص· ثم ·نص· وس_ص_ع"},
		"a verse":       {"قال \ufd3fقل هو\ufd3e نص", "قال · نص"},
		"Windows":       {"نص\r\nنص\x02نص", "نص\n\nنص·نص"},
		"old line ends": {"نص\rنص", "نص\nنص"},
	} {
		if got := inkSeen(textOf(c.text)); got != c.seen {
			t.Errorf("%s: %s\nis seen as %s\nwant       %s", name, c.text, got, c.seen)
		}
	}
}

// A picture within another one's alternative text is not shown: CommonMark takes
// its words.
func TestPicturesWithinPictures(t *testing.T) {
	for text, want := range map[string]string{
		"![أ ![ب](b.jpg) ج](a.jpg)":                 "a.jpg alone",
		"![أ ![ب ![ج](c.jpg)](b.jpg)](a.jpg) وبعده": "a.jpg",
		"[![ب](b.jpg)](a.md)":                       "b.jpg alone",
		"![أ ![ب](b.jpg) ج] (a.jpg)":                "b.jpg",
		"![أ](a.jpg)![ب](b.jpg)":                    "a.jpg alone b.jpg alone",
	} {
		var got []string
		for _, p := range textOf(text).Pictures {
			if got = append(got, p.Src); p.Alone {
				got = append(got, "alone")
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: the pictures are %s, want %s", text, s, want)
		}
	}
}

// inkSeen writes each run of what is blotted out as one ·.
func inkSeen(k *Text) string {
	var b strings.Builder
	for _, r := range k.Ink {
		switch {
		case r > Blot:
			b.WriteRune(r)
		case !strings.HasSuffix(b.String(), "·"):
			b.WriteString("·")
		}
	}
	return b.String()
}

func TestMatter(t *testing.T) {
	const text = `---
title: "قال \"نعم\": عنوان"
headline: 'قال ''نعم'''
date: 2024-09-14
slug: اسم
summary: نص بلا علامات # تعليق
tags: [سياسة, "غزّة، لبنان"]
image: {src: صورة.jpg, alt: بديل, caption: "شرح, وآخر"}
gallery:
  - src: ب.jpg
    alt: بديل ثان
  - {src: ج.jpg, caption: شرح ثالث}
standfirst: >
  سطر أول
  سطر ثان
authors: [سامر]
---
متن`
	k := textOf(text)
	var got []string
	for _, b := range k.Blocks {
		got = append(got, b.Key+"="+strings.TrimSpace(strings.Map(func(r rune) rune {
			if r <= Blot {
				return '·'
			}
			return r
		}, k.Ink[b.From:b.To])))
	}
	want := []string{
		"title=قال ··نعم··: عنوان", "headline=قال ··نعم··", "summary=نص بلا علامات", "tags=سياسة", "tags=غزّة، لبنان",
		"image.alt=بديل", "image.caption=شرح, وآخر", "gallery.alt=بديل ثان", "gallery.caption=شرح ثالث", "standfirst=سطر أول\n  سطر ثان", "=متن",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	object := `{"title": "عنوان \"آخر\"", "date": "2024-09-14", "slug": "اسم", "tags": ["سياسة", "غزّة، لبنان"],
	"image": {"src": "صورة.jpg", "alt": "بديل"}}`
	got = got[:0]
	for _, b := range textOf(object + "\n\nمتن").Blocks {
		got = append(got, b.Key+"="+strings.TrimSpace((object + "\n\nمتن")[b.From:b.To]))
	}
	if s := strings.Join(got, "\n"); s != "title=عنوان \\\"آخر\\\"\ntags=سياسة\ntags=غزّة، لبنان\nimage.alt=بديل\n=متن" {
		t.Errorf("JSON: got\n%s", s)
	}
	if toml := textOf("+++\ntitle = \"عنوان\"\ndate = 2024-09-14\n+++\n"); len(toml.Blocks) != 1 || toml.Blocks[0].Key != "title" {
		t.Errorf("TOML: %+v", toml.Blocks)
	}
}
