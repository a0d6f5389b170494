package deploy

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"warraq/site"
)

// File is one file of a site, as a place holds it.
type File struct {
	Path string
	Sum  site.Sum // of its bytes
	Size int64
	Kind uint32 // the hash of the headers that it is sent with
}

// same says that a place has a file with the right bytes and headers.
func (f File) same(g File) bool { return f.Sum == g.Sum && f.Kind == g.Kind }

// Hash hashes bytes, as the build does that made the files.
type Hash func([]byte) site.Sum

// kindOf is the hash of headers.
func (hash Hash) kindOf(h Headers) uint32 {
	text := fmt.Appendf(nil, "%q %q %t", h.Type, h.Cache, h.Unlisted)
	if h.Encoding != "" {
		text = fmt.Appendf(text, " %q", h.Encoding)
	}
	if h.Base != "" {
		text = fmt.Appendf(text, " key of %q", h.Base)
	}
	sum := hash(text)
	return binary.BigEndian.Uint32(sum[:])
}

const listTitle = "warraq deploy 1 "

// list is what a place holds: the files of an edition, and those that left it and still
// lie there. Both are in order by path.
type list struct{ files, leaving []File }

// site is the hash of what readers have.
func (l *list) site(hash Hash) site.Sum { return hash(appendLines(nil, "", l.files)) }

func appendLines(out []byte, sign string, files []File) []byte {
	for _, f := range files {
		out = append(out, sign...)
		out = append(hex.AppendEncode(out, f.Sum[:]), ' ')
		out = append(strconv.AppendInt(out, f.Size, 10), ' ')
		out = append(hex.AppendEncode(out, binary.BigEndian.AppendUint32(nil, f.Kind)), ' ')
		out = append(append(out, f.Path...), '\n')
	}
	return out
}

// pack is a list in the form of the package comment, and its name.
func (l *list) pack(hash Hash, folder string, edition int) (name string, data []byte) {
	mark := hash([]byte("warraq"))
	out := append(hex.AppendEncode([]byte(listTitle), mark[:]), '\n')
	out = appendLines(out, "", l.files)
	out = appendLines(out, "-", l.leaving)
	check := hash(out)
	out = fmt.Appendf(out, "end %d %x\n", len(l.files)+len(l.leaving), check[:])
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed) // the level is known to be one
	_, _ = w.Write(out)                             // a Buffer takes everything
	_ = w.Close()
	sum := hash(b.Bytes())
	return fmt.Sprintf("%s/%d-%x", folder, edition, sum[:8]), b.Bytes()
}

var errList = site.Failure("تلفت قائمة الملفات في الوجهة؛ احذف منها "+headKey+" ثم انشر مع --overwrite", "the list of files at the target is damaged; delete "+headKey+" there, and deploy with --overwrite")

// mostOfAList bounds what is unpacked: ten million files.
const mostOfAList = 2 << 30

// parseList reads what pack gave under a name.
func parseList(hash Hash, name string, data []byte) (*list, error) {
	if sum := hash(data); !strings.HasSuffix(name, fmt.Sprintf("-%x", sum[:8])) {
		return nil, errList
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, errList
	}
	text, err := io.ReadAll(io.LimitReader(r, mostOfAList))
	if err != nil {
		return nil, errList
	}
	mark := hash([]byte("warraq"))
	title, body, _ := strings.Cut(string(text), "\n")
	if title != listTitle+hex.EncodeToString(mark[:]) {
		return nil, site.Failure("كتب القائمة في الوجهة إصدار آخر من ورّاق (%q)", "another version of warraq wrote the list at the target (%q)", title)
	}
	l := &list{files: make([]File, 0, strings.Count(body, "\n"))}
	for {
		line, rest, ok := strings.Cut(body, "\n")
		if !ok {
			return nil, errList
		}
		if end, isEnd := strings.CutPrefix(line, "end "); isEnd {
			check := hash(text[:len(text)-len(line)-1])
			if rest != "" || end != fmt.Sprintf("%d %x", len(l.files)+len(l.leaving), check[:]) {
				return nil, errList
			}
			break
		}
		plain, leaves := strings.CutPrefix(line, "-")
		f, ok := parseFile(plain)
		switch {
		case !ok:
			return nil, errList
		case leaves:
			l.leaving = append(l.leaving, f)
		default:
			l.files = append(l.files, f)
		}
		body = rest
	}
	if !inOrder(l.files) || !inOrder(l.leaving) {
		return nil, errList
	}
	return l, nil
}

func inOrder(files []File) bool {
	for i := 1; i < len(files); i++ {
		if files[i-1].Path >= files[i].Path {
			return false
		}
	}
	return true
}

func parseFile(line string) (f File, ok bool) {
	parts := strings.SplitN(line, " ", 4)
	if len(parts) != 4 || len(parts[0]) != 2*len(f.Sum) {
		return f, false
	}
	_, err := hex.Decode(f.Sum[:], []byte(parts[0]))
	size, err2 := strconv.ParseInt(parts[1], 10, 64)
	kind, err3 := strconv.ParseUint(parts[2], 16, 32)
	f.Size, f.Kind, f.Path = size, uint32(kind), parts[3]
	return f, err == nil && err2 == nil && err3 == nil && site.CheckPath(f.Path) == nil
}

// find gives the file of a path in a list that is in order.
func find(files []File, path string) (File, bool) {
	i, ok := slices.BinarySearchFunc(files, path, func(f File, path string) int { return strings.Compare(f.Path, path) })
	if !ok {
		return File{}, false
	}
	return files[i], true
}
