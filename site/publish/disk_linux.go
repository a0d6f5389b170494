package publish

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"
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
	if st.Size != int64(len(data)) { // the disk lied
		return failed("write", io.ErrShortWrite)
	}
	return made{st.Size, st.Mtim.Nano()}, nil
}

// look gives the size and the time of the file at a name, or noFile.
func look(name string) (made, error) {
	var st syscall.Stat_t
	if _, err := patient(func() (int, error) { return 0, syscall.Lstat(name, &st) }); err != nil {
		return made{}, &fs.PathError{Op: "lstat", Path: name, Err: err}
	}
	if st.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return noFile, nil
	}
	return made{st.Size, st.Mtim.Nano()}, nil
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

// writable tells whether files can be made and removed in a folder.
func writable(dir string) error {
	const writeAndSearch = 2 | 1
	if err := syscall.Access(dir, writeAndSearch); err != nil {
		return &os.PathError{Op: "write to", Path: dir, Err: err}
	}
	return nil
}

// booted tells when the system was started.
func booted() (at time.Time, known bool) {
	var info syscall.Sysinfo_t
	err := syscall.Sysinfo(&info)
	return time.Now().Add(-time.Duration(info.Uptime) * time.Second), err == nil
}
