package manuscript

import (
	"bytes"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/arabic"
)

// body is what the Markdown of one manuscript says.
//
// Its HTML uses these classes, which the theme styles:
//
//	figure.figure, div.figures       a picture; a row of them
//	figcaption, span.credit          its caption; the credit within it
//	figure.media                     a film or a recording beside the story
//	figure.embed[data-embed]         a card that leads to another site: youtube, x, instagram …
//	figure.pullquote, figure.quote   a quotation with its speaker in figcaption
//	aside.callout.callout-note       and -warning, -background, -important; p.callout-title
//	div.verse, p.bayt, span.hemistich, p.poet
//	span.quran                       between ﴿ and ﴾
//	p.question, p.answer             the turns of an interview
//	section.entry                    an item of a live story; .pinned
//	div.table, .align-start|end|center
//	sup.footnote-ref, section.footnotes, a.footnote-back
//	.visually-hidden                 read aloud, and shown where no style sheet is
type body struct {
	HTML     []byte
	Refs     []site.Ref
	Headings []site.Heading
	Words    int
	Lead     string // the first paragraph in plain words
	Credits  []string
	Entries  []site.Entry

	// Only where Options.Spans asks for them.
	Spans   []site.Span // sorted; offsets are those of the file
	Anchors []string    // the ids in the body, which a link can lead to
	Local   []site.Ref  // links to places in the body itself: «#id»
}

// renderBody turns the Markdown that begins at a byte of a file into HTML. It
// looks at nothing but its arguments.
func renderBody(path string, src []byte, start int, o Options, a *site.Article) (body, []site.Problem) {
	if a == nil {
		a = site.NewArticle(path)
	}
	w := writers.Get().(*writer)
	defer writers.Put(w)
	w.begin(path, src, start, o, a)
	w.document(w.parse())
	if o.Spans {
		w.settleSpans(src, start)
	}
	return w.end()
}

// writers saves the buffers of one body for the next.
var writers = sync.Pool{New: func() any { return new(writer) }}

// emptyBody is a buffer for the HTML of a file of so many bytes.
func emptyBody(size int) []byte {
	if b, ok := spent.Get().(*[]byte); ok {
		return (*b)[:0]
	}
	return make([]byte, 0, size+size/8)
}

// Reuse takes the body of an Article that has been put away, for the next to be
// written in. Nobody may look at it afterwards.
func Reuse(body []byte) {
	if cap(body) > 0 && cap(body) <= mostReused {
		spent.Put(&body)
	}
}

var spent sync.Pool // of *[]byte

// mostReused: the buffers of a giant are not kept for the next body.
const mostReused = 1 << 20

// writer walks the tree of one body and writes it as HTML.
type writer struct {
	path    string
	text    []byte // the Markdown; positions are offsets in it
	line    int    // of its first character in the file
	opts    Options
	article *site.Article
	arabic  bool // the text is Arabic
	bidi    arabic.Bidi
	labels  *labels

	out     []byte // HTML
	plain   []byte // the words alone, for counting
	pending []byte // text not yet written: neighbouring pieces are judged together
	turned  []byte // text whose quotation marks are turned
	scratch []byte // of what is looked at and forgotten
	quotes  *arabic.QuoteState

	body     body
	problems []site.Problem
	told     map[string]bool // problems said once a file
	ids      map[string]int
	headings map[int]string // ids of headings by where their words begin, for spans

	depth    int // of nested blocks and spans
	shift    int // of heading levels
	links    int // open <a>
	code     int // open <code>, <pre>, <kbd>, <samp>
	phrasing int // open elements that may hold no block
	tables   int // so far
	raw      []rawElement
	base     int    // where the raw elements of the present container begin
	mute     string // a raw element whose content is dropped

	seen, seenLine int // the last place that was looked up
}

func (w *writer) begin(path string, src []byte, start int, o Options, a *site.Article) {
	start = min(max(start, 0), len(src))
	*w = writer{
		path: path, opts: o, article: a, out: emptyBody(len(src)), plain: w.plain[:0], pending: w.pending[:0], turned: w.turned[:0], scratch: w.scratch[:0], raw: w.raw[:0],
		text: tidy(src[start:]), line: 1 + bytes.Count(src[:start], []byte{'\n'}),
	}
	lang := a.Lang
	if lang == "" {
		lang = o.Lang
	}
	w.arabic = lang == "" || lang == "ar" || strings.HasPrefix(lang, "ar-")
	w.labels = labelsOf(w.arabic)
	w.bidi.Ranges = "ltr"
	if arabic.Dir(lang) == "rtl" || w.arabic {
		w.bidi.Ranges = "rtl"
	}
}

func (w *writer) end() (body, []site.Problem) {
	w.body.HTML = w.out
	w.body.Words = arabic.WordCount(viewed(w.plain))
	b, problems := w.body, w.problems
	if cap(w.plain) > mostReused {
		w.plain, w.pending, w.turned, w.scratch = nil, nil, nil, nil
	}
	w.out, w.text, w.article, w.body, w.problems, w.told, w.ids, w.headings = nil, nil, nil, body{}, nil, nil, nil, nil
	return b, problems
}

// tidy makes Unix line ends, and drops the control characters that may not
// stand in HTML, among them the marks of references. That src is UTF-8 was seen
// when the file was read.
func tidy(src []byte) []byte {
	if !arabic.HasControl(src) {
		return src
	}
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	src = bytes.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case isControl(r):
			return -1
		}
		return r
	}, src)
	return src
}

func isControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || 0x7f <= r && r < 0xa0
}

// place is where an offset of the text stands in the file.
func (w *writer) place(pos int) (line, col int) {
	pos = min(max(pos, 0), len(w.text))
	if pos < w.seen {
		w.seen, w.seenLine = 0, 0
	}
	w.seenLine += bytes.Count(w.text[w.seen:pos], []byte{'\n'})
	w.seen = pos
	from := bytes.LastIndexByte(w.text[:pos], '\n') + 1
	return w.line + w.seenLine, utf8.RuneCount(w.text[from:pos]) + 1
}

func (w *writer) problem(pos int, rule string, message, hint site.Words) {
	line, col := w.place(pos)
	w.problems = append(w.problems, site.Problem{
		Path: "content/" + w.path, Line: line, Col: col, Rule: rule, Level: site.LevelWarning, Message: message, Hint: hint,
	})
}

// once tells whether a thing is said for the first time in this file.
func (w *writer) once(key string) bool {
	if w.told[key] {
		return false
	}
	if w.told == nil {
		w.told = map[string]bool{}
	}
	w.told[key] = true
	return true
}

// anchor records an id that a link can lead to.
func (w *writer) anchor(id string) {
	if w.opts.Spans {
		w.body.Anchors = append(w.body.Anchors, id)
	}
}

// local records a link to a place in the body itself.
func (w *writer) local(target string, pos int) {
	if w.opts.Spans {
		line, col := w.place(pos)
		w.body.Local = append(w.body.Local, site.Ref{Target: target, Line: line, Col: col})
	}
}

// claim makes an id unique in the body.
func (w *writer) claim(id string) string {
	if w.ids == nil {
		w.ids = map[string]int{}
	}
	for try := id; ; try = id + "-" + strconv.Itoa(w.ids[id]) {
		if w.ids[try] == 0 {
			w.ids[try] = 1
			w.anchor(try)
			return try
		}
		w.ids[id]++
	}
}
