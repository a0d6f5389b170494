package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"warraq/site"
)

// node is an object of linked data, as a robot reads it.
type node = map[string]any

// nodes reads a document as JSON and gives its @graph by type.
func nodes(t *testing.T, js []byte) map[string]node {
	t.Helper()
	var doc struct {
		Context string `json:"@context"`
		Graph   []node `json:"@graph"`
	}
	if err := json.Unmarshal(js, &doc); err != nil {
		t.Fatalf("%v in %s", err, js)
	}
	if doc.Context != "https://schema.org" {
		t.Errorf("context is %q", doc.Context)
	}
	out := map[string]node{}
	for _, n := range doc.Graph {
		out[n["@type"].(string)] = n
	}
	return out
}

func TestEachFormHasItsType(t *testing.T) {
	for form, want := range map[site.Type]string{
		site.News: "NewsArticle", site.Opinion: "OpinionNewsArticle", site.Analysis: "AnalysisNewsArticle", site.Report: "ReportageNewsArticle",
		site.Explainer: "BackgroundNewsArticle", site.Interview: "NewsArticle", site.Live: "LiveBlogPosting",
		site.FactCheck: "ClaimReview", site.Gallery: "NewsArticle", site.Video: "NewsArticle", site.Audio: "NewsArticle",
	} {
		if nodes(t, []byte(Story(sampleStory(form))))[want] == nil {
			t.Errorf("%s: no %s", form, want)
		}
	}
	for form, key := range map[site.Type]string{site.Video: "video", site.Audio: "audio", site.Gallery: "hasPart"} {
		if nodes(t, []byte(Story(sampleStory(form))))["NewsArticle"][key] == nil {
			t.Errorf("%s: the article has no %s", form, key)
		}
	}
}

