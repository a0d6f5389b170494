package manuscript

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"warraq/site"
)

func TestFormat(t *testing.T) {
	for name, c := range map[string]struct{ file, in, out string }{
		"keys in their order, comments with them": {"news/a.md", `---
tags: ['غزة', "لبنان"]
# لا يُنشر قبل الثلاثاء
draft: true

date: "2024-09-14"
mood: خاص
title: 'العنوان'
image:
    src: "a.jpg"
    alt: "رصيف: الثالث"
---
نص.
`, `---
title: العنوان
date: 2024-09-14
# لا يُنشر قبل الثلاثاء
draft: true
tags: [غزة, لبنان]
image:
    src: a.jpg
    alt: "رصيف: الثالث"
mood: خاص
---

نص.
`},
		"marks that are needed stay, as double ones": {"news/a.md", "---\ntitle: 'قال: \"لا\"'\ndate: 2024-01-01\nkicker: '2024'\nslug: 'true'\n---\n", "---\ntitle: \"قال: \\\"لا\\\"\"\nkicker: \"2024\"\ndate: 2024-01-01\nslug: \"true\"\n---\n"},
		"Windows' line ends and mark stay":           {"news/a.md", "\ufeff---\r\ntitle: عنوان\r\ndate: 2024-01-01\r\n---\r\n\r\n\r\nسطر  \r\nسطر   \r\n\r\n\r\n\r\nسطر \t\r\n\r\n", "\ufeff---\r\ntitle: عنوان\r\ndate: 2024-01-01\r\n---\r\n\r\nسطر  \r\nسطر\r\n\r\nسطر\r\n"},
		"of mixed line ends most decide":             {"news/a.md", "---\r\ntitle: ع\n---\r\n\r\nنص\r\nسطر\n", "---\r\ntitle: ع\r\n---\r\n\r\nنص\r\nسطر\r\n"},
		"a lone return ends a line too":              {"news/a.md", "---\ntitle: ع\n---\nنص\rسطر  \n", "---\ntitle: ع\n---\n\nنص\nسطر\n"},
		"a text of returns alone":                    {"news/a.md", "---\rdate: 2024-01-01\rtitle: 'ع'\r---\r", "---\rtitle: ع\rdate: 2024-01-01\r---\r"},
		"code stays as it is":                        {"news/a.md", "---\ntitle: ع\n---\n\n```\na  \n\n\n\nb\t\n```\n\n    c   \n\n\n    d\n\n`e\u0301`\n", "---\ntitle: ع\n---\n\n```\na  \n\n\n\nb\t\n```\n\n    c   \n\n\n    d\n\n`e\u0301`\n"},
		"letters are composed, addresses not":        {"news/a.md", "---\ntitle: \u0627\u0653\u0630\u0627\u0631\n---\n\n\u0627\u0653\u0630\u0627\u0631 [\u0627\u0654](https://x.example/\u0627\u0654)\n", "---\ntitle: \u0622\u0630\u0627\u0631\n---\n\n\u0622\u0630\u0627\u0631 [\u0623](https://x.example/\u0627\u0654)\n"},
		"a block of text in YAML stays":              {"news/a.md", "---\nsummary: |\n  سطر\n\n  سطر\ntitle: ع\n---\n", "---\ntitle: ع\nsummary: |\n  سطر\n\n  سطر\n---\n"},
		"TOML keeps its order":                       {"news/a.md", "+++\ndate = 2024-01-01  \ntitle = 'ع'\n+++\nنص\n", "+++\ndate = 2024-01-01\ntitle = 'ع'\n+++\n\nنص\n"},
		"a section has keys of its own":              {"news/_index.md", "---\norder: 2\ntitle: أخبار\n---\n", "---\ntitle: أخبار\norder: 2\n---\n"},
		"an author too":                              {"authors/a.md", "---\nrole: كاتبة\nname: منى\n---\nنص", "---\nname: منى\nrole: كاتبة\n---\n\nنص\n"},
		"anchors are not torn from their use":        {"news/a.md", "---\ntags: &t [أ]\ntitle: ع\nagencies: *t\n---\n", "---\ntags: &t [أ]\ntitle: ع\nagencies: *t\n---\n"},
		"what is faulty stays":                       {"news/a.md", "---\ntitle: [\ndate: x\n---\nنص  \n\n\n", "---\ntitle: [\ndate: x\n---\nنص  \n\n\n"},
		"a body without front matter":                {"news/a.md", "\n\nنص\n\n\n", "نص\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := Format(c.file, []byte(c.in), formatOptions)
			if string(got) != c.out {
				t.Errorf("got\n%s\nwant\n%s", got, c.out)
			}
			sameMeaning(t, c.file, []byte(c.in))
		})
	}
}

