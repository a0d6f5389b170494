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
// A page file that defines no "main" stands alone. A template sees one View
// (package site, view.go) and nothing else.
//
// # Functions
//
//	once NAME PTR            the partial NAME of a card or of .Chrome, rendered once and reused
//	t KEY                    a string of the interface
//	tn KEY N                 the same in its plural form for N
//	count NOUN N             «٣ دقائق»: minute hour day week month year article comment view result picture
//	countGen NOUN N          the same after a preposition: «قبل دقيقتين»
//	number N                 with the edition's digits and separators
//	date POS T               «14 سبتمبر 2024»; POS is dateline, body, caption or archive
//	fulldate POS T           with the weekday
//	datetime POS T           with the hour
//	monthyear POS T          «سبتمبر 2024»
//	clock T, day T, year T   «3:05 م», «14», «2024»
//	month T                  2024-09, as a form's field wants it
//	duration D               «3:25», of a film or a chapter
//	hijri T                  the Umm al-Qura date, "" where the edition has it off
//	iso T HASTIME            for a datetime attribute: RFC 3339, or the day alone
//	weekdays                 seven short names in the audience's order
//	bidi S                   S with the runs isolated that would read wrong (HTML)
//	plain S                  the same for an attribute or a <title>
//	join LIST                «أ، ب وج»
//	bylines LIST             the names of []Byline, linked, joined
//	typeName TYPE            the label of a story type, "" for news
//	abs HREF                 the absolute address
//	zero T                   whether a time is unset
//	add A B, first N LIST, after N LIST
//	icon NAME                static/icons/NAME.svg, inlined
//
// Four functions ask the edition. Their answer is a list of cards, newest
// first, at most N (0: all); a page that asked is made again when the answer
// changes, and only then.
//
//	latest N [SECTION]       of the paper, or of a section by its folder: latest 5 "politics"
//	tagged N TAG             tagged 3 "غزة"
//	by N AUTHOR              by the author's id or name
//	series N NAME            the parts of a series
//
// Templates are minified when they are loaded, so a page is assembled and
// never minified again.
package theme

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"warraq/site"
	"warraq/site/arabic"
)

// Options are what a theme needs beside its files.
type Options struct {
	Config *site.Config
	Locale arabic.Locale
	Static fs.FS                               // for icons
	Minify func(source []byte) ([]byte, error) // of a template's source; nil leaves it
}

// Theme renders pages. It is safe for concurrent use.
type Theme struct {
	pages     map[string]*template.Template // by file name; each knows base and partials
	entry     map[string]string             // page file to the template that is executed
	partials  *template.Template            // cloned for every page; never executed itself
	alone     *template.Template            // the partials again, for once
	funcs     template.FuncMap
	sums      map[string]site.Sum
	memos     sync.Map // names of partials to *sync.Map, of values to template.HTML
	kept      atomic.Int64
	programs  sync.Map // compiledKey to *program, nil where html/template must do it
	interpret bool
	asks      bool       // some template asks the edition
	slow      sync.Mutex // while html/template makes a page that asks
	asking    *asking    // of that page
	left      sync.Map   // compiledKey to error: why html/template must do it
}

// compiledKey names a program: a template of a page's set ("" for the
// partials alone) for one type.
type compiledKey struct {
	page string
	programKey
}

// Parse reads a theme. What is wrong with a template is a Problem; the theme
// is nil if any is of level error.
func Parse(fsys fs.FS, o Options) (*Theme, []site.Problem) {
	sources, problems := readSources(fsys, o.Minify)
	words, more := readStrings(fsys, o.Locale.Lang)
	problems = append(problems, more...)
	t := &Theme{pages: map[string]*template.Template{}, entry: map[string]string{}, sums: map[string]site.Sum{}}
	t.funcs = t.functions(o, words)
	for name, kind := range queries {
		t.funcs[name] = t.query(kind)
	}
	t.partials = template.New("").Funcs(t.funcs)
	for _, s := range sources {
		if s.shared() {
			problems = append(problems, parseInto(t.partials, s)...)
		}
	}
	for _, s := range sources {
		if !s.shared() {
			problems = append(problems, t.page(s)...)
		}
	}
	problems = append(problems, t.check(words, sources)...)
	t.asks = t.asksAnything(sources)
	salt := fingerprint(o, words)
	for name := range t.pages {
		t.sums[name] = t.sum(name, sources, salt) // before escaping, which renames what is reached
	}
	problems = append(problems, t.escape(sources)...)
	if site.Errors(problems) > 0 {
		return nil, problems
	}
	return t, problems
}

