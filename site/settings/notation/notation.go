// Package notation reads text in YAML, TOML or JSON, front matter or a whole file, into Nodes,
// and gathers what is wrong with it: of the encoding, of the notation, of a value.
//
// Not here: which keys a noun has, and what their values mean (package settings); the fast reader
// of plain YAML (package nodes).
package notation

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"

	"warraq/site"
	"warraq/site/settings/nodes"
)

// Node is a value of front matter or settings, with its place.
type Node = nodes.Node

type entry = nodes.Entry

// The kinds of a Node.
const (
	Null   = nodes.Null
	Scalar = nodes.Scalar
	List   = nodes.List
	Map    = nodes.Map
)

// split finds the front matter by its fence, parses it, and gives where the
// body begins.
func (r *Notes) split(src []byte) (int, *Node) {
	start := 0
	if bytes.HasPrefix(src, []byte("\xef\xbb\xbf")) {
		start = 3
	}
	rest := bytes.TrimLeft(src[start:], " \t\r\n")
	above := len(src) - len(rest)
	if above == start || !fenced(rest, "---") && !fenced(rest, "+++") {
		return r.matter(src, start)
	}
	said, lines := len(r.Problems), bytes.Count(src[:above], []byte("\n")) // blank lines above the fence
	body, n := r.matter(src, above)
	for i := range r.Problems[said:] {
		r.Problems[said+i].Line += lines
	}
	n.Lower(lines)
	return body, n
}

// matter parses the front matter whose fence stands at a byte.
func (r *Notes) matter(src []byte, start int) (int, *Node) {
	none := &Node{Kind: Map, Line: 1, Col: 1}
	switch rest := src[start:]; {
	case fenced(rest, "---"):
		return r.between(src, start, "---", r.YAML)
	case otherFence.Match(rest):
		r.Report(1, 1, "front-matter/form", site.LevelError,
			site.Say("صورة لرأس الملف لا تُقرأ", "a form of front matter that is not read"),
			site.Say("اكتبه YAML بين سطرين ---", "write it as YAML between two lines of ---"))
		return -1, nil
	case fenced(rest, "+++"):
		return r.between(src, start, "+++", r.toml)
	case bytes.HasPrefix(rest, []byte("{")) && !bytes.HasPrefix(rest, []byte("{{")):
		return r.JSON(src, start)
	}
	return start, none
}

// otherFence is front matter that names its language (Eleventy), or ;;; of Jekyll's
// and Gatsby's JSON.
var otherFence = regexp.MustCompile(`^(?:---[ \t]*(?:json|yaml|yml|toml|js|javascript|coffee)|;;;)[ \t]*\r?\n`)

// cutLine splits off the first line, which ends with \n, \r\n or \r.
func cutLine(src []byte) (line, rest []byte) {
	i := bytes.IndexAny(src, "\r\n")
	if i < 0 {
		return src, nil
	}
	end := i + 1
	if src[i] == '\r' && end < len(src) && src[end] == '\n' {
		end++
	}
	return src[:i], src[end:]
}

func fenced(src []byte, fence string) bool {
	line, _ := cutLine(src)
	return string(bytes.TrimRight(line, " \t")) == fence
}

// between parses the lines up to the next fence.
func (r *Notes) between(src []byte, start int, fence string, parse func(text []byte, at int) *Node) (int, *Node) {
	_, text := cutLine(src[start:])
	at := len(src) - len(text)
	for rest := text; len(rest) > 0; {
		from := rest
		if _, rest = cutLine(rest); fenced(from, fence) {
			return len(src) - len(rest), parse(text[:len(text)-len(from)], at)
		}
	}
	r.Report(1, 1, "front-matter/unclosed", site.LevelError,
		site.Say("رأس الملف لا ينتهي: لا سطر %s ثانيًا", "the front matter does not end: no second line of %s", fence),
		site.Say("أضف سطر %s قبل النص", "add a line of %s before the text", fence))
	return -1, nil
}

// Spans are the spans of a front matter that was read from head.
func Spans(head []byte, matter *Node) []site.Span {
	spans := FieldSpans(nil, "", matter)
	slices.SortStableFunc(spans, func(a, b site.Span) int { return cmp.Compare(a.From, b.From) })
	if bytes.HasPrefix(bytes.TrimPrefix(head, []byte("\ufeff")), []byte("{")) {
		return spans
	}
	return withComments(spans, head)
}

// FieldSpans adds a span for each scalar under a key.
func FieldSpans(spans []site.Span, key string, n *Node) []site.Span {
	switch {
	case n == nil:
	case n.From < n.To:
		spans = append(spans, site.Span{From: n.From, To: n.To, Kind: site.SpanField, Key: key})
	case n.Kind == List:
		for _, item := range n.Items {
			spans = FieldSpans(spans, key, item)
		}
	case n.Kind == Map:
		for _, e := range n.Entries {
			inner := FoldKey(e.Key)
			if key != "" {
				inner = key + "." + inner
			}
			spans = FieldSpans(spans, inner, e.Value)
		}
	}
	return spans
}

// withComments adds the comments of YAML and TOML: a # at the beginning of a
// line or after a space, outside of values.
func withComments(spans []site.Span, head []byte) []site.Span {
	out := make([]site.Span, 0, len(spans)+1)
	at := 0
	find := func(to int) {
		for at < to {
			i := bytes.IndexByte(head[at:to], '#')
			if i < 0 {
				return
			}
			from := at + i
			line, _ := cutLine(head[from:])
			if at = from + 1; from > 0 && bytes.IndexByte([]byte(" \t\r\n"), head[from-1]) < 0 {
				continue
			}
			at = from + len(line)
			out = append(out, site.Span{From: from, To: at, Kind: site.SpanComment, Key: string(bytes.Trim(line, "# \t"))})
		}
	}
	for _, s := range spans {
		find(s.From)
		out = append(out, s)
		at = s.To
	}
	find(len(head))
	return out
}
