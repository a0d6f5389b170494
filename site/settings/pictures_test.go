package settings

import (
	"reflect"
	"strings"
	"testing"

	"warraq/site"
)

// An edition changes a role, and adds one for its own templates; what is no role is told.
func TestRolesOfPictures(t *testing.T) {
	lead, _ := site.PictureConfig{}.Role("lead")
	card, _ := site.PictureConfig{}.Role("card")
	for text, want := range map[string]site.Role{
		"name: lead, widths: [1200, 400, 400]":  {Name: "lead", Widths: []int{400, 1200}, Sizes: lead.Sizes, First: true},
		"name: lead, ratio: 16:9":               {Name: "lead", Widths: lead.Widths, Ratio: site.Ratio{Across: 16, Down: 9}, Sizes: lead.Sizes, First: true},
		"name: card, ratio: original":           {Name: "card", Widths: []int{320, 480, 720}, Sizes: card.Sizes, Silent: true},
		"name: tile, ratio: 1/1, sizes: 9rem":   {Name: "tile", Widths: []int{480, 800, 1200}, Ratio: site.Ratio{Across: 1, Down: 1}, Sizes: "9rem"},
		"name: tile, silent: true, first: true": {Name: "tile", Widths: []int{480, 800, 1200}, Sizes: "100vw", First: true, Silent: true},
	} {
		c, problems := ParseConfig("edition.yaml", []byte("title: أ\nbase_url: https://example.org\npictures:\n  roles:\n    - {"+text+"}\n"))
		got, _ := c.Pictures.Role(want.Name)
		if len(problems) > 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v; want %+v", text, got, problems, want)
		}
	}
	for _, text := range []string{"widths: [480]", "name: x, widths: []", "name: x, widths: [9000]", "name: x, ratio: wide", "name: x, ratio: 0/9", "name: x, ratio: 100/1", "name: x, colour: red"} {
		if _, problems := ParseConfig("edition.yaml", []byte("title: أ\nbase_url: https://example.org\npictures:\n  roles:\n    - {"+text+"}\n")); len(problems) == 0 || strings.TrimSpace(problems[0].Message.Ar) == "" {
			t.Errorf("%s: told %v", text, problems)
		}
	}
}

// The formats of sizes are chosen; what is no format is told.
func TestFormatsOfPictures(t *testing.T) {
	for text, want := range map[string][]string{"[avif, webp, jpeg]": {"avif", "webp"}, "[jpeg]": nil, "[jpeg, avif, avif]": {"avif"}, "avif": {"avif"}} {
		c, problems := ParseConfig("edition.yaml", []byte("title: أ\nbase_url: https://example.org\npictures: {formats: "+text+"}\n"))
		if got := c.Pictures.Better(); len(problems) > 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, %v; want %v", text, got, problems, want)
		}
	}
	for _, text := range []string{"[]", "[gif]", "[jpg]", "{avif: 1}", "[null]", "''"} {
		if _, problems := ParseConfig("edition.yaml", []byte("title: أ\nbase_url: https://example.org\npictures: {formats: "+text+"}\n")); len(problems) != 1 {
			t.Errorf("%s is told as %v", text, problems)
		}
	}
}
