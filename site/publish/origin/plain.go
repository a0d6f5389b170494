package origin

import (
	"bytes"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// plain is a request that asks for a file and nothing else: no body, no upgrade, no header that could be read in two ways.
type plain struct {
	head     bool   // the method is HEAD, and not GET
	path     string // decoded; what follows a question mark is not part of it
	encoding []byte // what Accept-Encoding says
	odd      bool   // it has conditions, ranges, or several such headers: net/http's code answers it
	size     int    // bytes of the request
}

var headEnd = []byte("\r\n\r\n")

// readPlain reads the request that bytes begin with (RFC 9112, 3 and 5). ok is false where it is not plain, or not whole:
// net/http judges it then.
func readPlain(b []byte) (p plain, ok bool) {
	end := bytes.Index(b, headEnd)
	if end < 0 {
		return p, false
	}
	p.size = end + len(headEnd)
	b = b[:end+2]
	line, b, _ := bytes.Cut(b, []byte("\r\n"))
	target, ok := bytes.CutPrefix(line, []byte("GET "))
	if !ok {
		if target, ok = bytes.CutPrefix(line, []byte("HEAD ")); !ok {
			return p, false
		}
		p.head = true
	}
	if target, ok = bytes.CutSuffix(target, []byte(" HTTP/1.1")); !ok {
		return p, false
	}
	if p.path, ok = pathOf(target); !ok {
		return p, false
	}
	hosts := 0
	for len(b) > 0 {
		line, b, _ = bytes.Cut(b, []byte("\r\n"))
		name, value, ok := bytes.Cut(line, []byte(":"))
		if !ok || !isToken(name) || !isValue(value) {
			return p, false
		}
		value = bytes.Trim(value, " \t")
		switch {
		case is(name, "host"):
			if hosts++; !isHost(value) {
				return p, false
			}
		case is(name, "accept-encoding"):
			p.odd = p.odd || p.encoding != nil
			p.encoding = value
		case is(name, "connection"):
			if !is(value, "keep-alive") {
				return p, false
			}
		case is(name, "content-length"), is(name, "transfer-encoding"), is(name, "expect"), is(name, "upgrade"), is(name, "trailer"):
			return p, false
		case is(name, "range"), len(name) > 2 && is(name[:3], "if-"):
			p.odd = true
		}
	}
	return p, hosts == 1
}

// is compares a name with one in small letters of ASCII.
func is(name []byte, with string) bool {
	if len(name) != len(with) {
		return false
	}
	for i, c := range name {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if c != with[i] {
			return false
		}
	}
	return true
}

// pathOf decodes the path of a request's target.
func pathOf(target []byte) (string, bool) {
	if len(target) == 0 || target[0] != '/' {
		return "", false
	}
	if i := bytes.IndexByte(target, '?'); i >= 0 {
		if !isPrinted(target[i:]) {
			return "", false
		}
		target = target[:i]
	}
	if !isPrinted(target) {
		return "", false
	}
	var b strings.Builder
	b.Grow(len(target))
	for i := 0; i < len(target); i++ {
		c := target[i]
		if c == '%' {
			if i+2 >= len(target) {
				return "", false
			}
			n, err := hex.DecodeString(string(target[i+1 : i+3]))
			if err != nil {
				return "", false
			}
			c, i = n[0], i+2
		}
		b.WriteByte(c)
	}
	return b.String(), true
}

// isPrinted says that all bytes are printed signs of ASCII, and none begins a fragment.
func isPrinted(b []byte) bool {
	for _, c := range b {
		if c <= ' ' || c >= 0x7f || c == '#' {
			return false
		}
	}
	return true
}

// isToken says that a name is one (RFC 9110, 5.6.2), of letters, digits and the signs that headers have.
func isToken(name []byte) bool {
	for _, c := range name {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_') {
			return false
		}
	}
	return len(name) > 0
}

// isValue says that a value has no control signs (RFC 9110, 5.5).
func isValue(value []byte) bool {
	for _, c := range value {
		if c < ' ' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}

// isHost says that a host is a name or a number, with or without a port.
func isHost(value []byte) bool {
	for _, c := range value {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte("-._:[]", c) >= 0) {
			return false
		}
	}
	return len(value) > 0
}

// appendAnswer appends the answer to a plain request, in one piece: that which net/http writes of what ServeHTTP says. It does so
// for a file of a page's size that goes out as it is stored; ok is false for all else.
func (o *Origin) appendAnswer(b []byte, p plain) (_ []byte, ok bool) {
	if p.odd {
		return b, false
	}
	name, ok := o.nameOf(p.path)
	if !ok {
		return b, false
	}
	f, err := o.files.Load().Open(name)
	if err != nil || f.Stored.Size() > atOnce || f.Gzip && !takesGzip([]string{string(p.encoding)}) {
		return b, false
	}
	kind, cache := o.headers(name)
	b = append(append(b, "HTTP/1.1 200 OK\r\nAccept-Ranges: bytes\r\nCache-Control: "...), cache...)
	if f.Gzip {
		b = append(b, "\r\nContent-Encoding: gzip"...)
	}
	b = strconv.AppendInt(append(b, "\r\nContent-Length: "...), f.Stored.Size(), 10)
	b = append(append(b, "\r\nContent-Type: "...), kind...)
	b = hex.AppendEncode(append(b, "\r\nEtag: \""...), f.Sum[:])
	if f.Gzip {
		b = append(b, "-gzip"...)
	}
	b = append(b, '"')
	if f.Gzip {
		b = append(b, "\r\nVary: Accept-Encoding"...)
	}
	b = append(b, "\r\nX-Content-Type-Options: nosniff\r\nDate: "...)
	b = append(time.Now().UTC().AppendFormat(b, http.TimeFormat), headEnd...)
	if p.head {
		return b, true
	}
	at, size := len(b), int(f.Stored.Size())
	b = slices.Grow(b, size)[:at+size]
	n, _ := f.Stored.ReadAt(b[at:], 0)
	return b, n == size // where it cannot be read, ServeHTTP says so
}
