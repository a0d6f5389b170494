package program

import (
	"bytes"
	"errors"
	"html/template"
	"reflect"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/own"
)

// cases are templates over site.ArticleView that hold every construct that
// programs compile, in every place that escapers know.
var cases = []string{
	`{{.Params.text}}|{{.Params.n}}|{{.Params.half}}|{{.Params.yes}}|{{.Params.none}}|{{.Params.team.name}} <a title="{{.Params.text}}" href="{{.Params.url}}">{{$.Card.Params.text}}</a>`,
	`{{with .Params.team}}{{.name}}{{.none}}{{else}}-{{end}}{{if .Params.none}}some{{else}}none{{end}}{{if .Params.yes}}yes{{end}}{{$x := .Params.n}}{{$x}}`,
	`{{range .Params.list}}{{.}},{{else}}empty{{end}}{{range $i, $t := .Params.teams}}{{$i}}{{$t.name}}{{if eq $t.name "stop"}}{{break}}{{end}}{{end}}{{range .Params.none}}x{{else}}none{{end}}`,
	`{{if eq .Params.text "stop"}}stop{{end}}{{if ne .Params.none "a"}}ne{{end}}{{if gt .Params.n 2}}gt{{end}}{{when .Params.day}}{{template "own" .Params.team}}{{define "own"}}[{{.name}}]{{end}}{{index .Params "text"}}{{index .Params "an absent one"}}`,
	`plain {{.Title}} {{.Words}} {{.Breaking}}`,
	`<title>{{.Title}} | {{.Head.Title}}</title>`,
	`<a href="{{.URL}}" title="{{.Title}}">{{.Kicker}}</a>`,
	`<a href="https://wa.me/?text={{.Title}}%20{{.Head.Canonical}}">x</a>`,
	`<a href="/search/?q={{.Title}}&amp;s={{.URL}}">x</a>`,
	`<img src="{{.Lead.URL}}" alt="{{.Lead.Alt}}"{{if .Lead.Width}} width="{{.Lead.Width}}"{{end}}>`,
	`<div>{{.Body}}</div><script type="application/ld+json">{{.Head.JSONLD}}</script>`,
	`<style>:root{--a:{{.Accent}}}</style>`,
	`{{range $i, $t := .Tags}}{{if $i}}، {{end}}<a href="{{$t.URL}}">{{$t.Title}}</a>{{else}}none{{end}}`,
	`{{range .Tags}}{{if eq .Title "stop"}}{{break}}{{end}}{{if not .Current}}{{continue}}{{end}}{{.Title}}{{end}}`,
	`{{with .SeriesNav}}{{.Title}} {{.Index}}{{else}}no series{{end}}`,
	`{{with $x := .Title}}{{$x}}{{$.Kicker}}{{end}}`,
	`{{if and .Title (or .Kicker .Tags)}}yes{{else if .Words}}some{{else}}no{{end}}`,
	`{{$n := len .Tags}}{{if gt $n 1}}{{$n}}{{end}}{{if ne .Type "news"}}{{.Type}}{{end}}`,
	`{{range first 2 .Tags}}{{.Title}}{{end}}`,
	`{{(index .Tags 0).Title | shout}}{{printf "%s-%d" .Title .Words}}`,
	`{{when .Date}} {{.Card.Title}} {{.Chrome.Title}}`,
	`{{define "part"}}[{{.Title}}]{{end}}{{range .Tags}}{{template "part" .}}{{end}}`,
	`{{if eq .Type "news" "report" "stop"}}is{{end}}{{.Date.Format "2006-01"}} {{.Date.Year}}{{template "fixed"}}{{define "fixed"}}!{{end}}`,
	`<p data-x={{.Title}}>unquoted</p><!-- c -->{{/* comment */}}`,
	`<button onclick="f({{.Title}})">js</button>`,
	`{{template "fixed"}}{{define "fixed"}}{{print .}}{{end}}`, // no data: print would have to know of it
	`{{.Params.day}} {{.Params.list}} {{.Params.team}}`,
	`{{range .Params.n}}x{{end}}{{range .Params.yes}}x{{end}}`,
	`{{if lt .Params.none 2}}x{{end}}`, `{{if eq .Params.n "a"}}x{{end}}`, `{{if eq .Params.half 3}}x{{end}}`, `{{if eq .Params.none .Params.absent}}x{{end}}`, `{{if eq .Params.list .Params.none}}x{{end}}`,
	`{{when .Params.text}}`, `{{when .Params.none}}`, `{{.Params.text.name}}`, `{{.Params.list.name}}`, `{{.Params.none.name}}`, `{{.Params.day.Year}}`, `<script>var x = {{.Params.text}}</script>`,
	`{{.SeriesNav.Title}}`, // fails where there is no series
	`{{.Nothing}}`,         // fails always
}

var caseFuncs = template.FuncMap{
	"shout": func(s string) template.HTML { return template.HTML("<b>" + template.HTMLEscapeString(s) + "</b>") },
	"when":  func(t time.Time) string { return t.Format(time.RFC3339) },
	"first": func(n int, list any) any { return reflect.ValueOf(list).Slice(0, n).Interface() },
}

