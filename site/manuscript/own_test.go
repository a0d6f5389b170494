package manuscript

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/own"
)

var obituaries = own.Types{{Name: "obituary", Label: "نعي", Fields: []own.Declared{
	{Name: "born", Kind: own.Date}, {Name: "died", Kind: own.Date, Required: true}, {Name: "place", Kind: own.Text}, {Name: "age", Kind: own.Number},
	{Name: "famous", Kind: own.Bool}, {Name: "works", Kind: own.List}, {Name: "city", Choices: []string{"القاهرة", "بيروت"}},
}}}

// What the type of a story declares is read wherever it stands, as what it is declared to be; what
// lacks or is of another kind is told at its line.
func TestFieldsOfTypes(t *testing.T) {
	for _, c := range []struct{ matter, fields, problems string }{
		{"type: Obituary\ndied: 2020-03-01\nplace: القاهرة", "died=2020-03-01 place=القاهرة", ""},
		{"type: obituary\nparams: {died: 1 مارس 2020, place: القاهرة, age: ٧٠, famous: نعم, works: أ، ب, own: 1}", "own=1 died=2020-03-01 place=القاهرة age=70 famous=true works=[أ ب]", ""},
		{"type: obituary\ndied: 2020-03-01\nage: '1٬000'\nborn:", "died=2020-03-01 age=1000", ""},
		{"type: obituary", "", "2:7 error"},
		{"type: obituary\ndied:", "", "3:1 error"},
		{"type: obituary\ndied: ' '", "", "3:7 error"},
		{"type: obituary\ndied: أمس", "", "3:7 error"},
		{"type: obituary\ndied: 2020-03-01\nage: كبير\nfamous: ربما\nworks: {a: b}\ncity: دمشق", "died=2020-03-01", "4:6 warning, 5:9 warning, 6:8 warning, 7:7 warning"},
		{"type: obituary\ndied: 2020-03-01\ncity: بيروت\nplace: [a]", "died=2020-03-01 city=بيروت", "5:8 warning"},
		{"type: news\ndied: 2020-03-01", "", "3:1 note"},
		{"type: obituery", "", "2:7 warning"},
	} {
		read := Read("politics/a.md", []byte("---\n"+c.matter+"\ntitle: خبر\ndate: 2026-01-01\n---\nنص.\n"), Options{Lang: "ar", Types: obituaries})
		var fields, problems []string
		for _, f := range read.Article.Params {
			fields = append(fields, strings.TrimSuffix(fmt.Sprint(f.Name, "=", f.Value.Any()), " 00:00:00 +0000 UTC"))
		}
		for _, p := range read.Problems {
			problems = append(problems, fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.Level))
		}
		if f, p := strings.Join(fields, " "), strings.Join(problems, ", "); f != c.fields || p != c.problems {
			t.Errorf("%s\n got %s; %s\nwant %s; %s\n%v", c.matter, f, p, c.fields, c.problems, read.Problems)
		}
		if read.Article.Dateline != "" {
			t.Errorf("%s: the field of the type is the story's place too", c.matter)
		}
	}
}

// A field may not have the name of a key that means something in any story.
func TestFieldsWithTakenNames(t *testing.T) {
	_, problems := Settings(fstest.MapFS{"edition.yaml": {Data: []byte("types: {a: {fields: {title: text, draft: bool, born: date}}}\n")}}, "")
	if len(problems) != 2 || problems[0].Col != 22 || problems[1].Level != site.LevelError {
		t.Error(problems)
	}
}

// A taxonomy of such a name takes the key from no story: all others would have no title.
func TestTaxonomiesWithTakenNames(t *testing.T) {
	c, problems := Settings(fstest.MapFS{"edition.yaml": {Data: []byte("taxonomies: {title: {}, places: {}}\n")}}, "")
	if len(problems) != 1 || problems[0].Col != 14 || len(c.Taxonomies) != 1 || c.Taxonomies[0].Name != "places" {
		t.Error(problems, c.Taxonomies)
	}
}
