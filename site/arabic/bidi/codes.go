package bidi

import (
	"regexp"
	"slices"
	"strings"

	"warraq/site/arabic"
)

// unitEnd is the end of what begins with a digit and is read from left to right as
// a whole, or 0: a telephone number, a date, a number in groups, a code, an
// equation, degrees.
func (sc *scanner) unitEnd(start int) int {
	if end := phoneEnd(sc.s, start); end > 0 {
		return end
	}
	if end := isoDateEnd(sc.s, start); end > 0 {
		return end
	}
	if sc.afterLatin(start) {
		return 0
	}
	mid, _ := amountEnd(sc.s, start)
	next := sc.after(mid)
	if next == ' ' && mid+1 < len(sc.s) {
		next = sc.after(mid + 1)
	}
	if !arabic.IsDigit(next) && !isLatin(next) && !strings.ContainsRune("-,\u00b0\u2009+*/\u00d7\u00f7=", next) {
		return 0
	}
	ahead := sc.s[start:min(len(sc.s), start+100)]
	for _, shape := range numberShapes {
		if n := len(shape.FindString(ahead)); n > 0 {
			return start + n
		}
	}
	return sc.codeEnd(start)
}

// numberShapes are read from left to right: 33.51° N, 36.27° E and 35 °C, 1 USD = 48 EGP
// and 2+2=4, a million as in French, 1920×1080, 12 MP, 31.9539, 35.9106 and 34.05, -6.83.
var numberShapes = []*regexp.Regexp{
	regexp.MustCompile(`^` + coordinate + `(?:[,\x{60c}]? ?` + coordinate + `)?`),
	regexp.MustCompile(`^[\d.,]+ ?°[CF]`),
	regexp.MustCompile(`^` + operand + `(?: ?[-+*/×÷−] ?` + operand + `)* ?= ?` + operand),
	regexp.MustCompile(`^\d{1,3}(?:[ \x{2009}]\d{3})+(?:\.\d+)?`),
	regexp.MustCompile(`^\d{1,3}\.(?:\d{3,}, ?[-−]?\d{1,3}\.\d{3,}|\d{2,}, ?[-−]\d{1,3}\.\d{2,})`),
	regexp.MustCompile(`^\d[\d.,]*(?:(?: ?× ?| x )\d[\d.,]*)+`),
	regexp.MustCompile(`^\d[\d.,]* (?:` + units + `)\b`),
}

const (
	units      = `[kKMGT]?B|[kMGT]b(?:/s|ps)|[kKMGT]?Wh?|[kMGT]?Hz|[kMGT]?t|[kcmnµ]m[²³]?|km/h|m/s|[km]g|ml|MP|mAh|dB|fps|ppm|rpm|hp|kcal|bpd`
	coordinate = `\d{1,3}(?:\.\d+)?°(?: ?\d{1,2}(?:\.\d+)?['′])?(?: ?\d{1,2}(?:\.\d+)?["″])? ?[NSEW]`
	operand    = `\d[\d.,]*(?: ?(?:[A-Z]{3}|[a-z]{1,3}[²³]?))?`
)

// codeEnd is the end of numbers joined by hyphens, or by spaces after a word such
// as «هاتف», that name a thing and count nothing: 737-800, 978-3-16-148410-0,
// 1800-123-456. It is 0 for scores, ranges, dates and formations.
func (sc *scanner) codeEnd(start int) int {
	groups, end := digitGroups(sc.s, start, "-")
	named := namesCode(sc.s[:start])
	if named && len(groups) == 1 {
		if groups, end = digitGroups(sc.s, start, " -"); len(groups) < 3 {
			return 0
		}
	}
	if len(groups) < 2 || isDate(groups) || sc.afterLatin(start) {
		return 0
	}
	longest := len(slices.MaxFunc(groups, func(a, b string) int { return len(a) - len(b) }))
	last := groups[len(groups)-1]
	if letters := lettersEnd(sc.s, end); letters > end && (isAircraft(groups[0], last) || named || longest > 3 && sc.s[letters-1] == 'X') {
		return letters
	}
	switch {
	case len(groups) > 2 && longest > 2, longest > 4, len(last) > 2 && last[0] == '0':
		return end
	case len(groups) == 2 && (named && !likeYears(groups[0], last) || isAircraft(groups[0], last)):
		return end
	}
	return 0
}

