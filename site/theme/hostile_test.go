package theme_test

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"unicode"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/theme"
)

type menu struct {
	Title string
	Items []*menu
	Map   map[string]int
	More  *menu
	Cond  bool
}

// Breaks is a method of a View that panics.
func (m menu) Breaks() string { return m.More.Title }

// Whatever is wrong with a template is told in both languages at its line, with how to
// mend it, and without a word of Go; it stops its own page alone.
func TestEveryFaultIsToldPlainly(t *testing.T) {
	for _, c := range []struct{ text, place, says string }{
		// templates without end, found when they are read
		{`a{{template "page.html" .}}`, "page.html:1:13", "page.html → page.html"},
		{"\n{{template \"partials/a.html\" .}}", "partials/a.html:1:12", "partials/a.html → partials/b.html → partials/a.html"},
		{`{{define "x"}}{{template "x" .}}{{end}}{{template "x"}}`, "page.html:1:26", "x → x"},
		{`{{block "x" .}}{{if .Title}}{{template "x" .}}{{else}}{{template "x" .}}{{end}}{{end}}`, "page.html:1", "x → x"},
		{`{{define "main"}}{{template "main" .}}{{end}}`, "page.html:1", "main → main"},
		{`{{once "partials/o.html" .}}`, "partials/o.html:1", "partials/o.html → partials/o.html"},
		// and under a condition, when they run
		{`{{if .Title}}{{template "page.html" .}}{{end}}`, "page.html:1:25", "1,000 deep"},
		{`{{if .Title}}{{template "page.html" .}}{{end}}{{range .Map}}{{end}}`, "page.html:1:25", "1,000 deep"},
		{`{{define "x"}}{{with .}}{{range $.Items}}{{template "x" $}}{{end}}{{end}}{{end}}{{template "x" .}}`, "page.html:1", "1,000 deep"},
		{`{{once "partials/c.html" .}}`, "partials/c.html:1", "1,000 deep"},
		// loops, numbers and words without end
		{"\n  {{range 1000000000}}{{end}}", "page.html:2", "turn more than a million times"},
		{`{{range $i, $m := .Items}}{{range 3000000}}{{end}}{{end}}`, "page.html:1", "turn more than a million times"},
		{`{{$s := "xx"}}{{range 40}}{{$s = print $s $s}}{{end}}{{$s}}`, "page.html:1", "larger than 64 MB"},
		{`{{$s := "xx"}}{{range .Items}}{{range $.Items}}{{range $.Items}}{{range $.Items}}{{range $.Items}}{{range $.Items}}{{$s = printf "%s%s" $s $s}}{{end}}{{end}}{{end}}{{end}}{{end}}{{end}}`, "page.html:1", "larger than 64 MB"},
		{`{{$s := "\\"}}{{range 40}}{{$s = js $s}}{{end}}`, "page.html:1", "larger than 64 MB"},
		{`{{range 100}}{{printf "%999999d" 1}}{{end}}`, "page.html:1", "larger than 64 MB"},
		{`{{printf "` + strings.Repeat("%999999d", 80) + `"}}`, "page.html:1", "larger than 64 MB"},
		{"\n\n{{range 100000}}" + strings.Repeat("كلمة ", 1000) + "{{end}}", "page.html:3", "larger than 64 MB"},
		{strings.Repeat("{{range .Items}}", 30) + strings.Repeat("{{end}}", 30), "page.html:1", "nested too deep"},
		{strings.Repeat("{{if .Title}}", 5000) + strings.Repeat("{{end}}", 5000), "page.html:1", "nested too deep"},
		{"{{" + strings.Repeat("(", 20000) + "1" + strings.Repeat(")", 20000) + "}}", "page.html:1", "parentheses"},
		// escaping
		{"\n<a href=\"{{if .Cond}}?a={{end}}{{.Title}}\">x</a>", "page.html:2:34", "ambiguous context"},
		{"\nعنوان <p {{if .Cond}}title=\"{{end}}x\">", "page.html:2:15", "branches end in different contexts"},
		{"{{range .Items}}<p title=\"{{end}}", "page.html:1", "on range loop re-entry"},
		{"<a href='{{.Title}}\n", "page.html:1", "ends in a non-text context"},
		{"<p title={{.Title}}{{.Title}}\"x\">", "page.html:1", "attribute without quotation marks"},
		{"<script>var a = {{if .Cond}}1{{end}} / 2</script>", "page.html:1", "could be a division"},
		{"<script>var a = 'x\\{{.Title}}'</script>", "page.html:1", "cut by {{"},
		{"<p \"=x>", "page.html:1", "tag is written wrong"},
		{`{{.Title | html | print}}`, "page.html:1", "may not be used here"},
		{`{{define "x"}}<p title="{{template "x" .}}{{end}}{{if .Cond}}{{template "x" .}}{{end}}`, "page.html:1", ""},
		{`{{template "nothing.html" .}}`, "page.html:1", `no such template "nothing.html"`},
		// writing
		{"a\n{{if .Title}}\n", "page.html:", "unexpected EOF"},
		{"{{end}}", "page.html:1", "unexpected {{end}}"},
		{"{{.Title", "page.html:1", "unexpected EOF"},
		{"{{if eq .Title “x”}}{{end}}", "page.html:1", "may not stand inside"},
		{"{{$x}}", "page.html:1", "undefined variable"},
		{`{{print "x}}`, "page.html:1", "not closed"},
		{"{{/* x }}", "page.html:1", "a comment is not closed"},
		{"{{break}}", "page.html:1", "outside {{range}}"},
		{"\ufeffa\xff", "page.html", "not UTF-8"},
		// what a page's values break
		{"سطر\n كلمة {{.Nothing}}", "page.html:2:9", "can't evaluate field Nothing"},
		{"{{.More.Title}}", "page.html:1", "there is no value for"},
		{"{{index .Items 99}}", "page.html:1", "index out of range"},
		{"{{(index .Items 99).Title}}", "page.html:1", "index out of range"},
		{`{{slice .Title 5 99}}`, "page.html:1", "index out of range"},
		{`{{.Breaks}}`, "page.html:1", "fails with this value"},
		{`{{lt .Title 3}}`, "page.html:1", "cannot be compared"},
		{`{{range .}}{{end}}`, "page.html:1", "it is no list"},
		{`{{count "day"}}`, "page.html:1", "wrong number of arguments"},
		{`{{count "day" "x"}}`, "page.html:1", ""},
		{`{{icon .Title}}`, "page.html:1", "no icon"},
		{`{{once .Title .}}`, "page.html:1", "no partial"},
	} {
		files := map[string]string{
			"page.html": c.text, "other.html": "{{.Title}}", "base.html": `{{block "main" .}}{{end}}`,
			"partials/o.html": `{{once "partials/o.html" .}}`, "partials/c.html": `{{if .Title}}{{once "partials/c.html" .}}{{end}}`,
			"partials/a.html": `{{template "partials/b.html" .}}`, "partials/b.html": `{{template "partials/a.html" .}}`,
		}
		for _, name := range []string{"partials/o.html", "partials/a.html"} {
			if !strings.Contains(c.text, name) {
				files[name] = ""
			}
		}
		v := &menu{Title: "عنوان", Items: make([]*menu, 8)}
		for i := range v.Items {
			v.Items[i] = &menu{Title: "x"}
		}
		ways := []func([]byte) ([]byte, error){nil, oneLine}
		if isLong := strings.Contains(c.says, "million") || strings.Contains(c.says, "64 MB"); isLong {
			ways = ways[:1]
		}
		for _, minify := range ways {
			th, problems := parse(files, func(o *theme.Options) { o.Minify = minify })
			if th == nil {
				t.Errorf("%.80s: stops every page: %v", c.text, problems)
				continue
			}
			var told *theme.TemplateError
			err := th.Render(new(bytes.Buffer), site.Page{Template: "page.html", View: v}, theme.Ask{})
			if !errors.As(err, &told) {
				t.Errorf("%.80s: makes a page, %v", c.text, err)
				continue
			}
			if err := th.Render(new(bytes.Buffer), site.Page{Template: "other.html", View: v}, theme.Ask{}); err != nil {
				t.Errorf("%.80s: stops another page: %v", c.text, err)
			}
			if told.Told && (len(problems) != 1 || problems[0] != told.Problem) {
				t.Errorf("%.80s: told %v", c.text, problems)
			}
			p := told.Problem
			if !strings.HasPrefix(p.Place(), "templates/"+c.place) || !strings.Contains(p.Message.En, c.says) || p.Hint.Ar == "" || p.Hint.En == "" {
				t.Errorf("%.80s: %s: %s, want %s: %s", c.text, p.Place(), p.Message.En, c.place, c.says)
			}
			if !strings.ContainsFunc(strings.TrimPrefix(p.Message.Ar, "القالب لا يعمل"), func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) {
				t.Errorf("%.80s: the Arabic is %s", c.text, p.Message.Ar)
			}
			for _, goWord := range []string{"{state", "0x", "theme_test", "*", "goroutine", "runtime error", "delim"} {
				if strings.Contains(p.Message.En+p.Message.Ar, goWord) && !strings.Contains(c.text, goWord) {
					t.Errorf("%.80s: says %s", c.text, p.Message.En)
				}
			}
		}
	}
}

