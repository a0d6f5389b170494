// Package markdown turns the body of a manuscript into safe HTML, and gives its
// headings, references, words and spans. It knows no front matter and no
// Article.
//
// Package syntax below it reads the text into goldmark's tree; this package
// walks the tree once and writes it. A Markdown construct has a file of its own
// in each, where it needs one. The layers of the writer are in this file: report,
// page, media, sanitizer, phraser, writer.
//
// A reference stands in the HTML as a mark with its index in Body.Refs; whoever
// knows the edition writes the answer there. A component of the theme stands as the two marks of package own,
// with its index in Body.Components, around what is its body.
package markdown

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/arabic/bidi"
	"warraq/site/markdown/syntax"
	"warraq/site/own"
)

// Body is what Render makes of the Markdown of one manuscript.
//
// Its HTML uses these classes, which the theme styles:
//
//	figure.figure, div.figures       a picture; a row of them
//	figcaption, span.credit          its caption; the credit within it
//	figure.media                     a film or a recording beside the story
//	figure.embed[data-embed]         a card that leads to another site: youtube, x, instagram …
//	figure.embed[data-frame]         and shows this frame in its place, once the reader asks for it
//	figure.pullquote, figure.quote   a quotation with its speaker in figcaption
//	aside.callout.callout-note       and -warning, -background, -important; p.callout-title
//	div.verse, p.bayt, span.hemistich, p.poet
//	span.quran                       between ﴿ and ﴾
//	p.question, p.answer             the turns of an interview
//	section.entry                    an item of a live story; .pinned
//	div.table, .align-start|end|center
//	sup.footnote-ref, section.footnotes, a.footnote-back
//	.visually-hidden                 read aloud, and shown where no style sheet is
type Body struct {
	HTML     []byte
	Refs     []site.Ref
	Headings []site.Heading
	Words    int
	Lead     string // the first paragraph in plain words
	OfEntry  bool   // it is one of an entry
	Credits  []string
	Entries  []site.Entry

	Components []own.Component // the marks of HTML count them

	// Set only if Options.Spans is true.
	Spans   []site.Span // sorted; offsets are those of the file
	Anchors []string    // the ids in the body, which a link can lead to
	Local   []site.Ref  // links to places in the body itself: «#id»
	Targets []site.Span // where addresses are written: SpanTarget, sorted
}

// Options are what a body depends on beside its text.
type Options struct {
	Path       string // of the manuscript under content/, for Problems
	Edition    string // the language of the edition, BCP 47
	Lang       string // the language of the text; "" is that of the edition
	Zone       *time.Location
	Home       string   // the edition's base_url: a link to an address under it is one inside the site; ""
	Digits     string   // "latn" or "arab", for what is generated
	UnsafeHTML bool     // trust raw HTML
	Embeds     []string // the sites whose frames a reader may ask for
	Components []string // the names of the theme's components
	Credits    bool     // a last line in brackets names agencies
	Lead       bool     // give the first paragraph in plain words
	Teaser     bool     // render no more than syntax.CutTeaser leaves

	// Of a live story; Live is false for all others.
	Live  bool
	Start time.Time // when the coverage began

	Spans bool // give Spans, Anchors and Local
	Bare  bool // give no HTML and no count of words

	Into []byte // memory for the HTML; nil: new memory
}

// Render turns the Markdown that begins at a byte of a file into HTML. It
// looks at nothing but its arguments.
func Render(src []byte, start int, o Options) (Body, []site.Problem) {
	start = min(max(start, 0), len(src))
	w := writers.Get().(*writer)
	defer writers.Put(w)
	w.begin(src, start, o)
	doc, spans, told := syntax.Parse(w.Text, syntax.Options{Spans: o.Spans, Components: o.Components, Live: o.Live})
	w.body.Spans = spans
	w.excess(told.Excess)
	w.lostNotes(told)
	w.document(doc)
	if o.Spans {
		w.settleSpans(src, start)
	}
	return w.end()
}

