package theme_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/own"
	"warraq/site/theme"
	"warraq/static"
	"warraq/templates"
)

// A template that names a field which is not there is told which there are, and which is meant.
func TestFieldsThatExistAreNamed(t *testing.T) {
	for text, want := range map[string]string{
		"{{.Titel}}":                         "did you mean Title? Its fields: Kind Chrome ",
		"{{.Chrome.title}}":                  "write it Title: capital letters count",
		"{{range .Related}}{{.Nope}}{{end}}": "its fields: ",
	} {
		parsed, problems := theme.Parse(fstest.MapFS{"article.html": {Data: []byte(`{{define "main"}}` + text + `{{end}}`)}, "base.html": {Data: []byte(`{{block "main" .}}{{end}}`)}, "strings/ar.json": {Data: []byte("{}")}, "strings/en.json": {Data: []byte("{}")}}, theme.Options{Config: &site.Config{Language: "ar"}})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		view := &site.ArticleView{Frame: site.Frame{Chrome: &site.Chrome{}}, Card: &site.Card{}, Related: []*site.SideCard{{}}}
		err := parsed.Render(new(bytes.Buffer), site.Page{Path: "a/index.html", Template: "article.html", View: view}, theme.Ask{})
		fault, ok := errors.AsType[*theme.TemplateError](err)
		if !ok || !strings.Contains(fault.Problem.Hint.En, want) || fault.Problem.Line != 1 {
			t.Errorf("%s: %v; %s", text, err, fault.Problem.Hint.En)
		}
	}
}

// Templates are looked at before a page is made: each field that is not there is told once, where it stands, in
// whichever template names it; a partial that no page comes to is told; the built-in theme has nothing of the kind.
func TestTemplatesAreLookedAtBeforeTheyRun(t *testing.T) {
	config := &site.Config{Language: "ar", Types: own.Types{{Name: "obituary", Template: "series/own.html"}}}
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"base.html": `{{block "main" .}}{{end}}`, "strings/ar.json": "{}", "strings/en.json": "{}",
		"article.html": "{{define \"main\"}}\n{{template \"partials/a.html\" .}}{{range .Related}}{{once \"partials/side.html\" .}}{{end}}{{end}}",
		"section.html": `{{define "main"}}{{template "partials/a.html" .}}{{end}}`, "partials/a.html": "{{.Title}}\n  {{.Titel}}", "partials/side.html": "{{.Url}}{{date .Date}}",
		"partials/nobody.html": "{{.X}}", "series/own.html": `{{define "main"}}{{.Standfirst}}{{.Cards}}{{end}}`, "terms/places.html": `{{define "main"}}{{.Groups}}{{end}}`, "terms/places.index.html": `{{define "main"}}{{.Groups}}{{end}}`,
		"components/x.html": "{{.Args.id}}{{.Title}}", "outputs/x.json": "{{.Stories}}\n{{upper .Title}}{{range .Stories}}{{.Body}}{{.Nope}}{{end}}",
	} {
		files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, "{{upper .Title}}", "{{lower 3}}", 1))}
	}
	parsed, _ := theme.Parse(files, theme.Options{Config: config})
	var got []string
	for _, p := range theme.Check(parsed, config, files) {
		got = append(got, p.Place()+" "+p.Message.En+"; "+p.Hint.En)
		if p.Message.Ar == p.Message.En || p.Hint.Ar == p.Hint.En {
			t.Errorf("%v is in one language", p)
		}
	}
	for i, want := range []string{
		"partials/a.html:2:5 there is no field Titel in ArticleView; did you mean Title", "partials/side.html:1:3 there is no field Url in SideCard; write it URL", "partials/side.html:1:11 date takes 2 values; this call gives 1; an example: {{date ",
		"components/x.html:1:15 there is no field Title in ComponentView; its fields", "outputs/x.json:2:3 lower takes no int; an example", "outputs/x.json:2:41 there is no field Nope in OutputStory",
		"partials/a.html:2:5 there is no field Titel in ListView; did you mean Title", "series/own.html:1:35 there is no field Cards in ArticleView", "terms/places.html:1:20 there is no field Groups in ListView", "partials/nobody.html no template of a page comes to it",
	} {
		if i >= len(got) || !strings.HasPrefix(got[i], "templates/"+want) {
			t.Errorf("%d: want %s in\n%s", i, want, strings.Join(got, "\n"))
		}
	}
	if len(got) != 10 {
		t.Errorf("%d faults:\n%s", len(got), strings.Join(got, "\n"))
	}
	parsed, _ = theme.Parse(templates.FS, theme.Options{Config: &site.Config{Language: "ar"}, Static: static.FS})
	if faults := theme.Check(parsed, &site.Config{}, templates.FS); len(faults) > 0 {
		t.Errorf("the built-in theme: %v", faults)
	}
}
