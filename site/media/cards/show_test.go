package cards

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warraq/site"
	"warraq/site/arabic/bidi"
)

var (
	show      = flag.String("show", "", "write the hard cards into this folder, and how the headlines are shaped")
	headlines = flag.String("headlines", "../../arabic/bidi/testdata/headlines.txt", "a file of headlines, one a line")
)

// shaped is a headline for .ci/card-judge: what a browser is given, and where each cluster
// stands, in em from the left.
type shaped struct {
	Text     string
	Marked   string
	Width    float64
	Clusters []cluster
}

type cluster struct {
	At      int // the first of its characters in Text
	X       float64
	Advance float64
}

// TestShow is for people and for .ci/card-judge: go test ./site/media/cards -run Show -show DIR.
func TestShow(t *testing.T) {
	if *show == "" {
		t.Skip("no -show")
	}
	for _, look := range site.CardLooks {
		for name, c := range hard() {
			config := site.CardConfig{Look: look[1]}
			lead, portrait := Sizes(&c, config)
			data, err := Draw(&c, config, Pictures{Lead: plain(lead, white), Portrait: plain(portrait, white)})
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(*show, look[1]+"-"+name+".jpg"), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	text, err := os.ReadFile(*headlines)
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.Create(filepath.Join(*show, "shaped.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	d, e := drawerOf(), json.NewEncoder(out)
	for line := range strings.Lines(string(text)) {
		clean, _ := d.bold.words(marked.ReplaceAllString(line, "$2"))
		p := d.shape(&d.bold, clean, "ar")
		s := shaped{Text: string(p.text), Marked: bidi.In("ar").Text(clean)}
		for _, g := range p.seen(p.line(0, len(p.text))) {
			n := len(s.Clusters) - 1
			if n < 0 || s.Clusters[n].At != g.at {
				s.Clusters = append(s.Clusters, cluster{At: g.at, X: s.Width})
				n++
			}
			s.Clusters[n].Advance += g.advance
			s.Width += g.advance
		}
		if err := e.Encode(s); err != nil {
			t.Fatal(err)
		}
	}
}
