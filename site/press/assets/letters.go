package assets

import (
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
)

// The sheets of letters, by their script (ISO 15924): css/letters/arab.css.
const (
	letters    = "letters/"
	arabSheet  = "arab"
	hebrSheet  = "hebr"
	noFace     = "none" // a script that no face of the theme has
	nastaliqIn = "ur ks pnb skr"
)

// lettersOf is the sheet that brings the letters of an edition's language: "" where those of its look have them.
// The faces of the looks have the letters of Arabic, Persian and Kurdish, and the bookish one of the magazine no Kurdish ones.
func lettersOf(c *site.Config) string {
	parts := strings.Split(strings.ToLower(strings.ReplaceAll(c.Language, "_", "-")), "-")
	script := arabSheet
	switch parts[0] {
	case "he", "iw", "yi", "ji":
		script = hebrSheet
	case "syr", "arc", "dv", "nqo":
		script = noFace
	}
	for _, part := range parts[1:] {
		if len(part) == 4 && part[0] > '9' { // RFC 5646
			script = part
		}
	}
	switch {
	case arabic.Dir(c.Language) != "rtl":
		return noFace
	case script == hebrSheet:
		return hebrSheet
	case script != arabSheet && script != "aran":
		return noFace
	case slices.Contains([]string{"", "ar", "arz", "ary", "apc", "acm", "ajp", "aeb", "afb", "fa", "prs"}, parts[0]):
		return ""
	case slices.Contains([]string{"ku", "ckb", "sdh"}, parts[0]) && c.Look != "magazine":
		return ""
	}
	return arabSheet
}

// withLetters makes the letters of the edition's language a part of the theme's sheet, and takes out those of others.
func withLetters(files []site.File, c *site.Config) []site.File {
	of := lettersOf(c)
	for _, name := range []string{arabSheet, hebrSheet} {
		files = with(files, "css/"+letters+name+".css", "css/site.css", name == of)
		files = slices.DeleteFunc(files, func(f site.File) bool { return name != of && strings.HasPrefix(f.Path, "fonts/"+letters+name+"/") })
	}
	return files
}

// preloaded says that pages of the edition have a face fetched first: not the Arabic one of its look where the
// language has another, and none where readers have their own.
func preloaded(c *site.Config, file string) bool {
	of := lettersOf(c)
	two, _, _ := strings.Cut(strings.ToLower(c.Language), "-")
	switch {
	case !strings.Contains(file, "preload"):
		return false
	case strings.HasPrefix(file, "fonts/"+letters):
		return !slices.Contains(strings.Fields(nastaliqIn), two)
	}
	return of == "" || !slices.ContainsFunc(site.Looks[:], func(look string) bool { return strings.HasPrefix(file, "fonts/"+look+"/") })
}
