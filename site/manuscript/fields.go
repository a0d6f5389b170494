package manuscript

import (
	"strings"
	"sync"

	"warraq/site"
)

// field is one key of front matter or of settings: its names, the one to be
// preferred first, and what its value does to the noun that is being read.
type field[T any] struct {
	names string
	read  func(r *reader, to T, n *node)
	shape schema // for editors that complete settings; nil in front matter
}

// table is every key that a noun knows.
type table[T any] struct {
	fields []field[T]
	strict bool // an unknown key is an error
	once   sync.Once
	byName map[string]named
}

// named is a field by one of its names; a lower rank is preferred.
type named struct{ field, rank int }

func fieldsOf[T any](fields ...field[T]) *table[T] { return &table[T]{fields: fields} }

func settingsOf[T any](fields ...field[T]) *table[T] { return &table[T]{fields: fields, strict: true} }

func (t *table[T]) index() map[string]named {
	t.once.Do(func() {
		t.byName = map[string]named{}
		for i, f := range t.fields {
			for rank, name := range strings.Fields(f.names) {
				t.byName[foldKey(name)] = named{i, rank}
			}
		}
	})
	return t.byName
}

// keys are the names to be preferred, for hints.
func (t *table[T]) keys() []string {
	out := make([]string, len(t.fields))
	for i, f := range t.fields {
		out[i], _, _ = strings.Cut(f.names, " ")
	}
	return out
}

// foldKey makes publishDate, publish_date and publish-date one key, as Hugo
// and its themes do.
func foldKey(key string) string {
	for i := range len(key) {
		if c := key[i]; 'A' <= c && c <= 'Z' || c == '_' || c == '-' {
			return strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(key))
		}
	}
	return key
}

// apply reads the values of a map into a noun by a table. Where two keys mean
// the same, the preferred one is taken.
func apply[T any](r *reader, t *table[T], to T, matter *node) {
	index := t.index()
	best := make([]int8, len(t.fields)) // 1 + the rank of what is taken
	for _, e := range matter.entries {
		if k, ok := index[foldKey(e.key)]; ok && (best[k.field] == 0 || int8(k.rank) < best[k.field]-1) {
			best[k.field] = int8(k.rank) + 1
		}
	}
	for _, e := range matter.entries {
		k, ok := index[foldKey(e.key)]
		switch {
		case !ok && e.key == "params" && !t.strict && e.value.kind == isMap: // Hugo's place for a site's own keys
			apply(r, t, to, e.value)
		case !ok:
			r.unknownKey(e, t.keys(), t.strict)
		case int(best[k.field]) != k.rank+1:
			preferred := strings.Fields(t.fields[k.field].names)[best[k.field]-1]
			r.report(e.line, e.col, "front-matter/same-meaning", site.LevelNote,
				site.Say("المفتاحان %s و%s بمعنى واحد؛ أُخذ الأول", "%s and %s mean the same; the first is taken", preferred, e.key),
				site.Say("احذف %s", "remove %s", e.key))
		case e.value.kind != isNull:
			t.fields[k.field].read(r, to, e.value)
		}
	}
}

// unknownKey says that a key does nothing. One that is nearly a known key is
// a misspelling, and worth a warning each time.
func (r *reader) unknownKey(e entry, known []string, strict bool) {
	guess := nearest(e.key, known)
	level, hint := site.LevelNote, site.Say("احذفه إن لم تحتج إليه أداة أخرى", "remove it, unless another tool needs it")
	if guess != "" {
		level, hint = site.LevelWarning, site.Say("لعلك تقصد %s", "did you mean %s?", guess)
	}
	rule := "front-matter/unknown-key"
	if strict {
		level, rule = site.LevelError, "settings/unknown-key"
		if guess == "" {
			hint = site.Say("المعروف هنا: %s", "known here are: %s", strings.Join(known, " "))
		}
	}
	r.report(e.line, e.col, rule, level,
		site.Say("المفتاح %s لا معنى له هنا", "the key %s means nothing here", e.key), hint)
}

// nearest is the known word that a misspelt one was meant to be, or "".
func nearest(word string, known []string) string {
	folded := foldKey(word)
	best, most := "", 1 // one slip in a short word, two in a long one
	if len(folded) > 7 {
		most = 2
	}
	if len(folded) < 4 {
		return ""
	}
	for _, k := range known {
		if d := editDistance(folded, foldKey(k)); d <= most && d > 0 {
			best, most = k, d-1
		}
	}
	return best
}

// editDistance counts the letters to insert, remove, replace or swap
// (Damerau–Levenshtein, optimal string alignment).
func editDistance(a, b string) int {
	s, t := []rune(a), []rune(b)
	before, last := make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := range s {
		row := make([]int, len(t)+1)
		row[0] = i + 1
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(t)]
}
