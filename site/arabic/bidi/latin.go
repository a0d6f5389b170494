package bidi

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
	"warraq/site/arabic"
)

// signedNames are names whose mark is theirs; any other «!» after a Latin word
// ends an Arabic sentence, where the algorithm puts it rightly.
var signedNames = []string{"Yahoo", "Joomla", "Jeopardy", "Wham", "Yum", "Oklahoma"}

// latin decides on a Latin phrase: it needs an isolate where it ends in a sign
// of its own, or where an Arabic comma joins it to another one or to a number.
func (sc *scanner) latin(start int) (token, bool) {
	end := phraseEnd(sc.s, start, sc.html)
	signed := end + trailingSign(sc.s, start, end) + sc.quotedEnd(start, end)
	inList := sc.listStart == start
	sc.at, sc.latinEnd = signed, signed
	if rest := strings.TrimLeft(sc.s[signed:], "+#-"); signed == end && isDigitAt(strings.TrimLeft(rest, " "), 0) {
		sc.latinEnd = len(sc.s) - len(rest) // in A+ 1 000 the number keeps the sign on its side
	}
	next, comma := afterComma(sc.s, signed)
	if comma && isLatinAt(sc.s, next) {
		sc.listStart = next
	}
	if signed == end && !comma && !inList && !numbersLatin(sc.s, digitsEnd(sc.s, start)) || joinsArabic(sc.before(start)) && !isLoosePrefix(sc.before(start)) || !sc.endsPhrase(signed) {
		return token{}, false
	}
	return sc.take(start, signed), true
}

// lead decides on @user, #Gaza and .NET.
func (sc *scanner) lead(sign byte) (token, bool) {
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
func (t text) endsPhrase(i int) bool {
	r := t.after(i)
	if r == '_' {
		r = t.after(i + 1)
	}
	return !joinsArabic(r) && !unicode.IsLetter(r) && !arabic.IsDigit(r)
}

func joinsArabic(r rune) bool { return isRTL(r) || r == '\u0640' || unicode.IsMark(r) }

// isLoosePrefix tells what may stand before a token that joins to nothing:
// «و@user», «بـ#Gaza», and any punctuation.
func isLoosePrefix(r rune) bool {
	return r == 'و' || r == '\u0640' || !unicode.IsLetter(r) && !unicode.IsMark(r) && !arabic.IsDigit(r) && !strings.ContainsRune("._%+-/#@&=", r)
}

// phraseEnd is the end of the Latin words that begin at i: what the algorithm
// lays out as one run from left to right. Simple numbers belong to it.
func phraseEnd(s string, i int, html bool) int {
	end := wordEnd(s, i, html)
	for {
		j := end
		for signs := 0; j < len(s) && signs < 4 && strings.IndexByte(" ,.:;-/&'@#!?+", s[j]) >= 0; signs++ {
			if s[j] == '&' && html {
				if next := skipEntity(s, j); next > j+1 {
					j = next
					continue
				}
			}
			j++
		}
		switch {
		case j > end && isLatinAt(s, digitsEnd(s, j)): // a word, or 5G
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
	case strings.HasPrefix(rest, ".") && (isAbbreviation(word) || strings.HasSuffix(s[:end], ", "+word) && slices.Contains(states, word)):
		return 1
	case strings.HasPrefix(rest, "-") && isRating(word) && !strings.HasPrefix(rest, "--"):
		n = 1
	case strings.HasPrefix(rest, "/") && (strings.Contains(word, "://") || strings.HasPrefix(word, "www.")):
		n = 1
	}
	if n == 0 || strings.HasPrefix(rest[n:], "+") || isDigitAt(rest, n) || isDigitAt(strings.TrimLeft(rest[n:], " "), 0) {
		return 0
	}
	return n
}

// abbreviations keep the full stop that ends them.
var abbreviations = strings.Fields("Inc Ltd Co Corp Bros Jr Sr Dr Mr Mrs Ms Prof St vs etc Gen Sen Gov Rep Lt Col Capt Sgt Univ Dept")

// states are those of the United States, as newspapers shorten them after a comma: St. Louis, Mo.
var states = strings.Fields("Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo")

// isAbbreviation tells Inc and U.S, which a full stop follows.
func isAbbreviation(word string) bool {
	letters := strings.Split(word, ".")
	initials := len(letters) > 1
	for _, l := range letters {
		initials = initials && len(l) == 1 && isLatinAt(l, 0)
	}
	return initials || slices.Contains(abbreviations, word)
}

// isRating tells B of «B-», a grade of credit or of a school.
func isRating(word string) bool {
	return len(word) <= 3 && strings.Trim(word, word[:1]) == "" && strings.ContainsRune("ABCD", rune(word[0])) ||
		word == "Caa" || word == "Baa"
}

// quotedEnd is the length of the marks that end a Latin phrase in quotation marks:
// «What If...?».
func (sc *scanner) quotedEnd(start, end int) int {
	open := strings.IndexRune("«\"\u201c\u2018", sc.before(start))
	if open < 0 {
		return 0
	}
	rest := sc.s[end:]
	n := len(rest) - len(strings.TrimLeft(rest, ".!?\u2026"))
	if n == 0 || !strings.ContainsRune("»\"\u201d\u2019&", sc.after(end+n)) {
		return 0
	}
	return n
}

// numbersLatin tells the joint at i that takes the number before it away from the
// Latin word after it: 7-Eleven, 1.e4.
func numbersLatin(s string, i int) bool {
	return i > 0 && isDigitAt(s, i-1) && i < len(s) && strings.IndexByte("-.", s[i]) >= 0 && isLatinAt(s, i+1)
}

// quoted is a Latin title in quotation marks that begins with a number.
var quoted = regexp.MustCompile(`^[^»"“”’&<>\n\r\x{2029}\p{Arabic}\p{Hebrew}]*\p{Latin}[^»"“”’&<>\n\r\x{2029}\p{Arabic}\p{Hebrew}]*`)

// quotedTitle is the end of a Latin title that begins at i, after a quotation mark,
// and goes on to the next one; or 0.
func (sc *scanner) quotedTitle(i int) int {
	if !strings.ContainsRune("«\"\u201c\u2018", sc.before(i)) && !strings.HasSuffix(sc.s[:i], "&quot;") {
		return 0
	}
	n := len(quoted.FindString(sc.s[i:min(len(sc.s), i+200)]))
	if n == 0 || !strings.ContainsRune("»\"\u201d\u2019&", sc.after(i+n)) {
		return 0
	}
	return i + n
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
