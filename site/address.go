package site

import (
	"regexp"
	"slices"
	"strings"

	"warraq/site/uri"
)

// RefKindOf distinguishes a story or a page from a file beside the story.
func RefKindOf(target string) RefKind {
	switch ext := uri.ExtensionOf(target); {
	case ext == "" && fileAfterSign.MatchString(target):
		return RefFile
	case uri.LooksLikeHost(target) && ext != ".md", ext == ".", ext == "", ext == ".md", ext == ".markdown", ext == ".html", ext == ".htm", ext == ".xml", ext == ".json" && strings.HasPrefix(target, "/"), slices.Contains(ReservedFiles, target): // a feed, or another file of the site
		return RefLink
	case len(ext) <= len(".geojson") && strings.IndexFunc(ext, func(r rune) bool { return r >= 0x80 }) < 0:
		return RefFile
	}
	return RefLink
}

// fileAfterSign is a file beside the story whose name has a # or a ? in it.
var fileAfterSign = regexp.MustCompile(`(?i)^[^/#?][^#?]*[#?].*\.(?:png|jpe?g|webp|avif|gif|svg|pdf|mp[34]|m4a|webm|docx?|xlsx?|pptx?|csv|zip)$`)
