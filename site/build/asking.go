package build

import (
	"warraq/site"
	"warraq/site/cache"
)

// answer is what the edition says to a question in this build.
type answer struct {
	cards []*site.Card
	sum   site.Sum
}

// answer asks the edition, each question once a build.
func (r *run) answer(q site.Query) *answer {
	if known, ok := r.answers.Load(q); ok {
		return known.(*answer)
	}
	h := cache.NewHash()
	cards := r.Edition.Ask(q)
	h.Value(&cards)
	a, _ := r.answers.LoadOrStore(q, &answer{cards, site.Sum(h.Sum())})
	return a.(*answer)
}

// questions are what one page asked, each once, with the answers that it got.
type questions []question

type question struct {
	Query site.Query
	Sum   site.Sum
}

func (qs *questions) ask(r *run, q site.Query) []*site.Card {
	a := r.answer(q)
	for _, known := range *qs {
		if known.Query == q {
			return a.cards
		}
	}
	*qs = append(*qs, question{q, a.sum})
	return a.cards
}

// bytes is how questions are kept with their page; nothing of none.
func (qs questions) bytes() []byte {
	if len(qs) == 0 {
		return nil
	}
	return cache.Marshal((*[]question)(&qs))
}

// stillSo tells whether what a page asked has the answers that it had.
func (r *run) stillSo(data []byte) bool {
	if len(data) == 0 {
		return true
	}
	var asked []question
	if cache.Unmarshal(data, &asked) != nil {
		return false
	}
	for _, q := range asked {
		if r.answer(q.Query).sum != q.Sum {
			return false
		}
	}
	return true
}
