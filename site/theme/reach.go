package theme

import (
	"crypto/sha256"
	"fmt"
	"html/template"
	"maps"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"

	"warraq/site"
)

// reaching says what templates reach beside their View. Functions that read
// nothing but their arguments and the locale are not looked at; what the others
// read is listed in read.
type reaching struct {
	theme    *Theme
	sources  []source
	calls    map[string][]call // by source
	words    catalog
	icons    map[string]template.HTML
	locale   string
	baseURL  string
	markdown string // what markdownify makes depends on
	asset    func(name string) (site.Asset, error)
}

// call is one use of a function in a template, or of a template by another
// (fn is "template").
type call struct {
	fn    string
	arg   string // the first argument
	known bool   // arg is written outright
	line  int
	col   int
}

func (t *Theme) reaching(sources []source, words catalog, icons map[string]template.HTML, o Options) *reaching {
	r := &reaching{theme: t, sources: sources, calls: map[string][]call{}, words: words, icons: icons, asset: o.asset}
	l := o.Locale
	r.locale = fmt.Sprintf("%s %s %s %s %v %d %v", l.Lang, l.Country, l.Months, l.Digits, l.Hijri, l.HijriOffset, l.Zone)
	for _, k := range slices.Sorted(maps.Keys(l.MonthsAt)) {
		r.locale += fmt.Sprintf(" %q=%q", k, l.MonthsAt[k])
	}
	if o.Config != nil {
		r.baseURL = o.Config.BaseURL
		r.markdown = fmt.Sprint(o.Config.BaseURL, o.Config.Language, o.Config.Digits, o.Config.UnsafeHTML, o.Config.Embeds)
		r.locale += fmt.Sprintf(" %+v", o.Config.Pictures)
	}
	for _, s := range sources {
		if set := t.set(s); set != nil {
			r.calls[s.name] = callsOf(set, s)
		}
	}
	return r
}

// callsOf lists the calls in the trees that one file defines.
func callsOf(set *template.Template, s source) []call {
	var out []call
	ruler := site.Ruler{Text: []byte(s.text)}
	for _, tmpl := range set.Templates() {
		if tmpl.Tree == nil || tmpl.Tree.ParseName != s.name {
			continue
		}
		walk(tmpl.Tree.Root, func(n parse.Node) {
			var c call
			switch n := n.(type) {
			case *parse.TemplateNode:
				c.fn, c.arg, c.known = "template", n.Name, true
			case *parse.CommandNode:
				fn, ok := n.Args[0].(*parse.IdentifierNode)
				if !ok {
					return
				}
				c.fn = fn.Ident
				if len(n.Args) > 1 {
					if arg, ok := n.Args[1].(*parse.StringNode); ok {
						c.arg, c.known = arg.Text, true
					}
				}
			default:
				return
			}
			c.line, c.col = ruler.At(int(n.Position()))
			out = append(out, c)
		})
	}
	return out
}

