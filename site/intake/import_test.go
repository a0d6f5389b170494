package intake

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site"
	"warraq/site/manuscript"
)

func importOptions() Options {
	return Options{Options: manuscript.Options{Lang: "ar-SY", Zone: time.FixedZone("", 3*60*60)}, Sections: map[string]string{"سياسة": "politics"}}
}

// writes imports posts and gives the pieces by path.
func writes(t *testing.T, o Options, posts ...Post) map[string]Piece {
	t.Helper()
	out := map[string]Piece{}
	i := NewImport(o, func(p Piece) error {
		if _, twice := out[p.Path]; twice {
			t.Errorf("%s is given twice", p.Path)
		}
		out[p.Path] = p
		return nil
	})
	i.AddHost("https://www.Ours.example/")
	for _, p := range posts {
		if err := i.WriteStory(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := i.WriteSections(); err != nil {
		t.Fatal(err)
	}
	return out
}

// A post's facts stand in the front matter under our names; dates are in the
// edition's zone, and an address of the old site leads on.
func TestStoryOfAPost(t *testing.T) {
	at := time.Date(2024, time.September, 14, 22, 30, 0, 0, time.UTC)
	got := writes(t, importOptions(), Post{
		Kind: Story, Title: "عنوان: فرعي", Slug: "ship", Link: "https://ours.example/2024/ship/", Standfirst: "مقدمة", Summary: "خلاصة", Shape: site.Gallery,
		Date: at, Updated: at.Add(2 * time.Hour), Draft: true, Featured: true, Authors: []string{"هدى", "هدى", "سلمى"},
		Sections: [][]Term{{{Title: "سياسة"}, {Slug: "local", Title: "محليات"}}, {{Title: "بيئة"}}}, Tags: []string{"موانئ", " "},
		Image: &Picture{Src: "https://ours.example/a.jpg", Alt: "سفينة", Caption: "السفينة", Credit: "رويترز"}, HTML: "<p>نص.</p>",
	})
	want := `---
title: "عنوان: فرعي"
standfirst: مقدمة
summary: خلاصة
type: gallery
date: 2024-09-15T01:30:00+03:00
lastmod: 2024-09-15T03:30:00+03:00
draft: true
aliases: [/2024/ship/]
authors: [هدى, سلمى]
tags: [موانئ, بيئة]
image:
  src: https://ours.example/a.jpg
  alt: سفينة
  caption: السفينة
  credit: رويترز
featured: true
---

نص.
`
	story, ok := got["politics/local/2024/09/ship.md"]
	if !ok || string(story.Bytes()) != want {
		t.Errorf("got %v\n%s", got, story.Bytes())
	}
	if section := got["politics/local/_index.md"]; section.Matter.Text("title") != "محليات" {
		t.Errorf("the new section is\n%s", section.Bytes())
	}
	if _, ok := got["politics/_index.md"]; ok {
		t.Error("the section that the edition has is written again")
	}
}

// Where a source is silent, a story still has a place and a title, and an editor
// is told.
func TestSilentPosts(t *testing.T) {
	long := "كلمة أولى ثم ثانية ثم ثالثة ثم رابعة ثم خامسة"
	got := writes(t, importOptions(),
		Post{Kind: Story, Slug: "a", HTML: "<p>" + long + "</p>", Date: time.Date(14, 1, 1, 0, 0, 0, 0, time.UTC)},
		Post{Kind: Story, ID: "7"},
		Post{Kind: Story, ID: "8", Slug: "a", Title: "عنوان", HTML: "x"},
		Post{Kind: Story, Slug: "A", Title: "عنوان", HTML: "x"},
		Post{Kind: Page, Title: "من نحن", Sections: [][]Term{{{Title: "بيئة"}}}},
		Post{Kind: Story, Title: "وسم", Slug: "b", Sections: [][]Term{{{Slug: "tags", Title: "وسوم"}}}},
	)
	for path, want := range map[string]string{
		"news/a.md": "كلمة أولى ثم ثانية ثم ثالثة ثم رابعة…", "news/7.md": "7", "news/a-8.md": "عنوان", "news/a-2.md": "عنوان", "pages/من-نحن.md": "من نحن",
		"tags-news/b.md": "وسم", "news/_index.md": "أخبار", "tags-news/_index.md": "وسوم",
	} {
		if p, ok := got[path]; !ok || p.Matter.Text("title") != want {
			t.Errorf("%s has the title %q, want %q", path, p.Matter.Text("title"), want)
		}
	}
	if len(got) != 8 {
		t.Errorf("%d pieces, want 8", len(got))
	}
	if notes := got["news/a.md"].Notes; len(notes) != 2 || notes[0].Text != "0014-01-01" || notes[1].Text != NewsFolder {
		t.Errorf("an editor is told %v", notes)
	}
	if tags := got["pages/من-نحن.md"].Bytes(); !strings.Contains(string(tags), "tags: [بيئة]") {
		t.Errorf("the page's section is lost:\n%s", tags)
	}
}

// One folder for all that comes in wins over the source's sections.
func TestGivenSection(t *testing.T) {
	o := importOptions()
	o.Section = "archive2010"
	got := writes(t, o, Post{Kind: Story, Title: "عنوان", Slug: "a", Sections: [][]Term{{{Title: "بيئة"}}}})
	if _, ok := got["archive2010/a.md"]; !ok || len(got) != 1 {
		t.Errorf("got %v", got)
	}
}

// An old address leads to one story, and never takes an address of the site's own.
func TestOldAddresses(t *testing.T) {
	got := writes(t, importOptions(),
		Post{Kind: Story, Title: "أ", Slug: "a", Link: "https://ours.example/old/"}, Post{Kind: Story, Title: "ب", Slug: "b", Link: "https://ours.example/OLD/"},
		Post{Kind: Story, Title: "ج", Slug: "c", Link: "https://ours.example/tags/"}, Post{Kind: Story, Title: "د", Slug: "d", Link: "https://ours.example/sitemap.xml"},
		Post{Kind: Story, Title: "ه", Slug: "e", Link: "https://ours.example/?p=7"},
	)
	for path, want := range map[string]string{"news/a.md": "/old/", "news/b.md": "", "news/c.md": "", "news/d.md": "", "news/e.md": ""} {
		aliases := ""
		if text := string(got[path].Bytes()); strings.Contains(text, "aliases") {
			_, aliases, _ = strings.Cut(text, "aliases: [")
			aliases, _, _ = strings.Cut(aliases, "]")
		}
		if aliases != want {
			t.Errorf("%s has the old address %q, want %q", path, aliases, want)
		}
	}
	if len(got["news/c.md"].Notes) != 2 {
		t.Errorf("the editor is not told of the reserved address: %v", got["news/c.md"].Notes)
	}
}

// Links within the old site stay within; its pictures come from the uploads folder,
// in their full size where that is there.
func TestAddresses(t *testing.T) {
	o := importOptions()
	o.Media = fstest.MapFS{"2024/09/a.jpg": {}, "2024/09/b-300x200.jpg": {}, "folder.jpg/x": {}, "صورة 1.png": {}}
	i := NewImport(o, nil)
	i.AddHost("https://ours.example")
	var piece Piece
	lead := i.Addresses(&piece)
	for address, want := range map[string]string{
		"https://ours.example/a/b/":     "/a/b/",
		"http://www.ours.example/a#b":   "/a#b",
		"https://ours.example":          "/",
		"https://ours.example/?p=7":     "https://ours.example/?p=7",
		"https://other.example/a/":      "https://other.example/a/",
		"mailto:a@ours.example":         "mailto:a@ours.example",
		"#note":                         "#note",
		"https://ours.example/gone.pdf": "https://ours.example/gone.pdf",
		"https://ours.example/wp-content/uploads/2024/09/a-150x150.jpg": "/uploads/2024/09/a.jpg",
		"/wp-content/uploads/2024/09/b-300x200.jpg":                     "/uploads/2024/09/b-300x200.jpg",
		"https://cdn.example/uploads/%D8%B5%D9%88%D8%B1%D8%A9%201.png":  "/uploads/%D8%B5%D9%88%D8%B1%D8%A9%201.png",
		"https://ours.example/folder.jpg":                               "https://ours.example/folder.jpg",
		"https://ours.example/%zz":                                      "https://ours.example/%zz",
	} {
		if got := lead(address); got != want {
			t.Errorf("%s leads to %s, want %s", address, got, want)
		}
	}
	for range 2 {
		lead("/2024/09/a.jpg")
	}
	if len(piece.Media) != 3 {
		t.Errorf("the files are %v, want 3", piece.Media)
	}
}

// Authors have one page each; no address of mail becomes public.
func TestAuthors(t *testing.T) {
	var pages []string
	i := NewImport(importOptions(), func(p Piece) error {
		pages = append(pages, p.Path)
		return nil
	})
	for _, a := range [][2]string{{"هدى", "huda@mail.example"}, {"هدى", "other"}, {"", "x"}, {"هدى علي", "huda"}} {
		if i.Enrol(a[0], a[1]) {
			if err := i.WriteAuthor(a[0], a[1], ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(pages) != 2 || pages[0] != "authors/huda.md" || strings.Contains(pages[1], "mail") || pages[1] == pages[0] {
		t.Errorf("the pages are %v", pages)
	}
}

// The base_url of a site in a folder has the folder: its own addresses do not.
func TestOldAddressesWithinAFolder(t *testing.T) {
	o := importOptions()
	o.BasePath = "/مدونة"
	got := writes(t, o, Post{Kind: Story, Title: "أ", Slug: "a", Link: "https://ours.example/%D9%85%D8%AF%D9%88%D9%86%D8%A9/old/", HTML: `<p><a href="/مدونة/b/#c">ب</a> <a href="/مدونات/d/">د</a></p>`})
	text := string(got["news/a.md"].Bytes())
	if !strings.Contains(text, "aliases: [/old/]") || !strings.Contains(text, "(/b/#c)") || strings.Contains(text, "(/d/") {
		t.Errorf("the folder is named twice, or is taken off another:\n%s", text)
	}
}