// lettersEnd is the end of the capitals that end a code: 777-300ER, and the X that is the last
// digit of an ISBN or ISSN, 0-306-40615-X.
func lettersEnd(s string, i int) int {
	if strings.HasPrefix(s[i:], "-X") {
		return i + len("-X")
	}
	for i < len(s) && 'A' <= s[i] && s[i] <= 'Z' {
		i++
	}
	return i
}

// digitGroups are the groups of digits from i on, each joined to the next by one of
// the joints.
func digitGroups(s string, i int, joints string) (groups []string, end int) {
	for {
		start := i
		i = digitsEnd(s, i)
		groups = append(groups, s[start:i])
		if i >= len(s) || strings.IndexByte(joints, s[i]) < 0 || !isDigitAt(s, i+1) {
			return groups, i
		}
		i++
	}
}

// isDate tells 13-9-2024, which is read from right to left, and 2024-13-01.
func isDate(groups []string) bool {
	return len(groups) == 3 && len(groups[1]) <= 2 && (len(groups[0]) <= 2 && len(groups[2])%2 == 0 && len(groups[2]) <= 4 ||
		len(groups[0]) == 4 && len(groups[2]) <= 2)
}

// isAircraft tells 737-800 and 747-8, whatever stands before it.
func isAircraft(a, b string) bool {
	return len(a) == 3 && a[0] == '7' && a[2] == '7' && (len(b) == 3 && strings.HasSuffix(b, "00") || len(b) == 1)
}

// codeWords stand before a number that names a thing.
var codeWords = strings.Fields("هاتف الهاتف تلفون تليفون تلفن واتساب جوال الجوال موبايل فاكس الفاكس رقم الرقم برقم ورقم للرقم " +
	"ب ص.ب ردمك ISBN ردمد رمز الرمز برمز حساب الحساب رحلة الرحلة بوينغ بوينج البوينغ وبوينغ إيرباص ايرباص وإيرباص " +
	"طراز الطراز موديل نوع لوحة اللوحة")

// namesCode tells whether the last word of a text says that a code follows.
func namesCode(head string) bool {
	head = strings.TrimRight(head, " :\u00a0(«\"")
	word := head[strings.LastIndexAny(head, " \u00a0(«\"\n>")+1:]
	return word != "" && slices.Contains(codeWords, strings.Trim(word, "\u00a0»«."))
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

// areaPhone is a telephone number whose first group stands in parentheses: (02) 555-0187,
// (+962) 6 555 0142.
var areaPhone = regexp.MustCompile(`^\((?:0\d{1,3}|\+\d{1,3})\)(?:[ -]?\d{1,4}){2,5}`)

// areaPhoneEnd is the end of a telephone number that begins at the parenthesis before i, or 0.
func (sc *scanner) areaPhoneEnd(i int) int {
	if i == 0 || sc.s[i-1] != '(' || strings.IndexByte("0+", sc.s[i]) < 0 {
		return 0
	}
	if n := len(areaPhone.FindString(sc.s[i-1 : min(len(sc.s), i+40)])); n > 0 && sc.endsToken(i-1+n) {
		return i - 1 + n
	}
	return 0
}

// phoneEnd is the end of a telephone number, or 0: it begins with + or 0, and
// its 7 to 15 digits (ITU-T E.164) stand in groups of up to eight. After a plus the
// groups may run together. One group may stand in parentheses.
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
		i = digitsEnd(s, i)
		size := i - start
		if size < 2 && !plus || size > 8 && !plus {
			return 0
		}
		digits += size
		groups++
		if plus && strings.HasPrefix(s[i:], " (") && isDigitAt(s, i+2) {
			if end := strings.IndexByte(s[i:], ')'); end > 0 && end <= 6 && isNumber(s[i+2:i+end]) {
				digits += end - 2
				i += end + 1
			}
		}
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
