package conflict

import (
	"slices"
	"strings"
	"testing"
)

// The marks are those of git merge ("How conflicts are presented"), with a base or
// without one, indented or in a list; a heading's line, a quotation and a row of a
// table are none.
func TestMarksOfAConflict(t *testing.T) {
	const ours, theirs = "<<<<<<< HEAD\nأ\n", "=======\nب\n>>>>>>> main\n"
	for name, c := range map[string]struct {
		src   string
		marks string // what stands at each mark
		whole bool
	}{
		"whole":              {"نص\n" + ours + theirs, "<=>", true},
		"of Windows":         {strings.ReplaceAll(ours+theirs, "\n", "\r\n"), "<=>", true},
		"with a base":        {ours + "||||||| base\n" + theirs, "<|=>", true},
		"of a stash":         {"أ\n>>>>>>> Stashed changes\n", ">", false},
		"indented":           {"  " + strings.ReplaceAll(ours+theirs, "\n", "\n  "), "<=>", false},
		"in a list":          {"- <<<<<<< HEAD\n- =======\n- >>>>>>> main\n", "<=>", false},
		"a line of a commit": {"أ\n>>>>>>> 3f2a1b9 (خبر)\n", ">", false},
		"a heading":          {"عنوان\n=======\n", "", false},
		"a quotation":        {">>>>>>> قول\n>>>>>>> ثان\n", "", false},
		"a row of a table":   {"|||||||\n", "", false},
		"words":              {"يكتب git العلامات <<<<<<< و>>>>>>> في الملف\n", "", false},
		"nothing":            {"", "", false},
	} {
		src := []byte(c.src)
		marks := Marks(src)
		got := ""
		for _, at := range marks {
			got += string(src[at])
		}
		if got != c.marks || !slices.IsSorted(marks) {
			t.Errorf("%s: marks %q at %v, want %q", name, got, marks, c.marks)
		}
		if Whole(src, marks) != c.whole {
			t.Errorf("%s: whole is %v", name, !c.whole)
		}
		if len(marks) > 0 {
			p := Problem("content/a.md", src, marks[0])
			if want := 1 + strings.Count(c.src[:marks[0]], "\n"); p.Line != want || p.Message.Ar == "" || p.Hint.En == "" {
				t.Errorf("%s: told at %s, want line %d", name, p.Place(), want)
			}
		}
	}
}
