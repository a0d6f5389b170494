package check

import (
	"bytes"
	"strings"
	"sync"
	"unsafe"

	"warraq/site/arabic"
)

// The bytes that stand in the ink for what is not prose.
const (
	wall = 0x00 // structure: the edge of a paragraph, a list's mark, a cell's border
	blot = 0x01 // something that is read, but not by us: code, an address, a tag, a sign of emphasis
)

// ink is a manuscript as rules see it: as many bytes as the file, in which all
// that is no prose is blotted out, so that an offset in it is one of the file.
//
// It is no Markdown parser, and need not be one: where it is in doubt it blots
// out, and a rule that sees a blot beside a word keeps silent. Parsing stays in
// package manuscript, which rules may not know.
type ink struct {
	text     string  // of the file's length
	blocks   []block // in order; nothing outside them is prose
	words    []word
	numbers  []int32 // the words that are numbers, in digits alone
	signs    []sign
	has      traits // of all words
	pictures []picture
	leave    []leave
}

// blockKind tells what a block of prose is.
type blockKind uint8

const (
	paragraph blockKind = iota
	heading
	item
	cell
	field // a value of the front matter
)

// block is a run of prose that rules look at by itself.
type block struct {
	from, to int
	kind     blockKind
	key      string // of a field
	bare     bool   // a field without quotes: a mending must not make it other YAML

	text  string   // of the whole file
	has   traits   // of its words
	kinds signKind // of its signs
	gaps  bool     // it may hold two spaces in a row
	signs []sign
}

// picture is an image of the body.
type picture struct {
	from, to   int
	src        string
	alt, title string
	alone      bool // all there is in its paragraph: a figure
}

// inker makes an ink of a file.
type inker struct {
	ink
	src  []byte
	out  []byte
	head []byte // the front matter as it is

	open   int // where the present block began, or -1
	kind   blockKind
	fence  string // what closes the present fenced code, or ""
	until  string // what closes the present raw element or comment, or ""
	listed bool   // a list may go on: what is indented is no code
	table  bool   // a table may go on
	blank  bool   // the last line was
	rare   bool   // there may be a verse of the Qur'an

	lacking map[string]int // what is not found any more in the block that ends there
}

// inkers saves the buffers of one ink for the next.
var inkers = sync.Pool{New: func() any { return new(inker) }}

// mostReused: the buffers of a giant are not kept for the next ink.
const mostReused = 1 << 20

// newInker takes a file, or the front matter of one, and makes one line end of
// all.
func newInker(src []byte) *inker {
	k := inkers.Get().(*inker)
	*k = inker{
		src: src, out: append(k.out[:0], src...), head: k.head, open: -1, blank: true,
		ink: ink{blocks: k.blocks[:0], words: k.words[:0], numbers: k.numbers[:0], signs: k.signs[:0]},
	}
	if !arabic.HasControl(src) {
		return k
	}
	for i, c := range k.out {
		if c == '\r' {
			k.out[i] = '\n'
		} else if c < ' ' && c != '\n' && c != '\t' {
			k.out[i] = blot
		}
	}
	return k
}

// free ends an ink: of its text nothing may be kept.
func (k *inker) free() {
	k.src, k.text = nil, ""
	if cap(k.out) <= mostReused {
		inkers.Put(k)
	}
}

// view is the text of bytes that stay as they are until free.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// newInk reads a file whose body begins at a byte.
func newInk(src []byte, body int) *inker {
	k := newInker(src)
	k.matter(body)
	for at := body; at < len(src); {
		end := lineEnd(k.out, at)
		at = max(k.line(at, end), end) + 1
	}
	k.close(len(src))
	k.rare = bytes.IndexByte(k.out, quranOpen[0]) >= 0
	for i := range k.blocks {
		if b := k.blocks[i]; b.kind != field {
			k.inline(b.from, b.to)
		}
	}
	k.text = view(k.out)
	k.findWords()
	k.settlePictures()
	return k
}

