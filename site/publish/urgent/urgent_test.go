package urgent

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What goes ahead is a page and all that is new of what it names; where something can be had
// nowhere, nothing goes.
func TestFiles(t *testing.T) {
	const style = `<link rel=stylesheet href=/news/css/site.0123456789.css>`
	for name, c := range map[string]struct {
		made map[string]string
		want string
	}{
		"nothing new": {map[string]string{"s/index.html": style + `<a href="/news/">`}, "s/index.html"},
		"a new picture, tag and twin": {map[string]string{
			"s/index.html":   style + `<img srcset="/news/media/a-1.webp 1x, /news/media/a-2.webp 2x" src='/news/media/a-1.jpg'><a class="x" href="/news/tags/%D9%85%D8%AF%D9%86/">`,
			"media/a-1.webp": "1", "media/a-2.webp": "2", "media/a-1.jpg": "3",
			"tags/مدن/index.html": `<a href="/news/s/"><a href="/news/tags/مدن/index.xml">`, "tags/مدن/index.xml": "<rss>",
		}, "media/a-1.jpg media/a-1.webp media/a-2.webp s/index.html tags/مدن/index.html tags/مدن/index.xml"},
		"the card by the whole address":      {map[string]string{"s/index.html": `<meta property=og:image content="https://example.org/news/media/card.jpg">`, "media/card.jpg": "c"}, "media/card.jpg s/index.html"},
		"others and other parts of the host": {map[string]string{"s/index.html": `<a href="https://other.org/x/"><a href="/elsewhere/"><a href="mailto:a@example.org"><meta content="a word, and / more"><a href="#top"><a href="?page=2">`}, "s/index.html"},
		"what is not to be had":              {map[string]string{"s/index.html": `<a href="/news/gone/">`}, ""},
		"what cannot be made":                {map[string]string{"s/index.html": `<img src="/news/media/bad.jpg">`, "media/bad.jpg": "error"}, ""},
		"words that look like an address":    {map[string]string{"s/index.html": `<!-- <a href="/news/gone/"> --><script>x = ' href="/news/gone/"'</script><p title='a src="/news/gone.jpg"'> href="/news/gone/"`}, "s/index.html"},
		"entities in an address":             {map[string]string{"s/index.html": `<a href="/news/a&amp;b.pdf">`, "a&b.pdf": "x"}, "a&b.pdf s/index.html"},
	} {
		standing := []string{"index.html", "css/site.0123456789.css"}
		got := Files(Place{
			Base: "https://example.org/news", Has: func(path string) bool { return slices.Contains(standing, path) },
			Make: func(path string) ([]byte, bool, error) {
				data, ok := c.made[path]
				if data == "error" {
					return nil, true, errors.New("no")
				}
				return []byte(data), ok, nil
			},
		}, []string{"s/index.html"})
		var paths []string
		for _, f := range got {
			paths = append(paths, f.Path)
		}
		slices.Sort(paths)
		if s := strings.Join(paths, " "); s != c.want {
			t.Errorf("%s: %q, want %q", name, s, c.want)
		}
	}
}

// A page that leads to more than goes quickly waits for its edition.
func TestMany(t *testing.T) {
	got := Files(Place{Base: "https://example.org", Has: func(string) bool { return false }, Make: func(path string) ([]byte, bool, error) {
		return []byte(`<a href="/x` + path + `">`), true, nil
	}}, []string{"a.html"})
	if got != nil {
		t.Errorf("%d files", len(got))
	}
}

// A story that must wait keeps no other one back; where they are many, the first ones go.
func TestEachByItself(t *testing.T) {
	many := []string{"bad/index.html"}
	for i := range 2 * mostFiles {
		many = append(many, fmt.Sprintf("s%d/index.html", i))
	}
	got := Files(Place{Base: "https://example.org", Has: func(string) bool { return false }, Make: func(path string) ([]byte, bool, error) {
		switch path {
		case "bad/index.html":
			return []byte(`<img src="/picture.jpg"><a href="/gone/">`), true, nil
		case "s1/index.html":
			return []byte(`<a href="/s0/"><img src="/picture.jpg">`), true, nil
		}
		return []byte("x"), path != "gone/index.html", nil
	}}, many)
	var paths []string
	for _, f := range got {
		paths = append(paths, f.Path)
	}
	if len(got) != mostFiles || strings.Join(paths[:4], " ") != "s0/index.html s1/index.html picture.jpg s2/index.html" {
		t.Errorf("%d files: %v", len(got), paths)
	}
}