// A menu of menus, and loops and words of a common size, are no fault.
func TestWhatHasAnEndIsMade(t *testing.T) {
	deep := &menu{Title: "x"}
	for range 200 {
		deep = &menu{Title: "x", Items: []*menu{deep}}
	}
	for _, text := range []string{
		`{{define "m"}}{{.Title}}{{range .Items}}{{template "m" .}}{{end}}{{end}}{{template "m" .}}`,
		`{{range 5}}{{range 5}}x{{end}}{{end}}{{printf "%s %5d" .Title 3}}`,
		`{{if .Cond}}{{once "partials/c.html" .}}{{else}}{{.Title}}{{end}}`,
	} {
		th, problems := parse(map[string]string{"page.html": text, "partials/c.html": `{{if .Title}}x{{else}}{{once "partials/c.html" .}}{{end}}`}, nil)
		if th == nil || len(problems) > 0 {
			t.Errorf("%s: %v", text, problems)
			continue
		}
		if _, err := render(t, th, deep); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// odd is a folder in which one file cannot be read, or is a folder.
type odd struct {
	fstest.MapFS
	name string
}

func (o odd) Open(name string) (fs.File, error) {
	if name == o.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("it is a pipe")}
	}
	return o.MapFS.Open(name)
}

// unlisted is a folder of which one below cannot be listed.
type unlisted struct {
	fstest.MapFS
	dir string
}

