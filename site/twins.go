package site

import (
	"slices"
	"strings"
)

// refuseTwins leaves out every story that another one shares an address with:
// neither may silently win. Case is folded, because hosts fold it.
func (g *grouping) refuseTwins() {
	first := make(map[string]*Story, len(g.Stories)+len(g.Pages))
	twins := map[string][]*Story{}
	for _, list := range [][]*Story{g.Stories, g.Pages, g.Withdrawn} {
		for _, s := range list {
			key := strings.ToLower(s.Address)
			if first[key] == nil {
				first[key] = s
				continue
			}
			if twins[key] == nil {
				twins[key] = []*Story{first[key]}
			}
			twins[key] = append(twins[key], s)
		}
	}
	for _, same := range twins {
		for _, s := range same {
			g.problems = append(g.problems, twinProblem(s, same))
		}
	}
	if len(twins) > 0 {
		isTwin := func(s *Story) bool { return twins[strings.ToLower(s.Address)] != nil }
		g.Stories = slices.DeleteFunc(g.Stories, isTwin)
		g.Pages = slices.DeleteFunc(g.Pages, isTwin)
		g.Withdrawn = slices.DeleteFunc(g.Withdrawn, isTwin)
	}
}

func twinProblem(s *Story, twins []*Story) Problem {
	others := make([]string, 0, len(twins)-1)
	for _, t := range twins {
		if t != s {
			others = append(others, "content/"+t.Article.Path)
		}
	}
	slices.Sort(others)
	return Problem{
		Path: "content/" + s.Article.Path, Rule: "edition/same-address", Level: LevelError,
		Message: Say("عنوان هذه القصة %s هو نفسه عنوان %s", "this story's address %s is also that of %s", s.Address, strings.Join(others, "، ")),
		Hint:    Say("اكتب في إحداهما slug مختلفًا", "give one of them another slug"),
	}
}
