package press

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing/fstest"
	"time"

	"warraq/templates"
)

// busyDesk is a small paper that has some of everything.
func busyDesk() fstest.MapFS {
	source := archiveOf(12)
	for name, f := range newsroom(`
-- content/economy/_index.md --
---
title: اقتصاد
---
-- content/economy/port.md --
---
title: الميناء
date: 2026-11-20T09:00:00Z
authors: [mona]
series: البحر
image: {src: port.png, alt: رصيف, caption: الرصيف, credit: الصحيفة}
---

راجع [قصة](../politics/s001.md).
-- content/authors/mona.md --
---
name: منى
role: مراسلة
---
-- content/pages/about.md --
---
title: من نحن
---

نحن.
-- content/front.yaml --
lead: politics/s002.md
-- templates/partials/crumbs.html --
<p>0</p>
-- content/data/league.csv --
team,points
الأهلي,30
`) {
		source[name] = f
	}
	source["content/edition.yaml"].Data = append(source["content/edition.yaml"].Data, "taxonomies: {places: {label: مكان, tree: true, cards: true}, people: {}}\n"...)
	source["templates/outputs/app.json"] = &fstest.MapFile{Mode: 0o644, ModTime: noon, Data: []byte(`[{{range $i, $s := .Stories}}{{if $i}},{{end}}{{.Title}}{{end}}]`)}
	source["content/economy/port.png"] = &fstest.MapFile{Mode: 0o644, ModTime: noon, Data: picture(1, 1)}
	for name, more := range map[string]string{ // what the paper added of its own
		"partials/kicker.html": "{{.Params.rating}}", "partials/toolbar.html": "{{.Params.rating}}{{with .Params.place}}{{.city}}{{end}}", "partials/card-side.html": "{{range .Terms}}{{.Label}}{{range .Links}}{{.Title}}{{end}}{{end}}",
		"partials/list-head.html": `{{.Params.lead}}{{range data "league"}}{{.team}} {{.points}}{{end}}`, "partials/footer.html": "{{.Params.motto}}",
	} {
		data, err := templates.FS.ReadFile(name)
		if err != nil {
			panic(err)
		}
		source["templates/"+name] = &fstest.MapFile{Mode: 0o644, ModTime: noon, Data: append(data, more...)}
	}
	return source
}

// picture is a grey picture.
func picture(width, height int) []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)))
	return b.Bytes()
}

// stringsWith are the words of the interface, one of them changed.
func stringsWith(latest string) []byte {
	data, err := templates.FS.ReadFile("strings/ar.json")
	if err != nil {
		panic(err)
	}
	return regexp.MustCompile(`"latest":\s*"[^"]*"`).ReplaceAll(data, []byte(`"latest": "`+latest+`"`))
}

// randomEdit makes one of all kinds of edits, and names it.
func (d *newsdesk) randomEdit(r *rand.Rand, i int) string {
	all := d.edits(r, i)
	edit := all[r.IntN(len(all))]
	edit.make()
	return edit.name
}

// edit is a change of one input.
type edit struct {
	name string
	make func()
}

