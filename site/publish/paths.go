package publish

import (
	"strings"

	"warraq/site"
	"warraq/site/arabic"
)

// CheckClashes finds two paths of an edition, which are in order, that would be one
// file on some disk or host: they differ in the case of ASCII letters or in how a
// letter with a mark is written (أ as one character or as two), or one is a folder
// of the other. has says whether a path is in the edition. Every Target refuses
// such an edition.
func CheckClashes(paths []string, has func(string) bool) error {
	folded := map[string]string{}
	before := ""
	for _, p := range paths {
		if other := fold(p); other != p {
			twin, taken := folded[other]
			if !taken && has(other) {
				twin, taken = other, true
			}
			if taken {
				return site.Failure("المساران %q و%q ملف واحد على بعض الأقراص", "the paths %q and %q are one file on some disks", twin, p)
			}
			folded[other] = p
		}
		// Paths of one folder stand together, so that those of the path before
		// are looked at already.
		for dir := parent(p); dir != "" && !strings.HasPrefix(before, p[:len(dir)+1]); dir = parent(dir) {
			if has(dir) {
				return site.Failure("المسار %q ملف، و%q يريده مجلدًا", "the path %q is a file, and %q wants it as a folder", dir, p)
			}
		}
		before = p
	}
	return nil
}

// parent is the folder of a path, "" at the top.
func parent(path string) string {
	i := strings.LastIndexByte(path, '/')
	return path[:max(i, 0)]
}

// fold gives one spelling for all spellings of a path: lower case for ASCII, and
// Unicode's NFC.
func fold(path string) string {
	if strings.ContainsAny(path, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") { // seldom, and soon known
		path = strings.Map(func(r rune) rune {
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			return r
		}, path)
	}
	return arabic.NFC(path)
}
