package press

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site"
	"warraq/site/cache"
)

// fieldsDesk is a small paper whose templates show fields of its own.
func fieldsDesk(t *testing.T) *newsdesk {
	t.Helper()
	source := archiveOf(6)
	maps.Copy(source, newsroom(`
-- content/politics/s002.md --
---
title: القصة 2
date: 2026-11-19T12:00:00Z
params:
  rating: 4
  seats: 12.5
  open: true
  vote: 2026-12-01
  code: "007"
  parties: [أ, ب]
  mayor: {name: هدى, since: 2019}
---
متن.
-- content/authors/mona.md --
---
name: منى
params: {beat: البلديات}
---
-- templates/partials/kicker.html --
<p>{{with .Params.rating}}[{{.}} نجوم]{{end}}</p>
-- templates/partials/toolbar.html --
<p>{{add .Params.rating 1}} {{.Params.seats}} {{if .Params.open}}مفتوح{{end}} {{date "dateline" .Params.vote}} {{.Params.code}} {{range .Params.parties}}<i>{{.}}</i>{{end}} {{.Params.mayor.name}} {{.Params.absent}}.</p>
-- templates/partials/footer.html --
<footer>{{.Params.motto}}</footer>
`))
	source["content/politics/_index.md"].Data = []byte("---\ntitle: سياسة\nparams: {lead: مقدمة القسم}\n---\n")
	source["content/edition.yaml"].Data = append(source["content/edition.yaml"].Data, "params: {motto: الحقيقة أولًا}\n"...)
	source["templates/partials/toolbar.html"].Data = []byte("{{if .Params.mayor}}" + string(source["templates/partials/toolbar.html"].Data) + "{{end}}")
	d := openDesk(t, source)
	d.print()
	return d
}

// A field of a story is shown as what it was written as, and edited it makes its page again and
// no other, unless edition.yaml says that cards have it.
func TestFieldsOfAStory(t *testing.T) {
	d := fieldsDesk(t)
	const page = "politics/2026/11/s002/index.html"
	for _, want := range []string{"5 12.5 مفتوح 1 ديسمبر 2026 007 <i>أ</i><i>ب</i> هدى .", "<footer>الحقيقة أولًا</footer>"} {
		if !strings.Contains(string(d.shelf.old[page]), want) {
			t.Errorf("the page does not show %q:\n%s", want, d.shelf.old[page])
		}
	}
	list := func() string { return string(d.shelf.old["politics/index.html"]) }
	if strings.Contains(list(), "نجوم]") {
		t.Error("the list shows a field that no card has")
	}
	d.replace("content/politics/s002.md", "rating: 4", "rating: 5")
	d.print()
	d.wrote(page)

	d.replace("content/edition.yaml", "params: {", "card_params: [rating, absent]\nparams: {")
	d.print()
	if !strings.Contains(list(), "[5 نجوم]") {
		t.Error("the list does not show the field that cards have")
	}
	d.replace("content/politics/s002.md", "seats: 12.5", "seats: 13")
	d.print()
	d.wrote(page)
	d.replace("content/politics/s002.md", "rating: 5", "rating: 3")
	d.print()
	if !strings.Contains(list(), "[3 نجوم]") {
		t.Error("the list shows what the field was")
	}
}

// A field of another kind than a template thinks of is shown as it is written: one story's slip stops no paper.
func TestASlipInAField(t *testing.T) {
	d := fieldsDesk(t)
	d.replace("content/politics/s002.md", "vote: 2026-12-01", "vote: غدًا")
	d.write("templates/partials/toolbar.html", `<p>{{date "dateline" .Params.vote}}|{{number .Params.seats}}|{{number .Params.code}}|{{iso .Params.vote false}}|{{if not (zero .Params.vote)}}z{{end}}{{days today .Params.vote}}|{{percent .Params.code 3}}</p>`)
	d.print()
	p, _ := d.shelf.print(t, quick(d.source))
	if page := string(d.shelf.old["politics/2026/11/s002/index.html"]); !strings.Contains(page, "<p>غدًا|12.5|007|غدًا|z|</p>") || !p.Stands() {
		t.Errorf("%v, %s", p.Problems, page)
	}
	if page := string(d.shelf.old["politics/2026/11/s001/index.html"]); !strings.Contains(page, "<p>|||||</p>") {
		t.Error(page)
	}
}

