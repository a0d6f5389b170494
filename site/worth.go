package site

import (
	"slices"
	"time"
)

// This file says which of the files that readers could do without a paper
// makes. Each is a choice of edition.yaml, because every file costs a host
// something: the light twins of old stories, the feeds of small terms. It also says what
// of live coverage waits for its time.

// Waits says that an entry of live coverage is dated later than an instant.
func (e *Entry) Waits(now time.Time) bool { return e.Time.After(now) }

// Shown are the entries of an article whose time has come, and the ids of the others.
func (e *Edition) Shown(a *Article) (shown []Entry, waiting []string) {
	for i := range a.Entries {
		if a.Entries[i].Waits(e.Now) && !e.Future {
			waiting = append(waiting, a.Entries[i].ID)
		}
	}
	if shown = a.Entries; len(waiting) > 0 {
		shown = slices.DeleteFunc(slices.Clone(shown), func(x Entry) bool { return x.Waits(e.Now) })
	}
	return shown, waiting
}

// IsLight says whether a story has a light twin: stories of the last months
// have, counted back from the newest story.
func (e *Edition) IsLight(s *Story) bool {
	return e.Config.Pages.Lite && !s.Static && (e.LightFrom.IsZero() || !s.Published().Before(e.LightFrom))
}

// IsLightList says whether a page of a term's list has a light twin. Where only
// the last months are light, these are the pages of sections with light stories.
func (e *Edition) IsLightList(t *Term, p ListPage) bool {
	switch {
	case !e.Config.Pages.Lite || e.LightFrom.IsZero():
		return e.Config.Pages.Lite
	case t.Kind != KindSection:
		return false
	}
	return p.Root || e.IsLight(p.Stories[0])
}

// FeedFormats are the forms of a term's feeds: all for a section, the main one
// for another term with at least two stories.
func (e *Edition) FeedFormats(t *Term) []string {
	c := e.Config.Feeds
	switch {
	case t.Kind == KindSection || c.AllTerms && t.Kind != KindAgency:
		return c.Formats
	case t.Kind == KindAgency || !c.Terms || len(t.Stories) < 2:
		return nil
	}
	return c.Formats[:min(1, len(c.Formats))]
}
