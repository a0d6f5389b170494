package site

import (
	"cmp"
	"fmt"
	"strings"
)

// Level says what a Problem does to a build.
type Level string

// The levels of a Problem.
const (
	LevelError   Level = "error"   // the story is left out, the exit code is 1
	LevelWarning Level = "warning" // the story is published; someone should look
	LevelNote    Level = "note"    // worth knowing, once
)

// Words are one message in the two languages that the tool speaks.
type Words struct {
	Ar string `json:"ar"`
	En string `json:"en"`
}

// Say makes Words; both formats get the same arguments. Texts are made visible:
// most come from files. Errors and Words are said in each language.
func Say(ar, en string, args ...any) Words {
	if len(args) == 0 {
		return Words{Ar: ar, En: en}
	}
	inAr, inEn := make([]any, len(args)), make([]any, len(args))
	for i, arg := range args {
		switch a := arg.(type) {
		case string:
			arg = Visible(a)
		case error:
			w := Reason(a)
			inAr[i], inEn[i] = w.Ar, w.En
			continue
		case Words:
			inAr[i], inEn[i] = a.Ar, a.En
			continue
		}
		inAr[i], inEn[i] = arg, arg
	}
	return Words{Ar: fmt.Sprintf(ar, inAr...), En: fmt.Sprintf(en, inEn...)}
}

// In returns the words in a language: "ar", else English.
func (w Words) In(lang string) string {
	if strings.HasPrefix(lang, "ar") && w.Ar != "" {
		return w.Ar
	}
	return w.En
}

// Problem is one thing that is wrong with the edition: what, where, and how to
// mend it. It is not an error: the tool goes on, collects, sorts and shows all.
type Problem struct {
	Path    string `json:"path"`           // under the source folder: "content/politics/x.md"
	Line    int    `json:"line,omitempty"` // from 1; 0 where the whole file is meant
	Col     int    `json:"col,omitempty"`  // from 1, in characters (runes)
	Rule    string `json:"rule"`           // a stable id: "front-matter/unknown-key"
	Level   Level  `json:"level"`
	Message Words  `json:"message"`
	Hint    Words  `json:"hint"`
}

// RefusedLink is the rule of a symbolic link under content/ that is not followed: what it
// leads to is outside the newsroom, or listed already.
const RefusedLink = "file/link"

// Place is the Problem's position as editors and terminals understand it.
func (p Problem) Place() string {
	switch path := Visible(p.Path); {
	case p.Line == 0:
		return path
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", path, p.Line)
	default:
		return fmt.Sprintf("%s:%d:%d", path, p.Line, p.Col)
	}
}

// ComparePlaces orders problems by where they are.
func ComparePlaces(a, b Problem) int {
	return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Col, b.Col), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message.En, b.Message.En))
}

// Errors counts the problems of level error.
func Errors(ps []Problem) (n int) {
	for _, p := range ps {
		if p.Level == LevelError {
			n++
		}
	}
	return n
}
