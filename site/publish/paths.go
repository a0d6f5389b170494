package publish

import (
	"strings"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/arabic"
)

// longestName is what ext4, APFS and NTFS take as one name (ext4 counts bytes;
// an Arabic letter is two of them).
const longestName = 255

// CheckPath says what is wrong with the path of a file. Every Target refuses what it
// refuses.
func CheckPath(path string) error {
	switch {
	case path == "":
		return site.Failure("ملف بلا مسار", "a file has no path")
	case !utf8.ValidString(path):
		return site.Failure("المسار %q ليس UTF-8", "the path %q is not UTF-8", path)
	case strings.HasPrefix(path, "/"):
		return site.Failure("المسار %q ليس نسبيًا", "the path %q is not relative", path)
	}
	for i := range len(path) {
		if c := path[i]; c < ' ' || c == 0x7f || c == '\\' {
			return site.Failure("في المسار %q الحرف %q، ولا يصلح في مسار", "the path %q has %q, which may not stand in a path", path, c)
		}
	}
	for name := range strings.SplitSeq(path, "/") {
		switch {
		case name == "" || name == "." || name == "..":
			return site.Failure("في المسار %q اسم فارغ أو \".\" أو \"..\"", "the path %q has a name that is empty, \".\" or \"..\"", path)
		case len(name) > longestName:
			return site.Failure("في المسار %q اسم من %d بايت؛ وأقصى ما يأخذه القرص %d", "the path %q has a name of %d bytes; %d is the most that a disk takes", path, len(name), longestName)
		case strings.HasPrefix(strings.ToLower(name), reserved):
			return site.Failure("في المسار %q اسم يبدأ بـ%q، وهذا لورّاق نفسه", "the path %q has a name that begins with %q, which is for warraq itself", path, reserved)
		}
	}
	return nil
}

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
