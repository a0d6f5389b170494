package importing

import (
	"cmp"
	"encoding/json"
	"fmt"
	"path"
	"slices"

	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/console"
	"warraq/site/intake"
	"warraq/site/intake/pasted"
	"warraq/site/intake/shelf"
	"warraq/site/intake/webpage"
)

// importReport says what an import did: to a person in sums with examples, and
// of one story all; to a machine every piece.
type importReport struct {
	shelf.Summary
	*importJob
	format   string
	progress *console.Progress
}

func (in *importJob) newReport(form string) *importReport {
	if in.Common.JSON {
		fmt.Fprintf(in.Stdout, "{\"format\":%q,\"pieces\":[", form)
	}
	return &importReport{importJob: in, format: form, progress: in.Progress()}
}

func (r *importReport) add(p intake.Piece, state shelf.State) error {
	r.Add(p, state)
	r.progress.Show(r.Say("إدخال", "import"), r.Pieces, 0)
	switch {
	case r.Common.JSON:
		comma := ","[:min(1, r.Pieces-1)]
		data, err := json.Marshal(shelf.RecordOf(p, state))
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(r.Stdout, "%s\n%s", comma, console.JSON(data))
		return err
	case r.format == pasted.Reader.Form, r.format == webpage.Form:
		return r.tellStory(p)
	}
	return nil
}

// tellStory shows one story's path, or with --dry-run its manuscript, and what
// was guessed and dropped.
func (r *importReport) tellStory(p intake.Piece) error {
	file := path.Join("content", p.Path)
	if r.dryRun {
		if _, err := (&console.Talk{To: r.Stdout}).Write(p.Bytes()); err != nil {
			return err
		}
		r.Tell("%s (لم يُكتب)", "%s (not written)", file)
	} else {
		if err := r.Answer("%s", "%s", file); err != nil {
			return err
		}
	}
	for _, line := range shelf.Told(p, r.Say) {
		fmt.Fprintf(r.Stderr, "  %s\n", r.Isolate(line))
	}
	return nil
}

// end prints the sums. Everything that was found was taken or skipped.
func (r *importReport) end(t *intake.Tally, s *shelf.Shelf) error {
	r.progress.Clear()
	var refused []string
	var result error
	for _, e := range append(t.Refused, s.Unread...) {
		refused, result = append(refused, site.Reason(r.refused(e)).In(r.Lang)), command.ErrProblems
	}
	if r.Common.JSON {
		data, err := json.Marshal(map[string]any{"found": t.Found, "taken": t.Taken, "drafts": t.Drafts, "skipped": t.Skipped, "left": t.Left,
			"missing": t.Missing(), "refused": append([]string{}, refused...), "notes": t.Notes, "files": s.Counts})
		if err == nil {
			_, err = fmt.Fprintf(r.Stdout, "\n],%s\n", console.JSON(data[1:]))
		}
		return cmp.Or(err, result)
	}
	for _, line := range refused {
		fmt.Fprintln(r.Stderr, line)
	}
	lines := r.KeptLines(r.Say, command.MostAlike)
	if r.format != pasted.Reader.Form {
		fmt.Fprintln(r.Stdout, shelf.Sums(r.format, t, s, r.Say))
		lines = slices.Concat(r.Lines(r.Say), shelf.LeftOut(t, r.Say), lines)
	}
	for _, note := range t.Notes {
		lines = append(lines, r.Words(note))
	}
	for _, line := range lines {
		fmt.Fprintln(r.Stderr, r.Isolate(line))
	}
	return result
}
