package settings

import (
	"slices"
	"strings"
	"sync"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/settings/nodes"
	"warraq/site/settings/notation"
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
					t.byName[notation.FoldKey(name)] = named{i, rank}
				}
			}
		}
	})
	return t.byName
}

// Rank is the place of a key in the table. Unknown keys come last.
func (t *table[T]) Rank(key string) int {
	if k, ok := t.index()[notation.FoldKey(key)]; ok {
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

// Apply reads the values of a map into a noun by a table. Where two keys mean
// the same, the preferred one is taken. A setting that cannot be used keeps what it was.
// ok says that each key is known and each setting could be used.
func Apply[S any](r *Reader, t *table[*S], to *S, values *Node) (ok bool) {
	index, ok := t.index(), true
	entries := r.entries(values, t.keys)
	best := make([]int8, len(t.fields)) // 1 + the rank of what is taken
	for _, e := range entries {
		if k, ok := index[notation.FoldKey(e.Key)]; ok && (best[k.field] == 0 || int8(k.rank) < best[k.field]-1) {
			best[k.field] = int8(k.rank) + 1
		}
	}
	for _, e := range entries {
		k, known := index[notation.FoldKey(e.Key)]
		if e.Key == paramsKey && !t.strict && e.Value.Kind == Map {
			said := len(r.Problems)
			Apply(r, t, to, t.knownIn(e.Value, best))
			mild := func(p site.Problem) bool { return p.Level != site.LevelError } // the site's own may be of another kind
			r.Problems = append(r.Problems[:said], slices.DeleteFunc(r.Problems[said:], mild)...)
		}
		switch {
		case !known && e.Key == paramsKey && !t.strict && e.Value.Kind == Map:
		case !known:
			r.unknownKey(e, t.keys(), t.strict)
			ok = false
		case int(best[k.field]) != k.rank+1:
			preferred := strings.Fields(t.fields[k.field].Names)[best[k.field]-1]
			r.Report(e.Line, e.Col, "front-matter/same-meaning", site.LevelNote,
				site.Say("المفتاحان %s و%s بمعنى واحد؛ أُخذ الأول", "%s and %s mean the same; the first is taken", preferred, e.Key),
				site.Say("احذف %s", "remove %s", e.Key))
		case e.Value.Kind != Null:
			ok = read(r, t.fields[k.field], to, e.Value) && ok
		}
	}
	return ok && values.Kind == Map
}

// read reads one value. A setting that cannot be used is not set: it says false.
func read[S any](r *Reader, f Field[*S], to *S, n *Node) bool {
	before, faults := *to, r.Faults
	f.Read(r, to, n)
	if ok := r.Faults == faults; ok || !r.Whole {
		return ok
	}
	*to, r.Faults = before, faults
	return false
}

// entries are the entries of a map. Any other value is told, with the keys that are known.
func (r *Reader) entries(n *Node, known func() []string) []nodes.Entry {
	if n.Kind != Map {
		keys := " (" + strings.Join(known(), ": ") + ":)"
		r.Expected(n, "مفاتيح وقيم"+keys, "a map of keys"+keys)
	}
	return n.Entries
}

// paramsKey is Hugo's place for a site's own keys, and for some that Hugo itself has not.
const paramsKey = "params"

// knownIn are the entries of a map that the table has, but for those of fields that have
// another value. The others are the site's own.
func (t *table[T]) knownIn(n *Node, taken []int8) *Node {
	known := *n
	known.Entries = nil
	for _, e := range n.Entries {
		if k, ok := t.index()[notation.FoldKey(e.Key)]; ok && e.Key != paramsKey && taken[k.field] == 0 {
			known.Entries = append(known.Entries, e)
		}
	}
	return &known
}

// unknownKey reports a key that does nothing. One that is nearly a known key is
// probably a misspelling, and a warning.
func (r *Reader) unknownKey(e nodes.Entry, known []string, strict bool) {
	if r.Full(site.LevelNote) && !IsFlag(e.Value) && !strict {
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
		if elsewhere, ok := placed[notation.FoldKey(e.Key)]; ok && r.Path == "content/"+site.SettingsFile && slices.Contains(known, "base_url") {
			hint = elsewhere
		}
	}
	r.Report(e.Line, e.Col, rule, level,
		site.Say("المفتاح %s لا معنى له هنا", "the key %s means nothing here", e.Key), hint)
}

// placed are keys that people write into edition.yaml, and where what they mean stands.
var placed = map[string]site.Words{
	"logo":    site.Say("الشعار في رأس الصفحة ملف في static/ وأسطر في القالب: warraq help recipes؛ والذي لمحركات البحث publisher: {logo: …}", "the logo in the header is a file of static/ and some lines of a template: warraq help recipes; that for search engines is publisher: {logo: …}"),
	"favicon": site.Say("ضع favicon.svg في static/", "put favicon.svg into static/"),
	"theme":   site.Say("مظهر الجريدة look: newspaper أو headline أو magazine؛ ولقوالبك warraq help theme", "the manner of the paper is look: newspaper, headline or magazine; for templates of your own: warraq help theme"),
}

// nearest is the known key that is most like a misspelt one, or "".
func nearest(word string, known []string) string {
	return arabic.Nearest(word, slices.Values(known), notation.FoldKey)
}
