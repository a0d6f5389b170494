package edition

import (
	"iter"
	"path"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/uri"
)

// FrontProblems names what the desk wrote of the front page that finds nothing to
// show: stories, and the sections, tags and series of its parts.
func FrontProblems(e *site.Edition) (out []site.Problem) {
	f := e.Config.Front
	tell := func(file string, refs ...site.Ref) {
		for _, r := range refs {
			if p, ok := frontRef(e, file, r); !ok {
				out = append(out, p)
			}
		}
	}
	tell(f.File, f.Lead)
	if e.Find("", f.Breaking.Story.Target) == nil { // the strip may lead to a page
		tell(f.File, f.Breaking.Story)
	}
	tell(f.File, f.Secondary...)
	for _, pin := range f.Pins {
		tell(f.File, pin.Story)
	}
	for _, b := range f.Blocks {
		tell(b.File, b.Stories...)
		if p, ok := frontTerm(e, b); !ok {
			out = append(out, p)
		}
	}
	return out
}

// frontRef says that a story of the front page is there, or what is wrong.
func frontRef(e *site.Edition, file string, r site.Ref) (site.Problem, bool) {
	s := e.Find("", r.Target)
	switch {
	case r.Target == "" || s != nil && !s.Static:
		return site.Problem{}, true
	case s != nil:
		return site.Problem{
			Path: file, Line: r.Line, Col: r.Col, Rule: "front/page", Level: site.LevelWarning,
			Message: site.Say("«%s» صفحة ثابتة لا قصة، فلا تظهر في الصفحة الأولى", "%q is a page and no story, so the front page does not show it", r.Target),
			Hint:    site.Say("اكتب ملف قصة لها تاريخ، أو ضع رابط الصفحة في menus", "name a story, which has a date, or link the page from menus"),
		}, false
	}
	p := DeadLink(file, r)
	if near := nearStory(e, r.Target); near != "" {
		p.Hint = didYouMean(near)
	}
	return p, false
}

func didYouMean(name string) site.Words {
	return site.Say("لعلك تقصد %s", "did you mean %s?", name)
}

// DeadLink is a reference of a file that leads nowhere.
func DeadLink(path string, r site.Ref) site.Problem {
	if uri.LooksLikeHost(r.Target) {
		return site.Problem{
			Path: path, Line: r.Line, Col: r.Col, Rule: "link/dead", Level: site.LevelWarning,
			Message: site.Say("عنوان موقع آخر بلا https://، فلا يقود إلى شيء: %s", "an address of another site without https://, so it leads nowhere: %s", r.Target),
			Hint:    site.Say("اكتبه هكذا: https://%s", "write it as https://%s", r.Target),
		}
	}
	return site.Problem{
		Path: path, Line: r.Line, Col: r.Col, Rule: "link/dead", Level: site.LevelWarning,
		Message: site.Say("لا قصة منشورة باسم «%s»", "no published story is called %q", r.Target),
		Hint:    site.Say("قد تكون مسودة أو تحت الحظر أو غُيّر اسم ملفها", "it may be a draft, under embargo, or its file was renamed"),
	}
}

// nearStory is the path of the story that a name is perhaps meant for: one that begins
// with content/, stands in another folder, is a headline, or is misspelt. It is "" where
// there is none, or where two files have the name.
func nearStory(e *site.Edition, target string) string {
	at, _, _ := uri.SplitTarget(target)
	at = strings.TrimPrefix(strings.TrimPrefix(at, "/"), "content/")
	if s := e.Find("", at); s != nil {
		return s.Article.Path
	}
	key := site.SourceKey(at)
	var same []string
	for _, s := range e.Stories {
		if s.Title == target || path.Base(site.SourceKey(s.Article.Path)) == path.Base(key) {
			same = append(same, s.Article.Path)
		}
	}
	if len(same) > 0 {
		if len(same) > 1 {
			return ""
		}
		return same[0]
	}
	return arabic.Nearest(key+".md", func(yield func(string) bool) {
		for _, s := range e.Stories {
			if !yield(s.Article.Path) {
				return
			}
		}
	}, site.SourceKey)
}

// frontTerm says that the section, tag or series of a part of the front page is there, or
// what is wrong.
func frontTerm(e *site.Edition, b site.FrontBlock) (site.Problem, bool) {
	terms, name, key, ar, en := e.Sections, b.Section, "section", "قسم", "section"
	switch {
	case name != "":
		if e.Term(site.KindSection, name) != nil {
			return site.Problem{}, true
		}
	case b.Tag != "":
		terms, name, key, ar, en = e.Tags, b.Tag, "tag", "وسم", "tag"
	case b.Series != "":
		terms, name, key, ar, en = e.Series, b.Series, "series", "سلسلة", "series"
	case b.Term != "":
		kind, of, _ := strings.Cut(b.Term, "/")
		taxonomy := e.Config.Taxonomies.Find(kind)
		if taxonomy == nil {
			hint := site.Say("اكتب اسمًا من taxonomies ثم اسم الواحد: places/غزة", "write a name of taxonomies, then that of the term: places/غزة")
			return site.Problem{Path: b.File, Line: b.Line, Col: b.Col, Rule: "front/no-term", Level: site.LevelWarning, Message: site.Say("لا تصنيف اسمه «%s» في taxonomies", "taxonomies has none called %q", kind), Hint: hint}, false
		}
		terms, name, key, ar, en = *e.ListOf(site.TermKind(kind)), of, "term", taxonomy.Label, kind
	default:
		return site.Problem{}, true
	}
	t := e.Names.Named(terms, name)
	if t != nil && key != "section" {
		return site.Problem{}, true
	}
	if t == nil {
		folded := func(t *site.Term) bool { return arabic.Fold(t.Name.Label) == arabic.Fold(name) }
		if i := slices.IndexFunc(terms, folded); i >= 0 {
			t = terms[i]
		} else if near := arabic.Nearest(name, labels(terms), arabic.Fold); near != "" {
			t = e.Names.Named(terms, near)
		}
	}
	p := site.Problem{
		Path: b.File, Line: b.Line, Col: b.Col, Rule: "front/no-" + key, Level: site.LevelWarning,
		Message: site.Say(ar+" بلا قصص منشورة أو لا وجود له: «%s»", "no published story is in a "+en+" called %q", name),
		Hint:    site.Say("اكتب الاسم كما هو في القصص", "write the name as stories have it"),
	}
	switch {
	case t != nil && key == "section":
		p.Hint = didYouMean(t.Name.Slug)
	case t != nil:
		p.Hint = didYouMean(t.Name.Label)
	case key == "section":
		p.Hint = site.Say("اكتب اسم مجلد القسم تحت content", "write the name of the section's folder under content")
	}
	return p, false
}

// labels are the names of terms: as readers see them, and as addresses have them.
func labels(terms []*site.Term) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, t := range terms {
			if !yield(t.Name.Label) || !yield(t.Name.Slug) {
				return
			}
		}
	}
}
