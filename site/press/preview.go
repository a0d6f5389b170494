package press

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"warraq/site"
	"warraq/site/plan"
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
	once   sync.Once
	others map[string]plan.Entry // all but the pages of stories
	files  map[string]func() ([]byte, error)
	search func() (*upkeep.Index, error)
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
	return &Preview{shown: shown, newest: p, last: last, search: sync.OnceValues(func() (*upkeep.Index, error) {
		return shown.searchIndex(context.Background())
	})}
}

// Faults is what is wrong with the edition.
func (v *Preview) Faults() []site.Problem { return v.newest.content.sorted() }

// Samples are output paths of a page of each kind: who makes them knows of the faults of
// nearly all templates.
func (v *Preview) Samples() (out []string) {
	e := v.shown.Edition
	out = append(out, "index.html")
	seen := map[any]bool{}
	for _, s := range slices.Concat(e.Stories, e.Pages) {
		if kind := [2]any{s.Type, s.Static}; !seen[kind] {
			seen[kind] = true
			out = append(out, site.OutputPath(s.Address))
		}
	}
	for _, terms := range [][]*site.Term{e.Sections, e.Tags, e.Authors, e.Series} {
		if len(terms) > 0 {
			out = append(out, site.OutputPath(terms[0].Address))
		}
	}
	return out
}

// Redirect gives the address that an alias of the site leads to.
func (v *Preview) Redirect(path string) string { return v.shown.resolver.Alias(path) }

// Base is the path under which the site lies: "" or "/news".
func (v *Preview) Base() string { return v.shown.Edition.Config.BasePath() }

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
		v.once.Do(v.index)
		if read := v.files[path]; read != nil {
			data, err = read()
			return data, err == nil, err
		}
		entry, ok = v.others[path]
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
	r := renderer{theme: p.theme, bodies: p.content.bodies}
	err = r.render(&out, entry.Page(), func(q site.Query) []*site.Card { return plan.Ask(p.Edition, q) })
	var fault *theme.TemplateError
	if errors.As(err, &fault) && fault.Told && v.last != nil {
		return v.last.File(path)
	}
	return out.Bytes(), err == nil, err
}

// index lists everything but the pages of stories.
func (v *Preview) index() {
	p := v.shown
	v.others, v.files = map[string]plan.Entry{}, map[string]func() ([]byte, error){}
	for e := range p.plan.BesideStories() {
		v.others[e.Path] = e
	}
	for _, f := range p.assets.files {
		v.files[f.Path] = func() ([]byte, error) { return f.Data, nil }
	}
	for _, a := range p.shown() {
		v.files[a.Path] = func() ([]byte, error) { return p.content.library.Read(a.Place) }
	}
}
