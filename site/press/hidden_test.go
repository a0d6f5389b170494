package press

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site"
)

// hiddenStories are front matters that some tool takes for "not public", with its
// name. Where an error stops the story, that is as good.
var hiddenStories = map[string]string{
	"Hugo draft":                       "draft: true",
	"Hugo draft in capitals":           "Draft: TRUE",
	"Hugo draft as text":               `draft: "true"`,
	"draft: yes":                       "draft: yes",
	"draft: 1":                         "draft: 1",
	"a misspelt draft":                 "darft: true",
	"Arabic":                           "مسودّة: نعم",
	"Cobalt":                           "is_draft: true",
	"two drafts":                       "draft: false\nisDraft: true",
	"Hugo params":                      "params: {draft: true}",
	"Hugo build":                       "build: {render: never, list: never}",
	"Hugo _build":                      "_build:\n  render: never",
	"Hugo list":                        "build:\n  list: never",
	"Hugo link":                        "build: {render: link}",
	"Hugo headless":                    "headless: true",
	"Hugo cascade":                     "cascade: {draft: true}",
	"Hugo cascades":                    "cascade:\n  - target: {path: '**'}\n    draft: true",
	"Hugo future":                      "publishDate: 2030-01-01",
	"Hugo expired":                     "expiryDate: 2026-11-20",
	"embargo beats publishDate":        "publishDate: 2026-11-01\nembargo: 2030-01-01",
	"published beats no embargo":       "embargo: 2030-01-01\npublished: 2026-11-01",
	"publish_at":                       "publish_at: 2030-01-01T00:00:00Z",
	"publish":                          "publish: 2030-01-01",
	"embargo: true":                    "embargo: true",
	"scheduled: yes":                   "scheduled: yes",
	"Grav unpublish_date":              "unpublish_date: 2026-11-20",
	"two ends":                         "expiryDate: 2030-01-01\nexpires_at: 2026-11-20",
	"Jekyll":                           "published: false",
	"Jekyll no":                        "published: no",
	"Jekyll off":                       "published: 'off'",
	"Obsidian":                         "publish: false",
	"Zola":                             "render: false",
	"Eleventy":                         "permalink: false",
	"Eleventy collections":             "eleventyExcludeFromCollections: true",
	"Hugo out of the sitemap":          "sitemap: {disable: true}",
	"Jekyll out of the sitemap":        "sitemap: false",
	"Eleventy out of the sitemap":      "sitemap:\n  ignore: true",
	"PaperMod off the record":          "offTheRecord: true",
	"a layout":                         "layout: draft",
	"fields of a CMS":                  "custom_fields: {private: true}",
	"metadata":                         "metadata:\n  draft: true",
	"disabled":                         "disabled: true",
	"WordPress draft":                  "status: draft",
	"WordPress pending":                "status: pending",
	"WordPress private":                "status: private",
	"WordPress future":                 "status: future",
	"WordPress auto-draft":             "post_status: auto-draft",
	"WordPress trash":                  "status: Trash",
	"WordPress password":               "password: \"1234\"",
	"Drupal":                           "status: 0",
	"Edit Flow":                        "status: in-progress",
	"in Arabic":                        "status: مسودّة",
	"a status that nobody knows":       "status: قيد التدقيق اللغوي",
	"a status of signs":                "status: '؟'",
	"a list of statuses":               "status: [draft]",
	"private":                          "private: true",
	"Ghost members":                    "visibility: members",
	"Ghost paid":                       "visibility: paid",
	"Ghost sent by email only":         "status: sent",
	"Pelican":                          "Status: hidden",
	"Nikola":                           "status: private",
	"Docusaurus":                       "unlisted: true",
	"Lektor":                           "_hidden: yes",
	"Grav":                             "routable: false",
	"Hexo encrypted":                   "encrypt: true",
	"public: false":                    "public: false",
	"visible: false":                   "visible: no",
	"a merge key":                      "base: &b\n  draft: true\n<<: *b",
	"a list of merge keys":             "one: &a {summary: x}\ntwo: &b {status: pending}\n<<: [*a, *b]",
	"a merge key within a key":         "base: &b {draft: true}\nparams:\n  <<: *b",
	"broken front matter":              "draft: true\ntitle: أ: ب",
	"a value with a colon, a tab":      "\tdraft: true",
	"draft twice":                      "draft: true\ndraft: false",
	"neither true nor false":           "draft: maybe",
	"an empty list as a draft":         "draft: []",
	"published of many words":          "published: not yet",
	"key state: draft":                 "state: draft",
	"key stage: Draft":                 "stage: Draft",
	"key workflow: draft":              "workflow: draft",
	"key workflow: at the lawyers":     "workflow: at the lawyers",
	"key حالة: مسودة":                  "حالة: مسودة",
	"key منشور: لا":                    "منشور: لا",
	"key published_at: null":           "published_at: null",
	"key published_at:":                "published_at:",
	"key privacy: private":             "privacy: private",
	"key visibility: internal":         "visibility: internal",
	"key publishable: false":           "publishable: false",
	"key approved: no":                 "approved: no",
	"key online: false":                "online: false",
	"key active: 0":                    "active: 0",
	"key ready: false":                 "ready: false",
	"key internal: true":               "internal: true",
	"key secret: true":                 "secret: true",
	"key wip: true":                    "wip: true",
	"key embargoed: true":              "embargoed: true",
	"key archived: true":               "archived: true",
	"key expired: true":                "expired: true",
	"key removed: true":                "removed: true",
	"key exclude_from_build: true":     "exclude_from_build: true",
	"key excludeFromCollections: true": "excludeFromCollections: true",
	"key paywall: true":                "paywall: true",
	"key paywall: hard":                "paywall: hard",
	"key premium: true":                "premium: true",
	"key restricted: true":             "restricted: true",
	"key access: members":              "access: members",
	"key access: private":              "access: private",
	"key noindex: true":                "noindex: true",
	"key robots: noindex, follow":      "robots: noindex, follow",
	"key robots: [noindex]":            "robots: [noindex]",
	"key type: draft":                  "type: draft",
	"key type: private":                "type: private",
	"key tags: [draft]":                "tags: [draft]",
	"key tags: أخبار، مسودة":           "tags: أخبار، مسودة",
	"key categories: private":          "categories: private",
	"key meta: {status: draft}":        "meta: {status: draft}",
	"key extra: {draft: true}":         "extra: {draft: true}",
	"key ghost: {published_at: null}":  "ghost: {published_at: null}",
	"key ghost: {visibility: paid}":    "ghost: {visibility: paid}",
	"key seo: {noindex: true}":         "seo: {noindex: true}",
	"Jekyll published, then dated":     "published: false\ndate: 2026-11-20",
}

