//go:build !unix

package cache

import (
	"math"
	"os"

	"warraq/site/regular"
)

// mapped is as where files are looked at in the system's memory: here they are not.
const mapped = math.MaxInt

// contents gives a file's bytes.
func contents(f *os.File) ([]byte, error) { return regular.ReadFile(f.Name()) }
