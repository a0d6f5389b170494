package arabic

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// signedNames are names whose mark is theirs; any other «!» after a Latin word
// ends an Arabic sentence, where the algorithm puts it rightly.
var signedNames = []string{"Yahoo", "Joomla", "Jeopardy", "Wham", "Yum", "Oklahoma"}

// latin decides on a Latin phrase: it needs an isolate where it ends in a sign
// of its own, or where an Arabic comma joins it to another one or to a number.
func (sc *bidiScanner) latin(start int) (token, bool) {
	end := phraseEnd(sc.s, start, sc.html)
	signed := end + trailingSign(sc.s, start, end)
	inList := sc.listStart == start
	sc.at, sc.latinEnd = signed, signed
	next, comma := afterComma(sc.s, signed)
	if comma && isLatinAt(sc.s, next) {
		sc.listStart = next
	}
	if signed == end && !comma && !inList || joinsArabic(sc.before(start)) && !isLoosePrefix(sc.before(start)) || !sc.endsPhrase(signed) {
		return token{}, false
	}
	return sc.take(start, signed), true
}

// lead decides on @user, #Gaza and .NET.
func (sc *bidiScanner) lead(sign byte) (token, bool) {
	start := sc.at
	sc.at++
	if !isLatinAt(sc.s, sc.at) && !(sign == '@' && (isDigitAt(sc.s, sc.at) || strings.HasPrefix(sc.s[sc.at:], "_"))) {
		return token{}, false
	}
	prev := sc.before(start)
	if !opens(prev) && (sign == '.' || !isLoosePrefix(prev)) || sc.afterLatin(start) {
		return token{}, false
	}
	if sign == '.' && !likeSuffix(sc.s[sc.at:]) {
		return token{}, false
	}
	end := phraseEnd(sc.s, sc.at, sc.html)
	if !sc.endsPhrase(end) {
		sc.at = end
		return token{}, false
	}
	return sc.take(start, end), true
}

// likeSuffix tells .NET and .com from a sentence that lost its space.
func likeSuffix(s string) bool {
	word := s[:len(s)-len(strings.TrimLeft(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))]
	return len(word) >= 2 && (word == strings.ToLower(word) || word == strings.ToUpper(word))
}

// endsPhrase tells whether nothing is glued to the end of a Latin phrase: an
// isolate beside an Arabic letter would stand inside a word.
func (sc *bidiScanner) endsPhrase(i int) bool {
	r := sc.after(i)
	if r == '_' {
		r = sc.after(i + 1)
	}
	return !joinsArabic(r) && !unicode.IsLetter(r) && !isDigit(r)
}

func joinsArabic(r rune) bool { return isRTL(r) || r == '\u0640' || unicode.IsMark(r) }

// isLoosePrefix tells what may stand before a token that joins to nothing:
// «و@user», «بـ#Gaza», and any punctuation.
func isLoosePrefix(r rune) bool {
	return r == 'و' || r == '\u0640' || !unicode.IsLetter(r) && !unicode.IsMark(r) && !isDigit(r) && !strings.ContainsRune("._%+-/#@&=", r)
}

// phraseEnd is the end of the Latin words that begin at i: what the algorithm
// lays out as one run from left to right. Simple numbers belong to it.
func phraseEnd(s string, i int, html bool) int {
	end := wordEnd(s, i, html)
	for {
		j := end
		for j < len(s) && j-end < 4 && strings.IndexByte(" ,.:;-/&'@#!?+", s[j]) >= 0 {
			if s[j] == '&' && html {
				if next := skipEntity(s, j); next > j+1 {
					j = next
					continue
				}
			}
			j++
		}
		switch {
		case j > end && isLatinAt(s, j):
			end = wordEnd(s, j, html)
		case j == end+1 && s[end] == ' ' && isPlainNumber(s, j):
			end, _ = amountEnd(s, j)
		default:
			return end
		}
	}
}

// isPlainNumber tells the number of «Windows 10» from a score or a date.
func isPlainNumber(s string, i int) bool {
	end, _ := amountEnd(s, i)
	if end == i || isLatinAt(s, end) {
		return false
	}
	joint := jointAt(s[:], min(end, len(s)))
	return end == len(s) || joint == 0 || !isDigitAt(s, end+joint)
}

// wordEnd is the end of a Latin word: letters, marks and digits, and the signs
// that stand between two of them, as in F-16, x.com/a or AT&T.
func wordEnd(s string, i int, html bool) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if isLatin(r) || '0' <= r && r <= '9' || r == '_' || 0x300 <= r && r <= 0x36f {
			i += size
			continue
		}
		j := i
		for j < len(s) && strings.IndexByte("-./:'&@#+?=%~", s[j]) >= 0 {
			if s[j] == '&' && html && strings.HasPrefix(s[j:], "&amp;") {
				j += len("&amp")
			} else if s[j] == '&' && html && skipEntity(s, j) > j+1 {
				break
			}
			j++
		}
		if j == i || !isLatinAt(s, j) && !isDigitAt(s, j) {
			break
		}
		i = j
	}
	return i
}

// trailingSign is the length of the sign that belongs to the end of a Latin
// phrase: C++ C# Disney+ Yahoo!, or the slash of an address.
func trailingSign(s string, start, end int) int {
	rest := s[end:]
	word := s[start+strings.LastIndexByte(s[start:end], ' ')+1 : end]
	n := 0
	switch {
	case strings.HasPrefix(rest, "++"):
		n = 2
	case strings.HasPrefix(rest, "+"):
		n = 1
	case strings.HasPrefix(rest, "#") && (word == "C" || word == "F"):
		n = 1
	case strings.HasPrefix(rest, "!") && slices.Contains(signedNames, word):
		n = 1
	case strings.HasPrefix(rest, "/") && (strings.Contains(word, "://") || strings.HasPrefix(word, "www.")):
		n = 1
	}
	if n == 0 || strings.HasPrefix(rest[n:], "+") || isDigitAt(rest, n) || isDigitAt(strings.TrimLeft(rest[n:], " "), 0) {
		return 0
	}
	return n
}

// afterComma is where the item of a list after an Arabic comma begins, if a
// Latin name or a number stands there.
func afterComma(s string, i int) (int, bool) {
	rest := strings.TrimLeft(s[i:], " ")
	for _, comma := range []string{"\u060c", "\u061b"} {
		if item, ok := strings.CutPrefix(rest, comma); ok {
			item = strings.TrimLeft(item, " ")
			return len(s) - len(item), isLatinAt(item, 0) || isDigitAt(item, 0)
		}
	}
	return 0, false
}
