package trees

import (
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/intake"
	"warraq/site/intake/markup"
	"warraq/site/manuscript"
)

// collection is a folder of documents that Jekyll's settings name.
type collection struct {
	output    bool   // its documents are pages of the site
	permalink string // the form of their addresses
}

// scope gives keys to documents that do not have them: Jekyll's defaults, and
// Hugo's cascade.
type scope struct {
	dir    string         // the folder that it is about
	kind   string         // "posts", "pages", a collection; "" for all
	target *regexp.Regexp // of paths under content, from a slash on; nil for all
	values manuscript.Matter
}

// configs are the names of the systems' settings.
var configs = []string{
	"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json", "zola.toml", "_config.yml", "_config.yaml", "_config.toml",
}

// readConfig reads the settings: one file, and Hugo's folder of them, where a file's
// name is the key of what it holds.
func readConfig(root fs.FS, o manuscript.Options) (all manuscript.Matter) {
	add := func(m manuscript.Matter) {
		for _, p := range m {
			if !has(all, p.Key) {
				all = append(all, p)
			}
		}
	}
	read := func(name string) (m manuscript.Matter) {
		if data, err := intake.ReadFile(root, name); err == nil {
			m, _ = intake.ReadSettings(name, data, o)
		}
		return m
	}
	for _, name := range configs {
		add(read(name))
	}
	for _, folder := range []string{"config/production", "config/_default"} {
		names, _ := fs.Glob(root, folder+"/*")
		for _, name := range names {
			m := read(name)
			key, lang, _ := strings.Cut(strings.TrimSuffix(path.Base(name), path.Ext(name)), ".")
			switch {
			case key == "hugo" || key == "config":
				add(m)
			case m != nil && (lang == "" || strings.HasPrefix(o.Lang, lang)):
				add(manuscript.Matter{{Key: key, Value: m}})
			}
		}
	}
	return all
}

// has says that a key is there, in small letters or large.
func has(m manuscript.Matter, key string) bool { return lookup(m, key) != nil }

// lookup is the value of a key, whatever it is.
func lookup(m manuscript.Matter, key string) any {
	for _, p := range m {
		if strings.EqualFold(p.Key, key) {
			return p.Value
		}
	}
	return nil
}

// within is the map of a key; nil if there is none.
func within(m manuscript.Matter, keys ...string) manuscript.Matter {
	for _, key := range keys {
		m, _ = lookup(m, key).(manuscript.Matter)
	}
	return m
}

// texts are the values of a key that holds a text or a list of texts.
func texts(m manuscript.Matter, key string) []string {
	switch v := lookup(m, key).(type) {
	case string:
		return []string{v}
	case []string:
		return v
	}
	return nil
}

// mapsOf are the maps of a key that holds one or a list of them.
func mapsOf(value any) (out []manuscript.Matter) {
	switch v := value.(type) {
	case manuscript.Matter:
		return []manuscript.Matter{v}
	case []any:
		for _, item := range v {
			if m, ok := item.(manuscript.Matter); ok {
				out = append(out, m)
			}
		}
	}
	return out
}

// configure reads what of the settings decides addresses, and what is public.
func (t *tree) configure() {
	t.permalinks = map[string]string{}
	t.config = readConfig(t.root, t.Options.Options)
	address := cmp.Or(t.config.Text("baseURL"), t.config.Text("base_url"))
	t.baseURL = strings.TrimSuffix(intake.PathOf(address), "/")
	for _, key := range []string{"baseurl", "root"} {
		if base := t.config.Text(key); strings.HasPrefix(base, "/") {
			t.baseURL = strings.TrimSuffix(base, "/")
		}
	}
	t.AddHost(address)
	t.AddHost(t.config.Text("url"))
	links := within(t.config, "permalinks")
	for _, p := range slices.Concat(links, within(links, "page")) {
		if form, ok := p.Value.(string); ok {
			t.permalinks[p.Key] = form
		}
	}
	t.permalinks[""] = t.config.Text("permalink")
	switch t.kind {
	case "jekyll", "hexo":
		t.configureJekyll()
	case "hugo":
		t.langDir = t.baseURL
		t.zola = slices.ContainsFunc(t.config, func(p manuscript.Pair) bool { return p.Key == "base_url" }) // Hugo's is baseURL
		t.ugly = t.config.Text("uglyURLs") == "true"
		t.configureLanguages()
		for _, c := range mapsOf(lookup(t.config, "cascade")) {
			t.cascade(".", c)
		}
	}
}

