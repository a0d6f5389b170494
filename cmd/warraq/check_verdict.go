package main

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"warraq/site"
	"warraq/site/check"
	"warraq/site/review"
)

// printout prints what a review found.
type printout struct{ *tool }

// report prints a report in a format, and makes of it the command's end.
func (d printout) report(ctx context.Context, format string, v *review.Report) (err error) {
	switch format {
	case "json":
		err = d.writeJSON(v, "")
	case "sarif":
		err = d.writeJSON(v.SARIF(d.lang, d.fromRoot(ctx)), " ")
	case "github":
		err = d.printGitHub(v, d.fromRoot(ctx))
	default:
		err = d.printText(v)
	}
	if err != nil {
		return err
	}
	if v.Count(site.LevelError) > 0 {
		return errProblems
	}
	return nil
}

// printText shows problems to a person, each with its line and a mark under it.
func (d printout) printText(v *review.Report) error {
	shown := map[string]int{}
	problems, out := v.Problems, &talk{to: d.stdout}
	if v.Diff != "" { // who asks what would be changed is told that
		problems = nil
		fmt.Fprint(out, v.Diff)
	}
	for _, r := range problems {
		if shown[r.Rule]++; shown[r.Rule] > mostAlike && r.Level != site.LevelError {
			continue
		}
		fmt.Fprintf(out, "%s: %s: %s [%s]\n", r.Place(), d.level(r.Level), d.isolate(r.Message.In(d.lang)+" — "+r.Hint.In(d.lang)), r.Rule)
		if r.Quote.Text != "" {
			e := excerptOf(r.Quote)
			fmt.Fprintf(out, "%s\n%s\n", e.line(), e.caret())
		}
	}
	d.printMore(shown)
	d.tell("الملفات: %d؛ الأخطاء: %d، التنبيهات: %d، الملاحظات: %d", "files: %d; errors: %d, warnings: %d, notes: %d",
		v.Checked, v.Count(site.LevelError), v.Count(site.LevelWarning), v.Count(site.LevelNote))
	switch n := v.Fixable(); {
	case v.Diff != "":
		d.tell("--fix يُصلح %d", "--fix would fix %d", v.Fixed)
	case v.Fixed > 0:
		d.tell("أُصلح %d", "fixed: %d", v.Fixed)
	case n > 0:
		d.tell("--fix يُصلح %d منها", "--fix can fix %d of them", n)
	}
	return out.err
}

// printGitHub writes workflow commands, which GitHub shows beside the lines.
func (d printout) printGitHub(v *review.Report, file func(path string) string) error {
	escaped := []string{"%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C"}
	value, property := strings.NewReplacer(escaped[:6]...), strings.NewReplacer(escaped...)
	out := &talk{to: d.stdout, commands: true}
	for _, r := range v.Problems {
		command := "notice"
		if r.Level != site.LevelNote {
			command = string(r.Level)
		}
		fmt.Fprintf(out, "::%s file=%s", command, property.Replace(file(r.Path)))
		if r.Line > 0 {
			fmt.Fprintf(out, ",line=%d", r.Line)
		}
		if r.Col > 0 {
			fmt.Fprintf(out, ",col=%d", r.Col)
		}
		fmt.Fprintf(out, ",title=%s::%s\n", property.Replace(r.Rule), value.Replace(r.Message.In(d.lang)+" — "+r.Hint.In(d.lang)))
	}
	return out.err
}

// listRules prints each rule with its level, its words and its example.
func (d printout) listRules() {
	for i := range check.Rules {
		r := &check.Rules[i]
		mends := ""
		if r.Fixes {
			mends = " --fix"
		}
		says := review.Verbs.Replace(r.Message.In(d.lang)) + " — " + r.Hint.In(d.lang)
		fmt.Fprintf(d.stdout, "%s (%s%s)\n    %s\n", r.ID, r.Level, mends, d.isolate(says))
		if r.Bad != "" && !strings.Contains(r.Bad, "\n") {
			fmt.Fprintf(d.stdout, "    ✗ %s\n    ✓ %s\n", isolated(r.Bad), isolated(r.Good))
		}
	}
}

// fromRoot gives a problem's path as the machines of a forge know it: from the
// root of the git repository, else from the folder that the command was started
// in.
func (d printout) fromRoot(ctx context.Context) func(path string) string {
	source := filepath.ToSlash(filepath.Clean(d.common.source))
	if prefix, err := picker(d).git(ctx, "rev-parse", "--show-prefix"); err == nil {
		source = strings.TrimRight(prefix, "\n")
	} else if filepath.IsAbs(source) {
		source = ""
	}
	return func(p string) string { return path.Join(source, p) }
}
