package feed

import (
	"cmp"
	"html/template"
	"slices"
	"strings"
	"sync"

	"warraq/site"
)

// graph writes the linked data of one page: nodes of schema.org in a list. A
// node that others name has an @id.
type graph struct {
	jsonWriter
	frame  *site.Frame
	chrome *site.Chrome
}

// The nodes that other nodes name by @id.
const (
	paperID = "#publisher"
	siteID  = "#website"
	trailID = "#breadcrumb"
)

// graphs are kept for the memory of their buffers.
var graphs = sync.Pool{New: func() any { return new(graph) }}

// start opens the document of a page that names some cards.
func start(f *site.Frame, cards int) *graph {
	g := graphs.Get().(*graph)
	g.frame, g.chrome, g.root = f, f.Chrome, f.Chrome.Root
	g.b = slices.Grow(g.b[:0], 4096+384*cards)
	g.begin("", '{')
	g.text("@context", "https://schema.org")
	g.list("@graph")
	return g
}

// done closes what start opened, and gives the document.
func (g *graph) done() template.JS {
	g.end()
	g.close()
	js := template.JS(g.b)
	g.frame, g.chrome = nil, nil
	graphs.Put(g)
	return js
}

// paper names the organisation that publishes.
func (g *graph) paper(key string) { g.ref(key, g.root, g.chrome.Home, paperID) }

// site names the site as a whole.
func (g *graph) site(key string) { g.ref(key, g.root, g.chrome.Home, siteID) }

// publisher begins the description of the organisation, as much of it as a
// story's page needs: the whole stands on the front page under the same @id.
func (g *graph) publisher(key string) {
	p := &g.chrome.Publisher
	g.open(key, "NewsMediaOrganization")
	g.joined("@id", g.root, g.chrome.Home, paperID)
	g.text("name", cmp.Or(p.Name, g.chrome.Title))
	g.address("url", cmp.Or(p.URL, g.chrome.Home))
	if p.Logo != "" {
		g.open("logo", "ImageObject")
		g.address("url", p.Logo)
		g.close()
	}
	g.address("publishingPrinciples", p.Principles)
	g.address("correctionsPolicy", p.Corrections)
	g.address("ethicsPolicy", p.Ethics)
}

// picture writes an ImageObject. Google asks that the credit stay with the
// picture (creditText), and shows who may use it (license, creator, copyrightNotice) and
// whether a machine made it (digitalSourceType). schema.org has a Distance as a text with
// its unit.
func (g *graph) picture(p *site.Picture) {
	if p.URL == "" {
		return
	}
	g.open("", "ImageObject")
	g.address("url", p.URL)
	g.address("contentUrl", p.URL)
	if p.Width > 0 {
		g.joined("width", digits(int64(p.Width)), " px")
	}
	if p.Height > 0 {
		g.joined("height", digits(int64(p.Height)), " px")
	}
	g.text("caption", cmp.Or(p.Caption, p.Alt))
	g.text("creditText", p.Credit)
	if r := p.Rights; r != nil {
		if r.Creator != "" {
			g.named("creator", "Person", r.Creator)
		}
		g.text("copyrightNotice", r.Copyright)
		g.text("license", r.License)
		g.text("digitalSourceType", r.Origin)
	}
	g.close()
}

// byline begins the description of an author: a person, or a desk.
func (g *graph) byline(key string, b *site.Byline) {
	kind, role := "Person", "jobTitle"
	if b.Desk {
		kind, role = "Organization", "description"
	}
	g.open(key, kind)
	g.text("name", b.Name)
	g.address("url", b.URL)
	g.text(role, b.Role)
	g.address("image", b.Picture.URL)
}

// trail writes the way from the front page to this one. Google wants the page
// itself at its end.
func (g *graph) trail(title string) {
	crumbs := g.frame.Crumbs
	if len(crumbs) == 0 {
		return
	}
	g.open("", "BreadcrumbList")
	g.joined("@id", g.frame.Head.Canonical, trailID)
	g.list("itemListElement")
	for i, l := range crumbs {
		g.step(i+1, l.Title, l.URL)
	}
	last := crumbs[len(crumbs)-1].URL
	if bare, ok := strings.CutPrefix(g.frame.Head.Canonical, before(g.root, last)); !ok || bare != last {
		g.step(len(crumbs)+1, title, g.frame.Head.Canonical)
	}
	g.end()
	g.close()
}

func (g *graph) step(n int, name, href string) {
	g.open("", "ListItem")
	g.number("position", int64(n))
	g.text("name", name)
	g.address("item", href)
	g.close()
}

// language is that of a story or page: its own, else the paper's.
func (g *graph) language(own string) string {
	return cmp.Or(own, g.frame.Head.Lang, g.chrome.Lang)
}
