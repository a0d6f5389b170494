package forms

import (
	"archive/zip"
	"io"
	"io/fs"
	"path"
	"strings"

	"warraq/site"
	"warraq/site/intake"
)

// mostPacked is how many times smaller than itself a file may be in an archive: text
// is ten times so. mostUnpacked is the same of the archive as a whole, whose files may
// be the same bytes. No file of leastBomb bytes fills a disk.
const (
	mostPacked, mostUnpacked = 200, 50
	leastBomb                = 1 << 20
)

var swelling = site.Words{Ar: "في الأرشيف ملف يتضخم فوق كل معقول", En: "what the archive holds swells beyond reason"}

// swells recognizes a file that is there to fill a disk. The reader of archives gives
// no more of a file than its head says.
func swells(f *zip.File) bool {
	return f != nil && f.UncompressedSize64 > max(leastBomb, mostPacked*f.CompressedSize64)
}

// unpacked is how many bytes an archive's files have, without those that are refused.
func unpacked(archive *zip.Reader) (sum uint64) {
	for _, f := range archive.File {
		if !swells(f) {
			sum += f.UncompressedSize64
		}
	}
	return sum
}

// packedTree is an archive of files. Those that swell do not open.
type packedTree struct{ *zip.Reader }

// Open implements fs.FS.
func (t packedTree) Open(name string) (fs.File, error) {
	file, err := t.Reader.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil {
		if head, ok := info.Sys().(*zip.FileHeader); ok && swells(&zip.File{FileHeader: *head}) {
			err = &intake.SourceError{File: name, Message: swelling}
		}
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return file, nil
}

// loneExport is the one XML or JSON file of an archive that holds no other, or
// nil: WordPress.com packs its exports so.
func loneExport(archive *zip.Reader) (lone *zip.File) {
	for _, f := range archive.File {
		ext := strings.ToLower(path.Ext(f.Name))
		switch {
		case f.FileInfo().IsDir():
		case lone != nil || ext != ".xml" && ext != ".json":
			return nil
		default:
			lone = f
		}
	}
	return lone
}

// again is a stream that can be read again from its beginning.
type again struct {
	open func() (io.Reader, error)
	from io.Reader
}

// Read implements io.Reader.
func (a *again) Read(b []byte) (int, error) { return a.from.Read(b) }

// Seek goes back to the beginning, and nowhere else.
func (a *again) Seek(int64, int) (int64, error) {
	from, err := a.open()
	a.from = from
	return 0, err
}
