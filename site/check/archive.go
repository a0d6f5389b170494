package check

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"warraq/site/arabic"
)

// Archive is what all stories together know: how often each word is written
// which way, the labels of tags, who writes, which sections there are.
type Archive struct {
	paths   []string // of the manuscripts entered
	known   vocabulary
	words   []usage            // of each word that is known
	tags    map[string][]int32 // a label → the manuscripts that have it
	authors map[string]bool    // slugs
	parts   map[string]bool    // folders of content/ with an _index.md

	narrow  *lexicon[bool]    // the words that are still counted; nil: all
	odd     map[string]string // a rare spelling → the usual one
	oddTags map[string]string
	faults  map[string][]Fault // by path

	memory    *Memory           // what is kept for the next check; nil: nothing
	elsewhere map[string]*int32 // the counts of words in manuscripts that are recalled, not entered
	moreTags  map[string]int    // and of labels
}

// Fault is what others found who know more than manuscripts: of links, pictures
// and the web. The rule that it names tells it.
type Fault struct {
	Rule      string
	Line, Col int
	Args      []any
}

// usage is how often a word stands in the archive, and where at first.
type usage struct {
	count int32
	in    [rarest]int32
}

// NewArchive is an archive that knows nothing.
func NewArchive() *Archive {
	return &Archive{
		tags: map[string][]int32{}, authors: map[string]bool{}, parts: map[string]bool{},
		odd: map[string]string{}, oddTags: map[string]string{}, faults: map[string][]Fault{},
		elsewhere: map[string]*int32{}, moreTags: map[string]int{},
	}
}

// Sample is what one manuscript adds to an archive.
type Sample struct {
	path  string
	words []counted // each once, in the order of their first coming
	tags  []string
}

type counted struct {
	entry
	count int32
}

// SampleOf reads a manuscript, whose Article is not asked for. It may be called
// for many at once. Until the sample is added the manuscript's bytes must stay.
func (a *Archive) SampleOf(m Manuscript) Sample {
	k := newInker(m.Source[:m.Body])
	defer k.free()
	k.matter(m.Body)
	k.text = view(k.out)
	return a.sampleOf(m, k)
}

// sampleOf reads the labels from an ink. Words are those of the whole file: what
// little Arabic there is in code and addresses does not matter, and parting it
// out would cost more than all the rest.
func (a *Archive) sampleOf(m Manuscript, k *inker) Sample {
	s := Sample{path: m.Path}
	t := tallies.Get().(*tally)
	defer tallies.Put(t)
	t.clear()
	wanted := a.narrow
	arabicWords(view(m.Source), func(w string) {
		if wanted == nil || wanted.mayHold(w) && wanted.words[w] {
			t.add(w)
		}
	})
	s.words = t.counts()
	for _, b := range k.blocks {
		if isTagKey(b) {
			for _, l := range labels(k.text[b.from:b.to]) {
				s.tags = append(s.tags, strings.Clone(l.text))
			}
		}
	}
	return s
}

// arabicWords calls f for the words of a text that are all Arabic and long
// enough to be counted, without their marks. All Arabic letters, marks and the
// tatweel are two bytes, of which the first is D8 or D9.
func arabicWords(s string, f func(string)) {
	for i := 0; i+1 < len(s); {
		if s[i]&^1 != 0xd8 {
			i++
			continue
		}
		start, has := i, traits(0)
		for i+1 < len(s) && s[i]&^1 == 0xd8 {
			t := traitTable[rune(s[i]&0x1f)<<6|rune(s[i+1]&0x3f)]
			if t == 0 {
				break
			}
			has |= t
			i += 2
		}
		if w := (word{from: int32(start), to: int32(i), has: has}); mayBeOdd(w) && !isWordByte(s, start-1) && !isWordByte(s, i) {
			f(bare(s[start:i], has))
		}
		if i == start {
			i += 2
		}
	}
}

// isWordByte tells whether the byte at a place is of a Latin word, a number or
// a letter that Arabic does not have.
func isWordByte(s string, i int) bool {
	if i < 0 || i >= len(s) {
		return false
	}
	c := s[i]
	return c < 0x80 && traitTable[c] != 0 || c == 0xda || c == 0xdb
}