// hiddenFiles are places that some tool does not publish from. S is replaced by
// a story.
var hiddenFiles = map[string]map[string]string{
	"Hugo: a draft section":             {"h/_index.md": "---\ntitle: T\ndraft: true\n---\nT\n", "h/s.md": "S", "h/deep/s.md": "S", "h/deep/_index.md": "---\ntitle: T\n---\nT", "h/b/index.md": "S"},
	"a section that says status":        {"h/_index.md": "---\nstatus: private\n---\nT\n", "h/s.md": "S"},
	"a section that is not rendered":    {"h/_index.md": "---\nbuild: {render: never}\n---\nT\n", "h/s.md": "S"},
	"a headless section":                {"h/_index.md": "---\nheadless: true\n---\nT\n", "h/s.md": "S"},
	"Hugo: cascade":                     {"h/_index.md": "---\ncascade: {draft: true}\n---\nT\n", "h/s.md": "S"},
	"Hugo: cascade in TOML":             {"h/_index.md": "+++\n[cascade]\ndraft = true\n+++\nT\n", "h/s.md": "S"},
	"Hugo: cascades":                    {"h/_index.md": "---\ncascade:\n- _target: {path: /h/**}\n  _build: {render: never}\n---\nT\n", "h/s.md": "S"},
	"cascade of a built-in kind":        {"h/_index.md": "---\ncascade:\n  build:\n    render: never\n    list: never\n---\nT\n", "h/s.md": "S"},
	"Hugo: a section's Arabic file":     {"h/_index.ar.md": "---\ndraft: true\n---\nT\n", "h/s.md": "S"},
	"a section with a merge key":        {"h/_index.md": "---\nb: &b {draft: true}\n<<: *b\n---\nT\n", "h/s.md": "S"},
	"a section that is broken YAML":     {"h/_index.md": "---\ndraft: true\ntitle: a: b\n---\nT\n", "h/s.md": "S"},
	"a section that never ends":         {"h/_index.md": "---\ndraft: true\ntitle: T\n", "h/s.md": "S"},
	"a section in UTF-16":               {"h/_index.md": "\xff\xfe-\x00-\x00-\x00\n\x00d\x00r\x00a\x00f\x00t\x00:\x00 \x00t\x00", "h/s.md": "S"},
	"a section under embargo":           {"h/_index.md": "---\npublishDate: 2030-01-01\n---\nT\n", "h/s.md": "S"},
	"a section that has expired":        {"h/_index.md": "---\nexpiryDate: 2026-11-20\n---\nT\n", "h/s.md": "S"},
	"a cascade with an embargo":         {"h/_index.md": "---\ncascade: {publishDate: 2030-01-01}\n---\nT\n", "h/s.md": "S"},
	"blank lines above the fence":       {"h/_index.md": "\n \n---\ndraft: true\n---\nT\n", "h/s.md": "S"},
	"Eleventy's JSON":                   {"h/_index.md": "---json\n{\"draft\": true}\n---\nT\n", "h/s.md": "S"},
	"Jekyll's JSON":                     {"h/_index.md": ";;;\n{\"draft\": true}\n;;;\nT\n", "h/s.md": "S"},
	"a bundle that is a draft":          {"news/bundle/index.md": "---\ntitle: T\ndate: 2026-11-20\ndraft: true\n---\nT\n", "news/bundle/part.md": "S", "news/bundle/deep/more.md": "S"},
	"a bundle without a head":           {"news/headless/index.md": "---\ntitle: T\nheadless: true\n---\nT\n", "news/headless/part.md": "S"},
	"a section of broken JSON":          {"h/_index.md": "{\"title\": \"T\", \"draft\": true", "h/s.md": "S"},
	"a section: neither true nor false": {"h/_index.md": "---\ndraft: maybe\n---\nT\n", "h/s.md": "S"},
	"a story filed in a hidden section": {"h/_index.md": "---\ndraft: true\n---\nT\n", "news/s.md": "---\ntitle: T\ndate: 2026-11-20\nsection: h\n---\nT\n"},
	"Jekyll: _drafts":                   {"_drafts/s.md": "S"},
	"Zola: extra in TOML":               {"h/s.md": "+++\ntitle = \"T\"\ndate = 2026-11-20\n[extra]\ndraft = true\n+++\nT\n"},
	"a folder drafts":                   {"drafts/s.md": "S", "drafts/_index.md": "---\ntitle: T\n---\nT\n"},
	"drafts in a folder, in any case":   {"news/Drafts/2026/s.md": "S"},
	"drafts of pages":                   {"pages/DRAFTS/s.md": "S"},
	"a folder private":                  {"h/private/s.md": "S", "h/private/b/index.md": "S"},
	"a folder unpublished":              {"unpublished/s.md": "S"},
	"Hugo: archetypes":                  {"archetypes/default.md": "S"},
	"Eleventy: programs of others":      {"node_modules/x/a.md": "S"},
	"an Arabic folder of drafts":        {"مسودات/s.md": "S"},
	"a story filed among drafts":        {"news/s.md": "---\ntitle: T\ndate: 2026-11-20\nsection: drafts\n---\nT\n"},
	"x.draft.md":                        {"news/one.draft.md": "S"},
	"x.Draft.markdown":                  {"news/two.Draft.markdown": "S"},
	"Jekyll: _drafts in a folder":       {"news/_drafts/s.md": "S"},
	"Jekyll: a collection":              {"_recipes/s.md": "S"},
	"Jekyll: a file":                    {"news/_s.md": "S"},
	"Jekyll: a section below":           {"_x/sub/_index.md": "---\ntitle: T\n---\nT\n", "_x/sub/s.md": "S"},
	"Jekyll: an author":                 {"authors/_t.md": "---\nname: T\n---\nT\n", "news/s.md": "---\ntitle: قصة\ndate: 2026-11-20\nauthor: _t\n---\nنص\n"},
	"Hexo: a hidden page":               {"pages/_s.md": "S"},
	"a hidden folder":                   {".obsidian/s.md": "S", "news/.s.md": "S"},
	"an author who is a draft":          {"authors/t.md": "---\nname: T\nrole: T\ndraft: true\npicture: a.png\n---\nT\n", "news/s.md": "---\ntitle: قصة\ndate: 2026-11-20\nauthor: t\n---\nنص\n"},
	"an author whose file is private":   {"authors/t.md": "---\nname: T\nprivate: true\n---\nT\n"},
	"a broken author":                   {"authors/t.md": "---\ndraft: true\nname: a: b\n---\nT\n"},
	"a draft's picture":                 {"news/s.md": "---\ntitle: T\ndate: 2026-11-20\ndraft: true\nimage: T.png\n---\nT\n", "news/T.png": "png"},
	"a page that was withdrawn":         {"pages/gone.md": "---\ntitle: T\nwithdrawn: true\n---\nT\n"},
	"pages of a hidden section":         {"pages/_index.md": "---\ndraft: true\n---\nT\n", "pages/s.md": "S"},
}

