//go:build unix

package newsroom

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a file the owner of another, which only root can, or at least its
// group, which members of the group can.
func keepOwner(f *os.File, like fs.FileInfo) error {
	stat, ok := like.Sys().(*syscall.Stat_t)
	switch {
	case ok && os.Geteuid() == 0:
		return f.Chown(int(stat.Uid), int(stat.Gid))
	case ok:
		_ = f.Chown(-1, int(stat.Gid)) // the writer may be no member of it
	}
	return nil
}

// syncFolder flushes the names in a folder to the disk.
func syncFolder(f *os.File) error { return f.Sync() }

// syncDisk flushes all that was written.
func syncDisk() { syscall.Sync() }
