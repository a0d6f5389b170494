package arabic

import (
	"strconv"
	"strings"
)

// Number is a whole number with its separators: «1,234» in the Mashriq,
// «1.234» in Lebanon, Libya and the Maghreb, «١٬٢٣٤» in Arabic-Indic digits (CLDR,
// numbers.json). A negative number carries the mark that keeps its sign at
// its left in Arabic text.
func (l Locale) Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		digits, sign = digits[1:], l.minus()
	}
	if len(digits) > 3 {
		digits = group(digits, l.separator())
	}
	return sign + l.Digits.Format(digits)
}

// minus is CLDR's minusSign: ALM in Arabic-Indic digits, LRM in Latin ones.
func (l Locale) minus() string {
	switch {
	case l.tongue() != nil && l.tongue().minus != "":
		return l.tongue().minus
	case l.Digits == Arab:
		return "\u061c-"
	case l.arabic():
		return "\u200e-"
	}
	return "-"
}

func (l Locale) separator() string {
	if l.Digits == Arab || l.Digits == ArabExt {
		return "\u066c"
	}
	if l.arabic() {
		switch strings.ToUpper(l.Country) {
		case "DZ", "LB", "LY", "MA", "MR", "TN":
			return "."
		}
	}
	return ","
}

func group(digits, separator string) string {
	head := len(digits) % 3
	out := digits[:head]
	for i := head; i < len(digits); i += 3 {
		if out != "" {
			out += separator
		}
		out += digits[i : i+3]
	}
	return out
}