func (u unlisted) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == u.dir {
		return nil, &fs.PathError{Op: "open", Path: name, Err: syscall.EMFILE}
	}
	return u.MapFS.ReadDir(name)
}

// The page of a template whose folder cannot be listed says which folder that is.
func TestAFolderOfTemplatesThatCannotBeListed(t *testing.T) {
	fsys := unlisted{fstest.MapFS{"lite/front.html": {Data: []byte("x")}, "page.html": {Data: []byte("y")}, "strings/ar.json": {Data: []byte("{}")}}, "lite"}
	th, problems := theme.Parse(fsys, theme.Options{Locale: arabic.Locale{Lang: "ar"}})
	if len(problems) != 1 || problems[0].Path != "templates/lite" {
		t.Errorf("told %v", problems)
	}
	var told *theme.TemplateError
	if err := th.Render(new(bytes.Buffer), site.Page{Template: "lite/front.html"}, theme.Ask{}); !errors.As(err, &told) || told.Problem.Path != "templates/lite" {
		t.Errorf("the page's fault is %v", err)
	}
}

// A template that cannot be read is told by its name, and stops its page alone.
func TestTemplatesThatAreNoFiles(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	for _, c := range []struct {
		fsys fs.FS
		says string
	}{
		{odd{fstest.MapFS{"page.html": file("x"), "other.html": file("y"), "strings/ar.json": file("{}")}, "page.html"}, "it is a pipe"},
		{fstest.MapFS{"page.html/x.txt": file("x"), "other.html": file("y"), "strings/ar.json": file("{}")}, "this is a folder"},
		{fstest.MapFS{"page.html": file(strings.Repeat("x", 2<<20)), "other.html": file("y"), "strings/ar.json": file("{}")}, "larger than one megabyte"},
	} {
		th, problems := theme.Parse(c.fsys, theme.Options{Locale: arabic.Locale{Lang: "ar"}})
		if len(problems) != 1 || problems[0].Path != "templates/page.html" || !strings.Contains(problems[0].Message.En, c.says) || th == nil {
			t.Errorf("told %v, want %s", problems, c.says)
			continue
		}
		if err := th.Render(new(bytes.Buffer), site.Page{Template: "other.html"}, theme.Ask{}); err != nil {
			t.Error(err)
		}
		var told *theme.TemplateError
		if err := th.Render(new(bytes.Buffer), site.Page{Template: "page.html"}, theme.Ask{}); !errors.As(err, &told) || !told.Told {
			t.Errorf("the page is made: %v", err)
		}
	}
}

