package build

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
)

// Facts are what of a manuscript can only be judged beside others: where its
// links lead, what can be linked to in it, which pictures it shows.
type Facts struct {
	file  file
	inner []site.Ref // links to places in itself that are not there
}

// Fault is a reference that is not as it should be.
type Fault struct {
	Path      string // of the manuscript, under content/
	Line, Col int
	Rule      string // dead-link, dead-anchor or small-picture
	Args      []any  // for the rule's words
}

// Pictures narrower than these are blurred on the screens that they fill:
// Google asks for 1,200 px of a story's lead picture, a column of text on a
// good screen shows 640.
const (
	leadWidth = 1200
	bodyWidth = 640
)

// FactsOf reads a sheet that was parsed.
func (s *Survey) FactsOf(sheet Sheet) Facts {
	f := Facts{file: file{path: sheet.Path, section: sheet.section, author: sheet.author}}
	if sheet.Article == nil {
		return f
	}
	if bytes.Contains(sheet.Article.Body, []byte(` href="#`)) {
		ids := idsIn(sheet.Article.Body)
		for _, m := range ownAnchor.FindAllSubmatch(sheet.Article.Body, -1) {
			if id := string(m[1]); !ids[decoded(id)] {
				line, col := placeOf(sheet, id)
				f.inner = append(f.inner, site.Ref{Target: "#" + decoded(id), Line: line, Col: col})
			}
		}
	}
	f.file.article = bones(sheet.Article)
	return f
}

// bones are what of an article decides where it stands and where it leads: all
// of an archive's are held at once.
func bones(a *site.Article) *site.Article {
	return &site.Article{
		Path: a.Path, Dir: a.Dir, Base: a.Base, Slug: a.Slug, Static: a.Static, Section: a.Section,
		Date: a.Date, Publish: a.Publish, Draft: a.Draft, Tags: a.Tags, Authors: a.Authors, Agencies: a.Agencies,
		Image: a.Image, Refs: slices.Clip(slices.Clone(a.Refs)), Extras: a.Extras,
	}
}

var (
	elementID = regexp.MustCompile(` id="([^"]+)"`)
	ownAnchor = regexp.MustCompile(` href="#([^"]+)"`)
)

// idsIn are the places of a page that a link can lead to.
func idsIn(body []byte) map[string]bool {
	ids := map[string]bool{}
	for _, m := range elementID.FindAllSubmatch(body, -1) {
		ids[string(m[1])] = true
	}
	return ids
}

// placeOf finds where a manuscript links to a place in itself.
func placeOf(s Sheet, id string) (line, col int) {
	for _, form := range []string{"(#" + id + ")", "(#" + decoded(id) + ")"} {
		if i := bytes.Index(s.Source[s.Body:], []byte(form)); i >= 0 {
			at := s.Body + i
			start := bytes.LastIndexByte(s.Source[:at], '\n') + 1
			return 1 + bytes.Count(s.Source[:at], []byte{'\n'}), 1 + len([]rune(string(s.Source[start:at])))
		}
	}
	return 1, 1
}

// Faults judges the facts of some manuscripts. Of the others those are read to
// which a link may lead; all, where a link leads nowhere among these.
func (s *Survey) Faults(ctx context.Context, chosen []Facts) ([]Fault, error) {
	known := make(map[string]Facts, len(chosen))
	for _, f := range chosen {
		known[f.file.path] = f
	}
	read := func(paths []string) error {
		facts := func(sheet Sheet) Facts {
			sheet = s.Parse(sheet)
			defer sheet.Done()
			return s.FactsOf(sheet)
		}
		return Leaf(ctx, s, paths, facts, func(f Facts) { known[f.file.path] = f })
	}
	missing := func(wanted func(string) bool) (out []string) {
		for _, p := range s.Paths {
			if _, ok := known[p]; !ok && wanted(p) {
				out = append(out, p)
			}
		}
		return out
	}
	names := lastNames(chosen)
	err := read(missing(func(p string) bool {
		return names[storyName(p)] || path.Base(p) == "_index.md" || path.Dir(p) == "authors"
	}))
	if err != nil {
		return nil, err
	}
	faults := s.judge(ctx, chosen, known)
	if rest := missing(func(string) bool { return true }); len(rest) > 0 && slices.ContainsFunc(faults, func(f Fault) bool { return f.Rule == "dead-link" }) {
		if err := read(rest); err != nil {
			return nil, err
		}
		faults = s.judge(ctx, chosen, known)
	}
	return faults, nil
}

// lastNames are the last words of the addresses that links name: those of the
// files that they may mean.
func lastNames(chosen []Facts) map[string]bool {
	names := map[string]bool{}
	for _, f := range chosen {
		for _, r := range f.links() {
			target, _, _ := strings.Cut(decoded(r.Target), "#")
			names[storyName(strings.TrimSuffix(target, "/"))] = true
		}
	}
	return names
}

// storyName is what a story's file, or its folder, is called.
func storyName(p string) string {
	name := strings.TrimSuffix(path.Base(p), path.Ext(p))
	if name == "index" {
		name = path.Base(path.Dir(p))
	}
	return strings.ToLower(name)
}

// links are those that lead to other pages of the site.
func (f Facts) links() (out []site.Ref) {
	if f.file.article != nil {
		for _, r := range f.file.article.Refs {
			if r.Kind == site.RefLink {
				out = append(out, r)
			}
		}
	}
	return out
}

