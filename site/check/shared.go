package check

import (
	"slices"
	"strings"
	"sync"

	"warraq/site/check/counted"
	"warraq/site/check/dates"
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

// speller and the notebooks are shared by all checkers: what they say of a word is the
// same in every edition.
var (
	speller  = dictionary.New()
	spelling = sync.OnceValue(func() *prose.Notebook { return prose.NewNotebook(note) })
	noted    = sync.OnceValue(func() *prose.Notebook { return prose.NewNotebook(noteLists) })
)

// notebook gives the one that asks the dictionary too, or the other.
func notebook(spells bool) *prose.Notebook {
	if spells {
		return spelling()
	}
	return noted()
}

// note says which lists have something to say of a word.
func note(word string, has prose.Traits) prose.Notes {
	notes := noteLists(word, has)
	if speller.Doubts(word, has) {
		notes |= prose.InSpelling
	}
	return notes
}

// noteLists says the same of all lists but the dictionary.
func noteLists(word string, has prose.Traits) (notes prose.Notes) {
	bare := prose.Bare(word, has&prose.HasMark)
	for list, knows := range map[prose.Notes]bool{
		prose.InGrammar: grammar.Knows(bare), prose.InNumerals: counted.Knows(bare), prose.InMonths: dates.Knows(word), prose.InPhrases: inPhrases(word),
	} {
		if knows {
			notes |= list
		}
	}
	return notes
}

// asks says that one of some rules is on.
func (c *Checker) asks(ids ...string) bool {
	return slices.ContainsFunc(c.rules, func(r *Rule) bool { return slices.Contains(ids, r.ID) })
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
		p.shared.spelt, p.shared.isSpelt = speller.Find(p.Text), true
	}
	return p.shared.spelt
}

// spells says that the rule of spelling tells of the word at a place.
func (p *pass) spells(at int) bool {
	return p.c.asks("spelling") &&
		slices.ContainsFunc(p.misspelt(), func(h dictionary.Hit) bool { return h.From == at && h.Kind == dictionary.Spelling })
}

// told says that something in a word was found already.
func (p *pass) told(from, to int) bool {
	return slices.ContainsFunc(p.found, func(f Finding) bool { return f.From < to && from < f.To })
}
