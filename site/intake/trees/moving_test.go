package trees

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/intake"
	"warraq/site/manuscript"
)

// What the other system did not publish is a draft here, and the editor is told why.
func TestWhatWasNotPublicThereIsADraftHere(t *testing.T) {
	story := func(more string) string { return "---\ntitle: سر\n" + more + "---\nنص\n" }
	for name, files := range map[string][]string{
		"Hugo: render never":           {"content/news/a.md", story("build:\n  render: never\n")},
		"Hugo: list never":             {"content/news/a.md", story("build:\n  list: never\n")},
		"Hugo: the older _build":       {"content/news/a.md", story("_build:\n  render: false\n  list: false\n")},
		"Hugo: a headless bundle":      {"content/news/a/index.md", story("headless: true\n")},
		"Hugo: a cascade of drafts":    {"content/news/_index.md", "---\ntitle: ق\ncascade:\n  draft: true\n---\n", "content/news/a.md", story("")},
		"Hugo: a cascade of builds":    {"content/news/_index.md", "---\ntitle: ق\ncascade:\n  - build:\n      render: never\n    target:\n      kind: page\n---\n", "content/news/x/a.md", story("")},
		"Hugo: a cascade with a path":  {"content/_index.md", "---\ncascade:\n  - _target:\n      path: /news/**\n    draft: true\n---\n", "content/news/a.md", story("")},
		"Hugo: a cascade of the site":  {"hugo.toml", "[[cascade]]\n[cascade.build]\nlist = 'never'\n", "content/news/a.md", story("")},
		"kept from search engines":     {"content/news/a.md", story("robots: noindex, nofollow\n")},
		"kept from search engines too": {"content/news/a.md", story("params:\n  robotsNoIndex: true\n")},
		"private":                      {"content/news/a.md", story("private: true\n")},
		"a status":                     {"content/news/a.md", story("status: pending\n")},
		"a password":                   {"content/news/a.md", story("password: x\n")},
		"a folder of drafts":           {"content/news/_drafts/a.md", story("")},
		"Jekyll: published false":      {"_posts/2020-01-01-a.md", story("published: false\n")},
		"Jekyll: defaults":             {"_config.yml", "defaults:\n  - scope: {path: \"\", type: posts}\n    values: {published: false}\n", "_posts/2020-01-01-a.md", story("")},
		"Jekyll: a hidden collection":  {"_config.yml", "collections:\n  notes: {output: false}\n", "_notes/a.md", story("")},
		"Jekyll: an undeclared folder": {"_config.yml", "", "_notes/a.md", story("")},
		"Jekyll: pages not included":   {"_config.yml", "", "_pages/a.md", story("")},
		"a key twice, hidden in one":   {"_posts/2020-01-01-a.md", story("published: false\npublished: true\n")},
		"Hexo: a draft":                {"source/_posts/b.md", story(""), "source/_drafts/a.md", story("")},
	} {
		got, _ := pieces(t, files...)
		found := false
		for _, p := range got {
			if base := p.Origin[strings.LastIndexByte(p.Origin, '/')+1:]; (p.Kind == intake.Story || p.Kind == intake.Page) && base != "b.md" {
				found = true
				r := manuscript.Read(p.Path, p.Bytes(), testOptions().Options)
				if r.Article == nil || !r.Article.Draft {
					t.Errorf("%s: %s is public\n%s", name, p.Path, p.Bytes())
				}
			}
		}
		if !found {
			t.Errorf("%s: nothing came in: %v", name, slices.Collect(maps.Keys(got)))
		}
	}
}

// A cascade goes as far as it says, and a story's own word goes before it.
func TestACascadeGoesNoFurtherThanItSays(t *testing.T) {
	got, _ := pieces(t, "content/news/_index.md", "---\ntitle: ق\ncascade:\n  draft: true\n  params: {tone: dark}\n---\n",
		"content/news/own.md", "---\ntitle: أ\ndraft: false\nparams: {x: 1}\n---\nنص\n", "content/sport/b.md", "---\ntitle: ب\n---\nنص\n")
	if got["news/own.md"].IsDraft() || got["sport/b.md"].IsDraft() {
		t.Error("a public story became a draft")
	}
	if text := string(got["news/own.md"].Bytes()); !strings.Contains(text, "tone: dark") || !strings.Contains(text, `x: "1"`) {
		t.Errorf("params of the cascade are lost:\n%s", text)
	}
	if text := string(got["news/_index.md"].Bytes()); strings.Contains(text, "draft") {
		t.Errorf("the section itself became a draft:\n%s", text)
	}
}

