package cache

import (
	"io/fs"
	"time"
)

// Stamp is what tells cheaply that a file may have changed. A file whose Stamp
// is the same and not Racy has the same bytes; one whose Stamp differs must be
// hashed to know: its times are new after every git clone.
type Stamp struct {
	Size  int64
	MTime int64 // in nanoseconds
	CTime int64 // of the last change of the inode; 0 where the system does not tell
	Inode uint64
}

// StampOf makes the Stamp of a file.
func StampOf(info fs.FileInfo) Stamp {
	s := Stamp{Size: info.Size(), MTime: info.ModTime().UnixNano()}
	s.Inode, s.CTime = inode(info)
	return s
}

// grain is the coarsest clock of a file system in use: FAT counts in two
// seconds, ext3 and HFS+ in one, ext4 in the kernel's ticks of up to ten
// milliseconds.
const grain = 2 * time.Second

// Racy tells that a file can have changed after it was hashed and still have
// the same Stamp: it was written so shortly before at (the nanosecond at which
// the hashing build began to read, not the one at which it saved) that a
// second write may have got the same time. Such a file is hashed again. A time
// in the future is racy until it is past.
//
// This is git's guard: Documentation/technical/racy-git in git's source.
// Unlike git, which compares with the time of the index file, Warraq compares
// with the start of the build, because a long build leaves a long gap between
// reading a file and saving what was read.
func Racy(s Stamp, at int64) bool { return max(s.MTime, s.CTime) >= at-int64(grain) }
