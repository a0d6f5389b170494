package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"warraq/site"
)

// takeLock takes the folder for this process, and writes down who has it. The
// system lets go of the lock when the process ends, however it ends.
func takeLock(out string) (*flock.Flock, error) {
	name := filepath.Join(out, lockName)
	lock, err := tryLock(name)
	if err == nil && lock == nil {
		who := "a process that is just starting"
		if text, _ := os.ReadFile(name); len(text) > 0 {
			who = strings.TrimSpace(string(text))
		}
		err = site.Failure("بناء آخر يكتب الآن في %s: %s؛ انتظره أو أوقفه", "another build is writing %s: %s; wait until it has ended, or end it", out, who)
	}
	if err != nil {
		return nil, err
	}
	host, _ := os.Hostname()
	who := fmt.Sprintf("process %d on %s, since %s\n", os.Getpid(), host, time.Now().Format(time.DateTime))
	_ = os.WriteFile(name, []byte(who), 0o666) // Windows lets nobody write what is locked
	return lock, nil
}

// tryLock returns nil if another process has the lock. The holder before may have
// removed the file after it was opened here: such a lock has no name, and keeps
// nobody out.
func tryLock(name string) (*flock.Flock, error) {
	lock := flock.New(name, flock.SetPermissions(0o666))
	switch ok, err := lock.TryLock(); {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	case !ok:
		return nil, nil
	}
	mine, err := lock.Stat()
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	if named, err := os.Stat(name); err != nil || !os.SameFile(named, mine) {
		return nil, lock.Unlock()
	}
	return lock, nil
}

// unlock removes the lock's file and lets go of it. Windows removes no file that
// is open: there the file is removed afterwards.
func unlock(lock *flock.Flock) error {
	removal := os.Remove(lock.Path())
	err := lock.Unlock()
	if removal != nil && !errors.Is(removal, fs.ErrNotExist) {
		os.Remove(lock.Path()) // fails where the next holder has it
	}
	return err
}
