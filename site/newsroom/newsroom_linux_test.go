package newsroom

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// In a folder that may not be written, the save fails and the file stays.
func TestReadOnlyFolder(t *testing.T) {
	r, dir := aRoom(t, map[string]string{"news/a.md": "old"})
	if err := os.Chmod(filepath.Join(dir, "news"), 0o555); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.Chmod(filepath.Join(dir, "news"), 0o755) }()
	asNobody(func() {
		for name, was := range map[string]Stamp{"news/a.md": StampOf([]byte("old")), "news/b.md": "", "news/x/b.md": ""} {
			if err := r.Save(name, was, []byte("new")); !errors.Is(err, fs.ErrPermission) {
				t.Errorf("%s: got %v", name, err)
			}
		}
	})
	if got := listing(t, dir); got != "news news/a.md=old" {
		t.Errorf("the folder holds %s", got)
	}
}

// asNobody does something without the rights of root, who may write anywhere.
func asNobody(do func()) {
	if os.Geteuid() == 0 {
		runtime.LockOSThread() // the rights to files are the thread's
		defer runtime.UnlockOSThread()
		_, _, _ = syscall.RawSyscall(syscall.SYS_SETFSUID, 65534, 0, 0)
		defer func() { _, _, _ = syscall.RawSyscall(syscall.SYS_SETFSUID, 0, 0, 0) }()
	}
	do()
}

// When root saves for someone, the file stays theirs.
func TestOwnerStays(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	r, dir := aRoom(t, map[string]string{"a.md": "old"})
	file := filepath.Join(dir, "a.md")
	if err := errors.Join(os.Chown(file, 1234, 4321), r.Save("a.md", StampOf([]byte("old")), []byte("new"))); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); !ok || stat.Uid != 1234 || stat.Gid != 4321 {
		t.Errorf("the file belongs to %d:%d", stat.Uid, stat.Gid)
	}
}
