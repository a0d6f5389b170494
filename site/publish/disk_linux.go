package publish

import (
	"errors"
	"io/fs"
	"syscall"
)

// create makes a file that is not there, by as few calls as there are: a page is
// soon written, and os.File would ask with five more whether it can be waited for.
func create(name string, data []byte) (m made, err error) {
	failed := func(op string, err error) (made, error) { return m, &fs.PathError{Op: op, Path: name, Err: err} }
	fd, err := patient(func() (int, error) {
		return syscall.Open(name, syscall.O_WRONLY|syscall.O_CREAT|syscall.O_EXCL|syscall.O_CLOEXEC, 0o666)
	})
	if err != nil {
		return failed("open", err)
	}
	defer func() {
		if e := syscall.Close(fd); err == nil && e != nil {
			m, err = failed("close", e)
		}
	}()
	for rest := data; len(rest) > 0; {
		n, err := patient(func() (int, error) { return syscall.Write(fd, rest) })
		if err != nil {
			return failed("write", err)
		}
		rest = rest[n:]
	}
	var st syscall.Stat_t
	if err := syscall.Fstat(fd, &st); err != nil {
		return failed("stat", err)
	}
	return made{st.Size, st.Mtim.Nano()}, nil
}

// look tells what stands at a name, and whether it is a file.
func look(name string) (m made, isFile bool, err error) {
	var st syscall.Stat_t
	_, err = patient(func() (int, error) { return 0, syscall.Lstat(name, &st) })
	return made{st.Size, st.Mtim.Nano()}, err == nil && st.Mode&syscall.S_IFMT == syscall.S_IFREG, err
}

// patient calls again what a signal interrupted.
func patient(call func() (int, error)) (int, error) {
	for {
		n, err := call()
		if !errors.Is(err, syscall.EINTR) {
			return n, err
		}
	}
}
