package review

import (
	"encoding/binary"
	"slices"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/check"
)

// findings is what the rules found in manuscripts that a run read, for the next run: a
// manuscript is known by the hash of its bytes, so that one that did not change is not
// proofread again. What check.Beside finds is not in it. On disk it is its own hash, and what
// cache.Marshal writes; another version of the tool, or other settings, do not read it.
type findings struct {
	Version  cache.Sum
	Settings cache.Sum
	Words    []string // each word that is counted, once
	Sheets   []keptSheet

	entries []entry        // of Words
	at      map[string]int // a path → its place in Sheets
	fresh   []keptSheet    // of manuscripts that it did not have, without their words
}

// keptSheet is what one manuscript holds.
type keptSheet struct {
	Path  string
	Sum   cache.Sum // of its bytes
	Words []byte    // see rememberedFile
	Tags  []string
	Found []check.Finding // without their paths and hints
}

// findingsFile is the name under which they are kept.
const findingsFile = "findings"

// settingsSum is the hash of all that rules are told by the settings.
func settingsSum(f *Content) cache.Sum {
	config := *f.Config
	config.Zone = nil // its name says it
	h := cache.NewHash()
	h.Value(&config)
	h.Value(&f.Components)
	return h.Sum()
}

// openFindings reads what the last run kept; nothing if that is of no use.
func (r *Run) openFindings() *findings {
	f, settings := &findings{}, settingsSum(r.Content)
	if r.Keep != nil {
		sum, data := cache.Sum{}, r.Keep.Load(findingsFile)
		if n := copy(sum[:], data); n == len(sum) {
			data = data[n:]
		}
		if cache.Of(data) != sum || cache.Unmarshal(data, f) != nil || f.Version != r.Version || f.Settings != settings {
			f = &findings{}
		}
	}
	f.Version, f.Settings = r.Version, settings
	f.entries = make([]entry, len(f.Words))
	for i, w := range f.Words {
		f.entries[i] = entryOf(w)
	}
	f.at = make(map[string]int, len(f.Sheets))
	for i := range f.Sheets {
		f.at[f.Sheets[i].Path] = i
	}
	return f
}

// of is what was kept of a manuscript; nil if it changed, or is new.
func (f *findings) of(path string, sum cache.Sum) *keptSheet {
	if i, ok := f.at[path]; ok && f.Sheets[i].Sum == sum {
		return &f.Sheets[i]
	}
	return nil
}

// sample gives the words of a manuscript that was kept; ok is false if they are damaged.
func (f *findings) sample(k *keptSheet) (s sample, ok bool) {
	s = sample{path: k.Path, tags: k.Tags, words: listOf(len(k.Words) / 2)}
	for list := k.Words; len(list) > 0; {
		at, n := binary.Uvarint(list)
		if n <= 0 || at >= uint64(len(f.entries)) {
			return s, false
		}
		count, m := binary.Uvarint(list[n:])
		if m <= 0 {
			return s, false
		}
		s.words = append(s.words, counted{f.entries[at], int32(count)})
		list = list[n+m:]
	}
	return s, true
}

// keepFindings keeps what was found in all manuscripts, if that is not what was kept
// before. If it cannot be kept, the next run takes longer, and nothing else is lost.
func (r *Run) keepFindings() {
	f, memory := r.findings, r.archive.remembered()
	if r.Keep == nil || memory == nil || len(f.fresh) == 0 {
		return
	}
	fresh := make(map[string]*keptSheet, len(f.fresh))
	for i := range f.fresh {
		fresh[f.fresh[i].Path] = &f.fresh[i]
	}
	out := findings{Version: f.Version, Settings: f.Settings, Words: memory.Words}
	for _, file := range memory.Files {
		sheet := fresh[file.Path]
		if i, ok := f.at[file.Path]; sheet == nil && ok {
			sheet = &f.Sheets[i]
		}
		if sheet != nil {
			sheet.Words, sheet.Tags = file.Words, file.Tags
			out.Sheets = append(out.Sheets, *sheet)
		}
	}
	data := cache.Append(make([]byte, len(cache.Sum{}), out.size()), &out)
	sum := cache.Of(data[len(cache.Sum{}):])
	copy(data, sum[:])
	_ = r.Keep.Save(findingsFile, data)
}

// size is about as many bytes as they are on disk.
func (f *findings) size() (n int) {
	for _, w := range f.Words {
		n += len(w) + 2
	}
	for i := range f.Sheets {
		s := &f.Sheets[i]
		n += len(s.Path) + len(s.Words) + 32*len(s.Tags) + 64
		for j := range s.Found {
			n += len(s.Found[j].Rule) + len(s.Found[j].Message.Ar) + len(s.Found[j].Message.En) + 64
		}
	}
	return n + 1024
}

// look gives what the rules of Look find in a sheet, and its words: what was kept, if it
// did not change, and new what is to be kept.
func (r *Run) look(s Sheet) (found []check.Finding, words sample, kept keptSheet) {
	sum := cache.Of(s.Source)
	if old := r.findings.of(s.Path, sum); old != nil {
		if words, ok := r.findings.sample(old); ok {
			found = slices.Clone(old.Found)
			for i := range found {
				found[i].Path, found[i].Hint = "content/"+s.Path, check.Named(found[i].Rule).Hint
			}
			return append(found, r.checker.Beside(s.manuscript())...), words, keptSheet{}
		}
	}
	found = r.checker.Look(s.manuscript())
	kept = keptSheet{Path: s.Path, Sum: sum}
	for _, f := range found {
		if rule := check.Named(f.Rule); rule == nil {
			kept.Path = "" // a comment that silences a rule that is not there
		} else if !rule.Beside {
			f.Path, f.Hint = "", site.Words{}
			kept.Found = append(kept.Found, f)
		}
	}
	return found, r.archive.sample(s), kept
}
