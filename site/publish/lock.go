package publish

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

var errHeld = errors.New("held by another process")

// between two tries for a lock.
const pause = 50 * time.Millisecond

// takeLock takes the folder for this process, and writes down who has it.
func takeLock(out string, wait time.Duration) (*os.File, error) {
	name := filepath.Join(out, lockName)
	end := time.Now().Add(wait)
	for {
		f, err := tryLock(name)
		if err == nil {
			host, _ := os.Hostname()
			_ = f.Truncate(0)
			_, err := fmt.Fprintf(f, "process %d on %s, since %s\n", os.Getpid(), host, time.Now().Format(time.DateTime))
			if err != nil {
				return nil, errors.Join(err, unlock(f))
			}
			return f, nil
		}
		if !errors.Is(err, errHeld) {
			return nil, err
		}
		if !time.Now().Before(end) {
			return nil, &HeldError{Dir: out, Holder: holder(name)}
		}
		time.Sleep(pause)
	}
}

func holder(name string) string {
	text, _ := os.ReadFile(name)
	if who := strings.TrimSpace(string(text)); who != "" {
		return who
	}
	return "a process that is just starting"
}

// HeldError is given where another build has the folder.
type HeldError struct {
	Dir    string
	Holder string // "process 4711 on desk, since 2026-11-23 15:04:05"
}

func (e *HeldError) Error() string {
	return fmt.Sprintf("another build is writing %s: %s; wait until it has ended, or end it", e.Dir, e.Holder)
}