// Every value of a story's page that search engines show is the page's own.
func TestStoryTellsThePage(t *testing.T) {
	v := sampleStory(site.News)
	n := nodes(t, []byte(Story(v)))["NewsArticle"]
	for key, want := range map[string]string{
		"headline":            v.Title,
		"mainEntityOfPage":    v.Head.Canonical,
		"inLanguage":          "ar-LB",
		"articleSection":      "اقتصاد",
		"dateline":            "عمّان",
		"wordCount":           "540",
		"isAccessibleForFree": "true",
		"datePublished":       "2024-09-14T12:30:05+03:00",
		"dateModified":        "2024-09-14T14:30:05+03:00",
		"keywords":            "[الاقتصاد موانئ الحرب]",
		"thumbnailUrl":        "https://example.org/news/port.jpg",
		"position":            "2",
	} {
		if got := fmt.Sprint(n[key]); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	at := func(path ...any) string {
		var x any = n
		for _, p := range path {
			switch p := p.(type) {
			case string:
				x = x.(node)[p]
			case int:
				x = x.([]any)[p]
			}
		}
		return fmt.Sprint(x)
	}
	for want, got := range map[string]string{
		"Person":       at("author", 0, "@type"),
		"سلمى الحاج":   at("author", 0, "name"),
		"محررة":        at("author", 0, "jobTitle"),
		"Organization": at("author", 1, "@type"),
		"فرانس برس":    at("sourceOrganization", 0, "name"),
		"https://example.org/news/authors/salma/": at("author", 0, "url"),
		"المرقاب":                                at("publisher", "name"),
		"https://example.org/news/logo.png":      at("publisher", "logo", "url"),
		"https://example.org/news/ethics/":       at("publisher", "publishingPrinciples"),
		"2024-09-14T13:30:05+03:00":              at("correction", 0, "datePublished"),
		"https://example.com/report.pdf":         at("citation", 0, "url"),
		"المرقاب/س. الحاج":                       at("image", 0, "creditText"),
		"1200 px":                                at("image", 0, "width"),
		"medtop:04000000":                        at("about", 0, "termCode"),
		"medtop:16000000":                        at("about", 1, "termCode"),
		".story-head h1":                         at("speakable", "cssSelector", 0),
		"https://example.org/news/#website":      at("isPartOf", 0, "@id"),
		"https://example.org/news/series/ports/": at("isPartOf", 1, "url"),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestBreadcrumbEndsAtThePage(t *testing.T) {
	trail := func(v *site.ListView) (out []string) {
		for _, e := range nodes(t, []byte(List(v)))["BreadcrumbList"]["itemListElement"].([]any) {
			out = append(out, fmt.Sprint(e.(node)["position"], " ", e.(node)["item"]))
		}
		return out
	}
	v := sampleList()
	if got := trail(v); len(got) != 3 || got[0] != "1 https://example.org/news/" || got[2] != "3 "+v.Head.Canonical {
		t.Errorf("under its section: %q", got)
	}
	v.Head.Canonical = "https://example.org/news/economy/"
	if got := trail(v); len(got) != 2 || got[1] != "2 https://example.org/news/economy/" {
		t.Errorf("the section itself: %q", got)
	}
}

func TestAuthorsPageIsAboutTheAuthor(t *testing.T) {
	n := nodes(t, []byte(List(sampleAuthor(false))))
	who := n["ProfilePage"]["mainEntity"].(node)
	if who["@type"] != "Person" || who["name"] != "سلمى الحاج" || fmt.Sprint(who["sameAs"]) != "[https://x.com/salma]" {
		t.Errorf("%v", who)
	}
	if n["ItemList"]["numberOfItems"] != 2.0 {
		t.Errorf("the stories are missing: %v", n["ItemList"])
	}
	if who := nodes(t, []byte(List(sampleAuthor(true))))["ProfilePage"]["mainEntity"].(node); who["@type"] != "Organization" {
		t.Errorf("a desk is a %v", who["@type"])
	}
}

func TestFrontTellsWhoPublishes(t *testing.T) {
	n := nodes(t, []byte(Front(sampleFront())))
	paper := n["NewsMediaOrganization"]
	for key, want := range map[string]string{
		"name": "المرقاب", "legalName": "مؤسسة المرقاب للصحافة", "foundingDate": "2026", "publishingPrinciples": "https://example.org/news/ethics/",
		"correctionsPolicy": "https://example.org/news/corrections/", "ethicsPolicy": "https://example.org/news/ethics/",
		"ownershipFundingInfo": "https://example.org/news/about/", "sameAs": "[https://x.com/example https://www.youtube.com/@example]",
	} {
		if got := fmt.Sprint(paper[key]); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	action := n["WebSite"]["potentialAction"].(node)
	if got := action["target"].(node)["urlTemplate"]; got != "https://example.org/news/search/?q={search_term_string}" {
		t.Errorf("search goes to %v", got)
	}
	v := sampleFront()
	v.Chrome.Search = ""
	if nodes(t, []byte(Front(v)))["WebSite"]["potentialAction"] != nil {
		t.Error("a site without a search page offers a search")
	}
}

func TestFactCheckGivesTheDesksVerdict(t *testing.T) {
	n := nodes(t, []byte(Story(sampleStory(site.FactCheck))))["ClaimReview"]
	if n["claimReviewed"] != "الميناء أُغلق" || n["reviewRating"].(node)["alternateName"] != "مضلل" || n["itemReviewed"].(node)["author"].(node)["name"] != "متحدث" {
		t.Errorf("%v", n)
	}
}

func TestDurationsAreISO8601(t *testing.T) {
	for d, want := range map[time.Duration]string{
		time.Hour + 2*time.Minute + 3*time.Second: "PT1H2M3S", 90 * time.Second: "PT1M30S", time.Hour: "PT1H", 400 * time.Millisecond: "",
	} {
		g := &jsonWriter{}
		g.begin("", '{')
		g.lasts("duration", d)
		g.close()
		var got struct{ Duration string }
		if err := json.Unmarshal(g.b, &got); err != nil || got.Duration != want {
			t.Errorf("%v is %q (%v), want %q", d, got.Duration, err, want)
		}
	}
}

// A key that stands twice hides a value from every reader; an empty value or
// an address without a host says what the View did not.
func TestGraphsAreSound(t *testing.T) {
	for _, d := range jsonSamples() {
		s := &sounder{t: t, Decoder: json.NewDecoder(bytes.NewReader(d.data))}
		s.value(d.name)
		if _, err := s.Token(); !errors.Is(err, io.EOF) {
			t.Errorf("%s: something follows the document", d.name)
		}
	}
}

// sounder reads JSON by its tokens, which alone show a key that stands twice.
type sounder struct {
	t *testing.T
	*json.Decoder
}

func (s *sounder) next() json.Token {
	s.t.Helper()
	tok, err := s.Token()
	if err != nil {
		s.t.Fatal(err)
	}
	return tok
}

func (s *sounder) value(at string) {
	switch tok := s.next().(type) {
	case json.Delim:
		if !s.More() {
			s.t.Errorf("%s is empty", at)
		}
		seen := map[string]bool{}
		for s.More() {
			if tok == '[' {
				s.value(at)
				continue
			}
			key := s.next().(string)
			if seen[key] {
				s.t.Errorf("%s/%s stands twice", at, key)
			}
			seen[key] = true
			s.value(at + "/" + key)
		}
		s.next()
	case string:
		if tok == "" || strings.HasPrefix(tok, "/") {
			s.t.Errorf("%s is %q", at, tok)
		}
	}
}
