package moves

import (
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/review"
)

// After a move, every target leads where it led, in whatever way it is written.
func TestFollow(t *testing.T) {
	m := Move{Old: "news/a.md", Name: "sport/2026/b.md", Beside: map[string]bool{"news/only.png": false, "news/both.png": true}}
	content := fstest.MapFS{}
	files := map[string][2]string{
		"sport/2026/b.md": {
			"---\nimage: {src: only.png}\nrelated: [c.md, \"../culture/d.md\"]\ntitle: c.md\n---\n\n[![ص](c/x.png)](c.md#x) ![](both.png) [ب](<c.md>) [خ](https://e.org/c.md) [ع](/news/2026/a/) [م](/news/a.md?q)\n",
			"---\nimage: {src: only.png}\nrelated: [../../news/c.md, \"../../culture/d.md\"]\ntitle: c.md\n---\n\n[![ص](../../news/c/x.png)](../../news/c.md#x) ![](both.png) [ب](<../../news/c.md>) [خ](https://e.org/c.md) [ع](/news/2026/a/) [م](/sport/2026/b.md?q)\n",
		},
		"news/c.md":    {"[أ](a.md) [ب](./a.md#x 'ع') `[ج](a.md)` [د](ab.md) ![](both.png)", "[أ](../sport/2026/b.md) [ب](../sport/2026/b.md#x 'ع') `[ج](a.md)` [د](ab.md) ![](both.png)"},
		"culture/d.md": {"---\nrelated: ../news/a.md\n---\n\n[أ](../news/a.md)\n", "---\nrelated: ../sport/2026/b.md\n---\n\n[أ](../sport/2026/b.md)\n"},
	}
	f := &review.Content{Config: &site.Config{Language: "ar"}, Read: readOf(content)}
	for name, c := range files {
		content[name] = &fstest.MapFile{Data: []byte(c[0])}
		f.Paths = append(f.Paths, name)
	}
	for _, name := range []string{"sport/2026/only.png", "sport/2026/both.png", "news/both.png", "news/c/x.png", "news/ab.md"} {
		content[name] = &fstest.MapFile{}
	}
	err := m.Follow(f, content, func(name string, change func([]byte) ([]byte, error)) error {
		out, err := change(content[name].Data)
		content[name].Data = out
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range files {
		if got := string(content[name].Data); got != c[1] {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c[1])
		}
	}
}

func readOf(content fstest.MapFS) func(string) ([]byte, []site.Problem) {
	return func(name string) ([]byte, []site.Problem) { return content[name].Data, nil }
}

// A slash or a folder that is there means into it; an index moves with its folder; a
// story keeps a story's name.
func TestWhereAMoveGoes(t *testing.T) {
	content := fstest.MapFS{"news/a.md": {}, "news/b/index.md": {}, "politics/_index.md": {}, "news/p.png": {}}
	for _, c := range []struct {
		old, to    string
		slash      bool
		from, name string
	}{
		{"news/a.md", "news/c.md", false, "news/a.md", "news/c.md"},
		{"news/a.md", "politics", false, "news/a.md", "politics/a.md"},
		{"news/a.md", "culture", true, "news/a.md", "culture/a.md"},
		{"news", "archive", false, "news", "archive"},
		{"news/b/index.md", "news/c", false, "news/b", "news/c"},
		{"politics/_index.md", "world", true, "politics", "world"},
		{"news/p.png", "news/q.png", false, "news/p.png", "news/q.png"},
		{"news/a.md", "news/c", false, "", ""},
		{"none.md", "x.md", false, "", ""},
	} {
		from, name, err := Destination(content, nil, func(name string) string { return name }, c.old, c.to, c.slash)
		if from != c.from || name != c.name || (err != nil) != (c.from == "") {
			t.Errorf("%s to %s: %s to %s, %v", c.old, c.to, from, name, err)
		}
	}
}
