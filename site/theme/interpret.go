package theme

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"maps"
	"reflect"
	"strconv"
	"sync"
	text "text/template"
	"text/template/parse"
	"time"

	"warraq/site"
	"warraq/site/own"
	"warraq/site/theme/functions"
	"warraq/site/theme/program"
	"warraq/site/theme/written"
)

// interpreter is a template set for html/template, with the bounds of package
// program written into its trees. It makes one page at a time.
type interpreter struct {
	theme *Theme
	set   interface {
		ExecuteTemplate(out io.Writer, name string, of any) error
	}
	making *making
	out    *bytes.Buffer
	start  int    // of what is written
	at     string // the last loop or call of a template
}

// The functions that are written into trees. No template can name them.
const (
	enterFunc = "_enter"
	leaveFunc = "_leave"
	stepFunc  = "_step"
	stopFunc  = "_stop"
)

// functions are those that know the page which is made.
func (i *interpreter) functions() template.FuncMap {
	out := template.FuncMap{
		enterFunc: func() (string, error) { return "", i.making.work.Enter(i.written()) },
		leaveFunc: func() string { i.making.work.Leave(); return "" },
		stepFunc:  func(at string) (string, error) { i.at = at; return "", i.making.work.Step(i.written()) },
		"once":    func(name string, of any) (any, error) { return i.theme.onceFor(i.making, i.theme.memo(name), name, of) },
		"print":   func(args ...any) (string, error) { return i.making.work.Print("print", args...) },
		"println": func(args ...any) (string, error) { return i.making.work.Print("println", args...) },
		"printf": func(format string, args ...any) (string, error) {
			return i.making.work.Print("printf", append([]any{format}, args...)...)
		},
		"today": func() time.Time { return i.making.today() },
		"data":  func(name string) (any, error) { return i.making.data(name) },
		"js": func(args ...any) (string, error) {
			s, err := i.making.work.Print("print", args...)
			if err != nil {
				return "", err
			}
			s = template.JSEscapeString(s)
			return s, i.making.work.Made(len(s))
		},
	}
	if i.theme != nil {
		maps.Copy(out, functions.DatesOfAny(i.theme.funcs.Plain))
	}
	for name, kind := range queries {
		out[name] = func(n int, of ...string) ([]*site.Card, error) {
			q, err := queryOf(kind, n, of)
			if err != nil {
				return nil, err
			}
			return i.making.ask(q), nil
		}
	}
	return out
}

func (i *interpreter) written() int { return i.out.Len() - i.start }

// Write takes what html/template makes.
func (i *interpreter) Write(data []byte) (int, error) {
	if i.written() > program.MaxOutput {
		return 0, program.ErrLarge
	}
	return i.out.Write(data)
}

// interpreted runs a template by html/template. The interpreters of a page are kept:
// html/template escapes a set when it is first used.
func (t *Theme) interpreted(out *bytes.Buffer, key compiledKey, data any, m *making) error {
	kept, _ := t.interpreters.LoadOrStore(key.page, new(sync.Pool))
	i, ok := kept.(*sync.Pool).Get().(*interpreter)
	if !ok {
		var err error
		if i, err = t.interpreter(key.page); err != nil {
			return err
		}
	}
	i.making, i.out, i.start, i.at = m, out, out.Len(), key.name+":1:0"
	err := i.run(key.name, data)
	if err == nil {
		kept.(*sync.Pool).Put(i)
	}
	return err
}

func (i *interpreter) run(name string, data any) (err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = fmt.Errorf("template: %s: %v", i.at, panicked)
		}
	}()
	if err = i.set.ExecuteTemplate(i, name, data); err == nil && i.written() > program.MaxOutput {
		err = program.ErrLarge
	}
	var beyond *program.BeyondError
	for _, bound := range []error{program.ErrDeep, program.ErrSteps, program.ErrLarge} {
		if errors.Is(err, bound) && !errors.As(err, &beyond) {
			return &program.BeyondError{Place: i.at, Err: bound}
		}
	}
	return err
}

// interpreter makes an interpreter of a page's set, or of the partials.
func (t *Theme) interpreter(page string) (*interpreter, error) {
	i := &interpreter{theme: t}
	var err error
	var set *template.Template
	if page == "" {
		set, err = t.partials.Clone()
	} else {
		set, _, err = t.assemble(t.sources[page])
	}
	if err != nil {
		return nil, err
	}
	texts, form := text.New("").Funcs(t.funcs.Plain).Funcs(i.functions()).Funcs(written.Functions), own.FormOf(page)
	isText := page != "" && form != own.FormHTML
	set.Funcs(i.functions())
	for _, tmpl := range set.Templates() {
		if tmpl.Tree == nil || tmpl.Tree.Root == nil {
			continue
		}
		if isText {
			written.Escape(tmpl.Tree.Root, form)
		}
		if writeBounds(tmpl.Tree.Root); isText {
			if _, err := texts.AddParseTree(tmpl.Name(), tmpl.Tree); err != nil {
				return nil, err
			}
		}
	}
	if i.set = set; isText {
		i.set = texts
	}
	return i, nil
}

// writeBounds makes a template count its beginning, its end, its turns of loops, and
// its calls of others.
func writeBounds(root *parse.ListNode) {
	walk(root, func(n parse.Node) {
		switch n := n.(type) {
		case *parse.RangeNode:
			n.List.Nodes = append([]parse.Node{counting(stepFunc, n)}, n.List.Nodes...)
		case *parse.ListNode:
			var nodes []parse.Node
			for _, c := range n.Nodes {
				if _, ok := c.(*parse.TemplateNode); ok {
					nodes = append(nodes, counting(stepFunc, c))
				}
				nodes = append(nodes, c)
			}
			n.Nodes = nodes
		}
	})
	root.Nodes = append(append([]parse.Node{counting(enterFunc, nil)}, root.Nodes...), counting(leaveFunc, nil))
}

// counting is {{$_ := NAME "place of a node"}}: an assignment writes nothing.
func counting(name string, of parse.Node) parse.Node {
	call := &parse.CommandNode{NodeType: parse.NodeCommand, Args: []parse.Node{parse.NewIdentifier(name)}}
	if of != nil {
		place := placeOf(of)
		call.Args = append(call.Args, &parse.StringNode{NodeType: parse.NodeString, Quoted: strconv.Quote(place), Text: place})
	}
	return &parse.ActionNode{NodeType: parse.NodeAction, Pipe: &parse.PipeNode{
		NodeType: parse.NodePipe, Cmds: []*parse.CommandNode{call},
		Decl: []*parse.VariableNode{{NodeType: parse.NodeVariable, Ident: []string{"$_"}}},
	}}
}

// placeOf is file:line:column of a node; the column counts bytes from 0.
func placeOf(n parse.Node) string {
	if reflect.ValueOf(n).IsNil() {
		return ""
	}
	place, _ := (*parse.Tree)(nil).ErrorContext(n)
	return place
}
