package plan

import (
	"cmp"
	"time"

	"warraq/site"
	"warraq/site/own"
)

// outputFiles are the files of the paper's own beside its pages.
type outputFiles struct {
	edition  *site.Edition
	resolver *site.Resolver
	has      func(template string) bool
}

// entries are the outputs of the whole paper, of lists and of stories. One without a template is told elsewhere.
func (p *outputFiles) entries(add func(Entry)) {
	e := p.edition
	for _, o := range e.Outputs {
		switch {
		case !p.has(o.Template):
		case o.View == own.EditionOutput:
			c := e.Config
			add(page(o.Path, o.Template, func() *site.OutputView {
				return p.view(o, channel{site.HomeRoot, c.Title, c.Description, e.Stories}, o.Path)
			}))
		case o.View == own.StoryOutput:
			for _, s := range e.Stories {
				add(page(s.Address+o.Path, o.Template, func() *site.OutputView {
					of := o
					of.FullText = true
					return p.view(of, channel{s.Address, s.Title, s.Article.Summary, []*site.Story{s}}, s.Address+o.Path)
				}).of(e, s))
			}
		default:
			for _, t := range *e.ListOf(site.TermKind(o.View)) {
				if !t.Lost && len(t.Stories) > 0 {
					add(page(t.Address+o.Path, o.Template, func() *site.OutputView { return p.view(o, channelOf(t), t.Address+o.Path) }))
				}
			}
		}
	}
}

// view is all that an output may show.
func (p *outputFiles) view(o own.Output, ch channel, address string) *site.OutputView {
	c := p.edition.Config
	v := &site.OutputView{
		Paper: site.OutputPaper{
			Title: c.Title, Description: c.Description, Lang: c.Language, URL: c.Abs(c.URL(site.HomeRoot)), Root: c.Root(), Publisher: c.Publisher.Name, Params: c.Params.Params(),
		},
		Title: ch.title, About: ch.about, URL: c.Abs(c.URL(ch.address)), Self: c.Abs(c.URL(address)),
	}
	for _, s := range ch.stories[:min(cmp.Or(o.Limit, c.Feeds.Limit), len(ch.stories))] {
		one := &site.OutputStory{
			Card: s.Card, Address: c.Abs(s.Card.URL), Standfirst: s.Standfirst, Dateline: s.Dateline, Words: s.Words,
			Terms: p.edition.TermsOf(s, false), Params: addresses(c, params(p.resolver, s.Base, s.Article.Params)),
		}
		for _, n := range s.Tags[:min(len(s.Tags), mostTags)] {
			one.Tags = append(one.Tags, site.Link{Title: n.Label, URL: c.URL(site.TagsRoot + n.Slug + "/")})
		}
		if o.FullText {
			one.Text = text(p.edition, p.resolver, s)
		}
		v.Updated = laterOf(v.Updated, latest(s.Card))
		v.Stories = append(v.Stories, one)
	}
	return v
}

func laterOf(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
