package console

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// What a file, a title or an address brings along may neither steer a terminal
// (ECMA-48), nor turn a line round (UAX #9), nor be a command in the log of a forge.
func TestNoTextSteersATerminal(t *testing.T) {
	for text, want := range map[string]string{
		"كلمة\tأخرى\n":                "كلمة\tأخرى\n",
		"\x1b[31mred\x1b[0m\n":        "[U+001B][31mred[U+001B][0m\n",
		"a\rb\u009bc\x7f\n":           "a[U+000D]b[U+009B]c[U+007F]\n",
		"a\u202eb\u2028c\n":           "a[U+202E]b[U+2028]c\n",
		"\u2068اسم\u2069\u200c\n":     "\u2068اسم\u2069\u200c\n",
		"\xff\n":                      "[0xFF]\n",
		"  ::error::x\n::set-env\n":   "  [U+003A]:error::x\n[U+003A]:set-env\n",
		"a ::error::\n":               "a ::error::\n",
		"a ##vso[task]b\n":            "a [U+0023]#vso[task]b\n",
		"two lines\n\x1b]0;title\x07": "two lines\n[U+001B]]0;title[U+0007]",
	} {
		var out strings.Builder
		n, err := (&Talk{To: &out}).Write([]byte(text))
		if out.String() != want || n != len(text) || err != nil {
			t.Errorf("%q is written as %q, want %q", text, out.String(), want)
		}
	}
	var out strings.Builder
	talk := &Talk{To: &out}
	for _, part := range []string{"a ", "::b\n", "::c"} { // a line in parts
		_, _ = talk.Write([]byte(part))
	}
	if want := "a ::b\n[U+003A]:c"; out.String() != want {
		t.Errorf("parts of lines are %q, want %q", out.String(), want)
	}
	out.Reset()
	_, _ = (&Talk{To: &out, Commands: true}).Write([]byte("::error file=a.md::\x1b\n"))
	if out.String() != "::error file=a.md::[U+001B]\n" {
		t.Errorf("a command is %q", out.String())
	}
}

type full struct{ err error }

func (f full) Write([]byte) (int, error) { return 0, f.err }

// Who prints many lines looks once, at the end, whether they arrived.
func TestATalkKeepsItsFirstError(t *testing.T) {
	broken := errors.New("broken pipe")
	talk := &Talk{To: full{broken}}
	_, _ = talk.Write([]byte("a\n"))
	talk.To = new(strings.Builder)
	if _, err := talk.Write([]byte("b\n")); err != nil || !errors.Is(talk.Err, broken) {
		t.Errorf("it gives %v and keeps %v", err, talk.Err)
	}
}

// JSON means the same after it was made harmless (RFC 8259), and has no hidden sign.
func TestJSONIsHarmlessAndTheSame(t *testing.T) {
	for _, text := range []string{"كلمة \u200fأخرى\u202e", "a\u009b\u007f", "\U000e0041 tag", "\u200c"} {
		data, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		safe := JSON(data)
		var back string
		if err := json.Unmarshal(safe, &back); err != nil || back != text {
			t.Errorf("%q comes back as %q, %v", text, back, err)
		}
		if strings.ContainsFunc(string(safe), func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) }) {
			t.Errorf("%q is written as %q", text, safe)
		}
	}
}

// The mark stands below what is meant, with as many cells: a combining sign has none,
// and what has no shape has those of its number. In an Arabic line both are isolated
// from left to right, so that a terminal turns both round or neither.
func TestTheMarkStandsBelowWhatIsMeant(t *testing.T) {
	for _, c := range []struct{ text, meant, line, mark string }{
		{"a fault here", "fault", "    a fault here", "    ··^^^^^·····"},
		{"tab\there", "here", "    tab here", "    ····^^^^"},
		{"a\u200bb", "\u200b", "    a[U+200B]b", "    ·^^^^^^^^·"},
		{"a b", "", "    a b", "    ^··"},
		{"كَلمة غلط هنا", "غلط", "    \u2067كَلمة غلط هنا\u2069", "    \u2067·····^^^····\u2069"},
	} {
		at := strings.Index(c.text, c.meant)
		line, mark := Excerpt(c.text, at, at+len(c.meant))
		if line != c.line || c.meant != "" && mark != c.mark {
			t.Errorf("%q:\n%q\n%q\nwant\n%q\n%q", c.text, line, mark, c.line, c.mark)
		}
	}
	if _, mark := Excerpt("a", 1, 1); !strings.Contains(mark, "^") {
		t.Errorf("an empty place at the end has no mark: %q", mark)
	}
}

// A code has its quiet zone of four modules (ISO/IEC 18004, 6.3.8), two rows of
// modules a line, and lines of one width.
func TestACodeIsSquare(t *testing.T) {
	drawn, ok := Code("http://192.168.1.20:1313/")
	if !ok {
		t.Fatal("no code")
	}
	lines := strings.Split(strings.TrimSpace(drawn), "\n")
	width := 0
	for i, line := range lines {
		line = strings.TrimSuffix(strings.TrimPrefix(line, "\x1b[30;107m"), "\x1b[0m")
		if i == 0 {
			width = utf8.RuneCountInString(line)
		}
		if utf8.RuneCountInString(line) != width || !strings.HasPrefix(line, "    ") || !strings.HasSuffix(line, "    ") {
			t.Errorf("line %d is %q", i, line)
		}
		if i < 2 && strings.Trim(line, " ") != "" {
			t.Errorf("the quiet zone has %q", line)
		}
	}
	if (width-8-17)%4 != 0 || len(lines) != (width+1)/2 { // 21 modules in version 1, 4 more in each
		t.Errorf("%d lines of %d modules", len(lines), width)
	}
	if _, ok := Code(strings.Repeat("x", 3000)); ok {
		t.Error("an address of 3,000 bytes has a code; the largest holds 2,331 at level M")
	}
}

func TestProgressIsDrawnAndTakenAway(t *testing.T) {
	var out bytes.Buffer
	p := &Progress{To: &out}
	p.Show("render", 3, 10)
	p.Show("render", 4, 10) // too soon after the first
	p.Clear()
	if got := out.String(); got != "\r\x1b[Krender 3/10\r\x1b[K" {
		t.Errorf("%q", got)
	}
	silent := &Progress{}
	silent.Show("render", 1, 0)
	silent.Clear()
}

func TestAFileIsNoTerminal(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if IsTerminal(f) || IsTerminal(&Talk{To: f}) || IsTerminal(new(bytes.Buffer)) {
		t.Error("a file is taken for a terminal")
	}
	if Isolate("اسم") != "\u2068اسم\u2069" {
		t.Error("the isolate is not FSI and PDI")
	}
}
