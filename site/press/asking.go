package press

import (
	"sync"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/plan"
)

// answer is what the edition says to a question in this build.
type answer struct {
	cards []*site.Card
	sum   site.Sum
}

// answers asks the edition, each question once a build. It is safe for
// concurrent use.
type answers struct {
	edition *site.Edition
	known   sync.Map // site.Query to *answer
}

func (as *answers) to(q site.Query) *answer {
	if known, ok := as.known.Load(q); ok {
		return known.(*answer)
	}
	h := cache.NewHash()
	cards := plan.Ask(as.edition, q)
	h.Value(&cards)
	a, _ := as.known.LoadOrStore(q, &answer{cards, site.Sum(h.Sum())})
	return a.(*answer)
}

// questions are what one page asked, each once, with the answers that it got.
type questions []question

type question struct {
	Query site.Query
	Sum   site.Sum
}

func (qs *questions) ask(as *answers, q site.Query) []*site.Card {
	a := as.to(q)
	for _, known := range *qs {
		if known.Query == q {
			return a.cards
		}
	}
	*qs = append(*qs, question{q, a.sum})
	return a.cards
}

// bytes is how questions are kept with their page; nil where it asked none.
func (qs questions) bytes() []byte {
	if len(qs) == 0 {
		return nil
	}
	return cache.Marshal((*[]question)(&qs))
}

// areStill says that what a page asked has the answers that it had.
func (as *answers) areStill(data []byte) bool {
	if len(data) == 0 {
		return true
	}
	var asked []question
	if cache.Unmarshal(data, &asked) != nil {
		return false
	}
	for _, q := range asked {
		if as.to(q.Query).sum != q.Sum {
			return false
		}
	}
	return true
}
