package meta

import "bytes"

// gifApplications are the application extensions that animations and colours need, by their
// identifiers and codes.
var gifApplications = []string{"NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"}

// gifOnly writes a GIF again without comments, XMP and what follows the picture; nil where it
// is not made as a GIF is (GIF89a, 17 to 27).
func gifOnly(data []byte) []byte {
	if len(data) < 13 {
		return nil
	}
	at := 13 + gifTable(data[10])
	if at > len(data) {
		return nil
	}
	out := bytes.Clone(data[:at])
	for at < len(data) {
		from, keep := at, true
		switch data[at] {
		case 0x3b:
			return append(out, 0x3b)
		case 0x21:
			if at+2 >= len(data) {
				return nil
			}
			switch data[at+1] {
			case 0xfe:
				keep = false
			case 0xff:
				keep = false
				for _, name := range gifApplications {
					keep = keep || bytes.HasPrefix(data[at+2:], append([]byte{byte(len(name))}, name...))
				}
			}
			at += 2
		case 0x2c:
			if at+10 >= len(data) {
				return nil
			}
			at += 11 + gifTable(data[at+9])
		default:
			return nil
		}
		for at < len(data) && data[at] != 0 { // blocks, each after its length
			at += 1 + int(data[at])
		}
		if at++; at > len(data) {
			return nil
		}
		if keep {
			out = append(out, data[from:at]...)
		}
	}
	return nil
}

// gifTable is how many bytes a table of colours takes.
func gifTable(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}
