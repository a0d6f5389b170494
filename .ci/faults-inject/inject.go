package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The program under test asks the kernel; the kernel asks this one first
// (seccomp_unotify(2)): each call on a file of the newsroom goes on, fails, or lies.

// call is one call of the system on a file: the nth one of its kind on that path.
type call struct {
	op, path string // the path is relative to the newsroom's parent
	nth      int
}

func (c call) String() string { return fmt.Sprintf("%s %s (%d)", c.op, c.path, c.nth) }

// fault is what becomes of a call, and of the same calls after it if forever is set.
type fault struct {
	call
	how     string
	forever bool
}

func (f fault) String() string {
	if f.forever {
		return f.how + " for ever at " + f.call.String()
	}
	return f.how + " at " + f.call.String()
}

var errnos = map[string]syscall.Errno{
	"EACCES": unix.EACCES, "EIO": unix.EIO, "EMFILE": unix.EMFILE, "ENOENT": unix.ENOENT, "ENOSPC": unix.ENOSPC, "ENOLCK": unix.ENOLCK, "EPERM": unix.EPERM,
}

// ways are the faults of each kind of call. Those in small letters are lies.
var ways = map[string][]string{
	"open":     {"ENOENT", "EACCES", "EMFILE", "EIO"},
	"create":   {"ENOSPC", "EACCES", "EMFILE", "EIO"},
	"stat":     {"ENOENT", "EACCES", "EIO", "size0", "sizebig", "stale"},
	"fstat":    {"EIO", "size0", "sizebig", "stale"},
	"read":     {"EIO", "short", "end"},
	"list":     {"EIO"},
	"write":    {"ENOSPC", "EIO", "short", "torn", "lost"},
	"sync":     {"EIO", "ENOSPC"},
	"rename":   {"EIO", "EACCES", "ENOSPC", "ENOENT"},
	"remove":   {"EACCES", "EIO"},
	"mkdir":    {"ENOSPC", "EACCES", "EIO"},
	"readlink": {"EIO", "EACCES"},
	"lock":     {"ENOLCK", "EIO"},
	"owner":    {"EPERM", "EIO"},
	"size":     {"ENOSPC", "EIO"},
	"close":    {"EIO", "ENOSPC"},
	"watch":    {"ENOSPC", "EACCES"},
}

// calls are the calls of the system that are watched: their kind, and the argument
// that is a path (of a folder in the argument before it) or a file descriptor.
var calls = map[uintptr]struct {
	op   string
	path int // -1: argument 0 is a descriptor
}{
	unix.SYS_OPENAT: {"open", 1}, unix.SYS_NEWFSTATAT: {"stat", 1}, unix.SYS_STATX: {"stat", 1}, unix.SYS_FSTAT: {"fstat", -1},
	unix.SYS_READ: {"read", -1}, unix.SYS_PREAD64: {"read", -1}, unix.SYS_GETDENTS64: {"list", -1},
	unix.SYS_WRITE: {"write", -1}, unix.SYS_PWRITE64: {"write", -1}, unix.SYS_COPY_FILE_RANGE: {"write", -1},
	unix.SYS_FSYNC: {"sync", -1}, unix.SYS_FDATASYNC: {"sync", -1},
	unix.SYS_RENAMEAT: {"rename", 3}, unix.SYS_RENAMEAT2: {"rename", 3}, unix.SYS_LINKAT: {"rename", 3},
	unix.SYS_UNLINKAT: {"remove", 1}, unix.SYS_MKDIRAT: {"mkdir", 1}, unix.SYS_READLINKAT: {"readlink", 1},
	unix.SYS_FLOCK: {"lock", -1}, unix.SYS_FCHMOD: {"owner", -1}, unix.SYS_FCHOWN: {"owner", -1},
	unix.SYS_FCHMODAT: {"owner", 1}, unix.SYS_FCHOWNAT: {"owner", 1}, unix.SYS_UTIMENSAT: {"owner", 1},
	unix.SYS_FTRUNCATE: {"size", -1}, unix.SYS_FALLOCATE: {"size", -1}, unix.SYS_CLOSE: {"close", -1},
	unix.SYS_INOTIFY_ADD_WATCH: {"watch", 1},
}

