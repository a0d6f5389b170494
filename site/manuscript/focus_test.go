package manuscript

import (
	"testing"

	"warraq/site"
)

// An editor says which point of a picture stays in sight, in percent from its left and its
// top; what is no point is told, and the middle stays.
func TestFocus(t *testing.T) {
	for text, want := range map[string]*site.Focus{
		`"30% 20%"`: {X: -20, Y: -30}, "30% 20%": {X: -20, Y: -30}, "0 100": {X: -50, Y: 50}, `"50%, 50%"`: {}, "٣٠٪ ٢٠٪": {X: -20, Y: -30}, "[10, 90]": {X: -40, Y: 40},
		"top": nil, "30%": nil, "130% 20%": nil, "-5 5": nil, "30 20 10": nil,
	} {
		got := Read("news/a.md", []byte("---\ntitle: أ\ndate: 2026-11-20\nimage: {src: a.jpg, focus: "+text+"}\n---\nنص.\n"), testOptions)
		a, problems := got.Article, got.Problems
		switch {
		case want == nil && (len(problems) != 1 || a.Image.Focus != (site.Focus{})):
			t.Errorf("%s: %v, told %v", text, a.Image.Focus, problems)
		case want != nil && (len(problems) > 0 || a.Image.Focus != *want):
			t.Errorf("%s: %v, told %v; want %v", text, a.Image.Focus, problems, *want)
		}
	}
}
