package site

// Span is a run of a manuscript's source and what it is. Package manuscript gives spans on
// request while it parses, and is the only code that knows where they are. Whoever judges,
// formats, highlights or edits a manuscript works on spans.
//
// Spans are sorted by From. A block comes before the spans inside it, and a link
// or a picture before what it holds; all other kinds overlap nothing. What no
// span covers is structure: indentation, list marks, table borders, line ends.
type Span struct {
	From, To int // bytes of the source; To is exclusive
	Kind     SpanKind
	Key      string // see the kinds
}

// SpanKind says what a span of source is.
type SpanKind uint8

// The kinds of a Span.
const (
	// SpanField is a scalar value of the front matter, without its quotation
	// marks. Key is its dotted path with folded keys: "title", "image.alt",
	// "tags". Items of a list have the key of the list.
	SpanField SpanKind = iota + 1

	// Blocks of the body. They hold the spans that follow up to To.
	SpanParagraph
	SpanHeading // Key is its id
	SpanItem    // the words of a list item
	SpanCell    // of a table

	// Inside a block.
	SpanText    // words that a reader sees
	SpanCode    // a code span, or a fenced or indented block of code
	SpanLink    // a whole link, its words included as SpanText; Key is its destination, unescaped
	SpanPicture // a whole picture; Key is its source, unescaped
	SpanAlt     // the alternative text of a picture
	SpanTitle   // the title (caption) of a link or a picture
	SpanAddress // a bare address or e-mail address
	SpanMarkup  // what is not read: raw HTML, a shortcode, an entity, a mark of emphasis, the brackets and the address of a link
	SpanVerse   // a passage of the Qur'an or a poem, which no rule may touch
	SpanComment // an HTML comment, or one of the front matter; Key is its text
	SpanTarget  // where an address is written, in whatever form; Key is the address, unescaped. Given apart: it lies in others
)
