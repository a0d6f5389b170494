package program

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"testing"
)

// A template that would not end stops at its bound, and the place of the loop or the include
// is named; the next page is made as ever.
func TestTemplatesThatWouldNotEndStop(t *testing.T) {
	const loop = `{{range .Words}}{{range $.Words}}{{range $.Words}}{{range $.Words}}%s{{end}}{{end}}{{end}}{{end}}`
	many := &data{Text: strings.Repeat("م", 5000), Words: strings.Fields(strings.Repeat("أ ", 40)), N: 1}
	for _, c := range []struct {
		name, text string
		want       error
		place      string
	}{
		{"a template that includes itself", `{{define "a"}}x{{template "a" .}}{{end}}{{template "a" .}}`, ErrDeep, `main:1:26`},
		{"two that include each other", "{{define \"a\"}}{{template \"b\" .}}{{end}}{{define \"b\"}}\n{{template \"a\" .}}{{end}}{{template \"a\" .}}", ErrDeep, ``},
		{"loops in loops", strings.Replace(loop, "%s", "", 1), ErrSteps, `main:1:`},
		{"a page that grows", strings.Replace(loop, "%s", "{{$.Text}}", 1), ErrLarge, `main:1:`},
		{"a width that fills the memory", `{{printf "%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d%999999d" .N}}`, ErrLarge, ``},
		{"a width by a star", `{{range .Words}}{{printf "%*d" 999999 $.N}}{{end}}`, ErrLarge, ``},
		{"a text that is printed again and again", `{{range .Words}}{{range $.Words}}{{len (print $.Text $.Text)}}{{end}}{{end}}`, ErrLarge, ``},
	} {
		t.Run(c.name, func(t *testing.T) {
			set := template.Must(template.New("main").Funcs(plain).Parse(c.text))
			_ = set.Execute(new(bytes.Buffer), (*data)(nil)) // the first execution escapes
			p, err := Compile(set, "main", reflect.TypeFor[*data](), Functions{Plain: plain})
			if err != nil {
				t.Fatal(err)
			}
			out := bytes.NewBufferString("before")
			work := &Work{Failed: 3}
			err = p.Execute(out, reflect.ValueOf(many), work, nil)
			beyond, ok := errors.AsType[*BeyondError](err)
			if !ok || !errors.Is(err, c.want) || !strings.HasPrefix(beyond.Place, c.place) {
				t.Errorf("the error is %v, want %v at %s", err, c.want, c.place)
			}
			if out.String() != "before" || *work != (Work{Failed: 3}) {
				t.Errorf("%d bytes of the page are left, and the count %+v", out.Len(), *work)
			}
		})
	}
}

// The more pages of a theme went beyond a bound, the less the next one may do: a paper of
// thousands is told in minutes.
func TestAThemeThatFailsOftenMayDoLess(t *testing.T) {
	set := template.Must(template.New("main").Parse(`{{range .Words}}{{range $.Words}}{{range $.Words}}{{end}}{{end}}{{end}}`))
	v := &data{Words: strings.Fields(strings.Repeat("أ ", 40))} // 65,640 turns
	_ = set.Execute(new(bytes.Buffer), v)
	p, err := Compile(set, "main", reflect.TypeOf(v), Functions{Plain: plain})
	if err != nil {
		t.Fatal(err)
	}
	for failed, fits := range map[int]bool{0: true, 3: true, 4: false, 100: false} {
		err := p.Execute(new(bytes.Buffer), reflect.ValueOf(v), &Work{Failed: failed}, nil)
		if (err == nil) != fits || err != nil && !errors.Is(err, ErrSteps) {
			t.Errorf("after %d pages: %v", failed, err)
		}
	}
}

// What print and its kin make is what package fmt makes, and it is counted.
func TestPrintIsThatOfPackageFmt(t *testing.T) {
	for _, c := range []struct {
		name string
		args []any
		want string
	}{
		{"print", []any{"أ", "ب", 1, 2, "ج", true}, fmt.Sprint("أ", "ب", 1, 2, "ج", true)},
		{"println", []any{"أ", 1}, fmt.Sprintln("أ", 1)},
		{"printf", []any{"%s %05d %-4s| %q %v %%", "أ", 7, "ب", "ج", nil}, fmt.Sprintf("%s %05d %-4s| %q %v %%", "أ", 7, "ب", "ج", nil)},
		{"printf", []any{"%*d|%[2]*[1]d", 5, 3}, fmt.Sprintf("%*d|%[2]*[1]d", 5, 3)},
		{"printf", []any{"%d", "no number"}, "%!d(string=no number)"},
		{"printf", nil, ""},
		{"print", nil, ""},
	} {
		var w Work
		if got, err := w.Print(c.name, c.args...); err != nil || got != c.want || w.text != len(got) {
			t.Errorf("%s%q is %q, %v, counted %d; want %q", c.name, c.args, got, err, w.text, c.want)
		}
	}
}

// In each place of a page, a text that would break out of it is what html/template makes of
// it, whether a program makes the page or leaves it.
func TestTextsThatWouldBreakOut(t *testing.T) {
	places := []struct{ name, text string }{
		{"words", `<p>{{.Text}}</p>`},
		{"an attribute", `<p title="{{.Text}}">`},
		{"an attribute in single quotes", `<p title='{{.Text}}'>`},
		{"an attribute without quotes", `<p title={{.Text}}>`},
		{"a link", `<a href="{{.Text}}">x</a>`},
		{"a picture", `<img src="{{.Text}}" alt="{{.Other}}">`},
		{"the query of a link", `<a href="/s?q={{.Text}}">x</a>`},
		{"the path of a link", `<a href="/a/{{.Text}}/">x</a>`},
		{"the place in a page", `<a href="#{{.Text}}">x</a>`},
		{"a mail", `<a href="mailto:{{.Text}}">x</a>`},
		{"a title", `<title>{{.Text}}</title>`},
		{"a field of many lines", `<textarea>{{.Text}}</textarea>`},
		{"a script", `<script>var x = {{.Text}}</script>`},
		{"a text in a script", `<script>var x = "{{.Text}}"</script>`},
		{"a style", `<style>p{color:{{.Text}}}</style>`},
		{"the style of an element", `<p style="color:{{.Text}}">`},
		{"a handler", `<button onclick="f({{.Text}})">x</button>`},
		{"the sizes of a picture", `<img srcset="{{.Text}}">`},
		{"the name of a class", `<p class="a {{.Text}}">`},
		{"the number of a width", `<img width="{{.Text}}">`},
	}
	texts := []string{
		"خبر", `"><script>alert(1)</script>`, `' onmouseover='x`, "</title></textarea></script></style>", "javascript:alert(1)", "JaVaScRiPt\t:x", "data:text/html,x",
		"https://x.example/?a=1&b=2#c", "//x.example", "a b\nc\x00d", "\u2028\u202e\ufeff", "&lt;&amp;amp;", "{{.}} ${x} `y`", "\\u003c", "-->", "]]>", "<!--",
	}
	for _, place := range places {
		for _, text := range texts {
			if fast, slow, compiled, _ := both(t, place.text, &data{Text: text, Other: text}); compiled && fast != slow {
				t.Errorf("%s, %q\n program %q\nhtml/template %q", place.name, text, fast, slow)
			}
		}
	}
}
