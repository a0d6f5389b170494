package manuscript

import (
	"slices"
	"strings"
	"testing"

	"warraq/site"
)

// What YAML takes from a headline is told: the end after a #, a sign at its beginning.
// A headline that it cannot read is an error with the line as it must be.
func TestAHeadlineIsReadAsWrittenOrTold(t *testing.T) {
	for written, want := range map[string]string{
		"خبر # غزة": "front-matter/comment warning 3:12", "# غزة": "front-matter/no-title error 3:1", "! خبر": "front-matter/sign warning 3:8",
		"!عاجل! خبر": `front-matter/yaml error 3:8 title: "!عاجل! خبر"`, "&amp; خبر": "front-matter/sign warning 3:8", "!x خبر": "front-matter/sign warning 3:8",
		"خبر: خطأ": `front-matter/yaml error 3:8 title: "خبر: خطأ"`, "[عاجل] خبر": `front-matter/yaml error 3:8 title: "[عاجل] خبر"`,
		`"خبر" عاجل`: `front-matter/yaml error 3:8 title: '"خبر" عاجل'`, "%50 من": `front-matter/yaml error 3:8 title: "%50 من"`, "@وزير": `front-matter/yaml error 3:8 title: "@وزير"`,
		"*مهم* خبر": `front-matter/yaml error 3:8 title: "*مهم* خبر"`, "- خبر": `front-matter/yaml error 3:8 title: "- خبر"`, "| خبر": `front-matter/yaml error 3:8 title: "| خبر"`,
		"> خبر": `front-matter/yaml error 3:8 title: "> خبر"`, "? خبر": `front-matter/yaml error 3:8 title: "? خبر"`, "`كود`": "front-matter/yaml error 3:8 title: \"`كود`\"",
		"null": "front-matter/no-title error 3:1", "~": "front-matter/no-title error 3:1", "[عاجل]": "front-matter/no-title error 3:1", "{عاجل}": "front-matter/no-title error 3:1",
		"!! خبر": `front-matter/yaml error 3:8 title: "!! خبر"`, "it's: 'x'": `front-matter/yaml error 3:8 title: "it's: 'x'"`, `"a" 'b'`: `front-matter/yaml error 3:8 title: '"a" ''b'''`,
		"2024-01-01": "", "yes": "", "1_000": "", "0x1F": "", ".5": "", "12:30": "", "007": "", "-خبر": "", "?خبر": "", "خبر:خطأ": "", "=خبر": "", "<خبر>": "", "1e3": "", "خبر | ثان": "", "--- خبر": "", "'!خبر'": "",
	} {
		a, problems := parse("a/b.md", []byte("---\ndate: 2024-09-14\ntitle: "+written+"\n---\nنص"), testOptions)
		if want == "" {
			if title := strings.Trim(written, "'"); len(problems) > 0 || a.Title != title {
				t.Errorf("%s is shown as %q: %v", written, a.Title, problems)
			}
			continue
		}
		words := strings.SplitN(want, " ", 4)
		if !slices.ContainsFunc(problems, func(p site.Problem) bool {
			line := len(words) < 4 || strings.HasSuffix(p.Hint.En, words[3]) && strings.HasSuffix(p.Hint.Ar, words[3])
			return p.Rule == words[0] && string(p.Level) == words[1] && p.Place() == "content/a/b.md:"+words[2] && line
		}) {
			t.Errorf("%s: want %s, got %+v", written, want, problems)
		}
	}
}

// A value of characters without a shape, or of marks without a letter, is none: a headline of
// such is missing, and no empty line stands over or under one.
func TestAValueThatShowsNothingIsNone(t *testing.T) {
	for _, nothing := range []string{"\u200b", "\u200f\u200e", "\u064e\u0651", "\u2800", "\u3164", "\ufeff\u00ad", "\u00a0\u064b"} {
		a, problems := parse("a/b.md", []byte("---\ndate: 2024-09-14\ntitle: \""+nothing+"\"\nkicker: \""+nothing+"\"\nstandfirst: \""+nothing+"\"\nimage: {src: a.jpg, alt: \""+nothing+"\", caption: \""+nothing+"\"}\n---\nنص"), testOptions)
		var rules []string
		for _, p := range problems {
			rules = append(rules, p.Rule)
		}
		slices.Sort(rules)
		want := []string{"front-matter/invisible", "front-matter/invisible", "front-matter/invisible", "front-matter/invisible", "front-matter/invisible", "front-matter/no-title"}
		if a.Title+a.Kicker+a.Standfirst+a.Image.Alt+a.Image.Caption != "" || !slices.Equal(rules, want) {
			t.Errorf("%+q: %+v, told %v", nothing, a, rules)
		}
	}
	for _, something := range []string{"\u200fخ", "ـ", "؟", "خَبَرٌ", "🕊", "1", "ﷺ"} {
		if a, problems := parse("a/b.md", []byte("---\ndate: 2024-09-14\ntitle: \""+something+"\"\n---\nنص"), testOptions); a.Title != something || len(problems) > 0 {
			t.Errorf("%+q is shown as %+q: %v", something, a.Title, problems)
		}
	}
}

