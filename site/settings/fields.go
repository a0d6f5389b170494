package settings

import (
	"strings"
	"sync"

	"warraq/site"
)

// Field is one key of front matter or of settings: its names, the one to be
// preferred first, and what its value does to the noun that is being read. Where
// the names have | between them, none is preferred: each that is there is read.
type Field[T any] struct {
	Names string
	Read  func(r *Reader, to T, n *Node)
	shape schema // for editors that complete settings; nil in front matter
}

// table is every key that a noun knows.
type table[T any] struct {
	fields []Field[T]
	strict bool // an unknown key is an error
	once   sync.Once
	byName map[string]named
}

// named is a field by one of its names; a lower rank is preferred.
type named struct{ field, rank int }

// FieldsOf makes the table of a noun.
func FieldsOf[T any](fields ...Field[T]) *table[T] { return &table[T]{fields: fields} }

func settingsOf[T any](fields ...Field[T]) *table[T] { return &table[T]{fields: fields, strict: true} }

func (t *table[T]) index() map[string]named {
	t.once.Do(func() {
		t.byName = map[string]named{}
		for i, f := range t.fields {
			for rank, name := range strings.Fields(f.Names) {
				for name := range strings.SplitSeq(name, "|") {
					t.byName[FoldKey(name)] = named{i, rank}
				}
			}
		}
	})
	return t.byName
}

// Rank is the place of a key in the table. Unknown keys come last.
func (t *table[T]) Rank(key string) int {
	if k, ok := t.index()[FoldKey(key)]; ok {
		return k.field
	}
	return len(t.fields)
}

// keys are the names to be preferred, for hints.
func (t *table[T]) keys() []string {
	out := make([]string, len(t.fields))
	for i, f := range t.fields {
		out[i] = f.Names[:strings.IndexAny(f.Names+" ", " |")]
	}
	return out
}

// FoldKey makes publishDate, publish_date and publish-date one key, as Hugo
// and its themes do.
func FoldKey(key string) string {
	for i := range len(key) {
		if c := key[i]; 'A' <= c && c <= 'Z' || c == '_' || c == '-' {
			return strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(key))
		}
	}
	return key
}

// Apply reads the values of a map into a noun by a table. Where two keys mean
// the same, the preferred one is taken.
func Apply[T any](r *Reader, t *table[T], to T, matter *Node) {
	index := t.index()
	best := make([]int8, len(t.fields)) // 1 + the rank of what is taken
	for _, e := range matter.Entries {
		if k, ok := index[FoldKey(e.Key)]; ok && (best[k.field] == 0 || int8(k.rank) < best[k.field]-1) {
			best[k.field] = int8(k.rank) + 1
		}
	}
	for _, e := range matter.Entries {
		k, ok := index[FoldKey(e.Key)]
		switch {
		case !ok && e.Key == "params" && !t.strict && e.Value.Kind == Map: // Hugo's place for a site's own keys
			Apply(r, t, to, t.knownIn(e.Value))
		case !ok:
			r.unknownKey(e, t.keys(), t.strict)
		case int(best[k.field]) != k.rank+1:
			preferred := strings.Fields(t.fields[k.field].Names)[best[k.field]-1]
			r.Report(e.Line, e.Col, "front-matter/same-meaning", site.LevelNote,
				site.Say("المفتاحان %s و%s بمعنى واحد؛ أُخذ الأول", "%s and %s mean the same; the first is taken", preferred, e.Key),
				site.Say("احذف %s", "remove %s", e.Key))
		case e.Value.Kind != Null:
			t.fields[k.field].Read(r, to, e.Value)
		}
	}
}

// knownIn are the entries of a map that the table has. The others are the site's
// own, and mean nothing here.
func (t *table[T]) knownIn(n *Node) *Node {
	known := *n
	known.Entries = nil
	for _, e := range n.Entries {
		if _, ok := t.index()[FoldKey(e.Key)]; ok {
			known.Entries = append(known.Entries, e)
		}
	}
	return &known
}

// unknownKey reports a key that does nothing. One that is nearly a known key is
// probably a misspelling, and a warning.
func (r *Reader) unknownKey(e entry, known []string, strict bool) {
	if r.full(site.LevelNote) && !IsFlag(e.Value) && !strict {
		return
	}
	guess := nearest(e.Key, known)
	level, hint := site.LevelNote, site.Say("احذفه إن لم تحتج إليه أداة أخرى", "remove it, unless another tool needs it")
	if guess != "" {
		level, hint = site.LevelWarning, site.Say("لعلك تقصد %s", "did you mean %s?", guess)
	}
	if guess == "draft" && IsFlag(e.Value) { // it was meant to stop the file from being published
		level = site.LevelError
	}
	rule := "front-matter/unknown-key"
	if strict {
		level, rule = site.LevelError, "settings/unknown-key"
		if guess == "" {
			hint = site.Say("المعروف هنا: %s", "known here are: %s", strings.Join(known, " "))
		}
	}
	r.Report(e.Line, e.Col, rule, level,
		site.Say("المفتاح %s لا معنى له هنا", "the key %s means nothing here", e.Key), hint)
}

// nearest is the known word that is most like a misspelt one, or "": with one slip
// in a short word, two in a long one.
func nearest(word string, known []string) string {
	folded, most := FoldKey(word), 1
	if len(folded) < 4 {
		return ""
	}
	if len(folded) > 7 {
		most = 2
	}
	for n := 1; n <= most; n++ {
		for _, k := range known {
			if other := FoldKey(k); other != folded && slips(folded, other, n) {
				return k
			}
		}
	}
	return ""
}

// slips reports whether at most n letters must be inserted, removed, replaced or
// swapped with the next to make one word of the other.
func slips(a, b string, n int) bool {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	switch {
	case a == b:
		return true
	case n == 0:
		return false
	case a == "" || b == "":
		return len(a)+len(b) <= n
	}
	swapped := len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0]
	return slips(a[1:], b, n-1) || slips(a, b[1:], n-1) || slips(a[1:], b[1:], n-1) || swapped && slips(a[2:], b[2:], n-1)
}
