package amend

import (
	"errors"
	"testing"

	"warraq/site/manuscript"
)

// An old address goes into the front matter in the form that is there, and
// nothing else changes.
func TestAddAlias(t *testing.T) {
	const old = "/news/2026/11/غزة/"
	for name, c := range map[string][2]string{
		"none":           {"---\ntitle: أ\n---\nنص.\n", "---\ntitle: أ\naliases: [/news/2026/11/غزة/]\n---\nنص.\n"},
		"a list":         {"---\naliases: [/a/, '/b/'] # تعليق\ntitle: أ\n---\nنص.\n", "---\naliases: [/a/, '/b/', \"/news/2026/11/غزة/\"] # تعليق\ntitle: أ\n---\nنص.\n"},
		"a list of one":  {"---\naliases:\n  - /a/\ntitle: أ\n---\n", "---\naliases:\n  - /a/\n  - /news/2026/11/غزة/\ntitle: أ\n---\n"},
		"dashes, quoted": {"---\naliases:\n- \"/a/\"\n- '/b/'\n---\n", "---\naliases:\n- \"/a/\"\n- '/b/'\n- /news/2026/11/غزة/\n---\n"},
		"one":            {"---\naliases: /a/\n---\nنص", "---\naliases: [/a/, \"/news/2026/11/غزة/\"]\n---\nنص"},
		"there already":  {"---\naliases: [/news/2026/11/غزة/]\n---\n", "---\naliases: [/news/2026/11/غزة/]\n---\n"},
		"TOML":           {"+++\ntitle = 'أ'\n[image]\nsrc = 'x.jpg'\n+++\nنص", "+++\naliases = [\"/news/2026/11/غزة/\"]\ntitle = 'أ'\n[image]\nsrc = 'x.jpg'\n+++\nنص"},
		"TOML, a list":   {"+++\naliases = [\"/a/\"]\n+++\n", "+++\naliases = [\"/a/\", \"/news/2026/11/غزة/\"]\n+++\n"},
		"JSON":           {"{\"title\": \"أ\"}\nنص", "{\"aliases\": [\"/news/2026/11/غزة/\"],\"title\": \"أ\"}\nنص"},
		"no front":       {"نص.\n", "---\naliases: [/news/2026/11/غزة/]\n---\n\nنص.\n"},
		"Windows":        {"---\r\ntitle: أ\r\n---\r\nنص.\r\n", "---\r\ntitle: أ\r\naliases: [/news/2026/11/غزة/]\r\n---\r\nنص.\r\n"},
		"a long text":    {"---\nsummary: |\n  أ\n  ب\n---\nنص", "---\nsummary: |\n  أ\n  ب\naliases: [/news/2026/11/غزة/]\n---\nنص"},
	} {
		out, err := AddAlias("news/a.md", []byte(c[0]), old, manuscript.Options{})
		if err != nil || string(out) != c[1] {
			t.Errorf("%s: %v\n got %q\nwant %q", name, err, out, c[1])
		}
	}
	for name, src := range map[string]string{"unclosed": "---\ntitle: أ\n", "a map": "---\naliases: {a: b}\n---\n", "UTF-16": "\xff\xfe"} {
		if _, err := AddAlias("news/a.md", []byte(src), old, manuscript.Options{}); !errors.Is(err, ErrForm) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
