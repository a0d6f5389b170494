//go:build !unix

package cache

import (
	"os"

	"warraq/site/regular"
)

// contents gives a file's bytes.
func contents(f *os.File) ([]byte, error) { return regular.ReadFile(f.Name()) }
