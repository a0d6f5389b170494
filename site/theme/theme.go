// Package theme turns a Page into HTML through the editor's templates.
//
// # Files
//
// A theme is a folder of html/template files. A user's file wins over the
// built-in one of the same path, so any single one can be replaced.
//
//	base.html          the shell of every page; shows {{block "main" .}}
//	article.html …     one file a page kind; defines "main" (and may define other blocks of base.html)
//	lite/base.html     the shell of the light pages, lite/article.html … inside it
//	partials/*.html    parts, used as {{template "partials/card.html" .}}
//	strings/ar.json    the words of the interface, one file a language
//
//	types/obituary.html      the stories of a type of the paper's own (types: in edition.yaml); lite/types/…: their light twins
//
//	components/result.html   a component of a body, {{< result id="x" >}}…{{< /result >}}: it sees an own.ComponentView;
//	                         components/result.lite.html on light pages and in feeds
//
// A page file that defines no "main" stands alone. A template sees one View
// (package site, view.go) and nothing else. Theme.Sum is the hash of all the
// rest that it reaches (reach.go), so that a page is made again when any of it
// changes.
//
// Templates are minified when they are loaded, so a page is assembled and
// never minified again. Package program executes them.
//
// # Fields of the paper's own
//
// .Params has what params: says, in the views of stories, static pages, sections, tags and authors;
// .Chrome.Params that of edition.yaml; .Params of a card what card_params lists. A field that is not
// there is empty: {{with .Params.rating}}{{.}}{{end}}.
//
// # Functions
//
// Described (functions_table.go) lists all functions, each with a call of it. Five of them ask the
// edition: latest, tagged, by, series, termed. Their answer is a list of cards, newest first, at most N (0:
// all); a page that asked is made again when the answer changes, and only then. data reads a file of
// content/data; a page that asked is made again when the file changes.
package theme

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"text/template/parse"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/own"
	"warraq/site/theme/program"
	"warraq/site/theme/written"
)

// Options are what a theme needs beside its files.
type Options struct {
	Config   *site.Config
	Locale   arabic.Locale
	BuiltIn  fs.FS                                 // the built-in templates, for the strings that a newsroom's file lacks; may be nil
	Own      fs.FS                                 // the newsroom's own templates alone; may be nil
	Static   fs.FS                                 // for icons
	Asset    func(name string) (site.Asset, error) // makes a style sheet or a script of static/ ready; may be nil
	Markdown func(text string) template.HTML       // what markdownify makes of Markdown; may be nil
	Minify   func(source []byte) ([]byte, error)   // of a template's source; nil leaves it
}

// Theme renders pages. It is safe for concurrent use.
type Theme struct {
	pages    map[string]*template.Template // by file name; each with the shared templates that it calls
	entry    map[string]string             // page file to the template that is executed
	partials *template.Template            // all that is shared; never executed itself
	alone    *template.Template            // the partials again, for once
	sources  map[string]source
	faults   map[string]site.Problem // of the files that cannot be used, then also of the pages that reach them
	funcs    program.Functions
	sums     map[string]site.Sum

	programs     sync.Map // compiledKey to *program.Program, nil where html/template must do it
	left         sync.Map // compiledKey to error: why html/template must do it
	interpreters sync.Map // names of pages to *sync.Pool
	interpret    bool

	memos sync.Map // names of partials to *sync.Map, of pointers to template.HTML
	kept  atomic.Int64

	beyond atomic.Int32 // pages that went beyond a bound: ten thousand of them must not hold a build up

	legible func() *Theme // the theme with its lines as written, nil if there is none
}

// compiledKey names a program: a template of a page's set ("" for the
// partials alone) for one type.
type compiledKey struct {
	page, name string
	of         reflect.Type
}

