package settings

import (
	"reflect"
	"strings"
	"testing"

	"warraq/site"
)

// A value of another kind than its key needs is told once, where it stands, in both
// languages, and the setting keeps its default whole.
func TestValuesOfTheWrongKindKeepTheDefault(t *testing.T) {
	for text, col := range map[string]int{
		"menus: x": 8, "menus: [x]": 8, "publisher: x": 12, "publisher: [a, b]": 12, "front: x": 8, "feeds: x": 8, "feeds: [rss]": 8, "checks: x": 9, "checks: [tatweel]": 9,
		"social: {name: x}": 9, "menus: {main: [{title: x}]}": 16, "social: [[a]]": 10, "pages: x": 8, "pages: false": 8, "pictures: x": 11, "pictures: {roles: x}": 19, "pictures: {roles: [x]}": 20,
		"pictures: {formats: []}": 21, "pictures: {formats: [avif, gif]}": 28, "pictures: {formats: {a: b}}": 21,
		"cards: x": 8, "cards: {boxes: x}": 16, "cards: {colours: x}": 18, "embeds: nosuch": 9, "embeds: [youtube, nosuch]": 19, "months: [a]": 9, "months: {body: [a]}": 16, "months: roman": 9,
		"redirects: x": 12, "tagline: [a]": 10, "tagline: {a: b}": 10, "digits: [latn]": 9, "digits: {a: b}": 9, "hijri: [true]": 8, "page_size: [1]": 12, "page_size: 501": 12,
		"base_url: [a]": 11, "language: [ar]": 11, "time_zone: {a: b}": 12, "look: [a]": 7, "accent: [a]": 9, "accent: red": 9, "tanwin: x": 9, "tanwin: [before]": 9,
		"feeds: {formats: []}": 18, "feeds: {formats: xml}": 18, "feeds: {limit: 0}": 16, "pages: {lite: maybe}": 15, "pages: {related: [1]}": 18,
		"front: {blocks: [economy]}": 18, "front: {lead: [[a]]}": 16,
	} {
		c, problems := ParseConfig("edition.yaml", []byte("title: المدار\n"+text+"\n"))
		want := DefaultConfig()
		want.Title = "المدار"
		if len(problems) != 1 || problems[0].Line != 2 || problems[0].Col != col || problems[0].Level != site.LevelError || problems[0].Message.Ar == problems[0].Message.En {
			t.Errorf("%s: told %+v", text, problems)
		}
		c.Front.File, want.Home = "", c.Home
		if !reflect.DeepEqual(c, want) {
			t.Errorf("%s: the default is changed: %+v", text, c)
		}
	}
}

// One value where a list is wanted is a list of one.
func TestOneValueIsAListOfOne(t *testing.T) {
	c, problems := ParseConfig("edition.yaml", []byte(strings.Join([]string{
		"feeds: {formats: rss}", "pictures: {formats: avif, roles: {name: tile, widths: 300}}", "embeds: youtube",
		"social: {name: إكس, url: 'https://x.com/a'}", "menus: {main: /about/}", "cards: {boxes: {part: " + site.CardParts[0] + ", top: 3}}",
		"front: {pins: a.md, secondary: b.md, blocks: {section: news, stories: c.md}}",
	}, "\n")))
	same(t, "problems", len(problems), 0)
	same(t, "feeds", strings.Join(c.Feeds.Formats, " "), "rss")
	same(t, "pictures", strings.Join(c.Pictures.Formats, " "), "avif")
	same(t, "a role", c.Pictures.Roles[0].Widths[0], 300)
	same(t, "embeds", c.Embeds[0], "youtube")
	same(t, "social", c.Social[0].Title, "إكس")
	same(t, "menus", c.Menus.Main[0].URL, "/about/")
	same(t, "boxes", len(c.Cards.Boxes), 1)
	same(t, "pins", c.Front.Pins[0].Story.Target+c.Front.Secondary[0].Target+c.Front.Blocks[0].Stories[0].Target, "a.mdb.mdc.md")
}

