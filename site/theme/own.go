package theme

import (
	"html/template"
	"io/fs"
	"iter"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/own"
	"warraq/site/theme/slips"
)

// pluralPrefix begins the keys of the strings that name several stories of a type.
const pluralPrefix = "types_"

// own enters what the types of the paper's own are called.
func (c catalog) own(types own.Types) {
	for _, t := range types {
		for key, text := range map[string]string{typePrefix + t.Name: t.Label, pluralPrefix + t.Name: t.Plural} {
			c.plain[key], c.source[key] = text, strconv.Quote(text)
			delete(c.plural, key)
		}
	}
}

// Has says that the theme has a template for pages, which may be faulty.
func (t *Theme) Has(name string) bool {
	_, faulty := t.faults[name]
	return t.pages[name] != nil || faulty
}

// baseOf is the base.html that a page stands in: the nearest one, from its folder upwards.
func baseOf(name string, shared *template.Template) string {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if base := dir + "/base.html"; shared.Lookup(base) != nil {
			return base
		}
	}
	return "base.html"
}

// unknown warns of the newsroom's own files of a theme that make nothing: a slip in a name, mostly.
func (r *reaching) unknown(o Options) (out []site.Problem) {
	builtIn := filesOf(o.BuiltIn)
	added := slices.DeleteFunc(filesOf(o.Own), func(name string) bool {
		return slices.Contains(builtIn, name) || isNote(name) && !(strings.HasPrefix(name, own.OutputsDir) && own.FormOf(name) != own.FormNone) || r.isOwn(name, o.Config)
	})
	if len(added) == 0 || len(builtIn) == 0 {
		return nil
	}
	reached := map[string]bool{}
	for _, s := range r.sources {
		for name := range r.page(s.name) {
			if name != "templates/"+s.name {
				reached[strings.TrimPrefix(name, "templates/")] = true
			}
		}
	}
	for _, name := range added {
		if !reached[name] {
			out = append(out, unknownFile(name, slices.Values(builtIn), o.Config))
		}
	}
	return out
}

// filesOf are the files of a folder, but for hidden ones.
func filesOf(fsys fs.FS) (out []string) {
	if fsys == nil {
		return nil
	}
	_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error { // who reads them reports errors
		switch {
		case err != nil:
		case name != "." && strings.HasPrefix(path.Base(name), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir():
			out = append(out, name)
		}
		return nil //nolint:nilerr // who reads the files tells of it
	})
	return out
}

// isNote says that a file is no template and not meant for one: those who write a theme keep others beside them.
func isNote(name string) bool {
	return !slices.Contains([]string{".html", ".htm", ".xhtml", ".tmpl", ".gohtml", ".tpl", ".hbs", ".njk", ".liquid"}, strings.ToLower(path.Ext(name)))
}

// isOwn says that a file is a template of the kinds that a newsroom adds.
func (r *reaching) isOwn(name string, c *site.Config) bool {
	if path.Ext(name) != ".html" && !strings.HasPrefix(name, own.OutputsDir) {
		return false
	}
	if base := path.Base(name); base == "base.html" {
		return slices.ContainsFunc(r.sources, func(s source) bool { return strings.HasPrefix(s.name, path.Dir(name)+"/") && s.name != name })
	}
	if strings.HasPrefix(name, own.ComponentsDir) {
		return true
	}
	return c != nil && slices.Contains(OwnFiles(c), name)
}

// OwnFiles are the templates that a paper may have for what is of its own.
func OwnFiles(c *site.Config) (out []string) {
	for _, t := range c.Types {
		out = append(out, t.File(), "lite/"+t.File())
	}
	for _, t := range c.Taxonomies {
		out = append(out, t.File(), t.Index())
	}
	for _, o := range c.Outputs {
		out = append(out, o.Template)
	}
	return out
}

