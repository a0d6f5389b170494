package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"warraq/site"
	"warraq/site/intake"
	"warraq/site/manuscript"
	"warraq/site/newsroom"
	"warraq/site/settings"
)

func newCommand(d *tool) *cobra.Command {
	var section string
	c := d.command(d.say("new عنوان…", "new TITLE…"), d.say("ابدأ قصة جديدة", "start a new story"), 1, math.MaxInt, func(_ context.Context, args []string) error {
		return d.newStory(strings.Join(args, " "), section)
	})
	c.Flags().StringVar(&section, "section", "", d.say("`مجلد` القسم في content", "the section's `FOLDER` under content"))
	_ = c.RegisterFlagCompletionFunc("section", d.common.sections)
	return c
}

// newStory writes a dated draft. It never writes over a file.
func (d *tool) newStory(title, section string) error {
	section, err := sectionFolder(section)
	if err != nil {
		return err
	}
	if title = settings.Clean(title); site.CleanTarget(title) == "" {
		return site.Failure("لا كلمة في العنوان", "the title has no word")
	}
	o, err := d.common.options()
	if err != nil {
		return err
	}
	path, data := manuscript.Scaffold(title, section, d.common.clock.In(o.Zone), o)
	room, err := newsroom.Make(filepath.Join(d.common.source, "content"), ".")
	if err != nil {
		return err
	}
	defer func() { _ = room.Close() }()
	if err := room.Save(path, "", data); err != nil {
		return err
	}
	return d.answer("%s", "%s", filepath.Join(d.common.source, "content", filepath.FromSlash(path)))
}

// sectionFolder is a section's folder as a person names it, if stories can lie there.
func sectionFolder(section string) (string, error) {
	if section = strings.TrimSuffix(filepath.ToSlash(section), "/"); section == "" || manuscript.IsSectionDir(section) {
		return section, nil
	}
	return "", site.Failure("القسم %q لا يصلح مجلدًا للقصص داخل content: اسمه مخفيّ أو محجوز أو خارجه أو لا تقبله الأقراص",
		"the section %q is no folder under content for stories: its name is hidden, reserved, outside, or none that every disk takes", section)
}

func (f *flags) content() fs.FS { return newsroom.Content(f.source) }

func (f *flags) room() (*newsroom.Room, error) {
	room, err := newsroom.Open(filepath.Join(f.source, "content"))
	if err == nil {
		room.Sweep(".")
	}
	return room, err
}

// options are those of the edition at hand, or the defaults.
func (f *flags) options() (manuscript.Options, error) {
	c := settings.DefaultConfig()
	data, err := fs.ReadFile(f.content(), site.SettingsFile)
	if err == nil {
		c, _ = settings.ParseConfig(site.SettingsFile, data)
	} else if errors.Is(err, fs.ErrNotExist) {
		err = nil
	} else {
		p := manuscript.Unreadable(site.SettingsFile, err)
		err = site.Failure("%s: %s", "%s: %s", p.Path, p.Message)
	}
	return manuscript.Options{Zone: cmp.Or(c.Zone, time.UTC), Lang: c.Language, Digits: c.Digits, Types: c.Types}, err
}

func (f *flags) sections(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	o, _ := f.options()
	names := slices.Sorted(maps.Values(intake.SectionsOf(f.content(), o)))
	hostile := func(name string) bool { return site.Visible(name) != name } // a shell would print it
	return slices.DeleteFunc(names, hostile), cobra.ShellCompDirectiveNoFileComp
}
