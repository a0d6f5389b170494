package check

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"warraq/site/arabic"
)

// awake holds the bytes at which inline has something to do: prose, which is
// nearly all there is, goes by without a question.
var awake = func() (table [256]bool) {
	for _, c := range []byte("`<[{&\\*~:.@\xef") {
		table[c] = true
	}
	return table
}()

// inline blots out what is no prose within a block.
func (k *inker) inline(from, to int) {
	for i := from; i < to; {
		if c := k.out[i]; !awake[c] {
			if i++; c >= utf8.RuneSelf && !k.rare {
				i = max(i, arabic.PastWords(k.out[:to], i))
			}
			continue
		}
		end := i + 1
		switch k.out[i] {
		case '`':
			end = k.codeSpan(i, to)
		case '<':
			end = k.tag(i, to)
		case '[':
			k.link(i, to)
		case '{':
			end = k.shortcode(i, to)
		case '&':
			end = k.entity(i, to)
		case '\\':
			if i+1 < to && k.out[i+1] < utf8.RuneSelf && unicode.IsPunct(rune(k.out[i+1])) {
				end = i + 2
			}
			k.fill(i, end, blot)
		case '*', '~':
			k.out[i] = blot
		case ':', '.':
			end = k.address(i, from, to)
		case '@':
			end = k.mail(i, from, to)
		case 0xef:
			end = k.quran(i, to)
		}
		i = end
	}
}

func (k *inker) codeSpan(i, to int) int {
	n := i
	for n < to && k.out[n] == '`' {
		n++
	}
	marks := k.out[i:n]
	for at := n; at < to; {
		j := bytes.Index(k.out[at:to], marks)
		if j < 0 {
			break
		}
		stop := at + j + len(marks)
		if stop == to || k.out[stop] != '`' {
			k.fill(i, stop, blot)
			return stop
		}
		for at = stop; at < to && k.out[at] == '`'; {
			at++
		}
	}
	k.fill(i, n, blot)
	return n
}

// codeElements hold no prose.
var codeElements = []string{"code", "kbd", "samp", "pre", "script", "style", "bdi"}

// tag blots out a tag, a comment or an address between < and >, and the whole
// of an element of code.
func (k *inker) tag(i, to int) int {
	if bytes.HasPrefix(k.out[i:to], []byte("<!--")) {
		stop := to
		if n := bytes.Index(k.out[i:to], []byte("-->")); n >= 0 {
			stop = i + n + len("-->")
		}
		k.directive(i, stop, false)
		k.fill(i, stop, blot)
		return stop
	}
	if i+1 == to || !isASCIILetter(k.out[i+1]) && k.out[i+1] != '/' && k.out[i+1] != '!' && k.out[i+1] != '?' {
		return i + 1
	}
	n := k.find(i, to, ">")
	if n < 0 {
		return i + 1
	}
	stop := n + 1
	for _, name := range codeElements {
		if begins(k.out[i:to], name) {
			if j := k.find(i, to, "</"+name+">"); j > i {
				stop = j + len("</>") + len(name)
			}
		}
	}
	k.fill(i, stop, blot)
	return stop
}

// begins tells whether a tag that begins s opens an element of a name.
func begins(s []byte, name string) bool {
	return len(s) >= len(name)+2 && strings.EqualFold(string(s[1:len(name)+1]), name) && !isASCIILetter(s[len(name)+1])
}

// find is where what closes something stands, from a place to the end of its
// block, or -1. What a block does not hold is looked for once.
func (k *inker) find(i, to int, what string) int {
	if k.lacking[what] == to {
		return -1
	}
	n := bytes.Index(k.out[i:to], []byte(what))
	if n < 0 {
		if k.lacking == nil {
			k.lacking = map[string]int{}
		}
		k.lacking[what] = to
		return -1
	}
	return i + n
}

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// link blots out all of a link or a picture but its words: brackets and
// address go, what is read stays.
func (k *inker) link(i, to int) {
	if i+1 < to && k.out[i+1] == '^' { // a footnote's call
		if n := bytes.IndexByte(k.out[i:to], ']'); n > 0 {
			k.fill(i, i+n+1, blot)
		}
		return
	}
	close := k.closing(i, to, '[', ']')
	if close < 0 || close+1 >= to {
		return
	}
	from := i
	if i > 0 && k.out[i-1] == '!' {
		from = i - 1
	}
	switch k.out[close+1] {
	case '(':
		end := k.destination(from, i, close, to)
		if end < 0 {
			return
		}
		k.fill(from, i+1, blot)
		k.out[close] = blot
	case '[':
		if end := k.closing(close+1, to, '[', ']'); end > 0 && (end+1 == to || k.out[end+1] != '(') { // else the second is a link by itself
			k.fill(from, i+1, blot)
			k.fill(close, end+1, blot)
		}
	}
}

// longestLink bounds the words, the address and the title of a link, so that no
// file, however odd, takes more time than its length asks for.
const longestLink = 1 << 12

