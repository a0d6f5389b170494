package functions

import (
	"bytes"
	"html/template"
	"strings"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/own"
)

// values are what the templates of the tests see.
var values = map[string]any{
	"rows": []any{
		own.Params{"name": "هدى", "votes": 1200, "city": "بيروت", "team": own.Params{"name": "أ"}}, own.Params{"name": "أحمد", "votes": 90, "city": "القاهرة"},
		own.Params{"name": "علي", "votes": 90.5, "city": "بيروت"}, own.Params{"name": "سعاد"},
	},
	"cards": []*site.Card{
		{SideCard: site.SideCard{Title: "ثالث", Type: site.Opinion, Section: site.Link{Title: "سياسة"}, Date: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}},
		{SideCard: site.SideCard{Title: "أول", Type: site.News, Section: site.Link{Title: "اقتصاد"}, Date: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}},
		{SideCard: site.SideCard{Title: "ثانٍ", Type: site.News, Section: site.Link{Title: "سياسة"}, Date: time.Date(2026, 10, 2, 9, 0, 0, 0, time.UTC)}},
	},
	"names": []string{"ب", "أ", "ب"}, "nothing": nil, "map": own.Params{"b": 1, "a": 2}, "born": time.Date(1950, 11, 24, 0, 0, 0, 0, time.UTC), "died": time.Date(2026, 11, 23, 23, 0, 0, 0, time.UTC),
	"html": template.HTML("<p>كلام  <b>أول</b> &amp; &lt;ثان&gt;</p><p>آخر</p>"), "text": "قالت الوزيرة، و هي تغادر: لا جديد اليوم",
}

