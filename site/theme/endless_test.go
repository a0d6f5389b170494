package theme_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"warraq/site"
	"warraq/site/theme"
)

// A template without an end stops its page alone, and says its file and line.
func TestATemplateWithoutEndIsTold(t *testing.T) {
	type view struct{ List []struct{} }
	for name, files := range map[string]map[string]string{
		"includes itself": {"page.html": "<p>\n{{template \"page.html\" .}}</p>"},
		"through partial": {"page.html": "{{template \"partials/a.html\" .}}", "partials/a.html": "\n{{template \"partials/b.html\" .}}", "partials/b.html": "{{template \"partials/a.html\" .}}"},
		"a huge list":     {"page.html": "{{range .List}}" + strings.Repeat("كلمة", 4000) + "{{end}}"},
		"a huge number":   {"page.html": "{{range 1000000000}}" + strings.Repeat("كلمة", 4000) + "{{end}}"},
	} {
		th, problems := parse(files, nil)
		if th == nil {
			if site.Errors(problems) == 0 {
				t.Errorf("%s: no theme and no problem", name)
			}
			continue
		}
		var out bytes.Buffer
		err := th.Render(&out, site.Page{Path: "/", Template: "page.html", View: &view{make([]struct{}, 1<<20)}}, theme.Ask{})
		var told *theme.TemplateError
		if !errors.As(err, &told) || !strings.HasPrefix(told.Problem.Path, "templates/p") || told.Problem.Line == 0 {
			t.Errorf("%s: told %+v", name, err)
		}
	}
}
