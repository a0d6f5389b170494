package desk

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/building"
	"warraq/cmd/warraq/command"
	"warraq/site/cache"
	"warraq/site/edition"
	"warraq/site/press"
	"warraq/site/press/editions"
	"warraq/site/publish/places"
)

// StatusCommand is warraq status.
func StatusCommand(d *command.Tool) *cobra.Command {
	var all bool
	c := d.Command("status", d.Say("ما المنشور، وما ينتظر وقته، وما المسودات، وما تغيّر منذ آخر نشر", "what is live, what waits for its time, what is a draft, and what changed since the last deploy"), 0, 0, func(ctx context.Context, _ []string) error {
		return status(ctx, d, all)
	})
	c.Flags().BoolVar(&all, "all", false, d.Say("اذكر كل قصة، والمنشور أيضًا", "name each story, those that are live too"))
	return c
}

// standing is where a story stands, for machines.
type standing struct {
	Path    string        `json:"path"`
	Title   string        `json:"title"`
	State   edition.State `json:"state"`
	At      *time.Time    `json:"at,omitempty"`
	Until   *time.Time    `json:"until,omitempty"`
	Address string        `json:"address,omitempty"`
	Release string        `json:"release,omitempty"`
	Changed []string      `json:"changed,omitempty"` // the targets that have an older version
}

// report is the whole answer, for machines.
type report struct {
	Now     time.Time             `json:"now"`
	NextDue *time.Time            `json:"next_due"`
	Counts  map[edition.State]int `json:"counts"`
	Targets []places.Last         `json:"targets"`
	Stories []standing            `json:"stories"`
}

// status says where all stories stand.
func status(ctx context.Context, d *command.Tool, all bool) error {
	in, err := d.Input()
	if err != nil {
		return err
	}
	if in.Store, err = cache.Open(filepath.Join(d.Common.Source, ".warraq"), building.ToolVersion()); err != nil {
		return err
	}
	in.NoImages = true
	says := report{Counts: map[edition.State]int{}, Targets: []places.Last{}, Stories: []standing{}}
	if kept, err := fs.Sub(in.Source, ".warraq"); err == nil {
		says.Targets = append(says.Targets, places.LastOf(kept)...)
	}
	sisters, _ := editions.Of(in) // the build tells
	for _, e := range sisters {
		if e.Key != "" {
			e.In.Store = nil // it is of the main edition
		}
		paper, err := press.Prepare(ctx, e.In)
		if err != nil {
			return err
		}
		says.add(paper, e)
	}
	if d.Common.JSON {
		return d.WriteJSON(says, "")
	}
	return says.print(d, all)
}

// add says where the stories of one edition stand.
func (r *report) add(paper *press.Paper, e editions.Edition) {
	zone := paper.Edition.Zone()
	if e.Key == "" {
		r.Now = e.In.Clock.Now.In(zone)
	}
	if due := paper.Edition.NextDue; !due.IsZero() && (r.NextDue == nil || due.Before(*r.NextDue)) {
		r.NextDue = &due
	}
	for _, w := range press.Wheres(paper) {
		s := standing{Path: path.Join("content", e.Folder, w.Path), Title: w.Title, State: w.State, At: timeIn(w.At, zone), Until: timeIn(w.Until, zone), Address: w.Address, Release: w.Release}
		s.Changed = changedSince(e.In.Source, w, e.In.Clock.Now, r.Targets)
		r.Counts[w.State]++
		r.Stories = append(r.Stories, s)
	}
}

// timeIn is a time in a zone; nil where there is none.
func timeIn(t time.Time, zone *time.Location) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.In(zone)
	return &t
}

// changedSince gives the targets that have another version of a story than is here: its file
// was saved after the deploy began, or its time came.
func changedSince(source fs.FS, w edition.Where, now time.Time, targets []places.Last) (out []string) {
	info, err := fs.Stat(source, "content/"+w.Path)
	for _, t := range targets {
		saved := err == nil && info.ModTime().After(t.Began)
		came := w.At.After(t.Began) && !w.At.After(now) && (w.State == edition.Live || w.State == edition.Expired)
		if saved || came {
			out = append(out, t.Target)
		}
	}
	return out
}

// stateWords are the states as they are printed, in their order.
var stateWords = []struct {
	state  edition.State
	ar, en string
	listed bool
}{
	{edition.Faulty, "فيها خطأ، فلا تُنشر", "with an error, left out", true},
	{edition.Due, "تنتظر وقتها", "waiting for their time", true},
	{edition.Held, "تنتظر مجموعتها", "held for their release", true},
	{edition.Draft, "مسودات", "drafts", true},
	{edition.Withdrawn, "مسحوبة", "withdrawn", true},
	{edition.Expired, "زالت", "expired", true},
	{edition.Live, "منشورة", "live", false},
}

// print shows the answer to a person.
func (r *report) print(d *command.Tool, all bool) (err error) {
	say := func(ar, en string, args ...any) { err = errors.Join(err, d.Answer(ar, en, args...)) }
	for _, w := range stateWords {
		if r.Counts[w.state] == 0 {
			continue
		}
		say("%[2]s: %[3]d", "%[1]s: %[3]d", w.en, w.ar, r.Counts[w.state])
		shown := 0
		for _, s := range r.Stories {
			if s.State != w.state || !w.listed && !all {
				continue
			}
			if shown++; shown > command.MostAlike && !all {
				say("  و%d غيرها؛ الكل مع --all", "  and %d more; --all lists them", r.Counts[w.state]-command.MostAlike)
				break
			}
			at := ""
			if s.At != nil {
				at = s.At.Format(time.RFC3339)
			}
			if s.State == edition.Held {
				say("  %[1]s %[2]s %[3]s (%[4]s)", "  %[1]s %[2]s %[3]s (%[4]s)", cmp.Or(at, "—"), s.Path, s.Title, s.Release)
				continue
			}
			say("  %[1]s %[2]s %[3]s", "  %[1]s %[2]s %[3]s", cmp.Or(at, "—"), s.Path, s.Title)
		}
	}
	for _, t := range r.Targets {
		changed := slices.DeleteFunc(slices.Clone(r.Stories), func(s standing) bool { return !slices.Contains(s.Changed, t.Target) })
		say("%s: النشرة %d في %s، وتغيّر بعدها: %d", "%s: edition %d of %s; changed since: %d", t.Target, t.Edition, t.Began.In(r.Now.Location()).Format(time.RFC3339), len(changed))
		for i, s := range changed {
			if i == command.MostAlike && !all {
				break
			}
			say("  %s %s", "  %s %s", s.Path, s.Title)
		}
	}
	if r.NextDue != nil {
		say("يتغيّر الموقع بنفسه في %s", "the site changes by itself at %s", r.NextDue.Format(time.RFC3339))
	}
	return err
}
