package amend

import (
	"errors"
	"strings"
	"testing"

	"warraq/site/manuscript"
)

// amended makes changes to a text, of which the first that fails ends them.
func amended(t *testing.T, src string, changes ...func(*Front) error) (string, error) {
	t.Helper()
	f, err := Open("news/a.md", []byte(src), manuscript.Options{})
	for _, change := range changes {
		if err == nil {
			err = change(f)
		}
	}
	if err != nil {
		return "", err
	}
	return string(f.Bytes()), nil
}

func set(key string, value any, others ...string) func(*Front) error {
	return func(f *Front) error { return f.Set(key, value, others...) }
}

func remove(names ...string) func(*Front) error {
	return func(f *Front) error { return f.Remove(names...) }
}

func appendTo(key string, item any, others ...string) func(*Front) error {
	return func(f *Front) error { return f.Append(key, item, others...) }
}

var note = manuscript.Matter{{Key: "date", Value: "2026-11-27T10:00:00+03:00"}, {Key: "text", Value: "قلنا: «أ», والصحيح ب"}}

// A key is written, replaced and removed in the form that is there, and no other byte changes.
func TestAmend(t *testing.T) {
	for name, c := range map[string]struct {
		src, want string
		change    func(*Front) error
	}{
		"a new flag":        {"---\ntitle: أ\n---\nنص", "---\ntitle: أ\ndraft: true\n---\nنص", set("draft", true)},
		"a flag":            {"---\ndraft:   false # حتى الأحد\ntitle: أ\n---\n", "---\ndraft:   true # حتى الأحد\ntitle: أ\n---\n", set("draft", true)},
		"no value":          {"---\ntitle: أ\ndraft:\n\n# تعليق\ndate: 2026-11-20\n---\n", "---\ntitle: أ\ndraft: true\n\n# تعليق\ndate: 2026-11-20\n---\n", set("draft", true)},
		"another name":      {"---\npublish_date: '2026-11-20'\n---\n", "---\npublish_date: 2026-11-27T10:00:00+03:00\n---\n", set("publishDate", "2026-11-27T10:00:00+03:00")},
		"one of the others": {"---\nembargo: 2026-11-20\n---\n", "---\nembargo: 2026-11-27\n---\n", set("publishDate", "2026-11-27", "embargo")},
		"a map":             {"---\nwithdrawn:\n  reason: أ\n  date: 2026-11-20\ntitle: ب\n---\n", "---\nwithdrawn: خطأ\ntitle: ب\n---\n", set("withdrawn", "خطأ")},
		"a long text":       {"---\nwithdrawn: >\n  أ\n  ب\n\ntitle: ب\n---\n", "---\nwithdrawn: true\n\ntitle: ب\n---\n", set("withdrawn", true)},
		"to a map":          {"---\nwithdrawn: true\n---\n", "---\nwithdrawn: {date: \"2026-11-27T10:00:00+03:00\", text: \"قلنا: «أ», والصحيح ب\"}\n---\n", set("withdrawn", note)},
		"Windows":           {"\ufeff---\r\ntitle: أ\r\n---\r\nنص\r\n", "\ufeff---\r\ntitle: أ\r\ndraft: true\r\n---\r\nنص\r\n", set("draft", true)},
		"no front":          {"نص.\n", "---\ndraft: true\n---\n\nنص.\n", set("draft", true)},
		"no end":            {"---\ntitle: أ\n---", "---\ntitle: أ\ndraft: true\n---", set("draft", true)},
		"remove":            {"---\n# أ\ndraft: true # ب\n\n# ج\ntitle: د\n---\n", "---\n# أ\n\n# ج\ntitle: د\n---\n", remove("draft")},
		"remove the last":   {"---\ntitle: أ\ndraft: true\n---\nنص", "---\ntitle: أ\n---\nنص", remove("draft")},
		"remove two":        {"---\nembargo: 2026-11-20\ntitle: أ\npublishDate: 2026-11-21\n---\n", "---\ntitle: أ\n---\n", remove("publishDate", "embargo")},
		"remove none":       {"---\ntitle: أ\n---\n", "---\ntitle: أ\n---\n", remove("draft")},
		"remove no value":   {"---\ntitle: أ\ndraft:\n---\nنص", "---\ntitle: أ\n---\nنص", remove("draft")},

		"TOML, a flag":    {"+++\ntitle = 'أ'\ndraft = true # ب\n[params]\nx = 1\n+++\n", "+++\ntitle = 'أ'\ndraft = false # ب\n[params]\nx = 1\n+++\n", set("draft", false)},
		"TOML, new":       {"+++\ntitle = 'أ'\n[params]\nx = 1\n+++\n", "+++\ndraft = true\ntitle = 'أ'\n[params]\nx = 1\n+++\n", set("draft", true)},
		"TOML, a date":    {"+++\ndate = 2026-11-20T08:00:00Z\n+++\n", "+++\ndate = 2026-11-27T10:00:00+03:00\n+++\n", set("date", "2026-11-27T10:00:00+03:00")},
		"TOML, a map":     {"+++\ntitle = 'أ'\n+++\n", "+++\nwithdrawn = {date = 2026-11-27T10:00:00+03:00, text = \"قلنا: «أ», والصحيح ب\"}\ntitle = 'أ'\n+++\n", set("withdrawn", note)},
		"TOML, remove":    {"+++\ntitle = 'أ'\ndraft = true\n\n[params]\nx = 1\n+++\nنص", "+++\ntitle = 'أ'\n\n[params]\nx = 1\n+++\nنص", remove("draft")},
		"TOML, tables":    {"+++\n[[corrections]]\ntext = \"أ\"\n+++\n", "+++\n[[corrections]]\ntext = \"أ\"\n[[corrections]]\ndate = 2026-11-27T10:00:00+03:00\ntext = \"قلنا: «أ», والصحيح ب\"\n+++\n", appendTo("corrections", note)},
		"TOML, in braces": {"+++\ncorrections = [{text = 'أ'}]\n+++\n", "+++\ncorrections = [{text = 'أ'}, {date = 2026-11-27T10:00:00+03:00, text = \"قلنا: «أ», والصحيح ب\"}]\n+++\n", appendTo("corrections", note)},

		"JSON, a flag":     {`{"title": "أ", "draft": true}` + "\nنص", `{"title": "أ", "draft": false}` + "\nنص", set("draft", false)},
		"JSON, new":        {"{}\nنص", "{\"draft\": true}\nنص", set("draft", true)},
		"JSON, remove":     {"{\n  \"draft\": true,\n  \"title\": \"أ\"\n}\n", "{\n  \"title\": \"أ\"\n}\n", remove("draft")},
		"JSON, the last":   {"{\n  \"title\": \"أ\",\n  \"withdrawn\": {\"text\": \"}\"}\n}\n", "{\n  \"title\": \"أ\"\n}\n", remove("withdrawn")},
		"JSON, the only":   {"{\"draft\": true}\n", "{}\n", remove("draft")},
		"JSON, append":     {`{"corrections": [{"text": "أ"}]}`, `{"corrections": [{"text": "أ"}, {"date": "2026-11-27T10:00:00+03:00", "text": "قلنا: «أ», والصحيح ب"}]}`, appendTo("corrections", note)},
		"JSON, to another": {`{"withdrawn": {"text": "أ"}, "title": "ب"}`, `{"withdrawn": true,"title": "ب"}`, set("withdrawn", true)},

		"the first":        {"---\ntitle: أ\n---\n", "---\ntitle: أ\ncorrections:\n  - date: 2026-11-27T10:00:00+03:00\n    text: \"قلنا: «أ», والصحيح ب\"\n---\n", appendTo("corrections", note)},
		"the second":       {"---\ncorrections:\n- text: أ\n  date: 2026-11-20\n\n# ب\ntitle: ج\n---\n", "---\ncorrections:\n- text: أ\n  date: 2026-11-20\n- date: 2026-11-27T10:00:00+03:00\n  text: \"قلنا: «أ», والصحيح ب\"\n\n# ب\ntitle: ج\n---\n", appendTo("corrections", note)},
		"indented by four": {"---\ncorrections:\n    - text: أ\ntitle: ج\n---\n", "---\ncorrections:\n    - text: أ\n    - date: 2026-11-27T10:00:00+03:00\n      text: \"قلنا: «أ», والصحيح ب\"\ntitle: ج\n---\n", appendTo("corrections", note)},
		"in brackets":      {"---\ncorrections: [{text: أ}]\n---\n", "---\ncorrections: [{text: أ}, {date: \"2026-11-27T10:00:00+03:00\", text: \"قلنا: «أ», والصحيح ب\"}]\n---\n", appendTo("corrections", note)},
		"a text":           {"---\ncorrection: كان, الاسم\n---\n", "---\ncorrection: [\"كان, الاسم\", {date: \"2026-11-27T10:00:00+03:00\", text: \"قلنا: «أ», والصحيح ب\"}]\n---\n", appendTo("corrections", note, "correction")},
		"no items":         {"---\ncorrections:\ntitle: أ\n---\n", "---\ncorrections:\n  - date: 2026-11-27T10:00:00+03:00\n    text: \"قلنا: «أ», والصحيح ب\"\ntitle: أ\n---\n", appendTo("corrections", note)},
		"Windows, second":  {"---\r\ncorrections:\r\n  - text: أ\r\n---\r\n", "---\r\ncorrections:\r\n  - text: أ\r\n  - date: 2026-11-27T10:00:00+03:00\r\n    text: \"قلنا: «أ», والصحيح ب\"\r\n---\r\n", appendTo("corrections", note)},
	} {
		got, err := amended(t, c.src, c.change)
		if err != nil || got != c.want {
			t.Errorf("%s: %v\n got %q\nwant %q", name, err, got, c.want)
		}
	}
}

