package arabic

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxSlug is the length of the longest slug in bytes. File names may have 255
// (NAME_MAX), an Arabic letter takes two, and ".html.br" needs room.
const MaxSlug = 120

// Slug is a title's place in an address: letters and ASCII digits with a
// hyphen between words. It is NFC; marks, tatweel and invisible characters are
// dropped; أإآٱ→ا, because an NFD file system would rename them; Latin is in
// lower case. It is cut at a word, has nothing that a path could
// misunderstand, and is empty only where s has no letter and no digit.
func Slug(s string) string {
	return cut(hyphenate(rewrite(s, slugRune)), MaxSlug)
}

// Anchor is a heading's id. It keeps the words as they are written, but for
// marks, tatweel and case, and is not cut. Making it unique is the caller's.
func Anchor(s string) string {
	return hyphenate(rewrite(s, func(r rune) rune {
		switch r {
		case 'أ', 'إ', 'آ':
			return r
		}
		return slugRune(r)
	}))
}

func slugRune(r rune) rune {
	if r == '\'' || r == '\u2019' {
		return -1
	}
	return keyRune(r)
}

func hyphenate(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Nd, r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

// cut shortens a slug to max bytes, at a word if its second half has one.
func cut(s string, max int) string {
	if len(s) <= max {
		return s
	}
	end := max
	for !utf8.RuneStart(s[end]) {
		end--
	}
	if s[end] == '-' {
		return s[:end]
	}
	if i := strings.LastIndexByte(s[:end], '-'); i > max/2 {
		end = i
	}
	return norm.NFC.String(s[:end])
}
