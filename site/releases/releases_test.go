package releases

import (
	"testing"
	"time"

	"warraq/site"
	"warraq/site/own"
)

var noon = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

func article(path, set string, draft bool) Member {
	a := site.NewArticle(path)
	a.Release, a.Draft = site.Ref{Target: set, Line: 3, Col: 10}, draft
	a.Date, a.Publish = noon.AddDate(0, 0, 5), noon.AddDate(0, 0, 9)
	return Member{Path: path, Article: a}
}

// A member has the time of its set; one whose set has none, or is held or unknown, is hidden.
func TestLift(t *testing.T) {
	c := &site.Config{Releases: []own.Release{{Name: "نتائج", Slug: "نتائج", At: noon}, {Name: "b", Slug: "b"}, {Name: "c", Slug: "c", At: noon, Lifted: true}}}
	for set, hidden := range map[string]bool{"نتائج": false, "نتائِج": false, "b": true, "c": true, "d": true} {
		m := article("news/a.md", set, false)
		before := *m.Article
		m.Lift(c, map[string]bool{"c": true}, false)
		if m.Article.Draft != hidden || !hidden && (!m.Article.Publish.Equal(noon) || !m.Article.Published().Equal(noon) || !m.Article.PublishedHour()) {
			t.Errorf("%s: %+v", set, m.Article)
		}
		if before.Draft || !before.Publish.Equal(noon.AddDate(0, 0, 9)) {
			t.Errorf("%s: the article itself was changed", set)
		}
		s := Member{Path: "x/_index.md", Section: &site.Section{Release: site.Ref{Target: set}}}
		if s.Lift(c, map[string]bool{"c": true}, false); !s.In() || s.Section.Draft != hidden || !hidden && !s.Section.Publish.Equal(noon) {
			t.Errorf("%s: %+v", set, s.Section)
		}
	}
	draft := article("news/b.md", "نتائج", true)
	if told := draft.Lift(c, nil, false); len(told) != 1 || told[0].Rule != "release/draft" || told[0].Line != 3 || !draft.Article.Draft {
		t.Errorf("a draft is told before the time: %v", told)
	}
	draft = article("news/b.md", "c", true)
	if told := draft.Lift(c, nil, false); len(told) != 0 {
		t.Errorf("a draft is told after the time: %v", told)
	}
}

// An author appears with the set, or in a look at what is to come; a draft stays one.
func TestLiftAuthors(t *testing.T) {
	c := &site.Config{Releases: []own.Release{{Name: "a", Slug: "a", At: noon}, {Name: "b", Slug: "b", At: noon, Lifted: true}, {Name: "c", Slug: "c"}}}
	for _, want := range []struct {
		set                   string
		draft, future, hidden bool
	}{
		{"a", false, false, true}, {"a", false, true, false}, {"a", true, true, true}, {"b", false, false, false}, {"b", true, false, true}, {"c", false, true, true}, {"d", false, true, true},
	} {
		m := Member{Path: "authors/x.md", Author: &site.Author{Draft: want.draft, Release: site.Ref{Target: want.set, Line: 4}}}
		if m.Lift(c, nil, want.future); m.Author.Draft != want.hidden {
			t.Errorf("%+v: %v", want, m.Author.Draft)
		}
	}
	if told := Unknown(c, Member{Path: "authors/x.md", Author: &site.Author{Release: site.Ref{Target: "x", Line: 4}}}); len(told) != 1 || told[0].Line != 4 {
		t.Errorf("%v", told)
	}
}

// What is faulty holds its set, if its front matter can be read or not; that is told from the set's time on, once.
func TestHeldAndUnknown(t *testing.T) {
	c := &site.Config{Releases: []own.Release{{Name: "a", Slug: "a", At: noon, Line: 7}, {Name: "b", Slug: "b"}}}
	faulty := article("news/a.md", "a", false)
	faulty.Faulty = true
	members := []Member{faulty, {Path: "news/b.md", Said: "b", Faulty: true}, {Path: "news/c.md", Said: "a", Faulty: true}, article("news/d.md", "a", false), {Path: "news/e.md", Faulty: true}}
	for now, want := range map[time.Time]int{noon.Add(-time.Second): 0, noon: 1} {
		held, told := Held(c, members, now)
		if len(held) != 2 || !held["a"] || !held["b"] || len(told) != want || want > 0 && told[0].Line != 7 {
			t.Errorf("%v: %v, %v", now, held, told)
		}
	}
	for set, want := range map[string]int{"a": 0, "x": 1, "": 0} {
		if told := Unknown(c, article("news/a.md", set, false)); len(told) != want || want > 0 && (told[0].Line != 3 || told[0].Level != site.LevelError) {
			t.Errorf("%q: %v", set, told)
		}
	}
	if told := Unknown(c, Member{Path: "x/_index.md", Section: &site.Section{Release: site.Ref{Target: "x", Line: 2}}}); len(told) != 1 || told[0].Line != 2 {
		t.Errorf("%v", told)
	}
	if Came(c, noon.Add(-time.Second)) || !Came(c, noon) {
		t.Error("a set comes at its second")
	}
	if c.Releases[0].Lifted = true; Came(c, noon) {
		t.Error("it came before")
	}
}