// launch is the program's first half: it puts itself under watch, gives the
// kernel's descriptor to its parent (descriptor 3), and becomes what it shall run.
func launch(argv []string) error {
	runtime.LockOSThread()
	filter := []unix.SockFilter{{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS}}
	for nr := range calls {
		filter = append(filter,
			unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: uint32(nr), Jf: 1},
			unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_USER_NOTIF})
	}
	filter = append(filter, unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW})
	// What is watched waits for an answer, so all that exec needs is at hand before.
	path, err := syscall.BytePtrFromString(argv[0])
	if err != nil {
		return err
	}
	args, err := syscall.SlicePtrFromStrings(argv)
	if err != nil {
		return err
	}
	env, err := syscall.SlicePtrFromStrings(os.Environ())
	if err != nil {
		return err
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	prog := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	const newListener, killable = 1 << 3, 1 << 5
	fd, _, errno := unix.RawSyscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, newListener|killable, uintptr(unsafe.Pointer(&prog)))
	if errno != 0 {
		return errno
	}
	rights := unix.UnixRights(int(fd))
	if err := unix.Sendmsg(3, []byte{0}, rights, nil, 0); err != nil {
		return err
	}
	_, _, errno = unix.RawSyscall(unix.SYS_EXECVE, uintptr(unsafe.Pointer(path)), uintptr(unsafe.Pointer(&args[0])), uintptr(unsafe.Pointer(&env[0])))
	return errno
}

// watched is a running program whose calls are seen.
type watched struct {
	*exec.Cmd
	root   string        // the calls on files below it are seen
	fault  *fault        // what goes wrong, or nil
	seen   map[call]bool // all calls
	fired  bool
	out    words      // what it says
	done   chan error // Wait's result
	nth    map[call]int
	pidfd  int
	notify int
}

// words are what a program says, read while it speaks.
type words struct {
	sync.Mutex
	bytes.Buffer
}

func (w *words) Write(p []byte) (int, error) {
	w.Lock()
	defer w.Unlock()
	return w.Buffer.Write(p)
}

func (w *watched) said() string {
	w.out.Lock()
	defer w.out.Unlock()
	return w.out.String()
}

// start runs a program under watch.
func start(root string, f *fault, argv ...string) (*watched, error) {
	ours, theirs, err := socketpair()
	if err != nil {
		return nil, err
	}
	defer ours.Close()
	defer theirs.Close()
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	w := &watched{Cmd: exec.Command(self, append([]string{"launch"}, argv...)...), root: root, fault: f, seen: map[call]bool{}, nth: map[call]int{}, done: make(chan error, 1)}
	w.Env = append(os.Environ(), "GODEBUG=asyncpreemptoff=1", "TMPDIR="+filepath.Join(root, "tmp"), "GOMAXPROCS=1", "LC_ALL=C")
	w.Stdout, w.Stderr = &w.out, &w.out
	w.Dir = filepath.Join(root, "room")
	w.ExtraFiles = []*os.File{theirs}
	if err := w.Start(); err != nil {
		return nil, err
	}
	if w.pidfd, err = unix.PidfdOpen(w.Process.Pid, 0); err != nil {
		return nil, err
	}
	theirs.Close()
	oob := make([]byte, unix.CmsgSpace(4))
	_, n, _, _, err := unix.Recvmsg(int(ours.Fd()), make([]byte, 1), oob, 0)
	if err != nil || n == 0 {
		return nil, fmt.Errorf("no watch: %w; %v", err, w.Wait())
	}
	messages, err := unix.ParseSocketControlMessage(oob[:n])
	if err != nil {
		return nil, err
	}
	fds, err := unix.ParseUnixRights(&messages[0])
	if err != nil {
		return nil, err
	}
	w.notify = fds[0]
	watching := make(chan bool)
	go func() { w.watch(); close(watching) }()
	go func() {
		err := w.Wait()
		<-watching
		unix.Close(w.notify)
		unix.Close(w.pidfd)
		w.done <- err
	}()
	return w, nil
}

