package git

import (
	"context"
	"encoding/hex"
	"errors"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// Written is what tells cheaply that a file is as git wrote it.
type Written struct {
	MTime, CTime int64  // in nanoseconds
	Inode, Size  uint32 // the lower 32 bits, which is what git keeps
}

// Blob is git's name of bytes.
type Blob [20]byte

// Clean gives the files under content/ that were checked out as the bytes of their blobs, as far as git's index tells it.
// What something may have changed on the way is left out: files with the attributes filter, ident or working-tree-encoding
// (gitattributes(5)), links, files with a conflict or a flag, and those that were there before the attributes were. The
// ends of lines may be others still: then the size of the file is another one than that of the blob, which must be compared.
// Left out too is what may have changed since without having another stamp (racyGrain). A repository whose objects are named by
// SHA-256 has none.
func (f Checkout) Clean(ctx context.Context) (map[Written]Blob, error) {
	said, err := f.ask(ctx, "rev-parse", "--show-object-format", "--git-path", "index")
	if err != nil {
		return nil, err
	}
	format, index, _ := strings.Cut(strings.TrimSuffix(said, "\n"), "\n")
	if format != "sha1" {
		return nil, nil
	}
	if !filepath.IsAbs(index) {
		index = filepath.Join(string(f), index)
	}
	info, err := os.Lstat(index) // before it is read: it may be written again meanwhile
	if err != nil || !info.Mode().IsRegular() {
		return nil, err
	}
	listed, err := f.ask(ctx, "ls-files", "-z", "--stage", "--debug", "--",
		":(attr:!filter !ident !working-tree-encoding)content", ":(top,glob)**/"+attributes)
	if err != nil {
		return nil, err
	}
	all, err := readListed(listed)
	if err != nil {
		return nil, err
	}
	var since int64 // when the attributes were written
	for _, e := range all {
		if path.Base(e.name) != attributes {
			continue
		}
		info, err := os.Lstat(filepath.Join(string(f), filepath.FromSlash(e.name)))
		if err != nil || !info.Mode().IsRegular() || info.ModTime().UnixNano() != e.MTime {
			return nil, nil //nolint:nilerr // others may have held when the files were checked out
		}
		since = max(since, e.MTime, e.CTime)
	}
	out := make(map[Written]Blob, len(all))
	for _, e := range all {
		if first, twice := out[e.Written]; twice && first != e.blob {
			out[e.Written] = Blob{} // which of the two is meant is not known
			continue
		}
		at := max(e.MTime, e.CTime)
		if e.isPlain && path.Base(e.name) != attributes && at >= since && at < info.ModTime().Add(-racyGrain(e.Written)).UnixNano() {
			out[e.Written] = e.blob
		}
	}
	return out, nil
}

const attributes = ".gitattributes"

// racyGrain is how long before the index a file must have been written, so that who writes it again gives it another time
// (Documentation/technical/racy-git in git's source): the kernel counts in ticks of up to ten milliseconds, and some file systems in
// one or two seconds.
func racyGrain(c Written) time.Duration {
	if c.MTime%1e9 == 0 || c.CTime%1e9 == 0 {
		return 2 * time.Second
	}
	return 20 * time.Millisecond
}

// listed is a file of git's list.
type listed struct {
	name    string // from the folder
	isPlain bool
	blob    Blob
	Written
}

// readListed reads what git ls-files -z --stage --debug says. Its form may change at any time, as git's handbook says: then
// there is an error.
func readListed(said string) ([]listed, error) {
	var out []listed
	for said != "" {
		head, rest, ok := strings.Cut(said, "\x00")
		what, name, ok2 := strings.Cut(head, "\t")
		words := strings.Fields(what)
		if !ok || !ok2 || len(words) != 3 || len(words[1]) != 2*len(Blob{}) {
			return nil, errListed
		}
		e := listed{name: name}
		blob, err := hex.DecodeString(words[1])
		if err != nil {
			return nil, errListed
		}
		copy(e.blob[:], blob)
		numbers, rest, ok := figures(rest)
		if !ok {
			return nil, errListed
		}
		e.CTime, e.MTime = numbers[0]*1e9+numbers[1], numbers[2]*1e9+numbers[3]
		e.Inode, e.Size = uint32(numbers[5]), uint32(numbers[8])
		e.isPlain = (words[0] == "100644" || words[0] == "100755") && words[2] == "0" && numbers[9] == 0
		out, said = append(out, e), rest
	}
	return out, nil
}

var errListed = errors.New("git ls-files --debug has another form")

// labels are of the numbers that git says of a file; the last one is hexadecimal.
var labels = []string{"  ctime: ", ":", "\n  mtime: ", ":", "\n  dev: ", "\tino: ", "\n  uid: ", "\tgid: ", "\n  size: ", "\tflags: "}

// figures reads them.
func figures(said string) (numbers [10]int64, rest string, ok bool) {
	for i, label := range labels {
		if said, ok = strings.CutPrefix(said, label); !ok {
			return numbers, "", false
		}
		base, n := int64(10), 0
		if i == len(labels)-1 {
			base = 16
		}
		for ; n < len(said); n++ {
			digit := int64(strings.IndexByte("0123456789abcdef"[:base], said[n]))
			if digit < 0 {
				break
			}
			numbers[i] = numbers[i]*base + digit
		}
		if n == 0 || n > 10 {
			return numbers, "", false
		}
		said = said[n:]
	}
	said, ok = strings.CutPrefix(said, "\n")
	return numbers, said, ok
}
