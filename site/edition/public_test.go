package edition

import (
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site"
)

// What a newsroom hides stays hidden: below a section that is a draft, in a folder of
// drafts, and whatever names such a section as its own. A preview shows it, marked.
func TestWhatIsHiddenStaysHidden(t *testing.T) {
	at := func(path, dir, section string) *site.Article {
		a := article("politics/x.md", noon.Add(-time.Hour))
		a.Path, a.Dir, a.Section, a.Slug, a.Title = path, dir, section, strings.NewReplacer("/", "-", ".md", "").Replace(path), path
		return a
	}
	as := []*site.Article{
		at("open/a.md", "open", ""), at("secret/a.md", "secret", ""), at("secret/deep/a.md", "secret/deep", ""), at("open/b.md", "open", "secret"), at("open/c.md", "open", "secret/deep"),
		at("open/d.md", "open", "drafts/x"), at("secretive/a.md", "secretive", ""),
	}
	m := site.Manuscripts{
		Articles: as, Sections: []*site.Section{{Path: "secret/_index.md", Dir: "secret", Title: "سر", Draft: true}, {Path: "open/_index.md", Dir: "open", Title: "علن"}, {Path: "secret/deep/_index.md", Dir: "secret/deep", Title: "عميق"}},
		Authors: []*site.Author{{Path: "authors/mona.md", Name: site.Name{Label: "منى", Slug: "mona"}, Draft: true}},
	}
	made := func(clock site.Clock) (*site.Edition, []site.Problem) {
		return New(Sources{Config: testConfig(), Manuscripts: m, Clock: clock, Files: &site.Attachments{}, Together: atOnce})
	}
	e, problems := made(site.Clock{Now: noon})
	got := titles(e)
	slices.Sort(got)
	if !slices.Equal(got, []string{"open-a", "secretive-a"}) {
		t.Errorf("published %v", got)
	}
	for _, term := range slices.Concat(e.Sections, e.Authors) {
		if strings.HasPrefix(term.Name.Slug, "secret/") || term.Name.Slug == "secret" || term.Name.Slug == "mona" {
			t.Errorf("%s has a page", term.Name.Slug)
		}
	}
	if len(problems) != 1 || problems[0].Rule != "edition/hidden-section" || problems[0].Path != "content/secret/_index.md" || problems[0].Level != site.LevelNote {
		t.Errorf("told %v", problems)
	}
	e, _ = made(site.Clock{Now: noon, Drafts: true})
	for _, s := range e.Stories {
		if want := s.Slug != "open-a" && s.Slug != "secretive-a"; s.Draft != want || s.Card.Draft != want {
			t.Errorf("in a preview %s is a draft: %v", s.Slug, s.Draft)
		}
	}
	if len(e.Stories) != len(as) {
		t.Errorf("a preview shows %d of %d", len(e.Stories), len(as))
	}
}

