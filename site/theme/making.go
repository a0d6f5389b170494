package theme

import (
	"reflect"
	"slices"
	"time"

	"warraq/site"
	"warraq/site/theme/program"
)

// Ask answers what the templates of a page ask while it is made. A function that is nil answers
// nothing.
type Ask struct {
	Cards func(site.Query) []*site.Card
	Today func() time.Time               // the beginning of the edition's day, in its zone
	Data  func(name string) (any, error) // the value of a data file; the error says that there is none
}

// making is what one page is made with: its way to ask, and the work that was done for it.
type making struct {
	answer Ask
	asked  int
	work   program.Work
}

func (m *making) ask(q site.Query) []*site.Card {
	if m.answer.Cards == nil {
		return nil
	}
	m.asked++
	return m.answer.Cards(q)
}

func (m *making) data(name string) (any, error) {
	if m.answer.Data == nil {
		return nil, nil
	}
	m.asked++
	v, err := m.answer.Data(name)
	if err != nil {
		err = said(site.Reason(err))
	}
	return v, err
}

func (m *making) today() time.Time {
	if m.answer.Today == nil {
		return time.Time{}
	}
	m.asked++
	return m.answer.Today()
}

// todayCall compiles {{today}}.
func todayCall(args []program.Arg) (program.Call, bool) {
	return program.Call{Result: reflect.TypeFor[time.Time](), Do: func(page any, _ []reflect.Value) (reflect.Value, error) {
		return reflect.ValueOf(page.(*making).today()), nil
	}}, len(args) == 0
}

// dataCall compiles {{data "election"}}.
func dataCall(args []program.Arg) (program.Call, bool) {
	if len(args) != 1 || !args[0].Is(reflect.String) && args[0].Type != reflect.TypeFor[any]() {
		return program.Call{}, false
	}
	return program.Call{Result: reflect.TypeFor[any](), Do: func(page any, in []reflect.Value) (reflect.Value, error) {
		if in[0].Kind() != reflect.String {
			return in[0], program.ErrLeft
		}
		v, err := page.(*making).data(in[0].String())
		return reflect.ValueOf(v), err
	}}, true
}

// queries are the functions that ask. latest may do without a name.
var queries = map[string]site.QueryKind{
	"latest": site.QueryLatest, "tagged": site.QueryTagged, "by": site.QueryBy, "series": site.QuerySeries, "termed": site.QueryTermed, "terms": site.QueryTerms,
}

// queryCall compiles a question of one kind.
func queryCall(kind site.QueryKind) program.Special {
	return func(args []program.Arg) (program.Call, bool) {
		if len(args) == 0 || len(args) > 3 || !args[0].Is(reflect.Int) || slices.ContainsFunc(args[1:], func(a program.Arg) bool { return !a.Is(reflect.String) }) {
			return program.Call{}, false
		}
		return program.Call{Result: reflect.TypeFor[[]*site.Card](), Do: func(page any, in []reflect.Value) (reflect.Value, error) {
			var of []string
			for _, name := range in[1:] {
				of = append(of, name.String())
			}
			q, err := queryOf(kind, int(in[0].Int()), of)
			if err != nil {
				return reflect.Value{}, err
			}
			return reflect.ValueOf(page.(*making).ask(q)), nil
		}}, true
	}
}

func queryOf(kind site.QueryKind, n int, of []string) (site.Query, error) {
	q := site.Query{Kind: kind, N: n}
	switch {
	case n < 0:
		return q, wrong("كم؟ اكتب العدد أولًا: latest 5 أو tagged 5 \"غزة\"", "how many? Write a number first: latest 5, tagged 5 \"غزة\"")
	case kind == site.QueryTermed && len(of) == 2:
		q.Of = of[0] + "/" + of[1]
	case kind == site.QueryTermed:
		return q, wrong("%s تأخذ عددًا واسمين: termed 5 \"places\" \"غزة\"", "%s wants a number and two names: termed 5 \"places\" \"غزة\"", kind)
	case len(of) == 1:
		q.Of = of[0]
	case len(of) > 1 || kind != site.QueryLatest:
		return q, wrong("%s تأخذ عددًا واسمًا", "%s wants a number and a name", kind)
	}
	return q, nil
}
