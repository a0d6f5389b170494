package trees

import (
	"testing"
	"testing/fstest"

	"warraq/site/intake"
	"warraq/site/intake/testdata/judge"
)

// FuzzTree reads a folder in which one file holds any bytes: what comes out can be
// read, stays in its folder, and is the same each time.
func FuzzTree(f *testing.F) {
	places := []string{
		"hugo.toml", "config.yaml", "_config.yml", "content/posts/x.md", "content/posts/_index.md", "content/x/index.html", "_posts/2020-01-02-x.md",
		"_data/x.yml", "config/_default/permalinks.toml", "source/_posts/x.md",
	}
	for i := range places {
		for _, text := range []string{
			"---\ntitle: أ\ndate: 2020-01-02\ntags: [ب]\naliases: [/x/]\n---\n{{< figure src=\"a.png\" >}}\n{% post_url 2020-01-02-x %}\n{% highlight go %}x{% endhighlight %}",
			"+++\ntitle = 'أ'\n[params]\na = 1\n+++\n{{% x %}}{{< y \"z\" >}}t{{< /y >}}",
			"title: x\nbaseURL: https://example.org\npermalink: /:categories/:title.html\npermalinks: {posts: /:year/:slug/}\ndefaults:\n- scope: {path: ''}\n  values: {draft: true}\n",
			"title = 'x'\n[permalinks]\nposts = '/:year/:slug/'\n",
			"<p>أ<br>ب</p><table><tr><td>1<br>2</table>",
		} {
			f.Add(byte(i), []byte(text))
		}
	}
	f.Fuzz(func(t *testing.T, at byte, data []byte) {
		root := fstest.MapFS{
			"content/posts/a.md":  {Data: []byte("---\ntitle: أ\ndate: 2020-01-01\n---\n[x](x.md) {{< ref \"x.md\" >}}\n")},
			"content/posts/a.png": {Data: []byte("x")},
		}
		place := places[int(at)%len(places)]
		root[place] = &fstest.MapFile{Data: data}
		judge.Any(t, judge.Source{Files: root}, func(s judge.Source, take intake.Taker) (*intake.Tally, error) {
			return Tree(s.Files, testOptions(), take)
		})
	})
}
