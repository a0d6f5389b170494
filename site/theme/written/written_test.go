package written

import (
	"html/template"
	"strings"
	"testing"
	text "text/template"
	"time"

	"warraq/site/own"
)

// hostile ends whatever it stands in.
const hostile = "\"'<b>&]]>\\,\n=1\x00"

// Each value that a template prints is written as the form of the file wants it, and ends nothing there.
func TestValuesInTheirForms(t *testing.T) {
	view := map[string]any{
		"s": hostile, "n": 3, "f": 1.5, "on": true, "t": time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC), "zero": time.Time{}, "none": nil, "html": template.HTML("<p>نص</p>"),
		"js": template.JS(`{"a":1}`), "list": []string{"أ", "ب"}, "formula": "=SUM(A1)", "minus": -2, "plain": "كلام",
	}
	for _, c := range []struct {
		form         own.Form
		source, want string
	}{
		{own.FormJSON, `{"s": {{.s}}, "n": [{{.n}}, {{.f}}, {{.on}}, {{.t}}, {{.zero}}, {{.none}}], "html": {{.html}}, "js": {{.js}}, "l": {{.list}}}`,
			`{"s":"\"'\u003cb\u003e\u0026]]\u003e\\,\n=1\u0000","n":[3,1.5,true,"2026-11-27T09:00:00Z",null,null],"html":"\u003cp\u003eنص\u003c/p\u003e","js":{"a":1},"l":["أ","ب"]}`},
		{own.FormJSON, `[{{range $i, $v := .list}}{{if $i}},{{end}}{{$v}}{{else}}0{{end}}{{with .none}}{{.}}{{else}}, {{$x := 1}}{{$x}}{{end}}]`, `["أ","ب",1]`},
		{own.FormXML, `<?xml version="1.0"?><a b="{{.s}}">{{.html}} {{.t}}{{.zero}}{{.none}}</a>`, `<?xml version="1.0"?><a b="&#34;&#39;&lt;b&gt;&amp;]]&gt;\,&#xA;=1` + "\uFFFD" + `">&lt;p&gt;نص&lt;/p&gt; 2026-11-27T09:00:00Z</a>`},
		{own.FormCSV, `{{.s}},{{.formula}},{{.minus}},{{.plain}},{{.none}}`, "\"\"\"'<b>&]]>\\,\n=1\x00\",'=SUM(A1),-2,كلام,"},
		{own.FormText, `{{.s}}|{{.n}}`, "\"'<b>&]]>\\,\n=1|3"},
	} {
		set, err := text.New("x").Funcs(Functions).Parse(c.source)
		if err != nil {
			t.Fatal(err)
		}
		Escape(set.Root, c.form)
		var out strings.Builder
		if err := set.Execute(&out, view); err != nil {
			t.Fatalf("%s: %v", c.source, err)
		}
		got, err := Check([]byte(out.String()), c.form)
		if err != nil || string(got) != c.want {
			t.Errorf("%s\n got %s (%v)\nwant %s", c.source, got, err, c.want)
		}
	}
	if _, err := JSON(make(chan int)); err == nil {
		t.Error("what is no JSON is written as JSON")
	}
}

// What a template made and is not of its form is told by the line in it.
func TestFaultsOfForms(t *testing.T) {
	for made, line := range map[string]string{"{\n\"a\": 1,\n}": "line 3", "": "line 1", "[1]\n[2]": "line 2"} {
		if _, err := Check([]byte(made), own.FormJSON); err == nil || !strings.Contains(err.Error(), line) {
			t.Errorf("%q: %v", made, err)
		}
	}
	for made, line := range map[string]string{"<a>\n<b></a>": "line 2", "": "line 1", "<a>": "line 1", "words": "line 1"} {
		if _, err := Check([]byte(made), own.FormXML); err == nil || !strings.Contains(err.Error(), line) {
			t.Errorf("%q: %v", made, err)
		}
	}
}