// Old addresses: each as the documentation of its system says.
func TestOldAddressesStayWhateverTheSettingsSay(t *testing.T) {
	const matter = "---\ntitle: Friday Market\ndate: 2022-03-04\n"
	for name, c := range map[string]struct {
		files []string // the last is the story
		want  []string
	}{
		"Hugo: permalinks in a file of their own": {[]string{"config/_default/hugo.toml", "baseURL = 'https://x.example/'", "config/_default/permalinks.toml", "local = '/:year/:month/:slug/'", "content/local/a.md", matter + "---\n"}, []string{"/2022/03/friday-market/"}},
		// https://gohugo.io/configuration/permalinks: :slug is the title where there is none.
		"Hugo: :slug without a slug":   {[]string{"hugo.toml", "[permalinks]\nlocal = '/:slug/'", "content/local/a.md", "---\ntitle: \"A -- B & C: D's\"\n---\n"}, []string{"/a--b-c-ds/"}},
		"Hugo: :slugorcontentbasename": {[]string{"hugo.toml", "[permalinks]\nlocal = '/:slugorcontentbasename/'", "content/local/a.md", matter + "---\n"}, []string{"/a/"}},
		// https://gohugo.io/content-management/multilingual: a language has a folder of its own.
		"Hugo: a language's folder":           {[]string{"hugo.toml", "[languages.en]\n[languages.ar]\ncontentDir = 'content/ar'", "content/ar/local/a.md", matter + "---\n"}, []string{"/ar/local/a/"}},
		"Hugo: the first language":            {[]string{"hugo.toml", "defaultContentLanguage = 'ar'\n[languages.en]\n[languages.ar]\n", "content/local/a.md", matter + "---\n"}, []string{"/local/a/"}},
		"Hugo: the first in a folder":         {[]string{"hugo.toml", "baseURL = 'https://x.example/p/'\ndefaultContentLanguage = 'ar'\ndefaultContentLanguageInSubdir = true\n[languages.ar]\n", "content/local/a.md", matter + "---\n"}, []string{"/p/ar/local/a/"}},
		"Hugo: a language with a host":        {[]string{"hugo.toml", "[languages.en]\n[languages.ar]\nbaseURL = 'https://ar.x.example'", "content/local/a.md", matter + "---\n"}, []string{"/local/a/"}},
		"Hugo: an own address has none":       {[]string{"hugo.toml", "[languages.en]\n[languages.ar]\n", "content/local/a.md", matter + "url: /own/\naliases: [/x/, y]\n---\n"}, []string{"/own/", "/x/", "/ar/local/y"}},
		"Hugo: with a base and a dated name":  {[]string{"hugo.toml", "baseURL = 'https://x.example/'", "content/local/2022-03-04-a.md", matter + "aliases: [y]\n---\n"}, []string{"/local/2022-03-04-a/", "/local/y"}},
		"a folder of no known system":         {[]string{"local/A_b.md", "---\ntitle: x\n---\n"}, []string{"/local/A_b/"}}, // as syrianarchive.org links to its own
		"Hugo: the content folder alone":      {[]string{"local/_index.md", "---\ntitle: y\n---\n", "local/A_b.md", "---\ntitle: x\n---\n"}, []string{"/local/a_b/"}},
		"Hugo: permalinks by kind":            {[]string{"config/_default/permalinks.yaml", "page:\n  local: /:sections[last]/:contentbasename/\n", "content/local/x/a.md", matter + "---\n"}, []string{"/x/a/"}},
		"Hugo: an Arabic title":               {[]string{"hugo.toml", "[permalinks]\nlocal = '/:title/'", "content/local/a.md", "---\ntitle: \"آخر الأنباء: عاجل\"\n---\n"}, []string{"/آخر-الأنباء-عاجل/"}},
		"Hugo: an alias below its section":    {[]string{"content/local/a.md", matter + "aliases: [older, /oldest/]\n---\n"}, []string{"/local/a/", "/local/older", "/oldest/"}},
		"Hugo: addresses that end in .html":   {[]string{"hugo.toml", "uglyURLs = true", "content/local/a.md", matter + "---\n"}, []string{"/local/a.html"}},
		"Zola: a path":                        {[]string{"config.toml", "base_url = 'https://x.example'", "content/local/a.md", "+++\ntitle = 'a'\npath = 'kept/here'\n+++\n"}, []string{"/kept/here/"}},
		"Zola: aliases without a slash":       {[]string{"config.toml", "base_url = 'https://x.example'", "content/local/a.md", "+++\ntitle = 'a'\naliases = ['old/one', 'two.html']\n+++\n"}, []string{"/local/a/", "/old/one", "/two.html"}},
		"Zola: a date in the name":            {[]string{"config.toml", "base_url = 'https://x.example'", "content/local/2022-03-04-a.md", "+++\ntitle = 'a'\n+++\n"}, []string{"/local/a/"}},
		"Jekyll: a collection":                {[]string{"_config.yml", "collections:\n  reports: {output: true}\n", "_reports/2022/a.md", matter + "---\n"}, []string{"/reports/2022/a.html"}},
		"Jekyll: a collection, pretty":        {[]string{"_config.yml", "permalink: pretty\ncollections:\n  reports: {output: true}\n", "_reports/2022/a.md", matter + "---\n"}, []string{"/reports/2022/a/"}},
		"Jekyll: a collection, without ends":  {[]string{"_config.yml", "permalink: /:categories/:title\ncollections:\n  reports: {output: true}\n", "_reports/A_b.md", matter + "---\n"}, []string{"/reports/A_b"}},
		"Jekyll: a collection's own form":     {[]string{"_config.yml", "collections:\n  posts_he: {output: true, permalink: /he/:name/}\n", "_posts_he/a.md", matter + "---\n"}, []string{"/he/a/"}},
		"Jekyll: a form by default":           {[]string{"_config.yml", "defaults:\n  - scope: {path: \"\"}\n    values: {permalink: \"/a/:title/\"}\n  - scope: {path: \"_posts\", type: posts}\n    values: {permalink: \"/b/:title/\"}\n", "_posts/2022-03-04-a.md", matter + "---\n"}, []string{"/b/a/"}},
		"Jekyll: a redirect without a slash":  {[]string{"_posts/2022-03-04-a.md", matter + "redirect_from: was.html\n---\n"}, []string{"/2022/03/04/a.html", "/was.html"}},
		"Jekyll: a page in a folder":          {[]string{"_config.yml", "", "about/index.md", matter + "---\nنص\n"}, []string{"/about/"}},
		"Jekyll: pages with pretty addresses": {[]string{"_config.yml", "permalink: pretty", "about.md", matter + "---\nنص\n"}, []string{"/about/"}},
		"Jekyll: a folder of pages":           {[]string{"_config.yml", "include: [_pages]", "_pages/about.md", matter + "permalink: /us/\n---\nنص\n"}, []string{"/us/"}},
		"Hexo: its own form":                  {[]string{"_config.yml", "root: /blog/\npermalink: :year/:month/:day/:title/\n", "source/_posts/a.md", matter + "---\n"}, []string{"/blog/2022/03/04/a/"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := pieces(t, c.files...)
			found := false
			for _, p := range got {
				if p.Kind == intake.Story || p.Kind == intake.Page {
					found = true
					if old := texts(p.Matter, "aliases"); !slices.Equal(old, c.want) {
						t.Errorf("%s stood at %q, want %q", p.Path, old, c.want)
					}
				}
			}
			if !found {
				t.Errorf("nothing came in: %v", slices.Collect(maps.Keys(got)))
			}
		})
	}
}

