package trees

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site/intake"
	"warraq/site/manuscript"
)

// pieces imports a folder, given as names and texts in turn, and gives what came in
// by path.
func pieces(t *testing.T, files ...string) (map[string]intake.Piece, *intake.Tally) {
	t.Helper()
	root := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		root[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	out := map[string]intake.Piece{}
	tally, err := Tree(root, testOptions(), func(p intake.Piece) error {
		out[p.Path] = p
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, tally
}

// Hugo's shortcodes mean what its documentation says, and those of the themes that
// newsrooms use. Those that are not known stay.
func TestHugoShortcodes(t *testing.T) {
	for code, want := range map[string]string{
		`{{< figure src="a.jpg" alt="س" caption="شرح <b>ثم</b>" attr="هدى" >}}`: `![س](a.jpg "شرح ثم (هدى)")`,
		`{{< figure src="a.jpg" title="عنوان" />}}`:                             `![](a.jpg "عنوان")`,
		`{{< figure caption="بلا صورة" >}}`:                                     `{{< figure caption="بلا صورة" >}}`,
		`{{< img "a.jpg" >}}`:                                   `![](a.jpg)`,
		`{{< youtube w7Ft2ymGmfc >}}`:                           "https://www.youtube.com/watch?v=w7Ft2ymGmfc",
		`{{% youtube id="w7Ft2ymGmfc" %}}`:                      "https://www.youtube.com/watch?v=w7Ft2ymGmfc",
		`{{< vimeo 55073825 >}}`:                                "https://vimeo.com/55073825",
		`{{< video src="/a.mp4" >}}`:                            "![](/a.mp4)",
		`{{< audio src="/a.mp3" >}}`:                            "![](/a.mp3)",
		`{{< instagram CxOWiQNP2MO >}}`:                         "https://www.instagram.com/p/CxOWiQNP2MO",
		`{{< x user="SanDiegoZoo" id="1453110110599868418" >}}`: "https://x.com/SanDiegoZoo/status/1453110110599868418",
		`{{< tweet 877500564405444608 >}}`:                      "https://x.com/i/status/877500564405444608",
		`{{< tweet SanDiegoZoo 1453110110599868418 >}}`:         "https://x.com/SanDiegoZoo/status/1453110110599868418",
		`{{< gist spf13 7896402 >}}`:                            "<https://gist.github.com/spf13/7896402>",
		`{{< gist 7896402 >}}`:                                  "https://gist.github.com/7896402",
		`[أ]({{< relref "first.md" >}})`:                        "[أ](first.md)",
		"{{< highlight go >}}\nx := 1\n{{< /highlight >}}":      "```go\nx := 1\n```",
		`{{< chart "sales" >}}نص{{< /chart >}}`:                 `{{< chart "sales" >}}نص{{< /chart >}}`,
		"```\n{{< youtube w7Ft2ymGmfc >}}\n```":                 "```\n{{< youtube w7Ft2ymGmfc >}}\n```",
	} {
		got, _ := pieces(t, "content/news/a.md", "---\ntitle: أ\n---\n"+code+"\n")
		if body := got["news/a.md"].Body; body != want {
			t.Errorf("%s becomes %q, want %q", code, body, want)
		}
	}
}

// Liquid's tags and Kramdown's marks mean what their documentation says.
func TestJekyllLiquid(t *testing.T) {
	for code, want := range map[string]string{
		`{% include figure.html src="a.jpg" caption="شرح" %}`:        `![](a.jpg "شرح")`,
		`{% include_relative youtube.html id="w7Ft2ymGmfc" %}`:       "https://www.youtube.com/watch?v=w7Ft2ymGmfc",
		`{% include video id="w7Ft2ymGmfc" provider="youtube" %}`:    "https://www.youtube.com/watch?v=w7Ft2ymGmfc",
		`{% include video id="55073825" provider="vimeo" %}`:         "https://vimeo.com/55073825",
		`{% youtube w7Ft2ymGmfc %}`:                                  "https://www.youtube.com/watch?v=w7Ft2ymGmfc",
		`[أ]({% post_url 2020-01-02-first %})`:                       "[أ](/2020/01/02/first.html)",
		`[أ]({% link _posts/2020-01-02-first.md %})`:                 "[أ](/2020/01/02/first.html)",
		`[أ]({% link about.md %})`:                                   "[أ](/about.md)",
		`![س]({{ "/a.jpg" | relative_url }})`:                        "![س](/a.jpg)",
		`![س]({{ site.baseurl }}/a.jpg)`:                             "![س](/a.jpg)",
		`{{ page.title }}`:                                           "ثانٍ",
		`{{ page.author }}`:                                          "{{< page.author >}}",
		`{% magic one two %}`:                                        "{% magic one two %}",
		"{% highlight ruby linenos %}\nx = 1\n{% endhighlight %}":    "```ruby\nx = 1\n```",
		`{% raw %}{{ x }}{% endraw %} و{% raw %}{% y %}{% endraw %}`: `\{{ x }} و\{% y %}`,
		"قبل\n{% comment %}سر{% endcomment %}بعد":                    "قبل\nبعد",
		"فقرة\n{: .lead}\nأخرى{:.x}":                                 "فقرة\nأخرى",
	} {
		got, _ := pieces(t, "_posts/2020-01-02-first.md", "---\ntitle: أول\n---\n", "_posts/2020-01-03-second.md", "---\ntitle: ثانٍ\n---\n"+code+"\n")
		if body := got["news/2020/01/second.md"].Body; body != want {
			t.Errorf("%s becomes %q, want %q", code, body, want)
		}
	}
}

// An old address is where the other system put the story: as its settings say, or
// the story itself.
func TestOldAddressesOfTrees(t *testing.T) {
	const matter = "title: Friday Market\ndate: 2022-03-04\n"
	for name, c := range map[string]struct {
		files []string
		want  string
	}{
		"Hugo's own":                 {[]string{"content/Local/a b.md", matter}, "/local/a-b/"},
		"Hugo with a folder":         {[]string{"config.toml", `baseURL = "https://x.example/paper/"`, "content/local/a.md", matter}, "/paper/local/a/"},
		"Hugo's url":                 {[]string{"content/local/a.md", matter + "url: /own.html\n"}, "/own.html"},
		"Hugo's slug":                {[]string{"content/local/a.md", matter + "slug: own\n"}, "/local/own/"},
		"Hugo's bundle":              {[]string{"content/local/a/index.md", matter}, "/local/a/"},
		"Hugo's form by title":       {[]string{"hugo.yaml", "permalinks:\n  page:\n    local: /:section/:title/\n", "content/local/a.md", matter}, "/local/friday-market/"},
		"Hugo's form by days":        {[]string{"hugo.json", `{"permalinks": {"local": "/:short_year/:i_month/:i_day/:yearday/:monthname/:contentbasename"}}`, "content/local/a.md", matter}, "/22/3/4/063/march/a"},
		"Jekyll's own":               {[]string{"_posts/2022-03-04-a.md", "title: a\n"}, "/2022/03/04/a.html"},
		"Jekyll with categories":     {[]string{"_posts/2022-03-04-a.md", "categories: Local News\n"}, "/local/news/2022/03/04/a.html"},
		"Jekyll's pretty form":       {[]string{"_config.yml", "permalink: pretty\nbaseurl: /paper\n", "_posts/2022-03-04-a.md", "title: a\n"}, "/paper/2022/03/04/a/"},
		"Jekyll's own form":          {[]string{"_config.yml", "permalink: /:year/:title:output_ext\n", "_posts/2022-03-04-a.md", "slug: own\n"}, "/2022/own.html"},
		"Jekyll's story with a form": {[]string{"_posts/2022-03-04-a.md", "permalink: /own/\n"}, "/own/"},
		"Jekyll's page":              {[]string{"_config.yml", "", "about.md", "title: a\n"}, "/about.html"},
	} {
		t.Run(name, func(t *testing.T) {
			at := len(c.files) - 1
			files := append(slices.Clone(c.files[:at]), "---\n"+c.files[at]+"---\nنص\n")
			got, _ := pieces(t, files...)
			for path, p := range got {
				if p.Kind != intake.Story && p.Kind != intake.Page {
					continue
				}
				i := slices.IndexFunc(p.Matter, func(pair manuscript.Pair) bool { return pair.Key == "aliases" })
				if i < 0 {
					t.Fatalf("%s has no old address", path)
				}
				if old, _ := p.Matter[i].Value.([]string); len(old) != 1 || old[0] != c.want {
					t.Errorf("%s stood at %v, want %s", path, old, c.want)
				}
			}
		})
	}
}

// Front matter keeps its meaning; what speaks to the other system's layouts goes.
func TestFrontMatterOfTrees(t *testing.T) {
	got, tally := pieces(t,
		"content/posts/a.md", "---\ntitle: أ\ntype: post\nlayout: wide\nmenu: main\nfeatured: \"true\"\nhidden: \"false\"\nsummary: \"\"\nheader:\n  overlay_image: /b.jpg\n  caption: \"<i>شرح</i>\"\n---\nنص\n",
		"content/posts/b.html", "---\ntitle: ب\n---\n<p>نص <b>غليظ</b></p>\n",
		"content/posts/c.md", "---\ndate: 2020-01-02\n---\n# عنوان في النص #\n",
		"content/posts/d.md", "---\ntype: video\n---\nنص\n",
		"content/posts/readme.md", "لا صدر\n",
		"content/posts/broken.md", "---\ntitle: [\n---\nنص\n",
		"content/posts/a.fr.md", "---\ntitle: a\n---\n", "content/posts/e.ar.md", "---\ntitle: ه\n---\n",
		"content/authors/huda/_index.md", "---\nname: هدى\n---\nمحررة\n", "content/authors/huda2/_index.md", "---\ntitle: هدى\n---\n",
		"content/posts/.hidden/x.md", "---\ntitle: x\n---\n", "content/posts/photo.jpg", "صورة", "static/a.css", "x", "static/_x/b.jpg", "x", "static/c.pdf", "x",
	)
	for path, want := range map[string]string{
		"posts/a.md":      "---\ntitle: أ\naliases: [/posts/a/]\nimage:\n  src: /b.jpg\n  caption: شرح\nfeatured: true\nparams:\n  menu: main\n  header:\n    overlay_image: /b.jpg\n    caption: \"<i>شرح</i>\"\n---\n\nنص\n",
		"posts/b.md":      "---\ntitle: ب\naliases: [/posts/b/]\n---\n\nنص **غليظ**\n",
		"posts/c.md":      "---\ntitle: عنوان في النص\ndate: 2020-01-02\naliases: [/posts/c/]\n---\n\n# عنوان في النص #\n",
		"posts/d.md":      "---\ntitle: d\ntype: video\naliases: [/posts/d/]\n---\n\nنص\n",
		"posts/e.md":      "---\ntitle: ه\naliases: [/posts/e/]\n---\n",
		"authors/huda.md": "---\nname: هدى\n---\n\nمحررة\n",
		"posts/_index.md": "---\ntitle: أخبار\n---\n",
	} {
		if p, ok := got[path]; !ok || strings.TrimSpace(string(p.Bytes())) != strings.TrimSpace(want) {
			t.Errorf("%s is\n%s\nwant\n%s", path, p.Bytes(), want)
		}
	}
	if notes := got["posts/a.md"].Notes; len(notes) != 1 || notes[0].Text != "menu" {
		t.Errorf("the editor is told %v", notes)
	}
	if len(tally.Refused) != 1 || tally.Refused[0].File != "content/posts/broken.md" || tally.Skipped["cannot be read"] != 1 {
		t.Errorf("what cannot be read: %v %v", tally.Refused, tally.Skipped)
	}
	if tally.Skipped["another language"] != 1 || tally.Skipped["no front matter"] != 1 || tally.Skipped["author of a known name"] != 1 {
		t.Errorf("skipped %v", tally.Skipped)
	}
	if files := got[""].Media; len(files) != 3 || files[0].To != "content/posts/photo.jpg" || files[2].To != "static/c.pdf" {
		t.Errorf("the files are %v", files)
	}
}

// One folder for all stories wins over theirs, and a folder without any of these is
// refused.
func TestTreeOptions(t *testing.T) {
	o := testOptions()
	o.Section = "old"
	var paths []string
	if _, err := Tree(fstest.MapFS{"local/a.md": {Data: []byte("---\ntitle: أ\n---\n")}}, o, func(p intake.Piece) error {
		paths = append(paths, p.Path)
		return nil
	}); err != nil || !slices.Equal(paths, []string{"old/a.md"}) {
		t.Errorf("got %v, %v", paths, err)
	}
	if _, err := Tree(fstest.MapFS{"a.txt": {}}, o, nil); err == nil || !strings.Contains(err.Error(), "no folder of Hugo or Jekyll") {
		t.Errorf("got %v", err)
	}
}

// A draft of Jekyll's is a draft; what is published: false is one too. Pages of the
// theme do not come in.
func TestJekyllKinds(t *testing.T) {
	got, tally := pieces(t, "_config.yml", "", "_drafts/idea.md", "---\ntitle: فكرة\n---\n", "_posts/2020-1-2-a.md", "---\ntitle: أ\npublished: false\ncategory: سياسة\ntags: [x, y]\n---\n",
		"_posts/2020-01-02-b.md", "---\ntitle: ب\ncategories: [uncategorized]\ndate: 2020-05-06 10:00:00 +0300\nredirect_from: /was/\n---\n", "index.html", "---\ntitle: x\n---\n", "404.md", "---\ntitle: x\n---\n", "README.md", "x",
		"_posts/c.md", "بلا صدر", "_layouts/post.html", "---\ntitle: x\n---\n", "news/_posts/2021-01-02-d.md", "---\ntitle: د\n---\n")
	for path, want := range map[string]string{
		"news/idea.md":          "---\ntitle: فكرة\ndraft: true\n---\n",
		"politics/2020/01/a.md": "---\ntitle: أ\ndate: \"2020-1-2\"\npublished: false\ndraft: true\naliases: [/سياسة/2020/01/02/a.html]\ntags: [x, \"y\"]\n---\n",
		"news/2020/05/b.md":     "---\ntitle: ب\ndate: \"2020-05-06 10:00:00 +0300\"\naliases: [/uncategorized/2020/05/06/b.html, /was/]\n---\n",
		"news/2021/01/d.md":     "---\ntitle: د\ndate: 2021-01-02\naliases: [/news/2021/01/02/d.html]\n---\n",
	} {
		if p, ok := got[path]; !ok || strings.TrimSpace(string(p.Bytes())) != strings.TrimSpace(want) {
			t.Errorf("%s is\n%s\nwant\n%s", path, p.Bytes(), want)
		}
	}
	if tally.Skipped["page of the theme"] != 2 || tally.Skipped["no front matter"] != 2 {
		t.Errorf("skipped %v", tally.Skipped)
	}
}
