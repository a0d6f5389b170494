package check_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/check"
	"warraq/site/manuscript"
)

var now = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

// read makes a manuscript of a file's text; what has no front matter is a body.
func read(path, text string) check.Manuscript {
	src := []byte(text)
	r := manuscript.Read(path, src, manuscript.Options{Spans: true})
	m := check.Manuscript{Path: path, Source: src, Body: r.Start, Spans: r.Spans, Article: r.Article}
	if m.Body == 0 {
		m.Article = site.NewArticle(path)
		m.Article.Type, m.Article.Static = site.Opinion, true
	}
	return m
}

// fix makes every fix in a manuscript.
func fix(c *check.Checker, m check.Manuscript) (fixed []byte, count int) {
	return c.Fix(m, func(src []byte) check.Manuscript { return read(m.Path, string(src)) })
}

// alone is a Checker of one rule.
func alone(id string, known *check.Known) *check.Checker {
	levels := map[string]string{}
	for i := range check.Rules {
		levels[check.Rules[i].ID] = "off"
	}
	levels[id] = "warning"
	c, _ := check.New(&site.Config{Language: "ar", Digits: "latn", Checks: levels}, known, now)
	return c
}

func TestEveryRuleSaysWhatItMeans(t *testing.T) {
	seen := map[string]bool{}
	for i := range check.Rules {
		r := &check.Rules[i]
		if seen[r.ID] {
			t.Errorf("%s stands twice", r.ID)
		}
		seen[r.ID] = true
		if r.Message.Ar == "" || r.Message.En == "" || r.Hint.Ar == "" || r.Hint.En == "" || r.Level == "" {
			t.Errorf("%s: a text or the level is missing", r.ID)
		}
		if r.Bad == "" {
			continue // judged by an archive: see testdata
		}
		c := alone(r.ID, nil)
		bad := c.Check(read("news/x.md", r.Bad))
		if len(bad) == 0 {
			t.Errorf("%s finds nothing in its bad example", r.ID)
		}
		for _, f := range bad {
			if f.Rule != r.ID || strings.Contains(f.Message.En+f.Message.Ar, "%!") {
				t.Errorf("%s says %s: %q %q", r.ID, f.Rule, f.Message.En, f.Message.Ar)
			}
		}
		if good := c.Check(read("news/x.md", r.Good)); len(good) > 0 {
			t.Errorf("%s finds fault with its good example: %v", r.ID, good)
		}
		if fixed, n := fix(c, read("news/x.md", r.Bad)); r.Fixes && string(fixed) != r.Good {
			t.Errorf("%s fixes to %q, want %q", r.ID, fixed, r.Good)
		} else if n > 0 && !r.Fixes {
			t.Errorf("%s fixes, and does not say so", r.ID)
		}
	}
}

// A fix changes no line end and no byte order mark: a file of Windows' is fixed as one
// of Unix is.
func TestFixesKeepLineEnds(t *testing.T) {
	windows := strings.NewReplacer("\n", "\r\n")
	for i := range check.Rules {
		r := &check.Rules[i]
		if !r.Fixes || r.Bad == "" {
			continue
		}
		c := alone(r.ID, nil)
		for _, mark := range []string{"", "\ufeff"} {
			got, n := fix(c, read("news/x.md", mark+windows.Replace(r.Bad)))
			if want := mark + windows.Replace(r.Good); string(got) != want || n == 0 {
				t.Errorf("%s fixes to %q, want %q", r.ID, got, want)
			}
		}
	}
}

// The buffers of one manuscript are those of the next: what was found in the
// first may not change by that.
func TestFindingsOutliveTheirManuscript(t *testing.T) {
	c, _ := check.New(&site.Config{Language: "ar"}, nil, now)
	first := c.Check(read("news/a.md", "قال نعم،، ثم مضى إلى الى."))
	for range 100 {
		c.Check(read("news/b.md", "xxxx xxx؛؛ xxxxxxx xxxxxxx xxxxxxx xxxxx."))
	}
	var got []string
	for _, f := range first {
		got = append(got, f.Path, f.Rule, f.Fix.Text)
	}
	if want := "content/news/a.md double-mark ، content/news/a.md misspelt إلى"; strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, " "), want)
	}
}

// Line ends of Windows part front matter as all others do.
func TestTagsOfWindows(t *testing.T) {
	for _, text := range []string{"tags: [غزّة, لبنان]", "tags:\n  - غزّة\n  - لبنان", "tags: غزّة، لبنان"} {
		m := read("news/x.md", strings.ReplaceAll("---\ntitle: خبر\ndate: 2024-09-14\n"+text+"\n---\nنص\n", "\n", "\r\n"))
		if got := check.Tags(m, &site.Config{}); !slices.Equal(got, []string{"غزّة", "لبنان"}) {
			t.Errorf("%q: the tags are %q", text, got)
		}
		found := alone("near-tags", &check.Known{Tags: map[string]check.Usual{"غزّة": {Text: "غزة", Count: 3}}}).Check(m)
		if len(found) != 1 || found[0].Fix == nil || found[0].Fix.Text != "غزة" || string(m.Source[found[0].From:found[0].To]) != "غزّة" {
			t.Errorf("%q: found %+v, want غزّة with غزة, which three stories have, in its place", text, found)
		}
	}
}

// A story says the same in all three notations of front matter, so what is found
// is the same.
func TestFrontMatterInAllNotations(t *testing.T) {
	c, _ := check.New(&site.Config{Language: "ar"}, nil, now)
	for name, text := range map[string]string{
		"YAML":          "---\ntitle: \"قال نعم , ثم مضى\"\ndate: 2024-09-14\nsummary: ما جرى\nauthors: [سامر]\n---\nنص\n",
		"TOML":          "+++\ntitle = \"قال نعم , ثم مضى\"\ndate = 2024-09-14\nsummary = \"ما جرى\"\nauthors = [\"سامر\"]\n+++\nنص\n",
		"JSON":          "{\n\"title\": \"قال نعم , ثم مضى\",\n\"date\": \"2024-09-14\",\n\"summary\": \"ما جرى\",\n\"authors\": [\"سامر\"]\n}\nنص\n",
		"JSON in a row": "{\"title\": \"قال نعم , ثم مضى\", \"date\": \"2024-09-14\", \"summary\": \"ما جرى\", \"authors\": [\"سامر\"]}\nنص\n",
	} {
		m := read("news/x.md", text)
		var got []string
		for _, f := range c.Check(m) {
			got = append(got, f.Rule)
		}
		if s := strings.Join(got, " "); s != "latin-mark" {
			t.Errorf("%s: found %q", name, s)
		}
		want := strings.Replace(text, " , ", "، ", 1)
		if fixed, _ := fix(c, m); string(fixed) != want {
			t.Errorf("%s: fixed to\n%s\nwant\n%s", name, fixed, want)
		}
	}
}
