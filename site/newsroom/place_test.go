package newsroom

import (
	"os"
	"path/filepath"
	"testing"
)

// A person names a story from any folder, by any link, whether it exists or not; what
// lies outside content/ is refused.
func TestAPathAsAPersonWritesIt(t *testing.T) {
	dir := t.TempDir()
	source := filepath.Join(dir, "paper")
	if err := os.MkdirAll(filepath.Join(source, "content", "news"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(source, filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	t.Chdir(filepath.Join(source, "content", "news"))
	for arg, want := range map[string]string{
		"a.md": "news/a.md", "../b.md": "b.md", ".": "news", "..": ".", "خبر.md": "news/خبر.md",
		filepath.Join(source, "content", "x", "y", "new.md"):  "x/y/new.md",
		filepath.Join(dir, "link", "content", "news", "a.md"): "news/a.md",
		filepath.Join(dir, "link", "content", "none", "a.md"): "none/a.md",
		"../../static/x": "", "../..": "", filepath.Join(dir, "other.md"): "", "/": "",
	} {
		got, err := PlaceOf(filepath.Join(dir, "link"), arg)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%s is %q, %v; want %q", arg, got, err, want)
		}
	}
}
