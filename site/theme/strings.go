package theme

import (
	"bytes"
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
}

func (c catalog) has(key string) bool {
	_, ok := c.source[key]
	return ok
}

// readStrings reads strings/<lang>.json: a key is a string, or an object with
// the plural forms of the language (CLDR categories, {n} for the number). A
// language without a file gets English. A missing form is a Problem: a page
// that says «1 دقائق» is never made.
func readStrings(fsys fs.FS, lang string) (catalog, []site.Problem) {
	base, _, _ := strings.Cut(lang, "-")
	name := "strings/" + base + ".json"
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		base, name = "en", "strings/en.json"
		if data, err = fs.ReadFile(fsys, name); err != nil {
			return catalog{}, []site.Problem{stringsProblem(name, 0, site.Say("لا ملف لنصوص الواجهة", "no file of interface strings"))}
		}
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return catalog{}, []site.Problem{stringsProblem(name, jsonLine(data, err), site.Say("ليس JSON سليمًا: %v", "not valid JSON: %v", err))}
	}
	c := catalog{map[string]string{}, map[string]arabic.Forms{}, map[string]string{}}
	var problems []site.Problem
	for _, key := range slices.Sorted(maps.Keys(raw)) {
		if p := c.add(key, raw[key], base); p != (site.Words{}) {
			problems = append(problems, stringsProblem(name, 1+bytes.Count(before(data, key), []byte("\n")), p))
		}
	}
	return c, problems
}

func before(data []byte, key string) []byte {
	i := bytes.Index(data, []byte(`"`+key+`"`))
	return data[:max(i, 0)]
}

// add enters one key; what is wrong with it is returned.
func (c catalog) add(key string, raw json.RawMessage, lang string) site.Words {
	c.source[key] = string(raw)
	var text string
	if json.Unmarshal(raw, &text) == nil {
		c.plain[key] = text
		return site.Words{}
	}
	var forms struct {
		Zero, One, Two, Few, Many, Other string
		TwoGenitive                      string `json:"two_gen"`
	}
	if err := json.Unmarshal(raw, &forms); err != nil {
		return site.Say("«%s» لا هو نصّ ولا صيغ جمع", "%q is neither a string nor plural forms", key)
	}
	f := arabic.Forms{
		Zero: forms.Zero, One: forms.One, Two: forms.Two, TwoGenitive: forms.TwoGenitive,
		Few: forms.Few, Many: forms.Many, Other: forms.Other,
	}
	c.plural[key] = f
	if missing := f.Missing(lang); len(missing) > 0 {
		return site.Say("«%s» تنقصه صيغ الجمع: %s", "%q lacks the plural forms %s", key, strings.Join(missing, ", "))
	}
	return site.Words{}
}

func stringsProblem(name string, line int, message site.Words) site.Problem {
	return site.Problem{
		Path: "templates/" + name, Line: line, Rule: "theme/strings", Level: site.LevelError, Message: message,
		Hint: site.Say("في العربية ست صيغ: zero one two few many other", "Arabic has six forms: zero one two few many other"),
	}
}

func jsonLine(data []byte, err error) int {
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
	return 1 + bytes.Count(data[:min(int(offset), len(data))], []byte("\n"))
}
