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

	"warraq/site"
	"warraq/site/console"
	"warraq/site/newsroom"
	"warraq/site/theme/copies"
	"warraq/site/theme/views"
	"warraq/static"
	"warraq/templates"
)

// themeCommand groups what a theme's author does.
func themeCommand(d *tool) *cobra.Command {
	group := &cobra.Command{
		Use: "theme", Short: d.say("القوالب: ما هي، وانسخ منها ما تغيّره", "the templates: which there are, and copies of what you change"),
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	group.AddCommand(
		d.command("list", d.say("ملفات القوالب، وما لكم منها", "the files of the theme, and which are yours"), 0, 0, func(context.Context, []string) error { return listTheme(d) }),
		d.command(d.say("eject مسار…", "eject PATH…"), d.say("انسخ ملفات من القوالب الأصلية لتغيّرها", "copy files of the built-in theme, to change them"), 1, 1000, func(_ context.Context, args []string) error { return eject(d, args) }),
		d.command(d.say("diff [مسار…]", "diff [PATH…]"), d.say("فرق ما عندكم عن القوالب الأصلية", "how your copies differ from the built-in files"), 0, 1000, func(_ context.Context, args []string) error { return diffTheme(d, args) }),
		d.command(d.say("view [قالب]", "view [TEMPLATE]"), d.say("ما يستطيع القالب أن يسميه من حقول", "the fields that a template may name"), 0, 1, func(_ context.Context, args []string) error { return describeView(d, args) }),
	)
	return group
}

// copiesOf is the built-in theme beside the newsroom's files.
func copiesOf(d *tool) (copies.Theme, error) {
	files, err := newsroom.OpenFiles(d.common.source) // open until the command ends
	return copies.Theme{BuiltIn: map[string]fs.FS{"templates": templates.FS, "static": static.FS}, Newsroom: files}, err
}

func listTheme(d *tool) error {
	t, err := copiesOf(d)
	if err != nil {
		return err
	}
	lines, err := t.Lines(d.say)
	_, printed := fmt.Fprint(&console.Talk{To: d.stdout}, strings.Join(lines, ""))
	return cmp.Or(err, printed)
}

// eject writes copies of built-in files into the newsroom. It never writes over a file.
func eject(d *tool, paths []string) (err error) {
	t, err := copiesOf(d)
	if err != nil {
		return err
	}
	room, err := newsroom.Open(d.common.source)
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
		if err := room.Save(name, "", copies.Marked(name, version(), data)); err != nil {
			return err
		}
		if err := d.answer("%s", "%s", filepath.Join(d.common.source, filepath.FromSlash(name))); err != nil {
			return err
		}
	}
	return nil
}

func diffTheme(d *tool, paths []string) error {
	t, err := copiesOf(d)
	if err != nil {
		return err
	}
	text, err := t.Differences(paths, diff.Diff)
	_, printed := d.stdout.Write(text)
	return cmp.Or(err, printed)
}

// describeView prints the fields that a template may name, and those of the values in them.
func describeView(d *tool, args []string) error {
	templates := slices.Sorted(maps.Keys(views.ByTemplate))
	if len(args) == 0 {
		return d.answer("%s", "%s", strings.Join(templates, "\n"))
	}
	name := strings.TrimPrefix(filepath.ToSlash(args[0]), "templates/")
	view := views.ByTemplate[cmp.Or(strings.TrimSuffix(name, ".html"), name)+".html"]
	if view == nil {
		return site.Failure("لا قالب صفحة باسم %q؛ القوالب: %s", "there is no template of a page named %q; there are: %s", args[0], strings.Join(templates, " "))
	}
	_, err := d.stdout.Write(views.Describe(view))
	return err
}
