package press

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// A Mac writes names decomposed, and who types a link types them composed: both
// are one file, in links, pictures, sections and authors.
func TestNamesAreFoundInAnyForm(t *testing.T) {
	const composed, decomposed = "\u0625", "\u0627\u0655" // alef with hamza below
	for name, forms := range map[string][2]string{"on a Mac": {decomposed, composed}, "on Linux": {composed, decomposed}} {
		disk, written := forms[0], forms[1]
		source := newsroom("-- content/edition.yaml --\ntitle: المدار\nbase_url: https://example.org\ntime_zone: UTC\n")
		put := func(name, text string) {
			source[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644, ModTime: noon}
		}
		put("content/"+disk+"قتصاد/_index.md", "---\ntitle: الاقتصاد\n---\nمقدمة.\n")
		put("content/"+disk+"قتصاد/"+disk+"نتاج.md", "---\ntitle: أولى\ndate: 2026-11-20\n---\nنص.\n")
		put("content/"+disk+"قتصاد/"+disk+".png", string(picture(20, 10)))
		put("content/authors/"+disk+"يمان.md", "---\nname: إيمان الاسم\nrole: محررة\n---\n")
		put("static/"+disk+"/علم.png", string(picture(30, 10)))
		put("content/news/a.md", "---\ntitle: ثانية\ndate: 2026-11-21\nauthor: "+written+"يمان\nsection: "+written+"قتصاد\nimage: ../"+written+"قتصاد/"+written+".png\nrelated: [../"+written+"قتصاد/"+written+"نتاج.md]\n---\n"+
			"[رابط](../"+written+"قتصاد/"+written+"نتاج.md)\n\n![وصف](../"+written+"قتصاد/"+written+".png)\n\n![وصف](/"+written+"/علم.png)\n\n[قسم](/"+written+"قتصاد/)\n")
		s := &shelf{}
		p, _ := s.print(t, input(source))
		if len(p.Problems) > 0 {
			t.Errorf("%s: %v", name, p.Problems)
		}
		page := text(s.old, composed+"قتصاد/2026/11/a/index.html")
		for _, want := range []string{
			`href="/%D8%A5%D9%82%D8%AA%D8%B5%D8%A7%D8%AF/2026/11/%D8%A7%D9%86%D8%AA%D8%A7%D8%AC/"`, `width="20"`, `width="30"`, "إيمان الاسم",
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the page lacks %s", name, want)
			}
		}
		for file := range s.old {
			if strings.Contains(file, decomposed) && !strings.HasPrefix(file, decomposed+"/") {
				t.Errorf("%s: %s has a decomposed name", name, file)
			}
		}
		if !slices.ContainsFunc(slices.Collect(maps.Keys(s.old)), func(path string) bool { return strings.HasPrefix(path, "media/"+composed+"قتصاد/"+composed+"-") }) {
			t.Errorf("%s: the picture is not published", name)
		}
	}
}
