package manuscript

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/own"
)

var grouped = own.Taxonomies{{Name: "places", Tree: true}, {Name: "people"}, {Name: "categories"}, {Name: "اماكن"}}

// A story is entered in the terms that it names, in those that hold them, and nowhere twice; what names a term, and
// a weight, is told as of tags.
func TestTermsOfAStory(t *testing.T) {
	for _, c := range []struct{ matter, filed, weights, problems string }{
		{"places: [مصر/القاهرة, غزة]", "places:مصر/القاهرة=القاهرة places:غزة=غزة (places:مصر)", "", ""},
		{"places: مصر/القاهرة، مصر", "places:مصر/القاهرة=القاهرة places:مصر=مصر", "", ""},
		{"Places: [ /مصر// القاهرة/المعادي/ ]", "places:مصر/القاهرة/المعادي=المعادي (places:مصر/القاهرة) (places:مصر)", "", ""},
		{"people: [AC/DC, C++, منى, منى]", "people:ac-dc=AC/DC people:c-plus-plus=C++ people:منى=منى", "", ""},
		{"categories: [سياسة]\ncategory: رأي\ntags: [غزة]", "categories:سياسة=سياسة categories:راي=رأي", "", ""},
		{"أماكن: بيروت", "اماكن:بيروت=بيروت", "", ""},
		{"places: '!!!'\npeople: [هدى]", "people:هدى=هدى", "", "2:9 warning"},
		{"places: {a: b}\npeople:", "", "", "2:9 warning"},
		{"places: غزة\nplaces_weight: ٣\ntags_weight: 1\nother_weight: 2", "places:غزة=غزة", "places=3 tag=1", "5:1 note"},
		{"places: غزة\nplacesWeight: كبير", "places:غزة=غزة", "", "3:15 warning"},
	} {
		read := Read("politics/a.md", []byte("---\n"+c.matter+"\ntitle: خبر\ndate: 2026-01-01\n---\nنص.\n"), Options{Lang: "ar", Taxonomies: grouped})
		var filed, weights, problems []string
		for _, f := range read.Article.Filed {
			one := string(f.Kind) + ":" + f.Name.Slug + "=" + f.Name.Label
			if f.Above {
				one = "(" + string(f.Kind) + ":" + f.Name.Slug + ")"
			}
			filed = append(filed, one)
		}
		for _, w := range read.Article.Weights {
			weights = append(weights, fmt.Sprint(w.Kind, "=", w.At))
		}
		for _, p := range read.Problems {
			problems = append(problems, fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.Level))
		}
		if f, w, p := strings.Join(filed, " "), strings.Join(weights, " "), strings.Join(problems, ", "); f != c.filed || w != c.weights || p != c.problems {
			t.Errorf("%s\n got %s; %s; %s\nwant %s; %s; %s", c.matter, f, w, p, c.filed, c.weights, c.problems)
		}
	}
}

// A file in a taxonomy's folder speaks of the term that it is named after; one with the name of a key of stories, or
// of the site's own, is no taxonomy.
func TestFilesOfTerms(t *testing.T) {
	for file, dir := range map[string]string{
		"places/غزّة.md": "places/غزة", "places/مصر/القاهرة.md": "places/مصر/القاهرة", "places/مصر/_index.md": "places/مصر", "people/AC-DC.md": "people/ac-dc",
		"places/_index.md": "places", "tags/غزة.md": "tags/غزة", "other/_index.md": "other",
	} {
		read := Read(file, []byte("---\ndescription: وصف\n---\n![](a.png)\n"), Options{Lang: "ar", Taxonomies: grouped})
		if s := read.Section; s == nil || s.Dir != dir || s.Base != file[:strings.LastIndexByte(file, '/')] || s.Description != "وصف" {
			t.Errorf("%s: %+v %v", file, s, read.Problems)
		}
	}
	if read := Read("places/خبر.md", []byte("---\ntitle: خبر\ndate: 2026-01-01\n---\n"), Options{Taxonomies: grouped}); read.Article != nil || site.Errors(read.Problems) != 1 {
		t.Errorf("a story among places: %+v", read)
	}
	for name, ok := range map[string]bool{
		"places": true, "فرق": true, "categories": true, "tags": false, "title": false, "section": false, "author": false, "draft": false, "pages": false, "data": false, "search": false,
		"a b": false, "../x": false, "index.xml": false, "media": false, "lite": false, "'<b>'": false, "dateline": false, "params": false,
	} {
		c, problems := Settings(fstest.MapFS{"edition.yaml": {Data: []byte("taxonomies: {" + name + ": {}}\n")}}, "")
		if got := len(problems) == 0 && len(c.Taxonomies) == 1; got != ok {
			t.Errorf("%s: %v %v", name, c.Taxonomies, problems)
		}
	}
}

// A term that moves is called by its new name wherever a story names it, and what lies in it moves along.
func TestATermIsRenamed(t *testing.T) {
	o := Options{Lang: "ar", Taxonomies: grouped}
	src := "---\ntitle: القاهرة\nplaces: [مصر/القاهرة, مصر/القاهرة/المعادي, القاهرة]\npeople: [منى، هدى]\n---\nالقاهرة.\n"
	want := strings.ReplaceAll(src, "مصر/القاهرة", "مصر/المحروسة")
	if got := string(RenameTerm("news/a.md", []byte(src), o, "places", "مصر/القاهرة", "مصر/المحروسة")); got != want {
		t.Errorf("%s", got)
	}
	want = strings.ReplaceAll(src, "منى", "منى سامي")
	if got := string(RenameTerm("news/a.md", []byte(src), o, "people", "منى", "منى سامي")); got != want {
		t.Errorf("%s", got)
	}
}