// What other tools keep out of sight is in no file of the site, under no name,
// and in no index; a preview shows it as a draft.
func TestWhatAnyToolHidesIsNeverPublic(t *testing.T) {
	const seed = "---\ntitle: القصة العلنية\ndate: 2026-11-22\n---\nنص علني.\n"
	source := newsroom("-- content/edition.yaml --\ntitle: المدار\nbase_url: https://example.org\ntime_zone: UTC\n")
	write := func(name, text string) {
		source["content/"+name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644, ModTime: noon}
	}
	write("news/public.md", seed)
	marks := map[string]string{}
	mark := func(name string) string {
		m := fmt.Sprintf("qzx%03dxzq", len(marks))
		marks[m] = name
		return m
	}
	i := 0
	for name, lines := range hiddenStories {
		m := mark(name)
		text := strings.NewReplacer("{m}", m, "{lines}", lines).Replace("---\n{lines}\nkicker: {m}\ntags: [{m}]\n---\nنص {m}.\n")
		if !strings.Contains(lines, "title:") {
			text = strings.Replace(text, "---\n", "---\ntitle: "+m+"\n", 1)
		}
		if !strings.Contains(lines, "date:") || strings.Contains(lines, "_date:") {
			text = strings.Replace(text, "---\n", "---\ndate: 2026-11-21\n", 1)
		}
		write(fmt.Sprintf("news/h%d.md", i), text)
		i++
	}
	for name, files := range hiddenFiles {
		m := mark(name)
		i++
		for file, text := range files {
			if text == "S" {
				text = "---\ntitle: T\ndate: 2026-11-20\n---\nنص T.\n"
			}
			file = strings.Replace(strings.ReplaceAll(file, "T.png", m+".png"), "h/", fmt.Sprintf("h%d/", i), 1)
			text = strings.ReplaceAll(strings.ReplaceAll(text, "section: h", fmt.Sprintf("section: h%d", i)), "T", m)
			if strings.HasPrefix(file, "news/s.md") || strings.HasPrefix(file, "authors/t.md") {
				file = strings.NewReplacer("/s.md", fmt.Sprintf("/s%d.md", i), "/t.md", fmt.Sprintf("/t%d.md", i)).Replace(file)
				text = strings.Replace(text, "author: t", fmt.Sprintf("author: t%d", i), 1)
			}
			write(file, text)
		}
	}
	s := &shelf{}
	s.print(t, input(source))
	if s.old["news/2026/11/public/index.html"] == nil {
		t.Error("the public story is not there")
	}
	holds := func(out map[string][]byte) map[string]string {
		in := map[string]string{}
		for name, data := range out {
			data = inflated(t, name, data)
			for m := range marks {
				if bytes.Contains(data, []byte(m)) || strings.Contains(name, m) || strings.HasPrefix(name, "search/") && bytes.Contains(data, []byte(m[3:])) {
					in[m] = name
				}
			}
		}
		return in
	}
	for m, file := range holds(s.old) {
		t.Errorf("%s is public, in %s", marks[m], file)
	}
	in := input(source)
	in.Clock.Drafts, in.Clock.Future = true, true
	preview := &shelf{}
	p, _ := preview.print(t, in)
	shown := holds(preview.old)
	for m, name := range marks {
		if shown[m] == "" && site.Errors(p.Problems) == 0 {
			t.Errorf("a preview does not show %s", name)
		}
	}
	if len(shown) < len(marks)*2/3 {
		t.Errorf("a preview shows %d of %d: the test proves nothing", len(shown), len(marks))
	}
}

