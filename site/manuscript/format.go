package manuscript

import (
	"bytes"
	"cmp"
	"reflect"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/markdown"
	"warraq/site/settings"
	"warraq/site/settings/notation"
)

// Format writes a manuscript in the house style: the keys of YAML front matter
// in the order of the tables (a comment goes with the key below it), no
// quotation marks that are not needed, Unicode's composed form (NFC) of all but
// code and addresses, no space at a line's end but for the two of a line break, one
// blank line between blocks and after the front matter. A file keeps its byte order
// mark, and the line ends that most of its lines have.
//
// What Parse reads from the result is what it reads from src, but for NFC; what
// cannot be written so without a change of meaning stays. Formatting twice
// changes nothing more. A manuscript with errors in its front matter is given
// back as it is, with them.
func Format(file string, src []byte, o Options) ([]byte, []site.Problem) {
	r := settings.NewReader(file, o.Zone, o.Lang)
	start, matter := r.Open(src)
	if site.Errors(r.Problems) > 0 {
		return src, r.Problems
	}
	f := &formatter{file: file, options: o}
	end := lineEnd(src)
	plain := []byte(unixLines(string(src)))
	if bytes.Equal(plain, src) {
		return f.settled(src), nil
	}
	out := bytes.ReplaceAll(f.settled(plain), []byte("\n"), []byte(end))
	out = append(bytes.Clone(src[:markLen(src)]), out...)
	again, got := settings.NewReader(file, o.Zone, o.Lang).Open(out)
	if again < 0 || !reflect.DeepEqual(got.Meaning(arabic.NFC), matter.Meaning(arabic.NFC)) {
		return src, nil
	}
	was, _ := f.page(string(src[start:]))
	if is, _ := f.page(string(out[again:])); arabic.NFC(is) != arabic.NFC(was) {
		return src, nil
	}
	return out, nil
}

// settled formats a text with Unix line ends until nothing more changes.
func (f *formatter) settled(src []byte) []byte {
	out := f.format(src)
	for range 4 {
		if bytes.Equal(out, src) {
			return out
		}
		again := f.format(out)
		if bytes.Equal(again, out) {
			return out
		}
		out = again
	}
	return src // it comes to no rest
}

// format is one pass of Format.
func (f *formatter) format(src []byte) []byte {
	r := settings.NewReader(f.file, f.options.Zone, f.options.Lang)
	start, matter := r.Open(src)
	if start < 0 {
		return src
	}
	out := f.front(string(src[:start]), matter)
	if body := f.body(src[start:]); out == "" || body == "" {
		out += body
	} else {
		out += "\n" + body
	}
	if out == string(src) || !f.means(out, matter, false) {
		return src
	}
	return []byte(out)
}

type formatter struct {
	file    string
	options Options
}

// front writes front matter in the house style, and keeps what would be read
// otherwise.
func (f *formatter) front(src string, matter *settings.Node) string {
	if plain := trimLines(composeFront(src, f.read(src))); plain != src && f.means(plain, matter, true) {
		src = plain
	}
	if sorted, ok := f.sorted(requoted(src, f.read(src))); ok && sorted != src && f.means(sorted, matter, true) {
		src = sorted
	}
	return src
}

// unixLines is a text without its byte order mark, whose lines end with \n.
func unixLines(s string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(s, "\ufeff"))
}

// lineEnd is what ends most lines of a text: \n, \r\n or \r.
func lineEnd(src []byte) string {
	windows := bytes.Count(src, []byte("\r\n"))
	unix, old := bytes.Count(src, []byte{'\n'})-windows, bytes.Count(src, []byte{'\r'})-windows
	switch {
	case windows > unix && windows >= old:
		return "\r\n"
	case old > unix:
		return "\r"
	}
	return "\n"
}

// markLen is the length of the byte order mark that a text begins with.
func markLen(src []byte) int {
	if bytes.HasPrefix(src, []byte("\ufeff")) {
		return len("\ufeff")
	}
	return 0
}

