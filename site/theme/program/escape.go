package program

import (
	"bytes"
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// The escapers that html/template writes into a tree, by the names it gives
// them. Each takes text, and whether the text is known to be safe in that
// place, and gives text.
var escapers = map[string]func(text string, of reflect.Type) (string, bool){
	"_html_template_htmlescaper":    func(s string, of reflect.Type) (string, bool) { return unlessSafe(s, of, htmlType), true },
	"_html_template_attrescaper":    func(s string, of reflect.Type) (string, bool) { return escapeHTML(s), of != htmlType },
	"_html_template_rcdataescaper":  func(s string, of reflect.Type) (string, bool) { return escapeHTML(s), of != htmlType },
	"_html_template_urlfilter":      filterURL,
	"_html_template_urlnormalizer":  func(s string, of reflect.Type) (string, bool) { return escapeURL(s, true), true },
	"_html_template_urlescaper":     func(s string, of reflect.Type) (string, bool) { return escapeURL(s, of == urlType), true },
	"_html_template_jsvalescaper":   func(s string, of reflect.Type) (string, bool) { return s, of == jsType },
	"_html_template_cssvaluefilter": func(s string, of reflect.Type) (string, bool) { return s, of == cssType },
}

var (
	htmlType = reflect.TypeFor[template.HTML]()
	jsType   = reflect.TypeFor[template.JS]()
	cssType  = reflect.TypeFor[template.CSS]()
	urlType  = reflect.TypeFor[template.URL]()
	safe     = map[reflect.Type]bool{
		htmlType: true, jsType: true, cssType: true, urlType: true,
		reflect.TypeFor[template.HTMLAttr](): true, reflect.TypeFor[template.JSStr](): true, reflect.TypeFor[template.Srcset](): true,
	}
	stringerType = reflect.TypeFor[fmt.Stringer]()
	errorType    = reflect.TypeFor[error]()
)

// splitEscapers parts the commands of an author from the escapers after them.
func splitEscapers(cmds []*parse.CommandNode) ([]*parse.CommandNode, []string) {
	for i, c := range cmds {
		if fn, ok := c.Args[0].(*parse.IdentifierNode); ok && strings.HasPrefix(fn.Ident, "_") {
			var names []string
			for _, e := range cmds[i:] {
				fn, ok := e.Args[0].(*parse.IdentifierNode)
				if !ok || len(e.Args) != 1 {
					return cmds, []string{"?"}
				}
				names = append(names, fn.Ident)
			}
			return cmds[:i], names
		}
	}
	return cmds, nil
}

// writer compiles the escapers of a text of a type.
func writer(of reflect.Type, names []string) (func(out *bytes.Buffer, s string) error, error) {
	for _, name := range names {
		if escapers[name] == nil {
			return nil, errUnknown
		}
	}
	if len(names) == 1 && names[0] == "_html_template_htmlescaper" && of != htmlType && !safe[of] {
		return func(out *bytes.Buffer, s string) error {
			writeEscaped(out, s)
			return nil
		}, nil
	}
	return func(out *bytes.Buffer, s string) error {
		kind := of
		for _, name := range names {
			var ok bool
			if s, ok = escapers[name](s, kind); !ok {
				return errUnknown
			}
			kind = stringType
		}
		out.WriteString(s)
		return nil
	}, nil
}

// textOf evaluates an expression as text.
func textOf(v value) (func(m *machine, dot reflect.Value) (string, error), error) {
	if v.of == anyType {
		return func(m *machine, dot reflect.Value) (string, error) {
			value, err := v.eval(m, dot)
			if err != nil {
				return "", err
			}
			return textOfAny(value)
		}, nil
	}
	text, err := texter(v.of)
	if err != nil || v.text != nil {
		return v.text, err
	}
	return func(m *machine, dot reflect.Value) (string, error) {
		value, err := v.eval(m, dot)
		if err != nil {
			return "", err
		}
		return text(value), nil
	}, nil
}

// textOfAny is the text of a value of a type that needs no more than to be escaped.
func textOfAny(v reflect.Value) (string, error) {
	switch {
	case v.Type() == stringType:
		return v.String(), nil
	case v.Type() == intType:
		return strconv.FormatInt(v.Int(), 10), nil
	case v.Type() == boolType:
		return strconv.FormatBool(v.Bool()), nil
	case v.Type() == reflect.TypeFor[float64]():
		return fmt.Sprint(v.Float()), nil
	case v.Type() == anyType: // nothing is there
		return "", nil
	}
	return "", errUnknown
}

// texter turns a value of a type into text as html/template does.
func texter(of reflect.Type) (func(reflect.Value) string, error) {
	switch {
	case of == nil || of.Implements(stringerType) || of.Implements(errorType) || reflect.PointerTo(of).Implements(stringerType):
		return nil, errUnknown
	case of.Kind() == reflect.String:
		return reflect.Value.String, nil
	case isInt(of):
		return func(v reflect.Value) string { return strconv.FormatInt(v.Int(), 10) }, nil
	case of.Kind() == reflect.Bool:
		return func(v reflect.Value) string { return strconv.FormatBool(v.Bool()) }, nil
	}
	return nil, errUnknown
}

func unlessSafe(s string, of, safe reflect.Type) string {
	if of == safe {
		return s
	}
	return escapeHTML(s)
}

// escapeHTML escapes for text and for quoted attributes alike.
func escapeHTML(s string) string {
	if !isSpecial(s) {
		return s
	}
	var b bytes.Buffer
	b.Grow(len(s) + 32)
	writeEscaped(&b, s)
	return b.String()
}

// isSpecial says that HTML must escape some of a text.
func isSpecial(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= '>' && isSpecialByte[c] {
			return true
		}
	}
	return false
}