// A section's and an author's fields are on their pages, and nowhere else.
func TestFieldsOfListsAndPages(t *testing.T) {
	d := fieldsDesk(t)
	d.write("templates/section.html", `{{define "main"}}<p>{{.Params.lead}}</p>{{range .Cards}}{{.Title}}{{end}}{{end}}`)
	d.write("templates/author.html", `{{define "main"}}<p>{{.Params.beat}}</p>{{end}}`)
	d.write("templates/page.html", `{{define "main"}}<p>{{.Params.phone}}</p>{{end}}`)
	d.write("content/pages/about.md", "---\ntitle: من نحن\nparams: {phone: 0123}\n---\n")
	d.replace("content/politics/s002.md", "title:", "authors: [mona]\ntitle:")
	d.print()
	for name, want := range map[string]string{"politics/index.html": "مقدمة القسم", "authors/mona/index.html": "البلديات", "about/index.html": "<p>0123"} {
		if !strings.Contains(string(d.shelf.old[name]), want) {
			t.Errorf("%s does not show %q", name, want)
		}
	}
	d.replace("content/politics/_index.md", "مقدمة القسم", "مقدمة أخرى")
	d.print()
	for _, name := range d.shelf.put {
		if !strings.HasPrefix(name, "politics/index.html") && !strings.HasPrefix(name, "politics/2026/11/") && !strings.HasPrefix(name, "politics/") {
			t.Errorf("a section's field made %s", name)
		}
	}
}

// A story of a type of the paper's own has the template of the type, its name and its linked data; one without
// a template is shown as any story.
func TestStoriesOfTheirOwnTypes(t *testing.T) {
	source := archiveOf(4)
	maps.Copy(source, newsroom(`
-- content/politics/nizar.md --
---
title: رحيل شاعر
date: 2026-11-23T08:00:00Z
type: obituary
died: 2026-11-19
dateline: دمشق
---
متن.
-- content/politics/book.md --
---
title: كتاب
date: 2026-11-20
type: review
---
متن.
-- content/front.yaml --
lead: politics/s003.md
blocks: [{type: obituary, stories: politics/nizar.md}]
-- templates/types/obituary.html --
{{define "main"}}<h1>{{typeName .Type}}: {{.Title}}</h1><p>{{date "dateline" .Params.died}}</p>{{.Body}}{{end}}
`))
	source["content/edition.yaml"].Data = append(source["content/edition.yaml"].Data, "types: {obituary: {label: نعي, plural: وفيات, schema: Article, fields: {died: {kind: date, required: true}}}, review: {label: مراجعة}}\n"...)
	d := openDesk(t, source)
	d.print()
	for name, wants := range map[string][]string{
		"politics/2026/11/nizar/index.html":      {"<h1>نعي: رحيل شاعر</h1>", "<p>19 نوفمبر 2026", `"@type":"Article"`, `"contentLocation":{"@type":"Place","name":"دمشق"}`, "<title>رحيل شاعر"},
		"politics/2026/11/book/index.html":       {`<b class="flag flag-review">مراجعة</b>`, `"@type":"NewsArticle"`},
		"politics/index.html":                    {`data-type="obituary"`, "نعي</b>"},
		"index.html":                             {"وفيات"},
		"lite/politics/2026/11/nizar/index.html": {"<b>نعي</b>"},
	} {
		for _, want := range wants {
			if !strings.Contains(string(d.shelf.old[name]), want) {
				t.Errorf("%s does not show %s", name, want)
			}
		}
	}
	d.replace("templates/types/obituary.html", "<h1>", "<h1 class=x>")
	d.print()
	d.wrote("politics/2026/11/nizar/index.html")
	d.replace("content/politics/nizar.md", "died: 2026-11-19\n", "")
	d.print()
	if _, ok := d.shelf.old["politics/2026/11/nizar/index.html"]; ok {
		t.Error("a story without a field that its type requires is public")
	}
}

