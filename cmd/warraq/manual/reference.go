package manual

import (
	"fmt"
	"regexp"
	"strings"

	"warraq/site"
	"warraq/site/check"
	"warraq/site/manuscript"
	"warraq/site/settings"
)

// sheet is a page of the reference: its topic, what it is called and about, and what writes it.
type sheet struct {
	topic        string
	title, about site.Words
	write        func(w *writer)
}

// sheets are the pages that are made of tables.
var sheets = []sheet{
	{"story-keys", site.Say("مفاتيح القصة", "The keys of a story"),
		site.Say("ما يُكتب في أول ملف القصة", "What stands at the beginning of a story"),
		func(w *writer) { w.keys(manuscript.StoryKeys()) }},
	{"section-keys", site.Say("مفاتيح القسم", "The keys of a section"),
		site.Say("ما يُكتب في صدر _index.md", "What stands at the beginning of _index.md"),
		func(w *writer) { w.keys(manuscript.SectionKeys()) }},
	{"author-keys", site.Say("مفاتيح الكاتب", "The keys of an author"),
		site.Say("ما يُكتب في صدر ملف من authors", "What stands at the beginning of a file in authors"),
		func(w *writer) { w.keys(manuscript.AuthorKeys()) }},
	{"settings", site.Say("إعدادات الجريدة", "The settings of the paper"),
		site.Say("مفاتيح content/edition.yaml", "The keys of content/edition.yaml"),
		func(w *writer) { w.keys(settings.EditionKeys()) }},
	{"front-keys", site.Say("مفاتيح الصفحة الأولى", "The keys of the front page"),
		site.Say("مفاتيح content/front.yaml", "The keys of content/front.yaml"),
		func(w *writer) { w.keys(settings.FrontKeys()) }},
	{"rules", site.Say("قواعد المراجعة", "The rules of the copy desk"),
		site.Say("ما ينبّه إليه warraq check، وكيف يُصوَّب", "What warraq check tells, and how it is put right"),
		func(w *writer) { w.rules() }},
	{"views", site.Say("حقول القوالب", "The fields of templates"),
		site.Say("ما تراه كل صفحة من القالب", "What each page of the theme can show"),
		func(w *writer) { w.views() }},
	{"functions", site.Say("دوال القوالب", "The functions of templates"),
		site.Say("ما يناديه قالب", "What a template may call"),
		func(w *writer) { w.functions() }},
}

// Reference writes the pages of the reference in a language, by their names in its newsroom.
func Reference(lang string) map[string][]byte {
	out := map[string][]byte{}
	for _, s := range sheets {
		w := &writer{lang: lang}
		w.line("---\ntitle: %s\nstandfirst: %s\ndate: 2026-11-27\n---\n", w.say(s.title), w.say(s.about))
		s.write(w)
		out["content/reference/"+s.topic+".md"] = []byte(strings.TrimRight(w.String(), "\n") + "\n")
	}
	return out
}

// writer writes Markdown in a language.
type writer struct {
	strings.Builder
	lang string
}

func (w *writer) say(words site.Words) string {
	if w.lang == "ar" {
		return words.Ar
	}
	return words.En
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

// keys writes a table of keys.
func (w *writer) keys(keys []settings.Key) {
	w.line("%s", w.say(site.Say("| المفتاح | قيمته | ما هو |", "| Key | Value | What it is for |")))
	w.line("| --- | --- | --- |")
	for _, k := range keys {
		about := w.say(k.About)
		if len(k.Also) > 0 {
			about += w.say(site.Say("؛ ويُقرأ أيضًا: ", "; also read: ")) + coded(k.Also)
		}
		w.line("| `%s` | %s | %s |", k.Path, cell(w.kind(k)), cell(about))
	}
}

// kind says what the value of a key may be.
func (w *writer) kind(k settings.Key) string {
	kinds := map[string]site.Words{
		"text": site.Say("نص", "text"), "flag": site.Say("true أو false", "true or false"), "number": site.Say("عدد", "number"),
		"date": site.Say("تاريخ", "date"), "list": site.Say("قائمة", "list"), "map": site.Say("مفاتيح", "keys"),
	}
	switch of := coded(k.Values); {
	case of == "":
		return w.say(kinds[k.Kind])
	case k.Kind == "list":
		return w.say(site.Say("قائمة من ", "list of ")) + of
	default:
		return of
	}
}

// rules writes the rules of check.
func (w *writer) rules() {
	levels := map[site.Level]site.Words{
		site.LevelError: site.Say("خطأ", "error"), site.LevelWarning: site.Say("تحذير", "warning"),
		site.LevelNote: site.Say("ملاحظة", "note"), check.Off: site.Say("معطّلة حتى تُطلب", "off until it is asked for"),
	}
	for _, r := range check.Rules {
		w.line("## %s", r.ID)
		w.line("")
		level, ok := levels[r.Level]
		if !ok {
			level = levels[check.Off]
		}
		told := w.say(level)
		if r.Fixes {
			told += w.say(site.Say("؛ ويصوّبها `--fix` حيث لا شك", "; `--fix` corrects it where there is no doubt"))
		}
		w.line("%s. %s (%s)", cell(verbs.ReplaceAllString(w.say(r.Message), "…")), cell(sentence(w.say(r.Hint))), told)
		w.line("")
		if r.Bad != "" {
			w.example(w.say(site.Say("يُنبَّه إليه:", "It tells of:")), r.Bad)
		}
		if r.Good != "" {
			w.example(w.say(site.Say("والصواب:", "Right is:")), r.Good)
		}
		if source := w.say(r.Source()); source != "" {
			w.line("%s\n", cell(w.say(site.Say("المرجع: ", "Source: "))+source))
		}
	}
}

// verbs are what a message puts words of the manuscript in the place of.
var verbs = regexp.MustCompile(`%(\[\d+\])?[sdqv]`)

// example writes a piece of a manuscript as it stands.
func (w *writer) example(heading, text string) {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	w.line("%s\n\n%smarkdown\n%s\n%s\n", heading, fence, strings.TrimRight(text, "\n"), fence)
}

// sentence ends with a full stop.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// coded writes words as code, with spaces between.
func coded(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return "`" + strings.Join(words, "` `") + "`"
}

// cell is a text as a cell of a table, or a line of prose, holds it.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "<", `\<`, "*", `\*`, "{", `\{`, "[", `\[`, "]", `\]`, "\n", " ").Replace(text)
}
