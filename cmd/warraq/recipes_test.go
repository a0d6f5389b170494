package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"warraq/cmd/warraq/manual"
)

// recipe is a part of the handbook's page of recipes: files for a newsroom, and what its
// site has then.
type recipe struct {
	name   string
	files  [][2]string // path and text
	expect [][2]string // path, and a piece of the file
	args   []string    // of the build
	lines  int
}

var fenced = regexp.MustCompile("(?s)\n```(\\w+) (\\S+)\n(.*?)\n```")

// recipesOf reads the page: a heading a recipe, and in it fences with a path after the language.
func recipesOf(t *testing.T, lang string) (out []recipe) {
	t.Helper()
	page, ok := manual.Find(lang, "recipes")
	if !ok {
		t.Fatalf("no page of recipes in %s", lang)
	}
	for _, part := range strings.Split(page.Body, "\n## ")[1:] {
		name, _, _ := strings.Cut(part, "\n")
		r := recipe{name: name}
		for _, m := range fenced.FindAllStringSubmatch(part, -1) {
			switch block := [2]string{m[2], m[3]}; {
			case m[1] == "expect":
				r.expect = append(r.expect, block)
			case m[2] == "run":
				r.args = strings.Fields(m[3])[2:] // after warraq build
			default:
				r.files, r.lines = append(r.files, block), r.lines+1+strings.Count(m[3], "\n")
			}
		}
		out = append(out, r)
	}
	return out
}

