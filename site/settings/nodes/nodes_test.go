package nodes

import (
	"fmt"
	"strings"
	"testing"
)

// The fast reader gives each value with its place and whether it stood in quotation marks, and
// leaves what is not plain to the library.
func TestPlainYAML(t *testing.T) {
	var show func(n *Node) string
	show = func(n *Node) string {
		switch n.Kind {
		case List:
			var items []string
			for _, item := range n.Each() {
				items = append(items, show(item))
			}
			return "[" + strings.Join(items, " ") + "]"
		case Map:
			var items []string
			for _, e := range n.Entries {
				items = append(items, e.Key+"="+show(e.Value))
			}
			return "{" + strings.Join(items, " ") + "}"
		case Scalar:
			if n.Quoted {
				return fmt.Sprintf("%q@%d:%d", n.Text, n.Line, n.Col)
			}
			return fmt.Sprintf("%s@%d:%d", n.Text, n.Line, n.Col)
		}
		return "null"
	}
	for text, want := range map[string]string{
		"a: 1\nb: \"1\"\nc: 'x''y'\n":               `{a=1@2:4 b="1"@3:4 c="x'y"@4:4}`,
		"a: [غزة, \"ب، ج\", 3]\n# تعليق\n\nd: x\n":  `{a=[غزة@2:5 "ب، ج"@2:10 3@2:18] d=x@5:4}`,
		"a:\n- x\n- 'y'\nb: []\n":                   `{a=[x@3:3 "y"@4:3] b=[]}`,
		"a:\n  b: 1\n  c:\n  d: \"q\\\"\"\ne: null": `{a={b=1@3:6 c=null d="q\""@5:6} e=null}`,
		"a: http://x:80/y\n":                        `{a=http://x:80/y@2:4}`,
		"a: |\n  b\n":                               "",
		"a: {b: c}\n":                               "",
		"a: b: c\n":                                 "",
		"a: \"x\\n\"\n":                             "",
		"a: b\na: c\n":                              "",
		"a: [b, [c]]\n":                             "",
		"a: [\"b\n":                                 "",
		"a: b\n--- \n":                              "",
		"- a\n":                                     "",
		"a: b\r\n":                                  "",
		"a: \u2028\n":                               "",
		"a:\n  - b\n    c\n":                        "",
		"\u0085":                                    "",
	} {
		n := Plain([]byte(text), 4)
		got := ""
		if n != nil {
			got = show(n)
		}
		if got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

// A key of a map that another is merged into is its own; what moves down moves whole.
func TestNodesMergeAndMove(t *testing.T) {
	own := Plain([]byte("a: 1\nb: [x]\n"), 0)
	own.Merge(Plain([]byte("a: 2\nc: 3\n"), 0))
	if own.Get("a").Text != "1" || own.Get("c").Text != "3" || own.Get("d") != nil || (*Node)(nil).Get("a") != nil {
		t.Errorf("%+v", own)
	}
	own.Lower(10)
	(*Node)(nil).Lower(1)
	if own.Get("b").Items[0].Line != 12 || own.Entries[0].Line != 11 {
		t.Errorf("%+v", own.Get("b"))
	}
	if !own.Any(func(n *Node) bool { return n.Text == "x" }) || own.Any(func(n *Node) bool { return n.Text == "y" }) {
		t.Error("x is in it, and y is not")
	}
	if ClosingQuote("'a''b' c") != 5 || ClosingQuote([]byte(`"a\"`)) != -1 {
		t.Error("the end of a quoted scalar")
	}
}
