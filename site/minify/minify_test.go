package minify

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
	"testing"
	"time"

	"warraq/content"
	"warraq/site/manuscript"

	tdewolff "github.com/tdewolff/minify/v2"
)

// FuzzShort compares the quick answer with the minifier: a body that is said
// to be short already is one that the minifier leaves alone.
func FuzzShort(f *testing.F) {
	_ = fs.WalkDir(content.FS, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && path.Ext(name) == ".md" {
			data, _ := fs.ReadFile(content.FS, name)
			f.Add(string(data))
		}
		return err
	})
	for _, s := range []string{"a  b", " a\n b ", "**a **b", "a <br> b", "<b> x </b> y", "![ ](a.jpg \" \")", "- a\n- b **c** d\n", "a&amp;b", "<p > x", "a\\\nb", "`  a b  `", "[ a ](x \"t \")", "a <time> b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a := manuscript.Read("a/b.md", []byte(s), manuscript.Options{Zone: time.UTC, Lang: "ar", Digits: "latn"}).Article
		if a == nil || !isShort(a.Body) {
			return
		}
		var out bytes.Buffer
		if err := pageMinifier.Minify(tdewolff.New(), &out, bytes.NewReader(a.Body), nil); err != nil {
			t.Skip()
		}
		if !bytes.Equal(out.Bytes(), a.Body) {
			t.Fatalf("%q\nwritten  %q\nminified %q", s, a.Body, out.Bytes())
		}
	})
}

// A theme's script with an action in it keeps the spaces in its strings; so do
// styles and fields. What has no action is minified as ever.
func TestStringsInAThemesScriptsKeepTheirSpaces(t *testing.T) {
	for source, want := range map[string]string{
		`<p>  a  </p> <script> var u="a  b",t={{.Title}} </script>`:                         `<p>a</p><script> var u="a  b",t={{.Title}} </script>`,
		"<script>// a\nvar u=`a\n  b &amp; c`,t={{.T}}</script><script>var x = 1 </script>": "<script>// a\nvar u=`a\n  b &amp; c`,t={{.T}}</script><script>var x=1</script>",
		"<STYLE media=print>a::before{content:\"a  b\";color:{{.C}}}</STYLE>":               "<style media=print>a::before{content:\"a  b\";color:{{.C}}}</style>",
		"<textarea rows=2>a  b\n{{.T}}</textarea>":                                          "<textarea rows=2>a  b\n{{.T}}</textarea>",
		`<script type="application/json">{"a": "b  c", "d": {{.T}}}</script>`:               `<script type="application/json">{"a": "b  c", "d": {{.T}}}</script>`,
		`{{if .A}}<script>f("{{.B}}  c")</script>{{end}}  <b>  d</b>`:                       `{{if .A}}<script>f("{{.B}}  c")</script>{{end}} <b>d</b>`,
	} {
		got, err := Template([]byte(source))
		if err != nil || string(got) != want {
			t.Errorf("%s\n got %s, %v\nwant %s", source, got, err, want)
		}
	}
}

// A file of the theme gets shorter and says the same. What is broken, or of a kind that
// is not known, stays as it is.
func TestAssetsGetShorter(t *testing.T) {
	for _, c := range []struct{ ext, source, want string }{
		{".css", "/* a */\nb { color: red ; }\n", "b{color:red}"},
		{".js", "// a\nlet a = 1 ;\nf( a )\n", "let a=1;f(a)"},
		{".mjs", "export default 1 ;\n", "export default 1"},
		{".json", "{ \"a\": [1, 2] }\n", `{"a":[1,2]}`},
		{".webmanifest", "{ \"a\": 1 }", `{"a":1}`},
		{".xml", "<a>\n  <b>c</b>\n</a>", "<a><b>c</b></a>"},
		{".svg", "<svg xmlns=\"http://www.w3.org/2000/svg\">\n  <path d=\"M 0 0 L 10 0\"/>\n</svg>", `<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0H10"/></svg>`},
		{".txt", "a  b\n", "a  b\n"},
		{".js", "let = ( ;", "let = ( ;"},
		{".json", "{ not json", "{ not json"},
	} {
		if got := string(Asset(c.ext, []byte(c.source))); got != c.want {
			t.Errorf("%s: %q becomes %q, want %q", c.ext, c.source, got, c.want)
		}
	}
}

// A space between words counts, whatever elements the words are in; between blocks it
// does not (CSS Text 3, 4.1.2).
func TestBodiesGetShorter(t *testing.T) {
	for source, want := range map[string]string{
		"<p>كلمة <b>أخرى</b> هنا</p>":                 "<p>كلمة <b>أخرى</b> هنا</p>",
		"<p>كلمة  <b>أخرى</b>\nهنا</p>\n<p>ثانية</p>": "<p>كلمة <b>أخرى</b>\nهنا</p><p>ثانية</p>",
		"<pre>a  b\n c</pre>":                         "<pre>a  b\n c</pre>",
		"<p>a <br> b</p>":                             "<p>a<br>b</p>",
		"":                                            "",
	} {
		if got := string(Body([]byte(source))); got != want {
			t.Errorf("%q becomes %q, want %q", source, got, want)
		}
	}
}

// A body of many character references is left as it is: the minifier's work grows with their square.
func TestABodyOfManyReferencesIsLeft(t *testing.T) {
	body := []byte("<p>" + strings.Repeat("&gt; ", 200000) + "</p>\n\n")
	if got := Body(body); &got[0] != &body[0] {
		t.Error("the minifier was asked")
	}
}
