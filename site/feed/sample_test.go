package feed

import (
	"bytes"
	"flag"
	"html/template"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"warraq/site"
)

// The samples have every field set, and words that try to break out. With
// -write they are put into a folder for validators that are not written in Go:
//
//	go test ./site/feed -run Samples -args -write DIR
var writeTo = flag.String("write", "", "folder to write the samples to")

var (
	amman = time.FixedZone("+03", 3*60*60)
	noon  = time.Date(2024, 9, 14, 12, 30, 5, 0, amman)
)

const breakout = `قال: «لا»</script><script>alert("1")</script> ]]> & <!-- ` + "\u2028 \u2029 \x01 \ufffe"

func sampleChrome() *site.Chrome {
	return &site.Chrome{
		Title: "المرقاب", Tagline: "عينٌ على القريب", Description: "صحيفة متخيَّلة", Lang: "ar", Dir: "rtl",
		Home: "/news/", Base: "/news", Root: "https://example.org", Search: "/news/search/",
		Social: []site.Link{{Title: "إكس", URL: "https://x.com/example"}, {Title: "يوتيوب", URL: "https://www.youtube.com/@example"}},
		Publisher: site.Publisher{
			Name: "المرقاب", LegalName: "مؤسسة المرقاب للصحافة", URL: "https://example.org/news/", Logo: "/news/logo.png", Founded: "2026",
			Email: "desk@example.org", Principles: "/news/ethics/", Corrections: "/news/corrections/", Ethics: "/news/ethics/", Ownership: "/news/about/",
		},
	}
}

func sampleFrame(kind string) site.Frame {
	return site.Frame{
		Kind: kind, Chrome: sampleChrome(),
		Head:   site.Head{Title: "ميناء", Description: "وصف الصفحة", Canonical: "https://example.org/news/economy/2024/09/%D9%85%D9%8A%D9%86%D8%A7%D8%A1/", Lang: "ar"},
		Crumbs: []site.Link{{Title: "الرئيسية", URL: "/news/"}, {Title: "اقتصاد", URL: "/news/economy/"}},
	}
}

func sampleCard(t site.Type) *site.Card {
	return &site.Card{
		SideCard: site.SideCard{
			URL: "/news/economy/2024/09/%D9%85%D9%8A%D9%86%D8%A7%D8%A1/", Title: "2 + 2: ميناء " + breakout, Type: t,
			Section: site.Link{Title: "اقتصاد", URL: "/news/economy/"}, Date: noon, HasTime: true, Lang: "ar-LB",
			Image: site.Picture{URL: "/news/port.jpg", Width: 1200, Height: 675, Alt: "رصيف", Caption: "رصيف الميناء", Credit: "المرقاب/س. الحاج"},
		},
		Summary: "ملخص القصة & ما وراءها",
		Authors: []site.Byline{
			{Name: "سلمى الحاج", URL: "/news/authors/salma/", Role: "محررة", Picture: site.Picture{URL: "/news/salma.jpg"}},
			{Name: "قسم الاقتصاد", URL: "/news/authors/economy/", Desk: true, Role: "فريق التحرير"},
		},
		Agencies: []string{"فرانس برس"}, Updated: noon.Add(2 * time.Hour),
		Minutes: 3,
	}
}

