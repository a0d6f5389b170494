package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site"
)

// What stands beside a story grows with it: a brief has four stories of its section under
// it, a usual one a rail, a long one nothing beside it.
func TestTheRailIsAsLongAsTheStory(t *testing.T) {
	as := history(60)
	story := article("politics/story.md", noon)
	e := func(words int) *site.ArticleView {
		story.Words = words
		return viewAt[site.ArticleView](t, planOf(paper(append(slices.Clone(as), story)...)), "politics/2026/11/story/index.html")
	}
	brief, usual, longer, long := e(60), e(300), e(700), e(1500)
	if len(brief.Beside) != 0 || len(brief.Under) != underStory || brief.Wide {
		t.Errorf("a brief has %d stories beside it and %d under it", len(brief.Beside), len(brief.Under))
	}
	if n, more := len(usual.Beside), len(longer.Beside); n < fewestBeside || more <= n || more > mostBeside || usual.Under != nil {
		t.Errorf("300 words have %d stories beside them, 700 have %d", n, more)
	}
	if !long.Wide || long.Beside != nil || len(long.Under) != underStory {
		t.Errorf("a long story has %d stories beside it, wide: %v", len(long.Beside), long.Wide)
	}
	for _, v := range []*site.ArticleView{brief, usual, longer, long} {
		seen := map[*site.SideCard]bool{&v.Card.SideCard: true}
		for _, c := range slices.Concat(v.Related, v.Beside, v.Elsewhere, v.Under) {
			if seen[c] {
				t.Errorf("%d words: %s stands twice", v.Words, c.Title)
			}
			seen[c] = true
		}
	}
}

// Where a section has few stories, older ones of other sections fill the rail.
func TestOtherSectionsFillTheRail(t *testing.T) {
	as := history(30)
	for i, a := range as {
		if i%10 != 0 {
			a.Dir, a.Path = "sport", strings.Replace(a.Path, "politics/", "sport/", 1)
		}
	}
	story := article("politics/story.md", noon)
	story.Words = 500
	v := viewAt[site.ArticleView](t, planOf(paper(append(as, story)...)), "politics/2026/11/story/index.html")
	if len(v.Beside) > 3 || len(v.Elsewhere) < 5 {
		t.Fatalf("%v beside the story, %v of other sections", titlesOf(v.Beside), titlesOf(v.Elsewhere))
	}
	story.Words = 2 * longWords
	long := viewAt[site.ArticleView](t, planOf(paper(append(as[20:], story)...)), "politics/2026/11/story/index.html")
	if long.Under != nil || len(long.Elsewhere) != underStory {
		t.Errorf("under a long story stand %v and %v", titlesOf(long.Under), titlesOf(long.Elsewhere))
	}
	for _, c := range v.Elsewhere {
		if c.Section == v.Section {
			t.Errorf("%s is of the story's own section", c.Title)
		}
	}
}

// A live page asks for news until the end that the desk foresees, and no longer.
func TestCoverageGoesOnUntilItsEnd(t *testing.T) {
	for end, open := range map[time.Duration]bool{time.Hour: true, 0: false, -time.Hour: false} {
		live := article("politics/live.md", noon.Add(-2*time.Hour))
		live.Type = site.Live
		live.Extras = &site.Extras{Entries: []site.Entry{{Title: "بداية", ID: "a", Time: noon}}, Coverage: &site.Coverage{End: noon.Add(end)}}
		e := paper(live)
		p := planOf(e)
		v := viewAt[site.ArticleView](t, p, "politics/2026/11/live/index.html")
		if (v.LiveJSON != "") != open || slices.Contains(paths(p), "politics/2026/11/live/live.json") != open {
			t.Errorf("the end is %v away: the page polls %q", end, v.LiveJSON)
		}
		if v.Live != open {
			t.Errorf("the end is %v away: its card says that it is live: %v", end, v.Live)
		}
		if open && !e.NextDue.Equal(noon.Add(end)) {
			t.Errorf("the next build is due %v, want at the end", e.NextDue)
		}
	}
}

// An author with a file is told of below the story; a name alone is not. A picture that
// the gallery shows is not the lead too.
func TestTheEndOfAStoryTellsOfItsAuthors(t *testing.T) {
	a := article("politics/a.md", noon)
	for _, name := range []string{"منى", "سامر"} {
		a.Authors = append(a.Authors, &site.Name{Label: name, Slug: name, Sort: name})
	}
	a.Image = site.Image{Src: "one.jpg"}
	a.Extras = &site.Extras{Gallery: []site.Image{{Src: "two.jpg"}, {Src: "one.jpg"}}}
	e := paper(a)
	for _, t := range e.Authors {
		if t.Name.Slug == "منى" {
			t.Author = &site.Author{Name: t.Name, Bio: "تكتب عن المدن."}
		}
	}
	v := viewAt[site.ArticleView](t, planOf(e), "politics/2026/11/a/index.html")
	if got := fmt.Sprint(len(v.Writers), v.Writers[0].Bio, v.LeadInGallery); got != "1تكتب عن المدن.true" {
		t.Errorf("writers: %s", got)
	}
}
