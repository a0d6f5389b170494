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

// FuzzShort holds the quick answer against the minifier: a body that is said
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
