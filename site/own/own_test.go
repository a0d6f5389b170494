package own

import (
	"fmt"
	"testing"
	"time"
)

var beirut = time.FixedZone("", 2*3600)

// A scalar is what the core schema of YAML 1.2 says, but for numbers that a person means as text.
func TestPlainValues(t *testing.T) {
	for text, want := range map[string]string{
		"true": "bool true", "FALSE": "bool false", "yes": "string yes", "نعم": "string نعم",
		"3": "int 3", "-12": "int -12", "4.5": "float64 4.5", "1e3": "float64 1000", "0": "int 0", "0.5": "float64 0.5",
		"0123": "string 0123", "+961": "string +961", "1,234": "string 1,234", "12%": "string 12%", "1_000": "string 1_000", "0x1F": "string 0x1F",
		"٣": "string ٣", ".5": "string .5", "5.": "string 5.", "NaN": "string NaN", "1e999": "string 1e999",
		"123456789012345": "int 123456789012345", "12345678901234567890": "string 12345678901234567890",
		"2026-11-23":                "time.Time 2026-11-23T00:00:00+02:00",
		"2026-11-23T09:30:00+03:00": "time.Time 2026-11-23T09:30:00+03:00",
		"2026-11-23 09:30":          "time.Time 2026-11-23T09:30:00+02:00",
		"2026-13-01":                "string 2026-13-01",
		"2026-11-23 أو بعده":        "string 2026-11-23 أو بعده",
		"":                          "string ",
	} {
		got := Plain(text, beirut).Any()
		shown := fmt.Sprint(got)
		if at, ok := got.(time.Time); ok {
			shown = at.Format(time.RFC3339)
		}
		if s := fmt.Sprintf("%T %s", got, shown); s != want {
			t.Errorf("%q is %s, want %s", text, s, want)
		}
	}
}

// A template sees what is there: a field of no value is none, and an empty map is one.
func TestParams(t *testing.T) {
	f := Fields{
		{"rating", Plain("4", beirut)}, {"none", Value{}}, {"empty", Value{Kind: Map}},
		{"team", Value{Kind: Map, Map: Fields{{"name", Plain("الأهلي", beirut)}}}},
		{"goals", Value{Kind: List, Items: []Value{Plain("3", beirut), {}, Plain("x", beirut)}}},
	}
	if got := fmt.Sprint(f.Params()); got != "map[empty:map[] goals:[3 <nil> x] rating:4 team:map[name:الأهلي]]" {
		t.Error(got)
	}
	if got := fmt.Sprint(f.Only([]string{"rating", "none", "absent"}, nil)); got != "map[rating:4]" {
		t.Error(got)
	}
	if f.Only(nil, nil) != nil || Fields(nil).Only([]string{"rating"}, nil) != nil || Fields(nil).Params() != nil {
		t.Error("no fields are not nil")
	}
	if f.Get("rating").Text != "4" || f.Get("absent").Kind != None {
		t.Error("Get")
	}
}

// A component's template sees its arguments by their names and without.
func TestComponentViews(t *testing.T) {
	c := Component{Name: "result", Args: Fields{{"n", Plain("3", beirut)}}, Rest: []Value{Plain("x", beirut)}}
	v := c.View(ComponentPage{Title: "خبر"}, "<p>")
	if v.Args["n"] != 3 || v.Rest[0] != "x" || v.Body != "<p>" || v.Page.Title != "خبر" {
		t.Errorf("%+v", v)
	}
	if Mark("/", 12) != "\x04/12\x05" {
		t.Error("a mark")
	}
}

// A type is shown by the template that is named, else by that of its name.
func TestTypes(t *testing.T) {
	all := Types{{Name: "obituary"}, {Name: "review", Template: "x/review.html"}}
	if all.Find("obituary").File() != "types/obituary.html" || all.Find("review").File() != "x/review.html" || all.Find("news") != nil || len(all.Names()) != 2 {
		t.Error(all)
	}
	if KindOf("text") != Text || KindOf("map") != Map || KindOf("x") != None {
		t.Error("kinds")
	}
}
