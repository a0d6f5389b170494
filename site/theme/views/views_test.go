package views_test

import (
	"strings"
	"testing"

	"warraq/site"
	"warraq/site/theme/views"
)

// Describe names what stands in a struct without a name, and each struct once.
func TestDescribe(t *testing.T) {
	got := string(views.Describe(&site.ArticleView{}))
	for _, want := range []string{"ArticleView\n", "    .Title            string\n", "    .Related          []*SideCard\n", "\nChrome\n", "\nSideCard\n"} {
		if strings.Count(got, want) < 1 || want == "\nChrome\n" && strings.Count(got, want) != 1 {
			t.Errorf("%q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "site.") || strings.Contains(got, "time.wall") {
		t.Errorf("words of Go:\n%s", got)
	}
}
