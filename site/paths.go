package site

import (
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"warraq/site/own"
)

// NounOf says what a file is by its path under content/.
func NounOf(name string) Noun {
	dir, base := path.Dir(name), path.Base(name)
	switch {
	case name == SettingsFile:
		return NounSettings
	case name == FrontFile:
		return NounFront
	case !IsManuscript(name):
		return NounNone
	case strings.HasPrefix(base, sectionStem) && dir == ".":
		return NounHome
	case isTermFile(TagsDir, dir, base):
		return NounTag
	case isTermFile(SeriesDir, dir, base):
		return NounSeries
	case strings.HasPrefix(base, sectionStem):
		return NounSection
	case dir == AuthorsDir:
		return NounAuthor
	case dir == PagesDir || strings.HasPrefix(dir, PagesDir+"/"):
		return NounPage
	}
	return NounStory
}

// NounIn says what a file is in an edition that has taxonomies of its own: each has a folder for the files of
// its terms.
func NounIn(name string, taxonomies own.Taxonomies) Noun {
	top, rest, _ := strings.Cut(name, "/")
	if len(taxonomies) > 0 && IsManuscript(name) && taxonomies.Find(top) != nil && !strings.HasPrefix(rest, sectionStem) {
		return NounTerm
	}
	return NounOf(name)
}

// isTermFile says that a file is that of a term: root/<term>.md, or root/<term>/_index.md.
func isTermFile(root, dir, base string) bool {
	if strings.HasPrefix(base, sectionStem) {
		return path.Dir(dir) == root
	}
	return dir == root
}

// IsTermFile says that a noun is an author, a tag, a series or another term, which stories name.
func (n Noun) IsTermFile() bool {
	return n == NounAuthor || n == NounTag || n == NounSeries || n == NounTerm
}

// IsManuscript tells by a file's name whether it is read as a manuscript.
func IsManuscript(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".md" || ext == ".markdown"
}

// HiddenFolder is the outermost folder of a path that keeps what is in it out of
// sight; "" if there is none.
func HiddenFolder(name string) string {
	at := 0
	for part := range strings.SplitSeq(name, "/") {
		if at += len(part); at < len(name) && slices.Contains(hiddenFolders, strings.ToLower(part)) {
			return name[:at]
		}
		at++
	}
	return ""
}

// IsReservedDir says that a folder at the top of content/ cannot be a section,
// because the site has something else at its address.
func IsReservedDir(name string) bool {
	for _, root := range ReservedRoots[1:] {
		if strings.Trim(root, "/") == name {
			return true
		}
	}
	return name == PagesDir
}

// IsFolderName says that a folder of content/ can be a part of an address on any disk and
// host.
func IsFolderName(name string) bool {
	return utf8.ValidString(name) && !strings.ContainsFunc(name, func(r rune) bool { return r == '\\' || unicode.IsControl(r) })
}

// LiteAddress is the address of the light twin of a page: "/lite/politics/x/".
func LiteAddress(address string) string { return LiteRoot + strings.TrimPrefix(address, "/") }

// FullAddress is the address of the page whose light twin is at an address. ok
// is false where the address is not that of a light twin.
func FullAddress(lite string) (address string, ok bool) {
	rest, ok := strings.CutPrefix(lite, LiteRoot)
	return "/" + rest, ok
}

// OwnPrefix begins the names of what is for Warraq itself in an output folder.
const OwnPrefix = ".warraq-"

// longestName is what ext4, APFS and NTFS take as one name (ext4 counts bytes;
// an Arabic letter is two of them).
const longestName = 255

// CheckPath says what is wrong with the path of a File: no disk or host has such a
// file.
func CheckPath(path string) error {
	switch {
	case path == "":
		return Failure("ملف بلا مسار", "a file has no path")
	case !utf8.ValidString(path):
		return Failure("المسار %q ليس UTF-8", "the path %q is not UTF-8", path)
	case strings.HasPrefix(path, "/"):
		return Failure("المسار %q ليس نسبيًا", "the path %q is not relative", path)
	}
	for i := range len(path) {
		if c := path[i]; c < ' ' || c == 0x7f || c == '\\' {
			return Failure("في المسار %q الحرف %q، ولا يصلح في مسار", "the path %q has %q, which may not stand in a path", path, c)
		}
	}
	for name := range strings.SplitSeq(path, "/") {
		switch {
		case name == "" || name == "." || name == "..":
			return Failure("في المسار %q اسم فارغ أو \".\" أو \"..\"", "the path %q has a name that is empty, \".\" or \"..\"", path)
		case len(name) > longestName:
			return Failure("في المسار %q اسم من %d بايت؛ وأقصى ما يأخذه القرص %d", "the path %q has a name of %d bytes; %d is the most that a disk takes", path, len(name), longestName)
		case strings.HasPrefix(strings.ToLower(name), OwnPrefix):
			return Failure("في المسار %q اسم يبدأ بـ%q، وهذا لورّاق نفسه", "the path %q has a name that begins with %q, which is for warraq itself", path, OwnPrefix)
		}
	}
	return nil
}

// OutputPath is the file of an address: "/politics/" is politics/index.html.
func OutputPath(address string) string {
	if strings.HasSuffix(address, "/") {
		address += "index.html"
	}
	return strings.TrimPrefix(address, "/")
}

// MaxPath bounds the bytes of a path: longer ones fit on no disk.
const MaxPath = 1000

// Keeper is the part of the site that alone names the files at a path in lower
// case, or "".
func Keeper(at string) string {
	at = "/" + at
	for _, root := range []string{SearchRoot, LiteRoot, SitemapRoot} {
		if strings.HasPrefix(at, root) {
			return root
		}
	}
	if rest, ok := strings.CutPrefix(at, ArchiveRoot); ok {
		const days = "2006/01/02/"
		rest = strings.TrimSuffix(rest, "index.html")
		if _, err := time.Parse(days[:min(len(rest), len(days))], rest); err == nil && rest != "" {
			return ArchiveRoot
		}
	}
	return ""
}

// IsStoryFolder tells whether all stories can stand under a folder of this name, at
// the site's root or deeper. Else each would be left out, or hidden by its host.
func IsStoryFolder(name string, atRoot bool) bool {
	key := strings.ToLower(name)
	switch {
	case CheckPath(name) != nil || strings.HasPrefix(name, ".") || strings.ContainsAny(name, "%?#") || !isPlainPath(name):
		return false
	case key == "index.html" || slices.Contains(BesideFiles, key):
		return false
	}
	return !atRoot || Keeper(key+"/x") == "" && "/"+key+"/" != MediaRoot && !slices.Contains(ReservedFiles, "/"+key)
}
