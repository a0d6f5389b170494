package bidi

import (
	"strings"
	"unicode"
	"unicode/utf8"
	"warraq/site/arabic"
)

// token is a stretch that needs an isolate, with the text that it becomes.
type token struct {
	start, end int
	text, dir  string
}

// text is what a scanner walks.
type text struct {
	s    string
	html bool // entities and tags are not words
}

// scanner walks a text once. It makes no garbage before the first token.
type scanner struct {
	text
	base      string
	at        int
	latinEnd  int // where the last Latin word ended
	listStart int // where a Latin name stands that the comma before it calls out
}

func (sc *scanner) next() (token, bool) {
	for sc.at < len(sc.s) {
		c := sc.s[sc.at]
		if c >= utf8.RuneSelf {
			if past := arabic.PastLetters(sc.s, sc.at); past > sc.at {
				sc.at = past
				continue
			}
		}
		if n := strides[c]; n > 0 {
			sc.at += int(n)
			continue
		}
		if t, ok := sc.step(c); ok {
			return t, true
		}
	}
	return token{}, false
}

// strides is how many bytes the character that begins with a byte has, where it
// begins no token; 0 where step must look.
var strides = func() (n [256]uint8) {
	for c := range n {
		switch {
		case c < utf8.RuneSelf && !isASCIIWord(byte(c)) && !strings.ContainsRune("+-$@#.&<>", rune(c)):
			n[c] = 1
		case 0xd0 <= c && c < 0xe0: // Cyrillic to N'Ko, Arabic among them
			n[c] = 2
		case 0xe3 <= c && c < 0xf0:
			n[c] = 3
		}
	}
	return n
}()

// step moves past what stands at sc.at, and returns it where it needs an
// isolate.
func (sc *scanner) step(c byte) (token, bool) {
	switch {
	case '0' <= c && c <= '9':
		return sc.number()
	case isLatinAt(sc.s, sc.at):
		return sc.latin(sc.at)
	case c == '+' || c == '-':
		return sc.sign(1)
	case c == '$':
		return sc.currency(1)
	case c == '@' || c == '#' || c == '.':
		return sc.lead(c)
	case c == '>' || c == '<' && !sc.html:
		return sc.sign(1)
	case c == '&' && sc.html:
		if rest := sc.s[sc.at:]; strings.HasPrefix(rest, "&gt;") || strings.HasPrefix(rest, "&lt;") {
			return sc.sign(len("&gt;"))
		}
		sc.at = skipEntity(sc.s, sc.at)
	case c == '<' && sc.html:
		sc.skipTag()
	case c < utf8.RuneSelf:
		sc.at++
	default:
		return sc.other()
	}
	return token{}, false
}

// other handles the characters beyond ASCII that begin a token: the minus and
// other signs, currencies, and isolates that are there already.
func (sc *scanner) other() (token, bool) {
	r, size := utf8.DecodeRuneInString(sc.s[sc.at:])
	switch r {
	case '\u2212', '\u00b1', '\u2264', '\u2265':
		return sc.sign(size)
	case '\u20ac', '\u00a3', '\u00a5':
		return sc.currency(size)
	case '\u2066', '\u2067', '\u2068':
		sc.skipIsolate(r)
		return token{}, false
	}
	sc.at += size
	return token{}, false
}

// skipIsolate passes an isolate by; what stands in it has been decided.
func (sc *scanner) skipIsolate(open rune) {
	depth := 0
	for i, r := range sc.s[sc.at:] {
		switch r {
		case '\u2066', '\u2067', '\u2068':
			depth++
		case '\u2069':
			depth--
		case '\n':
			depth = 0
		}
		if depth == 0 {
			sc.at += i + utf8.RuneLen(r)
			if open == '\u2066' {
				sc.latinEnd = sc.at
			}
			return
		}
	}
	sc.at = len(sc.s)
}

func (sc *scanner) skipTag() {
	rest := sc.s[sc.at:]
	end, ltr := ">", false
	if strings.HasPrefix(rest, "<bdi") {
		end, ltr = "</bdi>", strings.HasPrefix(rest, `<bdi dir="ltr"`)
	}
	i := strings.Index(rest, end)
	if i < 0 {
		sc.at = len(sc.s)
		return
	}
	sc.at += i + len(end)
	if ltr {
		sc.latinEnd = sc.at
	}
}

// skipEntity is where the character reference at i ends, or i+1.
func skipEntity(s string, i int) int {
	for j := i + 1; j < len(s) && j < i+10; j++ {
		if s[j] == ';' {
			return j + 1
		}
		if !isASCIIWord(s[j]) && s[j] != '#' {
			break
		}
	}
	return i + 1
}

// rtl tells whether ranges and signs are to be set as in Arabic text.
func (sc *scanner) rtl() bool { return sc.base == "rtl" || hasRTL(sc.s) }

