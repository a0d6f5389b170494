package press

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/edition"
	"warraq/site/media"
	"warraq/site/uri"
)

// Revise is Prepare for when only the files at paths (under the source) were saved, made
// or removed since the paper was prepared, or time alone has passed; paths is nil where that is not
// known. It does as little as is enough:
//
//   - manuscripts changed: the edition is revised, or grouped again where that reaches too
//     far (edition.Revise); the theme, the listing and the measures of pictures stay;
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
	case content == nil && (paths == nil || slices.ContainsFunc(paths, func(path string) bool { return !strings.HasPrefix(path, "content/") })):
		return Prepare(ctx, in)
	case content == nil:
		return prepare(ctx, in, p)
	}
	next := &Paper{in: in, marked: time.Now(), content: content}
	content.report(content.told...)
	content.whole(ctx, in.Jobs, p.content, changed)
	next.Mark("load")
	next.make(p, changed)
	return next, nil
}

// group makes the edition of what was read: of the last one and of what changed since, where
// that is enough.
func (p *Paper) group(last *Paper, changed []change) {
	c := p.content
	var sections time.Time // when one of them is due
	if last != nil && last.made != nil {
		if articles, ok := p.articlesOf(last, changed); ok {
			var all site.Manuscripts
			if due := last.Edition.NextDue; !due.IsZero() && !p.in.Clock.Now.Before(due) {
				all, sections = c.manuscripts(p.in.Clock)
				ok = !c.bundled && sameSections(all, last)
			}
			if ok {
				p.made = last.made.Revise(c.sources(all, p.in), articles)
			}
		}
	}
	if p.made == nil {
		var m site.Manuscripts
		m, sections = c.manuscripts(p.in.Clock)
		p.made = edition.Make(c.sources(m, p.in))
	}
	if e := p.made.Edition; !sections.IsZero() && (e.NextDue.IsZero() || sections.Before(e.NextDue)) {
		e.NextDue = sections
	}
	p.Edition = p.made.Edition
	c.report(p.made.Problems...)
}

// sameSections says that time hides and shows the same sections as in the last paper.
func sameSections(now site.Manuscripts, last *Paper) bool {
	before, _ := last.content.manuscripts(last.in.Clock)
	return slices.EqualFunc(before.Sections, now.Sections, func(a, b *site.Section) bool { return a.Path == b.Path && a.Draft == b.Draft })
}

// articlesOf gives the articles that changed. It says false where other manuscripts did, or
// the settings, or where what changed is not known (nil).
func (p *Paper) articlesOf(last *Paper, changed []change) (out []edition.Change, ok bool) {
	if changed == nil || last.content.bundled || last.content.config != p.content.config {
		return nil, false
	}
	for _, c := range changed {
		var e edition.Change
		for side, documents := range map[**site.Article][]*document{&e.Before: c.before, &e.After: c.after} {
			for _, d := range documents {
				if d.section != nil || d.author != nil || d.hidesBundle() {
					return nil, false
				}
				if site.Errors(d.problems) == 0 {
					*side = d.article
				}
			}
		}
		out = append(out, e)
	}
	return out, true
}

// stand says that each file that the changed manuscripts name was named at the same places
// before, and nothing was wrong with it: then what was found before still holds.
func (c *loaded) stand(changed []change) bool {
	for _, x := range changed {
		var asked [2][]media.Asked
		for side, documents := range [][]*document{x.before, x.after} {
			for _, d := range documents {
				if d.article != nil && d.article.Media.Src != "" {
					return false // its size is told
				}
				asked[side] = append(asked[side], slices.DeleteFunc(d.asks(), func(a media.Asked) bool { return uri.IsRemote(a.Place) })...)
			}
		}
		same := func(a, b media.Asked) bool { return a.Place == b.Place && a.Src == b.Src && a.Picture == b.Picture }
		if !slices.EqualFunc(asked[0], asked[1], same) || slices.ContainsFunc(asked[1], func(a media.Asked) bool { return !c.files.Known[a.Place].Found }) {
			return false
		}
	}
	return true
}

// storyOf finds the story that a manuscript gives.
func (p *Paper) storyOf(name string) *site.Story {
	name = arabic.NFC(name)
	if s := p.Edition.Of(name); s != nil && s.Article.Path == name {
		return s
	}
	return nil
}
