package trees

import (
	"strings"
	"testing"

	"warraq/site/intake"
)

// Front matter is read in every form that its system reads; what has none is a story
// where the system makes one of it, and is told.
func TestFrontMatterInEveryForm(t *testing.T) {
	for name, c := range map[string]struct{ file, text, title, body string }{
		"Hexo without a first line":          {"source/_posts/a.md", "title: خبر\ntags:\n\t- أ\n---\nنص\n", "خبر", "نص"},
		"Hexo in JSON":                       {"source/_posts/a.md", "\"title\": \"خبر\",\n\"tags\": [\"أ\"]\n;;;\nنص\n", "خبر", "نص"},
		"Hexo in JSON between two lines":     {"source/_posts/a.md", ";;;\n\"title\": \"خبر\"\n;;;\nنص\n", "خبر", "نص"},
		"Hexo with longer lines":             {"source/_posts/a.md", "-----\ntitle: خبر\n-----\nنص\n", "خبر", "نص"},
		"Hexo on Windows":                    {"source/_posts/a.md", "\ufefftitle: خبر\r\n---\r\nنص\r\n", "خبر", "نص"},
		"Hexo without any":                   {"source/_posts/a.md", "# خبر\n\nنص\n", "خبر", "# خبر\n\nنص"},
		"Hexo: words above a line":           {"source/_posts/خبر.md", "قال: نعم\n---\nنص\n", "خبر", "قال: نعم\n---\nنص"},
		"Hexo: a rule in the text":           {"source/_posts/a.md", "---\ntitle: خبر\n---\n\n---\n\nنص\n", "خبر", "---\n\nنص"},
		"Jekyll without any":                 {"_posts/2020-01-02-خبر-جديد.md", "نص\n", "خبر جديد", "نص"},
		"Jekyll in TOML":                     {"_posts/2020-01-02-a.md", "+++\ntitle = 'خبر'\n+++\nنص\n", "خبر", "نص"},
		"Hugo in TOML":                       {"content/news/a.md", "+++\ntitle = \"خبر\"\n+++\nنص\n", "خبر", "نص"},
		"Hugo in JSON":                       {"content/news/a.md", "{\n\"title\": \"خبر\"\n}\nنص\n", "خبر", "نص"},
		"Hugo with a byte order mark":        {"content/news/a.md", "\ufeff---\ntitle: خبر\n---\nنص\n", "خبر", "نص"},
		"Hugo after blank lines":             {"content/news/a.md", "\n\n---\ntitle: خبر\n---\nنص\n", "خبر", "نص"},
		"Hugo without any":                   {"content/news/a.md", "# خبر\n\nنص\n", "خبر", "# خبر\n\nنص"},
		"Pelican's lines":                    {"content/news/a.md", "Title: خبر: ثانٍ\nDate: 2020-01-02\nTags: أ، ب\n\nنص\n", "خبر: ثانٍ", "نص"},
		"a text that begins with such words": {"content/news/خبر.md", "قال Title: لا\nنص\n", "خبر", "قال Title: لا\nنص"},
	} {
		got, tally := pieces(t, c.file, c.text)
		found := false
		for _, p := range got {
			if p.Kind == intake.Story {
				found = true
				if p.Matter.Text("title") != c.title || p.Body != c.body {
					t.Errorf("%s: %q\n%q", name, p.Matter.Text("title"), p.Body)
				}
			}
		}
		if !found || tally.Missing() != 0 {
			t.Errorf("%s: nothing came in: %v", name, tally)
		}
	}
}

// Whatever the form says is not public is a draft, and a fault is told by its line in
// the file as it is.
func TestEveryFormOfFrontMatterHides(t *testing.T) {
	for file, text := range map[string]string{
		"source/_posts/a.md": "title: سر\npublished: false\n---\nنص\n", "source/_posts/b.md": "\"title\": \"سر\", \"published\": false\n;;;\nنص\n", "content/news/c.md": "Title: سر\nStatus: draft\n\nنص\n", "content/news/d.md": "Title: سر\nStatus: hidden\n\nنص\n",
		"source/_drafts/e.md": "نص بلا صدر\n", "_drafts/f.md": "نص بلا صدر\n", "content/news/g.md": "{\"title\": \"سر\", \"draft\": true}\nنص\n",
	} {
		other := "source/_posts/x.txt"
		if !strings.HasPrefix(file, "source") {
			other = "x.txt"
		}
		got, _ := pieces(t, file, text, other, "")
		found := false
		for _, p := range got {
			if p.Kind == intake.Story {
				found = true
				if !p.IsDraft() {
					t.Errorf("%s is public:\n%s", file, p.Bytes())
				}
			}
		}
		if !found {
			t.Errorf("%s did not come in", file)
		}
	}
	got, tally := pieces(t, "source/_posts/a.md", "---\ntitle: [\n---\nنص\n", "source/_posts/b.org", "#+TITLE: خبر\n")
	if len(tally.Refused) != 1 || tally.Refused[0].Line < 2 || tally.Skipped["format that is not read"] != 1 {
		t.Errorf("refused %v, skipped %v %v %v", tally.Refused, tally.Skipped, tally.Found, got)
	}
}
