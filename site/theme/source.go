package theme

import (
	"cmp"
	"errors"
	"html/template"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/own"
)

// A source is one template file, minified.
type source struct {
	name string
	text string
}

// form is how values are written in what the template makes.
func (s source) form() own.Form { return own.FormOf(s.name) }

// shared says that every page file sees it.
func (s source) shared() bool {
	return strings.HasPrefix(s.name, "partials/") || path.Base(s.name) == "base.html"
}

// readSources reads all templates. Of one that cannot be read there is a Problem, and
// an empty source.
func readSources(fsys fs.FS, minify func([]byte) ([]byte, error)) ([]source, []site.Problem) {
	var out []source
	problems := eachFile(fsys, ".", ".html", func(name, text string) {
		out = append(out, source{name, minifySource(text, minify)})
	})
	problems = append(problems, eachFile(fsys, strings.TrimSuffix(own.OutputsDir, "/"), "", func(name, text string) {
		if form := own.FormOf(name); form != own.FormNone && form != own.FormHTML {
			out = append(out, source{name, text})
		}
	})...)
	for i, p := range problems {
		problems[i].Path = "templates/" + p.Path
		out = append(out, source{name: p.Path})
	}
	slices.SortFunc(out, func(a, b source) int { return cmp.Compare(a.name, b.name) })
	return out, problems
}

// readIcons reads the drawings of static/icons, by name. They are the theme's
// own and trusted, and go into pages as they are.
func readIcons(static fs.FS) (map[string]template.HTML, []site.Problem) {
	icons := map[string]template.HTML{}
	if static == nil {
		return icons, nil
	}
	problems := eachFile(static, "icons", ".svg", func(name, text string) {
		name = strings.TrimSuffix(strings.TrimPrefix(name, "icons/"), ".svg")
		icons[name] = template.HTML(strings.Replace(strings.TrimSpace(text), "<svg ", `<svg class="icon" aria-hidden="true" focusable="false" `, 1))
	})
	for i := range problems {
		problems[i].Path = "static/" + problems[i].Path
	}
	return icons, problems
}

// maxFile bounds a file of a theme: its time and its memory grow with it.
const maxFile = 1 << 20

// eachFile reads the files below a folder whose names end with ext; "": all. What cannot be
// read is told by its path under fsys, and stops no other.
func eachFile(fsys fs.FS, dir, ext string, f func(name, text string)) (problems []site.Problem) {
	_ = fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error { // its errors are told
		isFolder := err == nil && d.IsDir()
		switch {
		case errors.Is(err, fs.ErrNotExist), isFolder && (ext == "" || path.Ext(name) != ext), !isFolder && err == nil && ext != "" && path.Ext(name) != ext:
			return nil
		case isFolder:
			problems = append(problems, fileFault(name, errFolder))
			return fs.SkipDir
		}
		var text string
		if err == nil {
			text, err = readFile(fsys, name)
		}
		if err != nil {
			problems = append(problems, fileFault(name, err))
			return nil
		}
		f(name, text)
		return nil
	})
	return problems
}

var (
	errFolder = wrong("هذا مجلد، والمنتظر هنا ملف", "this is a folder, and a file is expected here")
	errBig    = wrong("الملف أكبر من ميغابايت واحد", "the file is larger than one megabyte")
)

// readFile reads a file of a theme: text in UTF-8, of a bounded size.
func readFile(fsys fs.FS, name string) (string, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	text := strings.TrimPrefix(string(data), "\ufeff")
	switch {
	case err != nil:
		return "", err
	case len(data) > maxFile:
		return "", errBig
	case !utf8.ValidString(text):
		good := text[:len(text)-len(strings.TrimLeftFunc(text, func(r rune) bool { return r != utf8.RuneError }))]
		return "", wrong("الملف ليس بترميز UTF-8: أول بايت لا يُقرأ في السطر %d", "the file is not UTF-8: the first bad byte is in line %d", 1+strings.Count(good, "\n"))
	}
	return text, nil
}

// fileFault is the Problem of a file that cannot be used.
func fileFault(name string, err error) site.Problem {
	p := site.Problem{Path: name, Rule: "theme/file", Level: site.LevelError}
	var own said
	if errors.As(err, &own) {
		p.Message = site.Words(own)
	} else {
		if perr := (*fs.PathError)(nil); errors.As(err, &perr) {
			err = perr.Err
		}
		p.Message = site.Say("لا يُقرأ هذا الملف: %v", "this file cannot be read: %v", err)
	}
	p.Hint = site.Say("أصلح الملف، أو احذفه ليعود الأصلي", "mend the file, or remove it to get the built-in one back")
	return p
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

// asset makes a file of static/ ready for browsers.
func (o Options) asset(name string) (site.Asset, error) {
	if o.Asset == nil {
		return site.Asset{}, nil
	}
	a, err := o.Asset(name)
	if err != nil {
		return a, said(site.Reason(err))
	}
	return a, nil
}
