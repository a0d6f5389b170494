package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
)

// sample gives one of the XML documents.
func sample(t *testing.T, name string) []byte {
	t.Helper()
	for _, d := range xmlSamples(t) {
		if d.name == name {
			return d.data
		}
	}
	t.Fatalf("no sample %s", name)
	return nil
}

type rssDoc struct {
	Channel struct {
		Title    string `xml:"title"`
		Language string `xml:"language"`
		Atom     []struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"http://www.w3.org/2005/Atom link"`
		Items []struct {
			Title string `xml:"title"`
			GUID  struct {
				Text      string `xml:",chardata"`
				Permalink string `xml:"isPermaLink,attr"`
			} `xml:"guid"`
			PubDate    string   `xml:"pubDate"`
			Creators   []string `xml:"http://purl.org/dc/elements/1.1/ creator"`
			Categories []string `xml:"category"`
			Body       string   `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
			Duration   string   `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd duration"`
			Media      struct {
				URL    string `xml:"url,attr"`
				Width  string `xml:"width,attr"`
				Credit string `xml:"credit"`
			} `xml:"http://search.yahoo.com/mrss/ content"`
			Enclosure struct {
				URL    string `xml:"url,attr"`
				Length string `xml:"length,attr"`
				Type   string `xml:"type,attr"`
			} `xml:"enclosure"`
		} `xml:"item"`
	} `xml:"channel"`
}

func readRSS(t *testing.T, name string) *rssDoc {
	t.Helper()
	var doc rssDoc
	if err := xml.Unmarshal(sample(t, name), &doc); err != nil {
		t.Fatal(err)
	}
	return &doc
}

func TestRSS(t *testing.T) {
	c := readRSS(t, "rss.xml").Channel
	links := map[string]string{}
	for _, l := range c.Atom {
		links[l.Rel] = l.Href
	}
	if links["self"] != "https://example.org/news/rss.xml" || links["hub"] != "https://hub.example.com/" || c.Language != "ar" {
		t.Errorf("channel: %v, %q", links, c.Language)
	}
	it, source := c.Items[0], sampleFeed().Items[0]
	when, err := time.Parse(time.RFC1123Z, it.PubDate)
	if err != nil || !when.Equal(noon) {
		t.Errorf("date %q: %v", it.PubDate, err)
	}
	if it.GUID.Text != source.ID || it.GUID.Permalink != "false" {
		t.Errorf("guid %+v", it.GUID)
	}
	if it.Body != string(source.Body) {
		t.Errorf("body %q", it.Body)
	}
	if got := strings.Join(it.Creators, ", "); got != "سلمى الحاج, قسم الاقتصاد" {
		t.Errorf("creators %q", got)
	}
	if got := strings.Join(it.Categories, ", "); got != "اقتصاد, موانئ, R&D" {
		t.Errorf("categories %q", got)
	}
	if it.Media.URL != "https://example.org/news/port.jpg" || it.Media.Width != "1200" || it.Media.Credit != "المرقاب/س. الحاج" {
		t.Errorf("picture %+v", it.Media)
	}
	second := c.Items[1]
	if second.GUID.Permalink != "" || strings.Join(second.Creators, "") != "فرانس برس" {
		t.Errorf("a wire story: %+v, %q", second.GUID, second.Creators)
	}
}

func TestPodcast(t *testing.T) {
	it := readRSS(t, "podcast.xml").Channel.Items[0]
	if it.Enclosure.URL != "https://example.org/news/port.mp3" || it.Enclosure.Length != "1234567" || it.Enclosure.Type != "audio/mpeg" || it.Duration != "3723" {
		t.Errorf("%+v, %s seconds", it.Enclosure, it.Duration)
	}
}

