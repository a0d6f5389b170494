// Package search makes what the reader's search box reads: a full-text index
// cut into small static files, so that a search over a hundred thousand
// stories needs a few dozen kilobytes and no server.
//
// # The way of a story
//
//	Document ──Reader─► Record      its words, stemmed; pure, on any core
//	Record ───Add────► Index       in the order of time
//	Index ────Files──► Files       what the browser fetches
//
// # Files
//
//	search/index.json        what every search reads first: Manifest
//	search/d/<n>.bin         a shard of the dictionary: the terms whose first
//	                         three letters hash to n, with the stories of the rarer ones
//	search/t/<hash>-<k>.bin  a block of the stories of a common term
//	search/p/<hash>-<k>.bin  where in these stories it stands, for quotations
//	search/f/<month>-<n>.bin a fragment: eight stories as a result shows them
//
// Every .bin is deflated (RFC 1950): hosts seldom compress what they do not
// know, and a browser can inflate it (Compression Streams).
//
// # Numbers
//
// A story's number is its month and its place in the month, so that the next
// story moves no other, and one that is dated back moves only those of its
// month. A term's stories stand in the order of time, in blocks that end with a
// month and are then never touched again. To publish a story rewrites the last
// blocks of its common words, the shards of its rare ones, a fragment and the
// manifest.
//
// # Words
//
// A word is folded (arabic.Fold) and loses its article with what is written
// before it («وبالكتاب» to «كتاب»). Its stem is always its beginning, so that
// inflected forms stand together in one shard. One-letter prefixes and broken
// plurals enter a story under further stems. The browser folds, strips the
// article and looks its word up among the forms; it does not stem.
package search

import (
	"encoding/json"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
)

// Document is a published story as the index sees it.
type Document struct {
	URL      string // as links have it
	Title    string
	Summary  string
	Sections []site.Name // the story's own first, then those above it
	Authors  []string
	Date     time.Time // in the edition's zone
	Text     string    // the body without markup
}

// Record is all that an Index needs of a story.
type Record struct {
	date     time.Time
	fragment string // what a result shows, as JSON
	terms    []term
}

// term is what a story has of a term.
type term struct {
	stem  string
	forms []string // endings with which the stem stands in the story
	title bool     // it stands in the title
	at    []int    // the places of its words, rising
}

// gap parts the words of title, summary, body and names, so that no phrase
// runs from one into the next.
const gap = 8

// mostPlaces bounds the places that are kept of a word in a story.
const mostPlaces = 8

// Reader reads stories and remembers what it worked out of each word: a
// language has few words and uses them often. The zero value is ready; a Reader
// is for one goroutine.
type Reader struct {
	lexicon map[string][]meaning // by the word as it is written
	numbers map[string]int32     // of stems
	stems   []stemState
	story   int // how many stories were read

	terms []term
	place int
}

// mostKnown bounds a lexicon: names and numbers have no end.
const mostKnown = 1 << 16

// meaning is what a written word is looked up by; nothing for a stop word.
type meaning []known

// known is an entry of a word, its stem by number.
type known struct {
	stem   int32
	ending string
}

// stemState is a stem, and where it stands among the terms of a story.
type stemState struct {
	text  string
	story int
	term  int
}

// Read takes a story's words.
func (r *Reader) Read(d Document) Record {
	if r.lexicon == nil || len(r.lexicon) > mostKnown {
		*r = Reader{lexicon: map[string][]meaning{}, numbers: map[string]int32{}}
	}
	r.story++
	r.terms, r.place = make([]term, 0, 128), 0
	r.words(d.Title, "", true)
	r.words(d.Summary, "", false)
	r.words(d.Text, "", false)
	for _, s := range d.Sections {
		r.enter(known{stem: r.number("#" + s.Slug)}, false)
	}
	for _, name := range d.Authors {
		r.words(name, "", false)
		r.words(name, "@", false)
	}
	return Record{d.Date, fragment(d), r.terms}
}

// words enters the words of a text, all with a sign before them.
func (r *Reader) words(s, sign string, title bool) {
	eachRaw(s, func(raw string) {
		for _, m := range r.meanings(sign, raw) {
			for _, k := range m {
				r.enter(k, title)
			}
			r.place++
		}
	})
	r.place += gap
}

// meanings looks a written word up, or works it out.
func (r *Reader) meanings(sign, raw string) []meaning {
	if sign != "" {
		return r.workOut(sign, raw)
	}
	out, ok := r.lexicon[raw]
	if !ok {
		out = r.workOut("", raw)
		r.lexicon[strings.Clone(raw)] = out
	}
	return out
}

func (r *Reader) workOut(sign, raw string) (out []meaning) {
	readWord(raw, func(w word) {
		var m meaning
		if !w.stop {
			for _, e := range entries(w.base, w.lam) {
				m = append(m, known{r.number(sign + e.stem), e.ending})
			}
		}
		out = append(out, m)
	})
	return out
}

func (r *Reader) number(stem string) int32 {
	n, ok := r.numbers[stem]
	if !ok {
		n = int32(len(r.stems))
		r.numbers[stem] = n
		r.stems = append(r.stems, stemState{text: stem})
	}
	return n
}

func (r *Reader) enter(k known, title bool) {
	s := &r.stems[k.stem]
	if s.story != r.story {
		s.story, s.term = r.story, len(r.terms)
		r.terms = append(r.terms, term{stem: s.text})
	}
	t := &r.terms[s.term]
	t.title = t.title || title
	if n := len(t.at); n < mostPlaces && (n == 0 || t.at[n-1] != r.place) {
		t.at = append(t.at, r.place)
	}
	for _, f := range t.forms {
		if f == k.ending {
			return
		}
	}
	t.forms = append(t.forms, k.ending)
}

// summaryRunes is how much of a summary a result shows.
const summaryRunes = 240

// fragment is a result: address, title, summary, day, section, authors.
func fragment(d Document) string {
	section := ""
	if len(d.Sections) > 0 {
		section = d.Sections[0].Label
	}
	b, err := json.Marshal([]any{d.URL, d.Title, shorten(d.Summary, summaryRunes), d.Date.Format(time.DateOnly), section, strings.Join(d.Authors, "\n")})
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(b)
}

// shorten cuts a text at a space, and says so.
func shorten(s string, limit int) string {
	s = arabic.CleanName(s)
	n := 0
	for i := range s {
		if n++; n > limit {
			if at := strings.LastIndexByte(s[:i], ' '); at > 0 {
				i = at
			}
			return s[:i] + "…"
		}
	}
	return s
}