// The picture and the author of a story come in under the names that themes give them.
func TestThePictureAndAuthorOfAStoryComeIn(t *testing.T) {
	for matter, want := range map[string]string{
		"featured_img: /a.jpg":                              "/a.jpg",
		"featuredImage: /a.jpg":                             "/a.jpg",
		"cover:\n  image: /a.jpg\n  alt: س\n  caption: شرح": "/a.jpg س شرح",
		"image:\n  feature: a.jpg":                          "a.jpg",
		"params:\n  featured_image: /a.jpg":                 "/a.jpg",
		"header-img: /a.jpg":                                "/a.jpg",
		"header:\n  teaser: /a.jpg":                         "/a.jpg",
		"images: [/a.jpg, /b.jpg]":                          "/a.jpg",
		"index_img: /a.jpg":                                 "/a.jpg",
		"image: /a.jpg\nimage_alt: س":                       "/a.jpg س",
	} {
		got, _ := pieces(t, "content/news/a.md", "---\ntitle: أ\n"+matter+"\n---\nنص\n")
		a := manuscript.Read("news/a.md", got["news/a.md"].Bytes(), testOptions().Options).Article
		if is := strings.TrimSpace(strings.Join([]string{a.Image.Src, a.Image.Alt, a.Image.Caption}, " ")); strings.Join(strings.Fields(is), " ") != want {
			t.Errorf("%s: the picture is %q, want %q", matter, is, want)
		}
	}
	for _, matter := range []string{"author: هدى", "params:\n  author: هدى", "authors: [هدى]", "author:\n  name: هدى", "taxonomies:\n  authors: [هدى]"} {
		got, _ := pieces(t, "content/news/a.md", "---\ntitle: أ\n"+matter+"\n---\nنص\n")
		a := manuscript.Read("news/a.md", got["news/a.md"].Bytes(), testOptions().Options).Article
		if len(a.Authors) != 1 || a.Authors[0].Label != "هدى" {
			t.Errorf("%s: signed %v\n%s", matter, a.Authors, got["news/a.md"].Bytes())
		}
	}
}

