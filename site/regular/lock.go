package regular

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/gofrs/flock"
)

// Lock is a file that this process alone has. The system lets go of it when the process
// ends, however it ends.
type Lock struct{ *flock.Flock }

// TryLock makes a file where it is missing, and locks it. It returns nil if another
// process has the lock. The holder before may have removed the file after it was
// opened here: such a lock has no name, and keeps nobody out.
func TryLock(name string) (*Lock, error) {
	lock := &Lock{flock.New(name, flock.SetPermissions(0o666), flock.SetFlag(os.O_CREATE|os.O_RDONLY|syscall.O_NONBLOCK))}
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
	named, err := os.Lstat(name)
	switch {
	case err == nil && !named.Mode().IsRegular(): // a link, too: who has it is written into the file
		return nil, errors.Join(&fs.PathError{Op: "lock", Path: name, Err: ErrIrregular}, lock.Unlock())
	case err != nil || !os.SameFile(named, mine):
		return nil, lock.Unlock()
	}
	return lock, nil
}