// unknownFile is the Problem of a file that makes nothing.
func unknownFile(name string, builtIn iter.Seq[string], c *site.Config) site.Problem {
	p := site.Problem{
		Path: "templates/" + name, Rule: "theme/unknown-file", Level: site.LevelWarning,
		Message: site.Say("لا صفحة تُصنع بهذا القالب", "no page is made with this file"),
		Hint:    site.Say("راجع اسمه ومكانه، أو احذفه", "check its name and its folder, or remove it"),
	}
	known := builtIn
	if c != nil {
		known = func(yield func(string) bool) {
			for _, name := range OwnFiles(c) {
				if !yield(name) {
					return
				}
			}
			builtIn(yield)
		}
	}
	guess := slips.File(name, known)
	if guess == "" { // the right name in another folder, or with another end
		stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
		for k := range known {
			if strings.TrimSuffix(path.Base(k), path.Ext(k)) == stem {
				guess = k
				break
			}
		}
	}
	of, isType := strings.CutPrefix(name, own.TypesDir)
	output := strings.HasPrefix(name, own.OutputsDir)
	kind, isTerm := strings.CutPrefix(name, own.TermsDir)
	switch {
	case guess != "":
		p.Hint = site.Say("لعلك تقصد templates/%s", "did you mean templates/%s?", guess)
	case isType && path.Ext(of) == ".html":
		of = strings.TrimSuffix(of, ".html")
		p.Hint = site.Say("لا نوع باسم %s: أضفه إلى types في edition.yaml", "there is no type %s: add it to types in edition.yaml", of)
	case output:
		p.Hint = site.Say("لا شيء يُصنع به: أضفه إلى outputs في edition.yaml", "nothing is made with it: add it to outputs in edition.yaml")
	case isTerm && path.Ext(kind) == ".html":
		kind = strings.TrimSuffix(strings.TrimSuffix(kind, ".html"), ".index")
		p.Hint = site.Say("لا شيء باسم %s تُجمع به القصص: أضفه إلى taxonomies في edition.yaml", "stories are not grouped by %s: add it to taxonomies in edition.yaml", kind)
	case strings.HasPrefix(name, "partials/"):
		p.Hint = site.Say(`أدرجه في قالب: {{template "%s" .}}`, `use it in a template: {{template "%s" .}}`, name)
	}
	return p
}

// lacking are the Problems of templates that edition.yaml names and that are not there.
func lacking(t *Theme, c *site.Config) (out []site.Problem) {
	look := func(template string, line, col int) {
		if template == "" || t.Has(template) {
			return
		}
		p := site.Problem{
			Path: "content/" + site.SettingsFile, Line: line, Col: col, Rule: "theme/unknown-name", Level: site.LevelError,
			Message: site.Say("لا قالب باسم %s", "there is no template %s", template),
			Hint:    site.Say("ضعه في templates/%s", "put it at templates/%s", template),
		}
		names := slices.Values(slices.Sorted(maps.Keys(t.pages)))
		if guess := arabic.Nearest(template, names, strings.ToLower); guess != "" {
			p.Hint = site.Say("لعلك تقصد %s", "did you mean %s?", guess)
		}
		out = append(out, p)
	}
	for _, of := range c.Types {
		look(of.Template, of.Line, of.Col)
	}
	for _, o := range c.Outputs {
		look(o.Template, o.Line, o.Col)
	}
	return out
}

// Components are the names of the components that templates have, sorted.
func Components(templates fs.FS) (out []string) {
	files, _ := fs.ReadDir(templates, strings.TrimSuffix(own.ComponentsDir, "/")) // who reads them reports errors
	for _, f := range files {
		name, isOne := strings.CutSuffix(f.Name(), own.FullEnd)
		if isOne && !f.IsDir() && !strings.HasSuffix(f.Name(), own.LightEnd) && name == strings.Trim(name, ".") && !strings.ContainsAny(name, " /") {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// LocaleOf is how the edition writes dates and numbers.
func LocaleOf(c *site.Config) arabic.Locale {
	l := arabic.Locale{
		Lang: c.Language, Country: c.Audience, Months: arabic.Months(c.Months[""]), Digits: arabic.Digits(c.Digits),
		Zone: c.Zone, Hijri: c.Hijri, HijriOffset: c.HijriOffset, Tanwin: c.Tanwin, MonthsAt: map[string]arabic.Months{},
	}
	if l.Months == "" {
		l.Months = arabic.MonthsOf(c.Audience)
	}
	for at, system := range c.Months {
		if at != "" {
			l.MonthsAt[at] = arabic.Months(system)
		}
	}
	return l
}
