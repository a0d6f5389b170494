package main

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

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
	rules   bool
}

// formats are the shapes of what check says, the first by default.
var formats = []string{"text", "json", "sarif", "github"}

func checkCommand(d *desk) *cobra.Command {
	var f checkFlags
	c := &cobra.Command{
		Use:   "check [PATH…]",
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
	c.Flags().StringVar(&f.format, "format", formats[0], "text, json, sarif (code scanning) or github (annotations)")
	c.Flags().BoolVar(&f.fix, "fix", false, "mend what can be mended safely")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "show what --fix would change, and change nothing")
	c.Flags().StringVar(&f.changed, "changed", "", "only files that git says changed since a commit (default: the last)")
	c.Flags().Lookup("changed").NoOptDefVal = "HEAD"
	c.Flags().BoolVar(&f.rules, "rules", false, "list the rules")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// review is one run of check.
type review struct {
	survey  *build.Survey
	checker *check.Checker
	flags   checkFlags
	source  string // the newsroom's folder
}

func (d *desk) check(ctx context.Context, f checkFlags, args []string) error {
	printer, err := d.printerOf(f.format)
	if err != nil {
		return err
	}
	in, err := d.common.input(d)
	if err != nil {
		return err
	}
	survey, err := build.OpenSurvey(in)
	if err != nil {
		return err
	}
	chosen, err := d.choose(ctx, survey, f, args)
	if err != nil {
		return err
	}
	archive, err := archiveOf(ctx, survey)
	if err != nil {
		return err
	}
	r := &review{survey: survey, flags: f, source: d.common.source}
	var problems []site.Problem
	r.checker, problems = check.New(survey.Config, archive, d.common.clock)
	verdict := verdict{Checked: len(chosen), Problems: plain(append(survey.Problems, problems...))}
	if err := build.Leaf(ctx, survey, chosen, r.read, verdict.take); err != nil {
		return err
	}
	if verdict.err != nil {
		return verdict.err
	}
	verdict.settle()
	return d.tell(printer, &verdict)
}

// archiveOf reads what all stories together know.
func archiveOf(ctx context.Context, s *build.Survey) (*check.Archive, error) {
	archive := check.NewArchive()
	for _, p := range s.Paths {
		switch dir := path.Dir(p); {
		case path.Base(p) == "_index.md":
			archive.AddSection(dir)
		case dir == "authors":
			archive.AddAuthor(strings.TrimSuffix(path.Base(p), path.Ext(p)))
		}
	}
	sample := func(s build.Sheet) check.Sample { return check.SampleOf(s.Source, s.Body) }
	if err := build.Leaf(ctx, s, s.Paths, sample, archive.Add); err != nil {
		return nil, err
	}
	archive.Settle()
	return archive, nil
}

// page is what a review found in one file.
type page struct {
	problems []remark
	diff     string
	fixed    int
	err      error
}

// read checks one manuscript, and mends it where that is wanted. It is called
// for many at once.
func (r *review) read(s build.Sheet) (p page) {
	s = r.survey.Parse(s)
	if s.Article != nil || s.Source != nil && site.Errors(s.Problems) == 0 {
		if r.flags.fix || r.flags.dryRun {
			fixed, n := r.checker.Fix(manuscriptOf(s))
			switch p.fixed = n; {
			case n == 0:
			case r.flags.dryRun:
				p.diff = diff("content/"+s.Path, string(s.Source), string(fixed))
			default:
				if p.err = rewrite(filepath.Join(r.source, "content", filepath.FromSlash(s.Path)), fixed); p.err != nil {
					return p
				}
				s = r.survey.Parse(build.Reopened(s, fixed))
			}
		}
		for _, f := range r.checker.Check(manuscriptOf(s)) {
			p.problems = append(p.problems, remarkOf(s.Source, f))
		}
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
