package review

import (
	"fmt"
	"strings"
	"testing"

	"warraq/site"
)

// Pages that left the site are told by address, a story that moved with the line
// that keeps it; later pages of lists come and go.
func TestAddressesThatAreGone(t *testing.T) {
	e := &site.Edition{Stories: []*site.Story{{Article: &site.Article{Path: "sport/a.md", Slug: "a", Extras: &site.Extras{}}}}}
	got := Gone(e, []string{"news/2026/11/a/index.html", "lite/news/2026/11/a/index.html", "news/2026/11/index.html", "news/3/index.html", "archive/2026/index.html", "css/site.1.css", "tags/غزة/index.html"})
	var said []string
	for _, p := range got {
		said = append(said, p.Path+": "+p.Message.En+"; "+p.Hint.En)
	}
	want := []string{
		"content/sport/a.md: the address /news/2026/11/a/ was published, and has no page now; if the story moved here, add aliases: [/news/2026/11/a/]",
		"content: the address /tags/غزة/ was published, and has no page now; keep it with a line aliases in the story that took its place; warraq mv moves a file and writes it",
	}
	if strings.Join(said, "\n") != strings.Join(want, "\n") {
		t.Errorf("told\n%s", strings.Join(said, "\n"))
	}
	var many []string
	for i := range 30 {
		many = append(many, fmt.Sprintf("news/s%d/index.html", i))
	}
	if got := Gone(e, many); len(got) != mostGone+1 || !strings.Contains(got[mostGone].Message.En, "20 more") {
		t.Errorf("of 30 are told %d", len(got))
	}
}

// Where a folder cannot be listed, the addresses of what lies in it are not known.
func TestWhatCannotBeReadHasNoKnownAddress(t *testing.T) {
	for path, want := range map[string]bool{
		"content/.": true, "content/news": true, "content/news/deep": true, "content/news/deep/a.md": true, "content/news/deep-b": false,
		"content/ne": false, "content/sport/a.md": false, "content/news/deep.md": false,
	} {
		got := Unread([]site.Problem{{Path: path, Rule: "front-matter/yaml"}, {Path: path, Rule: "file/unreadable"}}, "news/deep") != nil
		if got != want {
			t.Errorf("%s is in the way of moving news/deep: %v", path, got)
		}
	}
}
