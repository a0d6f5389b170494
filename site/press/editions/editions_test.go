package editions

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/press"
	"warraq/static"
	"warraq/templates"
)

var long = flag.Bool("long", false, "make many more random edits")

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// desk is a newsroom of three languages in memory, and its site.
type desk struct {
	t      *testing.T
	source fstest.MapFS
	in     press.Input
	writes int
	shelf
}

func newDesk(t *testing.T) *desk {
	d := &desk{t: t, source: fstest.MapFS{}}
	for _, f := range txtar.Parse([]byte(threeTongues)).Files {
		d.write(f.Name, string(f.Data))
	}
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30)))
	d.write("content/news/ship.png", b.String())
	d.in = press.Input{Source: d.source, Templates: templates.FS, Static: static.FS, Clock: site.Clock{Now: noon}}
	return d
}

func (d *desk) write(name, text string) {
	d.writes++
	d.source[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644, ModTime: noon.Add(time.Duration(d.writes) * time.Second)}
}

func (d *desk) read(name string) string { return string(d.source[name].Data) }

const threeTongues = `
-- content/edition.yaml --
title: المرفأ
tagline: أخبار البحر
base_url: https://marfa.example
cards: false
old_addresses: wordpress
card_params: [rank]
pages: {lite_months: 6}
editions:
  ar: {label: العربية}
  en: {title: The Harbour, page_size: 3}
  fa: {title: بندر, content: persian}
-- content/front.yaml --
lead: news/quay.md
-- content/en/front.yaml --
lead: news/quay.md
-- content/data/t.csv --
a
1
-- content/news/_index.md --
---
title: أخبار
---
-- content/en/news/_index.md --
---
title: News
---
-- content/persian/news/_index.md --
---
title: اخبار
---
-- content/authors/sara.md --
---
name: سارة
---
كاتبة.
-- content/en/authors/sara.md --
---
name: Sara
---
A writer.
-- content/pages/about.md --
---
title: من نحن
---
نحن.
-- content/persian/pages/about.md --
---
title: دربارهٔ ما
---
ما.
-- content/news/quay.md --
---
title: رصيف ثالث
date: 2026-11-20
authors: [sara]
tags: [port]
image: {src: ship.png, alt: سفينة}
---
نص. [السفينة](only.md)
-- content/en/news/quay.md --
---
title: A third quay
date: 2026-11-20
authors: [sara]
tags: [port]
aliases: [/old/]
image: {src: ship.png, alt: A ship}
---
Text.
-- content/persian/news/quay.md --
---
title: اسکله سوم
date: 2026-11-20
---
متن.
-- content/news/only.md --
---
title: خبر
date: 2026-11-22
---
نص.
-- content/en/news/alone.md --
---
title: Alone
date: 2026-11-21
translation_key: wahid
---
Text.
-- templates/partials/beside.html --
{{range data "t"}}<i>{{.a}}</i>{{end}}
`

// shelf is a Sink in memory that outlives a build.
type shelf struct {
	mu        sync.Mutex
	old, next map[string][]byte
	put       []string
}

func (s *shelf) Last(path string) (site.Sum, bool) {
	data, ok := s.old[path]
	return site.Sum(cache.Of(data)), ok
}

func (s *shelf) Keep(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.old[path]; !ok {
		panic("kept what is not there: " + path)
	}
	s.next[path] = s.old[path]
}

func (s *shelf) Put(_ context.Context, f site.File) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, twice := s.next[f.Path]; twice {
		return fmt.Errorf("%s was made twice", f.Path)
	}
	s.next[f.Path] = bytes.Clone(f.Data)
	if !bytes.Equal(s.old[f.Path], f.Data) {
		s.put = append(s.put, f.Path)
	}
	return nil
}

func (s *shelf) sum() site.Sum {
	h := cache.NewHash()
	for _, name := range slices.Sorted(maps.Keys(s.old)) {
		h.String(name)
		h.Bytes(s.old[name])
	}
	return site.Sum(h.Sum())
}

