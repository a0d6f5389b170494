package feed

import (
	"io"
	"testing"

	"warraq/site"
)

// A story's linked data is made once for each page of a cold build: its cost
// is to stay under five microseconds.
func BenchmarkStory(b *testing.B) {
	full := sampleStory(site.News)
	full.Title = "وزير النقل: توسعة ميناء العقبة تبدأ في الربع الأول من العام المقبل"
	usual := sampleStory(site.News)
	usual.Title = full.Title
	usual.Authors, usual.Agencies = usual.Authors[:1], nil
	usual.Corrections, usual.Sources, usual.SeriesNav = nil, nil, nil
	for name, v := range map[string]*site.ArticleView{"usual": usual, "full": full} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(Story(v))))
			b.ReportAllocs()
			for b.Loop() {
				Story(v)
			}
		})
	}
}

func BenchmarkList(b *testing.B) {
	v := sampleList()
	for len(v.Cards) < 24 {
		v.Cards = append(v.Cards, v.Cards...)
	}
	b.ReportAllocs()
	for b.Loop() {
		List(v)
	}
}

func BenchmarkRSS(b *testing.B) {
	v := sampleFeed()
	for len(v.Items) < 20 {
		v.Items = append(v.Items, v.Items...)
	}
	b.ReportAllocs()
	for b.Loop() {
		_ = RSS(io.Discard, v)
	}
}

func BenchmarkSitemap(b *testing.B) {
	urls := make([]SitemapURL, 1000)
	for i := range urls {
		urls[i] = SitemapURL{Loc: "https://example.org/news/economy/2024/09/%D9%85%D9%8A%D9%86%D8%A7%D8%A1/", Modified: noon}
	}
	b.ReportAllocs()
	for b.Loop() {
		_ = Sitemap(io.Discard, urls)
	}
}

func BenchmarkTopic(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		topicOf("المحكمة الجنائية الدولية")
	}
}