// lay puts a recipe's files into a newsroom. Of edition.yaml it has some keys, which take the
// place of those that are there.
func (r recipe) lay(t *testing.T, newsroom string) {
	t.Helper()
	for _, f := range r.files {
		name, text := filepath.Join(newsroom, filepath.FromSlash(f[0])), f[1]+"\n"
		if f[0] == "content/edition.yaml" {
			old, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, key := range regexp.MustCompile(`(?m)^\w+:`).FindAllString(text, -1) {
				old = regexp.MustCompile(`(?m)^`+key+`.*\n(?:[ -].*\n)*`).ReplaceAll(old, nil)
			}
			text = string(old) + text
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Each recipe of the handbook does what it says, in a paper as init makes it, in at most twenty
// lines, and with no warning.
func TestRecipesOfTheHandbook(t *testing.T) {
	var built [][][2]string
	for _, lang := range manual.Languages {
		recipes := recipesOf(t, lang)
		if len(recipes) < 10 {
			t.Errorf("%s has %d recipes", lang, len(recipes))
		}
		for _, r := range recipes {
			work := slices.Concat(r.files, r.expect)
			if slices.ContainsFunc(built, func(other [][2]string) bool { return slices.Equal(other, work) }) {
				continue // the same in another language
			}
			built = append(built, work)
			t.Run(lang+"/"+r.name, func(t *testing.T) {
				if len(r.files) == 0 || len(r.expect) == 0 || r.lines > 20 {
					t.Fatalf("%d files, %d expectations, %d lines", len(r.files), len(r.expect), r.lines)
				}
				room := filepath.Join(t.TempDir(), "paper")
				build := append([]string{"build", "--source", room, "--output", filepath.Join(room, "public"), "--now", "2026-12-10T12:00:00Z", "--no-images", "--cache", "none", "--lang", "en"}, r.args...)
				for _, args := range [][]string{{"init", room, "--now", "2026-12-10T12:00:00Z"}, build} {
					var out, talk bytes.Buffer
					if args[0] == "build" {
						r.lay(t, room)
					}
					if code := run(t.Context(), args, strings.NewReader(""), &out, &talk); code != exitFine || strings.Contains(talk.String(), "warning:") {
						t.Fatalf("%s: status %d\n%s", args[0], code, talk.String())
					}
				}
				for _, e := range r.expect {
					got, err := os.ReadFile(filepath.Join(room, filepath.FromSlash(e[0])))
					if err != nil || !strings.Contains(string(got), strings.TrimSpace(e[1])) {
						t.Errorf("%s has no %q: %v\n%.3000s", e[0], e[1], err, got)
					}
				}
			})
		}
	}
}

// The page beside Hugo says of each recipe how many files and lines it is, and of all of them
// together.
func TestTheTableBesideHugo(t *testing.T) {
	row := regexp.MustCompile(`(?m)^\| \[(.+?)\]\(recipes\.md#\S+\) \| (\d+) \| (\d+) \|`)
	for _, lang := range manual.Languages {
		page, _ := manual.Find(lang, "beside-hugo")
		recipes, rows, total := recipesOf(t, lang), row.FindAllStringSubmatch(page.Body, -1), [2]int{}
		for _, m := range rows {
			at := slices.IndexFunc(recipes, func(r recipe) bool { return r.name == m[1] })
			if at < 0 {
				t.Errorf("%s: there is no recipe %q", lang, m[1])
				continue
			}
			files, lines := map[string]bool{}, 0
			for _, f := range recipes[at].files {
				files[f[0]] = true
				lines += len(slices.DeleteFunc(strings.Split(f[1], "\n"), func(l string) bool { return strings.TrimSpace(l) == "" }))
			}
			total[0], total[1] = total[0]+len(files), total[1]+lines
			if got := []string{strconv.Itoa(len(files)), strconv.Itoa(lines)}; !slices.Equal(got, m[2:]) {
				t.Errorf("%s: %s: the recipe has %q files and lines, the table %q", lang, m[1], got, m[2:])
			}
		}
		if sum := fmt.Sprintf(" | %d | %d | ", total[0], total[1]); len(rows) < 20 || !strings.Contains(page.Body, sum) {
			t.Errorf("%s: %d rows; their sum is %q", lang, len(rows), sum)
		}
	}
}

// Whoever follows the pages about two languages and about a theme has what they promise, and no warning.
func TestTheLongerPagesOfTheHandbook(t *testing.T) {
	for topic, after := range map[string][][]string{
		"two-languages": {{"new", "A new crane", "--section", "en/news"}, {"check"}}, "theme": {{"theme", "check"}},
	} {
		for _, lang := range manual.Languages {
			page, ok := manual.Find(lang, topic)
			if !ok {
				t.Fatalf("%s has no page %s", lang, topic)
			}
			r := recipe{}
			for _, m := range fenced.FindAllStringSubmatch(page.Body, -1) {
				if block := [2]string{m[2], m[3]}; m[1] == "expect" {
					r.expect = append(r.expect, block)
				} else {
					r.files = append(r.files, block)
				}
			}
			room := filepath.Join(t.TempDir(), "paper")
			do := func(args ...string) {
				var out, talk bytes.Buffer
				if code := run(t.Context(), append(args, "--now", "2026-11-27T12:00:00Z", "--lang", "en"), strings.NewReader(""), &out, &talk); code != exitFine || strings.Contains(talk.String(), "warning:") {
					t.Fatalf("%s: %q: status %d\n%s", lang, args, code, talk.String())
				}
			}
			do("init", room)
			r.lay(t, room)
			do("build", "--source", room, "--no-images", "--cache", "none")
			for _, e := range r.expect {
				if got, err := os.ReadFile(filepath.Join(room, filepath.FromSlash(e[0]))); err != nil || !strings.Contains(string(got), strings.TrimSpace(e[1])) {
					t.Errorf("%s: %s: %s has no %q: %v", lang, topic, e[0], e[1], err)
				}
			}
			if len(r.files) < 5 || len(r.expect) < 2 {
				t.Errorf("%s: %s: %d files, %d expectations", lang, topic, len(r.files), len(r.expect))
			}
			for _, args := range after {
				do(append(args, "--source", room)...)
			}
		}
	}
}

// Whoever follows the first page of the handbook to the letter has a paper whose front page leads with
// the story written there, and no warning.
func TestTheFirstPaperOfTheHandbook(t *testing.T) {
	for _, lang := range manual.Languages {
		page, _ := manual.Find(lang, "first-paper")
		block := func(begins string) string {
			m := regexp.MustCompile("(?s)```\\w+\n(" + regexp.QuoteMeta(begins) + ".*?\n)```").FindStringSubmatch(page.Body)
			if m == nil {
				t.Fatalf("%s: no block that begins with %q", lang, begins)
			}
			return m[1]
		}
		room := filepath.Join(t.TempDir(), "my-paper")
		do := func(args ...string) string {
			var out, talk bytes.Buffer
			args = append(args, "--now", "2026-11-27T12:00:00Z", "--lang", "en")
			if code := run(t.Context(), args, strings.NewReader(""), &out, &talk); code != exitFine || strings.Contains(out.String()+talk.String(), "warning:") {
				t.Fatalf("%s: %q: status %d\n%s%s", lang, args, code, out.String(), talk.String())
			}
			return strings.TrimSpace(out.String())
		}
		do("init", room)
		recipe{files: [][2]string{{"content/edition.yaml", block("title: صوت")}}}.lay(t, room)
		file := do("new", "المرفأ يفتح رصيفه الثالث", "--section", "news", "--source", room)
		if name := strings.NewReplacer("السنة", "2026", "YEAR", "2026", "الشهر", "11", "MONTH", "11").Replace(page.Body); !strings.Contains(name, "`"+file[strings.Index(file, "content/"):]+"`") {
			t.Errorf("%s: the handbook does not say that the file is %s", lang, file)
		}
		story := strings.Replace(block("---\ntitle: المرفأ"), "draft: true\n", block("image:"), 1)
		picture, err := os.ReadFile(filepath.Join(room, "content/images/well.jpg"))
		for name, data := range map[string][]byte{file: []byte(story), filepath.Join(filepath.Dir(file), "quay.jpg"): picture, filepath.Join(room, "content/front.yaml"): []byte(block("lead:"))} {
			if err := errors.Join(err, os.WriteFile(name, data, 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		do("check", "--source", room)
		do("build", "--source", room, "--no-images", "--cache", "none", "--strict")
		front, err := os.ReadFile(filepath.Join(room, "public/index.html"))
		if _, top, _ := strings.Cut(string(front), `class="top-lead"`); err != nil || !strings.Contains(top[:min(len(top), 1500)], "رصيفه الثالث") || !strings.Contains(string(front), "صوت الميناء") {
			t.Errorf("%s: the front page does not lead with the story: %v\n%.1500s", lang, err, top)
		}
	}
}
