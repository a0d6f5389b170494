package edition

import (
	"cmp"
	"time"
)

// dueAnyway notes when the front page changes next.
func (g *grouping) dueAnyway() {
	g.due(g.Config.Front.Breaking.Until)
	for _, r := range g.Config.Releases {
		g.due(r.At)
	}
	for _, pin := range g.Config.Front.Pins {
		g.due(pin.Until)
	}
	g.due(tomorrow(g.from.Clock.Now.In(cmp.Or(g.Config.Zone, time.UTC)))) // it says which day it is
}

// due notes an instant at which the edition changes, if it is the next.
func (g *grouping) due(t time.Time) {
	if t.After(g.from.Clock.Now) && (g.NextDue.IsZero() || t.Before(g.NextDue)) {
		g.NextDue = t
	}
}

// tomorrow is the beginning of the next day.
func tomorrow(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day()+1, 0, 0, 0, 0, t.Location())
}
