package serve

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"warraq/site/regular"
)

// place answers where words of a page stand in its manuscript: the line, and
// the address that opens it. Of the manuscript itself it tells nothing.
func (v *preview) place(w http.ResponseWriter, r *http.Request) {
	source := r.URL.Query().Get("source")
	if !v.isSource(source) {
		http.Error(w, "not a file of the edition", http.StatusBadRequest)
		return
	}
	data, err := v.read(source)
	if err != nil {
		http.Error(w, "this file cannot be read", http.StatusNotFound)
		return
	}
	line := lineOf(string(data), r.URL.Query().Get("words"))
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(struct { //nolint:errchkjson // the reader may have gone
		Line int    `json:"line"`
		Open string `json:"open,omitempty"`
	}{line, v.editorLink(source, line, 1)})
}

// read reads a file of the source: no link leads out of its folder at the top, and no
// pipe is waited for.
func (v *preview) read(source string) ([]byte, error) {
	top, name, _ := strings.Cut(source, "/")
	root, err := regular.OpenRoot(filepath.Join(v.Root, top))
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }()
	return regular.ReadIn(root, name)
}

// isSource refuses every path that is not plainly under a watched folder.
func (v *preview) isSource(source string) bool {
	top, _, _ := strings.Cut(source, "/")
	return fs.ValidPath(source) && !strings.ContainsAny(source, "\\\x00") && !strings.Contains(source, "/.") && slices.Contains(v.Folders, top)
}

// lineOf finds words of a page in its manuscript, by letters and digits alone:
// a page shows no markup, other quotes and other digits. 1 where they are not
// found: they may come from another file.
func lineOf(manuscript, words string) int {
	want := []rune(letters(words))
	lines := strings.Split(manuscript, "\n")
	for i, line := range lines {
		lines[i] = letters(line)
	}
	for _, n := range []int{60, 30, 15, 8} { // a link's address may cut them short
		if len(want) < n && n > 8 {
			continue
		}
		start := string(want[:min(n, len(want))])
		if at := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, start) }); start != "" && at >= 0 {
			return at + 1
		}
	}
	return 1
}

// letters drops all but letters and digits, and writes digits as in ASCII.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || '0' <= r && r <= '9':
			return r
		case '\u0660' <= r && r <= '\u0669': // Arabic-Indic
			return r - '\u0660' + '0'
		case '\u06f0' <= r && r <= '\u06f9': // Extended Arabic-Indic
			return r - '\u06f0' + '0'
		}
		return -1
	}, s)
}
