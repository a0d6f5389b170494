package cache

import (
	"os"
	"path/filepath"

	"warraq/site/regular"
)

// Notes is a folder where a run keeps what it finds out for the next, each note in a
// file of its own.
type Notes string

// Load reads a note. It returns nil if there is none that can be read.
func (n Notes) Load(name string) []byte {
	data, _ := regular.ReadFile(filepath.Join(string(n), name))
	return data
}

// Save writes a note.
func (n Notes) Save(name string, data []byte) error {
	if err := os.MkdirAll(string(n), 0o777); err != nil {
		return err
	}
	return regular.Replace(filepath.Join(string(n), name), data)
}
