package build

import (
	"bytes"
	"io/fs"
	"strings"
	"sync"

	"warraq/site"
)

// Preview shows the files of a Plan one by one, each made when it is asked
// for: a preview of a hundred thousand stories starts as soon as they are
// read. It is safe for concurrent use.
type Preview struct {
	plan    *Plan // whose pages are shown
	newest  *Plan // whose faults are told
	once    sync.Once
	others  map[string]job // all but the pages of stories
	aliases map[string]string
	search  func() map[string]job
	files   map[string]func() ([]byte, error)
}

// Preview gives the plan's site for looking at. A plan that has no pages,
// because a template is broken, shows those of the last preview; that may be
// nil.
func (p *Plan) Preview(last *Preview) *Preview {
	shown := p
	if p.theme == nil && last != nil {
		shown = last.plan
	}
	return &Preview{plan: shown, newest: p, search: sync.OnceValue(shown.searchByPath)}
}

// Faults is what is wrong with the edition.
func (v *Preview) Faults() []site.Problem { return v.newest.desk.sorted() }

// Redirect gives the address that an alias of the site leads to.
func (v *Preview) Redirect(path string) string {
	if _, ok := v.plan.storyAt(outputPath(path)); ok {
		return ""
	}
	v.once.Do(v.index)
	return v.aliases[path]
}

// Base is the path under which the site lies: "" or "/news".
func (v *Preview) Base() string { return v.plan.Edition.Config.BasePath() }

// Source gives the manuscript of the story whose page lies at an output path,
// or "".
func (v *Preview) Source(path string) string {
	address, isPage := strings.CutSuffix("/"+path, "index.html")
	if s := v.plan.Edition.At(address); isPage && s != nil {
		return "content/" + s.Article.Path
	}
	return ""
}

// Story gives the story that a manuscript makes, or nil.
func (v *Preview) Story(source string) *site.Link {
	name, ok := strings.CutPrefix(source, "content/")
	if s := v.plan.storyOf(name); ok && s != nil {
		return &site.Link{Title: s.Card.Title, URL: s.Card.URL}
	}
	return nil
}

// File makes the file at an output path.
func (v *Preview) File(path string) (data []byte, found bool, err error) {
	j, ok := v.plan.storyAt(path)
	if !ok {
		v.once.Do(v.index)
		if read := v.files[path]; read != nil {
			data, err = read()
			return data, err == nil, err
		}
		if j, ok = v.others[path]; !ok && strings.HasPrefix(path, "search/") {
			j, ok = v.search()[path]
		}
		if !ok {
			return nil, false, nil
		}
	}
	var out bytes.Buffer
	err = j.render(&out, j.view(), v.plan.Edition.Ask)
	return out.Bytes(), err == nil, err
}

// storyAt finds the job of a story's page without a list of all of them.
func (p *Plan) storyAt(path string) (job, bool) {
	address, isPage := strings.CutSuffix("/"+path, "index.html")
	if p.theme == nil || !isPage {
		return job{}, false
	}
	rest, lite := strings.CutPrefix(address, "/lite")
	if lite && p.Edition.Config.Pages.Lite {
		address = rest
	}
	s := p.Edition.At(address)
	switch {
	case s == nil || s.Static:
		return job{}, false
	case lite:
		return p.liteStoryJob(s), true
	}
	return p.storyJob(s), true
}

// searchByPath makes the search's index, which nothing else of a preview needs.
func (p *Plan) searchByPath() map[string]job {
	out := map[string]job{}
	if p.theme != nil {
		for j := range p.searchJobs() {
			out[j.path] = j
		}
	}
	return out
}

// index lists everything but the pages of stories.
func (v *Preview) index() {
	p := v.plan
	v.others, v.aliases, v.files = map[string]job{}, map[string]string{}, map[string]func() ([]byte, error){}
	if p.theme != nil {
		for j := range p.jobsBesideStories() {
			v.others[j.path] = j
		}
	}
	for alias, s := range p.aliases() {
		v.aliases[alias] = s.Card.URL
	}
	for _, f := range p.assets.files {
		v.files[f.Path] = func() ([]byte, error) { return f.Data, nil }
	}
	for _, pic := range p.shownFiles() {
		v.files[pic.out] = func() ([]byte, error) { return fs.ReadFile(pic.from, pic.name) }
	}
}
