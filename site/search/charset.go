package search

import (
	"fmt"
	"unicode/utf16"
)

// highHalf are the letters of windows-1256 (WHATWG Encoding) from 0x80 on: one
// byte an Arabic letter, which deflates to a sixth less than UTF-8.
const highHalf = "€پ‚ƒ„…†‡ˆ‰ٹ‹Œچژڈگ‘’“”•–—ک™ڑ›œ\u200c\u200dں" +
	"\u00a0،¢£¤¥¦§¨©ھ«¬\u00ad®¯°±²³´µ¶·¸¹؛»¼½¾؟" +
	"ہءآأؤإئابةتثجحخدذرزسشصض×طظعغـفقك" +
	"àلâمنهوçèéêëىيîï\u064b\u064c\u064d\u064eô\u064f\u0650÷\u0651ù\u0652ûü\u200e\u200fے"

// charset gives the byte of a letter beyond ASCII; 0 where it has none.
var charset = func() (bytes [0x2200]byte) {
	b := byte(0x80)
	for _, r := range highHalf {
		bytes[r] = b
		b++
	}
	return bytes
}()

// appendString adds a JSON string in windows-1256; what that cannot say is escaped.
func appendString(out []byte, s string) []byte {
	out = append(out, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			out = append(out, '\\', byte(r))
		case r >= ' ' && r < 0x80:
			out = append(out, byte(r))
		case int(r) < len(charset) && charset[r] != 0:
			out = append(out, charset[r])
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
	}
	return append(out, '"')
}
