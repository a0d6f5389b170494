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
		"the body":                  {head + "نص.\n\n" + marks, 7},
		"of Windows":                {strings.ReplaceAll(head+"نص.\n\n"+marks, "\n", "\r\n"), 7},
		"diff3":                     {head + "<<<<<<< ours\nأ\n||||||| base\nب\n=======\nج\n>>>>>>> theirs\n", 5},
		"one mark is left":          {head + "نص.\n>>>>>>> 3f2a1b9 (خبر)\n", 6},
		"without a label":           {head + "نص.\n\n<<<<<<<\nأ\n=======\nب\n>>>>>>>\n", 7},
		"front matter":              {"---\n<<<<<<< HEAD\ntitle: أ\n=======\ntitle: ب\n>>>>>>> main\ndate: 2026-11-20\n---\nنص.\n", 2},
		"front matter that opens":   {"<<<<<<< HEAD\n---\ntitle: أ\n---\n=======\n---\ntitle: ب\n---\n>>>>>>> main\nنص.\n", 1},
		"the closing fence":         {"---\ntitle: أ\n<<<<<<< HEAD\n---\n=======\ndraft: true\n---\n>>>>>>> main\nنص.\n", 3},
		"TOML":                      {"+++\ntitle = 'أ'\n<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> main\n+++\nنص.\n", 3},
		"after code":                {head + "```\nx\n```\n\n" + marks, 9},
		"in a fence":                {head + "```\n" + marks + "```\n\nنص.\n", 6}, // "git left two versions in the listing, and both were published"
		"in a fence, with a base":   {head + "```\n<<<<<<< a\nأ\n||||||| b\n=======\nب\n>>>>>>> c\n```\n", 6},
		"one mark in code":          {head + "```\n<<<<<<< HEAD\n```\n\nنص.\n", 0},
		"in code, out of order":     {head + "```\n>>>>>>> a\n=======\n<<<<<<< b\n```\n\nنص.\n", 0},
		"in indented code":          {head + "نص:\n\n    " + strings.ReplaceAll(marks, "\n", "\n    ") + "\n", 0},
		"indented":                  {head + "نص.\n\n  <<<<<<< HEAD\n  أ\n  =======\n  ب\n  >>>>>>> main\n", 7},
		"in a list":                 {head + "- أ\n  <<<<<<< HEAD\n  ب\n  =======\n  ج\n  >>>>>>> main\n", 6},
		"items of a list":           {head + "- <<<<<<< HEAD\n- ب\n- =======\n- ج\n- >>>>>>> main\n", 5},
		"in a numbered list":        {head + "1. أ\n   <<<<<<< HEAD\n   ب\n   =======\n   ج\n   >>>>>>> main\n", 6},
		"in a quotation":            {head + "> <<<<<<< HEAD\n> ب\n> =======\n> ج\n> >>>>>>> main\n", 5},
		"in a tight quotation":      {head + "><<<<<<< HEAD\n>ب\n>=======\n>ج\n>>>>>>>> main\n", 5},
		"in a footnote":             {head + "نص[^1]\n\n[^1]: أ\n    <<<<<<< HEAD\n    ب\n    =======\n    ج\n    >>>>>>> main\n", 8},
		"after a mark of direction": {head + "\u200f<<<<<<< HEAD\nب\n\u200f=======\nج\n\u200f>>>>>>> main\n", 5},
		"words of front matter":     {"---\ntitle: أ\nsummary: |\n  <<<<<<< HEAD\n  ب\n  =======\n  ج\n  >>>>>>> main\n---\nنص.\n", 4},
		"a quoted value":            {"---\ntitle: \"أ\n  <<<<<<< HEAD\n  =======\n  >>>>>>> main\"\n---\nنص.\n", 3},
		"an indented list of tags":  {"---\ntitle: أ\ntags:\n  <<<<<<< HEAD\n  - أ\n  =======\n  - ب\n  >>>>>>> main\n---\nنص.\n", 4},
		"larger marks":              {head + "<<<<<<<< a\nأ\n========\nب\n>>>>>>>> b\n", 5},
		"without a space":           {head + "<<<<<<<HEAD\nأ\n=======\nب\n>>>>>>>main\n", 5},
		"of a stash":                {head + "أ\n>>>>>>> Stashed changes\n", 6},
		"a deep quotation":          {head + ">>>>>>> قال إن هذا قول\n>>>>>>> ثان\n", 0},
		"a deep quotation, spaced":  {head + "> > > > > > > قول\n", 0},
		"a row of a table":          {head + "| أ | ب |\n|---|---|\n|||||||\n", 0},
		"words about git":           {head + "يكتب git العلامات <<<<<<< و======= و>>>>>>> في الملف.\n", 0},
		"lines of signs":            {head + "<<<<<<<<<<<<<<\n\n>>>>>>>>>>>>>>\n", 0},
		"a heading":                 {head + "عنوان\n=======\n\nنص.\n", 0},
		"eight signs":               {head + "عنوان\n========\n\n>>>>>>>> نص.\n", 0},
		"a quotation":               {head + "> > نص.\n\n<<<<<<<نص\n", 0},
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
