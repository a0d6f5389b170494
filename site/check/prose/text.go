// Package prose is what of a manuscript is read: its blocks, words, signs,
// pictures and comments, made of the spans that package manuscript gives. The
// rules of package check look at nothing else of a body.
package prose

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"sync"
	"unsafe"

	"warraq/site"
	"warraq/site/arabic"
)

// The bytes that stand in the ink for what is not prose.
const (
	Wall = 0x00 // structure: the edge of a paragraph, a list's mark, a cell's border
	Blot = 0x01 // something that is read and not checked: code, an address, a tag, a sign of emphasis
)

// Text is a manuscript as rules see it: as many bytes as the file, in which all
// that is not prose is blotted out, so that an offset in it is one of the file.
type Text struct {
	Ink      string  // of the file's length
	Blocks   []Block // in order; nothing outside them is prose
	Words    []Word
	Numbers  []int32 // the words that are numbers, in digits alone
	Has      Traits  // of all words
	Pictures []Picture
	Comments []Comment

	out   []byte // Ink is a view of it
	signs []sign

	noted, unnoted Notes // see Note; of all words
}

// BlockKind says what a block of prose is.
type BlockKind uint8

// The kinds of a Block, in the order of the kinds of spans.
const (
	Paragraph BlockKind = iota
	Heading
	Item
	Cell
	Field // a value of the front matter
)

// Block is a run of prose that rules look at by itself.
type Block struct {
	From, To int
	Kind     BlockKind
	Key      string // of a field: its path
	Bare     bool   // a field without quotation marks: a fix must not make it other YAML

	Ink   string   // of the whole file
	Has   Traits   // of its words
	Kinds SignKind // of its signs
	Gaps  bool     // it may hold two spaces in a row

	signs  []sign
	worded bool // it has words outside pictures
}

// Picture is a picture of the body.
type Picture struct {
	From, To   int
	Src        string
	Alt, Title string
	Block      int  // it stands in
	Alone      bool // all there is in its block: a figure
}

// Comment is a comment of HTML in the body, or of YAML or TOML in the front matter.
type Comment struct {
	From, To int
	Words    string
	Alone    bool // it stands on a line of its own
}

// texts saves the buffers of one text for the next.
var texts = sync.Pool{New: func() any { return new(Text) }}

// mostReused: larger buffers are not kept for the next text.
const mostReused = 1 << 20

// New makes the text of a manuscript from its spans. Free ends it.
func New(src []byte, spans []site.Span) *Text {
	k := Outline(src, spans)
	k.findWords()
	return k
}

// Outline makes a text without its words and signs. Free ends it.
func Outline(src []byte, spans []site.Span) *Text {
	k := texts.Get().(*Text)
	*k = Text{
		Blocks: k.Blocks[:0], Words: k.Words[:0], Numbers: k.Numbers[:0], Pictures: k.Pictures[:0], Comments: k.Comments[:0],
		out: slices.Grow(k.out[:0], len(src))[:len(src)], signs: k.signs[:0], unnoted: ^Notes(0),
	}
	clear(k.out) // all walls
	for i := range spans {
		k.take(src, &spans[i])
	}
	if arabic.HasControl(src) {
		for i, c := range src {
			switch {
			case c == '\r':
				k.out[i] = '\n' // one line end of all
			case c < ' ' && c != '\n' && c != '\t' && k.out[i] != Wall:
				k.out[i] = Blot
			}
		}
	}
	for i := range k.Pictures {
		p := &k.Pictures[i]
		p.Alone = !k.Blocks[p.Block].worded
	}
	k.Ink = unsafe.String(unsafe.SliceData(k.out), len(k.out)) // it stays as it is until Free
	return k
}

// Adjoin says that word n+1 stands in the block of word n, one space after it.
func (k *Text) Adjoin(n int) bool {
	if n < 0 || n+1 >= len(k.Words) || k.Words[n].Block != k.Words[n+1].Block {
		return false
	}
	gap := k.Ink[k.Words[n].To:k.Words[n+1].From]
	return gap == " " || gap == "\u00a0"
}

// Next is the word after the nth, bare, if it adjoins and is Arabic alone; else "".
func (k *Text) Next(n int) string {
	if !k.Adjoin(n) {
		return ""
	}
	v := k.Words[n+1]
	if v.Has&HasArabic == 0 || v.Has&^(HasArabic|HasMark) != 0 {
		return ""
	}
	return Bare(k.Of(v), v.Has)
}

