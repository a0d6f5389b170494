package feed

import (
	"cmp"
	"html/template"
	"path"
	"slices"
	"strings"

	"warraq/site"
)

// List makes the linked data of a list's page; an author's is about the
// author.
func List(v *site.ListView) template.JS {
	g := start(&v.Frame, len(v.Cards))
	if v.Author != nil {
		g.page("ProfilePage", v.Title, v.Intro)
		g.author(v)
		g.close()
		g.stories("", v.Cards)
	} else {
		g.page("CollectionPage", v.Title, v.Intro)
		g.stories("mainEntity", v.Cards)
		g.close()
	}
	g.trail(v.Title)
	return g.done()
}

// Page makes the linked data of a page that is no story. The pages about the
// paper and for writing to it are known by their file's name.
func Page(v *site.PageView) template.JS {
	g := start(&v.Frame, 0)
	kind := "WebPage"
	switch path.Base(v.Head.Canonical) {
	case "about", "about-us":
		kind = "AboutPage"
	case "contact", "contact-us":
		kind = "ContactPage"
	}
	g.page(kind, v.Title, v.Intro)
	g.when("dateModified", v.Updated, true)
	g.close()
	g.trail(v.Title)
	return g.done()
}

// Front makes the linked data of the paper itself: who publishes it and by
// which rules, and the site with its search.
func Front(v *site.FrontView) template.JS {
	c := v.Chrome
	p := &c.Publisher
	g := start(&v.Frame, 0)
	g.publisher("")
	if p.LegalName != p.Name {
		g.text("legalName", p.LegalName)
	}
	g.text("foundingDate", p.Founded)
	g.text("email", p.Email)
	g.address("ownershipFundingInfo", p.Ownership)
	g.sameAs(c.Social)
	g.close()
	g.open("", "WebSite")
	g.joined("@id", c.Root, c.Home, siteID)
	g.joined("url", c.Root, c.Home)
	g.text("name", c.Title)
	g.text("alternateName", c.Tagline)
	g.text("description", c.Description)
	g.text("inLanguage", c.Lang)
	g.paper("publisher")
	if c.Search != "" { // schema.org/SearchAction
		g.open("potentialAction", "SearchAction")
		g.open("target", "EntryPoint")
		g.joined("urlTemplate", c.Root, c.Search, "?q={search_term_string}")
		g.close()
		g.text("query-input", "required name=search_term_string")
		g.close()
	}
	g.close()
	return g.done()
}

// page begins a WebPage of some kind.
func (g *graph) page(kind, title, about string) {
	f := g.frame
	g.open("", kind)
	g.joined("@id", f.Head.Canonical, "#page")
	g.text("url", f.Head.Canonical)
	g.text("name", title)
	g.text("description", cmp.Or(about, f.Head.Description))
	g.text("inLanguage", g.language(""))
	g.site("isPartOf")
	g.paper("publisher")
	if len(f.Crumbs) > 0 {
		g.ref("breadcrumb", f.Head.Canonical, trailID)
	}
}

func (g *graph) author(v *site.ListView) {
	a := v.Author
	g.byline("mainEntity", &a.Byline)
	g.text("email", a.Email)
	if !a.Desk {
		g.paper("worksFor")
		g.text("description", v.Intro)
	}
	g.sameAs(a.Links)
	g.close()
}

// sameAs are the profiles elsewhere; a mailto: link is none.
func (g *graph) sameAs(links []site.Link) {
	links = slices.DeleteFunc(slices.Clone(links), func(l site.Link) bool { return !strings.HasPrefix(l.URL, "http") })
	g.each("sameAs", len(links), func(i int) { g.item(links[i].URL) })
}

// stories is an ItemList of a page's cards, in their order.
func (g *graph) stories(key string, cards []*site.Card) {
	g.open(key, "ItemList")
	g.raw("numberOfItems", digits(int64(len(cards))))
	g.list("itemListElement")
	for i, c := range cards {
		g.open("", "ListItem")
		g.number("position", int64(i+1))
		g.address("url", c.URL)
		g.text("name", c.Title)
		g.close()
	}
	g.end()
	g.close()
}