// trimLines drops space at the ends of lines.
func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t")
	}
	return strings.Join(lines, "\n")
}

// read reads front matter that is known to be sound.
func (f *formatter) read(src string) *settings.Node {
	_, matter := settings.NewReader(f.file, f.options.Zone, f.options.Lang).Open([]byte(src))
	return matter
}

// means reports whether a text begins with front matter that has the same values as
// another; alone, whether nothing follows. A body may begin with lines that look like one.
func (f *formatter) means(src string, matter *settings.Node, alone bool) bool {
	r := settings.NewReader(f.file, f.options.Zone, f.options.Lang)
	start, got := r.Open([]byte(src))
	return (start == len(src) || !alone) && site.Errors(r.Problems) == 0 && reflect.DeepEqual(got.Meaning(arabic.NFC), matter.Meaning(arabic.NFC))
}

// rewritten is a text in which some of its spans are written in another way.
func rewritten(src string, spans []site.Span, write func(site.Span) string) string {
	var out strings.Builder
	at := 0
	for _, s := range spans {
		if s.From >= at {
			out.WriteString(src[at:s.From])
			out.WriteString(write(s))
			at = s.To
		}
	}
	out.WriteString(src[at:])
	return out.String()
}

// composeFront puts values and comments in NFC, but for addresses.
func composeFront(src string, matter *settings.Node) string {
	return rewritten(src, notation.Spans([]byte(src), matter), func(s site.Span) string {
		text := src[s.From:s.To]
		if strings.Contains(text, "/") && (strings.Contains(text, "://") || !strings.Contains(text, " ")) {
			return text
		}
		return arabic.NFC(text)
	})
}

// requoted writes the quoted values of YAML with the marks that they need: none,
// or double ones.
func requoted(src string, matter *settings.Node) string {
	if !strings.HasPrefix(src, "---\n") {
		return src
	}
	var quoted []site.Span
	words := map[int]string{}
	var walk func(n *settings.Node)
	walk = func(n *settings.Node) {
		if n.From > 0 && strings.IndexByte("\"'", src[n.From-1]) >= 0 && notation.Clean(n.Text) == n.Text && !strings.Contains(src[n.From:n.To], "\n") {
			from, to, text := n.From-1, n.To+1, scalarYAML(n.Text)
			if strings.HasPrefix(src[to:], ",") && !strings.HasPrefix(src[to:], ", ") { // a space follows the comma between items
				to, text = to+1, text+", "
			}
			quoted = append(quoted, site.Span{From: from, To: to})
			words[from] = text
		}
		for _, item := range n.Items {
			walk(item)
		}
		for _, e := range n.Entries {
			walk(e.Value)
		}
	}
	walk(matter)
	slices.SortFunc(quoted, func(a, b site.Span) int { return cmp.Compare(a.From, b.From) })
	return rewritten(src, quoted, func(s site.Span) string { return words[s.From] })
}

// sorted orders the keys of YAML. It returns false for other notations, and for
// a map in braces. A comment goes with the key below it.
func (f *formatter) sorted(src string) (string, bool) {
	lines := strings.SplitAfter(src, "\n")
	matter := f.read(src)
	if lines[0] != "---\n" || len(matter.Entries) == 0 || strings.ContainsAny(src, "\u0085\u2028\u2029") { // lines to YAML, not to us
		return "", false
	}
	type part struct {
		rank  int
		lines []string
	}
	order := f.order()
	end := len(lines) - 2 // of the keys; the fence follows
	above, at := []string{}, 1
	var parts []part
	for i, e := range matter.Entries {
		next := end
		if i+1 < len(matter.Entries) {
			next = matter.Entries[i+1].Line - 1
		}
		if e.Col != 1 || next <= e.Line-1 {
			return "", false
		}
		if i == 0 {
			above = notBlank(lines[at : e.Line-1])
		}
		last := next // comments and blank lines above the next key are its own
		for last > e.Line && (lines[last-1] == "\n" || lines[last-1][0] == '#') {
			last--
		}
		parts = append(parts, part{order(e.Key), append(above, lines[e.Line-1:last]...)})
		above = notBlank(lines[last:next])
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(a.rank, b.rank) })
	out := lines[:1:1]
	for _, p := range parts {
		out = append(out, p.lines...)
	}
	return strings.Join(append(append(out, above...), lines[end:]...), ""), true
}