// Free ends a text: of its Ink nothing may be kept.
func (k *Text) Free() {
	k.Ink = ""
	if cap(k.out) <= mostReused {
		texts.Put(k)
	}
}

// take enters a span: blocks before what stands in them, links and pictures before their words.
func (k *Text) take(src []byte, s *site.Span) {
	switch s.Kind {
	case site.SpanField:
		k.field(src, s)
	case site.SpanParagraph, site.SpanHeading, site.SpanItem, site.SpanCell:
		k.Blocks = append(k.Blocks, Block{From: s.From, To: s.To, Kind: Paragraph + BlockKind(s.Kind-site.SpanParagraph)})
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
			k.Pictures = append(k.Pictures, Picture{From: s.From, To: s.To, Src: s.Key, Block: len(k.Blocks) - 1})
		}
	case site.SpanComment:
		k.fill(src, s.From, s.To)
		k.Comments = append(k.Comments, Comment{s.From, s.To, s.Key, !k.inBlock(s.From)})
	default:
		k.fill(src, s.From, s.To)
	}
}

// within notes what words stand in: a picture, or the block.
func (k *Text) within(src []byte, s *site.Span) {
	if n := len(k.Pictures) - 1; n >= 0 && s.To <= k.Pictures[n].To {
		switch s.Kind {
		case site.SpanAlt:
			k.Pictures[n].Alt = string(src[s.From:s.To])
		case site.SpanTitle:
			k.Pictures[n].Title = string(src[s.From:s.To])
		}
		return
	}
	if b := len(k.Blocks) - 1; b >= 0 && !k.Blocks[b].worded {
		k.Blocks[b].worded = len(bytes.TrimSpace(src[s.From:s.To])) > 0
	}
}

// inBlock says that a place is in the present block.
func (k *Text) inBlock(at int) bool {
	n := len(k.Blocks)
	return n > 0 && k.Blocks[n-1].Kind != Field && at < k.Blocks[n-1].To
}

// fill blots out a piece of the file; line ends stay.
func (k *Text) fill(src []byte, from, to int) {
	for i := from; i < to; i++ {
		if src[i] != '\n' {
			k.out[i] = Blot
		}
	}
}

// field enters a value of the front matter that readers read.
func (k *Text) field(src []byte, s *site.Span) {
	key := s.Key[strings.LastIndexByte(s.Key, '.')+1:]
	if !proseKeys[key] && !labelKeys[key] {
		return
	}
	k.Blocks = append(k.Blocks, Block{From: s.From, To: s.To, Kind: Field, Key: s.Key, Bare: isBare(src, s.From)})
	copy(k.out[s.From:s.To], src[s.From:s.To])
	switch src[s.From-1] { // escapes: \" and ''
	case '"':
		k.escapes(src, s, '\\')
	case '\'':
		k.escapes(src, s, '\'')
	}
}

func (k *Text) escapes(src []byte, s *site.Span, mark byte) {
	for i := s.From; i+1 < s.To; i++ {
		if src[i] == mark {
			k.fill(src, i, i+2)
			i++
		}
	}
}

// isBare says that a value has no quotation marks and is no block of lines («key: |»).
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

// IsPlainYAML says that a value without quotation marks stays one: nothing in it
// makes a key, a comment or something else of it.
func IsPlainYAML(value string) bool {
	return value != "" && !strings.Contains(value, ": ") && !strings.Contains(value, " #") && !strings.HasSuffix(value, ":") &&
		strings.IndexByte("-?:,[]{}#&*!|>%@`\"'=<~ ", value[0]) < 0 && !strings.ContainsAny(value, "[]{},")
}

// proseKeys are the keys of front matter whose values readers read.
var proseKeys = Set(`title headline localetitle standfirst subtitle deck subheading kicker overline
	summary description desc excerpt lead alt caption text reason note keypoints role transcript`)

// labelKeys are those whose values are labels: they are read too, each by itself.
var labelKeys = Set("tags tag keywords categories category series credit dateline agencies agency")

// Set is the set of the words of a list.
func Set(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// EndOfNext is where what follows an offset ends: a paragraph, a heading, or a whole table or list,
// whose cells or items are blocks here.
func (k *Text) EndOfNext(at int) (end int) {
	var kind BlockKind
	for _, b := range k.Blocks {
		switch {
		case b.From < at:
		case end == 0:
			end, kind = b.To, b.Kind
		case b.Kind != kind || kind != Cell && kind != Item || strings.Contains(k.Ink[end:max(end, b.From)], "\n\n"):
			return end
		default:
			end = b.To
		}
	}
	return cmp.Or(end, len(k.Ink))
}