// stumble cannot open one file the first time.
type stumble struct {
	fs.FS
	name string
	n    *int
}

func (s stumble) Open(name string) (fs.File, error) {
	if name == s.name {
		if *s.n++; *s.n == 1 {
			return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("input/output error")}
		}
	}
	return s.FS.Open(name)
}

// What the disk refused once is told, though a second reading would not see it.
func TestAFileThatCannotBeReadOnceIsTold(t *testing.T) {
	for _, name := range []string{"page.html", "strings/ar.json"} {
		files := fstest.MapFS{"page.html": {Data: []byte("x")}, "strings/ar.json": {Data: []byte("{}")}}
		_, problems := theme.Parse(stumble{files, name, new(int)}, theme.Options{
			Locale: arabic.Locale{Lang: "ar"}, Minify: func(b []byte) ([]byte, error) { return b, nil },
		})
		if site.Errors(problems) == 0 || problems[0].Path != "templates/"+name {
			t.Errorf("%s: told %v", name, problems)
		}
	}
}

// A newsroom's strings go over the built-in ones: it may have a part of them.
func TestStringsAreMerged(t *testing.T) {
	const builtIn = `{"home": "الرئيسية", "more": "المزيد", "type_opinion": "رأي"}`
	for _, c := range []struct{ own, want, says string }{
		{`{"home": "البداية"}`, "البداية المزيد", ""},
		{"\ufeff" + `{"home": "البداية", "type_chess": "شطرنج"}`, "البداية المزيد", ""},
		{`{"home": `, "الرئيسية المزيد", "not valid JSON"},
		{`{"home": {"one": "x"}}`, "الرئيسية المزيد", "lacks the plural forms"},
		{`{"home": null}`, "الرئيسية المزيد", "neither a string"},
		{`{"hom": "البداية"}`, "الرئيسية المزيد", `no template uses "hom"`},
		{"\xff", "الرئيسية المزيد", "not UTF-8"},
	} {
		th, problems := parse(map[string]string{"page.html": `{{t "home"}} {{t "more"}}`, "strings/ar.json": c.own}, func(o *theme.Options) {
			o.BuiltIn = fstest.MapFS{"strings/ar.json": {Data: []byte(builtIn)}}
		})
		if th == nil || len(problems) != min(1, len(c.says)) || c.says != "" && (!strings.Contains(problems[0].Message.En, c.says) || problems[0].Path != "templates/strings/ar.json") {
			t.Errorf("%s: told %v", c.own, problems)
			continue
		}
		if got, err := render(t, th, &menu{}); got != c.want || err != nil {
			t.Errorf("%s: makes %s, %v", c.own, got, err)
		}
	}
}

// Every partial is escaped, also those that once alone shows.
func TestEveryPartialIsEscaped(t *testing.T) {
	files := map[string]string{}
	var page, want string
	for _, name := range []string{"a", "b", "c"} {
		files["partials/"+name+".html"] = `[{{.Title}}]`
		page += `{{once "partials/` + name + `.html" .}}`
		want += "[&lt;b&gt;]"
	}
	files["page.html"] = page
	th, problems := parse(files, nil)
	if th == nil || len(problems) > 0 {
		t.Fatal(problems)
	}
	if got, err := render(t, th, &menu{Title: "<b>"}); got != want || err != nil {
		t.Errorf("makes %s, %v", got, err)
	}
}

// A fault that all pages have costs a hundred pages little more than the first.
func TestAFaultOfAllPagesIsCheap(t *testing.T) {
	th, problems := parse(map[string]string{"page.html": `{{range 1000000000}}{{end}}`, "other.html": `{{range .Items}}{{.Title}}{{end}}`}, nil)
	if th == nil {
		t.Fatal(problems)
	}
	var told *theme.TemplateError
	for range 50 {
		if err := th.Render(new(bytes.Buffer), site.Page{Template: "page.html", View: &menu{}}, theme.Ask{}); !errors.As(err, &told) {
			t.Fatal(err)
		}
	}
	v := &menu{Items: make([]*menu, 10000)}
	for i := range v.Items {
		v.Items[i] = &menu{Title: "x"}
	}
	if err := th.Render(new(bytes.Buffer), site.Page{Template: "other.html", View: v}, theme.Ask{}); err != nil {
		t.Errorf("a long page is stopped with the others: %v", err)
	}
}
