package press

import (
	"slices"
	"strings"
	"testing"

	"warraq/site"
)

const placeStory = "---\ntitle: في %s\ndate: %s\nplaces: [%s]\n---\nنص.\n"

// placesDesk is a paper whose stories name places.
func placesDesk(t *testing.T) *newsdesk {
	t.Helper()
	source := archiveOf(6)
	source["content/edition.yaml"].Data = append(source["content/edition.yaml"].Data, "taxonomies: {places: {label: مكان, plural: أماكن, tree: true, cards: true}}\n"...)
	source["content/edition.yaml"].Data = []byte(strings.Replace(string(source["content/edition.yaml"].Data), "terms: false, ", "", 1))
	d := openDesk(t, source)
	d.place("cairo", "2026-11-10", "مصر/القاهرة")
	d.place("giza", "2026-11-11", "مصر/الجيزة, غزة")
	d.place("gaza", "2026-11-12", "غزّة")
	d.print()
	return d
}

func (d *newsdesk) place(name, date, places string) {
	d.write("content/politics/"+name+".md", strings.Replace(strings.Replace(strings.Replace(placeStory, "%s", name, 1), "%s", date, 1), "%s", places, 1))
}

// The page of a place has its stories, and those of the places in it; one list has all; what has two stories has a
// feed, and what no public story names has nothing, anywhere.
func TestPlacesHavePages(t *testing.T) {
	d := placesDesk(t)
	d.write("content/politics/secret.md", "---\ntitle: سر\ndate: 2026-11-13\ndraft: true\nplaces: [مكان سري, مصر/أسوان]\n---\nنص.\n")
	d.write("content/politics/later.md", "---\ntitle: لاحق\ndate: 2026-12-13\nplaces: [مكان سري]\n---\nنص.\n")
	d.write("content/places/سري.md", "---\ntitle: مكان سري\ndescription: وصف سري\naliases: [/secret/]\n---\n")
	d.write("content/places/مصر/القاهرة.md", "---\ntitle: القاهرة الكبرى\ndescription: العاصمة\naliases: [/cairo/]\n---\n[راجع](../../politics/gaza.md) ![صورة](map.png)\n")
	d.source["content/places/مصر/map.png"] = d.source["content/edition.yaml"]
	d.write("content/places/_index.md", "---\ntitle: أين\ndescription: كل مكان\n---\n")
	delete(d.source, "content/places/مصر/map.png")
	d.print()
	for name, data := range d.shelf.old {
		if strings.Contains(name, "سري") || strings.Contains(name, "secret") || strings.Contains(string(data), "سري") || strings.Contains(string(data), "أسوان") {
			t.Errorf("%s tells what is not public", name)
		}
	}
	for name, wants := range map[string][]string{
		"places/index.html":                 {"<h1>أين</h1>", "كل مكان", "القاهرة الكبرى", "<span class=\"role\">مصر</span>", "غزة"},
		"places/مصر/index.html":             {"في giza", "في cairo", "القاهرة الكبرى</a>", "أين</a>"},
		"places/مصر/index.xml":              {"في giza"},
		"places/مصر/القاهرة/index.html":     {"<h1>القاهرة الكبرى</h1>", "/politics/2026/11/gaza/", "العاصمة", "مصر</a>"},
		"cairo/index.html":                  {"/places/%D9%85%D8%B5%D8%B1/%D8%A7%D9%84%D9%82%D8%A7%D9%87%D8%B1%D8%A9/"},
		"places/غزة/index.html":             {"في giza", "في gaza"},
		"politics/2026/11/cairo/index.html": {`rel="tag" href="/places/%D9%85%D8%B5%D8%B1/%D8%A7%D9%84%D9%82%D8%A7%D9%87%D8%B1%D8%A9/">القاهرة الكبرى</a>`},
		"sitemaps/lists.xml":                {"/places/%D8%BA%D8%B2%D8%A9/"},
	} {
		for _, want := range wants {
			if page := string(d.shelf.old[name]); !strings.Contains(page, want) {
				t.Errorf("%s has no %q:\n%.1500s", name, want, page)
			}
		}
	}
	if d.shelf.old["places/مصر/القاهرة/index.xml"] != nil {
		t.Error("a place with one story has a feed")
	}
	if p := d.paper.Problems; !slices.ContainsFunc(p, func(p site.Problem) bool { return p.Rule == "edition/no-stories" && strings.Contains(p.Path, "سري") }) {
		t.Errorf("a place without stories is not told: %v", p)
	}
}