func sampleStory(t site.Type) *site.ArticleView {
	card := sampleCard(t)
	v := &site.ArticleView{
		Frame: sampleFrame("article"), Card: card, Standfirst: "مقدمة القصة", Dateline: "عمّان", Lead: card.Image, Words: 540,
		Corrections: []site.Note{{Date: noon.Add(time.Hour), Text: "صُحّح الرقم " + breakout}},
		Sources:     []site.Source{{Name: "تقرير الميناء", URL: "https://example.com/report.pdf"}, {Name: "شهادات"}},
		Tags:        []site.Link{{Title: "الاقتصاد", URL: "/news/tags/e/"}, {Title: "موانئ", URL: "/news/tags/p/"}, {Title: "الحرب", URL: "/news/tags/w/"}},
		SeriesNav:   &site.SeriesNav{Title: "الموانئ", URL: "/news/series/ports/", Index: 2},
	}
	switch t {
	case site.FactCheck:
		v.Claim = &site.Claim{Text: "الميناء أُغلق", Speaker: "متحدث", Date: noon, Rating: "مضلل"}
	case site.Gallery:
		v.Gallery = []site.Picture{card.Image, {URL: "/news/2.jpg", Width: 800, Height: 600, Alt: "سفينة", Credit: "المرقاب"}}
	case site.Video, site.Audio:
		v.Media = sampleMedia(t == site.Audio)
	case site.Live:
		v.Coverage = &site.Coverage{Start: noon, End: noon.Add(5 * time.Hour), KeyPoints: []string{"نقطة"}}
		v.Entries = []site.Entry{{Time: noon.Add(time.Hour), Title: "وصول السفينة", ID: "وصول-السفينة"}, {Time: noon, Title: "بدء التغطية", ID: "بدء"}}
	}
	return v
}

func sampleMedia(audio bool) *site.MediaView {
	m := &site.MediaView{
		URL: "/news/port.mp4", MIME: "video/mp4", Audio: audio, Duration: time.Hour + 2*time.Minute + 3*time.Second, Size: 1234567,
		Poster: site.Picture{URL: "/news/poster.jpg"}, Transcript: "النص الكامل",
		Chapters: []site.Chapter{{At: 0, Title: "البداية"}, {At: 90 * time.Second, Title: "الرصيف"}},
	}
	if audio {
		m.URL, m.MIME = "/news/port.mp3", "audio/mpeg"
	}
	return m
}

func sampleFeed() *View {
	v := &View{
		Title: "اقتصاد | المرقاب", Description: "أخبار الاقتصاد", Home: "https://example.org/news/economy/", Self: "https://example.org/news/economy/index.xml",
		Hub: "https://hub.example.com/", Lang: "ar", Icon: "https://example.org/news/icon.png", Publisher: "المرقاب", Email: "desk@example.org", Updated: noon.Add(2 * time.Hour),
	}
	full := Item{
		Card: sampleCard(site.News), ID: "tag:example.org,2024:port", URL: "https://example.org/news/economy/2024/09/%D9%85%D9%8A%D9%86%D8%A7%D8%A1/",
		Body: template.HTML(`<p>نص «القصة» &amp; أكثر ]]> منها.</p><p><img src="https://example.org/news/port.jpg" alt="رصيف"></p>`), Tags: []string{"موانئ", "R&D"},
	}
	short := Item{Card: sampleCard(site.Audio), ID: "https://example.org/news/a/", URL: "https://example.org/news/a/", Media: sampleMedia(true)}
	short.Title, short.Lang, short.Authors, short.Updated = "حلقة صوتية", "", nil, time.Time{}
	v.Items = []Item{full, short}
	return v
}

func samplePodcast() *View {
	v := sampleFeed()
	v.Podcast, v.Items = true, v.Items[1:]
	return v
}

func sampleList() *site.ListView {
	return &site.ListView{Frame: sampleFrame("section"), Title: "اقتصاد", Intro: "أخبار المال", Cards: []*site.Card{sampleCard(site.News), sampleCard(site.Opinion)}}
}

func sampleAuthor(desk bool) *site.ListView {
	v := sampleList()
	v.Author = &site.AuthorView{Byline: sampleCard(site.News).Authors[0], Email: "salma@example.org", Links: []site.Link{{Title: "إكس", URL: "https://x.com/salma"}}}
	v.Author.Desk = desk
	return v
}

func sampleFront() *site.FrontView { return &site.FrontView{Frame: sampleFrame("front")} }

// document is any output under the name of a sample.
type document struct {
	name string
	data []byte
}

