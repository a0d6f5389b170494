package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/check"
)

// remark is a problem as check shows it.
type remark struct {
	site.Problem
	EndLine int         `json:"end_line,omitempty"`
	EndCol  int         `json:"end_col,omitempty"`
	Fix     *check.Edit `json:"fix,omitempty"` // in bytes of the file

	pointed bool    // it is about some words, not only a place
	excerpt excerpt // for people
}

// verdict is what check says of an edition.
type verdict struct {
	Checked  int      `json:"checked"`
	Fixed    int      `json:"fixed"`
	Problems []remark `json:"problems"`
	Diff     string   `json:"diff,omitempty"` // of --dry-run

	err error
}

// plain are problems that nothing more is known of.
func plain(ps []site.Problem) []remark {
	out := make([]remark, len(ps))
	for i, p := range ps {
		out[i] = remark{Problem: p}
	}
	return out
}

func remarkOf(src []byte, f check.Finding) remark {
	r := remark{Problem: f.Problem, Fix: f.Fix, EndLine: f.Line, EndCol: f.Col, pointed: f.To > f.From}
	for _, c := range string(src[f.From:f.To]) {
		if r.EndCol++; c == '\n' {
			r.EndLine, r.EndCol = r.EndLine+1, 1
		}
	}
	return r
}

// take adds what was found in a file.
func (v *verdict) take(p page) {
	v.Problems = append(v.Problems, p.problems...)
	v.Fixed += p.fixed
	v.Diff += p.diff
	if v.err == nil {
		v.err = p.err
	}
}

// settle sorts by place, and keeps a note that says the same of many files once.
func (v *verdict) settle() {
	slices.SortStableFunc(v.Problems, func(a, b remark) int { return site.ComparePlaces(a.Problem, b.Problem) })
	said := map[site.Words]bool{}
	v.Problems = slices.DeleteFunc(v.Problems, func(r remark) bool {
		again := said[r.Message]
		if r.Level != site.LevelNote || r.Fix != nil || r.pointed {
			return false
		}
		said[r.Message] = true
		return again
	})
	if v.Problems == nil {
		v.Problems = []remark{}
	}
}

// count tells how many problems there are of a level.
func (v *verdict) count(l site.Level) (n int) {
	for _, r := range v.Problems {
		if r.Level == l {
			n++
		}
	}
	return n
}

// mendable tells how many could be mended by --fix.
func (v *verdict) mendable() (n int) {
	for _, r := range v.Problems {
		if r.Fix != nil {
			n++
		}
	}
	return n
}

// printer writes a verdict.
type printer func(d *desk, v *verdict) error

// printerOf gives the printer of a format.
func (d *desk) printerOf(ctx context.Context, format string) (printer, error) {
	switch format {
	case "text":
		return (*desk).printText, nil
	case "json":
		return func(d *desk, v *verdict) error { return json.NewEncoder(d.stdout).Encode(v) }, nil
	case "sarif":
		return func(d *desk, v *verdict) error { return d.printSARIF(v, d.fromRoot(ctx)) }, nil
	case "github":
		return func(d *desk, v *verdict) error { return d.printGitHub(v, d.fromRoot(ctx)) }, nil
	}
	return nil, fmt.Errorf(d.say("لا صيغة باسم %q؛ المعروف: %s", "there is no format %q; known are %s"), format, strings.Join(formats, " "))
}

// tell prints a verdict, and makes of it the command's end.
func (d *desk) tell(write printer, v *verdict) error {
	if err := write(d, v); err != nil {
		return err
	}
	if v.count(site.LevelError) > 0 {
		return errProblems
	}
	return nil
}

// printText shows problems to a person: the place and the words, the line that
// is meant with a mark under it.
func (d *desk) printText(v *verdict) error {
	shown := map[string]int{}
	problems := v.Problems
	if v.Diff != "" { // who asks what would be changed is told that
		problems = nil
		fmt.Fprint(d.stdout, v.Diff)
	}
	for _, r := range problems {
		if shown[r.Rule]++; shown[r.Rule] > mostAlike && r.Level != site.LevelError {
			continue
		}
		fmt.Fprintf(d.stdout, "%s: %s: %s [%s]\n", r.Place(), d.level(r.Level), d.isolate(r.Message.In(d.lang)+" — "+r.Hint.In(d.lang)), r.Rule)
		if r.excerpt.text != "" {
			fmt.Fprintf(d.stdout, "%s\n%s\n", r.excerpt.line(), r.excerpt.caret())
		}
	}
	d.printMore(shown)
	fmt.Fprintf(d.stderr, d.say("الملفات: %d؛ الأخطاء: %d، التنبيهات: %d، الملاحظات: %d\n", "files: %d; errors: %d, warnings: %d, notes: %d\n"),
		v.Checked, v.count(site.LevelError), v.count(site.LevelWarning), v.count(site.LevelNote))
	switch n := v.mendable(); {
	case v.Diff != "":
		fmt.Fprintf(d.stderr, d.say("--fix يُصلح %d\n", "--fix would mend %d\n"), v.Fixed)
	case v.Fixed > 0:
		fmt.Fprintf(d.stderr, d.say("أُصلح %d\n", "mended: %d\n"), v.Fixed)
	case n > 0:
		fmt.Fprintf(d.stderr, d.say("--fix يُصلح %d منها\n", "--fix can mend %d of them\n"), n)
	}
	return nil
}

// printGitHub writes workflow commands, which GitHub shows beside the lines. file
// names a problem's file.
func (d *desk) printGitHub(v *verdict, file func(path string) string) error {
	value := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, r := range v.Problems {
		command := "notice"
		if r.Level != site.LevelNote {
			command = string(r.Level)
		}
		fmt.Fprintf(d.stdout, "::%s file=%s", command, property.Replace(file(r.Path)))
		if r.Line > 0 {
			fmt.Fprintf(d.stdout, ",line=%d", r.Line)
		}
		if r.Col > 0 {
			fmt.Fprintf(d.stdout, ",col=%d", r.Col)
		}
		fmt.Fprintf(d.stdout, ",title=%s::%s\n", property.Replace(r.Rule), value.Replace(r.Message.In(d.lang)+" — "+r.Hint.In(d.lang)))
	}
	return nil
}

// listRules prints the rules as a table: id, level, whether it mends, what it
// says, and its example.
func (d *desk) listRules() error {
	for i := range check.Rules {
		r := &check.Rules[i]
		mends := ""
		if r.Mends {
			mends = " --fix"
		}
		says := verbs.Replace(r.Message.In(d.lang)) + " — " + r.Hint.In(d.lang)
		fmt.Fprintf(d.stdout, "%s (%s%s)\n    %s\n", r.ID, r.Level, mends, d.isolate(says))
		if r.Bad != "" && !strings.Contains(r.Bad, "\n") {
			fmt.Fprintf(d.stdout, "    ✗ %s\n    ✓ %s\n", isolated(r.Bad), isolated(r.Good))
		}
	}
	return nil
}
