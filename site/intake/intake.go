// Package intake makes manuscripts of what was written elsewhere. It has what the
// readers below it share; each of them knows the habits of other systems:
//
//	pasted   the text of a news page, as a person copies it
//	exports  WordPress, feeds, Ghost, Blogger, Medium
//	trees    folders of Hugo and Jekyll
//
// They write Markdown with two rooms below: markup (HTML becomes Markdown) and codes
// (shortcodes and tags).
//
// A Reader parses a source and makes a Post of each story. An Import makes a Piece
// of each Post: its place under content/, its front matter, its body in Markdown.
// Package forms finds the Reader of a source; package shelf puts the pieces into the
// newsroom's folder.
//
// The same input gives the same pieces at the same paths. Nothing of a text is
// lost or reworded: what is no part of the story («شارك», «اقرأ أيضاً») is left out,
// with a Note; what was guessed has a Note too, so that an editor looks.
//
// What is not published there is a draft here: private, pending and protected
// posts, and all pasted copy.
package intake

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/manuscript"
)

// Options are what an import depends on beside its input.
type Options struct {
	manuscript.Options
	Now      time.Time
	BasePath string            // of the edition's base_url: an address is written from below it
	Section  string            // the folder under content/ for all that comes in; "" where each piece tells
	Sections map[string]string // the edition's sections: folder by title
	Media    fs.FS             // the uploads folder; nil if there is none
	Map      *Mapping          // what a person says of the source's own words; nil for nothing
}

// Location is the edition's time zone. It is never nil.
func (o Options) Location() *time.Location {
	if o.Zone == nil {
		return time.UTC
	}
	return o.Zone
}

// Language is the edition's, without its region.
func (o Options) Language() string {
	lang, _, _ := strings.Cut(o.Lang, "-")
	return cmp.Or(lang, "ar")
}

// Below is a path of the old site as the new one names it: without the path of its
// base_url, which the build puts before every address.
func (o Options) Below(at string) string {
	rest, ok := strings.CutPrefix(at, o.BasePath)
	if !ok || o.BasePath == "" || rest != "" && rest[0] != '/' {
		return at
	}
	return cmp.Or(rest, "/")
}

// Kind is what a piece becomes.
type Kind string

// The kinds of a piece.
const (
	Story   Kind = "story"
	Page    Kind = "page"
	Author  Kind = "author"
	Section Kind = "section"
	Files   Kind = "files" // no manuscript: only files beside those of others
)

// Piece is one manuscript that came in.
type Piece struct {
	Kind   Kind
	Path   string            // under content/, with slashes
	Origin string            // what the source calls it: an id, an address, a path
	Matter manuscript.Matter // its front matter
	Body   string            // its Markdown
	Media  []Asset           // the files that it shows
	Notes  []Note
}

// Bytes are the manuscript as it is written.
func (p Piece) Bytes() []byte { return manuscript.Compose(p.Matter, p.Body) }

// IsDraft says whether the piece is not to be published.
func (p Piece) IsDraft() bool {
	for _, pair := range p.Matter {
		if pair.Key == "draft" {
			return pair.Value == true
		}
	}
	return false
}

// Asset is a file that a piece shows, to be taken from the uploads folder.
type Asset struct {
	From string // under the uploads folder, or the tree that comes in, with slashes
	To   string // under the newsroom's folder
}

// NoteKind says what a note is about.
type NoteKind string

// The kinds of a note.
const (
	Guessed NoteKind = "guessed" // a person should look
	Dropped NoteKind = "dropped" // this text is not in the story
	ToDo    NoteKind = "to-do"   // something is missing
)

// Note is one thing that an editor should know of a piece. Its words say what was
// done.
type Note struct {
	Kind  NoteKind `json:"kind"`
	Line  int      `json:"line,omitempty"`  // of the input, from 1; 0 where there are no lines
	At    int      `json:"at,omitempty"`    // the line of the manuscript that it is about; 0 for none
	Text  string   `json:"text,omitempty"`  // the words that it is about
	Host  string   `json:"host,omitempty"`  // the server that the files are on
	Files []string `json:"files,omitempty"` // the addresses that it is about, where it is about many
	site.Words
}

// Short is the text of a note, cut to what a line of a report holds.
func (n Note) Short() string {
	const most = 80
	if runes := []rune(n.Text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return n.Text
}

// Tell adds a note.
func (p *Piece) Tell(kind NoteKind, line int, text string, message site.Words) {
	p.Notes = append(p.Notes, Note{Kind: kind, Line: line, Text: text, Words: message})
}

// Taker gets each piece as it is read. An error of it ends the import.
type Taker func(Piece) error

// Tally counts what a source held, by what the source calls it, and what was
// not taken, by reason: what came in is what went out.
type Tally struct {
	Found   Counts[string] // «post», «page», «author», «attachment» …
	Taken   Counts[Kind]
	Made    int                 // pieces taken that no part of the source is: sections that only had a name
	Drafts  int                 // how many of those taken are drafts
	Skipped Counts[string]      // «comment», «menu item», «trash» …
	Left    map[string][]string // the names of what is skipped, by reason
	Refused []*SourceError      // files of a tree that could not be read, and were skipped
	Notes   []site.Words        // what was guessed of the source as a whole
	Codes   Counts[string]      // shortcodes and tags without a meaning here, by name
}

// Missing is how much of what was found is neither taken nor skipped: 0.
func (t *Tally) Missing() int { return t.Found.sum() - (t.Taken.sum() - t.Made) - t.Skipped.sum() }

// Skip counts what was found and is not taken, and remembers its name.
func (t *Tally) Skip(kind, reason, name string) {
	t.Found[kind]++
	t.Leave(reason, name)
}

// Pass counts a file of a tree that cannot be read: one such must not stop the rest.
func (t *Tally) Pass(kind, name string, err error) {
	refusal, ok := errors.AsType[*SourceError](err)
	if !ok {
		refusal = RefuseFile(name, "لا يُقرأ: %v", "it cannot be read: %v", err)
	}
	refusal.File = cmp.Or(refusal.File, name)
	t.Skip(kind, "cannot be read", name)
	t.Refused = append(t.Refused, refusal)
}

// Leave is Skip for what is counted as found already.
func (t *Tally) Leave(reason, name string) {
	t.Skipped[reason]++
	if t.Left == nil {
		t.Left = map[string][]string{}
	}
	t.Left[reason] = append(t.Left[reason], name)
}

// Counts are numbers by name.
type Counts[K ~string] map[K]int

func (c Counts[K]) sum() (all int) {
	for _, n := range c {
		all += n
	}
	return all
}

// String lists them in the order of their names: "page 2, post 7".
func (c Counts[K]) String() string {
	parts := make([]string, 0, len(c))
	for _, k := range slices.Sorted(maps.Keys(c)) {
		parts = append(parts, fmt.Sprintf("%s %d", k, c[k]))
	}
	return strings.Join(parts, ", ")
}

// SourceError is an input that is refused, with its place.
type SourceError struct {
	File    string // of a tree; "" where the source is one file
	Line    int    // from 1; 0 unknown
	Message site.Words
}

// Error implements error in English.
func (e *SourceError) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("line %d: %s", e.Line, e.Message.En)
	}
	return e.Message.En
}

// Refuse is a *SourceError about a line of the source; 0 if none.
func Refuse(line int, ar, en string, args ...any) error {
	return &SourceError{Line: line, Message: site.Say(ar, en, args...)}
}

// RefuseFile is a *SourceError about a file of a tree.
func RefuseFile(name, ar, en string, args ...any) *SourceError {
	return &SourceError{File: name, Message: site.Say(ar, en, args...)}
}
