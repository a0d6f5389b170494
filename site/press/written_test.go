package press

import (
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site/media"
)

// A picture whose name has a sign that means something in an address is found as it is encoded;
// as it is called, it is told with the way to write it.
func TestPicturesWithSignsInTheirNames(t *testing.T) {
	for name, way := range map[string]string{
		"ه#1.png": "ه%231.png", "a?b.png": "a%3Fb.png", "100%25.png": "100%2525.png", "a#b?c.png": "a%23b%3Fc.png",
		"صورة مسافة.png": "", "50%.png": "", "a (1).png": "", "a[1].png": "", "a+b.png": "", "😀.png": "", "q\"x.png": "", "a&b.png": "", "إ.png": "", "ا\u0655.png": "",
	} {
		for _, form := range []string{"image: '%s'\n---\n", "---\n![نص](<%s>)\n", "---\n[ملف](<%s>)\n"} {
			build := func(src string) (Paper, map[string][]byte) {
				source := fstest.MapFS{}
				put := func(at, text string) { source[at] = &fstest.MapFile{Data: []byte(text), Mode: 0o644, ModTime: noon} }
				put("content/edition.yaml", "title: المدار\nbase_url: https://example.org\n")
				put("content/news/"+name, string(picture(4, 3)))
				put("content/news/a.md", "---\ntitle: خبر\ndate: 2026-11-20\n"+strings.Replace(form, "%s", src, 1))
				s := &shelf{}
				p, _ := s.print(t, input(source))
				return *p, s.old
			}
			p, out := build(name)
			published := func(out map[string][]byte) int {
				names := map[string]bool{}
				for at := range out {
					if stem, _, _, isSize := media.ParseRecipe(at); isSize {
						at = stem
					}
					if strings.HasPrefix(at, "media/news/") {
						names[at] = true
					}
				}
				return len(names)
			}
			told := ""
			for _, problem := range p.Problems {
				told += problem.Rule + " " + problem.Hint.En
			}
			if way == "" {
				if told != "" || published(out) != 1 {
					t.Errorf("%s in %q: %d published, %s", name, form, published(out), told)
				}
				continue
			}
			if !strings.Contains(told, "picture/missing write it as "+way) {
				t.Errorf("%s in %q: told %q", name, form, told)
			}
			if p, out = build(way); len(p.Problems) > 0 || published(out) != 1 {
				t.Errorf("%s, written as %s in %q: %d published, %v", name, way, form, published(out), p.Problems)
			}
		}
	}
}
