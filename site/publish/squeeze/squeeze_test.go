package squeeze

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// What is compressed comes back; the same bytes give the same ones; what is not worth it is
// left out.
func TestOf(t *testing.T) {
	page := []byte("<!doctype html>" + strings.Repeat("<p>خبر من أخبار اليوم، وفيه كلام.</p>", 200))
	for _, f := range Forms {
		for _, name := range []string{f.End, f.Name} {
			out := Of(name, "a/index.html", page)
			if len(out) == 0 || len(out) > len(page)/5 {
				t.Fatalf("%s: %d bytes of %d", name, len(out), len(page))
			}
			if !bytes.Equal(out, Of(name, "a/index.html", page)) {
				t.Errorf("%s: the same bytes give others", name)
			}
			back, err := Back(f.Name, out)
			if f.Name == "zstd" {
				r, rerr := zstd.NewReader(bytes.NewReader(out))
				if rerr != nil {
					t.Fatal(rerr)
				}
				back, err = io.ReadAll(r)
				r.Close()
			}
			if err != nil || !bytes.Equal(back, page) {
				t.Errorf("%s does not come back: %v", name, err)
			}
		}
	}
	var css []byte
	for i := range 400 {
		css = fmt.Appendf(css, ".story-%d p{margin:%dpx 0;color:#%06x}", i%90, i*i%17, i*7919)
	}
	if slow, often := Of("br", "x.css", css), Of("br", "x.html", css); len(slow) >= len(often) {
		t.Error("a style sheet is not compressed as far as it goes")
	}
	for path, data := range map[string][]byte{"a.jpg": page, "a.html": page[:100], "a.woff2": page, "a": page} {
		if Of("br", path, data) != nil {
			t.Errorf("%s with %d bytes is compressed", path, len(data))
		}
	}
	if Of("lzma", "a.html", page) != nil {
		t.Error("a form that nobody knows")
	}
	if _, err := Back("gzip", page); err == nil {
		t.Error("a page is taken for gzip")
	}
	if same, err := Back("", page); err != nil || !bytes.Equal(same, page) {
		t.Error("what is not compressed does not stay")
	}
}