// writers saves the buffers of one body for the next.
var writers = sync.Pool{New: func() any { return new(writer) }}

// mostReused: the buffers of a giant are not kept for the next body.
const mostReused = 1 << 20

// report gathers what is wrong with a body.
type report struct {
	site.Ruler        // of the Markdown; positions are offsets in it
	line       int    // of the file before the Markdown
	path       string // of the manuscript under content/
	problems   []site.Problem
	told       map[string]bool // problems that are reported once a file
}

// page is the HTML that is written, and what is known of it.
type page struct {
	report
	opts   Options
	lang   string // of the text
	arabic bool   // the text is Arabic
	bidi   bidi.Paragraph
	labels *labels
	body   Body

	out     []byte // HTML
	spare   []byte // out, where no HTML is wanted
	plain   []byte // the words alone, for counting
	pending []byte // text not yet written: bidi needs neighbouring texts together
	turned  []byte // text whose quotation marks are turned
	scratch []byte // of what is looked at and forgotten
	quotes  *arabic.QuoteState

	ids      map[string]int
	moved    [][2]string    // links to ids that a template has, and to the body's own instead
	headings map[int]string // ids of headings by where their words begin, for spans

	depth    int // of nested blocks and spans
	links    int // open <a>
	code     int // open <code>, <pre>, <kbd>, <samp>
	phrasing int // open elements that may hold no block
}

// media writes links, and what is seen or heard: pictures, films, cards.
type media struct{ page }

// sanitizer writes the raw HTML of a manuscript.
type sanitizer struct {
	media
	raw []rawElement

	bases  []int  // base as it was around each component that is open
	within int    // components that are open
	base   int    // where the raw elements of the present container begin
	mute   string // a raw element whose content is dropped
}

// phraser writes the words and marks inside a block.
type phraser struct{ sanitizer }

// writer walks the tree of one body and writes it as HTML.
type writer struct {
	phraser
	shift  int // of heading levels
	tables int // so far
}

func (w *writer) begin(src []byte, start int, o Options) {
	out := o.Into[:0]
	if o.Bare {
		out = w.spare[:0]
	}
	out = slices.Grow(out, (len(src)-start)*9/8)
	last := w.page
	raw := w.raw[:0]
	*w = writer{}
	w.Text, w.line, w.path = arabic.Tidy(src[start:]), bytes.Count(src[:start], []byte{'\n'}), o.Path
	w.opts, w.out, w.raw = o, out, raw
	w.spare, w.plain, w.pending, w.turned, w.scratch = last.spare, last.plain[:0], last.pending[:0], last.turned[:0], last.scratch[:0]
	w.lang = cmp.Or(o.Lang, o.Edition)
	w.arabic = w.lang == "" || w.lang == "ar" || strings.HasPrefix(w.lang, "ar-")
	w.labels = labelsOf(w.lang)
	w.bidi.Base = arabic.Dir(cmp.Or(w.lang, "ar"))
}

func (w *writer) end() (Body, []site.Problem) {
	w.followMoved()
	if w.opts.Bare {
		w.spare = w.out
	} else {
		w.body.HTML = w.out
		w.body.Words = arabic.WordCount(viewed(w.plain))
	}
	b, problems := w.body, w.problems
	if cap(w.plain) > mostReused {
		w.plain, w.pending, w.turned, w.scratch, w.spare = nil, nil, nil, nil, nil
	}
	w.out, w.report, w.body, w.ids, w.headings = nil, report{}, Body{}, nil, nil
	return b, problems
}

// place is the line and column of an offset in the file.
func (w *report) place(pos int) (line, col int) {
	line, col = w.At(pos)
	return w.line + line, col
}

// maxProblems is how many problems of a body are told.
const maxProblems = 200

func (w *report) problem(pos int, rule string, message, hint site.Words) {
	if len(w.problems) >= maxProblems {
		return
	}
	line, col := w.place(pos)
	w.problems = append(w.problems, site.Problem{
		Path: "content/" + w.path, Line: line, Col: col, Rule: rule, Level: site.LevelWarning, Message: message, Hint: hint,
	})
}

