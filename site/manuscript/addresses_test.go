package manuscript

import (
	"strings"
	"testing"

	"warraq/site"
)

// An old address is answered where the host is the paper's own; one on another host is told, and is
// none of this site.
func TestOldAddressesOfOtherHosts(t *testing.T) {
	o := testOptions
	o.Home = "https://example.org/news"
	for alias, want := range map[string]string{
		"https://example.org/news/x/": "/x/", "http://www.example.org/news/x/": "/x/", "//example.org/news/x/": "/x/", "/x/": "/x/", "https://example.org/news/%D8%B3/": "/س/",
		"https://old.example/x/": "front-matter/alias", "https://example.org/x/": "front-matter/alias", "https://example.org/news/?p=7": "front-matter/alias", "//old.example/x": "front-matter/alias", "old.example/x/": "front-matter/alias",
	} {
		a, problems := parse("a/b.md", []byte("---\ntitle: خبر\ndate: 2024-09-14\naliases: [\""+alias+"\"]\n---\nنص"), o)
		got := strings.Join(a.Aliases, " ")
		for _, p := range problems {
			got += p.Rule
		}
		if got != want {
			t.Errorf("%s: %s, want %s", alias, got, want)
		}
	}
}

// A link to the paper's own host is one inside the site; a picture's address that cannot be one hides no
// story, and only a script is an error.
func TestAddressesOfFrontMatterAndBody(t *testing.T) {
	o := testOptions
	o.Home = "https://example.org"
	a, problems := parse("a/b.md", []byte("---\ntitle: خبر\ndate: 2024-09-14\n---\n[أ](https://www.example.org/x/) [ب](\u200fhttps://other.example/y) [ج](?q=1) [د](whatsapp:x)\n"), o)
	if len(problems) > 0 || len(a.Refs) != 1 || a.Refs[0].Target != "/x/" {
		t.Errorf("%v %v", a.Refs, problems)
	}
	body := string(a.Body)
	for _, want := range []string{`href="https://other.example/y"`, `href="?q=1"`, `href="whatsapp:x"`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in %s", want, body)
		}
	}
	for src, level := range map[string]site.Level{
		"javascript:x": site.LevelError, "'data:image/png;base64,x'": site.LevelError, "a:b.png": site.LevelWarning, "'C:\\x.png'": site.LevelWarning, "file:///x.png": site.LevelWarning, "cid:1": site.LevelWarning, "https://": site.LevelWarning,
	} {
		a, problems := parse("a/b.md", []byte("---\ntitle: خبر\ndate: 2024-09-14\nimage: "+src+"\n---\nنص"), o)
		if len(problems) != 1 || problems[0].Level != level || a.Image.Src != "" {
			t.Errorf("%s: %q %v", src, a.Image.Src, problems)
		}
	}
}
