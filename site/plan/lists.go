package plan

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"warraq/site"
	"warraq/site/arabic"
)

// listPages are the pages of every section, and of every other term.
type listPages struct {
	edition  *site.Edition
	resolver *site.Resolver
	shell    *shell
	locale   arabic.Locale
	feeds    *feedFiles
	has      func(template string) bool
}

// listed is one page of a term's list.
type listed struct {
	*site.Term
	page         site.ListPage
	light        bool // it has a light twin
	olderIsLight bool // so has the page after it
}

func (l *listed) newest() time.Time {
	if len(l.page.Stories) == 0 {
		return time.Time{}
	}
	return l.page.Stories[0].Date
}

// entries are the lists newest first: the pages that show a story stand near
// each other, so that its card is made once and is still at hand.
func (p *listPages) entries(add func(Entry)) {
	var all []*listed
	for t := range p.edition.Listed() {
		var newer *listed
		for _, page := range t.Pages {
			l := &listed{Term: t, page: page, light: p.edition.IsLightList(t, page)}
			if newer != nil {
				newer.olderIsLight = l.light
			}
			all, newer = append(all, l), l
		}
	}
	slices.SortFunc(all, func(a, b *listed) int {
		return cmp.Or(b.newest().Compare(a.newest()), cmp.Compare(a.page.Address, b.page.Address))
	})
	for _, l := range all {
		address := l.page.Address
		add(page(address, p.template(l.Term), func() *site.ListView { return p.view(l) }).of(p.edition, l.page.Stories...))
		if l.light {
			add(page(site.LiteAddress(address), "lite/list.html", func() *site.ListView { return p.lightView(l) }).of(p.edition, l.page.Stories...))
		}
	}
}

// template is the page file of a term's list.
func (p *listPages) template(t *site.Term) string {
	if of := p.edition.Config.Taxonomies.Find(string(t.Kind)); t.Kind.IsOwn() && of != nil && p.has(of.File()) {
		return of.File()
	}
	if t.Kind == site.KindSection && t.IsOpinion() {
		return "opinion.html"
	}
	return pageKind(t) + ".html"
}

// pageKind is what kind of page a term has: one of the paper's own has that of a tag.
func pageKind(t *site.Term) string {
	if t.Kind.IsOwn() {
		return string(site.KindTag)
	}
	return string(t.Kind)
}

// lightView is the light twin of a list's page. Its pager stays among the light
// pages as far as there are any.
func (p *listPages) lightView(l *listed) *site.ListView {
	c := p.edition.Config
	v := p.view(l)
	light(&v.Frame, c.URL(l.page.Address))
	v.Text, v.Count = site.Text{}, 0 // a light page shows neither
	into := func(l *site.Link) {
		if l != nil {
			l.URL = c.BasePath() + site.LiteAddress(l.URL[len(c.BasePath()):])
		}
	}
	into(v.Pager.Newer)
	if l.olderIsLight {
		into(v.Pager.Older)
	}
	v.Pager.Months = nil
	return v
}

// view is all that a page of a term's list may show.
func (p *listPages) view(l *listed) *site.ListView {
	t, lp := l.Term, l.page
	section := t
	if t.Kind != site.KindSection {
		section = nil
	}
	title, intro := t.Name.Label, intro(t)
	head := title
	if !lp.Root {
		intro = ""
		head = title + " — " + p.pageName(lp)
	}
	v := &site.ListView{
		Frame: p.shell.frame(pageKind(t), lp.Address, head, intro, section, p.termCrumbs(t, lp)...),
		Title: title, Intro: intro, Root: lp.Root, Cards: cards(lp.Stories), Opinion: t.IsOpinion(),
		Feed: p.feeds.link(t), Pager: p.pager(t, lp),
	}
	p.shell.link(&v.Frame, lp.Address, l.light)
	if t.Kind == site.KindSeries && t.Section != nil && t.Section.OldestFirst {
		v.Serial, v.First = true, 1+max(0, lp.Number-1)*p.edition.Config.PageSize
	}
	if t.Kind.IsOwn() {
		v.Taxonomy = string(t.Kind)
	}
	if t.IsOpinion() {
		v.Kind = "opinion"
	}
	if lp.Root {
		v.Count = len(t.Stories)
		v.Text = p.text(t)
		for _, part := range t.Parts {
			v.Parts = append(v.Parts, site.Link{Title: part.Name.Label, URL: p.edition.Config.URL(part.Address)})
		}
	} else if lp.Number > 0 {
		v.Head.Robots = "noindex, follow"
	}
	if t.Section != nil {
		v.Params = params(p.resolver, t.Section.Base, t.Section.Params)
	}
	if t.Author != nil {
		v.Author, v.Params = authorView(p.resolver, t), params(p.resolver, site.AuthorsDir, t.Author.Params)
	}
	if v.Feed != "" {
		v.Head.Feeds = []site.FeedLink{{Title: title, URL: v.Feed, Type: feedKinds[p.edition.Config.Feeds.Formats[0]].mime}}
	}
	return v
}

