package press

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"warraq/site"
)

const movedPaper = `
-- content/edition.yaml --
title: المدار
base_url: https://example.org/paper
time_zone: UTC
old_addresses: wordpress
media_base: https://media.example.org/m
redirects:
  /about-us/: /about/
  /tag/قديم/: /tags/غزة/
  /en.html: https://en.example.org/
  /old/list/: politics/a.md
  /lost/: /nothing/
  /?p=777: /about/
-- content/politics/_index.md --
---
title: السياسة
aliases: [/siyasa/, /politics-old/index.html, /opinion/]
---
-- content/opinion/_index.md --
---
title: الرأي
---
-- content/authors/lina.md --
---
name: لينا حداد
aliases: /authors/lina-h/
---
-- content/tags/غزة.md --
---
title: قطاع غزة
description: كل ما نُشر عن القطاع
aliases: [/gaza/]
---
-- content/pages/about.md --
---
title: من نحن
---
نص.
-- content/politics/a.md --
---
title: خبر
date: 2026-11-20
author: lina
tags: [غزة]
image: wp-content/uploads/2020/x.jpg
---
![](/wp-content/uploads/صورة 1.jpg)

![](beside.png) و[ملف](/files/a.pdf)، [قسم](/category/politics/).

![](https://other.example.org/y.png)
`

// Sections, authors and tags keep their old addresses, as stories do; those of
// WordPress are answered as far as files can.
func TestOldAddressesLeadOn(t *testing.T) {
	s := &shelf{}
	p, _ := s.print(t, input(newsroom(movedPaper)))
	for file, to := range map[string]string{
		"siyasa/index.html":            "/paper/politics/",
		"politics-old/index.html":      "/paper/politics/",
		"authors/lina-h/index.html":    "/paper/authors/lina/",
		"gaza/index.html":              "/paper/tags/%D8%BA%D8%B2%D8%A9/",
		"about-us/index.html":          "/paper/about/",
		"tag/قديم/index.html":          "/paper/tags/%D8%BA%D8%B2%D8%A9/",
		"tag/غزة/index.html":           "/paper/tags/%D8%BA%D8%B2%D8%A9/",
		"category/politics/index.html": "/paper/politics/",
		"author/lina/index.html":       "/paper/authors/lina/",
		"feed/index.html":              "/paper/index.xml",
		"en.html":                      "https://en.example.org/",
		"old/list/index.html":          "/paper/politics/2026/11/a/",
	} {
		page := strings.ReplaceAll(text(s.old, file), `"`, "")
		if !strings.Contains(page, "url="+to) || !strings.Contains(page, "href="+to) {
			t.Errorf("%s does not lead to %s: %s", file, to, page)
		}
	}
	if page := text(s.old, "tags/غزة/index.html"); !strings.Contains(page, "<h1>قطاع غزة</h1>") || !strings.Contains(page, "كل ما نُشر عن القطاع") {
		t.Errorf("a tag's page does not say what its file says: %s", page)
	}
	if !strings.Contains(text(s.old, "feed/index.html"), "application/rss+xml") {
		t.Error("a reader of feeds does not find the feed at /feed/")
	}
	var told []string
	for _, problem := range p.Problems {
		told = append(told, problem.Place()+" "+problem.Rule)
	}
	want := []string{
		"content/edition.yaml:11:11 link/dead", "content/edition.yaml:12:12 front-matter/alias", "content/politics/_index.md edition/same-address",
	}
	if !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
	if s.old["lost/index.html"] != nil && !strings.Contains(text(s.old, "lost/index.html"), "/paper/nothing/") {
		t.Error("a redirect leads nowhere")
	}
	if got := p.resolver.Alias("/siyasa/"); got != "/paper/politics/" {
		t.Errorf("the preview leads /siyasa/ to %q", got)
	}
}

// Where pictures are on another host, those that are not here have its address.
func TestPicturesOnAnotherHost(t *testing.T) {
	s := &shelf{}
	source := newsroom(movedPaper)
	p, _ := s.print(t, input(source))
	page := text(s.old, "politics/2026/11/a/index.html")
	for _, want := range []string{
		"https://media.example.org/m/wp-content/uploads/2020/x.jpg", "https://media.example.org/m/wp-content/uploads/%D8%B5%D9%88%D8%B1%D8%A9%201.jpg",
		"https://media.example.org/m/politics/beside.png", "https://media.example.org/m/files/a.pdf", "https://other.example.org/y.png",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if slices.ContainsFunc(p.Problems, func(p site.Problem) bool { return strings.HasPrefix(p.Rule, "picture/") }) {
		t.Errorf("told %v", p.Problems)
	}
	source["content/politics/beside.png"] = newsroom("-- a --\n")["a"]
	source["content/politics/beside.png"].Data = picture(20, 10)
	s.print(t, input(source))
	if page := text(s.old, "politics/2026/11/a/index.html"); strings.Contains(page, "m/politics/beside.png") || !regexp.MustCompile(`src="/paper/media/politics/beside-[0-9a-f]{8}-20x10\.jpg"`).MatchString(page) {
		t.Error("a picture that is here is not shown from here")
	}
}
