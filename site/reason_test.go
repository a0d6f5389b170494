package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"
)

// What others wrote stays in its line, and steers no terminal.
func TestTextsOfOthersAreVisible(t *testing.T) {
	for in, want := range map[string]string{
		"content/خبر.md":             "content/خبر.md",
		"a\n::error::x":              "a[U+000A]::error::x",
		"a\r\tb":                     "a[U+000D][U+0009]b",
		"\x1b]0;x\a\x7f":             "[U+001B]]0;x[U+0007][U+007F]",
		"\u009b31m":                  "[U+009B]31m",
		"a\u202eb\u2066c\u200fd":     "a[U+202E]b[U+2066]c[U+200F]d",
		"a\u2028b\u2029c\ufeff":      "a[U+2028]b[U+2029]c[U+FEFF]",
		"a\xff\xc0\x80":              "a[0xFF][0xC0][0x80]",
		"\ufffd":                     "\ufffd",
		"می\u200cخواهم ن\u200dه":     "می\u200cخواهم ن\u200dه",
		"\U000e0041":                 "[U+E0041]",
		strings.Repeat("أ", 3) + "%": "أأأ%",
	} {
		if got := Visible(in); got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
		if got := Say("%s", "%s", in); got.Ar != want || got.En != want {
			t.Errorf("%q is said as %+v", in, got)
		}
		if got := (Problem{Path: in, Line: 3, Col: 4}).Place(); got != want+":3:4" {
			t.Errorf("%q is at %q", in, got)
		}
	}
}

// What a disk and a network say is told in the reader's language, with the file named.
func TestErrorsAreToldInBothLanguages(t *testing.T) {
	full := &fs.PathError{Op: "write", Path: "/o/a\nb", Err: syscall.ENOSPC}
	for _, c := range []struct {
		err    error
		ar, en string
	}{
		{full, "/o/a[U+000A]b: امتلأ القرص", "write /o/a[U+000A]b: no space left on device"},
		{fmt.Errorf("cannot write: %w", full), "cannot write: /o/a[U+000A]b: امتلأ القرص", "cannot write: write /o/a[U+000A]b: no space left on device"},
		{Failure("لا يُكتب %s: %v", "cannot write %s: %v", "x\x1b", full), "لا يُكتب x[U+001B]: /o/a[U+000A]b: امتلأ القرص", "cannot write x[U+001B]: write /o/a[U+000A]b: no space left on device"},
		{&os.LinkError{Op: "rename", Old: "a", New: "b", Err: syscall.EACCES}, "b: لا إذن بذلك", "rename a b: permission denied"},
		{errors.Join(errors.New("one"), os.NewSyscallError("fsync", syscall.EIO)), "one؛ fsync: القرص لا يُقرأ أو لا يُكتب", "one; fsync: input/output error"},
		{fmt.Errorf("%w: %w", fs.ErrNotExist, syscall.EROFS), "لا وجود له: القرص للقراءة وحدها", "it does not exist: read-only file system"},
		{syscall.EADDRINUSE, "المنفذ مشغول", "address already in use"},
		{context.DeadlineExceeded, "انتهت المهلة", "it took too long"},
		{errors.New("x\u202e"), "x[U+202E]", "x[U+202E]"},
	} {
		got := Reason(c.err)
		if got.Ar != c.ar || got.En != c.en {
			t.Errorf("%v\n is %q, %q\nwant %q, %q", c.err, got.Ar, got.En, c.ar, c.en)
		}
		if said := Say("سبب: %v", "why: %v", c.err); said.Ar != "سبب: "+c.ar || said.En != "why: "+c.en {
			t.Errorf("said: %+v", said)
		}
	}
	if err := Failure("س %v", "x %v", full); !errors.Is(err, syscall.ENOSPC) || err.Error() != Reason(err).En {
		t.Errorf("%v does not wrap its cause", err)
	}
}

// The words of the table are those of the system, so that English messages stay as they
// are known.
func TestReasonsNameTheSystemsErrors(t *testing.T) {
	seen := map[string]string{}
	for _, r := range reasons {
		if r.words.Ar == "" || r.words.En == "" || strings.ContainsAny(r.words.Ar, "abcdefghijklmnopqrstuvwxyz") {
			t.Errorf("%v: %+v", r.err, r.words)
		}
		seen[r.err.Error()] = r.words.En
	}
	if len(seen) < 30 {
		t.Errorf("only %d errors are known", len(seen))
	}
}
