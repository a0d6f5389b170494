package theme

import (
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"sync"
	"text/template/parse"

	"warraq/site"
)

// asking is one page's way to ask the edition.
type asking struct {
	answer func(site.Query) []*site.Card
	asked  int
	locked bool // it is the one that html/template's functions ask for
}

func (a *asking) ask(q site.Query) []*site.Card {
	if a == nil || a.answer == nil {
		return nil
	}
	a.asked++
	return a.answer(q)
}

var (
	cardsType = reflect.TypeFor[[]*site.Card]()
	errCount  = errors.New("how many? Write a number first: latest 5, tagged 5 \"غزة\"")
)

// queries are the functions that ask. latest may do without a name.
var queries = map[string]site.QueryKind{
	"latest": site.QueryLatest, "tagged": site.QueryTagged, "by": site.QueryBy, "series": site.QuerySeries,
}

// query is the function of one kind, for html/template: it asks for the page
// that is being made under the theme's lock.
func (t *Theme) query(kind site.QueryKind) func(n int, of ...string) ([]*site.Card, error) {
	return func(n int, of ...string) ([]*site.Card, error) {
		q, err := queryOf(kind, n, of)
		if err != nil {
			return nil, err
		}
		return t.asking.ask(q), nil
	}
}

func queryOf(kind site.QueryKind, n int, of []string) (site.Query, error) {
	q := site.Query{Kind: kind, N: n}
	switch {
	case n < 0:
		return q, errCount
	case len(of) == 1:
		q.Of = of[0]
	case len(of) > 1 || kind != site.QueryLatest:
		return q, fmt.Errorf("%s wants a number and a name", kind)
	}
	return q, nil
}

// asksAnything tells whether a template of the theme calls a query.
func (t *Theme) asksAnything(sources []source) (asks bool) {
	for _, s := range sources {
		set := t.pages[s.name]
		if s.shared() {
			set = t.partials
		}
		if set == nil {
			continue
		}
		walkSource(set, s, func(n parse.Node) {
			if id, ok := n.(*parse.IdentifierNode); ok {
				_, is := queries[id.Ident]
				asks = asks || is
			}
		})
	}
	return asks
}

// queryCall compiles a question.
func queryCall(kind site.QueryKind, args []value) (value, error) {
	if len(args) == 0 || len(args) > 2 || args[0].of == nil || args[0].of.Kind() != reflect.Int {
		return value{}, errUnknown
	}
	if len(args) == 2 && (args[1].of == nil || args[1].of.Kind() != reflect.String) {
		return value{}, errUnknown
	}
	return value{of: cardsType, eval: func(m *machine, dot reflect.Value) (reflect.Value, error) {
		n, err := args[0].eval(m, dot)
		if err != nil {
			return n, err
		}
		var of []string
		if len(args) == 2 {
			name, err := args[1].eval(m, dot)
			if err != nil {
				return name, err
			}
			of = []string{name.String()}
		}
		q, err := queryOf(kind, int(n.Int()), of)
		if err != nil {
			return reflect.Value{}, err
		}
		return reflect.ValueOf(m.asking.ask(q)), nil
	}}, nil
}

// onceCall compiles {{once "partials/card.html" .Card}}: what the partial asks,
// the page asks.
func (t *Theme) onceCall(args []value) (value, error) {
	if len(args) != 2 || args[0].of == nil || args[0].of.Kind() != reflect.String || args[1].of == nil {
		return value{}, errUnknown
	}
	var known *sync.Map // of the partial that is named outright, as nearly all are
	if args[0].isConst {
		known = t.memo(args[0].constant.String())
	}
	return value{of: reflect.TypeFor[template.HTML](), eval: func(m *machine, dot reflect.Value) (reflect.Value, error) {
		name, err := args[0].eval(m, dot)
		if err != nil {
			return name, err
		}
		memo := known
		if memo == nil {
			memo = t.memo(name.String())
		}
		of, err := args[1].eval(m, dot)
		if err != nil {
			return of, err
		}
		html, err := t.onceFor(m.asking, memo, name.String(), of.Interface())
		return reflect.ValueOf(html), err
	}}, nil
}
