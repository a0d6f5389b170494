package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"warraq/site"
	"warraq/site/build"
	"warraq/site/check"
)

// checkFlags are those of check alone.
type checkFlags struct {
	format  string
	fix     bool
	dryRun  bool
	changed string
	staged  bool
	rules   bool
	links   bool

	linksPrivate bool
}

// formats are the shapes of what check says, the first by default.
var formats = []string{"text", "json", "sarif", "github"}

func checkCommand(d *desk) *cobra.Command {
	var f checkFlags
	c := &cobra.Command{
		Use:   d.say("check [مسار…]", "check [PATH…]"),
		Short: d.say("راجع القصص بعين المحرر", "look at stories with a copy editor's eyes"),
		Long: d.say(
			"يراجع القصص، أو ما ذُكر منها من ملفات ومجلدات. لكل قاعدة مستوى في edition.yaml: checks: {tatweel: off}.\nوفي القصة: <!-- check: off tatweel -->",
			"Checks all stories, or the files and folders named. edition.yaml gives each rule its level: checks: {tatweel: off}.\nIn a story: <!-- check: off tatweel -->"),
		RunE: func(c *cobra.Command, args []string) error {
			if f.rules {
				return d.listRules()
			}
			return d.check(c.Context(), f, args)
		},
	}
	c.Flags().StringVar(&f.format, "format", formats[0], d.say("`صيغة` الناتج: text أو json أو sarif أو github", "the `FORMAT`: text, json, sarif (code scanning) or github (annotations)"))
	c.Flags().BoolVar(&f.fix, "fix", false, d.say("أصلح ما يُصلح بأمان", "mend what can be mended safely"))
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, d.say("أظهر ما يغيّره --fix ولا تغيّر شيئًا", "show what --fix would change, and change nothing"))
	c.Flags().StringVar(&f.changed, "changed", "", d.say("الملفات التي تغيّرت في git منذ `إيداع` وحدها (من غير قيمة: منذ الأخير)", "only files that git says changed since a `COMMIT` (without a value: the last)"))
	c.Flags().Lookup("changed").NoOptDefVal = "HEAD"
	c.Flags().BoolVar(&f.staged, "staged", false, d.say("ملفات الإيداع القادم وحدها", "only files that the next commit changes"))
	c.Flags().BoolVar(&f.links, "links", false, d.say("اسأل الشبكة هل تجيب العناوين التي في القصص", "ask the web whether the addresses that stories name still answer"))
	c.Flags().BoolVar(&f.linksPrivate, "links-private", false, d.say("مع --links: عناوين الشبكات الخاصة أيضًا", "with --links: addresses of private networks too"))
	c.Flags().BoolVar(&f.rules, "rules", false, d.say("اسرد القواعد", "list the rules"))
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// review is one run of check.
type review struct {
	desk    *desk
	survey  *build.Survey
	archive *check.Archive
	checker *check.Checker
	flags   checkFlags
	source  string // the newsroom's folder
	began   time.Time

	forPeople bool // lines are shown
}

func (d *desk) check(ctx context.Context, f checkFlags, args []string) error {
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // what a file leaves is small and soon of no use: memory is cheaper than looking for it
	if d.common.json && f.format == formats[0] {
		f.format = "json"
	}
	printer, err := d.printerOf(ctx, f.format)
	if err != nil {
		return err
	}
	began := time.Now()
	in, err := d.common.input(d)
	if err != nil {
		return err
	}
	survey, err := build.OpenSurvey(ctx, in)
	if err != nil {
		return err
	}
	chosen, err := d.choose(ctx, survey, f, args)
	if err != nil {
		return err
	}
	r := &review{desk: d, began: began, survey: survey, flags: f, source: d.common.source, archive: archiveOf(survey), forPeople: f.format == formats[0]}
	checker, problems := check.New(survey.Config, r.archive, d.common.clock)
	r.checker = checker
	verdict := verdict{Checked: len(chosen), Problems: plain(append(survey.Problems, problems...))}
	if f.fix || f.dryRun {
		err = r.mend(ctx, chosen, &verdict)
	} else {
		err = r.look(ctx, chosen, &verdict)
	}
	if err = cmp.Or(err, verdict.err); err != nil {
		return err
	}
	verdict.settle()
	return d.tell(printer, &verdict)
}

// archiveOf knows what the paths of an edition tell: authors and sections.
func archiveOf(s *build.Survey) *check.Archive {
	archive := check.NewArchive()
	for _, p := range s.Paths {
		switch dir := path.Dir(p); {
		case path.Base(p) == "_index.md":
			archive.AddSection(dir)
		case dir == "authors":
			archive.AddAuthor(strings.TrimSuffix(path.Base(p), path.Ext(p)))
		}
	}
	return archive
}

// page is what a review found in one file.
type page struct {
	problems []remark
	sample   check.Sample
	facts    build.Facts
	diff     string
	fixed    int
	err      error
}

