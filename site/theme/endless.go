package theme

import (
	"cmp"
	"html/template"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"warraq/site"
)

// The nesting that is taken: html/template's time doubles with each range in a range,
// and its stack grows with each block.
const (
	mostBlocks = 100
	mostRanges = 10
)

// tooNested gives the block of a list that is nested too deep, or nil.
func tooNested(l *parse.ListNode, blocks, ranges int) parse.Node {
	if l == nil {
		return nil
	}
	for _, n := range l.Nodes {
		b := branchOf(n)
		if b == nil {
			continue
		}
		ranges := ranges
		if b.NodeType == parse.NodeRange {
			ranges++
		}
		if blocks >= mostBlocks || ranges > mostRanges {
			return n
		}
		if deep := cmp.Or(tooNested(b.List, blocks+1, ranges), tooNested(b.ElseList, blocks+1, ranges)); deep != nil {
			return deep
		}
	}
	return nil
}

// endless finds the templates that include themselves whatever a page shows. A
// template that does so under a condition, as a menu of menus does, is bounded when
// it runs.
type endless struct {
	set, partials *template.Template
	ends          map[string]bool // by name; what once executes, after "once "
	within        string          // "once " while such a one is looked at
}

// endlessIn gives a Problem for each circle of templates in the partials and the sets
// of pages.
func endlessIn(partials *template.Template, pages map[string]*template.Template) (out []site.Problem) {
	alone := &endless{set: partials, partials: partials, ends: map[string]bool{}}
	out = alone.find(partials, "once ")
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		e := &endless{set: pages[name], partials: partials, ends: maps.Clone(alone.ends)}
		out = append(out, e.find(e.set, "")...)
	}
	return out
}

// find looks at all templates of a set until it knows which of them end.
func (e *endless) find(set *template.Template, within string) (out []site.Problem) {
	var names []string
	for _, tmpl := range set.Templates() {
		names = append(names, within+tmpl.Name())
		e.ends[within+tmpl.Name()] = false
	}
	slices.Sort(names)
	for again := true; again; {
		again = false
		for _, name := range names {
			if !e.ends[name] && e.first(name) == nil {
				e.ends[name], again = true, true
			}
		}
	}
	told := map[string]bool{}
	for _, name := range names {
		if !e.ends[name] && !told[name] {
			out = append(out, e.circle(name, told)...)
		}
	}
	return out
}

// goesOn reports whether a template is there and does not end, as far as is known.
func (e *endless) goesOn(name string) bool {
	ends, known := e.ends[name]
	return known && !ends
}

// circle follows the calls from a template that does not end to the circle that they
// lead to, and tells it once.
func (e *endless) circle(name string, told map[string]bool) []site.Problem {
	var way []string
	places := map[string]string{}
	for !slices.Contains(way, name) {
		way = append(way, name)
		call := e.first(name)
		places[name] = placeOf(call)
		name = e.called(call)
	}
	circle := way[slices.Index(way, name):]
	if told[circle[0]] {
		return nil
	}
	for _, n := range circle {
		told[n] = true
	}
	at := slices.Index(circle, slices.Min(circle))
	circle = append(slices.Clone(circle[at:]), circle[:at+1]...)
	p := templateFault(places[circle[0]])
	names := func(arrow string) string { return strings.ReplaceAll(strings.Join(circle, arrow), "once ", "") }
	p.Message = site.Words{
		Ar: "القالب يُدرج نفسه بلا نهاية: " + names(" ← "), En: "the template includes itself without end: " + names(" → "),
	}
	p.Hint = site.Say("احذف هذا الإدراج، أو ضعه بين {{if}} و{{end}} بشرط ينتهي", "remove this call, or put it between {{if}} and {{end}} with a condition that comes to an end")
	return []site.Problem{p}
}

// first gives the first call of a template that is made whatever a page shows and
// does not end, as far as is known.
func (e *endless) first(name string) parse.Node {
	set, within := e.set, ""
	name, once := strings.CutPrefix(name, "once ")
	if once {
		set, within = e.partials, "once "
	}
	e.within = within
	if tmpl := set.Lookup(name); tmpl != nil && tmpl.Tree != nil {
		return e.list(tmpl.Tree.Root)
	}
	return nil
}

// called is the template that a call includes.
func (e *endless) called(call parse.Node) string {
	switch n := call.(type) {
	case *parse.TemplateNode:
		return e.within + n.Name
	case *parse.CommandNode:
		return "once " + n.Args[1].(*parse.StringNode).Text
	}
	return ""
}

func (e *endless) list(l *parse.ListNode) parse.Node {
	if l == nil {
		return nil
	}
	for _, n := range l.Nodes {
		var call parse.Node
		switch n := n.(type) {
		case *parse.TemplateNode:
			if call = e.pipe(n.Pipe); call == nil && e.goesOn(e.called(n)) {
				call = n
			}
		case *parse.ActionNode:
			call = e.pipe(n.Pipe)
		case *parse.RangeNode:
			call = e.pipe(n.Pipe)
		case *parse.IfNode, *parse.WithNode:
			call = e.branch(branchOf(n))
		}
		if call != nil {
			return call
		}
	}
	return nil
}

func (e *endless) branch(n *parse.BranchNode) parse.Node {
	if call := e.pipe(n.Pipe); call != nil {
		return call
	}
	if e.list(n.ElseList) == nil {
		return nil
	}
	return e.list(n.List)
}

// pipe looks for once. What stands behind and or or may not be called.
func (e *endless) pipe(p *parse.PipeNode) parse.Node {
	if p == nil {
		return nil
	}
	for _, c := range p.Cmds {
		if fn, ok := c.Args[0].(*parse.IdentifierNode); ok {
			if fn.Ident == "and" || fn.Ident == "or" {
				continue
			}
			if fn.Ident == "once" && len(c.Args) > 1 {
				if name, ok := c.Args[1].(*parse.StringNode); ok && e.goesOn("once "+name.Text) {
					return c
				}
			}
		}
		for _, a := range c.Args {
			if inner, ok := a.(*parse.PipeNode); ok {
				if call := e.pipe(inner); call != nil {
					return call
				}
			}
		}
	}
	return nil
}
