package main

import (
	"encoding/json"
	"fmt"
	"path"

	"warraq/site/intake"
	"warraq/site/intake/pasted"
)

// importReport says what an import did: to a person in sums with examples, and
// of one story all; to a machine every piece.
type importReport struct {
	intake.Summary
	*importJob
	format   string
	progress *progress
}

func (in *importJob) newReport(form string) *importReport {
	if in.common.json {
		fmt.Fprintf(in.stdout, "{\"format\":%q,\"pieces\":[", form)
	}
	return &importReport{importJob: in, format: form, progress: in.tool.progress()}
}

func (r *importReport) add(p intake.Piece, state intake.State) error {
	r.Add(p, state)
	r.progress.show(r.say("إدخال", "import"), r.Pieces, 0)
	switch {
	case r.common.json:
		comma := ","
		if r.Pieces == 1 {
			comma = ""
		}
		data, err := json.Marshal(intake.RecordOf(p, state))
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(r.stdout, "%s\n%s", comma, data)
		return err
	case r.format == pasted.Reader.Form:
		return r.tellStory(p)
	}
	return nil
}

// tellStory shows one story's path, or with --dry-run its manuscript, and what
// was guessed and dropped.
func (r *importReport) tellStory(p intake.Piece) error {
	file := path.Join("content", p.Path)
	if r.dryRun {
		if _, err := r.stdout.Write(p.Bytes()); err != nil {
			return err
		}
		fmt.Fprintf(r.stderr, "%s (%s)\n", file, r.say("لم يُكتب", "not written"))
	} else {
		fmt.Fprintln(r.stdout, file)
	}
	for _, n := range p.Notes {
		line, text := "", ""
		if n.Line > 0 {
			line = fmt.Sprintf("%d: ", n.Line)
		}
		if n.Text != "" {
			text = " «" + n.Short() + "»"
		}
		fmt.Fprintf(r.stderr, "  %s%s\n", line, r.isolate(r.noteKind(n.Kind)+": "+r.words(n.Words)+text))
	}
	return nil
}

func (r *importReport) noteKind(k intake.NoteKind) string {
	return map[intake.NoteKind]string{
		intake.Guessed: r.say("استُنتج", "guessed"), intake.Dropped: r.say("تُرك", "dropped"), intake.ToDo: r.say("للإكمال", "to do"),
	}[k]
}

// end prints the sums. Everything that was found was taken or skipped.
func (r *importReport) end(t *intake.Tally, s *intake.Shelf) error {
	r.progress.clear()
	refused := make([]string, len(t.Refused))
	for i, e := range t.Refused {
		refused[i] = r.refused(e).Error()
	}
	if r.common.json {
		data, err := json.Marshal(map[string]any{"found": t.Found, "taken": t.Taken, "skipped": t.Skipped, "refused": refused, "files": s.Counts})
		if err == nil {
			_, err = fmt.Fprintf(r.stdout, "\n],%s\n", data[1:])
		}
		return err
	}
	for _, said := range refused {
		fmt.Fprintln(r.stderr, said)
	}
	if r.format != pasted.Reader.Form {
		for _, sum := range r.Notes {
			fmt.Fprintf(r.stderr, "%s\n", r.isolate(fmt.Sprintf("%s (%d): %s", r.noteKind(sum.Kind), sum.Count, r.words(sum.Words))))
			for _, e := range sum.Examples {
				fmt.Fprintf(r.stderr, "    %s\n", e)
			}
			if more := sum.Count - len(sum.Examples); more > 0 {
				fmt.Fprintf(r.stderr, r.say("    و%d غيرها؛ الكل مع --json\n", "    and %d more; --json lists all\n"), more)
			}
		}
		fmt.Fprintf(r.stdout, "%s: %s\n", r.format, t.Found)
		fmt.Fprintf(r.stdout, "%s: %s\n", r.say("دخل", "taken"), t.Taken)
		if len(t.Skipped) > 0 {
			fmt.Fprintf(r.stdout, "%s: %s\n", r.say("لم يدخل", "skipped"), t.Skipped)
		}
		fmt.Fprintf(r.stdout, "%s: %s\n", r.say("الملفات", "files"), s.Counts)
	}
	for i, p := range r.Kept {
		if i == mostAlike {
			fmt.Fprintf(r.stderr, r.say("و%d غيرها\n", "and %d more\n"), len(r.Kept)-i)
			break
		}
		fmt.Fprintf(r.stderr, "%s: %s\n", p, r.say("يختلف عما كان سيُكتب، فبقي كما هو؛ --overwrite يكتب فوقه", "differs from what would be written, and stays; --overwrite writes over it"))
	}
	return nil
}