func socketpair() (ours, theirs *os.File, err error) {
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, nil, err
	}
	return os.NewFile(uintptr(fds[0]), "ours"), os.NewFile(uintptr(fds[1]), "theirs"), nil
}

type notice struct {
	id         uint64
	pid, flags uint32
	nr         int32
	arch       uint32
	ip         uint64
	args       [6]uint64
}

type answer struct {
	id    uint64
	val   int64
	err   int32
	flags uint32
}

// watch answers the kernel until the program has ended.
func (w *watched) watch() {
	runtime.LockOSThread()
	for {
		poll := []unix.PollFd{{Fd: int32(w.notify), Events: unix.POLLIN}}
		if _, err := unix.Poll(poll, -1); err != nil && !errors.Is(err, unix.EINTR) {
			return
		}
		if poll[0].Revents&unix.POLLIN == 0 {
			if poll[0].Revents&unix.POLLHUP != 0 {
				return
			}
			continue
		}
		var n notice
		if _, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(w.notify), unix.SECCOMP_IOCTL_NOTIF_RECV, uintptr(unsafe.Pointer(&n))); errno != 0 {
			continue
		}
		a := w.answer(&n)
		a.id = n.id
		_, _, _ = unix.Syscall(unix.SYS_IOCTL, uintptr(w.notify), unix.SECCOMP_IOCTL_NOTIF_SEND, uintptr(unsafe.Pointer(&a)))
	}
}

var goOn = answer{flags: 1}

func (w *watched) answer(n *notice) answer {
	c := calls[uintptr(n.nr)]
	name := w.name(n, c.path)
	rel, err := filepath.Rel(w.root, name)
	if name == "" || err != nil || rel == ".." || strings.HasPrefix(rel, "../") {
		return goOn
	}
	op := c.op
	if op == "open" && n.args[2]&unix.O_CREAT != 0 {
		op = "create"
	}
	this := call{op: op, path: made.ReplaceAllString(rel, "*")}
	w.nth[this]++
	this.nth = w.nth[this]
	w.seen[this] = true
	f := w.fault
	if f == nil || this.op != f.op || this.path != f.path || this.nth < f.nth || this.nth > f.nth && !f.forever {
		return goOn
	}
	if errno, ok := errnos[f.how]; ok {
		w.fired = true
		return answer{err: -int32(errno)}
	}
	a, ok := w.lie(n, f.how, name)
	w.fired = w.fired || ok
	return a
}

// made are the parts of names that differ from run to run.
var made = regexp.MustCompile(`\d{6,}|\.warraq-[^/]*\.tmp`)

// name is the file that a call is about, or "".
func (w *watched) name(n *notice, at int) string {
	proc := fmt.Sprintf("/proc/%d/", n.pid)
	descriptor := func(fd uint64) string {
		if int32(fd) == unix.AT_FDCWD {
			name, _ := os.Readlink(proc + "cwd")
			return name
		}
		name, _ := os.Readlink(fmt.Sprintf("%sfd/%d", proc, int32(fd)))
		return strings.TrimSuffix(name, " (deleted)")
	}
	if at < 0 {
		return descriptor(n.args[0])
	}
	path := w.text(n, n.args[at])
	switch {
	case path == "" && uintptr(n.nr) == unix.SYS_NEWFSTATAT:
		return descriptor(n.args[0])
	case filepath.IsAbs(path):
		return filepath.Clean(path)
	case uintptr(n.nr) == unix.SYS_INOTIFY_ADD_WATCH:
		return filepath.Join(descriptor(uint64(0xffffff9c)), path)
	}
	return filepath.Join(descriptor(n.args[at-1]), path)
}

