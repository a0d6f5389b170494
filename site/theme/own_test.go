package theme_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/own"
	"warraq/site/theme"
	"warraq/templates"
)

// A file in templates/ that makes nothing is told, with the name that is meant.
func TestFilesThatMakeNothing(t *testing.T) {
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"artcle.html": "x", "partials/crd.html": "x", "article.htm": "x", "pages/author.html": "x", "types/obituray.html": "x", "types/recipe.html": "x", "partials/ownership.html": "x", "shop.html": "x",
		// and what makes something
		"types/obituary.html": `{{define "main"}}{{template "partials/deep.html" .}}{{end}}`, "lite/types/obituary.html": `{{define "main"}}x{{end}}`, "partials/deep.html": "x", "series/own.html": "x",
		"README.md": "x", "embed.go": "x", ".hidden": "x", ".git/x.html": "x", "card.html": "x", "strings/fr.json": "{}", "partials/card.html": "x",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	config := &site.Config{Types: own.Types{{Name: "obituary"}, {Name: "season", Template: "series/own.html"}, {Name: "lost", Template: "types/obituery.html", Line: 7, Col: 3}}}
	all := fstest.MapFS{}
	for name, f := range files {
		all[name] = f
	}
	_, problems := theme.Parse(all, theme.Options{Config: config, BuiltIn: templates.FS, Own: files})
	var got []string
	for _, p := range problems {
		if p.Rule == "theme/unknown-file" || p.Rule == "theme/unknown-name" && strings.HasPrefix(p.Path, "content/") {
			got = append(got, p.Place()+" "+string(p.Level)+" "+p.Hint.En)
			if p.Message.Ar == p.Message.En || p.Hint.Ar == p.Hint.En {
				t.Errorf("%v is in one language", p)
			}
		}
	}
	slices.Sort(got)
	want := []string{
		"content/edition.yaml:7:3 error did you mean types/obituary.html?",
		"templates/artcle.html warning did you mean templates/article.html?",
		"templates/article.htm warning did you mean templates/article.html?",
		"templates/card.html warning did you mean templates/partials/card.html?",
		"templates/pages/author.html warning did you mean templates/author.html?",
		"templates/partials/crd.html warning did you mean templates/partials/card.html?",
		"templates/partials/ownership.html warning use it in a template: {{template \"partials/ownership.html\" .}}",
		"templates/shop.html warning check its name and its folder, or remove it",
		"templates/types/obituray.html warning did you mean templates/types/obituary.html?",
		"templates/types/recipe.html warning there is no type recipe: add it to types in edition.yaml",
	}
	if !slices.Equal(got, want) {
		t.Errorf("told\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
