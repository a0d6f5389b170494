package known

import (
	"testing"

	"warraq/site"
)

// What a page asks is noted once, and stands for as long as the answers are the same.
func TestQuestions(t *testing.T) {
	edition := func(titles ...string) *Answers {
		e := &site.Edition{Config: &site.Config{}}
		for _, title := range titles {
			e.Stories = append(e.Stories, &site.Story{Article: &site.Article{Title: title}, Card: &site.Card{SideCard: site.SideCard{Title: title}}})
		}
		return &Answers{Edition: e}
	}
	as, latest := edition("a", "b"), site.Query{Kind: site.QueryLatest, N: 1}
	var asked Questions
	for range 2 {
		if got := asked.Ask(as, latest); len(got) != 1 || got[0].Title != "a" {
			t.Fatalf("the latest is %v", got)
		}
	}
	if asked.Ask(as, site.Query{Kind: site.QueryTagged, Of: "none"}); len(asked) != 2 {
		t.Errorf("%d questions are noted, want 2", len(asked))
	}
	if !edition("a", "c").AreStill(asked) || edition("c", "a").AreStill(asked) || !as.AreStill(nil) {
		t.Error("an answer is the same if the cards are, and only then")
	}
}
