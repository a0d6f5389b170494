package notation

import (
	"fmt"
	"strings"
	"testing"

	"warraq/site"
)

// said shows what a node says without its places.
func said(n *Node) string {
	switch n.Kind {
	case Scalar:
		return fmt.Sprintf("%q", n.Text)
	case List:
		var out []string
		for _, i := range n.Items {
			out = append(out, said(i))
		}
		return "[" + strings.Join(out, " ") + "]"
	case Map:
		var out []string
		for _, e := range n.Entries {
			out = append(out, e.Key+"="+said(e.Value))
		}
		return "{" + strings.Join(out, " ") + "}"
	}
	return "null"
}

// One thing said in three notations is one node.
func TestNotations(t *testing.T) {
	for name, c := range map[string][2]string{
		"yaml":           {"---\ntitle: أ\n---\nنص", `{title="أ"}`},
		"yaml by Jekyll": {"--- \ntags:\n- أ\n- 'ب''ج'\nimage:\n  src: a.jpg\n  alt:\n---\n", `{tags=["أ" "ب'ج"] image={src="a.jpg" alt=null}}`},
		"yaml of depth":  {"---\na: {b: [1, {c: true}]}\nd: &x |\n  سطر\n  آخر\ne: *x\nf: >-\n  أ\n  ب\n---\n", `{a={b=["1" {c="true"}]} d="سطر\nآخر\n" e="سطر\nآخر\n" f="أ ب"}`},
		"yaml, tagged":   {"---\na: !!str 12\nb: ~\nc: \"x\\ty\"\n---\n", `{a="12" b=null c="x\ty"}`},
		"toml":           {"+++\ntitle = 'أ' # تعليق\nn = 1_000\nx = 1.50\nok = true\nday = 2024-01-02\nat = 2024-01-02T03:04:05Z\nlocal = 2024-01-02T03:04:05\nm = \"\"\"\nأ\"\"\"\n+++\nنص", `{title="أ" n="1000" x="1.5" ok="true" day="2024-01-02" at="2024-01-02T03:04:05Z" local="2024-01-02T03:04:05" m="أ"}`},
		"toml's tables":  {"+++\na.b = [1, {c = 'd'}] \n[e.f]\ng = ''\n[[h]]\ni = 1\n[[h]]\ni = 2\n[h.j]\nk = 3\n+++\n", `{a={b=["1" {c="d"}]} e={f={g=""}} h=[{i="1"} {i="2" j={k="3"}}]}`},
		"json":           {"{\"a\": [1, -2.5e3, true, null, \"\\u0628\\n\"], \"b\": {\"c\": {}}, \"a2\": [], \"b\": \"آخر\"}\nنص", `{a=["1" "-2.5e3" "true" null "ب\n"] a2=[] b="آخر"}`},
		"nothing":        {"نص بلا رأس", `{}`},
		"blank lines":    {"\n\n---\na: ب\n---\nنص", `{a="ب"}`},
		"a merge key":    {"---\nx: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\nz:\n  <<: [*x, {c: 4, a: 5}]\n---\nنص", `{x={a="1" b="2"} y={b="3" a="1"} z={a="1" b="2" c="4"}}`},
		"an empty one":   {"---\n---\nنص", `{}`},
		"a shortcode":    {"{{< x >}}", `{}`},
		"of Windows":     {"\ufeff---\r\na: ب\r\n---\r\nنص", `{a="ب"}`},
		"of old Macs":    {"---\ra: ب\r---\rنص", `{a="ب"}`},
	} {
		r := &Notes{Path: "content/a.md"}
		start, n := r.Open([]byte(c[0]))
		if got := said(n); got != c[1] || len(r.Problems) > 0 {
			t.Errorf("%s: %s, want %s; %v", name, got, c[1], r.Problems)
		}
		if body := c[0][start:]; strings.Contains(c[0], "نص") && !strings.HasPrefix(strings.TrimLeft(body, "\n"), "نص") {
			t.Errorf("%s: the body is %q", name, body)
		}
	}
}

