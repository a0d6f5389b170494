package main

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/check"
	"warraq/site/console"
	"warraq/site/git"
	"warraq/site/review"
)

// printout prints what a review found.
type printout struct{ *command.Tool }

// report prints a report in a format, and makes of it the command's end.
func (d printout) report(ctx context.Context, format string, v *review.Report) (err error) {
	switch format {
	case "json":
		err = d.WriteJSON(v, "")
	case "sarif":
		err = d.WriteJSON(v.SARIF(d.Lang, d.fromRoot(ctx)), " ")
	case "github":
		out := &console.Talk{To: d.Stdout, Commands: true}
		fmt.Fprint(out, v.GitHub(d.Lang, d.fromRoot(ctx)))
		err = out.Err
	default:
		err = d.printText(v)
	}
	if err != nil {
		return err
	}
	if v.Count(site.LevelError) > 0 {
		return command.ErrProblems
	}
	return nil
}

// printText shows problems to a person, each with its line and a mark under it.
func (d printout) printText(v *review.Report) error {
	shown := map[string]int{}
	problems, out := v.Problems, &console.Talk{To: d.Stdout}
	if v.Diff != "" { // who asks what would be changed is told that
		problems = nil
		fmt.Fprint(out, v.Diff)
	}
	for _, r := range problems {
		if shown[r.Rule]++; shown[r.Rule] > command.MostAlike && r.Level != site.LevelError {
			continue
		}
		fmt.Fprintf(out, "%s: %s: %s [%s]\n", r.Place(), d.Level(r.Level), d.Isolate(r.Message.In(d.Lang)+" — "+r.Hint.In(d.Lang)), r.Rule)
		if r.Quote.Text != "" {
			line, mark := console.Excerpt(r.Quote.Text, r.Quote.From, r.Quote.To)
			fmt.Fprintf(out, "%s\n%s\n", line, mark)
		}
	}
	d.PrintMore(shown)
	d.Tell("الملفات: %d؛ الأخطاء: %d، التنبيهات: %d، الملاحظات: %d", "files: %d; errors: %d, warnings: %d, notes: %d",
		v.Checked, v.Count(site.LevelError), v.Count(site.LevelWarning), v.Count(site.LevelNote))
	switch n := v.Fixable(); {
	case v.Diff != "":
		d.Tell("--fix يُصلح %d", "--fix would fix %d", v.Fixed)
	case v.Fixed > 0:
		d.Tell("أُصلح %d", "fixed: %d", v.Fixed)
	case n > 0:
		d.Tell("--fix يُصلح %d منها", "--fix can fix %d of them", n)
	}
	return out.Err
}

// listRules prints each rule with its level, its words and its example.
func (d printout) listRules() {
	for i := range check.Rules {
		r := &check.Rules[i]
		mends := ""
		if r.Fixes {
			mends = " --fix"
		}
		says := review.Verbs.Replace(r.Message.In(d.Lang)) + " — " + r.Hint.In(d.Lang)
		fmt.Fprintf(d.Stdout, "%s (%s%s)\n    %s\n", r.ID, r.Level, mends, d.Isolate(says))
		if r.Bad != "" && !strings.Contains(r.Bad, "\n") {
			fmt.Fprintf(d.Stdout, "    ✗ %s\n    ✓ %s\n", console.Isolate(r.Bad), console.Isolate(r.Good))
		}
	}
}

// fromRoot gives a problem's path as the machines of a forge know it: from the
// root of the git repository, else from the folder that the command was started
// in.
func (d printout) fromRoot(ctx context.Context) func(path string) string {
	source := filepath.ToSlash(filepath.Clean(d.Common.Source))
	if prefix, err := git.Checkout(d.Common.Source).Prefix(ctx); err == nil {
		source = prefix
	} else if filepath.IsAbs(source) {
		source = ""
	}
	return func(p string) string { return path.Join(source, p) }
}
