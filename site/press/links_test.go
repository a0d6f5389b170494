package press

import (
	"slices"
	"strings"
	"testing"
)

// References that lead nowhere are told by file and place, each once; pictures
// are told elsewhere.
func TestDeadReferencesAreTold(t *testing.T) {
	source := newsroom(`
-- content/edition.yaml --
title: المدار
base_url: https://example.org
-- content/front.yaml --
lead: politics/none.md
pins: [politics/port.md]
-- content/politics/port.md --
---
title: الميناء
date: 2026-11-20
related: [gone.md]
---

راجع [هذه](none.md) و[تلك](port.md#x) و[القسم](/politics/) و[العدم](/no-such-section/page/).
`)
	p, err := Prepare(t.Context(), quick(source))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, problem := range p.Problems {
		if problem.Rule == "link/dead" {
			got = append(got, problem.Place()+" "+string(problem.Level))
		}
	}
	want := []string{
		"content/front.yaml:1:7 warning", "content/politics/port.md:4:11 warning", "content/politics/port.md:7:6 warning", "content/politics/port.md:7:61 warning",
	}
	if !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
}

// A menu, the publisher and social accounts name pages by address or by file, and telephones and messengers; what
// leads nowhere is told, and nothing is shown that no reader can follow.
func TestMenusLeadWhereTheySay(t *testing.T) {
	source := newsroom(`
-- content/edition.yaml --
title: المدار
base_url: https://example.org/صحيفة
permalink: /:slug/
menus:
  main:
    - {title: قسم, url: /news}
    - {title: ملف, url: news/port.md#x}
    - {title: بحث, url: "/search/?q=ع"}
    - {title: هاتف, url: "tel:0096612"}
    - {title: مراسلة, url: "whatsapp://send"}
    - {title: كاتب, url: authors/lina.md}
    - {title: عدم, url: /nope/}
    - {title: مسودة, url: news/draft.md}
publisher:
  name: دار
  ethics: pages/about.md
  corrections: /gone/
-- content/authors/lina.md --
---
name: لينا
---
-- content/pages/about.md --
---
title: من نحن
---
نص
-- content/news/draft.md --
---
title: مسودة
date: 2026-11-20
draft: true
---
-- content/news/port.md --
---
title: الميناء
date: 2026-11-20
author: lina
---
نص.
`)
	s := &shelf{}
	p, _ := s.print(t, quick(source))
	page := text(s.old, "port/index.html")
	const root = "/%D8%B5%D8%AD%D9%8A%D9%81%D8%A9"
	for _, want := range []string{`"` + root + `/news/"`, `"` + root + `/port/#x"`, `"` + root + `/search/?q=%D8%B9"`, `"tel:0096612"`, `"whatsapp://send"`, `"` + root + `/authors/lina/"`, `"` + root + `/about/"`} {
		if !strings.Contains(page, "href="+want) {
			t.Errorf("no link to %s", want)
		}
	}
	if strings.Contains(page, "Zgotmpl") {
		t.Error("a link that the theme refuses is shown")
	}
	var got []string
	for _, problem := range p.Problems {
		got = append(got, problem.Rule+" "+problem.Place())
	}
	want := []string{"link/dead content/edition.yaml:12:25", "link/dead content/edition.yaml:13:27", "link/dead content/edition.yaml:17:16"}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
}
