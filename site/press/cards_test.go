package press

import (
	"bytes"
	"image/jpeg"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/cache"
)

const cardsOfPaper = `
-- content/edition.yaml --
title: المدار
base_url: https://example.org/news
cards: {look: لون}
-- content/politics/_index.md --
---
title: سياسة
accent: "#1f5fa8"
---
-- content/politics/first.md --
---
title: خبر أول
date: 2026-11-20
---
نص.
-- content/politics/draft.md --
---
title: مسودة
date: 2026-11-20
draft: true
---
نص.
-- content/politics/later.md --
---
title: خبر الغد
date: 2026-11-30
---
نص.
-- content/pages/about.md --
---
title: من نحن
---
نص.
`

// cardOf gives the output path of the card that a page names.
func cardOf(page []byte) string {
	m := regexp.MustCompile(`property="og:image" content="https://example\.org/news/(media/cards/[^"]*)"`).FindSubmatch(page)
	if m == nil {
		return ""
	}
	return string(m[1])
}

func cardsIn(out map[string][]byte) (names []string) {
	for name := range out {
		if strings.HasPrefix("/"+name, site.CardRoot) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

const firstStory = "politics/2026/11/first/index.html"

// Each page names a card that is there: a story its own, others their section's or the
// paper's. What is not public has none, also where the desk looks at it.
func TestSocialCards(t *testing.T) {
	public, desk := &shelf{}, &shelf{}
	public.print(t, input(newsroom(cardsOfPaper)))
	in := input(newsroom(cardsOfPaper))
	in.Clock.Drafts, in.Clock.Future, in.Preview = true, true, true
	desk.print(t, in)
	if got, want := cardsIn(desk.old), cardsIn(public.old); len(want) != 3 || !slices.Equal(got, want) {
		t.Errorf("cards %v; for the desk %v", want, got)
	}
	own, section, paper := cardOf(public.old[firstStory]), cardOf(public.old["politics/index.html"]), cardOf(public.old["index.html"])
	if own == section || section == paper || cardOf(public.old["about/index.html"]) != paper {
		t.Errorf("a story has %s, its section %s, the paper %s", own, section, paper)
	}
	for _, name := range []string{own, section, paper} {
		if c, err := jpeg.DecodeConfig(bytes.NewReader(public.old[name])); err != nil || c.Width != 1200 || c.Height != 630 {
			t.Errorf("%s is %v, %v", name, c, err)
		}
	}
	if got := cardOf(desk.old["politics/2026/11/draft/index.html"]); got != section {
		t.Errorf("a draft's page names %s", got)
	}
}

// Nothing is drawn twice; a new title draws one card, under another address.
func TestSocialCardsAreKept(t *testing.T) {
	source := newsroom(cardsOfPaper)
	in := input(source)
	dir := t.TempDir()
	print := func(s *shelf) {
		t.Helper()
		var err error
		if in.Store, err = cache.Open(dir, cache.Sum{1}); err != nil {
			t.Fatal(err)
		}
		defer in.Store.Close()
		s.print(t, in)
		if err := in.Store.Save(); err != nil {
			t.Fatal(err)
		}
	}
	s := &shelf{}
	print(s)
	first := cardOf(s.old[firstStory])
	if print(s); len(s.put) > 0 {
		t.Errorf("a warm build writes %v", s.put)
	}
	again := &shelf{} // another output, of the same cache
	if print(again); !bytes.Equal(again.old[first], s.old[first]) {
		t.Error("the card of the cache is another")
	}
	source["content/politics/first.md"] = &fstest.MapFile{Data: []byte("---\ntitle: خبر آخر\ndate: 2026-11-20\n---\nنص.\n"), ModTime: noon.Add(1)}
	print(s)
	second := cardOf(s.old[firstStory])
	drawn := slices.DeleteFunc(slices.Clone(s.put), func(name string) bool { return !strings.HasPrefix("/"+name, site.CardRoot) })
	if second == first || !slices.Equal(drawn, []string{second}) || s.old[first] != nil {
		t.Errorf("drawn: %v; the page names %s", drawn, second)
	}
}

func TestNoSocialCards(t *testing.T) {
	off := newsroom(cardsOfPaper)
	off["content/edition.yaml"].Data = bytes.Replace(off["content/edition.yaml"].Data, []byte("{look: لون}"), []byte("false"), 1)
	for name, in := range map[string]Input{"no images": quick(newsroom(cardsOfPaper)), "settings": input(off)} {
		s := &shelf{}
		s.print(t, in)
		if got := cardsIn(s.old); len(got) > 0 || strings.Contains(text(s.old, firstStory), "og:image") {
			t.Errorf("%s: there are %v", name, got)
		}
	}
}

// The preview draws a card when a browser asks for it, and none that is not there.
func TestPreviewDrawsCards(t *testing.T) {
	in := input(newsroom(cardsOfPaper))
	in.Preview, in.OnRequest = true, true
	p, err := Prepare(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	v := p.Preview(nil)
	page, _, _ := v.File(firstStory)
	name := cardOf(page)
	if data, found, err := v.File(name); !found || err != nil || len(data) == 0 {
		t.Errorf("%s: %d bytes, %v", name, len(data), err)
	}
	if _, found, _ := v.File("media/cards/0123456789abcdef-01234567-1200x630.jpg"); found {
		t.Error("a card is drawn that no page names")
	}
}

// A logo that cannot be drawn is told, and the name stands in its place.
func TestLogoOfCards(t *testing.T) {
	source := newsroom(cardsOfPaper)
	source["content/edition.yaml"].Data = bytes.Replace(source["content/edition.yaml"].Data, []byte("{look: لون}"), []byte("{logo: /img/none.png}"), 1)
	s := &shelf{}
	p, _ := s.print(t, input(source))
	if !slices.ContainsFunc(p.Problems, func(p site.Problem) bool { return p.Rule == "cards/logo" }) || len(cardsIn(s.old)) != 3 {
		t.Errorf("told %v; cards %v", p.Problems, cardsIn(s.old))
	}
	old := cardOf(s.old[firstStory])
	source["static/img/none.png"] = &fstest.MapFile{Data: photo(300, 90), ModTime: noon}
	p, _ = s.print(t, input(source))
	if slices.ContainsFunc(p.Problems, func(p site.Problem) bool { return p.Rule == "cards/logo" }) || cardOf(s.old[firstStory]) == old {
		t.Errorf("told %v of a logo that is there, or the address stayed", p.Problems)
	}
}
