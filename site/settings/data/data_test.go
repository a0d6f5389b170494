package data

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site"
	"warraq/site/own"
)

// told are the places, the levels and the rules of problems.
func told(problems []site.Problem) string {
	var out []string
	for _, p := range problems {
		if p.Message.Ar == p.Message.En {
			out = append(out, "in one language")
		}
		out = append(out, fmt.Sprintf("%s %s %s", strings.TrimPrefix(p.Place(), "content/data/"), p.Level, p.Rule))
	}
	return strings.Join(out, ", ")
}

// A table has its numbers as numbers, in any digits and by any of the separators that programs write;
// what is wrong with one is told by its line.
func TestTables(t *testing.T) {
	for _, c := range []struct{ text, want, problems string }{
		{"candidate,votes\nهدى,1200\n\"نور، علي\",90\n", "[map[candidate:هدى votes:int 1200] map[candidate:نور، علي votes:int 90]]", ""},
		{"\ufeffاسم;أصوات\r\nهدى;١٬٢٠٠\r\nنور;٩٠\r\n", "[map[أصوات:int 1200 اسم:هدى] map[أصوات:int 90 اسم:نور]]", ""},
		{"a\tb\n1\t2,5\n", "[map[a:int 1 b:2,5]]", ""},
		{"sep=;\na;b\n1;٢٫٥\n", "[map[a:int 1 b:float64 2.5]]", ""},
		{"code,phone,share,when\n007,0123,12%,2026-11-23\n", "[map[code:007 phone:0123 share:12% when:2026-11-23]]", ""},
		{"n,m\n1,x\n2,3\n,\n\n-4,\n", "[map[m:x n:int 1] map[m:3 n:int 2] map[m: n:int -4]]", ""},
		{"n\n12345678901234567890\n", "[map[n:12345678901234567890]]", ""},
		{"a,\"b\nc\"\n1,\"x\ny\"\n", "[map[a:int 1 b c:x y]]", ""},
		{"a,a,\n1,2,3\n", "[map[a:int 1]]", "t.csv:1:1 warning data/table"},
		{"a,b\n1\n2,3,4\n", "[map[a:int 1] map[a:int 2 b:int 3]]", "t.csv:2:1 warning data/table, t.csv:3:1 warning data/table"},
		{"a,b\n1,2\n\"3,4\n5,6\n", "<nil>", "t.csv:3:1 error data/table"},
		{"a,b\nx\"y\",2\n", "<nil>", "t.csv:2:1 error data/table"},
		{"a\n\u202ex\x07 y\n", "[map[a:x y]]", ""},
		{"n\n1\n2\n3\nلم يُعلن\n", "[map[n:1] map[n:2] map[n:3] map[n:لم يُعلن]]", "t.csv:5:1 warning data/table"},
		{"n\n1\n2\n3\n07\n", "[map[n:1] map[n:2] map[n:3] map[n:07]]", ""},
		{"n\n1\n2\n3\nx\ny\n", "[map[n:1] map[n:2] map[n:3] map[n:x] map[n:y]]", ""},
		{"a,b\n", "[]", ""},
		{"", "<nil>", ""},
		{"\n,,\n", "<nil>", ""},
		{"a\n\xff\n", "<nil>", "t.csv:2:1 error file/encoding"},
		{"a\x00b\n", "<nil>", "t.csv:1:2 error file/nul"},
		{"\xff\xfea\x00", "<nil>", "t.csv:1:1 error file/encoding"},
		{"a\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> other\n", "<nil>", "t.csv:2:1 error file/conflict"},
	} {
		v, problems := Parse("data/t.csv", []byte(c.text), time.UTC)
		if got := shown(v); got != c.want || told(problems) != c.problems {
			t.Errorf("%q\n got %s; %s\nwant %s; %s", c.text, got, told(problems), c.want, c.problems)
		}
	}
}

// shown tells numbers from texts.
func shown(v any) string {
	list, ok := v.([]any)
	if !ok {
		return fmt.Sprint(v)
	}
	s := fmt.Sprint(list)
	for _, row := range list {
		for name, cell := range row.(own.Params) {
			if _, isText := cell.(string); !isText {
				s = strings.Replace(s, fmt.Sprintf("%s:%v", name, cell), fmt.Sprintf("%s:%T %v", name, cell, cell), 1)
			}
		}
	}
	return s
}

