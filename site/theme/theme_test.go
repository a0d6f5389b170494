package theme_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"html/template"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/theme"
	"warraq/templates"
)

// parse reads a theme of a Syrian paper. What is in files comes over a theme of
// one page, page.html, which stands alone.
func parse(files map[string]string, change func(o *theme.Options)) (*theme.Theme, []site.Problem) {
	templates, static := fstest.MapFS{}, fstest.MapFS{}
	put := func(name, text string) {
		if name, ok := strings.CutPrefix(name, "static/"); ok {
			static[name] = &fstest.MapFile{Data: []byte(text)}
			return
		}
		templates[name] = &fstest.MapFile{Data: []byte(text)}
	}
	put("page.html", "page")
	put("strings/ar.json", "{}")
	for name, text := range files {
		put(name, text)
	}
	o := theme.Options{
		Config: &site.Config{Language: "ar", BaseURL: "https://example.org"},
		Locale: arabic.Locale{Lang: "ar", Country: "SY", Months: arabic.MonthsSyriac, Hijri: true},
		Static: static,
	}
	if change != nil {
		change(&o)
	}
	return theme.Parse(templates, o)
}

// render makes page.html by its program, and checks that html/template makes
// the same of it.
func render(t *testing.T, th *theme.Theme, view any) (string, error) {
	t.Helper()
	var fast, slow bytes.Buffer
	page := site.Page{Path: "/", Template: "page.html", View: view}
	fastErr := th.Render(&fast, page, theme.Ask{})
	th.Interpret(true)
	slowErr := th.Render(&slow, page, theme.Ask{})
	th.Interpret(false)
	if fast.String() != slow.String() || (fastErr == nil) != (slowErr == nil) {
		t.Errorf("a program makes %q, %v; html/template %q, %v", &fast, fastErr, &slow, slowErr)
	}
	return fast.String(), fastErr
}

