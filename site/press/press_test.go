package press

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/folders"
	"warraq/site/press/carried"
)

// An editor clicks on a page and wants its manuscript; saves a manuscript and
// wants its page; follows an old address.
func TestThePreviewKnowsWhereAPageComesFrom(t *testing.T) {
	source := archiveOf(3)
	d := openDesk(t, source)
	d.replace(storyFile(1), "summary:", "aliases: [/old/]\nsummary:")
	in := quick(source)
	in.BaseURL = "https://example.org/news"
	p, err := Prepare(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	v := p.Preview(nil)
	page := "politics/2026/11/s001/index.html"
	if got := v.Source(page); got != storyFile(1) {
		t.Errorf("%s comes from %q", page, got)
	}
	if v.Source("politics/index.html") != "" || v.Source("index.xml") != "" {
		t.Error("a list has a manuscript")
	}
	if link := v.Story(storyFile(1)); link == nil || link.URL != "/news/politics/2026/11/s001/" || link.Title != "القصة 1" {
		t.Errorf("the manuscript makes %v", link)
	}
	if v.Story("content/politics/_index.md") != nil || v.Story("templates/base.html") != nil {
		t.Error("what is no story has a page")
	}
	if v.Redirect("/old/") != "/news/politics/2026/11/s001/" || v.Redirect("/politics/2026/11/s001/") != "" || v.Base() != "/news" {
		t.Errorf("the old address leads to %q, under %q", v.Redirect("/old/"), v.Base())
	}
	if _, found, err := v.File("none/index.html"); found || err != nil {
		t.Errorf("a page that is not there: %v %v", found, err)
	}
	if len(v.Faults()) != 0 {
		t.Errorf("problems %v", v.Faults())
	}
}

// A broken template takes its own pages away from a build, and in a preview leaves
// those of the last good one. Where all are broken there are none.
func TestABrokenTemplateShowsTheLastPages(t *testing.T) {
	source := archiveOf(3)
	good, err := Prepare(t.Context(), quick(source))
	if err != nil {
		t.Fatal(err)
	}
	source["templates/article.html"] = &fstest.MapFile{Data: []byte("{{define \"main\"}}{{if}}{{end}}"), Mode: 0o644, ModTime: noon}
	bad, err := Prepare(t.Context(), quick(source))
	if err != nil {
		t.Fatal(err)
	}
	v := bad.Preview(good.Preview(nil))
	data, found, err := v.File("politics/2026/11/s001/index.html")
	if err != nil || !found || !bytes.Contains(data, []byte("القصة 1")) {
		t.Errorf("the last page is not shown: %v %v", found, err)
	}
	if site.Errors(v.Faults()) == 0 {
		t.Error("the fault is not told")
	}
	if _, found, err := bad.Preview(nil).File("politics/2026/11/s001/index.html"); found || err == nil {
		t.Errorf("there is a page without a template: %v %v", found, err)
	}
	if _, found, err := bad.Preview(nil).File("index.html"); !found || err != nil {
		t.Errorf("another page is stopped: %v %v", found, err)
	}
	s := &shelf{}
	if p, _ := s.print(t, quick(source)); s.old["index.html"] == nil || s.old["politics/2026/11/s001/index.html"] != nil || p.Stands() || site.Errors(p.Problems) != 1 {
		t.Errorf("the build tells %v", p.Problems)
	}
	source["templates/base.html"] = &fstest.MapFile{Data: []byte("{{if}}"), Mode: 0o644, ModTime: noon}
	source["templates/lite/base.html"] = source["templates/base.html"]
	source["templates/404.html"] = source["templates/base.html"]
	if bad, err = Prepare(t.Context(), quick(source)); err != nil {
		t.Fatal(err)
	}
	if data, found, err := bad.Preview(good.Preview(nil)).File("index.html"); err != nil || !found || len(data) == 0 {
		t.Errorf("the last page is not shown: %v %v", found, err)
	}
}

// A template that fails on every page is told once, and a preview that makes its samples
// knows of it.
func TestATemplateThatFailsIsToldOnce(t *testing.T) {
	source := archiveOf(5)
	samples := func() (good, bad int) {
		p, err := Prepare(t.Context(), quick(source))
		if err != nil {
			t.Fatal(err)
		}
		v := p.Preview(nil)
		for _, name := range v.Samples() {
			switch _, found, err := v.File(name); {
			case found:
				good++
			case err != nil:
				bad++
			default:
				t.Errorf("no page at %s", name)
			}
		}
		return good, bad
	}
	if good, bad := samples(); good < 4 || bad > 0 {
		t.Errorf("%d samples made, %d not", good, bad)
	}
	source["templates/article.html"] = &fstest.MapFile{Data: []byte("{{define \"main\"}}{{.Nope}}{{end}}"), Mode: 0o644, ModTime: noon}
	if good, bad := samples(); good < 3 || bad != 1 {
		t.Errorf("with a broken template %d samples made, %d not", good, bad)
	}
	s := &shelf{}
	p, _ := s.print(t, quick(source))
	if n := site.Errors(p.Problems); n != 1 {
		t.Errorf("%d errors told, want 1: %v", n, p.Problems)
	}
}

// --explain says what decided, and from what the key was made.
func TestExplainTellsWhatDecided(t *testing.T) {
	in := quick(archiveOf(3))
	in.Explain = "politics/2026/11/s001/index.html"
	s := &shelf{}
	p, _ := s.print(t, in)
	all := strings.Join(p.Explained, "\n")
	for _, want := range []string{in.Explain + ": made", "maker = ", "القصة 1", "Canonical"} {
		if !strings.Contains(all, want) {
			t.Errorf("the explanation lacks %q:\n%.800s", want, all)
		}
	}
}

// An open page of a live story polls its newest entries, each with its HTML,
// a pinned one marked.
func TestALivePagePollsItsEntries(t *testing.T) {
	source := newsroom(`
-- content/edition.yaml --
title: المدار
base_url: https://example.org
time_zone: UTC
-- content/politics/vote.md --
---
title: يوم الاقتراع
date: 2026-11-20T06:00:00Z
type: live
---

## 09:30 فتح الصناديق

فُتحت الصناديق، راجع [الخلفية](past.md).

## 10:15 إقبال كثيف

صفوف طويلة.
-- content/politics/past.md --
---
title: الخلفية
date: 2026-11-19
---
نص.
-- content/politics/over.md --
---
title: انتهت التغطية
date: 2026-11-18
type: live
live: {start: 2026-11-18T06:00:00Z, end: 2026-11-18T20:00:00Z}
---

## 09:00 بداية

نص.
`)
	s := &shelf{}
	s.print(t, quick(source))
	var poll struct {
		Count   int
		Entries []struct{ ID, Title, Time, HTML string }
	}
	if err := json.Unmarshal(s.old["politics/2026/11/vote/live.json"], &poll); err != nil {
		t.Fatal(err)
	}
	if poll.Count != 2 || len(poll.Entries) != 2 {
		t.Fatalf("polled %+v", poll)
	}
	newest, oldest := poll.Entries[0], poll.Entries[1]
	if newest.Title != "إقبال كثيف" || newest.Time != "2026-11-20T10:15:00Z" || !strings.Contains(newest.HTML, "صفوف طويلة") || strings.Contains(newest.HTML, "الصناديق") {
		t.Errorf("the newest entry is %+v", newest)
	}
	if !strings.Contains(oldest.HTML, `href="/politics/2026/11/past/"`) || oldest.ID == "" {
		t.Errorf("the oldest entry is %+v: its link must lead to the story", oldest)
	}
	if _, ok := s.old["politics/2026/11/over/live.json"]; ok {
		t.Error("coverage that is over is still polled")
	}
}

// Who judges a folder without building it sees the same files, and the same
// answers to links.
func TestAListingAnswersAsABuild(t *testing.T) {
	source := archiveOf(3)
	source["content/politics/.hidden.md"] = &fstest.MapFile{Data: []byte("x"), Mode: 0o644, ModTime: noon}
	source["static/files/x.pdf"] = &fstest.MapFile{Data: []byte("x"), Mode: 0o644, ModTime: noon}
	in := quick(source)
	l, err := List(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"politics/_index.md", "politics/s000.md", "politics/s001.md", "politics/s002.md"}; !slices.Equal(l.Paths, want) {
		t.Errorf("manuscripts %v, want %v", l.Paths, want)
	}
	if src, problems := l.Read("politics/s001.md"); !bytes.Contains(src, []byte("القصة 1")) || len(problems) > 0 {
		t.Errorf("read %q, %v", src, problems)
	}
	if _, problems := l.Read("politics/none.md"); len(problems) != 1 || problems[0].Path != "content/politics/none.md" {
		t.Errorf("problems %v", problems)
	}
	p, err := Prepare(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	all, _ := p.content.manuscripts(in.Clock)
	r := l.Resolve(t.Context(), nil, all)
	for _, target := range []string{"s001.md", "none.md", "/politics/", "/no-such-section/page/", "/tags/وسم1/", "/files/x.pdf", "/files/y.pdf", "/archive/2026/11/", "/css/none.css"} {
		if got, want := r.Link("politics", target), p.resolver.Link("politics", target); got.Found != want.Found || got.URL != want.URL {
			t.Errorf("%s: check says %+v, build says %+v", target, got, want)
		}
	}
}

// A newsroom links its own files by names that stay, and gives its host what the
// host looks for; a secret that lies about in static/ is not published.
func TestFilesOfStaticKeepTheirNames(t *testing.T) {
	source := archiveOf(1)
	for _, name := range []string{
		"css/custom.css", "js/ads.js", "fonts/own.woff2", "CNAME", ".htaccess", ".nojekyll", ".well-known/security.txt", ".env", ".git/config", "files/.DS_Store", "ads.txt",
		"css/custom.css~", "js/ads.js.swp", "Thumbs.db",
	} {
		source["static/"+name] = &fstest.MapFile{Data: []byte("a{color:red}"), Mode: 0o644, ModTime: noon}
	}
	s := &shelf{}
	s.print(t, quick(source))
	for _, name := range []string{"css/custom.css", "js/ads.js", "fonts/own.woff2", "CNAME", ".htaccess", ".nojekyll", ".well-known/security.txt", "ads.txt"} {
		if s.old[name] == nil {
			t.Errorf("%s is not published under its name", name)
		}
	}
	for name := range s.old {
		if strings.HasSuffix(name, ".env") || strings.Contains(name, ".git/") || strings.Contains(name, "DS_Store") || folders.IsLitter(name) || name == "css/site.css" {
			t.Errorf("%s is published", name)
		}
	}
}

// The script of frames is a part of the theme's in an edition that lets some in, and
// is nowhere in others.
func TestOnlyAnEditionWithEmbedsHasTheirScript(t *testing.T) {
	for _, embeds := range []string{"", "embeds: [spotify]\n"} {
		source := newsroom("-- content/edition.yaml --\ntitle: المدار\nbase_url: https://example.org\n" + embeds +
			"-- content/politics/a.md --\n---\ntitle: أ\ndate: 2026-11-20\n---\nhttps://open.spotify.com/track/5As\n")
		s := &shelf{}
		s.print(t, quick(source))
		let := embeds != ""
		for name, data := range s.old {
			if strings.HasPrefix(name, "js/site.") && bytes.Contains(data, []byte("data-frame")) != let {
				t.Errorf("%q: %s", embeds, name)
			}
			if strings.Contains(name, "embeds") {
				t.Errorf("%q: %s is published", embeds, name)
			}
		}
		page := s.old["politics/2026/11/a/index.html"]
		if bytes.Contains(page, []byte(`data-frame="https://open.spotify.com/embed/track/5As"`)) != let || !bytes.Contains(page, []byte(`<a href="https://open.spotify.com/track/5As"`)) {
			t.Errorf("%q: %s", embeds, page)
		}
	}
}

// Of what lies in static/ by mistake, keys, databases and backups are told and stay out; what a
// system keeps for itself stays out in silence; what hosts look for goes out.
func TestWhatLiesInStaticByMistake(t *testing.T) {
	const public = "a.css v1.2.zip .htaccess .nojekyll .well-known/security.txt _headers _redirects CNAME config.php"
	const told = "a.css~ js/x.swp x.bak ~$a.docx .env .well-known/.env .svn/entries backup.sql dump.sql.gz id_rsa wp-config.php wp-config-old.php.txt deploy.txt"
	const silent = "Thumbs.db js/desktop.ini .DS_Store ._a.css .a.css.swp .gitignore .git/config .#a.css .Spotlight-V100/x"
	files := fstest.MapFS{}
	for name := range strings.FieldsSeq(public + " " + told + " " + silent) {
		files[name] = &fstest.MapFile{Data: []byte("x")}
	}
	files["deploy.txt"].Data = []byte("-----BEGIN OPENSSH PRIVATE KEY-----\nx")
	out, problems := carried.Files(files)
	var published []string
	for _, f := range out {
		published = append(published, f.Path)
	}
	want := strings.Fields(public)
	slices.Sort(want)
	if !slices.Equal(published, want) {
		t.Errorf("published are %q, want %q", published, want)
	}
	for name := range strings.FieldsSeq(strings.ReplaceAll(told, ".svn/entries", ".svn")) {
		if !slices.ContainsFunc(problems, func(p site.Problem) bool { return p.Path == "static/"+name }) {
			t.Errorf("%s is not told", name)
		}
	}
	if len(problems) != len(strings.Fields(told)) {
		t.Errorf("%d are told: %v", len(problems), problems)
	}
}