// edits are what editors and developers change: every kind of input of a build.
func (d *newsdesk) edits(r *rand.Rand, i int) []edit {
	var stories []string
	for name := range d.source {
		if strings.HasPrefix(name, "content/politics/") && !strings.HasSuffix(name, "_index.md") {
			stories = append(stories, name)
		}
	}
	slices.Sort(stories)
	any := stories[r.IntN(len(stories))]
	text := string(d.source[any].Data)
	front := func(line string) { d.write(any, strings.Replace(text, "---\n", "---\n"+line+"\n", 1)) }
	settings := func(file, from, to string) {
		d.write(file, strings.Replace(string(d.source[file].Data), from, to, 1))
	}
	day := func(back int) string {
		return noon.AddDate(0, 0, -r.IntN(back)).Add(-time.Duration(i) * time.Second).Format(time.RFC3339)
	}
	toggle := func(name, text string) {
		if _, ok := d.source[name]; ok {
			delete(d.source, name)
			return
		}
		d.write(name, text)
	}
	// setting appends a line to edition.yaml, or takes the line of that key out.
	setting := func(line string) {
		key, _, _ := strings.Cut(line, ":")
		old := string(d.source["content/edition.yaml"].Data)
		without := regexp.MustCompile(`(?m)^`+key+`:.*\n`).ReplaceAllString(old, "")
		if without == old {
			without += line + "\n"
		}
		d.write("content/edition.yaml", without)
	}
	all := []edit{
		{"a title", func() { d.write(any, strings.Replace(text, "title: ", fmt.Sprintf("title: %d ", i), 1)) }},
		{"a body", func() { d.write(any, text+fmt.Sprintf("\nفقرة %d، راجع [قصة](s001.md).\n", i)) }},
		{"a tag", func() { d.write(any, strings.Replace(text, "tags: [", fmt.Sprintf("tags: [وسم%d, ", r.IntN(5)), 1)) }},
		{"a summary", func() { d.write(any, strings.Replace(text, "summary: ", fmt.Sprintf("summary: %d ", i), 1)) }},
		{"a date", func() { d.write(any, oldDate.ReplaceAllString(text, "date: "+day(90))) }},
		{"a deletion", func() {
			if len(stories) > 5 {
				delete(d.source, any)
			}
		}},
		{"another name", func() {
			delete(d.source, any)
			d.write(fmt.Sprintf("content/politics/renamed%d.md", i), text)
		}},
		{"a new story", func() {
			d.write(fmt.Sprintf("content/politics/new%d.md", i), fmt.Sprintf(storyText, i, day(150), r.IntN(4), i))
		}},
		{"a draft", func() { front("draft: true") }},
		{"an end", func() { front("expiry: " + d.now.Add(time.Duration(r.IntN(96))*time.Hour).Format(time.RFC3339)) }},
		{"an embargo", func() { front("publish: " + d.now.Add(time.Duration(r.IntN(96))*time.Hour).Format(time.RFC3339)) }},
		{"an old address", func() { front(fmt.Sprintf("aliases: [/old/%d/]", i)) }},
		{"an author", func() { front("authors: [mona]") }},
		{"another section", func() { front("section: economy") }},
		{"the clock", func() { d.now = d.now.Add(time.Duration(r.IntN(72)-24) * time.Hour) }},
		{"the paper's title", func() { settings("content/edition.yaml", "title: ", fmt.Sprintf("title: %d", r.IntN(3))) }},
		{"the length of lists", func() {
			settings("content/edition.yaml", "page_size: ", fmt.Sprintf("page_size: %d # ", 3+r.IntN(3)))
		}},
		{"a template", func() { d.write("templates/partials/crumbs.html", fmt.Sprintf("<p>%d</p>", i)) }},
		{"an author's file", func() { settings("content/authors/mona.md", "role: ", fmt.Sprintf("role: %d ", i)) }},
		{"a section's file", func() { settings("content/politics/_index.md", "title: ", fmt.Sprintf("title: %d ", i)) }},
		{"the front page", func() { d.write("content/front.yaml", "lead: "+strings.TrimPrefix(any, "content/")+"\n") }},
		{"a page", func() {
			d.write("content/pages/about.md", fmt.Sprintf("---\ntitle: من نحن\n---\n\nنحن %d.\n", i))
		}},
		{"a picture", func() {
			if _, ok := d.source["content/economy/port.png"]; ok {
				delete(d.source, "content/economy/port.png")
			} else {
				d.source["content/economy/port.png"] = &fstest.MapFile{Mode: 0o644, ModTime: noon, Data: picture(1, 1)}
			}
		}},
		{"a larger picture", func() {
			d.source["content/economy/port.png"] = &fstest.MapFile{Mode: 0o644, ModTime: noon.Add(time.Duration(i) * time.Second), Data: picture(1+i%50, 7)}
		}},
		{"a style sheet", func() { d.write("static/css/site.css", fmt.Sprintf("body{margin:%dpx}", r.IntN(4))) }},
		{"a script", func() { d.write("static/js/site.js", fmt.Sprintf("let a=%d", r.IntN(4))) }},
		{"an icon", func() {
			d.write("static/icons/feed.svg", fmt.Sprintf(`<svg viewBox="0 0 %d 9"><path d="M0 0"/></svg>`, 1+r.IntN(4)))
		}},
		{"a file of static", func() { toggle("static/files/charter.txt", "ميثاق") }},
		{"robots.txt of their own", func() { toggle("static/robots.txt", "User-agent: *\n") }},
		{"a string", func() {
			d.write("templates/strings/ar.json", string(stringsWith(fmt.Sprintf("الأحدث %d", r.IntN(4)))))
		}},
		{"a page's template", func() {
			toggle("templates/page.html", `{{define "main"}}{{date "body" today}}{{range sort (data "league") "points"}}{{.points}}{{end}}<h1>{{.Title}}</h1>{{icon "feed"}}{{range latest 2}}<i>{{.Title}}</i>{{end}}{{range termed 3 "places" "مصر"}}{{.Title}}{{end}}{{.Body}}{{end}}`)
		}},
		{"the shell", func() {
			toggle("templates/lite/base.html", `<!doctype html><title>{{.Head.Title}}</title>{{block "main" .}}{{end}}`)
		}},
		{"a new author", func() {
			toggle("content/authors/samer.md", "---\nname: سامر\npicture: /icons/icon-192.png\n---\nسيرة.\n")
		}},
		{"a new section", func() {
			toggle("content/politics/local/_index.md", "---\ntitle: محليات\n---\nمقدمة، [راجع](../s001.md).\n")
		}},
		{"no front page", func() {
			toggle("content/front.yaml", "lead: politics/s001.md\nbreaking: {text: عاجل, until: 2026-11-24}\n")
		}},
		{"a live story", func() {
			d.write("content/politics/live.md", fmt.Sprintf("---\ntitle: مباشر\ndate: 2026-11-20\ntype: live\n---\n\n## 10:%02d خبر %d\n\nنص %d.\n", r.IntN(60), i, i))
		}},
		{"a recording", func() {
			toggle("content/economy/voice.md", "---\ntitle: حديث\ndate: 2026-11-19\ntype: audio\naudio: {src: https://m.example/v.mp3}\nseries: البحر\n---\nنص.\n")
		}},
		{"a withdrawal", func() { front(fmt.Sprintf("withdrawn: {date: 2026-11-22, reason: خطأ %d}", i)) }},
		{"a menu", func() { setting("menus: {main: [{title: من نحن, url: /about/}]}") }},
		{"the audience", func() { setting("audience: " + []string{"EG", "LB", "MA"}[r.IntN(3)]) }},
		{"the digits", func() { setting("digits: arab") }},
		{"the colour", func() { setting(`accent: "#8a1538"`) }},
		{"the language", func() { setting("language: en") }},
		{"the address", func() { setting("base_url: https://example.com/paper") }},
		{"the permalinks", func() { setting("permalink: /:section/:slug/") }},
		{"the kinds of pages", func() {
			setting([]string{"pages: {lite: false}", "pages: {archive: false, related: 2}", "pages: {search: false, agencies: false}"}[r.IntN(3)])
		}},
		{"full feeds", func() { setting("feeds: {limit: 4, full_text: true, formats: [rss, atom, json], llms: true}") }},
		{"no word of it", func() { d.write(any, text) }}, // a new time alone
		{"a tag's file", func() {
			toggle("content/tags/وسم1.md", "---\ntitle: الوسم الأول\naliases: [/old-tag/]\n---\nمقدمة الوسم.\n")
		}},
		{"a document", func() {
			d.write("content/politics/report.pdf", fmt.Sprintf("%%PDF-1.4 %d", i))
			d.write(any, text+"\n[التقرير](report.pdf#page=2)\n")
		}},
		{"a story in a folder", func() {
			toggle("content/economy/folder/index.md", "---\ntitle: في مجلد\ndate: 2026-11-18\nimage: a.png\n---\n![وصف](a.png)\n")
			d.source["content/economy/folder/a.png"] = &fstest.MapFile{Mode: 0o644, ModTime: noon.Add(time.Duration(i) * time.Second), Data: picture(2+i%9, 3)}
		}},
		{"a gallery", func() {
			toggle("content/economy/gallery.md", "---\ntitle: صور\ndate: 2026-11-17\ntype: gallery\ngallery:\n  - {src: port.png, alt: رصيف}\n  - {src: /icons/icon-192.png, alt: شعار}\n---\n")
		}},
		{"a hidden folder", func() { toggle("content/drafts/later.md", "---\ntitle: لاحقًا\ndate: 2026-11-17\n---\nنص.\n") }},
		{"a section that is a draft", func() { toggle("content/economy/_index.md", "---\ntitle: اقتصاد\ndraft: true\n---\n") }},
		{"a faulty story", func() { toggle("content/politics/faulty.md", "---\ntitle: \"لا يُغلق\n---\n") }},
		{"a partial of their own", func() {
			toggle("templates/partials/card.html", `<article><a href="{{.URL}}">{{.Title}}</a></article>`)
		}},
		{"a field", func() {
			without := regexp.MustCompile(`(?m)^params:.*\n`).ReplaceAllString(text, "")
			d.write(any, strings.Replace(without, "---\n", fmt.Sprintf("---\nparams: {rating: %d, place: {city: القاهرة %d}}\n", i%5, i%3), 1))
		}},
		{"a field that names", func() {
			without := regexp.MustCompile(`(?m)^(?:photo|before|source):.*\n`).ReplaceAllString(text, "")
			lines := []string{"before: s001.md", "photo: ../economy/port.png", "before: vote.md\nphoto: {src: absent.png, alt: س}", "source: /politics/\nbefore: ../politics/nizar.md"}
			setting("fields: {story: {photo: picture, before: story, source: address}}")
			d.write(any, strings.Replace(without, "---\n", "---\n"+lines[r.IntN(len(lines))]+"\n", 1))
		}},
		{"the template of fields that name", func() {
			toggle("templates/partials/toolbar.html", `{{with .Params.photo}}{{picture . "inline"}}{{end}}{{with .Params.before}}{{.Title}}{{end}}{{.Params.source}}`)
		}},
		{"places", func() {
			without := regexp.MustCompile(`(?m)^(?:places|people|\w+_weight):.*\n`).ReplaceAllString(text, "")
			lines := []string{"places: [مصر/القاهرة, غزة]", "places: مصر", "places: [مصر/القاهرة/المعادي]\nplaces_weight: 2", "people: [منى]\ntags_weight: 1", fmt.Sprintf("places: [بلد%d/غزة]", r.IntN(3)), "places: غزّة\npeople: منى"}
			d.write(any, strings.Replace(without, "---\n", "---\n"+lines[r.IntN(len(lines))]+"\n", 1))
		}},
		{"a place's file", func() {
			toggle("content/places/مصر/القاهرة.md", "---\ntitle: القاهرة الكبرى\naliases: [/cairo/]\n---\n[راجع](../../politics/s001.md).\n")
		}},
		{"the file of a place above", func() { toggle("content/places/مصر.md", "---\ntitle: جمهورية مصر\n---\n") }},
		{"the file of all places", func() { toggle("content/places/_index.md", "---\ntitle: أين\ndescription: كل مكان\n---\n") }},
		{"the template of places", func() {
			toggle("templates/terms/places.html", `{{define "main"}}<h1>{{.Title}}</h1>{{range .Cards}}{{.Title}}{{range .Terms}}{{range .Links}}{{.Title}}{{end}}{{end}}{{end}}{{end}}`)
		}},
		{"an output's template", func() {
			d.write("templates/outputs/app.json", fmt.Sprintf(`{"n": %d, "all": [{{range $i, $s := .Stories}}{{if $i}},{{end}}{"t": {{.Title}}, "b": {{.Body}}, "x": {{.Params}}, "w": {{.Terms}}}{{end}}], "l": [{{range latest 1}}{{.Title}}{{end}}]}`, i%3))
		}},
		{"a list of places", func() {
			toggle("templates/partials/footer.html", `<footer>{{range terms 3 "places"}}{{.Title}}{{end}}</footer>`)
		}},
		{"outputs", func() {
			toggle("templates/outputs/list.xml", `<l>{{.Title}}{{range .Stories}}<s>{{.Title}} {{date "body" .Date}}</s>{{end}}</l>`)
			setting("outputs: [{path: /app.json, template: outputs/app.json, full_text: true}, {path: one.json, template: outputs/app.json, view: story}, {path: of.json, template: outputs/app.json, view: places}]")
		}},
		{"taxonomies", func() { setting("taxonomies: {people: {cards: true}}") }},
		{"a section's fields", func() {
			settings("content/politics/_index.md", "title: ", fmt.Sprintf("params: {lead: %d}\ntitle: ", i))
		}},
		{"a data file", func() {
			d.write("content/data/league.csv", fmt.Sprintf("team,points\nالأهلي,%d\n\"الزمالك\",%d\n", i, i%7))
		}},
		{"a data file that nobody shows", func() { toggle("content/data/other.json", `{"a": [1, 2]}`) }},
		{"a faulty data file", func() {
			d.write("content/data/league.csv", []string{"team,points\n\"الأهلي,3\n", "", "points\nx\n"}[i%3])
		}},
		{"a component", func() {
			d.write("templates/components/result.html", fmt.Sprintf(`<b>%d {{.Args.id}} {{.Args.src}}{{with .Picture}}{{picture . "inline"}}{{end}}{{range data "league"}}{{.points}}{{end}}{{.Body}}</b>`, i%4))
		}},
		{"a component's light form", func() { toggle("templates/components/result.lite.html", `<i>{{.Args.id}}</i>`) }},
		{"a component that nobody uses", func() { toggle("templates/components/other.html", "x") }},
		{"a story with components", func() {
			d.write("content/politics/vote.md", fmt.Sprintf("---\ntitle: النتائج\ndate: 2026-11-21\n---\n{{< result id=%d src=\"../economy/port.png\" >}}\nشرح %d، راجع [قصة](s001.md).\n{{< /result >}}\n\nثم {{< result >}} و{{< other >}}.\n", i, i%3))
		}},
		{"a page with a component", func() {
			d.write("content/pages/about.md", fmt.Sprintf("---\ntitle: من نحن\n---\n{{< result id=%d >}}\n", i))
		}},
		{"a type of their own", func() { setting("types: {obituary: {label: نعي, fields: {died: date}}}") }},
		{"a story of that type", func() {
			d.write("content/politics/nizar.md", fmt.Sprintf("---\ntitle: رحيل %d\ndate: 2026-11-21\ntype: obituary\ndied: 2026-11-%02d\n---\n", i, 1+i%20))
		}},
		{"the template of that type", func() {
			toggle("templates/types/obituary.html", `{{define "main"}}<h1>{{typeName .Type}} {{.Title}}</h1>{{.Params.died}}{{end}}`)
		}},
		{"a font", func() { d.write("static/fonts/own.woff2", fmt.Sprint("wOF2", r.IntN(3))) }},
	}
	for _, line := range settingLines {
		key, _, _ := strings.Cut(line, ":")
		all = append(all, edit{"the setting " + key, func() { setting(line) }})
	}
	return all
}

// settingLines are those of edition.yaml that pages show, or that decide which there are.
var settingLines = []string{
	"tagline: شعار الصحيفة", "description: وصف الصحيفة", `accent_dark: "#ffb0c0"`, "hijri: true", "hijri_offset: 1", "months: {body: syriac, map: {}}", "digits: latn",
	"media_base: https://media.example.org", "redirects: {/was/here/: /politics/}", "old_addresses: wordpress", "embeds: [youtube]", "unsafe_html: true",
	"social: [{title: x, url: https://x.example/paper}]", "publisher: {name: دار النشر, founded: 1990, email: desk@example.org}", "checks: {tatweel: error}", "time_zone: Asia/Beirut",
	"card_params: [rating, place, photo, before, source]", "params: {motto: شعار}",
}

var oldDate = regexp.MustCompile(`date: \S+`)
