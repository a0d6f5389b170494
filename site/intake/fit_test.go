package intake

import (
	"strings"
	"testing"

	"warraq/site"
	"warraq/site/intake/codes"
	"warraq/site/manuscript"
)

// given imports pieces as they are, and gives them as they were handed on.
func given(t *testing.T, pieces ...Piece) (out []Piece) {
	t.Helper()
	i := NewImport(importOptions(), func(p Piece) error {
		out = append(out, p)
		return nil
	})
	for _, p := range pieces {
		if err := i.Give(p); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// The importer writes nothing that the build rejects: a value that is an error here
// stays under params, and a text that is faulty is a draft.
func TestWhatTheBuildWouldRejectIsMadeToFit(t *testing.T) {
	story := func(body string, more ...manuscript.Pair) Piece {
		return Piece{Kind: Story, Path: "news/a.md", Body: body, Matter: append(manuscript.Matter{{Key: "title", Value: "أ"}}, more...)}
	}
	for name, c := range map[string]struct {
		piece Piece
		want  string
		draft bool
	}{
		"a date that is none":     {story("نص", manuscript.Pair{Key: "date", Value: "قريباً"}), "  source_date: قريباً\n", false},
		"a truth that is none":    {story("نص", manuscript.Pair{Key: "featured", Value: "ربما"}), "  source_featured: ربما\n", false},
		"such a date in params":   {story("نص", manuscript.Pair{Key: "params", Value: manuscript.Matter{{Key: "date", Value: "قريباً"}, {Key: "x", Value: "1"}}}), "  source_date: قريباً\n", false},
		"marks of a conflict":     {story("<<<<<<< HEAD\nأ\n=======\nب\n>>>>>>> x\n"), "draft: true\n", true},
		"nothing that is a fault": {story("نص"), "title: أ\n", false},
	} {
		p := given(t, c.piece)[0]
		if !strings.Contains(string(p.Bytes()), c.want) || p.IsDraft() != c.draft {
			t.Errorf("%s: draft %v\n%s", name, p.IsDraft(), p.Bytes())
		}
		if c.draft {
			continue
		}
		for _, q := range manuscript.Read(p.Path, p.Bytes(), importOptions().Options).Problems {
			if q.Level == site.LevelError {
				t.Errorf("%s: the build says %v", name, q)
			}
		}
	}
}

// Two pieces that would have one address get two, and so does a page that would have
// one of the site's own.
func TestAddressesAreGivenOnce(t *testing.T) {
	title := manuscript.Matter{{Key: "title", Value: "أ"}}
	got := given(t, Piece{Kind: Story, Path: "news/2019-10-10-1430.md", Matter: title}, Piece{Kind: Story, Path: "news/2019-10-11-1430.md", Matter: title},
		Piece{Kind: Page, Path: "pages/a/x.md", Matter: title}, Piece{Kind: Page, Path: "pages/b/x.md", Matter: title}, Piece{Kind: Page, Path: "pages/tags.md", Matter: title})
	for i, want := range []string{"", "2019-10-11-1430", "", "x-2", "tags-2"} {
		if slug := got[i].Matter.Text("slug"); slug != want {
			t.Errorf("%s has the slug %q, want %q", got[i].Path, slug, want)
		}
	}
}

// A person's table is read in each of the three languages of settings; what is no table
// is refused.
func TestATableOfWords(t *testing.T) {
	for name, text := range map[string]string{
		"map.yaml": "---\nfields: {a: b}\nshortcodes:\n  c: \"<$1 $x $inner>\"\n  d: \"-\"\ntypes: {e: page}\n", "map.toml": "[fields]\na = 'b'\n[shortcodes]\nc = '<$1 $x $inner>'\nd = '-'\n[types]\ne = 'page'\n",
		"map.json": `{"fields": {"a": "b"}, "shortcodes": {"c": "<$1 $x $inner>", "d": "-"}, "types": {"e": "page"}}`,
	} {
		m, err := ReadMapping(name, []byte(text), importOptions().Options)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		s := codes.ParseShortcode("c", `one x="two"`)
		s.Inner = "three"
		written, ok := m.Shortcode(s)
		dropped, too := m.Shortcode(codes.Shortcode{Name: "d"})
		if m.Field("a") != "b" || m.Type("e") != "page" || !ok || written != "<one two three>" || !too || dropped != "" {
			t.Errorf("%s: %+v, %q", name, m, written)
		}
	}
	for _, bad := range []string{"words: {a: b}", "fields: x", "fields: [", "types:\n  a: {b: c}"} {
		if _, err := ReadMapping("map.yaml", []byte(bad), importOptions().Options); err == nil {
			t.Errorf("%q is no table", bad)
		}
	}
	var none *Mapping
	if none.Field("a") != "" || none.Type("a") != "" {
		t.Error("no table says something")
	}
}

// Settings that the build would refuse are left out of edition.yaml.
func TestSettingsThatFitStay(t *testing.T) {
	s := Settings{Title: " الميناء ", BaseURL: "x", Language: "ar_LB", TimeZone: "Mars/Base", Main: []site.Link{{Title: "أ", URL: "/a/"}, {Title: "ب", URL: "javascript:x"}, {URL: "/c/"}}}
	if got := string(s.Edition()); !strings.Contains(got, "title: الميناء\n") || !strings.Contains(got, "language: ar-LB\n") || strings.Contains(got, "base_url") || strings.Contains(got, "time_zone") || strings.Contains(got, "script") {
		t.Errorf("got\n%s", got)
	}
	if got := (Settings{Language: "no tag"}).Edition(); got != nil {
		t.Errorf("got\n%s", got)
	}
}

// Stories of one name each have a place, with the mark of the story where it has one, and in capitals
// no two are one on any disk.
func TestFreePath(t *testing.T) {
	p := NewImport(Options{}, nil)
	for _, c := range [][3]string{
		{"news/s", "", "news/s.md"}, {"news/s", "", "news/s-2.md"}, {"news/S", "7", "news/S-7.md"}, {"news/s", "7", "news/s-3.md"}, {"news/s", "", "news/s-4.md"},
		{"news/s-5", "", "news/s-5.md"}, {"news/s", "", "news/s-6.md"}, {"news/index", "", "news/index-2.md"}, {"news/con", "", "news/con-2.md"},
	} {
		if got := p.FreePath(c[0], c[1]); got != c[2] {
			t.Errorf("FreePath(%s, %s) = %s, want %s", c[0], c[1], got, c[2])
		}
	}
	last := ""
	for range 100_000 { // each in a step
		last = p.FreePath("x", "")
	}
	if last != "x-100000.md" {
		t.Errorf("the last is %s", last)
	}
}