// Parse reads a theme. What is wrong with a template is a Problem, and stops the pages
// that reach it. The theme is nil if there is no page that it can make.
func Parse(fsys fs.FS, o Options) (*Theme, []site.Problem) {
	t, problems := load(fsys, o)
	if o.Minify == nil {
		return t, problems
	}
	o.Minify = nil
	switch { // a second reading tells the lines of the files, and the minifier may be at fault
	case slices.ContainsFunc(problems, unread):
		return t, problems
	case site.Errors(problems) > 0:
		return load(fsys, o)
	}
	t.legible = sync.OnceValue(func() *Theme { again, _ := load(fsys, o); return again })
	return t, problems
}

// unread says that a file could not be read. The disk may give it the next time:
// what is wrong now must not be forgotten.
func unread(p site.Problem) bool { return p.Level == site.LevelError && p.Line == 0 }

func load(fsys fs.FS, o Options) (*Theme, []site.Problem) {
	sources, problems := readSources(fsys, o.Minify)
	t := &Theme{
		pages: map[string]*template.Template{}, entry: map[string]string{}, sources: map[string]source{}, faults: map[string]site.Problem{},
		legible: func() *Theme { return nil },
	}
	tell := func(more ...site.Problem) {
		for _, p := range more {
			if name, ok := strings.CutPrefix(p.Path, "templates/"); ok && p.Level == site.LevelError {
				t.blame(name, p)
			}
			if !slices.Contains(problems, p) {
				problems = append(problems, p)
			}
		}
	}
	tell(problems...)
	words, more := readStrings(fsys, o.BuiltIn, o.Locale)
	tell(more...)
	wordless := len(more) > 0 && o.BuiltIn == nil
	if o.Config != nil {
		words.own(o.Config.Types)
	}
	icons, more := readIcons(o.Static)
	tell(more...)
	t.funcs = t.functions(o, words, icons)
	t.partials = template.New("").Funcs(t.funcs.Plain)
	for _, s := range sources {
		t.sources[s.name] = s
		if s.shared() {
			tell(t.parseInto(t.partials, s)...)
		}
	}
	for _, s := range sources {
		if !s.shared() {
			set, entry, err := t.assemble(s)
			if err != nil {
				tell(t.problem(s.name, err))
				continue
			}
			t.pages[s.name], t.entry[s.name] = set, entry
		}
	}
	r := t.reaching(sources, words, icons, o) // before escaping, which renames what is reached
	tell(r.check()...)
	tell(r.unknown(o)...)
	if o.Config != nil {
		tell(lacking(t, o.Config)...)
	}
	tell(endlessIn(t.partials, t.pages)...)
	t.sums = r.sums()
	t.spread(r)
	tell(t.escape(sources)...)
	isMade := func(s source) bool { _, faulty := t.faults[s.name]; return !s.shared() && !faulty }
	if wordless || !slices.ContainsFunc(sources, isMade) {
		return nil, problems
	}
	return t, problems
}

// Whole reports whether no file of the theme is faulty.
func (t *Theme) Whole() bool { return t != nil && len(t.faults) == 0 }

// blame notes the first Problem that stops a file.
func (t *Theme) blame(name string, p site.Problem) {
	if _, known := t.faults[name]; !known {
		t.faults[name] = p
	}
}

// spread gives each page and each partial the Problems of what it reaches.
func (t *Theme) spread(r *reaching) {
	files := maps.Clone(t.faults)
	if len(files) == 0 {
		return
	}
	for _, s := range r.sources {
		for _, name := range slices.Sorted(maps.Keys(r.page(s.name))) {
			if p, faulty := files[strings.TrimPrefix(name, "templates/")]; faulty {
				t.blame(s.name, p)
			}
		}
	}
}

// assemble makes the template set of one page file: it, and what it reaches of the
// shared files.
func (t *Theme) assemble(s source) (set *template.Template, entry string, err error) {
	set = template.New("").Funcs(t.funcs.Plain)
	if problems := t.parseInto(set, s); len(problems) > 0 {
		return nil, "", &TemplateError{Problem: problems[0]}
	}
	entry = s.name
	if !isEmpty(set.Lookup("main")) {
		entry = baseOf(s.name, t.partials)
	}
	return set, entry, t.share(set, entry)
}

