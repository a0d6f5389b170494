//go:build unix

package newsroom

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a file the owner of another. Only root can.
func keepOwner(f *os.File, like fs.FileInfo) error {
	if stat, ok := like.Sys().(*syscall.Stat_t); ok && os.Geteuid() == 0 {
		return f.Chown(int(stat.Uid), int(stat.Gid))
	}
	return nil
}

// syncFolder flushes the names in a folder to the disk.
func syncFolder(f *os.File) error { return f.Sync() }

// syncDisk flushes all that was written.
func syncDisk() { syscall.Sync() }
