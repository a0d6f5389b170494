package build

import (
	"net/url"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/cache"
)

// layChrome makes what stands round every page: one Chrome for the pages of
// each section, whose link it marks as current, and one for all others.
func (p *Plan) layChrome() {
	p.chrome, p.crumbs = map[*site.Term]*site.Chrome{}, map[*site.Term][]site.Link{}
	for _, t := range append([]*site.Term{nil}, p.Edition.Sections...) {
		p.chrome[t], p.crumbs[t] = p.newChrome(t), p.crumb(t)
	}
}

func (p *Plan) newChrome(section *site.Term) *site.Chrome {
	c := p.Edition.Config
	chrome := &site.Chrome{
		Title: c.Title, Tagline: c.Tagline, Description: c.Description, Lang: c.Language, Dir: arabic.Dir(c.Language),
		Home: c.URL("/"), Base: c.BasePath(), Root: strings.TrimSuffix(c.BaseURL, c.BasePath()),
		Footer: p.menu(c.Menus.Footer, section), Social: c.Social, Accent: c.Accent, AccentDark: c.AccentDark,
		Publisher: c.Publisher, Assets: p.assets.named, Breaking: c.URL("/breaking.html"), Preview: p.in.Preview,
	}
	chrome.Menu = p.menu(c.Menus.Main, section)
	if len(c.Menus.Main) == 0 {
		chrome.Menu = p.sectionMenu(section)
	}
	if c.Pages.Search {
		chrome.Search = c.URL("/search/")
	}
	if c.Pages.Archive {
		chrome.Archive = c.URL("/archive/")
	}
	if c.Pages.Lite {
		chrome.Lite = c.URL("/lite/")
	}
	if p.in.Preview {
		chrome.Robots = "noindex, nofollow"
	}
	h := cache.NewHash()
	h.Value(chrome)
	chrome.Key = site.Sum(h.Sum())
	return chrome
}

// menu puts the links of edition.yaml under the base path.
func (p *Plan) menu(links []site.Link, section *site.Term) []site.Link {
	out := make([]site.Link, len(links))
	for i, l := range links {
		out[i] = l
		if strings.HasPrefix(l.URL, "/") {
			out[i].URL = p.Edition.Config.URL(decoded(l.URL))
			out[i].Current = section != nil && within(section, l.URL)
		}
	}
	return out
}

// decoded undoes percent-encoding: an editor may write an address either way.
func decoded(path string) string {
	if plain, err := url.PathUnescape(path); err == nil {
		return plain
	}
	return path
}

func (p *Plan) sectionMenu(section *site.Term) []site.Link {
	var out []site.Link
	for _, t := range p.Edition.Sections {
		if t.Parent == nil && len(t.Stories) > 0 {
			out = append(out, site.Link{Title: t.Name.Label, URL: p.Edition.Config.URL(t.Address), Current: section != nil && within(section, t.Address)})
		}
	}
	return out
}

// within says whether a section is the one at address or part of it.
func within(t *site.Term, address string) bool {
	for ; t != nil; t = t.Parent {
		if t.Address == address {
			return true
		}
	}
	return false
}

// frame starts a View of a page at address.
func (p *Plan) frame(kind, address, title, description string, section *site.Term, crumbs ...site.Link) site.Frame {
	chrome := p.chrome[section]
	c := p.Edition.Config
	f := site.Frame{Kind: kind, Chrome: chrome, Crumbs: crumbs}
	f.Head = site.Head{
		Title: title, Description: description, Canonical: c.Abs(c.URL(address)),
		Type: "website", Robots: "index, follow, max-image-preview:large", Lang: c.Language,
	}
	if title == "" {
		f.Head.Title = c.Title
	}
	if description == "" {
		f.Head.Description = c.Description
	}
	if chrome.Robots != "" {
		f.Head.Robots = chrome.Robots
	}
	return f
}

// link tells a full page at address of its light twin.
func (p *Plan) link(frame *site.Frame, address string) {
	if c := p.Edition.Config; c.Pages.Lite {
		frame.Twin = c.URL("/lite" + address)
		frame.Head.Lite = c.Abs(frame.Twin)
	}
}

// light turns the frame of a full page into that of its light twin. The full
// page stays the canonical one.
func light(frame *site.Frame, full string) {
	frame.Kind = "lite-" + frame.Kind
	frame.Twin = full
	frame.Head.Lite = ""
	frame.Head.Robots = "noindex, follow"
}

// crumb is the way from the front page to a term, the term included.
func (p *Plan) crumb(t *site.Term) []site.Link {
	if t == nil {
		return []site.Link{p.homeCrumb()}
	}
	above := p.crumb(t.Parent)
	return append(above, site.Link{Title: t.Name.Label, URL: p.Edition.Config.URL(t.Address)})
}

func (p *Plan) homeCrumb() site.Link {
	return site.Link{Title: label(p.Edition.Config.Language, "home"), URL: p.Edition.Config.URL("/")}
}

// label is a word that a View needs before the theme's strings are at hand.
func label(lang, key string) string {
	words := labels[key]
	return words.In(lang)
}

var labels = map[string]site.Words{
	"home":     site.Say("الرئيسية", "Home"),
	"tags":     site.Say("الوسوم", "Tags"),
	"authors":  site.Say("الكتّاب", "Authors"),
	"agencies": site.Say("الوكالات", "Agencies"),
	"series":   site.Say("الملفات", "Series"),
	"archive":  site.Say("الأرشيف", "Archive"),
	"search":   site.Say("البحث", "Search"),
	"missing":  site.Say("الصفحة غير موجودة", "Page not found"),
	"picture":  site.Say("عرض الصورة", "Show the picture"),
	"older":    site.Say("الأقدم", "Older"),
	"newer":    site.Say("الأحدث", "Newer"),
	"page":     site.Say("صفحة", "page"),
	"gone":     site.Say("مادة مسحوبة", "Withdrawn"),
}
