package press

import (
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/press/known"
)

// lookBack finds whether anything changed since the last build.
func (c *loaded) lookBack(in Input) {
	if in.Store == nil {
		return
	}
	c.inputs = known.NewInputs([]any{in.BaseURL, in.Clock.Drafts, in.Clock.Future, in.Preview, in.NoImages})
	if c.linked || slices.Contains(c.rest, nil) {
		c.inputs.Unsure()
	}
	for _, d := range slices.Concat(c.documents, c.rest) {
		if d != nil {
			c.inputs.File(d.path, d.stamp)
		}
	}
	c.inputs.Tree(in.Source, "templates")
	c.inputs.Tree(in.Source, "static")
	if in.Published == nil || in.Explain != "" {
		return
	}
	if last, ok := c.inputs.Again(in.Store, in.Clock.Now, known.Began(in.Store)); ok && last.Published != (site.Sum{}) && last.Published == in.Published() {
		c.last = last
	}
}

// Last is what the last build said, where this one need not be made: its inputs and what is
// published are the same, and nothing is due. It is nil where it must be made.
func (p *Paper) Last() *known.Last { return p.content.last }

// Leave keeps what a build said for the next one. published is of the edition that it
// published. Where something was wrong the next one looks itself, for it may have been mended.
func (p *Paper) Leave(n Count, published site.Sum) {
	if c := p.content; c.inputs != nil && p.Stands() && site.Errors(p.Problems) == 0 && !p.Unmade() && !c.namesHidden() {
		c.inputs.Leave(p.in.Store, known.Last{Published: published, Now: p.Edition.Now, Due: p.Edition.NextDue, Pages: n.Pages, Problems: p.Problems})
	}
}

// Inputs is the hash of all that a paper is made of, as far as the stamps of files tell it; zero where one may have changed
// while it was read.
func Inputs(p *Paper) (sum site.Sum) {
	if c := p.content; c.inputs != nil && !c.namesHidden() {
		sum = c.inputs.Sure(known.Began(p.in.Store))
	}
	return sum
}

// namesHidden says that a manuscript names a file that the listing passes over.
func (c *loaded) namesHidden() bool {
	for place := range c.files.Known {
		if strings.Contains("/"+place, "/.") {
			return true
		}
	}
	return false
}
