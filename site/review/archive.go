package review

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unsafe"

	"warraq/site"
	"warraq/site/check"
	"warraq/site/check/prose"
	"warraq/site/manuscript"
)

// archive is what all manuscripts together tell: the spellings of words, the labels of tags.
type archive struct {
	paths  []string // of the manuscripts entered
	known  vocabulary
	words  []usage            // of each known word
	tags   map[string][]int32 // a label → the manuscripts that have it
	config *site.Config       // whose taxonomies have labels that are compared as tags are
	names  []check.Name       // words that are no mistakes if they are names

	narrow   *vocabulary       // the words that are still counted; nil: all
	memory   *remembered       // what is kept for the next run; nil: nothing
	more     map[string]*int32 // the counts of words in manuscripts that are recalled, not entered
	moreTags map[string]int    // and of labels

	places []int32 // where the words of the last manuscript stand in words; used again
}

// usage is how often a word stands in the archive, and in which manuscripts first.
type usage struct {
	count int32
	in    [rarest]int32
}

// A spelling is odd if it stands at most rarest times in the archive, and another
// spelling of the same word oftenest times as often.
const (
	rarest   = 3
	oftenest = 50
)

func newArchive() *archive {
	return &archive{config: &site.Config{}, tags: map[string][]int32{}, more: map[string]*int32{}, moreTags: map[string]int{}}
}

// sample is what one manuscript adds to an archive.
type sample struct {
	path  string
	words []counted
	tags  []string
}

// sample counts a manuscript's words and labels, parsed or not. It may be called for many at
// once.
func (a *archive) sample(s Sheet) sample {
	t := tallies.Get().(*tally)
	defer tallies.Put(t)
	t.clear()
	prose.Counted(unsafe.String(unsafe.SliceData(s.Source), len(s.Source)), func(w string) { // nobody writes to the source
		if a.narrow == nil || a.narrow.find(w) >= 0 {
			t.add(w)
		}
	})
	return sample{s.Path, t.counts(), tagsOf(s, a.config)}
}

// tagsOf are the labels of a sheet. Of one that was not parsed only the front
// matter is read.
func tagsOf(s Sheet, c *site.Config) (out []string) {
	if s.parsed {
		return check.Tags(s.manuscript(), c)
	}
	matter, _, _ := manuscript.Open(s.Path, s.Source, manuscript.Options{})
	for _, p := range matter {
		kind, ok := check.KindOf(strings.ToLower(p.Key), c)
		if !ok {
			continue
		}
		switch v := p.Value.(type) {
		case string:
			out = append(out, check.Labels(kind, v)...)
		case []string:
			for _, label := range v {
				out = append(out, check.Labels(kind, label)...)
			}
		}
	}
	return out
}

// add enters a manuscript, once: the list of words of a sample is used again.
func (a *archive) add(s sample) {
	file := int32(len(a.paths))
	a.paths = append(a.paths, s.path)
	places := slices.Grow(a.places[:0], len(s.words))[:len(s.words)]
	a.places = places
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
	free(s.words)
	for _, t := range s.tags {
		a.tags[t] = append(a.tags[t], file)
	}
}

// narrowDown is called when the manuscripts that are reviewed are entered: of
// others only those words are counted that can make theirs odd.
func (a *archive) narrowDown() {
	a.narrow = &vocabulary{}
	for _, name := range a.names {
		a.narrow.enter(entryOf(name.Word))
		a.narrow.enter(entryOf(name.Usual))
	}
	for i, e := range a.known.entries {
		if a.words[i].count > rarest {
			continue
		}
		for _, twin := range check.Twins(e.word) {
			a.narrow.enter(e)
			a.narrow.enter(entryOf(twin))
		}
	}
}

func (a *archive) count(w string) (n int32) {
	if i := a.known.find(w); i >= 0 {
		n = a.words[i].count
	}
	if more := a.more[w]; more != nil {
		n += *more
	}
	return n
}

// withoutNames leaves out what is said of words that are in the archive too often to be
// slips: they are names.
func (a *archive) withoutNames(remarks []Remark) []Remark {
	return slices.DeleteFunc(remarks, func(r Remark) bool {
		return r.name != nil && a.count(r.name.Word) > rarest && a.count(r.name.Usual) < oftenest*a.count(r.name.Word)
	})
}

// tagCount is how many manuscripts have a label.
func (a *archive) tagCount(label string) int { return len(a.tags[label]) + a.moreTags[label] }

// settle finds what is odd, when all manuscripts are entered, and enters it in
// known. It returns the manuscripts that hold something odd.
func (a *archive) settle(known *check.Known) []string {
	suspects := map[string]bool{}
	known.Words, known.Tags = map[string]check.Usual{}, map[string]check.Usual{}
	for i, e := range a.known.entries {
		n := a.count(e.word)
		if n > rarest {
			continue
		}
		for _, twin := range check.Twins(e.word) {
			if usual := a.count(twin); usual >= n*oftenest {
				known.Words[e.word] = check.Usual{Text: twin, Count: int(usual)}
				for _, file := range a.words[i].in[:min(a.words[i].count, rarest)] {
					suspects[a.paths[file]] = true
				}
				break
			}
		}
	}
	a.settleTags(known, suspects)
	for path := range known.Faults {
		suspects[path] = true
	}
	return slices.Sorted(maps.Keys(suspects))
}

// settleTags groups labels that differ in marks, hamza, an article or the
// spelling of the last letter. The usual one of a group is the most used.
func (a *archive) settleTags(known *check.Known, suspects map[string]bool) {
	best := map[string]string{}
	rate := func(label string) {
		key := check.TagKey(label)
		b, ok := best[key]
		if !ok || cmp.Or(cmp.Compare(a.tagCount(b), a.tagCount(label)), cmp.Compare(label, b)) < 0 {
			best[key] = label
		}
	}
	for label := range a.tags {
		rate(label)
	}
	for label := range a.moreTags {
		rate(label)
	}
	for label, files := range a.tags {
		b := best[check.TagKey(label)]
		if b == label {
			continue
		}
		known.Tags[label] = check.Usual{Text: b, Count: a.tagCount(b)}
		for _, file := range files {
			suspects[a.paths[file]] = true
		}
	}
}
