package review

import (
	"context"
	"maps"
	"path"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/check"
	"warraq/site/uri"
)

// facts are what can only be judged beside other manuscripts: where links lead,
// what can be linked to, which pictures are shown.
type facts struct {
	path    string
	article *site.Article // without what is not needed here: all of an archive's are in memory at once
	section *site.Section
	author  *site.Author
	links   []site.Ref // that lead to other pages of the site
	inner   []site.Ref // links to places in the same page that are not there
}

// Pictures narrower than these are blurred on the screens that they fill:
// Google asks for 1,200 px of a story's lead picture, a column of text on a
// good screen shows 640.
const (
	leadWidth = site.LeadWidth
	bodyWidth = 640
)

// factsOf takes the facts from a sheet that was parsed.
func factsOf(s Sheet) facts {
	f := facts{path: s.Path, section: s.Section, author: s.Author}
	if s.Article == nil {
		return f
	}
	for _, r := range s.Local {
		if id := uri.Decoded(strings.TrimPrefix(r.Target, "#")); id != "" && id != "top" && !slices.Contains(s.Anchors, id) { // HTML Standard, «indicated part»: both are the top
			f.inner = append(f.inner, site.Ref{Target: "#" + id, Line: r.Line, Col: r.Col})
		}
	}
	a := s.Article
	for _, r := range a.Refs {
		if r.Kind == site.RefLink {
			f.links = append(f.links, r)
		}
	}
	f.article = &site.Article{
		Path: a.Path, Dir: a.Dir, Base: a.Base, Slug: a.Slug, Static: a.Static, Section: a.Section,
		Date: a.Date, Publish: a.Publish, Draft: a.Draft, Tags: a.Tags, Authors: a.Authors, Agencies: a.Agencies,
		Image: a.Image, Refs: slices.Clip(slices.Clone(a.Refs)), Extras: a.Extras,
	}
	return f
}

// judgeLinks judges the facts of some manuscripts and enters what is wrong in out. Of the others it reads those to which a link may lead; all of them
// where a link leads nowhere among these.
func (f *Content) judgeLinks(ctx context.Context, chosen []facts, out *check.Known) error {
	known := make(map[string]facts, len(chosen))
	for _, c := range chosen {
		known[c.path] = c
	}
	read := func(wanted func(path string) bool) (n int, err error) {
		var paths []string
		for _, p := range f.Paths {
			if _, ok := known[p]; !ok && wanted(p) {
				paths = append(paths, p)
			}
		}
		return len(paths), Each(ctx, f, paths, func(s Sheet) facts { return factsOf(f.parse(s)) }, func(x facts) { known[x.path] = x })
	}
	names := lastNames(chosen)
	mayBeMeant := func(p string) bool {
		noun := site.NounOf(p)
		return noun == site.NounSection || noun == site.NounAuthor || names[storyName(p)]
	}
	if _, err := read(mayBeMeant); err != nil {
		return err
	}
	faults := f.judge(ctx, chosen, known)
	if slices.ContainsFunc(faults, func(x fault) bool { return x.Rule == "dead-link" }) {
		n, err := read(func(string) bool { return true })
		if err != nil {
			return err
		}
		if n > 0 {
			faults = f.judge(ctx, chosen, known)
		}
	}
	for _, x := range faults {
		out.Faults[x.path] = append(out.Faults[x.path], x.Fault)
	}
	return nil
}

// fault is a reference that is not as it should be.
type fault struct {
	path string
	check.Fault
}

// lastNames are the last words of the addresses that links name: those of the
// files that they may mean.
func lastNames(chosen []facts) map[string]bool {
	names := map[string]bool{}
	for _, f := range chosen {
		for _, r := range f.links {
			at, _, _ := uri.SplitTarget(r.Target)
			names[storyName(strings.TrimSuffix(at, "/"))] = true
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
	return strings.ToLower(arabic.NFC(name))
}

// judge compares the facts of some manuscripts with those of all that are known.
func (f *Content) judge(ctx context.Context, chosen []facts, known map[string]facts) (out []fault) {
	var m site.Manuscripts
	for _, p := range slices.Sorted(maps.Keys(known)) {
		switch k := known[p]; {
		case k.article != nil:
			m.Articles = append(m.Articles, k.article)
		case k.section != nil:
			m.Sections = append(m.Sections, k.section)
		case k.author != nil:
			m.Authors = append(m.Authors, k.author)
		}
	}
	var asking []*site.Article
	for _, c := range chosen {
		if c.article != nil {
			asking = append(asking, c.article)
		}
	}
	j := judgement{folder: f, resolver: f.Resolve(ctx, asking, m), anchors: map[string][]string{}}
	for _, c := range chosen {
		for _, r := range c.inner {
			j.say(c.path, r.Line, r.Col, "dead-anchor", r.Target)
		}
		if c.article == nil {
			continue
		}
		for _, r := range c.links {
			if rule := j.deadEnd(c.article.Base, r.Target); rule != "" {
				j.say(c.path, r.Line, r.Col, rule, uri.Decoded(r.Target))
			}
		}
		j.smallPictures(c.article)
	}
	return j.faults
}

// judgement is one comparison.
type judgement struct {
	folder   *Content
	resolver *site.Resolver
	anchors  map[string][]string // the ids in stories that were asked for, by path
	faults   []fault
}

func (j *judgement) say(path string, line, col int, rule string, args ...any) {
	j.faults = append(j.faults, fault{path, check.Fault{Rule: rule, Line: line, Col: col, Args: args}})
}

// deadEnd is the rule that a link breaks, or "".
func (j *judgement) deadEnd(base, target string) string {
	lead := j.resolver.Link(base, target)
	switch {
	case !lead.Found:
		return "dead-link"
	case lead.Story != nil && lead.Fragment != "" && lead.Fragment != "top" && !strings.HasPrefix(lead.Fragment, ":~:") && !j.has(lead.Story.Article.Path, lead.Fragment):
		return "dead-anchor"
	}
	return ""
}

// has says that a story has a place with an id.
func (j *judgement) has(story, id string) bool {
	ids, ok := j.anchors[story]
	if !ok {
		s := j.folder.parse(j.folder.sheet(story))
		ids = s.Anchors
		j.anchors[story] = ids
	}
	return slices.Contains(ids, id)
}

// smallPictures finds pictures that are narrower than where they stand.
func (j *judgement) smallPictures(a *site.Article) {
	small := func(src string, line, col, least int) {
		if src == "" || strings.EqualFold(path.Ext(src), ".svg") {
			return
		}
		if width := j.resolver.Files.At(site.Place(a.Base, src)).Width; width > 0 && width < least {
			j.say(a.Path, line, col, "small-picture", path.Base(src), width, least)
		}
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
}
