package press

import (
	"context"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
)

// Revise is Prepare for when only the files at paths (under the source) were saved, made
// or removed since the paper was prepared. It does as little as is enough:
//
//   - bodies changed: what other pages may show is the same, so that the edition stands
//     but for those stories;
//   - manuscripts changed: the edition is grouped again from what is in memory; the theme,
//     the listing and the measures of pictures stay;
//   - anything else changed: everything is prepared again, the theme excepted where only
//     content/ changed.
//
// The result is the same each time.
func (p *Paper) Revise(ctx context.Context, in Input, paths []string) (*Paper, error) {
	if in.Jobs <= 0 {
		in.Jobs = runtime.GOMAXPROCS(0)
	}
	content, changed, err := p.content.reread(in, paths)
	switch {
	case err != nil:
		return nil, err
	case content == nil && (len(paths) == 0 || slices.ContainsFunc(paths, func(path string) bool { return !strings.HasPrefix(path, "content/") })):
		return Prepare(ctx, in)
	case content == nil:
		return prepare(ctx, in, p)
	}
	if next := p.withBodies(in, content, changed); next != nil {
		return next, nil
	}
	next := &Paper{in: in, marked: time.Now(), content: content}
	content.report(content.told...)
	content.whole(ctx, in.Jobs)
	next.Mark("load")
	next.make(p)
	return next, nil
}

// withBodies gives the paper with new bodies, or nil where more than that changed.
func (p *Paper) withBodies(in Input, content *loaded, changed []change) *Paper {
	due := p.Edition.NextDue // an embargo lifts, or a story expires
	if p.plan == nil || site.Errors(p.Problems) > 0 || !due.IsZero() && !in.Clock.Now.Before(due) {
		return nil
	}
	var fresh []*site.Story
	for _, c := range changed {
		s := p.stays(c)
		if s == nil || len(c.before[0].problems)+len(c.after[0].problems) > 0 || !sameButBody(s.Article, c.after[0].article) {
			return nil
		}
		for _, a := range c.after[0].asks() {
			if _, ok := content.looked[a.Place]; !ok && !content.files.Elsewhere(a.Place) {
				return nil
			}
		}
		story := *s
		story.Article = c.after[0].article
		fresh = append(fresh, &story)
	}
	content.problems = p.content.sorted()
	next := *p
	next.in, next.content = in, content
	next.Edition = p.Edition.Revise(fresh...)
	next.resolver = p.resolver.For(next.Edition)
	next.makePlan()
	return &next
}

// stays finds the published story that a manuscript gave and still gives, in its newest
// words; or nil.
func (p *Paper) stays(c change) *site.Story {
	if len(c.before) == 0 || len(c.after) == 0 || c.after[0].article == nil {
		return nil
	}
	if s := p.storyOf(c.before[0].path); s != nil && s.Article == c.before[0].article {
		return s
	}
	return nil
}

// storyOf finds the story that a manuscript gives, in its newest words.
func (p *Paper) storyOf(name string) *site.Story {
	s := p.Edition.Of(arabic.NFC(name))
	if s == nil || s.Article.Path != arabic.NFC(name) {
		return nil
	}
	return p.Edition.Newest(s)
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
	sameTarget := func(x, y site.Ref) bool { return x.Target == y.Target } // a new one may be dead
	return reflect.DeepEqual(x, y) && slices.EqualFunc(a.Refs, b.Refs, sameTarget)
}