// page makes the template set of one page file: everything shared, and it.
func (t *Theme) page(s source) []site.Problem {
	set, err := t.partials.Clone()
	if err != nil {
		return []site.Problem{templateProblem(s.name, err)}
	}
	if problems := parseInto(set, s); len(problems) > 0 {
		return problems
	}
	t.entry[s.name] = s.name
	if main := set.Lookup("main"); main != nil && main.Tree != nil && main.Tree.ParseName == s.name {
		t.entry[s.name] = path.Join(path.Dir(s.name), "base.html")
	}
	t.pages[s.name] = set
	return nil
}

// escape prepares every set for use. The partials' own set, which pages were
// cloned from, is cloned once more for once: html/template does not clone a set
// that was executed.
func (t *Theme) escape(sources []source) (problems []site.Problem) {
	alone, err := t.partials.Clone()
	if err != nil {
		return []site.Problem{templateProblem("", err)}
	}
	t.alone = alone
	for _, s := range sources {
		switch {
		case strings.HasPrefix(s.name, "partials/"):
			problems = append(problems, escapeSet(alone, s.name)...)
		case t.pages[s.name] != nil:
			problems = append(problems, escapeSet(t.pages[s.name], t.entry[s.name])...)
		}
	}
	return problems
}

// escapeSet makes html/template escape a template and all it reaches, now:
// what it refuses is a Problem of the theme and not of a page.
func escapeSet(set *template.Template, name string) []site.Problem {
	err := set.ExecuteTemplate(io.Discard, name, nil) // fails on the missing View, after escaping
	var refused *template.Error
	if errors.As(err, &refused) {
		return []site.Problem{templateProblem(name, err)}
	}
	return nil
}

func parseInto(set *template.Template, s source) []site.Problem {
	if _, err := set.New(s.name).Parse(s.text); err != nil {
		return []site.Problem{templateProblem(s.name, err)}
	}
	return nil
}

// Has says whether the theme has a page template.
func (t *Theme) Has(name string) bool { return t.pages[name] != nil }

// Sum is the hash of all that a page template's output rests on beside its
// View: its own text, the templates it reaches, the strings and the locale.
func (t *Theme) Sum(name string) site.Sum { return t.sums[name] }

// Render writes a page. The error is a TemplateError where the template is at
// fault.
func (t *Theme) Render(out *bytes.Buffer, p site.Page) error {
	set := t.pages[p.Template]
	if set == nil {
		return fmt.Errorf("no template %q in the theme", p.Template)
	}
	if err := t.execute(out, set, p.Template, t.entry[p.Template], p.View, &asking{answer: p.Ask}); err != nil {
		return &TemplateError{Problem: templateProblem(p.Template, err)}
	}
	return nil
}

// execute runs a template by its program, or by html/template.
func (t *Theme) execute(out *bytes.Buffer, set *template.Template, page, name string, data any, a *asking) error {
	if !t.interpret {
		if p := t.program(set, page, name, reflect.TypeOf(data)); p != nil && p.execute(out, reflect.ValueOf(data), a) {
			return nil
		}
	}
	if t.asks && !a.locked { // its functions do not know for which page they ask
		t.slow.Lock()
		defer t.slow.Unlock()
		a.locked, t.asking = true, a
		defer func() { a.locked, t.asking = false, nil }()
	}
	return set.ExecuteTemplate(out, name, data)
}

