package cache

import (
	"os"

	"warraq/site/regular"
)

// Source has stores of other machines (package remote). Fill is told of each store that is opened, by its folder, and
// by its name where it is beside another (Beside), else by ""; it puts the files of one there where none of this
// version is here. It may leave holes in the file of a pack: Bring is told, by the file's path, which of its bytes are
// wanted next, or are cut off. Find puts the file of a name into the folder dir of Files, and says whether it did. What they
// put there is checked as all that is read.
type Source interface {
	Fill(dir, name string, here bool)
	Bring(file string, from, to int64)
	Find(folder, dir, name string) bool
}

// OpenFrom is Open with a source.
func OpenFrom(dir string, version Sum, source Source) (*Store, error) {
	return open(dir, version, source, "")
}

// isHere says that a file is a store of a version.
func isHere(name string, version Sum) bool {
	f, err := regular.Open(name, os.O_RDONLY, 0)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, headerSize)
	_, err = f.ReadAt(head, 0)
	return err == nil && string(head[:len(magic)]) == magic && Sum(head[len(magic):]) == version
}
