package build

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestSurveyReadsManuscriptsInOrder(t *testing.T) {
	var b strings.Builder
	b.WriteString("-- content/edition.yaml --\ntitle: صحيفة\ncheck: {tatweel: off}\n")
	for i := range 2*batch + 3 {
		fmt.Fprintf(&b, "-- content/news/%05d.md --\n---\ntitle: خبر %d\ndate: 2024-09-14\n---\nنص\n", i, i)
	}
	b.WriteString("-- content/authors/samer.md --\n---\nname: سامر\n---\n-- content/news/_index.md --\n---\ntitle: أخبار\n---\n")
	s, err := OpenSurvey(t.Context(), Input{Source: newsroom(b.String()), Jobs: 4})
	if err != nil {
		t.Fatal(err)
	}
	if s.Config.Checks["tatweel"] != "off" || len(s.Problems) > 0 {
		t.Errorf("settings: %v %v", s.Config.Checks, s.Problems)
	}
	var got []string
	title := func(sheet Sheet) string {
		sheet = s.Parse(sheet)
		if sheet.Article == nil {
			return sheet.Path
		}
		if string(sheet.Source[sheet.Body:]) != "نص\n" {
			return "no body in " + sheet.Path
		}
		return fmt.Sprintf("news/%05s.md", strings.TrimPrefix(sheet.Article.Title, "خبر "))
	}
	if err := Leaf(t.Context(), s, s.Paths, title, func(s string) { got = append(got, s) }); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, s.Paths) || len(got) != 2*batch+5 {
		t.Errorf("read %d of %d, or not in order", len(got), len(s.Paths))
	}
	gone := Sheet{Path: "news/gone.md"}
	if gone = s.sheet(gone.Path); len(gone.Problems) != 1 || s.Parse(gone).Article != nil {
		t.Errorf("a file that is gone: %+v", gone)
	}
}