// A page that shows a data file is made again when the file changes, and no other is; a faulty file is as an
// empty one, and stops no page.
func TestDataFiles(t *testing.T) {
	source := archiveOf(6)
	maps.Copy(source, newsroom(`
-- content/data/election.csv --
المرشح;أصوات
هدى;١٢٠٠
نور;٩٠
-- content/data/league.yaml --
- {team: الأهلي, points: 30}
-- content/pages/results.md --
---
title: النتائج
---
-- content/pages/about.md --
---
title: من نحن
---
-- templates/page.html --
{{define "main"}}<h1>{{.Title}}</h1>{{if eq .Title "النتائج"}}{{range data "election"}}<i>{{.المرشح}}={{.أصوات}}</i>{{else}}لا شيء{{end}}{{end}}{{end}}
-- templates/section.html --
{{define "main"}}{{once "partials/table.html" .Chrome}}{{range .Cards}}{{.Title}}{{end}}{{end}}
-- templates/partials/table.html --
{{range data "league"}}<b>{{.team}} {{.points}}</b>{{end}}
`))
	d := openDesk(t, source)
	d.print()
	for name, want := range map[string]string{"results/index.html": "<i>هدى=1200</i><i>نور=90</i>", "politics/index.html": "<b>الأهلي 30</b>"} {
		if !strings.Contains(string(d.shelf.old[name]), want) {
			t.Errorf("%s does not show %s: %s", name, want, d.shelf.old[name])
		}
	}
	if n := d.print(); n.Rendered != 0 {
		t.Errorf("%d files were made of what did not change", n.Rendered)
	}
	d.replace("content/data/election.csv", "٩٠", "٩١")
	d.print()
	d.wrote("results/index.html")
	d.replace("content/data/league.yaml", "30", "33")
	d.print()
	for _, name := range d.shelf.put {
		if !strings.HasPrefix(name, "politics/") || !strings.Contains(string(d.shelf.old[name]), "الأهلي 33") {
			t.Errorf("the league made %s", name)
		}
	}
	if len(d.shelf.put) == 0 {
		t.Error("the league's new points are on no page")
	}
	d.write("content/data/unasked.csv", "a\n1\n")
	d.print()
	d.wrote()
	d.write("content/data/election.csv", "a,b\n\"1\n")
	p, _ := d.shelf.print(t, quick(d.source))
	if !p.Stands() || !strings.Contains(string(d.shelf.old["results/index.html"]), "لا شيء") {
		t.Error("a faulty data file stops the paper")
	}
	delete(d.source, "content/data/election.csv")
	p, _ = d.shelf.print(t, quick(d.source))
	if p.Stands() {
		t.Error("a template names a data file that is not there, and nobody is told")
	}
}

// A component is what its template makes of its arguments, its body and data; light pages and feeds have its light
// template, or its body. Its template and its data make the pages again that have it, and no other.
func TestComponentsOfBodies(t *testing.T) {
	source := archiveOf(4)
	maps.Copy(source, newsroom(`
-- content/data/votes.csv --
city,votes
cairo,10
-- content/politics/vote.md --
---
title: النتائج
date: 2026-11-22T20:00:00Z
---
مقدمة.

{{< result city="cairo" >}}
شرح **النتيجة**، راجع [قصة](s001.md).
{{< /result >}}

{{< chart 7 >}}

{{< photo src="port.png" alt="رصيف" >}}

{{< photo src="absent.png" >}} {{< photo src="election" >}}
-- content/pages/about.md --
---
title: من نحن
---
{{< chart 8 >}}
-- templates/components/result.html --
<figure>{{$city := .Args.city}}{{range data "votes"}}{{if eq .city $city}}{{.votes}} صوت{{end}}{{end}}: {{.Page.Title}}{{.Body}}</figure>
-- templates/components/chart.html --
<svg>{{index .Rest 0}}</svg>
-- templates/components/chart.lite.html --
<p>رسم {{index .Rest 0}}</p>
-- templates/components/photo.html --
<aside data-src="{{.Args.src}}">{{with .Picture}}{{picture . "inline"}}{{end}}</aside>
`))
	source["content/politics/port.png"] = &fstest.MapFile{Data: picture(40, 30)}
	source["content/edition.yaml"].Data = []byte(strings.Replace(string(source["content/edition.yaml"].Data), "feeds: {", "feeds: {full_text: true, ", 1))
	d := openDesk(t, source)
	d.print()
	const page = "politics/2026/11/vote/index.html"
	const inner = "شرح <strong>النتيجة</strong>، راجع <a href="
	for name, wants := range map[string][]string{
		page:               {"<figure>10 صوت: النتائج<p>" + inner + `"/politics/2026/11/s001/">قصة</a>.</p></figure><svg>7</svg><aside data-src="/media/politics/port-`, `alt="رصيف"`, `<aside data-src=""></aside>`, `<aside data-src="election"></aside>`},
		"lite/" + page:     {"<p>" + inner + `"/politics/2026/11/s001/">قصة</a>.</p>`, "<p>رسم 7</p>"},
		"index.xml":        {"<p>" + inner + `"https://example.org/politics/2026/11/s001/">`, "<p>رسم 7</p>"},
		"about/index.html": {"<svg>8</svg>"},
	} {
		for _, want := range wants {
			if !strings.Contains(string(d.shelf.old[name]), want) {
				t.Errorf("%s does not show %s: %s", name, want, d.shelf.old[name])
			}
		}
	}
	for name, data := range d.shelf.old {
		if (strings.HasSuffix(name, ".html") || strings.HasSuffix(name, ".xml")) && (strings.ContainsAny(string(data), "\x04\x05") || strings.Contains(string(data), "{{<")) {
			t.Errorf("%s shows a mark", name)
		}
	}
	told := slices.DeleteFunc(slices.Clone(d.paper.Problems), func(p site.Problem) bool { return !strings.Contains(p.Message.En, "absent.png") })
	if len(told) != 1 || told[0].Path != "content/politics/vote.md" || told[0].Line != 15 {
		t.Errorf("told of the picture that is not there: %v", told)
	}
	d.replace("content/data/votes.csv", "10", "11")
	d.print()
	d.wrote(page)
	if _, search := d.parts(); len(search) == 0 {
		t.Error("the search does not know what a component shows")
	}
	d.replace("templates/components/result.html", "صوت", "صوتًا")
	d.print()
	d.wrote(page)
	d.replace("templates/components/chart.lite.html", "رسم", "مخطط")
	d.print()
	for _, name := range d.shelf.put {
		if name != "lite/"+page && !strings.HasSuffix(name, ".xml") {
			t.Errorf("the light template made %s", name)
		}
	}
	d.write("templates/components/other.html", "x")
	d.print()
	d.wrote()
}

