package plan

import (
	"strings"
	"testing"

	"warraq/site"
)

// years are the stories of five years, one a day.
func years() []*site.Article {
	as := history(5 * 365)
	for i, a := range as {
		a.Date = noon.AddDate(0, 0, i-len(as))
		a.Publish = a.Date
	}
	once := article("politics/once.md", noon, "مرة")
	return append(as, once)
}

func yearsPlan(set func(*site.Config)) (*Plan, map[string]bool) {
	c := config()
	set(c)
	e := paperOf(c, years()...)
	p := planOf(e)
	planned := map[string]bool{}
	for _, path := range paths(p) {
		planned[path] = true
	}
	return p, planned
}

// Old stories have no light twins, and nothing says that they have.
func TestTheLightEditionIsOfTheLastMonths(t *testing.T) {
	p, planned := yearsPlan(func(c *site.Config) { c.Pages.LiteMonths = 12 })
	for path, want := range map[string]bool{
		"lite/politics/2026/11/once/index.html":  true,
		"lite/politics/2025/12/s1485/index.html": true,
		"lite/politics/2025/11/s1460/index.html": false,
		"lite/politics/index.html":               true,
		"lite/politics/2025/12/index.html":       true,
		"lite/politics/2025/11/index.html":       false,
		"lite/tags/t1/index.html":                false,
		"tags/t1/index.html":                     true,
	} {
		if planned[path] != want {
			t.Errorf("%s is planned: %v", path, planned[path])
		}
	}
	missing := func(from, href string) {
		if _, address, ok := strings.Cut(href, "/news"); ok && !planned[site.OutputPath(address)] {
			t.Errorf("%s leads to %s, which is not made", from, href)
		}
	}
	r := p.in.Resolver
	for page := range p.Pages() {
		if address := "/" + strings.TrimSuffix(page.Path, "index.html"); !r.Taken(address) && !strings.HasPrefix(address, "/search/") {
			t.Errorf("a link to %s is called dead", address)
		}
		switch v := page.View.(type) {
		case *site.ArticleView:
			missing(page.Path, v.Twin)
			missing(page.Path, v.Card.Lite)
		case *site.ListView:
			missing(page.Path, v.Twin)
			for _, to := range []*site.Link{v.Pager.Older, v.Pager.Newer} {
				if to != nil {
					missing(page.Path, to.URL)
				}
			}
		}
	}
	if r.Taken("/lite/politics/2025/11/s1460/") || r.Taken("/lite/tags/t1/") {
		t.Error("a light twin that is not made is called found")
	}
	if _, ok := p.StoryAt("lite/politics/2025/11/s1460/index.html"); ok {
		t.Error("the preview makes a light twin that the site does not have")
	}
}

func TestEveryStoryHasALightTwinByChoice(t *testing.T) {
	_, planned := yearsPlan(func(c *site.Config) { c.Pages.LiteMonths = 0 })
	for _, path := range []string{"lite/politics/2025/11/s1460/index.html", "lite/politics/2025/11/index.html", "lite/tags/t1/index.html"} {
		if !planned[path] {
			t.Errorf("%s is not planned", path)
		}
	}
}

// A section has its feed in every form, a tag in the main form, a tag of one
// story in none.
func TestTermsHaveTheFeedsThatAreWorthAFile(t *testing.T) {
	p, planned := yearsPlan(func(*site.Config) {})
	all, everyForm := yearsPlan(func(c *site.Config) { c.Feeds.AllTerms = true })
	none, noTerm := yearsPlan(func(c *site.Config) { c.Feeds.Terms = false })
	for _, path := range []string{"politics/index.xml", "politics/atom.xml", "tags/t1/index.xml", "tags/t1/feed.json", "tags/مرة/index.xml"} {
		section := strings.HasPrefix(path, "politics/")
		if want := section || path == "tags/t1/index.xml"; planned[path] != want || p.in.Resolver.Taken("/"+path) != want {
			t.Errorf("%s is planned: %v", path, planned[path])
		}
		if !everyForm[path] || !all.in.Resolver.Taken("/"+path) {
			t.Errorf("%s is missing among all feeds", path)
		}
		if noTerm[path] != section || none.in.Resolver.Taken("/"+path) != section {
			t.Errorf("without feeds of terms, %s is planned: %v", path, noTerm[path])
		}
	}
}