// A line further down, a list, words of several lines: the value that YAML cannot read
// is found where it stands.
func TestTheValueThatYAMLCannotReadIsFound(t *testing.T) {
	for matter, place := range map[string]string{
		"title: خبر\nstandfirst: قال: لا\n":                             "3:13",
		"title: >\n  خبر: خطأ\n  - ثم\ntags:\n  - @سياسة\n":             "6:5",
		"title: خبر\nimage:\n  src: a.png\n  caption: 50%: نصف\n":       "5:12",
		"title: خبر\ntags: [أ,\n  ب]\nsummary: \"سطر: أ\n  ب\"\nx: %\n": "7:4",
		"base: &b خبر\ntitle: *b\nkicker: [عاجل] اليوم\n":               "4:9",
	} {
		_, problems := parse("a/b.md", []byte("---\n"+matter+"---\nنص"), testOptions)
		if len(problems) != 1 || problems[0].Rule != "front-matter/yaml" || problems[0].Place() != "content/a/b.md:"+place {
			t.Errorf("%q: want it at %s, got %+v", matter, place, problems)
		}
	}
}

// True and false have many spellings; what is neither never makes a file public.
func TestSpellingsOfTrueAndFalse(t *testing.T) {
	yes := []string{"true", "True", "TRUE", `"true"`, "yes", "Yes", "on", "ON", "y", "1", `"1"`, "١", "نعم", "نَعَم", "أجل", "صح", `"true "`, "|\n  true"}
	no := []string{"false", "False", `"false"`, "no", "off", "n", "0", "٠", "لا", `"لا"`, "كلا"}
	odd := []string{"ربما", "2", "-1", "true.", "[true]", "{a: b}", "2026-11-20", "نعم ولا", "خطأ"}
	hidden := func(line string) (draft, withdrawn bool, errors int, told int) {
		a, problems := parse("a/b.md", []byte("---\ntitle: خبر\ndate: 2024-09-14\n"+line+"\n---\nنص"), testOptions)
		return a.Draft, a.Withdrawn != nil, site.Errors(problems), len(problems)
	}
	for _, key := range []string{"draft", "private", "hidden", "unlisted", "noindex"} {
		for _, v := range yes {
			if draft, _, errors, _ := hidden(key + ": " + v); !draft || errors > 0 {
				t.Errorf("%s: %s does not hide", key, v)
			}
		}
		for _, v := range no {
			if draft, _, errors, _ := hidden(key + ": " + v); draft || errors > 0 {
				t.Errorf("%s: %s hides", key, v)
			}
		}
		for _, v := range odd {
			if draft, _, errors, _ := hidden(key + ": " + v); !draft && errors == 0 {
				t.Errorf("%s: %s is public", key, v)
			}
		}
		for _, v := range []string{"", `""`, "null", "~"} {
			if draft, _, _, told := hidden(key + ": " + v); !draft && told == 0 {
				t.Errorf("%s: %s is silently public", key, v)
			}
		}
	}
	for _, v := range yes {
		if _, withdrawn, errors, _ := hidden("withdrawn: " + v); !withdrawn || errors > 0 {
			t.Errorf("withdrawn: %s leaves the story", v)
		}
	}
	for _, v := range no {
		if _, withdrawn, errors, _ := hidden("withdrawn: " + v); withdrawn || errors > 0 {
			t.Errorf("withdrawn: %s withdraws", v)
		}
	}
	for _, v := range []string{"", "~", `""`, "ربما", "خطأ", "[true]"} {
		if _, withdrawn, errors, _ := hidden("withdrawn: " + v); !withdrawn && errors == 0 {
			t.Errorf("withdrawn: %s is silently public", v)
		}
	}
	for key, values := range map[string][]string{"public": no, "منشور": no, "published": no} {
		for _, v := range values {
			if draft, _, _, _ := hidden(key + ": " + v); !draft {
				t.Errorf("%s: %s is public", key, v)
			}
		}
		for _, v := range []string{"ربما", "2", "true."} {
			if draft, _, errors, _ := hidden(key + ": " + v); !draft && errors == 0 {
				t.Errorf("%s: %s is public", key, v)
			}
		}
	}
}
