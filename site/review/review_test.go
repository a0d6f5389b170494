package review

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"warraq/site"
	"warraq/site/press"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// room makes a newsroom's folder of a txtar archive.
func room(archive string) fstest.MapFS {
	out := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		out[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644, ModTime: noon.Add(-24 * time.Hour)}
	}
	return out
}

// folderOf lists a newsroom's folder.
func folderOf(t *testing.T, source fs.FS) *Content {
	t.Helper()
	clock := site.Clock{Now: noon}
	l, err := press.List(t.Context(), press.Input{Source: source, Jobs: 4, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	return &Content{
		Config: l.Config, Paths: l.Paths, Stamps: l.Stamps, Problems: l.Problems, Clock: clock, Read: l.Read, Each: l.Each, Resolve: l.Resolve,
	}
}

// notes is a Keeper in memory.
type notes map[string][]byte

func (n notes) Load(name string) []byte { return n[name] }

func (n notes) Save(name string, data []byte) error { n[name] = slices.Clone(data); return nil }

// lines are the remarks of a report: the place, the rule and the words.
func lines(r *Report) string {
	var b strings.Builder
	for _, m := range r.Problems {
		fmt.Fprintf(&b, "%s %s: %s\n", m.Place(), m.Rule, m.Message.En)
	}
	return b.String()
}

func TestManuscriptsAreReadInOrder(t *testing.T) {
	var b strings.Builder
	b.WriteString("-- content/edition.yaml --\ntitle: صحيفة\ncheck: {tatweel: off}\n")
	for i := range 2*batch + 3 {
		fmt.Fprintf(&b, "-- content/news/%05d.md --\n---\ntitle: خبر %d\ndate: 2024-09-14\n---\nنص\n", i, i)
	}
	b.WriteString("-- content/authors/samer.md --\n---\nname: سامر\n---\n-- content/news/_index.md --\n---\ntitle: أخبار\n---\n")
	f := folderOf(t, room(b.String()))
	if f.Config.Checks["tatweel"] != "off" || len(f.Problems) > 0 {
		t.Errorf("settings: %v %v", f.Config.Checks, f.Problems)
	}
	var got []string
	title := func(s Sheet) string {
		if s = f.parse(s); s.Article == nil {
			return s.Path
		}
		if string(s.Source[s.Start:]) != "نص\n" {
			return "no body in " + s.Path
		}
		return fmt.Sprintf("news/%05s.md", strings.TrimPrefix(s.Article.Title, "خبر "))
	}
	if err := Each(t.Context(), f, f.Paths, title, func(s string) { got = append(got, s) }); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, f.Paths) || len(got) != 2*batch+5 {
		t.Errorf("read %d of %d, or not in order", len(got), len(f.Paths))
	}
	if gone := f.sheet("news/gone.md"); len(gone.Problems) != 1 || f.parse(gone).Article != nil {
		t.Errorf("a file that is gone: %+v", gone)
	}
}

// A faulty manuscript is reported, and the others are checked all the same.
func TestOneFaultyManuscriptDoesNotStopTheRest(t *testing.T) {
	f := folderOf(t, room(`-- content/edition.yaml --
title: صحيفة
checks: {missing-source: off, missing-summary: off, no-such-rule: error}
-- content/news/bad.md --
---
title: [
---
نص
-- content/news/good.md --
---
title: خبر
date: 2024-09-14
---
ذهب الى البيت.
`))
	report, err := (&Run{Content: f}).Check(t.Context(), f.Paths)
	if err != nil {
		t.Fatal(err)
	}
	got := lines(report)
	for _, want := range []string{"content/edition.yaml settings/unknown-rule", "content/news/bad.md:", "content/news/good.md:5:5 misspelt"} {
		if !strings.Contains(got, want) {
			t.Errorf("not said: %s\n%s", want, got)
		}
	}
	if report.Checked != 2 || report.Count(site.LevelError) == 0 || report.Fixable() != 1 {
		t.Errorf("checked %d, errors %d, fixable %d", report.Checked, report.Count(site.LevelError), report.Fixable())
	}
}

// Fix hands over each manuscript that changes, in order, and reports what is
// left; with keep, what was there.
func TestFixHandsOverWhatChanges(t *testing.T) {
	source := room(`-- content/edition.yaml --
title: صحيفة
checks: {missing-source: off, missing-summary: off}
-- content/news/a.md --
---
title: خبر
date: 2024-09-14
---
ذهب الى البيت (أمس.
-- content/news/b.md --
---
title: خبر آخر
date: 2024-09-14
---
نص سليم.
-- content/news/c.md --
---
title: خبر ثالث
date: 2024-09-14
---
قال نعم ، ثم مضى.
`)
	f := folderOf(t, source)
	for _, keep := range []bool{true, false} {
		var saved []string
		report, err := (&Run{Content: f}).Fix(t.Context(), f.Paths, keep, func(path string, old, fixed []byte) error {
			saved = append(saved, path+": "+string(fixed[strings.LastIndex(string(fixed), "---\n")+4:]))
			if string(old) != string(source["content/"+path].Data) {
				t.Errorf("%s was not what is handed over as old", path)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if want := []string{"news/a.md: ذهب إلى البيت (أمس.\n", "news/c.md: قال نعم، ثم مضى.\n"}; !slices.Equal(saved, want) {
			t.Errorf("saved %q, want %q", saved, want)
		}
		want := "content/news/a.md:5:15 unbalanced: ( has no partner\n"
		if keep {
			want = "content/news/a.md:5:5 misspelt: \"الى\" should be \"إلى\"\n" + want + "content/news/c.md:5:8 space-before: a space before ،\n"
		}
		if got := lines(report); got != want || report.Fixed != 2 {
			t.Errorf("keep %v: fixed %d, left\n%s\nwant\n%s", keep, report.Fixed, got, want)
		}
	}
	full := errors.New("the disk is full")
	calls := 0
	if _, err := (&Run{Content: f}).Fix(t.Context(), f.Paths, false, func(string, []byte, []byte) error { calls++; return full }); !errors.Is(err, full) || calls != 1 {
		t.Errorf("a failed save: %v after %d calls", err, calls)
	}
}

// A quote is whole characters of one line, however long the line is.
func TestQuoteIsOfOneLine(t *testing.T) {
	long := "أول\n" + strings.Repeat("كلمة ", 200) + "هنا" + strings.Repeat(" كلمة", 200) + "\nآخر"
	at := strings.Index(long, "هنا")
	q := quoteOf([]byte(long), at, at+len("هنا"))
	if q.Text[q.From:q.To] != "هنا" || strings.ContainsAny(q.Text, "\n\ufffd") || len(q.Text) > 600 || strings.ToValidUTF8(q.Text, "?") != q.Text {
		t.Errorf("quoted %q", q.Text)
	}
	q = quoteOf([]byte("أ\nب ج\nد"), 3, 5)
	if q != (Quote{"ب ج", 0, 2}) {
		t.Errorf("quoted %+v", q)
	}
}

func TestProofreaderReadsWhatIsOpen(t *testing.T) {
	source := room("-- content/edition.yaml --\ntitle: صحيفة\n-- content/news/a.md --\n---\ntitle: خبر\ndate: 2024-09-14\nsummary: م\nagencies: [رويترز]\n---\nذهب الى البيت.\n")
	opened := 0
	p := &Proofreader{Open: func(context.Context) (*Content, error) { opened++; return folderOf(t, source), nil }}
	for range 2 {
		if got := p.Read("content/news/a.md"); len(got) != 1 || got[0].Rule != "misspelt" || got[0].Line != 7 {
			t.Errorf("found %+v", got)
		}
	}
	if opened != 1 {
		t.Errorf("the edition was listed %d times", opened)
	}
	source["content/edition.yaml"].Data = []byte("title: صحيفة\nchecks: {misspelt: off}\n")
	p.Forget()
	if got := p.Read("content/news/a.md"); len(got) != 0 {
		t.Errorf("with the rule off: %+v", got)
	}
	if got := p.Read("templates/a.html"); got != nil {
		t.Errorf("of a template: %+v", got)
	}
	broken := &Proofreader{Open: func(context.Context) (*Content, error) { return nil, fs.ErrPermission }}
	if got := broken.Read("content/news/a.md"); got != nil {
		t.Errorf("of a folder that cannot be listed: %+v", got)
	}
}

// A word that is one letter from a common one is told, and not where the archive has it so
// often that it is a name; also where only some stories are chosen, and their words recalled.
func TestNamesOfTheArchive(t *testing.T) {
	paper := func(stories int) fstest.MapFS {
		out := room("-- content/edition.yaml --\ntitle: صحيفة\n")
		for i := range stories {
			out[fmt.Sprintf("content/news/%d.md", i)] = &fstest.MapFile{Mode: 0o644, ModTime: noon.Add(-24 * time.Hour), Data: fmt.Appendf(nil, "---\ntitle: خبر %d\ndate: 2024-09-14\n---\nوصلت الانخابات إلى هنا.\n", i)}
		}
		return out
	}
	kept := notes{}
	for _, c := range []struct {
		stories int
		chosen  []string
		want    int
	}{{3, nil, 3}, {4, nil, 0}, {4, []string{"news/1.md"}, 0}} {
		f := folderOf(t, paper(c.stories))
		chosen := c.chosen
		if chosen == nil {
			chosen = f.Paths
		}
		run := Run{Content: f, Keep: kept, Began: noon}
		report, err := run.Check(t.Context(), chosen)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(lines(report), "spelling"); got != c.want {
			t.Errorf("%d stories, %v: %d told, want %d\n%s", c.stories, c.chosen, got, c.want, lines(report))
		}
	}
}