// A page is made again when something changes that its template reaches, and
// only then.
func TestSumIsOfAllThatATemplateReaches(t *testing.T) {
	files := map[string]string{
		"base.html":               `{{template "partials/header.html" .}}{{block "main" .}}{{end}}`,
		"partials/header.html":    `{{icon "search"}}{{t "home"}}`,
		"partials/card.html":      `{{icon "pen"}}{{tn "views" 3}}`,
		"partials/deep.html":      `{{define "inner"}}{{with (icon "deep")}}{{.}}{{end}}{{end}}`,
		"article.html":            `{{define "main"}}{{once "partials/card.html" .}}{{typeName .Type}}{{end}}`,
		"list.html":               `{{define "main"}}{{if .}}{{else}}{{template "inner"}}{{end}}{{range .}}{{abs .}}{{end}}{{end}}`,
		"any.html":                `{{.Name | icon}}{{t .Key}}{{once .Part .}}`,
		"page.html":               `{{.Title}}`,
		"static/icons/search.svg": `<svg id="search"></svg>`, "static/icons/pen.svg": `<svg id="pen"></svg>`, "static/icons/deep.svg": `<svg id="deep"></svg>`,
		"strings/ar.json": `{"home": "الرئيسية", "unused": "لا أحد", "type_opinion": "رأي",
			"views": {"zero": "٠", "one": "١", "two": "٢", "few": "٣", "many": "٤", "other": "٥"}}`,
		"strings/en.json": `{"home": "Home"}`,
	}
	pages := []string{"any", "article", "list", "page"}
	sums := func(edits map[string]string, change func(*theme.Options)) map[string]site.Sum {
		edited := maps.Clone(files)
		for name, text := range edits {
			if from, to, ok := strings.Cut(text, " => "); ok {
				text = strings.Replace(files[name], from, to, 1)
			}
			edited[name] = text
		}
		th, problems := parse(edited, change)
		if th == nil {
			t.Fatal(problems)
		}
		out := map[string]site.Sum{}
		for _, p := range pages {
			out[p] = th.Sum(p + ".html")
		}
		return out
	}
	before := sums(nil, nil)
	for _, c := range []struct {
		file, edit string
		option     func(*theme.Options)
		want       string // the pages that change
	}{
		{file: "static/icons/search.svg", edit: "search => other", want: "any article list"},
		{file: "static/icons/pen.svg", edit: "pen => other", want: "any article"},
		{file: "static/icons/deep.svg", edit: "deep => other", want: "any list"},
		{file: "static/icons/new.svg", edit: "<svg></svg>", want: "any"},
		{file: "static/icons/icon-192.png", edit: "PNG"},
		{file: "static/css/site.css", edit: "body{}"},
		{file: "strings/ar.json", edit: "الرئيسية => البداية", want: "any article list"},
		{file: "strings/ar.json", edit: "٣ => ثلاث", want: "any article"},
		{file: "strings/ar.json", edit: "رأي => مقال", want: "article any"},
		{file: "strings/ar.json", edit: "لا أحد => أحد", want: "any"},
		{file: "strings/en.json", edit: "Home => Start"},
		{file: "partials/header.html", edit: `{{icon => <b>{{icon`, want: "any article list"},
		{file: "partials/card.html", edit: `{{icon => <b>{{icon`, want: "any article"},
		{file: "partials/deep.html", edit: `{{with => <b>{{with`, want: "any list"},
		{file: "base.html", edit: `{{block => <main>{{block`, want: "any article list"},
		{file: "article.html", edit: `{{typeName => <p>{{typeName`, want: "article"},
		{file: "page.html", edit: `{{.Title}} => <b>{{.Title}}`, want: "page"},
		{file: "other.html", edit: `a new page`},
		{option: func(o *theme.Options) { o.Locale.Digits = arabic.Arab }, want: "any article list page"},
		{option: func(o *theme.Options) { o.Locale.MonthsAt = map[string]arabic.Months{"body": arabic.MonthsGregorian} }, want: "any article list page"},
		{option: func(o *theme.Options) { o.Config = &site.Config{BaseURL: "https://example.com"} }, want: "list"},
		{},
	} {
		after := sums(map[string]string{c.file: c.edit}, c.option)
		if c.file == "" {
			after = sums(nil, c.option)
		}
		var changed []string
		for _, p := range pages {
			if after[p] != before[p] {
				changed = append(changed, p)
			}
		}
		want := strings.Fields(c.want)
		slices.Sort(want)
		if !slices.Equal(changed, want) {
			t.Errorf("after %s: %s changed %v, want %v", c.file, c.edit, changed, want)
		}
	}
}

type words struct {
	Title, URL string
	Date       time.Time
	N          int
	Length     time.Duration
	Names      []string
	By         []site.Byline
	Type       site.Type
}

