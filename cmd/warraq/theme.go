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
	files, err := t.List()
	for _, f := range files {
		state := map[copies.State]string{
			copies.BuiltIn: "", copies.Own: d.say("لكم", "yours"), copies.Same: d.say("نسخة لم تتغير: يمكن حذفها", "an unchanged copy: it can go"),
			copies.Behind: d.say("لكم، وتغيّر الأصل بعدها", "yours, and the built-in file has changed since"), copies.Added: d.say("لكم وحدكم", "yours alone"),
		}[f.State]
		if f.From != "" {
			state += d.say("؛ من ", "; from ") + f.From
		}
		_, printed := fmt.Fprintln(d.stdout, strings.TrimRight(fmt.Sprintf("%-44s %s", site.Visible(f.Path), state), " "))
		err = cmp.Or(err, printed)
	}
	return err
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
			return noThemeFile(t, name)
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

// noThemeFile says that the built-in theme has no file of a path, and which is meant perhaps.
func noThemeFile(t copies.Theme, name string) error {
	if near := t.Near(name); near != "" {
		return site.Failure("لا ملف باسم %s في القوالب الأصلية؛ لعلك تقصد %s", "the built-in theme has no file %s; did you mean %s?", name, near)
	}
	return site.Failure("لا ملف باسم %s في القوالب الأصلية؛ الملفات في warraq theme list", "the built-in theme has no file %s; warraq theme list names the files", name)
}

func diffTheme(d *tool, paths []string) error {
	t, err := copiesOf(d)
	if err != nil {
		return err
	}
	files, err := t.List()
	if err != nil {
		return err
	}
	for _, f := range files {
		isAsked := len(paths) == 0 || slices.ContainsFunc(paths, func(p string) bool { return filepath.ToSlash(filepath.Clean(p)) == f.Path })
		if !isAsked || f.State != copies.Own && f.State != copies.Behind {
			continue
		}
		builtIn, err := t.Read(f.Path)
		if err != nil {
			return err
		}
		own, err := fs.ReadFile(t.Newsroom, f.Path)
		if err != nil {
			return err
		}
		if _, err := d.stdout.Write(diff.Diff("warraq/"+f.Path, builtIn, f.Path, copies.Unmarked(own))); err != nil {
			return err
		}
	}
	return nil
}

// describeView prints the fields that a template may name, and those of the values in them.
func describeView(d *tool, args []string) error {
	if len(args) == 0 {
		for _, name := range slices.Sorted(maps.Keys(views.ByTemplate)) {
			if err := d.answer("%s", "%s", name); err != nil {
				return err
			}
		}
		return nil
	}
	name := strings.TrimPrefix(filepath.ToSlash(args[0]), "templates/")
	view := views.ByTemplate[cmp.Or(strings.TrimSuffix(name, ".html"), name)+".html"]
	if view == nil {
		return site.Failure("لا قالب صفحة باسم %q؛ القوالب: %s", "there is no template of a page named %q; there are: %s", args[0], strings.Join(slices.Sorted(maps.Keys(views.ByTemplate)), " "))
	}
	_, err := d.stdout.Write(views.Describe(view))
	return err
}
