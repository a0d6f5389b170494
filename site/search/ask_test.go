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
	for _, a := range answersOf(t, docs, indexes, questions) {
		found, instead = append(found, a.Found), append(instead, a.Instead)
	}
	return found, instead
}

// answers is what the script shows of a question: addresses, what it would ask instead, and
// the sentence of each story of which neither title nor summary has the words.
type answers struct {
	Found   []string
	Instead string
	Told    []string
}

func answersOf(t *testing.T, docs func(int) []Document, indexes int, questions []string) (out []answers) {
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
	part, _, ok := strings.Cut(part, "// ---- a worker")
	if !ok {
		t.Fatal("the script's parts are not where they were")
	}
	_, part, _ = strings.Cut(part, "\n")
	dir := t.TempDir()
	for n := range indexes {
		for name, data := range indexOf(docs(n)).published() {
			name = filepath.Join(dir, strconv.Itoa(n), name)
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, data, 0o644); err != nil {
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
		globalThis.fetch = async (path, { headers } = {}) => {
			const data = fs.readFileSync(dir + path.split("?")[0]), part = /^bytes=(\d+)-(\d+)$/.exec(headers?.Range ?? "");
			return part ? new Response(data.subarray(+part[1], +part[2] + 1), { status: 206 }) : new Response(data);
		};
		async function answers(at, questions) {
			let index = at + "/search/";
		`+part+`
			const out = [];
			for (const q of questions) {
				const { rows, other } = await answer({ question: { q, section: "", author: "", from: "", to: "", sort: "" }, typing: false, shown: 50 });
				const told = [];
				for (const r of rows) told.push(r.lacks ? (await sentence(r.id))?.map((s, i) => i % 2 ? "[" + s + "]" : s).join("") ?? "" : "");
				out.push({ found: rows.map(r => r.url), instead: other || "", told });
			}
			return out;
		}
		(async () => {
			const all = JSON.parse(process.argv[2]), indexes = +process.argv[3], out = [];
			for (let n = 0; n < indexes; n++) out.push(...await answers(n, indexes > 1 ? [all[n]] : all));
			console.log(JSON.stringify(out));
		})();`, dir, string(list), strconv.Itoa(indexes))
	command.Stderr = os.Stderr
	said, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(said, &out); err != nil {
		t.Fatal(err)
	}
	return out
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
		q, text, ok := strings.Cut(strings.TrimSpace(line), " = ")
		if !ok {
			q, text, ok = strings.Cut(strings.TrimSpace(line), " ")
		}
		if ok && q != "#" {
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

// A letter that is the word's own is no preposition.
func TestNoPrepositionOfItsOwn(t *testing.T) {
	found, _ := asked(t, stories("بلد بعيد", "عمر كامل", "جمال وكمال", "كسور في الساق"), []string{"عيد", "أمل", "مال", "سور", "بعيد"})
	for i, want := range []int{0, 0, 0, 0, 1} {
		if len(found[i]) != want {
			t.Errorf("question %d: found %q, want %d stories", i, found[i], want)
		}
	}
}

// Words that look alike are others.
func TestWordsThatLookAlike(t *testing.T) {
	pairs := [][2]string{
		{"سلام", "إسلام"}, {"عرب", "غرب"}, {"كلام", "كلمة"}, {"قلب", "قالب"}, {"سوق", "ساق"}, {"عالم", "معلم"}, {"مركز", "مرتكز"},
		{"طالب", "مطلب"}, {"شعر", "شارع"}, {"حزب", "حراب"}, {"خاتم", "ختام"}, {"نقد", "نقود"}, {"حكم", "حكومة"}, {"سفير", "سفرة"},
	}
	var texts, questions []string
	for _, p := range pairs {
		texts, questions = append(texts, p[0]+" هنا", p[1]+" هناك"), append(questions, p[0])
	}
	found, _ := asked(t, stories(texts...), questions)
	for i, p := range pairs {
		if !slices.Contains(found[i], p[0]+" هنا") || slices.Contains(found[i], p[1]+" هناك") {
			t.Errorf("%s finds %q", p[0], found[i])
		}
	}
}

// Who asks for a verb of «she» finds those of «he»; a noun that ends so is no verb.
func TestVerbsOfOthers(t *testing.T) {
	texts := []string{"بيروت الجميلة", "البيرو البعيدة", "بيرو مرة أخرى", "بيرو ثالثة"}
	for _, n := range []string{"أولى", "ثانية", "ثالثة", "رابعة"} {
		texts = append(texts, "تأسس النادي مرة "+n, "تأسست الفرقة مرة "+n)
	}
	found, _ := asked(t, stories(texts...), []string{"تأسست", "تأسس", "بيروت"})
	for i, want := range []int{8, 8, 1} {
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

// A title that is asked for whole comes first, however old its story is, and however many
// newer ones have its words in theirs.
func TestTheStoryOfATitleComesFirst(t *testing.T) {
	docs := stories("أول", "ثان", "ثالث", "رابع")
	for i := range docs {
		docs[i].Title = "مجلس الأمن يبحث الأزمة في جلسة"
	}
	docs[0].Title = "مجلس الأمن في جلسة"
	found, _ := asked(t, docs, []string{"مجلس الأمن في جلسة", "مجلس الأمن"})
	if len(found[0]) != 4 || found[0][0] != "أول" || found[1][0] != "رابع" {
		t.Errorf("found %q", found)
	}
}

// The weight of a section moves its stories up and down.
func TestWeights(t *testing.T) {
	docs := stories("النفط هنا", "النفط هناك", "النفط اليوم", "شيء آخر")
	for i, rank := range []Rank{RankHigh, RankUsual, RankLow} {
		docs[i].Rank = rank
	}
	ranked = true
	defer func() { ranked = false }()
	found, _ := asked(t, docs, []string{"النفط", "آخر"})
	if want := []string{"النفط هنا", "النفط هناك", "النفط اليوم"}; !slices.Equal(found[0], want) || !slices.Equal(found[1], []string{"شيء آخر"}) {
		t.Errorf("found %q", found)
	}
}

// A result whose title and summary lack a word shows the sentence that has most of the
// question, cut around it, with the words marked and the isolates of the body.
func TestTheSentenceThatMatches(t *testing.T) {
	docs := stories("أ", "ب", "ج")
	docs[0].Body = []byte(`<p>جملة أولى عن الطقس. قال الوزير إن <b>الميناء</b> يعمل منذ <bdi dir="rtl">3–1</bdi>، وإن السفن تصل. خاتمة.</p><h2>عنوان</h2><p>الميناء وحده</p>`)
	docs[1].Title, docs[1].Body = "الميناء والوزير", []byte("<p>نص</p>")
	docs[2].Body = []byte("<p>" + strings.Repeat("كلام كثير ", 60) + "ثم الوزير في الميناء " + strings.Repeat("وكلام آخر ", 60) + "</p>")
	told := map[string]string{}
	a := answersOf(t, func(int) []Document { return docs }, 1, []string{"وزير الميناء"})[0]
	for i, url := range a.Found {
		told[url] = a.Told[i]
	}
	if want := "قال [الوزير] إن [الميناء] يعمل منذ \u20673–1\u2069، وإن السفن تصل."; told["أ"] != want {
		t.Errorf("the sentence is %q, want %q", told["أ"], want)
	}
	if told["ب"] != "" {
		t.Errorf("a title has the words, and the text is shown: %q", told["ب"])
	}
	if s := told["ج"]; !strings.HasPrefix(s, "… ") || !strings.HasSuffix(s, "…") || !strings.Contains(s, "ثم [الوزير] في [الميناء]") || len([]rune(s)) > 240 {
		t.Errorf("a long sentence is shown as %q", s)
	}
}

// A rare word beside a common one finds the story that has both, however old; in the order
// of a quotation too. The common word's older stories are of several files.
func TestOldStoriesOfACommonWord(t *testing.T) {
	const n = 25_000
	docs := make([]Document, n)
	for i := range docs {
		docs[i] = Document{URL: strconv.Itoa(i), Title: "خبر", Date: time.Date(2020, 1, 1, i, 0, 0, 0, time.UTC), Body: []byte("ميناء مفتوح")}
	}
	for _, i := range []int{3, 9_000, 24_990} {
		docs[i].Body = []byte("ميناء عنقاء")
	}
	docs[15_000].Body = []byte("عنقاء ميناء")
	found, _ := asked(t, docs, []string{"عنقاء ميناء", "«ميناء عنقاء»", "«عنقاء ميناء»"})
	for i, want := range [][]string{{"24990", "15000", "9000", "3"}, {"24990", "9000", "3"}, {"15000"}} {
		if !slices.Equal(found[i], want) {
			t.Errorf("question %d: found %q, want %q", i, found[i], want)
		}
	}
}