// The functions of templates, for a Syrian paper. Dates are those of CLDR
// (ar-SY) and the Umm al-Qura calendar; the plural forms are CLDR's.
func TestFunctions(t *testing.T) {
	v := &words{
		Title: "خبر", URL: "/a/?b=1&c=2", Date: time.Date(2026, 11, 23, 15, 5, 0, 0, time.UTC), N: 3, Length: 3*time.Minute + 25*time.Second,
		Names: []string{"أ", "ب", "ج"}, Type: site.Opinion,
		By: []site.Byline{{Name: "منى", URL: "/authors/mona/"}, {Name: "سامي <ب>"}, {Name: "لين", URL: "/authors/leen/"}},
	}
	for text, want := range map[string]string{
		`{{t "home"}}`:                                 "الرئيسية",
		`{{tn "views" 2}}|{{tn "views" .N}}`:           "مشاهدتان|3 مشاهدات",
		`{{count "minute" 3}}|{{countGen "day" 2}}`:    "3 دقائق|يومين",
		`{{number 1234567}}`:                           "1,234,567",
		`{{date "body" .Date}}`:                        "23 تشرين الثاني 2026",
		`{{date "dateline" .Date}}`:                    "23 نوفمبر 2026",
		`{{fulldate "body" .Date}}`:                    "الاثنين، 23 تشرين الثاني 2026",
		`{{monthyear "body" .Date}}`:                   "تشرين الثاني 2026",
		`{{clock .Date}}`:                              "3:05 م",
		`{{day .Date}} {{year .Date}} {{month .Date}}`: "23 2026 2026-11",
		`{{duration .Length}}`:                         "3:25",
		`{{duration .Length}}{{with $.Length}}{{end}}`: "3:25",
		`{{hijri .Date}}`:                              "13 جمادى الآخرة 1448 هـ",
		`{{iso .Date true}} {{iso .Date false}}`:       "2026-11-23T15:05:00Z 2026-11-23",
		`{{len weekdays}} {{index weekdays 0}}`:        "7 س",
		`{{join .Names}}`:                              "أ، ب وج",
		`{{bylines .By}}`:                              `<a rel="author" href="/authors/mona/">منى</a>، سامي &lt;ب&gt; و<a rel="author" href="/authors/leen/">لين</a>`,
		`{{typeName .Type}}|{{typeName "news"}}`:       "رأي|",
		`{{echoes .Type "رأي"}} {{echoes .Type "مقالُ رأي"}} {{echoes .Type "البحر"}} {{echoes "news" ""}}`: "true true false false",
		`{{among "verdicts" "زايف"}} {{among "verdicts" "غيرُ صحيح"}} {{among "none" "x"}}`:                 "false true false",
		`{{abs .URL}}|{{abs "https://e.com/x"}}`:                       "https://example.org/a/?b=1&amp;c=2|https://e.com/x",
		`{{zero .Date}}`:                                               "false",
		`{{add 1 .N}}`:                                                 "4",
		`{{range first 2 .Names}}{{.}}{{end}}`:                         "أب",
		`{{range after 2 .Names}}{{.}}{{end}}`:                         "ج",
		`{{range first 9 .Names}}{{.}}{{end}}{{len (after 9 .Names)}}`: "أبج0",
		`{{icon "pen"}}`:                                               `<svg class="icon" aria-hidden="true" focusable="false" viewBox="0 0 1 1"/>`,
		`<a title="{{plain .Title}}">{{bidi .Title}}</a>`:              `<a title="خبر">خبر</a>`,
	} {
		th, problems := parse(map[string]string{
			"page.html": text, "static/icons/pen.svg": "<svg viewBox=\"0 0 1 1\"/>\n",
			"strings/ar.json": `{"home": "الرئيسية", "type_opinion": "رأي", "also_opinion": "مقال، مقال رأي", "verdicts": "زائف، غير صحيح",
				"views": {"zero": "لا مشاهدات", "one": "مشاهدة واحدة", "two": "مشاهدتان", "few": "{n} مشاهدات", "many": "{n} مشاهدة", "other": "{n} مشاهدة"}}`,
		}, func(o *theme.Options) {
			o.Locale.MonthsAt = map[string]arabic.Months{"dateline": arabic.MonthsGregorian}
		})
		if th == nil {
			t.Fatal(problems)
		}
		if got, err := render(t, th, v); got != want || err != nil {
			t.Errorf("%s\n got %q, %v\nwant %q", text, got, err, want)
		}
	}
}

// What an unset time shows is nothing, not the year 1.
func TestUnsetTimes(t *testing.T) {
	th, problems := parse(map[string]string{"page.html": `[{{date "body" .Date}}{{fulldate "body" .Date}}{{monthyear "body" .Date}}{{hijri .Date}}{{iso .Date true}}]`}, nil)
	if th == nil {
		t.Fatal(problems)
	}
	if got, err := render(t, th, &words{}); got != "[]" || err != nil {
		t.Errorf("shows %q, %v", got, err)
	}
}

// An edition in another language has English words.
func TestEnglishEdition(t *testing.T) {
	th, problems := parse(map[string]string{
		"page.html": `{{t "home"}} {{bylines .By}} {{date "body" .Date}} {{count "day" 2}}`, "strings/en.json": `{"home": "Home", "few": {"one": "{n} view", "other": "{n} views"}}`,
	}, func(o *theme.Options) { o.Locale = arabic.Locale{Lang: "fr"} })
	if th == nil {
		t.Fatal(problems)
	}
	v := &words{Date: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), By: []site.Byline{{Name: "A"}, {Name: "B"}, {Name: "C"}}}
	if got, err := render(t, th, v); got != "Home A, B and C 23 November 2026 2 days" || err != nil {
		t.Errorf("shows %q, %v", got, err)
	}
}

