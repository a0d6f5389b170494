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

// needs is what a page rests on beside its key, as the store keeps it with the page.
type needs struct {
	Asked []question
	Sizes []site.Sum // of pictures, see sizes
}

// bytes is nil where the page needs nothing.
func (n needs) bytes() []byte {
	if len(n.Asked) == 0 && len(n.Sizes) == 0 {
		return nil
	}
	return cache.Marshal(&n)
}

func needsOf(data []byte) (n needs, ok bool) {
	return n, len(data) == 0 || cache.Unmarshal(data, &n) == nil
}

// areStill says that what a page asked has the answers that it had.
func (as *answers) areStill(asked []question) bool {
	for _, q := range asked {
		if as.to(q.Query).sum != q.Sum {
			return false
		}
	}
	return true
}
