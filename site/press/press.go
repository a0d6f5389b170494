// Package press turns a plan's Pages into Files: it loads the newsroom's folder,
// renders every page, and hands the files to where they are published. It is
// the only room that gives work to all of the machine's cores.
//
//	load      content/ is read and parsed; every problem is collected (load.go, records.go)
//	group     edition.Make sorts what may be published, or edition.Revise makes it of the last edition
//	plan      package plan says which pages there are and what each shows
//	print     a page whose key is known is kept; else View → HTML (print.go, render.go)
//	finish    assets, attachments of published stories, the search index (package upkeep)
//
// A page's key is a hash of what makes it (all that its template reaches) and
// of its View. Nothing else may reach a page: no clock, no map order, no
// environment. The clock enters once, in Input.
//
// The room does not know how a page is laid out (package plan, the theme), and
// not where files go (package publish).
package press

import (
	"context"
	"io/fs"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/edition"
	"warraq/site/folders"
	"warraq/site/manuscript"
	"warraq/site/minify"
	"warraq/site/plan"
	"warraq/site/plan/related"
	"warraq/site/plan/tongues"
	"warraq/site/press/assets"
	"warraq/site/press/bundle"
	"warraq/site/press/carried"
	"warraq/site/press/fill"
	"warraq/site/press/hands"
	"warraq/site/press/known"
	"warraq/site/press/pictures"
	"warraq/site/theme"
)

// Input is all that a build depends on.
type Input struct {
	Source    fs.FS  // the newsroom's folder: content/, and templates/ and static/ where they override
	Sister    string // which edition of a paper in several languages: its key; "" is the main one
	Templates fs.FS  // the built-in theme
	Static    fs.FS  // and its assets
	Clock     site.Clock
	Settings  *site.Config                        // the last good ones, for where edition.yaml is faulty; may be nil
	BaseURL   string                              // in place of the edition's, or ""
	Preview   bool                                // for the desk's eyes: no page may be indexed
	OnRequest bool                                // files are made when they are asked for: no picture is decoded before
	NoImages  bool                                // publish the sizes of pictures that the cache has, and make none
	Jobs      int                                 // workers; 0: one a core
	Store     *cache.Store                        // what the last build knew; nil: nothing
	Blobs     known.Blobs                         // which bytes git wrote into files; may be nil
	Published func() site.Sum                     // of the edition that is published; zero if not all of it is as it was left; may be nil (Paper.Last)
	Progress  func(phase string, done, total int) // may be nil; called from one goroutine at a time
	Held      map[string]bool                     // the slugs of release sets that another edition of the paper keeps back
	Mine      func(path string) bool              // the pages that are made here, where others make the rest (package shards); nil: all
	Explain   string                              // the output path whose key is explained, or ""

	memory *pictures.Memory // of an earlier try of the same build; may be nil
}

// Phase is how long a part of a build took.
type Phase struct {
	Name string
	Took time.Duration
}

// Paper is a site that is ready to be printed: the edition, its plan, and what
// it takes to make each of its files.
type Paper struct {
	Edition  *site.Edition
	Problems []site.Problem // sorted by place
	Phases   []Phase
	// Explained tells, for Input.Explain, what decided and what the page's key
	// was made of.
	Explained []string

	in       Input
	marked   time.Time
	content  *loaded
	made     *edition.Made
	dead     []site.Problem // links that lead nowhere
	resolver *site.Resolver
	related  related.Places
	plan     *plan.Plan // nil where the templates are broken
	theme    *theme.Theme
	assets   assets.Assets
	looks    *looks          // of which theme and assets are
	keyed    *plan.Plan      // that of keyAll
	tongues  *tongues.Tongue // the same pages in other languages; nil where the paper has one
}

// looks are what all pages have of templates/ and static/.
type looks struct {
	theme    *theme.Theme
	assets   assets.Assets
	problems []site.Problem
}

// Prepare loads a folder and plans its site. The error is only for what stops
// the tool: what is wrong with the edition is in Problems. A Paper whose
// templates are broken has no pages.
func Prepare(ctx context.Context, in Input) (*Paper, error) { return prepare(ctx, in, nil) }

// prepare is Prepare with the looks of an earlier paper, or nil.
func prepare(ctx context.Context, in Input, last *Paper) (*Paper, error) {
	if in.Jobs <= 0 {
		in.Jobs = runtime.GOMAXPROCS(0)
	}
	p := &Paper{in: in, marked: time.Now()}
	var err error
	if p.content, err = load(ctx, in); err != nil {
		return nil, err
	}
	p.Mark("load")
	if p.content.last != nil {
		p.Problems = p.content.last.Problems
		return p, nil
	}
	p.make(last, nil)
	return p, nil
}

// make groups what was read, and plans the site. The looks of an earlier paper are used, if
// there is one, nothing is wrong with them and the settings are the same; its edition is
// revised, if only changed manuscripts differ.
func (p *Paper) make(last *Paper, changed []change) {
	var opening, relating sync.WaitGroup
	if last != nil && site.Errors(last.looks.problems) == 0 && reflect.DeepEqual(last.content.config, p.content.config) {
		p.looks = last.looks
	} else {
		opening.Go(p.openTheme) // it needs the settings alone
	}
	p.group(last, changed)
	stands := p.made.Stands // what the last paper knows of addresses and neighbours holds
	if stands {
		p.related = last.related
	} else {
		relate := related.Of
		if last != nil {
			relate = last.related.Revise
		}
		relating.Go(func() { p.related = relate(p.Edition, p.content.config.Pages.Related) })
	}
	p.Mark("group")
	opening.Wait()
	p.Mark("theme")
	p.theme, p.assets = p.looks.theme, p.looks.assets.Without(p.Edition.Displaced)
	p.content.report(p.looks.problems...)
	if stands && p.looks == last.looks {
		p.resolver = last.resolver.For(p.Edition)
		p.dead = stillDead(last.dead, p.resolver, changed)
	} else {
		p.resolver = site.NewResolver(p.Edition, p.content.files, p.assets.Has)
		p.dead = deadLinks(p.resolver)
	}
	p.content.report(append(edition.UnknownParams(p.Edition), p.dead...)...)
	relating.Wait()
	if len(p.content.config.Sisters) == 0 {
		p.makePlan()
	}
	p.Problems = p.content.sorted()
	p.Mark("check")
}

