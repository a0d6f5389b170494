package press

import (
	"encoding/json"
	"testing"
)

// The section of a story may be written in any way: the build ends, and "/news"
// is news.
func TestAnOddSectionNeverHangsTheBuild(t *testing.T) {
	for _, section := range []string{"/", "//", "/news", "news/", "./news", "../news", "news/../..", "/news/../sport", ".", "..", "///news///", "/./.", "\\news", "/news/sub", "~", "C:/news", "/\u200f"} {
		text, err := json.Marshal(section)
		if err != nil {
			t.Fatal(err)
		}
		out := printPaper(t, map[string]string{
			"content/edition.yaml":   "title: المدار\nbase_url: https://example.org\n",
			"content/news/_index.md": "---\ntitle: أخبار\n---\n",
			"content/news/a.md":      "---\ntitle: أ\ndate: 2026-11-20\nsection: " + string(text) + "\n---\nنص.\n",
		})
		if section == "/news" && out["news/2026/11/a/index.html"] == nil {
			t.Errorf("%q is not the section news", section)
		}
	}
}
