package theme_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/theme"
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