// share adds to a page's set the shared templates that it calls, from entry on.
// What the page defines wins, unless it is empty, as in text/template.
func (t *Theme) share(set *template.Template, entry string) error {
	queue := []string{entry}
	for _, own := range set.Templates() {
		queue = append(queue, own.Name())
	}
	done := map[string]bool{}
	for len(queue) > 0 {
		name := queue[0]
		queue = queue[1:]
		if done[name] {
			continue
		}
		done[name] = true
		tmpl := set.Lookup(name)
		shared := t.partials.Lookup(name)
		if shared != nil && shared.Tree != nil && (tmpl == nil || isEmpty(tmpl) && !isEmpty(shared)) {
			var err error
			if tmpl, err = set.AddParseTree(name, shared.Tree.Copy()); err != nil {
				return err
			}
		}
		if tmpl == nil || tmpl.Tree == nil {
			continue // escaping the set will tell
		}
		walk(tmpl.Tree.Root, func(n parse.Node) {
			if call, ok := n.(*parse.TemplateNode); ok {
				queue = append(queue, call.Name)
			}
		})
	}
	return nil
}

func isEmpty(t *template.Template) bool {
	return t == nil || t.Tree == nil || parse.IsEmptyTree(t.Tree.Root)
}

// set is the template set that knows a source.
func (t *Theme) set(s source) *template.Template {
	if s.shared() {
		return t.partials
	}
	return t.pages[s.name]
}

// escape prepares every set for use. The partials' own set, whose trees the pages
// have copies of, is cloned for once.
func (t *Theme) escape(sources []source) (problems []site.Problem) {
	alone, err := t.partials.Clone()
	if err != nil {
		return []site.Problem{t.problem("", err)}
	}
	t.alone = alone
	broken := slices.ContainsFunc(sources, func(s source) bool { _, faulty := t.faults[s.name]; return faulty && s.shared() })
	escape := func(set *template.Template, names, entries []string) {
		for i, err := range escapeOnly(set, entries) {
			var refused *template.Error
			if errors.Is(err, program.ErrLeft) {
				continue
			}
			p := t.problem(entries[i], err)
			t.blame(names[i], p)
			if !broken || !errors.As(err, &refused) || refused.ErrorCode != template.ErrNoSuchTemplate { // else a file that is told already would have it
				problems = append(problems, p)
			}
		}
	}
	var partials []string
	for _, s := range sources {
		if _, faulty := t.faults[s.name]; faulty {
			continue
		}
		if strings.HasPrefix(s.name, "partials/") {
			partials = append(partials, s.name)
		} else if t.pages[s.name] != nil && s.form() == own.FormHTML {
			escape(t.pages[s.name], []string{s.name}, []string{t.entry[s.name]})
		}
	}
	escape(alone, partials, partials)
	return problems
}

// escapeOnly has html/template escape templates and all that they reach, and run
// nothing of them. The error of each is program.ErrLeft where all is well: what is
// not escaped must never be made.
func escapeOnly(set *template.Template, names []string) []error {
	set.Funcs(template.FuncMap{stopFunc: func() (string, error) { return "", program.ErrLeft }})
	errs := make([]error, len(names))
	for i, name := range names { // all before the first is executed
		if tmpl := set.Lookup(name); tmpl == nil || tmpl.Tree == nil {
			errs[i] = &template.Error{ErrorCode: template.ErrNoSuchTemplate, Description: fmt.Sprintf("no such template %q", name)}
			continue
		}
		call := &parse.TemplateNode{NodeType: parse.NodeTemplate, Name: name}
		root := &parse.ListNode{NodeType: parse.NodeList, Nodes: []parse.Node{counting(stopFunc, nil), call}}
		_, errs[i] = set.AddParseTree(stopFunc+name, &parse.Tree{Name: stopFunc, ParseName: stopFunc, Root: root})
	}
	for i, name := range names {
		if errs[i] == nil {
			errs[i] = set.ExecuteTemplate(io.Discard, stopFunc+name, nil)
		}
	}
	return errs
}

