package press

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/media"
	"warraq/site/plan"
	"warraq/site/press/carried"
	"warraq/site/press/known"
	"warraq/site/search/upkeep"
	"warraq/site/theme"
)

// Preview shows the files of a Paper one by one, each made when it is asked
// for: a preview of a hundred thousand stories starts as soon as they are
// read. It is safe for concurrent use.
type Preview struct {
	shown  *Paper   // whose pages are shown
	newest *Paper   // whose problems are told
	last   *Preview // shows the pages of broken templates; nil if there is none
	search func() (*upkeep.Index, error)

	pictured func() map[string]string // the files that sizes of pictures are made of

	mu       sync.Mutex
	others   map[string]plan.Entry             // of the pages that are listed, all but those of stories
	files    map[string]func() ([]byte, error) // of what is listed and no page
	unlisted []func()                          // each lists some more
}

// Preview gives the paper's site for looking at. A paper that has no pages,
// because a template is broken, shows those of the last preview, which may be
// nil.
func (p *Paper) Preview(last *Preview) *Preview {
	shown := p
	if p.plan == nil && last != nil {
		shown = last.shown
	}
	if last != nil && last.last != nil {
		last = last.last
	}
	if p.theme.Whole() {
		last = nil
	}
	v := &Preview{
		shown: shown, newest: p, last: last, others: map[string]plan.Entry{}, files: map[string]func() ([]byte, error){},
		pictured: sync.OnceValue(shown.pictured),
		search:   sync.OnceValues(func() (*upkeep.Index, error) { return shown.searchIndex(context.Background()) }),
	}
	v.unlisted = append(v.unlisted, v.listAssets)
	if shown.plan != nil {
		for _, part := range shown.plan.Parts() {
			v.unlisted = append(v.unlisted, func() { part(func(e plan.Entry) bool { v.others[e.Path] = e; return true }) })
		}
	}
	v.unlisted = append(v.unlisted, v.listShown)
	return v
}

// Faults is what is wrong with the edition.
func (v *Preview) Faults() []site.Problem { return v.newest.content.sorted() }

// Samples are output paths of a page of each kind: who makes them knows of the faults of
// nearly all templates.
func (v *Preview) Samples() (out []string) {
	e := v.shown.Edition
	out = append(out, "index.html")
	type kind struct {
		of     site.Type
		static bool
	}
	seen := map[kind]bool{}
	for _, list := range [][]*site.Story{e.Stories, e.Pages} {
		for _, s := range list {
			if kind := (kind{s.Type, s.Static}); !seen[kind] {
				seen[kind] = true
				out = append(out, site.OutputPath(s.Address))
			}
		}
	}
	for _, kind := range e.Config.Kinds() {
		if terms := *e.ListOf(kind); len(terms) > 0 && !terms[0].Lost {
			out = append(out, site.OutputPath(terms[0].Address))
		}
	}
	return out
}

// Redirect gives the address that an alias of the site leads to.
func (v *Preview) Redirect(path string) string { return v.shown.resolver.Alias(path) }

// Base is the path under which the site lies: "" or "/news".
func (v *Preview) Base() string { return v.shown.Edition.Config.BasePath() }

// Fresh gives the stories of the manuscripts at paths and, if all, those that are not as they were in the
// paper that this one was revised from. One may be there twice.
func (v *Preview) Fresh(paths []string, all bool) (stories []*site.Story) {
	if all && v.shown.made.Revised {
		stories = append(stories, v.shown.made.Fresh...)
	}
	for _, path := range paths {
		if s := v.shown.storyOf(strings.TrimPrefix(path, "content/")); s != nil {
			stories = append(stories, s)
		}
	}
	return stories
}

// Page gives the page of a story at an output path; if others, any page.
func (v *Preview) Page(path string, others bool) (e plan.Entry, ok bool) {
	if e, ok = v.shown.plan.StoryAt(path); !ok && others {
		e, _, ok = v.find(path)
	}
	return e, ok
}

// Source gives the manuscript of the story whose page lies at an output path,
// or "".
func (v *Preview) Source(path string) string {
	address, isPage := strings.CutSuffix("/"+path, "index.html")
	if s := v.shown.Edition.At(address); isPage && s != nil {
		return "content/" + s.Article.Path
	}
	return ""
}

// Story gives the story that a manuscript makes, or nil.
func (v *Preview) Story(source string) *site.Link {
	name, ok := strings.CutPrefix(source, "content/")
	if s := v.shown.storyOf(name); ok && s != nil {
		return &site.Link{Title: s.Card.Title, URL: s.Card.URL}
	}
	return nil
}

// File makes the file at an output path.
func (v *Preview) File(path string) (data []byte, found bool, err error) {
	p := v.shown
	if p.plan == nil {
		return nil, false, nil
	}
	entry, ok := p.plan.StoryAt(path)
	if !ok {
		if data, found := v.picture(path); found {
			return data, true, nil
		}
		var read func() ([]byte, error)
		if entry, read, ok = v.find(path); read != nil {
			data, err = read()
			return data, err == nil, err
		}
	}
	if !ok && p.hasSearch() && strings.HasPrefix(path, "search/") {
		x, err := v.search()
		if err != nil {
			return nil, false, err
		}
		return x.File(path)
	}
	if !ok {
		return nil, false, nil
	}
	var out bytes.Buffer
	r := renderer{theme: p.theme, bodies: p.content.bodies, config: p.content.config}
	err = r.render(&out, entry.Page(), theme.Ask{Cards: func(q site.Query) []*site.Card { return plan.Ask(p.Edition, q) }, Today: func() time.Time { return known.Today(p.Edition) }, Data: p.content.data.Get})
	var fault *theme.TemplateError
	if errors.As(err, &fault) && fault.Told && v.last != nil {
		return v.last.File(path)
	}
	return out.Bytes(), err == nil, err
}

// find finds what is no page of a story. It lists no more than it needs.
func (v *Preview) find(path string) (e plan.Entry, read func() ([]byte, error), ok bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for {
		e, ok = v.others[path]
		if read = v.files[path]; ok || read != nil || len(v.unlisted) == 0 {
			return e, read, ok
		}
		v.unlisted[0]()
		v.unlisted = v.unlisted[1:]
	}
}

func (v *Preview) listAssets() {
	for _, f := range v.shown.assets.Files {
		v.files[f.Path] = func() ([]byte, error) { return f.Data, nil }
		if f.Data == nil {
			v.files[f.Path] = carried.OfStatic(v.shown.static(), f.Path, v.shown.content.config).Read
		}
	}
}

func (v *Preview) listShown() {
	for _, f := range v.shown.shown() {
		v.files[f.Path] = f.Read
	}
}

// picture makes a size of a picture.
func (v *Preview) picture(path string) (data []byte, found bool) {
	stem, mark, recipe, isSize := media.ParseRecipe(path)
	if !isSize || recipe.Width > mostShown || recipe.Height > mostShown {
		return nil, false
	}
	c := v.shown.content
	place, ok := v.pictured()[stem+" "+mark]
	if !ok {
		return c.cards.At(path, v.shown.plan.SocialCards(), v.pictured())
	}
	files, err := c.memory.Derive(c.library, place, []site.Recipe{recipe}, false)
	if err != nil {
		return nil, false // the page tells why there is none
	}
	return files[0], true
}

// mostShown bounds the sides of a size that is asked for by its address.
const mostShown = 4000
