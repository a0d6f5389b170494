package exports

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"

	"warraq/site"
	"warraq/site/intake"
	"warraq/site/intake/markup"
)

// maxElement bounds the bytes of one story with all that belongs to it, maxDepth
// how deep elements nest.
var maxElement, maxDepth = 64 << 20, 200

// element is an element with all that it holds, or, without a name, text.
type element struct {
	name  string // with the prefix that the field gives its namespace: "wp:post_id", "content:encoded"
	line  int
	attrs map[string]string
	text  string
	kids  []*element
}

// kid is the first element of a name within; nil if there is none.
func (e *element) kid(name string) *element {
	if e != nil {
		for _, k := range e.kids {
			if k.name == name {
				return k
			}
		}
	}
	return nil
}

// all are the elements of a name within.
func (e *element) all(name string) (out []*element) {
	for _, k := range e.kids {
		if k.name == name {
			out = append(out, k)
		}
	}
	return out
}

// value is the text of the first of the named elements that has any.
func (e *element) value(names ...string) string {
	for _, name := range names {
		if s := e.kid(name).words(); s != "" {
			return s
		}
	}
	return ""
}

// words are the text within an element, without space at its ends.
func (e *element) words() string { return strings.TrimSpace(e.raw()) }

func (e *element) raw() string {
	if e == nil {
		return ""
	}
	var out strings.Builder
	out.WriteString(e.text)
	for _, k := range e.kids {
		out.WriteString(k.raw())
	}
	return out.String()
}

// attr is the value of an attribute; "" of no element.
func (e *element) attr(name string) string {
	if e == nil {
		return ""
	}
	return e.attrs[name]
}

// markup writes what an element holds as HTML: Atom's content of type xhtml.
func (e *element) markup(out *strings.Builder) {
	for _, k := range e.kids {
		if k.name == "" {
			out.WriteString(html.EscapeString(k.text))
			continue
		}
		out.WriteString("<" + k.name)
		for _, name := range slices.Sorted(maps.Keys(k.attrs)) {
			out.WriteString(" " + name + `="` + html.EscapeString(k.attrs[name]) + `"`)
		}
		out.WriteString(">")
		k.markup(out)
		out.WriteString("</" + k.name + ">")
	}
}

// xmlSource walks an XML document, one child of its channel at a time, in
// bounded memory. It refuses a document type: entities are declared there, and
// those that name files, or multiply.
type xmlSource struct {
	decoder *xml.Decoder
	meter   *meter
	skip    map[string]bool // elements that are counted and not kept
	skipped map[string]int
	open    []openElement

	prefixes map[string]string // the field's prefix by the document's, as it was declared last
	told     []site.Words      // what was guessed of the encoding, and what was dropped
	nuls     int               // bytes that stand where a disk or a download lost others
}

type openElement struct {
	raw  xml.Name // as the document says it
	name string   // with the field's prefix
	line int
}

// newXMLSource reads any encoding that the document declares. What no XML may
// hold, and exports do, is dropped: control characters; what is no character of
// the encoding becomes U+FFFD.
func newXMLSource(src io.Reader, skip ...string) *xmlSource {
	x := &xmlSource{skip: map[string]bool{}, skipped: map[string]int{}, prefixes: map[string]string{}, meter: &meter{left: maxElement}}
	x.meter.from, x.told = utf8Of(src, func(r rune) bool {
		if r == 0 {
			x.nuls++
		}
		return isNoXML(r)
	})
	for _, name := range skip {
		x.skip[name] = true
	}
	x.meter.from = undeclared(x.meter.from)
	x.decoder = xml.NewDecoder(x.meter)
	x.decoder.Strict = false // a lone & is text; elements are matched here
	x.decoder.Entity = xml.HTMLEntity
	x.decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	return x
}

// meter bounds the bytes that are read between two resets.
type meter struct {
	from io.Reader
	left int
}

var errTooLarge = errors.New("too large")

// Read implements io.Reader.
func (m *meter) Read(p []byte) (int, error) {
	if m.left <= 0 {
		return 0, errTooLarge
	}
	n, err := m.from.Read(p[:min(len(p), m.left)])
	m.left -= n
	return n, err
}

var declared = markup.Form(`^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']`)

