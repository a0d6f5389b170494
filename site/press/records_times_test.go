package press

import (
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site/cache"
)

// A template that prints times as they are prints the same of stories that were read and of those
// that are known from the last build.
func TestTimesOfAKnownStory(t *testing.T) {
	file := func(text string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(text), Mode: 0o644, ModTime: noon}
	}
	source := fstest.MapFS{
		"content/edition.yaml":   file("title: الصحيفة\nbase_url: https://example.org\ntime_zone: Africa/Cairo\n"),
		"content/news/a.md":      file("---\ntitle: خبر\ndate: 2026-01-05 10:30\nlastmod: 2026-07-05T10:30:00+03:00\nparams: {opens: 2026-08-01}\ncorrections: [{date: 2026-01-06, text: رقم}]\ntype: live\nlive: {start: 2026-01-05 09:00}\n---\n\nمقدمة.\n\n## 10:05 مدخل\n\nنص.\n"),
		"templates/article.html": file(`{{define "main"}}<i>{{.Date}}|{{.Updated}}|{{.Params.opens}}|{{range .Corrections}}{{.Date}}{{end}}|{{with .Coverage}}{{.Start}}{{end}}|{{range .Entries}}{{.Time}}{{end}}</i>{{end}}`),
	}
	store, err := cache.Open(t.TempDir(), cache.Of([]byte("test")))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var first string
	for i, template := range []string{"", " "} { // the second makes the page anew of a known story
		source["templates/article.html"].Data = append(source["templates/article.html"].Data, template...)
		source["templates/article.html"].ModTime = noon.Add(1)
		s, in := &shelf{}, quick(source)
		in.Store = store
		s.print(t, in)
		_, page, _ := strings.Cut(string(s.old["news/2026/01/a/index.html"]), "<i>")
		page, _, _ = strings.Cut(page, "</i>")
		if i == 0 {
			first = page
		}
		if page != first || strings.Count(page, "+0") < 6 && strings.Count(page, "&#43;0") < 6 {
			t.Errorf("%d: %s\nfirst: %s", i, page, first)
		}
	}
}
