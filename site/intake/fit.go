package intake

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/arabic/bidi"
	"warraq/site/intake/codes"
	"warraq/site/manuscript"
)

// Give makes a piece fit the new site, counts it and hands it on.
func (p *Import) Give(piece Piece) error {
	if piece.Kind == Files {
		p.Tally.Taken[Files] += len(piece.Media)
		return p.take(piece)
	}
	p.fit(&piece)
	tellCodes(p.Tally, &piece)
	p.Tally.Taken[piece.Kind]++
	if piece.IsDraft() {
		p.Tally.Drafts++
	}
	return p.take(piece)
}

// tellCodes tells the signs of templates that stand in a text, each by its line.
func tellCodes(tally *Tally, piece *Piece) {
	if !strings.ContainsAny(piece.Body, "{[") {
		return
	}
	whole := string(piece.Bytes())
	_, body, _ := strings.Cut(whole, "\n---\n")
	above := strings.Count(whole[:len(whole)-len(body)], "\n")
	for _, sign := range codes.Left(body) {
		if tally.Codes == nil {
			tally.Codes = map[string]int{}
		}
		tally.Codes[sign.Name]++
		words := site.Words{Ar: "رمز لا نعرف معناه؛ بقي في النص، و--map يقول ما هو", En: "a code whose meaning is not known; it stays in the text, and --map says what it is"}
		if sign.IsLogic() {
			words = site.Words{Ar: "شرط أو حلقة أو متغير من قالب؛ لا يُنفّذ هنا، وبقي ما فيه", En: "a condition, loop or variable of a template; it is not run here, and what it encloses stays"}
		}
		piece.Notes = append(piece.Notes, Note{Kind: Guessed, At: above + sign.Line, Text: sign.Text, Words: words})
	}
}

// fit makes a piece one that the build takes: it has no value that is an error
// here, and no address that another piece has.
func (p *Import) fit(piece *Piece) {
	o := p.Options.Options
	o.Bare = true
	for range len(piece.Matter) + 3 {
		r := manuscript.Read(piece.Path, piece.Bytes(), o)
		fault := slices.IndexFunc(r.Problems, func(q site.Problem) bool { return q.Level == site.LevelError })
		switch {
		case fault >= 0:
			amend(piece, r.Problems[fault])
			continue
		case r.Article != nil && piece.Matter.Has("section") && !isSection(r.Article.Section, p.titles):
			if small := strings.ToLower(r.Article.Section); isSection(small, p.titles) {
				piece.Matter.Set("section", small)
			} else {
				setAside(piece, "section")
			}
			continue
		case r.Article != nil:
			p.ownAddress(piece, r.Article)
		}
		return
	}
}

// isSection says that a story may name a section: a folder of no known one may not differ
// from one in the case of its letters alone.
func isSection(dir string, titles map[string]string) bool {
	_, known := titles[dir]
	return dir == "" || manuscript.IsSectionDir(dir) && (known || dir == strings.ToLower(dir))
}

// amend mends what a problem is about: invisible characters go, a conflict's marks are
// words, and a key moves among the site's own. A text with another fault makes a draft.
func amend(piece *Piece, problem site.Problem) {
	switch whole := string(piece.Bytes()); {
	case strings.HasPrefix(problem.Rule, "text/") || problem.Rule == "file/nul" || problem.Rule == "file/encoding":
		piece.Body = visible(piece.Body)
		for i := range piece.Matter {
			piece.Matter[i].Value = visibleValue(piece.Matter[i].Value)
		}
		if string(piece.Bytes()) != whole {
			piece.Tell(Dropped, 0, "", site.Words{Ar: problem.Message.Ar, En: problem.Message.En})
			return
		}
	case problem.Rule == "file/conflict":
		piece.Body = conflictMark.ReplaceAllString(piece.Body, `\$0`)
	}
	name := "title"
	if piece.Kind == Author {
		name = "name"
	}
	if !isLegible(piece.Matter.Text(name)) {
		title := strings.TrimSuffix(path.Base(piece.Path), path.Ext(piece.Path))
		piece.Matter.Set(name, title)
		piece.Tell(Guessed, 0, title, problem.Message)
		return
	}
	key := keyAt(piece, problem.Line)
	if key == "params" && renameOwn(piece) {
		return
	}
	if key == "" || key == "title" || key == "draft" || key == "params" {
		if !piece.IsDraft() {
			piece.Matter.Set("draft", true)
			piece.Tell(Guessed, 0, "", site.Words{Ar: problem.Message.Ar + "؛ فهي مسودة", En: problem.Message.En + "; it is a draft"})
		}
		return
	}
	setAside(piece, key)
}

// setAside keeps the value of a key that is not valid here under params.
func setAside(piece *Piece, key string) {
	at := slices.IndexFunc(piece.Matter, func(q manuscript.Pair) bool { return strings.EqualFold(q.Key, key) })
	if at < 0 {
		return
	}
	value := piece.Matter[at].Value
	piece.Matter = slices.Delete(piece.Matter, at, at+1)
	AddParam(&piece.Matter, key, value)
	piece.Tell(Guessed, 0, key, site.Words{Ar: "قيمة لا تصح هنا؛ بقيت في params", En: "a value that is not valid here; it stays under params"})
}

