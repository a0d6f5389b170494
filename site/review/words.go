package review

import (
	"context"
	"encoding/binary"
	"slices"
	"strings"

	"warraq/site/cache"
)

// memory is what the last run kept of the archive's words, so that a review of a
// few stories reads no others. Files are known by their stamps, with the guard
// that the build's records have. On disk it is written by cache.Marshal; another
// version of the tool does not read it.
type memory struct {
	Version cache.Sum
	Began   int64 // when the run that kept it began
	Stamps  []cache.Stamp
	Archive remembered

	drift []string        // the manuscripts that are no longer as it remembers, and new ones
	stale map[string]bool // what it says of these is not used
}

// wordsFile is the name under which it is kept.
const wordsFile = "words"

// mostDrift is the share of manuscripts that may differ from the memory before
// a new one is made: one in so many.
const mostDrift = 50

// recall reads the memory, for a review of a part of the manuscripts. It returns
// nil if there is none, or none of use.
func (r *Run) recall(chosen []string) *memory {
	if r.Keep == nil || len(chosen) == len(r.Content.Paths) {
		return nil
	}
	var m memory
	data := r.Keep.Load(wordsFile)
	if data == nil || cache.Unmarshal(data, &m) != nil || m.Version != r.Version || len(m.Stamps) != len(m.Archive.Files) {
		return nil
	}
	m.stale = make(map[string]bool, len(chosen))
	for _, p := range chosen {
		m.stale[p] = true // they are read themselves
	}
	known := make(map[string]bool, len(m.Archive.Files))
	for i, f := range m.Archive.Files {
		known[f.Path] = true
		if m.stale[f.Path] {
			continue
		}
		if now := r.Content.Stamps[f.Path]; now != m.Stamps[i] || cache.Racy(now, m.Began) {
			m.stale[f.Path] = true
			if now != (cache.Stamp{}) {
				m.drift = append(m.drift, f.Path)
			}
		}
	}
	for _, p := range r.Content.Paths {
		if !known[p] && !m.stale[p] {
			m.drift = append(m.drift, p)
		}
	}
	if len(m.drift)*mostDrift > len(r.Content.Paths)+mostDrift {
		return nil
	}
	return &m
}

// learn tells the archive of the manuscripts that are not reviewed: from memory
// if there is one, else by reading them all and keeping what they say.
func (r *Run) learn(ctx context.Context, chosen []string, m *memory) error {
	if m != nil {
		r.archive.narrowDown()
		if r.archive.recall(&m.Archive, func(path string) bool { return m.stale[path] }) {
			return Each(ctx, r.Content, m.drift, r.archive.sample, r.archive.add)
		}
	}
	read := make(map[string]bool, len(chosen))
	for _, p := range chosen {
		read[p] = true
	}
	others := slices.DeleteFunc(slices.Clone(r.Content.Paths), func(p string) bool { return read[p] })
	if err := Each(ctx, r.Content, others, r.archive.sample, r.archive.add); err != nil {
		return err
	}
	r.remember()
	return nil
}

// remember keeps the archive's words. If they cannot be kept, the next run takes
// longer, and nothing else is lost.
func (r *Run) remember() {
	kept := r.archive.remembered()
	if kept == nil || r.Keep == nil {
		return
	}
	m := memory{Version: r.Version, Began: r.Began.UnixNano(), Archive: *kept, Stamps: make([]cache.Stamp, len(kept.Files))}
	for i, f := range kept.Files {
		m.Stamps[i] = r.Content.Stamps[f.Path]
	}
	size := 1024
	for _, w := range kept.Words {
		size += len(w) + 2
	}
	for _, f := range kept.Files {
		size += len(f.Path) + len(f.Words) + 32*len(f.Tags) + 64
	}
	_ = r.Keep.Save(wordsFile, cache.Append(make([]byte, 0, size), &m))
}

// remembered is what an archive keeps of all manuscripts.
type remembered struct {
	Words []string // each word that is counted, once
	Files []rememberedFile
}

// rememberedFile is what one manuscript added.
type rememberedFile struct {
	Path  string
	Words []byte // pairs of uvarints: a word's place in Words, and how often it stands
	Tags  []string
}

// remembered is what was kept of all that was added; nil if nothing was.
func (a *archive) remembered() *remembered {
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
func (m *remembered) keep(s sample, places []int32) {
	list := make([]byte, 0, 4*len(places))
	for i, at := range places {
		list = binary.AppendUvarint(list, uint64(at))
		list = binary.AppendUvarint(list, uint64(s.words[i].count))
	}
	m.Files = append(m.Files, rememberedFile{Path: strings.Clone(s.path), Words: list, Tags: s.tags})
}

// recall enters what the archive needs to know of manuscripts that it remembers
// and that are as they were. It follows narrowDown. It returns false if the
// memory contradicts itself, and enters nothing.
func (a *archive) recall(m *remembered, except func(path string) bool) (ok bool) {
	defer func() {
		if !ok {
			clear(a.more)
			clear(a.moreTags)
		}
	}()
	wanted := make([]*int32, len(m.Words))
	for i, w := range m.Words {
		if a.narrow.find(w) >= 0 {
			if a.more[w] == nil {
				a.more[w] = new(int32)
			}
			wanted[i] = a.more[w]
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