// A component that fails by what is written in one story leaves that story without it, told in the story's line; it is
// told in each build until it is mended, and nothing else stops.
func TestAComponentThatFails(t *testing.T) {
	source := archiveOf(4)
	maps.Copy(source, newsroom(`
-- content/data/votes.csv --
city
cairo
-- content/politics/vote.md --
---
title: النتائج
date: 2026-11-22T20:00:00Z
---
مقدمة.

{{< result of="vtes" >}}
شرح.
{{< /result >}}
-- templates/components/result.html --
<figure>{{len (data .Args.of)}}</figure>
`))
	d := openDesk(t, source)
	for range 2 {
		store, err := cache.Open(d.cache, cache.Of([]byte("test")))
		if err != nil {
			t.Fatal(err)
		}
		in := quick(d.source)
		in.Store = store
		p, _ := d.shelf.print(t, in)
		if err := store.Save(); err != nil {
			t.Fatal(err)
		}
		store.Close()
		if page := string(d.shelf.old["politics/2026/11/vote/index.html"]); !p.Stands() || !strings.Contains(page, "<p>مقدمة.</p><p>شرح.</p>") {
			t.Errorf("the paper stands: %v; the page is %s", p.Stands(), page)
		}
		if len(p.Problems) != 1 || p.Problems[0].Place() != "content/politics/vote.md:7:1" || !strings.Contains(p.Problems[0].Message.En, "did you mean votes?") || p.Problems[0].Level != site.LevelError {
			t.Errorf("told is %v", p.Problems)
		}
	}
	d.replace("content/politics/vote.md", "vtes", "votes")
	d.print()
	if page := string(d.shelf.old["politics/2026/11/vote/index.html"]); !strings.Contains(page, "<figure>1</figure>") {
		t.Error(page)
	}
}

// A page that asks for the day is made again on another day, and no page for the clock alone.
func TestPagesOfToday(t *testing.T) {
	source := archiveOf(3)
	maps.Copy(source, newsroom(`
-- content/pages/about.md --
---
title: من نحن
params: {vote: 2026-12-01, note: "**غدًا** [هنا](/politics/)", share: 12.5}
---
-- templates/page.html --
{{define "main"}}{{if eq .Title "من نحن"}}<p>بقي {{days today .Params.vote}}: {{markdownify .Params.note}} {{number .Params.share}} {{number 1200}} {{add 1 2}}</p>{{end}}{{end}}
`))
	d := openDesk(t, source)
	d.print()
	if got := string(d.shelf.old["about/index.html"]); !strings.Contains(got, `<p>بقي 8: <strong>غدًا</strong> <a href="/politics/">هنا</a> 12.5 1,200 3</p>`) {
		t.Error(got)
	}
	d.now = d.now.Add(time.Hour)
	d.print()
	if slices.Contains(d.shelf.put, "about/index.html") {
		t.Error("the page was made again on the same day")
	}
	d.now = d.now.AddDate(0, 0, 1)
	d.print()
	if got := string(d.shelf.old["about/index.html"]); !strings.Contains(got, "بقي 7:") {
		t.Error(got)
	}
}

