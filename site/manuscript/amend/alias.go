package amend

import (
	"slices"

	"warraq/site/manuscript"
)

// AddAlias writes an address that a manuscript gave up into its front matter, and
// changes nothing else. An address that is there already stays alone.
func AddAlias(file string, src []byte, address string, o manuscript.Options) ([]byte, error) {
	f, err := Open(file, src, o)
	if err != nil {
		return nil, err
	}
	const key = "aliases"
	if n := f.matter.Get(key); n != nil && slices.ContainsFunc(n.Each(), isText(address)) {
		return src, nil
	}
	err = f.Append(key, address)
	return f.Bytes(), err
}
