package site

import "testing"

// What a link leads to, by how its address looks.
func TestKindsOfReferences(t *testing.T) {
	for target, kind := range map[string]RefKind{
		"b.md": RefLink, "/x/": RefLink, "x.pdf": RefFile, "x.pdf#page=2": RefFile, "ه#1.png": RefFile, "a?b.jpg": RefFile, "b.md#v1.png": RefLink, "/page/#fig.png": RefLink, "/search/?q=a.png": RefLink,
		"example.com": RefLink, "example.org/x": RefLink, ".": RefLink, "..": RefLink, "x.xml": RefLink, "/robots.txt": RefLink, "/x.txt": RefFile, "x.json": RefFile, "/x.json": RefLink, "map.geojson": RefFile,
	} {
		if got := RefKindOf(target); got != kind {
			t.Errorf("%s is of kind %v", target, got)
		}
	}
}
