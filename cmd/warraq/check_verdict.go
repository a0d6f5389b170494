package main

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/arabic"
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

// ruleNames are the ids of all rules.
func ruleNames() []string {
	names := make([]string, len(check.Rules))
	for i := range check.Rules {
		names[i] = check.Rules[i].ID
	}
	return names
}

// explain prints all that is known of a rule.
func (d printout) explain(id string) error {
	r := check.Named(id)
	if r == nil {
		if near := arabic.Nearest(id, slices.Values(ruleNames()), strings.ToLower); near != "" {
			return site.Failure("لا قاعدة باسم %q؛ لعلها %s", "there is no rule %q; %s may be meant", id, near)
		}
		return site.Failure("لا قاعدة باسم %q؛ warraq check --rules يعرض القواعد", "there is no rule %q; warraq check --rules lists them", id)
	}
	line := func(ar, en string, args ...any) {
		fmt.Fprintln(d.Stdout, d.Isolate(fmt.Sprintf(d.Say(ar, en), args...)))
	}
	level := cmp.Or(r.Level, check.Off)
	fmt.Fprintf(d.Stdout, "%s (%s)\n", r.ID, level)
	line("%s — %s", "%s — %s", review.Verbs.Replace(r.Message.In(d.Lang)), r.Hint.In(d.Lang))
	for _, example := range [...]struct{ sign, text string }{{"✗", r.Bad}, {"✓", r.Good}} {
		for text := range strings.Lines(example.text) {
			fmt.Fprintf(d.Stdout, "    %s %s\n", example.sign, console.Isolate(strings.TrimSuffix(text, "\n")))
		}
	}
	if r.Fixes {
		line("يصوّبها check --fix حيث لا شك.", "check --fix corrects it where there is no doubt.")
	}
	line("المستوى في edition.yaml: checks: {%s: off}؛ وفي قصة: <!-- check: off %s -->", "Its level in edition.yaml: checks: {%s: off}; in a story: <!-- check: off %s -->", r.ID, r.ID)
	if source := r.Source().In(d.Lang); source != "" {
		line("المرجع: %s", "Source: %s", source)
	}
	return nil
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
