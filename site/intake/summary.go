package intake

import (
	"path"
	"strings"
)

// Summary is what an import says when it is done, however many pieces came in.
type Summary struct {
	Pieces int
	Notes  []*NoteSum // in the order in which they first came
	Kept   []string   // manuscripts that differ from what came in, and stay
}

// NoteSum is the notes of one kind with the same words.
type NoteSum struct {
	Note
	Count    int
	Examples []string // a few places of them
}

// mostExamples is how many places of one note are named.
const mostExamples = 3

// Add counts a piece.
func (s *Summary) Add(p Piece, state State) {
	s.Pieces++
	if state == Kept {
		s.Kept = append(s.Kept, path.Join("content", p.Path))
	}
	for _, n := range p.Notes {
		sum := s.sumOf(n)
		if sum.Count++; len(sum.Examples) < mostExamples {
			sum.Examples = append(sum.Examples, strings.TrimSpace(path.Join("content", p.Path)+" "+n.Short()))
		}
	}
}

func (s *Summary) sumOf(n Note) *NoteSum {
	for _, sum := range s.Notes {
		if sum.Kind == n.Kind && sum.En == n.En {
			return sum
		}
	}
	s.Notes = append(s.Notes, &NoteSum{Note: n})
	return s.Notes[len(s.Notes)-1]
}

// Short is the text of a note, cut to what a line of a report holds.
func (n Note) Short() string {
	const most = 80
	if runes := []rune(n.Text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return n.Text
}

// Record is what became of a piece, for programs.
type Record struct {
	Path   string `json:"path"`
	Kind   Kind   `json:"kind"`
	Origin string `json:"origin,omitempty"`
	State  State  `json:"state"`
	Notes  []Note `json:"notes,omitempty"`
	Media  int    `json:"media,omitempty"` // how many files it shows
}

// RecordOf is the record of a piece.
func RecordOf(p Piece, state State) Record {
	return Record{path.Join("content", p.Path), p.Kind, p.Origin, state, p.Notes, len(p.Media)}
}
