package exports

import (
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site/intake"
	"warraq/site/intake/testdata/judge"
)

// Ghost's Content API and its migration tools write a post with all that belongs to
// it; its first tag is its section, and tags with # are for themes.
func TestGhostPosts(t *testing.T) {
	post := `"title":"عنوان","slug":"a","html":"<p>نص <a href=\"__GHOST_URL__/b/\">ب</a></p>","custom_excerpt":"خلاصة","status":"published","visibility":"public","featured":true,
"feature_image":"__GHOST_URL__/content/images/a.jpg","feature_image_alt":"سفينة","feature_image_caption":"السفينة (رويترز)","published_at":"2023-01-02T03:04:05.000Z","updated_at":"2023-01-05T03:04:05.000Z"`
	want := `---
title: عنوان
summary: خلاصة
date: 2023-01-02T03:04:05Z
lastmod: 2023-01-05T03:04:05Z
aliases: [/a/]
authors: [huda, salma]
tags: [ميناء]
image:
  src: /content/images/a.jpg
  alt: سفينة
  caption: السفينة
  credit: رويترز
featured: true
---

نص [ب](/b/)
`
	tag := func(form string) string {
		return strings.NewReplacer("T{", "{"+form, "}T", strings.Repeat("}", 1+strings.Count(form, "{"))).Replace(
			`[T{"name":"العالم","slug":"world"}T,T{"name":"#hidden","slug":"hash-hidden"}T,T{"name":"ميناء"}T]`)
	}
	author := func(form string) string {
		return strings.NewReplacer("T{", "{"+form, "}T", strings.Repeat("}", 1+strings.Count(form, "{"))).Replace(`[T{"name":"هدى","slug":"huda"}T,T{"name":"سلمى","slug":"salma"}T,T{"slug":"nobody"}T]`)
	}
	for name, export := range map[string]string{
		"the Content API":     `{"posts":[{"id":"1",` + post + `,"tags":` + tag("") + `,"authors":` + author("") + `}],"meta":{}}`,
		"the migration tools": `{"posts":[{"url":"","data":{"id":"1",` + post + `,"tags":` + tag(`"data":{`) + `,"authors":` + author(`"data":{`) + `}}]}`,
		"the database": `{"db":[{"data":{"posts":[{"id":1,` + post + `}],"tags":[{"id":1,"name":"العالم","slug":"world"},{"id":2,"name":"#hidden"},{"id":3,"name":"ميناء"}],
"users":[{"id":1,"name":"هدى","slug":"huda","bio":"محررة"},{"id":2,"name":"سلمى","slug":"salma"},{"id":3,"name":"سلمى","slug":"salma2"}],
"posts_tags":[{"post_id":1,"tag_id":1},{"post_id":1,"tag_id":2},{"post_id":1,"tag_id":3}],"posts_authors":[{"post_id":1,"author_id":1},{"post_id":1,"author_id":2}]}}]}`,
	} {
		got, tally := pieces(t, export)
		if p := got["world/2023/01/a.md"]; string(p.Bytes()) != want {
			t.Errorf("%s: got %v\n%s", name, tally, p.Bytes())
		}
	}
}

// What only members read is a draft; a page is a page; text alone is text.
func TestGhostKinds(t *testing.T) {
	got, tally := pieces(t, "\ufeff"+`{"data":{"users":[{"id":"u","name":"هدى"}],"posts":[
{"id":"1","slug":"members","title":"أ","visibility":"members","status":"published","html":"x"},
{"id":"2","slug":"draft","title":"ب","status":"draft","html":"x","author_id":"u"},
{"id":"3","slug":"about","title":"ج","type":"page","status":"published","plaintext":"سطر < أول\n\nفقرة"},
{"id":"4","slug":"old-page","title":"د","page":1,"status":"published","html":"x"},
{"id":"5","slug":"later","title":"ه","status":"scheduled","published_at":"2030-01-01 00:00:00","html":"x"}]}}`)
	for path, draft := range map[string]bool{"news/members.md": true, "news/draft.md": true, "pages/about.md": false, "pages/old-page.md": false, "news/2030/01/later.md": false} {
		p, ok := got[path]
		if is, _ := valueOf(p, "draft").(bool); !ok || is != draft {
			t.Errorf("%s: there %v, a draft %v", path, ok, is)
		}
	}
	if body := got["pages/about.md"].Body; body != "سطر &lt; أول\n\nفقرة" {
		t.Errorf("the text is %q", body)
	}
	if tally.Found["page"] != 2 || tally.Found["post"] != 3 || tally.Taken[intake.Author] != 1 {
		t.Errorf("counted %v %v", tally.Found, tally.Taken)
	}
	if names, _ := valueOf(got["news/draft.md"], "authors").([]string); len(names) != 1 {
		t.Errorf("the author of the old form is lost: %v", names)
	}
}

// Blogger's API gives posts and pages; a label is a tag.
func TestBlogger(t *testing.T) {
	posts := `{"kind":"blogger#post","id":"9","published":"2015-03-04T05:06:07-08:00","updated":"2015-03-04T05:06:09-08:00","url":"http://b.example/2015/03/ship.html","title":"سفينة &amp; ميناء","content":"<div><a href=\"http://b.example/x.html\">x</a></div>","author":{"displayName":"هدى"},"labels":["ميناء"]},
{"kind":"blogger#page","id":"10","published":"2015-03-04T05:06:07Z","url":"http://b.example/p/about.html","title":"من نحن","content":"نص","status":"DRAFT"}`
	for name, export := range map[string]string{"a list of the API": `{"kind":"blogger#postList","items":[` + posts + `]}`, "posts alone": "[" + posts + "]"} {
		got, _ := pieces(t, export)
		want := "---\ntitle: \"سفينة & ميناء\"\ndate: 2015-03-04T13:06:07Z\naliases: [/2015/03/ship.html]\nauthors: [هدى]\ntags: [ميناء]\n---\n\n[x](/x.html)\n"
		if p := got["news/2015/03/ship.md"]; string(p.Bytes()) != want {
			t.Errorf("%s: got\n%s", name, p.Bytes())
		}
		if draft, _ := valueOf(got["pages/about.md"], "draft").(bool); !draft {
			t.Errorf("%s: the draft is public", name)
		}
	}
}

// What is no export is refused, with its line.
func TestOtherJSONIsRefused(t *testing.T) {
	for export, want := range map[string]string{
		`[{"kind":"drive#file"}]`:                              "no export of Ghost or Blogger",
		"{\"posts\":[\n{\"title\":\"a\",\n\"slug\":5}]}":       `line 3: the JSON cannot be read: "slug" is a number`,
		"{\"items\":[\n{\"kind\":\"blogger#post\",\"id\":5}]}": `line 2: the JSON cannot be read: "id" is a number`,
		"{\"posts\":[\n":               "line 2: the JSON cannot be read",
		"[{}\n,":                       "line 2: the JSON cannot be read",
		"{\"posts\":[\n{\"data\":5}]}": `line 2: the JSON cannot be read: "data" is a number`,
	} {
		_, err := read(judge.Source{Files: fstest.MapFS{"x": {Data: []byte(export)}}}, func(intake.Piece) error { return nil })
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", export, err, want)
		}
	}
}
