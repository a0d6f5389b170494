package press

import (
	"strings"
	"testing"
)

// One faulty picture stops nothing: the story and the paper go out without it.
func TestAStoryGoesOutWithoutAMissingPicture(t *testing.T) {
	source := archiveOf(2)
	source["content/politics/x.md"] = newsroom("-- x --\n---\ntitle: زيارة\ndate: 2026-11-20\nimage: {src: none.jpg, alt: أ}\n---\n\nنص.\n\n![رصيف](gone.png \"تعليق\")\n\nخاتمة.\n")["x"]
	source["content/politics/y.md"] = newsroom("-- x --\n---\ntitle: ميناء\ndate: 2026-11-20\nimage: assets/images/port.png\n---\n\nنص.\n")["x"]
	source["static/assets/images/port.png"] = newsroom("-- x --\n")["x"]
	source["static/assets/images/port.png"].Data = picture(30, 20)
	s := &shelf{}
	p, _ := s.print(t, input(source))
	page := text(s.old, "politics/2026/11/x/index.html")
	if page == "" || strings.Contains(page, "none.jpg") || strings.Contains(page, "gone.png") || strings.Contains(page, "تعليق") || !strings.Contains(page, "خاتمة") {
		t.Errorf("the page is\n%s", page)
	}
	if page := text(s.old, "politics/2026/11/y/index.html"); !strings.Contains(page, `src="/media/assets/images/port-`) || !strings.Contains(page, `width="30"`) {
		t.Errorf("a picture of static/, named without the slash, is not shown:\n%s", page)
	}
	var places []string
	for _, problem := range p.Problems {
		places = append(places, problem.Place()+" "+string(problem.Level))
	}
	if len(places) != 2 || places[0] != "content/politics/x.md:4:14 warning" || places[1] != "content/politics/x.md:9:1 warning" {
		t.Errorf("problems %v", places)
	}
}
