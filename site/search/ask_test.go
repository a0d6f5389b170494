package search

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// asked puts questions to the browser's script, over the index of some stories, and gives
// the texts that it finds, in its order; and what it would ask instead where that is nothing.
func asked(t *testing.T, docs []Document, questions []string) (found [][]string, instead []string) {
	t.Helper()
	return askedOf(t, func(int) []Document { return docs }, 1, questions)
}

// askedOf is the same over several indexes: the nth has the stories that docs gives, and is
// asked the nth question where there are several, else all.
func askedOf(t *testing.T, docs func(int) []Document, indexes int, questions []string) (found [][]string, instead []string) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("no Node on this machine")
		}
		t.Skip("no Node on this machine")
	}
	script, err := os.ReadFile("../../static/js/search.js")
	if err != nil {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut(string(script), "// ---- words")
	part, _, ok := strings.Cut(part, "// ---- the page")
	if !ok {
		t.Fatal("the script's parts are not where they were")
	}
	_, part, _ = strings.Cut(part, "\n")
	dir := t.TempDir()
	for n := range indexes {
		for name, raw := range indexOf(docs(n)).files {
			name = filepath.Join(dir, strconv.Itoa(n), name)
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, raw, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	list, err := json.Marshal(questions)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(node, "-e", `
		const fs = require("fs"), dir = process.argv[1] + "/";
		globalThis.DecompressionStream = class {};
		globalThis.fetch = async path => { const data = fs.readFileSync(dir + path.split("?")[0]); return { ok: true, body: { pipeThrough: () => data }, json: async () => JSON.parse(data) }; };
		async function answers(index, questions) {
			const say = { index: index + "/search/" };
		`+part+`
			const out = [];
			for (const q of questions) {
				const a = await ask({ q, section: "", author: "", from: "", to: "", sort: "" }, false), hits = await a.next(50);
				out.push({ found: await Promise.all(hits.map(async id => (await fragment(id, a.m))[0])), instead: hits.length ? "" : await a.instead() });
			}
			return out;
		}
		(async () => {
			const all = JSON.parse(process.argv[2]), indexes = +process.argv[3], out = [];
			for (let n = 0; n < indexes; n++) out.push(...await answers(n, indexes > 1 ? [all[n]] : all));
			console.log(JSON.stringify(out));
		})();`, dir, string(list), strconv.Itoa(indexes))
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var answers []struct {
		Found   []string
		Instead string
	}
	if err := json.Unmarshal(out, &answers); err != nil {
		t.Fatal(err)
	}
	for _, a := range answers {
		found, instead = append(found, a.Found), append(instead, a.Instead)
	}
	return found, instead
}

// stories makes a story of each text, one a day, with the text for its address.
func stories(texts ...string) (out []Document) {
	for i, text := range texts {
		d := document(i, time.Date(2024, 1, 1+i, 0, 0, 0, 0, time.UTC), text)
		d.URL, d.Title = text, "خبر"
		out = append(out, d)
	}
	return out
}

// Who asks for the one finds the story that has only the other.
func TestAskedFindsWritten(t *testing.T) {
	data, err := os.ReadFile("testdata/pairs.txt")
	if err != nil {
		t.Fatal(err)
	}
	var questions, texts []string
	for line := range strings.Lines(string(data)) {
		if q, text, ok := strings.Cut(strings.TrimSpace(line), " "); ok && q != "#" {
			questions, texts = append(questions, q), append(texts, text)
		}
	}
	// each alone, among stories that have nothing to do with it
	found, _ := askedOf(t, func(n int) []Document {
		return stories(texts[n], "مؤتمر الرياض الكبير", "صيد النمور البرية")
	}, len(texts), questions)
	for i, q := range questions {
		if !slices.Contains(found[i], texts[i]) {
			t.Errorf("%s does not find %s", q, texts[i])
		}
	}
}

// A word that is written with its prefix finds the stories that have it without, and the
// commoner reading of two is meant.
func TestPrefixesOfAQuestion(t *testing.T) {
	texts := []string{"زيارة ولبنان بخير"}
	for _, n := range []string{"أولى", "ثانية", "ثالثة", "رابعة", "خامسة", "سادسة"} {
		texts = append(texts, "لبنان مرة "+n)
	}
	texts = append(texts, "وزير واحد", "زير نساء")
	found, _ := asked(t, stories(texts...), []string{"ولبنان", "للبنان", "لبنان", "وزير"})
	for i, want := range []int{7, 7, 7, 1} {
		if len(found[i]) != want {
			t.Errorf("question %d: found %q, want %d stories", i, found[i], want)
		}
	}
}

// A slip of one letter is told, with the word that is meant.
func TestWhatIsMeant(t *testing.T) {
	_, instead := asked(t, stories("انتخابات الرئاسة في تونس", "انتخابات أخرى", "اقتصاد البلاد"), []string{"انتخبات", "اتنخابات", "انتخاابات تونس", "اقتصاذ", "قصطنطن", "انتخابات"})
	want := []string{"انتخابات", "انتخابات", "انتخابات تونس", "اقتصاد", "", ""}
	if !slices.Equal(instead, want) {
		t.Errorf("would ask %q, want %q", instead, want)
	}
}

// What a title says comes before what is newer.
func TestRanking(t *testing.T) {
	docs := stories("النفط في الأسواق", "أخبار النفط", "النفط مرة أخرى", "النفط أيضا")
	docs[0].Title = "أسعار النفط"
	found, _ := asked(t, docs, []string{"النفط"})
	if len(found[0]) != 4 || found[0][0] != "النفط في الأسواق" || found[0][1] != "النفط أيضا" {
		t.Errorf("found %q", found[0])
	}
}
