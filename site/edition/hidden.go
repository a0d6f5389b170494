package edition

import (
	"path"

	"warraq/site"
)

// hide enters the sections that are drafts, and tells of them: all that lies below
// one must not be public.
func (g *grouping) hide(files []*site.Section) {
	for _, s := range files {
		if !s.Draft {
			continue
		}
		if g.hidden[s.Dir] = true; !g.from.Clock.Drafts && site.HiddenFolder(s.Path) == "" { // such a folder is told of already
			g.problems = append(g.problems, site.Problem{
				Path: "content/" + s.Path, Line: 1, Col: 1, Rule: "edition/hidden-section", Level: site.LevelNote,
				Message: site.Say("القسم %s محجوب، فلا يُنشر هو ولا ما تحته", "the section %s is not public, so neither it nor what lies below it is published", s.Dir),
				Hint:    site.Say("احذف ما يحجبه من ملفه لتنشره", "remove what hides it from its file to publish it"),
			})
		}
	}
}

// hides says that a folder lies in a section that is a draft.
func (g *grouping) hides(dir string) bool {
	for ; len(g.hidden) > 0 && dir != "." && dir != "/" && dir != ""; dir = path.Dir(dir) {
		if g.hidden[dir] {
			return true
		}
	}
	return false
}

// isDraft says that a story is a draft, or lies in a section that is, by its folder
// or by its front matter.
func (g *grouping) isDraft(a *site.Article) bool {
	return a.Draft || site.HiddenFolder(a.Section+"/") != "" || g.hides(path.Dir(a.Path)) || g.hides(a.Dir) || g.hides(a.Section)
}
