package pasted

import (
	"strings"
	"unicode"
	"unicode/utf8"
	"warraq/site/intake"

	"golang.org/x/text/encoding/charmap"
	encoding "golang.org/x/text/encoding/unicode"
)

// decodedText gives the words of a pasted text's bytes: UTF-8, UTF-16 that says
// so by its first bytes, as Windows saves "Unicode", or else Windows-1256, where
// the bytes make Arabic words of it: old.
func decodedText(raw string) (text string, old bool, err error) {
	if strings.HasPrefix(raw, "\xff\xfe") || strings.HasPrefix(raw, "\xfe\xff") {
		text, err := encoding.UTF16(encoding.LittleEndian, encoding.ExpectBOM).NewDecoder().String(raw)
		if err != nil || strings.ContainsRune(text, utf8.RuneError) {
			return "", false, intake.Refuse(0, "في النص حرف معطوب من UTF-16", "the text has a damaged letter of UTF-16")
		}
		raw = text
	}
	switch {
	case strings.ContainsRune(raw, 0):
		return "", false, intake.Refuse(0, "في النص بايت صفري؛ لعله ليس نصًا", "the text holds a NUL byte; perhaps it is no text")
	case utf8.ValidString(raw):
		return raw, false, nil
	}
	if text, ok := windowsText(raw); ok {
		return text, true, nil
	}
	valid := strings.ToValidUTF8(raw, "\x00")
	line := 1 + strings.Count(valid[:strings.IndexByte(valid, 0)], "\n")
	return "", false, intake.Refuse(line, "النص ليس بترميز UTF-8؛ احفظه بهذا الترميز", "the text is not UTF-8; save it as that")
}

// windowsText reads Windows-1256. In UTF-8 that is damaged in places most high
// bytes are letters still: that is not taken for it.
func windowsText(raw string) (string, bool) {
	whole, lone := 0, 0
	for at := 0; at < len(raw); {
		r, size := utf8.DecodeRuneInString(raw[at:])
		switch {
		case size > 1:
			whole++
		case r == utf8.RuneError:
			lone++
		}
		at += size
	}
	if whole*4 > lone {
		return "", false
	}
	text, err := charmap.Windows1256.NewDecoder().String(raw)
	if err != nil {
		return "", false
	}
	arabic, other := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Arabic, r):
			arabic++
		case r < ' ' && r != '\n' && r != '\r' && r != '\t', unicode.IsLetter(r), r == utf8.RuneError:
			other++
		}
	}
	return text, arabic > 4*other
}
