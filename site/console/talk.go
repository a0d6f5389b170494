// Package console writes text for people at a terminal, or in a log. No text of others
// steers the terminal, and Arabic stands in its place whatever a terminal does with it:
// some turn it round (UAX #9), others do not.
//
//	talk.go     lines: Talk, JSON, Isolate
//	excerpt.go  a line of a manuscript with a mark under what is meant
//	progress.go long work, shown as it goes on
//	code.go     an address as a QR code
package console

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"warraq/site"
)

// Terminals order mixed text by their own lights: an Arabic message is set apart
// from the path before it, and the path comes first.
const (
	rightToLeftIsolate    = '\u2067' // RLI
	firstStrongIsolate    = '\u2068' // FSI
	popDirectionalIsolate = '\u2069' // PDI
)

// Isolate sets a text apart from what stands beside it.
func Isolate(s string) string {
	return string(firstStrongIsolate) + s + string(popDirectionalIsolate)
}

// Talk writes lines for people, in a terminal or in a log. What would steer a terminal is
// shown by its number, and so is what would be a command in the log of a forge.
type Talk struct {
	To       io.Writer
	Commands bool  // its lines are commands
	inLine   bool  // the line is begun
	Err      error // the first that To gave
}

// forgeCommand is a command of GitHub (at the beginning of a line) or Azure (anywhere).
var forgeCommand = regexp.MustCompile(`^\s*::|##[a-z]*\[`)

// Write writes what it is given, made harmless.
func (t *Talk) Write(p []byte) (int, error) {
	var b strings.Builder
	for line := range strings.Lines(string(p)) {
		text := strings.TrimRight(line, "\n")
		if !t.Commands {
			text = forgeCommand.ReplaceAllStringFunc(text, func(command string) string {
				if command[0] != '#' && t.inLine {
					return command
				}
				return strings.NewReplacer("##", "[U+0023]#", "::", "[U+003A]:").Replace(command)
			})
		}
		t.inLine = !strings.HasSuffix(line, "\n")
		for text != "" {
			i := strings.IndexFunc(text, isSteering)
			if i < 0 {
				break
			}
			_, size := utf8.DecodeRuneInString(text[i:])
			b.WriteString(text[:i])
			b.WriteString(site.Visible(text[i : i+size]))
			text = text[i+size:]
		}
		b.WriteString(text)
		if !t.inLine {
			b.WriteByte('\n')
		}
	}
	_, err := io.WriteString(t.To, b.String())
	t.Err = cmp.Or(t.Err, err)
	return len(p), err
}

// isSteering is true for what no text of the tool holds; isolates and marks are fine.
func isSteering(r rune) bool {
	return r == utf8.RuneError || r != '\t' && unicode.IsControl(r) || '\u202a' <= r && r <= '\u202e' || r == '\u2028' || r == '\u2029'
}

// JSON escapes the hidden characters of JSON, which stand in its texts alone. It returns data
// itself if there are none.
func JSON(data []byte) []byte {
	var out []byte
	clean := 0 // where what is not in out yet begins
	for at := 0; at < len(data); {
		if data[at] < 0x7f {
			at++
			continue
		}
		r, size := utf8.DecodeRune(data[at:])
		if isLetter := 0x0620 <= r && r <= 0x06d3; !isLetter && (unicode.In(r, unicode.Cc, unicode.Cf) || r == utf8.RuneError && size == 1) {
			out = append(out, data[clean:at]...)
			for _, unit := range utf16.Encode([]rune{r}) {
				out = fmt.Appendf(out, `\u%04x`, unit)
			}
			clean = at + size
		}
		at += size
	}
	if clean == 0 {
		return data
	}
	return append(out, data[clean:]...)
}