// Each language of the interface has all of its words, and its own dates, counts and lists. Kurdish in
// Latin letters has no words yet.
func TestLanguagesOfTheInterface(t *testing.T) {
	keys := func(lang string) []string {
		var raw map[string]json.RawMessage
		data, err := fs.ReadFile(templates.FS, "strings/"+lang+".json")
		if err != nil || json.Unmarshal(data, &raw) != nil {
			t.Fatal(lang, err)
		}
		return slices.Sorted(maps.Keys(raw))
	}
	at := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	for lang, want := range map[string]string{
		"fa":    "تازه\u200cترین خبرها|A و B|۲۳ نوامبر ۲۰۲۶|۲ روز|۲ خبر تازه",
		"ur-PK": "تازہ خبریں|A اور B|23 نومبر، 2026|2 دن|2 نئی خبریں",
		"ckb":   "نوێترین هەواڵەکان|A و B|٢٣ی تشرینی دووەمی ٢٠٢٦|٢ ڕۆژ|٢ هەواڵی نوێ",
		"he":    "החדשות האחרונות|A ו-B|23 בנובמבר 2026|יומיים|שני עדכונים חדשים",
		"ku-TR": "Latest|A and B|23 November 2026|2 days|2 new updates",
	} {
		if tongue := arabic.Tongue(lang); tongue != "kmr" && !slices.Equal(keys(tongue), keys("ar")) {
			t.Errorf("the words of %s have other keys than those of ar", tongue)
		}
		files := fstest.MapFS{"page.html": {Data: []byte(`{{t "latest"}}|{{bylines .By}}|{{date "body" .Date}}|{{count "day" 2}}|{{tn "live_new" 2}}`)}}
		for _, name := range []string{"ar", "en", "fa", "ur", "ku", "he"} {
			data, err := fs.ReadFile(templates.FS, "strings/"+name+".json")
			if err != nil {
				t.Fatal(err)
			}
			files["strings/"+name+".json"] = &fstest.MapFile{Data: data}
		}
		th, problems := theme.Parse(files, theme.Options{Locale: arabic.Locale{Lang: lang, Digits: arabic.DigitsOf(lang, "")}})
		if th == nil || site.Errors(problems) > 0 {
			t.Fatal(problems)
		}
		got, err := render(t, th, &words{Date: at, By: []site.Byline{{Name: "A"}, {Name: "B"}}})
		if got != want || err != nil {
			t.Errorf("%s shows %q, %v; want %q", lang, got, err, want)
		}
	}
}

// What is wrong with a theme is told with its file and line, before a page is
// made.
func TestFaultsOfATheme(t *testing.T) {
	for _, c := range []struct {
		files map[string]string
		place string
		rule  string
		says  string
	}{
		{map[string]string{"page.html": "a\nb\n{{if}}\n"}, "templates/page.html:3", "theme/template", "missing value for if"},
		{map[string]string{"page.html": "a\n{{shout .}}"}, "templates/page.html:2", "theme/template", `function "shout" not defined`},
		{map[string]string{"page.html": "a\n{{t \"hom\"}}", "strings/ar.json": `{"home": ""}`}, "templates/page.html:2", "theme/unknown-name", `no string "hom"`},
		{map[string]string{"partials/p.html": "a\n\n\n{{once \"partials/q.html\" .}}"}, "templates/partials/p.html:4", "theme/unknown-name", `no partial "partials/q.html"`},
		{map[string]string{"page.html": "{{template \"partials/q.html\" .}}"}, "templates/page.html:1", "theme/template", `no such template "partials/q.html"`},
		{map[string]string{"page.html": "<a href='{{.}}\n"}, "templates/page.html", "theme/template", "ends in a non-text context"},
		{map[string]string{"strings/ar.json": "{\n\"a\": \"b\",\n}"}, "templates/strings/ar.json:3", "theme/strings", "not valid JSON"},
		{map[string]string{"strings/ar.json": "{\n\"a\": 3}"}, "templates/strings/ar.json:2", "theme/strings", "neither a string nor plural forms"},
		{map[string]string{"strings/ar.json": "[]"}, "templates/strings/ar.json:1", "theme/strings", "not valid JSON"},
		{map[string]string{"strings/ar.json": "{\n\n\"min\": {\"one\": \"x\", \"other\": \"y\", \"many\": \"z\"}}"}, "templates/strings/ar.json:3", "theme/strings", "lacks the plural forms zero, two, few"},
	} {
		for _, minify := range []func([]byte) ([]byte, error){nil, oneLine} {
			th, problems := parse(c.files, func(o *theme.Options) { o.Minify = minify })
			stopped := th == nil || th.Render(new(bytes.Buffer), site.Page{Template: "page.html"}, theme.Ask{}) != nil
			if len(problems) == 0 || stopped != (c.files["partials/p.html"] == "") { // no page shows that partial
				t.Errorf("%v is a theme", c.files)
				continue
			}
			if p := problems[0]; !strings.HasPrefix(p.Place(), c.place) || p.Rule != c.rule || !strings.Contains(p.Message.En, c.says) || p.Message.Ar == "" || p.Hint.Ar == "" {
				t.Errorf("%v: %s %s %q, want %s %s %q", c.files, p.Place(), p.Rule, p.Message.En, c.place, c.rule, c.says)
			}
		}
	}
}