// A scalar stands where its node says.
func TestPlaces(t *testing.T) {
	for _, src := range []string{
		"\n \n---\na: ب\nb: [ج, 'د']\n---\n",
		"---\na: ب ج\nd: \"ه\"\nf: [ز, 'ح']\ng:\n  - ط\nh:\n  i: ي # ك\n---\n",
		"---\n\"a\": 'ب'\nlist:\n  - {c: د}\n  - !!str ه\nm: |\n  ز\nn: أول\n  ثان\n---\n",
		"+++\na = 'ب'\nc = [\"د\", 5]\nd = 1979-05-27T07:32:00Z\n[e]\nf = '''ز'''\n+++\n",
		"{\n\t\"a\" : \"ب\",\r\n\"c\":[ 12 ,{\"d\":true}]}",
	} {
		r := &Notes{Path: "content/a.md"}
		_, n := r.Open([]byte(src))
		count := 0
		var walk func(n *Node)
		walk = func(n *Node) {
			if n.Kind == Scalar {
				count++
				if got := strings.Join(strings.Fields(src[n.From:n.To]), " "); got != strings.TrimSpace(n.Text) {
					t.Errorf("%q: %q stands at %d–%d, there is %q", src, n.Text, n.From, n.To, got)
				}
				marks := 0
				if n.From > 0 && strings.ContainsRune("\"'", rune(src[n.From-1])) && src[n.To] == src[n.From-1] {
					marks = 1
				}
				if line, col := site.LineCol([]byte(src), n.From-marks); strings.Count(n.Text, "\n") == 0 && (n.Line != line || n.Col != col && !strings.Contains(src, "'''") && !strings.Contains(src, "!!")) {
					t.Errorf("%q: %q is at %d:%d, want %d:%d", src, n.Text, n.Line, n.Col, line, col)
				}
			}
			for _, i := range n.Items {
				walk(i)
			}
			for _, e := range n.Entries {
				walk(e.Value)
			}
		}
		walk(n)
		if count < 3 || len(r.Problems) > 0 {
			t.Errorf("%q: %d scalars; %v", src, count, r.Problems)
		}
	}
}

// What an editor is told of a file that cannot be read.
func TestBrokenFiles(t *testing.T) {
	deep := "---\na: " + strings.Repeat("[", 60) + strings.Repeat("]", 60) + "\n---\n"
	for name, c := range map[string]struct{ src, rule, place string }{
		"Eleventy's form":    {"---json\n{\"a\": 1}\n---\n", "front-matter/form", "content/a.md:1:1"},
		"yaml":               {"---\na: [ب\n---\n", "front-matter/yaml", "content/a.md:2:4"},
		"a quotation mark":   {"---\nx: 1\na: \"ب\nc: d\n---\n", "front-matter/yaml", "content/a.md:3:4"},
		"a tab":              {"---\na:\n\tb: c\n---\n", "front-matter/yaml", ""},
		"a list at the top":  {"---\n- a\n---\n", "front-matter/no-keys", "content/a.md:2:1"},
		"depth":              {deep, "front-matter/too-deep", "content/a.md:2:1"},
		"a billion laughs":   {"---\na: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n---\n", "front-matter/", ""},
		"toml":               {"+++\na = 1\nb = [\n+++\n", "front-matter/toml", ""},
		"toml, twice":        {"+++\na = 1\na = 2\n+++\n", "front-matter/toml", "content/a.md:3:1"},
		"json":               {"{\"a\": 1,\n\"b\": }", "front-matter/json", ""},
		"json without end":   {"{\"a\": [1", "front-matter/json", ""},
		"json, a bad key":    {"{a: 1}", "front-matter/json", ""},
		"json of depth":      {"{\"a\":" + strings.Repeat("[", 99) + strings.Repeat("]", 99) + "}", "front-matter/json", ""},
		"no second fence":    {"+++\na = 1\n", "front-matter/unclosed", "content/a.md:1:1"},
		"a key twice":        {"---\na: 1\na: 2\n---\n", "front-matter/twice", "content/a.md:3:1"},
		"NUL":                {"أ\x00", "file/nul", "content/a.md:1:2"},
		"UTF-16":             {"\xfe\xff", "file/encoding", "content/a.md:1:1"},
		"windows-1256":       {"سطر\nأ\xc8", "file/encoding", "content/a.md:2:2"},
		"a giant":            {strings.Repeat("a", maxSize+1), "file/too-large", "content/a.md:1:1"},
		"a hidden direction": {"نص\n\u202eب", "text/bidi-control", "content/a.md:2:1"},
		"an isolate":         {"نص \u2067ب", "text/bidi-control", "content/a.md:1:4"},
		"a tag character":    {"نص \U000e0041", "text/tag-character", "content/a.md:1:4"},
	} {
		r := &Notes{Path: "content/a.md"}
		r.Open([]byte(c.src))
		found := false
		for _, p := range r.Problems {
			found = found || strings.HasPrefix(p.Rule, c.rule) && (c.place == "" || p.Place() == c.place)
			if p.Message.Ar == "" || p.Message.En == "" || p.Hint.Ar == "" || p.Hint.En == "" {
				t.Errorf("%s: not said in both languages: %+v", name, p)
			}
		}
		if !found {
			t.Errorf("%s: want %s at %s, got %+v", name, c.rule, c.place, r.Problems)
		}
	}
}
