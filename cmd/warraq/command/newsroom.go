package command

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"path"
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

// SectionFolder is a section's folder as a person names it, if stories can lie there.
func SectionFolder(section string) (string, error) {
	if section = strings.TrimSuffix(filepath.ToSlash(section), "/"); section == "" || manuscript.IsSectionDir(section) {
		return section, nil
	}
	return "", site.Failure("القسم %q لا يصلح مجلدًا للقصص داخل content: اسمه مخفيّ أو محجوز أو خارجه أو لا تقبله الأقراص",
		"the section %q is no folder under content for stories: its name is hidden, reserved, outside, or none that every disk takes", section)
}

// Content is the folder of manuscripts, for reading.
func (f *Flags) Content() fs.FS { return newsroom.Content(f.Source) }

// Room is that folder for writing. What a killed run left behind is swept away.
func (f *Flags) Room() (*newsroom.Room, error) {
	room, err := newsroom.Open(filepath.Join(f.Source, "content"))
	if err == nil {
		room.Sweep(".")
	}
	return room, err
}

// Options are those of the edition at hand, or the defaults.
func (f *Flags) Options() (manuscript.Options, error) {
	c := settings.DefaultConfig()
	data, err := fs.ReadFile(f.Content(), site.SettingsFile)
	if err == nil {
		c, _ = settings.ParseConfig(site.SettingsFile, data)
	} else if errors.Is(err, fs.ErrNotExist) {
		err = nil
	} else {
		p := manuscript.Unreadable(site.SettingsFile, err)
		err = site.Failure("%s: %s", "%s: %s", p.Path, p.Message)
	}
	return manuscript.Options{Zone: cmp.Or(c.Zone, time.UTC), Lang: c.Language, Digits: c.Digits, Fields: c.Fields, Types: c.Types, Taxonomies: c.Taxonomies}, err
}

// In gives the folder and the options of an edition of a paper in several languages, for stories of a section:
// "news" of the edition en is "en/news". The main one is "".
func (f *Flags) In(edition, section string) (string, manuscript.Options, error) {
	section, err := SectionFolder(section)
	if err != nil {
		return "", manuscript.Options{}, err
	}
	o, err := f.Options()
	if err != nil || edition == "" {
		return section, o, err
	}
	main, _ := manuscript.Settings(f.Content(), "") // the build tells of its faults
	var known []string
	for _, s := range main.Sisters {
		if known = append(known, cmp.Or(s.Key, s.Lang)); s.Key == "" && edition == s.Lang {
			return section, o, nil
		} else if s.Key == "" || s.Key != edition {
			continue
		}
		c, _ := manuscript.SettingsOf(f.Content(), "", s.Key, f.Clock, nil)
		o = manuscript.Options{Zone: cmp.Or(c.Zone, time.UTC), Lang: c.Language, Digits: c.Digits, Fields: c.Fields, Types: c.Types, Taxonomies: c.Taxonomies}
		return path.Join(s.Folder, section), o, nil
	}
	if len(known) == 0 {
		return "", o, site.Failure("الجريدة طبعة واحدة؛ الطبعات تُكتب في editions في edition.yaml", "the paper is one edition; others stand in editions in edition.yaml")
	}
	return "", o, site.Failure("لا طبعة باسم %s؛ المعروف: %s", "there is no edition %s; known are: %s", edition, strings.Join(known, " "))
}

// Sections completes the names of sections.
func (f *Flags) Sections(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	o, _ := f.Options()
	names := slices.Sorted(maps.Values(intake.SectionsOf(f.Content(), o)))
	hostile := func(name string) bool { return site.Visible(name) != name } // a shell would print it
	return slices.DeleteFunc(names, hostile), cobra.ShellCompDirectiveNoFileComp
}
