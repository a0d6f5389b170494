package press

import (
	"bytes"
	"slices"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/edition"
	"warraq/site/plan"
	"warraq/site/press/components"
	"warraq/site/press/known"
	"warraq/site/theme"
)

// frameOf is what all pages of a paper share. Of single stories it has nothing.
func frameOf(p *Paper) known.Frame {
	c, e := p.content, p.Edition
	h := cache.NewHash()
	h.Value(c.config)
	h.Value(c.files.Known)
	h.Value(c.files.Folders)
	h.Value(p.assets.Has)
	h.String(c.cards.Drawing)
	h.Value(p.tongues.Sum())
	for _, t := range []any{p.in.Clock.Drafts, p.in.Clock.Future, p.in.Preview, p.in.NoImages, e.LightFrom, e.CardsFrom} {
		h.Value(t)
	}
	var sums []site.Sum
	for _, shell := range p.plan.Shells() {
		sums = append(sums, shell.Key)
	}
	slices.SortFunc(sums, func(a, b site.Sum) int { return bytes.Compare(a[:], b[:]) })
	for _, template := range append(plan.KindsByCards(), theme.OwnFiles(c.config)...) {
		sums = append(sums, p.maker(template))
	}
	h.Value(append(sums, components.Sums(p.theme, c.components)...))
	return known.Frame{Sum: site.Sum(h.Sum()), Now: e.Now, Due: e.NextDue}
}

// sparedBy finds the pages of a paper that are as the last build made them, where only texts of stories
// were edited since. It returns nil where more may differ.
func sparedBy(p *Paper, now known.Frame) *known.Spared {
	c := p.content
	if c.others || c.bundled || !c.frame.Stands(now) {
		return nil
	}
	var articles []edition.Change
	for _, x := range c.edited {
		before, after := x.before[0], x.after[0]
		if before.article == nil || after.article == nil || site.Errors(before.problems)+site.Errors(after.problems) > 0 {
			return nil
		}
		articles = append(articles, edition.Change{Before: before.article, After: after.article})
	}
	before, ok := p.made.Unmoved(articles)
	if !ok {
		return nil
	}
	out, h := &known.Spared{}, cache.NewHash()
	for _, was := range before {
		known.KeyCard(h, was.Card)
		is := p.Edition.At(was.Address)
		var gone []site.Sum
		if was.Card.Key != is.Card.Key {
			gone = append(gone, was.Card.Key)
		}
		if was.Card.SideCard.Key != is.Card.SideCard.Key {
			gone = append(gone, was.Card.SideCard.Key)
		}
		out.Edited([]string{site.OutputPath(is.Address), site.OutputPath(site.LiteAddress(is.Address))}, gone)
	}
	return out
}