// Join plans a paper in several languages, of which this is one edition: tongue says what the
// others have. A paper that is not joined has no pages. The given one stays as it is.
func Join(p *Paper, tongue *tongues.Tongue) *Paper {
	next := *p
	next.tongues = tongue
	next.makePlan()
	return &next
}

// Stands says that the paper can be published. A faulty story, section, author, data file or
// front.yaml is left out, and stops nothing else; a fault of the templates or the
// settings is one of every page.
func (p *Paper) Stands() bool {
	if p.plan == nil {
		return false
	}
	for _, problem := range p.Problems {
		name, ofContent := strings.CutPrefix(problem.Path, "content/")
		file, ofStatic := strings.CutPrefix(problem.Path, "static/")
		ofTheme := slices.Contains(assets.ThemeFiles, file) || strings.HasSuffix(file, "/")
		leftOut := ofContent && (site.IsManuscript(name) || name == site.FrontFile || strings.HasPrefix(name, site.DataDir+"/")) || ofStatic && file != "" && !ofTheme || problem.Rule == "file/folder-name" || problem.Rule == carried.Unclean || problem.Rule == site.RefusedLink
		if problem.Level == site.LevelError && !leftOut {
			return false
		}
	}
	return true
}

// makePlan makes the plan of the edition.
func (p *Paper) makePlan() {
	if p.theme == nil {
		return
	}
	p.plan = plan.New(plan.Input{
		Edition: p.Edition, Resolver: p.resolver, Related: p.related, Assets: p.assets.Named,
		Locale: theme.LocaleOf(p.content.config), Drawing: p.content.cards.Drawing, Preview: p.in.Preview, Has: p.theme.Has, Tongues: p.tongues,
		Static: func(path string) bool { return p.content.config.At == "" && p.assets.Has[path] }, // in the folder of another language static/ has no files
	})
}

// keyAll gives the cards and the shells their keys, once, of which those of pages are made.
func (p *Paper) keyAll() {
	if p.keyed == p.plan {
		return
	}
	p.keyed = p.plan
	known.KeyCards(p.Edition, hands.Together(p.in.Jobs))
	h := cache.NewHash()
	for _, shell := range p.plan.Shells() { // once: every page's key holds one
		h.Reset()
		h.Value(shell)
		shell.Key = site.Sum(h.Sum())
	}
}

// Slow names the templates that were left to html/template, which is several times
// slower, and the construct that is why.
func (p *Paper) Slow() []string {
	if p.theme == nil {
		return nil
	}
	return p.theme.Interpreted()
}

// Mark ends a phase of the build.
func (p *Paper) Mark(name string) {
	now := time.Now()
	p.Phases = append(p.Phases, Phase{name, now.Sub(p.marked)})
	p.marked = now
}

// static is the newsroom's static/ over the built-in one.
func (p *Paper) static() fs.FS { return folders.Overlay(p.in.Source, "static", p.in.Static) }

// openTheme parses the templates, the newsroom's over the built-in ones.
func (p *Paper) openTheme() {
	config := p.content.config
	templates := folders.Overlay(p.in.Source, "templates", p.in.Templates)
	static := p.static()
	p.looks = &looks{}
	report := func(problems []site.Problem) { p.looks.problems = append(p.looks.problems, problems...) }
	for root, over := range map[string]fs.FS{"templates": templates, "static": static} {
		report(folders.Hidden(over, root))
	}
	var problems []site.Problem
	ownTemplates, err := fs.Sub(p.in.Source, "templates")
	if err == nil {
		report(manuscript.Conflicts(ownTemplates, "templates"))
	}
	bundled := &bundle.Assets{Static: static, URL: config.Shared}
	p.looks.theme, problems = theme.Parse(templates, theme.Options{
		Config: config, Locale: theme.LocaleOf(config), BuiltIn: p.in.Templates, Own: ownTemplates, Static: static, Minify: minify.Template, Markdown: fill.Markdown(config), Asset: bundled.Get,
	})
	report(problems)
	p.looks.assets, problems = assets.Read(static, config)
	report(problems)
	p.looks.assets.Add(bundled.Files())
}

// CheckTheme looks at the templates against the Views that they show, beside what Problems says of them.
func CheckTheme(p *Paper) []site.Problem {
	own, err := fs.Sub(p.in.Source, "templates")
	if p.theme == nil || err != nil {
		return nil
	}
	return theme.Check(p.theme, p.content.config, own)
}

// options are what every manuscript of the edition is read with.
func options(c *site.Config, components []string) manuscript.Options {
	return manuscript.Options{Zone: c.Zone, Lang: c.Language, UnsafeHTML: c.UnsafeHTML, Embeds: c.Embeds, Digits: c.Digits, Home: c.Home, Fields: c.Fields, Types: c.Types, Taxonomies: c.Taxonomies, Components: components}
}
