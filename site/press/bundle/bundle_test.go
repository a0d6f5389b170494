package bundle

import (
	"bytes"
	"crypto/sha512"
	"encoding/base64"
	"strings"
	"testing"
	"testing/fstest"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

var static = fstest.MapFS{
	"css/paper.css":      file("@import url(\"parts/base.css\");\n@import \"https://fonts.example/a.css\";\n.a { color: red; background: url(../img/a.png?v=1#x) }\n"),
	"css/parts/base.css": file("@font-face { font-family: X; src: url(../../fonts/x.woff2) }\nbody { margin: 0px; background: url(\"/img/b.png\") }\n"),
	"js/app.ts":          file("import { name } from './lib/name'\nimport data from './data.json'\nconst greeting: string = `أهلًا ${name} ${data.n}`\nconsole.log(greeting)\n"),
	"js/lib/name.ts":     file("export const name: string = 'مرقاب'\nexport const unused = 1\n"),
	"js/data.json":       file(`{"n": 7}`),
	"js/broken.js":       file("let a = 1\nlet b = (\n"),
	"js/lost.js":         file("import './none'\n"),
	"js/out.js":          file("import '../../content/secret.js'\n"),
	"img/a.png":          file("x"),
}

func assets(base string) *Assets {
	return &Assets{Static: static, URL: func(path string) string { return base + path }}
}

// A sheet and what it imports are one file; fonts and pictures keep their place; what is elsewhere stays.
func TestASheetAndItsImports(t *testing.T) {
	a := assets("/news")
	got, err := a.Get("css/paper.css")
	if err != nil {
		t.Fatal(err)
	}
	again, _ := a.Get("css/paper.css")
	files := a.Files()
	if got != again || len(files) != 1 || got.URL != "/news/"+files[0].Path || !strings.HasPrefix(files[0].Path, "css/paper.") || !strings.HasSuffix(files[0].Path, ".css") {
		t.Fatalf("%+v, %v", got, files)
	}
	sum := sha512.Sum384(files[0].Data)
	if got.Integrity != "sha384-"+base64.StdEncoding.EncodeToString(sum[:]) {
		t.Errorf("integrity %s", got.Integrity)
	}
	for _, want := range []string{`@import"https://fonts.example/a.css"`, "url(../fonts/x.woff2)", "url(../img/b.png)", "url(../img/a.png?v=1#x)", "margin:0", ".a{color:red"} {
		if !bytes.Contains(files[0].Data, []byte(want)) {
			t.Errorf("no %s in %s", want, files[0].Data)
		}
	}
}

// TypeScript and its imports are one script; what nobody uses is left out; Arabic stays readable.
func TestAScriptAndItsImports(t *testing.T) {
	a := assets("")
	got, err := a.Get("js/app.ts")
	if err != nil {
		t.Fatal(err)
	}
	data := string(a.Files()[0].Data)
	if !strings.HasSuffix(got.URL, ".js") || !strings.Contains(data, "أهلًا") || !strings.Contains(data, "مرقاب") || strings.Contains(data, "unused") || strings.Contains(data, ": string") {
		t.Errorf("%s: %s", got.URL, data)
	}
}

// What is wrong is told with its place, in both languages; nothing outside static/ is read.
func TestFaultsOfAssets(t *testing.T) {
	a := assets("")
	for name, want := range map[string]string{
		"js/broken.js": "static/js/broken.js:3:1", "js/lost.js": "static/js/lost.js:1:8: there is no static/js/none", "js/out.js": "there is no static/../content/secret.js",
		"css/none.css": "there is no static/css/none.css", "img/a.png": "asset wants", "../content/a.css": "asset wants", "js/data.json": "asset wants", "": "asset wants",
	} {
		if got, err := a.Get(name); err == nil || !strings.Contains(err.Error(), want) || got.URL != "" {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
	if files := a.Files(); len(files) > 0 {
		t.Errorf("files of what failed: %v", files)
	}
}
