package assets

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/static"
)

// theme is a small static/.
func theme() fstest.MapFS {
	return fstest.MapFS{
		"css/site.css":            {Data: []byte("@import url(looks/newspaper.css);\n@font-face { src: url(../fonts/kufi.woff2) }\n")},
		"css/looks/newspaper.css": {Data: []byte("body { margin: 1px }")},
		"css/looks/headline.css":  {Data: []byte("@font-face { src: url(../../fonts/headline/bold.woff2) } body { margin: 2px }")},
		"css/lite.css":            {Data: []byte("p { margin: 0 }")},
		"js/site.js":              {Data: []byte("let a = 1")}, "js/embeds.js": {Data: []byte("let frames = 1")}, "js/story.js": {Data: []byte("let b = 2")}, "js/search.js": {Data: []byte("let c = 3")},
		"fonts/kufi.woff2": {Data: []byte("wOF2 kufi")}, "fonts/preload.woff2": {Data: []byte("wOF2 first")}, "fonts/headline/bold.woff2": {Data: []byte("wOF2 bold")},
		"favicon.svg": {Data: []byte("<svg/>")}, "icons/icon-180.png": {Data: []byte("png")}, "files/charter.txt": {Data: []byte("ميثاق")}, "film.mp4": {Data: []byte("film")},
	}
}

func read(t *testing.T, files fstest.MapFS, c *site.Config) (Assets, func(like string) (path, data string)) {
	t.Helper()
	a, problems := Read(files, c)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return a, func(like string) (string, string) {
		for _, f := range a.Files {
			if regexp.MustCompile("^" + like + "$").MatchString(f.Path) {
				if !a.Has[f.Path] {
					t.Errorf("%s is published, and not known", f.Path)
				}
				return f.Path, string(f.Data)
			}
		}
		return "", ""
	}
}

// The theme's own files carry a fingerprint of what they hold; all others keep their names.
func TestNames(t *testing.T) {
	a, file := read(t, theme(), &site.Config{BaseURL: "https://example.org/paper"})
	sheet, css := file(`css/site\.[0-9a-f]{10}\.css`)
	font, _ := file(`fonts/kufi\.[0-9a-f]{10}\.woff2`)
	if sheet == "" || font == "" || !strings.Contains(css, strings.TrimPrefix(font, "fonts/")) || a.Named.CSS.URL != "/paper/"+sheet || !strings.HasPrefix(a.Named.CSS.Integrity, "sha384-") {
		t.Errorf("the sheet is %q, %+v, and names %q: %s", sheet, a.Named.CSS, font, css)
	}
	for _, like := range []string{`js/site\.[0-9a-f]{10}\.js`, `js/story\.[0-9a-f]{10}\.js`, `js/search\.[0-9a-f]{10}\.js`, "files/charter.txt", "film.mp4", "favicon.svg", "site.webmanifest"} {
		if path, _ := file(like); path == "" {
			t.Errorf("there is no %s in %v", like, a.Has)
		}
	}
	if n := a.Named; n.JS.URL == "" || n.Story.URL == "" || n.Search.URL == "" || n.LiteCSS == "" || n.Icon != "/paper/favicon.svg" || n.TouchIcon != "/paper/icons/icon-180.png" || n.Manifest != "/paper/site.webmanifest" {
		t.Errorf("pages are told of %+v", n)
	}
	other := theme()
	other["js/site.js"].Data = []byte("let a = 2")
	if b, _ := read(t, other, &site.Config{}); b.Named.JS.URL == strings.TrimPrefix(a.Named.JS.URL, "/paper") {
		t.Error("another script has the same name")
	}
	if !slices.IsSortedFunc(a.Files, func(x, y site.File) int { return strings.Compare(x.Path, y.Path) }) {
		t.Error("the files are in no order")
	}
}

