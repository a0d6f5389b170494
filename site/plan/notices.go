package plan

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
)

// noticePages are the static pages, the indexes of terms, and the pages with
// little of their own: redirects, "not found", the search.
type noticePages struct {
	edition  *site.Edition
	resolver *site.Resolver
	shell    *shell
	locale   arabic.Locale
	has      func(template string) bool
}

// pages are the static pages: about, ethics, corrections.
func (p *noticePages) pages(add func(Entry)) {
	for _, s := range p.edition.Pages {
		add(page(s.Address, "page.html", func() *site.PageView { return p.static(s) }))
	}
}

func (p *noticePages) static(s *site.Story) *site.PageView {
	v := &site.PageView{
		Frame: p.shell.frame("page", s.Address, s.Title, s.Article.Summary, nil, p.shell.homeCrumb()),
		Title: s.Title, Intro: s.Standfirst, Text: p.resolver.Text(s.Base, s.BodySum, s.Refs, s.Components), Updated: s.Lastmod, Params: params(p.resolver, s.Base, s.Article.Params),
	}
	if policy := p.edition.Config.Publisher.Corrections; policy != "" && strings.TrimSuffix(policy, "/")+"/" == s.Address {
		v.Ledger = p.ledger()
	}
	return v
}

// ledger is every correction the paper has made, newest first.
func (p *noticePages) ledger() []site.Correction {
	var out []site.Correction
	for _, s := range p.edition.Stories {
		for _, n := range s.Corrections {
			out = append(out, site.Correction{Note: n, Story: s.Card})
		}
	}
	slices.SortStableFunc(out, func(a, b site.Correction) int { return b.Date.Compare(a.Date) })
	return out
}

// notices are the page of what is not found, and that of the search.
func (p *noticePages) notices(add func(Entry)) {
	add(page("/404.html", "notfound.html", p.notFound))
	if p.edition.Config.Pages.Search {
		add(page(site.SearchRoot, "search.html", p.search))
	}
}

func (p *noticePages) notFound() *site.NoticeView {
	title := label(p.edition.Config.Language, "missing")
	v := &site.NoticeView{Frame: p.shell.frame("notfound", "/404.html", title, "", nil), Title: title}
	v.Head.Robots, v.Head.Canonical = "noindex", ""
	v.Latest = cards(p.edition.Stories[:min(4, len(p.edition.Stories))])
	return v
}

func (p *noticePages) search() *site.NoticeView {
	title := label(p.edition.Config.Language, "search")
	return &site.NoticeView{
		Frame: p.shell.frame("search", site.SearchRoot, title, "", nil, p.shell.homeCrumb()), Title: title, Facets: p.facets(),
	}
}

func (p *noticePages) facets() *site.Facets {
	f := &site.Facets{}
	for _, t := range p.edition.Sections {
		f.Sections = append(f.Sections, site.Link{Title: t.Name.Label, URL: t.Name.Slug})
	}
	l := p.locale
	names := make([]string, 12)
	for m := range names {
		names[m] = l.DatePattern(time.Month(m+1), "dateline")
	}
	f.Months, f.Digits = strings.Join(names, "|"), string(l.Digits)
	if n := len(p.edition.Stories); n > 0 {
		f.First, f.Last = p.edition.Stories[n-1].Card.Date, p.edition.Stories[0].Card.Date
	}
	return f
}

// redirects are a page for every address that was given up.
func (p *noticePages) redirects(add func(Entry)) {
	for _, a := range p.edition.Aliases {
		if to := p.resolver.Link("", a.To).URL; to != "" {
			add(page(a.Address, "redirect.html", func() *site.RedirectView { return p.redirect(a, to) }))
		}
	}
}

func (p *noticePages) redirect(a site.Alias, to string) *site.RedirectView {
	v := &site.RedirectView{Frame: p.shell.frame("redirect", a.Address, a.Title, "", nil), To: to, Feed: strings.HasSuffix(to, ".xml")}
	v.Head.Canonical = p.edition.Config.Abs(to)
	v.Head.Robots = "noindex"
	return v
}

// indexes are the lists of all tags, authors, agencies and series, and of what the paper has of its own.
func (p *noticePages) indexes(add func(Entry)) {
	for _, kind := range p.edition.Config.Kinds()[1:] {
		template := "terms.html"
		if of := p.edition.Config.Taxonomies.Find(string(kind)); kind.IsOwn() && p.has(of.Index()) {
			template = of.Index()
		}
		if kind != site.KindAgency || p.edition.Config.Pages.Agencies {
			add(page(kind.Root(), template, func() *site.TermsView { return p.termIndex(kind) }))
		}
	}
}

// indexKinds are the kinds of the pages that list all terms of a kind, and the labels of these. Those of the paper's
// own are as tags.
var indexKinds = map[site.TermKind]string{site.KindAuthor: "authors", site.KindSeries: "serieslist", site.KindAgency: "agencies"}

// indexTitle is what all terms of a kind are called.
func indexTitle(e *site.Edition, kind site.TermKind) string {
	if s := e.Indexes[kind]; s != nil && s.Title != path.Base(s.Dir) {
		return s.Title
	}
	if of := e.Config.Taxonomies.Find(string(kind)); kind.IsOwn() && of != nil {
		return of.Plural
	}
	return label(e.Config.Language, strings.Trim(kind.Root(), "/"))
}

func (p *noticePages) termIndex(kind site.TermKind) *site.TermsView {
	title, about := indexTitle(p.edition, kind), p.edition.Indexes[kind]
	if about == nil {
		about = &site.Section{}
	}
	v := &site.TermsView{
		Frame: p.shell.frame(cmp.Or(indexKinds[kind], "tags"), kind.Root(), title, about.Description, nil, p.shell.homeCrumb()),
		Title: title, Intro: about.Description, Params: params(p.resolver, about.Base, about.Params),
	}
	if kind.IsOwn() {
		v.Taxonomy = string(kind)
	}
	for _, t := range *p.edition.ListOf(kind) {
		if len(t.Stories) == 0 {
			continue
		}
		l := site.TermLink{Title: t.Name.Label, URL: p.edition.Config.URL(t.Address), Count: len(t.Stories), Latest: t.Stories[0].Card.Date, Role: intro(t)}
		if t.Parent != nil {
			l.Within = t.Parent.Name.Label
		}
		if t.Author != nil {
			l.Picture = authorView(p.resolver, t).Picture
		}
		letter := arabic.Initial(t.Name.Label)
		if n := len(v.Groups); n == 0 || v.Groups[n-1].Letter != letter {
			v.Groups = append(v.Groups, site.TermGroup{Letter: letter})
		}
		g := &v.Groups[len(v.Groups)-1]
		g.Terms = append(g.Terms, l)
		v.Count++
	}
	return v
}
