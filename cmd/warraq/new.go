package main

import (
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"warraq/site/intake"
	"warraq/site/manuscript"
	"warraq/site/newsroom"
	"warraq/site/settings"
)

func newCommand(d *desk) *cobra.Command {
	var section string
	c := &cobra.Command{
		Use:   d.say("new عنوان…", "new TITLE…"),
		Short: d.say("ابدأ قصة جديدة", "start a new story"),
		Args:  d.takes(1, math.MaxInt),
		RunE: func(_ *cobra.Command, args []string) error {
			return d.newStory(strings.Join(args, " "), section)
		},
	}
	c.Flags().StringVar(&section, "section", "", d.say("`مجلد` القسم في content", "the section's `FOLDER` under content"))
	_ = c.RegisterFlagCompletionFunc("section", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return d.sections(), cobra.ShellCompDirectiveNoFileComp
	})
	return c
}

// newStory writes a dated draft. It never writes over a file.
func (d *desk) newStory(title, section string) error {
	path, data := manuscript.Scaffold(title, section, d.now(), d.options())
	file := filepath.Join(d.common.source, "content", filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Join(d.common.source, "content"), 0o755); err != nil {
		return err
	}
	room, err := d.room()
	if err != nil {
		return err
	}
	defer func() { _ = room.Close() }()
	if err := room.Save(path, "", data); err != nil {
		return err
	}
	_, err = fmt.Fprintln(d.stdout, file)
	return err
}

// room opens the content folder for writing.
func (d *desk) room() (*newsroom.Room, error) {
	return newsroom.Open(filepath.Join(d.common.source, "content"))
}

// now is the clock in the edition's zone.
func (d *desk) now() time.Time { return d.common.clock.In(d.options().Zone) }

// options are those of the edition at hand, or the defaults.
func (d *desk) options() manuscript.Options {
	config := settings.DefaultConfig()
	if data, err := os.ReadFile(filepath.Join(d.common.source, "content", "edition.yaml")); err == nil {
		if c, _ := settings.ParseConfig("edition.yaml", data); c != nil {
			config = c
		}
	}
	o := manuscript.Options{Zone: config.Zone, Lang: config.Language, Digits: config.Digits}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	return o
}

// contentFolder is the content folder for reading.
func (d *desk) contentFolder() fs.FS { return os.DirFS(filepath.Join(d.common.source, "content")) }

// sections lists the folders of sections for shell completion.
func (d *desk) sections() []string {
	return slices.Sorted(maps.Values(intake.SectionsOf(d.contentFolder(), d.options())))
}
