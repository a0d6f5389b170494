package check

import (
	"slices"
	"strings"

	"warraq/site/check/counted"
	"warraq/site/check/dictionary"
	"warraq/site/check/grammar"
	"warraq/site/check/prose"
)

// sharedHits are what one look at a text finds for several rules; nil until one asks.
type sharedHits struct {
	counted []counted.Hit
	grammar []grammar.Hit
	spelt   []dictionary.Hit

	isCounted, isParsed, isSpelt bool
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

// unspelt makes the rule of a kind of misspelt words. A word that another rule of words
// has told is not told again.
func unspelt(kind dictionary.Kind) func(*pass) {
	return func(p *pass) {
		for _, h := range p.misspelt() {
			if h.Kind != kind || p.told(h.From, h.To) {
				continue
			}
			if f := p.say(h.From, h.To, p.Ink[h.From:h.To], h.Want); f != nil && h.Name {
				f.Name = &Name{prose.Bare(strings.Clone(p.Ink[h.From:h.To]), prose.HasMark), h.Want}
			}
		}
	}
}

// misspelt is what package dictionary finds.
func (p *pass) misspelt() []dictionary.Hit {
	if !p.shared.isSpelt {
		p.shared.spelt, p.shared.isSpelt = p.c.speller.Find(p.Text), true
	}
	return p.shared.spelt
}

// spells says that the rule of spelling tells of the word at a place.
func (p *pass) spells(at int) bool {
	return slices.ContainsFunc(p.c.rules, func(r *Rule) bool { return r.ID == "spelling" }) &&
		slices.ContainsFunc(p.misspelt(), func(h dictionary.Hit) bool { return h.From == at && h.Kind == dictionary.Spelling })
}

// told says that something in a word was found already.
func (p *pass) told(from, to int) bool {
	return slices.ContainsFunc(p.found, func(f Finding) bool { return f.From < to && from < f.To })
}