func xmlSamples(t testing.TB) []document {
	t.Helper()
	var out []document
	add := func(name string, write func(*bytes.Buffer) error) {
		t.Helper()
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		out = append(out, document{name, b.Bytes()})
	}
	empty := sampleFeed()
	empty.Items, empty.Updated = nil, time.Time{}
	self := func(v *View, name string) *View {
		v.Self = "https://example.org/news/" + name
		return v
	}
	add("rss.xml", func(b *bytes.Buffer) error { return RSS(b, self(sampleFeed(), "rss.xml")) })
	add("rss-empty.xml", func(b *bytes.Buffer) error { return RSS(b, self(empty, "rss-empty.xml")) })
	add("podcast.xml", func(b *bytes.Buffer) error { return RSS(b, self(samplePodcast(), "podcast.xml")) })
	add("atom.xml", func(b *bytes.Buffer) error { return Atom(b, self(sampleFeed(), "atom.xml")) })
	add("atom-empty.xml", func(b *bytes.Buffer) error { return Atom(b, self(empty, "atom-empty.xml")) })
	add("feeds.opml", func(b *bytes.Buffer) error {
		return OPML(b, "خلاصات المرقاب", "ar", []site.Link{{Title: "اقتصاد & مال", URL: "https://example.org/news/economy/index.xml"}})
	})
	urls := []SitemapURL{
		{
			Loc: "https://example.org/news/a/?x=1&y=2", Modified: noon, Image: "https://example.org/news/port.jpg",
			Alternates: []Alternate{{"ar", "https://example.org/news/a/"}, {"x-default", "https://example.org/en/a/"}},
		},
		{Loc: "https://example.org/news/b/"},
	}
	add("sitemap.xml", func(b *bytes.Buffer) error { return Sitemap(b, urls) })
	add("sitemap-plain.xml", func(b *bytes.Buffer) error { return Sitemap(b, urls[1:]) })
	add("sitemap-index.xml", func(b *bytes.Buffer) error { return SitemapIndex(b, urls) })
	add("sitemap-news.xml", func(b *bytes.Buffer) error {
		return NewsSitemap(b, "المرقاب", "ar-JO", []NewsItem{
			{Loc: "https://example.org/news/a/", Title: "2 + 2: ميناء " + breakout, Published: noon},
			{Loc: "https://example.org/news/b/", Title: "Port", Lang: "zh-TW", Published: noon, Image: "https://example.org/news/port.jpg"},
		})
	})
	return out
}

func jsonSamples() []document {
	var out []document
	add := func(name string, js template.JS) { out = append(out, document{name, []byte(js)}) }
	for _, kind := range site.Types {
		add("story-"+string(kind), Story(sampleStory(kind)))
	}
	add("story-bare", Story(bareStory()))
	add("list", List(sampleList()))
	add("author", List(sampleAuthor(false)))
	add("desk", List(sampleAuthor(true)))
	add("front", Front(sampleFront()))
	add("page", Page(&site.PageView{Frame: sampleFrame("page"), Title: "من نحن", Updated: noon}))
	return out
}

// bareStory has what every story has, and no more.
func bareStory() *site.ArticleView {
	f := sampleFrame("article")
	f.Chrome.Publisher = site.Publisher{}
	f.Crumbs = nil
	return &site.ArticleView{Frame: f, Card: &site.Card{SideCard: site.SideCard{URL: "/news/x/", Title: "خبر", Date: noon, Type: site.News}}}
}

func TestSamples(t *testing.T) {
	for _, d := range xmlSamples(t) {
		write(t, d.name, d.data)
	}
	for _, d := range jsonSamples() {
		page := `<!doctype html><script type="application/ld+json">` + string(d.data) + `</script>`
		if strings.Count(page, "<") != 3 {
			t.Errorf("%s: a title breaks out of its script: %s", d.name, d.data)
		}
		write(t, d.name+".html", []byte(page))
	}
	var b bytes.Buffer
	if err := JSON(&b, sampleFeed()); err != nil {
		t.Fatal(err)
	}
	write(t, "feed.json", b.Bytes())
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if *writeTo != "" {
		if err := os.WriteFile(filepath.Join(*writeTo, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
