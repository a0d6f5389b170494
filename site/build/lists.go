package build

import (
	"cmp"
	"html/template"
	"iter"
	"slices"
	"strconv"
	"time"

	"warraq/site"
	"warraq/site/cache"
)

// listJobs are the pages of every section, tag, author, agency and series,
// newest first: the pages that show a story stand near each other, so that its
// card is made once and is still at hand.
func (p *Plan) listJobs() iter.Seq[job] {
	type listed struct {
		*site.Term
		page site.ListPage
	}
	newest := func(l *listed) time.Time {
		if len(l.page.Stories) == 0 {
			return time.Time{}
		}
		return l.page.Stories[0].Date
	}
	return func(yield func(job) bool) {
		var all []*listed
		for t := range p.terms() {
			if slices.Contains(ownRoots, t.Address) {
				continue // its name is reserved, as checkAddresses told
			}
			for _, page := range p.Edition.Paginate(t.Address, t.Stories, p.Edition.Config.PageSize, t.Kind == site.KindSection) {
				all = append(all, &listed{t, page})
			}
		}
		slices.SortFunc(all, func(a, b *listed) int {
			return cmp.Or(newest(b).Compare(newest(a)), cmp.Compare(a.page.Address, b.page.Address))
		})
		for _, l := range all {
			for _, j := range p.listPage(l.Term, l.page) {
				if !yield(j) {
					return
				}
			}
		}
	}
}

// terms lists every term that has pages.
func (p *Plan) terms() iter.Seq[*site.Term] {
	e := p.Edition
	groups := [][]*site.Term{e.Sections, e.Tags, e.Authors, e.Series}
	if e.Config.Pages.Agencies {
		groups = append(groups, e.Agencies)
	}
	return func(yield func(*site.Term) bool) {
		for _, terms := range groups {
			for _, t := range terms {
				if !yield(t) {
					return
				}
			}
		}
	}
}

// templateOf is the page file of a term's list.
func templateOf(t *site.Term) string {
	if t.Kind == site.KindSection && t.IsOpinion() {
		return "opinion.html"
	}
	return string(t.Kind) + ".html"
}

// listPage is one page of a term's list and its light twin.
func (p *Plan) listPage(t *site.Term, lp site.ListPage) []job {
	view := func() *site.ListView { return p.list(t, lp) }
	full := page(p, lp.Address, templateOf(t), view, func(v *site.ListView, w *words) error {
		v.Body = p.termBody(t, lp)
		v.Head.Graph = func() template.JS { return w.data.List(v) }
		return nil
	})
	if !p.Edition.Config.Pages.Lite {
		return []job{full}
	}
	lite := page(p, "/lite"+lp.Address, "lite/list.html", func() *site.ListView { return p.lightList(view(), lp.Address) }, nil)
	return []job{full, lite}
}

// lightList turns a list's View into that of its light twin, whose pager
// stays among the light pages.
func (p *Plan) lightList(v *site.ListView, address string) *site.ListView {
	c := p.Edition.Config
	light(&v.Frame, c.URL(address))
	into := func(l *site.Link) *site.Link {
		if l == nil {
			return nil
		}
		return &site.Link{Title: l.Title, URL: c.BasePath() + "/lite" + l.URL[len(c.BasePath()):]}
	}
	v.Pager.Newer, v.Pager.Older = into(v.Pager.Newer), into(v.Pager.Older)
	v.Pager.Months = nil
	return v
}

// list is all that a page of a term's list may show.
func (p *Plan) list(t *site.Term, lp site.ListPage) *site.ListView {
	section := t
	if t.Kind != site.KindSection {
		section = nil
	}
	title, intro := t.Name.Label, p.intro(t)
	head := title
	if !lp.Root {
		intro = ""
		head = title + " — " + p.pageName(lp)
	}
	v := &site.ListView{
		Frame: p.frame(string(t.Kind), lp.Address, head, intro, section, p.termCrumbs(t, lp)...),
		Title: title, Intro: intro, Root: lp.Root, Cards: cards(lp.Stories), Opinion: t.IsOpinion(),
		Feed: p.feedLink(t), Pager: p.pager(t, lp),
	}
	p.link(&v.Frame, lp.Address)
	if t.IsOpinion() {
		v.Kind = "opinion"
	}
	if lp.Root {
		v.Count = len(t.Stories)
		v.BodyKey = p.termBodyKey(t)
		for _, part := range t.Parts {
			v.Parts = append(v.Parts, site.Link{Title: part.Name.Label, URL: p.Edition.Config.URL(part.Address)})
		}
	} else if lp.Number > 0 {
		v.Head.Robots = "noindex, follow"
	}
	if t.Author != nil {
		v.Author = p.authorView(t)
	}
	if v.Feed != "" {
		v.Head.Feeds = []site.FeedLink{{Title: title, URL: v.Feed, Type: feedKinds[p.Edition.Config.Feeds.Formats[0]].mime}}
	}
	return v
}