// oneLine stands for a minifier.
func oneLine(text []byte) ([]byte, error) { return bytes.ReplaceAll(text, []byte("\n"), nil), nil }

// A page that its template cannot make is a Problem of the template, at the
// line as it stands in the file.
func TestFaultsOfAPage(t *testing.T) {
	for text, says := range map[string]string{
		"a\n{{.Nothing}}":                     "can't evaluate field Nothing",
		"a\n{{icon .Title}}":                  `no icon "خبر"`,
		"a\n{{once .Title .}}":                `no partial "خبر"`,
		"a\n{{t .Title}}":                     `no string "خبر"`,
		"a\n{{tn .Title 1}}":                  `no plural string "خبر"`,
		"a\n{{count .Title 1}}":               `no noun "خبر"`,
		"a\n{{range first -1 .Names}}{{end}}": "want a number and a list",
		"a\n{{range after 1 .Title}}{{end}}":  "want a number and a list",
	} {
		for _, minify := range []func([]byte) ([]byte, error){nil, oneLine} {
			th, problems := parse(map[string]string{"page.html": text}, func(o *theme.Options) { o.Minify = minify })
			if th == nil {
				t.Fatal(problems)
			}
			_, err := render(t, th, &words{Title: "خبر"})
			var fault *theme.TemplateError
			if !errors.As(err, &fault) {
				t.Errorf("%q: %v", text, err)
				continue
			}
			if p := fault.Fault(); !strings.HasPrefix(p.Place(), "templates/page.html:2") || !strings.Contains(err.Error(), says) {
				t.Errorf("%q: %s %q, want line 2: %q", text, p.Place(), err, says)
			}
		}
	}
	th, _ := parse(nil, nil)
	if err := th.Render(new(bytes.Buffer), site.Page{Template: "none.html"}, theme.Ask{}); err == nil || th.Sum("none.html") != (site.Sum{}) {
		t.Errorf("there is a template none.html: %v", err)
	}
}

// A minifier that would change an action is not listened to.
func TestMinifierLeavesActionsAlone(t *testing.T) {
	for _, c := range []struct{ text, short, want string }{
		{"<p>  {{.Title}}</p>", "<p>{{.Title}}</p>", "<p>خبر</p>"},
		{"<p>  {{.Title}}</p>", "<p>{{.title}}</p>", "<p>  خبر</p>"},
		{"<p>  {{/* a note */}}{{.Title}}</p>", "<p>{{.Title}}</p>", "<p>خبر</p>"},
		{"<p>  {{.Title}}</p>", "", "<p>  خبر</p>"},
		{`<p title="{{.Title}}">`, `<p title="{{.Title}}>`, `<p title="خبر">`}, // what it leaves is no HTML
	} {
		th, problems := parse(map[string]string{"page.html": c.text}, func(o *theme.Options) {
			o.Minify = func([]byte) ([]byte, error) { return []byte(c.short), nil }
		})
		if th == nil {
			t.Fatal(problems)
		}
		if got, err := render(t, th, &words{Title: "خبر"}); got != c.want || err != nil {
			t.Errorf("%q, minified to %q, makes %q, %v", c.text, c.short, got, err)
		}
	}
}