// look checks what was chosen, then reads the other manuscripts for what the
// archive has to know of them, and looks again at those chosen that it suspects.
func (r *review) look(ctx context.Context, chosen []string, v *verdict) error {
	if len(chosen) == 0 {
		return nil
	}
	first := func(s build.Sheet) (p page) {
		s = r.survey.Parse(s)
		defer s.Done()
		if isReadable(s) {
			found, sample := r.checker.Look(manuscriptOf(s))
			r.note(&p, s, found)
			p.sample, p.facts = sample, r.survey.FactsOf(s)
		}
		p.problems = append(p.problems, plain(s.Problems)...)
		return p
	}
	memory := r.recall(chosen)
	if memory == nil {
		r.archive.Remember()
	}
	var facts []build.Facts
	take := func(p page) {
		r.archive.Add(p.sample)
		if p.facts.Known() {
			facts = append(facts, p.facts)
		}
		v.take(p)
	}
	if err := build.Leaf(ctx, r.survey, chosen, first, take); err != nil {
		return err
	}
	if r.flags.links {
		if err := r.askWeb(ctx, r.desk, chosen); err != nil {
			return err
		}
	}
	faults, err := r.survey.Faults(ctx, facts)
	if err != nil {
		return err
	}
	for _, f := range faults {
		r.archive.AddFault(f.Path, check.Fault{Rule: f.Rule, Line: f.Line, Col: f.Col, Args: f.Args})
	}
	if err := r.learn(ctx, chosen, memory); err != nil {
		return err
	}
	r.archive.Settle()
	again := func(s build.Sheet) (p page) {
		s = r.survey.Parse(s)
		defer s.Done()
		r.note(&p, s, r.checker.Again(manuscriptOf(s)))
		return p
	}
	return build.Leaf(ctx, r.survey, within(r.archive.Suspects(), chosen), again, v.take)
}

// sample reads a manuscript for the archive.
func (r *review) sample(s build.Sheet) check.Sample { return r.archive.SampleOf(manuscriptOf(s)) }

// without are the paths that are not among others.
func without(paths, others []string) []string {
	gone := make(map[string]bool, len(others))
	for _, p := range others {
		gone[p] = true
	}
	return slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return gone[p] })
}

// isReadable tells a sheet that holds text.
func isReadable(s build.Sheet) bool {
	return s.Article != nil || s.Source != nil && site.Errors(s.Problems) == 0
}

// note adds what was found in a sheet; only a person is shown its lines.
func (r *review) note(p *page, s build.Sheet, found []check.Finding) {
	text := ""
	if r.forPeople && len(found) > 0 {
		text = string(s.Source)
	}
	for _, f := range found {
		remark := remarkOf(s.Source, f)
		if remark.pointed && r.forPeople {
			remark.excerpt = excerptOf(text, f.From, f.To)
		}
		p.problems = append(p.problems, remark)
	}
}

// mend reads every manuscript for the archive, then mends those chosen, and
// checks what is left.
func (r *review) mend(ctx context.Context, chosen []string, v *verdict) error {
	if err := build.Leaf(ctx, r.survey, r.survey.Paths, r.sample, r.archive.Add); err != nil {
		return err
	}
	r.archive.Settle()
	return build.Leaf(ctx, r.survey, chosen, r.fix, v.take)
}

func (r *review) fix(s build.Sheet) (p page) {
	if s = r.survey.Parse(s); isReadable(s) {
		fixed, n := r.checker.Fix(manuscriptOf(s))
		switch p.fixed = n; {
		case n == 0:
		case r.flags.dryRun:
			p.diff = string(diff.Diff("a/content/"+s.Path, s.Source, "b/content/"+s.Path, fixed))
		default:
			if p.err = rewrite(filepath.Join(r.source, "content", filepath.FromSlash(s.Path)), fixed); p.err != nil {
				return p
			}
			s = r.survey.Parse(build.Reopened(s, fixed))
		}
		r.note(&p, s, r.checker.Check(manuscriptOf(s)))
	}
	p.problems = append(p.problems, plain(s.Problems)...)
	return p
}

func manuscriptOf(s build.Sheet) check.Manuscript {
	return check.Manuscript{Path: s.Path, Source: s.Source, Body: s.Body, Article: s.Article}
}

// rewrite puts other bytes in a file's place at once: a story is never half
// there.
func rewrite(file string, data []byte) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	if target, err := filepath.EvalSymlinks(file); err == nil {
		file = target
	}
	next, err := os.CreateTemp(filepath.Dir(file), ".warraq-*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(next.Name())
	_, err = next.Write(data)
	if err == nil {
		err = next.Chmod(info.Mode().Perm())
	}
	if closing := next.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", file, err)
	}
	return os.Rename(next.Name(), file)
}
