package shelf

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"warraq/site"
	"warraq/site/intake"
	"warraq/site/manuscript"
	"warraq/site/newsroom"
	"warraq/site/uri"
)

// Newsroom is the folder that an archive comes into.
type Newsroom struct {
	Content fs.FS
	Options func() (manuscript.Options, error) // those of its edition.yaml, or the defaults, at the moment
	Samples fs.FS                              // what init writes, with {{date}} for its day
	Room    *newsroom.Room                     // nil if nothing is to be written
}

// Newsroom is the folder of a shelf. A dry run changes nothing in it.
func (s *Shelf) Newsroom(content fs.FS, options func() (manuscript.Options, error), samples fs.FS) Newsroom {
	n := Newsroom{Content: content, Options: options, Samples: samples}
	if !s.DryRun {
		n.Room = s.Room
	}
	return n
}

// Welcome makes the folder ready for an archive: samples that nobody changed go, so
// that they are not published among the stories that come in. It gives words on that, what
// the archive says of the whole site, as an edition.yaml where there is none, and the
// options of the import.
func (n Newsroom) Welcome(source *intake.Source, o intake.Options, say func(ar, en string) string) (said string, edition []byte, _ intake.Options, err error) {
	if o.Options, err = n.Options(); err != nil {
		return "", nil, o, err
	}
	says := source.Says(o)
	isThere := func() bool { _, err := fs.Stat(n.Content, site.SettingsFile); return err == nil }
	if isThere() && says.Zone() == nil && o.Zone != nil {
		says.TimeZone = o.Zone.String()
	}
	edition = says.Edition()
	if n.Room != nil {
		dropped, err := n.dropSamples(edition != nil && says.Title != "", sync.OnceValues(func() (bool, error) { return hasPiece(source, o) }))
		if err != nil {
			return "", nil, o, err
		}
		if dropped > 0 {
			said = fmt.Sprintf(say("حُذفت عينات init التي لم تُمسّ: %d\n", "removed the samples of init that nobody changed: %d\n"), dropped)
		}
	}
	if o.Options, err = n.Options(); err != nil {
		return "", nil, o, err
	}
	if isThere() {
		o.BasePath = basePath(n.ownBase(o))
		return said, nil, o, nil
	}
	o.BasePath, o.Taxonomies = basePath(says.BaseURL), says.Own()
	o.Lang = cmp.Or(says.Lang(), o.Lang)
	if zone := says.Zone(); zone != nil {
		o.Zone = zone
	}
	return said, edition, o, nil
}

// ownBase is the base_url of the newsroom's own settings.
func (n Newsroom) ownBase(o intake.Options) string {
	data, err := fs.ReadFile(n.Content, site.SettingsFile)
	if err != nil {
		return ""
	}
	m, _ := intake.ReadSettings(site.SettingsFile, data, o.Options)
	return m.Text("base_url")
}

// basePath is the path of a base URL, as a person reads it; "" for one that the
// build would refuse.
func basePath(address string) string {
	clean, ok := site.CleanBaseURL(address)
	if !ok {
		return ""
	}
	return uri.Decoded((&site.Config{BaseURL: clean}).BasePath())
}

// dropSamples removes what init made and nobody changed. settings says whether
// edition.yaml goes too, worth whether anything comes in their place.
func (n Newsroom) dropSamples(settings bool, worth func() (bool, error)) (dropped int, err error) {
	err = fs.WalkDir(n.Samples, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		form, err := fs.ReadFile(n.Samples, name)
		if err != nil {
			return err
		}
		own := name[strings.Index(name, "content/")+len("content/"):]
		data, err := fs.ReadFile(n.Content, own)
		if err != nil || !isSample(form, data) || own == site.SettingsFile && !settings {
			return nil //nolint:nilerr // it is gone, or it is a person's own
		}
		if ok, err := worth(); err != nil || !ok {
			return err
		}
		dropped++
		return n.Room.Remove("content/"+own, newsroom.StampOf(data))
	})
	return dropped, err
}

// hasPiece says whether something comes out of a source. Samples do not go for one that
// is refused.
func hasPiece(source *intake.Source, o intake.Options) (bool, error) {
	enough := errors.New("one piece is enough")
	_, err := source.Read(o, func(intake.Piece) error { return enough })
	if errors.Is(err, enough) {
		return true, nil
	}
	return false, err
}

// isSample says that a file is what init wrote, on whatever day.
func isSample(form, data []byte) bool {
	for i, part := range bytes.Split(form, []byte("{{date}}")) {
		if i > 0 {
			data = data[min(len(data), len("2006-01-02")):]
		}
		rest, ok := bytes.CutPrefix(data, part)
		if !ok {
			return false
		}
		data = rest
	}
	return len(data) == 0
}

// mostNamed is how many of what is skipped for one reason are named.
const mostNamed = 5

// LeftOut says what was skipped, a line for each reason, with the names of a few.
func LeftOut(t *intake.Tally, say func(ar, en string) string) (lines []string) {
	for _, reason := range slices.Sorted(maps.Keys(t.Left)) {
		names := t.Left[reason]
		lines = append(lines, fmt.Sprintf("%s (%d): %s: %s", say("لم يدخل", "skipped"), len(names), reason, strings.Join(names[:min(len(names), mostNamed)], "، ")))
	}
	if n := t.Missing(); n != 0 {
		lines = append(lines, fmt.Sprintf(say("الحساب ناقص: %d مما في المصدر لا أثر له؛ أخبرنا", "the sum is wrong: %d of the source are neither taken nor skipped; please report this"), n))
	}
	return lines
}
