package plan

import (
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/plan/tongues"
	"warraq/site/uri"
)

// shell makes what stands round every page: the chrome, the head, the crumbs.
// The pages of each section share one Chrome, in which the section's link is
// marked as current; all other pages share one too.
type shell struct {
	edition  *site.Edition
	resolver *site.Resolver
	assets   site.Assets
	preview  bool
	social   *socialCards
	tongues  *tongues.Tongue
	chrome   map[string]*site.Chrome // by the slug of the section; "": of pages outside every section
	crumbs   map[string][]site.Link  // the ways from the front page to sections
}

func newShell(in Input) *shell {
	sh := &shell{edition: in.Edition, resolver: in.Resolver, assets: in.Assets, preview: in.Preview, social: newSocialCards(in), tongues: in.Tongues}
	sh.chrome, sh.crumbs = map[string]*site.Chrome{}, map[string][]site.Link{}
	for _, t := range append([]*site.Term{nil}, in.Edition.Sections...) {
		sh.chrome[t.Slug()], sh.crumbs[t.Slug()] = sh.newChrome(t), sh.crumb(t)
	}
	return sh
}

func (sh *shell) newChrome(section *site.Term) *site.Chrome {
	c := sh.edition.Config
	chrome := &site.Chrome{
		Title: c.Title, Tagline: c.Tagline, Description: c.Description, Lang: c.Language, Dir: arabic.Dir(c.Language),
		Home: c.URL("/"), Base: c.BasePath(), Static: strings.TrimSuffix(c.Shared("/"), "/"), Root: c.Root(),
		Footer: sh.menu(c.Menus.Footer, section), Social: c.Social, Accent: c.Accent, AccentDark: c.AccentDark,
		Publisher: sh.publisher(), Assets: sh.assets, Breaking: c.URL("/breaking.html"), Preview: sh.preview, Params: c.Params.Params(),
		Analytics: c.Analytics, Ads: c.Ads,
	}
	chrome.Menu = sh.menu(c.Menus.Main, section)
	if len(c.Menus.Main) == 0 {
		chrome.Menu = sh.sectionMenu(section)
	}
	if c.Pages.Search {
		chrome.Search = c.URL(site.SearchRoot)
	}
	if c.Pages.Archive {
		chrome.Archive = c.URL(site.ArchiveRoot)
	}
	if c.Pages.Lite {
		chrome.Lite = c.URL(site.LiteRoot)
	}
	if sh.preview {
		chrome.Robots = "noindex, nofollow"
	}
	return chrome
}

// menu puts the links of edition.yaml under the base path. One is current with any that is under it.
func (sh *shell) menu(links []site.MenuLink, section *site.Term) []site.MenuLink {
	out := make([]site.MenuLink, len(links))
	for i, l := range links {
		out[i].Link = l.Link
		if at, _, _ := uri.SplitTarget(l.URL); strings.HasPrefix(at, "/") || site.IsManuscript(at) {
			out[i].URL = sh.href(l.URL)
			out[i].Current = section != nil && within(section, at)
		}
		if len(l.Menu) > 0 {
			out[i].Menu = sh.menu(l.Menu, section)
			out[i].Current = out[i].Current || slices.ContainsFunc(out[i].Menu, func(under site.MenuLink) bool { return under.Current })
		}
	}
	return out
}

// publisher is the publisher, whose pages lie under the base path. In an edition of another language
// they are the edition's own where it has them, and else the main one's.
func (sh *shell) publisher() site.Publisher {
	c := sh.edition.Config
	p := c.Publisher
	for _, address := range []*string{&p.URL, &p.Logo, &p.Principles, &p.Corrections, &p.Ethics, &p.Ownership} {
		at := *address
		if *address = sh.href(at); c.At != "" && strings.HasPrefix(at, "/") && !uri.IsRemote(at) && !sh.resolver.Link("", at).Found {
			path, tail, _ := uri.SplitTarget(at)
			*address = c.Shared(path) + tail
		}
	}
	return p
}

// href is an address of the settings, in an href.
func (sh *shell) href(address string) string {
	at, _, _ := uri.SplitTarget(address)
	if uri.IsRemote(address) || !strings.HasPrefix(address, "/") && !site.IsManuscript(at) {
		return address
	}
	return sh.resolver.Link("", address).URL
}

func (sh *shell) sectionMenu(section *site.Term) []site.MenuLink {
	var out []site.MenuLink
	for _, t := range sh.edition.Sections {
		if t.Parent == nil && !t.Lost && len(t.Stories) > 0 {
			out = append(out, site.MenuLink{Link: site.Link{Title: t.Name.Label, URL: sh.edition.Config.URL(t.Address), Current: section != nil && within(section, t.Address)}})
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
func (sh *shell) frame(kind, address, title, description string, section *site.Term, crumbs ...site.Link) site.Frame {
	chrome := sh.chrome[section.Slug()]
	c := sh.edition.Config
	f := site.Frame{Kind: kind, Chrome: chrome, Crumbs: crumbs}
	f.Head = site.Head{
		Title: title, Description: description, Canonical: c.Abs(c.URL(address)),
		Type: "website", Robots: "index, follow, max-image-preview:large", Lang: c.Language,
	}
	f.Head.Image = sh.social.shared[section.Slug()]
	f.Head.Image.URL = c.Abs(f.Head.Image.URL)
	if title == "" {
		f.Head.Title = c.Title
	}
	if description == "" {
		f.Head.Description = c.Description
	}
	if chrome.Robots != "" {
		f.Head.Robots = chrome.Robots
	}
	sh.tongues.Put(&f, address)
	return f
}

// link tells a full page at address of its light twin, if it has one.
func (sh *shell) link(frame *site.Frame, address string, hasTwin bool) {
	if c := sh.edition.Config; hasTwin {
		frame.Twin = c.URL(site.LiteAddress(address))
		frame.Head.Lite = c.Abs(frame.Twin)
	}
}

// The kinds of pages that the press knows: a light twin's begins with LightKind.
const (
	LightKind = "lite-"
	FrontKind = "front"
)

// light turns the frame of a full page into that of its light twin. The full
// page stays the canonical one.
func light(frame *site.Frame, full string) {
	frame.Kind = LightKind + frame.Kind
	frame.Twin = full
	frame.Head.Lite = ""
	frame.Head.Robots = "noindex, follow"
	tongues.Light(frame)
}

// crumb is the way from the front page to a term, the term included.
func (sh *shell) crumb(t *site.Term) []site.Link {
	if t == nil {
		return []site.Link{sh.homeCrumb()}
	}
	above := sh.crumb(t.Parent)
	return append(above, site.Link{Title: t.Name.Label, URL: sh.edition.Config.URL(t.Address)})
}

func (sh *shell) homeCrumb() site.Link {
	return site.Link{Title: label(sh.edition.Config.Language, "home"), URL: sh.edition.Config.URL("/")}
}
