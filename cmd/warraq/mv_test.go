package main

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// movedForms are the ways in which a manuscript names a story (S), a picture (P), a film (F)
// and a document (D), each relative to its own folder.
const movedForms = `
[ط](S) [ط](<S>) [ط](S "عنوان") [ط](S?q=1#قسم) [ط][س] [س] [س][] [![ص](P)](S) [د](D#page=2)

> [س]: S "عنوان"
> [خ]

[ش]: <S>
[خ]:
  S

- بند [ط](S)[^1]

[^1]: حاشية [ط](S)

| جدول |
| --- |
| [ط](S) |

كلام <a href="H">ط</a> و<a class=x href='H'>ط</a> و<A HREF=H>ط</A> وصورة <img alt="" src="P"> و![ص](P)

<div><p><a href="H#قسم">ط</a></p>
<img src=P alt="ص">
</div>

![ص][ث]

[ث]: P

<video src="F" poster="P"></video>

<video poster='P'><source src="F"></video>

{{< figure src="P" alt="ص" link="L" >}}

F

<F>
`

// movedPaper are its files; what they lead to is known by their words and bytes.
func movedPaper() map[string]string {
	story := func(title, head, body string) string {
		return "---\ntitle: " + title + "\ndate: 2026-11-01\n" + head + "---\n\n" + body + "\n\n## قسم\n\nنهاية\n"
	}
	forms := func(story, inHTML, picture, film, document string) string {
		return regexp.MustCompile(`\b[SHLPFD]\b`).ReplaceAllStringFunc(movedForms, func(s string) string {
			return map[string]string{"S": story, "H": inHTML, "L": strings.ReplaceAll(story, `\`, ""), "P": picture, "F": film, "D": document}[s]
		})
	}
	heads := func(story, picture string) string {
		return "image: {src: \"" + picture + "\", alt: ص}\nrelated: [\"" + story + "\"]\ngallery:\n  - src: '" + picture + "'\n    alt: ص\n"
	}
	return map[string]string{
		"edition.yaml":          "title: جريدة\nbase_url: https://example.org\ntime_zone: UTC\npages: {related: 1}\nmenus:\n  main:\n    - {title: م, url: news/deep/b.md}\n    - {title: ق, url: /news/}\n    - {title: ك, url: authors/huda.md}\npublisher: {name: ن, ethics: pages/ethics.md}\nredirects:\n  /old/: /news/deep/b.md\n",
		"front.yaml":            "lead: news/a\nsecondary: [news/deep/b.md]\nblocks:\n  - {title: ب, stories: [news/c c/index.md, sport/d_d.md]}\n  - {title: ق, section: sport}\n  - {title: و, tag: غزة}\n",
		"authors/huda.md":       "---\nname: هدى\nimage: ../news/p.png\n---\n\n[ط](../news/a.md) نهاية\n",
		"authors/أمل.md":        "---\nname: أمل\n---\n",
		"tags/غزة.md":           "---\ntitle: غزة\n---\n\n[ط](../news/a.md) [ط](../authors/huda.md) نهاية\n",
		"pages/ethics.md":       "---\ntitle: الأخلاق\n---\n\n[ط](../news/deep/b.md) [ط](../sport/_index.md)\n",
		"news/_index.md":        "---\ntitle: أخبار\n---\n\n[ط](a.md) [ط](../sport/) نهاية\n",
		"sport/_index.md":       "---\ntitle: رياضة\n---\n",
		"news/a.md":             story("ألف", "author: huda\ntags: [غزة]\n"+heads("deep/b.md", "p.png"), forms("deep/b.md", "deep&#x2F;b.md", "p.png", "f.mp4", "w.pdf")+"\n[ه](../authors/huda.md) [و](../tags/غزة.md) [ز](../sport/_index.md) [ح](/sport/) [ي](../pages/ethics.md) [ط](https://example.org/news/deep/b.md)\n"),
		"news/deep/b.md":        story("باء", "author: أمل\n"+heads("../c%20c/index.md", "../p.png"), forms("../c%20c/index.md", "../c%20c/", "../p.png", "../f.mp4", "../w.pdf")+"\n[ط](../../news/a) [ط](news/a) [ط](../a.html) [ط](../a/)\n"),
		"news/c c/index.md":     story("جيم", heads("../../sport/d_d", "ص ور.png"), forms(`../../sport/d\_d.md`, "/sport/d_d", "%d8%b5%20%d9%88%d8%b1.png", "f%26f.mp4", "w.pdf")+"\n[ط](/sport/d_d.md) [ط](/sport/d_d) [ص](ص ور.png)\n"),
		"sport/d_d.md":          story("دال", heads("../news/a.md", "../news/c c/ص ور.png"), forms("../news/a.md", "/news/a.html", "../news/c%20c/%D8%B5%20%D9%88%D8%B1.png", "../news/c%20c/f%26f.mp4", "../news/c%20c/w.pdf")+"\n[ط](../news/c c/index.md) [ط](../news/c%20c/)\n"),
		"news/p.png":            pixel(1),
		"news/f.mp4":            "فيلم 1",
		"news/w.pdf":            "وثيقة 1",
		"news/c c/ص ور.png":     pixel(2),
		"news/c c/f&f.mp4":      "فيلم 2",
		"news/c c/w.pdf":        "وثيقة 2",
		"sport/unrelated/z.md":  story("زاي", "section: sport\ntags: ثقافة, غزة\nrelated: ../d_d\n", "[ط](../d_d.md)"),
		"sport/unrelated/p.png": pixel(3),
	}
}

// Whatever moves wherever, each link of each page leads where it led, in whatever form it is
// written; no build tells a dead one.
func TestEveryLinkFollowsAMove(t *testing.T) {
	moves := [][]string{
		{"news/a.md", "sport/a.md"}, {"news/a.md", "news/deep/far/x.md"}, {"news/a.md", "news/ألف ب.md"}, {"news/a.md", "news/a/index.md"},
		{"news/deep/b.md", "b2.md"}, {"news/deep/b.md", "culture/it's (b) & #1, [x].md"}, {"news/deep", "sport/deep"},
		{"news/c c/index.md", "culture/c/index.md"}, {"news/c c", "news/deep/c"}, {"sport/d_d.md", "news/deep/d-d.md"},
		{"sport", "games"}, {"news", "world/news"}, {"authors/huda.md", "authors/huda-s.md"}, {"tags/غزة.md", "tags/قطاع-غزة.md"},
		{"pages/ethics.md", "pages/charter.md"}, {"news/p.png", "news/deep/q.png"}, {"news/w.pdf", "sport/w.pdf"},
	}
	base := t.TempDir()
	files := movedPaper()
	fill := func(root string) {
		save(t, filepath.Join(root, "templates/article.html"), `{{define "main"}}<h1>{{.Title}}</h1><div class="prose" data-story>{{.Body}}</div>{{template "partials/gallery.html" .}}{{template "partials/lead.html" .}}{{range .Related}}<a href="{{.URL}}"></a>{{end}}{{end}}`)
		save(t, filepath.Join(root, "templates/front.html"), `{{define "main"}}<h1>صدر</h1><a href="{{.Lead.URL}}"></a>{{range .Secondary}}<a href="{{.URL}}"></a>{{end}}{{range .Blocks}}{{with .URL}}<a href="{{.}}"></a>{{end}}{{if eq .Title "ب"}}{{range .Cards}}<a href="{{.URL}}"></a>{{end}}{{end}}{{end}}{{end}}`)
		for name, text := range files {
			save(t, filepath.Join(root, "content", name), text)
		}
	}
	fill(filepath.Join(base, "before"))
	want, says := leadsOf(t, filepath.Join(base, "before"))
	if len(want) < 10 || strings.Contains(says, "dead") {
		t.Fatalf("the paper before: %d pages %q\n%s", len(want), want, says)
	}
	for i, m := range moves {
		root := filepath.Join(base, fmt.Sprint(i))
		fill(root)
		var out, talk bytes.Buffer
		if code := run(t.Context(), []string{"mv", m[0], m[1], "--source", root, "--lang", "en"}, strings.NewReader(""), &out, &talk); code != exitFine {
			t.Errorf("mv %s: status %d: %s", m, code, talk.String())
			continue
		}
		got, after := leadsOf(t, root)
		for _, page := range slices.Sorted(maps.Keys(want)) {
			if slices.Compare(got[page], want[page]) != 0 {
				t.Errorf("mv %s: %s has %q, lacks %q", m, page, without(got[page], want[page]), without(want[page], got[page]))
			}
		}
		if after != says {
			t.Errorf("mv %s: the build says\n%s\nwant\n%s", m, after, says)
		}
	}
}

// without are the words of a list that another lacks, each as often as it does.
func without(list, other []string) []string {
	other = slices.Clone(other)
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool {
		i := slices.Index(other, s)
		if i >= 0 {
			other = slices.Delete(other, i, i+1)
		}
		return i >= 0
	})
}

// pixel is a picture, other than that of another number.
func pixel(n uint8) string {
	var out bytes.Buffer
	m := image.NewGray(image.Rect(0, 0, 2, 2))
	m.Pix[0] = n
	_ = png.Encode(&out, m) // into memory
	return out.String()
}

func save(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// leadsOf builds a paper and gives, by the headings of pages, what each link, picture and film of
// a page leads to: the heading of a page, or the bytes of a file.
func leadsOf(t *testing.T, root string) (leads map[string][]string, says string) {
	t.Helper()
	public := filepath.Join(root, "public")
	var talk bytes.Buffer
	run(t.Context(), []string{"build", "--source", root, "--cache", "none", "--now", "2026-11-23T12:00:00Z", "--lang", "en"}, strings.NewReader(""), &talk, &talk)
	for line := range strings.Lines(talk.String()) {
		if strings.Contains(line, "content/") {
			_, line, _ = strings.Cut(line, ": ")
			says += line
		}
	}
	read := func(address string) string {
		name := filepath.Join(public, filepath.FromSlash(address))
		if strings.HasSuffix(address, "/") {
			name = filepath.Join(name, "index.html")
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return ""
		}
		return string(data)
	}
	heading := func(page string) string {
		m := regexp.MustCompile(`(?s)<h1[^>]*>(.*?)</h1>`).FindStringSubmatch(page)
		if m == nil {
			return page[:min(len(page), 200)]
		}
		return m[1]
	}
	moved := regexp.MustCompile(`http-equiv=.?refresh.? content="\d+; ?url=([^"]+)"`)
	leads = map[string][]string{}
	err := filepath.WalkDir(public, func(name string, e os.DirEntry, err error) error {
		if err != nil || e.Name() != "index.html" || strings.Contains(name, "/lite/") {
			return err
		}
		data, err := os.ReadFile(name)
		page := string(data)
		if err != nil || moved.MatchString(page) || !strings.Contains(page, "<h1") {
			return err
		}
		_, main, _ := strings.Cut(page, `<main id="main"`)
		main, _, _ = strings.Cut(main, "</main>")
		at := heading(page)
		if strings.HasSuffix(name, "public/index.html") {
			main = page // with the menus
		} else if _, main, _ = strings.Cut(main, `<div class="prose"`); main == "" {
			return nil
		} else if !strings.Contains(page, `data-story`) {
			main, _, _ = strings.Cut(main, "نهاية") // before the stories of a list
		}
		z := html.NewTokenizer(strings.NewReader(main))
		for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
			for _, a := range z.Token().Attr {
				to, tail, _ := strings.Cut(strings.TrimPrefix(a.Val, "https://example.org"), "#")
				if a.Key != "href" && a.Key != "src" && a.Key != "poster" || !strings.HasPrefix(to, "/") || strings.Contains(to, "/lite/") || strings.Contains(to, ".xml") {
					continue
				}
				to, _, _ = strings.Cut(to, "?")
				if plain, err := url.PathUnescape(to); err == nil {
					to = plain
				}
				there := read(to)
				if m := moved.FindStringSubmatch(there); m != nil {
					there = read(strings.TrimPrefix(html.UnescapeString(m[1]), "https://example.org"))
				}
				leads[at] = append(leads[at], a.Key+" "+heading(there)+"#"+tail)
			}
		}
		slices.Sort(leads[at])
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return leads, says
}
