package feed

import (
	"strconv"

	"warraq/site"
)

// The nodes that other nodes name by @id.
const (
	paperID = "#publisher"
	siteID  = "#website"
	trailID = "#breadcrumb"
)

// paperNode is the @id of the publisher, on whichever page it is named.
func paperNode(c *site.Chrome) string { return c.Root + c.Home + paperID }

// publisher names the organisation that answers for a story, as much of it as
// a story's page needs: the whole stands on the front page under the same @id.
func (g *graph) publisher(c *site.Chrome) {
	g.open("publisher", "NewsMediaOrganization")
	g.publisherBase(c)
	g.close()
}

func (g *graph) publisherBase(c *site.Chrome) {
	p := &c.Publisher
	g.text("@id", paperNode(c))
	g.text("name", publisherName(c))
	g.text("url", publisherURL(c))
	if p.Logo != "" {
		g.open("logo", "ImageObject")
		g.text("url", absolute(c.Root, p.Logo))
		g.close()
	}
	g.text("publishingPrinciples", absolute(c.Root, p.Principles))
	g.text("correctionsPolicy", absolute(c.Root, p.Corrections))
	g.text("ethicsPolicy", absolute(c.Root, p.Ethics))
}

func publisherName(c *site.Chrome) string {
	if c.Publisher.Name != "" {
		return c.Publisher.Name
	}
	return c.Title
}

func publisherURL(c *site.Chrome) string {
	if c.Publisher.URL != "" {
		return absolute(c.Root, c.Publisher.URL)
	}
	return c.Root + c.Home
}

// picture writes an ImageObject. Google asks that the credit stay with the
// picture (creditText).
func (g *graph) picture(key, root string, p *site.Picture) {
	if p.URL == "" {
		return
	}
	address := absolute(root, p.URL)
	g.open(key, "ImageObject")
	g.text("url", address)
	g.text("contentUrl", address)
	g.pixels("width", p.Width)
	g.pixels("height", p.Height)
	if p.Caption != "" {
		g.text("caption", p.Caption)
	} else {
		g.text("caption", p.Alt)
	}
	g.text("creditText", p.Credit)
	g.close()
}

// pixels writes a Distance, which schema.org has as a text with its unit.
func (g *graph) pixels(key string, n int) {
	if n > 0 {
		g.key(key)
		g.b = append(g.b, '"')
		g.b = strconv.AppendInt(g.b, int64(n), 10)
		g.b = append(g.b, ` px"`...)
	}
}

// byline writes an author: a person, or a desk.
func (g *graph) byline(root string, b *site.Byline) {
	if b.Desk {
		g.open("", "Organization")
	} else {
		g.open("", "Person")
	}
	g.bylineBase(root, b)
	g.close()
}

func (g *graph) bylineBase(root string, b *site.Byline) {
	g.text("name", b.Name)
	g.text("url", absolute(root, b.URL))
	if b.Desk {
		g.text("description", b.Role)
	} else {
		g.text("jobTitle", b.Role)
	}
	g.text("image", absolute(root, b.Picture.URL))
}

// authors writes who signs a story: its authors, else its agencies, else the
// paper itself.
func (g *graph) authors(c *site.Chrome, card *site.Card) {
	if len(card.Authors) == 0 && len(card.Agencies) == 0 {
		g.ref("author", paperNode(c))
		return
	}
	g.list("author")
	for i := range card.Authors {
		g.byline(c.Root, &card.Authors[i])
	}
	if len(card.Authors) == 0 {
		g.agencies(card.Agencies)
	}
	g.end()
	if len(card.Authors) > 0 && len(card.Agencies) > 0 {
		g.list("sourceOrganization")
		g.agencies(card.Agencies)
		g.end()
	}
}

func (g *graph) agencies(names []string) {
	for _, name := range names {
		g.open("", "Organization")
		g.text("name", name)
		g.close()
	}
}

// trail writes the way from the front page to this one. Google wants the page
// itself at its end.
func (g *graph) trail(f *site.Frame, title string) {
	if len(f.Crumbs) == 0 {
		return
	}
	g.open("", "BreadcrumbList")
	g.text("@id", f.Head.Canonical+trailID)
	g.list("itemListElement")
	for i, l := range f.Crumbs {
		g.step(i+1, l.Title, absolute(f.Chrome.Root, l.URL))
	}
	if last := f.Crumbs[len(f.Crumbs)-1]; absolute(f.Chrome.Root, last.URL) != f.Head.Canonical {
		g.step(len(f.Crumbs)+1, title, f.Head.Canonical)
	}
	g.end()
	g.close()
}

func (g *graph) step(n int, name, address string) {
	g.open("", "ListItem")
	g.number("position", int64(n))
	g.text("name", name)
	g.text("item", address)
	g.close()
}

// language is that of a story or page: its own, else the paper's.
func language(f *site.Frame, own string) string {
	switch {
	case own != "":
		return own
	case f.Head.Lang != "":
		return f.Head.Lang
	}
	return f.Chrome.Lang
}
