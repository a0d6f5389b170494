package typed

import (
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"testing"
	"text/template/parse"
	"time"
)

type link struct{ Title, URL string }

func (link) Short() string { return "" }

type card struct {
	Title  string
	Date   time.Time
	Links  []link
	Params map[string]any
	Author *link
	Side   *card
	Counts map[string]int
	Any    any
	hidden string //nolint:unused // a template names it
}

func (*card) Whole() *link { return nil }

type view struct {
	*card
	Kind  string
	Cards []*card
	N     int
}

// Each field that is not there is found, in every branch and in every template that is handed a value of a known
// type; of what is not known nothing is said.
func TestFaultsAreFound(t *testing.T) {
	functions := map[string]any{
		"date": func(string, time.Time) string { return "" }, "upper": func(string) string { return "" }, "join": func(string, ...string) string { return "" },
		"pick": func(...any) any { return nil }, "plus": func(int, int) (int, error) { return 0, nil }, "once": func(string, any) any { return nil }, "latest": func(int) any { return nil },
	}
	kinds := map[reflect.Type][]string{reflect.TypeFor[view](): {"front", "page"}, reflect.TypeFor[link](): {"tag"}}
	results := map[string]reflect.Type{"once": reflect.TypeFor[template.HTML](), "latest": reflect.TypeFor[[]*card](), "data": nil}
	for source, want := range map[string]string{
		"{{.Title}}{{.N}}{{.Links}}{{.Author.URL}}{{.Author.Short}}{{.Whole.URL}}{{(index .Cards 0).Title}}":               "",
		"{{.Titel}}{{.Author.Nam}}{{.hidden}}{{.Whole.Nam}}{{(index .Cards 0).Nam}}":                                       "view.Titel link.Nam view.hidden link.Nam card.Nam",
		"{{if .A}}{{.B}}{{else if .C}}{{.D}}{{else}}{{.E}}{{end}}":                                                         "view.A view.B view.C view.D view.E",
		"{{range .Cards}}{{.X}}{{range $i, $l := .Links}}{{.Y}}{{$l.Z}}{{$i.W}}{{end}}{{$.N}}{{$.V}}{{else}}{{.U}}{{end}}": "card.X link.Y link.Z int.W view.V view.U",
		"{{with .Author}}{{.URL}}{{.X}}{{else}}{{.N}}{{.Y}}{{end}}{{with $a := .Side}}{{$a.Title}}{{$a.Z}}{{end}}":         "link.X view.Y card.Z",
		"{{.Params.a.b}}{{.Any.x}}{{range .Params}}{{.x}}{{end}}{{.Counts.a}}{{.Counts.a.b}}{{(pick 1).x}}{{data.x}}":      "int.b",
		"{{.N.X}}{{.Links.X}}{{.Title.X}}":                                                                                                               "int.X []link.X string.X",
		"{{template `a` .Author}}{{template `a` .Side}}{{template `b`}}{{template `gone` .}}":                                                            "card.URL",
		"{{once `a` .Author}}{{once `a` .N}}{{once `a` .Any}}{{(once `a` .Author).X}}":                                                                   "int.Title int.URL HTML.X",
		"{{if eq .Kind `tag`}}{{.X}}{{else}}{{.Y}}{{end}}{{with .Author}}{{if and (eq $.Kind `tag`) .X}}{{.X}}{{end}}{{end}}{{and (eq .Kind `tag`) .X}}": "view.Y",
		"{{if eq .Kind `tag` `front`}}{{.X}}{{end}}{{if eq .Kind `slip`}}{{.Y}}{{end}}{{if eq .Kind .Title}}{{.Z}}{{end}}":                               "view.X view.Y view.Z",
		"{{if eq .Title `tag`}}{{.X}}{{end}}{{if or (eq .Kind `tag`) .Y}}{{.Z}}{{end}}":                                                                  "view.X view.Y view.Z",
		"{{range latest 3}}{{.Title}}{{.X}}{{end}}":                                                                                                      "card.X",
		"{{date .Date}}{{date `a` .Date}}{{.Date | date `a`}}{{date `a` .Title}}{{date `a` .Any}}":                                                       "date(1)",
		"{{upper .N}}{{upper .Title}}{{upper .Any}}{{join `a`}}{{join}}{{join `a` .Title .N}}{{plus 1 2}}{{plus .Title 2}}":                              "upper<int> join(0) plus<string>",
		"{{$x := .Author}}{{$x.X}}{{$x = .Side}}{{$x.Y}}{{and .Author .Author | pick}}{{(and .Author .Author).X}}{{(or .Author .Side).X}}":               "link.X link.X",
		"{{true.X}}": "unparsed", "{{.Date.Year}}{{.Date.Yeer}}{{len .Cards}}{{not .N}}{{eq .N 3}}{{1.5 | pick}}{{print true}}": "Time.Yeer",
		"{{define `x`}}{{.Bad}}{{end}}{{block `y` .Author}}{{.Bad}}{{end}}{{template `loop` .Side}}": "link.Bad",
	} {
		trees := map[string]*parse.Tree{}
		sources := map[string]string{"main": source, "a": "{{.Title}}{{.URL}}", "b": "{{.Any}}", "loop": "{{template `loop` .Side}}"}
		for name, text := range sources {
			set, err := parse.Parse(name, text, "", "", functions, map[string]any{"len": 0, "index": 0, "and": 0, "or": 0, "not": 0, "eq": 0, "print": 0, "data": 0})
			if err != nil {
				trees = nil
				break
			}
			for name, tree := range set {
				trees[name] = tree
			}
		}
		if trees == nil {
			if want != "unparsed" {
				t.Errorf("%s is not parsed", source)
			}
			continue
		}
		faults, reached := Theme{func(name string) *parse.Tree { return trees[name] }, functions, results, "once", kinds}.Check("main", reflect.TypeFor[*view]())
		var got []string
		for _, f := range faults {
			switch {
			case f.Of != nil:
				of := strings.NewReplacer("*", "", "typed.", "", "template.", "", "time.", "").Replace(f.Of.String())
				got = append(got, of+"."+f.Name)
			case f.Arg != nil:
				got = append(got, f.Name+"<"+f.Arg.String()+">")
			default:
				got = append(got, fmt.Sprintf("%s(%d)", f.Name, f.Got))
			}
		}
		if strings.Join(got, " ") != want || !reached["main"] {
			t.Errorf("%s\n got %s\nwant %s", source, strings.Join(got, " "), want)
		}
	}
}