// build runs a build onto the shelf.
func (d *desk) build(store *cache.Store, s *shelf) *Papers {
	d.t.Helper()
	in := d.in
	in.Store, in.Published = store, s.sum
	s.next, s.put = map[string][]byte{}, nil
	p, err := Prepare(d.t.Context(), in, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	defer p.Close()
	if p.Last() != nil {
		return p
	}
	n, err := p.Print(d.t.Context(), s)
	if err != nil {
		d.t.Fatal(err)
	}
	if n.Pages == 0 || n.Rendered+n.Reused != n.Pages {
		d.t.Fatalf("counted %+v", n)
	}
	if p.Stands() {
		s.old = s.next
		p.Leave(s.sum(), nil)
	}
	if err := p.Save(); err != nil {
		d.t.Fatal(err)
	}
	return p
}

func openStore(t *testing.T) *cache.Store {
	t.Helper()
	store, err := cache.Open(t.TempDir(), cache.Sum{1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store
}

func (d *desk) has(path, want string) {
	d.t.Helper()
	if !bytes.Contains(d.old[path], []byte(want)) {
		d.t.Errorf("%s has no %s", path, want)
	}
}

// An edit in one edition makes the pages that show it, and those that say which languages they are in.
func TestAnEditMakesWhatItReaches(t *testing.T) {
	d, store := newDesk(t), openStore(t)
	d.build(store, &d.shelf)
	d.has("news/2026/11/quay/index.html", `hreflang="fa" href="https://marfa.example/fa/news/2026/11/quay/"`)
	d.has("fa/news/2026/11/quay/index.html", `<html lang="fa" dir="rtl">`)
	d.has("about/index.html", `hreflang="fa"`)
	d.has("tags/port/index.html", `hreflang="en" href="https://marfa.example/en/tags/port/"`)
	d.has("authors/sara/index.html", `hreflang="en" href="https://marfa.example/en/authors/sara/"`)
	d.has("en/news/2026/11/quay/index.html", "/media/news/ship-")
	d.has("en/news/2026/11/quay/index.html", "<i>1</i>")
	if bytes.Contains(d.old["about/index.html"], []byte(`hreflang="en" href="https`)) {
		t.Error("a page says that it is in a language that does not have it")
	}
	for path := range d.old {
		if strings.HasPrefix(path, "en/css/") || strings.HasPrefix(path, "fa/media/") || strings.HasPrefix(path, "en/media/") {
			t.Errorf("%s is there twice", path)
		}
	}
	if p := d.build(store, &d.shelf); p.Last() == nil {
		t.Error("nothing changed, and something is made")
	}

	d.write("content/en/news/only.md", "---\ntitle: Only\ndate: 2026-11-22\n---\nText.\n")
	d.build(store, &d.shelf)
	d.has("news/2026/11/only/index.html", `hreflang="en" href="https://marfa.example/en/news/2026/11/only/"`)
	for _, path := range d.put {
		if strings.HasPrefix(path, "fa/") || !strings.HasPrefix(path, "en/") && path != "news/2026/11/only/index.html" && path != "lite/news/2026/11/only/index.html" && path != "sitemaps/2026-11.xml" {
			t.Errorf("%s is other than it was", path)
		}
	}
	d.write("content/persian/news/quay.md", d.read("content/persian/news/quay.md")+"\nمتن دوم.\n")
	d.build(store, &d.shelf)
	for _, path := range d.put {
		if !strings.HasPrefix(path, "fa/") {
			t.Errorf("%s is other than it was", path)
		}
	}
	p := d.build(store, &d.shelf)
	if p.Last() == nil || p.Problems == nil && p.Last().Pages == 0 {
		t.Error("nothing changed since")
	}
	d.in.Clock.Now = noon.Add(12 * time.Hour)
	if p := d.build(store, &d.shelf); p.Last() != nil {
		t.Error("a day passed, and the front pages are those of yesterday")
	}
	d.in.Explain = "en/index.html"
	if p := d.build(store, &d.shelf); len(p.Explained) == 0 || len(p.Slow()) != 0 || len(p.Phases) == 0 {
		t.Errorf("explained is %v", p.Explained)
	}
}

// After each of many random edits in three languages, what was built from what the last build knew is what
// a clean build makes.
func TestRandomEdits(t *testing.T) {
	steps := 3
	if *long {
		steps = 150
	}
	r := rand.New(rand.NewPCG(22, 7))
	d, store := newDesk(t), openStore(t)
	folders := []string{"content", "content/en", "content/persian"}
	for i := range steps {
		folder, other := folders[r.IntN(3)], folders[r.IntN(3)]
		stories := []string{"news/quay.md", "news/only.md", "news/alone.md", "news/new1.md", "news/new2.md"}
		name := stories[r.IntN(len(stories))]
		path := folder + "/" + name
		story := func(more string) {
			d.write(path, fmt.Sprintf("---\ntitle: T%d\ndate: 2026-11-%02d\ntags: [port]\n%s---\nText %d.\n", i, 10+r.IntN(10), more, i))
		}
		all := []struct {
			name string
			do   func()
		}{
			{"a story", func() { story("") }},
			{"a draft", func() { story("draft: true\n") }},
			{"an embargo", func() { story("publishDate: 2026-11-24\n") }},
			{"an end", func() { story("expiryDate: 2026-11-24\n") }},
			{"a key", func() { story("translation_key: wahid\n") }},
			{"another slug", func() { story("slug: other\n") }},
			{"a deletion", func() { delete(d.source, path) }},
			{"a body", func() {
				if f := d.source[path]; f != nil {
					d.write(path, string(f.Data)+"\nمزيد.\n")
				}
			}},
			{"the clock", func() { d.in.Clock.Now = d.in.Clock.Now.Add(time.Duration(r.IntN(30)) * time.Hour) }},
			{"a translation", func() {
				if f := d.source[path]; f != nil {
					d.write(other+"/"+name, string(f.Data))
				}
			}},
			{"a section", func() { d.write(folder+"/news/_index.md", fmt.Sprintf("---\ntitle: S%d\n---\n", i)) }},
			{"an author", func() { d.write(folder+"/authors/sara.md", fmt.Sprintf("---\nname: سارة %d\n---\n", i)) }},
			{"data", func() { d.write("content/data/t.csv", fmt.Sprintf("a\n%d\n", i)) }},
			{"the front page", func() { d.write(folder+"/front.yaml", "lead: "+name+"\n") }},
			{"the settings", func() {
				d.write("content/edition.yaml", strings.Replace(d.read("content/edition.yaml"), "The Harbour", fmt.Sprintf("The Harbour %d", i%3), 1))
			}},
			{"a label", func() {
				d.write("content/edition.yaml", strings.NewReplacer("label: العربية", "label: عربي", "label: عربي", "label: العربية").Replace(d.read("content/edition.yaml")))
			}},
			{"a template", func() { d.write("templates/partials/ad.html", fmt.Sprintf("<p>%d</p>", i)) }},
		}
		edit := all[r.IntN(len(all))]
		edit.do()
		d.build(store, &d.shelf)
		var clean shelf
		d.build(nil, &clean)
		if !maps.EqualFunc(d.old, clean.old, bytes.Equal) {
			for path := range clean.old {
				if !bytes.Equal(d.old[path], clean.old[path]) {
					t.Errorf("step %d, %s of %s: %s differs", i, edit.name, path, path)
				}
			}
			for path := range d.old {
				if clean.old[path] == nil {
					t.Errorf("step %d, %s of %s: %s should not be there", i, edit.name, path, path)
				}
			}
			t.FailNow()
		}
	}
}

// What is not public in one edition is in no page of another, and in none of its own.
func TestNothingLeaks(t *testing.T) {
	d := newDesk(t)
	for i, hidden := range []string{"draft: true", "publishDate: 2026-12-01", "expiryDate: 2026-11-21", "published: false", "private: true"} {
		d.write(fmt.Sprintf("content/en/news/hidden%d.md", i), fmt.Sprintf("---\ntitle: ZQMARK%d\ndate: 2026-11-20\nslug: zqmark%d\ntags: [zqmark%d]\nauthors: [Zqmark%d]\n%s\n---\nZQMARK text.\n", i, i, i, i, hidden))
		d.write(fmt.Sprintf("content/news/hidden%d.md", i), "---\ntitle: ظاهر\ndate: 2026-11-20\n---\nنص.\n")
	}
	d.write("content/en/_drafts/x.md", "---\ntitle: ZQMARK\ndate: 2026-11-20\n---\n")
	d.write("content/en/secret/_index.md", "---\ntitle: ZQMARK\ndraft: true\n---\n")
	d.write("content/en/secret/x.md", "---\ntitle: ZQMARK\ndate: 2026-11-20\nimage: zqmark.png\n---\nZQMARK\n")
	d.write("content/en/secret/zqmark.png", d.read("content/news/ship.png"))
	d.write("content/en/edition.yaml", "title: ZQMARK\n")
	d.build(nil, &d.shelf)
	for path, data := range d.old {
		if strings.Contains(strings.ToLower(path), "zqmark") || bytes.Contains(bytes.ToLower(data), []byte("zqmark")) {
			t.Errorf("%s tells of what is not public", path)
		}
		if bytes.Contains(data, []byte("news/2026/11/hidden")) && bytes.Contains(data, []byte(`hreflang="en" href="https://marfa.example/en/news/2026/11/hidden`)) {
			t.Errorf("%s leads to what is not public", path)
		}
	}
}

// A view shows one edition: its own manuscripts, the settings, data and pictures of the main one.
func TestView(t *testing.T) {
	d := newDesk(t)
	d.write("content/persian/data/t.yaml", "- {a: 2}\n")
	d.write("content/persian/edition.yaml", "title: x\n")
	all, problems := Of(d.in)
	if len(all) != 3 || problems != nil {
		t.Fatalf("%d editions, %v", len(all), problems)
	}
	fa := all[2].view
	var names []string
	for _, dir := range []string{"content", "content/data", "content/news"} {
		entries, err := fa.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			names = append(names, e.Name())
		}
	}
	if got, want := strings.Join(names, " "), "data edition.yaml news pages t.yaml _index.md quay.md"; got != want {
		t.Errorf("it lists %s, want %s", got, want)
	}
	for name, want := range map[string]string{
		"content/edition.yaml": "content/edition.yaml", "content/news/ship.png": "content/news/ship.png", "content/news/quay.md": "content/persian/news/quay.md",
		"content/news/only.md": "content/persian/news/only.md", "content/data/t.csv": "content/data/t.csv", "content/front.yaml": "content/persian/front.yaml", "templates/a.html": "templates/a.html",
	} {
		if got := fa.real(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	main := all[0].view
	for _, name := range []string{"content/en/news/quay.md", "content/persian", "content/en"} {
		if _, err := main.Open(name); err == nil {
			t.Errorf("the main edition has %s", name)
		}
		if _, err := main.ReadDir(name); err == nil {
			t.Errorf("the main edition lists %s", name)
		}
	}
	if entries, err := main.ReadDir("content"); err != nil || slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "en" }) {
		t.Errorf("%v, %v", entries, err)
	}
	told := all[1].Tell([]site.Problem{{Path: "content/news/quay.md", Message: site.Say("انظر content/news/quay.md", "see content/news/quay.md:3 of content/edition.yaml")}})
	if got := told[0]; got.Path != "content/en/news/quay.md" || got.Message.En != "see content/en/news/quay.md:3 of content/edition.yaml" {
		t.Errorf("told %+v", got)
	}
	if _, err := fa.Stat("content/none.png"); err == nil {
		t.Error("a file that neither has is there")
	}
}

// An edition without a folder keeps the whole site back, and is told where it is written.
func TestAnEditionWithoutAFolder(t *testing.T) {
	d := newDesk(t)
	d.write("content/edition.yaml", d.read("content/edition.yaml")+"  ur: {title: بندرگاہ}\n")
	p := d.build(nil, &d.shelf)
	if p.Stands() || len(p.Problems) == 0 || p.Problems[0].Line != 12 || !strings.Contains(p.Problems[0].Message.En, "content/ur") {
		t.Errorf("told %v", p.Problems)
	}
}

// A release set appears in all languages at once, or in none: a faulty member of one edition keeps it back in
// the others, with the settings that it brings, until it is mended.
func TestASetIsOneInAllLanguages(t *testing.T) {
	d, store := newDesk(t), openStore(t)
	d.write("content/edition.yaml", d.read("content/edition.yaml")+"releases:\n  vote: {at: 2026-11-23T11:00:00Z, settings: {tagline: wixolube}}\n")
	d.write("content/news/vote.md", "---\ntitle: النتيجة wixolube\nrelease: vote\n---\nنص.\n")
	d.write("content/persian/news/vote.md", "---\ntitle: نتیجه wixolube\nrelease: vote\ndate: أمس\n---\nمتن.\n")
	shows := func(want bool, when string) {
		t.Helper()
		d.build(store, &d.shelf)
		for path, data := range d.old {
			if bytes.Contains(data, []byte("wixolube")) && !want {
				t.Errorf("%s: %s shows it", when, path)
			}
		}
		for _, path := range []string{"news/2026/11/vote/index.html", "fa/news/2026/11/vote/index.html"} {
			if (d.old[path] != nil) != want {
				t.Errorf("%s: %s is there: %v", when, path, !want)
			}
		}
	}
	shows(false, "one is faulty")
	shows(false, "and again")
	in := d.in
	papers, err := Prepare(t.Context(), in, nil)
	if err != nil {
		t.Fatal(err)
	}
	faulty := d.read("content/persian/news/vote.md")
	d.write("content/persian/news/vote.md", strings.Replace(faulty, "date: أمس\n", "", 1))
	shows(true, "it is mended")
	if papers, err = papers.Revise(t.Context(), in, []string{"content/persian/news/vote.md"}); err != nil {
		t.Fatal(err)
	}
	if _, found, err := papers.Preview(nil).File("news/2026/11/vote/index.html"); !found || err != nil {
		t.Errorf("the preview does not show it: %v", err)
	}
	d.write("content/persian/news/vote.md", faulty)
	shows(false, "it is faulty again")
}

// A file of static/ has one address, which templates of all languages write.
func TestAFileOfStaticIsOneForAllLanguages(t *testing.T) {
	d := newDesk(t)
	d.write("static/logo.svg", `<svg xmlns="http://www.w3.org/2000/svg"/>`)
	d.write("templates/partials/body-end.html", `<img src="{{.Chrome.Static}}/logo.svg" alt="">`)
	d.build(nil, &d.shelf)
	for _, page := range []string{"index.html", "en/index.html", "fa/news/2026/11/quay/index.html"} {
		d.has(page, `src="/logo.svg"`)
	}
	d.has("logo.svg", "<svg")
}
