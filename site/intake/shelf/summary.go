package shelf

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/intake"
)

// Summary is what an import says when it is done, however many pieces came in.
type Summary struct {
	Pieces int
	Notes  []*NoteSum // in the order in which they first came
	Kept   []string   // manuscripts that differ from what came in, and stay
}

// NoteSum is the notes of one kind with the same words.
type NoteSum struct {
	intake.Note
	Count    int
	Examples []string              // a few places of them
	Hosts    intake.Counts[string] // how many files are on each server; nil where they are about none
}

var kinds = map[intake.NoteKind]site.Words{
	intake.Guessed: {Ar: "استُنتج", En: "guessed"}, intake.Dropped: {Ar: "تُرك", En: "dropped"}, intake.ToDo: {Ar: "للإكمال", En: "to do"},
}

// KeptLines names a few of the manuscripts that an editor changed and that stay.
func (s *Summary) KeptLines(say func(ar, en string) string, most int) (lines []string) {
	for _, p := range s.Kept[:min(len(s.Kept), most)] {
		lines = append(lines, p+": "+say("يختلف عما كان سيُكتب، فبقي كما هو؛ --overwrite يكتب فوقه", "differs from what would be written, and stays; --overwrite writes over it"))
	}
	if more := len(s.Kept) - most; more > 0 {
		lines = append(lines, fmt.Sprintf(say("و%d غيرها", "and %d more"), more))
	}
	return lines
}

// mostExamples is how many places of one note are named.
const mostExamples = 3

// Add counts a piece.
func (s *Summary) Add(p intake.Piece, state State) {
	s.Pieces++
	if state == Kept {
		s.Kept = append(s.Kept, path.Join("content", p.Path))
	}
	for _, n := range p.Notes {
		sum := s.sumOf(n)
		if n.Host != "" {
			if sum.Hosts == nil {
				sum.Hosts = map[string]int{}
			}
			sum.Hosts[n.Host] += len(n.Files)
			sum.Count += len(n.Files) - 1
		}
		if sum.Count++; len(sum.Examples) < mostExamples {
			place := path.Join("content", p.Path)
			if n.At > 0 {
				place += fmt.Sprintf(":%d:", n.At)
			}
			sum.Examples = append(sum.Examples, strings.TrimSpace(place+" "+n.Short()))
		}
	}
}

func (s *Summary) sumOf(n intake.Note) *NoteSum {
	for _, sum := range s.Notes {
		if sum.Kind == n.Kind && sum.En == n.En {
			return sum
		}
	}
	s.Notes = append(s.Notes, &NoteSum{Note: n})
	return s.Notes[len(s.Notes)-1]
}

// Lines says each sum, and below it its examples.
func (s *Summary) Lines(say func(ar, en string) string) (lines []string) {
	for _, sum := range s.Notes {
		lines = append(lines, fmt.Sprintf("%s (%d): %s", say(kinds[sum.Kind].Ar, kinds[sum.Kind].En), sum.Count, say(sum.Ar, sum.En)))
		for _, host := range slices.Sorted(maps.Keys(sum.Hosts)) {
			lines = append(lines, fmt.Sprintf("    %s: %d", host, sum.Hosts[host]))
		}
		if sum.Hosts != nil {
			continue
		}
		for _, e := range sum.Examples {
			lines = append(lines, "    "+e)
		}
		if more := sum.Count - len(sum.Examples); more > 0 {
			lines = append(lines, fmt.Sprintf(say("    و%d غيرها؛ الكل مع --json", "    and %d more; --json lists all"), more))
		}
	}
	return lines
}

// Told says the notes of a piece, a line each.
func Told(p intake.Piece, say func(ar, en string) string) (lines []string) {
	for _, n := range p.Notes {
		line, text := "", ""
		if n.Line > 0 {
			line = fmt.Sprintf("%d: ", n.Line)
		}
		if n.Text != "" {
			text = " «" + n.Short() + "»"
		}
		lines = append(lines, line+say(kinds[n.Kind].Ar, kinds[n.Kind].En)+": "+say(n.Ar, n.En)+text)
	}
	return lines
}

// Sums says how much was found, taken and skipped, and what became of the files.
func Sums(form string, t *intake.Tally, s *Shelf, say func(ar, en string) string) string {
	lines := []string{fmt.Sprintf("%s: %s", form, t.Found), fmt.Sprintf("%s: %s", say("دخل", "taken"), t.Taken)}
	if t.Drafts > 0 {
		lines = append(lines, fmt.Sprintf("%s: %d", say("منها مسوّدات", "of them drafts"), t.Drafts))
	}
	if len(t.Skipped) > 0 {
		lines = append(lines, fmt.Sprintf("%s: %s", say("لم يدخل", "skipped"), t.Skipped))
	}
	return strings.Join(append(lines, fmt.Sprintf("%s: %s", say("الملفات", "files"), s.Counts)), "\n")
}

// Record is what became of a piece, for programs.
type Record struct {
	Path   string        `json:"path"`
	Kind   intake.Kind   `json:"kind"`
	Origin string        `json:"origin,omitempty"`
	State  State         `json:"state"`
	Notes  []intake.Note `json:"notes,omitempty"`
	Media  int           `json:"media,omitempty"` // how many files it shows
}

// RecordOf is the record of a piece.
func RecordOf(p intake.Piece, state State) Record {
	return Record{path.Join("content", p.Path), p.Kind, p.Origin, state, p.Notes, len(p.Media)}
}
