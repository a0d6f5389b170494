//go:build !unix

package cache

import "os"

// contents gives a file's bytes.
func contents(f *os.File) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return wholeOf(f, info.Size())
}