// What is public stays so: the words that other tools write in every story.
func TestWhatOtherToolsPublishIsPublic(t *testing.T) {
	for _, lines := range []string{
		"draft: false", "published: true", "published: 2026-11-20", "status: publish", "status: Published", "status: منشور",
		"visibility: public", "private: false", "permalink: /a/b/", "build: {render: always, list: always}", "build: {publishResources: false}", "cascade: {draft: false}",
		"headless: false", "password: ''", "sitemap: {priority: 0.5}", "sitemap: {disable: false}", "sitemap: true", "layout: post", "metadata: {draft: false}", "base: &b {draft: true}\n<<: *b\ndraft: false", "embargo: 2026-11-20", "expires: 2030-01-01", "draft:", "params: {status: published}", "status: ''",
		"state: published", "state: غزة", "active: true", "access: public", "approved: yes", "حالة: منشورة", "منشور: نعم", "published_at: 2026-11-20", "robots: index, follow", "noindex: false", "archived: false",
		"tags: [drafting, مسودة الدستور]", "type: report", "extra: {draft: false}", "meta: {state: published}", "hide: [toc]", "render: html", "visible: home", "endDate: 2026-11-01", "build: 12",
	} {
		source := newsroom("-- content/edition.yaml --\ntitle: م\nbase_url: https://example.org\n-- content/_posts/2026-11-20-s.md --\n---\ntitle: قصة\n" + lines + "\n---\nنص.\n")
		s := &shelf{}
		p, _ := s.print(t, input(source))
		if s.old["2026/11/s/index.html"] == nil {
			t.Errorf("%q hides its story: %v %v", lines, pages(s.old), p.Problems)
		}
	}
}

