package edition

import (
	"cmp"
	"slices"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/own"
)

// State is what readers have of a manuscript.
type State string

// The states of a manuscript.
const (
	Live      State = "live"
	Due       State = "due"       // it appears by itself at a known time
	Held      State = "held"      // it waits for its release set
	Draft     State = "draft"     // it waits for a person, or its section does
	Withdrawn State = "withdrawn" // a page says so in its place
	Expired   State = "expired"
	Faulty    State = "faulty" // an error leaves it out
)

// Where says where a story or a static page stands in an edition.
type Where struct {
	Path    string // under content/
	Title   string
	State   State
	At      time.Time // when it appeared, appears, was withdrawn or went; zero where nobody says
	Until   time.Time // when it goes; zero: never
	Address string    // of what is shown
	Release string    // the set that it is in, or ""
}

// Wheres says of articles where they stand, those that appear next first and the newest of
// all others. Those that are faulty are named apart, for they are not known to the edition.
func (m *Made) Wheres(all []*site.Article, faulty map[string]bool) []Where {
	out := make([]Where, 0, len(all))
	for _, a := range all {
		w := m.where(a)
		if faulty[a.Path] {
			w.State, w.Address = Faulty, ""
		}
		out = append(out, w)
	}
	waits := func(w Where) bool { return w.State == Due || w.State == Held }
	slices.SortStableFunc(out, func(a, b Where) int {
		order := b.At.Compare(a.At)
		if waits(a) && waits(b) {
			order = -order
		}
		return cmp.Or(order, cmp.Compare(a.Path, b.Path))
	})
	return out
}

// where says where one article stands.
func (m *Made) where(a *site.Article) Where {
	w := Where{Path: a.Path, Title: a.Title, State: Draft, At: a.Published(), Until: a.Expiry, Release: a.Release.Target}
	shown, _ := m.shows(a)
	switch {
	case !a.Expiry.IsZero() && !a.Expiry.After(m.Now):
		w.State, w.At = Expired, a.Expiry
	case a.Release.Target != "" && !m.lifted(a):
		w.State = Held
	case m.isDraft(a):
	case !shown:
		w.State = Due
	case a.Withdrawn != nil:
		w.State, w.At = Withdrawn, a.Withdrawn.Date
	default:
		w.State = Live
	}
	if s := m.Of(a.Path); shown && s != nil {
		w.Address = m.Config.URL(s.Address)
	}
	return w
}

// lifted says that the release set of an article is lifted.
func (m *Made) lifted(a *site.Article) bool {
	return slices.ContainsFunc(m.Config.Releases, func(r own.Release) bool { return r.Slug == arabic.Slug(a.Release.Target) && r.Lifted })
}