// A declared field that names a picture, a story or an address is what it names: the picture is published, the
// story's card is shown and edited with it, and what is not there is told in its line.
func TestFieldsThatName(t *testing.T) {
	source := archiveOf(4)
	maps.Copy(source, newsroom(`
-- content/politics/vote.md --
---
title: الاقتراع
date: 2026-11-22T20:00:00Z
photo: {src: port.png, alt: رصيف}
before: s001.md
source: https://example.net/report
params: {home: /politics/}
---
متن.
-- content/politics/wrong.md --
---
title: خطأ
date: 2026-11-22T19:00:00Z
photo: absent.png
before: absent.md
home: /nowhere/
---
متن.
-- content/politics/wrong2.md --
---
title: خطأ
date: 2026-11-22T19:00:00Z
source: javascript:alert(1)
---
متن.
-- content/authors/mona.md --
---
name: منى
portrait: ../politics/port.png
---
-- templates/partials/toolbar.html --
{{with .Params.photo}}<figure>{{picture . "inline"}}</figure>{{end}}{{with .Params.before}}<p>قبلها {{.Title}} {{.URL}}</p>{{end}}{{with .Params.source}}<a href="{{.}}">مصدر</a>{{end}}{{with .Params.home}}<a href="{{.}}">بيت</a>{{end}}
-- templates/partials/kicker.html --
<p>{{with .Params.photo}}[{{.URL}}]{{end}}{{with .Params.before}}!!{{end}}</p>
-- templates/outputs/app.json --
[{{range $i, $s := .Stories}}{{if $i}},{{end}}{{with .Params}}{{.}}{{else}}0{{end}}{{end}}]
-- templates/partials/author-head.html --
<p>صورة {{with .Params.portrait}}{{.URL}}{{end}} {{with .Params.lead}}{{.Title}}{{end}}</p>
`))
	source["content/politics/_index.md"].Data = []byte("---\ntitle: سياسة\nlead: s002.md\n---\n")
	source["content/politics/port.png"] = &fstest.MapFile{Data: picture(40, 30)}
	source["content/edition.yaml"].Data = append(source["content/edition.yaml"].Data, "outputs: [{path: /app.json, template: outputs/app.json}]\ncard_params: [phto, before, photo]\nfields:\n  story: {photo: picture, before: story, source: address, home: address}\n  section: {lead: story}\n  author: {portrait: picture}\n"...)
	d := openDesk(t, source)
	d.print()
	const page = "politics/2026/11/vote/index.html"
	shown := string(d.shelf.old[page])
	for _, want := range []string{`<figure><picture><source type="image/webp" srcset="/media/politics/port-`, `alt="رصيف"`, "<p>قبلها القصة 1 /politics/2026/11/s001/</p>", `<a href="https://example.net/report">مصدر</a>`, `<a href="/politics/">بيت</a>`} {
		if !strings.Contains(shown, want) {
			t.Errorf("the page does not show %s:\n%s", want, shown)
		}
	}
	if list := string(d.shelf.old["politics/index.html"]); !strings.Contains(list, "[/media/politics/port-") || strings.Contains(list, "!!") {
		t.Errorf("a card shows other fields:\n%s", list)
	}
	if got := string(d.shelf.old["app.json"]); !strings.Contains(got, `"photo":"https://example.org/media/politics/port-`) || !strings.Contains(got, `"before":"https://example.org/politics/2026/11/s001/"`) {
		t.Errorf("an output has %s", got)
	}
	var told []string
	for _, p := range d.paper.Problems {
		if strings.HasPrefix(p.Path, "content/politics/wrong") || strings.Contains(p.Message.En, "phto") {
			told = append(told, p.Place()+" "+p.Rule+" "+p.Hint.En)
		}
	}
	for _, want := range []string{"wrong.md:4:8 ", "wrong.md:5:9 link/dead", "wrong.md:6:7 link/dead", "wrong2.md:4:9 front-matter/link-scheme", "did you mean photo?"} {
		if !slices.ContainsFunc(told, func(s string) bool { return strings.Contains(s, want) }) {
			t.Errorf("not told: %s, but\n%s", want, strings.Join(told, "\n"))
		}
	}
	d.replace("content/politics/s001.md", "القصة 1", "القصة الأولى")
	d.print()
	if !slices.Contains(d.shelf.put, page) {
		t.Errorf("the story that names it was not made again: %v", d.shelf.put)
	}
}
