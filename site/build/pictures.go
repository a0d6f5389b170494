package build

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"warraq/site"
	"warraq/site/media"
)

// pictures answers what manuscripts ask of other files: where a picture will
// stand, and what it measures. It is filled while loading and only read after.
type pictures struct {
	content fs.FS
	static  fs.FS
	config  *site.Config
	known   map[string]picture // by place
	shelves map[string]bool    // the names at the root of static/
}

// picture is a file that a manuscript names.
type picture struct {
	from fs.FS  // nil: not a file of ours
	name string // in from
	out  string // in the output
	url  string
	size media.Size
	err  error
}

func newPictures(content, static fs.FS, c *site.Config) *pictures {
	p := &pictures{content: content, static: static, config: c, known: map[string]picture{}, shelves: map[string]bool{}}
	entries, _ := fs.ReadDir(static, ".")
	for _, e := range entries {
		p.shelves[e.Name()] = true
	}
	return p
}

// elsewhere says of a file that it is not ours to publish: of another site, or
// under a folder at the root that static/ has not at all, as where an archive's
// pictures are on another server.
func (p *pictures) elsewhere(at string) bool {
	return isRemote(at) || p.unknownShelf(at) != ""
}

// unknownShelf is the folder at the root that a file is named under, where
// static/ has none of that name.
func (p *pictures) unknownShelf(at string) string {
	rest, ok := strings.CutPrefix(at, "/")
	top, _, deeper := strings.Cut(rest, "/")
	if !ok || !deeper || top == "" || p.shelves[top] {
		return ""
	}
	return top
}

// of answers what is known of a file.
func (p *pictures) of(at string) picture {
	switch {
	case isRemote(at):
		return picture{url: at}
	case p.unknownShelf(at) != "":
		return picture{url: p.config.URL(at)}
	}
	return p.known[at]
}

// place is one name for a file, from whichever folder it is named.
func place(base, src string) string {
	if isRemote(src) {
		return src
	}
	if i := strings.IndexAny(src, "?#"); i >= 0 {
		src = src[:i]
	}
	if plain, err := url.PathUnescape(src); err == nil {
		src = plain
	}
	if isRemote(src) || strings.HasPrefix(src, "/") {
		return src
	}
	return path.Join(base, src)
}

func isRemote(src string) bool {
	return strings.HasPrefix(src, "//") || strings.Contains(src, "://")
}

// asked is one question of a manuscript.
type asked struct {
	place   string
	by      *file
	line    int
	col     int
	picture bool // else any file
}

// measure looks up every picture and file that the manuscripts name, each
// once, and reports those that are not there.
func (p *pictures) measure(ctx context.Context, workers int, files []*file) []site.Problem {
	var all []asked
	first := map[string]int{}
	var places []asked
	var problems []site.Problem
	told := map[string]bool{}
	for _, f := range files {
		for a := range f.asks {
			if p.elsewhere(a.place) {
				if top := p.unknownShelf(a.place); top != "" && !told[top] {
					told[top] = true
					problems = append(problems, shelfProblem(a, top))
				}
				continue
			}
			if _, ok := first[a.place]; !ok {
				first[a.place] = len(places)
				places = append(places, a)
			}
			all = append(all, a)
		}
	}
	found := make([]picture, len(places))
	_ = each(ctx, workers, len(places), func(i int) error {
		found[i] = p.look(places[i].place, places[i].picture)
		return nil
	})
	for i, a := range places {
		p.known[a.place] = found[i]
	}
	for _, a := range all {
		if pic := p.known[a.place]; pic.err != nil {
			problem := pictureProblem(a, pic)
			a.by.problems = append(a.by.problems, problem)
			problems = append(problems, problem)
		}
	}
	return problems
}

