// Package conflict finds the marks by which git shows what it could not merge. Two
// versions of a text stand between them, and nobody may publish both.
package conflict

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
)

// markSize is how many signs git writes.
const markSize = len("<<<<<<<")

// Marks gives where the marks stand by which git shows what it could not
// merge, seven signs at the start of a line: <<<<<<< ours, ||||||| base, =======,
// >>>>>>> theirs (git merge, "How conflicts are presented"). An editor may have
// indented them, or put them into a list or a quotation. A lone ======= is no
// conflict: it underlines a heading; a lone ||||||| is a row of a table, and
// >>>>>>> before words is a quotation in a quotation.
func Marks(src []byte) []int {
	if !bytes.Contains(src, []byte("<<<<<<<")) && !bytes.Contains(src, []byte(">>>>>>>")) && !bytes.Contains(src, []byte("|||||||")) {
		return nil // as nearly every file
	}
	var all, sure []int       // that could be marks; that are marks also without the others
	sided, quoted := false, 0 // lines that begin with >>>>>>>
	for at := 0; at < len(src); {
		line := src[at:]
		if i := bytes.IndexAny(line, "\r\n"); i >= 0 {
			line = line[:i]
		}
		if from, label := markIn(line); from >= 0 {
			all = append(all, at+from)
			if line[from] == '>' {
				quoted++
			}
			if is, side := isSure(line[:from], line[from:], label); is {
				sure = append(sure, at+from)
				sided = sided || side
			}
		}
		at += len(line) + 1
	}
	switch {
	case inOrder(src, all):
		return all
	case sided && quoted < max(2, len(all)): // else it is a quotation of several lines
		return sure
	}
	return nil
}

// markPrefix is what may stand before a mark: indentation, marks of direction, a list, a quotation.
var markPrefix = regexp.MustCompile(`^(?:[ \t\x{200e}\x{200f}\x{61c}\x{feff}]|>|[-*+:][ \t]|[0-9]{1,9}[.)][ \t])*`)

// markIn finds a mark in a line, and its label; -1 is none. Of a run of > the last
// seven are the mark.
func markIn(line []byte) (from int, label []byte) {
	at := bytes.IndexAny(line, "<|=>")
	if at < 0 || at > 200 {
		return -1, nil
	}
	prefix := len(markPrefix.Find(line))
	if from = prefix; from < len(line) && bytes.IndexByte([]byte("<|="), line[from]) >= 0 {
		rest := bytes.TrimLeft(line[from:], string(line[from:from+1]))
		if len(line)-from-len(rest) < markSize || line[from] == '=' && len(bytes.TrimSpace(rest)) > 0 {
			return -1, nil
		}
		return from, rest
	}
	if from = bytes.Index(line, []byte(">>>>>>>")); from < 0 || from > prefix {
		return -1, nil
	}
	rest := bytes.TrimLeft(line[from:], ">")
	return len(line) - len(rest) - markSize, rest
}

// commitLabel is what git writes after >>>>>>> and |||||||: a branch, a commit with its subject,
// or what a stash is called.
var commitLabel = regexp.MustCompile(`^ (?:[^\s|]+|[0-9a-f]{7,40}[: ].*|Stashed changes|merged common ancestors)\s*$`)

// isSure says that a mark is one without the others of its conflict, and that it stands at
// a side: a heading may be underlined, so ======= is none.
func isSure(before, mark, label []byte) (sure, side bool) {
	words := bytes.TrimSpace(label)
	if len(mark)-len(label) != markSize || len(words) > 0 && label[0] != ' ' {
		return false, false
	}
	switch mark[0] {
	case '<':
		return true, true
	case '=':
		return len(bytes.TrimSpace(before)) == 0, false
	}
	is := !bytes.ContainsRune(before, '>') && commitLabel.Match(label)
	return is, is
}

// inOrder says that the three marks of a conflict stand in their order:
// <<<<<<<, =======, >>>>>>>.
func inOrder(src []byte, marks []int) bool {
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

// Whole says that the three marks of a conflict stand in their order at the margin. Such
// marks are no example of code, even in a fence.
func Whole(src []byte, marks []int) bool {
	return inOrder(src, slices.DeleteFunc(slices.Clone(marks), func(at int) bool { return at > 0 && src[at-1] != '\n' && src[at-1] != '\r' }))
}

// In is the problem of a text that is published as it is. A file of bytes has none, and a
// difference shows such marks as it should.
func In(path string, data []byte) (p site.Problem, found bool) {
	marks := Marks(data)
	if len(marks) == 0 || bytes.IndexByte(data, 0) >= 0 || strings.HasSuffix(path, ".diff") || strings.HasSuffix(path, ".patch") {
		return site.Problem{}, false
	}
	return Problem(path, data, marks[0]), true
}

// Problem is the problem of a file with conflict marks, of which the first
// is at a byte of it.
func Problem(path string, src []byte, at int) site.Problem {
	line, col := site.LineCol(src, at)
	return site.Problem{
		Path: path, Line: line, Col: col, Rule: "file/conflict", Level: site.LevelError,
		Message: site.Say("علامة تعارض تركها git: بقيت نسختان من النص", "a conflict mark of git: two versions of the text are left"),
		Hint:    site.Say("اختر إحدى النسختين، واحذف السطور التي تبدأ بـ <<<<<<< و======= و>>>>>>>", "choose one of the versions, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>"),
	}
}
