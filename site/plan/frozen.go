package plan

import (
	"time"

	"warraq/site"
)

// Freezer is a sink of files that keeps those of frozen years apart: it is told before it gets one.
type Freezer interface{ Freeze(path string, year int) }

// Freeze tells a sink the year of the entry, if the sink is a Freezer and the year is frozen.
func (e Entry) Freeze(sink any) {
	if to, ok := sink.(Freezer); ok && e.Frozen != 0 {
		to.Freeze(e.Path, e.Frozen)
	}
}

// of keeps the entry in the pack of the year in which the newest of some stories was published, if that year is frozen.
func (e Entry) of(in *site.Edition, stories ...*site.Story) Entry {
	if in.Config.Frozen == 0 {
		return e
	}
	var newest time.Time
	for _, s := range stories {
		if at := s.Published(); at.After(newest) {
			newest = at
		}
	}
	return e.in(in, newest)
}

// in keeps the entry in the pack of an instant's year, if that is frozen.
func (e Entry) in(of *site.Edition, at time.Time) Entry {
	if year := at.In(of.Zone()).Year(); !at.IsZero() && year < of.Config.Frozen {
		e.Frozen = year
	}
	return e
}