// A new story of a place changes that place's pages, and of others' only what leads to it by its date.
func TestANewStoryOfAPlaceLeavesOthersAlone(t *testing.T) {
	d := placesDesk(t)
	d.place("more", "2026-11-14", "مصر/القاهرة")
	d.print()
	pages, _ := d.parts()
	for _, name := range pages {
		if strings.HasPrefix(name, "places/غزة") || strings.Contains(name, "الجيزة") {
			t.Errorf("%s was written", name)
		}
	}
	if !slices.Contains(pages, "places/مصر/القاهرة/index.html") || !slices.Contains(pages, "places/مصر/index.html") {
		t.Errorf("%v", pages)
	}
	// Stories stand on their place's page by weight, then the newest first.
	d.replace("content/politics/cairo.md", "places:", "places_weight: 1\nplaces:")
	d.print()
	if page := string(d.shelf.old["places/مصر/القاهرة/index.html"]); strings.Index(page, "في cairo") > strings.Index(page, "في more") {
		t.Error("a story with a weight does not come first")
	}
	if feed := string(d.shelf.old["places/مصر/القاهرة/index.xml"]); strings.Index(feed, "في cairo") < strings.Index(feed, "في more") {
		t.Error("a feed is not in the order of time")
	}
}

// Names of places that mean something to browsers, disks and addresses are words on pages and nothing else; a
// section in the place of a taxonomy is told and stops nothing.
func TestPlacesWithHostileNames(t *testing.T) {
	d := placesDesk(t)
	d.place("odd", "2026-11-14", `"<script>alert(1)</script>", "../../etc", "a/../b", "x?y#z%2e", "index.xml", "1", "{{.Title}}"`)
	d.write("content/places/story.md", "---\ntitle: قصة\ndate: 2026-11-10\n---\nنص.\n")
	d.write("content/places/1/_index.md", "---\ntitle: '<img src=x onerror=alert(1)>'\n---\n")
	d.print()
	for name, data := range d.shelf.old {
		if site.CheckPath(name) != nil || strings.Contains(string(data), "<script>alert") || strings.Contains(string(data), "<img src=x") {
			t.Errorf("%s holds what a name must not make", name)
		}
	}
	if d.shelf.old["places/1/index.html"] == nil || !d.paper.Stands() {
		t.Errorf("%v", d.paper.Problems)
	}
}

// A part of the front page has the stories of a place, in a tree too; a name that is none is told, with the one that
// is meant. A template lists the places with most stories, and is made again where that is another list.
func TestPlacesOnTheFrontPage(t *testing.T) {
	d := placesDesk(t)
	d.place("cairo2", "2026-11-09", "مصر/القاهرة")
	d.write("content/front.yaml", "blocks:\n  - {term: places/غزة, title: من غزة}\n  - {term: places/مصر/القاهرة, title: من القاهرة}\n  - {term: places/الجيزه}\n  - {term: cities/x}\n")
	d.write("templates/partials/footer.html", `<footer>{{range terms 2 "places"}}<a href="{{.URL}}">{{.Title}}</a>{{end}}</footer>`)
	d.print()
	front := string(d.shelf.old["index.html"])
	for _, want := range []string{"من غزة", "في gaza", "من القاهرة", "في cairo", "مصر</a><a href=\"/places/%D8%BA%D8%B2%D8%A9/\">غزة</a></footer>"} {
		if !strings.Contains(front, want) {
			t.Errorf("the front page has no %q:\n%s", want, front)
		}
	}
	var told []string
	for _, p := range d.paper.Problems {
		if p.Rule == "front/no-term" {
			told = append(told, p.Place()+" "+p.Message.En+" "+p.Hint.En)
		}
	}
	if len(told) != 2 || !strings.Contains(told[0], "front.yaml:4:12") || !strings.Contains(told[0], "did you mean") || !strings.Contains(told[1], `taxonomies has none called "cities"`) {
		t.Errorf("told\n%s", strings.Join(told, "\n"))
	}
	d.place("rafah", "2026-11-13", "رفح")
	d.place("rafah2", "2026-11-14", "رفح")
	d.place("rafah3", "2026-11-15", "رفح")
	d.print()
	if about := string(d.shelf.old["politics/2026/11/s001/index.html"]); !strings.Contains(about, ">رفح</a>") {
		t.Error("an old page was not made again for a list of terms that changed")
	}
}
