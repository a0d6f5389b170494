package manuscript

import (
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"warraq/site"
)

// IsSectionDir says that stories can lie in a folder under content/: the build
// reads it, every disk takes its name, and its address is not kept for other things.
func IsSectionDir(dir string) bool {
	top, _, _ := strings.Cut(strings.ToLower(dir), "/")
	if !fs.ValidPath(dir) || len(dir) > longestDir || top != site.PagesDir && site.IsReservedDir(top) || slices.Contains(site.ReservedFiles, "/"+top) ||
		top == site.SettingsFile || top == site.FrontFile {
		return false
	}
	for name := range strings.SplitSeq(dir, "/") {
		if name[0] == '.' || name[0] == '_' || strings.EqualFold(name, "index.html") || site.IsManuscript(name) || !IsPlainName(name) {
			return false
		}
	}
	return true
}

// longestDir bounds the bytes of a section's folder: the address of its stories is
// longer yet.
const longestDir = 1000

// IsPlainName says that every disk takes the name of a file or folder (Windows
// takes the fewest), and that it hides nothing.
func IsPlainName(name string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	return name != "" && len(name) <= longestName && utf8.ValidString(name) && !strings.ContainsFunc(name, unicode.IsControl) &&
		!strings.ContainsAny(name, `<>:"|?*\\/`) && strings.TrimSpace(name) == name && !strings.HasSuffix(name, ".") && !devices[stem]
}

// longestName is what ext4, APFS and NTFS take as one name.
const longestName = 255