// mayBeOdd tells the words that are counted: Arabic ones of 4 letters or more.
// Of shorter ones too many pairs are two words, على and علي.
func mayBeOdd(w word) bool {
	return w.has&^hasMark == hasArabic && w.to-w.from >= 8 && w.to-w.from <= 40
}

// Add enters a manuscript of the archive.
func (a *Archive) Add(s Sample) {
	file := int32(len(a.paths))
	a.paths = append(a.paths, s.path)
	places := make([]int32, len(s.words))
	for k, w := range s.words {
		i := a.known.enter(w.entry)
		if int(i) == len(a.words) {
			a.known.entries[i].word = strings.Clone(w.word) // it is a piece of its file
			a.words = append(a.words, usage{})
		}
		places[k] = i
		u := &a.words[i]
		for at := u.count; at < min(u.count+w.count, rarest); at++ {
			u.in[at] = file
		}
		u.count += w.count
	}
	if a.memory != nil {
		a.memory.keep(s, places)
	}
	for _, t := range s.tags {
		a.tags[t] = append(a.tags[t], file)
	}
}

// Narrow says that the manuscripts entered so far are those that are checked:
// of others only the words are counted that could make theirs odd.
func (a *Archive) Narrow() {
	words := map[string]bool{}
	for i, e := range a.known.entries {
		if a.words[i].count > rarest {
			continue
		}
		for _, twin := range twins(e.word) {
			words[e.word], words[twin] = true, true
		}
	}
	a.narrow = newLexicon(words)
}

// AddAuthor enters the name of a file in authors/.
func (a *Archive) AddAuthor(name string) { a.authors[arabic.Slug(name)] = true }

// AddFault enters what was found in a manuscript.
func (a *Archive) AddFault(path string, f Fault) { a.faults[path] = append(a.faults[path], f) }

// AddSection enters a folder that has an _index.md.
func (a *Archive) AddSection(dir string) { a.parts[dir] = true }

func (a *Archive) count(w string) (n int32) {
	if i := a.known.find(w); i >= 0 {
		n = a.words[i].count
	}
	if more := a.elsewhere[w]; more != nil {
		n += *more
	}
	return n
}

// tagCount is how many manuscripts have a label.
func (a *Archive) tagCount(label string) int { return len(a.tags[label]) + a.moreTags[label] }

// A spelling is odd where it stands at most rarest times in the archive, and
// another spelling of the same word oftenest times as often.
const (
	rarest   = 3
	oftenest = 50
)

// Settle finds what is odd, when all manuscripts are entered.
func (a *Archive) Settle() {
	for _, e := range a.known.entries {
		n := a.count(e.word)
		if n > rarest {
			continue
		}
		for _, twin := range twins(e.word) {
			if a.count(twin) >= n*oftenest {
				a.odd[e.word] = twin
				break
			}
		}
	}
	a.settleTags()
}

