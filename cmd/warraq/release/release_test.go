package release

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

var built = &debug.BuildInfo{
	GoVersion: "go1.26.8", Main: debug.Module{Path: "warraq"},
	Deps: []*debug.Module{
		{Path: "golang.org/x/text", Version: "v0.43.0", Sum: "h1:abc="},
		{Path: "github.com/Old/x", Version: "v1.0.0", Replace: &debug.Module{Path: "github.com/New/x", Version: "v1.1.0", Sum: "h1:def="}},
	},
	Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "0123"}, {Key: "CGO_ENABLED", Value: "0"}},
}

// A bill of materials names all modules as they are in the binary, by the addresses of
// package-url, and is the same each time.
func TestBill(t *testing.T) {
	data, err := Bill(built)
	if err != nil {
		t.Fatal(err)
	}
	var bill struct {
		BomFormat, SpecVersion string
		Components             []component
		Dependencies           []struct{ DependsOn []string }
	}
	if err := json.Unmarshal(data, &bill); err != nil || bill.BomFormat != "CycloneDX" || bill.SpecVersion != "1.5" {
		t.Fatalf("%v\n%s", err, data)
	}
	var got []string
	for _, c := range bill.Components {
		got = append(got, c.Type+" "+c.Name+" "+c.Version+" "+c.URL)
	}
	if want := "platform go 1.26.8 \nlibrary github.com/New/x v1.1.0 pkg:golang/github.com/new/x@v1.1.0\nlibrary golang.org/x/text v0.43.0 pkg:golang/golang.org/x/text@v0.43.0"; strings.Join(got, "\n") != want {
		t.Errorf("components:\n%s", strings.Join(got, "\n"))
	}
	if len(bill.Dependencies) != 1 || len(bill.Dependencies[0].DependsOn) != 3 {
		t.Errorf("%+v", bill.Dependencies)
	}
	if again, _ := Bill(built); !bytes.Equal(again, data) {
		t.Error("a second bill is another one")
	}
	var b strings.Builder
	if err := Print(&b, built); err != nil || !strings.Contains(b.String(), "vcs.revision\t0123\n") || !strings.Contains(b.String(), "golang.org/x/text\tv0.43.0\th1:abc=\n") {
		t.Errorf("%v\n%s", err, b.String())
	}
	Named = "v1.2.3"
	defer func() { Named = "" }()
	if !strings.HasPrefix(Line(), "warraq v1.2.3 ") {
		t.Error(Line())
	}
}

// Each command has a page that man reads without a complaint.
func TestMan(t *testing.T) {
	root := &cobra.Command{Use: "warraq COMMAND", Short: "Arabic news"}
	root.PersistentFlags().String("lang", "", "the `LANGUAGE` of messages")
	build := &cobra.Command{Use: "build [DIR]", Short: "build the site's pages", Long: ".hidden is not an order\nC:\\x", Run: func(*cobra.Command, []string) {}}
	build.Flags().BoolP("verbose", "v", false, "say 'more' …")
	build.Flags().String("to", "", "the `FORM`: folder, or one file")
	root.AddCommand(build, &cobra.Command{Use: "secret", Hidden: true, Run: build.Run})
	dir := t.TempDir()
	names, err := Man(root, dir)
	if err != nil || strings.Join(names, " ") != "warraq.1 warraq-build.1" {
		t.Fatalf("%v %v", names, err)
	}
	page, err := os.ReadFile(filepath.Join(dir, "warraq-build.1"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"warraq\\-build \\- build the site\\(aqs pages\n", "\n\\&.hidden", "C:\\ex\n", "\\fB\\-v, \\-\\-verbose\\fR\nsay \\(aqmore\\(aq \\[u2026]\n", "\\fB\\-\\-to\\fR=\\fIFORM\\fR\n", "\\fB\\-\\-lang\\fR=\\fILANGUAGE\\fR"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page has no %q:\n%s", want, page)
		}
	}
	if _, err := exec.LookPath("groff"); err != nil {
		return
	}
	for _, name := range names {
		if said, err := exec.Command("groff", "-man", "-Tutf8", "-ww", "-z", filepath.Join(dir, name)).CombinedOutput(); err != nil || len(said) > 0 {
			t.Errorf("%s: %v %s", name, err, said)
		}
	}
}