func (t *Theme) program(set *template.Template, page, name string, of reflect.Type) *program {
	key := compiledKey{page, programKey{name, of}}
	if p, ok := t.programs.Load(key); ok {
		return p.(*program)
	}
	c := compiler{theme: t, set: set, funcs: t.funcs, done: map[programKey]*program{}}
	p, err := c.compile(name, of)
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

// Interpret leaves every page to html/template, to hold programs against it.
func (t *Theme) Interpret(all bool) { t.interpret = all }

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

// once renders a partial of a value that many pages share.
func (t *Theme) once(name string, of any) (template.HTML, error) {
	html, err := t.onceFor(cmp.Or(t.asking, &asking{}), t.memo(name), name, of)
	if err != nil {
		return "", err
	}
	return html.(template.HTML), nil
}

// onceFor is once for a page that asks: what a partial shows that asks is of
// the instant, and is not kept. The answer is a template.HTML.
func (t *Theme) onceFor(a *asking, memo *sync.Map, name string, of any) (any, error) {
	keep := reflect.ValueOf(of).Kind() == reflect.Pointer // a text may lie in one page's memory
	if keep {
		if html, ok := memo.Load(of); ok {
			return html, nil
		}
	}
	if t.partials.Lookup(name) == nil {
		return nil, fmt.Errorf("no partial %q", name)
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	before := a.asked
	if err := t.execute(b, t.alone, "", name, of, a); err != nil {
		return nil, err
	}
	var html any = template.HTML(b.String())
	if keep && a.asked == before {
		if t.kept.Add(1)%mostKept == 0 {
			t.Forget()
		}
		memo.Store(of, html)
	}
	return html, nil
}

// mostKept is how many partials are kept at once: pages that are made one after
// another show the same stories, and an archive has more than memory holds.
const mostKept = 16384

// buffers are for partials while they are made.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// A source is one template file, minified.
type source struct {
	name string
	text string
}

// shared says that every page file sees it.
func (s source) shared() bool {
	return strings.HasPrefix(s.name, "partials/") || path.Base(s.name) == "base.html"
}

func readSources(fsys fs.FS, minify func([]byte) ([]byte, error)) ([]source, []site.Problem) {
	var out []source
	var problems []site.Problem
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".html" {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		out = append(out, source{name, minifySource(string(data), minify)})
		return nil
	})
	if err != nil {
		problems = append(problems, templateProblem("", err))
	}
	slices.SortFunc(out, func(a, b source) int { return cmp.Compare(a.name, b.name) })
	return out, problems
}

// minifySource minifies a template, unless the minifier would change one of
// its actions.
func minifySource(text string, minify func([]byte) ([]byte, error)) string {
	if minify == nil {
		return text
	}
	short, err := minify([]byte(text))
	if err != nil || !slices.Equal(actions(text), actions(string(short))) {
		return text
	}
	return string(short)
}

// actions lists the {{…}} of a template, without comments.
func actions(text string) []string {
	var out []string
	for {
		_, rest, ok := strings.Cut(text, "{{")
		if !ok {
			return out
		}
		action, after, ok := strings.Cut(rest, "}}")
		if !ok {
			return append(out, rest)
		}
		if !strings.Contains(action, "/*") {
			out = append(out, action)
		}
		text = after
	}
}

func (t *Theme) sum(name string, sources []source, salt []byte) site.Sum {
	h := sha256.New()
	h.Write(salt)
	seen := map[string]bool{}
	queue := []string{name, t.entry[name]}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		i := slices.IndexFunc(sources, func(s source) bool { return s.name == n })
		if seen[n] || i < 0 {
			continue
		}
		seen[n] = true
		fmt.Fprintf(h, "%d %s %d %s", len(n), n, len(sources[i].text), sources[i].text)
		queue = append(queue, reached(t.pages[name], sources[i])...)
	}
	return site.Sum(h.Sum(nil)[:16])
}