var formatOptions = Options{Zone: time.UTC, Lang: "ar"}

// sameMeaning checks Format with Read: what was read is read again, and a
// second formatting changes nothing.
func sameMeaning(t *testing.T, file string, src []byte) {
	t.Helper()
	out, _ := Format(file, src, formatOptions)
	if again, _ := Format(file, out, formatOptions); string(again) != string(out) {
		t.Errorf("a second formatting differs: %q\nthen %q\nof %q", out, again, src)
	}
	before, _ := parse(file, src, formatOptions)
	after, _ := parse(file, out, formatOptions)
	if (before == nil) != (after == nil) {
		t.Fatalf("readable before: %v, after: %v\n%q", before != nil, after != nil, out)
	}
	if before == nil {
		return
	}
	a, b := readable(before), readable(after)
	if !reflect.DeepEqual(a, b) {
		t.Errorf("read otherwise:\n%+v\n%+v\nof %q\nas %q", a, b, src, out)
	}
}

// readable is what of an article does not depend on where its values stood,
// in NFC.
func readable(a *site.Article) any {
	v := *a
	extras := *a.Extras
	v.Refs, v.Extras = nil, &extras
	v.Image.Line, v.Image.Col, v.Media.Line, v.Media.Col = 0, 0, 0, 0
	v.Image.Src = norm.NFC.String(v.Image.Src)
	for _, s := range []*string{&v.Title, &v.Standfirst, &v.Kicker, &v.Summary, &v.Dateline, &v.Slug} {
		*s = norm.NFC.String(*s)
	}
	return []any{v.Title, v.Standfirst, v.Kicker, v.Summary, v.Dateline, v.Type, v.Lang, v.Date, v.Lastmod, v.Publish, v.Expiry, v.Draft, v.Featured, v.Breaking, v.Slug, v.Aliases, len(v.Tags), len(v.Authors), len(v.Agencies), v.Image.Src, len(v.Gallery), norm.NFC.String(string(v.Body))}
}

// The sample edition is formatted, and says after it what it said before.
func TestFormatKeepsTheSample(t *testing.T) {
	content := os.DirFS("../../content")
	n := 0
	err := fs.WalkDir(content, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		src, err := fs.ReadFile(content, name)
		if err != nil {
			return err
		}
		n++
		sameMeaning(t, name, src)
		return nil
	})
	if err != nil || n < 20 {
		t.Errorf("%d manuscripts, %v", n, err)
	}
}

