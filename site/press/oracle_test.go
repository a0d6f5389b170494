package press

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// oracle judges published files by a list of what no file may have. It shares
// nothing with the sanitiser of site/markdown. The scripts, styles and frames of
// a clean edition are the theme's own.
type oracle struct {
	own map[string]bool
}

// learn takes what the theme itself writes from a clean edition.
func (o *oracle) learn(out map[string][]byte) {
	o.own = map[string]bool{}
	for _, name := range pages(out) {
		root, err := html.Parse(bytes.NewReader(out[name]))
		if err != nil {
			continue
		}
		for n := range root.Descendants() {
			if n.DataAtom == atom.Script || n.DataAtom == atom.Style {
				o.own[element(n)] = true
			}
		}
	}
}

// element writes a node as a text that two of the same kind share.
func element(n *html.Node) string {
	var b strings.Builder
	b.WriteString(n.Data)
	for _, a := range n.Attr {
		if a.Key != "nonce" {
			b.WriteString(" " + a.Key + "=" + a.Val)
		}
	}
	for c := range n.ChildNodes() {
		b.WriteString("\n" + c.Data)
	}
	return b.String()
}

// faults are what is wrong with a published file.
func (o *oracle) faults(name string, data []byte) []string {
	switch {
	case path.Ext(name) == ".html":
		root, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			return []string{err.Error()}
		}
		return o.tree(root, o.own)
	case path.Ext(name) == ".xml" || path.Ext(name) == ".opml":
		return o.xml(data)
	case path.Base(name) == "feed.json" || path.Base(name) == "oembed.json":
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			return []string{err.Error()}
		}
		return o.values(v)
	case path.Base(name) == "live.json":
		var v struct{ Entries []struct{ HTML string } }
		if err := json.Unmarshal(data, &v); err != nil {
			return []string{err.Error()}
		}
		var out []string
		for _, e := range v.Entries {
			out = append(out, o.text(e.HTML)...)
		}
		return out
	case path.Ext(name) == ".json" || path.Ext(name) == ".webmanifest":
		if !json.Valid(data) {
			return []string{"not JSON"}
		}
	case name == "llms.txt":
		return o.text(regexp.MustCompile(`\\.`).ReplaceAllString(string(data), ""))
	}
	return nil
}

// text judges a text as a reader does that takes it for HTML.
func (o *oracle) text(s string) (out []string) {
	nodes, err := html.ParseFragment(strings.NewReader(s), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return []string{err.Error()}
	}
	for _, n := range nodes {
		holder := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
		holder.AppendChild(n)
		out = append(out, o.tree(holder, nil)...)
	}
	return out
}

func (o *oracle) values(v any) (out []string) {
	switch v := v.(type) {
	case string:
		return o.text(v)
	case []any:
		for _, item := range v {
			out = append(out, o.values(item)...)
		}
	case map[string]any:
		for key, item := range v {
			s, isText := item.(string)
			switch {
			case !isText:
				out = append(out, o.values(item)...)
			case strings.Contains(key, "url") || slices.Contains([]string{"id", "icon", "image", "avatar"}, key):
				out = append(out, schemeFault(key, s)...)
			default:
				out = append(out, o.text(s)...)
			}
		}
	}
	return out
}

func (o *oracle) xml(data []byte) (out []string) {
	d := xml.NewDecoder(bytes.NewReader(data))
	var open []string
	var said strings.Builder
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			return append(out, err.Error())
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			open = append(open, tok.Name.Local)
			said.Reset()
			for _, a := range tok.Attr {
				if slices.Contains(addresses, strings.ToLower(a.Name.Local)) || a.Name.Local == "xmlUrl" {
					out = append(out, schemeFault(a.Name.Local, a.Value)...)
				} else {
					out = append(out, o.text(a.Value)...)
				}
			}
		case xml.CharData:
			said.Write(tok)
		case xml.EndElement:
			out = append(out, o.text(said.String())...)
			if slices.Contains([]string{"link", "guid", "url", "uri", "icon", "loc", "id"}, tok.Name.Local) {
				out = append(out, schemeFault(tok.Name.Local, said.String())...)
			}
			said.Reset()
			open = open[:len(open)-1]
		case xml.Directive:
			out = append(out, "a DTD")
		}
	}
}

