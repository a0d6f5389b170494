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

// Whoever writes a name as words are written is told how addresses have it.
func TestNamesAreAsInAddresses(t *testing.T) {
	for text, want := range map[string]string{"taxonomies: {أماكن: {}}": "اماكن", "types: {سيرة ذاتية: {}}": "سيرة-ذاتية", "taxonomies: {'..': {}}": "places"} {
		if _, problems := ParseConfig("edition.yaml", []byte(text)); len(problems) != 1 || !strings.HasSuffix(problems[0].Hint.Ar, " "+want) {
			t.Errorf("%s: %v", text, problems)
		}
	}
}

// A type of the paper's own has its labels, its template, its type of schema.org and its fields; what is
// wrong with one is told where it stands.
func TestTypesOfTheirOwn(t *testing.T) {
	c, problems := ParseConfig("edition.yaml", []byte(`front: {blocks: [{type: obituary}]}
types:
  Obituary:
    label: نعي
    plural: وفيات
    template: types/gone.html
    schema: Article
    fields:
      born: date
      died: {required: true, kind: date}
      city: {choices: [القاهرة, بيروت]}
      work:
  مراجعة:
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got := fmt.Sprint(c.Types); got != "[{obituary نعي وفيات types/gone.html Article [{born false 4 [] 9 7} {died true 4 [] 10 7} {city false 0 [القاهرة بيروت] 11 7} {work false 0 [] 12 7}] 6 15} {مراجعة مراجعة مراجعة   [] 0 0}]" {
		t.Error(got)
	}
	if c.Front.Blocks[0].Type != "obituary" || c.Types.Find("obituary").File() != "types/gone.html" || c.Types.Find("مراجعة").File() != "types/مراجعة.html" {
		t.Errorf("%+v", c.Front.Blocks)
	}
	for text, place := range map[string]string{
		"types: x": "1:8", "types: [a]": "1:8", "types: {news: {label: x}}": "1:9", "types: {post: {label: x}}": "1:9", "types: {'a b': }": "1:9", "types: {a/b: {label: x}}": "1:9",
		"types: {a: x}": "1:12", "types: {a: {lable: x}}": "1:13", "types: {a: {schema: Obituary}}": "1:21", "types: {a: {template: x.txt}}": "1:23", "types: {a: {template: partials/x.html}}": "1:23",
		"types: {a: {fields: [b]}}": "1:21", "types: {a: {fields: {b: when}}}": "1:25", "types: {a: {fields: {b: {kind: x}}}}": "1:32", "types: {a: {fields: {b: {requird: true}}}}": "1:26",
		"front: {blocks: [{type: obituary}]}\ntypes: {obit: }": "1:25",
	} {
		_, problems := ParseConfig("edition.yaml", []byte(text))
		if len(problems) != 1 || fmt.Sprintf("%d:%d", problems[0].Line, problems[0].Col) != place || problems[0].Level != site.LevelError {
			t.Errorf("%s: %v, want one at %s", text, problems, place)
		}
	}
}
