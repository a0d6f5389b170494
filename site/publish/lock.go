package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/regular"
)

// takeLock takes the folder for this process, and writes down who has it. The
// system lets go of the lock when the process ends, however it ends.
func takeLock(out string) (*regular.Lock, error) {
	name := filepath.Join(out, lockName)
	lock, err := regular.TryLock(name)
	if err == nil && lock == nil {
		who := "a process that is just starting"
		if text, _ := regular.ReadFile(name); len(text) > 0 {
			who = strings.TrimSpace(string(text))
		}
		err = site.Failure("بناء آخر يكتب الآن في %s: %s؛ انتظره أو أوقفه", "another build is writing %s: %s; wait until it has ended, or end it", out, who)
	}
	if err != nil {
		return nil, err
	}
	host, _ := os.Hostname()
	who := fmt.Sprintf("process %d on %s, since %s\n", os.Getpid(), host, time.Now().UTC().Format(time.DateTime+" UTC"))
	if f, err := regular.Open(name, os.O_WRONLY|os.O_TRUNC, 0); err == nil { // Windows lets nobody write what is locked
		_, _ = f.WriteString(who)
		_ = f.Close()
	}
	return lock, nil
}

// unlock removes the lock's file and lets go of it. Windows removes no file that
// is open: there the file is removed afterwards.
func unlock(lock *regular.Lock) error {
	removal := os.Remove(lock.Path())
	err := lock.Unlock()
	if removal != nil && !errors.Is(removal, fs.ErrNotExist) {
		os.Remove(lock.Path()) // fails where the next holder has it
	}
	return err
}
