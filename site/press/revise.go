package press

import (
	"context"
	"io/fs"
	"reflect"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/cache"
)

// Revise is Prepare for when only the files at paths (under the source) were
// saved since the paper was prepared. Where nothing but bodies changed, what
// other pages may show is the same, so that the edition stands but for those
// stories; else everything is prepared again, the theme excepted where only content/
// changed. The result is the same either way.
func (p *Paper) Revise(ctx context.Context, in Input, paths []string) (*Paper, error) {
	if next := p.revised(in, paths); next != nil {
		return next, nil
	}
	if len(paths) == 0 || slices.ContainsFunc(paths, func(path string) bool { return !strings.HasPrefix(path, "content/") }) {
		return Prepare(ctx, in)
	}
	return prepare(ctx, in, p)
}

// mostRevised is how many saved files are looked at one by one.
const mostRevised = 20

// revised gives the paper with new bodies, or nil where more than that changed.
func (p *Paper) revised(in Input, paths []string) *Paper {
	if len(paths) == 0 || len(paths) > mostRevised || p.plan == nil || site.Errors(p.Problems) > 0 || !p.stillTrue(in) {
		return nil
	}
	content, err := fs.Sub(in.Source, "content")
	if err != nil {
		return nil
	}
	var fresh []*site.Story
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
		story := *s
		story.Article = a
		fresh = append(fresh, &story)
	}
	next := *p
	next.Edition = p.Edition.Revise(fresh...)
	next.resolver = p.resolver.For(next.Edition)
	next.makePlan()
	return &next
}

// stillTrue says that no embargo lifts and no story expires between the
// paper's clock and the new one.
func (p *Paper) stillTrue(in Input) bool {
	due := p.Edition.NextDue
	return due.IsZero() || in.Clock.Now.Before(due)
}

// storyOf finds the story that a manuscript gives, in its newest words.
func (p *Paper) storyOf(name string) *site.Story {
	s := p.Edition.Of(arabic.NFC(name))
	if s == nil || s.Article.Path != arabic.NFC(name) {
		return nil
	}
	return p.Edition.Newest(s)
}

// reread parses one manuscript again, or gives nil where that is no longer
// enough.
func (p *Paper) reread(in Input, content fs.FS, name string) *site.Article {
	info, err := fs.Stat(content, name)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	d := &document{path: name, stamp: cache.StampOf(info)}
	r := newRecords(in.Store, content, p.Edition.Config, p.content.bodies)
	if r.read(d) != nil || d.article == nil || len(d.problems) > 0 {
		return nil
	}
	for _, a := range d.asks() {
		if _, ok := p.content.files.Known[a.Place]; !ok && !p.content.files.Elsewhere(a.Place) {
			return nil
		}
	}
	return d.article
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
