package amend

import (
	"errors"
	"testing"
)

// A redirect goes into the settings of the edition that gave up the address, in the form that is there.
func TestAddRedirect(t *testing.T) {
	const from, to = "/news/2026/11/غزة/", "/en/news/2026/11/gaza/"
	for name, c := range map[string][3]string{
		"none":                {"", "title: أ\n", "title: أ\nredirects:\n  /news/2026/11/غزة/: /en/news/2026/11/gaza/\n"},
		"no end of line":      {"", "title: أ", "title: أ\nredirects:\n  /news/2026/11/غزة/: /en/news/2026/11/gaza/\n"},
		"others":              {"", "redirects: # قديم\n    /a/: /b/\ntitle: أ\n", "redirects: # قديم\n    /news/2026/11/غزة/: /en/news/2026/11/gaza/\n    /a/: /b/\ntitle: أ\n"},
		"in a line":           {"", "redirects: {\"/a/\": /b/}\n", "redirects: {/news/2026/11/غزة/: /en/news/2026/11/gaza/, \"/a/\": /b/}\n"},
		"of an edition":       {"en", "redirects: {/a/: /b/}\neditions:\n  en:\n    title: A\n", "redirects: {/a/: /b/}\neditions:\n  en:\n    redirects: {/news/2026/11/غزة/: /en/news/2026/11/gaza/}\n    title: A\n"},
		"of one in a line":    {"en", "editions:\n  en: {title: A}\n", "editions:\n  en: {redirects: {/news/2026/11/غزة/: /en/news/2026/11/gaza/}, title: A}\n"},
		"of one that has one": {"en", "editions:\n  en:\n    redirects:\n      /a/: /b/\n", "editions:\n  en:\n    redirects:\n      /news/2026/11/غزة/: /en/news/2026/11/gaza/\n      /a/: /b/\n"},
		"Windows":             {"", "title: أ\r\n", "title: أ\r\nredirects:\r\n  /news/2026/11/غزة/: /en/news/2026/11/gaza/\r\n"},
	} {
		out, err := AddRedirect([]byte(c[1]), c[0], from, to)
		if err != nil || string(out) != c[2] {
			t.Errorf("%s: %v\n got %q\nwant %q", name, err, out, c[2])
		}
	}
	for name, c := range map[string][2]string{
		"there already": {"", "redirects: {/news/2026/11/غزة/: /x/}\n"}, "an edition without a word": {"en", "editions:\n  en:\n"}, "no such edition": {"fr", "editions:\n  en: {title: A}\n"},
		"empty": {"", "redirects: {}\n"}, "faulty": {"", "title: \"أ\n"}, "an alias": {"", "a: &x {/a/: /b/}\nredirects: *x\n"},
	} {
		if out, err := AddRedirect([]byte(c[1]), c[0], from, to); !errors.Is(err, ErrSettings) {
			t.Errorf("%s: %v %q", name, err, out)
		}
	}
}
