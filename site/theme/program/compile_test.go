package program

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

// data has a field of each kind that Views have, and of some that they do not.
type data struct {
	Text, Other string
	Kind        kind
	N           int
	Small       int8
	Yes         bool
	List        []*data
	Words       []string
	Pair        [2]int
	Next        *data
	Map         map[string]string
	Any         any
	When        time.Time
	Took        time.Duration
	Real        float64
	HTML        template.HTML
	JS          template.JS
	CSS         template.CSS
	URL         template.URL
	Attr        template.HTMLAttr
	JSStr       template.JSStr
	Srcset      template.Srcset
	hidden      string
}

type kind string

func (k kind) Upper() string         { return strings.ToUpper(string(k)) }
func (k kind) Has(s string) bool     { return strings.Contains(string(k), s) }
func (d *data) Pointer() string      { return d.Text }
func (d data) Value(s string) string { return d.Text + s }

func sample() *data {
	next := &data{Text: "التالي", N: 2}
	return &data{
		Text: `<b>"خبر" & 'رأي'</b>`, Other: "x y", Kind: "news", N: 1, Small: 1, Yes: true, List: []*data{next, {Text: "stop"}, {}}, Words: []string{"أ", "ب"},
		Pair: [2]int{3, 4}, Next: next, Map: map[string]string{"k": "v"}, Any: "any", When: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), Took: time.Minute, Real: 1.5,
		HTML: "<i>a</i>", JS: "f(1)", CSS: "red", URL: "javascript:x", Attr: `lang="ar"`, JSStr: `\u0041`, Srcset: "/a.jpg 2x", hidden: "h",
	}
}

var plain = template.FuncMap{
	"upper":  strings.ToUpper,
	"html1":  func(s string) template.HTML { return template.HTML("<u>" + template.HTMLEscapeString(s) + "</u>") },
	"isZero": time.Time.IsZero, "iso": func(t time.Time) string { return t.Format(time.RFC3339) },
	"date": func(at string, t time.Time) string { return at + t.Format(time.DateOnly) }, "stamp": func(t time.Time, hour bool) string { return fmt.Sprint(t.Unix(), hour) },
	"find":   func(s string) (string, error) { return find(s) },
	"repeat": func(s string, n int) (string, error) { return strings.Repeat(s, n), nil },
	"sum":    func(a, b int) int { return a + b },
	"long":   func(d time.Duration) (string, error) { return d.String(), nil },
	"all":    func(s ...string) string { return strings.Join(s, "") },
	"open":   func(s string) any { return s },
}

func find(s string) (string, error) {
	if s == "stop" {
		return "", errors.New("not found")
	}
	return s + "!", nil
}

// both gives what a program and what html/template make of a template; compiled
// is false where a program cannot be made, or leaves the data alone.
func both(t *testing.T, text string, v any) (fast, slow string, compiled bool, err error) {
	t.Helper()
	set, parseErr := template.New("main").Funcs(plain).Parse(text)
	if parseErr != nil {
		t.Fatalf("%s: %v", text, parseErr)
	}
	var want bytes.Buffer
	slowErr := set.Execute(&want, v)
	p, err := Compile(set, "main", reflect.TypeOf(v), Functions{Plain: plain})
	if err != nil {
		return "", want.String(), false, err
	}
	got := bytes.NewBufferString("before")
	if p.Execute(got, reflect.ValueOf(v), new(Work), nil) != nil {
		if got.String() != "before" {
			t.Errorf("%s: a program that gives up leaves %q", text, got)
		}
		return "", want.String(), false, slowErr
	}
	if slowErr != nil {
		t.Errorf("%s: a program makes what html/template refuses: %v", text, slowErr)
	}
	return strings.TrimPrefix(got.String(), "before"), want.String(), true, nil
}