// A section that is a draft says how many stories it hides, and a topmost
// _index.md that cannot hide is an error.
func TestWhatASectionHidesIsTold(t *testing.T) {
	s := &shelf{}
	p, _ := s.print(t, input(newsroom(`
-- content/edition.yaml --
title: المدار
base_url: https://example.org
-- content/_index.md --
---
draft: true
---
-- content/x/_index.md --
---
title: ملف
draft: true
---
-- content/x/a.md --
---
title: أ
date: 2026-11-20
---
نص.
-- content/x/b.md --
---
title: ب
date: 2026-11-20
draft: true
---
نص.
`)))
	var said []string
	for _, problem := range p.Problems {
		said = append(said, problem.Path+" "+problem.Rule+" "+problem.Message.En)
	}
	want := []string{
		"content/_index.md file/home this file is not read, so it hides nothing",
		"content/x/_index.md edition/hidden-section the section x is not public, so neither it nor what lies below it is published",
	}
	if strings.Join(said, "\n") != strings.Join(want, "\n") {
		t.Errorf("told %q", said)
	}
}

// "I moved two stories to drafts/, and was told once where they went."
func TestAFolderOfDraftsIsToldOnce(t *testing.T) {
	s := &shelf{}
	p, _ := s.print(t, input(newsroom("-- content/edition.yaml --\ntitle: م\nbase_url: https://example.org\n-- content/drafts/a.md --\n---\ntitle: أ\ndate: 2026-11-20\n---\nنص.\n-- content/drafts/private/b.md --\n---\ntitle: ب\ndate: 2026-11-20\n---\nنص.\n")))
	told := 0
	for _, problem := range p.Problems {
		if problem.Rule == "file/hidden-folder" && problem.Path == "content/drafts" {
			told++
		}
	}
	if told != 1 || len(p.Problems) != 1 {
		t.Errorf("told %v", p.Problems)
	}
}

