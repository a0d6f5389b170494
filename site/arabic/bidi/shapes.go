package bidi

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
	"warraq/site/arabic"
)

// number decides on a token that begins with a digit.
func (sc *scanner) number() (token, bool) {
	start := sc.at
	free := !sc.insideNumber(start) && !strings.ContainsRune("-\u2013\u2212/:.,+=*@#_$\u20ac\u00a3\u00a5", sc.before(start)) && !arabic.IsDigit(sc.before(start))
	if free {
		if end := sc.areaPhoneEnd(start); end > 0 {
			return sc.take(start-1, end), true
		}
		if end := sc.unitEnd(start); end > 0 && sc.endsToken(end) {
			return sc.take(start, end), true
		}
		if t, ok := sc.span(start); ok {
			return t, true
		}
	}
	if end := sc.quotedTitle(start); end > 0 {
		return sc.take(start, end), true
	}
	end := digitsEnd(sc.s, start)
	if isLatinAt(sc.s, end) || numbersLatin(sc.s, end) {
		return sc.latin(start)
	}
	sc.at = skipNumber(sc.s, end)
	return token{}, false
}

func digitsEnd(s string, i int) int {
	for isDigitAt(s, i) {
		i++
	}
	return i
}

// insideNumber tells the second half of 1،600, a number with an Arabic comma.
func (t text) insideNumber(i int) bool {
	head, found := strings.CutSuffix(t.s[:i], "\u060c")
	return found && arabic.IsDigit(t.before(len(head)))
}

// skipNumber passes what hangs on a number: the rest of 13-9-2024 or 10:30.
func skipNumber(s string, i int) int {
	for i < len(s) {
		joint := jointAt(s, i)
		switch {
		case isDigitAt(s, i):
			i++
		case joint > 0 && isDigitAt(s, i+joint):
			i += joint
		default:
			return i
		}
	}
	return i
}

func jointAt(s string, i int) int {
	r, size := utf8.DecodeRuneInString(s[i:])
	if strings.ContainsRune("-\u2013\u2212/:.,_=*+%x", r) {
		return size
	}
	return 0
}

// take makes a token of s[start:end] as it is, to be read from left to right.
func (sc *scanner) take(start, end int) token {
	sc.at, sc.latinEnd = end, end
	return token{start, end, sc.s[start:end], "ltr"}
}

// takeRange makes a token of s[start:mid], a dash and s[second:end], in the
// direction of ranges.
func (sc *scanner) takeRange(start, mid, second, end int) token {
	sc.at = end
	return token{start, end, sc.s[start:mid] + "\u2013" + sc.s[second:end], "rtl"}
}

// span is a score or a range of years. An en dash runs rightly by itself but
// after a Latin word.
func (sc *scanner) span(start int) (token, bool) {
	mid, left := amountEnd(sc.s, start)
	dash, size := utf8.DecodeRuneInString(sc.s[mid:])
	if mid == start || dash != '-' && dash != '\u2013' {
		return token{}, false
	}
	end, right := amountEnd(sc.s, mid+size)
	if end == mid+size || !sc.endsToken(end) || left > 4 || right > 4 {
		return token{}, false
	}
	latin := sc.afterLatin(start)
	if dash == '\u2013' && !latin || latin && !likeScore(sc.s[start:mid], sc.s[mid+size:end]) || !sc.rtl() || sc.latinFollows(end) {
		return token{}, false
	}
	return sc.takeRange(start, mid, mid+size, end), true
}

// likeScore tells a score or a range of years from the name of a model: after
// a Latin word, 3-1 and 2014-2024 are ranges, 737-800 is not.
func likeScore(a, b string) bool {
	return len(a) <= 2 && len(b) <= 2 || likeYears(a, b)
}

// likeYears tells 2014-2024.
func likeYears(a, b string) bool {
	from, _ := strconv.Atoi(a)
	to, _ := strconv.Atoi(b)
	return 1000 <= from && from < to && to <= 2100
}

func (t text) latinFollows(i int) bool {
	return isLatin(t.after(len(t.s) - len(strings.TrimLeft(t.s[i:], " "))))
}

// amountEnd is the end of a number with separators, and the digits of its
// longest group.
func amountEnd(s string, i int) (end, longest int) {
	for {
		start := i
		for isDigitAt(s, i) {
			i++
		}
		if i == start {
			return i, longest
		}
		longest = max(longest, i-start)
		if i >= len(s) || s[i] != '.' && s[i] != ',' || !isDigitAt(s, i+1) {
			return i, longest
		}
		i++
	}
}

