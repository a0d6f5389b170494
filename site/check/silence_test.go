package check_test

import (
	"fmt"
	"strings"
	"testing"
)

// A comment silences a rule in one place, and says so where it cannot.
func TestSilence(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"the next block":    {"<!-- check: off tatweel -->\nكتــاب\n\nكتــاب", "4 tatweel"},
		"over several":      {"<!-- check: off tatweel -->\n\nكتــاب\nكتــاب", ""},
		"a whole table":     {"<!-- check: off tatweel -->\n\n| كتــاب | كتــاب |\n| --- | --- |\n| كتــاب | كتــاب |\n\nكتــاب", "7 tatweel"},
		"a whole list":      {"<!-- check: off tatweel -->\n- كتــاب\n- كتــاب\n\nكتــاب", "5 tatweel"},
		"its line":          {"كتــاب <!-- check: off tatweel --> كتــاب\nكتــاب", "2 tatweel"},
		"several rules":     {"<!-- check: off latin-mark, tatweel -->\nكتــاب", ""},
		"another rule":      {"<!-- check: off latin-mark -->\nكتــاب", "2 tatweel"},
		"the front matter":  {"---\n# check: off tatweel\ntitle: كتــاب\ndate: 2024-09-14\n---\nكتــاب", "6 tatweel"},
		"beside a key":      {"---\ntitle: كتــاب # check: off tatweel\ndate: 2024-09-14\n---\nنص", ""},
		"no rule":           {"<!-- check: off tatwel -->\nكتــاب", "1 check/comment\n2 tatweel"},
		"no sense":          {"<!-- check: on tatweel -->\nنص", "1 check/comment"},
		"some other remark": {"<!-- checked -->\nنص", ""},
	} {
		var got []string
		for _, f := range alone("tatweel", nil).Check(read("news/x.md", c.text)) {
			got = append(got, fmt.Sprint(f.Line, " ", f.Rule))
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%s: got %q, want %q", name, strings.Join(got, "\n"), c.want)
		}
	}
}