// Whatever a manuscript holds, a second run changes nothing more.
func TestFormatComesToRest(t *testing.T) {
	const whole = "---\ntitle: \"عنوان\"\ndate: 2024-01-01\n# لا يُنشر\ntags: ['أ', \"ب\"]\nimage:\n  src: a.jpg\n---\n\nنص **في** سطر  \nآخر\n\n- بند\n\n```\na  \n```\n"
	bits := []string{
		"---\n", "|\n", "\"", "'", "\\u0627", "\\x41", "\\n", "\\\"", "\\/", "\\e", ": ", "# c", "[a, \"b\"]", "{", "}", "\r\n", "\r", "\ufeff", "  \n", "\n\n",
		"\t", "```\n", "<div>\n", "</div>", "<pre>", "- ", "1. ", "> ", "![a](e\u0301.png)", "e\u0301", "\u0627\u0653", "\u00a0", "\u0085", "\u2028",
		"*", "_", "[^1]: ", "{.b}", "| a | b |\n|-|-|\n", "&a ", "*a", "!!str ", "<<: ", "tags:\n", "  - ", "null", "---", "    code\n", ": x", "kicker: \"\\u0041\\t\"\n", "kicker: a\u2028\n",
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 1500 {
		s := whole
		for range 1 + rng.IntN(5) {
			at := rng.IntN(len(s) + 1)
			s = s[:at] + bits[rng.IntN(len(bits))] + s[at:]
		}
		for _, file := range []string{"news/a.md", "authors/a.md", "news/_index.md"} {
			once, problems := Format(file, []byte(s), formatOptions)
			if twice, _ := Format(file, once, formatOptions); len(problems) == 0 && string(twice) != string(once) {
				t.Errorf("%s: %q\nonce  %q\ntwice %q", file, s, once, twice)
			}
		}
	}
}

// A manuscript keeps its byte order mark and its line ends, and what it says with
// them, whatever it holds.
func TestFormatKeepsLineEnds(t *testing.T) {
	const whole = "---\ntitle: \"عنوان\"\ndate: 2024-01-01\n# لا يُنشر\ntags: ['أ', \"ب\"]\nsummary: |\n  سطر\n\n  آخر\n---\n\n\nنص **في** سطر  \nآخر\n\n- بند\n\n```\na  \n\n\nb\n```\n\n| أ | ب |\n|-|-|\n| ١ | ٢ |\n\n<div>\nه\n</div>\n\n> اقتباس\n> — قائل\n"
	ends := []string{"\n", "\r\n", "\r"}
	rng := rand.New(rand.NewPCG(3, 4))
	for n := range 90 {
		var b strings.Builder
		most := ends[n%len(ends)]
		count := map[string]int{}
		for line := range strings.Lines(whole) {
			end := most
			if n%2 == 0 && rng.IntN(4) == 0 {
				end = ends[rng.IntN(len(ends))]
			}
			count[end]++
			b.WriteString(strings.TrimSuffix(line, "\n") + end)
		}
		src := b.String()
		if n%5 == 0 {
			src = "\ufeff" + src
		}
		for _, file := range []string{"news/a.md", "authors/a.md", "news/_index.md"} {
			sameMeaning(t, file, []byte(src))
			out, problems := Format(file, []byte(src), formatOptions)
			if strings.HasPrefix(src, "\ufeff") != strings.HasPrefix(string(out), "\ufeff") {
				t.Errorf("%q: the mark is lost or made: %q", src, out)
			}
			if len(count) == 1 && len(problems) == 0 {
				if rest := strings.ReplaceAll(string(out), most, ""); strings.ContainsAny(rest, "\r\n") || string(out) == src && most == "\r\n" {
					t.Errorf("%q: as %q", src, out)
				}
			}
			if squeezed(src) != squeezed(string(out)) && file == "news/a.md" {
				t.Errorf("%q: as %q, letters are lost", src, out)
			}
		}
	}
}

// squeezed is what of a text no form may change: its letters, in any order.
func squeezed(s string) string {
	letters := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n'\"", r) {
			return -1
		}
		return r
	}, s))
	slices.Sort(letters)
	return string(letters)
}

func FuzzFormat(f *testing.F) {
	for _, s := range []string{"---\ntitle: ع\ntags: ['أ', \"ب\"]\n---\n\nنص  \nنص\n", "+++\ntitle = \"ع\"\n+++\n", "{\"title\": \"ع\"}\n\nنص\n", "a\n\n\n\n```\nb  \n```\n", "---\nsummary: |+\n  a\n\n\ntitle: b\n---\n", "- a\n\n\n  b\n", "<div>\n\n\n</div>\n", "---\na: &x 1\nb: *x\n---\n", "> a  \n> b\n\n\n\n> c\n", "1. a\n\n\n\n   b\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Contains(s, "\x00") || len(s) > 4000 {
			return
		}
		sameMeaning(t, "news/a.md", []byte(s))
	})
}
