package site

import (
	"slices"
	"testing"
)

func TestAPathTellsTheNoun(t *testing.T) {
	for name, want := range map[string]Noun{
		"edition.yaml": NounSettings, "front.yaml": NounFront, "politics/front.yaml": NounNone, "politics/a.png": NounNone,
		"_index.md": NounHome, "politics/_index.md": NounSection, "politics/2024/x.MARKDOWN": NounStory, "x.md": NounStory,
		"authors/mona.md": NounAuthor, "authors/old/mona.md": NounStory, "tags/x.md": NounTag, "tags/x/_index.md": NounTag, "tags/_index.md": NounSection, "tags/old/x.md": NounStory, "series/x.md": NounSeries, "series/x/_index.md": NounSeries, "series/_index.md": NounSection, "series/old/x.md": NounStory, "pages/about.md": NounPage, "pages/legal/terms.md": NounPage,
	} {
		if got := NounOf(name); got != want {
			t.Errorf("%s is %d, want %d", name, got, want)
		}
	}
	for name, want := range map[string]bool{"tags": true, "lite": true, "pages": true, "politics": false, "": false} {
		if IsReservedDir(name) != want {
			t.Errorf("IsReservedDir(%q) is not %v", name, want)
		}
	}
}

func TestAddressesAndTheirFiles(t *testing.T) {
	for address, file := range map[string]string{"/": "index.html", "/politics/": "politics/index.html", "/404.html": "404.html", "/index.xml": "index.xml"} {
		if got := OutputPath(address); got != file {
			t.Errorf("OutputPath(%s) = %s, want %s", address, got, file)
		}
	}
	for _, address := range []string{"/", "/politics/x/"} {
		if full, ok := FullAddress(LiteAddress(address)); !ok || full != address {
			t.Errorf("the light twin of %s is that of %s", address, full)
		}
	}
	if _, ok := FullAddress("/literature/"); ok {
		t.Error("/literature/ is taken for a light page")
	}
}

func TestAFileHasOneName(t *testing.T) {
	for _, c := range []struct{ base, src, want string }{
		{"politics/2024", "a.png", "politics/2024/a.png"}, {"politics/2024", "../a.png?v=2#x", "politics/a.png"},
		{"politics", "صورة%20ميناء.png", "politics/صورة ميناء.png"}, {"politics", "/files/a.png", "/files/a.png"},
		{"politics", "https://x.example/a.png?b", "https://x.example/a.png?b"}, {"politics", "//x.example/a.png", "//x.example/a.png"}, {"politics", "100%.png", "politics/100%.png"},
	} {
		if got := Place(c.base, c.src); got != c.want {
			t.Errorf("Place(%q, %q) = %q, want %q", c.base, c.src, got, c.want)
		}
	}
}

func TestProblemsAreSortedAndSpeakBothLanguages(t *testing.T) {
	ps := []Problem{
		{Path: "b.md", Line: 2}, {Path: "a.md", Line: 10, Col: 4}, {Path: "a.md", Line: 9, Message: Say("خطأ %d", "fault %d", 3), Level: LevelError}, {Path: "a.md"},
	}
	slices.SortStableFunc(ps, ComparePlaces)
	var places []string
	for _, p := range ps {
		places = append(places, p.Place())
	}
	if want := []string{"a.md", "a.md:9", "a.md:10:4", "b.md:2"}; !slices.Equal(places, want) {
		t.Errorf("places %v, want %v", places, want)
	}
	if m := ps[1].Message; m.In("ar-EG") != "خطأ 3" || m.In("fr") != "fault 3" || (Words{En: "only"}).In("ar") != "only" {
		t.Errorf("%v speaks otherwise", m)
	}
	if Errors(ps) != 1 {
		t.Errorf("%d errors, want 1", Errors(ps))
	}
}

func TestPlacesInATextAreCountedInRunes(t *testing.T) {
	text := []byte("---\nعنوان: أب\r\nنص")
	for pos, want := range map[int][2]int{0: {1, 1}, 4: {2, 1}, 6: {2, 2}, len(text): {3, 3}, 99: {3, 3}, -1: {1, 1}} {
		if line, col := LineCol(text, pos); line != want[0] || col != want[1] {
			t.Errorf("byte %d stands at %d:%d, want %v", pos, line, col, want)
		}
	}
	r := Ruler{Text: text}
	for _, pos := range []int{6, 4, 20, 0} { // in any order
		l1, c1 := r.At(pos)
		if l2, c2 := LineCol(text, pos); l1 != l2 || c1 != c2 {
			t.Errorf("byte %d: %d:%d and %d:%d", pos, l1, c1, l2, c2)
		}
	}
}

func TestArticlesShareTheirEmptyExtras(t *testing.T) {
	a, b := NewArticle("a.md"), NewArticle("b.md")
	b.Kicker = "خاص"
	a.Share()
	b.Share()
	if a.Bare().Extras != nil || b.Bare().Kicker != "خاص" || (*Article)(nil).Bare() != nil {
		t.Error("an article without extras keeps them, or one with extras lost them")
	}
}

func TestAddressesAreEscapedOnce(t *testing.T) {
	c := &Config{BaseURL: "https://example.org/news"}
	// RFC 3986: UTF-8 octets, upper-case hex; the slash and pchar stay.
	if got, want := c.URL("/tags/غزة/"), "/news/tags/%D8%BA%D8%B2%D8%A9/"; got != want {
		t.Errorf("URL = %s, want %s", got, want)
	}
	if got, want := c.Abs(c.URL("/a b/")), "https://example.org/news/a%20b/"; got != want {
		t.Errorf("Abs = %s, want %s", got, want)
	}
}
