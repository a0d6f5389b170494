package review

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/press"
	"warraq/templates"
)

func pngOf(t *testing.T, width int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, width, 10))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A lead picture needs the width that it is shown at on a good screen, one in
// the text less; a drawing has none.
func TestSmallPicturesAreProblems(t *testing.T) {
	source := fstest.MapFS{
		"content/edition.yaml":  {Data: []byte("title: تجربة\nchecks: {missing-caption: off, missing-credit: off, missing-summary: off, missing-source: off}\n")},
		"content/news/small.md": {Data: []byte("---\ntitle: ع\ndate: 2024-09-14\nimage: {src: 1199.png, alt: أ}\n---\n![أ](639.png)\n\n![أ](a.svg)\n")},
		"content/news/large.md": {Data: []byte("---\ntitle: ع\ndate: 2024-09-14\nimage: {src: 1200.png, alt: أ}\n---\n![أ](640.png)\n")},
		"content/news/a.svg":    {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"></svg>`)},
	}
	for _, width := range []int{639, 640, 1199, 1200} {
		source[fmt.Sprintf("content/news/%d.png", width)] = &fstest.MapFile{Data: pngOf(t, width)}
	}
	f := folderOf(t, source)
	report, err := (&Run{Content: f}).Check(t.Context(), f.Paths)
	if err != nil {
		t.Fatal(err)
	}
	want := `content/news/small.md:4:14 small-picture: the picture 1199.png is 1199 px wide; here it needs 1200
content/news/small.md:6:1 small-picture: the picture 639.png is 639 px wide; here it needs 640
`
	if got := lines(report); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A link is judged the same whether the whole edition is reviewed or one story.
func TestLinksOfOneStoryAreThoseOfAll(t *testing.T) {
	f := folderOf(t, room(`-- content/edition.yaml --
title: تجربة
checks: {missing-summary: off, missing-source: off}
-- content/news/_index.md --
---
title: أخبار
---
-- content/news/a.md --
---
title: روابط
date: 2024-09-14
---
[قصة](b.md) [قسم](/news/) [وسم](/tags/غزة/) [قديم](/old/)
[لا شيء](gone.md)
[موضع](b.md#عنوان)
[لا موضع](b.md#لا)
[لا هنا](#لا)
-- content/news/b.md --
---
title: قصة
date: 2024-09-14
aliases: [/old/]
---
## عنوان
-- content/world/c.md --
---
title: غيرها
date: 2024-09-14
tags: [غزة]
---
نص
`))
	want := `content/news/a.md:6:1 dead-link: the link gone.md leads to nothing that is published
content/news/a.md:8:1 dead-anchor: the page has no place called b.md#لا
`
	for _, chosen := range [][]string{f.Paths, {"news/a.md"}} {
		report, err := (&Run{Content: f}).Check(t.Context(), chosen)
		if err != nil {
			t.Fatal(err)
		}
		got := lines(report)
		if !strings.HasPrefix(got, want) || !strings.Contains(got, "dead-anchor: the page has no place called #لا\n") || strings.Count(got, "\n") != 3 {
			t.Errorf("%d chosen: got\n%s\nwant\n%s", len(chosen), got, want)
		}
	}
}

// What build calls a dead link is one to check, and the other way round.
func TestBuildAndCheckAgreeOnDeadLinks(t *testing.T) {
	targets := []string{
		"b.md", "b.md?x=1#عنوان", "b", "/news/2024/09/b/", "/news/2024/09/b", "/news/2024/09/b/?x=1", "/news/", "/news", "/", "/tags/", "/tags/غزة/", "/old/", "../news/b.md", "_index.md",
		"/index.xml", "/news/index.xml", "/report.pdf", "/elsewhere/photo.html", "%62.md", "/sitemap.xml",
		"gone.md", "gone.md#عنوان", "/no-such-section/page/", "/no-such-section/", "/tags/لبنان/", "/news/2024/09/gone/", "/gone.pdf", "/feed.xml", "draft.md", "/news/page/7/", "/archive/1999/", "/lite/news/2024/09/gone/",
	}
	var b strings.Builder
	b.WriteString("-- content/edition.yaml --\ntitle: تجربة\n-- content/news/_index.md --\n---\ntitle: أخبار\n---\n-- static/report.pdf --\nx\n")
	b.WriteString("-- content/news/b.md --\n---\ntitle: قصة\ndate: 2024-09-14\ntags: [غزة]\naliases: [/old/]\n---\n## عنوان\n-- content/news/draft.md --\n---\ntitle: مسودة\ndraft: true\ndate: 2024-09-14\n---\nنص\n")
	b.WriteString("-- content/news/a.md --\n---\ntitle: روابط\ndate: 2024-09-14\n---\n")
	for _, target := range targets {
		fmt.Fprintf(&b, "[نص](%s)\n", target)
	}
	source := room(b.String())
	paper, err := press.Prepare(t.Context(), press.Input{Source: source, Templates: templates.FS, Static: fstest.MapFS{}, Jobs: 2, Clock: site.Clock{Now: noon}})
	if err != nil {
		t.Fatal(err)
	}
	f := folderOf(t, source)
	report, err := (&Run{Content: f}).Check(t.Context(), f.Paths)
	if err != nil {
		t.Fatal(err)
	}
	build, check := map[int]bool{}, map[int]bool{}
	for _, p := range paper.Problems {
		build[p.Line] = build[p.Line] || p.Rule == "link/dead"
	}
	for _, m := range report.Problems {
		check[m.Line] = check[m.Line] || m.Rule == "dead-link"
	}
	dead := 0
	for i, target := range targets {
		line := 5 + i
		if build[line] != check[line] {
			t.Errorf("%s is dead to build: %v, to check: %v", target, build[line], check[line])
		}
		if check[line] {
			dead++
		}
	}
	if dead != 12 {
		t.Errorf("%d of the targets are dead, want the last 12", dead)
	}
}
