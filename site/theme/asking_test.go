package theme

import (
	"bytes"
	"slices"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/arabic"
)

// Programs and html/template ask the same questions and show the same answers,
// through a partial that is shown once too; what may not be asked is a fault of
// the template and no page.
func TestTemplatesAsk(t *testing.T) {
	parse := func(main string) *Theme {
		fsys := fstest.MapFS{
			"base.html":       {Data: []byte(`<main>{{block "main" .}}{{end}}</main>`)},
			"page.html":       {Data: []byte(`{{define "main"}}` + main + `{{end}}`)},
			"partials/p.html": {Data: []byte(`{{range by 1 "منى"}}[{{.Title}}]{{end}}`)},
			"strings/ar.json": {Data: []byte(`{}`)},
		}
		th, problems := Parse(fsys, Options{Config: &site.Config{Language: "ar"}, Locale: arabic.Locale{Lang: "ar"}, Static: fstest.MapFS{}})
		if th == nil {
			t.Fatal(problems)
		}
		return th
	}
	render := func(th *Theme) (string, []site.Query, error) {
		var asked []site.Query
		var out bytes.Buffer
		err := th.Render(&out, site.Page{Template: "page.html", View: &site.PageView{Title: "politics"}}, Ask{Cards: func(q site.Query) []*site.Card {
			if !slices.Contains(asked, q) {
				asked = append(asked, q)
			}
			return []*site.Card{{SideCard: site.SideCard{Title: string(q.Kind) + "/" + q.Of + "<"}}}
		}})
		return out.String(), asked, err
	}
	th := parse(`{{range latest 2}}{{.Title}}{{end}}{{range latest 2 .Title}}{{.Title}}{{end}}{{range tagged 3 "غزة"}}{{.Title}}{{end}}{{len (series 0 "س")}}{{once "partials/p.html" .Chrome}}`)
	fast, asked, err := render(th)
	if err != nil || len(th.Interpreted()) > 0 {
		t.Fatalf("%v; left to html/template: %v", err, th.Interpreted())
	}
	const want = "<main>latest/&lt;latest/politics&lt;tagged/غزة&lt;1[by/منى&lt;]</main>"
	if fast != want {
		t.Errorf("made\n%s\nwant\n%s", fast, want)
	}
	if wanted := []site.Query{{Kind: "latest", N: 2}, {Kind: "latest", Of: "politics", N: 2}, {Kind: "tagged", Of: "غزة", N: 3}, {Kind: "series", Of: "س"}, {Kind: "by", Of: "منى", N: 1}}; !slices.Equal(asked, wanted) {
		t.Errorf("asked %v, want %v", asked, wanted)
	}
	th.Interpret(true)
	if slow, again, err := render(th); slow != fast || !slices.Equal(again, asked) || err != nil {
		t.Errorf("html/template makes\n%s\nand asks %v; %v", slow, again, err)
	}
	for _, bad := range []string{`{{range tagged 3}}x{{end}}`, `{{range latest -1}}x{{end}}`, `{{range latest "politics"}}x{{end}}`} {
		if _, _, err := render(parse(bad)); err == nil {
			t.Errorf("%s is made", bad)
		}
	}
}
