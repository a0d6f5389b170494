// Package assets makes the files of static/ ready to be published: the theme's own get names
// with a fingerprint, the look that the edition chose takes its place, and all are minified.
//
// What is only carried over has its bytes in package carried; what pages say of the files is
// [site.Assets].
package assets

import (
	"bytes"
	"cmp"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/feed"
	"warraq/site/minify"
	"warraq/site/press/carried"
)

// Assets are the files of static/, ready to be published. The theme's style
// sheets, scripts and fonts carry a fingerprint in their names, so that a host may
// let browsers keep them for ever. Everything else keeps its name: templates and
// other sites link to it.
type Assets struct {
	Named site.Assets
	Files []site.File     // what is only carried has no Data
	Own   bool            // static/ has a web app manifest of the newsroom's own
	Has   map[string]bool // their published paths
}

// Read reads the newsroom's static/ over the built-in one.
func Read(static fs.FS, c *site.Config) (Assets, []site.Problem) {
	a := Assets{}
	names := map[string]string{} // as in static/ to as published
	files, problems := carried.Files(static)
	a.Has = make(map[string]bool, len(files))
	files = withLook(with(with(files, "js/embeds.js", "js/site.js", len(c.Embeds) > 0), "css/languages.css", "css/site.css", len(c.Sisters) > 0), c.Look)
	files = withLetters(files, c)
	var sheet []byte
	for _, f := range files {
		if f.Path == "css/site.css" {
			sheet = f.Data
		}
	}
	for _, f := range files {
		if strings.HasPrefix(f.Path, "fonts/") && bytes.Contains(sheet, []byte(f.Path)) {
			names[f.Path] = fingerprinted(f.Path, f.Data)
		}
	}
	for _, f := range files {
		ext := path.Ext(f.Path)
		f.Data = minify.Asset(ext, f.Data)
		if ext == ".css" {
			f.Data = renameFonts(f.Data, f.Path, names)
		}
		if slices.Contains(ThemeFiles, f.Path) {
			names[f.Path] = fingerprinted(f.Path, f.Data)
		}
		a.name(f, names[f.Path], c)
		if to := names[f.Path]; to != "" {
			f.Path = to
		}
		if a.Has[f.Path] { // a copy of what an older build named
			a.leaveOut(map[string]bool{f.Path: true})
		}
		a.Files = append(a.Files, f)
		a.Has[f.Path] = true
	}
	if a.Named.Manifest, a.Own = c.Shared("/"+Manifest), a.Has[Manifest]; !a.Own {
		a.manifest(c)
	}
	slices.SortFunc(a.Files, func(x, y site.File) int { return strings.Compare(x.Path, y.Path) })
	return a, problems
}

// Add adds what templates asked for.
func (a *Assets) Add(files []site.File) {
	for _, f := range files {
		if !a.Has[f.Path] {
			a.Files, a.Has[f.Path] = append(a.Files, f), true
		}
	}
}

// Without gives the assets without some files, by their published paths.
func (a *Assets) Without(displaced map[string]bool) Assets {
	out := Assets{a.Named, slices.Clone(a.Files), a.Own, maps.Clone(a.Has)}
	out.leaveOut(displaced)
	return out
}

// leaveOut takes out files by their published paths.
func (a *Assets) leaveOut(displaced map[string]bool) {
	a.Files, a.Has = slices.Clone(a.Files), maps.Clone(a.Has) // other papers have them too
	a.Files = slices.DeleteFunc(a.Files, func(f site.File) bool { return displaced[f.Path] })
	maps.DeleteFunc(a.Has, func(path string, _ bool) bool { return displaced[path] })
}

// ThemeFiles are the style sheets and scripts that the theme's templates name.
var ThemeFiles = []string{"css/site.css", "css/lite.css", "js/site.js", "js/story.js", "js/search.js"}

