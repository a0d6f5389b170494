//go:build !unix

package cache

import "os"

// contents gives a file's bytes.
func contents(f *os.File) ([]byte, error) { return os.ReadFile(f.Name()) }
