package check

import "warraq/site/check/counted"

// countedHits are what package counted finds, which several rules share.
func (p *pass) countedHits() []counted.Hit {
	if !p.summed {
		p.counts, p.summed = counted.Find(p.Text), true
	}
	return p.counts
}

// miscounted makes the rule of one kind of hits.
func miscounted(kinds ...counted.Kind) func(*pass) {
	return func(p *pass) {
		for _, h := range p.countedHits() {
			for _, kind := range kinds {
				if h.Kind == kind {
					p.say(h.From, h.To, p.Ink[h.From:h.To], h.Want)
				}
			}
		}
	}
}