// with makes a file a part of another one of the theme's, if the edition wants what is in it: the script of
// frames, the style of a switch of languages. Others do without it.
func with(files []site.File, name, of string, wanted bool) []site.File {
	named := func(name string) int {
		return slices.IndexFunc(files, func(f site.File) bool { return f.Path == name })
	}
	at := named(name)
	if at < 0 {
		return files
	}
	if to := named(of); to >= 0 && wanted {
		files[to].Data = slices.Concat(files[to].Data, []byte("\n"), files[at].Data)
	}
	return slices.Delete(files, at, at+1)
}

// withLook puts the look that the edition chose where the theme's sheet imports one,
// and takes out the sheets and the faces of the others.
func withLook(files []site.File, look string) []site.File {
	look = cmp.Or(look, site.Looks[0])
	var chosen []byte
	files = slices.DeleteFunc(files, func(f site.File) bool {
		for _, name := range site.Looks {
			if f.Path == "css/looks/"+name+".css" {
				if name == look {
					chosen = bytes.ReplaceAll(f.Data, []byte("../../fonts/"), []byte("../fonts/"))
				}
				return true
			}
			if strings.HasPrefix(f.Path, "fonts/"+name+"/") && name != look {
				return true
			}
		}
		return false
	})
	for i, f := range files {
		if f.Path == "css/site.css" {
			files[i].Data = bytes.Replace(f.Data, []byte("@import url(looks/newspaper.css);"), chosen, 1)
		}
	}
	return files
}

// name enters the files that the chrome speaks of.
func (a *Assets) name(f site.File, published string, c *site.Config) {
	url := c.Shared("/" + published)
	switch {
	case f.Path == "css/site.css":
		a.Named.CSS = site.Asset{URL: url, Integrity: integrity(f.Data)}
	case f.Path == "css/lite.css":
		a.Named.LiteCSS = template.CSS(f.Data) // the theme's own file
	case f.Path == "js/site.js":
		a.Named.JS = site.Asset{URL: url, Integrity: integrity(f.Data)}
	case f.Path == "js/story.js":
		a.Named.Story = site.Asset{URL: url, Integrity: integrity(f.Data)}
	case f.Path == "js/search.js":
		a.Named.Search = site.Asset{URL: url, Integrity: integrity(f.Data)}
	case f.Path == "favicon.svg":
		a.Named.Icon = c.Shared("/favicon.svg")
	case f.Path == "icons/apple-touch-icon.png" || f.Path == "icons/180.png" || f.Path == "icons/icon-180.png":
		a.Named.TouchIcon = c.Shared("/" + f.Path)
	case published != "" && preloaded(c, f.Path):
		a.Named.Fonts = append(a.Named.Fonts, url)
	}
}

// fingerprinted puts a hash of its bytes into a file's name.
func fingerprinted(name string, data []byte) string {
	sum := cache.Of(data)
	ext := path.Ext(name)
	return fmt.Sprintf("%s.%x%s", strings.TrimSuffix(name, ext), sum[:5], ext)
}

// integrity is the value of an integrity attribute (W3C Subresource Integrity).
func integrity(data []byte) string {
	sum := sha512.Sum384(data)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

// renameFonts puts the published names of fonts into a style sheet.
func renameFonts(sheet []byte, at string, names map[string]string) []byte {
	up := strings.Repeat("../", strings.Count(at, "/"))
	for from, to := range names {
		if strings.HasPrefix(from, "fonts/") {
			sheet = bytes.ReplaceAll(sheet, []byte(up+from), []byte(up+to))
		}
	}
	return sheet
}

// Manifest is the path of the web app manifest. Each edition of a paper has its own.
const Manifest = "site.webmanifest"

// manifest adds the web app manifest.
func (a *Assets) manifest(c *site.Config) {
	paths := make([]string, len(a.Files))
	for i, f := range a.Files {
		paths[i] = f.Path
	}
	data, err := feed.Manifest(c, paths)
	if err != nil {
		return
	}
	a.Files = append(a.Files, site.File{Path: Manifest, Data: data})
	a.Has[Manifest], a.Named.Manifest = true, c.URL("/"+Manifest)
}
