package review

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"warraq/site"
	"warraq/site/check"
)

// What the archive finds odd is what rules are told in the examples of check.
func TestArchiveFindsWhatIsOdd(t *testing.T) {
	for _, id := range []string{"rare-twin", "near-tags"} {
		file, err := txtar.ParseFile("../check/testdata/" + id + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		a, want := newArchive(), map[string]check.Usual{}
		for _, f := range file.Files {
			switch f.Name {
			case "want", "fixed.md", "good.md":
			case "words", "tags":
				for line := range strings.Lines(string(f.Data)) {
					var odd string
					var usual check.Usual
					if _, err := fmt.Sscan(line, &odd, &usual.Text, &usual.Count); err != nil {
						t.Fatal(err)
					}
					want[odd] = usual
				}
			default:
				a.add(a.sample(read(f.Name, f.Data)))
			}
		}
		known := &check.Known{}
		suspects := a.settle(known)
		got := maps.Clone(known.Words)
		maps.Copy(got, known.Tags)
		if len(want) == 0 || !maps.Equal(got, want) || !slices.Contains(suspects, "bad.md") {
			t.Errorf("%s: odd are %v in %v, want %v in bad.md", id, got, suspects, want)
		}
	}
}

// read is a sheet of a file's bytes.
func read(path string, src []byte) Sheet {
	return (&Content{Config: &site.Config{}}).parse(Sheet{Path: path, Source: src})
}

// The others are not parsed for their tags: their front matter says the same.
func TestTagsOfAnUnparsedManuscript(t *testing.T) {
	for _, text := range []string{
		"---\ntags: [غزّة, \"لبنان، سوريا\"]\ncategory: أخبار\n---\nنص\n", "---\r\nTags:\r\n  - غزّة\r\n  - لبنان\r\nslug: x\r\n---\r\nنص\r\n",
		"+++\ntags = ['غزّة', 'لبنان']\n+++\nنص\n", "{\"tags\": \"غزّة, لبنان\"}\nنص\n", "---\ntitle: نص\n---\n", "نص", "---\ntags: [\n---\n",
	} {
		whole, front := tagsOf(read("news/a.md", []byte(text)), &site.Config{}), tagsOf(Sheet{Path: "news/a.md", Source: []byte(text)}, &site.Config{})
		if !slices.Equal(whole, front) || strings.Contains(text, "لبنان") && len(front) < 2 {
			t.Errorf("%q: the tags are %q, and %q of the front matter alone", text, whole, front)
		}
	}
}

// story is a manuscript of words and tags that an archive may find odd.
func story(r *rand.Rand, i int) Sheet {
	words := []string{"المدرسة", "المدرسه", "إنتخاب", "انتخاب", "القضية", "القضيه", "كتاب"}
	r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	var body strings.Builder
	for _, w := range words[:1+r.IntN(len(words))] {
		n := 1
		if r.IntN(3) == 0 || !strings.HasSuffix(w, "ه") && !strings.HasPrefix(w, "إ") {
			n = r.IntN(30)
		}
		if strings.HasSuffix(w, "ه") && r.IntN(12) > 0 {
			n = 0
		}
		body.WriteString(strings.Repeat(w+" ", n))
	}
	tag := []string{"غزة", "غزّة", "الغزة", "لبنان", "غزة"}[r.IntN(5)]
	return read(fmt.Sprintf("news/s%d.md", i), fmt.Appendf(nil, "---\ntitle: قصة\ndate: 2024-09-14\ntags: [%s]\n---\n%s\n", tag, body.String()))
}

// Whatever became of the archive since it was remembered, the stories that are
// checked are told the same as when all are read.
func TestMemorySaysWhatTheArchiveSays(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 300 {
		before := map[string]Sheet{}
		for i := range 40 + r.IntN(40) {
			before[fmt.Sprint(i)] = story(r, i)
		}
		keeper := newArchive()
		keeper.memory = &remembered{}
		for _, m := range before {
			keeper.add(keeper.sample(m))
		}
		memory := keeper.remembered()

		after, stale := map[string]Sheet{}, map[string]bool{}
		for k, m := range before {
			switch r.IntN(10) {
			case 0:
				stale[m.Path] = true // gone
			case 1:
				after[k], stale[m.Path] = story(r, mustInt(k)), true
			default:
				after[k] = m
			}
		}
		after["new"], stale["news/s900.md"] = story(r, 900), true
		chosen := map[string]bool{}
		for k, m := range after {
			if r.IntN(8) == 0 {
				chosen[k], stale[m.Path] = true, true
			}
		}

		whole, part := newArchive(), newArchive()
		for _, m := range after {
			whole.add(whole.sample(m))
		}
		all, few := &check.Known{}, &check.Known{}
		whole.settle(all)
		for k := range chosen {
			part.add(part.sample(after[k]))
		}
		part.narrowDown()
		if !part.recall(memory, func(path string) bool { return stale[path] }) {
			t.Fatal("the memory is refused")
		}
		for k, m := range after {
			if stale[m.Path] && !chosen[k] {
				part.add(part.sample(m))
			}
		}
		part.settle(few)
		// What is odd in the whole archive is odd in the part, if a chosen story says it.
		said := newArchive()
		for k := range chosen {
			said.add(said.sample(after[k]))
		}
		want, got := oddIn(all, said), oddIn(few, said)
		found += len(want)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("the chosen are told\n%v\nwant\n%v", got, want)
		}
	}
	if found < 100 {
		t.Errorf("only %d findings in all", found)
	}
}

