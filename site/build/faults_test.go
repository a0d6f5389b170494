package build

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site"
)

func pngOf(t *testing.T, width int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, width, 10))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A lead picture needs the width that it is shown at on a good screen, one in
// the text less; a drawing has none.
func TestSmallPicturesAreFaults(t *testing.T) {
	source := fstest.MapFS{
		"content/edition.yaml":  {Data: []byte("title: تجربة\n")},
		"content/news/small.md": {Data: []byte("---\ntitle: ع\ndate: 2024-09-14\nimage: {src: 1199.png, alt: أ}\n---\n![أ](639.png)\n\n![أ](a.svg)\n")},
		"content/news/large.md": {Data: []byte("---\ntitle: ع\ndate: 2024-09-14\nimage: {src: 1200.png, alt: أ}\n---\n![أ](640.png)\n")},
		"content/news/a.svg":    {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"></svg>`)},
	}
	for _, width := range []int{639, 640, 1199, 1200} {
		source["content/news/"+map[int]string{639: "639", 640: "640", 1199: "1199", 1200: "1200"}[width]+".png"] = &fstest.MapFile{Data: pngOf(t, width)}
	}
	survey, err := OpenSurvey(t.Context(), Input{Source: source, Clock: site.Clock{Now: time.Date(2024, 10, 1, 0, 0, 0, 0, time.UTC)}})
	if err != nil {
		t.Fatal(err)
	}
	var facts []Facts
	read := func(s Sheet) Facts { return survey.FactsOf(survey.Parse(s)) }
	if err := Leaf(context.Background(), survey, survey.Paths, read, func(f Facts) { facts = append(facts, f) }); err != nil {
		t.Fatal(err)
	}
	faults, err := survey.Faults(context.Background(), facts)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range faults {
		if f.Path != "news/small.md" || f.Rule != "small-picture" {
			t.Errorf("%+v", f)
			continue
		}
		got = append(got, f.Args[0].(string))
	}
	if len(got) != 2 || got[0] != "1199.png" || got[1] != "639.png" {
		t.Errorf("small are %v", got)
	}
}
