package feed

import (
	"html/template"
	"path"
	"strings"

	"warraq/site"
)

// List writes the linked data of a list's page; an author's is about the
// author.
func (g *Graph) List(v *site.ListView) template.JS {
	g.start(len(v.Cards))
	if v.Author != nil {
		g.page(&v.Frame, "ProfilePage", v.Title, v.Intro)
		g.author(v)
		g.close()
		g.stories("", v.Chrome.Root, v.Cards)
	} else {
		g.page(&v.Frame, "CollectionPage", v.Title, v.Intro)
		g.stories("mainEntity", v.Chrome.Root, v.Cards)
		g.close()
	}
	g.trail(&v.Frame, v.Title)
	return g.done()
}

// page begins a WebPage of some kind.
func (g *Graph) page(f *site.Frame, kind, title, about string) {
	g.open("", kind)
	g.joined("@id", f.Head.Canonical, "#page")
	g.text("url", f.Head.Canonical)
	g.text("name", title)
	if about == "" {
		about = f.Head.Description
	}
	g.text("description", about)
	g.text("inLanguage", language(f, ""))
	g.ref("isPartOf", f.Chrome.Root, f.Chrome.Home, siteID)
	g.ref("publisher", f.Chrome.Root, f.Chrome.Home, paperID)
	if len(f.Crumbs) > 0 {
		g.ref("breadcrumb", f.Head.Canonical, trailID)
	}
}

func (g *Graph) author(v *site.ListView) {
	a := v.Author
	kind := "Person"
	if a.Desk {
		kind = "Organization"
	}
	g.open("mainEntity", kind)
	g.bylineBase(v.Chrome.Root, &a.Byline)
	g.text("email", a.Email)
	if !a.Desk {
		g.ref("worksFor", v.Chrome.Root, v.Chrome.Home, paperID)
		g.text("description", v.Intro)
	}
	g.sameAs(a.Links)
	g.close()
}

// sameAs are the profiles elsewhere; a mailto: link is none.
func (g *Graph) sameAs(links []site.Link) {
	open := false
	for _, l := range links {
		if !strings.HasPrefix(l.URL, "http") {
			continue
		}
		if !open {
			g.list("sameAs")
			open = true
		}
		g.item(l.URL)
	}
	if open {
		g.end()
	}
}

// stories is an ItemList of a page's cards, in their order.
func (g *Graph) stories(key, root string, cards []*site.Card) {
	g.open(key, "ItemList")
	g.key("numberOfItems")
	g.b = append(g.b, digits(int64(len(cards)))...)
	g.list("itemListElement")
	for i, c := range cards {
		g.open("", "ListItem")
		g.number("position", int64(i+1))
		g.address("url", root, c.URL)
		g.text("name", c.Title)
		g.close()
	}
	g.end()
	g.close()
}

// Front writes the paper itself: who publishes it and by which rules, and the
// site with its search.
func Front(v *site.FrontView) template.JS {
	c := v.Chrome
	p := &c.Publisher
	g := start(0)
	g.open("", "NewsMediaOrganization")
	g.publisherBase(c)
	if p.LegalName != p.Name {
		g.text("legalName", p.LegalName)
	}
	g.text("foundingDate", p.Founded)
	g.text("email", p.Email)
	g.address("ownershipFundingInfo", c.Root, p.Ownership)
	g.sameAs(c.Social)
	g.close()
	g.open("", "WebSite")
	g.joined("@id", c.Root, c.Home, siteID)
	g.text("url", c.Root+c.Home)
	g.text("name", c.Title)
	g.text("alternateName", c.Tagline)
	g.text("description", c.Description)
	g.text("inLanguage", c.Lang)
	g.ref("publisher", c.Root, c.Home, paperID)
	if c.Search != "" {
		g.searchAction(c)
	}
	g.close()
	return g.done()
}

// searchAction says how to search the site (schema.org/SearchAction).
func (g *Graph) searchAction(c *site.Chrome) {
	g.open("potentialAction", "SearchAction")
	g.open("target", "EntryPoint")
	g.text("urlTemplate", c.Root+c.Search+"?q={search_term_string}")
	g.close()
	g.text("query-input", "required name=search_term_string")
	g.close()
}

// Page writes a page of its own. The pages about the paper and for writing to
// it are known by their file's name.
func Page(v *site.PageView) template.JS {
	g := start(0)
	g.page(&v.Frame, pageKind(&v.Frame), v.Title, v.Intro)
	g.when("dateModified", v.Updated, true)
	g.close()
	g.trail(&v.Frame, v.Title)
	return g.done()
}

func pageKind(f *site.Frame) string {
	switch path.Base(f.Head.Canonical) {
	case "about", "about-us":
		return "AboutPage"
	case "contact", "contact-us":
		return "ContactPage"
	}
	return "WebPage"
}

// Terms writes an index of tags, authors, agencies or series.
func Terms(v *site.TermsView) template.JS { return collection(&v.Frame, v.Title, nil) }

// Archive writes the index of years and months.
func Archive(v *site.ArchiveView) template.JS { return collection(&v.Frame, v.Title, nil) }

// Month writes a month of the archive.
func Month(v *site.MonthView) template.JS { return collection(&v.Frame, v.Head.Title, v.Cards) }

func collection(f *site.Frame, title string, cards []*site.Card) template.JS {
	g := start(len(cards))
	g.page(f, "CollectionPage", title, "")
	if len(cards) > 0 {
		g.stories("mainEntity", f.Chrome.Root, cards)
	}
	g.close()
	g.trail(f, title)
	return g.done()
}

// Search writes the search page.
func Search(v *site.NoticeView) template.JS {
	g := start(0)
	g.page(&v.Frame, "SearchResultsPage", v.Title, "")
	g.close()
	g.trail(&v.Frame, v.Title)
	return g.done()
}
