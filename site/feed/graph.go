package feed

import (
	"html/template"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
	"unsafe"

	"warraq/site/arabic"
)

// Graph writes JSON into a buffer, which is used again for the next document. It is written by hand because a story's
// page is made a hundred thousand times; its escaping is held against
// encoding/json by a fuzz test.
//
// A key with an empty value is left out. Commas come by themselves.
type Graph struct{ b []byte }

// comma stands before whatever is not the first of its object or list.
func (g *Graph) comma() {
	if n := len(g.b); n > 0 && g.b[n-1] != '{' && g.b[n-1] != '[' && g.b[n-1] != ':' {
		g.b = append(g.b, ',')
	}
}

func (g *Graph) key(name string) {
	g.comma()
	g.b = append(g.b, '"')
	g.b = append(g.b, name...)
	g.b = append(g.b, '"', ':')
}

// open begins an object of a type, as the value of key; with key "" as an
// element of a list.
func (g *Graph) open(key, kind string) {
	g.begin(key, '{')
	g.text("@type", kind)
}

func (g *Graph) begin(key string, bracket byte) {
	if key != "" {
		g.key(key)
	} else {
		g.comma()
	}
	g.b = append(g.b, bracket)
}

func (g *Graph) list(key string) { g.begin(key, '[') }

func (g *Graph) close() { g.b = append(g.b, '}') }

func (g *Graph) end() { g.b = append(g.b, ']') }

func (g *Graph) text(key, value string) {
	if value != "" {
		g.key(key)
		g.b = appendJSON(g.b, value)
	}
}

// address writes an href with what it lacks of an absolute address.
func (g *Graph) address(key, root, href string) {
	if href != "" {
		g.joined(key, before(root, href), href)
	}
}

// joined writes one text that comes in parts.
func (g *Graph) joined(key string, parts ...string) {
	g.key(key)
	g.b = append(g.b, '"')
	for _, part := range parts {
		g.b = escapeJSON(g.b, part)
	}
	g.b = append(g.b, '"')
}

// item is an element of a list.
func (g *Graph) item(value string) {
	g.comma()
	g.b = appendJSON(g.b, value)
}

// ref names a node that is described elsewhere by the parts of its @id.
func (g *Graph) ref(key string, id ...string) {
	g.begin(key, '{')
	g.joined("@id", id...)
	g.close()
}

func (g *Graph) number(key string, n int64) {
	if n != 0 {
		g.key(key)
		g.b = strconv.AppendInt(g.b, n, 10)
	}
}

func (g *Graph) yes(key string) {
	g.key(key)
	g.b = append(g.b, "true"...)
}

// when writes an instant as RFC 3339; a day alone where the hour is unknown.
func (g *Graph) when(key string, t time.Time, hour bool) {
	if t.IsZero() {
		return
	}
	layout := time.RFC3339
	if !hour {
		layout = time.DateOnly
	}
	g.key(key)
	g.b = append(g.b, '"')
	g.b = t.AppendFormat(g.b, layout)
	g.b = append(g.b, '"')
}

// lasts writes a duration as ISO 8601, in whole seconds: PT1H2M3S.
func (g *Graph) lasts(key string, d time.Duration) {
	if d < time.Second {
		return
	}
	g.key(key)
	g.b = append(g.b, `"PT`...)
	s := int64(d / time.Second)
	for _, unit := range [...]struct {
		seconds int64
		letter  byte
	}{{3600, 'H'}, {60, 'M'}, {1, 'S'}} {
		if n := s / unit.seconds; n > 0 {
			g.b = append(strconv.AppendInt(g.b, n, 10), unit.letter)
			s %= unit.seconds
		}
	}
	g.b = append(g.b, '"')
}

// start opens a document of linked data that names some cards besides.
func start(cards int) *Graph {
	g := new(Graph)
	g.start(cards)
	return g
}

func (g *Graph) start(cards int) {
	g.b = slices.Grow(g.b[:0], 4096+384*cards)
	g.begin("", '{')
	g.text("@context", "https://schema.org")
	g.list("@graph")
}

// done closes what start opened, and gives the document as it lies in g.
func (g *Graph) done() template.JS {
	g.end()
	g.close()
	return template.JS(unsafe.String(unsafe.SliceData(g.b), len(g.b)))
}

// appendJSON writes a string with its quotation marks.
func appendJSON(b []byte, s string) []byte { return append(escapeJSON(append(b, '"'), s), '"') }

// escapeJSON writes a string as JSON that is also safe inside a <script>: as
// encoding/json does, it escapes < > & and the line ends of JavaScript, U+2028
// and U+2029, and puts U+FFFD for what is no UTF-8.
func escapeJSON(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if jsonPlain[c] {
				i++
				continue
			}
			b = appendEscape(append(b, s[from:i]...), c)
			i++
			from = i
			continue
		}
		if past := arabic.PastLetters(s, i); past > i {
			i = past
			continue
		}
		if arabicPair(s, i) {
			i += 2
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == '\u2028' || r == '\u2029' || r == utf8.RuneError && n == 1 {
			b = append(b, s[from:i]...)
			b = append(b, lineEnds[r]...)
			from = i + n
		}
		i += n
	}
	return append(b, s[from:]...)
}

var lineEnds = map[rune]string{'\u2028': `\u2028`, '\u2029': `\u2029`, utf8.RuneError: `\ufffd`}

// jsonPlain marks the ASCII characters that stand for themselves.
var jsonPlain = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		switch c {
		case '"', '\\', '<', '>', '&':
		default:
			t[c] = c >= ' '
		}
	}
	return t
}()

func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	const hex = "0123456789abcdef"
	return append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}

func digits(n int64) string { return strconv.FormatInt(n, 10) }

func (g *Graph) seconds(d time.Duration) { g.b = strconv.AppendInt(g.b, int64(d/time.Second), 10) }
