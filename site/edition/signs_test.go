package edition

import (
	"testing"
	"time"

	"warraq/site"
	"warraq/site/arabic"
)

// Two tags that differ in a sign alone have one page, and that is told; spellings of
// one tag are one tag.
func TestTwoTagsNeverShareAPageSilently(t *testing.T) {
	for _, c := range []struct {
		a, b string
		told bool
	}{
		{"A", "A*", true}, {"50", "50%", true}, {"٥٠", "٥٠٪", true}, {"5", "-5", true}, {"A", "A-", true}, {"100", "$100", true}, {"100", "100€", true}, {"x", "~x", true},
		{"AI", "ai", false}, {"غزة", "غزّة", false}, {"غزة", "غـزة", false}, {"غزة", "#غزة", false}, {"كرة القدم", "كرة-القدم", false}, {"كرة القدم", "كرة  القدم", false},
		{"غزة", "«غزة»", false}, {"أحمد", "احمد", false}, {"e\u0301", "\u00e9", false}, {"R&D", "R D", false}, {"فلسطين", "فلسطين!", false}, {"x", "@x", false}, {"1", "١", false},
	} {
		var as []*site.Article
		for i, label := range []string{c.a, c.b} {
			a := article("politics/"+string(rune('a'+i))+".md", noon.Add(-time.Duration(i+1)*time.Hour))
			a.Tags = []*site.Name{{Label: label, Slug: arabic.Slug(label)}}
			as = append(as, a)
		}
		e, problems := edition(t, site.Clock{Now: noon}, as...)
		if len(e.Tags) != 1 {
			t.Errorf("%s and %s have %d pages: the case proves nothing", c.a, c.b, len(e.Tags))
		}
		told := false
		for _, p := range problems {
			told = told || p.Rule == "edition/same-name"
		}
		if told != c.told {
			t.Errorf("%s and %s: told %v, want %v", c.a, c.b, told, c.told)
		}
	}
}
