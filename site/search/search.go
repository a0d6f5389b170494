// Package search makes what the reader's search box reads: a full-text index
// cut into small static files, so that a search over a hundred thousand
// stories needs a few dozen kilobytes and no server.
//
// # The way of a story
//
//	Document ──MonthReader─► parts of its month    its words, stemmed; a cell of the dictionary each
//	parts ────Group───► Files                 a cell of all months: what the browser fetches
//	Documents ────────► Fragment              what a result shows
//
// A part depends on the stories of its month, and a group on its parts: who keeps
// parts by the hash of what they are made of reads one month again after an edit, and
// puts together the groups of which a part changed. The files are the same either
// way. Nothing here holds more than a month, or than a group.
//
// # Files
//
//	search/index.json          what every search reads first: Manifest
//	search/d/<g>-<n>.bin       a shard of the dictionary: the terms whose first three letters
//	                           hash to g and n, with their newest stories where these are few
//	search/o/<g>-<n>-<k>.bin   the newest stories of its other terms, one after another: a
//	                           browser asks for the bytes of a term (RFC 9110, 14.2)
//	search/p/<g>-<n>-<k>.bin   where in these stories they stand, for quotations, likewise
//	search/t/<g>-<hash>-<v>.bin  a volume: the older stories of a common term, and where in these
//	                           it stands, in closed blocks, each deflated by itself: asked for likewise
//	search/f/<month>-<n>.bin   a fragment: sixteen stories as a result shows them, and their texts,
//	                           for the sentence that matches: asked for likewise
//
// The hash of the first three letters, modulo the number of groups, is g; divided by
// Cells, modulo the shards of the group, it is n. Every .bin but those of o, p and f is deflated (RFC 1950):
// hosts seldom compress what they do not know, and a browser can inflate it
// (Compression Streams). How each file is written is told at Fragment, Group.shard and runOf.
//
// # Numbers
//
// A story's number is its month and its place in the month, so that the next
// story moves no other, and one that is dated back moves only those of its
// month. A term's stories stand in the order of time, in blocks that end with a
// month and are then touched by an edit of that time alone. To publish a story
// rewrites the shards of its words, a fragment and the manifest.
//
// # Words
//
// A word is folded (arabic.Fold) and loses its article with what is written
// before it («وبالكتاب» to «كتاب»). Its stem is always its beginning, so that
// inflected forms stand together in one shard. One-letter prefixes, verbs of others than
// «he», adjectives of short nouns, broken plurals and other spellings (lexicon.Classes)
// enter a story under further stems. The browser folds, strips the article and looks its
// word up among the forms; it does not stem, but takes the commoner of «ولبنان» and «لبنان».
// A title is a term too, "=" and the sum of its words: who asks for all of it finds the
// story first, however old.
package search

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/arabic/bidi"
)

// Document is a published story as the index sees it.
type Document struct {
	URL      string // as links have it
	Title    string
	Summary  string
	Caption  string      // of its picture
	Also     []string    // further texts that its page shows: its claim, its tags, captions
	Picture  string      // the address of a small one, or ""
	Rank     Rank        // of its section
	Sections []site.Name // the story's own first, then those above it
	Authors  []string
	Date     time.Time // in the edition's zone
	Lang     string    // of the texts
	Body     []byte    // HTML
}

// Rank says how a section's stories stand among results.
type Rank uint8

// The ranks, as the browser knows them.
const (
	RankUsual Rank = iota
	RankLow
	RankHigh
)

// MonthOf counts months from the year 1800; what is older stands with it.
func MonthOf(d time.Time) int { return max(0, (d.Year()-1800)*12+int(d.Month())-1) }

// PerFragment is how many stories a fragment holds.
const PerFragment = 16

// Fragment is the file of a month's nth stories. It begins with a slot of so many bytes for each:
// what a result shows of a story is a row of JSON, and a browser that asks for one slot has most rows whole.
//
//	how many bytes the row is; from which byte on the rest of the story stands; how many
//	bytes its text is, deflated: three bytes each, the lowest first
//	the row, as much of it as has room; spaces
//
// Behind the slots stand the stories' rests: of each the rest of its row, and its text. The row is address,
// title, summary, day, section, authors and picture, in windows-1256; the text a string of JSON in windows-1256.
func Fragment(month, n int, docs []Document) File {
	out := slices.Grow(bytes.Repeat([]byte{' '}, len(docs)*slotSize), len(docs)*usualText)
	var row, raw, text []byte
	for i, d := range docs {
		here, from := out[i*slotSize:], len(out)
		row = appendRow(row[:0], d)
		whole := len(row)
		out = append(out, row[copy(here[slotHead:slotSize], row):]...)
		text = appendLines(text[:0], d.Body)
		raw = appendString(raw[:0], string(text))
		before := len(out)
		out = append(out, deflated(raw, &numberDeflaters)...)
		here = out[i*slotSize:]
		for k, n := range [...]int{whole, from, len(out) - before} {
			here[3*k], here[3*k+1], here[3*k+2] = byte(n), byte(n>>8), byte(n>>16)
		}
	}
	return File{Path: FragmentPath(month, n), Raw: [][]byte{out}, form: asItIs}
}

// slotSize is how many bytes of a fragment a story has before all texts, of which the first slotHead say where the rest is.
const slotSize, slotHead = 448, 9

// appendRow adds what a result shows of a story.
func appendRow(out []byte, d Document) []byte {
	section := ""
	if len(d.Sections) > 0 {
		section = d.Sections[0].Label
	}
	line := bidi.In(d.Lang).Line // the page of results knows no markup
	out = append(out, '[')
	for k, field := range [...]string{plainURL(d.URL), line(d.Title), line(shorten(d.Summary)), d.Date.Format(time.DateOnly), section, strings.Join(d.Authors, "\n"), plainURL(d.Picture)} {
		if k > 0 {
			out = append(out, ',')
		}
		out = appendString(out, field)
	}
	return append(out, ']')
}

// escapes are bytes beyond ASCII, as an address has them.
var escapes = regexp.MustCompile("(?:%[89A-Fa-f][0-9A-Fa-f])+")

// plainURL is an address with its letters beyond ASCII as they are (RFC 3987, 3.2): a browser escapes them again.
func plainURL(address string) string {
	if !strings.Contains(address, "%") {
		return address
	}
	return escapes.ReplaceAllStringFunc(address, func(s string) string {
		if plain, err := url.PathUnescape(s); err == nil && utf8.ValidString(plain) {
			return plain
		}
		return s
	})
}

// FragmentPath is where a fragment goes.
func FragmentPath(month, n int) string { return fmt.Sprintf("search/f/%x-%x.bin", month, n) }

// summaryRunes is how much of a summary a result shows.
const summaryRunes = 240

// shorten cuts a summary at a space, and says so.
func shorten(s string) string {
	if utf8.RuneCountInString(s) <= summaryRunes {
		return s
	}
	s = arabic.CleanName(s)
	n := 0
	for i := range s {
		if n++; n > summaryRunes {
			if at := strings.LastIndexByte(s[:i], ' '); at > 0 {
				i = at
			}
			return s[:i] + "…"
		}
	}
	return s
}
