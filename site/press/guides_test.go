package press

import (
	"encoding/json"
	"encoding/xml"
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
	s.print(t, input(newsroom(heard)))
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
	s.print(t, input(newsroom(heard)))
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
