package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/console"
	"warraq/site/manuscript"
	"warraq/site/newsroom"
	"warraq/site/review"
)

type fmtFlags struct {
	check     bool
	dryRun    bool
	changed   string
	stdinPath string
}

func fmtCommand(d *command.Tool) *cobra.Command {
	var f fmtFlags
	c := d.Command(d.Say("fmt [مسار…|-]", "fmt [PATH…|-]"), d.Say("اكتب القصص كلها بصورة واحدة", "write all manuscripts in one form"), 0, math.MaxInt, func(ctx context.Context, args []string) error {
		if f.stdinPath == "" && !slices.Contains(args, "-") {
			return format(ctx, d, f, args)
		}
		if len(args) > 1 || len(args) == 1 && args[0] != "-" || f.check || f.dryRun || f.changed != "" {
			return errors.New(d.Say("نصّ المحرر وحده: لا مسارات معه ولا --check أو --dry-run أو --changed", "an editor's text stands alone: no paths beside it, no --check, --dry-run or --changed"))
		}
		return formatStdin(d, f.stdinPath)
	})
	c.Long = d.Say(`رتّب مفاتيح صدر القصة، واحذف علامات الاقتباس التي لا تلزم والفراغ في أواخر السطور، ووحّد صورة
الحروف (NFC). لا يتغيّر معنى ولا كلمة.`,
		`Put front matter in order, drop quotation marks that are not needed and space at the ends of
lines, and compose letters (NFC). No meaning changes, and no word.`)
	set := c.Flags()
	set.BoolVar(&f.check, "check", false, d.Say("سمِّ ما ليس مرتبًا، وحالة الخروج 1، ولا تكتب شيئًا", "name what is not formatted, with exit status 1, and write nothing"))
	set.BoolVar(&f.dryRun, "dry-run", false, d.Say("أظهر الفروق ولا تكتب شيئًا", "show the differences, and write nothing"))
	set.StringVar(&f.changed, "changed", "", d.Say("ما تغيّر في git منذ `إيداع` وحده (من غير قيمة: منذ الأخير)", "only files that git says changed since a `COMMIT` (without a value: the last)"))
	set.StringVar(&f.stdinPath, "stdin-filepath", "", d.Say("النص في المدخل القياسي، وهذا `مسار` ملفه: فللأقسام والكتّاب مفاتيح تخصّها", "the text is on standard input, and this is the `PATH` of its file: sections and authors have keys of their own"))
	set.Lookup("changed").NoOptDefVal = "HEAD"
	return c
}

// formatStdin formats an editor's text; path is where it is to be saved, or "".
func formatStdin(d *command.Tool, path string) error {
	name := "stdin.md"
	if path != "" {
		var err error
		if name, err = newsroom.PlaceOf(d.Common.Source, path); err != nil {
			return err
		}
		if !site.IsManuscript(name) {
			return site.Failure("%s ليس ملف Markdown", "%s is no Markdown file", path)
		}
	}
	src, err := io.ReadAll(d.Stdin)
	if err != nil {
		return err
	}
	o, err := d.Common.Options()
	if err != nil {
		return err
	}
	out, problems := manuscript.Format(name, src, o)
	if site.Errors(problems) > 0 {
		for i := range problems {
			problems[i].Path = cmp.Or(path, "stdin")
		}
		d.PrintProblems(problems)
		return command.ErrProblems
	}
	_, err = d.Stdout.Write(out)
	return err
}

// format writes manuscripts in their form, and reports those that cannot be read.
func format(ctx context.Context, d *command.Tool, f fmtFlags, args []string) error {
	all, err := shares(ctx, d, f.changed, false, args)
	if err != nil {
		return err
	}
	var room *newsroom.Room
	if !f.check && !f.dryRun {
		if room, err = d.Common.Room(); err != nil {
			return err
		}
		defer func() { _ = room.Close() }()
	}
	chosen, changed, faulty, out := 0, 0, 0, &console.Talk{To: d.Stdout}
	for _, s := range all {
		var save func(path string, old, next []byte) error
		if room != nil {
			save = func(path string, old, next []byte) error {
				return room.Save(s.place(path), newsroom.StampOf(old), next)
			}
		}
		chosen += len(s.chosen)
		err = s.content.Format(ctx, s.chosen, save, func(p review.Formatted) {
			if len(p.Problems) > 0 {
				faulty++
				d.PrintProblems(s.Tell(p.Problems))
			}
			if p.Next == nil {
				return
			}
			changed++
			if name := "content/" + s.place(p.Path); f.dryRun && !f.check {
				_, _ = out.Write(diff.Diff("a/"+name, p.Source, "b/"+name, p.Next))
			} else {
				_, _ = fmt.Fprintln(out, site.Visible(name))
			}
		})
		if err = cmp.Or(err, out.Err); err != nil {
			return err
		}
	}
	d.Tell("%d من %d ليست بصورتها", "%d of %d were not in form", changed, chosen)
	if faulty > 0 || f.check && changed > 0 {
		return command.ErrProblems
	}
	return nil
}
