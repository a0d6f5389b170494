package press

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

// assets are the files of static/, ready to be published. The theme's style
// sheets, scripts and fonts carry a fingerprint in their names, so that a host may
// let browsers keep them for ever. Everything else keeps its name: templates and
// other sites link to it.
type assets struct {
	named site.Assets
	files []site.File
	has   map[string]bool // their published paths
}

// readAssets reads the newsroom's static/ over the built-in one.
func readAssets(static fs.FS, c *site.Config) (assets, []site.Problem) {
	a := assets{}
	names := map[string]string{} // as in static/ to as published
	files, problems := carried.Files(static)
	a.has = make(map[string]bool, len(files))
	files = withLook(withEmbeds(files, c), c.Look)
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
		if slices.Contains(themeFiles, f.Path) {
			names[f.Path] = fingerprinted(f.Path, f.Data)
		}
		a.name(f, names[f.Path], c)
		if to := names[f.Path]; to != "" {
			f.Path = to
		}
		if a.has[f.Path] { // a copy of what an older build named
			a.leaveOut(map[string]bool{f.Path: true})
		}
		a.files = append(a.files, f)
		a.has[f.Path] = true
	}
	if a.named.Manifest = c.URL("/" + manifestName); !a.has[manifestName] {
		a.manifest(c)
	}
	slices.SortFunc(a.files, func(x, y site.File) int { return strings.Compare(x.Path, y.Path) })
	return a, problems
}

// add adds what templates asked for.
func (a *assets) add(files []site.File) {
	for _, f := range files {
		if !a.has[f.Path] {
			a.files, a.has[f.Path] = append(a.files, f), true
		}
	}
}

// without gives the assets without some files, by their published paths.
func (a *assets) without(displaced map[string]bool) assets {
	out := assets{a.named, slices.Clone(a.files), maps.Clone(a.has)}
	out.leaveOut(displaced)
	return out
}

// leaveOut takes out files by their published paths.
func (a *assets) leaveOut(displaced map[string]bool) {
	a.files, a.has = slices.Clone(a.files), maps.Clone(a.has) // other papers have them too
	a.files = slices.DeleteFunc(a.files, func(f site.File) bool { return displaced[f.Path] })
	maps.DeleteFunc(a.has, func(path string, _ bool) bool { return displaced[path] })
}

// themeFiles are the style sheets and scripts that the theme's templates name.
var themeFiles = []string{"css/site.css", "css/lite.css", "js/site.js", "js/story.js", "js/search.js"}

// withEmbeds makes the script of frames a part of the theme's, if the edition lets any
// in. Others do without it.
func withEmbeds(files []site.File, c *site.Config) []site.File {
	named := func(name string) int {
		return slices.IndexFunc(files, func(f site.File) bool { return f.Path == name })
	}
	at := named("js/embeds.js")
	if at < 0 {
		return files
	}
	if to := named("js/site.js"); to >= 0 && len(c.Embeds) > 0 {
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
func (a *assets) name(f site.File, published string, c *site.Config) {
	url := c.URL("/" + published)
	switch {
	case f.Path == "css/site.css":
		a.named.CSS = site.Asset{URL: url, Integrity: integrity(f.Data)}
	case f.Path == "css/lite.css":
		a.named.LiteCSS = template.CSS(f.Data) // the theme's own file
	case f.Path == "js/site.js":
		a.named.JS = site.Asset{URL: url, Integrity: integrity(f.Data)}
	case f.Path == "js/story.js":
		a.named.Story = site.Asset{URL: url, Integrity: integrity(f.Data)}
	case f.Path == "js/search.js":
		a.named.Search = site.Asset{URL: url, Integrity: integrity(f.Data)}
	case f.Path == "favicon.svg":
		a.named.Icon = c.URL("/favicon.svg")
	case f.Path == "icons/apple-touch-icon.png" || f.Path == "icons/180.png" || f.Path == "icons/icon-180.png":
		a.named.TouchIcon = c.URL("/" + f.Path)
	case published != "" && strings.Contains(f.Path, "preload"):
		a.named.Fonts = append(a.named.Fonts, url)
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

const manifestName = "site.webmanifest"

// manifest adds the web app manifest.
func (a *assets) manifest(c *site.Config) {
	paths := make([]string, len(a.files))
	for i, f := range a.files {
		paths[i] = f.Path
	}
	data, err := feed.Manifest(c, paths)
	if err != nil {
		return
	}
	a.files = append(a.files, site.File{Path: manifestName, Data: data})
	a.has[manifestName] = true
}