// "The live page was written at 06:50, but search engines are told 05:00."
func TestTheNewestEntryIsTheLastChange(t *testing.T) {
	s := &shelf{}
	s.print(t, input(newsroom("-- content/edition.yaml --\ntitle: م\nbase_url: https://example.org\n-- content/news/l.md --\n---\ntitle: حي\ndate: 2026-11-20T05:00:00Z\ntype: live\n---\n## 05:10 أ\n\nنص\n\n## 06:50 ب\n\nنص\n\n## 06:20 ج\n\nنص\n")))
	if page := text(s.old, "news/2026/11/l/index.html"); !strings.Contains(page, `"dateModified":"2026-11-20T06:50:00`) {
		t.Error("dateModified is not 06:50")
	}
}

// A section appears with its embargo, and the build says when it is due.
func TestASectionAppearsInTime(t *testing.T) {
	source := newsroom("-- content/edition.yaml --\ntitle: م\nbase_url: https://example.org\n-- content/x/_index.md --\n---\npublishDate: 2026-11-23T14:00:00Z\n---\n-- content/x/a.md --\n---\ntitle: أ\ndate: 2026-11-01\n---\nنص.\n")
	s := &shelf{}
	p, _ := s.print(t, input(source))
	if s.old["x/2026/11/a/index.html"] != nil || s.old["x/index.html"] != nil || !p.Edition.NextDue.Equal(noon.Add(2*time.Hour)) {
		t.Errorf("before: %v, due %v", pages(s.old), p.Edition.NextDue)
	}
	in := input(source)
	in.Clock.Now = noon.Add(3 * time.Hour)
	s.print(t, in)
	if s.old["x/2026/11/a/index.html"] == nil || s.old["x/index.html"] == nil {
		t.Errorf("after: %v", pages(s.old))
	}
}

// A preview shows what a section hides as drafts, which no robot may keep.
func TestThePreviewMarksWhatASectionHides(t *testing.T) {
	in := input(newsroom("-- content/edition.yaml --\ntitle: م\nbase_url: https://example.org\n-- content/x/_index.md --\n---\ndraft: true\n---\n-- content/x/a.md --\n---\ntitle: أ\ndate: 2026-11-01\n---\nنص.\n"))
	in.Clock.Drafts = true
	s := &shelf{}
	s.print(t, in)
	for file, mark := range map[string]string{"x/2026/11/a/index.html": "noindex", "x/index.html": "flag-draft"} {
		if page := text(s.old, file); !strings.Contains(page, mark) {
			t.Errorf("%s has no %s", file, mark)
		}
	}
}
