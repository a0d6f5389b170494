//go:build !unix

package frozen

import "warraq/site/regular"

// mapped hands the bytes of a file to a function.
func mapped(name string, use func(data []byte)) error {
	data, err := regular.ReadFile(name)
	if err == nil {
		use(data)
	}
	return err
}
