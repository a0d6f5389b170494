package settings

import (
	"slices"
	"testing"

	"warraq/site"
)

// The spans of settings are their values, each by the path of its key.
func TestSpansOfSettings(t *testing.T) {
	src := "title: صحيفة\nmenus:\n  main:\n    - {title: أ, url: /a/}\n    - title: ب\n      url: /b/\nfeeds: [news, all]\n"
	var got []string
	for _, s := range SpansOf("edition.yaml", []byte(src)) {
		got = append(got, s.Key+" "+src[s.From:s.To])
		if s.Kind != site.SpanField {
			t.Errorf("%s is no value", s.Key)
		}
	}
	want := []string{"title صحيفة", "menus.main.title أ", "menus.main.url /a/", "menus.main.title ب", "menus.main.url /b/", "feeds news", "feeds all"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// An address that was given up is answered where a file can answer it; else its writer is
// told, whatever its form.
func TestAddressesThatWereGivenUp(t *testing.T) {
	for address, want := range map[string]string{
		"/economy/old/": "/economy/old/", "/%D9%82%D8%AF%D9%8A%D9%85/": "/قديم/", "/قديم.html": "/قديم.html", "https://paper.example/ar/old/": "/old/", "https://paper.example/ar/old/#x": "/old/",
		"https://other.example/old/": "told", "/?p=7": "told", "https://paper.example/ar/?p=7": "told", "/old/*": "told", "old/": "told", "/": "told", "/a/../b": "told", "/a//b": "told", `/a\b`: "told", "/a#b": "told", "/%zz": "told",
		"": "",
	} {
		r := NewReader("a.md", nil, "ar")
		r.Home = "https://paper.example/ar"
		got := r.OldAddress(address, &Node{Line: 1, Col: 1})
		if len(r.Problems) > 0 {
			got += "told"
		}
		if got != want {
			t.Errorf("%s is %q, want %q: %v", address, got, want, r.Problems)
		}
	}
}