// asks goes through the files that a manuscript names.
func (f *file) asks(yield func(asked) bool) {
	ask := func(base, src string, line, col int, isPicture bool) bool {
		return src == "" || yield(asked{place(base, src), f, line, col, isPicture})
	}
	show := func(base string, i site.Image) bool { return ask(base, i.Src, i.Line, i.Col, true) }
	refs := func(base string, refs []site.Ref) bool {
		for _, r := range refs {
			if r.Kind != site.RefLink && !ask(base, r.Target, r.Line, r.Col, r.Kind == site.RefPicture) {
				return false
			}
		}
		return true
	}
	switch {
	case f.article != nil:
		a := f.article
		for _, g := range a.Gallery {
			if !show(a.Base, g) {
				return
			}
		}
		_ = show(a.Base, a.Image) && ask(a.Base, a.Media.Src, a.Media.Line, a.Media.Col, false) &&
			ask(a.Base, a.Media.Poster, a.Media.Line, a.Media.Col, true) && refs(a.Base, a.Refs)
	case f.section != nil:
		refs(f.section.Dir, f.section.Refs)
	case f.author != nil:
		_ = show("authors", f.author.Picture) && refs("authors", f.author.Refs)
	}
}

var errMissing = errors.New("missing")

// look finds a file: under content/ for a relative name, under static/ for
// one from the root. A root name that static/ has not may be served from
// elsewhere: it stays, with a warning.
func (p *pictures) look(at string, isPicture bool) picture {
	pic := picture{from: p.content, name: at, out: "media/" + at}
	if rest, ok := strings.CutPrefix(at, "/"); ok {
		pic = picture{from: p.static, name: rest, out: rest}
	}
	pic.url = p.config.URL("/" + pic.out)
	if !fs.ValidPath(pic.name) {
		return picture{err: errMissing}
	}
	f, err := pic.from.Open(pic.name)
	if err != nil {
		pic.from, pic.err = nil, errMissing
		return pic
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		pic.from, pic.err = nil, errNotFile
		return pic
	}
	if isPicture {
		pic.size, pic.err = media.Measure(pic.name, f)
	}
	return pic
}

func pictureProblem(a asked, pic picture) site.Problem {
	p := site.Problem{Path: "content/" + a.by.path, Line: a.line, Col: a.col, Rule: "picture/missing", Level: site.LevelError}
	switch {
	case errors.Is(pic.err, errMissing) && strings.HasPrefix(a.place, "/"):
		p.Level = site.LevelWarning
		p.Message = site.Say("لا ملف باسم static%s", "there is no static%s", a.place)
		p.Hint = site.Say("إن كان يُنشر من مكان آخر فلا بأس", "if it is served from elsewhere, all is well")
	case errors.Is(pic.err, errMissing):
		p.Message = site.Say("لا ملف باسم content/%s", "there is no content/%s", a.place)
		p.Hint = site.Say("ضع الملف بجانب القصة، أو صحّح اسمه", "put the file beside the story, or mend its name")
		if a.by.article != nil && a.by.article.Draft { // it waits for its pictures, as an imported one does
			p.Level = site.LevelWarning
		}
	default:
		p.Rule = "picture/unreadable"
		p.Message = site.Say("لا تُعرض هذه الصورة: %v", "this picture cannot be shown: %v", pic.err)
		p.Hint = site.Say("احفظها من جديد بصيغة JPEG أو PNG أو WebP", "save it again as JPEG, PNG or WebP")
	}
	return p
}

// shelfProblem is said once of all files under a folder that static/ lacks.
func shelfProblem(a asked, top string) site.Problem {
	return site.Problem{
		Path: "content/" + a.by.path, Line: a.line, Col: a.col, Rule: "picture/elsewhere", Level: site.LevelWarning,
		Message: site.Say("لا مجلد static/%s؛ ما يُذكر تحته يبقى كما كُتب", "there is no folder static/%s; what is named under it stays as written", top),
		Hint:    site.Say("إن كان يُنشر من مكان آخر فلا بأس", "if it is served from elsewhere, all is well"),
	}
}

// show answers a picture that a manuscript names.
func (p *pictures) show(base string, i site.Image) site.Picture {
	pic := p.of(place(base, i.Src))
	return site.Picture{
		URL: pic.url, Width: pic.size.Width, Height: pic.size.Height,
		Alt: i.Alt, Caption: i.Caption, Credit: i.Credit,
	}
}
