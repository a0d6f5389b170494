package theme

import (
	"errors"
	"html/template"
	"regexp"
	"strconv"
	"strings"
	"text/template/parse"

	"warraq/site"
)

// TemplateError is a page that its template could not make.
type TemplateError struct{ Problem site.Problem }

func (e *TemplateError) Error() string { return e.Problem.Place() + ": " + e.Problem.Message.En }

// Fault is what to mend.
func (e *TemplateError) Fault() site.Problem { return e.Problem }

// place finds "name:line:col:" or "name:line:" in what the template packages
// say; they have no other way to tell.
var place = regexp.MustCompile(`template: ?([^:\s]+):(\d+)(?::(\d+))?:? ?`)

// templateProblem says where a template is wrong.
func templateProblem(name string, err error) site.Problem {
	p := site.Problem{Path: "templates/" + name, Rule: "theme/template", Level: site.LevelError}
	text := err.Error()
	var escape *template.Error
	if errors.As(err, &escape) && escape.Name != "" {
		p.Path, p.Line, text = "templates/"+escape.Name, escape.Line, escape.Description
	} else if m := place.FindAllStringSubmatchIndex(text, -1); m != nil {
		last := m[len(m)-1]
		p.Path = "templates/" + text[last[2]:last[3]]
		p.Line, _ = strconv.Atoi(text[last[4]:last[5]])
		if last[6] >= 0 {
			p.Col, _ = strconv.Atoi(text[last[6]:last[7]])
			p.Col++
		}
		text = text[last[1]:]
	}
	text = strings.TrimSpace(text)
	p.Message = site.Say("القالب لا يعمل: %s", "the template does not work: %s", text)
	p.Hint = site.Say("راجع السطر المذكور، أو احذف ملفك ليعود القالب الأصلي", "mend that line, or remove your file to get the built-in template back")
	return p
}

// check holds every partial, string and noun that a template names against
// what there is.
func (t *Theme) check(words catalog, sources []source) []site.Problem {
	var out []site.Problem
	for _, s := range sources {
		set := t.pages[s.name]
		if s.shared() {
			set = t.partials
		}
		if set == nil {
			continue
		}
		visit(set, s, func(n *parse.CommandNode, fn, arg string) {
			var p site.Problem
			switch {
			case (fn == "t" || fn == "tn") && !words.has(arg):
				p.Message = site.Say("لا نصّ باسم «%s» في templates/strings", "no string %q in templates/strings", arg)
				p.Hint = site.Say("أضفه إلى ملف لغة الطبعة", "add it to the file of the edition's language")
			case fn == "once" && t.partials.Lookup(arg) == nil:
				p.Message = site.Say("لا جزء باسم «%s»", "no partial %q", arg)
				p.Hint = site.Say("الأجزاء في templates/partials", "partials live in templates/partials")
			default:
				return
			}
			p.Path, p.Rule, p.Level = "templates/"+s.name, "theme/unknown-name", site.LevelError
			p.Line = 1 + strings.Count(s.text[:min(int(n.Position()), len(s.text))], "\n")
			out = append(out, p)
		})
	}
	return out
}

// reached lists the templates that a source names.
func reached(set *template.Template, s source) []string {
	var out []string
	visitTemplates(set, s, func(n string) { out = append(out, n) })
	visit(set, s, func(_ *parse.CommandNode, fn, arg string) {
		if fn == "once" {
			out = append(out, arg)
		}
	})
	return out
}

// visit calls f with every function call of a source whose first argument is
// a constant string.
func visit(set *template.Template, s source, f func(n *parse.CommandNode, fn, arg string)) {
	walkSource(set, s, func(n parse.Node) {
		c, ok := n.(*parse.CommandNode)
		if !ok || len(c.Args) < 2 {
			return
		}
		fn, ok := c.Args[0].(*parse.IdentifierNode)
		if !ok {
			return
		}
		if arg, ok := c.Args[1].(*parse.StringNode); ok {
			f(c, fn.Ident, arg.Text)
		}
	})
}

func visitTemplates(set *template.Template, s source, f func(name string)) {
	walkSource(set, s, func(n parse.Node) {
		if tn, ok := n.(*parse.TemplateNode); ok {
			f(tn.Name)
		}
	})
}

// walkSource walks the trees that one file defines.
func walkSource(set *template.Template, s source, f func(parse.Node)) {
	for _, tmpl := range set.Templates() {
		if tmpl.Tree != nil && tmpl.Tree.ParseName == s.name {
			walk(tmpl.Tree.Root, f)
		}
	}
}

func walk(n parse.Node, f func(parse.Node)) {
	f(n)
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, c := range n.Nodes {
			walk(c, f)
		}
	case *parse.ActionNode:
		walk(n.Pipe, f)
	case *parse.PipeNode:
		if n == nil {
			return
		}
		for _, c := range n.Cmds {
			walk(c, f)
		}
	case *parse.CommandNode:
		for _, a := range n.Args {
			walk(a, f)
		}
	case *parse.IfNode:
		walkBranch(&n.BranchNode, f)
	case *parse.RangeNode:
		walkBranch(&n.BranchNode, f)
	case *parse.WithNode:
		walkBranch(&n.BranchNode, f)
	case *parse.TemplateNode:
		walk(n.Pipe, f)
	}
}

func walkBranch(n *parse.BranchNode, f func(parse.Node)) {
	walk(n.Pipe, f)
	walk(n.List, f)
	if n.ElseList != nil {
		walk(n.ElseList, f)
	}
}