// excess reports the bounds that a body goes beyond. A body with too many marks is not
// read, and its story is left out; beyond the others the words stay.
func (w *report) excess(found map[syntax.Excess]int) {
	hint := site.Say("قسّمه؛ ما بعد الحدّ يظهر كلامًا كما كُتب", "split it; what is beyond the bound is shown as plain words")
	for _, e := range slices.Sorted(maps.Keys(found)) {
		w.problem(found[e], "body/too-much", excessWords[e], hint)
	}
	if _, unread := found[syntax.TooManyMarks]; unread {
		w.problems[0].Level, w.problems[0].Hint = site.LevelError, site.Say("قسّم القصة ملفات أصغر", "split the story into smaller files")
	}
}

// once reports whether it is called with a key for the first time.
func (w *report) once(key string) bool {
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
func (w *page) anchor(id string) {
	if w.opts.Spans {
		w.body.Anchors = append(w.body.Anchors, id)
	}
}

// local records a link to a place in the body itself.
func (w *page) local(target string, pos int) {
	if w.opts.Spans {
		line, col := w.place(pos)
		w.body.Local = append(w.body.Local, site.Ref{Target: target, Line: line, Col: col})
	}
}

// claim makes an id unique in the page: in the body, and beside those of the
// templates. Links of the body to an id that a template has lead to the body's own
// (see followMoved).
func (w *page) claim(id string) string {
	if w.ids == nil {
		w.ids = map[string]int{}
	}
	moved := ofTemplate(id) && w.ids[id] == 0
	if moved {
		w.ids[id] = 1
	}
	for try := id; ; try = id + "-" + strconv.Itoa(w.ids[id]) {
		if w.ids[try] == 0 && !ofTemplate(try) {
			w.ids[try] = 1
			w.anchor(try)
			if moved {
				w.moved = append(w.moved, [2]string{"#" + id, "#" + try})
			}
			return try
		}
		w.ids[id]++
	}
}

// followMoved lets the body's own links follow the ids that it could not have.
func (w *writer) followMoved() {
	for _, m := range w.moved {
		w.out = bytes.ReplaceAll(w.out, []byte(`href="`+m[0]+`"`), []byte(`href="`+m[1]+`"`))
		for i := range w.body.Local {
			if w.body.Local[i].Target == m[0] {
				w.body.Local[i].Target = m[1]
			}
		}
	}
	w.moved = nil
}

// settleSpans makes the offsets of spans those of the file, and gives headings their ids.
func (w *writer) settleSpans(src []byte, start int) {
	var origin []int32
	if len(w.Text) != len(src)-start || !bytes.Equal(w.Text, src[start:]) {
		origin = origins(src[start:])
	}
	for i := range w.body.Spans {
		p := &w.body.Spans[i]
		if p.Kind == site.SpanHeading {
			p.Key = w.headings[p.From]
		}
		if origin != nil {
			p.From, p.To = int(origin[p.From]), int(origin[p.To-1])+1
		}
		p.From, p.To = p.From+start, p.To+start
		if p.Kind == site.SpanTarget {
			w.body.Targets = append(w.body.Targets, *p)
		}
	}
	w.body.Spans = slices.DeleteFunc(w.body.Spans, func(p site.Span) bool { return p.Kind == site.SpanTarget })
}

// origins gives for each byte of a tidied text its byte of src.
func origins(src []byte) []int32 {
	out := make([]int32, 0, len(src)+1)
	for i, r := range string(src) {
		switch {
		case r == '\r' && i+1 < len(src) && src[i+1] == '\n': // the \n stands for both
		case r != '\r' && arabic.IsControl(r):
		default:
			for j := range len(string(r)) {
				out = append(out, int32(i+j))
			}
		}
	}
	return append(out, int32(len(src)))
}
