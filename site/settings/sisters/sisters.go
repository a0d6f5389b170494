// Package sisters reads the editions of a paper in several languages: which there are, where each
// lies, and what edition.yaml says for each.
//
//	editions:
//	  en:                      # a language; its manuscripts are in content/en, its pages below /en/
//	    title: The Paper       # any setting of edition.yaml that is another one in this edition
//	    label: English         # what the switch of languages calls it
//
// What an edition does not say is as in the main one, but for what is written in its language
// (ofLanguage) and for what belongs to the paper as a whole (ofPaper).
//
// Belongs here: the nodes of that part of edition.yaml. Does not: what a setting means (package
// settings), and how editions are joined (package plan/tongues).
package sisters

import (
	"io/fs"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/own"
	"warraq/site/settings/nodes"
	"warraq/site/uri"
)

// Tell is told what is wrong with a node.
type Tell func(at *nodes.Node, level site.Level, message, hint site.Words)

// The keys of an edition that say where it lies, and are no settings.
var ownKeys = []string{"label", "content", "path", "language", "lang", "dir"}

var (
	// ofPaper are the settings that only the main edition has.
	ofPaper = []string{"baseurl", "editions", "hosting", "deploy", "environments"}
	// ofLanguage are the settings of the main edition that no other takes over: they are words, or a
	// language's manner of writing, or addresses of one edition.
	ofLanguage = []string{
		"tagline", "description", "menus", "front", "audience", "country", "months", "digits", "hijri", "hijrioffset", "tanwin", "redirects", "oldaddresses",
		"language", "lang", "languagecode", "locale",
	}
)

// guesses are keys by which people who come from elsewhere name the folder of an edition.
var guesses = []string{"folder", "directory", "contentdir", "contentfolder", "contents", "source", "src", "root"}

func isDirection(dir string) bool { return dir == "ltr" || dir == "rtl" || dir == "auto" }

// fold makes oldAddresses and old_addresses one key.
func fold(key string) string {
	return strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(key))
}

// get is the value of the first of some keys that a map has, or nil.
func get(n *nodes.Node, keys ...string) *nodes.Node {
	if n == nil {
		return nil
	}
	for _, key := range keys {
		for _, e := range n.Entries {
			if fold(e.Key) == key && e.Value != nil && e.Value.Kind != nodes.Null {
				return e.Value
			}
		}
	}
	return nil
}

func text(n *nodes.Node, otherwise string) string {
	if n == nil || n.Kind != nodes.Scalar || strings.TrimSpace(n.Text) == "" {
		return otherwise
	}
	return strings.TrimSpace(n.Text)
}

// Main is the language of the main edition, by the keys of edition.yaml.
func Main(matter *nodes.Node) string {
	return strings.ReplaceAll(text(get(matter, "language", "lang", "languagecode", "locale"), "ar"), "_", "-")
}

// Read lists the editions of a paper, the main one first. It is nil where there is only one. An edition
// that cannot be is told, and left out; tell may be nil.
func Read(matter *nodes.Node, tell Tell) []own.Sister {
	n := get(matter, "editions")
	if n == nil {
		return nil
	}
	if tell == nil {
		tell = func(*nodes.Node, site.Level, site.Words, site.Words) {}
	}
	main := own.Sister{Lang: Main(matter)}
	main.Name = arabic.Autonym(main.Lang)
	if n.Kind != nodes.Map {
		tell(n, site.LevelError, site.Say("لا تصلح القيمة هنا", "the value cannot be used"), site.Say("اكتب لكل لغة رمزها ثم إعداداتها، مثل en: {title: The Paper}", "write the code of each language, then its settings, such as en: {title: The Paper}"))
		return nil
	}
	out := []own.Sister{main}
	for _, e := range n.Entries {
		at := &nodes.Node{Line: e.Line, Col: e.Col, Text: e.Key}
		if e.Value.Kind != nodes.Map && e.Value.Kind != nodes.Null {
			tell(e.Value, site.LevelError, site.Say("لا تصلح القيمة هنا", "the value cannot be used"), site.Say("اكتب إعدادات الطبعة تحت رمز لغتها، مثل en: {title: The Paper}", "write the settings of the edition below the code of its language, such as en: {title: The Paper}"))
			continue
		}
		s := sisterOf(e)
		if strings.EqualFold(s.Lang, main.Lang) && get(e.Value, "path") == nil {
			out[0].Name = s.Name
			tellMain(e, tell)
			continue
		}
		if fits(s, at, e.Value, out, tell) && isFree(s, at, matter, tell) {
			out = append(out, s)
		}
	}
	if len(out) == 1 {
		return nil
	}
	return out
}