// Old addresses of stories, terms, settings and WordPress lead on, each once, and never
// from an address that has a page.
func TestOldAddressesLeadOn(t *testing.T) {
	c := testConfig()
	c.OldAddresses = "wordpress"
	c.Redirects = []site.Redirect{{From: "/old-feed/", To: site.Ref{Target: "/index.xml"}}, {From: "/politics/", To: site.Ref{Target: "/"}}}
	a := article("politics/a.md", noon, "غزة")
	a.Authors = []*site.Name{{Label: "منى", Slug: "mona"}}
	a.Extras = &site.Extras{Aliases: []string{"/2019/a.html", "/2019/a", "/2019/a/index.html", "/politics/2026/11/a/"}}
	e, problems := New(Sources{
		Config: c, Clock: site.Clock{Now: noon}, Files: &site.Attachments{}, Together: atOnce,
		Manuscripts: site.Manuscripts{
			Articles: []*site.Article{a},
			Sections: []*site.Section{{Path: "politics/_index.md", Dir: "politics", Title: "سياسة", Aliases: []string{"/siyasa/"}}, {Path: "tags/غزة/_index.md", Dir: "tags/غزة", Title: "غزة", Aliases: []string{"/gaza/"}}},
			Authors:  []*site.Author{{Path: "authors/mona.md", Name: site.Name{Label: "منى", Slug: "mona"}, Aliases: []string{"/writers/mona/"}}},
		},
	})
	got := map[string]string{}
	for _, alias := range e.Aliases {
		got[alias.Address] = alias.To
	}
	want := map[string]string{
		"/2019/a.html": "/politics/2026/11/a/", "/2019/a/": "/politics/2026/11/a/", "/siyasa/": "/politics/", "/gaza/": "/tags/غزة/", "/writers/mona/": "/authors/mona/",
		"/old-feed/": "/index.xml", "/category/politics/": "/politics/", "/tag/غزة/": "/tags/غزة/", "/author/mona/": "/authors/mona/", "/feed/": "/index.xml",
	}
	for address, to := range want {
		if got[address] != to {
			t.Errorf("%s leads to %q, want %q", address, got[address], to)
		}
	}
	if len(got) != len(want) || len(e.Aliases) != len(want) {
		t.Errorf("addresses %v", got)
	}
	if len(problems) != 1 || problems[0].Path != "content/edition.yaml" || problems[0].Level != site.LevelWarning {
		t.Errorf("told %v, want one of the section's address", problems)
	}
}

// A file gives way to a page, static/ first among files; one that takes the place of
// what the site makes is told.
func TestFilesGiveWayToPages(t *testing.T) {
	files := &site.Attachments{Known: map[string]site.Attachment{
		"politics/2026/a.png": {Place: "politics/2026/a.png", Path: "politics/2026/a.png"}, "x/own.css": {Place: "x/own.css", Path: "css/own.css"},
		"/css/own.css": {Place: "/css/own.css", Path: "css/own.css"}, "p/index.html": {Place: "p/index.html", Path: "politics/index.html"},
	}}
	e, problems := New(Sources{
		Config: testConfig(), Clock: site.Clock{Now: noon}, Files: files, Together: atOnce, BuiltIn: []string{"css/site.css"},
		Static:      []string{"css/own.css", "css/site.css", "politics/index.html", "robots.txt", "search/index.json"},
		Manuscripts: site.Manuscripts{Articles: []*site.Article{article("politics/a.md", noon)}},
	})
	if want := map[string]bool{"css/own.css": false, "politics/index.html": true, "search/index.json": true}; len(e.Displaced) != len(want) || e.Displaced["css/own.css"] || !e.Displaced["politics/index.html"] || !e.Displaced["search/index.json"] {
		t.Errorf("displaced %v, want %v", e.Displaced, want)
	}
	if files.Known["politics/2026/a.png"].Path == "" || files.Known["x/own.css"].Path != "" || files.Known["p/index.html"].Path != "" || files.Known["/css/own.css"].Path == "" {
		t.Errorf("files are at %v", files.Known)
	}
	var told []string
	for _, p := range problems {
		told = append(told, string(p.Level)+" "+p.Path)
	}
	slices.Sort(told)
	if want := []string{"note static/robots.txt", "warning content/p/index.html", "warning content/x/own.css", "warning static/politics/index.html", "warning static/search/index.json"}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}

// The light edition is of the months before the newest story, whole months.
func TestTheLightEditionBeginsWithAMonth(t *testing.T) {
	c := testConfig()
	c.Pages.LiteMonths = 2
	e, _ := New(Sources{
		Config: c, Clock: site.Clock{Now: noon}, Files: &site.Attachments{}, Together: atOnce,
		Manuscripts: site.Manuscripts{Articles: []*site.Article{article("politics/new.md", noon), article("politics/october.md", time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)), article("politics/old.md", time.Date(2026, 9, 30, 23, 59, 0, 0, time.UTC))}},
	})
	for name, want := range map[string]bool{"new": true, "october": true, "old": false} {
		if s := e.Find("", "politics/"+name); e.IsLight(s) != want || (s.Card.Lite != "") != want {
			t.Errorf("%s has a light twin: %v", name, !want)
		}
	}
}
