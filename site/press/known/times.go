package known

import (
	"time"

	"warraq/site"
	"warraq/site/cache"
)

// UnnameTimes gives times as the store gives them back: a distance from UTC without the name of a zone. A
// template that prints a time as it is prints the same of a story that is read and of one that is
// known.
func UnnameTimes(all ...*time.Time) {
	for _, t := range all {
		if !t.IsZero() {
			*t = cache.Unnamed(*t)
		}
	}
}

// Unname does it with all times of a story.
func Unname(a *site.Article) {
	UnnameTimes(&a.Date, &a.Lastmod, &a.Publish, &a.Expiry)
	if a.Withdrawn != nil {
		UnnameTimes(&a.Withdrawn.Date)
	}
	if a.Claim != nil {
		UnnameTimes(&a.Claim.Date)
	}
	if a.Coverage != nil {
		UnnameTimes(&a.Coverage.Start, &a.Coverage.End)
	}
	for i := range a.Entries {
		UnnameTimes(&a.Entries[i].Time)
	}
	for _, notes := range [][]site.Note{a.Corrections, a.Updates} {
		for i := range notes {
			UnnameTimes(&notes[i].Date)
		}
	}
	a.Params.Times(UnnameTimes)
}