// addresses are the attributes that a browser follows (HTML §4, SVG 2, and the
// older ones that browsers still know).
var addresses = []string{
	"href", "src", "action", "formaction", "data", "poster", "cite", "background", "srcset", "imagesrcset", "manifest", "ping",
	"codebase", "longdesc", "classid", "archive", "dynsrc", "lowsrc", "url", "profile", "from", "to", "values",
}

func schemeFault(where, value string) []string {
	plain := strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f {
			return -1
		}
		return r
	}, value))
	for _, bad := range []string{"javascript:", "vbscript:", "data:text", "data:application", "data:image/svg", "data:,", "data:;", "livescript:", "mocha:", "file:"} {
		if strings.HasPrefix(plain, bad) {
			return []string{where + " leads to " + value}
		}
	}
	return nil
}

var activeStyle = regexp.MustCompile(`(?i)expression\s*\(|url\s*\(\s*['"]?\s*(javascript|vbscript|data:text)|-moz-binding|behaviou?r\s*:|@import`)

// tree judges parsed HTML. own are the scripts and styles that may be there.
func (o *oracle) tree(root *html.Node, own map[string]bool) (out []string) {
	fault := func(n *html.Node, why string) {
		out = append(out, fmt.Sprintf("%s: %.300s", why, element(n)))
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		kind, _ := attrOf(n, "type")
		switch n.Data {
		case "script":
			switch {
			case kind == "application/ld+json" && own != nil:
				if n.FirstChild == nil || !json.Valid([]byte(n.FirstChild.Data)) {
					fault(n, "JSON-LD that is not JSON")
				}
			case !own[element(n)]:
				fault(n, "a script")
			}
		case "style":
			if !own[element(n)] {
				fault(n, "a style")
			}
		case "object", "embed", "applet", "base", "foreignobject", "foreignObject", "frame", "frameset", "portal", "animate", "set", "animateTransform":
			fault(n, "an active element")
		case "iframe":
			if src, _ := attrOf(n, "src"); !strings.HasPrefix(src, "https://") && src != "" {
				fault(n, "a frame")
			}
		case "meta":
			refresh, _ := attrOf(n, "http-equiv")
			content, _ := attrOf(n, "content")
			if strings.EqualFold(refresh, "refresh") && !(own != nil && regexp.MustCompile(`^0; ?url=/[^/]`).MatchString(content)) {
				fault(n, "a refresh")
			}
		case "link":
			rel, _ := attrOf(n, "rel")
			href, _ := attrOf(n, "href")
			if strings.Contains(strings.ToLower(rel), "stylesheet") && (!strings.HasPrefix(href, "/") || strings.HasPrefix(href, "//")) {
				fault(n, "a foreign style sheet")
			}
		}
		for _, a := range n.Attr {
			switch key := strings.ToLower(a.Key); {
			case strings.HasPrefix(key, "on"):
				fault(n, "a handler")
			case key == "srcdoc":
				fault(n, "srcdoc")
			case key == "style" && activeStyle.MatchString(a.Val):
				fault(n, "an active style")
			case n.Data == "link" && a.Val == "data:,": // no icon
			case slices.Contains(addresses, key):
				out = append(out, schemeFault(n.Data+" "+key, a.Val)...)
			}
		}
	}
	return out
}

