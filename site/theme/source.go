package theme

import (
	"cmp"
	"errors"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"

	"warraq/site"
)

// A source is one template file, minified.
type source struct {
	name string
	text string
}

// shared says that every page file sees it.
func (s source) shared() bool {
	return strings.HasPrefix(s.name, "partials/") || path.Base(s.name) == "base.html"
}

// line is where a byte of the source stands.
func (s source) line(offset int) int {
	return 1 + strings.Count(s.text[:min(offset, len(s.text))], "\n")
}

func readSources(fsys fs.FS, minify func([]byte) ([]byte, error)) ([]source, []site.Problem) {
	var out []source
	err := eachFile(fsys, ".", ".html", func(name, text string) {
		out = append(out, source{name, minifySource(text, minify)})
	})
	slices.SortFunc(out, func(a, b source) int { return cmp.Compare(a.name, b.name) })
	if err != nil {
		return out, []site.Problem{templateProblem("", err)}
	}
	return out, nil
}

// readIcons reads the drawings of static/icons, by name. They are the theme's
// own and trusted, and go into pages as they are.
func readIcons(static fs.FS) (map[string]template.HTML, []site.Problem) {
	icons := map[string]template.HTML{}
	if static == nil {
		return icons, nil
	}
	err := eachFile(static, "icons", ".svg", func(name, text string) {
		name = strings.TrimSuffix(strings.TrimPrefix(name, "icons/"), ".svg")
		icons[name] = template.HTML(strings.Replace(strings.TrimSpace(text), "<svg ", `<svg class="icon" aria-hidden="true" focusable="false" `, 1))
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		p := templateProblem("", err)
		p.Path = "static/icons"
		return icons, []site.Problem{p}
	}
	return icons, nil
}

// eachFile reads the files below a folder whose names end with ext.
func eachFile(fsys fs.FS, dir, ext string, f func(name, text string)) error {
	return fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ext {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err == nil {
			f(name, string(data))
		}
		return err
	})
}

// minifySource minifies a template, unless the minifier would change one of
// its actions.
func minifySource(text string, minify func([]byte) ([]byte, error)) string {
	if minify == nil {
		return text
	}
	short, err := minify([]byte(text))
	if err != nil || !slices.Equal(actions(text), actions(string(short))) {
		return text
	}
	return string(short)
}

// actions lists the {{…}} of a template, without comments.
func actions(text string) []string {
	var out []string
	for {
		_, rest, ok := strings.Cut(text, "{{")
		if !ok {
			return out
		}
		action, after, ok := strings.Cut(rest, "}}")
		if !ok {
			return append(out, rest)
		}
		if !strings.Contains(action, "/*") {
			out = append(out, action)
		}
		text = after
	}
}