// check reports the strings and partials that templates name and that are not
// there, and the strings that no template names.
func (r *reaching) check() (out []site.Problem) {
	anyName := false
	for _, s := range r.sources {
		for _, c := range r.calls[s.name] {
			isString := c.fn == "t" || c.fn == "tn"
			p := site.Problem{Path: "templates/" + s.name, Line: c.line, Col: c.col, Rule: "theme/unknown-name", Level: site.LevelError}
			switch faulty, known := r.words.faulty[c.arg]; {
			case c.fn == "asset":
				_, err := r.asset(c.arg)
				if c.known && err == nil {
					continue
				}
				p.Message = site.Say("تأخذ asset اسمًا مكتوبًا: asset \"css/paper.css\"", "asset wants a name that is written outright: asset \"css/paper.css\"")
				if c.known {
					p.Message = site.Reason(err)
				}
				p.Hint = site.Say("أصلح الملف أو اسمه", "correct the file, or its name")
			case !c.known:
				anyName = anyName || isString
				continue
			case isString && !r.words.has(c.arg) && known:
				r.theme.blame(s.name, faulty)
				continue
			case isString && !r.words.has(c.arg):
				p.Message = site.Say("لا نصّ باسم «%s» في templates/strings", "no string %q in templates/strings", c.arg)
				p.Hint = site.Say("أضفه إلى ملف لغة الطبعة", "add it to the file of the edition's language")
			case c.fn == "once" && r.theme.partials.Lookup(c.arg) == nil:
				p.Message = site.Say("لا جزء باسم «%s»", "no partial %q", c.arg)
				p.Hint = site.Say("الأجزاء في templates/partials", "partials live in templates/partials")
			default:
				delete(r.words.added, c.arg)
				continue
			}
			out = append(out, p)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(r.words.added)) {
		if !anyName && !strings.HasPrefix(key, typePrefix) {
			out = append(out, r.words.added[key])
		}
	}
	return out
}

// sums hashes what each page template reaches.
func (r *reaching) sums() map[string]site.Sum {
	out := make(map[string]site.Sum, len(r.theme.pages))
	for page := range r.theme.pages {
		reached := r.page(page)
		h := sha256.New()
		for _, name := range slices.Sorted(maps.Keys(reached)) {
			fmt.Fprintf(h, "%d %s %d %s", len(name), name, len(reached[name]), reached[name])
		}
		out[page] = site.Sum(h.Sum(nil)[:16])
	}
	return out
}

// page is all that a page template reaches: names to contents.
func (r *reaching) page(name string) map[string]string {
	reached := map[string]string{"locale": r.locale}
	sets := []*template.Template{r.theme.partials} // once executes the partials' own
	if page := r.theme.pages[name]; page != nil {
		sets = append(sets, page)
	}
	var file func(name string)
	named := func(name string) {
		for _, set := range sets {
			if tmpl := set.Lookup(name); tmpl != nil && tmpl.Tree != nil {
				file(tmpl.Tree.ParseName)
			}
		}
		file(name) // where it cannot be parsed, no set has it
	}
	file = func(name string) {
		i, ok := slices.BinarySearchFunc(r.sources, name, func(s source, name string) int { return strings.Compare(s.name, name) })
		if _, done := reached["templates/"+name]; done || !ok {
			return
		}
		reached["templates/"+name] = r.sources[i].text
		for _, c := range r.calls[name] {
			switch {
			case c.fn == "template" || c.fn == "once" && c.known:
				named(c.arg)
			case c.fn == "once":
				for _, s := range r.sources {
					if s.shared() {
						file(s.name)
					}
				}
			default:
				r.read(c, reached)
			}
		}
	}
	file(name)
	if entry := r.theme.entry[name]; entry != "" {
		file(entry)
	}
	return reached
}

// read enters what a function reads beside its arguments. A name that is not
// written outright may be any.
func (r *reaching) read(c call, reached map[string]string) {
	switch c.fn {
	case "t", "tn":
		enter(c, reached, "string ", r.words.source)
	case "typeName", "typePlural":
		for key, text := range r.words.source {
			if strings.HasPrefix(key, typePrefix) || strings.HasPrefix(key, pluralPrefix) {
				reached["string "+key] = text
			}
		}
	case "icon":
		enter(c, reached, "static/icons/", r.icons)
	case "asset":
		a, _ := r.asset(c.arg) // check tells
		reached["asset "+c.arg] = a.URL + a.Integrity
	case "markdownify":
		reached["markdown"] = r.markdown
	case "abs":
		reached["base URL"] = r.baseURL
	}
}

func enter[S ~string](c call, reached map[string]string, kind string, from map[string]S) {
	if c.known {
		reached[kind+c.arg] = string(from[c.arg])
		return
	}
	for name, text := range from {
		reached[kind+name] = string(text)
	}
}

// walk calls f with a node and all below it.
func walk(n parse.Node, f func(parse.Node)) {
	if n == nil || reflect.ValueOf(n).IsNil() {
		return
	}
	f(n)
	switch n := n.(type) {
	case *parse.ListNode:
		for _, c := range n.Nodes {
			walk(c, f)
		}
	case *parse.ActionNode:
		walk(n.Pipe, f)
	case *parse.TemplateNode:
		walk(n.Pipe, f)
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			walk(c, f)
		}
	case *parse.CommandNode:
		for _, a := range n.Args {
			walk(a, f)
		}
	case *parse.ChainNode:
		walk(n.Node, f)
	default:
		if b := branchOf(n); b != nil {
			walk(b.Pipe, f)
			walk(b.List, f)
			walk(b.ElseList, f)
		}
	}
}

// branchOf is what if, with and range have in common; nil for other nodes.
func branchOf(n parse.Node) *parse.BranchNode {
	switch n := n.(type) {
	case *parse.IfNode:
		return &n.BranchNode
	case *parse.RangeNode:
		return &n.BranchNode
	case *parse.WithNode:
		return &n.BranchNode
	}
	return nil
}
