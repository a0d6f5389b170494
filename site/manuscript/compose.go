package manuscript

import (
	"cmp"
	"fmt"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/markdown"
	"warraq/site/settings"
	"warraq/site/settings/notation"
)

// Matter is front matter in the making: what an importer knows of a story.
type Matter []Pair

// Pair is a key and its value: a string, a bool, a []string, a Matter, a
// []Matter or a []any of these. A Note beside it is written as a comment.
type Pair struct {
	Key   string
	Value any
	Note  string
}

// Add appends a key, unless its value says nothing: "", false, no items.
func (m *Matter) Add(key string, value any) {
	if !isEmpty(value) {
		*m = append(*m, Pair{Key: key, Value: value})
	}
}

// index is where a key stands; -1 if it is not there.
func (m Matter) index(key string) int {
	return slices.IndexFunc(m, func(p Pair) bool { return notation.FoldKey(p.Key) == notation.FoldKey(key) })
}

// Text is the value of a key that holds a string; "" if there is none.
func (m Matter) Text(key string) string {
	i := m.index(key)
	if i < 0 {
		return ""
	}
	s, _ := m[i].Value.(string)
	return s
}

// Has reports whether a key is there.
func (m Matter) Has(key string) bool { return m.index(key) >= 0 }

// Set gives a key a value, in the place of the one that it has.
func (m *Matter) Set(key string, value any) {
	if i := m.index(key); i >= 0 {
		(*m)[i].Value = value
		return
	}
	*m = append(*m, Pair{Key: key, Value: value})
}

// IsStoryKey says that a key means something in the front matter of a story.
func IsStoryKey(key string) bool {
	_, hides := hidings[notation.FoldKey(key)]
	return hides || articleFields.Rank(key) < articleFields.Rank("")
}

func isEmpty(value any) bool {
	v := reflect.ValueOf(value)
	return !v.IsValid() || v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0
}

// Compose writes a manuscript: front matter as YAML, its keys in the order of
// the table in story.go and those that it does not hold last, and the body.
func Compose(m Matter, body string) []byte {
	sorted := slices.Clone(m)
	slices.SortStableFunc(sorted, func(a, b Pair) int { return cmp.Compare(articleFields.Rank(a.Key), articleFields.Rank(b.Key)) })
	var out strings.Builder
	out.WriteString("---\n")
	for _, p := range sorted {
		writePair(&out, p, "")
	}
	out.WriteString("---\n")
	if body = strings.Trim(body, "\n"); body != "" {
		out.WriteString("\n" + body + "\n")
	}
	return []byte(out.String())
}

func writePair(out *strings.Builder, p Pair, indent string) {
	if p.Note != "" {
		out.WriteString(indent + "# " + notation.Clean(p.Note) + "\n")
	}
	out.WriteString(indent + scalarYAML(p.Key) + ":")
	writeValue(out, p.Value, indent)
}

// writeValue writes what follows a colon, and ends the line.
func writeValue(out *strings.Builder, value any, indent string) {
	inner := indent + "  "
	switch v := value.(type) {
	case bool:
		out.WriteString(map[bool]string{true: " true\n", false: " false\n"}[v])
	case []string:
		words := make([]string, len(v))
		for i, s := range v {
			words[i] = scalarYAML(s)
		}
		out.WriteString(" [" + strings.Join(words, ", ") + "]\n")
	case Matter:
		out.WriteString("\n")
		for _, p := range v {
			writePair(out, p, inner)
		}
	case []Matter:
		out.WriteString("\n")
		for _, m := range v {
			writeItem(out, m, inner)
		}
	case []any:
		out.WriteString("\n")
		for _, item := range v {
			if m, ok := item.(Matter); ok && len(m) > 0 {
				writeItem(out, m, inner)
				continue
			}
			out.WriteString(inner + "-")
			writeValue(out, item, inner)
		}
	case string:
		out.WriteString(" " + scalarYAML(v) + "\n")
	default:
		out.WriteString("\n")
	}
}

// writeItem writes a map as an item of a list: its first key stands behind the
// hyphen.
func writeItem(out *strings.Builder, m Matter, indent string) {
	var item strings.Builder
	for _, p := range m {
		writePair(&item, p, indent+"  ")
	}
	out.WriteString(indent + "- " + strings.TrimPrefix(item.String(), indent+"  "))
}

// plainScalar is a text that YAML needs no quotation marks for, in a list in
// brackets too, and that no reader of YAML takes for a number or a truth.
var plainScalar = regexp.MustCompile(`^(?:[\p{Arabic}\p{Latin}/][\p{L}\p{M}\p{N} ._/،؛؟!()«»…+%@ـ–—~=-]*|\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))?|https?://[\w./%=&+~-]+)$`)

// notText are the plain words that YAML 1.1 takes for a truth or for nothing.
var notText = regexp.MustCompile(`^(?i:true|false|yes|no|on|off|null|y|n|~)$`)

func scalarYAML(s string) string {
	if s = notation.Clean(s); plainScalar.MatchString(s) && !notText.MatchString(s) {
		return s
	}
	return quoteYAML(s)
}

// StoryPath is where a new story of a section belongs under content/.
func StoryPath(title, section string, date time.Time) string {
	slug := arabic.Slug(title)
	if slug == "" {
		slug = date.Format("2006-01-02-1504")
	}
	return path.Join(section, date.Format("2006/01"), slug+".md")
}

// Credits are the names in a line that closes a story of the wires, such as
// «(فرانس برس، العربي الجديد)»; nil for any other line.
func Credits(line string) []string { return markdown.Credits(line) }

// CutCredit splits «كيم يستقبل شويغو (إكس)» into caption and credit.
func CutCredit(line string) (caption, credit string) { return markdown.CutCredit(line) }

// Open reads the front matter of a manuscript, all values as texts, and says
// where its body begins: -1 if the file cannot be read.
func Open(file string, src []byte, o Options) (Matter, int, []site.Problem) {
	r := settings.NewReader(file, o.Zone, o.Lang)
	start, matter := r.Open(src)
	if start < 0 {
		return nil, -1, r.Problems
	}
	m, _ := plainValue(matter).(Matter)
	return m, start, r.Problems
}

func plainValue(n *settings.Node) any {
	switch n.Kind {
	case settings.Scalar:
		return n.Text
	case settings.List:
		return plainList(n.Items)
	case settings.Map:
		m := make(Matter, 0, len(n.Entries))
		for _, e := range n.Entries {
			m = append(m, Pair{Key: e.Key, Value: plainValue(e.Value)})
		}
		return m
	}
	return nil
}

// plainList is a []string where every item is a text.
func plainList(items []*settings.Node) any {
	texts, all := []string{}, []any{}
	for _, item := range items {
		v := plainValue(item)
		if s, ok := v.(string); ok {
			texts = append(texts, s)
		}
		all = append(all, v)
	}
	if len(texts) == len(all) {
		return texts
	}
	return all
}

// Scaffold is the beginning of a new story: its path under content/ and its
// bytes. It is a draft until someone removes that line.
func Scaffold(title, section string, date time.Time, o Options) (string, []byte) {
	if o.Zone != nil {
		date = date.In(o.Zone)
	}
	return StoryPath(title, section, date), fmt.Appendf(nil, `---
title: %s
standfirst:
date: %s
draft: true
authors: []
tags: []
# image: {src: picture.jpg, alt: "", caption: "", credit: ""}
---
`, scalarYAML(title), date.Format(time.RFC3339))
}

// quoteYAML writes a text as YAML's double-quoted scalar, which JSON's is.
func quoteYAML(s string) string {
	return strconv.Quote(notation.Clean(s))
}