// judge holds the facts of some manuscripts against those of all that are
// known.
func (s *Survey) judge(ctx context.Context, chosen []Facts, known map[string]Facts) (out []Fault) {
	var m site.Manuscripts
	for _, p := range slices.Sorted(maps.Keys(known)) {
		switch f := known[p].file; {
		case f.article != nil:
			m.Articles = append(m.Articles, f.article)
		case f.section != nil:
			m.Sections = append(m.Sections, f.section)
		case f.author != nil:
			m.Authors = append(m.Authors, f.author)
		}
	}
	config := *s.Config
	config.Pages.Related = 0 // nobody asks
	e, _ := site.NewEdition(&config, m, s.clock, func(string, site.Image) site.Picture { return site.Picture{} }, together(s.jobs))
	p := &Plan{Edition: e}
	places := places{survey: s, plan: p, lists: p.addresses(), anchors: map[string]map[string]bool{}}
	pictures := newPictures(s.content, s.static, s.Config)
	files := make([]*file, len(chosen))
	for i := range chosen {
		files[i] = &chosen[i].file
	}
	pictures.measure(ctx, s.jobs, files)
	for i := range chosen {
		f := &chosen[i]
		for _, r := range f.inner {
			out = append(out, Fault{f.file.path, r.Line, r.Col, "dead-anchor", []any{r.Target}})
		}
		if f.file.article == nil {
			continue
		}
		for _, r := range f.links() {
			if rule := places.deadEnd(f.file.article.Base, r.Target); rule != "" {
				out = append(out, Fault{f.file.path, r.Line, r.Col, rule, []any{decoded(r.Target)}})
			}
		}
		out = append(out, smallPictures(f, pictures)...)
	}
	return out
}

// addresses are where lists and old addresses of an edition stand.
func (p *Plan) addresses() map[string]bool {
	out := map[string]bool{}
	for _, root := range ownRoots {
		out[root] = true
	}
	for t := range p.terms() {
		out[t.Address] = true
	}
	for alias := range p.aliases() {
		out[alias] = true
	}
	return out
}

// places are what a link can lead to.
type places struct {
	survey  *Survey
	plan    *Plan
	lists   map[string]bool            // addresses of lists, and old ones of stories
	anchors map[string]map[string]bool // the ids in stories that were asked for, by path
}

// deadEnd is the rule that a link breaks, or "".
func (p *places) deadEnd(base, target string) string {
	bare, fragment, _ := strings.Cut(decoded(target), "#")
	bare, _, _ = strings.Cut(bare, "?")
	if story := p.plan.Edition.Find(base, bare); story != nil {
		if fragment != "" && !strings.HasPrefix(fragment, ":~:") && !p.has(story.Article.Path, fragment) {
			return "dead-anchor"
		}
		return ""
	}
	switch {
	case IsManuscript(bare) || !strings.HasPrefix(bare, "/"):
		if p.plan.sectionAt(base, bare) == nil {
			return "dead-link"
		}
	case !p.stands(bare):
		return "dead-link"
	}
	return ""
}

// has tells whether a story has a place of a name.
func (p *places) has(story, id string) bool {
	ids, ok := p.anchors[story]
	if !ok {
		if sheet := p.survey.Parse(p.survey.sheet(story)); sheet.Article != nil {
			ids = idsIn(sheet.Article.Body)
		}
		p.anchors[story] = ids
	}
	return ids[id]
}

// stands tells whether a path from the site's root leads somewhere: to a list,
// an old address, a file of static/, or what the build makes itself.
func (p *places) stands(at string) bool {
	s := p.survey
	if ext := path.Ext(at); ext != "" && ext != ".html" {
		if _, err := fs.Stat(s.static, strings.TrimPrefix(at, "/")); err == nil || made[ext] {
			return true
		}
		return newPictures(s.content, s.static, s.Config).elsewhere(at)
	}
	folder := strings.TrimSuffix(at, "/") + "/"
	if p.lists[folder] || p.lists[at] || strings.HasPrefix(folder, "/archive/") || strings.HasPrefix(folder, "/lite/") {
		return true
	}
	_, err := fs.Stat(s.static, strings.Trim(folder, "/"))
	return err == nil
}

// made are the extensions of the files that a build makes beside pages.
var made = map[string]bool{".xml": true, ".json": true, ".opml": true, ".txt": true, ".ics": true}

// smallPictures are those that are narrower than where they stand.
func smallPictures(f *Facts, pictures *pictures) (out []Fault) {
	a := f.file.article
	small := func(src string, line, col, width int) {
		pic := pictures.of(place(a.Base, src))
		if src == "" || pic.err != nil || pic.size.Width == 0 || pic.size.Width >= width || strings.EqualFold(path.Ext(pic.name), ".svg") {
			return
		}
		out = append(out, Fault{f.file.path, line, col, "small-picture", []any{path.Base(src), pic.size.Width, width}})
	}
	small(a.Image.Src, a.Image.Line, a.Image.Col, leadWidth)
	for _, g := range a.Gallery {
		small(g.Src, g.Line, g.Col, bodyWidth)
	}
	for _, r := range a.Refs {
		if r.Kind == site.RefPicture {
			small(r.Target, r.Line, r.Col, bodyWidth)
		}
	}
	return out
}

// Known tells facts of a manuscript from those of none.
func (f Facts) Known() bool { return f.file.path != "" }
