package main

import (
	"context"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"warraq/cmd/warraq/building"
	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/cache"
	"warraq/site/newsroom"
	"warraq/site/press"
	"warraq/site/press/hands"
	"warraq/site/press/pace"
	"warraq/site/review"
)

// checkFlags are those of check alone.
type checkFlags struct {
	format  string
	fix     bool
	dryRun  bool
	changed string
	staged  bool
	rules   bool
	explain string
	links   bool

	linksPrivate bool
}

// paced is done once: a process that checks again keeps its pace.
var paced sync.Once

// formats are the shapes of what check says, the first by default.
var formats = []string{"text", "json", "sarif", "github"}

func checkCommand(d *command.Tool) *cobra.Command {
	var f checkFlags
	c := d.Command(d.Say("check [مسار…]", "check [PATH…]"), d.Say("راجع القصص بعين المحرر", "check stories as a copy editor does"), 0, math.MaxInt, func(ctx context.Context, args []string) error {
		if f.rules {
			printout{d}.listRules()
			return nil
		}
		if f.explain != "" {
			return printout{d}.explain(f.explain)
		}
		return checkContent(ctx, d, f, args)
	})
	c.Long = d.Say(
		"يراجع القصص، أو ما ذُكر منها من ملفات ومجلدات. لكل قاعدة مستوى في edition.yaml: checks: {tatweel: off}.\nوفي القصة: <!-- check: off tatweel -->",
		"Checks all stories, or the files and folders named. edition.yaml gives each rule its level: checks: {tatweel: off}.\nIn a story: <!-- check: off tatweel -->")
	c.Flags().StringVar(&f.format, "format", formats[0], d.Say("`صيغة` الناتج: text أو json أو sarif أو github", "the `FORMAT`: text, json, sarif (code scanning) or github (annotations)"))
	c.Flags().BoolVar(&f.fix, "fix", false, d.Say("أصلح ما يُصلح بأمان", "fix what can be fixed safely"))
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, d.Say("أظهر ما يغيّره --fix ولا تغيّر شيئًا", "show what --fix would change, and change nothing"))
	c.Flags().StringVar(&f.changed, "changed", "", d.Say("الملفات التي تغيّرت في git منذ `إيداع` وحدها (من غير قيمة: منذ الأخير)", "only files that git says changed since a `COMMIT` (without a value: the last)"))
	c.Flags().Lookup("changed").NoOptDefVal = "HEAD"
	c.Flags().BoolVar(&f.staged, "staged", false, d.Say("ملفات الإيداع القادم وحدها", "only files that the next commit changes"))
	c.Flags().BoolVar(&f.links, "links", false, d.Say("اسأل الشبكة هل تجيب العناوين التي في القصص", "ask the web whether the addresses that stories name still answer"))
	c.Flags().BoolVar(&f.linksPrivate, "links-private", false, d.Say("مع --links: عناوين الشبكات الخاصة أيضًا، والوسيط الذي في متغيرات البيئة", "with --links: addresses of private networks too, and the proxy of the environment"))
	c.Flags().BoolVar(&f.rules, "rules", false, d.Say("اسرد القواعد", "list the rules"))
	c.Flags().StringVar(&f.explain, "explain", "", d.Say("اشرح `قاعدة`: ما تجده، ومثالها، ومرجعها", "explain a `RULE`: what it finds, an example, its source"))
	_ = c.RegisterFlagCompletionFunc("explain", cobra.FixedCompletions(ruleNames(), cobra.ShellCompDirectiveNoFileComp))
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func checkContent(ctx context.Context, d *command.Tool, f checkFlags, args []string) error {
	paced.Do(pace.Memory)
	if d.Common.JSON && f.format == formats[0] {
		f.format = "json"
	}
	if !slices.Contains(formats, f.format) {
		return site.Failure("لا صيغة باسم %q؛ المعروف: %s", "there is no format %q; known are %s", f.format, strings.Join(formats, " "))
	}
	all, err := shares(ctx, d, f.changed, f.staged, args)
	if err != nil {
		return err
	}
	report := &review.Report{Problems: []review.Remark{}}
	web := &review.Web{Private: f.linksPrivate, Now: d.Common.Clock, Keep: cache.Notes(filepath.Join(d.Common.Source, ".warraq")), Together: hands.Together(review.Hosts)}
	for _, s := range all {
		run := review.Run{Content: s.content, Version: building.ToolVersion(), Began: time.Now(), Keep: s.notes(d), Quote: f.format == formats[0]}
		if f.links && !f.fix && !f.dryRun {
			run.Web = web
		}
		one, err := s.judge(ctx, d, run, f)
		if err != nil {
			return err
		}
		s.add(report, one)
		if run.Web != nil && s == all[len(all)-1] {
			printout{d}.printWeb(web)
		}
	}
	return printout{d}.report(ctx, f.format, report)
}

// judge checks the manuscripts of an edition, and fixes them where that is asked for.
func (s *share) judge(ctx context.Context, d *command.Tool, run review.Run, f checkFlags) (*review.Report, error) {
	if !f.fix && !f.dryRun {
		return run.Check(ctx, s.chosen)
	}
	room, err := d.Common.Room()
	if err != nil {
		return nil, err
	}
	defer func() { _ = room.Close() }()
	var diffs strings.Builder
	report, err := run.Fix(ctx, s.chosen, f.dryRun, func(path string, old, fixed []byte) error {
		if path = s.place(path); f.dryRun {
			diffs.Write(diff.Diff("a/content/"+path, old, "b/content/"+path, fixed))
			return nil
		}
		return room.Save(path, newsroom.StampOf(old), fixed)
	})
	if report != nil {
		report.Diff = diffs.String()
	}
	return report, err
}

func folderOf(ctx context.Context, in press.Input) (*review.Content, error) {
	l, err := press.List(ctx, in)
	if err != nil {
		return nil, err
	}
	return listed(l, in), nil
}

func listed(l *press.Listing, in press.Input) *review.Content {
	return &review.Content{
		Config: l.Config, Paths: l.Paths, Stamps: l.Stamps, Problems: l.Problems, Components: l.Components, Clock: in.Clock,
		Read: l.Read, Each: l.Each, Says: l.Says, Resolve: l.Resolve,
	}
}

// printWeb says how many addresses were asked for, and which could not be judged.
func (d printout) printWeb(w *review.Web) {
	d.Tell("عناوين: %d؛ سُئل عنها: %d، لا تجيب: %d، لم تُحسم: %d", "addresses: %d; asked: %d, dead: %d, not judged: %d", w.Named, w.Asked, w.Dead, len(w.Unknown))
	unknown := slices.Sorted(maps.Keys(w.Unknown))
	for _, a := range unknown[:min(len(unknown), command.MostAlike)] {
		d.Tell("  %s: %s", "  %s: %s", a, w.Unknown[a])
	}
}
