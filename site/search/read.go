package search

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// Cells is how many parts a month has: a term's is told by the beginning of
// its stem.
const Cells = 64

// mostPlaces bounds the places that are kept of a word in a story.
const mostPlaces = 8

// gap parts the words of title, summary, body and names, so that no phrase
// runs from one into the next.
const gap = 8

// mostKnown bounds a lexicon: names and numbers have no end.
const mostKnown = 1 << 16

// MonthReader reads months of stories and remembers what it worked out of each word:
// a language has few words and uses them often. The zero value is ready; a
// MonthReader is for one goroutine.
type MonthReader struct {
	lexicon lexicon
	numbers map[string]int32 // of stems
	stems   []stemState      // by number
	written []writtenStem    // of the same numbers
	forms   []formState
	used    []int32 // the stems of the month

	ranked  bool
	ranks   []Rank   // of the month's stories
	titles  []titled // of the month
	title   uint32   // the sum of the title's words
	month   int32    // how many were begun
	story   int32    // how many were read
	stories int32    // how many of the month
	place   int32
	plain   []byte // the words of a body
	parts   [Cells][]byte
}

// known is an entry of a written word, which has several where it is looked up
// by several stems.
type known struct {
	stem, form int32  // by number; noStem of a stop word, noMore behind the last entry
	last       bool   // no entry of this word follows
	month      int32  // in which the form was last met so
	sum        uint32 // where last is set, of the folded word
}

const (
	noStem = -1
	noMore = -2
)

// formState is an ending of a stem, and the month in which it was last met.
type formState struct {
	text  string
	month int32
}

// stemState is what the story that is read says of a stem. It is small: every word of
// every story comes here.
type stemState struct {
	story  int32 // in which it stood last
	number int32 // of that story in its month
	places int32 // how many of at
	title  bool
	at     [mostPlaces]int32
}

// writtenStem is a stem and what the stories of the month say of it that are read.
type writtenStem struct {
	text  string
	cell  int
	forms []int32
	runOf
}

// titled is a story by its whole title.
type titled struct {
	sum   uint32
	story int
}

// runOf is a run of a term's stories in one month. Each story is the distance from the
// one before it; then in the lowest bits, where the layout is ranked, its Rank (two), and
// whether the word stands in the title. Its places are their number, and the distances
// between them. All are uvarint.
type runOf struct {
	count, last int
	stories, at []byte
}

// Begin starts a month.
func (r *MonthReader) Begin(l Layout) {
	if r.numbers == nil || r.lexicon.count > mostKnown {
		*r = MonthReader{lexicon: newLexicon(), numbers: map[string]int32{}, plain: r.plain, parts: r.parts}
	}
	r.ranked = l.Ranked
	r.ranks, r.titles = r.ranks[:0], r.titles[:0]
	r.month++
	r.stories = 0
}

// Read takes the words of the month's next story.
func (r *MonthReader) Read(d Document) {
	r.story++
	r.stories++
	r.ranks = append(r.ranks, d.Rank)
	r.place, r.title = 0, 0
	r.words([]byte(d.Title), true)
	if r.title != 0 {
		r.titles = append(r.titles, titled{r.title, int(r.stories) - 1})
	}
	r.words([]byte(d.Summary), false)
	r.words([]byte(d.Caption), false)
	for _, text := range d.Also {
		r.words([]byte(text), false)
	}
	r.plain = appendPlain(r.plain[:0], d.Body)
	r.words(r.plain, false)
	for _, s := range d.Sections {
		r.word([]byte("#"+s.Slug), false)
	}
	for _, name := range d.Authors {
		name := []byte(name)
		r.words(name, false)
		for from, to := nextRaw(name, 0); from < to; from, to = nextRaw(name, to) {
			r.word(append([]byte("@"), name[from:to]...), false)
		}
		r.place += gap
	}
}

// words enters the words of a text.
func (r *MonthReader) words(s []byte, title bool) {
	for from, to := nextRaw(s, 0); from < to; from, to = nextRaw(s, to) {
		r.word(s[from:to], title)
	}
	r.place += gap
}

func (r *MonthReader) word(raw []byte, title bool) {
	i, ok := r.lexicon.find(raw)
	if !ok {
		i = r.lexicon.add(raw, r.workOut(string(raw)))
	}
	for ; ; i++ {
		k := &r.lexicon.entries[i]
		if k.stem == noMore {
			return
		}
		if k.stem != noStem {
			r.enter(k, title)
		}
		if k.last {
			r.place++
			if title {
				r.title = r.title*hashFactor ^ k.sum
			}
		}
	}
}

// workOut says what a written word is looked up by. One with a sign is a name
// («@») or a section («#»), which is looked up as it is.
func (r *MonthReader) workOut(raw string) (out []known) {
	sign := raw[:len(raw)-len(strings.TrimLeft(raw, "#@"))]
	if sign == "#" {
		return []known{r.known(raw, "")}
	}
	readWord(raw[len(sign):], func(w word) {
		if w.stop {
			out = append(out, known{stem: noStem, last: true, sum: hashOf(w.base)})
			return
		}
		for _, e := range entries(w.base, w.lam) {
			out = append(out, r.known(sign+e.stem, e.ending))
		}
		out[len(out)-1].last, out[len(out)-1].sum = true, hashOf(w.base)
	})
	return out
}