// sign decides on a number with a sign before it: + - U+2212 ± > and their
// like. A telephone number may begin with a plus.
func (sc *scanner) sign(size int) (token, bool) {
	start := sc.at
	sc.at += size
	number := sc.at + currencySize(sc.s[sc.at:])
	if !isDigitAt(sc.s, number) || !opens(sc.before(start)) && !sc.afterAnd(start) || sc.afterLatin(start) {
		return token{}, false
	}
	if sc.s[start] == '+' {
		if end := sc.areaPhoneEnd(start); end > 0 {
			return sc.take(start-1, end), true
		}
		if end := phoneEnd(sc.s, start); end > 0 && sc.endsToken(end) {
			return sc.take(start, end), true
		}
	}
	end, _ := amountEnd(sc.s, number)
	if n := len(degrees.FindString(sc.s[end:])); n > 0 {
		end += n
	}
	sign := sc.s[start:sc.at]
	if sign == "\u00b1" && strings.HasPrefix(sc.s[end:], "%") {
		end++
	}
	if !sc.endsToken(end) || arabic.IsDigit(sc.before(len(strings.TrimRight(sc.s[:start], " ")))) {
		return token{}, false
	}
	if sign == "-" {
		if end-sc.at == 4 && isNumber(sc.s[sc.at:end]) || sc.likeDash(start, end) {
			return token{}, false // «-1990» is a year after a dash
		}
		if sc.rtl() {
			sign = "\u2212"
		}
	}
	amount := sc.s[start+size : end]
	sc.at = end
	return token{start, end, sign + amount, "ltr"}, true
}

// degrees are those of a temperature.
var degrees = regexp.MustCompile(`^ ?°[CF]`)

// counted follows a number that has a sign at the start of a line: «-23 درجة».
var counted = regexp.MustCompile(`^ ?(?:[%٪°]|درج|نقط|مئوي|بالم[ئا])`)

// likeDash tells a dash that lost a space from the sign of a number: «-1 مقدمة»
// opens a line or follows a colon, «-39 عامًا آنذاك-» has a second dash, and
// «6% -9%» is a range.
func (sc *scanner) likeDash(start, end int) bool {
	line := strings.TrimSpace(sc.s[strings.LastIndexByte(sc.s[:start], '\n')+1 : start])
	if line == "" && counted.MatchString(sc.s[end:]) {
		return false
	}
	if line == "" || strings.ContainsRune("%.", rune(line[len(line)-1])) || line[len(line)-1] == ':' && end-start == 2 {
		return true
	}
	ahead := sc.s[end:min(len(sc.s), end+80)]
	for i := range len(ahead) {
		if ahead[i] == '-' && i+1 < len(ahead) && !isDigitAt(ahead, i+1) && (ahead[i+1] != ' ' || i > 0 && ahead[i-1] != ' ') {
			return true
		}
	}
	return false
}

// currency decides on $50 and $50-$60: its number, and the Latin words that follow
// it.
func (sc *scanner) currency(size int) (token, bool) {
	start := sc.at
	sc.at += size
	prev := sc.before(start)
	if !isDigitAt(sc.s, sc.at) || isLatin(prev) || arabic.IsDigit(prev) || strings.ContainsRune("-+/.", prev) || sc.afterLatin(start) {
		return token{}, false
	}
	end, _ := amountEnd(sc.s, sc.at)
	if t, ok := sc.priceRange(start, end); ok {
		return t, true
	}
	for isLatinAt(sc.s, end) {
		_, n := utf8.DecodeRuneInString(sc.s[end:])
		end += n
	}
	if !sc.endsToken(end) {
		return token{}, false
	}
	if strings.HasPrefix(sc.s[end:], " ") && isLatinAt(sc.s, end+1) {
		end = phraseEnd(sc.s, end+1, sc.html)
	}
	return sc.take(start, end), true
}

// priceRange is $50-$60 or $50-60, of which the first price ends at mid.
func (sc *scanner) priceRange(start, mid int) (token, bool) {
	dash, size := utf8.DecodeRuneInString(sc.s[mid:])
	if dash != '-' && dash != '\u2013' || !sc.rtl() {
		return token{}, false
	}
	second := mid + size + currencySize(sc.s[mid+size:])
	end, _ := amountEnd(sc.s, second)
	if end == second || !sc.endsToken(end) || sc.latinFollows(end) {
		return token{}, false
	}
	return sc.takeRange(start, mid, mid+size, end), true
}

// currencySize is the length of the currency sign that a text begins with, or 0.
func currencySize(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("$\u20ac\u00a3\u00a5", r) {
		return size
	}
	return 0
}
