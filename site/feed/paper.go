package feed

import (
	"strconv"
	"strings"

	"warraq/site"
)

// The nodes that other nodes name by @id.
const (
	paperID = "#publisher"
	siteID  = "#website"
	trailID = "#breadcrumb"
)

// publisher names the organisation that answers for a story, as much of it as
// a story's page needs: the whole stands on the front page under the same @id.
func (g *Graph) publisher(c *site.Chrome) {
	g.open("publisher", "NewsMediaOrganization")
	g.publisherBase(c)
	g.close()
}

func (g *Graph) publisherBase(c *site.Chrome) {
	p := &c.Publisher
	g.joined("@id", c.Root, c.Home, paperID)
	g.text("name", publisherName(c))
	g.address("url", c.Root, publisherURL(c))
	if p.Logo != "" {
		g.open("logo", "ImageObject")
		g.address("url", c.Root, p.Logo)
		g.close()
	}
	g.address("publishingPrinciples", c.Root, p.Principles)
	g.address("correctionsPolicy", c.Root, p.Corrections)
	g.address("ethicsPolicy", c.Root, p.Ethics)
}

func publisherName(c *site.Chrome) string {
	if c.Publisher.Name != "" {
		return c.Publisher.Name
	}
	return c.Title
}

func publisherURL(c *site.Chrome) string {
	if c.Publisher.URL != "" {
		return c.Publisher.URL
	}
	return c.Home
}

// picture writes an ImageObject. Google asks that the credit stay with the
// picture (creditText).
func (g *Graph) picture(key, root string, p *site.Picture) {
	if p.URL == "" {
		return
	}
	g.open(key, "ImageObject")
	g.address("url", root, p.URL)
	g.address("contentUrl", root, p.URL)
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
func (g *Graph) pixels(key string, n int) {
	if n > 0 {
		g.key(key)
		g.b = append(g.b, '"')
		g.b = strconv.AppendInt(g.b, int64(n), 10)
		g.b = append(g.b, ` px"`...)
	}
}

// byline writes an author: a person, or a desk.
func (g *Graph) byline(root string, b *site.Byline) {
	if b.Desk {
		g.open("", "Organization")
	} else {
		g.open("", "Person")
	}
	g.bylineBase(root, b)
	g.close()
}

func (g *Graph) bylineBase(root string, b *site.Byline) {
	g.text("name", b.Name)
	g.address("url", root, b.URL)
	if b.Desk {
		g.text("description", b.Role)
	} else {
		g.text("jobTitle", b.Role)
	}
	g.address("image", root, b.Picture.URL)
}

// authors writes who signs a story: its authors, else its agencies, else the
// paper itself.
func (g *Graph) authors(c *site.Chrome, card *site.Card) {
	if len(card.Authors) == 0 && len(card.Agencies) == 0 {
		g.ref("author", c.Root, c.Home, paperID)
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

func (g *Graph) agencies(names []string) {
	for _, name := range names {
		g.open("", "Organization")
		g.text("name", name)
		g.close()
	}
}

// trail writes the way from the front page to this one. Google wants the page
// itself at its end.
func (g *Graph) trail(f *site.Frame, title string) {
	if len(f.Crumbs) == 0 {
		return
	}
	g.open("", "BreadcrumbList")
	g.joined("@id", f.Head.Canonical, trailID)
	g.list("itemListElement")
	for i, l := range f.Crumbs {
		g.step(i+1, l.Title, f.Chrome.Root, l.URL)
	}
	last := f.Crumbs[len(f.Crumbs)-1].URL
	if bare, ok := strings.CutPrefix(f.Head.Canonical, before(f.Chrome.Root, last)); !ok || bare != last {
		g.step(len(f.Crumbs)+1, title, "", f.Head.Canonical)
	}
	g.end()
	g.close()
}

func (g *Graph) step(n int, name, root, href string) {
	g.open("", "ListItem")
	g.number("position", int64(n))
	g.text("name", name)
	g.address("item", root, href)
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