// configureLanguages finds the folder of the edition's language, and the languages
// that mark a translation in the name of a file.
func (t *tree) configureLanguages() {
	if dir := strings.Trim(t.config.Text("contentDir"), "/"); fs.ValidPath(dir) && dir != "" {
		t.content = dir
	}
	first := firstLanguage(t.config)
	isFirst := strings.EqualFold(first, t.Options.Language())
	t.unmarked = strings.ToLower(first)
	inFolder := !isFirst || t.config.Text("defaultContentLanguageInSubdir") == "true"
	isKnown := isFirst
	for _, p := range within(t.config, "languages") {
		t.languages = append(t.languages, strings.ToLower(p.Key))
		settings, _ := p.Value.(manuscript.Matter)
		if inFolder && strings.EqualFold(p.Key, t.Options.Language()) && settings.Text("baseURL") == "" {
			t.langDir = path.Join("/", t.baseURL, p.Key)
		}
		dir := strings.Trim(settings.Text("contentDir"), "/")
		if strings.EqualFold(p.Key, t.Options.Language()) {
			isKnown = true
			if fs.ValidPath(dir) && dir != "" {
				t.content, t.unmarked = dir, strings.ToLower(p.Key)
			}
		}
	}
	if !isKnown || before(t.unmarked, "-") == t.Options.Language() { // the edition's language is none of the site's: what comes in is in its first
		t.unmarked = ""
	}
}

// firstLanguage is that of what bears no mark of a language.
func firstLanguage(config manuscript.Matter) string {
	return cmp.Or(config.Text("defaultContentLanguage"), config.Text("default_language"), "en")
}

// configureJekyll reads collections, defaults, and the files that are no part of the site.
func (t *tree) configureJekyll() {
	t.collections = map[string]collection{}
	for _, name := range texts(t.config, "collections") {
		t.collections[name] = collection{}
	}
	for _, p := range within(t.config, "collections") {
		settings, _ := p.Value.(manuscript.Matter)
		t.collections[p.Key] = collection{output: settings.Text("output") == "true", permalink: settings.Text("permalink")}
	}
	t.excluded, t.included = texts(t.config, "exclude"), texts(t.config, "include")
	for _, d := range mapsOf(lookup(t.config, "defaults")) {
		at := within(d, "scope")
		s := scope{dir: strings.Trim(at.Text("path"), "/"), kind: at.Text("type"), values: within(d, "values")}
		if strings.Contains(s.dir, "*") {
			s.target, s.dir = globOf("/"+s.dir+"**"), ""
		}
		t.scopes = append(t.scopes, s)
	}
	slices.SortStableFunc(t.scopes, func(a, b scope) int { // the nearest is the last of its kind, and wins
		return cmp.Compare(len(a.dir), len(b.dir))
	})
	slices.Reverse(t.scopes)
}

// cascade keeps what an _index.md says of all that lies below.
func (t *tree) cascade(dir string, c manuscript.Matter) {
	s := scope{dir: dir}
	for _, p := range c {
		target, ok := p.Value.(manuscript.Matter)
		if key := strings.TrimPrefix(strings.ToLower(p.Key), "_"); key != "target" || !ok {
			s.values = append(s.values, p)
			continue
		}
		s.kind = target.Text("kind")
		if form := target.Text("path"); form != "" {
			s.target = globOf(form)
		}
	}
	t.scopes = append(t.scopes, s)
}

// globOf is a glob of paths as an expression: **, *, ? and {a,b}.
func globOf(glob string) *regexp.Regexp {
	form := strings.NewReplacer(`\*\*`, ".*", `\*`, "[^/]*", `\?`, ".", `\{`, "(?:", `\}`, ")", ",", "|").Replace(regexp.QuoteMeta(glob))
	re, err := regexp.Compile("^(?i:" + form + ")$")
	if err != nil {
		return regexp.MustCompile(`$^`)
	}
	return re
}