func lineEnd(s []byte, at int) int {
	if i := bytes.IndexByte(s[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(s)
}

// fill blots out a piece of the file; line ends stay.
func (k *inker) fill(from, to int, with byte) {
	for i := from; i < to; i++ {
		if k.out[i] != '\n' {
			k.out[i] = with
		}
	}
}

// close ends the present block.
func (k *inker) close(at int) {
	if k.open >= 0 && k.open < at {
		k.blocks = append(k.blocks, block{from: k.open, to: at, kind: k.kind})
	}
	k.open = -1
}

// begin opens a block that ends with its line, or goes on.
func (k *inker) begin(at int, kind blockKind) {
	if k.open < 0 {
		k.open, k.kind = at, kind
	}
}

// line takes one line of the body, and tells where it ends: a comment may end
// lines below.
func (k *inker) line(from, end int) int {
	i, indent := k.margin(from, end)
	switch text := k.out[i:end]; {
	case k.fence != "":
		if strings.HasPrefix(fenceOf(text), k.fence) && len(bytes.Trim(text, "`~ \t")) == 0 {
			k.fence = ""
		}
		k.fill(from, end, wall)
	case k.until != "":
		k.raw(from, end)
	case len(text) == 0:
		k.close(from)
		k.blank, k.table = true, false
		return end
	case indent >= 4 && k.open < 0 && !k.listed:
		k.fill(from, end, wall)
	case fenceOf(text) != "":
		k.close(from)
		k.fence = fenceOf(text)
		k.fill(from, end, wall)
	case bytes.HasPrefix(text, []byte("<!--")) && k.open < 0:
		return k.comment(i, end)
	case rawElement(text) != "":
		k.close(from)
		k.until = rawElement(text)
		k.raw(from, end)
	default:
		k.prose(i, end, indent)
	}
	k.blank = false
	return end
}

// margin goes past spaces and the marks of block quotations.
func (k *inker) margin(from, end int) (at, indent int) {
	for at = from; at < end; at++ {
		switch k.out[at] {
		case ' ':
			indent++
		case '\t':
			indent += 4
		case '>':
			if indent >= 4 && k.open < 0 {
				return at, indent
			}
			indent = -1 // the space after it is its own
		default:
			k.fill(from, at, wall)
			return at, max(indent, 0)
		}
	}
	return end, 0
}

// fenceOf is the beginning of fenced code: ``` or ~~~.
func fenceOf(text []byte) string {
	for _, c := range []byte("`~") {
		n := 0
		for n < len(text) && text[n] == c {
			n++
		}
		if n >= 3 && (c == '~' || bytes.IndexByte(text[n:], '`') < 0) {
			return string(text[:n])
		}
	}
	return ""
}

// rawElement is what closes an element whose content is no prose.
func rawElement(text []byte) string {
	for _, name := range []string{"script", "style", "pre", "textarea", "svg"} {
		if len(text) > len(name)+1 && text[0] == '<' && strings.EqualFold(string(text[1:len(name)+1]), name) &&
			bytes.IndexByte([]byte(" \t>\n"), text[len(name)+1]) >= 0 {
			return "</" + name
		}
	}
	return ""
}

// raw blots out a line within a raw element.
func (k *inker) raw(from, end int) {
	if bytes.Contains(bytes.ToLower(k.out[from:end]), []byte(k.until)) {
		k.until = ""
	}
	k.fill(from, end, wall)
}

// comment blots out a comment that begins a block, with the lines it runs over.
func (k *inker) comment(from, end int) int {
	n := bytes.Index(k.src[from:], []byte("-->"))
	if n < 0 {
		k.fill(from, end, wall)
		return end
	}
	stop := from + n + len("-->")
	k.directive(from, stop, true)
	k.fill(from, stop, wall)
	end = lineEnd(k.out, stop)
	if len(bytes.Trim(k.out[stop:end], " \t")) > 0 {
		k.prose(stop, end, 0)
	}
	return end
}

// prose takes a line that holds words: its marks are blotted out, and it
// begins a block or carries one on.
func (k *inker) prose(i, end, indent int) {
	text := k.out[i:end]
	switch {
	case isRule(text):
		k.close(i)
		k.fill(i, end, wall)
		return
	case text[0] == '#' && headingMark(text) > 0:
		k.close(i)
		n := headingMark(text)
		k.fill(i, i+n, wall)
		k.begin(i+n, heading)
		k.close(end)
		return
	case bytes.HasPrefix(text, []byte("[^")) || isDefinition(text):
		k.close(i)
		k.reference(i, end)
		return
	case text[0] == '|' || (k.table || k.headsTable(end)) && bytes.Contains(text, []byte(" | ")):
		k.table = true
		k.close(i)
		k.cells(i, end)
		return
	}
	if n := listMark(text); n > 0 {
		k.close(i)
		k.fill(i, i+n, wall)
		k.listed = true
		k.prose(min(i+n, end), end, 1)
		return
	}
	if k.open < 0 && indent == 0 && k.blank {
		k.listed = false
	}
	kind := paragraph
	if k.listed {
		kind = item
	}
	k.begin(i, kind)
}

// isRule tells a line of signs alone: a thematic break, the underline of a
// heading, the second row of a table.
func isRule(text []byte) bool {
	return len(bytes.Trim(text, "-=*_|:+ \t")) == 0
}

// headsTable tells whether the next line is the rule under a table's head.
func (k *inker) headsTable(end int) bool {
	if end+1 >= len(k.out) {
		return false
	}
	next := bytes.Trim(k.out[end+1:lineEnd(k.out, end+1)], " \t")
	return bytes.IndexByte(next, '|') >= 0 && bytes.Contains(next, []byte("--")) && isRule(next)
}

func headingMark(text []byte) int {
	n := 0
	for n < len(text) && text[n] == '#' {
		n++
	}
	if n > 6 || n < len(text) && text[n] != ' ' && text[n] != '\t' {
		return 0
	}
	return n
}

// listMark is the length of a list's mark with the space after it.
func listMark(text []byte) int {
	n := 0
	if bytes.IndexByte([]byte("-+*:"), text[0]) >= 0 {
		n = 1
	} else {
		for n < len(text) && n < 9 && '0' <= text[n] && text[n] <= '9' {
			n++
		}
		if n == 0 || n == len(text) || text[n] != '.' && text[n] != ')' {
			return 0
		}
		n++
	}
	if n == len(text) {
		return n
	}
	if text[n] != ' ' && text[n] != '\t' {
		return 0
	}
	return n + 1
}

// isDefinition tells the definition of a link: [name]: address.
func isDefinition(text []byte) bool {
	if text[0] != '[' {
		return false
	}
	i := bytes.Index(text, []byte("]:"))
	return i > 0 && bytes.IndexByte(text[:i], ' ') < 0
}

// reference blots out the definition of a link, and the mark of a footnote.
func (k *inker) reference(i, end int) {
	mark := bytes.Index(k.out[i:end], []byte("]:"))
	if k.out[i+1] != '^' || mark < 0 {
		if k.out[i+1] == '^' { // the note is called at a line's beginning
			k.begin(i, paragraph)
			return
		}
		k.fill(i, end, wall)
		return
	}
	k.fill(i, i+mark+2, wall)
	k.begin(i+mark+2, paragraph)
}

// cells makes a block of each cell of a table's row.
func (k *inker) cells(i, end int) {
	for i < end {
		stop := end
		if n := bytes.IndexByte(k.out[i:end], '|'); n >= 0 {
			stop = i + n
			k.out[stop] = wall
		}
		from, to := i, stop
		for from < to && (k.out[from] == ' ' || k.out[from] == '\t') {
			from++
		}
		for from < to && (k.out[to-1] == ' ' || k.out[to-1] == '\t') {
			to--
		}
		k.begin(from, cell)
		k.close(to)
		i = stop + 1
	}
}

// settlePictures tells the pictures that stand alone in their paragraphs.
func (k *inker) settlePictures() {
	for i := range k.pictures {
		p := &k.pictures[i]
		for _, b := range k.blocks {
			if b.from <= p.from && p.from < b.to {
				p.alone = k.onlyPictures(b)
			}
		}
	}
}

func (k *inker) onlyPictures(b block) bool {
	at := b.from
	for _, p := range k.pictures {
		if p.from < b.from || p.from >= b.to {
			continue
		}
		if strings.Trim(k.text[at:p.from], " \t\n\x00\x01") != "" {
			return false
		}
		at = p.to
	}
	return strings.Trim(k.text[at:b.to], " \t\n\x00\x01") == ""
}