func notBlank(lines []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return l == "\n" })
}

// order gives the rank of a key in the table of the file's noun. Unknown keys
// come last.
func (f *formatter) order() func(key string) int {
	switch site.NounIn(f.file, f.options.Taxonomies) {
	case site.NounSection, site.NounTag, site.NounSeries, site.NounTerm:
		return sectionFields.Rank
	case site.NounAuthor:
		return authorFields.Rank
	}
	return articleFields.Rank
}

// body writes the Markdown line by line, and keeps the lines of code.
func (f *formatter) body(src []byte) string {
	old := string(src)
	want, spans := f.page(old)
	out := tidyLines(composeBody(old, spans), verbatim(old, spans))
	if out == strings.TrimPrefix(old, "\n") {
		return out
	}
	for _, out := range []string{out, strings.Trim(old, "\n") + "\n"} {
		if got, _ := f.page(out); got == want || arabic.NFC(got) == arabic.NFC(want) {
			return out
		}
	}
	return old
}

// page is what a body shows, and its spans.
func (f *formatter) page(body string) (string, []site.Span) {
	b, _ := markdown.Render([]byte(body), 0, markdown.Options{
		Path: f.file, Edition: f.options.Lang, Zone: f.options.Zone, Digits: f.options.Digits, UnsafeHTML: f.options.UnsafeHTML, Spans: true,
	})
	return string(b.HTML), b.Spans
}

// composeBody puts words in NFC; code, addresses and markup stay.
func composeBody(src string, spans []site.Span) string {
	return rewritten(src, slices.DeleteFunc(slices.Clone(spans), func(s site.Span) bool {
		return s.Kind != site.SpanText && s.Kind != site.SpanAlt && s.Kind != site.SpanTitle
	}), func(s site.Span) string { return arabic.NFC(src[s.From:s.To]) })
}

// tidyLines drops space at lines' ends, but for line breaks, and all but one of
// the blank lines between blocks.
func tidyLines(src string, kept map[int]bool) string {
	var out []string
	lines := strings.Split(src, "\n")
	for i, line := range lines {
		if kept[i] {
			out = append(out, line)
			continue
		}
		breaks := strings.HasSuffix(line, "  ") && i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != ""
		if line = strings.TrimRight(line, " \t"); breaks && line != "" {
			line += "  "
		}
		if line == "" && (len(out) == 0 || out[len(out)-1] == "" && !kept[i-1]) {
			continue
		}
		out = append(out, line)
	}
	for len(out) > 0 && strings.TrimSpace(out[len(out)-1]) == "" {
		out = out[:len(out)-1]
	}
	if len(out) == 0 {
		return ""
	}
	return strings.Join(out, "\n") + "\n"
}

// verbatim returns the lines, counted from 0, of code and of raw HTML: they are
// in no block of words.
func verbatim(src string, spans []site.Span) map[int]bool {
	kept := map[int]bool{}
	block, line, at := 0, 0, 0
	for _, s := range spans {
		switch s.Kind {
		case site.SpanParagraph, site.SpanHeading, site.SpanItem, site.SpanCell:
			block = s.To
		case site.SpanCode, site.SpanVerse, site.SpanMarkup, site.SpanComment:
			if s.From < block {
				continue
			}
			line += strings.Count(src[at:s.From], "\n")
			at = s.From
			for i := range 1 + strings.Count(src[s.From:s.To], "\n") {
				kept[line+i] = true
			}
		}
	}
	return kept
}