// Suspects are the manuscripts that hold something odd: those that are worth a
// second look.
func (a *Archive) Suspects() []string {
	seen := map[int32]bool{}
	out := slices.Collect(maps.Keys(a.faults))
	for w := range a.odd {
		u := a.words[a.known.find(w)]
		for _, file := range u.in[:min(u.count, rarest)] {
			seen[file] = true
		}
	}
	for label := range a.oddTags {
		for _, file := range a.tags[label] {
			seen[file] = true
		}
	}
	for file := range seen {
		out = append(out, a.paths[file])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// faulty tells what others found.
func faulty(p *pass) {
	for _, f := range p.c.archive.faults[p.m.Path] {
		if f.Rule == p.rule.ID {
			at := p.at(f.Line, f.Col)
			p.say(at, at, f.Args...)
		}
	}
}

// settleTags groups labels that differ in marks, hamza, an article or a
// spelling of the last letter, and calls the most used of a group the right one.
func (a *Archive) settleTags() {
	best := map[string]string{}
	better := func(x, y string) bool {
		return cmp.Or(cmp.Compare(a.tagCount(y), a.tagCount(x)), cmp.Compare(x, y)) < 0
	}
	rate := func(label string) {
		key := tagKey(label)
		if b, ok := best[key]; !ok || better(label, b) {
			best[key] = label
		}
	}
	for label := range a.tags {
		rate(label)
	}
	for label := range a.moreTags {
		rate(label)
	}
	for label := range a.tags {
		if b := best[tagKey(label)]; b != label {
			a.oddTags[label] = b
		}
	}
}

// tagKey is the same for labels that readers would take for one.
func tagKey(label string) string {
	words := strings.FieldsFunc(arabic.Fold(label), func(r rune) bool { return traitOf(r) == 0 })
	for i, w := range words {
		if rest, ok := strings.CutPrefix(w, "ال"); ok && letters(rest) > 2 {
			words[i] = rest
		}
	}
	return strings.Join(words, " ")
}

// twins are the other ways in which a word could be meant to be written.
func twins(w string) (out []string) {
	stem, last := w[:len(w)-2], w[len(w)-2:]
	switch last {
	case "ه":
		if hasArticle(w) { // without it ه is «his»: كتابه, كتابة
			out = append(out, stem+"ة")
		}
	case "ة":
		if letters(w) > 4 { // عمرة and عهدة are words beside عمره and عهده
			out = append(out, stem+"ه")
		}
	case "ى":
		out = append(out, stem+"ي")
	case "ي":
		if hasArticle(w) {
			out = append(out, stem+"ى")
		}
	}
	prefix, rest := cutPrefix(w)
	if bare, ok := strings.CutPrefix(rest, "ا"); ok {
		out = append(out, prefix+"أ"+bare, prefix+"إ"+bare)
	} else if bare, ok := strings.CutPrefix(rest, "إ"); ok {
		out = append(out, prefix+"ا"+bare)
	}
	return out
}

var articles = [...]string{"ال", "وال", "بال", "فال", "كال", "لل", "ولل"}

func hasArticle(w string) bool {
	for _, a := range articles {
		if strings.HasPrefix(w, a) {
			return true
		}
	}
	return false
}

// cutPrefix parts the article or a one-letter prefix from the alef after it.
func cutPrefix(w string) (prefix, rest string) {
	for _, a := range [...]string{"وال", "بال", "فال", "كال", "ال", "و", "ب", "ل", "ف", "ك"} {
		if rest, ok := strings.CutPrefix(w, a); ok && (strings.HasPrefix(rest, "ا") || strings.HasPrefix(rest, "إ")) {
			return a, rest
		}
	}
	return "", w
}

// rareTwin finds a rare spelling of a word that the archive spells otherwise.
func rareTwin(p *pass) {
	if len(p.c.archive.odd) == 0 {
		return
	}
	for _, w := range p.words {
		if mayBeOdd(w) && w.has&isPart == 0 {
			s := bare(p.of(w), w.has)
			if twin, ok := p.c.archive.odd[s]; ok {
				p.say(int(w.from), int(w.to), s, twin, p.c.archive.count(twin))
			}
		}
	}
}

// nearTags finds labels that are nearly another one: two pages for one thing.
func nearTags(p *pass) {
	if len(p.c.archive.oddTags) == 0 {
		return
	}
	for _, b := range p.blocks {
		if !isTagKey(b) {
			continue
		}
		for _, l := range labels(p.text[b.from:b.to]) {
			right, ok := p.c.archive.oddTags[l.text]
			switch at := b.from + l.at; {
			case !ok:
			case arabic.FoldKey(right) == arabic.FoldKey(l.text):
				p.mend(at, at+len(l.text), right, l.text, right, p.c.archive.tagCount(right))
			default:
				p.say(at, at+len(l.text), l.text, right, p.c.archive.tagCount(right))
			}
		}
	}
}

func isTagKey(b block) bool {
	if b.kind != field {
		return false
	}
	switch b.key {
	case "tags", "tag", "keywords", "categories", "category":
		return true
	}
	return false
}

// label is one of several in a value, parted by commas.
type label struct {
	at   int
	text string
}

func labels(value string) (out []label) {
	at := 0
	for part := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == ',' || r == '،' }) {
		at += strings.Index(value[at:], part)
		if text := strings.TrimSpace(part); text != "" && strings.IndexByte(text, blot) < 0 {
			out = append(out, label{at + strings.Index(part, text), text})
		}
		at += len(part)
	}
	return out
}
