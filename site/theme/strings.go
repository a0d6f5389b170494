package theme

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
)

// catalog is the words of the interface in one language.
type catalog struct {
	plain  map[string]string
	plural map[string]arabic.Forms
	source map[string]string // both, as they are written
	faulty map[string]site.Problem
	added  map[string]site.Problem // keys that the built-in file lacks: no template may use them
}

func (c catalog) has(key string) bool {
	_, ok := c.source[key]
	return ok
}

// readStrings reads strings/<lang>.json: a key is a string, or an object with
// the plural forms of the language (CLDR categories, {n} for the number). A
// language without a file gets English. The file goes over the built-in one: it may
// have a part of the keys, and of a faulty key the built-in words stay. A missing form
// is a Problem: a page that says «1 دقائق» is never made. Tanwin is placed
// in the way of the house.
func readStrings(fsys, builtIn fs.FS, l arabic.Locale) (catalog, []site.Problem) {
	c := catalog{map[string]string{}, map[string]arabic.Forms{}, map[string]string{}, map[string]site.Problem{}, map[string]site.Problem{}}
	names := namesOf(l.Lang)
	var problems []site.Problem
	var last string
	for _, layer := range []fs.FS{builtIn, fsys} {
		if layer == nil {
			continue
		}
		var lang, name, data string
		err := fs.ErrNotExist
		for i := 0; i < len(names) && errors.Is(err, fs.ErrNotExist); i++ {
			lang, name = names[i], "strings/"+names[i]+".json"
			data, err = readFile(layer, name)
		}
		switch {
		case err != nil:
			problems = append(problems, fileFault("templates/"+name, err))
		case data != last:
			problems = append(problems, c.addFile(name, arabic.PlaceTanwin(data, l.Tanwin), lang)...)
		}
		last = data
	}
	return c, problems
}

// namesOf are the files that may have the words of a language, without their ends, in the order in which they are
// asked: its own code, the language whose words it has, English. Kurdish in Latin letters is kmr.json.
func namesOf(lang string) []string {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	tongue := arabic.Tongue(lang)
	if base == "" || base == "ku" {
		base = tongue
	}
	return slices.Compact([]string{base, tongue, "en"})
}

// addFile puts a file's words over those that are there.
func (c catalog) addFile(name, data, lang string) (problems []site.Problem) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal([]byte(data), &raw); err != nil {
		p := stringsProblem(name, jsonLine(data, err), site.Say("ليس JSON سليمًا: %v", "not valid JSON: %v", err))
		p.Hint = site.Say("راجع الفواصل والأقواس وعلامات الاقتباس", "check the commas, the braces and the quotation marks")
		return []site.Problem{p}
	}
	isFirst := len(c.source) == 0
	for _, key := range slices.Sorted(maps.Keys(raw)) {
		line := 1 + strings.Count(data[:max(0, strings.Index(data, `"`+key+`"`))], "\n")
		isNew := !isFirst && !c.has(key)
		if words := c.add(key, raw[key], lang); words != (site.Words{}) {
			p := stringsProblem(name, line, words)
			problems = append(problems, p)
			c.faulty[key] = p
		} else if isNew {
			p := stringsProblem(name, line, site.Say("لا قالب يستعمل «%s»", "no template uses %q", key))
			p.Level, p.Hint = site.LevelWarning, site.Say("راجع اسم المفتاح، أو احذفه", "check the name of the key, or remove it")
			c.added[key] = p
		}
	}
	return problems
}

// add enters one key; what is wrong with it is returned, and then it stays as it was.
func (c catalog) add(key string, raw json.RawMessage, lang string) site.Words {
	var text *string
	if json.Unmarshal(raw, &text) == nil && text != nil {
		c.plain[key], c.source[key] = *text, string(raw)
		delete(c.plural, key)
		return site.Words{}
	}
	var forms *struct {
		Zero, One, Two, Few, Many, Other string
		TwoGenitive                      string `json:"two_gen"`
	}
	if err := json.Unmarshal(raw, &forms); err != nil || forms == nil {
		return site.Say("«%s» لا هو نصّ ولا صيغ جمع", "%q is neither a string nor plural forms", key)
	}
	f := arabic.Forms{
		Zero: forms.Zero, One: forms.One, Two: forms.Two, TwoGenitive: forms.TwoGenitive,
		Few: forms.Few, Many: forms.Many, Other: forms.Other,
	}
	if missing := f.Missing(lang); len(missing) > 0 {
		return site.Say("«%s» تنقصه صيغ الجمع: %s", "%q lacks the plural forms %s", key, strings.Join(missing, ", "))
	}
	c.plural[key], c.source[key] = f, string(raw)
	delete(c.plain, key)
	return site.Words{}
}

func stringsProblem(name string, line int, message site.Words) site.Problem {
	return site.Problem{
		Path: "templates/" + name, Line: line, Rule: "theme/strings", Level: site.LevelError, Message: message,
		Hint: site.Say("في العربية ست صيغ: zero one two few many other، وفي العبرية ثلاث: one two other، وفي سواهما one وother", "Arabic has six forms: zero one two few many other; Hebrew has three: one two other; others have one and other"),
	}
}

func jsonLine(data string, err error) int {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	var offset int64
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
	default:
		return 0
	}
	return 1 + strings.Count(data[:min(int(offset), len(data))], "\n")
}