// pageName tells a page of a list from its others: the month, the number.
func (p *listPages) pageName(lp site.ListPage) string {
	c := p.edition.Config
	name := ""
	switch {
	case !lp.Month.IsZero():
		name = p.locale.MonthYear(lp.Month, "archive")
	case lp.Number == 0:
		name = label(c.Language, "undated")
	}
	if lp.Number > 0 {
		if name != "" {
			name += "، "
		}
		name += label(c.Language, "page") + " " + p.locale.Digits.Format(strconv.Itoa(lp.Number))
	}
	return name
}

func (p *listPages) pager(t *site.Term, lp site.ListPage) site.Pager {
	c := p.edition.Config
	pager := site.Pager{Month: lp.Month, Number: lp.Number}
	if lp.Newer != "" {
		pager.Newer = &site.Link{Title: label(c.Language, "newer"), URL: c.URL(lp.Newer)}
	}
	if lp.Older != "" {
		pager.Older = &site.Link{Title: label(c.Language, "older"), URL: c.URL(lp.Older)}
	}
	if lp.Root && t.Kind == site.KindSection && lp.Older != "" {
		for _, page := range t.Pages {
			if !page.Month.IsZero() && page.Number == 0 {
				pager.Months = append(pager.Months, site.MonthLink{Month: page.Month, URL: c.URL(page.Address)})
			}
			if n := len(pager.Months); n > 0 && !page.Month.IsZero() {
				pager.Months[n-1].Count += len(page.Stories)
			}
		}
	}
	return pager
}

func intro(t *site.Term) string {
	switch {
	case t.Section != nil:
		return t.Section.Description
	case t.Author != nil:
		return t.Author.Role
	}
	return ""
}

// termCrumbs is the way to a list; its sealed and monthly pages lie under it.
func (p *listPages) termCrumbs(t *site.Term, lp site.ListPage) []site.Link {
	if t.Kind == site.KindSection {
		crumbs := p.shell.crumb(t.Parent)
		if !lp.Root {
			crumbs = p.shell.crumb(t)
		}
		return crumbs
	}
	c := p.edition.Config
	crumbs := []site.Link{p.shell.homeCrumb(), {Title: indexTitle(p.edition, t.Kind), URL: c.URL(t.Kind.Root())}}
	for up := t.Parent; up != nil; up = up.Parent {
		crumbs = slices.Insert(crumbs, 2, site.Link{Title: up.Name.Label, URL: c.URL(up.Address)})
	}
	if !lp.Root {
		crumbs = append(crumbs, site.Link{Title: t.Name.Label, URL: c.URL(t.Address)})
	}
	return crumbs
}

func authorView(r *site.Resolver, t *site.Term) *site.AuthorView {
	a := t.Author
	v := &site.AuthorView{
		Byline: site.Byline{Name: a.Name.Label, URL: r.Edition.Config.URL(t.Address), Role: a.Role, Desk: a.Desk},
		Email:  a.Email, Bio: a.Bio, Links: a.Links,
	}
	if a.Picture.Src != "" {
		v.Picture = r.Files.Show(site.AuthorsDir, a.Picture)
	}
	return v
}

// text is the body of a section's _index.md or an author's file; it stands on
// the first page of their lists only.
func (p *listPages) text(t *site.Term) site.Text {
	switch {
	case t.Section != nil:
		return p.resolver.Text(t.Section.Base, t.Section.BodySum, t.Section.Refs, t.Section.Components)
	case t.Author != nil:
		return p.resolver.Text(site.AuthorsDir, t.Author.BodySum, t.Author.Refs, t.Author.Components)
	}
	return site.Text{}
}