func attrOf(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// attacks are strings that were markup, code or an address somewhere once.
var attacks = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	`'><svg onload=alert(1)>`,
	`</script><script>alert(1)</script>`,
	`</title></style></textarea></noscript><script>alert(1)</script>`,
	`<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
	`javascript:alert(1)`,
	"java\tscript:alert(1)",
	`[x](javascript:alert(1)) ![x](javascript:alert(1))`,
	`<a href="javascript:alert(1)">x</a>`,
	`<a href="&#106;avascript&colon;alert(1)">x</a>`,
	`]]><script>alert(1)</script><![CDATA[`,
	`--><script>alert(1)</script><!--`,
	`&lt;script&gt;alert(1)&lt;/script&gt;`,
	`&amp;lt;img src=x onerror=alert(1)&amp;gt;`,
	`<meta http-equiv="refresh" content="0;url=javascript:alert(1)">`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
	`<svg><animate attributeName=href values=javascript:alert(1) /><a><text>x</text></a></svg>`,
	`<object data="data:text/html,<script>alert(1)</script>"></object><embed src=javascript:alert(1)>`,
	`data:text/html,<script>alert(1)</script>`,
	`<div style="background:url(javascript:alert(1));width:expression(alert(1))">x</div>`,
	`<base href="//evil.example/"><link rel=stylesheet href=//evil.example/x.css>`,
	`<form action="javascript:alert(1)"><button formaction="javascript:alert(2)">x</button></form>`,
	`" onmouseover="alert(1)" x="`,
	"` onfocus=alert(1) autofocus `",
	`{{.}}{{template "x"}}<?php echo 1 ?><% x %>`,
	`\u003cscript\u003ealert(1)\u003c/script\u003e`,
	"<<scr<script>ipt>alert(1)//<</script>",
	`<img src="x" srcset="javascript:alert(1) 1x"><video poster=javascript:alert(1)>`,
	"\u202e<script>alert(1)</script>\u2066",
}

// hostilePaper has a text in every place where an editor may write one.
func hostilePaper(attack string) map[string]string {
	quoted, err := json.Marshal(attack) // a JSON string is one of YAML
	if err != nil {
		panic(err) // no string fails
	}
	fill := func(s string) string {
		return strings.ReplaceAll(strings.ReplaceAll(s, "@@", string(quoted)), "§§", attack)
	}
	const common = `
title: @@
kicker: @@
standfirst: @@
summary: @@
dateline: @@
tags: [@@, عام]
categories: [@@]
agencies: [@@]
authors: [lina, @@]
series: {name: @@, part: 1}
image: {src: a.png, alt: @@, caption: @@, credit: @@}
corrections: [{date: 2026-11-21, text: @@}]
updates: [{date: 2026-11-21, text: @@}]
sources: [{name: @@, url: @@}, {name: مصدر, url: @@}]
related: [@@]
aliases: [@@]
`
	stories := map[string]string{
		"news": "", "opinion": "type: opinion\n", "gallery": "type: gallery\ngallery: [{src: a.png, alt: @@, caption: @@, credit: @@}]\n",
		"fact": "type: fact-check\nclaim: {text: @@, speaker: @@, rating: @@}\n",
		"live": "type: live\nlive: {start: 2026-11-20T06:00:00Z, key_points: [@@]}\n",
		"film": "type: video\nvideo: {src: a.mp4, duration: 60, transcript: @@, chapters: [{at: 0, title: @@}]}\n",
		"cast": "type: audio\naudio: {src: a.mp3, duration: 60, transcript: @@, chapters: [{at: 0, title: @@}]}\n",
		"gone": "withdrawn: {date: 2026-11-21, reason: @@}\n",
	}
	out := map[string]string{
		"content/edition.yaml": fill(`
title: @@
tagline: @@
description: @@
base_url: https://example.org
time_zone: UTC
menus: {main: [{title: @@, url: @@}, {title: @@, url: /news/}], footer: [{title: @@, url: @@}]}
social: [{title: @@, url: @@}]
publisher: {name: @@, legal_name: @@, url: @@, logo: @@, founded: @@, email: @@, principles: @@, corrections: @@, ethics: @@, ownership: @@}
feeds: {formats: [rss, atom, json], terms: true, full_text: true, llms: true, hub: @@}
pages: {lite: true, archive: true, agencies: true, search: true, related: 3}
front: {lead: news/news, breaking: {text: @@, until: 2026-12-01}, blocks: [{title: @@, section: news}, {title: @@, tag: @@}]}
`),
		"content/news/_index.md":  fill("---\ntitle: @@\ndescription: @@\n---\n§§\n"),
		"content/authors/lina.md": fill("---\nname: @@\nrole: @@\nemail: @@\nlinks: [{title: @@, url: @@}]\npicture: {src: a.png, alt: @@, credit: @@}\n---\n§§\n"),
		"content/pages/about.md":  fill("---\ntitle: @@\nsummary: @@\n---\n§§\n\n" + hostileBody),
	}
	for name, more := range stories {
		out["content/news/"+name+".md"] = fill("---\nslug: " + name + "\ndate: 2026-11-20T06:00:00Z\n" + strings.TrimPrefix(common, "\n") + more + "---\n" + hostileBody)
	}
	for _, media := range []string{"a.mp4", "a.mp3"} {
		out["content/news/"+media] = "x"
	}
	return out
}

const hostileBody = `
§§

## 09:30 §§

[§§](§§) ![§§](a.png "§§") <§§> ` + "`§§`" + `

[§§]: §§ "§§"

> §§
> — §§

| §§ | ب |
|---|---|
| §§ | 2 |

نص[^1].

[^1]: §§

§§
: §§
`

// Whatever an editor writes anywhere, no file of the paper runs it: no page, no
// feed read as HTML, no linked data.
func TestNoTextOfAnEditorRunsInAReader(t *testing.T) {
	clean := printPaper(t, hostilePaper("كلمة"))
	o := &oracle{}
	o.learn(clean)
	for name, data := range clean {
		for _, fault := range o.faults(name, data) {
			t.Errorf("a clean edition: %s: %s", name, fault)
		}
	}
	if want := []string{"index.xml", "atom.xml", "feed.json", "podcast.xml", "llms.txt", "feeds.opml", "news/2026/11/live/live.json", "news/2026/11/film/index.html"}; slices.ContainsFunc(want, func(name string) bool { return clean[name] == nil }) {
		t.Errorf("the edition lacks one of %v, so the test proves too little", want)
	}
	for i, attack := range attacks {
		if testing.Short() && i%6 != 0 {
			continue
		}
		out := printPaper(t, hostilePaper(attack))
		if len(out) < 50 {
			t.Errorf("%q: only %d files", attack, len(out))
		}
		told := map[string]bool{}
		for name, data := range out {
			for _, fault := range o.faults(name, data) {
				if !told[fault] {
					t.Errorf("%q: %s: %s", attack, name, fault)
				}
				told[fault] = true
			}
		}
	}
}

// The oracle finds what it must, wherever it stands.
func TestTheOracleFindsPlantedFaults(t *testing.T) {
	out := printPaper(t, hostilePaper("كلمة"))
	o := &oracle{}
	o.learn(out)
	plant := func(name, before, what string) []byte {
		planted := bytes.Replace(out[name], []byte(before), []byte(what+before), 1)
		if bytes.Equal(planted, out[name]) {
			t.Fatalf("%s has no %s", name, before)
		}
		return planted
	}
	for _, what := range []string{
		"<script>alert(1)</script>", `<script src="/js/other.js"></script>`, `<script type="application/ld+json">{"a":</script>`, "<img src=x onerror=alert(1)>",
		"<a href=\" java\tscript:alert(1)\">x</a>", `<a href="data:text/html,x">x</a>`, `<iframe srcdoc="x"></iframe>`, "<object data=x></object>", "<embed src=x>",
		`<meta http-equiv=refresh content="0;url=https://evil.example">`, "<p style=\"width:expression(1)\">", "<p style=\"background:url('javascript:1')\">", "<style>p{}</style>",
		`<svg><a xlink:href="javascript:1">x</a></svg>`, "<svg onload=x>", "<svg><set attributeName=href to=javascript:1>", "<base href=//evil.example>", `<link rel=stylesheet href=//evil.example/x.css>`,
	} {
		if len(o.faults("index.html", plant("index.html", "</body>", what))) == 0 {
			t.Errorf("a page with %s passes", what)
		}
		twice := html.EscapeString(what)
		if strings.Contains(what, "ld+json") {
			continue
		}
		if len(o.faults("index.xml", plant("index.xml", "</description>", twice))) == 0 || len(o.faults("atom.xml", plant("atom.xml", "</title>", twice))) == 0 {
			t.Errorf("a feed with %s passes", what)
		}
		text, err := json.Marshal(what)
		if err != nil {
			t.Fatal(err)
		}
		if len(o.faults("feed.json", plant("feed.json", `"items":`, `"x":`+string(text)+`,`))) == 0 {
			t.Errorf("a JSON feed with %s passes", what)
		}
	}
}

// printPaper builds a paper of files.
func printPaper(t *testing.T, files map[string]string) map[string][]byte {
	t.Helper()
	source := fstest.MapFS{}
	for name, text := range files {
		source[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644, ModTime: noon}
	}
	for _, dir := range []string{"news", "authors", "pages"} {
		source["content/"+dir+"/a.png"] = &fstest.MapFile{Data: picture(4, 3), Mode: 0o644, ModTime: noon}
	}
	s := &shelf{}
	s.print(t, input(source))
	return s.old
}