// conflictMark is a line that git writes between two versions of a text.
var conflictMark = regexp.MustCompile(`(?m)^(?:<{7}|={7}|>{7}|\|{7})(?: |$)`)

// visible drops what no manuscript may hold: controls of direction, tag characters, NUL
// bytes. Bytes that are not UTF-8 become U+FFFD.
func visible(s string) string {
	var out strings.Builder
	at := 0
	for _, c := range bidi.Faults(s) {
		out.WriteString(s[at:c.Offset])
		at = c.Offset + len(string(c.Rune))
	}
	out.WriteString(s[at:])
	return strings.Map(func(r rune) rune {
		if r == 0 || r >= 0xe0000 && r <= 0xe007f {
			return -1
		}
		return r
	}, out.String())
}

// visibleValue is visible for all texts in a value of front matter.
func visibleValue(value any) any {
	switch v := value.(type) {
	case string:
		return visible(v)
	case []string:
		return each(v, visible)
	case []any:
		return each(v, visibleValue)
	case []manuscript.Matter:
		return each(v, func(m manuscript.Matter) manuscript.Matter { return visibleValue(m).(manuscript.Matter) })
	case manuscript.Matter:
		return manuscript.Matter(each(v, func(p manuscript.Pair) manuscript.Pair {
			p.Key, p.Value = visible(p.Key), visibleValue(p.Value)
			return p
		}))
	}
	return value
}

func each[T any](list []T, change func(T) T) []T {
	out := make([]T, len(list))
	for i := range list {
		out[i] = change(list[i])
	}
	return out
}

// renameOwn gives those keys under params that mean something here another name.
func renameOwn(piece *Piece) (renamed bool) {
	for i, p := range piece.Matter {
		own, ok := p.Value.(manuscript.Matter)
		if p.Key != "params" || !ok {
			continue
		}
		own = slices.Clone(own)
		for j, q := range own {
			if manuscript.IsStoryKey(q.Key) {
				own[j].Key, renamed = "source_"+q.Key, true
			}
		}
		piece.Matter[i].Value = own
	}
	return renamed
}

var topKey = regexp.MustCompile(`^(?:([^\s#"'][^:]*)|"([^"]*)"):`)

// keyAt is the key of the front matter on a line of the manuscript; "" below it.
func keyAt(piece *Piece, line int) (key string) {
	for i, text := range strings.Split(string(piece.Bytes()), "\n") {
		if i > 0 && text == "---" || i >= line {
			if i < line {
				return ""
			}
			break
		}
		if m := topKey.FindStringSubmatch(text); m != nil {
			key = m[1] + m[2]
		}
	}
	return key
}

// AddParam keeps a field that has no meaning here under params, for templates of
// the site's own. A name that does mean something here gets source_ before it.
func AddParam(m *manuscript.Matter, key string, value any) {
	if manuscript.IsStoryKey(key) {
		key = "source_" + key
	}
	for i, p := range *m {
		if own, ok := p.Value.(manuscript.Matter); ok && p.Key == "params" {
			own = slices.Clone(own)
			own.Set(key, value)
			(*m)[i].Value = own
			return
		}
	}
	m.Add("params", manuscript.Matter{{Key: key, Value: value}})
}

// Places are addresses of the old site, with the mark in the source of what stood there.
type Places map[string]string

// Keep notes an address; the first to name it has it.
func (p Places) Keep(address, origin string) {
	at := path.Join("/", PathOf(address))
	if plain, err := url.PathUnescape(at); err == nil {
		at = plain
	}
	if _, known := p[at]; !known {
		p[at] = origin
	}
}

// ownAddress gives a story or page an address that no other has.
func (p *Import) ownAddress(piece *Piece, a *site.Article) {
	front, dated := "/", !a.Static && !a.Date.IsZero()
	if !a.Static {
		front = "/" + homeOf(a, p.titles)
		if dated {
			front = path.Join(front, a.Date.In(p.Options.Location()).Format("2006/01"))
		}
	}
	taken := func(slug string) bool {
		at := path.Join(front, slug)
		whose, known := p.Stood[at]
		_, isSection := p.titles[slug]
		return p.places[at] || known && whose != piece.Origin || front == "/" && (isSection || site.IsReservedDir(slug)) || dated && pageNumber.MatchString(slug)
	}
	slug := a.Slug
	if base := arabic.Slug(strings.TrimSuffix(path.Base(piece.Path), path.Ext(piece.Path))); taken(slug) && base != "index" {
		slug = base // 2019-10-10-1430, of which 1430 is not enough
	}
	for i := 2; taken(slug); i++ {
		slug = a.Slug + "-" + strconv.Itoa(i)
	}
	p.places[path.Join(front, slug)] = true
	if slug != a.Slug {
		piece.Matter.Set("slug", slug)
	}
}

// pageNumber is the slug of a page of a month's list: /news/2024/01/2/.
var pageNumber = regexp.MustCompile(`^\d{1,3}$`)

// homeOf is the folder of the section that a story is in: the nearest that has an
// _index.md, else the topmost.
func homeOf(a *site.Article, sections map[string]string) string {
	for dir := a.Dir; dir != "." && dir != ""; dir = path.Dir(dir) {
		if _, ok := sections[dir]; ok {
			return dir
		}
	}
	top, _, _ := strings.Cut(a.Dir, "/")
	return top
}
