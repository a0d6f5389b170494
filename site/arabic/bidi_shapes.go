package arabic

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// number decides on a token that begins with a digit.
func (sc *bidiScanner) number() (token, bool) {
	start := sc.at
	free := !sc.insideNumber(start) && !strings.ContainsRune("-\u2013\u2212/:.,+=*@#_$\u20ac\u00a3\u00a5", sc.before(start)) && !isDigit(sc.before(start))
	if free {
		if end := phoneEnd(sc.s, start); end > 0 && sc.endsToken(end) {
			return sc.take(start, end), true
		}
		if end := isoDateEnd(sc.s, start); end > 0 && sc.endsToken(end) {
			return sc.take(start, end), true
		}
		if t, ok := sc.span(start); ok {
			return t, true
		}
	}
	end := start
	for end < len(sc.s) && isDigitAt(sc.s, end) {
		end++
	}
	if isLatinAt(sc.s, end) {
		return sc.latin(start)
	}
	sc.at = skipNumber(sc.s, end)
	return token{}, false
}

// insideNumber tells the second half of 1،600, a number with an Arabic comma.
func (sc *bidiScanner) insideNumber(i int) bool {
	head, found := strings.CutSuffix(sc.s[:i], "\u060c")
	return found && isDigit(sc.before(len(head)))
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
func (sc *bidiScanner) take(start, end int) token {
	sc.at, sc.latinEnd = end, end
	return token{start, end, sc.s[start:end], "ltr"}
}

// span is a score or a range of years. An en dash runs rightly by itself but
// after a Latin word.
func (sc *bidiScanner) span(start int) (token, bool) {
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
	dir := "rtl"
	if sc.ranges == "ltr" {
		dir = "ltr"
	}
	sc.at = end
	return token{start, end, sc.s[start:mid] + "\u2013" + sc.s[mid+size:end], dir}, true
}

// likeScore tells a score or a range of years from the name of a model: after
// a Latin word, 3-1 and 2014-2024 are ranges, 737-800 is not.
func likeScore(a, b string) bool {
	if len(a) <= 2 && len(b) <= 2 {
		return true
	}
	from, _ := strconv.Atoi(a)
	to, _ := strconv.Atoi(b)
	return 1000 <= from && from < to && to <= 2100
}

func (sc *bidiScanner) latinFollows(i int) bool {
	return isLatin(sc.after(len(sc.s) - len(strings.TrimLeft(sc.s[i:], " "))))
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

// isoTime is a time as it stands after an RFC 3339 date.
var isoTime = regexp.MustCompile(`^T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?`)

// isoDateEnd is the end of a date like 2024-09-13, with its time if it has
// one, or 0.
func isoDateEnd(s string, i int) int {
	if len(s) < i+10 || s[i+4] != '-' || s[i+7] != '-' || !isNumber(s[i:i+4]) || !isNumber(s[i+5:i+7]) || !isNumber(s[i+8:i+10]) {
		return 0
	}
	if month, day := s[i+5:i+7], s[i+8:i+10]; month == "00" || month > "12" || day == "00" || day > "31" {
		return 0
	}
	i += 10
	if i < len(s) && s[i] == 'T' {
		i += len(isoTime.FindString(s[i:]))
	}
	return i
}

// phoneEnd is the end of a telephone number, or 0: it begins with + or 0, and
// its 7 to 15 digits (ITU-T E.164) stand in groups of two to eight. After a
// plus the groups may run together.
func phoneEnd(s string, i int) int {
	plus := s[i] == '+'
	if plus {
		i++
	}
	if !isDigitAt(s, i) || plus == (s[i] == '0') {
		return 0
	}
	digits, groups, hyphens := 0, 0, 0
	for {
		start := i
		for isDigitAt(s, i) {
			i++
		}
		size := i - start
		if size < 2 && !(plus && groups == 0) || size > 8 && !plus {
			return 0
		}
		digits += size
		groups++
		if i+1 >= len(s) || s[i] != ' ' && s[i] != '-' || !isDigitAt(s, i+1) {
			break
		}
		if s[i] == '-' {
			hyphens++
		}
		i++
	}
	if digits > 15 || digits < 7 || !plus && (groups < 2 || digits < 8 || hyphens > 0 && digits < 9) { // 01-07-2010 is a day
		return 0
	}
	return i
}

// sign decides on what begins with + - or U+2212: a telephone number, or a
// number with its sign.
func (sc *bidiScanner) sign(size int) (token, bool) {
	start := sc.at
	sc.at += size
	if !isDigitAt(sc.s, sc.at) || !opens(sc.before(start)) || sc.afterLatin(start) {
		return token{}, false
	}
	if sc.s[start] == '+' {
		if end := phoneEnd(sc.s, start); end > 0 && sc.endsToken(end) {
			return sc.take(start, end), true
		}
	}
	end, _ := amountEnd(sc.s, sc.at)
	if !sc.endsToken(end) || isDigit(sc.before(len(strings.TrimRight(sc.s[:start], " ")))) {
		return token{}, false
	}
	sign := sc.s[start:sc.at]
	if sign == "-" {
		if end-sc.at == 4 && isNumber(sc.s[sc.at:end]) || sc.likeDash(start, end) {
			return token{}, false // «-1990» is a year after a dash
		}
		if sc.rtl() {
			sign = "\u2212"
		}
	}
	number := sc.s[sc.at:end]
	sc.at = end
	return token{start, end, sign + number, "ltr"}, true
}

// likeDash tells a dash that lost a space from the sign of a number: «-1 مقدمة»
// opens a line or follows a colon, «-39 عامًا آنذاك-» has a second dash, and
// «6% -9%» is a range.
func (sc *bidiScanner) likeDash(start, end int) bool {
	line := strings.TrimSpace(sc.s[strings.LastIndexByte(sc.s[:start], '\n')+1 : start])
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

// currency decides on $50: its number, and the Latin words that follow it.
func (sc *bidiScanner) currency(size int) (token, bool) {
	start := sc.at
	sc.at += size
	prev := sc.before(start)
	if !isDigitAt(sc.s, sc.at) || isLatin(prev) || isDigit(prev) || strings.ContainsRune("-+/.", prev) || sc.afterLatin(start) {
		return token{}, false
	}
	end, _ := amountEnd(sc.s, sc.at)
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