// first is a special function: its result has the type of its list.
var caseSpecial = map[string]Special{"first": func(args []Arg) (Call, bool) {
	if len(args) != 2 || !args[0].Is(reflect.Int) || !args[1].Is(reflect.Slice) {
		return Call{}, false
	}
	return Call{args[1].Type, func(_ any, in []reflect.Value) (reflect.Value, error) {
		if int(in[0].Int()) > in[1].Len() {
			return in[1], errors.New("too few")
		}
		return in[1].Slice(0, int(in[0].Int())), nil
	}}, true
}}

type caseView struct {
	*site.ArticleView
	Accent template.CSS
}

func view(text, url string, n int) *caseView {
	v := &site.ArticleView{
		Frame: site.Frame{Chrome: &site.Chrome{Title: text}, Head: site.Head{Title: text, Canonical: url, JSONLD: `{"a":"\u003c"}`}},
		Card:  &site.Card{SideCard: site.SideCard{Title: text, URL: url, Kicker: text, Type: site.Type(text), Date: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}},
		Words: n, Lead: site.Picture{URL: url, Alt: text, Width: n}, Body: template.HTML("<p>" + template.HTMLEscapeString(text) + "</p>"),
	}
	v.Params = own.Params{
		"text": text, "url": url, "n": n, "half": float64(n) / 2, "yes": n > 2, "day": v.Card.Date, "team": own.Params{"name": text},
		"list": []any{text, n, nil}, "teams": []any{own.Params{"name": text}, own.Params{}},
	}
	v.Card.Params = own.Params{"text": url}
	for i := range n % 5 {
		v.Tags = append(v.Tags, site.Link{Title: text, URL: url, Current: i%2 == 0})
	}
	if n%2 == 1 {
		v.SeriesNav = &site.SeriesNav{Title: text, Index: n}
	}
	return &caseView{v, "#8c1d2f"}
}

// agree renders a template both ways; html/template is the judge. It returns false
// if there was no program to compare.
func agree(t *testing.T, text string, v *caseView) (compared bool) {
	t.Helper()
	set := template.Must(template.New("main").Funcs(caseFuncs).Parse(text))
	var want bytes.Buffer
	wantErr := set.Execute(&want, v)
	p, err := Compile(set, "main", reflect.TypeOf(v), Functions{caseFuncs, caseSpecial})
	if err != nil {
		return false
	}
	var got bytes.Buffer
	if p.Execute(&got, reflect.ValueOf(v), new(Work), nil) != nil {
		return false
	}
	if wantErr != nil {
		t.Errorf("%s: a program made %q where html/template fails: %v", text, got.String(), wantErr)
	} else if got.String() != want.String() {
		t.Errorf("%s\n got %q\nwant %q", text, got.String(), want.String())
	}
	return true
}

// compiled is how many of the cases are constructs that a theme's programs make;
// the others may be left to html/template.
const compiled = 23

func TestProgramsAgree(t *testing.T) {
	texts := []string{"", "خبر عاجل", `<script>alert("x")</script> & 'q' +1`, "stop", "a\x00b\u2028c", "news"}
	urls := []string{"/politics/2026/11/%D8%BA/", "javascript:alert(1)", "https://e.org/?a=b&c=d#e", "//host/x y", "mailto:a@b", "%zz%41"}
	for n, text := range cases {
		compared := 0
		for _, title := range texts {
			for i, url := range urls {
				if agree(t, text, view(title, url, i)) {
					compared++
				}
			}
		}
		if n < compiled && compared == 0 {
			t.Errorf("nothing was compared for %s", text)
		}
	}
}

// The program must not be a fast path that nothing takes.
func TestTheConstructsOfAThemeCompile(t *testing.T) {
	for i, text := range cases[:compiled] {
		set := template.Must(template.New("main").Funcs(caseFuncs).Parse(text))
		v := view("عنوان", "/x/", 3)
		if err := set.Execute(&bytes.Buffer{}, v); err != nil {
			t.Fatal(err)
		}
		p, err := Compile(set, "main", reflect.TypeOf(v), Functions{caseFuncs, caseSpecial})
		if err != nil {
			t.Errorf("case %d is left to html/template: %s", i, text)
			continue
		}
		if p.Execute(&bytes.Buffer{}, reflect.ValueOf(v), new(Work), nil) != nil {
			t.Errorf("case %d fails: %s", i, text)
		}
	}
}

func FuzzProgram(f *testing.F) {
	f.Add("عنوان «مقتبس»", "/a/b?c=d", 3)
	f.Add(`</script><img src=x onerror=alert(1)>`, "JaVaScRiPt:alert(1)", 2)
	f.Fuzz(func(t *testing.T, text, url string, n int) {
		v := view(text, url, n&15)
		for _, c := range cases {
			agree(t, c, v)
		}
	})
}
