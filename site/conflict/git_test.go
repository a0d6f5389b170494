package conflict

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What git itself leaves of two versions is found, whatever style a desk has set, and also
// where a stash was applied.
func TestMarksThatGitLeavesAreFound(t *testing.T) {
	for _, c := range []struct {
		style, want string
		stash       bool
	}{{"merge", "<=>", true}, {"diff3", "<|=>", false}, {"zdiff3", "<|=>", false}} {
		t.Run(c.style, func(t *testing.T) {
			dir := t.TempDir()
			git := func(args ...string) error {
				cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@x.example", "-c", "merge.conflictStyle=" + c.style, "-c", "init.defaultBranch=main"}, args...)...)
				cmd.Dir = dir
				cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
				return cmd.Run()
			}
			file := filepath.Join(dir, "a.md")
			write := func(words string) {
				if err := os.WriteFile(file, []byte("عنوان\n=======\n\n"+words+"\n\nختام\n"), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			steps := [][]string{{"commit", "-qam", "ب"}, {"checkout", "-q", "-b", "فرع", "HEAD~1"}}
			last := []string{"merge", "-q", "main"}
			if c.stash {
				steps, last = [][]string{{"stash", "-q"}}, []string{"stash", "pop", "-q"}
			}
			write("الأصل")
			if git("init", "-q") != nil || git("add", ".") != nil || git("commit", "-qm", "أ") != nil {
				t.Skip("git makes no repository here")
			}
			write("الأولى")
			for _, step := range steps {
				if err := git(step...); err != nil {
					t.Fatal(step, err)
				}
			}
			write("الثانية")
			if err := git("commit", "-qam", "ج"); err != nil {
				t.Fatal(err)
			}
			if err := git(last...); err == nil {
				t.Fatal("git has merged what it cannot")
			}
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, at := range Marks(src) {
				got += string(src[at])
			}
			if got = strings.TrimPrefix(got, "="); got != c.want || !Whole(src, Marks(src)) { // the heading's line is among them
				t.Errorf("%s, stash %v: marks %q in\n%s", c.style, c.stash, got, src)
			}
		})
	}
}
