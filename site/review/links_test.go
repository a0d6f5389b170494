package review

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"
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
	report, err := (&Run{Folder: f}).Check(t.Context(), f.Paths)
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
		report, err := (&Run{Folder: f}).Check(t.Context(), chosen)
		if err != nil {
			t.Fatal(err)
		}
		got := lines(report)
		if !strings.HasPrefix(got, want) || !strings.Contains(got, "dead-anchor: the page has no place called #لا\n") || strings.Count(got, "\n") != 3 {
			t.Errorf("%d chosen: got\n%s\nwant\n%s", len(chosen), got, want)
		}
	}
}
