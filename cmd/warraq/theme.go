package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"warraq/cmd/warraq/command"
	"warraq/cmd/warraq/release"
	"warraq/site"
	"warraq/site/console"
	"warraq/site/folders"
	"warraq/site/newsroom"
	"warraq/site/press"
	"warraq/site/press/assets"
	"warraq/site/theme/copies"
	"warraq/site/theme/views"
	"warraq/static"
	"warraq/templates"
)

// themeCommand groups what a theme's author does.
func themeCommand(d *command.Tool) *cobra.Command {
	group := &cobra.Command{
		Use: "theme", Short: d.Say("القوالب: ما هي، وانسخ منها ما تغيّره", "the templates: which there are, and copies of what you change"),
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	group.AddCommand(
		d.Command("list", d.Say("ملفات القوالب، وما لكم منها", "the files of the theme, and which are yours"), 0, 0, func(context.Context, []string) error { return listTheme(d) }),
		d.Command(d.Say("eject مسار…", "eject PATH…"), d.Say("انسخ ملفات من القوالب الأصلية لتغيّرها", "copy files of the built-in theme, to change them"), 1, 1000, func(_ context.Context, args []string) error { return eject(d, args) }),
		d.Command(d.Say("diff [مسار…]", "diff [PATH…]"), d.Say("فرق ما عندكم عن القوالب الأصلية", "how your copies differ from the built-in files"), 0, 1000, func(_ context.Context, args []string) error { return diffTheme(d, args) }),
		d.Command(d.Say("view [قالب]", "view [TEMPLATE]"), d.Say("ما يستطيع القالب أن يسميه من حقول", "the fields that a template may name"), 0, 1, func(_ context.Context, args []string) error { return describeView(d, args) }),
		d.Command("check", d.Say("راجع القوالب قبل أن تُصنع بها صفحة: ما تسميه وليس في صفحاتها، وما لا يُستعمل", "look at the templates before a page is made: what they name and is not there, and what is not used"), 0, 0, func(ctx context.Context, _ []string) error { return checkTheme(ctx, d) }),
	)
	return group
}

// checkTheme tells what is wrong with the templates, each fault once.
func checkTheme(ctx context.Context, d *command.Tool) error {
	in, err := d.Input()
	if err != nil {
		return err
	}
	paper, err := press.Prepare(ctx, in)
	if err != nil {
		return err
	}
	problems := slices.DeleteFunc(paper.Problems, func(p site.Problem) bool { return !strings.HasPrefix(p.Rule, "theme/") })
	told := func(p site.Problem) bool { // by the build
		return slices.ContainsFunc(paper.Problems, func(known site.Problem) bool { return known.Path == p.Path && known.Line == p.Line })
	}
	problems = append(problems, slices.DeleteFunc(press.CheckTheme(paper), told)...)
	if own, err := fs.Sub(in.Source, "static"); err == nil {
		problems = append(problems, assets.Lost(own, folders.Overlay(in.Source, "static", in.Static))...)
	}
	slices.SortStableFunc(problems, site.ComparePlaces)
	d.PrintProblems(problems)
	if site.Errors(problems) > 0 {
		return command.ErrProblems
	}
	return d.Answer("القوالب سليمة: لا خطأ، وتحذيرات: %d", "the templates are fine: no errors, %d warnings", len(problems))
}

// copiesOf is the built-in theme beside the newsroom's files.
func copiesOf(d *command.Tool) (copies.Theme, error) {
	files, err := newsroom.OpenFiles(d.Common.Source) // open until the command ends
	return copies.Theme{BuiltIn: map[string]fs.FS{"templates": templates.FS, "static": static.FS}, Newsroom: files}, err
}

func listTheme(d *command.Tool) error {
	t, err := copiesOf(d)
	if err != nil {
		return err
	}
	lines, err := t.Lines(d.Say)
	_, printed := fmt.Fprint(&console.Talk{To: d.Stdout}, strings.Join(lines, ""))
	return cmp.Or(err, printed)
}

// eject writes copies of built-in files into the newsroom. It never writes over a file.
func eject(d *command.Tool, paths []string) (err error) {
	t, err := copiesOf(d)
	if err != nil {
		return err
	}
	room, err := newsroom.Open(d.Common.Source)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, room.Close()) }()
	for _, name := range paths {
		name = filepath.ToSlash(filepath.Clean(name))
		data, err := t.Read(name)
		if err != nil {
			return t.Lacks(name)
		}
		if err := room.Save(name, "", copies.Marked(name, release.Version(), data)); err != nil {
			return err
		}
		if err := d.Answer("%s", "%s", filepath.Join(d.Common.Source, filepath.FromSlash(name))); err != nil {
			return err
		}
	}
	return nil
}

func diffTheme(d *command.Tool, paths []string) error {
	t, err := copiesOf(d)
	if err != nil {
		return err
	}
	text, err := t.Differences(paths, diff.Diff)
	_, printed := d.Stdout.Write(text)
	return cmp.Or(err, printed)
}

// describeView prints the fields that a template may name, and those of the values in them.
func describeView(d *command.Tool, args []string) error {
	templates := slices.Sorted(maps.Keys(views.ByTemplate))
	if len(args) == 0 {
		return d.Answer("%s", "%s", strings.Join(templates, "\n"))
	}
	name := strings.TrimPrefix(filepath.ToSlash(args[0]), "templates/")
	view := views.Of(name)
	if view == nil {
		view = views.Of(name + ".html")
	}
	if view == nil {
		return site.Failure("لا قالب صفحة باسم %q؛ القوالب: %s", "there is no template of a page named %q; there are: %s", args[0], strings.Join(templates, " "))
	}
	_, err := d.Stdout.Write(views.Describe(view))
	return err
}