// nextName is the next run of words from right to left, in text that runs the other
// way.
func (sc *scanner) nextName() (token, bool) {
	for sc.at < len(sc.s) {
		start := sc.at
		r, size := utf8.DecodeRuneInString(sc.s[start:])
		switch {
		case sc.html && r == '<':
			sc.skipTag()
		case '\u2066' <= r && r <= '\u2068':
			sc.skipIsolate(r)
		case isRTL(r):
			end := start
			for i, r := range sc.s[start:] {
				if joinsArabic(r) {
					end = start + i + utf8.RuneLen(r)
				} else if r != ' ' && (!unicode.IsPunct(r) || strings.HasPrefix(sc.s[start+i:], ", ")) || strings.ContainsRune("()[]{}<&", r) {
					break
				}
			}
			sc.at = end
			return token{start, end, sc.s[start:end], "rtl"}, true
		default:
			sc.at += size
		}
	}
	return token{}, false
}

// afterLatin tells whether only spaces, or the sign of an equation, stand between a Latin word
// and i.
func (sc *scanner) afterLatin(i int) bool {
	return sc.latinEnd >= 0 && sc.latinEnd <= i && strings.Trim(sc.s[sc.latinEnd:i], " =≈") == ""
}

// afterAnd tells whether the word و stands before i, as in «-3 و+12».
func (sc *scanner) afterAnd(i int) bool {
	head, and := strings.CutSuffix(sc.s[:i], "و")
	return and && opens(sc.before(len(head)))
}

// before and after are the characters beside a place, through the bounds of an
// isolate that stands there: what has an isolate reads as if it had none.
func (t text) before(i int) rune {
	head := t.s[:i]
	for {
		cut := strings.TrimSuffix(head, "\u2069")
		if t.html {
			cut = strings.TrimSuffix(cut, "</bdi>")
		}
		if cut == head {
			break
		}
		head = cut
	}
	if head == "" {
		return ' '
	}
	r, _ := utf8.DecodeLastRuneInString(head)
	return r
}

func (t text) after(i int) rune {
	for i < len(t.s) {
		r, size := utf8.DecodeRuneInString(t.s[i:])
		switch {
		case '\u2066' <= r && r <= '\u2068':
			i += size
		case t.html && strings.HasPrefix(t.s[i:], "<bdi"):
			end := strings.IndexByte(t.s[i:], '>')
			if end < 0 {
				return r
			}
			i += end + 1
		default:
			return r
		}
	}
	return ' '
}

// endsToken tells whether a token may end at i: no letter, digit or joint that
// leads to one may follow.
func (t text) endsToken(i int) bool {
	r := t.after(i)
	if isASCIIRuneWord(r) || unicode.IsLetter(r) || unicode.IsMark(r) || arabic.IsDigit(r) || r == '_' || r == '\u0640' {
		return false
	}
	if strings.ContainsRune("-\u2013\u2212/:.,+=*@'\u2019#\u060c", r) {
		next := t.after(i + utf8.RuneLen(r))
		return !arabic.IsDigit(next) && (!isASCIIRuneWord(next) || r == '\u060c') && r != '=' && r != '*'
	}
	return true
}

// opens tells whether a token with a sign of its own may begin after r.
func opens(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("([{«\"'\u201c\u2018\u060c:;>", r) || unicode.Is(unicode.Cf, r)
}

func isASCIIRuneWord(r rune) bool { return r < utf8.RuneSelf && isASCIIWord(byte(r)) }

// isLatin tells the letters of Latin script that news texts hold.
func isLatin(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || 0xc0 <= r && r <= 0x24f && r != 0xd7 && r != 0xf7
}

func isLatinAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	if c := s[i]; c < utf8.RuneSelf {
		return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	} else if c < 0xc3 || c > 0xc9 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return isLatin(r)
}

func isDigitAt(s string, i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }

// isRTL tells the letters of the scripts from right to left (blocks with
// bidi class R or AL, Unicode DerivedBidiClass.txt).
func isRTL(r rune) bool {
	switch {
	case r < 0x590 || 0x660 <= r && r <= 0x669 || 0x6f0 <= r && r <= 0x6f9:
		return false
	case r <= 0x8ff, 0xfb1d <= r && r <= 0xfdff, 0xfe70 <= r && r <= 0xfefc:
		return unicode.IsLetter(r)
	}
	return false
}

func hasRTL(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0xd6 && c <= 0xdf || c == 0xe0 || c == 0xef {
			if r, _ := utf8.DecodeRuneInString(s[i:]); isRTL(r) {
				return true
			}
		}
	}
	return false
}

func isASCIIWord(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9'
}

func isNumber(s string) bool { return s != "" && digitsEnd(s, 0) == len(s) }