// The chosen look alone is in the sheet, and its faces alone are published.
func TestLooks(t *testing.T) {
	for look, want := range map[string]string{"": "margin:1px", "newspaper": "margin:1px", "headline": "margin:2px"} {
		a, file := read(t, theme(), &site.Config{Look: look})
		_, css := file(`css/site\..*`)
		if _, bold := file("fonts/headline/.*"); !strings.Contains(css, want) || strings.Contains(css, "@import") || (bold != "") != (look == "headline") || a.Has["css/looks/headline.css"] {
			t.Errorf("look %q: %s, its face %q", look, css, bold)
		}
	}
}

// An edition of a language that has letters of its own gets faces that have them, and has these fetched first; an Arabic one
// knows nothing of them. No page has a face fetched that it does not use.
func TestLettersOfALanguage(t *testing.T) {
	for _, c := range []struct{ lang, look, letters, first string }{
		{"ar", "", "", "newspaper"},
		{"ar-EG", "headline", "", "headline"},
		{"fa", "", "", "newspaper"},
		{"ckb", "headline", "", "headline"},
		{"ckb", "magazine", "arab", "letters/arab"},
		{"ug", "", "arab", "letters/arab"},
		{"sd", "magazine", "arab", "letters/arab"},
		{"ur", "", "arab", ""}, // readers have nastaliq of their own
		{"ur-PK", "", "arab", ""},
		{"he", "", "hebr", "letters/hebr"},
		{"yi", "headline", "hebr", "letters/hebr"},
		{"sd-Deva", "", "", ""},
		{"dv", "", "", ""},
		{"en", "", "", ""},
	} {
		a, file := read(t, maps.Clone(shipped(t)), &site.Config{Language: c.lang, Look: c.look})
		_, css := file(`css/site\..*`)
		for _, script := range []string{"arab", "hebr"} {
			if face, _ := file("fonts/letters/" + script + `/.*\.woff2`); (face != "") != (script == c.letters) || strings.Contains(css, "fonts/letters/"+script) != (script == c.letters) {
				t.Errorf("%s in the look %q: letters of %s are %q", c.lang, c.look, script, face)
			}
		}
		for _, font := range a.Named.Fonts {
			if c.first == "" || !strings.HasPrefix(font, "/fonts/"+c.first+"/") {
				t.Errorf("%s in the look %q: %s is fetched first", c.lang, c.look, font)
			}
		}
		if (len(a.Named.Fonts) == 0) != (c.first == "") || strings.Contains(css, "letters/arab/naskh-preload.woff2") || a.Has["css/letters/arab.css"] {
			t.Errorf("%s in the look %q: fetched first are %v", c.lang, c.look, a.Named.Fonts)
		}
	}
}

// shipped is the theme's own static/.
func shipped(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(static.FS, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(static.FS, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// The script of frames is a part of the theme's where the edition lets any in.
func TestEmbeds(t *testing.T) {
	for _, embeds := range [][]string{nil, {"youtube"}} {
		_, file := read(t, theme(), &site.Config{Embeds: embeds})
		_, js := file(`js/site\..*`)
		if path, _ := file("js/embeds.*"); path != "" || strings.Contains(js, "frames") != (embeds != nil) {
			t.Errorf("embeds %v: %q, %q", embeds, path, js)
		}
	}
}

// A file of static/ that gives way to a page is left out, and stays with other papers. A
// manifest of the newsroom's own stays.
func TestWithout(t *testing.T) {
	files := theme()
	files["site.webmanifest"] = &fstest.MapFile{Data: []byte(`{"name":"own"}`)}
	a, file := read(t, files, &site.Config{})
	if _, data := file("site.webmanifest"); !strings.Contains(data, "own") {
		t.Errorf("the manifest is %s", data)
	}
	b := a.Without(map[string]bool{"files/charter.txt": true})
	if b.Has["files/charter.txt"] || !a.Has["files/charter.txt"] || len(b.Files) != len(a.Files)-1 {
		t.Error("one file is to be left out of one of them")
	}
	copied, want := file(`js/story\..*`)
	files[copied] = &fstest.MapFile{Data: []byte("of an older build")}
	c, file := read(t, files, &site.Config{})
	if _, data := file(`js/story\..*`); data != want || len(c.Files) != len(a.Files) {
		t.Errorf("%s is %q, with a copy of what an older build named", copied, data)
	}
}