// sisterOf is an edition as its entry says it.
func sisterOf(e nodes.Entry) own.Sister {
	s := own.Sister{Key: e.Key, Line: e.Line, Col: e.Col, Until: lastLine(e.Value), Lang: strings.ReplaceAll(text(get(e.Value, "language", "lang"), e.Key), "_", "-")}
	s.Name = text(get(e.Value, "label"), arabic.Autonym(s.Lang))
	s.At = "/" + arabic.NFC(strings.Trim(text(get(e.Value, "path"), e.Key), "/"))
	s.Folder = strings.TrimPrefix(arabic.NFC(strings.Trim(text(get(e.Value, "content"), e.Key), "/")), "content/")
	return s
}

// lastLine is the last line that a node begins something in.
func lastLine(n *nodes.Node) (line int) {
	n.Any(func(of *nodes.Node) bool {
		line = max(line, of.Line)
		return false
	})
	return line
}

// tellMain tells of what the main edition cannot say among the editions.
func tellMain(e nodes.Entry, tell Tell) {
	for _, of := range e.Value.Entries {
		if key := fold(of.Key); key != "label" && key != "language" && key != "lang" && key != "dir" {
			tell(&nodes.Node{Line: of.Line, Col: of.Col}, site.LevelError,
				site.Say("هذه لغة الطبعة الأولى، وإعداداتها في أعلى الملف: %s", "this is the language of the main edition, whose settings stand at the top of the file: %s", of.Key),
				site.Say("انقل %s إلى أعلى الملف؛ وقصصها في content نفسه", "move %s to the top of the file; its stories are in content itself", of.Key))
		}
	}
}

// fits says that an edition can stand beside those before it.
func fits(s own.Sister, at, n *nodes.Node, before []own.Sister, tell Tell) bool {
	ok := true
	fault := func(key string, message, hint site.Words) {
		where := get(n, key)
		if where == nil {
			where = at
		}
		tell(where, site.LevelError, message, hint)
		ok = false
	}
	if !uri.IsLanguageTag(s.Lang) {
		fault("language", site.Say("ليس رمز لغة: %s", "no code of a language: %s", s.Lang), site.Say("اكتب رمزًا مثل en أو fa أو en-GB؛ ولاسم آخر أضف language", "write a code such as en, fa or en-GB; for another name add language"))
		return false
	}
	if !arabic.IsLanguage(s.Lang) {
		tell(at, site.LevelWarning, site.Say("لا لغة رمزها %s", "no language has the code %s", s.Lang), site.Say("راجع الرمز: fa الفارسية، ur الأردية، ku الكردية، en الإنجليزية", "check the code: fa is Persian, ur Urdu, ku Kurdish, en English"))
	}
	if dir := text(get(n, "dir"), ""); isDirection(dir) && dir != arabic.Dir(s.Lang) {
		fault("dir", site.Say("اللغة %s تُكتب %s", "the language %s is written %s", s.Lang, arabic.Dir(s.Lang)),
			site.Say("احذف dir، فالاتجاه من اللغة؛ ولخط آخر اكتبه في رمزها: language: az-Arab", "remove dir: the direction is the language's; for another script, say it in the code: language: az-Arab"))
	}
	top := strings.ToLower(s.At[1:])
	switch {
	case strings.Contains(top, "/") || !fs.ValidPath(top) || top == "." || !site.IsStoryFolder(top, true) || strings.ContainsAny(top, " ") || site.IsReservedDir(top) || top == strings.Trim(site.SitemapRoot, "/"):
		fault("path", site.Say("لا يصلح %q مكانًا لطبعة", "%q can be no place of an edition", s.At[1:]), site.Say("اكتب اسمًا واحدًا لا تحتفظ به الجريدة لنفسها، مثل en", "write one name that the site does not keep for itself, such as en"))
	case !isFolder(s.Folder):
		fault("content", site.Say("لا يصلح %q مجلدًا لطبعة", "%q can be no folder of an edition", s.Folder), site.Say("اكتب اسم مجلد داخل content، مثل en", "write the name of a folder in content, such as en"))
	}
	for _, other := range before {
		switch name := nameOf(other); {
		case strings.EqualFold(other.Lang, s.Lang):
			fault("language", site.Say("طبعتان بلغة واحدة: %s و%s", "two editions have one language: %s and %s", name, s.Key), site.Say("احذف إحداهما، أو ميّزها ببلد مثل en-GB", "remove one, or tell them apart by a country, such as en-GB"))
		case strings.EqualFold(other.At, s.At):
			fault("path", site.Say("طبعتان في مكان واحد: %s و%s", "two editions have one place: %s and %s", name, s.Key), site.Say("غيّر path في إحداهما", "change the path of one of them"))
		case other.Folder != "" && (isWithin(s.Folder, other.Folder) || isWithin(other.Folder, s.Folder)):
			fault("content", site.Say("مجلد طبعة داخل مجلد طبعة أخرى: %s و%s", "the folder of an edition lies in that of another: %s and %s", name, s.Key), site.Say("اجعل لكل طبعة مجلدًا وحده", "give each edition a folder of its own"))
		}
	}
	for _, e := range n.Entries {
		if isGuess := slices.Contains(guesses, fold(e.Key)); isGuess || fold(e.Key) == "dir" && !isDirection(text(e.Value, "")) {
			tell(&nodes.Node{Line: e.Line, Col: e.Col}, site.LevelError, site.Say("مجلد الطبعة لا يُكتب في %s", "the folder of an edition is not written as %s", e.Key),
				site.Say("اكتبه content: %s؛ ومن غيره فهو content/%s", "write content: %s; without it the folder is content/%s", text(e.Value, s.Key), s.Key))
			ok = false
		}
		if slices.Contains(ofPaper, fold(e.Key)) {
			tell(&nodes.Node{Line: e.Line, Col: e.Col}, site.LevelError, site.Say("هذا للجريدة كلها لا لطبعة: %s", "this is of the whole paper, and not of one edition: %s", e.Key), site.Say("اكتبه في أعلى الملف", "write it at the top of the file"))
			ok = false
		}
	}
	return ok
}

