package assets

import (
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"

	"warraq/site"
	"warraq/site/press/carried"
	"warraq/site/uri"
)

// address is a file that a style sheet names: where it begins, in bytes, and its words without quotes.
type address struct {
	at     int
	target string
}

// addressesOf are those of url(), @import and image-set() (CSS Values 4, CSS Cascade 5, CSS Images 4).
func addressesOf(src string) (out []address) {
	lexer, at := css.NewLexer(parse.NewInputString(src)), 0
	imports := false   // within @import, up to its semicolon
	within := []bool{} // whether each open bracket is that of an image-set
	for {
		kind, token := lexer.Next()
		text := string(token)
		switch kind {
		case css.ErrorToken:
			return out
		case css.URLToken:
			text = text[strings.IndexByte(text, '(')+1:]
			out = append(out, trimmed(at+len(token)-len(text), strings.TrimSuffix(text, ")")))
		case css.AtKeywordToken:
			imports = strings.EqualFold(text, "@import")
		case css.SemicolonToken, css.LeftBraceToken:
			imports = false
		case css.FunctionToken, css.LeftParenthesisToken:
			within = append(within, strings.HasSuffix(strings.ToLower(text), "image-set("))
		case css.RightParenthesisToken:
			within = within[:max(0, len(within)-1)]
		case css.StringToken:
			if n := len(within); imports && n == 0 || n > 0 && within[n-1] {
				out = append(out, trimmed(at, text))
			}
		}
		at += len(token)
	}
}

// escaped is a sign that stands for itself, or for a code point (CSS Syntax 3, §4.3.7).
var escaped = regexp.MustCompile(`(?s)\\(?:([0-9A-Fa-f]{1,6})\s?|(.))`)

// trimmed takes spaces and quotes from around an address, and writes out what is escaped.
func trimmed(at int, text string) address {
	const around = " \t\r\n\f\"'"
	left := strings.TrimLeft(text, around)
	target := escaped.ReplaceAllStringFunc(strings.TrimRight(left, around), func(sign string) string {
		m := escaped.FindStringSubmatch(sign)
		if code, err := strconv.ParseUint(m[1], 16, 32); err == nil {
			return string(rune(code))
		}
		return m[2]
	})
	return address{at + len(text) - len(left), target}
}

// Lost tells of addresses in style sheets that lead to no file of static/: own are the newsroom's files, all those of the site.
func Lost(own, all fs.FS) (out []site.Problem) {
	files, _ := carried.Files(own) // who publishes them tells what cannot be read
	for _, f := range files {
		if path.Ext(f.Path) != ".css" {
			continue
		}
		src := string(f.Data)
		for _, a := range addressesOf(src) {
			name, _, _ := uri.SplitTarget(a.target)
			if name == "" || uri.IsRemote(a.target) || uri.SchemeOf(a.target) != "" {
				continue
			}
			file := path.Join(path.Dir(f.Path), uri.Decoded(name))
			if rooted, ok := strings.CutPrefix(name, "/"); ok {
				file = path.Clean(uri.Decoded(rooted))
			}
			if info, err := fs.Stat(all, file); err == nil && info.Mode().IsRegular() {
				continue
			}
			before := src[:a.at]
			out = append(out, site.Problem{
				Path: "static/" + f.Path, Line: 1 + strings.Count(before, "\n"), Col: 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]), Rule: "theme/lost-file", Level: site.LevelWarning,
				Message: site.Say("لا ملف باسم static/%s", "there is no static/%s", file),
				Hint:    site.Say("صحّح العنوان: يُقرأ من مجلد ملف css، أو من جذر static إن بدأ بـ /؛ أو ضع الملف هناك", "correct the address, which is read from the folder of the style sheet, or from static/ where it begins with a slash; or put the file there"),
			})
		}
	}
	return out
}