// closing finds the bracket that closes the one at i, or -1.
func (k *inker) closing(i, to int, open, close byte) int {
	depth := 0
	for to = min(to, i+longestLink); i < to; i++ {
		switch k.out[i] {
		case '\\':
			i++
		case open:
			depth++
		case close:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// destination blots out «](address "title")» but for the title; -1 where it is
// none.
func (k *inker) destination(from, open, close, to int) int {
	at := close + 2
	for at < to && isSpace(k.out[at]) {
		at++
	}
	start := at
	if at < to && k.out[at] == '<' {
		n := bytes.IndexByte(k.out[at:to], '>')
		if n < 0 {
			return -1
		}
		at += n + 1
	} else {
		end := to
		if !bytes.HasPrefix(k.out[at:to], []byte("data:")) { // a picture may be written there
			end = min(to, at+longestLink)
		}
		for depth := 0; at < end && !isSpace(k.out[at]); at++ {
			if k.out[at] == '(' {
				depth++
			} else if k.out[at] == ')' {
				if depth--; depth < 0 {
					break
				}
			}
		}
	}
	src := strings.Trim(string(k.src[start:at]), "<>")
	for at < to && isSpace(k.out[at]) {
		at++
	}
	titleFrom, titleTo := at, at
	if at < to && (k.out[at] == '"' || k.out[at] == '\'') {
		n := k.titleEnd(at, to)
		if n < 0 {
			return -1
		}
		titleFrom, titleTo = at+1, n
		at = n + 1
		for at < to && isSpace(k.out[at]) {
			at++
		}
	}
	if at >= to || k.out[at] != ')' {
		return -1
	}
	k.fill(close+1, titleFrom, blot)
	k.fill(titleTo, at+1, blot)
	if n := len(k.pictures); from < open && (n == 0 || k.pictures[n-1].to <= from) { // else it is a word of another one's alternative text
		k.pictures = append(k.pictures, picture{from: from, to: at + 1, src: src, alt: string(k.src[open+1 : close]), title: string(k.src[titleFrom:titleTo])})
	}
	return at + 1
}

// titleEnd finds the mark that closes a title: the last before the bracket.
func (k *inker) titleEnd(i, to int) int {
	for at := i + 1; at < min(to, i+longestLink); at++ {
		switch k.out[at] {
		case '\\':
			at++
		case k.out[i]:
			if after := bytes.TrimLeft(k.out[at+1:to], " \t\n"); len(after) > 0 && after[0] == ')' {
				return at
			}
		}
	}
	return -1
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// shortcode blots out {{< … >}}, {% … %} and the attributes {.name #id}.
func (k *inker) shortcode(i, to int) int {
	for _, pair := range [...][2]string{{"{{", "}}"}, {"{%", "%}"}, {"{.", "}"}, {"{#", "}"}, {"{:", "}"}} {
		if bytes.HasPrefix(k.out[i:to], []byte(pair[0])) {
			if n := bytes.Index(k.out[i:to], []byte(pair[1])); n > 0 {
				k.fill(i, i+n+len(pair[1]), blot)
				return i + n + len(pair[1])
			}
		}
	}
	return i + 1
}

func (k *inker) entity(i, to int) int {
	for at := i + 1; at < min(to, i+12); at++ {
		switch c := k.out[at]; {
		case c == ';' && at > i+1:
			k.fill(i, at+1, blot)
			return at + 1
		case !isASCIILetter(c) && c != '#' && (c < '0' || c > '9'):
			return i + 1
		}
	}
	return i + 1
}

// address blots out a bare address, which a colon or the point of www. tells.
func (k *inker) address(i, from, to int) int {
	start := i
	switch {
	case bytes.HasPrefix(k.out[i:to], []byte("://")):
		for start > from && isASCIILetter(k.out[start-1]) {
			start--
		}
	case k.out[i] == '.' && i-3 >= from && strings.EqualFold(string(k.out[i-3:i]), "www"):
		start = i - 3
	}
	if start == i {
		return i + 1
	}
	end, depth := i, 0
	for end < to {
		r, size := utf8.DecodeRune(k.out[end:to])
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth < 0 || strings.ContainsRune("[<>\"`{}|\\^،؛؟«»“”…\x00\x01", r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			break
		}
		end += size
	}
	for end > i && bytes.IndexByte([]byte(".,:;!?"), k.out[end-1]) >= 0 {
		end--
	}
	k.fill(start, end, blot)
	return end
}

// mail blots out an address of mail, and a name such as @someone.
func (k *inker) mail(i, from, to int) int {
	inName := func(c byte) bool {
		return isASCIILetter(c) || '0' <= c && c <= '9' || c == '.' || c == '-' || c == '_' || c == '+'
	}
	start, end := i, i+1
	for start > from && inName(k.out[start-1]) {
		start--
	}
	for end < to && inName(k.out[end]) {
		end++
	}
	for end > i && k.out[end-1] == '.' {
		end--
	}
	if end == i+1 {
		return end
	}
	k.fill(start, end, blot)
	return end
}

// The signs round a verse of the Qur'an, whose text no rule may touch.
const (
	quranOpen  = "\ufd3f"
	quranClose = "\ufd3e"
)

func (k *inker) quran(i, to int) int {
	if !bytes.HasPrefix(k.out[i:to], []byte(quranOpen)) {
		return i + 1
	}
	n := bytes.Index(k.out[i:to], []byte(quranClose))
	if n < 0 {
		return i + len(quranOpen)
	}
	k.fill(i+len(quranOpen), i+n, blot)
	return i + n + len(quranClose)
}
