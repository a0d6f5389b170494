package build

import (
	"html/template"
	"iter"
	"path"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/feed"
)

// pageJobs are the static pages: about, ethics, corrections.
func (p *Plan) pageJobs() iter.Seq[job] {
	return func(yield func(job) bool) {
		for _, s := range p.Edition.Pages {
			j := page(p, s.Address, "page.html", func() *site.PageView { return p.static(s) }, func(v *site.PageView, w *words) (err error) {
				v.Body, err = p.body(w, s.Article)
				v.Head.Graph = func() template.JS { return feed.Page(v) }
				return err
			})
			if p.granted(s.Address, s) && !yield(j) {
				return
			}
		}
	}
}

func (p *Plan) static(s *site.Story) *site.PageView {
	v := &site.PageView{
		Frame: p.frame("page", s.Address, s.Title, s.Article.Summary, nil, p.homeCrumb()),
		Title: s.Title, Intro: s.Standfirst, BodyKey: p.bodyKey(s.Article), Updated: s.Lastmod,
	}
	if policy := p.Edition.Config.Publisher.Corrections; policy != "" && strings.TrimSuffix(policy, "/")+"/" == s.Address {
		v.Ledger = p.ledger()
	}
	return v
}

// ledger is every correction the paper has made, newest first.
func (p *Plan) ledger() []site.Correction {
	var out []site.Correction
	for _, s := range p.Edition.Stories {
		for _, n := range s.Corrections {
			out = append(out, site.Correction{Note: n, Story: s.Card})
		}
	}
	slices.SortStableFunc(out, func(a, b site.Correction) int { return b.Date.Compare(a.Date) })
	return out
}

// noticeJobs are the page of what is not found, and that of the search.
func (p *Plan) noticeJobs() iter.Seq[job] {
	return func(yield func(job) bool) {
		lang := p.Edition.Config.Language
		missing := page(p, "/404.html", "notfound.html", func() *site.NoticeView {
			v := &site.NoticeView{Frame: p.frame("notfound", "/404.html", label(lang, "missing"), "", nil), Title: label(lang, "missing")}
			v.Head.Robots, v.Head.Canonical = "noindex", ""
			v.Latest = cards(p.Edition.Stories[:min(5, len(p.Edition.Stories))])
			return v
		}, nil)
		if !yield(missing) || !p.Edition.Config.Pages.Search {
			return
		}
		yield(page(p, "/search/", "search.html", func() *site.NoticeView {
			v := &site.NoticeView{Frame: p.frame("search", "/search/", label(lang, "search"), "", nil, p.homeCrumb()), Title: label(lang, "search")}
			v.Facets = p.facets()
			return v
		}, nil))
	}
}

func (p *Plan) facets() *site.Facets {
	f := &site.Facets{}
	for _, t := range p.Edition.Sections {
		f.Sections = append(f.Sections, site.Link{Title: t.Name.Label, URL: t.Name.Slug})
	}
	l := locale(p.Edition.Config)
	names := make([]string, 12)
	for m := range names {
		names[m] = l.MonthName(time.Month(m+1), "dateline")
	}
	f.Months, f.Digits = strings.Join(names, "|"), string(l.Digits)
	if n := len(p.Edition.Stories); n > 0 {
		f.First, f.Last = p.Edition.Stories[n-1].Card.Date, p.Edition.Stories[0].Card.Date
	}
	return f
}

// redirectJobs are a page for every address that a story gave up.
func (p *Plan) redirectJobs() iter.Seq[job] {
	return func(yield func(job) bool) {
		for alias, s := range p.aliases() {
			if !p.granted(alias, s) {
				continue
			}
			view := func() *site.RedirectView {
				v := &site.RedirectView{Frame: p.frame("redirect", s.Address, s.Title, "", s.Home), To: s.Card.URL}
				v.Head.Robots = "noindex"
				return v
			}
			if !yield(page(p, alias, "redirect.html", view, nil)) {
				return
			}
		}
	}
}

// aliases gives every alias with its story. An alias without an extension, or
// with the name of a folder's own page, is a folder; one where the story stands
// is none.
func (p *Plan) aliases() iter.Seq2[string, *site.Story] {
	return func(yield func(string, *site.Story) bool) {
		for _, list := range [][]*site.Story{p.Edition.Stories, p.Edition.Pages} {
			for _, s := range list {
				for i, given := range s.Aliases {
					a := aliasAddress(given)
					again := slices.ContainsFunc(s.Aliases[:i], func(b string) bool { return aliasAddress(b) == a })
					if !again && a != decoded(s.Address) && !yield(a, s) {
						return
					}
				}
			}
		}
	}
}

func aliasAddress(alias string) string {
	a := decoded(alias)
	if path.Base(a) == "index.html" {
		a = strings.TrimSuffix(a, "index.html")
	}
	if path.Ext(a) == "" {
		a = strings.TrimSuffix(a, "/") + "/"
	}
	return a
}

// termsJobs are the indexes of tags, authors, agencies and series.
func (p *Plan) termsJobs() iter.Seq[job] {
	e := p.Edition
	kinds := []struct {
		name  string
		kind  string
		terms []*site.Term
	}{{"tags", "tags", e.Tags}, {"authors", "authors", e.Authors}, {"series", "serieslist", e.Series}, {"agencies", "agencies", e.Agencies}}
	return func(yield func(job) bool) {
		for _, k := range kinds {
			if k.name == "agencies" && !e.Config.Pages.Agencies {
				continue
			}
			view := func() *site.TermsView { return p.termIndex(k.name, k.kind, k.terms) }
			if !yield(page(p, "/"+k.name+"/", "terms.html", view, nil)) {
				return
			}
		}
	}
}

func (p *Plan) termIndex(name, kind string, terms []*site.Term) *site.TermsView {
	title := label(p.Edition.Config.Language, name)
	v := &site.TermsView{Frame: p.frame(kind, "/"+name+"/", title, "", nil, p.homeCrumb()), Title: title}
	for _, t := range terms {
		if len(t.Stories) == 0 {
			continue
		}
		l := site.TermLink{Title: t.Name.Label, URL: p.Edition.Config.URL(t.Address), Count: len(t.Stories), Latest: t.Stories[0].Card.Date}
		if t.Author != nil {
			a := p.authorView(t)
			l.Role, l.Picture = a.Role, a.Picture
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