// A desk that slips in front.yaml is told where, and the front page shows no half of what
// was meant: no strip and no pin whose end is not known, and no part without stories.
func TestSlipsInTheFrontPage(t *testing.T) {
	base, _ := ParseConfig("edition.yaml", []byte("front: {lead: x.md, blocks: [{section: news}]}\n"))
	for text, want := range map[string]struct {
		place string
		level site.Level
		say   string // in the message or the hint
	}{
		"breaking: عاجل الآن":                      {"1:11", site.LevelError, "text: story: until:"},
		"breaking: [a]":                            {"1:11", site.LevelError, "text: story: until:"},
		"breaking: {until: 2026-11-23}":            {"1:11", site.LevelError, "headline"},
		"breaking: {text: '  '}":                   {"1:18", site.LevelError, "headline"},
		"breaking: {text: عاجل, until: غدا}":       {"1:31", site.LevelError, "2026-11-23"},
		"breaking: {text: عاجل, untl: 2026-11-23}": {"1:24", site.LevelError, "until"},
		"breaking: {text: عاجل, until: [2026]}":    {"1:31", site.LevelError, "2026-11-23"},
		"breaking: {text: {عاجل: x}}":              {"1:18", site.LevelError, "text"},
		"pins: [{story: a.md, until: غدا}]":        {"1:29", site.LevelError, "2026-11-23"},
		"pins: [{until: 2026-11-23}]":              {"1:8", site.LevelError, "story"},
		"pins: {a.md: 2026-11-23}":                 {"1:8", site.LevelError, "story until"},
		"blocks: [economy, culture]":               {"1:10", site.LevelError, "section"},
		"blocks: economy":                          {"1:9", site.LevelError, "section"},
		"blocks: [{}]":                             {"1:10", site.LevelWarning, "section, tag"},
		"blocks: [{title: x}]":                     {"1:10", site.LevelWarning, "section, tag"},
		"blocks: [{section: '  '}]":                {"1:10", site.LevelWarning, "section, tag"},
		"blocks: [{type: nosuch}]":                 {"1:17", site.LevelError, "analysis"},
		"blocks: [{type: opinon}]":                 {"1:17", site.LevelError, "did you mean opinion?"},
		"lead: {story: a.md}":                      {"1:7", site.LevelError, "text"},
		"secondary: [{story: b.md}]":               {"1:13", site.LevelError, "text"},
		"lead: [a.md, b.md]":                       {"1:7", site.LevelError, "one story"},
		"[]":                                       {"1:1", site.LevelError, "front page is made without"},
		"عاجل":                                     {"1:1", site.LevelError, "front page is made without"},
		"lead: [":                                  {"2:1", site.LevelError, "front page is made without"},
	} {
		f, problems := ParseFront("front.yaml", []byte(text+"\n"), base)
		if len(problems) == 0 {
			t.Errorf("%s: nothing is told", text)
			continue
		}
		p := problems[0]
		if p.Place() != "content/front.yaml:"+want.place || p.Level != want.level || !strings.Contains(p.Message.En+" "+p.Hint.En, want.say) || strings.Contains(p.Message.En, "taken for news") {
			t.Errorf("%s: %s %s %s", text, p.Place(), p.Level, p.Message.En+" — "+p.Hint.En)
		}
		if f.Breaking != (site.Breaking{}) || len(f.Pins)+len(f.Secondary) > 0 || !reflect.DeepEqual(f.Blocks, base.Front.Blocks) {
			t.Errorf("%s: half of it is there: %+v", text, f)
		}
	}
}

// A faulty item of a list of the front page is told and left out; the others stay.
func TestTheOtherItemsOfTheFrontPageStay(t *testing.T) {
	f, problems := ParseFront("front.yaml", []byte("secondary: [a.md, {story: b.md}]\npins: [a.md, {story: b.md, until: غدا}]\nblocks: [economy, {section: culture, style: gird}]\n"), DefaultConfig())
	places := ""
	for _, p := range problems {
		places += p.Place()[len("content/front.yaml"):] + " "
	}
	same(t, "told", places, ":1:19 :2:35 :3:10 :3:45 ")
	same(t, "what stays", f.Secondary[0].Target+f.Pins[0].Story.Target+f.Blocks[0].Section+f.Blocks[0].Style, "a.mda.mdculturegrid")
	same(t, "how many", len(f.Secondary)+len(f.Pins)+len(f.Blocks), 3)
}

// Where a paper writes tanwin is said in Arabic too.
func TestTanwinInBothLanguages(t *testing.T) {
	for word, want := range map[string]string{"قبل": "before", "بعد": "after", "before": "before", "after": "after"} {
		c, problems := ParseConfig("edition.yaml", []byte("tanwin: "+word+"\n"))
		if c.Tanwin != want || len(problems) > 0 {
			t.Errorf("%s: %q, %v", word, c.Tanwin, problems)
		}
	}
}