// Everything that themes use compiles, and is as html/template has it.
func TestConstructs(t *testing.T) {
	for _, text := range []string{
		// places
		`{{.Text}} {{.HTML}} {{.N}} {{.Small}} {{.Yes}} {{.Kind}} {{.Other}}`,
		`<a href="{{.Text}}" title='{{.Text}}' class="{{.Kind}}">{{.Text}}</a>`,
		`<a href="{{.URL}}">x</a><a href="/search/?q={{.Text}}&amp;u={{.URL}}">y</a><a href="mailto:{{.Other}}">z</a>`,
		`<title>{{.Text}}</title><textarea>{{.Text}}</textarea>`,
		`<script>{{.JS}}</script><style>p{color:{{.CSS}}}</style>`,
		`{{/* a note */}}<!-- another -->{{"constant" | upper}} {{1}} {{true}} {{print "a" 1 true}}`,
		// branches and loops
		`{{if .Yes}}a{{end}}{{if .Map}}b{{end}}{{if .Next}}c{{end}}{{if .Pair}}d{{end}}{{if .When}}e{{end}}{{if .N}}f{{else}}g{{end}}`,
		`{{if $x := .Next}}{{$x.Text}}{{else}}{{$x.Text}}{{end}}{{with $x := .Text}}{{$x}}{{.}}{{end}}{{with .Next.Next}}no{{else with .Words}}{{len .}}{{end}}`,
		`{{range .List}}{{.Text}},{{end}}{{range $i, $d := .List}}{{$i}}{{$d.N}}{{end}}{{range $w := .Words}}{{$w}}{{end}}{{range .Pair}}{{.}}{{end}}`,
		`{{range .Next.Words}}no{{else}}none{{end}}{{range .List}}{{if eq .Text "stop"}}{{break}}{{end}}{{range $.Words}}{{if eq . "أ"}}{{continue}}{{end}}{{.}}{{end}}{{end}}`,
		`{{$n := 0}}{{range .List}}{{$n = sum $n 1}}{{end}}{{$n}}{{$s := .Text}}{{if .Yes}}{{$s := "inner"}}{{$s}}{{end}}{{$s}}`,
		// templates
		`{{define "row"}}[{{.Text}}{{range .List}}{{template "row" .}}{{end}}]{{end}}{{template "row" .}}{{template "row" .Next}}`,
		`{{define "fixed"}}!{{end}}{{template "fixed"}}{{block "named" .Words}}{{len .}}{{end}}`,
		// functions, methods and pipelines
		`{{.Text | upper | html1}}{{html1 .Kind.Upper}}{{.Kind.Has "ew"}}{{(index .List 0).Text}}{{(.When.UTC).Year}}{{.When.Format "2006"}}`,
		`{{iso .When}}{{date "d" .When}}{{stamp .When true}}{{isZero .When}}{{find .Other}}{{repeat "ab" 2}}{{long .Took}}`,
		`{{and .Yes .Yes}}{{or .Next.Yes .Yes}}{{not .Yes}}{{if and .Text .N}}a{{end}}{{if or .Map .Text}}b{{end}}{{if not .Map}}c{{end}}`,
		`{{len .Text}}{{len .Map}}{{len .Pair}}{{index .Words 1}}{{printf "%s-%d-%v" .Text .N .Yes}}{{print .Text .N}}`,
		`{{eq .N 1}}{{ne .N 1}}{{lt .N 2}}{{le .N 1}}{{gt .N 1}}{{ge .N 1}}{{eq .Text "a" "b"}}{{eq .Other "a" "x y"}}{{lt .Text .Other}}{{eq .Kind "news"}}{{lt .N -9223372036854775808}}`,
	} {
		fast, slow, compiled, err := both(t, text, sample())
		if !compiled || fast != slow {
			t.Errorf("%s\n program %q, %v\nhtml/template %q", text, fast, err, slow)
		}
	}
}

