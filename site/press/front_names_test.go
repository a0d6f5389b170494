package press

import (
	"strconv"
	"strings"
	"testing"

	"warraq/site"
)

// A name in front.yaml or in the front of edition.yaml that finds nothing to show is told
// where it stands, with the name that is near.
func TestNamesOfTheFrontPageThatFindNothing(t *testing.T) {
	const stories = `
-- content/pages/about.md --
---
title: من نحن
---

نص.
-- content/economy/_index.md --
---
title: اقتصاد
---
-- content/economy/oil.md --
---
title: أسعار النفط
date: 2026-11-20
tags: [غزة, الذكاء الاصطناعي]
series: نهر بلا ماء
---

نص.
-- content/news/welcome.md --
---
title: أهلا
date: 2026-11-21
---

نص.
-- content/sport/oil.md --
---
title: سباق الزيت
date: 2026-11-19
---

نص.
`
	for line, want := range map[string]string{ // "" where nothing is told, else the column, the rule and what the hint says
		"lead: news/welcome.md":                      "",
		"lead: economy/oil":                          "",
		"lead: content/news/welcome.md":              "7 link/dead did you mean news/welcome.md?",
		"lead: welcome.md":                           "7 link/dead did you mean news/welcome.md?",
		"lead: sport/welcome":                        "7 link/dead did you mean news/welcome.md?",
		"lead: news/welcom":                          "7 link/dead did you mean news/welcome.md?",
		"lead: أهلا":                                 "7 link/dead did you mean news/welcome.md?",
		"lead: oil.md":                               "7 link/dead draft", // which of two?
		"lead: nothing/like/it":                      "7 link/dead draft",
		"lead: pages/about":                          "7 front/page date",
		"secondary: [news/welcome, pages/about]":     "27 front/page date",
		"pins: [pages/about.md]":                     "8 front/page date",
		"pins: [{story: pages/abot.md}]":             "16 link/dead draft", // a page would not be shown either
		"blocks: [{stories: [/about/]}]":             "21 front/page date",
		"breaking: {text: عاجل, story: pages/about}": "", // the strip leads to it
		"breaking: {story: economy/oil}":             "",
		"breaking: {story: economy/oli}":             "19 link/dead did you mean economy/oil.md?",
		"blocks: [{section: economy}]":               "",
		"blocks: [{section: economy/}]":              "20 front/no-section did you mean economy?",
		"blocks: [{section: اقتصاد}]":                "20 front/no-section did you mean economy?",
		"blocks: [{section: اقتصد}]":                 "20 front/no-section did you mean economy?",
		"blocks: [{section: econmy}]":                "20 front/no-section did you mean economy?",
		"blocks: [{section: world}]":                 "20 front/no-section folder",
		"blocks: [{tag: غزة}]":                       "",
		"blocks: [{tag: الذكاء-الاصطناعي}]":          "",
		"blocks: [{tag: 'الذكاء  الاصطناعيّ'}]":      "",
		"blocks: [{tag: غزه}]":                       "16 front/no-tag did you mean غزة?",
		"blocks: [{tag: الذكاء الاصطناعى}]":          "16 front/no-tag did you mean الذكاء الاصطناعي?",
		"blocks: [{tag: لبنان}]":                     "16 front/no-tag stories have it",
		"blocks: [{series: نهر بلا ماء}]":            "",
		"blocks: [{series: نهر بلا مأ}]":             "19 front/no-series did you mean نهر بلا ماء?",
		"blocks: [{type: opinion}]":                  "", // a type that no story has yet
	} {
		for file, text := range map[string]string{
			"content/front.yaml":   "-- content/front.yaml --\n" + line + "\n",
			"content/edition.yaml": "front:\n  " + line + "\n",
		} {
			p, err := Prepare(t.Context(), quick(newsroom("\n-- content/edition.yaml --\ntitle: المدار\nbase_url: https://example.org\n"+text+stories)))
			if err != nil {
				t.Fatal(err)
			}
			var told []site.Problem
			for _, problem := range p.Problems {
				if strings.HasPrefix(problem.Rule, "front/") || problem.Rule == "link/dead" {
					told = append(told, problem)
				}
			}
			at := map[string]int{"content/front.yaml": 0, "content/edition.yaml": 2}[file]
			fields := strings.SplitN(want, " ", 3)
			column, _ := strconv.Atoi(fields[0])
			switch {
			case want == "" && len(told) > 0, want != "" && len(told) != 1:
				t.Errorf("%s of %s: told %+v", line, file, told)
			case want == "":
			case told[0].Path != file || told[0].Col-at != column || told[0].Rule != fields[1] || !strings.Contains(told[0].Hint.En, fields[2]) || told[0].Level != site.LevelWarning:
				t.Errorf("%s of %s: told %+v, want %s", line, file, told[0], want)
			}
		}
	}
}
