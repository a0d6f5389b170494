package theme

import (
	"errors"
	"fmt"
	"reflect"

	"warraq/site"
	"warraq/site/theme/program"
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

// queryCall compiles a question of one kind.
func queryCall(kind site.QueryKind) program.Special {
	return func(args []program.Arg) (program.Call, bool) {
		if len(args) == 0 || len(args) > 2 || !args[0].Is(reflect.Int) || len(args) == 2 && !args[1].Is(reflect.String) {
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
			return reflect.ValueOf(page.(*asking).ask(q)), nil
		}}, true
	}
}

func queryOf(kind site.QueryKind, n int, of []string) (site.Query, error) {
	q := site.Query{Kind: kind, N: n}
	switch {
	case n < 0:
		return q, errors.New("how many? Write a number first: latest 5, tagged 5 \"غزة\"")
	case len(of) == 1:
		q.Of = of[0]
	case len(of) > 1 || kind != site.QueryLatest:
		return q, fmt.Errorf("%s wants a number and a name", kind)
	}
	return q, nil
}
