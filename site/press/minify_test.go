package press

import (
	"bytes"
	"io/fs"
	"path"
	"testing"
	"time"

	"warraq/content"
	"warraq/site/manuscript"

	"github.com/tdewolff/minify/v2"
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
		if err := pageMinifier.Minify(minify.New(), &out, bytes.NewReader(a.Body), nil); err != nil {
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
		got, err := minifyTemplate([]byte(source))
		if err != nil || string(got) != want {
			t.Errorf("%s\n got %s, %v\nwant %s", source, got, err, want)
		}
	}
}
