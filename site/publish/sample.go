package publish

import (
	"math/rand/v2"
	"path/filepath"
)

// manyFiles is from how many files on a sample speaks for all, and sampleOf how many a
// file of the sample speaks for.
const (
	manyFiles = 20000
	sampleOf  = 16
)

// isOfThisBoot says that the system has not been started since the manifest was written.
// Files that were written before a power cut may be empty.
func (f *Folder) isOfThisBoot() bool {
	m, err := f.disk.look(filepath.Join(f.dir, manifestName))
	at, known := booted()
	return err == nil && known && m.mtime > at.UnixNano()
}

// What lookAhead knows of an entry.
const (
	unseen uint32 = iota
	taken         // whoever asks looks for themselves
	asLeft        // its file has the size and the time that we gave it
)

// lookAhead looks at the published files beside whatever the build does first:
// it asks for nearly all of them, and most are as they were left. Where a sample of many
// files is as it was left, the others are taken to be so too.
func (f *Folder) lookAhead(published []*entry) {
	f.trusted = f.canTrust && f.sample(published)
	close(f.sampled)
	for _, e := range published {
		if f.trusted || f.closed.Load() {
			return
		}
		f.glance(e)
	}
}

// sample looks at every sampleOf-th file, from a random one on.
func (f *Folder) sample(published []*entry) bool {
	for i := rand.IntN(sampleOf); i < len(published); i += sampleOf {
		if f.closed.Load() || !f.glance(published[i]) {
			return false
		}
	}
	return true
}

// glance looks at a file that nobody has looked at yet. It returns true if the file is as
// it was left.
func (f *Folder) glance(e *entry) bool {
	if !e.ahead.CompareAndSwap(unseen, taken) {
		return e.ahead.Load() == asLeft
	}
	m, err := f.disk.look(f.place(e.path))
	if err != nil || m != (made{e.size, f.timeOf(e)}) {
		return false
	}
	e.ahead.Store(asLeft)
	return true
}
