// Package releases gives the manuscripts of a release set their time: all of them appear in
// one build, or none does.
//
// Belongs here: when a set is lifted, what holds it, and what is wrong with its members.
// Does not: reading edition.yaml (package settings), and what is shown of a story (package
// edition).
//
// A set is a name in releases: of edition.yaml with a time. A manuscript is in it by
// release: in its front matter. Its time is that of the set, whatever its own dates say. A set
// without a time is hidden. One with a faulty member is hidden whole, also after its time,
// until the member is mended or taken out. A draft is not in the set: it stays hidden by itself.
package releases

import (
	"cmp"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/own"
)

// Member is a manuscript that may be in a set: an article, a section, an author, or a file that
// cannot be read.
type Member struct {
	Path    string // under content/
	Article *site.Article
	Section *site.Section
	Author  *site.Author
	Said    string // the set that a file names whose front matter cannot be read
	Faulty  bool
}

// named is where a manuscript names its set, if its front matter can be read.
func (m *Member) named() site.Ref {
	switch {
	case m.Article != nil:
		return m.Article.Release
	case m.Section != nil:
		return m.Section.Release
	case m.Author != nil:
		return m.Author.Release
	}
	return site.Ref{}
}

// set is the name of the set that a manuscript is in, or "".
func (m *Member) set() string { return cmp.Or(m.named().Target, m.Said) }

// In says that a manuscript is in a set.
func (m *Member) In() bool { return m.set() != "" }

// Find gives the set of a name, or nil.
func Find(c *site.Config, name string) *own.Release {
	slug := arabic.Slug(name)
	for i := range c.Releases {
		if c.Releases[i].Slug == slug {
			return &c.Releases[i]
		}
	}
	return nil
}

// Unknown tells that a manuscript names a set that edition.yaml does not: it is not published.
func Unknown(c *site.Config, m Member) []site.Problem {
	if !m.In() || Find(c, m.set()) != nil {
		return nil
	}
	at := m.named()
	return []site.Problem{{
		Path: "content/" + m.Path, Line: at.Line, Col: at.Col, Rule: "release/unknown", Level: site.LevelError,
		Message: site.Say("لا مجموعة نشر بهذا الاسم في edition.yaml: %s", "edition.yaml has no release of this name: %s", m.set()),
		Hint:    site.Say("أضفها إلى releases في edition.yaml، أو صحح الاسم", "add it to releases in edition.yaml, or correct the name"),
	}}
}

// Held gives the slugs of the sets that a faulty member keeps hidden, and tells of those
// whose time has come.
func Held(c *site.Config, members []Member, now time.Time) (held map[string]bool, problems []site.Problem) {
	held = map[string]bool{}
	for _, m := range members {
		if !m.Faulty || !m.In() {
			continue
		}
		slug := arabic.Slug(m.set())
		if r := Find(c, m.set()); r != nil && !held[slug] && !r.At.IsZero() && !r.At.After(now) {
			problems = append(problems, site.Problem{
				Path: "content/" + site.SettingsFile, Line: r.Line, Col: r.Col, Rule: "release/held", Level: site.LevelWarning,
				Message: site.Say("حان وقت المجموعة %s ولم يظهر منها شيء، ففي قصة منها خطأ: content/%s", "the time of the release %s has come, and nothing of it shows, for a story of it has an error: content/%s", r.Name, m.Path),
				Hint:    site.Say("أصلح القصة، أو احذف منها سطر release", "correct the story, or remove its line release"),
			})
		}
		held[slug] = true
	}
	return held, problems
}

// Lift gives a manuscript the time of its set. What must not show yet, and has no time, is
// hidden as a draft is; so is an author, who has no time of their own, unless future says that what
// is to come shows too. The nouns stay as they are: those of m are copies then.
func (m *Member) Lift(c *site.Config, held map[string]bool, future bool) []site.Problem {
	r := Find(c, m.set())
	hide := r == nil || r.At.IsZero() || held[r.Slug]
	var told []site.Problem
	switch {
	case m.Article != nil:
		a := *m.Article
		if a.Draft && r != nil && !r.Lifted {
			told = append(told, site.Problem{
				Path: "content/" + m.Path, Line: a.Release.Line, Col: a.Release.Col, Rule: "release/draft", Level: site.LevelWarning,
				Message: site.Say("مسودة لا تظهر مع مجموعتها: %s", "a draft does not appear with its release: %s", r.Name),
				Hint:    site.Say("احذف draft إن اكتملت القصة: warraq publish", "remove draft when the story is ready: warraq publish"),
			})
		}
		a.Draft = a.Draft || hide
		if !hide {
			a.Publish, a.LiftTime = r.At, true
			if a.Date.After(r.At) || a.Date.IsZero() && !a.Static {
				a.Date, a.HasTime = r.At, true
			}
		}
		m.Article = &a
	case m.Section != nil:
		s := *m.Section
		s.Draft = s.Draft || hide
		if !hide {
			s.Publish = r.At
		}
		m.Section = &s
	case m.Author != nil:
		a := *m.Author
		a.Draft = a.Draft || hide || !r.Lifted && !future
		m.Author = &a
	}
	return told
}

// Came says that the time of a set has come since its settings were read.
func Came(c *site.Config, now time.Time) bool {
	for _, r := range c.Releases {
		if !r.Lifted && !r.At.IsZero() && !r.At.After(now) {
			return true
		}
	}
	return false
}
