package site

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible is a text of others as a person may see it in one line: what has no shape, or
// moves what stands beside it, is shown by its number, as is a byte that is no UTF-8.
func Visible(s string) string {
	if strings.IndexFunc(s, isHidden) < 0 {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			fmt.Fprintf(&b, "[0x%02X]", s[i])
		case isHidden(r) && r != utf8.RuneError:
			fmt.Fprintf(&b, "[U+%04X]", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isHidden is false for the two joiners, which Persian words hold.
func isHidden(r rune) bool {
	return r == utf8.RuneError || r != '\u200c' && r != '\u200d' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// failure is an error that is told in both languages.
type failure struct {
	words Words
	cause error
}

func (f *failure) Error() string { return f.words.En }
func (f *failure) Unwrap() error { return f.cause }
func (f *failure) Words() Words  { return f.words }

// Failure is an error of the tool. It wraps the last argument if that is an error.
func Failure(ar, en string, args ...any) error {
	f := &failure{words: Say(ar, en, args...)}
	if len(args) > 0 {
		f.cause, _ = args[len(args)-1].(error)
	}
	return f
}

// Reason says an error in both languages. Where it does not know the error, it says what
// the error says of itself, with the cause in the reader's language if it knows that one.
func Reason(err error) Words {
	switch e := err.(type) { //nolint:errorlint // of what wraps it, the words are kept
	case nil:
		return Words{}
	case interface{ Words() Words }:
		return e.Words()
	case *fs.PathError:
		return Say("%[2]s: %[3]s", "%[1]s %[2]s: %[3]s", e.Op, e.Path, e.Err)
	case *os.LinkError:
		return Say("%[3]s: %[4]s", "%[1]s %[2]s %[3]s: %[4]s", e.Op, e.Old, e.New, e.Err)
	}
	for _, known := range reasons {
		if err == known.err { //nolint:errorlint // of what wraps it, the words are kept
			return known.words
		}
	}
	if slow, ok := err.(interface{ Timeout() bool }); ok && slow.Timeout() { // a network's
		return Reason(os.ErrDeadlineExceeded)
	}
	var causes []error
	switch e := err.(type) { //nolint:errorlint // it takes the wrapping apart
	case interface{ Unwrap() error }:
		causes = append(causes, e.Unwrap())
	case interface{ Unwrap() []error }:
		causes = e.Unwrap()
	}
	ar, en := err.Error(), err.Error()
	for _, cause := range causes {
		if cause != nil {
			w := Reason(cause)
			ar, en = strings.Replace(ar, cause.Error(), w.Ar, 1), strings.Replace(en, cause.Error(), w.En, 1)
		}
	}
	return Words{Visible(strings.ReplaceAll(ar, "\n", "؛ ")), Visible(strings.ReplaceAll(en, "\n", "; "))}
}
