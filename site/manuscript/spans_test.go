package manuscript

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"warraq/site"
)

// read reads a story with spans.
func read(t *testing.T, src string) Reading {
	t.Helper()
	return Read("pages/x.md", []byte(src), Options{Spans: true, Lang: "en"})
}

// fields shows spans, one a line.
func fields(src string, spans []site.Span) string {
	names := map[site.SpanKind]string{site.SpanField: "field", site.SpanComment: "comment"}
	var out strings.Builder
	for _, s := range spans {
		fmt.Fprintf(&out, "%s %q %s\n", names[s.Kind], src[s.From:s.To], s.Key)
	}
	return out.String()
}

// Front matter says where each value stands, in all three notations.
func TestSpansOfFields(t *testing.T) {
	for name, c := range map[string][2]string{
		"yaml": {"---\ntitle: \"خبر \\\"كبير\\\"\" # check: off x\n# أول\ntags: [أ, 'ب']\nimage:\n  alt: صورة\nbody: >\n  سطر\n  ثان\nlist:\n  - text: تصحيح\n---\n", `field "خبر \\\"كبير\\\"" title
comment "# check: off x" check: off x
comment "# أول" أول
field "أ" tags
field "ب" tags
field "صورة" image.alt
field "سطر\n  ثان" body
field "تصحيح" list.text
`},
		"toml": {"+++\ntitle = \"خبر\"\ndate = 2024-01-02 # متى\n[image]\nalt = 'صورة'\n[[corrections]]\ntext = '''\nس'''\n+++\n", `field "خبر" title
field "2024-01-02" date
comment "# متى" متى
field "صورة" image.alt
field "\nس" corrections.text
`},
		"json": {"{\"title\": \"خبر\", \"draft\": true,\n \"publish_date\": \"2024-01-02\", \"tags\": [\"أ#ب\"]}\n", `field "خبر" title
field "true" draft
field "2024-01-02" publishdate
field "أ#ب" tags
`},
	} {
		if got := fields(c[0], read(t, c[0]).Spans); got != c[1] {
			t.Errorf("%s: spans of %q:\n%s\nwant:\n%s", name, c[0], got, c[1])
		}
	}
}

// Spans cost nothing unless they are asked for, and change nothing else.
func TestSpansChangeNothing(t *testing.T) {
	with := Read("a/b.md", []byte(usualStory), Options{Spans: true})
	without := Read("a/b.md", []byte(usualStory), Options{})
	if len(with.Problems) != len(without.Problems) || string(with.Article.Body) != string(without.Article.Body) {
		t.Error("the page differs where spans are asked for")
	}
	if without.Spans != nil || without.Anchors != nil || without.Local != nil {
		t.Error("spans that were not asked for")
	}
}

// Read decides by the path what a file is.
func TestRead(t *testing.T) {
	for _, c := range []struct {
		file                     string
		article, section, author bool
	}{
		{"a/b.md", true, false, false},
		{"pages/about.md", true, false, false},
		{"a/_index.md", false, true, false},
		{"authors/x.md", false, false, true},
		{"_index.md", false, false, false},
	} {
		r := Read(c.file, []byte("---\ntitle: ع\n---\nنص\n"), Options{Spans: true})
		if (r.Article != nil) != c.article || (r.Section != nil) != c.section || (r.Author != nil) != c.author {
			t.Errorf("%s: %+v", c.file, r)
		}
		if len(r.Spans) != 3 || r.Start != 18 {
			t.Errorf("%s: spans %v from %d", c.file, r.Spans, r.Start)
		}
	}
	if r := Read("a/b.md", []byte("\xff\xfe"), Options{Spans: true}); r.Article != nil || len(r.Problems) == 0 || r.Start != 2 {
		t.Errorf("a file that cannot be read: %+v", r)
	}
}

// Without its HTML a manuscript says all else that it says with it.
func TestBareReading(t *testing.T) {
	src := []byte("---\ntitle: خبر\ndate: 2024-01-02\n---\nانظر [هنا](b.md) و[هناك](#عنوان) <b>نص</b> & **مهم** ABC.\n\n## عنوان\n\n![صورة](c.png)\n")
	o := Options{Spans: true}
	full := Read("news/a.md", src, o)
	o.Bare = true
	bare := Read("news/a.md", src, o)
	if bare.Article.Body != nil || len(full.Article.Body) == 0 {
		t.Errorf("the body has %d bytes, and %d in full", len(bare.Article.Body), len(full.Article.Body))
	}
	if len(full.Article.Refs) != 2 || !slices.Equal(bare.Article.Refs, full.Article.Refs) || !slices.Equal(bare.Article.Headings, full.Article.Headings) ||
		!slices.Equal(bare.Spans, full.Spans) || !slices.Equal(bare.Anchors, full.Anchors) || !slices.Equal(bare.Local, full.Local) {
		t.Errorf("bare\n%+v\nfull\n%+v", bare, full)
	}
}