// utf8Of decodes a document into UTF-8 that XML allows. What a document says of its
// encoding is checked: told has what was found to be otherwise. drop says which
// characters are left out.
func utf8Of(src io.Reader, drop func(rune) bool) (_ io.Reader, told []site.Words) {
	in := bufio.NewReaderSize(src, 1<<20)
	head, _ := in.Peek(1 << 20)
	decode := transform.Transformer(unicode.UTF8.NewDecoder())
	isUTF8 := utf8.Valid(head[:len(head)-min(len(head), cutRune(head))])
	named, name := encoding.Encoding(nil), ""
	if m := declared().FindSubmatch(bytes.TrimPrefix(head, []byte("\ufeff"))); m != nil {
		named, name = charset.Lookup(string(m[1]))
	}
	switch isASCII := !bytes.ContainsFunc(head, func(r rune) bool { return r >= utf8.RuneSelf }); {
	case named != nil && name != "utf-8" && !strings.HasPrefix(name, "utf-16") && (isASCII || !isUTF8):
		decode = named.NewDecoder()
	case named != nil && name != "utf-8" && !strings.HasPrefix(name, "utf-16"):
		told = append(told, site.Say("قيل إن الترميز %s، وهو UTF-8، فقُرئ به", "the encoding is said to be %s, and is UTF-8: it was read as that", name))
	case !isUTF8 && intake.IsWindowsArabic(string(head)):
		decode, told = charmap.Windows1256.NewDecoder(), append(told, intake.OldArabic)
	}
	return transform.NewReader(in, transform.Chain(unicode.BOMOverride(decode), runes.ReplaceIllFormed(), runes.Remove(runes.Predicate(drop)))), told
}

// undeclared reads a document past its first line, «<?xml version="1.1"?>»: whatever
// version it claims, it is read as all readers of feeds do.
func undeclared(src io.Reader) io.Reader {
	in := bufio.NewReader(src)
	head, _ := in.Peek(512)
	m := declaration().FindIndex(head)
	if m == nil {
		return in
	}
	_, _ = in.Discard(m[1])
	return io.MultiReader(strings.NewReader(strings.Repeat("\n", bytes.Count(head[:m[1]], []byte("\n")))), in)
}

var declaration = markup.Form(`^\s*<\?xml\s[^>]*\?>`)

// cutRune is how many bytes at the end of a text may be a letter that was cut.
func cutRune(head []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(head); n++ {
		if b := head[len(head)-n:]; utf8.RuneStart(b[0]) && !utf8.FullRune(b) {
			return n
		}
	}
	return 0
}

// isNoXML recognizes the characters that no XML may hold (XML 1.0, §2.2).
func isNoXML(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
}

// each calls f for every child of the document's channel, feed or rdf, in
// order, each with all that it holds.
func (x *xmlSource) each(f func(*element) error) error {
	for {
		x.meter.left = maxElement
		token, err := x.next()
		if errors.Is(err, io.EOF) {
			if x.nuls > 0 {
				x.told = append(x.told, site.Say("في الملف بايتات صفرية، وعددها %d، تُركت: لعله معطوب", "the file holds %d NUL bytes, which were left out: it may be damaged", x.nuls))
			}
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok || len(x.open) < 2 {
			continue
		}
		if name := x.open[len(x.open)-1].name; name == "channel" && len(x.open) == 2 {
			continue // its children are the next level
		}
		e, err := x.element(start)
		if err != nil {
			return err
		}
		if err := f(e); err != nil {
			return err
		}
	}
}

// element reads what an element holds up to its end.
func (x *xmlSource) element(start xml.StartElement) (*element, error) {
	top := x.open[len(x.open)-1]
	e := &element{name: top.name, line: top.line}
	for _, a := range start.Attr {
		if e.attrs == nil {
			e.attrs = map[string]string{}
		}
		name := a.Name.Local
		if a.Name.Space != "" && a.Name.Space != "xmlns" {
			name = a.Name.Space + ":" + name
		}
		e.attrs[name] = a.Value
	}
	var run []byte // the text so far since the last element
	flush := func() {
		if len(run) > 0 {
			e.kids = append(e.kids, &element{text: string(run)})
			run = run[:0]
		}
	}
	for {
		token, err := x.next()
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			flush()
			kid, err := x.element(t)
			if err != nil {
				return nil, err
			}
			if x.skip[kid.name] {
				x.skipped[kid.name]++
				continue
			}
			e.kids = append(e.kids, kid)
		case xml.EndElement:
			flush()
			return e, nil
		case xml.CharData:
			run = append(run, t...)
		}
	}
}

