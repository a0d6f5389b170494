package settings

import (
	"fmt"
	"strings"
	"testing"

	"warraq/site"
)

// A field is of the kind that it is written as, in each notation: a word in quotation marks is
// text, and a line of YAML that is no number, flag or date too.
func TestFieldsKeepTheirKinds(t *testing.T) {
	const want = `a:int 1 b:string 1 c:float64 2.5 d:bool true e:time.Time 2026-11-23 f:[]interface {} [1 x] g:own.Params map[h:1] i:string قال: نعم j:string 007`
	for name, text := range map[string]string{
		"yaml":       "---\nparams:\n  a: 1\n  b: \"1\"\n  c: 2.5\n  d: true\n  e: 2026-11-23\n  f: [1, x]\n  g: {h: 1}\n  i: 'قال: نعم'\n  j: 007\n  k:\n---\n",
		"plain yaml": "---\nparams:\n  a: 1\n  b: '1'\n  c: 2.5\n  d: True\n  e: 2026-11-23\n  f: [1, x]\n  g:\n    h: 1\n  i: \"قال: نعم\"\n  j: 007\n---\n",
		"toml":       "+++\n[params]\na = 1\nb = \"1\"\nc = 2.5\nd = true\ne = 2026-11-23\nf = [1, \"x\"]\ng = {h = 1}\ni = \"قال: نعم\"\nj = \"007\"\n+++\n",
		"json":       `{"params": {"a": 1, "b": "1", "c": 2.5, "d": true, "e": "2026-11-23", "f": [1, "x"], "g": {"h": 1}, "i": "قال: نعم", "j": "007", "k": null}}`,
	} {
		r := NewReader("x.md", nil, "ar")
		_, matter := r.Open([]byte(text))
		var got []string
		for _, f := range Params(r, matter.Get("params")) {
			shown := fmt.Sprint(f.Value.Any())
			if len(shown) > len("2026-11-23") && strings.HasPrefix(shown, "2026-11-23") {
				shown = shown[:len("2026-11-23")]
			}
			got = append(got, fmt.Sprintf("%s:%T %s", f.Name, f.Value.Any(), shown))
		}
		expected := want
		if name == "json" { // which has no dates
			expected = strings.Replace(want, "time.Time", "string", 1)
		}
		if s := strings.Join(got, " "); s != expected || len(r.Problems) > 0 {
			t.Errorf("%s\n got %s, %v\nwant %s", name, s, r.Problems, expected)
		}
	}
}

// Nothing unseen comes through a field, and its lines stay.
func TestFieldsAreClean(t *testing.T) {
	c, problems := ParseConfig("edition.yaml", []byte("params:\n  a: \"x\\u0002\\u202e  y\"\n  b: |\n    one\n    two\ncard_params: a، b\n"))
	if got := fmt.Sprintf("%q %q %q", c.Params.Get("a").Text, c.Params.Get("b").Text, c.CardParams); got != `"x y" "one\ntwo" ["a" "b"]` || len(problems) > 0 {
		t.Error(got, problems)
	}
	for _, text := range []string{"params: x", "params: [a]", "card_params: {a: b}"} {
		if _, problems := ParseConfig("edition.yaml", []byte(text)); len(problems) != 1 || problems[0].Level != site.LevelError {
			t.Errorf("%s: %v", text, problems)
		}
	}
}
