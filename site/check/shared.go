package check

import (
	"slices"

	"warraq/site/check/counted"
	"warraq/site/check/grammar"
)

// sharedHits are what one look at a text finds for several rules; nil until one asks.
type sharedHits struct {
	counted []counted.Hit
	grammar []grammar.Hit

	isCounted, isParsed bool
}

// miscounted makes the rule of some kinds of numbers.
func miscounted(kinds ...counted.Kind) func(*pass) {
	return func(p *pass) {
		if !p.shared.isCounted {
			p.shared.counted, p.shared.isCounted = counted.Find(p.Text), true
		}
		for _, h := range p.shared.counted {
			if slices.Contains(kinds, h.Kind) {
				p.say(h.From, h.To, p.Ink[h.From:h.To], h.Want)
			}
		}
	}
}

// ungrammatical makes the rule of a kind of mistakes of grammar.
func ungrammatical(kind grammar.Kind) func(*pass) {
	return func(p *pass) {
		if !p.shared.isParsed {
			p.shared.grammar, p.shared.isParsed = grammar.Find(p.Text), true
		}
		for _, h := range p.shared.grammar {
			if h.Kind == kind {
				p.say(h.From, h.To, p.Ink[h.From:h.To], h.Want)
			}
		}
	}
}
