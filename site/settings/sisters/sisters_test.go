package sisters_test

import (
	"fmt"
	"strings"
	"testing"

	"warraq/site"
	"warraq/site/settings"
)

// told gives what is wrong with the editions of some settings, as "line:column words", and the editions.
func told(t *testing.T, text string) (string, *site.Config) {
	t.Helper()
	c, problems := settings.ParseConfig("edition.yaml", []byte(text))
	var out []string
	for _, p := range problems {
		if p.Rule != "settings/editions" {
			t.Errorf("%s: %s: %s", text, p.Rule, p.Message.En)
			continue
		}
		if p.Message.Ar == "" || p.Hint.Ar == "" || p.Hint.En == "" || p.Message.Ar == p.Message.En {
			t.Errorf("%s is not told in both languages, with what to do", p.Message.En)
		}
		out = append(out, fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.Message.En))
	}
	return strings.Join(out, "; "), c
}

// Which editions there are: the main one first, with what is not written.
func TestEditions(t *testing.T) {
	for _, x := range []struct{ text, want string }{
		{"title: x\n", ""},
		{"editions: {ar: {label: عربي}}\n", ""},
		{"editions:\n  en:\n", "ar//|العربية en/en/en|English"},
		{"editions: {ar: {label: عربي}, fa: {}, ur: {content: urdu, path: pk}}\n", "ar//|عربي fa/fa/fa|فارسی ur/pk/urdu|اردو"},
		{"language: en\neditions: {ar: {}}\n", "en//|English ar/ar/ar|العربية"},
		{"editions: {world: {language: en-GB, label: World, dir: ltr}}\n", "ar//|العربية en-GB/world/world|World"},
		{"editions: {en: {content: content/english/}}\n", "ar//|العربية en/en/english|English"},
		{"editions: {ku: {}, he: {}, sd: {}, ug: {}}\n", "ar//|العربية ku/ku/ku|کوردی he/he/he|עברית sd/sd/sd|سنڌي ug/ug/ug|ئۇيغۇرچە"},
	} {
		wrong, c := told(t, x.text)
		var got []string
		for _, s := range c.Sisters {
			got = append(got, s.Lang+"/"+strings.TrimPrefix(s.At, "/")+"/"+s.Folder+"|"+s.Name)
		}
		if g := strings.Join(got, " "); g != x.want || wrong != "" {
			t.Errorf("%s: %s, want %s; told %q", x.text, g, x.want, wrong)
		}
	}
}

