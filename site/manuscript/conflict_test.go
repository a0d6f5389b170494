package manuscript

import (
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
)

// What git could not merge is one plain error, wherever it stands; code may show
// a mark alone, and a heading may be underlined.
func TestConflictMarksAreAnError(t *testing.T) {
	const marks = "<<<<<<< HEAD\nأ: ١\n=======\nب: ٢\n>>>>>>> main\n"
	const head = "---\ntitle: خبر\ndate: 2026-11-20\n---\n"
	for name, c := range map[string]struct {
		src  string
		line int
	}{
		"the body":                {head + "نص.\n\n" + marks, 7},
		"of Windows":              {strings.ReplaceAll(head+"نص.\n\n"+marks, "\n", "\r\n"), 7},
		"diff3":                   {head + "<<<<<<< ours\nأ\n||||||| base\nب\n=======\nج\n>>>>>>> theirs\n", 5},
		"one mark is left":        {head + "نص.\n>>>>>>> 3f2a1b9 (خبر)\n", 6},
		"without a label":         {head + "نص.\n\n<<<<<<<\nأ\n=======\nب\n>>>>>>>\n", 7},
		"front matter":            {"---\n<<<<<<< HEAD\ntitle: أ\n=======\ntitle: ب\n>>>>>>> main\ndate: 2026-11-20\n---\nنص.\n", 2},
		"front matter that opens": {"<<<<<<< HEAD\n---\ntitle: أ\n---\n=======\n---\ntitle: ب\n---\n>>>>>>> main\nنص.\n", 1},
		"the closing fence":       {"---\ntitle: أ\n<<<<<<< HEAD\n---\n=======\ndraft: true\n---\n>>>>>>> main\nنص.\n", 3},
		"TOML":                    {"+++\ntitle = 'أ'\n<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> main\n+++\nنص.\n", 3},
		"after code":              {head + "```\nx\n```\n\n" + marks, 9},
		"in a fence":              {head + "```\n" + marks + "```\n\nنص.\n", 6}, // "git left two versions in the listing, and both were published"
		"in a fence, with a base": {head + "```\n<<<<<<< a\nأ\n||||||| b\n=======\nب\n>>>>>>> c\n```\n", 6},
		"one mark in code":        {head + "```\n<<<<<<< HEAD\n```\n\nنص.\n", 0},
		"in code, out of order":   {head + "```\n>>>>>>> a\n=======\n<<<<<<< b\n```\n\nنص.\n", 0},
		"in indented code":        {head + "نص:\n\n    " + strings.ReplaceAll(marks, "\n", "\n    ") + "\n", 0},
		"a heading":               {head + "عنوان\n=======\n\nنص.\n", 0},
		"eight signs":             {head + "عنوان\n========\n\n>>>>>>>> نص.\n", 0},
		"a quotation":             {head + "> > نص.\n\n<<<<<<<نص\n", 0},
	} {
		for _, file := range []string{"news/a.md", "news/_index.md", "authors/a.md"} {
			got := Read(file, []byte(c.src), Options{Lang: "ar"})
			line := 0
			for _, p := range got.Problems {
				if p.Level == site.LevelError && p.Rule == "file/conflict" {
					line = p.Line
				} else if p.Level == site.LevelError && file == "news/a.md" {
					t.Errorf("%s: also %s", name, p.Message.En)
				}
			}
			if line != c.line {
				t.Errorf("%s of %s: a conflict in line %d, want %d", name, file, line, c.line)
			}
		}
	}
}

// The settings say it too.
func TestConflictMarksOfSettings(t *testing.T) {
	_, problems := Settings(fstest.MapFS{"edition.yaml": {Data: []byte("title: أ\n<<<<<<< HEAD\nlanguage: ar\n=======\nlanguage: fa\n>>>>>>> main\n")}}, "")
	if len(problems) != 1 || problems[0].Rule != "file/conflict" || problems[0].Line != 2 {
		t.Errorf("told %v", problems)
	}
}
