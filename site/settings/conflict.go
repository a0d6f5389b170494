package settings

import (
	"bytes"

	"warraq/site"
)

// ConflictMarks gives where the lines begin by which git marks what it could not
// merge, seven signs at the start of a line: <<<<<<< ours, ||||||| base, =======,
// >>>>>>> theirs (git merge, "How conflicts are presented"). A lone ======= is no
// conflict: it underlines a heading.
func ConflictMarks(src []byte) (marks []int) {
	if !bytes.Contains(src, []byte("<<<<<<<")) && !bytes.Contains(src, []byte(">>>>>>>")) && !bytes.Contains(src, []byte("|||||||")) {
		return nil // as nearly every file
	}
	sides := 0
	for at := 0; at < len(src); {
		line := src[at:]
		if i := bytes.IndexAny(line, "\r\n"); i >= 0 {
			line = line[:i]
		}
		if n := len("<<<<<<<"); len(line) >= n && bytes.IndexByte([]byte("<|=>"), line[0]) >= 0 {
			rest := bytes.TrimLeft(line, string(line[:1]))
			if len(line)-len(rest) == n && (len(rest) == 0 || rest[0] == ' ' && line[0] != '=') {
				marks = append(marks, at)
				if line[0] != '=' {
					sides++
				}
			}
		}
		at += len(line) + 1
	}
	if sides == 0 {
		return nil
	}
	return marks
}

// WholeConflict says that the three marks of a conflict stand in their order:
// <<<<<<<, =======, >>>>>>>. Such marks are no example of code, even in a fence.
func WholeConflict(src []byte, marks []int) bool {
	const order = "<=>"
	n := 0
	for _, at := range marks {
		switch c := src[at]; {
		case c == order[0]:
			n = 1
		case n > 0 && c == order[n]:
			if n++; n == len(order) {
				return true
			}
		}
	}
	return false
}

// ConflictProblem is the problem of a file with conflict marks, of which the first
// is at a byte of it.
func ConflictProblem(path string, src []byte, at int) site.Problem {
	line, col := site.LineCol(src, at)
	return site.Problem{
		Path: path, Line: line, Col: col, Rule: "file/conflict", Level: site.LevelError,
		Message: site.Say("علامة تعارض تركها git: بقيت نسختان من النص", "a conflict mark of git: two versions of the text are left"),
		Hint:    site.Say("اختر إحدى النسختين، واحذف السطور التي تبدأ بـ <<<<<<< و======= و>>>>>>>", "choose one of the versions, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>"),
	}
}