func (w *watched) text(n *notice, at uint64) string {
	buf := make([]byte, 4096)
	size := w.memory(n, at, buf, false)
	text, _, _ := bytes.Cut(buf[:size], []byte{0})
	return string(text)
}

// memory reads or writes the program's memory.
func (w *watched) memory(n *notice, at uint64, data []byte, write bool) int {
	f, err := os.OpenFile(fmt.Sprintf("/proc/%d/mem", n.pid), os.O_RDWR, 0)
	if err != nil {
		return 0
	}
	defer f.Close()
	var size int
	if write {
		size, _ = f.WriteAt(data, int64(at))
	} else {
		size, _ = f.ReadAt(data, int64(at))
	}
	return size
}

// lie does a call in the program's place, and not as it should.
func (w *watched) lie(n *notice, how, name string) (answer, bool) {
	fd := -1
	if calls[uintptr(n.nr)].path < 0 {
		var err error
		if fd, err = unix.PidfdGetfd(w.pidfd, int(n.args[0]), 0); err != nil {
			return goOn, false
		}
		defer unix.Close(fd)
	}
	switch how {
	case "end":
		return answer{}, true
	case "short":
		if n.args[2] < 2 {
			return goOn, false
		}
		if op := calls[uintptr(n.nr)].op; op == "write" {
			return w.partly(n, fd, n.args[2]/2)
		}
		buf := make([]byte, max(1, n.args[2]/3))
		size, err := unix.Pread(fd, buf, int64(n.args[3]))
		if uintptr(n.nr) == unix.SYS_READ {
			size, err = unix.Read(fd, buf)
		}
		if err != nil {
			return goOn, false
		}
		w.memory(n, n.args[1], buf[:size], true)
		return answer{val: int64(size)}, true
	case "torn", "lost":
		a, ok := w.partly(n, fd, n.args[2]/2)
		if how == "torn" {
			return answer{err: -int32(unix.EIO)}, ok
		}
		a.val = int64(n.args[2])
		return a, ok
	}
	return w.lieOfStat(n, how, name, fd)
}

func (w *watched) partly(n *notice, fd int, size uint64) (answer, bool) {
	if uintptr(n.nr) == unix.SYS_COPY_FILE_RANGE {
		return goOn, false
	}
	buf := make([]byte, size)
	buf = buf[:w.memory(n, n.args[1], buf, false)]
	var wrote int
	if uintptr(n.nr) == unix.SYS_PWRITE64 {
		wrote, _ = unix.Pwrite(fd, buf, int64(n.args[3]))
	} else {
		wrote, _ = unix.Write(fd, buf)
	}
	return answer{val: int64(wrote)}, true
}

func (w *watched) lieOfStat(n *notice, how, name string, fd int) (answer, bool) {
	var st unix.Stat_t
	var err error
	at := n.args[1]
	if fd >= 0 {
		err = unix.Fstat(fd, &st)
	} else if at = n.args[2]; uintptr(n.nr) != unix.SYS_NEWFSTATAT {
		return goOn, false
	} else if n.args[3]&unix.AT_SYMLINK_NOFOLLOW != 0 {
		err = unix.Lstat(name, &st)
	} else {
		err = unix.Stat(name, &st)
	}
	if err != nil || st.Mode&unix.S_IFMT != unix.S_IFREG {
		return goOn, false
	}
	switch how {
	case "size0":
		st.Size = 0
	case "sizebig":
		st.Size = st.Size*3 + 7
	case "stale":
		st.Mtim.Sec -= 86400
		st.Ctim.Sec -= 86400
	}
	var buf bytes.Buffer
	_ = binary.Write(&buf, binary.LittleEndian, &st)
	w.memory(n, at, buf.Bytes(), true)
	return answer{}, true
}

// await waits for the end of the program, and says whether it came in time.
func (w *watched) await(limit time.Duration) (code int, inTime bool) {
	select {
	case err := <-w.done:
		w.done <- err
	case <-time.After(limit):
		_ = w.Process.Kill()
		w.done <- <-w.done
		return -1, false
	}
	return w.ProcessState.ExitCode(), true
}
