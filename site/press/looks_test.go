package press

import (
	"bytes"
	"path"
	"regexp"
	"strings"
	"testing"

	"warraq/site"
)

var inSheet = regexp.MustCompile(`url\("?([^)"]+\.woff2)"?\)`)

// An edition has the faces of the look that it chose, in one sheet, and fetches two at
// the most before it shows a word: 70 KB. Those of the other looks are not published.
func TestALookBringsItsOwnFaces(t *testing.T) {
	for _, look := range append([]string{""}, site.Looks...) {
		setting := ""
		if look != "" {
			setting = "look: " + look + "\n"
		}
		s := &shelf{}
		s.print(t, input(newsroom("-- content/edition.yaml --\ntitle: المدار\nbase_url: https://example.org\n"+setting+
			"-- content/politics/a.md --\n---\ntitle: أ\ndate: 2026-11-20\n---\nنص\n")))
		if look == "" {
			look = site.Looks[0]
		}
		named, first := map[string]bool{}, 0
		for name, data := range s.old {
			if !strings.HasPrefix(name, "css/site.") {
				continue
			}
			if bytes.Contains(data, []byte("@import")) {
				t.Errorf("%s: %s imports another sheet", look, name)
			}
			for _, m := range inSheet.FindAllSubmatch(data, -1) {
				named[path.Join("css", string(m[1]))] = true
			}
		}
		for name := range named {
			if s.old[name] == nil {
				t.Errorf("%s: the sheet names %s, which is not published", look, name)
			}
			if strings.Contains(name, "preload") {
				first += len(s.old[name])
			}
		}
		if len(named) == 0 || first == 0 || first > 70<<10 {
			t.Errorf("%s: %d faces, %d bytes before the first word", look, len(named), first)
		}
		for name := range s.old {
			if path.Ext(name) == ".woff2" && !named[name] || strings.HasPrefix(name, "css/looks") {
				t.Errorf("%s: %s is published", look, name)
			}
		}
	}
}
