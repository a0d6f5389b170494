//go:build unix

package regular

import (
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// waitless fails a test whose work waits.
func waitless(t *testing.T, do func()) {
	t.Helper()
	done := make(chan bool)
	go func() { do(); close(done) }()
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatal("it waits")
	}
}

// What is no file is refused by every way to open it, and its name is told.
func TestOnlyFilesAreOpened(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := errors.Join(syscall.Mkfifo(at("pipe"), 0o644), os.Symlink("pipe", at("link")), os.Symlink(os.DevNull, at("device"))); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir) // a socket's name is short
	socket, err := net.Listen("unix", "socket")
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	root, err := OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for _, name := range []string{"pipe", "link", "socket", "device"} {
		for way, open := range map[string]func() error{
			"read":    func() error { _, err := ReadFile(at(name)); return err },
			"write":   func() error { _, err := Open(at(name), os.O_WRONLY, 0); return err },
			"both":    func() error { _, err := Open(at(name), os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o644); return err },
			"in":      func() error { _, err := ReadIn(root, name); return err },
			"to read": func() error { _, _, err := OpenToRead(root, name); return err },
			"lock":    func() error { _, err := TryLock(at(name)); return err },
			"root":    func() error { _, err := OpenRoot(at(name)); return err },
		} {
			waitless(t, func() {
				err := open()
				escapes := name == "device" && (way == "in" || way == "to read") // a root refuses it before
				if err == nil || !strings.Contains(err.Error(), name) || way != "root" && way != "lock" && !escapes && !errors.Is(err, ErrIrregular) {
					t.Errorf("%s, %s: %v", name, way, err)
				}
			})
		}
	}
}

// A folder is opened and not read; what is missing is missing.
func TestFoldersAndNothing(t *testing.T) {
	dir := t.TempDir()
	root, err := OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	f, _, err := OpenToRead(root, ".")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, ok := f.(fs.ReadDirFile); !ok {
		t.Error("a folder cannot be listed")
	}
	if _, err := ReadFile(dir); !errors.Is(err, syscall.EISDIR) {
		t.Errorf("a folder is read: %v", err)
	}
	_, _, unread := OpenToRead(root, "none")
	for _, err := range []error{unread, second(ReadFile(filepath.Join(dir, "none"))), second(ReadIn(root, "none")), second(OpenRoot(filepath.Join(dir, "none")))} {
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("what is not there: %v", err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// A file that is cut short while it is read is no whole file.
func TestAFileThatIsCutShort(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a")
	if err := os.WriteFile(name, []byte(strings.Repeat("نص", 1000)), 0o644); err != nil {
		t.Fatal(err)
	}
	root, err := OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for _, cut := range []bool{false, true} {
		f, _, err := OpenToRead(root, "a")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if cut {
			if err := os.Truncate(name, 10); err != nil {
				t.Fatal(err)
			}
		}
		var b strings.Builder
		n, err := io.Copy(&b, f)
		if cut != errors.Is(err, ErrCut) || !cut && n != 4000 {
			t.Errorf("cut %v: read %d bytes, %v", cut, n, err)
		}
		if err != nil && !strings.Contains(err.Error(), "/a:") {
			t.Errorf("the file is not named: %v", err)
		}
	}
	f, _, err := OpenToRead(root, "a")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	seeker := f.(io.ReadSeeker)
	for range 2 { // what was read before does not count twice
		if _, err := seeker.Seek(4, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		if data, err := io.ReadAll(seeker); err != nil || len(data) != 6 {
			t.Errorf("after a seek: %d bytes, %v", len(data), err)
		}
	}
}

// A file is replaced whole or not at all, and never through a link.
func TestReplace(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := errors.Join(os.WriteFile(at("secret"), []byte("سر"), 0o644), os.Symlink("secret", at("a.new")), os.Symlink("secret", at("a"))); err != nil {
		t.Fatal(err)
	}
	if err := Replace(at("a"), []byte("نص")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"a": "نص", "secret": "سر"} {
		if data, err := ReadFile(at(name)); string(data) != want {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
	if err := errors.Join(os.Mkdir(at("b"), 0o755), os.WriteFile(at("b/x"), nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	if Replace(at("b"), []byte("نص")) == nil {
		t.Error("a folder is replaced")
	}
	if _, err := os.Lstat(at("b.new")); err == nil {
		t.Error("the new file stays though it could not take its place")
	}
}

// One process has a lock; a lock whose file is gone keeps nobody out.
func TestTryLock(t *testing.T) {
	name := filepath.Join(t.TempDir(), "lock")
	mine, err := TryLock(name)
	if err != nil || mine == nil {
		t.Fatal(mine, err)
	}
	if other, err := TryLock(name); err != nil || other != nil {
		t.Errorf("two have it: %v", err)
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	next, err := TryLock(name)
	if err != nil || next == nil {
		t.Errorf("nobody has it, and it cannot be taken: %v", err)
	}
	if err := mine.Unlock(); err != nil {
		t.Fatal(err)
	}
	if _, err := TryLock(filepath.Join(name, "none")); err == nil {
		t.Error("a lock in no folder is taken")
	}
}
