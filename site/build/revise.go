package build

import (
	"context"
	"io/fs"
	"reflect"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/cache"
)

// Revise is Prepare for when only the files at paths (under the source) were
// saved since the plan was made. Where nothing but bodies changed, what other
// pages may show is the same, so that the plan stands but for those stories;
// else everything is prepared anew. The result is the same either way.
func (p *Plan) Revise(ctx context.Context, in Input, paths []string) (*Plan, error) {
	next := p.revised(in, paths)
	if next == nil {
		return Prepare(ctx, in)
	}
	return next, nil
}

// revised gives the plan with new bodies, or nil where more than that changed.
func (p *Plan) revised(in Input, paths []string) *Plan {
	if len(paths) == 0 || len(paths) > 20 || p.theme == nil || site.Errors(p.Problems) > 0 || !p.stillTrue(in) {
		return nil
	}
	content, err := fs.Sub(in.Source, "content")
	if err != nil {
		return nil
	}
	next := *p
	next.bodies = map[string]*site.Story{}
	for address, s := range p.bodies {
		next.bodies[address] = s
	}
	for _, path := range paths {
		name, ok := strings.CutPrefix(path, "content/")
		s := p.storyOf(name)
		if !ok || s == nil {
			return nil
		}
		a := p.reread(in, content, name)
		if a == nil || !sameButBody(s.Article, a) {
			return nil
		}
		fresh := *s
		fresh.Article = a
		next.bodies[s.Address] = &fresh
	}
	return &next
}

// stillTrue says that no embargo lifts and no story expires between the
// plan's clock and the new one.
func (p *Plan) stillTrue(in Input) bool {
	due := p.Edition.NextDue
	return due.IsZero() || in.Clock.Now.Before(due)
}

// storyOf finds the story that a manuscript gives, in its newest words.
func (p *Plan) storyOf(name string) *site.Story {
	s := p.Edition.Find("", "/"+strings.TrimSuffix(name, ".md"))
	if s == nil || s.Article.Path != name {
		return nil
	}
	return p.newest(s)
}

// newest is a story with the body it was last saved with.
func (p *Plan) newest(s *site.Story) *site.Story {
	if fresh := p.bodies[s.Address]; fresh != nil {
		return fresh
	}
	return s
}

// reread parses one manuscript again, or gives nil where that is no longer
// enough.
func (p *Plan) reread(in Input, content fs.FS, name string) *site.Article {
	info, err := fs.Stat(content, name)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	f := &file{path: name, stamp: cache.StampOf(info)}
	r := newRecords(in, content, p.Edition.Config, p.desk.bodies)
	if r.read(f) != nil || f.article == nil || len(f.problems) > 0 {
		return nil
	}
	for a := range f.asks {
		if _, ok := p.desk.pictures.known[a.place]; !ok && !p.desk.pictures.elsewhere(a.place) {
			return nil
		}
	}
	return f.article
}

// sameButBody says that two readings of a manuscript differ in nothing that
// another page may show.
func sameButBody(a, b *site.Article) bool {
	x, y := *a, *b
	for _, r := range []*site.Article{&x, &y} {
		r.BodySum, r.Body = site.Sum{}, nil
		r.Words = (r.Words + 179) / 180 // as minutes of reading
		extras := *r.Extras
		extras.Entries = nil
		r.Headings, r.Refs, r.Extras = nil, nil, &extras
	}
	return reflect.DeepEqual(x, y) && slices.Equal(targets(a), targets(b))
}

// targets are the references that could be dead: a new one must be checked.
func targets(a *site.Article) []string {
	var out []string
	for _, r := range a.Refs {
		out = append(out, r.Target)
	}
	return out
}
