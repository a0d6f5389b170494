package press

import (
	"slices"
	"strings"
	"testing"
)

// What a template asks is a part of what its page depends on: the page is made
// again when an answer changes, and only then. The partial that asks is shown
// on every page of the site, through once.
func TestAPageThatAsksIsMadeAgainWhenTheAnswerChanges(t *testing.T) {
	source := archiveOf(12)
	for name, text := range map[string]string{
		"content/culture/_index.md": "---\ntitle: ثقافة\n---\n",
		"content/culture/film.md":   "---\ntitle: فيلم\ndate: 2020-01-01\ntags: [سينما]\nauthors: [منى]\nseries: رحلات\nsummary: خلاصة\n---\n\nنص.\n",
		"content/pages/about.md":    "---\ntitle: عنّا\n---\n\nنص.\n",
		"templates/page.html": `{{define "main"}}<h1>{{.Title}}</h1>` +
			`<ul id="culture">{{range latest 2 "culture"}}<li>{{.Title}}</li>{{end}}</ul>` +
			`<ul id="tag">{{range tagged 3 "سينما"}}<li>{{.Title}}</li>{{end}}</ul>` +
			`<ul id="by">{{range by 0 "منى"}}<li>{{.Title}}</li>{{end}}</ul>` +
			`<ul id="series">{{range series 9 "رحلات"}}<li>{{.Title}}</li>{{end}}</ul>` +
			`<ul id="none">{{range latest 3 "nowhere"}}<li>{{.Title}}</li>{{end}}</ul>{{end}}`,
	} {
		source[name] = newsroom("-- x --\n" + text)["x"]
	}
	d := openDesk(t, source)
	d.print()
	about := string(d.shelf.old["about/index.html"])
	if !strings.Contains(about, `<ul id="culture"><li>فيلم</li></ul><ul id="tag"><li>فيلم</li></ul><ul id="by"><li>فيلم</li></ul><ul id="series"><li>فيلم</li></ul><ul id="none"></ul>`) {
		t.Fatalf("the page says\n%s", about)
	}
	if n := d.print(); n.Rendered != 0 {
		t.Errorf("%d files made where nothing changed", n.Rendered)
	}
	d.replace(storyFile(11), "القصة 11", "قصة أخرى") // of another section
	d.print()
	if slices.Contains(d.shelf.put, "about/index.html") {
		t.Error("the page is made again for a story that it did not ask for")
	}
	d.replace("content/culture/film.md", "\nنص.", "\nنص آخر.") // its card is the same
	d.print()
	if slices.Contains(d.shelf.put, "about/index.html") {
		t.Error("the page is made again for a body")
	}
	d.replace("content/culture/film.md", "title: فيلم", "title: فيلم قصير")
	d.print()
	if !slices.Contains(d.shelf.put, "about/index.html") {
		t.Error("the page is not made again for a new title")
	}
	d.write("content/culture/book.md", "---\ntitle: كتاب\ndate: 2021-01-01\nsummary: خلاصة\n---\n\nنص.\n")
	d.print()
	if !slices.Contains(d.shelf.put, "about/index.html") {
		t.Error("the page is not made again for a new story")
	}
	delete(d.source, "content/culture/book.md")
	d.print()
	if !slices.Contains(d.shelf.put, "about/index.html") {
		t.Error("the page is not made again when a story went")
	}
}

// A partial that asks is not kept for the next page; html/template, which makes
// what programs cannot, asks the same.
func TestPartialsMayAsk(t *testing.T) {
	source := archiveOf(6)
	source["templates/partials/footer.html"] = newsroom("-- x --\n<footer>{{range latest 1}}<b>{{.Title}}</b>{{end}}</footer>\n")["x"]
	source["templates/page.html"] = newsroom(`-- x --
{{define "main"}}{{printf "%v" .Title}}{{$q := "politics"}}{{range latest 2 $q}}<i>{{.Title}}</i>{{end}}{{once "partials/footer.html" .Chrome}}{{end}}
`)["x"]
	source["content/pages/about.md"] = newsroom("-- x --\n---\ntitle: عنّا\n---\n\nنص.\n")["x"]
	d := openDesk(t, source)
	d.print()
	d.write(storyFile(90), "---\ntitle: أحدث\ndate: "+noon.Add(-1).Format("2006-01-02T15:04:05Z07:00")+"\nsummary: خلاصة\n---\n\nنص.\n")
	d.print() // held against a clean build
	if about := string(d.shelf.old["about/index.html"]); !strings.Contains(about, "<i>أحدث</i>") || !strings.Contains(about, "<b>أحدث</b>") {
		t.Errorf("the page says\n%s", about)
	}
}
