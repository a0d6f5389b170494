package arabic

import "bytes"

// Tidy makes Unix line ends, and drops the control characters that may not
// stand in HTML. src is UTF-8; where nothing changes, it is given back itself.
func Tidy(src []byte) []byte {
	if !HasControl(src) {
		return src
	}
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	return bytes.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case IsControl(r):
			return -1
		}
		return r
	}, src)
}

// IsControl tells the control characters (Unicode Cc) other than tab and line
// feed.
func IsControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || 0x7f <= r && r < 0xa0
}
