package theme

import (
	"bytes"
	"html/template"
	"reflect"
	"sync"

	"warraq/site/theme/program"
)

// mostKept is how many partials are kept at once: pages that are made one after
// another show the same stories, and an archive has more than memory holds.
const mostKept = 16384

// buffers are for partials while they are made.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Forget drops what once has kept. A new edition has new cards.
func (t *Theme) Forget() {
	t.memos.Range(func(_, memo any) bool { memo.(*sync.Map).Clear(); return true })
}

// memo is what once has kept of a partial.
func (t *Theme) memo(name string) *sync.Map {
	memo, ok := t.memos.Load(name)
	if !ok {
		memo, _ = t.memos.LoadOrStore(name, new(sync.Map))
	}
	return memo.(*sync.Map)
}

// onceCall compiles {{once "partials/card.html" .Card}}.
func (t *Theme) onceCall(args []program.Arg) (program.Call, bool) {
	if len(args) != 2 || !args[0].Is(reflect.String) || args[1].Type == nil {
		return program.Call{}, false
	}
	var known *sync.Map // of the partial that is named outright, as nearly all are
	if args[0].Const.IsValid() {
		known = t.memo(args[0].Const.String())
	}
	return program.Call{Result: reflect.TypeFor[template.HTML](), Do: func(page any, in []reflect.Value) (reflect.Value, error) {
		name, memo := in[0].String(), known
		if memo == nil {
			memo = t.memo(name)
		}
		html, err := t.onceFor(page.(*making), memo, name, in[1].Interface())
		return reflect.ValueOf(html), err
	}}, true
}

// onceFor renders a partial for a page. It keeps the result, a template.HTML,
// by the pointer that the partial shows, unless the partial asked the edition:
// an answer is of the instant, and the page must be seen to ask.
func (t *Theme) onceFor(m *making, memo *sync.Map, name string, of any) (any, error) {
	keep := reflect.ValueOf(of).Kind() == reflect.Pointer
	if keep {
		if html, ok := memo.Load(of); ok {
			return html, nil
		}
	}
	if p, faulty := t.faults[name]; faulty {
		return nil, &TemplateError{Problem: p, Told: true}
	}
	if t.partials.Lookup(name) == nil {
		return nil, wrong("لا جزء باسم «%s»", "no partial %q", name)
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	before := m.asked
	if err := t.execute(b, compiledKey{"", name, reflect.TypeOf(of)}, of, m); err != nil {
		return nil, err
	}
	if err := m.work.Made(b.Len()); err != nil {
		return nil, err
	}
	var html any = template.HTML(b.String())
	if keep && m.asked == before {
		if t.kept.Add(1)%mostKept == 0 {
			t.Forget()
		}
		memo.Store(of, html)
	}
	return html, nil
}
