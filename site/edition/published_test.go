package edition

import (
	"slices"
	"testing"
	"time"

	"warraq/site"
)

// A draft of the tenth whose embargo lifts on the twentieth is news of the twentieth:
// it stands on top, is sent to news readers, and its address stays that of the tenth.
func TestALiftedEmbargoIsTheTimeOfAStory(t *testing.T) {
	between := article("politics/between.md", noon.AddDate(0, 0, -3))
	lifted := article("politics/lifted.md", noon.AddDate(0, -1, 0))
	lifted.Publish, lifted.LiftTime = noon.Add(-time.Hour), true
	lifted.Lastmod = noon.AddDate(0, 0, -20)

	e, _ := edition(t, site.Clock{Now: noon}, between, lifted)
	if got := titles(e); !slices.Equal(got, []string{"lifted", "between"}) {
		t.Errorf("the order is %v", got)
	}
	s := e.Stories[0]
	if !s.Card.Date.Equal(lifted.Publish) || !s.Card.HasTime || !s.Card.Updated.IsZero() {
		t.Errorf("the card says %v, with an hour: %v, changed %v", s.Card.Date, s.Card.HasTime, s.Card.Updated)
	}
	if s.Address != "/politics/2026/10/lifted/" {
		t.Errorf("its address moved to %s", s.Address)
	}
	if months := e.ByMonth(e.Stories); len(months) != 1 || months[0].Month.Month() != time.November {
		t.Errorf("months are %v", months)
	}
	r := site.NewResolver(e, &site.Attachments{}, nil)
	if e.Config.Pages.Archive = true; !r.Taken("/archive/2026/11/23/") || r.Taken("/archive/2026/10/") {
		t.Error("the archive has its draft's day")
	}
	if want := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC); !e.NextDue.Equal(want) {
		t.Errorf("next due %v, want %v: the front page has another date", e.NextDue, want)
	}

	// What was to appear before it was written has the date of its writing.
	early := article("politics/early.md", noon.AddDate(0, 0, -1))
	early.HasTime, early.Publish = true, noon.AddDate(0, 0, -2)
	e, _ = edition(t, site.Clock{Now: noon}, early)
	if c := e.Stories[0].Card; !c.Date.Equal(early.Date) || !c.HasTime {
		t.Errorf("the card says %v, with an hour: %v", c.Date, c.HasTime)
	}
}
