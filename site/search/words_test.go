package search

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The examples are what a reader of Arabic says these words are; Go and the
// browser's script must both say so.
func examples(t *testing.T) (out []struct {
	Text  string
	Words []string
}) {
	t.Helper()
	data, err := os.ReadFile("testdata/words.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWordsAreWhatReadersSay(t *testing.T) {
	for _, c := range examples(t) {
		got := []string{}
		eachWord(c.Text, func(w word) {
			if w.stop {
				w.base = ""
			}
			got = append(got, w.base)
		})
		if !slices.Equal(got, c.Words) {
			t.Errorf("%s: %q, want %q", c.Text, got, c.Words)
		}
	}
}

// The part of the script that reads words is run in Node.
func TestTheBrowserReadsTheSameWords(t *testing.T) {
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
	_, part, found := strings.Cut(string(script), "// ---- words")
	part, _, found2 := strings.Cut(part, "// ---- files")
	if !found || !found2 {
		t.Fatal("the script's part of words is not where it was")
	}
	_, part, _ = strings.Cut(part, "\n")
	command := exec.Command(node, "-e", part+`
		const m = JSON.parse(process.argv[1]);
		m.stops = new Set(m.stop.split(" ")); m.roots = new Set(m.al.split(" "));
		const cases = JSON.parse(require("fs").readFileSync("testdata/words.json"));
		console.log(JSON.stringify(cases.map(c => wordsOf(c.text, m).map(w => w.base))));`, string(NewLayout(0, 0).Manifest("", nil).Raw[0]))
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got [][]string
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	for i, c := range examples(t) {
		if !slices.Equal(got[i], c.Words) {
			t.Errorf("%s: the script says %q, want %q", c.Text, got[i], c.Words)
		}
	}
}

// Who asks for the one wants the other.
func TestInflectionsMeet(t *testing.T) {
	for _, pair := range [][2]string{
		{"وزير", "الوزراء"}, {"الوزراء", "وزيرا"}, {"انتخاب", "الانتخابات"}, {"انتخابية", "انتخابات"}, {"مسؤول", "المسؤولين"}, {"مسؤول", "مسئول"},
		{"لبنان", "ولبنان"}, {"لبنان", "بلبنان"}, {"مدرسة", "مدارسنا"}, {"مدرسة", "مدرستها"}, {"حكومة", "للحكومة"}, {"لغة", "للغة"}, {"بحر", "للبحر"}, {"تلميذ", "التلاميذ"}, {"لاجئ", "للاجئين"},
		{"سوريا", "سورية"}, {"مستشفى", "المستشفيات"}, {"امرأة", "النساء"}, {"غزة", "غزّة"}, {"كاتب", "كُتّاب"}, {"مباراة", "مبارياته"}, {"شركة", "وشركاتها"},
		{"اقتصاد", "الاقتصادية"}, {"صحفي", "الصحفيين"}, {"قتيل", "قتلى"}, {"دولة", "الدول"}, {"بلدية", "البلديات"}, {"إسرائيل", "الإسرائيلي"},
	} {
		if !meets(pair[0], pair[1]) {
			t.Errorf("%s does not find %s", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"بلدية", "بلدان"}, {"مال", "مالطا"}, {"علم", "علماني"}, {"سد", "سداد"}, {"مصر", "مصرف"}, {"نهر", "نهار"}, {"بئر", "كبير"}} {
		if meets(pair[0], pair[1]) {
			t.Errorf("%s finds %s", pair[0], pair[1])
		}
	}
}

func eachWord(s string, yield func(w word)) {
	text := []byte(s)
	for from, to := nextRaw(text, 0); from < to; from, to = nextRaw(text, to) {
		readWord(string(text[from:to]), yield)
	}
}

// meets says whether a word asked for has an entry in common with one of a
// story.
func meets(asked, written string) (met bool) {
	eachWord(asked, func(a word) {
		own := entryOf(a.base).stem
		eachWord(written, func(w word) {
			for _, e := range entries(w.base, w.lam) {
				met = met || e.stem == own
			}
		})
	})
	return met
}
