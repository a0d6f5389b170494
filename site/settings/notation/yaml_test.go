package notation

import (
	"reflect"
	"testing"

	"warraq/site/settings/nodes"
)

// FuzzPlainYAML compares the fast reader of front matter with yaml v4: what
// it reads, it reads as the parser does, place by place.
func FuzzPlainYAML(f *testing.F) {
	for _, s := range []string{
		"title: خبر\ndate: 2024-09-14\n",
		"title: \"قال \\\"نعم\\\"\"\ntags: [غزة, \"الأردن، ليبيا\", 'x''y']\nimage:\n  src: a.jpg\n  alt: \"\"\ndraft: true\n",
		"tags:\n- a\n- b: c\n",
		"tags:\n  - a\n  - 'b'\nnext: 1\n",
		"a: b\n  c\n",
		"a: [b, c,]\n",
		"a: null\nb: ~\nc:\n",
		"a: Null\nb: NULL\nc: nulL\nd: nUll\n",
		"a: 1 # x\n",
		"a: http://x:80/y\n",
		"# comment\n\na: b\n",
		"a:\n# about #b\n",
		"a:\n  b: c\n   d: e\n",
		"a: |\n  b\n",
		"a: b\na: c\n",
		"? a\n",
		"a: [x: y]\n",
		"a: b c\n- d\n",
		"a:\n- b\n  c\n",
		"a: - b\n",
		"a: \"b\" c\n",
		"a: [\"b\" c]\n",
		"a: 'b\n",
		"a:\n    b: c\nd: e\n",
		"a:\n b:\n c: d\n",
		"a: [ ]\n",
		"a: {}\n",
		"a: <<\n",
		"a: =\n",
		"a: b: c\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := &Notes{Path: "content/x.md"}
		if !r.IsText([]byte(s)) {
			return
		}
		quick := nodes.Plain([]byte(s), 2)
		if quick == nil {
			return
		}
		full := r.anyYAML([]byte(s), 2)
		if len(r.Problems) > 0 {
			t.Fatalf("%q: read, though it is faulty: %v", s, r.Problems)
		}
		noNullPlaces(quick)
		noNullPlaces(full)
		if !reflect.DeepEqual(quick, full) {
			t.Fatalf("%q:\nquick %s\nfull  %s", s, dump(quick), dump(full))
		}
	})
}

// noNullPlaces drops the places of nulls, which are not used.
func noNullPlaces(n *Node) {
	if n.Kind == Null {
		n.Line, n.Col = 0, 0
	}
	for _, i := range n.Items {
		noNullPlaces(i)
	}
	for _, e := range n.Entries {
		noNullPlaces(e.Value)
	}
}