// Keys that mean nothing here stay, under params, and disturb nothing; one that means something else here gets another name.
func TestOwnKeysOfAStoryStay(t *testing.T) {
	got, _ := pieces(t, "content/news/a.md", "---\ntitle: أ\ndate: 2020-01-02\nmood: هادئ\nreading_level: 3\nparams:\n  tone: dark\nrank: {a: 1, b: [x, y]}\ntype: recipe\n---\nنص\n")
	p := got["news/a.md"]
	for _, want := range []string{"  mood: هادئ\n", `  reading_level: "3"`, "  source_tone: dark\n", "    b: [x, \"y\"]", "  source_type: recipe\n"} {
		if !strings.Contains(string(p.Bytes()), want) {
			t.Errorf("%q is lost:\n%s", want, p.Bytes())
		}
	}
	if problems := manuscript.Read("news/a.md", p.Bytes(), testOptions().Options).Problems; slices.ContainsFunc(problems, func(q site.Problem) bool { return q.Level != site.LevelNote || strings.Contains(q.Rule, "unknown") }) {
		t.Errorf("the build would say %v", problems)
	}
	formatted, _ := manuscript.Format("news/a.md", p.Bytes(), testOptions().Options)
	if !strings.Contains(string(formatted), "mood: هادئ") {
		t.Errorf("fmt drops params:\n%s", formatted)
	}
}

// Two files that would have one address get two.
func TestTwoStoriesNeverHaveOneAddress(t *testing.T) {
	for name, files := range map[string][]string{
		"hours for names":      {"content/news/2019-10-10-1430.md", "content/news/2019-10-11-1430.md"},
		"two formats":          {"content/news/a.md", "content/news/a.html"},
		"a file and a bundle":  {"content/news/a.md", "content/news/a/index.md"},
		"two pages of folders": {"content/pages/x/a.md", "content/pages/y/a.md"},
		"letters large, small": {"content/news/A.md", "content/news/a.md"},
		"a page and a section": {"content/news/a.md", "content/news.md"},
		"posts of one name":    {"_posts/2020-01-01-a.md", "_posts/2020-01-02-a.md"},
	} {
		var given []string
		for _, file := range files {
			given = append(given, file, "---\ntitle: أ\n---\nنص "+file+"\n")
		}
		got, _ := pieces(t, given...)
		stories := 0
		addresses := map[string]bool{}
		for _, p := range got {
			if p.Kind == intake.Story || p.Kind == intake.Page {
				stories++
				a := manuscript.Read(p.Path, p.Bytes(), testOptions().Options).Article
				at := a.Slug
				if !a.Static {
					at = strings.Split(a.Dir, "/")[0] + a.Date.Format("/2006/01/") + a.Slug
				}
				if addresses[at] {
					t.Errorf("%s: %s is taken twice", name, at)
				}
				addresses[at] = true
			}
		}
		if stories != 2 {
			t.Errorf("%s: %d stories of 2: %v", name, stories, slices.Collect(maps.Keys(got)))
		}
	}
}