var isSpecialByte = ['>' + 1]bool{0: true, '"': true, '&': true, '\'': true, '+': true, '<': true, '>': true}

func writeEscaped(out *bytes.Buffer, s string) {
	from := 0
	for i := range len(s) {
		var entity string
		switch s[i] {
		case 0:
			entity = "�"
		case '"':
			entity = "&#34;"
		case '&':
			entity = "&amp;"
		case '\'':
			entity = "&#39;"
		case '+':
			entity = "&#43;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		default:
			continue
		}
		out.WriteString(s[from:i])
		out.WriteString(entity)
		from = i + 1
	}
	out.WriteString(s[from:])
}

// schemes pass the filter: those of html/template, and telephones and messengers, which it would make
// "#ZgotmplZ". None of them runs a script.
var schemes = []string{"http", "https", "mailto", "tel", "sms", "geo", "whatsapp", "tg", "signal", "xmpp", "matrix", "ftp", "magnet"}

// filterURL lets addresses of such a scheme, or without one, pass.
func filterURL(s string, of reflect.Type) (string, bool) {
	if of == urlType {
		return s, true
	}
	scheme, _, found := strings.Cut(s, ":")
	if !found || strings.Contains(scheme, "/") {
		return s, true
	}
	for _, good := range schemes {
		if strings.EqualFold(scheme, good) {
			return s, true
		}
	}
	return "#ZgotmplZ", true
}

// escapeURL percent-encodes all but RFC 3986's unreserved characters; a whole
// address (norm) keeps its reserved characters and its escapes too.
func escapeURL(s string, norm bool) string {
	var b strings.Builder
	from := 0
	for i := range len(s) {
		c := s[i]
		if kind := urlBytes[c]; kind == unreserved || norm && kind == reserved {
			continue
		}
		if norm && c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			continue
		}
		if b.Cap() == 0 {
			b.Grow(i + 3*(len(s)-i))
		}
		const hex = "0123456789abcdef"
		b.WriteString(s[from:i])
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
		from = i + 1
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

// urlBytes says what each byte is in an address (RFC 3986, 2.2 and 2.3).
var urlBytes = func() (kinds [256]byte) {
	for c := range kinds {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~", byte(c)) >= 0:
			kinds[c] = unreserved
		case strings.IndexByte("!#$&*+,/:;=?@[]", byte(c)) >= 0:
			kinds[c] = reserved
		}
	}
	return kinds
}()

const (
	unreserved = iota + 1
	reserved
)

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