// next reads a token, and keeps the list of open elements.
func (x *xmlSource) next() (xml.Token, error) {
	token, err := x.decoder.RawToken()
	line, _ := x.decoder.InputPos()
	if err != nil {
		return nil, x.refusal(err, line)
	}
	switch t := token.(type) {
	case xml.Directive:
		if bytes.HasPrefix(bytes.ToUpper(bytes.TrimSpace(t)), []byte("DOCTYPE")) {
			return nil, intake.Refuse(line, "في الملف تعريف نوع DOCTYPE، ولا يُقبل: فيه تُعرَّف كيانات تقرأ ملفات أو تتضاعف؛ احذف السطر",
				"the file has a DOCTYPE, which is refused: entities that read files, or multiply, are declared there; remove the line")
		}
	case xml.StartElement:
		if len(x.open) >= maxDepth {
			return nil, intake.Refuse(line, "العناصر متداخلة أعمق من %d", "elements nest deeper than %d", maxDepth)
		}
		x.declare(t)
		name := x.name(t.Name)
		x.open = append(x.open, openElement{t.Name, name, line})
		if len(x.open) == 1 && name != "rss" && name != "feed" && name != "channel" && t.Name.Local != "RDF" {
			return nil, intake.Refuse(line, "أول الملف <%s>؛ ليس خلاصة ولا تصديرًا", "the file begins with <%s>: it is neither a feed nor an export", name)
		}
	case xml.EndElement:
		if len(x.open) == 0 {
			return nil, intake.Refuse(line, "</%s> يُغلق ولم يُفتح شيء", "</%s> closes what nothing opened", t.Name.Local)
		}
		top := x.open[len(x.open)-1]
		if t.Name != top.raw {
			return nil, intake.Refuse(line, "</%s> لا يُغلق <%s> المفتوح في السطر %d؛ الملف معطوب: صدّره من جديد",
				"</%s> does not close <%s> of line %d; the file is damaged: export it again", x.name(t.Name), top.name, top.line)
		}
		x.open = x.open[:len(x.open)-1]
	}
	return token, nil
}

// refusal says what stopped the reading.
func (x *xmlSource) refusal(err error, line int) error {
	var syntax *xml.SyntaxError
	broken := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &syntax) && strings.HasPrefix(syntax.Msg, "unexpected EOF")
	switch {
	case errors.Is(err, errTooLarge), x.meter.left <= 0:
		return intake.Refuse(line, "عنصر أكبر من %d ميغابايت", "an element is larger than %d MB", maxElement>>20)
	case broken && len(x.open) > 0:
		top := x.open[len(x.open)-1]
		return intake.Refuse(line, "انتهى الملف قبل أن يُغلق <%s> المفتوح في السطر %d؛ لعل التنزيل انقطع: صدّره من جديد",
			"the file ends before <%s> of line %d is closed; perhaps a download broke off: export it again", top.name, top.line)
	case broken && !errors.Is(err, io.EOF):
		return intake.Refuse(line, "انتهى الملف قبل تمامه؛ لعل التنزيل انقطع: صدّره من جديد", "the file breaks off, perhaps as a download did: export it again")
	case errors.As(err, &syntax):
		return intake.Refuse(line, "ليس XML سليمًا: %s", "not well-formed XML: %s", syntax.Msg)
	case strings.HasPrefix(err.Error(), "xml: "): // the decoder's own, not one of reading
		return intake.Refuse(line, "ليس XML سليمًا: %s", "not well-formed XML: %s", strings.TrimPrefix(err.Error(), "xml: "))
	}
	return err
}

// spaces are the namespaces that are known, by how their addresses go, with
// the prefix that the field gives them. Exports of all ages differ in version
// and scheme.
var spaces = []struct {
	form   *regexp.Regexp
	prefix string
}{
	{regexp.MustCompile(`wordpress\.org/export/[\d.]+/excerpt/?$`), "excerpt:"},
	{regexp.MustCompile(`wordpress\.org/export/[\d.]+/?$`), "wp:"},
	{regexp.MustCompile(`purl\.org/rss/1\.0/modules/content/?$`), "content:"},
	{regexp.MustCompile(`purl\.org/dc/elements/1\.1/?$`), "dc:"},
	{regexp.MustCompile(`purl\.org/dc/terms/?$`), "dcterms:"},
	{regexp.MustCompile(`search\.yahoo\.com/mrss/?$`), "media:"},
	{regexp.MustCompile(`schemas\.google\.com/blogger/`), "blogger:"},
	{regexp.MustCompile(`www\.w3\.org/2007/app$`), "app:"},
	{regexp.MustCompile(`www\.w3\.org/2005/Atom$|purl\.org/rss/1\.0/$|www\.w3\.org/1999/xhtml$|backend\.userland\.com/rss`), ""},
}

// declare learns the prefixes that an element declares. A prefix of an unknown
// namespace stays as it is. Where a declaration ends makes no difference in any
// export, so a prefix keeps its last meaning.
func (x *xmlSource) declare(start xml.StartElement) {
	for _, a := range start.Attr {
		prefix := a.Name.Local
		switch {
		case a.Name.Space == "xmlns":
			x.prefixes[prefix] = prefix + ":"
		case a.Name.Space == "" && prefix == "xmlns":
			prefix = ""
			x.prefixes[prefix] = ""
		default:
			continue
		}
		for _, known := range spaces {
			if known.form.MatchString(a.Value) {
				x.prefixes[prefix] = known.prefix
				break
			}
		}
	}
}

// name is a name with the field's prefix, or with the document's if it is declared
// nowhere.
func (x *xmlSource) name(n xml.Name) string {
	if prefix, ok := x.prefixes[n.Space]; ok || n.Space == "" {
		return prefix + n.Local
	}
	return n.Space + ":" + n.Local
}
