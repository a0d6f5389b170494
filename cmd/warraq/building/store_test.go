package building

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A program is known by what the linker says of it, and two programs are two; one of which it
// says nothing is known by all its bytes.
func TestAProgramIsKnownByItsBuildID(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command("go", "tool", "buildid", self).Output()
	if err != nil {
		t.Skip("no go tool here")
	}
	f, err := os.Open(self)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if got, want := string(buildID(f)), strings.TrimSpace(string(said)); got != want && filepath.Ext(self) != ".exe" {
		t.Errorf("the build ID is %q, want %q", got, want)
	}
	if got := string(buildID(strings.NewReader("a \xff Go build ID: \"abc/def\"\n \xff b"))); got != "abc/def" {
		t.Errorf("before the code: %q", got)
	}
	long := strings.Repeat("x", 70<<10)
	for _, program := range []string{"", "no program", long, "\xff Go build ID: \"\"\n \xff", "\xff\xff\xff\xff\x04\x00\x00\x00Go\x00\x00a"} {
		if got := string(buildID(strings.NewReader(program))); got != program {
			t.Errorf("%.20q is known by %.20q", program, got)
		}
	}
}
