package review

import (
	"net/url"
	"strings"

	"warraq/site"
	"warraq/site/check"
)

// object is a JSON object. What code scanning reads is SARIF 2.1.0 (OASIS), as much
// of it as is needed.
type object map[string]any

func sarifText(s string) object { return object{"text": s} }

// SARIF makes the report a log of code scanning, for JSON. file names a problem's file.
func (v *Report) SARIF(lang string, file func(path string) string) any {
	results := make([]object, len(v.Problems))
	for i, r := range v.Problems {
		results[i] = sarifResult(lang, r, file(r.Path))
	}
	return object{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": []object{{
		"tool":    object{"driver": object{"name": "warraq", "rules": sarifRules(lang, v)}},
		"results": results, "columnKind": "unicodeCodePoints",
	}}}
}

// Verbs are what the words of a rule are filled in with.
var Verbs = strings.NewReplacer("%[1]s", "…", "%[2]s", "…", "%[3]s", "…", "%s", "…", "%q", "…", "%d", "…")

// sarifRules are the editorial rules, and the other rules that problems name: those
// of reading the files.
func sarifRules(lang string, v *Report) (out []object) {
	add := func(id string, message, hint site.Words, level site.Level) {
		config := object{"enabled": level != check.Off}
		if level != check.Off {
			config["level"] = level
		}
		out = append(out, object{"id": id, "shortDescription": sarifText(Verbs.Replace(message.In(lang))), "help": sarifText(hint.In(lang)), "defaultConfiguration": config})
	}
	for i := range check.Rules {
		r := &check.Rules[i]
		add(r.ID, r.Message, r.Hint, r.Level)
	}
	told := map[string]bool{}
	for _, r := range v.Problems {
		if !told[r.Rule] && check.Named(r.Rule) == nil {
			told[r.Rule] = true
			add(r.Rule, r.Message, r.Hint, r.Level)
		}
	}
	return out
}

func sarifResult(lang string, r Remark, file string) object {
	artifact := object{"uri": (&url.URL{Path: file}).String()}
	place := object{"artifactLocation": artifact}
	if r.Line > 0 {
		region := object{"startLine": r.Line}
		for name, n := range map[string]int{"startColumn": r.Col, "endLine": r.EndLine, "endColumn": r.EndCol} {
			if n > 0 {
				region[name] = n
			}
		}
		place["region"] = region
	}
	out := object{
		"ruleId": r.Rule, "level": r.Level, "message": sarifText(r.Message.In(lang) + " — " + r.Hint.In(lang)),
		"locations": []object{{"physicalLocation": place}},
	}
	if f := r.Fix; f != nil {
		out["fixes"] = []object{{"description": sarifText(r.Hint.In(lang)), "artifactChanges": []object{{
			"artifactLocation": artifact,
			"replacements":     []object{{"deletedRegion": object{"byteOffset": f.From, "byteLength": f.To - f.From}, "insertedContent": sarifText(f.Text)}},
		}}}}
	}
	return out
}
