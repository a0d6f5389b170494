package notation

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v4"
)

// words are texts that notations write in many ways.
var words = []string{
	"", "خبر", "خبر: خطأ", "قال \"نعم\"", "it's", "#وسم", "- بند", "* نجمة", "& و", "! تعجب", "% نسبة", "@اسم", "`رمز`", "[قوس", "{قوس", "] }", "| >", "yes", "null", "~", "1.5", "012", "2024-09-14",
	"سطر\nآخر", "سطر\n\nآخر\n", "  مسافات  ", "\tلسان", "C:\\a\\n", "\\u0628", "«اقتباس»", "a # b", "---", "+++", "=", "<<", "?", "😀", "مدّ\u200cفاصل",
}

// random is a value as a desk might write it, no deeper than a few levels.
func random(r *rand.Rand, depth int) any {
	switch n := r.IntN(10); {
	case n < 2 && depth < 3:
		out := map[string]any{}
		for i := range 1 + r.IntN(4) {
			out[fmt.Sprintf("k%d", i)] = random(r, depth+1)
		}
		return out
	case n < 4 && depth > 0 && depth < 3:
		var out []any
		for range 1 + r.IntN(4) {
			out = append(out, words[r.IntN(len(words))])
		}
		return out
	case n == 4:
		return r.Int64N(1e12) - 5e11
	case n == 5:
		return r.IntN(2) == 0
	}
	return words[r.IntN(len(words))]
}

// saidOf is what said says of a value.
func saidOf(v any) string {
	switch v := v.(type) {
	case map[string]any:
		var out []string
		for _, key := range slices.Sorted(maps.Keys(v)) {
			out = append(out, key+"="+saidOf(v[key]))
		}
		return "{" + strings.Join(out, " ") + "}"
	case []any:
		var out []string
		for _, item := range v {
			out = append(out, saidOf(item))
		}
		return "[" + strings.Join(out, " ") + "]"
	}
	return fmt.Sprintf("%q", fmt.Sprint(v))
}

// What the libraries write in each notation is read back: the same keys, the same words.
func TestWhatTheLibrariesWriteIsReadBack(t *testing.T) {
	notations := []struct {
		name        string
		write       func(any) ([]byte, error)
		open, close string
	}{
		{"yaml", func(v any) ([]byte, error) { return yaml.Marshal(v) }, "---\n", "---\n"},
		{"json", func(v any) ([]byte, error) { return json.MarshalIndent(v, "", "  ") }, "", "\n"},
		{"toml", toml.Marshal, "+++\n", "+++\n"},
	}
	rnd := rand.New(rand.NewPCG(17, 26))
	for range 400 {
		value := map[string]any{"title": random(rnd, 0)}
		for i := range rnd.IntN(6) {
			value[fmt.Sprintf("key%d", i)] = random(rnd, 0)
		}
		for _, n := range notations {
			text, err := n.write(value)
			if err != nil {
				t.Fatal(err)
			}
			r := &Notes{Path: "content/a.md"}
			start, node := r.Open([]byte(n.open + string(text) + n.close + "نص"))
			slices.SortFunc(node.Entries, func(a, b entry) int { return strings.Compare(a.Key, b.Key) })
			sorted(node)
			if got, want := said(node), saidOf(value); got != want || len(r.Problems) > 0 || strings.TrimSpace((n.open + string(text) + n.close + "نص")[start:]) != "نص" {
				t.Fatalf("%s\n%s\n got %s\nwant %s\n%v", n.name, text, got, want, r.Problems)
			}
		}
	}
}

// sorted puts the keys of a node in order: TOML writes tables last.
func sorted(n *Node) {
	slices.SortFunc(n.Entries, func(a, b entry) int { return strings.Compare(a.Key, b.Key) })
	for _, e := range n.Entries {
		sorted(e.Value)
	}
	for _, item := range n.Items {
		sorted(item)
	}
}

// A headline that YAML does not read as it stands is told at its place, with the line to be
// written; that line is read.
func TestAHeadlineThatYAMLDoesNotRead(t *testing.T) {
	for value, hint := range map[string]string{
		`خبر: خطأ`:          `title: "خبر: خطأ"`,
		`"نعم" قال الوزير`:  `title: '"نعم" قال الوزير'`,
		`[عاجل] سفينة`:      `title: "[عاجل] سفينة"`,
		`{عاجل} سفينة`:      `title: "{عاجل} سفينة"`,
		`@اسم يقول`:         `title: "@اسم يقول"`,
		"`رمز` يقال":        "title: \"`رمز` يقال\"",
		`%50 من الناس`:      `title: "%50 من الناس"`,
		`*مهم* جدًا`:        `title: "*مهم* جدًا"`,
		`it's: 'so' and so`: `title: "it's: 'so' and so"`,
		`'أ' و\ب: ج`:        `title: '''أ'' و\ب: ج'`,
	} {
		r := &Notes{Path: "content/a.md"}
		r.Open([]byte("---\ndate: 2024-09-14\ntitle: " + value + "\n---\n"))
		if len(r.Problems) == 0 || r.Problems[0].Place() != "content/a.md:3:8" || !strings.HasSuffix(r.Problems[0].Hint.En, ", as in "+hint) {
			t.Errorf("%s: %+v", value, r.Problems)
			continue
		}
		again := &Notes{Path: "content/a.md"}
		_, n := again.Open([]byte("---\ndate: 2024-09-14\n" + hint + "\n---\n"))
		if got := n.Get("title"); len(again.Problems) > 0 || got == nil || got.Text != value {
			t.Errorf("the line %s is read as %s: %v", hint, said(n), again.Problems)
		}
	}
}
