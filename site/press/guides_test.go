package press

import (
	"encoding/json"
	"encoding/xml"
	"html"
	"path"
	"strings"
	"testing"
)

const heard = `
-- content/edition.yaml --
title: المدار
base_url: https://example.org/news
time_zone: UTC
feeds: {llms: true}
-- content/culture/voice.md --
---
title: حديث المساء
date: 2024-09-14T09:00:00Z
type: audio
series: أحاديث
audio: {src: https://media.example.org/voice.mp3, duration: "12:05"}
translations: {en: "https://example.org/en/voice/"}
---
نص الحديث.
-- content/culture/plain.md --
---
title: قصة مكتوبة
date: 2024-09-13T09:00:00Z
---
نص.
`

func TestRecordingsHaveAFeedOfTheirOwn(t *testing.T) {
	s := &shelf{}
	s.print(t, quick(newsroom(heard)))
	var feeds []string
	for name := range s.old {
		if path.Base(name) == "podcast.xml" {
			feeds = append(feeds, name)
		}
	}
	if len(feeds) != 2 {
		t.Fatalf("want the edition's and the series' feeds, got %q", feeds)
	}
	for _, name := range feeds {
		var rss struct {
			Items []struct {
				Title     string `xml:"title"`
				Duration  string `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd duration"`
				Enclosure struct {
					URL string `xml:"url,attr"`
				} `xml:"enclosure"`
			} `xml:"channel>item"`
		}
		if err := xml.Unmarshal(s.old[name], &rss); err != nil || len(rss.Items) != 1 {
			t.Fatalf("%s: %v, %d items", name, err, len(rss.Items))
		}
		if i := rss.Items[0]; i.Title != "حديث المساء" || i.Duration != "725" || i.Enclosure.URL != "https://media.example.org/voice.mp3" {
			t.Errorf("%s: %+v", name, i)
		}
	}
}

func TestGuidesLeadToTheRest(t *testing.T) {
	s := &shelf{}
	s.print(t, quick(newsroom(heard)))
	for name, want := range map[string][]string{
		"feeds.opml": {`xmlUrl="https://example.org/news/index.xml"`, `xmlUrl="https://example.org/news/culture/index.xml"`},
		"llms.txt":   {"# المدار", "https://example.org/news/culture/"},
		"culture/2024/09/voice/index.html": {
			`<link rel="alternate" hreflang="ar" href="https://example.org/news/culture/2024/09/voice/">`,
			`<link rel="alternate" hreflang="en" href="https://example.org/en/voice/">`,
			`<link rel="alternate" type="application/json+oembed" href="https://example.org/news/culture/2024/09/voice/oembed.json">`,
		},
		"sitemaps/2024-09.xml": {`hreflang="en" href="https://example.org/en/voice/"`},
	} {
		for _, w := range want {
			if !strings.Contains(text(s.old, name), w) {
				t.Errorf("%s lacks %s:\n%.600s", name, w, s.old[name])
			}
		}
	}
	var player map[string]any
	if err := json.Unmarshal(s.old["culture/2024/09/voice/oembed.json"], &player); err != nil || player["type"] != "rich" || player["version"] != "1.0" || player["title"] != "حديث المساء" {
		t.Errorf("%v %v", err, player)
	}
}

// A podcast player is told how many bytes a recording has: of a file beside the story
// by the file, of one elsewhere by front matter (RSS 2.0, enclosure).
func TestAPodcastSaysHowLongItsFilesAre(t *testing.T) {
	source := newsroom(`
-- content/edition.yaml --
title: المدار
base_url: https://example.org
time_zone: UTC
-- content/radio/a.md --
---
title: بجانب القصة
date: 2024-09-13T09:00:00Z
type: audio
audio: voice.mp3
---
نص.
-- content/radio/voice.mp3 --
0123456789
-- content/radio/b.md --
---
title: في مكان آخر
date: 2024-09-12T09:00:00Z
type: audio
audio: {src: https://media.example.org/b.mp3, size: 34216300}
---
نص.
-- content/radio/c.md --
---
title: لا يُعرف
date: 2024-09-11T09:00:00Z
type: audio
audio: https://media.example.org/c.mp3
---
نص.
-- static/audio/d.mp3 --
01234
-- content/radio/d.md --
---
title: في static
date: 2024-09-10T09:00:00Z
type: audio
audio: /audio/d.mp3
---
نص.
`)
	s := &shelf{}
	s.print(t, quick(source))
	var rss struct {
		Lengths []struct {
			Bytes string `xml:"length,attr"`
		} `xml:"channel>item>enclosure"`
	}
	if err := xml.Unmarshal(s.old["podcast.xml"], &rss); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"11", "34216300", "0", "6"} { // the archive ends each file with a line feed
		if len(rss.Lengths) != 4 || rss.Lengths[i].Bytes != want {
			t.Fatalf("lengths %v, want %s at %d", rss.Lengths, want, i)
		}
	}
}

// A story that was written in October and held back till the twentieth of November is
// news of that hour: on its page, in feeds and linked data, for news readers and in
// the archive. Its address stays.
func TestAnEmbargoedStoryIsPublishedWhenTheEmbargoLifts(t *testing.T) {
	source := newsroom(`
-- content/edition.yaml --
title: المدار
base_url: https://example.org
time_zone: Asia/Beirut
feeds: {formats: [rss, atom, json]}
pages: {archive: true}
-- content/politics/held.md --
---
title: محجوب
date: 2026-10-10 09:00
lastmod: 2026-10-11 10:00
embargo: Sun, 22 Nov 2026 06:00:00 +0200
---
نص.
-- content/politics/between.md --
---
title: بينهما
date: 2026-11-15
---
نص.
`)
	s := &shelf{}
	s.print(t, quick(source))
	page := string(s.old["politics/2026/10/held/index.html"])
	for name, wants := range map[string][]string{
		"politics/2026/10/held/index.html": {`"datePublished":"2026-11-22T06:00:00+02:00"`, `datetime="2026-11-22T06:00:00+02:00"`, `article:published_time" content="2026-11-22T06:00:00+02:00"`},
		"index.xml":                        {"<pubDate>Sun, 22 Nov 2026 06:00:00 +0200</pubDate>"},
		"atom.xml":                         {"<published>2026-11-22T06:00:00+02:00</published>"},
		"feed.json":                        {`"date_published":"2026-11-22T06:00:00+02:00"`},
		"sitemap-news.xml":                 {"/politics/2026/10/held/", "2026-11-22T06:00:00+02:00"},
		"archive/2026/11/22/index.html":    {"محجوب"},
	} {
		for _, want := range wants {
			if !strings.Contains(html.UnescapeString(string(s.old[name])), want) {
				t.Errorf("%s lacks %s", name, want)
			}
		}
	}
	if strings.Contains(page, "2026-10-1") {
		t.Error("the page tells when the draft was written")
	}
	list := string(s.old["politics/index.html"])
	if strings.Index(list, "محجوب") > strings.Index(list, "بينهما") {
		t.Error("it does not stand on top")
	}
}
