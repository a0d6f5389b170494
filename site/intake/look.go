package intake

import (
	"bytes"
	"io/fs"
	"regexp"
)

// FileFormat tells what a file is by its beginning: "wordpress", "feed",
// "json", "html" for a page with its markup, which no importer takes, or
// "pasted" for any text that is none of these.
func FileFormat(head []byte) string {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	switch {
	case bytes.Contains(text, []byte("wordpress.org/export/")):
		return "wordpress"
	case feedRoot.Match(text), bytes.HasPrefix(text, []byte("<?xml")), bytes.HasPrefix(head, []byte("\xff\xfe<")), bytes.HasPrefix(head, []byte("\xfe\xff\x00<")):
		return "feed"
	case htmlRoot.Match(text):
		return "html"
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[{")), jsonList.Match(text):
		return "json"
	}
	return "pasted"
}

var (
	feedRoot = regexp.MustCompile(`^(?:<!--(?s:.*?)-->\s*)*<(?:\w+:)?(?:rss|feed|RDF|channel)\b`)
	htmlRoot = regexp.MustCompile(`(?i)^(?:<!--(?s:.*?)-->\s*)*<(?:!doctype\s+html|html|head|title|meta|body|main|article|section|div|p)\b`)
	jsonList = regexp.MustCompile(`^\[\s*\{`)
)

// FolderFormat tells what a folder is: "tree" for Hugo's and Jekyll's,
// "medium" for a Medium archive, else "".
func FolderFormat(root fs.FS) string {
	if TreeKind(root) != "" {
		return "tree"
	}
	for _, pattern := range []string{"posts/*.html", "*.html"} {
		names, err := fs.Glob(root, pattern)
		if err != nil || len(names) == 0 {
			continue
		}
		if data, err := readBounded(root, names[0]); err == nil && bytes.Contains(data, []byte("h-entry")) {
			return "medium"
		}
	}
	return ""
}
