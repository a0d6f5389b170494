package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"warraq/site/intake"
	"warraq/site/intake/pasted"
)

// importReport tells what an import did: to a person in sums with examples, and
// of one story all; to a machine every piece.
type importReport struct {
	desk     *desk
	flags    importFlags
	format   string
	single   bool // pasted copy: one story
	pieces   int
	notes    map[string]*noteSum
	order    []string // of the notes' first coming
	kept     []string
	progress *progress
}

// noteSum are the notes of one kind and message.
type noteSum struct {
	note     intake.Note
	count    int
	examples []string
}

// mostExamples is how many places of one note are shown.
const mostExamples = 3

func (d *desk) newReport(f importFlags, form string) *importReport {
	r := &importReport{desk: d, flags: f, format: form, single: form == pasted.Reader.Form, notes: map[string]*noteSum{}, progress: d.progress()}
	if d.common.json {
		fmt.Fprintf(d.stdout, "{\"format\":%q,\"pieces\":[", form)
	}
	return r
}

// pieceJSON is a piece for machines.
type pieceJSON struct {
	Path   string       `json:"path"`
	Kind   intake.Kind  `json:"kind"`
	Origin string       `json:"origin,omitempty"`
	State  intake.State `json:"state"`
	Notes  []noteJSON   `json:"notes,omitempty"`
	Media  int          `json:"media,omitempty"`
}

type noteJSON struct {
	Kind intake.NoteKind `json:"kind"`
	Line int             `json:"line,omitempty"`
	Text string          `json:"text,omitempty"`
	Ar   string          `json:"ar"`
	En   string          `json:"en"`
}

func (r *importReport) add(p intake.Piece, state intake.State) error {
	r.pieces++
	r.progress.show(r.desk.say("إدخال", "import"), r.pieces, 0)
	if r.desk.common.json {
		return r.addJSON(p, state)
	}
	if state == intake.Kept {
		r.kept = append(r.kept, p.Path)
	}
	if r.single {
		return r.tellStory(p)
	}
	for _, n := range p.Notes {
		key := string(n.Kind) + n.Message.En
		sum := r.notes[key]
		if sum == nil {
			sum = &noteSum{note: n}
			r.notes[key] = sum
			r.order = append(r.order, key)
		}
		if sum.count++; len(sum.examples) < mostExamples {
			sum.examples = append(sum.examples, strings.TrimSpace(path.Join("content", p.Path)+" "+clip(n.Text)))
		}
	}
	return nil
}

func (r *importReport) addJSON(p intake.Piece, state intake.State) error {
	out := pieceJSON{Path: path.Join("content", p.Path), Kind: p.Kind, Origin: p.Origin, State: state, Media: len(p.Media)}
	for _, n := range p.Notes {
		out.Notes = append(out.Notes, noteJSON{Kind: n.Kind, Line: n.Line, Text: n.Text, Ar: n.Message.Ar, En: n.Message.En})
	}
	data, err := json.Marshal(out)
	if err != nil {
		return err
	}
	comma := ""
	if r.pieces > 1 {
		comma = ","
	}
	_, err = fmt.Fprintf(r.desk.stdout, "%s\n%s", comma, data)
	return err
}

// tellStory shows one story's path, or with --dry-run its manuscript, and what
// was guessed and dropped.
func (r *importReport) tellStory(p intake.Piece) error {
	d := r.desk
	file := path.Join("content", p.Path)
	if r.flags.dryRun {
		if _, err := d.stdout.Write(p.Bytes()); err != nil {
			return err
		}
		fmt.Fprintf(d.stderr, "%s (%s)\n", file, d.say("لم يُكتب", "not written"))
	} else {
		fmt.Fprintln(d.stdout, file)
	}
	for _, n := range p.Notes {
		line := ""
		if n.Line > 0 {
			line = fmt.Sprintf("%d: ", n.Line)
		}
		fmt.Fprintf(d.stderr, "  %s%s\n", line, d.isolate(fmt.Sprintf("%s: %s%s", d.noteKind(n.Kind), d.words(n.Message), quoted(n.Text))))
	}
	return nil
}

func quoted(text string) string {
	if text == "" {
		return ""
	}
	return " «" + clip(text) + "»"
}

// clip keeps a line of a report short.
func clip(s string) string {
	const most = 80
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}

func (d *desk) noteKind(k intake.NoteKind) string {
	switch k {
	case intake.Guessed:
		return d.say("استُنتج", "guessed")
	case intake.Dropped:
		return d.say("تُرك", "dropped")
	}
	return d.say("للإكمال", "to do")
}

// end tells the sums: what came in is what went out.
func (r *importReport) end(t *intake.Tally, s *intake.Shelf) error {
	r.progress.clear()
	if r.desk.common.json {
		return r.endJSON(t, s)
	}
	d := r.desk
	for _, refused := range t.Refused {
		fmt.Fprintln(d.stderr, d.refusal("", refused))
	}
	if !r.single {
		for _, key := range r.order {
			sum := r.notes[key]
			fmt.Fprintf(d.stderr, "%s\n", d.isolate(fmt.Sprintf("%s (%d): %s", d.noteKind(sum.note.Kind), sum.count, d.words(sum.note.Message))))
			for _, e := range sum.examples {
				fmt.Fprintf(d.stderr, "    %s\n", e)
			}
			if more := sum.count - len(sum.examples); more > 0 {
				fmt.Fprintf(d.stderr, d.say("    و%d غيرها؛ الكل مع --json\n", "    and %d more; --json lists all\n"), more)
			}
		}
		fmt.Fprintf(d.stdout, "%s: %s\n", r.format, sums(t.Found))
		fmt.Fprintf(d.stdout, "%s: %s\n", d.say("دخل", "taken"), sums(t.Taken))
		if len(t.Skipped) > 0 {
			fmt.Fprintf(d.stdout, "%s: %s\n", d.say("لم يدخل", "skipped"), sums(t.Skipped))
		}
		fmt.Fprintf(d.stdout, "%s: %s\n", d.say("الملفات", "files"), sums(s.Counts))
	}
	for i, p := range r.kept {
		if i == mostAlike {
			fmt.Fprintf(d.stderr, d.say("و%d غيرها\n", "and %d more\n"), len(r.kept)-i)
			break
		}
		fmt.Fprintf(d.stderr, "%s: %s\n", path.Join("content", p), d.say("يختلف عما كان سيُكتب، فبقي كما هو؛ --overwrite يكتب فوقه", "differs from what would be written, and stays; --overwrite writes over it"))
	}
	return nil
}

func (r *importReport) endJSON(t *intake.Tally, s *intake.Shelf) error {
	refused := make([]string, len(t.Refused))
	for i, e := range t.Refused {
		refused[i] = r.desk.refusal("", e)
	}
	data, err := json.Marshal(map[string]any{"found": t.Found, "taken": t.Taken, "skipped": t.Skipped, "refused": refused, "files": s.Counts})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(r.desk.stdout, "\n],%s\n", data[1:])
	return err
}

// sums writes counts in the order of their names.
func sums[K ~string](counts map[K]int) string {
	parts := make([]string, 0, len(counts))
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		parts = append(parts, fmt.Sprintf("%s %d", k, counts[k]))
	}
	return strings.Join(parts, ", ")
}