// What is not compiled is left to html/template, with the construct named. What
// compiles all the same must agree.
func TestWhatIsLeft(t *testing.T) {
	for _, text := range []string{
		`{{range .Map}}{{.}}{{end}}`, `{{range 3}}{{.}}{{end}}`, `{{range $i, $e := .Any}}{{end}}`,
		`{{.Pointer}}`, `{{.Next.Value "x"}}`, `{{.Any}}`, `{{.Any | print}}`, `{{.When}}`, `{{.Took}}`, `{{.Real}}`, `{{.Words}}`, `{{1.5}}`,
		`{{all "a" "b"}}`, `{{open "a"}}`, `{{html .Text}}`, `{{urlquery .Text}}`, `{{js .Text}}`, `{{slice .Text 1 2}}`, `{{call .Any}}`,
		`{{index .Map "k"}}`, `{{index .Words 9}}`, `{{index .List 0 1}}`, `{{eq .N .Small 1}}`, `{{eq .Yes true}}`, `{{lt .Real 2.0}}`, `{{eq .Next nil}}`,
		`{{$x := 1}}{{$x = "a"}}{{$x}}`, `{{(or .N .Text).Foo}}`, `{{print (or .N .Text)}}`, `{{$x := or .N .Text}}{{$x}}`, `{{with or .N .Text}}{{.}}{{end}}`,
		`<script>var x = {{.Text}};</script>`, `<title>{{.HTML}}</title>`, `<p class={{.Text}} data-x="{{.HTML}}">`, `{{and .Yes .N}}`, `<a onclick="f({{.Text}})">`, `<p {{.Attr}}>`, `<img srcset="{{.Srcset}}">`, `<p style="color:{{.Text}}">`,
		`<script>"{{.JSStr}}"</script>`, `{{.hidden}}`, `{{.Missing}}`, `{{.Text.Missing}}`, `{{.Next.Next.Text}}`, `{{find "stop"}}`, `{{template "none"}}`,
		`{{sum .N "a"}}`, `{{repeat .Text}}`, `{{.Text "arg"}}`, `{{.Kind.Has}}`, `{{"a" | "b"}}`, `{{len .N}}`, `{{not}}`, `{{and}}`, `{{printf .N}}`,
	} {
		set, err := template.New("main").Funcs(plain).Parse(text)
		if err != nil {
			continue // refused earlier than here
		}
		if err := set.Execute(new(bytes.Buffer), sample()); err != nil && strings.Contains(err.Error(), "html/template") {
			continue
		}
		if fast, slow, compiled, _ := both(t, text, sample()); compiled && fast != slow {
			t.Errorf("%s\n program %q\nhtml/template %q", text, fast, slow)
		}
	}
	_, _, _, err := both(t, `<p>{{range .Map}}{{.}}{{end}}</p>`, sample())
	if !errors.Is(err, errUnknown) || !strings.Contains(err.Error(), "range .Map") {
		t.Errorf("the construct is not named: %v", err)
	}
}

// A special function is bound once, gets the page of each execution, and may
// refuse a call or fail.
func TestSpecial(t *testing.T) {
	bound := 0
	special := func(args []Arg) (Call, bool) {
		bound++
		if len(args) != 2 || !args[0].Is(reflect.String) || args[1].Type == nil {
			return Call{}, false
		}
		fixed := args[0].Const.IsValid()
		return Call{reflect.TypeFor[string](), func(page any, in []reflect.Value) (reflect.Value, error) {
			if in[1].Int() < 0 {
				return reflect.Value{}, errors.New("negative")
			}
			return reflect.ValueOf(fmt.Sprint(page, in[0], in[1], fixed)), nil
		}}, true
	}
	funcs := template.FuncMap{"ask": func(...any) string { return "slow" }}
	run := func(text string, v *data, pages ...any) []string {
		set := template.Must(template.New("main").Funcs(funcs).Parse(text))
		_ = set.Execute(new(bytes.Buffer), v)
		p, err := Compile(set, "main", reflect.TypeOf(v), Functions{Plain: funcs, Special: map[string]Special{"ask": special}})
		if err != nil {
			return []string{"left"}
		}
		var out []string
		for _, page := range pages {
			var b bytes.Buffer
			if p.Execute(&b, reflect.ValueOf(v), new(Work), page) != nil {
				b.WriteString("failed")
			}
			out = append(out, b.String())
		}
		return out
	}
	if got := run(`{{ask "a" .N}};{{ask .Text .N}}`, &data{Text: "t", N: 1}, "p1", "p2"); !reflect.DeepEqual(got, []string{"p1a 1 true;p1t 1 false", "p2a 1 true;p2t 1 false"}) {
		t.Errorf("got %q", got)
	}
	if bound != 2 {
		t.Errorf("bound %d times for two calls and two pages", bound)
	}
	if got := run(`x{{ask "a" .N}}`, &data{N: -1}, "p"); got[0] != "failed" {
		t.Errorf("an error: %q", got)
	}
	for _, text := range []string{`{{ask}}`, `{{ask 1 2}}`, `{{ask "a" (or .N .Text)}}`} {
		if got := run(text, &data{}, "p"); got[0] != "left" {
			t.Errorf("%s: %q", text, got)
		}
	}
}

