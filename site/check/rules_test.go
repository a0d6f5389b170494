package check_test

import (
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
	m := check.Manuscript{Path: path, Source: src, Body: manuscript.BodyStart(src)}
	if m.Body == 0 {
		m.Article = site.NewArticle(path)
		m.Article.Type, m.Article.Static = site.Opinion, true
		return m
	}
	m.Article, _ = manuscript.Parse(path, src, manuscript.Options{})
	return m
}

// alone is a Checker of one rule.
func alone(id string, archive *check.Archive) *check.Checker {
	levels := map[string]string{}
	for i := range check.Rules {
		levels[check.Rules[i].ID] = "off"
	}
	levels[id] = "warning"
	c, _ := check.New(&site.Config{Language: "ar", Digits: "latn", Checks: levels}, archive, now)
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
		if fixed, n := c.Fix(read("news/x.md", r.Bad)); r.Mends && string(fixed) != r.Good {
			t.Errorf("%s mends to %q, want %q", r.ID, fixed, r.Good)
		} else if n > 0 && !r.Mends {
			t.Errorf("%s mends, and does not say so", r.ID)
		}
	}
}
