// Package arabic is what a newsroom's tool must know of the Arabic language. It
// knows no news and reads no file.
//
//	dates.go, hijri.go, parse.go     dates: written, in the Umm al-Qura calendar, and read
//	numbers.go, plural.go, words.go  numbers, counted nouns with the dual, words and lists
//	fold.go, collate.go, slug.go     what is the same word, the order of an index, addresses
//	tongues.go                       the other languages of the interface
//	quotes.go                        quotation marks
//	bidi                             what would read in the wrong order: a room below
//	eight.go, tidy.go                fast scans of whole texts
//	*_table.go                       names of months, nouns, calendars: data
//
// Every date or number is made by a [Locale]: language, country, months,
// digits and zone. The zero Locale is pan-Arab: Arabic, the month names of
// Cairo, Latin digits, UTC. English, Persian, Urdu, Kurdish and Hebrew have
// words of their own ([Tongue]); any other language gets English ones.
//
// Three habits of the Arab press decide the rest:
//
// Months belong to a position. One paper writes «مايو/أيار» in a story and
// «14 سبتمبر» in its dateline, so a Locale holds a [Months] for each.
//
// Digits are chosen by the edition, never guessed from a country: CLDR's
// default for Egypt or Iraq is Arabic-Indic, and most of their news sites
// write Latin digits. Only what the tool generates is converted.
//
// Direction is corrected where it breaks and nowhere else. The Unicode algorithm
// (UAX #9) shows most Latin words and numbers in Arabic text rightly;
// package bidi knows the few shapes that it does not.
//
// Facts come from Unicode CLDR 48 and the Unicode Character Database (licence
// Unicode-3.0) unless a comment names another source.
package arabic

import (
	"slices"
	"strings"
	"time"
)

// Locale says how dates and numbers are written. Its zero value is pan-Arab.
type Locale struct {
	Lang        string            // BCP 47; "" is "ar"; a language without a table is written as English is
	Country     string            // ISO 3166, or "" for no one country
	Months      Months            // "" is that of the country
	Digits      Digits            // "" is Latn
	Zone        *time.Location    // nil is the zone that a time brings along
	Hijri       bool              // the edition shows Hijri dates; HijriDate works without it
	HijriOffset int               // days between Umm al-Qura and the local sighting, -2 to 2
	Tanwin      string            // the house's place of tanwin, as PlaceTanwin takes it
	MonthsAt    map[string]Months // by position: "dateline", "caption", "archive", "body"
}

// MonthsFor is the month system of a position.
func (l Locale) MonthsFor(position string) Months {
	if m := l.MonthsAt[position]; m != "" {
		return m
	}
	if l.Months != "" {
		return l.Months
	}
	return MonthsOf(l.Country)
}

func (l Locale) arabic() bool { return l.Lang == "" || language(l.Lang) == "ar" }

// language is the primary subtag of a BCP 47 tag.
func language(tag string) string {
	tag, _, _ = strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	return strings.ToLower(tag)
}

// Dir is the direction that a language is written in: "rtl" or "ltr". A script
// subtag wins over the region, and that over the language: "ku-Arab", "az-Latn", "az-IR".
func Dir(lang string) string {
	parts := strings.Split(strings.ToLower(strings.ReplaceAll(lang, "_", "-")), "-")
	is := func(right bool) string {
		if right {
			return "rtl"
		}
		return "ltr"
	}
	for _, part := range parts[1:] {
		switch {
		case len(part) == 4 && part[0] > '9': // a script (RFC 5646)
			return is(slices.Contains(rightToLeft, part))
		case slices.Contains(strings.Fields(fromTheLeftIn[parts[0]]), part):
			return "ltr"
		case slices.Contains(strings.Fields(fromTheRightIn[parts[0]]), part):
			return "rtl"
		}
	}
	return is(slices.Contains(wherever, parts[0]))
}

// Region is the country in a language tag, in capitals: LB of "ar-LB"; "" where it names none.
func Region(tag string) string {
	for _, part := range strings.Split(strings.ReplaceAll(tag, "_", "-"), "-")[1:] {
		switch {
		case len(part) == 1: // what follows is no region (RFC 5646: extensions, private use)
			return ""
		case len(part) == 2:
			return strings.ToUpper(part)
		}
	}
	return ""
}

// Autonym is the name of a language, as its readers call it; the tag itself where that is not known.
func Autonym(lang string) string {
	if name := autonyms[language(lang)]; name != "" && (language(lang) != "ku" || Dir(lang) == "rtl") {
		return name
	}
	if language(lang) == "ku" {
		return autonyms["kmr"]
	}
	return lang
}

// IsLanguage says that there is a language of this tag, as far as codes of two letters tell.
func IsLanguage(tag string) bool {
	code := language(tag)
	return len(code) != 2 || strings.Contains(codes, " "+code+" ")
}

// Digits is a numbering system of CLDR.
type Digits string

// The digits of generated text.
const (
	Latn Digits = "latn" // 0123456789
	Arab Digits = "arab" // ٠١٢٣٤٥٦٧٨٩

	ArabExt Digits = "arabext" // ۰۱۲۳۴۵۶۷۸۹, of Persian and Urdu
)

// Format writes the ASCII digits of a generated text in the chosen digits.
func (d Digits) Format(s string) string {
	if d != Arab && d != ArabExt || !strings.ContainsAny(s, "0123456789") {
		return s
	}
	zero := '\u0660'
	if d == ArabExt {
		zero = '\u06f0'
	}
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r - '0' + zero
		}
		return r
	}, s)
}
