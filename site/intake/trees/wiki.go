package trees

import (
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"warraq/site"
	"warraq/site/intake"
	"warraq/site/intake/codes"
	"warraq/site/intake/markup"
)

// isVault says that texts link to each other by their names, [[name]], as those of
// Obsidian do: in a folder of texts alone, in its own, in Quartz's, and where a plugin
// of Jekyll's reads such links.
func isVault(t *tree) bool {
	for _, name := range []string{".obsidian", "content/.obsidian", "quartz.config.ts", ".foam", ".logseq"} {
		if _, err := fs.Stat(t.root, name); err == nil {
			return true
		}
	}
	plugins := strings.Join(append(texts(t.config, "plugins"), texts(t.config, "gems")...), " ")
	return t.kind == "content" || strings.Contains(plugins, "wiki")
}

// vault reads such links.
type vault struct {
	*tree
	files map[string]string // pictures and documents by their names
}

// wikiLink are a name, a heading in it, and the words that are shown; ! shows what is
// named in its place.
var wikiLink = regexp.MustCompile(`(!?)\[\[([^\[\]|#\n]*)(#[^\[\]|\n]*)?(?:\\?\|([^\[\]\n]*))?\]\]`)

func (t *vault) links(piece *intake.Piece, from, text string) string {
	return codes.OutsideSpans(text, func(s string) string {
		return wikiLink.ReplaceAllStringFunc(s, func(link string) string { return t.link(piece, from, link) })
	})
}

// link writes such a link as one of Markdown's. A name that no file has leaves its
// words, and is told.
func (t *vault) link(piece *intake.Piece, from, link string) string {
	m := wikiLink.FindStringSubmatch(link)
	name, place, words := strings.TrimSpace(m[2]), m[3], strings.TrimSpace(m[4])
	if m[1] != "" && intake.IsFile.MatchString(name) {
		if file := t.file(name); file != "" {
			if strings.Trim(words, "0123456789x") == "" { // a width
				words = ""
			}
			return markup.PictureMarkdown(relative(path.Dir(piece.Path), strings.TrimPrefix(file, "content/")), words, "")
		}
	}
	shown := cmp.Or(words, strings.TrimSuffix(path.Base(name), ".md"))
	if name == "" {
		shown = cmp.Or(words, strings.TrimLeft(place, "#^"))
		return "[" + markup.Escape(shown, false) + "](" + place + ")"
	}
	if to := t.note(from, name); to != "" {
		return "[" + markup.Escape(shown, false) + "](<" + to + strings.ReplaceAll(place, " ", "-") + ">)"
	}
	piece.Tell(intake.ToDo, 0, link, site.Words{Ar: "رابط إلى ملف لا وجود له؛ بقيت كلماته", En: "a link to a file that does not exist; its words stay"})
	return markup.Escape(shown, false)
}

// note is where a text of a name stands from now on; "" if there is none.
func (t *vault) note(from, name string) string {
	if t.kind == "jekyll" || t.kind == "hexo" {
		return cmp.Or(t.addresses[name], t.addresses[name+".md"])
	}
	if to := (&hugoTree{tree: t.tree}).refOf(from, name); to != name {
		return to
	}
	return ""
}

// file is the file of a name, wherever it lies, by its new place; "" if there is
// none.
func (t *vault) file(name string) string {
	if t.files == nil {
		t.files = map[string]string{}
		_ = t.each(".", nil, func(file string) error {
			if intake.IsFile.MatchString(file) {
				t.files[path.Base(file)] = file
				t.files[file] = file
			}
			return nil
		})
	}
	return cmp.Or(t.files[path.Join("content", name)], t.files[name], t.files[path.Base(name)])
}

// relative is the way from a folder to a file.
func relative(dir, file string) string {
	up := ""
	for dir != "." && dir != "" && !strings.HasPrefix(file, dir+"/") {
		up, dir = up+"../", path.Dir(dir)
	}
	if dir == "." || dir == "" {
		return up + file
	}
	return up + strings.TrimPrefix(file, dir+"/")
}