// Links between files still lead, in Zola's words and Hugo's.
func TestLinksBetweenFilesStillLead(t *testing.T) {
	files := []string{"content/news/first/index.md", "---\ntitle: أول\n---\nنص\n", "content/about.md", "---\ntitle: عن\n---\nنص\n", "content/news/a.md"}
	for link, want := range map[string]string{
		"[أ](@/news/first/index.md#x)":       "[أ](/news/first/index.md#x)",
		"[أ](@/about.md)":                    "[أ](/pages/about.md)",
		`[أ]({{< ref "first" >}})`:           "[أ](/news/first/index.md)",
		`[أ]({{< relref "/about.md#us" >}})`: "[أ](/pages/about.md#us)",
		`[أ]({{% ref "/news/first" %}})`:     "[أ](/news/first/index.md)",
	} {
		got, _ := pieces(t, append(slices.Clone(files), "---\ntitle: ب\n---\n"+link+"\n")...)
		if body := got["news/a.md"].Body; body != want {
			t.Errorf("%s becomes %s, want %s", link, body, want)
		}
	}
}

// A picture of a post of Hexo's comes with it.
func TestAPictureOfHexoComesWithItsPost(t *testing.T) {
	got, tally := pieces(t, "source/_posts/trip.md", "---\ntitle: رحلة\ndate: 2020-01-02\n---\n{% asset_img boat.jpg قارب %}\n\n![س](sea.png)\n", "source/_posts/trip/boat.jpg", "x", "source/_posts/trip/sea.png", "x", "source/about/index.md", "---\ntitle: عنا\n---\nنص\n")
	p := got["news/2020/01/trip.md"]
	if p.Body != "![قارب](trip/boat.jpg)\n\n![س](trip/sea.png)" || len(p.Media) != 2 || p.Media[0].To != "content/news/2020/01/trip/boat.jpg" {
		t.Errorf("got %q, %v; %v", p.Body, p.Media, tally)
	}
	if old := texts(got["pages/about.md"].Matter, "aliases"); !slices.Equal(old, []string{"/about/"}) {
		t.Errorf("the page stood at %v", old)
	}
}

// Blank lines before the front matter, and MDX, are read.
func TestOddFilesAreRead(t *testing.T) {
	got, _ := pieces(t, "content/news/a.md", "\n\n---\ntitle: أ\n---\nنص\n", "content/news/b.mdx", "---\ntitle: ب\n---\nimport X from './x'\n\nنص **ب**\n", "content/news/c.md", "# بلا صدر\n\nنص\n")
	for path, want := range map[string]string{"news/a.md": "نص", "news/b.md": "نص **ب**", "news/c.md": "# بلا صدر\n\nنص"} {
		if body := got[path].Body; strings.TrimSpace(body) != want {
			t.Errorf("%s: %q, want %q", path, body, want)
		}
	}
	if title := got["news/a.md"].Matter.Text("title"); title != "أ" {
		t.Errorf("the title is %q", title)
	}
}

