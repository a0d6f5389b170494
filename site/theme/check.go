package theme

import (
	"html/template"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"text/template/parse"
	"time"

	"warraq/site"
	"warraq/site/own"
	"warraq/site/theme/typed"
	"warraq/site/theme/views"
)

// results are what special functions give, where their own type does not say it.
var results = map[string]reflect.Type{
	"once": reflect.TypeFor[template.HTML](), "data": nil, "today": reflect.TypeFor[time.Time](), "add": nil, "number": reflect.TypeFor[string](),
	"printf": reflect.TypeFor[string](), "print": reflect.TypeFor[string](), "println": reflect.TypeFor[string](), "len": reflect.TypeFor[int](),
	"latest": reflect.TypeFor[[]*site.Card](), "tagged": reflect.TypeFor[[]*site.Card](), "by": reflect.TypeFor[[]*site.Card](), "series": reflect.TypeFor[[]*site.Card](), "termed": reflect.TypeFor[[]*site.Card](), "terms": reflect.TypeFor[[]*site.Card](),
}

// Check looks at all templates against the Views that they show, before any page is made: each fault is told once, by
// the file that has it. Own are the newsroom's files, of which it tells those that no page reaches.
func Check(t *Theme, c *site.Config, own fs.FS) (out []site.Problem) {
	if legible := t.legible(); legible != nil {
		t = legible
	}
	reached := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(t.pages)) {
		view := viewOf(name, c)
		set, entry, err := t.assemble(t.sources[name])
		if err != nil || view == nil {
			continue // what cannot be read is told already
		}
		with := typed.Theme{Functions: t.funcs.Plain, Results: results, Handed: "once", Kinds: views.Kinds, Tree: func(name string) *parse.Tree {
			for _, set := range []*template.Template{set, t.partials} {
				if tmpl := set.Lookup(name); tmpl != nil && tmpl.Tree != nil {
					return tmpl.Tree
				}
			}
			return nil
		}}
		faults, names := with.Check(entry, reflect.TypeOf(view))
		for name := range names {
			if tree := with.Tree(name); tree != nil {
				reached[tree.ParseName] = true
			}
		}
		for _, f := range faults {
			if p := typeFault(t, f); !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	for _, name := range filesOf(own) {
		if s, ok := t.sources[name]; ok && s.shared() && !reached[name] {
			out = append(out, site.Problem{
				Path: "templates/" + name, Rule: "theme/unused", Level: site.LevelWarning,
				Message: site.Say("لا قالب صفحة يصل إليه", "no template of a page comes to it"),
				Hint:    site.Say("أدرجه حيث يلزم، أو احذفه", "use it where it belongs, or remove it"),
			})
		}
	}
	return out
}

// viewOf is the View that a template of a page shows, or nil.
func viewOf(name string, c *site.Config) any {
	if slices.ContainsFunc(c.Types, func(t own.Type) bool { return name == t.File() || name == "lite/"+t.File() }) {
		return &site.ArticleView{}
	}
	return views.Of(name)
}

// typeFault is the Problem of a fault: where it is, and what there is in its place.
func typeFault(t *Theme, f typed.Fault) site.Problem {
	where, _ := (*parse.Tree)(nil).ErrorContext(f.At)
	p := templateFault(where)
	p.Col, p.Rule, p.Hint = t.column(p), "theme/types", lookAtLine
	switch {
	case f.Of != nil:
		of := f.Of
		for of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		p.Message = site.Say("لا حقل باسم %s في %s", "there is no field %s in %s", f.Name, typeName(of))
		if of.Kind() == reflect.Struct {
			p.Hint = fieldsOf(of, f.Name)
		}
	case f.Beside != nil:
		p.Message = site.Say("لا تقارن %s قيمة من نوع %s بأخرى من نوع %s", "%s cannot compare %s with %s", f.Name, typeName(f.Arg), typeName(f.Beside))
		p.Hint = site.Say("قارن نصًا بنص أو عددًا بعدد", "compare text with text, or a number with a number")
	case f.Arg != nil:
		p.Message = site.Say("لا تأخذ %s قيمة من نوع %s", "%s takes no %s", f.Name, typeName(f.Arg))
	default:
		p.Message = site.Say("تأخذ %s من القيم %d، وهنا %d", "%s takes %d values; this call gives %d", f.Name, f.Want, f.Got)
	}
	if i := slices.IndexFunc(Described, func(d Function) bool { return f.Of == nil && d.Name == f.Name }); i >= 0 {
		p.Hint = site.Say("مثالها: {{%s}}", "an example: {{%s}}", Described[i].Use)
	}
	return p
}

// typeName is a type as a theme's author reads it.
func typeName(of reflect.Type) string { return goWords.ReplaceAllString(of.String(), "") }