// A page may define what base.html and the partials call, wherever they call it;
// what it defines as empty stays as it was (text/template, Parse).
func TestPagesDefineBlocks(t *testing.T) {
	files := map[string]string{
		"base.html":           `[{{block "title" .}}base{{end}}]{{template "partials/side.html" .}}{{block "main" .}}{{end}}{{block "foot" .}}foot{{end}}`,
		"partials/side.html":  `({{template "slot" .}})`,
		"partials/slots.html": `{{define "slot"}}slot{{end}}{{define "unused"}}{{template "gone"}}{{end}}`,
	}
	for text, want := range map[string]string{
		`{{define "main"}}main{{end}}`:                                                        `[base](slot)mainfoot`,
		`{{define "main"}}main{{end}}{{define "title"}}{{.Title}}{{end}}`:                     `[خبر](slot)mainfoot`,
		`{{define "main"}}{{template "own" .}}{{end}}{{define "own"}}own{{end}}`:              `[base](slot)ownfoot`,
		`{{define "main"}}main{{end}}{{define "slot"}}mine{{end}}`:                            `[base](mine)mainfoot`,
		`{{define "main"}}main{{end}}{{define "foot"}} {{end}}`:                               `[base](slot)mainfoot`,
		`{{define "main"}}{{end}}alone`:                                                       `alone`,
		`alone {{template "slot" .}}`:                                                         `alone slot`,
		`{{define "main"}}{{once "partials/side.html" .}}{{end}}{{define "slot"}}mine{{end}}`: `[base](mine)(slot)foot`,
	} {
		edited := maps.Clone(files)
		edited["page.html"] = text
		th, problems := parse(edited, nil)
		if th == nil {
			t.Errorf("%s: %v", text, problems)
			continue
		}
		if got, err := render(t, th, &words{Title: "خبر"}); got != want || err != nil {
			t.Errorf("%s\n got %q, %v\nwant %q", text, got, err, want)
		}
	}
}

// once makes a card one time for all pages, until it is told to forget.
func TestOnceKeepsByPointer(t *testing.T) {
	th, problems := parse(map[string]string{"page.html": `{{once "partials/card.html" .Card}}{{once .Name .Card}}`, "partials/card.html": `[{{.Title}}]`}, nil)
	if th == nil {
		t.Fatal(problems)
	}
	type view struct {
		Name string
		Card *site.Card
	}
	card := &site.Card{SideCard: site.SideCard{Title: "أول"}}
	show := func(want string) {
		t.Helper()
		if got, err := render(t, th, view{"partials/card.html", card}); got != want || err != nil {
			t.Errorf("shows %q, %v; want %q", got, err, want)
		}
	}
	show("[أول][أول]")
	card.Title = "ثانٍ"
	show("[أول][أول]")
	th.Forget()
	show("[ثانٍ][ثانٍ]")
	card = &site.Card{SideCard: site.SideCard{Title: "ثالث"}}
	show("[ثالث][ثالث]")
}

// Linked data is JSON inside a script, whatever a title says (JSON-LD 1.1 §7.2).
func TestTextsStayInTheirPlace(t *testing.T) {
	th, problems := parse(map[string]string{"page.html": `<script type="application/ld+json">{{.Data}}</script><a href="{{.URL}}" title="{{.Title}}">{{.Title}}</a>`}, nil)
	if th == nil {
		t.Fatal(problems)
	}
	data, err := json.Marshal(map[string]string{"headline": "</script><script>alert(1)"})
	if err != nil {
		t.Fatal(err)
	}
	got, err := render(t, th, struct {
		Title, URL string
		Data       template.JS
	}{`"><script>`, "javascript:alert(1)", template.JS(data)})
	const want = `<script type="application/ld+json">{"headline":"\u003c/script\u003e\u003cscript\u003ealert(1)"}</script>` +
		`<a href="#ZgotmplZ" title="&#34;&gt;&lt;script&gt;">&#34;&gt;&lt;script&gt;</a>`
	if got != want || err != nil {
		t.Errorf("makes %q, %v", got, err)
	}
}
