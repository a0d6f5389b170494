package pasted

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding/charmap"
	unicode16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/tools/txtar"

	"warraq/site/arabic"
	"warraq/site/intake"
	"warraq/site/intake/testdata/judge"
	"warraq/site/manuscript"
)

// testOptions are the judge's.
func testOptions() intake.Options { return judge.Options() }

// Each file in testdata is a page in the form of one kind of site: what
// was pasted, the story that it becomes, and what an editor is told.
func TestPasted(t *testing.T) {
	judge.Archives(t, 11, func(t *testing.T, archive *txtar.Archive) []txtar.File {
		paste := string(archive.Files[0].Data)
		p, err := Pasted(paste, testOptions())
		if err != nil {
			t.Fatal(err)
		}
		wordsSurvive(t, paste, p)
		return []txtar.File{archive.Files[0], {Name: "content/" + p.Path, Data: p.Bytes()}, {Name: "notes", Data: []byte(printNotes(p))}}
	})
}

// The marks that nobody sees, and the line ends of other systems, change nothing
// of what a page becomes.
func TestInvisibleMarksChangeNothing(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	marked := strings.NewReplacer("\n", " \u200e\r\n\u200f", " ", "\u00a0", ":", "\u061c:")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		paste := string(archive.Files[0].Data)
		want, err := Pasted(paste, testOptions())
		if err != nil {
			t.Fatal(err)
		}
		for name, form := range map[string]string{
			"marks": "\ufeff\u202b" + marked.Replace(paste) + "\u202c", "old line ends": strings.ReplaceAll(paste, "\n", "\r"),
			"UTF-16": utf16Of(paste, unicode16.LittleEndian), "UTF-16, big end first": utf16Of(paste, unicode16.BigEndian),
		} {
			got, err := Pasted(form, testOptions())
			if err != nil || string(got.Bytes()) != string(want.Bytes()) || got.Path != want.Path {
				t.Errorf("%s with %s: %v\n%s", file, name, err, got.Bytes())
			}
		}
	}
}

func utf16Of(s string, order unicode16.Endianness) string {
	out, _ := unicode16.UTF16(order, unicode16.UseBOM).NewEncoder().String(s)
	return out
}

// Text of old Arabic Windows is read, and an editor is told; bytes that are no
// text of either are refused with their line.
func TestEncodingsOfPastedText(t *testing.T) {
	paste := "عودة الملاحة إلى الميناء القديم\n14 سبتمبر 2024\n\nعادت الملاحة إلى الميناء القديم صباح السبت بعد توقف دام عامين كاملين."
	old, err := charmap.Windows1256.NewEncoder().String(paste)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Pasted(old, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	if p.Matter.Text("title") != "عودة الملاحة إلى الميناء القديم" || p.Body != "عادت الملاحة إلى الميناء القديم صباح السبت بعد توقف دام عامين كاملين." {
		t.Errorf("got\n%s", p.Bytes())
	}
	if !strings.Contains(printNotes(p), "guessed line 0: the text was read as Windows-1256") {
		t.Errorf("the editor is told %s", printNotes(p))
	}
	for name, c := range map[string]struct{ text, want string }{
		"a text that broke off in a letter": {paste[:len(paste)-2], "line 4: the text is not UTF-8"},
		"one bad byte":                      {strings.Replace(paste, "سبتمبر", "\xff", 1), "line 2: the text is not UTF-8"},
		"a picture":                         {"\x89PNG\r\n\x1a\n\xff\xfe\x00\x01", "the text holds a NUL byte"},
		"Latin text of old Windows":         {"Caf\xe9 cr\xe8me\n\nD\xe9j\xe0 vu.", "line 1: the text is not UTF-8"},
		"half a letter of UTF-16":           {"\xff\xfe\x00\xd8", "the text has a damaged letter"},
	} {
		if _, err := Pasted(c.text, testOptions()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

func printNotes(p intake.Piece) string {
	var out strings.Builder
	for _, n := range p.Notes {
		fmt.Fprintf(&out, "%s line %d: %s: %s\n", n.Kind, n.Line, n.En, n.Text)
	}
	return out.String()
}

// wordsSurvive holds every word of the paste against the story as readers get
// it: each is in the page or among what an editor was told of, and those of the
// body stand in their order.
func wordsSurvive(t *testing.T, paste string, p intake.Piece) {
	t.Helper()
	r := manuscript.Read(p.Path, p.Bytes(), testOptions().Options)
	a, problems := r.Article, r.Problems
	if a == nil || a.Title == "" {
		t.Fatalf("the story cannot be read: %v", problems)
	}
	matter, _, _ := strings.Cut(strings.TrimPrefix(string(p.Bytes()), "---\n"), "\n---\n")
	elsewhere := judge.Words(matter + " " + printNotes(p) + " " + a.Date.Format("2006 01 02 2 1 15 04"))
	told := map[string]bool{}
	for _, w := range elsewhere {
		told[w] = true
	}
	page := judge.Words(judge.Seen(string(a.Body)))
	at := 0
	lines := cutLines(paste)
	for i := 1; i < len(lines); i++ {
		if isLabelled(lines[i].text, captionLabels()) && isLabelled(lines[i-1].text, creditLabels()) { // our captions stand before their credits
			lines[i-1], lines[i] = lines[i], lines[i-1]
		}
	}
	for _, l := range lines {
		for _, w := range judge.Words(strings.ReplaceAll(l.text, "صورة من:", " صورة من:")) { // a label that some pages glue to the word before it
			if at < len(page) && page[at] == w {
				at++
			} else if !told[w] && !isLabel(w) {
				t.Fatalf("the word %q of line %d is lost, or not in its place (the page goes on with %q)", w, l.number, page[at:min(at+6, len(page))])
			}
		}
	}
	if at < len(page) {
		t.Errorf("the page has words that the paste has not: %q", page[at:])
	}
}

// isLabel tells the words that a page says before what front matter has keys
// for, and those of dates, which it writes in digits.
func isLabel(w string) bool {
	if strings.ContainsFunc(w, unicode.IsDigit) || dateWordsAround()[arabic.Fold(w)] || slices.Contains([]string{"ربيع", "جمادى", "الأول", "الأولى", "تشرين", "كانون", "الثاني", "ساعات"}, w) {
		return true
	}
	if _, _, err := arabic.ParseDate("1 "+w+" 2024", nil); err == nil {
		return true
	}
	for _, labels := range []map[string]bool{updateWords(), creditLabels(), captionLabels(), bylineLabels(), sourceLabels(), tagLabels()} {
		for label := range labels {
			if slices.Contains(strings.Fields(label), arabic.Fold(w)) {
				return true
			}
		}
	}
	return false
}

// Whatever is pasted, no word of it is lost, and what comes out can be read.
func FuzzPasted(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		if archive, err := txtar.ParseFile(file); err == nil {
			f.Add(string(archive.Files[0].Data))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Pasted(text, testOptions())
		if err != nil {
			return
		}
		r := manuscript.Read(p.Path, p.Bytes(), testOptions().Options)
		a, problems := r.Article, r.Problems
		if a == nil {
			t.Fatalf("%v\n%s", problems, p.Bytes())
		}
		if !a.Draft {
			t.Fatalf("not a draft:\n%s", p.Bytes())
		}
	})
}
