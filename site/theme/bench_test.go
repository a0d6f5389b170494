package theme_test

import (
	"bytes"
	"html/template"
	"os"
	"strings"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/theme"
)

// The default theme, with a story as long as most.
func BenchmarkArticle(b *testing.B) {
	zone := time.FixedZone("", 3*60*60)
	config := &site.Config{Language: "ar", BaseURL: "https://example.org/", Title: "الصحيفة", Zone: zone}
	th, problems := theme.Parse(os.DirFS("../../templates"), theme.Options{
		Config: config, Locale: arabic.Locale{Lang: "ar", Country: "SY", Months: arabic.MonthsOf("SY"), Zone: zone}, Static: os.DirFS("../../static"),
	})
	if th == nil {
		b.Fatal(problems)
	}
	when := time.Date(2026, 11, 23, 12, 0, 0, 0, zone)
	chrome := &site.Chrome{Title: "الصحيفة", Lang: "ar", Home: "/", Root: "https://example.org"}
	var related []*site.SideCard
	for _, url := range []string{"/politics/1/", "/politics/2/", "/politics/3/", "/politics/4/"} {
		related = append(related, &site.SideCard{Title: "عنوان قصة أخرى", URL: url, Date: when, Section: site.Link{Title: "سياسة", URL: "/politics/"}})
	}
	card := &site.Card{
		SideCard: site.SideCard{
			Title: "وزير الخارجية يصل إلى دمشق في زيارة رسمية", URL: "/politics/2026/11/visit/", Date: when, HasTime: true, Type: site.News,
			Section: site.Link{Title: "سياسة", URL: "/politics/"},
		},
		Summary: "ملخّص من جملتين عن الزيارة.", Authors: []site.Byline{{Name: "منى الأحمد", URL: "/authors/mona/"}},
	}
	v := &site.ArticleView{
		Frame: site.Frame{Chrome: chrome, Crumbs: []site.Link{{Title: "سياسة", URL: "/politics/"}}, Head: site.Head{Title: card.Title, Canonical: "https://example.org" + card.URL, Type: "article", Published: when}},
		Card:  card, Standfirst: "المقدّمة", Dateline: "دمشق", Words: 300, Related: related, Older: related[0], Newer: related[1],
		Tags: []site.Link{{Title: "دمشق", URL: "/tags/damascus/"}, {Title: "الخارجية", URL: "/tags/foreign/"}},
		Body: template.HTML(strings.Repeat("<p>نصّ الفقرة من الخبر كما كتبه المحرّر.</p>", 12)),
	}
	var out bytes.Buffer
	page := site.Page{Path: card.URL, Template: "article.html", View: v}
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := th.Render(&out, page, theme.Ask{}); err != nil {
			b.Fatal(err)
		}
	}
	if left := th.Interpreted(); len(left) > 0 {
		b.Fatalf("left to html/template: %v", left)
	}
}