// oddIn is what is odd of what the manuscripts of an archive say.
func oddIn(k *check.Known, a *archive) map[string]check.Usual {
	out := map[string]check.Usual{}
	for w, usual := range k.Words {
		if a.known.find(w) >= 0 {
			out[w] = usual
		}
	}
	for label, usual := range k.Tags {
		if a.tags[label] != nil {
			out["#"+label] = usual
		}
	}
	return out
}

func mustInt(s string) (n int) {
	_, _ = fmt.Sscan(s, &n)
	return n
}

// A memory that was damaged is refused, never believed and never a panic.
func TestADamagedMemoryIsRefused(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	keeper := newArchive()
	keeper.memory = &remembered{}
	for i := range 20 {
		keeper.add(keeper.sample(story(r, i)))
	}
	memory := keeper.remembered()
	memory.Files[3].Words = append(memory.Files[3].Words, 0xff, 0xff, 0xff, 0x7f, 1)
	a := newArchive()
	a.add(a.sample(story(r, 99)))
	a.narrowDown()
	if a.recall(memory, func(string) bool { return false }) {
		t.Error("it is believed")
	}
}

// A few stories are told what they are told when the whole edition is reviewed:
// without a memory, with one, with a damaged one, and when a story changed since.
func TestAFewStoriesAreJudgedByTheWholeArchive(t *testing.T) {
	var b strings.Builder
	b.WriteString("-- content/edition.yaml --\ntitle: صحيفة\nchecks: {missing-summary: off, missing-source: off, repeated-word: off}\n")
	for i := range 60 {
		fmt.Fprintf(&b, "-- content/news/%02d.md --\n---\ntitle: خبر\ndate: 2024-09-14\ntags: [غزة]\n---\nالكفرعويدية أمس %d.\n", i, i)
	}
	b.WriteString("-- content/news/odd.md --\n---\ntitle: خبر\ndate: 2024-09-14\ntags: [غزّة]\n---\nالكفرعويديه أمس.\n")
	source := room(b.String())
	chosen := []string{"news/odd.md"}
	check := func(keep Keeper, chosen []string) string {
		report, err := (&Run{Content: folderOf(t, source), Keep: keep, Began: noon}).Check(t.Context(), chosen)
		if err != nil {
			t.Fatal(err)
		}
		return lines(report)
	}
	kept := notes{}
	want := check(kept, folderOf(t, source).Paths)
	if !strings.Contains(want, "rare-twin") || !strings.Contains(want, "near-tags") || strings.Count(want, "\n") != 2 || kept[wordsFile] == nil {
		t.Fatalf("the whole edition is told\n%s", want)
	}
	for name, keep := range map[string]Keeper{"no memory": notes{}, "a memory": kept, "a damaged memory": notes{wordsFile: []byte("damaged")}, "no keeper": nil} {
		if got := check(keep, chosen); got != want {
			t.Errorf("with %s it is told\n%s\nwant\n%s", name, got, want)
		}
	}
	// Two stories change: the memory is used for the others, and these are read again.
	for i := range 2 {
		name := fmt.Sprintf("content/news/%02d.md", i)
		source[name] = &fstest.MapFile{Data: []byte("---\ntitle: خبر\ndate: 2024-09-14\n---\nنص\n"), ModTime: noon.Add(-time.Hour)}
	}
	delete(source, "content/news/02.md")
	whole := check(notes{}, folderOf(t, source).Paths)
	if !strings.Contains(whole, "57 times") || !strings.Contains(whole, "57 stories") {
		t.Errorf("57 stories are left, and it is told\n%s", whole)
	}
	if got := check(kept, chosen); got != whole {
		t.Errorf("after a change it is told\n%s\nwant\n%s", got, whole)
	}
}

// Names of a taxonomy of the paper's own are compared with each other as tags are, and with no tag.
func TestNearNamesOfATaxonomy(t *testing.T) {
	source := room(`
-- content/edition.yaml --
title: صحيفة
taxonomies: {places: {label: مكان}}
checks: {missing-summary: off, missing-source: off, repeated-word: off}
-- content/news/a.md --
---
title: خبر
date: 2024-09-14
places: [غزة]
---
قالت البلدية أمس.
-- content/news/b.md --
---
title: خبر
date: 2024-09-14
places: [غزة]
---
قالت البلدية أمس.
-- content/news/c.md --
---
title: خبر
date: 2024-09-14
places: [غزّة]
tags: [غزّه]
---
قالت البلدية أمس.
`)
	report, err := (&Run{Content: folderOf(t, source), Began: noon}).Check(t.Context(), folderOf(t, source).Paths)
	if err != nil {
		t.Fatal(err)
	}
	if got := lines(report); strings.Count(got, "near-tags") != 1 || !strings.Contains(got, "c.md:4:10") || !strings.Contains(got, "غزة") {
		t.Errorf("told\n%s", got)
	}
}
