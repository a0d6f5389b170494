package check

import (
	"encoding/binary"
	"strings"
)

// Memory is what an archive keeps of all manuscripts between two checks, so
// that a check of a few need not read the others. It says nothing of when it
// is out of date: its keeper does.
type Memory struct {
	Words []string // each that is counted, once
	Files []Memento
}

// Memento is what one manuscript added to an archive.
type Memento struct {
	Path  string
	Words []byte // pairs of uvarints: a word's place in Memory.Words, and how often it stands
	Tags  []string
}

// Remember makes the archive keep what is added from now on.
func (a *Archive) Remember() { a.memory = &Memory{} }

// Memory is what was kept since Remember.
func (a *Archive) Memory() *Memory {
	if a.memory == nil {
		return nil
	}
	a.memory.Words = make([]string, len(a.known.entries))
	for i, e := range a.known.entries {
		a.memory.Words[i] = e.word
	}
	return a.memory
}

// keep notes a sample whose words have these places.
func (m *Memory) keep(s Sample, places []int32) {
	list := make([]byte, 0, 4*len(places))
	for i, at := range places {
		list = binary.AppendUvarint(list, uint64(at))
		list = binary.AppendUvarint(list, uint64(s.words[i].count))
	}
	tags := make([]string, len(s.tags))
	for i, t := range s.tags {
		tags[i] = strings.Clone(t) // a piece of its file
	}
	m.Files = append(m.Files, Memento{Path: strings.Clone(s.path), Words: list, Tags: tags})
}

// Recall enters what the archive needs to know of the manuscripts that it
// remembers, but for those that are gone or were added otherwise. It follows
// Narrow. A memory that contradicts itself is of no use: false.
func (a *Archive) Recall(m *Memory, except func(path string) bool) (ok bool) {
	defer func() {
		if !ok { // what it said so far is not to be believed
			clear(a.elsewhere)
			clear(a.moreTags)
		}
	}()
	wanted := make([]*int32, len(m.Words))
	for i, w := range m.Words {
		if a.narrow.mayHold(w) && a.narrow.words[w] {
			wanted[i] = a.more(w)
		}
	}
	for _, f := range m.Files {
		if except(f.Path) {
			continue
		}
		for list := f.Words; len(list) > 0; {
			at, n := binary.Uvarint(list)
			if n <= 0 || at >= uint64(len(wanted)) {
				return false
			}
			count, k := binary.Uvarint(list[n:])
			if k <= 0 {
				return false
			}
			if wanted[at] != nil {
				*wanted[at] += int32(count)
			}
			list = list[n+k:]
		}
		for _, t := range f.Tags {
			a.moreTags[t]++
		}
	}
	return true
}

// more is the count of a word in manuscripts that are not entered.
func (a *Archive) more(w string) *int32 {
	n, ok := a.elsewhere[w]
	if !ok {
		n = new(int32)
		a.elsewhere[w] = n
	}
	return n
}
