package trees

import (
	"slices"
	"testing"
	"testing/fstest"

	"warraq/site/intake"
	"warraq/site/manuscript"
)

// A Jekyll site that lies in a folder: the base_url of the new one has the folder, so
// that no old address and no link is to name it a second time.
func TestAFolderIsNotNamedTwice(t *testing.T) {
	root := fstest.MapFS{}
	for name, text := range map[string]string{
		"_config.yml":                 "url: https://jek.example\nbaseurl: /blog\n",
		"_posts/2024-01-02-khabar.md": "---\ntitle: خبر\ncategories: news local\npermalink: /news/local/2024/khabar.html\n---\n[ثانٍ]({% post_url 2024-01-03-thani %})\n",
		"_posts/2024-01-03-thani.md":  "---\ntitle: ثانٍ\npermalink: /custom/thani/\n---\nنص\n",
		"about.md":                    "---\ntitle: من نحن\n---\nنص\n",
	} {
		root[name] = &fstest.MapFile{Data: []byte(text)}
	}
	o := testOptions()
	o.BasePath = "/blog"
	var old []string
	link := ""
	if _, err := Tree(root, o, func(p intake.Piece) error {
		if i := slices.IndexFunc(p.Matter, func(q manuscript.Pair) bool { return q.Key == "aliases" }); i >= 0 {
			old = append(old, p.Matter[i].Value.([]string)...)
		}
		if p.Matter.Text("title") == "خبر" {
			link = p.Body
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(old)
	if want := []string{"/about.html", "/custom/thani/", "/news/local/2024/khabar.html"}; !slices.Equal(old, want) {
		t.Errorf("the old addresses are %v, want %v", old, want)
	}
	if link != "[ثانٍ](/custom/thani/)" {
		t.Errorf("the link to a post is %s", link)
	}
}
