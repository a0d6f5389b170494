package check

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"unsafe"

	"warraq/site"
	"warraq/site/arabic"
)

// The bytes that stand in the ink for what is not prose.
const (
	wall = 0x00 // structure: the edge of a paragraph, a list's mark, a cell's border
	blot = 0x01 // something that is read and not checked: code, an address, a tag, a sign of emphasis
)

// ink is a manuscript as rules see it: as many bytes as the file, in which all
// that is not prose is blotted out, so that an offset in it is one of the file.
// It is made of the manuscript's spans.
type ink struct {
	text     string  // of the file's length
	blocks   []block // in order; nothing outside them is prose
	words    []word
	numbers  []int32 // the words that are numbers, in digits alone
	signs    []sign
	has      traits // of all words
	pictures []picture
	comments []comment

	out []byte // text is a view of it
}

// blockKind says what a block of prose is.
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
	key      string // of a field: its path
	bare     bool   // a field without quotation marks: a fix must not make it other YAML

	text   string   // of the whole file
	has    traits   // of its words
	kinds  signKind // of its signs
	gaps   bool     // it may hold two spaces in a row
	signs  []sign
	prosed bool // it has words outside pictures
}

// picture is an image of the body.
type picture struct {
	from, to   int
	src        string
	alt, title string
	block      int  // it stands in
	alone      bool // all there is in its paragraph: a figure
}

// inks saves the buffers of one ink for the next.
var inks = sync.Pool{New: func() any { return new(ink) }}

// mostReused: larger buffers are not kept for the next ink.
const mostReused = 1 << 20

// newInk makes the ink of a manuscript.
func newInk(m *Manuscript) *ink {
	k := inks.Get().(*ink)
	*k = ink{out: slices.Grow(k.out[:0], len(m.Source))[:len(m.Source)], blocks: k.blocks[:0], words: k.words[:0], numbers: k.numbers[:0], signs: k.signs[:0], pictures: k.pictures[:0], comments: k.comments[:0]}
	clear(k.out) // all walls
	for i := range m.Spans {
		k.take(m.Source, &m.Spans[i])
	}
	if arabic.HasControl(m.Source) {
		for i, c := range m.Source {
			switch {
			case c == '\r':
				k.out[i] = '\n' // one line end of all
			case c < ' ' && c != '\n' && c != '\t' && k.out[i] != wall:
				k.out[i] = blot
			}
		}
	}
	for i := range k.pictures {
		p := &k.pictures[i]
		p.alone = !k.blocks[p.block].prosed
	}
	k.text = unsafe.String(unsafe.SliceData(k.out), len(k.out)) // it stays as it is until free
	k.findWords()
	return k
}

// free ends an ink: of its text nothing may be kept.
func (k *ink) free() {
	k.text = ""
	if cap(k.out) <= mostReused {
		inks.Put(k)
	}
}

// take enters a span. A block comes before what stands in it, a link or a picture
// before its words.
func (k *ink) take(src []byte, s *site.Span) {
	switch s.Kind {
	case site.SpanField:
		k.field(src, s)
	case site.SpanParagraph, site.SpanHeading, site.SpanItem, site.SpanCell:
		k.blocks = append(k.blocks, block{from: s.From, to: s.To, kind: paragraph + blockKind(s.Kind-site.SpanParagraph)})
		for at := s.From; at < s.To; at++ {
			n := bytes.IndexByte(src[at:s.To], '\n')
			if n < 0 {
				break
			}
			at += n
			k.out[at] = '\n'
		}
	case site.SpanText, site.SpanAlt, site.SpanTitle:
		copy(k.out[s.From:s.To], src[s.From:s.To])
		k.within(src, s)
	case site.SpanPicture:
		k.fill(src, s.From, s.To)
		if k.inBlock(s.From) {
			k.pictures = append(k.pictures, picture{from: s.From, to: s.To, src: s.Key, block: len(k.blocks) - 1})
		}
	case site.SpanComment:
		k.fill(src, s.From, s.To)
		k.comment(s)
	default:
		k.fill(src, s.From, s.To)
	}
}

// within notes what words stand in: a picture, or the block.
func (k *ink) within(src []byte, s *site.Span) {
	if n := len(k.pictures) - 1; n >= 0 && s.To <= k.pictures[n].to {
		switch s.Kind {
		case site.SpanAlt:
			k.pictures[n].alt = string(src[s.From:s.To])
		case site.SpanTitle:
			k.pictures[n].title = string(src[s.From:s.To])
		}
		return
	}
	if b := len(k.blocks) - 1; b >= 0 && !k.blocks[b].prosed {
		k.blocks[b].prosed = len(bytes.TrimSpace(src[s.From:s.To])) > 0
	}
}

// inBlock says that a place is in the present block.
func (k *ink) inBlock(at int) bool {
	n := len(k.blocks)
	return n > 0 && k.blocks[n-1].kind != field && at < k.blocks[n-1].to
}

// fill blots out a piece of the file; line ends stay.
func (k *ink) fill(src []byte, from, to int) {
	for i := from; i < to; i++ {
		if src[i] != '\n' {
			k.out[i] = blot
		}
	}
}

// field enters a value of the front matter that readers read.
func (k *ink) field(src []byte, s *site.Span) {
	key := s.Key[strings.LastIndexByte(s.Key, '.')+1:]
	if !proseKeys[key] && !labelKeys[key] {
		return
	}
	k.blocks = append(k.blocks, block{from: s.From, to: s.To, kind: field, key: s.Key, bare: isBare(src, s.From)})
	copy(k.out[s.From:s.To], src[s.From:s.To])
	switch src[s.From-1] { // escapes: \" and ''
	case '"':
		k.escapes(src, s, '\\')
	case '\'':
		k.escapes(src, s, '\'')
	}
}

func (k *ink) escapes(src []byte, s *site.Span, mark byte) {
	for i := s.From; i+1 < s.To; i++ {
		if src[i] == mark {
			k.fill(src, i, i+2)
			i++
		}
	}
}

// isBare says that a value has no quotation marks and is no text of several lines
// under «key: |» or «key: >».
func isBare(src []byte, from int) bool {
	if from == 0 || src[from-1] == '"' || src[from-1] == '\'' {
		return false
	}
	before := bytes.TrimRight(src[:from], " \t")
	if n := len(before); n == 0 || before[n-1] != '\n' && before[n-1] != '\r' {
		return true
	}
	line := bytes.TrimRight(before, " \t\r\n")
	line = bytes.TrimRight(line, "+-0123456789")
	return len(line) == 0 || line[len(line)-1] != '|' && line[len(line)-1] != '>'
}

// isPlainYAML says that a value without quotation marks stays one: nothing in it
// makes a key, a comment or something else of it.
func isPlainYAML(value string) bool {
	return value != "" && !strings.Contains(value, ": ") && !strings.Contains(value, " #") && !strings.HasSuffix(value, ":") &&
		strings.IndexByte("-?:,[]{}#&*!|>%@`\"'=<~ ", value[0]) < 0 && !strings.ContainsAny(value, "[]{},")
}
