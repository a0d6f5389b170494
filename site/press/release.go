package press

import (
	"maps"

	"warraq/site"
	"warraq/site/manuscript"
	"warraq/site/releases"
)

// HeldBy gives the slugs of the release sets that a faulty member of an edition keeps back, and all that it keeps back.
func HeldBy(p *Paper) (own, all map[string]bool) { return p.content.held, p.content.allHeld }

// member is a document as a set of releases sees it.
func (d *document) member() *releases.Member {
	return &releases.Member{Path: d.path, Article: d.article, Section: d.section, Author: d.author, Said: d.release, Faulty: site.Errors(d.problems) > 0}
}

// release gives the manuscripts of release sets their time. Where a faulty one holds its set,
// the settings are those without the set.
func (c *loaded) release(in Input) {
	named, members := []*document{}, []releases.Member{}
	for _, d := range c.documents {
		if m := d.member(); m.In() {
			d.problems = append(d.problems, releases.Unknown(c.config, *m)...)
			named, members = append(named, d), append(members, *m)
		}
	}
	held, problems := releases.Held(c.config, members, in.Clock.Now)
	c.held, c.allHeld = maps.Clone(held), held
	maps.Copy(held, in.Held)
	if c.report(problems...); len(problems)+len(in.Held) > 0 {
		c.config, _ = manuscript.SettingsOf(c.content, in.BaseURL, in.Sister, in.Clock.Now, held)
	}
	for i, d := range named {
		c.report(members[i].Lift(c.config, held, in.Clock.Future)...)
		d.article, d.section, d.author = members[i].Article, members[i].Section, members[i].Author
	}
}