// isFree says that no taxonomy of the paper has the place of an edition.
func isFree(s own.Sister, at, matter *nodes.Node, tell Tell) bool {
	if of := get(matter, "taxonomies"); of != nil {
		for _, e := range of.Entries {
			if strings.EqualFold(e.Key, s.At[1:]) {
				tell(at, site.LevelError, site.Say("للتصنيف %s عنوان هذه الطبعة", "the taxonomy %s has the address of this edition", e.Key), site.Say("غيّر path الطبعة أو اسم التصنيف", "change the path of the edition, or the name of the taxonomy"))
				return false
			}
		}
	}
	return true
}

// nameOf is what people call an edition.
func nameOf(s own.Sister) string {
	if s.Key == "" {
		return s.Lang
	}
	return s.Key
}

// isFolder says that manuscripts of an edition can lie in a folder under content/.
func isFolder(name string) bool {
	if !fs.ValidPath(name) || name == "." || site.HiddenFolder(name+"/x.md") != "" {
		return false
	}
	top, _, _ := strings.Cut(strings.ToLower(name), "/")
	if slices.Contains([]string{site.AuthorsDir, site.PagesDir, site.DataDir, "tags", "series", site.SettingsFile, site.FrontFile}, top) {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") || strings.HasPrefix(part, "_") || !site.IsFolderName(part) || site.IsManuscript(part) {
			return false
		}
	}
	return true
}

// isWithin says that a folder is another one, or lies in it, also where the disk folds case.
func isWithin(folder, other string) bool {
	return strings.HasPrefix(strings.ToLower(folder)+"/", strings.ToLower(other)+"/")
}

// Overlay gives the settings of one of the editions: those of the paper, with its own over them.
func Overlay(matter *nodes.Node, s own.Sister) *nodes.Node {
	out := &nodes.Node{Kind: nodes.Map, Line: matter.Line, Col: matter.Col}
	for _, e := range matter.Entries {
		if key := fold(e.Key); !slices.Contains(ofLanguage, key) && (key == "baseurl" || key == "editions" || !slices.Contains(ofPaper, key)) {
			out.Entries = append(out.Entries, e)
		}
	}
	var entry nodes.Entry
	for _, e := range get(matter, "editions").Entries {
		if e.Key == s.Key {
			entry = e
		}
	}
	lang := &nodes.Node{Kind: nodes.Scalar, Text: s.Lang, Line: entry.Line, Col: entry.Col}
	out.Entries = append(out.Entries, nodes.Entry{Key: "language", Line: entry.Line, Col: entry.Col, Value: lang})
	mine := &nodes.Node{Kind: nodes.Map}
	for _, e := range entry.Value.Entries {
		if key := fold(e.Key); !slices.Contains(ownKeys, key) && !slices.Contains(ofPaper, key) {
			mine.Entries = append(mine.Entries, e)
		}
	}
	return over(out, mine)
}

// over lays a map over another: its keys win, and so in maps that both have.
func over(below, above *nodes.Node) *nodes.Node {
	out := *above
	out.Kind, out.Entries = nodes.Map, slices.Clone(below.Entries)
	for _, e := range above.Entries {
		i := slices.IndexFunc(out.Entries, func(of nodes.Entry) bool { return fold(of.Key) == fold(e.Key) })
		switch {
		case i < 0:
			out.Entries = append(out.Entries, e)
		case e.Value.Kind == nodes.Map && out.Entries[i].Value.Kind == nodes.Map:
			e.Value = over(out.Entries[i].Value, e.Value)
			out.Entries[i] = e
		default:
			out.Entries[i] = e
		}
	}
	return &out
}