// Every file of a folder is taken, or counted with its reason and its name.
func TestEveryFileIsAccountedFor(t *testing.T) {
	for _, files := range [][]string{
		{"hugo.toml", "content/_index.md", "content/news/a.md", "content/news/a.org", "content/news/.x.md", "content/news/b/index.md", "content/news/b/data.csv", "content/news/b/s.css", "layouts/x.html", "static/a.jpg", "static/css/a.css",
			"static/CNAME", "static/app/app.js", "assets/a.scss", "assets/p.jpg", "data/x.yml", ".github/workflows/x.yml", "README.md", "themes/t/x.html", "node_modules/x/y.md", "archetypes/default.md"},
		{"_config.yml", "_posts/2020-01-01-a.md", "_posts/b.md", "_layouts/p.html", "_data/x.yml", "_posts_he/c.md", "_pages/d.md", "e.html", "assets/p.jpg", "css/x.css", "Gemfile", "LICENSE", ".gitignore", "docs/x.pdf", "x.csv", "_sass/a.scss", "vendor/x/y.md"},
		{"_config.yml", "source/_posts/a.md", "source/_posts/a/p.jpg", "source/about/index.md", "themes/x/layout.ejs", "package.json", "scaffolds/post.md", "source/CNAME", "source/img/p.png"},
		{"a/b/index.md", "a/b/p.jpg", "c.txt", "README.md"},
		{"a/index.md", "a/public/index.md", "vendor/resources/x.md"},
	} {
		root := fstest.MapFS{}
		for _, name := range files {
			root[name] = &fstest.MapFile{Data: []byte("---\ntitle: " + strings.ReplaceAll(name, ".", "") + "\n---\nنص\n")}
		}
		media := 0
		tally, err := Tree(root, testOptions(), func(p intake.Piece) error {
			media += len(p.Media)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		found, left, folders := 0, 0, 0
		for kind, n := range tally.Found {
			if found += n; kind == "folder" {
				folders += n
			}
		}
		for _, n := range tally.Skipped {
			left += n
		}
		named := 0
		for _, names := range tally.Left {
			named += len(names)
		}
		if found != len(files) || named != left || media != tally.Taken[intake.Files] {
			t.Errorf("%d files, %d found (%v); %d left, %d named; %d files taken, %d given", len(files), found, tally.Found, left, named, tally.Taken[intake.Files], media)
		}
	}
}

// An index.md that introduces a folder of stories is its section, in a folder that
// knows no _index.md.
func TestTheIndexOfAFolderIsItsSection(t *testing.T) {
	got, _ := pieces(t, "css/index.md", "---\ntitle: CSS\nlocaleTitle: أنماط\n---\nمقدمة\n", "css/grid/index.md", "---\ntitle: شبكة\n---\nنص\n", "lone/index.md", "---\ntitle: وحده\n---\nنص\n")
	if p := got["css/_index.md"]; p.Kind != intake.Section || p.Matter.Text("title") != "أنماط" || p.Body != "مقدمة" {
		t.Errorf("the section is %+v", p)
	}
	if got["css/grid/index.md"].Kind != intake.Story || got["lone/index.md"].Kind == intake.Section {
		t.Errorf("got %v", slices.Collect(maps.Keys(got)))
	}
}

// Pictures at the site's own old address lead to the files that came along; one that
// did not come is told.
func TestPicturesOfTheOldAddressLeadToTheirFiles(t *testing.T) {
	got, _ := pieces(t, "hugo.toml", "baseURL = 'https://x.example/'", "static/img/a.jpg", "x", "content/news/a.md", "---\ntitle: أ\n---\n![س](https://www.x.example/img/a.jpg)\n\n![ص](https://x.example/img/b.jpg) ![ع](https://y.example/c.jpg)\n")
	p := got["news/a.md"]
	if want := "![س](/img/a.jpg)\n\n![ص](https://x.example/img/b.jpg) ![ع](https://y.example/c.jpg)"; p.Body != want {
		t.Errorf("got %q, want %q", p.Body, want)
	}
	if len(p.Notes) != 1 || p.Notes[0].Kind != intake.ToDo || p.Notes[0].Text != "https://x.example/img/b.jpg" {
		t.Errorf("told %v", p.Notes)
	}
}

// A person's table says what fields, shortcodes and types mean.
func TestATableGivesForeignWordsAMeaning(t *testing.T) {
	o := testOptions()
	var err error
	if o.Map, err = intake.ReadMapping("map.yaml", []byte("fields:\n  strap: standfirst\n  secret: \"-\"\nshortcodes:\n  chart: \"https://chart.example/$id/\"\n  box: \"> $inner\"\n"), o.Options); err != nil {
		t.Fatal(err)
	}
	var got intake.Piece
	root := fstest.MapFS{"content/news/a.md": {Data: []byte("---\ntitle: أ\nstrap: سطر\nsecret: x\n---\n{{< chart id=\"7\" >}}\n\n{{< box >}}\nكلام\n{{< /box >}}\n")}}
	if _, err := Tree(root, o, func(p intake.Piece) error {
		if p.Kind == intake.Story {
			got = p
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if want := "---\ntitle: أ\nstandfirst: سطر\naliases: [/news/a/]\n---\n\nhttps://chart.example/7/\n\n> كلام\n"; string(got.Bytes()) != want {
		t.Errorf("got\n%s\nwant\n%s", got.Bytes(), want)
	}
	for _, bad := range []string{"words: {a: b}", "fields: x", "fields: [", "types:\n  a: {b: c}"} {
		if _, err := intake.ReadMapping("map.yaml", []byte(bad), o.Options); err == nil {
			t.Errorf("%q is no table", bad)
		}
	}
}

// The settings of the old site are those of the new one.
func TestSettingsOfATreeComeIn(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"Hugo": {"hugo.toml", "title = 'الميناء'\nbaseURL = 'https://x.example/a/'\nlanguageCode = 'ar'\ntimeZone = 'Asia/Beirut'\n[params]\ndescription = 'جريدة'\n[[menu.main]]\nname = 'ب'\nurl = '/b/'\nweight = 2\n[[menu.main]]\nname = 'أ'\npageRef = 'a'\nweight = 1\n",
			"title: الميناء\ndescription: جريدة\nbase_url: https://x.example/a\nlanguage: ar\ntime_zone: Asia/Beirut\nmenus:\n  main:\n    - title: أ\n      url: /a\n    - title: ب\n      url: /b/\n"},
		"Jekyll": {"_config.yml", "title: الميناء\nurl: https://x.example\nbaseurl: /p\nlang: ar\ntimezone: Asia/Beirut\n", "title: الميناء\nbase_url: https://x.example/p\nlanguage: ar\ntime_zone: Asia/Beirut\n"},
		"Zola":   {"config.toml", "title = 'الميناء'\nbase_url = 'https://x.example'\ndefault_language = 'ar'\n", "title: الميناء\nbase_url: https://x.example\nlanguage: ar\n"},
		"bad":    {"hugo.toml", "title = 'الميناء'\nbaseURL = '/'\nlanguageCode = 'not a tag'\ntimeZone = 'Mars/Base'\n", "title: الميناء\n"},
	} {
		got := says(fstest.MapFS{c.file: {Data: []byte(c.text)}}, testOptions()).Edition()
		lines := func(s string) []string { l := strings.Split(s, "\n"); slices.Sort(l); return l }
		if !slices.Equal(lines(string(got)), lines(c.want)) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

// Front matter that its own system reads is no reason to lose a story: a key that stands
// twice has its last value (Psych, which Jekyll reads YAML with), and words may follow the
// end (gray-matter and hexo-front-matter both take what stands behind «---»).
func TestCarelessFrontMatterIsReadAsItsSystemDoes(t *testing.T) {
	got, _ := pieces(t, "_config.yml", "", "_posts/2020-01-01-a.md", "---\ntitle: أول\nhijri: 1441\nseo: {x: 1, x: 2}\ntitle: ثان\n---\nنص\n", "_posts/2020-01-02-b.md", "---\r\ntitle: ج\r\n--- ## عنوان\r\n\r\nنص\r\n")
	a, b := got["news/2020/01/a.md"], got["news/2020/01/b.md"]
	if a.Matter.Text("title") != "ثان" || !strings.Contains(string(a.Bytes()), `x: "2"`) || a.IsDraft() || len(a.Notes) == 0 {
		t.Errorf("%v\n%s", a.Notes, a.Bytes())
	}
	if b.Matter.Text("title") != "ج" || !strings.HasPrefix(b.Body, "## عنوان") {
		t.Errorf("%s", b.Bytes())
	}
}

// A story keeps the place where it stood, though another would move there: it is
// that story's readers who come.
func TestNoStoryMovesToThePlaceOfAnother(t *testing.T) {
	got, _ := pieces(t, "local/parts/lists.md", "---\ntitle: أ\n---\nنص\n", "local/lists/index.md", "---\ntitle: ب\n---\nنص\n")
	if a, b := got["local/parts/lists.md"], got["local/lists/index.md"]; a.Matter.Text("slug") != "lists-2" || b.Matter.Has("slug") {
		t.Errorf("%s%s", a.Bytes(), b.Bytes())
	}
}

// A section keeps its old address too, where it is not the new one.
func TestASectionKeepsItsAddress(t *testing.T) {
	got, _ := pieces(t, "hugo.toml", "[languages.en]\n[languages.ar]\ncontentDir = 'content/ar'", "content/ar/local/_index.md", "---\ntitle: ق\n---\n", "content/ar/local/a.md", "---\ntitle: أ\n---\n")
	if text := string(got["local/_index.md"].Bytes()); !strings.Contains(text, "aliases: [/ar/local/]") {
		t.Error(text)
	}
}

// Hugo shows «{% … %}» as it is written; the words stay words.
func TestLiquidInHugoIsPlainWords(t *testing.T) {
	got, _ := pieces(t, "hugo.toml", "baseURL = 'https://x.example/'", "content/local/a.md", "---\ntitle: أ\n---\nنص {% trans %} `{% x %}`\n\n<div>{% y %}</div>\n")
	p := got["local/a.md"]
	r := manuscript.Read(p.Path, p.Bytes(), testOptions().Options)
	if text := string(r.Article.Body); !strings.Contains(text, "نص {% trans %}") || !strings.Contains(text, "{% x %}</code>") || !strings.Contains(text, "<div>{% y %}</div>") {
		t.Errorf("%s\n%s", p.Bytes(), text)
	}
}

// The language of a site of many is the one that most of it is written in.
func TestTheLanguageOfASiteIsTheOneItIsWrittenIn(t *testing.T) {
	const config = "base_url = 'https://x.example'\n[languages.ar]\n"
	file := &fstest.MapFile{Data: []byte("+++\ntitle = 'x'\n+++\n")}
	few := fstest.MapFS{"config.toml": {Data: []byte(config)}, "content/a/x.md": file, "content/a/y.md": file, "content/a/z.md": file, "content/a/x.ar.md": file}
	if lang := says(few, testOptions()).Language; lang != "en" {
		t.Errorf("a site with one Arabic page is in %q", lang)
	}
	half := fstest.MapFS{"config.toml": {Data: []byte(config)}, "content/a/x.md": file, "content/a/x.ar.md": file}
	if lang := says(half, testOptions()).Language; lang != "ar" {
		t.Errorf("a site that is all translated is in %q", lang)
	}
	got, tally := pieces(t, "config.toml", config, "content/a/x.md", "+++\ntitle = 'x'\n+++\n", "content/a/x.ar.md", "+++\ntitle = 'س'\n+++\n")
	if got["a/x.md"].Matter.Text("title") != "س" || tally.Skipped["another language"] != 1 {
		t.Errorf("the translation is not told from the original: %v", tally)
	}
}

// A value of front matter that names no picture is none, whatever its key.
func TestWordsUnderAKeyOfPicturesAreNoPicture(t *testing.T) {
	got, _ := pieces(t, "content/news/a.md", "---\ntitle: أ\nheader: |\n  <div>رأس</div>\nbanner: \"<b>x</b>\"\n---\nنص\n")
	if text := string(got["news/a.md"].Bytes()); strings.Contains(text, "src:") || !strings.Contains(text, "رأس") {
		t.Errorf("got\n%s", text)
	}
}

// Jekyll's own writing of slugs and categories in addresses (Utils.slugify).
func TestJekyllWritesSlugsInItsOwnWay(t *testing.T) {
	for name, c := range map[string][2]string{
		"_posts/2002-12-07-my--Raa.2,1-.md": {"", "/2002/12/07/my-Raa.2,1.html"},
		"_posts/2002-12-07-a.md":            {"categories: [Local News, Local News, x]\n", "/local news/x/2002/12/07/a.html"},
		"_posts/2002-12-07-b.md":            {"permalink: /:slugified_categories/:slug/\ncategories: [Local News]\nslug: A.B\n", "/local-news/a-b/"},
	} {
		got, _ := pieces(t, name, "---\ntitle: أ\n"+c[0]+"---\nنص\n")
		for _, p := range got {
			if p.Kind == intake.Story {
				if old := texts(p.Matter, "aliases"); !slices.Equal(old, []string{c[1]}) {
					t.Errorf("%s stood at %q, want %q", name, old, c[1])
				}
			}
		}
	}
}

// A text in a bundle of Hugo's is a part of its page, and has none of its own there;
// other systems make pages of it. Translations of a page are no stories beside it.
func TestAPartOfAPageIsNoPage(t *testing.T) {
	files := []string{"content/news/a/index.md", "---\ntitle: أ\n---\n", "content/news/a/note.md", "---\ntitle: جزء\n---\nنص\n"}
	got, _ := pieces(t, append(files, "hugo.toml", "")...)
	if p := got["news/a/note.md"]; !p.IsDraft() || got["news/a/index.md"].IsDraft() {
		t.Errorf("a part of a page is public:\n%s", p.Bytes())
	}
	got, _ = pieces(t, append(files, "quartz.config.ts", "")...)
	if p := got["news/a/note.md"]; p.IsDraft() {
		t.Error("a page of another system is a draft")
	}
	got, _ = pieces(t, "config.toml", "base_url = 'https://x.example'\n[languages.en]\n", "content/donate/index.md", "+++\ntitle = 'x'\n+++\n", "content/donate/index.en.md", "+++\ntitle = 'x'\n+++\n")
	if _, ok := got["pages/donate/index.md"]; !ok {
		t.Errorf("a page with a translation is none: %v", slices.Collect(maps.Keys(got)))
	}
}

// The old address of a section is the one that the settings give it.
func TestASectionKeepsTheAddressOfItsForm(t *testing.T) {
	got, _ := pieces(t, "hugo.toml", "[permalinks.section]\ndocs = '/help/'\n", "content/docs/_index.md", "---\ntitle: مساعدة\n---\n", "content/docs/a.md", "---\ntitle: أ\n---\n")
	if old := texts(got["docs/_index.md"].Matter, "aliases"); !slices.Equal(old, []string{"/help/"}) {
		t.Errorf("the section stood at %q", old)
	}
}
