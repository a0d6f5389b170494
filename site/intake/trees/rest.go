package trees

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"warraq/site/folders"
	"warraq/site/intake"
)

// isText recognizes documents that are read, otherText those in formats that are not.
var (
	isText    = regexp.MustCompile(`(?i)\.(?:md|mdx|markdown|mdown|mkd|mkdn|html?)$`)
	otherText = regexp.MustCompile(`(?i)\.(?:org|adoc|asciidoc|rst|textile|pandoc|pdc|rmd|ipynb|pug|haml|njk|liquid|hbs|tex|docx?|opml)$`)
)

// download recognizes the files that pages show or offer, beside pictures and films.
var download = regexp.MustCompile(`(?i)\.(?:csv|tsv|json|geojson|topojson|kml|kmz|gpx|txt|xml|epub|mobi|odt|ods|odp|rtf|srt|vtt|ics|vcf|7z|rar|gz|tgz|bz2|xz|flac|opus|aac|mid|midi|heic|heif|jxl|apng|ai|eps|psd|svgz|webmanifest|dta|sav|xlsm|pptm)$`)

// tools are the folders of programs and of what they made: nothing of them is read.
var tools = []string{"node_modules", "vendor", "bower_components", "public", "_site", "resources", ".git", ".github", ".gitlab", ".circleci", ".idea", ".vscode", ".jekyll-cache", ".sass-cache", ".bundle", ".hugo_build.lock", ".deploy_git", "__pycache__"}

// themes are the folders of templates, styles and scripts.
var themes = []string{
	"layouts", "themes", "archetypes", "i18n", "_layouts", "_includes", "_sass", "_plugins", "_scss", "templates", "scaffolds", "sass", "scss", "css", "js", "fonts", "webfonts",
	"scripts", "bin", "plugins", "_locales", "_less", "less", "_javascript", "_js", "_css", "lib", "syntaxes", "components",
}

// isTool says that a folder is left as a whole. Those whose names are plain words
// are so only at the top of a site.
func (t *tree) isTool(name string) bool {
	base := path.Base(name)
	switch {
	case name == ".":
		return false
	case base == ".git" || base == "node_modules":
		return true
	case t.content != "." && (name == t.content || strings.HasPrefix(name, t.content+"/")):
		return false
	case base == "public" || base == "resources" || base == "vendor":
		return name == base && t.kind != "content"
	}
	return slices.Contains(tools, base)
}

// each visits the files below a folder, but those of tools, of hidden folders, and of
// folders that are left.
func (t *tree) each(from string, left func(string) bool, visit func(string) error) error {
	return fs.WalkDir(t.root, from, func(name string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == from:
			return fs.SkipAll // there is none
		case err != nil:
			return t.unreadable(name, err)
		case e.IsDir() && name != from && (t.isTool(name) || isHidden(e.Name()) || left != nil && left(name)):
			return fs.SkipDir
		case !e.Type().IsRegular():
			return nil
		}
		return visit(name)
	})
}

// isHidden recognizes the names of hidden folders; one is public on the web (RFC 8615).
func isHidden(name string) bool { return strings.HasPrefix(name, ".") && name != ".well-known" }

// beside gives what lies beside stories, and what of a folder a page shows.
func (t *tree) beside(piece intake.Piece, from, to string) error {
	err := t.each(from, nil, func(name string) error {
		isOffered := intake.IsFile.MatchString(name) || download.MatchString(name)
		if !t.done[name] && reasonOf(name, from) == "" && (from != "." || isOffered) && !slices.Contains(t.excluded, name) {
			t.fileOf(&piece, name, path.Join(to, below(name, from)))
		}
		return nil
	})
	if err != nil || len(piece.Media) == 0 {
		return err
	}
	piece.Kind = intake.Files
	return t.Give(piece)
}

// below is a file's name in a folder.
func below(name, from string) string {
	if from == "." {
		return name
	}
	return strings.TrimPrefix(strings.TrimPrefix(name, from), "/")
}

// fileOf adds a file to those of a piece.
func (t *tree) fileOf(piece *intake.Piece, from, to string) {
	t.done[from] = true
	t.Tally.Found["file"]++
	piece.Media = append(piece.Media, intake.Asset{From: from, To: to})
}

// reasonOf says why a file that is no document is left, judged by its place below a
// folder; "" if it is not.
func reasonOf(name, from string) string {
	parts := strings.Split(below(name, from), "/")
	base := parts[len(parts)-1]
	ext := strings.ToLower(path.Ext(base))
	for _, part := range parts[:len(parts)-1] {
		switch {
		case slices.Contains(themes, part) && (from != "static" || slices.Contains([]string{"css", "js", "scss", "sass", "less", "fonts", "webfonts", "lib"}, part)):
			return "template, style or script"
		case part == "data" && from == "." || part == "_data":
			return "data of templates"
		case isHidden(part):
			return "hidden file"
		case strings.HasPrefix(part, "_") && (from == "." || from == "source"):
			return "folder that was not public"
		}
	}
	switch {
	case folders.IsPrivate(base):
		return "mail, database, key or password"
	case folders.IsLitter(base) || folders.IsHidden(base) || strings.HasPrefix(base, ".") && from != "static":
		return "hidden file"
	case slices.Contains([]string{".scss", ".sass", ".less", ".css", ".js", ".mjs", ".ts", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot"}, ext) && (from != "static" || len(parts) == 1):
		return "template, style or script"
	case from == "." && len(parts) == 1 && !isText.MatchString(name) && !intake.IsFile.MatchString(name):
		return "settings of the other system"
	}
	return ""
}

// rest counts every file that was not read or taken, with the reason.
func (t *tree) rest() error {
	return fs.WalkDir(t.root, ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return t.unreadable(name, err)
		case e.IsDir() && t.isTool(name):
			t.Tally.Skip("folder", "folder of tools or of built pages", name+"/")
			return fs.SkipDir
		case e.IsDir() || t.done[name]:
			return nil
		case !e.Type().IsRegular():
			t.Tally.Skip("other file", "link or device", name)
			return nil
		}
		reason := cmp.Or(reasonOf(name, "."), "no document")
		if otherText.MatchString(name) && (reason == "no document" || reason == "folder that was not public") {
			reason = "format that is not read"
		}
		t.Tally.Skip("other file", reason, name)
		return nil
	})
}

// unreadable counts a file or folder that the system does not give.
func (t *tree) unreadable(name string, err error) error {
	if !t.done[name] {
		t.done[name] = true
		t.Tally.Pass("other file", name, err)
	}
	return nil
}

// refused counts a file that cannot be read.
func (t *tree) refused(kind string, err error) error {
	refusal, ok := errors.AsType[*intake.SourceError](err)
	if ok {
		t.Tally.Pass(kind, refusal.File, refusal)
		return nil
	}
	return err
}
