package press

import (
	"bytes"
	"testing"
	"testing/fstest"
)

// Of a story for members no output of any kind holds more than its teaser: not its page, its light
// twin, the feeds with whole texts, the search, the files beside it.
func TestOnlyTheTeaserOfAMembersStoryIsPublished(t *testing.T) {
	const marker = "مكتوم"
	file := func(text string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(text), Mode: 0o644, ModTime: noon}
	}
	source := fstest.MapFS{
		"content/edition.yaml":            file("title: الصحيفة\nbase_url: https://example.org\nfeeds: {full_text: true, terms: all, llms: true}\n"),
		"content/news/m/index.md":         file("---\ntitle: قصة المشتركين\ndate: 2026-11-20\nmembers: true\ntype: gallery\ngallery: [{src: b-مكتوم.jpg, caption: مكتومة}]\n---\n\nالمقدمة للجميع.\n\n<!--more-->\n\n## عنوان مكتوم\n\nمتن مكتوم، و[وثيقة](وثيقة-مكتومة.pdf)، و![صورة مكتومة](c-مكتوم.jpg).\n\n[^1]: هامش مكتوم\n"),
		"content/news/m/وثيقة-مكتومة.pdf": file("%PDF مكتوم"),
		"content/news/live.md":            file("---\ntitle: تغطية المشتركين\ndate: 2026-11-20\nmembers: true\ntype: live\n---\n\nمقدمة التغطية.\n\nتتمة.\n\n## 10:05 مدخل مكتوم\n\nكلام مكتوم.\n"),
	}
	s := &shelf{}
	p, _ := s.print(t, quick(source))
	if len(p.Edition.Stories) != 2 {
		t.Fatalf("%d stories: %v", len(p.Edition.Stories), p.Problems)
	}
	teasers := 0
	for name, data := range s.old {
		for _, text := range [][]byte{[]byte(name), inflated(t, name, data)} {
			if bytes.Contains(text, []byte(marker)) {
				at := bytes.Index(text, []byte(marker))
				t.Errorf("%s: %s", name, text[max(0, at-60):min(len(text), at+60)])
			}
			teasers += bytes.Count(text, []byte("المقدمة للجميع"))
		}
	}
	if teasers < 4 {
		t.Errorf("the teaser stands in only %d places", teasers)
	}
}
