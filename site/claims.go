package site

import (
	"iter"
	"path"
	"slices"
	"strings"
)

// Claims say who may have which address. Every address has one owner: a list
// or a file of static/ comes before a story, a story before an alias. Who asks
// for an address that is taken is refused it.
type Claims struct {
	refused map[claim]bool
}

// claim is what a story asks for: its own address, or an old one.
type claim struct {
	address string
	story   *Story
}

// Granted says that a story may have an address that it asks for.
func (c *Claims) Granted(address string, s *Story) bool {
	return len(c.refused) == 0 || !c.refused[claim{address, s}]
}

// Claim gives out the addresses of an edition. static are the paths of the
// files of static/. The problems name who was refused.
func (e *Edition) Claim(static []string) (*Claims, []Problem) {
	c := &Claims{refused: map[claim]bool{}}
	taken, problems := e.reserve(static)
	take := func(address string, s *Story, level Level) {
		key := strings.ToLower(address) // hosts fold case
		owner, ok := taken[key]
		if !ok {
			taken[key] = s.Title
			return
		}
		c.refused[claim{address, s}] = true
		problems = append(problems, refusal(address, owner, s, level))
	}
	for _, list := range [][]*Story{e.Stories, e.Withdrawn, e.Pages} {
		for _, s := range list {
			take(s.Address, s, LevelError)
		}
	}
	for alias, s := range e.Aliases() {
		take(alias, s, LevelWarning) // the story stands; only a redirect is missing
	}
	return c, problems
}

// reserve takes the addresses of lists, of the site's own files and of static/.
func (e *Edition) reserve(static []string) (taken map[string]string, problems []Problem) {
	taken = map[string]string{}
	for _, address := range slices.Concat(ReservedRoots, ReservedFiles) {
		taken[address] = address
	}
	for t := range e.terms() {
		if slices.Contains(ReservedRoots, t.Address) {
			problems = append(problems, Problem{
				Path: "content" + strings.TrimSuffix(t.Address, "/"), Rule: "edition/reserved", Level: LevelError,
				Message: Say("الاسم %s محجوز", "the name %s is reserved", t.Address), Hint: Say("غيّر اسم المجلد", "rename the folder"),
			})
		}
		taken[strings.ToLower(t.Address)] = t.Name.Label
	}
	for _, name := range static {
		taken["/"+strings.ToLower(strings.TrimSuffix(name, "index.html"))] = "static/" + name
	}
	return taken, problems
}

func refusal(address, owner string, s *Story, level Level) Problem {
	hint := Say("غيّر slug أو alias", "change the slug or the alias")
	if path.Base(s.Article.Path) == "index.md" {
		hint = Say("إن كان الملف مقدمة القسم فسمّه _index.md", "if the file introduces its section, name it _index.md")
	}
	return Problem{
		Path: "content/" + s.Article.Path, Rule: "edition/same-address", Level: level,
		Message: Say("العنوان %s محجوز لصفحة أخرى: %s", "the address %s belongs to another page: %s", address, owner), Hint: hint,
	}
}

// terms goes through every term whose kind has pages.
func (e *Edition) terms() iter.Seq[*Term] {
	groups := [][]*Term{e.Sections, e.Tags, e.Authors, e.Series}
	if e.Config.Pages.Agencies {
		groups = append(groups, e.Agencies)
	}
	return func(yield func(*Term) bool) {
		for _, terms := range groups {
			for _, t := range terms {
				if !yield(t) {
					return
				}
			}
		}
	}
}

// Listed goes through every term that has pages: one whose name is reserved
// has none.
func (e *Edition) Listed() iter.Seq[*Term] {
	return func(yield func(*Term) bool) {
		for t := range e.terms() {
			if !slices.Contains(ReservedRoots, t.Address) && !yield(t) {
				return
			}
		}
	}
}

// Aliases gives every alias with its story. An alias without an extension, or
// with the name of a folder's own page, is a folder. One where the story itself
// stands is left out.
func (e *Edition) Aliases() iter.Seq2[string, *Story] {
	return func(yield func(string, *Story) bool) {
		for _, list := range [][]*Story{e.Stories, e.Pages} {
			for _, s := range list {
				for i, given := range s.Aliases {
					a := aliasAddress(given)
					again := slices.ContainsFunc(s.Aliases[:i], func(b string) bool { return aliasAddress(b) == a })
					if !again && a != Decoded(s.Address) && !yield(a, s) {
						return
					}
				}
			}
		}
	}
}

func aliasAddress(alias string) string {
	a := Decoded(alias)
	if path.Base(a) == "index.html" {
		a = strings.TrimSuffix(a, "index.html")
	}
	if path.Ext(a) == "" {
		a = strings.TrimSuffix(a, "/") + "/"
	}
	return a
}

func (e *Edition) aliasMap() map[string]*Story {
	out := map[string]*Story{}
	for alias, s := range e.Aliases() {
		if out[alias] == nil {
			out[alias] = s
		}
	}
	return out
}

// DeadLinks names the references of stories that lead nowhere: links inside
// the site, stories related by hand, and those of the front page.
func (r *Resolver) DeadLinks() (out []Problem) {
	e := r.Edition
	for _, list := range [][]*Story{e.Stories, e.Pages} {
		for _, s := range list {
			for _, ref := range s.Refs {
				if ref.Kind == RefLink && !r.Link(s.Base, ref.Target).Found {
					out = append(out, deadLink("content/"+s.Article.Path, ref))
				}
			}
			for _, ref := range s.Related {
				if e.Find(s.Base, ref.Target) == nil {
					out = append(out, deadLink("content/"+s.Article.Path, ref))
				}
			}
		}
	}
	for _, ref := range e.Config.Front.refs() {
		if ref.Target != "" && e.Find("", ref.Target) == nil {
			out = append(out, deadLink("content/"+FrontFile, ref))
		}
	}
	return out
}

func (f *Front) refs() []Ref {
	refs := append([]Ref{f.Lead, f.Breaking.Story}, f.Secondary...)
	for _, pin := range f.Pins {
		refs = append(refs, pin.Story)
	}
	for _, b := range f.Blocks {
		refs = append(refs, b.Stories...)
	}
	return refs
}

func deadLink(path string, r Ref) Problem {
	return Problem{
		Path: path, Line: r.Line, Col: r.Col, Rule: "link/dead", Level: LevelWarning,
		Message: Say("لا قصة منشورة باسم «%s»", "no published story is called %q", r.Target),
		Hint:    Say("قد تكون مسودة أو تحت الحظر أو غُيّر اسم ملفها", "it may be a draft, under embargo, or its file was renamed"),
	}
}