func (r *MonthReader) known(stem, ending string) known {
	n, ok := r.numbers[stem]
	if !ok {
		n = int32(len(r.stems))
		r.numbers[stem] = n
		r.stems = append(r.stems, stemState{})
		r.written = append(r.written, writtenStem{text: stem, cell: int(beginning(stem) % Cells)})
	}
	s := &r.written[n]
	i := slices.IndexFunc(s.forms, func(f int32) bool { return r.forms[f].text == ending })
	if i < 0 {
		i = len(s.forms)
		s.forms = append(s.forms, int32(len(r.forms)))
		r.forms = append(r.forms, formState{text: ending})
	}
	return known{stem: n, form: s.forms[i]}
}

func (r *MonthReader) enter(k *known, title bool) {
	s := &r.stems[k.stem]
	if s.story != r.story {
		if s.places == 0 {
			r.used = append(r.used, k.stem)
		} else {
			r.add(k.stem)
		}
		s.story, s.number, s.places = r.story, r.stories-1, 0
		s.title = title // which is read first
	}
	if k.month != r.month {
		k.month, r.forms[k.form].month = r.month, r.month
	}
	if s.places < mostPlaces && (s.places == 0 || s.at[s.places-1] != r.place) {
		s.at[s.places] = r.place
		s.places++
	}
}

// distance writes how far a story is from the one before it, and what is known of it.
func (r *MonthReader) distance(out []byte, from, to int, title bool) []byte {
	n := uint64(to - from)
	if r.ranked {
		n = n<<2 | uint64(r.ranks[to])
	}
	n <<= 1
	if title {
		n |= 1
	}
	return binary.AppendUvarint(out, n)
}

// add ends what is known of a stem in a story.
func (r *MonthReader) add(stem int32) {
	s, w := &r.stems[stem], &r.written[stem]
	w.stories = r.distance(w.stories, w.last, int(s.number), s.title)
	at := append(w.at, byte(s.places)) // which are fewer than 128
	before := int32(0)
	for _, place := range s.at[:s.places] {
		at = binary.AppendUvarint(at, uint64(place-before))
		before = place
	}
	w.at = at
	w.count++
	w.last = int(s.number)
}

// Parts ends the month and gives what its cells say; nothing of an empty one. The
// bytes are the MonthReader's, and stay as they are until it ends another month. An
// entry, words in the order of stems and titles behind them, is
//
//	how many bytes the stem shares with the one before it; the rest
//	how many forms it has; their endings, in order
//	how many stories; the number of the last; the stories; their places
//
// All numbers are uvarint, and before all bytes stands their length.
func (r *MonthReader) Parts() *[Cells][]byte {
	slices.SortFunc(r.used, func(a, b int32) int { return cmp.Compare(r.written[a].text, r.written[b].text) })
	for cell := range r.parts {
		r.parts[cell] = r.parts[cell][:0]
	}
	before := [Cells]string{}
	var forms []string
	for _, n := range r.used {
		s, w := &r.stems[n], &r.written[n]
		r.add(n)
		out := appendStem(r.parts[w.cell], before[w.cell], w.text)
		before[w.cell] = w.text
		forms = forms[:0]
		for _, f := range w.forms {
			if r.forms[f].month == r.month {
				forms = append(forms, r.forms[f].text)
			}
		}
		slices.Sort(forms)
		out = appendTexts(out, forms)
		out = binary.AppendUvarint(out, uint64(w.count))
		out = binary.AppendUvarint(out, uint64(w.last))
		r.parts[w.cell] = appendText(appendText(out, w.stories), w.at)
		w.runOf = runOf{stories: w.stories[:0], at: w.at[:0]}
		s.places = 0
	}
	r.used = r.used[:0]
	r.addTitles(&before)
	return &r.parts
}

// addTitles enters the titles of the month into its parts. before are the last stems there.
func (r *MonthReader) addTitles(before *[Cells]string) {
	slices.SortStableFunc(r.titles, func(a, b titled) int { return cmp.Compare(a.sum, b.sum) })
	for from := 0; from < len(r.titles); {
		sum, run := r.titles[from].sum, runOf{}
		for ; from < len(r.titles) && r.titles[from].sum == sum; from++ {
			story := r.titles[from].story
			run.stories = r.distance(run.stories, run.last, story, true)
			run.at = append(run.at, 0)
			run.count++
			run.last = story
		}
		stem := fmt.Sprintf("=%08x", sum)
		cell := int(beginning(stem) % Cells)
		out := appendStem(r.parts[cell], before[cell], stem)
		before[cell] = stem
		out = appendTexts(out, []string{""})
		out = binary.AppendUvarint(out, uint64(run.count))
		out = binary.AppendUvarint(out, uint64(run.last))
		r.parts[cell] = appendText(appendText(out, run.stories), run.at)
	}
}

func appendStem(out []byte, before, stem string) []byte {
	shared := 0
	for shared < len(before) && shared < len(stem) && before[shared] == stem[shared] {
		shared++
	}
	return appendText(binary.AppendUvarint(out, uint64(shared)), stem[shared:])
}

func appendText[S ~string | ~[]byte](out []byte, s S) []byte {
	return append(binary.AppendUvarint(out, uint64(len(s))), s...)
}

func appendTexts(out []byte, all []string) []byte {
	out = binary.AppendUvarint(out, uint64(len(all)))
	for _, s := range all {
		out = appendText(out, s)
	}
	return out
}

// cursor reads what was written so. It panics where the bytes end too early:
// who kept them has checked them.
type cursor struct{ rest []byte }

func (c *cursor) number() int {
	n, size := binary.Uvarint(c.rest)
	c.rest = c.rest[size:]
	return int(n)
}

func (c *cursor) bytes() []byte {
	n := c.number()
	out := c.rest[:n]
	c.rest = c.rest[n:]
	return out
}
