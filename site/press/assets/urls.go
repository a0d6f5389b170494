package assets

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/press/carried"
	"warraq/site/uri"
)

// address is a url() of a style sheet, or a comment, which has none.
var address = regexp.MustCompile(`(?is)/\*.*?\*/|url\(\s*["']?([^"')]*)["']?\s*\)`)

// Lost tells of addresses in style sheets that lead to no file of static/: own are the newsroom's files, all those of the site.
func Lost(own, all fs.FS) (out []site.Problem) {
	files, _ := carried.Files(own) // who publishes them tells what cannot be read
	for _, f := range files {
		if path.Ext(f.Path) != ".css" {
			continue
		}
		src := string(f.Data)
		for _, m := range address.FindAllStringSubmatchIndex(src, -1) {
			if m[2] < 0 {
				continue
			}
			target := src[m[2]:m[3]]
			at, _, _ := uri.SplitTarget(target)
			if at == "" || uri.IsRemote(target) || uri.SchemeOf(target) != "" {
				continue
			}
			file := path.Join(path.Dir(f.Path), uri.Decoded(at))
			if rooted, ok := strings.CutPrefix(at, "/"); ok {
				file = path.Clean(uri.Decoded(rooted))
			}
			if info, err := fs.Stat(all, file); err == nil && info.Mode().IsRegular() {
				continue
			}
			before := src[:m[2]]
			out = append(out, site.Problem{
				Path: "static/" + f.Path, Line: 1 + strings.Count(before, "\n"), Col: 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]), Rule: "theme/lost-file", Level: site.LevelWarning,
				Message: site.Say("لا ملف باسم static/%s", "there is no static/%s", file),
				Hint:    site.Say("صحّح العنوان: يُقرأ من مجلد ملف css، أو من جذر static إن بدأ بـ /؛ أو ضع الملف هناك", "correct the address, which is read from the folder of the style sheet, or from static/ where it begins with a slash; or put the file there"),
			})
		}
	}
	return out
}
