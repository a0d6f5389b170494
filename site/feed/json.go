package feed

import (
	"strconv"
	"time"
	"unicode/utf8"

	"warraq/site/arabic"
	"warraq/site/arabic/bidi"
)

// jsonWriter writes JSON into a buffer. It is written by hand because a story's
// page is made a hundred thousand times; its escaping is compared with
// encoding/json by a fuzz test.
//
// A key with an empty value is left out. Commas come by themselves.
type jsonWriter struct {
	b    []byte
	root string // scheme and host, for an href that has none
	bidi bidi.Paragraph
}

// comma stands before whatever is not the first of its object or list.
func (w *jsonWriter) comma() {
	if n := len(w.b); n > 0 && w.b[n-1] != '{' && w.b[n-1] != '[' && w.b[n-1] != ':' {
		w.b = append(w.b, ',')
	}
}

func (w *jsonWriter) key(name string) {
	w.comma()
	w.b = append(w.b, '"')
	w.b = append(w.b, name...)
	w.b = append(w.b, '"', ':')
}

// begin begins an object or a list as the value of key; with key "" as an
// element of a list.
func (w *jsonWriter) begin(key string, bracket byte) {
	if key != "" {
		w.key(key)
	} else {
		w.comma()
	}
	w.b = append(w.b, bracket)
}

// open begins an object of a type of schema.org.
func (w *jsonWriter) open(key, kind string) {
	w.begin(key, '{')
	w.text("@type", kind)
}

func (w *jsonWriter) list(key string) { w.begin(key, '[') }

// each writes a list of n elements, and nothing if there are none.
func (w *jsonWriter) each(key string, n int, element func(i int)) {
	if n == 0 {
		return
	}
	w.list(key)
	for i := range n {
		element(i)
	}
	w.end()
}

func (w *jsonWriter) close() { w.b = append(w.b, '}') }

func (w *jsonWriter) end() { w.b = append(w.b, ']') }

// raw writes a number or a truth value.
func (w *jsonWriter) raw(key, value string) {
	w.key(key)
	w.b = append(w.b, value...)
}

func (w *jsonWriter) text(key, value string) {
	if value != "" {
		w.joined(key, value)
	}
}

// joined writes one text that comes in parts.
func (w *jsonWriter) joined(key string, parts ...string) {
	w.key(key)
	w.b = append(w.b, '"')
	for _, part := range parts {
		w.b = escapeJSON(w.b, part)
	}
	w.b = append(w.b, '"')
}

// item is a text in a list.
func (w *jsonWriter) item(value string) {
	w.comma()
	w.b = append(escapeJSON(append(w.b, '"'), value), '"')
}

// address writes an href with what it lacks of an absolute address.
func (w *jsonWriter) address(key, href string) {
	if href != "" {
		w.joined(key, before(w.root, href), href)
	}
}

// named writes an object that has a type and a name.
func (w *jsonWriter) named(key, kind, name string) {
	w.open(key, kind)
	w.text("name", name)
	w.close()
}

// ref names a node that is described elsewhere by the parts of its @id.
func (w *jsonWriter) ref(key string, id ...string) {
	w.begin(key, '{')
	w.joined("@id", id...)
	w.close()
}

func (w *jsonWriter) number(key string, n int64) {
	if n != 0 {
		w.key(key)
		w.b = strconv.AppendInt(w.b, n, 10)
	}
}

// when writes an instant as RFC 3339; a day alone where the hour is unknown.
func (w *jsonWriter) when(key string, t time.Time, hour bool) {
	if t.IsZero() {
		return
	}
	layout := time.RFC3339
	if !hour {
		layout = time.DateOnly
	}
	w.key(key)
	w.b = append(w.b, '"')
	w.b = t.AppendFormat(w.b, layout)
	w.b = append(w.b, '"')
}

// lasts writes a duration as ISO 8601, in whole seconds: PT1H2M3S.
func (w *jsonWriter) lasts(key string, d time.Duration) {
	if d < time.Second {
		return
	}
	w.key(key)
	w.b = append(w.b, `"PT`...)
	s := int64(d / time.Second)
	for _, unit := range [...]struct {
		seconds int64
		letter  byte
	}{{3600, 'H'}, {60, 'M'}, {1, 'S'}} {
		if n := s / unit.seconds; n > 0 {
			w.b = append(strconv.AppendInt(w.b, n, 10), unit.letter)
			s %= unit.seconds
		}
	}
	w.b = append(w.b, '"')
}

func digits(n int64) string { return strconv.FormatInt(n, 10) }

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