// Settings that cannot be are told where they stand, and the edition is left out.
func TestHostileEditions(t *testing.T) {
	for text, want := range map[string]string{
		"editions: [en]\n":                                            "1:11 the value cannot be used",
		"editions: {en: English}\n":                                   "1:16 the value cannot be used",
		"editions:\n  english: {}\n":                                  "2:3 no code of a language: english",
		"editions:\n  xx: {}\n":                                       "2:3 no language has the code xx",
		"editions: {en: {path: ../x}}\n":                              `1:23 "../x" can be no place of an edition`,
		"editions: {en: {path: ..}}\n":                                `1:23 ".." can be no place of an edition`,
		"editions: {en: {path: tags}}\n":                              `1:23 "tags" can be no place of an edition`,
		"editions: {en: {path: media}}\n":                             `1:23 "media" can be no place of an edition`,
		"editions: {en: {path: lite}}\n":                              `1:23 "lite" can be no place of an edition`,
		"editions: {en: {path: a/b}}\n":                               `1:23 "a/b" can be no place of an edition`,
		"editions: {en: {path: robots.txt}}\n":                        `1:23 "robots.txt" can be no place of an edition`,
		"editions: {en: {path: /}}\n":                                 `1:23 "" can be no place of an edition`,
		"editions: {en: {content: ../other}}\n":                       `1:26 "../other" can be no folder of an edition`,
		"editions: {en: {content: authors}}\n":                        `1:26 "authors" can be no folder of an edition`,
		"editions: {en: {content: .git}}\n":                           `1:26 ".git" can be no folder of an edition`,
		"editions: {en: {content: drafts}}\n":                         `1:26 "drafts" can be no folder of an edition`,
		"editions: {en: {content: .}}\n":                              `1:26 "." can be no folder of an edition`,
		"editions:\n  en: {path: x}\n  fr: {path: X}\n":               "3:14 two editions have one place: en and fr",
		"editions:\n  en: {content: x}\n  fr: {content: x/y}\n":       "3:17 the folder of an edition lies in that of another: en and fr",
		"editions:\n  en: {content: x/y}\n  fr: {content: X}\n":       "3:17 the folder of an edition lies in that of another: en and fr",
		"editions:\n  en: {}\n  uk: {language: EN}\n":                 "3:18 two editions have one language: en and uk",
		"editions:\n  ar: {path: old}\n":                              "2:3 two editions have one language: ar and ar",
		"editions:\n  ar: {title: x}\n":                               "2:8 this is the language of the main edition, whose settings stand at the top of the file: title",
		"editions:\n  en: {base_url: https://x.example}\n":            "2:8 this is of the whole paper, and not of one edition: base_url",
		"editions:\n  en: {deploy: {live: {folder: /x}}}\n":           "2:8 this is of the whole paper, and not of one edition: deploy",
		"editions:\n  en: {dir: rtl}\n":                               "2:13 the language en is written ltr",
		"editions:\n  en: {dir: english}\n":                           "2:8 the folder of an edition is not written as dir",
		"editions:\n  en: {contentDir: english}\n":                    "2:8 the folder of an edition is not written as contentDir",
		"editions:\n  en: {title: X, folder: english}\n":              "2:18 the folder of an edition is not written as folder",
		"editions:\n  fa: {dir: ltr}\n":                               "2:13 the language fa is written rtl",
		"taxonomies: {places: {}}\neditions:\n  en: {path: places}\n": "3:3 the taxonomy places has the address of this edition",
	} {
		got, c := told(t, text)
		if got != want {
			t.Errorf("%s: told %q, want %q", text, got, want)
		}
		if len(c.Sisters) > 2 || len(c.Sisters) == 2 && c.Sisters[1].At == "/fr" {
			t.Errorf("%s: %v", text, c.Sisters)
		}
	}
}

// An edition has the settings of the main one, but for what it says itself, for words, and for what is of the
// whole paper.
func TestWhatAnEditionTakesOver(t *testing.T) {
	const text = `
title: المرفأ
tagline: أخبار
base_url: https://marfa.example/news
time_zone: Asia/Beirut
digits: arab
hijri: true
page_size: 7
look: magazine
publisher: {name: المرفأ, founded: "1990", ethics: /about/}
menus: {footer: [{name: من نحن, url: /about/}]}
redirects: {/old/: /new/}
pages: {archive: false}
params: {motto: بحر, phone: "1"}
editions:
  en: {title: The Harbour, publisher: {name: Harbour}, look: headline, params: {motto: Sea}}
`
	c, problems := settings.ParseSister("edition.yaml", []byte(text), "en", settings.Instant{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	motto, phone := c.Params.Params()["motto"], c.Params.Params()["phone"]
	got := fmt.Sprint(c.Title, "|", c.Tagline, "|", c.BaseURL, "|", c.Home, "|", c.At, "|", c.Language, "|", c.TimeZone, "|", c.Digits, "|", c.Hijri, "|", c.PageSize, "|", c.Look, "|", c.Publisher.Name, c.Publisher.Founded, "|", len(c.Menus.Footer), len(c.Redirects), "|", c.Pages.Archive, "|", motto, phone)
	if want := "The Harbour||https://marfa.example/news/en|https://marfa.example/news/en|/en|en|Asia/Beirut|latn|false|7|headline|Harbour1990|0 0|false|Sea1"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if url := c.Shared("/img/a.png") + c.URL("/x/"); url != "/news/img/a.png/news/en/x/" {
		t.Errorf("addresses are %s", url)
	}
	if len(c.Named) != 0 {
		t.Errorf("it is blamed for %v", c.Named)
	}
}
