package media

import (
	"slices"
	"testing"

	"warraq/site"
)

func TestAManuscriptNamesItsFiles(t *testing.T) {
	a := site.NewArticle("politics/x.md")
	a.Base, a.Image = "politics", site.Image{Src: "lead.jpg", Line: 3, Col: 8}
	a.Gallery, a.Media = []site.Image{{Src: "g.jpg"}}, site.Media{Src: "film.mp4", Poster: "poster.jpg"}
	a.Refs = []site.Ref{{Kind: site.RefPicture, Target: "in.png"}, {Kind: site.RefLink, Target: "y.md"}, {Kind: site.RefFile, Target: "/files/x.pdf"}, {Kind: site.RefPicture}}
	got := Asks(a, nil, nil)
	want := []Asked{
		{"politics/lead.jpg", "lead.jpg", 3, 8, true}, {"politics/g.jpg", "g.jpg", 0, 0, true}, {"politics/film.mp4", "film.mp4", 0, 0, false}, {"politics/poster.jpg", "poster.jpg", 0, 0, true},
		{"politics/in.png", "in.png", 0, 0, true}, {"/files/x.pdf", "/files/x.pdf", 0, 0, false},
	}
	if !slices.Equal(got, want) {
		t.Errorf("an article names %v, want %v", got, want)
	}
	author := site.Author{Picture: site.Image{Src: "mona.jpg"}, Refs: []site.Ref{{Kind: site.RefPicture, Target: "b.png"}}}
	if got := Asks(nil, nil, &author); len(got) != 2 || got[0].Place != "authors/mona.jpg" || got[1].Place != "authors/b.png" {
		t.Errorf("an author names %v", got)
	}
	section := site.Section{Dir: "politics/local", Base: "politics/local", Refs: []site.Ref{{Kind: site.RefFile, Target: "map.pdf"}}}
	if got := Asks(nil, &section, nil); len(got) != 1 || got[0].Place != "politics/local/map.pdf" {
		t.Errorf("a section names %v", got)
	}
}