// pageName tells a page of a list from its others: the month, the number.
func (p *Plan) pageName(lp site.ListPage) string {
	c := p.Edition.Config
	name := ""
	if !lp.Month.IsZero() {
		name = locale(c).MonthYear(lp.Month, "archive")
	}
	if lp.Number > 0 {
		if name != "" {
			name += "، "
		}
		name += label(c.Language, "page") + " " + locale(c).Digits.Format(strconv.Itoa(lp.Number))
	}
	return name
}

func (p *Plan) pager(t *site.Term, lp site.ListPage) site.Pager {
	c := p.Edition.Config
	pager := site.Pager{Month: lp.Month, Number: lp.Number}
	if lp.Newer != "" {
		pager.Newer = &site.Link{Title: label(c.Language, "newer"), URL: c.URL(lp.Newer)}
	}
	if lp.Older != "" {
		pager.Older = &site.Link{Title: label(c.Language, "older"), URL: c.URL(lp.Older)}
	}
	if lp.Root && t.Kind == site.KindSection && lp.Older != "" {
		for _, m := range p.Edition.ByMonth(t.Stories) {
			pager.Months = append(pager.Months, site.MonthLink{
				Month: m.Month, URL: c.URL(t.Address + m.Month.Format("2006/01/")), Count: len(m.Stories),
			})
		}
	}
	return pager
}

func cards(stories []*site.Story) []*site.Card {
	out := make([]*site.Card, len(stories))
	for i, s := range stories {
		out[i] = s.Card
	}
	return out
}

func (p *Plan) intro(t *site.Term) string {
	switch {
	case t.Section != nil:
		return t.Section.Description
	case t.Author != nil:
		return t.Author.Role
	}
	return ""
}

// termCrumbs is the way to a list; its sealed and monthly pages lie under it.
func (p *Plan) termCrumbs(t *site.Term, lp site.ListPage) []site.Link {
	if t.Kind == site.KindSection {
		crumbs := p.crumb(t.Parent)
		if !lp.Root {
			crumbs = p.crumb(t)
		}
		return crumbs
	}
	c := p.Edition.Config
	index := map[site.TermKind]string{
		site.KindTag: "tags", site.KindAuthor: "authors", site.KindAgency: "agencies", site.KindSeries: "series",
	}[t.Kind]
	crumbs := []site.Link{p.homeCrumb(), {Title: label(c.Language, index), URL: c.URL("/" + index + "/")}}
	if !lp.Root {
		crumbs = append(crumbs, site.Link{Title: t.Name.Label, URL: c.URL(t.Address)})
	}
	return crumbs
}

func (p *Plan) authorView(t *site.Term) *site.AuthorView {
	a := t.Author
	v := &site.AuthorView{
		Byline: site.Byline{Name: a.Name.Label, URL: p.Edition.Config.URL(t.Address), Role: a.Role, Desk: a.Desk},
		Email:  a.Email, Links: a.Links,
	}
	if a.Picture.Src != "" {
		v.Picture = p.desk.pictures.show("authors", a.Picture)
	}
	return v
}

// termBody is the text of a section's _index.md or an author's file; it stands
// on the first page only.
func (p *Plan) termBody(t *site.Term, lp site.ListPage) template.HTML {
	base, body, refs := termText(t)
	if !lp.Root || len(body) == 0 {
		return ""
	}
	return p.answered(base, body, refs)
}

func termText(t *site.Term) (base string, body []byte, refs []site.Ref) {
	switch {
	case t.Section != nil:
		return t.Section.Dir, t.Section.Body, t.Section.Refs
	case t.Author != nil:
		return "authors", t.Author.Body, t.Author.Refs
	}
	return "", nil, nil
}

func (p *Plan) termBodyKey(t *site.Term) site.Sum {
	base, body, refs := termText(t)
	if len(body) == 0 {
		return site.Sum{}
	}
	return site.Sum(cache.Of([]byte(p.answered(base, body, refs))))
}
