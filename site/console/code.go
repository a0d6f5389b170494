package console

import (
	"strings"

	"rsc.io/qr"
)

// Code draws an address as a QR code; ok is false where it is longer than a code can
// hold.
func Code(address string) (drawn string, ok bool) {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return "", false
	}
	return drawCode(code), true
}

// quietZone is the light border in modules (ISO/IEC 18004, 6.3.8).
const quietZone = 4

// drawCode draws two rows of modules a line, black on white in any terminal.
func drawCode(code *qr.Code) string {
	var b strings.Builder
	for y := -quietZone; y < code.Size+quietZone; y += 2 {
		b.WriteString("\x1b[30;107m")
		for x := -quietZone; x < code.Size+quietZone; x++ {
			switch upper, lower := code.Black(x, y), code.Black(x, y+1); {
			case upper && lower:
				b.WriteRune('█')
			case upper:
				b.WriteRune('▀')
			case lower:
				b.WriteRune('▄')
			default:
				b.WriteByte(' ')
			}
		}
		b.WriteString("\x1b[0m\n")
	}
	return b.String()
}
