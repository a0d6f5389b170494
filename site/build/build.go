// Package build turns manuscripts into Files: load, plan, render, finish. It
// is the only room that fans out over the machine's cores.
//
//	load      content/ is read and parsed; every fault is collected (load.go)
//	group     site.NewEdition sorts and links what may be published
//	plan      every file that the site has, as a job: path, View, maker (plan.go)
//	render    a job whose key is known is skipped; else View → HTML (render.go)
//	finish    the theme's assets, the pictures that published stories show
//
// A job's key is a hash of what makes it (the templates it reaches, or the
// version of the code) and of its View. Nothing else may reach a page: no
// clock, no map order, no environment. The clock enters once, in Input.
package build

import (
	"context"
	"io/fs"
	"runtime"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/cache"
	"warraq/site/manuscript"
	"warraq/site/theme"
)

// Version is part of every key: a new version of the tool makes every page
// anew. It is raised with any change to what pages hold.
const Version = "1"

// Input is all that a build depends on.
type Input struct {
	Source    fs.FS // the newsroom's folder: content/, and templates/ and static/ where they override
	Templates fs.FS // the built-in theme
	Static    fs.FS // and its assets
	Clock     site.Clock
	BaseURL   string                              // in place of the edition's, or ""
	Preview   bool                                // for the desk's eyes: no page may be indexed
	Jobs      int                                 // workers; 0: one a core
	Store     *cache.Store                        // what the last build knew; nil: nothing
	Progress  func(phase string, done, total int) // may be nil; called from one goroutine at a time
	Explain   string                              // the output path whose key is explained, or ""
}

// Phase is how long a part of a build took.
type Phase struct {
	Name string
	Took time.Duration
}

// Plan is a site ready to be rendered: the edition and every file it has.
type Plan struct {
	Edition  *site.Edition
	Problems []site.Problem // sorted by place
	Phases   []Phase
	// Explained tells, for Input.Explain, what decided and what the page's key
	// was made of.
	Explained []string

	marked  time.Time
	in      Input
	desk    *desk
	theme   *theme.Theme
	assets  assets
	chrome  map[*site.Term]*site.Chrome // nil: of pages outside every section
	crumbs  map[*site.Term][]site.Link  // the ways from the front page to sections
	tags    *sync.Map                   // *site.Name to site.Link: to the pages of tags
	desks   *sync.Map                   // and of agencies
	refused map[claim]bool              // addresses that another page has
	bodies  map[string]*site.Story      // by address: stories whose bodies alone were saved since (revise.go)
}

// Prepare loads a folder and plans its site. The error is only for what stops
// the tool: what is wrong with the edition is in Problems. A Plan without a
// theme (its templates are broken) has no pages.
func Prepare(ctx context.Context, in Input) (*Plan, error) {
	if in.Jobs <= 0 {
		in.Jobs = runtime.GOMAXPROCS(0)
	}
	p := &Plan{in: in, marked: time.Now(), tags: new(sync.Map), desks: new(sync.Map)}
	d, err := load(ctx, in)
	if err != nil {
		return nil, err
	}
	p.desk = d
	p.Mark("load")
	var themed sync.WaitGroup
	themed.Go(p.openTheme)
	edition, problems := site.NewEdition(d.config, d.manuscripts(), in.Clock, d.pictures.show, together(in.Jobs))
	p.Edition = edition
	d.report(problems...)
	if in.Store != nil {
		p.keyCards(ctx)
	}
	p.Mark("group")
	themed.Wait()
	p.Mark("theme")
	p.layChrome()
	d.report(p.checkReferences()...)
	d.report(p.checkAddresses()...)
	p.Problems = d.sorted()
	p.Mark("check")
	return p, nil
}

// keyCards gives every card its key once: a story's card stands on a dozen
// pages, and each page's key holds it.
func (p *Plan) keyCards(ctx context.Context) {
	hashes := sync.Pool{New: func() any { return cache.NewHash() }}
	for _, list := range [][]*site.Story{p.Edition.Stories, p.Edition.Pages, p.Edition.Withdrawn} {
		_ = each(ctx, p.in.Jobs, len(list), func(i int) error {
			h := hashes.Get().(*cache.Hash)
			h.Reset()
			h.Value(list[i].Card)
			list[i].Card.Key = site.Sum(h.Sum())
			hashes.Put(h)
			return nil
		})
	}
}

// Mark ends a phase of the build.
func (p *Plan) Mark(name string) {
	now := time.Now()
	p.Phases = append(p.Phases, Phase{name, now.Sub(p.marked)})
	p.marked = now
}

// openTheme parses the templates, the newsroom's over the built-in ones. It
// needs the settings alone, and is run while the stories are grouped.
func (p *Plan) openTheme() {
	config := p.desk.config
	templates := overlay(p.in.Source, "templates", p.in.Templates)
	static := overlay(p.in.Source, "static", p.in.Static)
	t, problems := theme.Parse(templates, theme.Options{
		Config: config, Locale: locale(config), Static: static, Minify: minifyTemplate,
	})
	p.desk.report(problems...)
	p.theme = t
	p.assets, problems = readAssets(static, config)
	p.desk.report(problems...)
}

// locale is how the edition writes dates and numbers.
func locale(c *site.Config) arabic.Locale {
	l := arabic.Locale{
		Lang: c.Language, Country: c.Audience, Months: arabic.Months(c.Months[""]), Digits: arabic.Digits(c.Digits),
		Zone: c.Zone, Hijri: c.Hijri, HijriOffset: c.HijriOffset, MonthsAt: map[string]arabic.Months{},
	}
	if l.Months == "" {
		l.Months = arabic.MonthsOf(c.Audience)
	}
	for at, system := range c.Months {
		if at != "" {
			l.MonthsAt[at] = arabic.Months(system)
		}
	}
	return l
}

// options are what every manuscript of the edition is read with.
func options(c *site.Config) manuscript.Options {
	return manuscript.Options{Zone: c.Zone, Lang: c.Language, UnsafeHTML: c.UnsafeHTML, Digits: c.Digits}
}