// and/or stop at the argument that decides, as text/template does.
func TestConditionsStopEarly(t *testing.T) {
	asked := 0
	funcs := template.FuncMap{"ask": func(s string) string { asked++; return s }}
	set := template.Must(template.New("main").Funcs(funcs).Parse(`{{if or .Text (ask .Text)}}a{{end}}{{if and .Other (ask .Text)}}b{{end}}`))
	v := &data{Text: "t"}
	if err := set.Execute(new(bytes.Buffer), v); err != nil {
		t.Fatal(err)
	}
	asked = 0
	p, err := Compile(set, "main", reflect.TypeOf(v), Functions{Plain: funcs})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if p.Execute(&out, reflect.ValueOf(v), new(Work), nil) != nil || out.String() != "a" || asked != 0 {
		t.Errorf("made %q, asked %d times", &out, asked)
	}
}

// A program runs on many pages at once, and allocates little.
func TestManyAtOnce(t *testing.T) {
	set := template.Must(template.New("main").Funcs(plain).Parse(`{{range $i, $d := .List}}{{$i}}{{$d.Text}}{{if eq $d.N 2}}{{upper $.Other}}{{end}}{{end}}`))
	var want bytes.Buffer
	if err := set.Execute(&want, sample()); err != nil {
		t.Fatal(err)
	}
	v := reflect.ValueOf(sample())
	p, err := Compile(set, "main", v.Type(), Functions{Plain: plain})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				var out bytes.Buffer
				if p.Execute(&out, v, new(Work), nil) != nil || out.String() != want.String() {
					t.Errorf("made %q, want %q", &out, &want)
					return
				}
			}
		})
	}
	wg.Wait()
	var out bytes.Buffer
	out.Grow(1 << 10)
	if n := testing.AllocsPerRun(100, func() { out.Reset(); p.Execute(&out, v, new(Work), nil) }); n > 12 {
		t.Errorf("%v allocations for a list of three", n)
	}
}

// A failure in the midst of a page leaves what was written before it, and the
// next page is as if nothing had been.
func TestFailureLeavesNothing(t *testing.T) {
	set := template.Must(template.New("main").Funcs(plain).Parse(`{{$x := .Text}}{{range .List}}{{find .Text}}{{end}}{{$x}}{{.Next.Text}}`))
	_ = set.Execute(new(bytes.Buffer), sample())
	p, err := Compile(set, "main", reflect.TypeFor[*data](), Functions{Plain: plain})
	if err != nil {
		t.Fatal(err)
	}
	good := &data{Text: "x", List: []*data{{Text: "a"}, {Text: "b"}}, Next: &data{Text: "y"}}
	for _, bad := range []*data{
		sample(),                                // find fails on the second of its list
		{Text: "x", List: []*data{{Text: "a"}}}, // no next one
		{Text: "x", List: []*data{nil}},
		nil,
	} {
		out := bytes.NewBufferString("before")
		if p.Execute(out, reflect.ValueOf(bad), new(Work), nil) == nil || out.String() != "before" {
			t.Errorf("%+v makes %q", bad, out)
		}
		if p.Execute(out, reflect.ValueOf(good), new(Work), nil) != nil || out.String() != "beforea!b!xy" {
			t.Errorf("after %+v a good page is %q", bad, out)
		}
	}
}