// What cannot be changed in its form is left as it is.
func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		src    string
		change func(*Front) error
	}{
		"in braces":     {"---\n{title: أ, draft: true}\n---\n", remove("draft")},
		"merged":        {"---\na: &a\n  draft: true\n<<: *a\ntitle: أ\n---\n", remove("draft")},
		"unclosed":      {"---\ntitle: أ\n", set("draft", true)},
		"a map of one":  {"---\ncorrections:\n  text: أ\n---\n", appendTo("corrections", note)},
		"another fence": {"---json\n{}\n---\n", set("draft", true)},
		"TOML, table":   {"+++\ntitle = 'أ'\n[corrections]\ntext = 'أ'\n+++\n", appendTo("corrections", note)},
	} {
		if got, err := amended(t, c.src, c.change); !errors.Is(err, ErrForm) {
			t.Errorf("%s: %v, %q", name, err, got)
		}
	}
}

// Whatever the front matter holds, a change is made as it should be or refused, and then
// nothing else of the file differs: no line is lost, and the body stays.
func FuzzAmend(f *testing.F) {
	for _, src := range []string{
		"---\ntitle: أ\ndraft: true # ب\ncorrections:\n- text: أ\n  date: 2026-11-20\n\n# ب\nwithdrawn: |\n  ج\n---\nنص",
		"+++\ntitle = 'أ'\ndraft = true\n[[corrections]]\ntext = '''أ'''\n+++\nنص", "{\"draft\": true, \"corrections\": [\"أ\"]}\nنص", "---\r\n? draft\r\n: true\r\n---\r\n",
	} {
		f.Add(src, "قلنا: أ # ب")
	}
	f.Fuzz(func(t *testing.T, src, words string) {
		front, err := Open("news/a.md", []byte(src), manuscript.Options{})
		if err != nil {
			return
		}
		body := src[front.start:]
		item := manuscript.Matter{{Key: "date", Value: "2026-11-27"}, {Key: "text", Value: words}}
		for _, change := range []func(*Front) error{set("draft", true), appendTo("corrections", item), set("withdrawn", item), remove("draft"), remove("corrections"), remove("withdrawn")} {
			before := string(front.Bytes())
			if err := change(front); err != nil && string(front.Bytes()) != before && len(front.matter.Entries) < 2 {
				t.Errorf("%q: refused, and changed to %q", before, front.Bytes())
			}
			if !strings.HasSuffix(string(front.Bytes()), body) {
				t.Errorf("%q lost its body: %q", src, front.Bytes())
			}
		}
	})
}
