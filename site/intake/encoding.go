package intake

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"

	"warraq/site"
)

// DecodeText gives the words of a text's bytes: UTF-8, UTF-16 that says so by its first
// bytes, as Windows saves "Unicode", or else Windows-1256, where the bytes make Arabic
// words of it: old.
func DecodeText(raw string) (text string, old bool, err error) {
	if wide := WideOf([]byte(raw[:min(len(raw), 4)])); wide != nil {
		if text, err = wide.NewDecoder().String(raw); err != nil || strings.ContainsRune(text, utf8.RuneError) {
			return "", false, Refuse(0, "في النص حرف معطوب من UTF-16", "the text has a damaged letter of UTF-16")
		}
		raw = text
	}
	switch {
	case strings.ContainsRune(raw, 0):
		return "", false, Refuse(0, "في النص بايت صفري؛ لعله ليس نصًا", "the text holds a NUL byte; perhaps it is no text")
	case utf8.ValidString(raw):
		return raw, false, nil
	case IsWindowsArabic(raw):
		text, err = charmap.Windows1256.NewDecoder().String(raw)
		return text, true, err
	}
	valid := strings.ToValidUTF8(raw, "\x00")
	line := 1 + strings.Count(valid[:strings.IndexByte(valid, 0)], "\n")
	return "", false, Refuse(line, "النص ليس بترميز UTF-8؛ احفظه بهذا الترميز", "the text is not UTF-8; save it as that")
}

// WideOf is the UTF-16 that a text begins in, with its mark or without; nil if it is in
// another encoding.
func WideOf(head []byte) encoding.Encoding {
	begins := func(marks ...string) bool {
		for _, m := range marks {
			if bytes.HasPrefix(head, []byte(m)) {
				return true
			}
		}
		return false
	}
	switch {
	case begins("\xff\xfe", "<\x00", "{\x00", "[\x00"):
		return utf16.UTF16(utf16.LittleEndian, utf16.UseBOM)
	case begins("\xfe\xff", "\x00<", "\x00{", "\x00["):
		return utf16.UTF16(utf16.BigEndian, utf16.UseBOM)
	}
	return nil
}

// OldArabic is told of a text whose encoding was recognized.
var OldArabic = site.Words{Ar: "قُرئ النص بترميز Windows-1256", En: "the text was read as Windows-1256"}

// TellDamage tells of letters that the source lost: they stand as U+FFFD in the text.
func TellDamage(p *Piece, line int, text string) {
	_, after, ok := strings.Cut(text, string(utf8.RuneError))
	if ok {
		p.Tell(Guessed, line, string(utf8.RuneError)+after, site.Words{Ar: "حروف معطوبة في المصدر، مكانها �", En: "letters that are damaged in the source; they stand as �"})
	}
}

// IsWindowsArabic recognizes Windows-1256 by its words: runs of high bytes that are
// Arabic letters. In UTF-8 that is damaged in places most high bytes are letters
// still: that is not taken for it.
func IsWindowsArabic(raw string) bool {
	whole, lone, arabic, other := 0, 0, 0, 0
	run := 0 // high bytes so far
	for at := 0; at < len(raw); {
		r, size := utf8.DecodeRuneInString(raw[at:])
		switch {
		case size > 1:
			whole++
		case r == utf8.RuneError:
			lone++
		}
		for _, b := range []byte(raw[at : at+size]) {
			if run++; b < utf8.RuneSelf {
				run = 0
				continue
			}
			switch r := charmap.Windows1256.DecodeByte(b); {
			case unicode.Is(unicode.Arabic, r) && run > 1:
				arabic++
			case unicode.IsLetter(r), r == utf8.RuneError:
				other++
			}
		}
		at += size
	}
	return whole*4 <= lone && arabic > 2*other
}