// parseInto parses a source into a set.
func (t *Theme) parseInto(set *template.Template, s source) []site.Problem {
	if _, faulty := t.faults[s.name]; faulty && s.text == "" { // it could not be read
		return nil
	}
	if _, err := set.New(s.name).Parse(s.text); err != nil {
		return []site.Problem{t.problem(s.name, err)}
	}
	for _, tmpl := range set.Templates() {
		if tmpl.Tree == nil || tmpl.Tree.ParseName != s.name {
			continue
		}
		if deep := tooNested(tmpl.Tree.Root, 0, 0); deep != nil {
			return []site.Problem{t.problem(s.name, fmt.Errorf("template: %s: nested too deep", placeOf(deep)))}
		}
	}
	return nil
}

// Sum is the hash of all that a page template's output rests on beside its
// View: the template files it reaches, the strings and icons that they name,
// and the locale. It is zero for a template that the theme does not have.
func (t *Theme) Sum(name string) site.Sum { return t.sums[name] }

// Render writes a page. The error is a TemplateError where the template is at
// fault.
func (t *Theme) Render(out *bytes.Buffer, p site.Page, ask Ask) error {
	for name := p.Template; ; name = path.Dir(name) { // its folder may be what could not be read
		if fault, faulty := t.faults[name]; faulty {
			return &TemplateError{Problem: fault, Told: true}
		}
		if name == "." {
			break
		}
	}
	if t.pages[p.Template] == nil {
		return fmt.Errorf("no template %q in the theme", p.Template)
	}
	failed := int(t.beyond.Load())
	err := t.render(out, p, ask, failed)
	if err == nil {
		return nil
	}
	var beyond *program.BeyondError
	if errors.As(err, &beyond) {
		t.beyond.Add(1)
	}
	of := t
	if legible := t.legible(); legible != nil && legible.pages[p.Template] != nil {
		if again := legible.render(new(bytes.Buffer), p, ask, failed); again != nil {
			err, of = again, legible
		}
	}
	var known *TemplateError
	if errors.As(err, &known) {
		return known
	}
	fault := of.problem(p.Template, err)
	nameFields(&fault, err, p.View)
	return &TemplateError{Problem: fault}
}

func (t *Theme) render(out *bytes.Buffer, p site.Page, ask Ask, failed int) error {
	m := &making{answer: ask, work: program.Work{Failed: failed}}
	start := out.Len()
	err := t.execute(out, compiledKey{p.Template, t.entry[p.Template], reflect.TypeOf(p.View)}, p.View, m)
	if form := own.FormOf(p.Template); err == nil && form != own.FormHTML {
		var made []byte
		if made, err = written.Check(out.Bytes()[start:], form); err == nil {
			made = bytes.Clone(made)
			out.Truncate(start)
			out.Write(made)
		}
	}
	return err
}

// execute runs a template by its program, or by html/template.
func (t *Theme) execute(out *bytes.Buffer, key compiledKey, data any, m *making) error {
	if !t.interpret && (key.page == "" || own.FormOf(key.page) == own.FormHTML) {
		if p := t.program(key); p != nil {
			if err := p.Execute(out, reflect.ValueOf(data), &m.work, m); !errors.Is(err, program.ErrLeft) {
				return err
			}
		}
	}
	return t.interpreted(out, key, data, m)
}

func (t *Theme) program(key compiledKey) *program.Program {
	if p, ok := t.programs.Load(key); ok {
		return p.(*program.Program)
	}
	set := t.alone
	if key.page != "" {
		set = t.pages[key.page]
	}
	p, err := program.Compile(set, key.name, key.of, t.funcs)
	if err != nil {
		t.left.Store(key, err)
		p = nil
	}
	t.programs.Store(key, p)
	return p
}

// Interpreted tells which of the templates used so far are left to
// html/template, several times slower, and which construct is why.
func (t *Theme) Interpreted() []string {
	var out []string
	t.left.Range(func(key, err any) bool {
		k := key.(compiledKey)
		out = append(out, fmt.Sprintf("%s %s of %s: %v", k.page, k.name, k.of, err))
		return true
	})
	slices.Sort(out)
	return out
}