// inherit gives a document the keys that its folders give to all in them.
func (t *tree) inherit(doc *document, at, kind string) {
	for _, s := range t.scopes {
		switch {
		case s.dir != "" && s.dir != "." && at != s.dir && !strings.HasPrefix(at, s.dir+"/"),
			s.kind != "" && s.kind != kind, s.target != nil && !s.target.MatchString("/"+strings.TrimSuffix(at, path.Ext(at))) && !s.target.MatchString("/"+at):
			continue
		}
		for _, p := range s.values {
			own, isMap := lookup(doc.matter, p.Key).(manuscript.Matter)
			more, _ := p.Value.(manuscript.Matter)
			switch {
			case !has(doc.matter, p.Key):
				doc.matter = append(slices.Clip(doc.matter), p)
			case isMap:
				own = slices.Clone(own)
				for _, q := range more {
					if !has(own, q.Key) {
						own = append(own, q)
					}
				}
				doc.matter = slices.Clone(doc.matter)
				doc.matter.Set(p.Key, own)
			}
		}
	}
}

// says are the settings of the whole site.
func says(root fs.FS, o intake.Options) (s intake.Settings) {
	m := readConfig(root, o.Options)
	params := slices.Concat(within(m, "params"), within(m, "extra"))
	lang := before(o.Lang, "-")
	if first := firstLanguage(m); has(within(m, "languages"), lang) && lang != before(first, "-") && !isWritten(root, m, lang) {
		lang = first // a few pages are translated
	}
	own := within(m, "languages", lang)
	text := func(keys ...string) string { return firstText(keys, own, within(own, "params"), m, params) }
	s = intake.Settings{
		Title: text("title"), Tagline: text("tagline", "subtitle"), Description: text("description"),
		BaseURL: text("baseURL", "base_url", "url"), Language: text("languageCode", "locale", "lang", "language", "default_language", "defaultContentLanguage"), TimeZone: text("timeZone", "timezone"),
	}
	if s.Language == "" && within(m, "languages") != nil {
		s.Language = lang
	}
	if base := m.Text("baseurl"); strings.HasPrefix(base, "/") {
		s.BaseURL = strings.TrimSuffix(m.Text("url"), "/") + base
	}
	for _, p := range slices.Concat(mapsOf(lookup(m, "taxonomies"))...) { // Hugo: place = "places"; Zola: [{name = "places"}]
		if name, ok := p.Value.(string); ok && p.Key != "paginate_path" && p.Key != "lang" {
			s.Taxonomies = append(s.Taxonomies, name)
		}
	}
	for _, menus := range []manuscript.Matter{within(own, "menu"), within(m, "menu"), within(own, "menus"), within(m, "menus")} {
		if s.Main == nil {
			s.Main = menuOf(menus, "main")
		}
		if s.Footer == nil {
			s.Footer = menuOf(menus, "footer")
		}
	}
	return s
}

// isWritten says that a site has about as many texts in a language as in its first.
func isWritten(root fs.FS, m manuscript.Matter, lang string) bool {
	if within(m, "languages", lang).Text("contentDir") != "" {
		return true
	}
	marked, first := 0, 0
	_ = fs.WalkDir(root, "content", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && isText.MatchString(name) {
			mark := otherLanguage.FindStringSubmatch(strings.TrimSuffix(path.Base(name), path.Ext(name)))
			switch {
			case mark != nil && mark[2] == lang:
				marked++
			case mark == nil, mark[2] == firstLanguage(m):
				first++
			}
		}
		return nil
	})
	return 2*marked >= first
}

// menuOf is a menu of Hugo's: {name, url or pageRef, weight}, by weight.
func menuOf(menus manuscript.Matter, name string) (out []site.Link) {
	entries := mapsOf(lookup(menus, name))
	slices.SortStableFunc(entries, func(a, b manuscript.Matter) int {
		return cmp.Compare(numberOf(a.Text("weight")), numberOf(b.Text("weight")))
	})
	for _, e := range entries {
		url := cmp.Or(e.Text("url"), e.Text("pageRef"))
		if url != "" && !markup.IsAddress(url) {
			url = path.Join("/", url) + slashOf(url)
		}
		out = append(out, site.Link{Title: cmp.Or(e.Text("name"), e.Text("title")), URL: url})
	}
	return out
}