// A plain-text title that begins with a number needs U+200F to run from right
// to left (W3C, Structural markup and right-to-left text in HTML).
func TestTitlesRunFromTheRight(t *testing.T) {
	if got := readRSS(t, "rss.xml").Channel.Items[0].Title; !strings.HasPrefix(got, "\u200f2 + 2: ميناء") {
		t.Errorf("feed: %q", got)
	}
	if got := readRSS(t, "rss.xml").Channel.Items[1].Title; got != "حلقة صوتية" {
		t.Errorf("an Arabic title is changed: %q", got)
	}
	news := string(sample(t, "sitemap-news.xml"))
	if strings.ContainsAny(news, "\u200f\u2066\u2067\u2069") {
		t.Error("the news sitemap's title is not the page's")
	}
}

// RFC 4287 §4.1: what a feed and an entry must have.
func TestAtom(t *testing.T) {
	for _, name := range []string{"atom.xml", "atom-empty.xml"} {
		var doc struct {
			XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
			ID      string   `xml:"id"`
			Title   string   `xml:"title"`
			Updated string   `xml:"updated"`
			Author  string   `xml:"author>name"`
			Entries []struct {
				ID      string `xml:"id"`
				Title   string `xml:"title"`
				Updated string `xml:"updated"`
				Links   []struct {
					Rel  string `xml:"rel,attr"`
					Href string `xml:"href,attr"`
				} `xml:"link"`
				Content struct {
					Type string `xml:"type,attr"`
					Text string `xml:",chardata"`
				} `xml:"http://www.w3.org/2005/Atom content"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal(sample(t, name), &doc); err != nil {
			t.Fatal(err)
		}
		if _, err := time.Parse(time.RFC3339, doc.Updated); err != nil || doc.ID == "" || doc.Title == "" || doc.Author == "" {
			t.Errorf("%s: %+v: %v", name, doc, err)
		}
		for i, e := range doc.Entries {
			updated, err := time.Parse(time.RFC3339, e.Updated)
			if err != nil || e.ID == "" || e.Title == "" || e.Links[0].Rel != "alternate" {
				t.Errorf("%s: entry %d: %+v: %v", name, i, e, err)
			}
			if i == 0 && (!updated.Equal(noon.Add(2*time.Hour)) || e.Content.Type != "html" || e.Content.Text != string(sampleFeed().Items[0].Body)) {
				t.Errorf("%s: updated %v, content %+v", name, updated, e.Content)
			}
		}
	}
}

// jsonfeed.org/version/1.1: version, title and items are required of a feed;
// an id and one of content_html and content_text of an item; dates are RFC
// 3339; attachments have a url and a mime_type, authors at least one of name,
// url and avatar, hubs a type and a url.
func TestJSONFeed(t *testing.T) {
	bare := &View{Title: "فارغ", Self: "https://example.org/feed.json"}
	silent := sampleFeed()
	silent.Items[1].Summary = ""
	for name, v := range map[string]*View{"full": sampleFeed(), "podcast": samplePodcast(), "bare": bare, "silent": silent} {
		var b bytes.Buffer
		if err := JSON(&b, v); err != nil {
			t.Fatal(err)
		}
		var doc map[string]any
		if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
			t.Fatalf("%s: %v in %s", name, err, b.Bytes())
		}
		if doc["version"] != "https://jsonfeed.org/version/1.1" || doc["title"] == nil {
			t.Errorf("%s: %v", name, doc)
		}
		items, ok := doc["items"].([]any)
		if !ok || len(items) != len(v.Items) {
			t.Errorf("%s: %d items", name, len(items))
		}
		for i, x := range items {
			it := x.(map[string]any)
			_, html := it["content_html"].(string)
			_, text := it["content_text"].(string)
			if id, _ := it["id"].(string); id != v.Items[i].ID || html == text {
				t.Errorf("%s: item %d: id %q, html %v, text %v", name, i, id, html, text)
			}
			for _, key := range []string{"date_published", "date_modified"} {
				if s, ok := it[key].(string); ok {
					if _, err := time.Parse(time.RFC3339, s); err != nil {
						t.Errorf("%s: %s: %v", name, key, err)
					}
				}
			}
			if list, ok := it["attachments"].([]any); ok {
				a := list[0].(map[string]any)
				if a["url"] != "https://example.org/news/port.mp3" || a["mime_type"] != "audio/mpeg" || a["duration_in_seconds"] != 3723.0 {
					t.Errorf("%s: attachment %v", name, a)
				}
			}
		}
	}
}

// The order and the number of a sitemap's elements, as its schemas have them
// (sitemaps.org 0.9: sitemap.xsd and siteindex.xsd; Google: sitemap-news.xsd
// 0.9, sitemap-image.xsd 1.1).
func TestSitemapsKeepTheirSchemas(t *testing.T) {
	const base = "http://www.sitemaps.org/schemas/sitemap/0.9"
	const news = "http://www.google.com/schemas/sitemap-news/0.9"
	const image = "http://www.google.com/schemas/sitemap-image/1.1"
	children := map[xml.Name]*regexp.Regexp{
		{Space: base, Local: "urlset"}:       regexp.MustCompile(`^(url )+$`),
		{Space: base, Local: "url"}:          regexp.MustCompile(`^loc (lastmod )?(news |image |link )*$`),
		{Space: base, Local: "sitemapindex"}: regexp.MustCompile(`^(sitemap )+$`),
		{Space: base, Local: "sitemap"}:      regexp.MustCompile(`^loc (lastmod )?$`),
		{Space: news, Local: "news"}:         regexp.MustCompile(`^publication publication_date title $`),
		{Space: news, Local: "publication"}:  regexp.MustCompile(`^name language $`),
		{Space: image, Local: "image"}:       regexp.MustCompile(`^loc $`),
	}
	values := map[string]*regexp.Regexp{
		"loc":      regexp.MustCompile(`^https://.{4,}$`),
		"language": regexp.MustCompile(`^(zh-cn|zh-tw|[a-z]{2,3})$`),
		"title":    regexp.MustCompile(`.`),
		"name":     regexp.MustCompile(`.`),
	}
	for _, name := range []string{"sitemap.xml", "sitemap-plain.xml", "sitemap-index.xml", "sitemap-news.xml"} {
		eachElement(t, sample(t, name), func(e *element) {
			local := e.name.Local
			if rule, ok := children[e.name]; ok {
				if !rule.MatchString(e.children) {
					t.Errorf("%s: %s holds %s", name, local, e.children)
				}
				return
			}
			if rule, ok := values[local]; ok && !rule.MatchString(e.text) || local == "loc" && len(e.text) > 2048 {
				t.Errorf("%s: %s is %q", name, local, e.text)
			}
			if local == "lastmod" || local == "publication_date" {
				if _, err := time.Parse(time.RFC3339, e.text); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
}

// element is an element of a document: its text, and its children's names,
// each with a space after it.
type element struct {
	name     xml.Name
	children string
	text     string
}

// eachElement shows every element of a document once it is closed.
func eachElement(t *testing.T, data []byte, show func(*element)) {
	t.Helper()
	stack := []*element{{}}
	for dec := xml.NewDecoder(bytes.NewReader(data)); ; {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		top := stack[len(stack)-1]
		switch tok := tok.(type) {
		case xml.StartElement:
			top.children += tok.Name.Local + " "
			stack = append(stack, &element{name: tok.Name})
		case xml.CharData:
			top.text += string(tok)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
			show(top)
		}
	}
}

// llmstxt.org: a first-level heading, a quotation, second-level headings with
// lists of links.
func TestLLMs(t *testing.T) {
	var b bytes.Buffer
	err := LLMs(&b, &LLMsView{
		Title: "المرقاب", Summary: "صحيفة\nعربية", Notes: []string{"للاقتباس شرط."},
		Groups: []LLMsGroup{{Title: "الأقسام", Links: []LLMsLink{{Title: "اقتصاد [مال]", URL: "https://example.org/a_(b)/", About: "أخبار"}}}},
	})
	want := "# المرقاب\n\n> صحيفة عربية\n\nللاقتباس شرط.\n\n## الأقسام\n\n- [اقتصاد \\[مال\\]](https://example.org/a_%28b%29/): أخبار\n"
	if err != nil || b.String() != want {
		t.Errorf("got %q (%v)", b.String(), err)
	}
}
