package press

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"warraq/site"
)

// fuzzed are the places of a newsroom that take any bytes.
var fuzzed = []string{
	"content/news/x.md", "content/news/_index.md", "content/authors/lina.md", "content/pages/x.md",
	"content/edition.yaml", "content/front.yaml", "content/data/x.csv", "content/data/x.yaml",
	"content/news/a.png", "content/news/a.jpg", "content/news/a.svg", "content/news/a.webp",
	"static/x.svg", "templates/partials/crumbs.html", "templates/article.html",
}

const fuzzedStory = "---\ntitle: خبر\ndate: 2026-11-20\nauthors: [lina]\nimage: {src: a.png, alt: صورة}\n---\n" +
	"![ب](a.jpg) ![ج](a.svg) ![د](a.webp)\n\n{{< data \"x.csv\" >}}\n{{< data \"x.yaml\" >}}\n"

// FuzzPaper builds a whole paper in which one file holds any bytes: nothing panics,
// each file published is one that is meant, and the oracle finds nothing active.
func FuzzPaper(f *testing.F) {
	for i := range fuzzed { // few, for every test run builds them
		attack := attacks[i%len(attacks)]
		f.Add(byte(i), []byte("---\ntitle: "+attack+"\nslug: ../b\naliases: [/.git/, /index.html, \"/a\\0b\"]\npermalink: /css/:slug/\n---\n"+attack))
	}
	f.Add(byte(0), []byte(hostilePaper(attacks[1])["content/news/live.md"]))
	f.Add(byte(4), []byte(hostilePaper(attacks[1])["content/edition.yaml"]))
	f.Add(byte(8), picture(4, 3))
	f.Add(byte(10), []byte(`<svg viewBox="0 0 4 4"><a href="x"/></svg>`))
	f.Add(byte(6), []byte("a,b\n1,\"2\n"))
	f.Add(byte(14), []byte("{{define \"main\"}}{{range .Page}}{{.}}{{end}}{{template \"main\" .}}{{end}}"))
	var clean *Paper // what is fuzzed is seen as a save in it, so that the theme is read once
	build := func(t *testing.T, place string, data []byte) map[string][]byte {
		source := fstest.MapFS{}
		add := func(name string, data []byte) { source[name] = &fstest.MapFile{Data: data, Mode: 0o644, ModTime: noon} }
		add("content/edition.yaml", []byte("title: المدار\nbase_url: https://example.org\ntime_zone: UTC\nfeeds: {formats: [rss, atom, json], terms: true, full_text: true, llms: true}\n"))
		add("content/news/s.md", []byte(fuzzedStory))
		add("content/authors/lina.md", []byte("---\nname: لينا\n---\nسيرة.\n"))
		add("content/news/a.png", picture(4, 3))
		if place != "" {
			add(place, data)
		}
		in := quick(source)
		in.Jobs = 1
		var p *Paper
		var err error
		if clean == nil {
			p, err = Prepare(t.Context(), in)
			clean = p
		} else {
			p, err = clean.Revise(t.Context(), in, []string{place})
		}
		s := &shelf{next: map[string][]byte{}}
		if err == nil {
			_, err = p.Print(t.Context(), s)
		}
		if err != nil {
			t.Fatal(err)
		}
		return s.next
	}
	o := &oracle{own: map[string]bool{}}
	f.Fuzz(func(t *testing.T, at byte, data []byte) {
		if len(o.own) == 0 {
			o.learn(build(t, "", nil))
		}
		place := fuzzed[int(at)%len(fuzzed)]
		if place == "content/edition.yaml" && bytes.Contains(data, []byte("unsafe")) {
			return // the edition lets its editors run scripts
		}
		for name, made := range build(t, place, data) {
			if !isPublishable(name) {
				t.Errorf("%q is published", name)
			}
			if strings.HasPrefix(place, "templates/") {
				continue // a template writes what it will
			}
			for _, fault := range o.faults(name, made) {
				t.Errorf("%s: %s", name, fault)
			}
			if name == "media/news/a.svg" || name == "x.svg" {
				root, err := html.Parse(bytes.NewReader(made))
				if err == nil && name != "x.svg" { // what stands in static/ is the newsroom's own
					for _, fault := range o.tree(root, nil) {
						t.Errorf("%s: %s", name, fault)
					}
				}
			}
		}
	})
}

// isPublishable says that a name can be that of a published file.
func isPublishable(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || part == "." || part == ".." || len(part) > 255 || strings.ContainsAny(part, "\\\x00\n") ||
			strings.HasPrefix(part, ".") && part != ".well-known" {
			return false
		}
	}
	return !site.IsManuscript(name) && !strings.HasPrefix(name, "content/") && !strings.HasPrefix(name, "templates/")
}
