package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"warraq/site"
	"warraq/site/check"
	"warraq/site/review"
)

// printout prints what a review found.
type printout struct{ *tool }

// tell prints a report in a format, and makes of it the command's end.
func (d printout) tell(ctx context.Context, format string, v *review.Report) (err error) {
	switch format {
	case "json":
		err = json.NewEncoder(d.stdout).Encode(v)
	case "sarif":
		err = d.printSARIF(v, d.fromRoot(ctx))
	case "github":
		d.printGitHub(v, d.fromRoot(ctx))
	default:
		d.printText(v)
	}
	if err != nil {
		return err
	}
	if v.Count(site.LevelError) > 0 {
		return errProblems
	}
	return nil
}

// printText shows problems to a person: the place and the words, the line that
// is meant with a mark under it.
func (d printout) printText(v *review.Report) {
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
		if r.Quote.Text != "" {
			e := excerptOf(r.Quote)
			fmt.Fprintf(d.stdout, "%s\n%s\n", e.line(), e.caret())
		}
	}
	d.printMore(shown)
	fmt.Fprintf(d.stderr, d.say("الملفات: %d؛ الأخطاء: %d، التنبيهات: %d، الملاحظات: %d\n", "files: %d; errors: %d, warnings: %d, notes: %d\n"),
		v.Checked, v.Count(site.LevelError), v.Count(site.LevelWarning), v.Count(site.LevelNote))
	switch n := v.Fixable(); {
	case v.Diff != "":
		fmt.Fprintf(d.stderr, d.say("--fix يُصلح %d\n", "--fix would fix %d\n"), v.Fixed)
	case v.Fixed > 0:
		fmt.Fprintf(d.stderr, d.say("أُصلح %d\n", "fixed: %d\n"), v.Fixed)
	case n > 0:
		fmt.Fprintf(d.stderr, d.say("--fix يُصلح %d منها\n", "--fix can fix %d of them\n"), n)
	}
}

// printGitHub writes workflow commands, which GitHub shows beside the lines. file
// names a problem's file.
func (d printout) printGitHub(v *review.Report, file func(path string) string) {
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
}

// listRules prints the rules as a table: id, level, whether it fixes, what it
// says, and its example.
func (d printout) listRules() {
	for i := range check.Rules {
		r := &check.Rules[i]
		mends := ""
		if r.Fixes {
			mends = " --fix"
		}
		says := verbs.Replace(r.Message.In(d.lang)) + " — " + r.Hint.In(d.lang)
		fmt.Fprintf(d.stdout, "%s (%s%s)\n    %s\n", r.ID, r.Level, mends, d.isolate(says))
		if r.Bad != "" && !strings.Contains(r.Bad, "\n") {
			fmt.Fprintf(d.stdout, "    ✗ %s\n    ✓ %s\n", isolated(r.Bad), isolated(r.Good))
		}
	}
}
