// Package amend changes single keys of a manuscript's front matter in place. No other byte
// of the file changes.
//
// Belongs here: how a key is written, replaced and removed in YAML, TOML and JSON. Does not:
// which keys a story needs, and how a file is saved.
//
// Each change is read again. If the front matter then does not have exactly the values that
// it should have, the change is refused with [ErrForm], and a person has to make it: this
// room knows the usual forms, and needs no others.
package amend

import (
	"bytes"
	"reflect"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/manuscript"
	"warraq/site/settings"
	"warraq/site/settings/notation"
)

// ErrForm says that a front matter has a form in which the change cannot be made.
var ErrForm = site.Failure("صدر هذا الملف مكتوب بصورة لا تُعدَّل آليًا؛ عدّله بيدك", "this front matter has a form that cannot be changed by a program; change it by hand")

// Front is the front matter of a manuscript while it is changed.
type Front struct {
	file   string
	o      manuscript.Options
	src    string
	start  int // where the body begins
	matter *notation.Node
	faults int
}

// Open reads the front matter of a manuscript.
func Open(file string, src []byte, o manuscript.Options) (*Front, error) {
	f := &Front{file: file, o: o}
	if !f.read(string(src)) {
		return nil, ErrForm
	}
	return f, nil
}

// read takes a text. It says false where its front matter cannot be read.
func (f *Front) read(src string) bool {
	r := settings.NewReader(f.file, f.o.Zone, f.o.Lang)
	start, matter := r.Open([]byte(src))
	if start < 0 {
		return false
	}
	f.src, f.start, f.matter, f.faults = src, start, matter, len(r.Problems)
	return true
}

// Bytes are the whole manuscript, as changed.
func (f *Front) Bytes() []byte { return []byte(f.src) }

// Get gives the value of the first key that has one of the names, however these are
// spelt, or nil.
func (f *Front) Get(names ...string) *notation.Node {
	if i := f.index(names); i >= 0 {
		return f.matter.Entries[i].Value
	}
	return nil
}

// index is the first entry that has one of the names; -1 if there is none.
func (f *Front) index(names []string) int {
	for i, e := range f.matter.Entries {
		if has(e.Key, names) {
			return i
		}
	}
	return -1
}

// has says that a key is one of the names.
func has(key string, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return notation.FoldKey(name) == notation.FoldKey(key) })
}

// Set gives a key a value: a string, a bool, or a manuscript.Matter of strings. A key that
// has the name, or one of the other names, keeps its place.
func (f *Front) Set(key string, value any, others ...string) error {
	i := f.index(append([]string{key}, others...))
	if i < 0 {
		return f.try(key, plainOf(value), f.with(key, value))
	}
	e := f.matter.Entries[i]
	n, want := e.Value, plainOf(value)
	if n.Kind == notation.Scalar && n.From > 0 {
		from, to := f.outerMarks(n)
		if f.try(e.Key, want, f.src[:from]+f.inline(value)+f.src[to:]) == nil {
			return nil
		}
	}
	if f.form() == yaml {
		if from, to, ok := f.lines(i); ok {
			return f.try(e.Key, want, f.src[:from]+f.block(e.Key, value)+f.src[to:])
		}
	}
	before := *f
	err := f.remove(i)
	if err == nil {
		err = f.try(e.Key, want, f.with(e.Key, value))
	}
	if err != nil {
		*f = before
	}
	return err
}

// Remove takes out each key that has one of the names.
func (f *Front) Remove(names ...string) error {
	for i := f.index(names); i >= 0; i = f.index(names) {
		if err := f.remove(i); err != nil {
			return err
		}
	}
	return nil
}

// Only takes out each key but the first that has one of the names.
func (f *Front) Only(names ...string) error {
	first := f.index(names)
	for i := len(f.matter.Entries) - 1; i > first && first >= 0; i-- {
		if has(f.matter.Entries[i].Key, names) {
			if err := f.remove(i); err != nil {
				return err
			}
			i = len(f.matter.Entries)
		}
	}
	return nil
}

// Append adds an item, a string or a manuscript.Matter of strings, to the list of a key. A
// single value becomes the first of two.
func (f *Front) Append(key string, item any, others ...string) error {
	i := f.index(append([]string{key}, others...))
	if i < 0 || f.matter.Entries[i].Value.Kind == notation.Null {
		var list any = []string{asText(item)}
		if m, ok := item.(manuscript.Matter); ok {
			list = []manuscript.Matter{m}
		}
		if i < 0 {
			return f.try(key, plainOf(list), f.with(key, list))
		}
		return f.Set(f.matter.Entries[i].Key, list)
	}
	e := f.matter.Entries[i]
	var want []any
	for _, old := range e.Value.Each() {
		want = append(want, old.Meaning(asItIs))
	}
	want = append(want, plainOf(item))
	for _, src := range f.longer(i, item) {
		if f.try(e.Key, want, src) == nil {
			return nil
		}
	}
	return ErrForm
}

// try takes a text, if nothing but the value of a key differs: it is want then, or the key
// is gone where want is nil.
func (f *Front) try(key string, want any, src string) error {
	next := *f
	if !next.read(src) || next.faults > f.faults {
		return ErrForm
	}
	body := next.src[next.start:]
	if f.form() == none { // a blank line parts a new front matter from the body
		body = strings.TrimPrefix(body, f.lineEnd())
	}
	if body != f.src[f.start:] {
		return ErrForm
	}
	all, _ := f.matter.Meaning(asItIs).(map[string]any)
	if delete(all, key); want != nil {
		all[key] = want
	}
	if now, _ := next.matter.Meaning(asItIs).(map[string]any); !reflect.DeepEqual(now, all) {
		return ErrForm
	}
	*f = next
	return nil
}

// asItIs reads a text as its letters stand.
func asItIs(s string) string { return s }

// plainOf is what a value that is written is read as.
func plainOf(value any) any {
	switch v := value.(type) {
	case bool:
		return map[bool]string{true: "true", false: "false"}[v]
	case []string:
		out := make([]any, len(v))
		for i, s := range v {
			out[i] = plainOf(s)
		}
		return out
	case manuscript.Matter:
		out := make(map[string]any, len(v))
		for _, p := range v {
			out[p.Key] = plainOf(p.Value)
		}
		return out
	case []manuscript.Matter:
		out := make([]any, len(v))
		for i, m := range v {
			out[i] = plainOf(m)
		}
		return out
	}
	return notation.Clean(asText(value))
}

func asText(value any) string {
	s, _ := value.(string)
	return s
}

// isText says of a value that it is a text.
func isText(text string) func(*notation.Node) bool {
	return func(n *notation.Node) bool { return n.Kind == notation.Scalar && n.Text == text }
}

// lineEnd is what ends the lines of the front matter, or of the body where there is none.
func (f *Front) lineEnd() string {
	switch head := []byte(f.src); {
	case bytes.Contains(head, []byte("\r\n")):
		return "\r\n"
	case bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0:
		return "\r"
	}
	return "\n"
}

// outerMarks is the extent of a scalar with its quotation marks.
func (f *Front) outerMarks(n *notation.Node) (from, to int) {
	from, to = n.From, n.To
	for range 3 { // TOML has marks of three
		if from == 0 || to >= len(f.src) || strings.IndexByte("\"'", f.src[from-1]) < 0 || f.src[to] != f.src[from-1] {
			break
		}
		from, to = from-1, to+1
	}
	return from, to
}