// Lists and maps have the kinds of front matter; what is wrong is told at its place.
func TestListsAndMaps(t *testing.T) {
	for _, c := range []struct{ name, text, want, problems string }{
		{"data/t.yaml", "- {name: هدى, votes: 12}\n- name: '12'\n  since: 2019\n", "[map[name:هدى votes:12] map[name:12 since:2019]]", ""},
		{"data/t.yaml", "a: 1\nb: [x, 2.5, true]\n", "map[a:1 b:[x 2.5 true]]", ""},
		{"data/t.yml", "x", "x", ""},
		{"data/t.json", `[{"name": "هدى", "votes": 12, "out": null}]`, "[map[name:هدى votes:12]]", ""},
		{"data/t.json", "\ufeff{\"a\": {\"b\": [1]}}\n", "map[a:map[b:[1]]]", ""},
		{"data/t.json", `{"a": 1} {"b": 2}`, "<nil>", "t.json:1:10 error front-matter/json"},
		{"data/t.json", `{"a": 1,}`, "<nil>", "t.json:1:9 error front-matter/json"},
		{"data/t.yaml", "a: [1\nb: 2\n", "<nil>", "t.yaml:1:4 error front-matter/yaml"},
		{"data/t.yaml", "", "<nil>", ""},
		{"data/t.json", "  \n", "<nil>", ""},
		{"data/t.yaml", "a: \xff\n", "<nil>", "t.yaml:1:4 error file/encoding"},
	} {
		v, problems := Parse(c.name, []byte(c.text), time.UTC)
		if got := fmt.Sprint(v); got != c.want || told(problems) != c.problems {
			t.Errorf("%s %q\n got %s; %s\nwant %s; %s", c.name, c.text, got, told(problems), c.want, c.problems)
		}
	}
	many := "[" + strings.Repeat("1,", 30000) + "1]"
	if v, problems := Parse("data/t.json", []byte(many), time.UTC); len(problems) > 0 || len(v.([]any)) != 30001 {
		t.Error("a list that is longer than front matter may be: ", problems)
	}
	if _, problems := Parse("data/t.json", []byte("["+strings.Repeat("1,", 600000)+"1]"), time.UTC); told(problems) != "t.json:1:1 error front-matter/too-deep" {
		t.Error(told(problems))
	}
}

// A file is found by its name, in folders too; one that is missing is told with the name that is meant.
func TestFilesByName(t *testing.T) {
	files, problems := Load(fstest.MapFS{
		"data/election.csv": {Data: []byte("a\n1\n")}, "data/2026/results.yaml": {Data: []byte("a: 2")}, "data/election.json": {Data: []byte("{}")}, "data/table.xlsx": {Data: []byte("PK")},
		"data/.hidden.yaml": {Data: []byte("a: [")}, "data/~$election.csv": {Data: []byte{0}}, "data/story.md": {Data: []byte("---")}, "data/read.me": {}, "data/broken.yaml": {Data: []byte("a: [1\nb: 2\n")},
	}, time.UTC)
	if got := told(problems); got != "broken.yaml:1:4 error front-matter/yaml, election.json error data/twice, table.xlsx error data/form" {
		t.Error(got)
	}
	for name, want := range map[string]string{"election": "[map[a:1]]", "2026/results": "map[a:2]", "broken": "<nil>"} {
		if v, err := files.Get(name); err != nil || fmt.Sprint(v) != want || files.Sum(name) == (site.Sum{}) {
			t.Errorf("%s is %v, %v", name, v, err)
		}
	}
	for name, want := range map[string]string{"elektion": "did you mean election?", "x": "content/data has 2026/results broken election"} {
		if _, err := files.Get(name); err == nil || !strings.Contains(err.Error(), want) || files.Sum(name) != (site.Sum{}) {
			t.Errorf("%s: %v", name, err)
		}
	}
	none, problems := Load(fstest.MapFS{"politics/a.md": {}}, time.UTC)
	if _, err := none.Get("x"); err == nil || len(problems) > 0 || (*Files)(nil).Sum("x") != (site.Sum{}) {
		t.Error(err, problems)
	}
}
