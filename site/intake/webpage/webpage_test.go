package webpage

import (
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"warraq/site/intake"
	"warraq/site/manuscript"
)

// Each file of testdata is a page, the manuscript that it becomes, and what an editor is told.
func TestPages(t *testing.T) {
	files, err := os.ReadDir("testdata")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, f := range files {
		t.Run(f.Name(), func(t *testing.T) {
			a, err := txtar.ParseFile("testdata/" + f.Name())
			if err != nil {
				t.Fatal(err)
			}
			parts := map[string]string{}
			for _, part := range a.Files {
				parts[part.Name] = string(part.Data)
			}
			piece := taken(t, parts["page.html"], http.Header{"Content-Type": {"text/html; charset=utf-8"}})
			if got := string(piece.Bytes()); got != parts["story.md"] {
				t.Errorf("the manuscript is\n%s\nwant\n%s", got, parts["story.md"])
			}
			var told strings.Builder
			for _, n := range piece.Notes {
				told.WriteString(string(n.Kind) + ": " + n.Short() + ": " + n.En + "\n")
			}
			if told.String() != parts["told"] {
				t.Errorf("told\n%s\nwant\n%s", told.String(), parts["told"])
			}
		})
	}
}

var at = &url.URL{Scheme: "https", Host: "paper.example", Path: "/news/2026/11/port-works-begin-today"}

func taken(t *testing.T, page string, header http.Header) (piece intake.Piece) {
	t.Helper()
	o := intake.Options{Options: manuscript.Options{Lang: "ar", Zone: time.UTC}, Now: time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC), Section: "news"}
	tally, err := Source([]byte(page), at, header).Read(o, func(p intake.Piece) error { piece = p; return nil })
	if err != nil {
		t.Fatal(err)
	}
	if tally.Found["page"] != 1 || tally.Missing() != 0 {
		t.Errorf("the tally is %+v", tally)
	}
	return piece
}

// A page in the letters of before is read as its server or the page says.
func TestOldLetters(t *testing.T) {
	page := "<html><head><title>\xce\xc8\xd1</title></head><body><article><h1>\xce\xc8\xd1 \xe3\xe5\xe3</h1>" + strings.Repeat("<p>"+strings.Repeat("\xe4\xd5 \xd8\xe6\xed\xe1\xa1 ", 30)+"</p>", 5) + "</article></body></html>"
	piece := taken(t, page, http.Header{"Content-Type": {"text/html; charset=windows-1256"}})
	if title := piece.Matter.Text("title"); !strings.Contains(title, "خبر") || !strings.Contains(piece.Body, "نص طويل، ") {
		t.Errorf("read as %s\n%s", title, piece.Body)
	}
}

// What is no story is refused, and what is hostile ends.
func TestWhatIsNoStory(t *testing.T) {
	for _, page := range []string{"", "<html><body></body></html>", "<script>app()</script><div id=root></div>", strings.Repeat("<div>", 60_000), strings.Repeat("[", 90)} {
		_, err := Source([]byte(page), at, http.Header{}).Read(intake.Options{}, func(intake.Piece) error { return nil })
		if err == nil {
			t.Errorf("%.40q is a story", page)
		}
	}
	if l := linkedOf(parsed(t, `<script type="application/ld+json">`+strings.Repeat(`{"@graph":[`, 200)+`]}`+`</script>`)); l.story != nil {
		t.Error("a story was found in no story")
	}
}

// Words and robots of a server's answer are told.
func TestWishesOfTheServer(t *testing.T) {
	page := "<html><head><title>خبر مهم</title></head><body><article>" + strings.Repeat("<p>"+strings.Repeat("نص طويل، ", 30)+"</p>", 5) + "</article></body></html>"
	piece := taken(t, page, http.Header{"X-Robots-Tag": {"noarchive"}, "Tdm-Reservation": {"1"}})
	for _, wish := range []string{"noarchive", "tdm-reservation"} {
		if !slices.ContainsFunc(piece.Notes, func(n intake.Note) bool { return n.Text == wish }) {
			t.Errorf("%s is not told", wish)
		}
	}
}

func parsed(t *testing.T, page string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
