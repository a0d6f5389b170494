package tongues_test

import (
	"fmt"
	"path"
	"strings"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/edition"
	"warraq/site/own"
	"warraq/site/plan/tongues"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// paper makes an edition of some stories: their paths, each with a key and a language after spaces.
func paper(t *testing.T, lang, at string, stories ...string) *site.Edition {
	t.Helper()
	c := &site.Config{BaseURL: "https://marfa.example" + at, At: at, Language: lang, PageSize: 10, Permalink: "/:section/:slug/", Zone: time.UTC, Pages: site.Pages{Lite: true, Search: true}}
	c.Sisters = []own.Sister{{Lang: "ar", Name: "العربية"}, {Key: "en", Lang: "en", Name: "English", At: "/en", Folder: "en"}, {Key: "fa", Lang: "fa", Name: "فارسی", At: "/fa", Folder: "fa"}}
	var m site.Manuscripts
	m.Sections = []*site.Section{{Path: "news/_index.md", Dir: "news", Title: "News"}}
	for i, s := range stories {
		words := strings.Split(s+"  ", " ")
		slug := path.Base(strings.TrimSuffix(strings.TrimSuffix(words[0], ".md"), "/index"))
		a := &site.Article{Path: words[0], Dir: "news", Slug: slug, Title: slug, Type: site.News, Date: noon.AddDate(0, 0, -i-1)}
		a.Share()
		x := *a.Extras
		x.TranslationKey, x.Lang = words[1], words[2]
		a.Extras = &x
		m.Articles = append(m.Articles, a)
	}
	e, problems := edition.New(edition.Sources{Config: c, Manuscripts: m, Clock: site.Clock{Now: noon}, Files: &site.Attachments{Config: c}, Together: func(tasks ...func()) {
		for _, do := range tasks {
			do()
		}
	}})
	if site.Errors(problems) > 0 {
		t.Fatal(problems)
	}
	return e
}

// Pages are the same by the paths of their files or by a key, and say so in the order of editions.
func TestJoin(t *testing.T) {
	ar := paper(t, "ar", "", "news/quay.md", "news/safina.md ship", "news/only.md", "news/english.md  en", "news/twice.md ship")
	en := paper(t, "en", "/en", "news/quay/index.md", "news/the-ship.md ship", "news/english.md")
	fa := paper(t, "fa", "/fa", "news/quay.md")
	all, problems := tongues.Join([]*site.Edition{ar, en, fa})
	for i, x := range []struct {
		edition       int
		address, want string
	}{
		{0, "/", "ar / en /en/ fa /fa/ of /"},
		{0, "/news/", "ar /news/ en /en/news/ fa /fa/news/ of /news/"},
		{0, "/news/quay/", "ar /news/quay/ en /en/news/quay/ fa /fa/news/quay/ of /news/quay/"},
		{1, "/news/the-ship/", "ar /news/safina/ en /en/news/the-ship/ of /news/safina/"},
		{0, "/news/only/", ""},
		{0, "/news/english/", ""}, // it is in English itself: there cannot be two of a language
		{1, "/news/english/", ""},
		{0, "/search/", "ar /search/ en /en/search/ fa /fa/search/ of /search/"},
		{0, "/archive/", ""},
		{0, "/none/", ""},
	} {
		translations, otherwise := all[x.edition].Of(x.address)
		var got []string
		for _, tr := range translations {
			got = append(got, tr.Lang+" "+strings.TrimPrefix(tr.URL, "https://marfa.example"))
		}
		if otherwise != "" {
			got = append(got, "of "+strings.TrimPrefix(otherwise, "https://marfa.example"))
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%d: %s is %v, want %s", i, x.address, got, x.want)
		}
	}
	if len(problems[0]) != 1 || problems[0][0].Path != "content/news/twice.md" || len(problems[1])+len(problems[2]) > 0 {
		t.Errorf("told %v", problems)
	}
	if all[0].Sum() == all[1].Sum() || all[0].Sum() == (site.Sum{}) {
		t.Error("other pages have one sum")
	}
}

// A page leads to itself in other languages, else to the front page there; a light page to light ones.
func TestPut(t *testing.T) {
	all, _ := tongues.Join([]*site.Edition{paper(t, "ar", "", "news/quay.md", "news/only.md"), paper(t, "en", "/en", "news/quay.md"), paper(t, "fa", "/fa", "news/a.md")})
	links := func(f *site.Frame) (out string) {
		for _, l := range f.Languages {
			out += fmt.Sprintf("%s %v %v; ", l.URL, l.Same, l.Current)
		}
		return out
	}
	var f site.Frame
	all[0].Put(&f, "/news/quay/")
	if got, want := links(&f), "/news/quay/ true true; /en/news/quay/ true false; /fa/ false false; "; got != want || len(f.Head.Translations) != 2 || f.Head.Default == "" {
		t.Errorf("got %s want %s", got, want)
	}
	tongues.Light(&f)
	if got, want := links(&f), "/lite/news/quay/ true true; /en/lite/news/quay/ true false; /fa/ false false; "; got != want || f.Head.Translations != nil || f.Head.Default != "" {
		t.Errorf("light: got %s want %s", got, want)
	}
	f = site.Frame{Kind: "article"}
	all[0].Put(&f, "/news/only/")
	if got, want := links(&f), "/ false true; /en/ false false; /fa/ false false; "; got != want || f.Head.Translations != nil {
		t.Errorf("got %s want %s", got, want)
	}
	for _, c := range []struct{ kind, address, want string }{ // a later page of a list leads to the list, a day to the archive
		{"section", "/news/2/", "/ false true; /en/news/ false false; /fa/news/ false false; "},
		{"section", "/sport/", "/ false true; /en/ false false; /fa/ false false; "},
		{"day", "/archive/2026/11/20/", "/ false true; /en/ false false; /fa/ false false; "}, // these papers have no archive
		{"tag", "/tags/x/3/", "/ false true; /en/tags/ false false; /fa/tags/ false false; "},
		{"article", "/news/other/", "/ false true; /en/ false false; /fa/ false false; "},
	} {
		f = site.Frame{Kind: c.kind}
		if all[0].Put(&f, c.address); links(&f) != c.want || f.Head.Translations != nil {
			t.Errorf("%s: got %s want %s", c.address, links(&f), c.want)
		}
	}
	var none *tongues.Tongue // a paper of one language
	f = site.Frame{Head: site.Head{Default: "x"}}
	if none.Put(&f, "/"); f.Languages != nil || none.Sum() != (site.Sum{}) {
		t.Error("a paper of one language has others")
	}
	if tongues.Light(&f); f.Head.Default != "x" {
		t.Error("what a story itself names is lost")
	}
}

// A story names pages of other sites too; in a language that an edition has, the edition's counts.
func TestStory(t *testing.T) {
	ar, en := paper(t, "ar", "", "news/quay.md", "news/only.md"), paper(t, "en", "/en", "news/quay.md")
	all, _ := tongues.Join([]*site.Edition{ar, en})
	for address, want := range map[string]string{"/news/quay/": "ar en fr x-default", "/news/only/": "ar en fr"} {
		s := ar.At(address)
		x := *s.Extras
		x.Translations = []site.Translation{{Lang: "en", URL: "https://other.example/"}, {Lang: "fr", URL: "https://autre.example/"}}
		s.Extras = &x
		var got []string
		for _, a := range tongues.Alternates(all[0].Story(ar.Config, s)) {
			got = append(got, a.Lang)
			if address == "/news/quay/" && a.Lang == "en" && a.URL != "https://marfa.example/en/news/quay/" {
				t.Errorf("English is %s", a.URL)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", address, got, want)
		}
	}
}