// What each function gives stands in a page as it should; the values that it was given stay as they were.
func TestFunctions(t *testing.T) {
	for text, want := range map[string]string{
		`{{range where .cards "Type" "news"}}{{.Title}} {{end}}`:                                                                                                                                            "أول ثانٍ ",
		`{{range where .cards "Section.Title" "!=" "سياسة"}}{{.Title}}{{end}}`:                                                                                                                              "أول",
		`{{range where .rows "votes" ">" 90}}{{.name}} {{end}}`:                                                                                                                                             "هدى علي ",
		`{{range where .rows "votes" "<=" 90}}{{.name}}{{end}}`:                                                                                                                                             "أحمد",
		`{{range where .rows "votes" ">=" 1200}}{{.name}}{{end}}{{range where .rows "votes" "<" 90}}x{{end}}`:                                                                                               "هدى",
		`{{range where .rows "city" "in" (list "القاهرة" "دمشق")}}{{.name}}{{end}}`:                                                                                                                         "أحمد",
		`{{range where .rows "name" "has" "ع"}}{{.name}} {{end}}`:                                                                                                                                           "علي سعاد ",
		`{{range where .rows "team.name" "أ"}}{{.name}}{{end}}{{range where .nothing "x" 1}}x{{end}}`:                                                                                                       "هدى",
		`{{range where .rows "votes" "90"}}x{{end}}{{len (where .rows "none" 1)}}`:                                                                                                                          "0",
		`{{range sort .rows "votes"}}{{.name}} {{end}}`:                                                                                                                                                     "أحمد علي هدى سعاد ",
		`{{range sort .rows "votes" "desc"}}{{.name}} {{end}}`:                                                                                                                                              "هدى علي أحمد سعاد ",
		`{{range sort .rows "name"}}{{.name}} {{end}}`:                                                                                                                                                      "أحمد سعاد علي هدى ",
		`{{range sort .cards "Date"}}{{.Title}} {{end}}`:                                                                                                                                                    "ثانٍ أول ثالث ",
		`{{range sort .names}}{{.}}{{end}}{{range sort .names "desc"}}{{.}}{{end}}{{range .names}}{{.}}{{end}}`:                                                                                             "أبب" + "ببأ" + "بأب",
		`{{range last 2 .names}}{{.}}{{end}}{{range last 9 .names}}{{.}}{{end}}{{range last 1 .nothing}}x{{end}}`:                                                                                           "أببأب",
		`{{range reverse .cards}}{{.Title}} {{end}}{{range uniq .names}}{{.}}{{end}}`:                                                                                                                       "ثانٍ أول ثالث بأ",
		`{{range group .cards "Section.Title"}}{{.Key}}:{{len .Items}} {{end}}`:                                                                                                                             "سياسة:2 اقتصاد:1 ",
		`{{range groupDate "month" .cards}}{{.Key}} {{.Date.Day}} {{range .Items}}{{.Title}} {{end}}{{end}}`:                                                                                                "2026-11 1 ثالث أول 2026-10 1 ثانٍ ",
		`{{len (groupDate "day" .cards)}}{{len (groupDate "year" .cards "Date")}}{{len (groupDate "year" .rows)}}`:                                                                                          "311",
		`{{$d := dict "a" 1 "b" .names}}{{$d.a}}{{len $d.b}}{{range keys .map}}{{.}}{{end}}{{len (keys .nothing)}}`:                                                                                         "13ab0",
		`{{get "team.name" (index .rows 0)}}{{get "team.name" (index .rows 1)}}{{get "Section.Title" (index .cards 0)}}{{get "Nope.x" (index .cards 0)}}`:                                                   "أسياسة",
		`{{contains .names "أ"}} {{contains .names "ج"}} {{contains "قالت" "ال"}} {{contains .nothing 1}} {{contains (list 1 2) 2.0}}`:                                                                      "true false true false true",
		`{{add 1 2}} {{add 1.5 2}} {{sub 5 2}} {{mul 3 4}} {{div 10 4}} {{div 10 5}} {{mod 7 3}} {{min 3 1}} {{max 3 1.5}}`:                                                                                 "3 3.5 3 12 2.5 2 1 1 3",
		`{{round 1 2.55}} {{round 0 2.5}} {{sum .rows "votes"}} {{sum (list 1 2)}} {{sum .nothing}} {{percent 1 8}}`:                                                                                        "2.6 3 1380.5 3 0 12.5",
		`{{add "a" 1}}|{{div 1 0}}|{{div 0 0}}|{{mod 1 0}}|{{percent 1 0}}|{{round 1 "a"}}|{{mul .nothing 2}}|{{percent 1 0 | round 1}}`:                                                                    "|||||||",
		`{{truncate 3 .text}}|{{truncate 2 .text}}|{{truncate 99 .text}}|{{truncate 0 .text}}`:                                                                                                              "قالت الوزيرة…|قالت الوزيرة…|قالت الوزيرة، و هي تغادر: لا جديد اليوم|…",
		`{{truncate 5 .text}}|{{textOf .html}}|{{replace "a-b" "-" "+"}}|{{len (split "أ؛ب" "؛")}}{{len (split "" "؛")}}|{{lower "AbC"}}|{{slug "خبر عاجل!"}}`:                                              "قالت الوزيرة، و هي تغادر…|كلام أول &amp; &lt;ثان&gt; آخر|a&#43;b|20|abc|خبر-عاجل",
		`{{days .born .died}} {{days .died .born}} {{years .born .died}} {{years .born (addDays 1 .died)}} {{(addMonths 1 .died).Month}}{{days .nothing .died}}{{years .text .died}}{{addDays 1 .nothing}}`: "27758 -27758 75 76 December",
		`<a href="{{safeURL "tel:1"}}" {{safeAttr "data-x=1"}} style="color:{{safeCSS "red"}}">{{safeHTML "<b>x</b>"}}</a>`:                                                                                 `<a href="tel:1" data-x=1 style="color:red"><b>x</b></a>`,
	} {
		tmpl, err := template.New("t").Funcs(All()).Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var out bytes.Buffer
		if err := tmpl.Execute(&out, values); err != nil || out.String() != want {
			t.Errorf("%s\n makes %q, %v\nwant  %q", text, out.String(), err, want)
		}
	}
}

// A slip in a call is told in both languages, and nothing panics.
func TestSlips(t *testing.T) {
	for _, text := range []string{
		`{{dict "a"}}`, `{{dict 1 2}}`, `{{keys 3}}`, `{{contains 3 1}}`, `{{where .rows "a"}}`, `{{where .rows "a" "~" 1}}`, `{{where .rows "a" 1 2}}`, `{{where "x" "a" 1}}`, `{{sort 3}}`, `{{sort .rows "a" "down"}}`, `{{last 1 "x"}}`,
		`{{reverse 3}}`, `{{uniq 3}}`, `{{group 3 "a"}}`, `{{groupDate "week" .cards}}`, `{{groupDate "day" 3}}`, `{{round -1 2}}`, `{{sum 3}}`,
		`{{replace (printf "%0999999d" 1) "0" "00"}}`,
	} {
		tmpl := template.Must(template.New("t").Funcs(All()).Parse(text))
		err := tmpl.Execute(new(bytes.Buffer), values)
		if err == nil || strings.Contains(err.Error(), "panic") || strings.Contains(err.Error(), "reflect") {
			t.Errorf("%s: %v", text, err)
		}
	}
}
