package known

import (
	"sync"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/plan"
	"warraq/site/settings/data"
)

// answer is what the edition says to a question in this build.
type answer struct {
	cards []*site.Card
	sum   site.Sum
}

// Answers asks the edition, each question once a build. It is safe for
// concurrent use.
type Answers struct {
	Edition *site.Edition
	Data    *data.Files

	known sync.Map // site.Query to *answer
}

func (as *Answers) to(q site.Query) *answer {
	if known, ok := as.known.Load(q); ok {
		return known.(*answer)
	}
	switch q.Kind {
	case queryData:
		return &answer{nil, as.Data.Sum(q.Of)}
	case queryToday:
		return &answer{nil, site.Sum(cache.Of([]byte(as.today().Format(time.DateOnly))))}
	}
	h := cache.NewHash()
	cards := plan.Ask(as.Edition, q)
	h.Value(&cards)
	a, _ := as.known.LoadOrStore(q, &answer{cards, site.Sum(h.Sum())})
	return a.(*answer)
}

// Questions are what one page asked, each once, with the answers that it got.
type Questions []Question

// Question is one of them.
type Question struct {
	Query site.Query
	Sum   site.Sum // of the answer
}

// Ask gives the answer to a question, and notes both.
func (qs *Questions) Ask(as *Answers, q site.Query) []*site.Card {
	a := as.to(q)
	for _, known := range *qs {
		if known.Query == q {
			return a.cards
		}
	}
	*qs = append(*qs, Question{q, a.sum})
	return a.cards
}

// queryData is the kind of a question for a data file, whose answer is known by the hash of its bytes.
const queryData site.QueryKind = "data"

// queryToday is that of a question for the day of the edition.
const queryToday site.QueryKind = "today"

// Today gives the beginning of the edition's day, and notes the question.
func (qs *Questions) Today(as *Answers) time.Time {
	qs.Ask(as, site.Query{Kind: queryToday})
	return as.today()
}

func (as *Answers) today() time.Time { return Today(as.Edition) }

// Today is the beginning of an edition's day.
func Today(e *site.Edition) time.Time {
	y, m, d := e.Now.In(e.Zone()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, e.Zone())
}

// ReadData gives the value of a data file, and notes the question.
func (qs *Questions) ReadData(as *Answers, name string) (any, error) {
	qs.Ask(as, site.Query{Kind: queryData, Of: name})
	return as.Data.Get(name)
}

// AreStill says that what a page asked has the answers that it had.
func (as *Answers) AreStill(asked Questions) bool {
	for _, q := range asked {
		if as.to(q.Query).sum != q.Sum {
			return false
		}
	}
	return true
}
