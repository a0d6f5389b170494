package press

import (
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/publish"
)

// hostileNames are what folders, stories, tags and files may be called, so that
// they meet each other, the files of the site, the pages of lists, or no disk.
var hostileNames = []string{
	"news", "News", "NEWS", "أخبار", "index.html", "index", "404.html", "404", "sitemap.xml", "robots.txt", "index.xml", "atom.xml", "feed.json",
	"podcast.xml", "feeds.opml", "llms.txt", "breaking.html", "site.webmanifest", "favicon.svg", "live.json", "oembed.json", "tags", "authors", "series",
	"agencies", "archive", "search", "lite", "pages", "page", "media", "sitemaps", "css", "js", "site.css", "2026", "11", "1", "2", "3", "_2", "_undated",
	"2026/11", "2026/11/2", "news/2026/11", "news/2026/11/2", "archive/2026/11/20", "a", "a.b", "x.html", "é", "e\u0301", "a b", "a%2fb", "con", "..x", "-", `a\b`, "a\x01b",
	strings.Repeat("ط", 70), "tags/x", "lite/news", "media/a", "news/x", "news/X", "search/index",
}

// crowdedPaper is a newsroom whose names are drawn from the pool.
func crowdedPaper(r *rand.Rand) fstest.MapFS {
	name := func() string { return hostileNames[r.IntN(len(hostileNames))] }
	out := fstest.MapFS{}
	isFolder := func(at string) bool {
		for other := range out {
			if strings.HasPrefix(other, at+"/") || strings.HasPrefix(at, other+"/") {
				return true
			}
		}
		return false
	}
	put := func(at, text string) {
		if at = path.Clean(at); !isFolder(at) && len(path.Base(at)) < 255 {
			out[at] = &fstest.MapFile{Data: []byte(text), Mode: 0o644, ModTime: noon}
		}
	}
	yaml := func(text string) string { return "'" + strings.ReplaceAll(text, "\x01", "") + "'" }
	permalinks := []string{"/:section/:year/:month/:slug/", "/:slug/", "/tags/:slug/", "/:year/:month/:day/:slug/", "/archive/:year/:month/:slug/", "/:section/:slug/"}
	put("content/edition.yaml", fmt.Sprintf("title: المدار\nbase_url: https://example.org\ntime_zone: UTC\npage_size: 2\npermalink: %s\n%sredirects:\n  %s: /\n",
		permalinks[r.IntN(len(permalinks))], []string{"", "old_addresses: wordpress\n"}[r.IntN(2)], yaml("/"+name())))
	sections := []string{"news"}
	for range 4 {
		sections = append(sections, name())
	}
	for _, s := range sections {
		if r.IntN(2) == 0 {
			put("content/"+s+"/_index.md", fmt.Sprintf("---\ntitle: قسم\naliases: [%s]\n---\n", yaml("/"+name()+"/")))
		}
	}
	for i := range 14 {
		put(fmt.Sprintf("content/%s/s%02d.md", sections[r.IntN(len(sections))*r.IntN(2)], i),
			fmt.Sprintf("---\ntitle: خبر\ndate: 2026-%02d-20\nslug: %s\ntags: [%s, %s]\nauthor: %s\nseries: %s\naliases: [%s, %s]\ntype: %s\n---\n\n![](%s)\n\n## 09:30 أول\n\nنص.\n",
				11-r.IntN(4)/3, yaml([]string{name(), fmt.Sprint(r.IntN(4)), fmt.Sprint("s", i)}[r.IntN(3)]), yaml(name()), yaml(name()), yaml(name()), yaml(name()), yaml("/"+name()), yaml("/"+name()+"/"), []string{"news", "live"}[r.IntN(2)], name()+".png"))
	}
	for range 3 {
		put("content/authors/"+name()+".md", "---\nname: منى\naliases: [/"+name()+"/]\n---\n")
		put("content/pages/"+name()+".md", "---\ntitle: صفحة\n---\nنص.\n")
		put("content/"+name()+".png", string(picture(3, 2)))
		put("content/"+sections[r.IntN(len(sections))]+"/"+name()+".png", string(picture(3, 2)))
	}
	for range 6 {
		put("static/"+name(), "ملف")
		put("static/"+name()+"/"+name(), "ملف")
	}
	return out
}

// Whatever names meet, the paper goes out: each story is published or named in a
// Problem, and no two files of the output are one on any disk.
func TestNoNameStopsThePaper(t *testing.T) {
	for seed := range uint64(60) {
		source := crowdedPaper(rand.New(rand.NewPCG(seed, 26)))
		s := &shelf{}
		p, _ := s.print(t, quick(source))
		var paths []string
		for at := range s.old {
			if err := site.CheckPath(at); err != nil {
				t.Errorf("%d: %v", seed, err)
			}
			paths = append(paths, at)
		}
		slices.Sort(paths)
		if err := publish.CheckClashes(paths, func(at string) bool { return s.old[at] != nil }); err != nil {
			t.Errorf("%d: %v", seed, err)
		}
		if !p.Stands() {
			t.Errorf("%d: the paper keeps its last edition: %.500v", seed, p.Problems)
		}
		told := map[string]bool{}
		for _, problem := range p.Problems {
			told[problem.Path] = true
		}
		isTold := func(file string) bool { // with the folder that it lies in
			for ; file != "."; file = path.Dir(file) {
				if told[file] {
					return true
				}
			}
			return false
		}
		for _, name := range p.content.documents {
			source := "content/" + name.path
			if name.article == nil || name.article.Draft || isTold(source) {
				continue
			}
			story := p.storyOf(arabic.NFC(name.path))
			if story == nil || !strings.Contains(text(s.old, site.OutputPath(story.Address)), "خبر") && !story.Static {
				t.Errorf("%d: %s is neither published nor told", seed, source)
			}
		}
		for _, name := range p.assets.Files {
			if s.old[name.Path] == nil {
				t.Errorf("%d: %s is lost", seed, name.Path)
			}
		}
	}
}
