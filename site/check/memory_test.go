package check_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"warraq/site"
	"warraq/site/check"
)

// story is a manuscript of words and tags that an archive may find odd.
func story(r *rand.Rand, i int) check.Manuscript {
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
	return read(fmt.Sprintf("news/s%d.md", i), fmt.Sprintf("---\ntitle: قصة\ndate: 2024-09-14\ntags: [%s]\n---\n%s\n", tag, body.String()))
}

// Whatever became of the archive since it was remembered, the stories that are
// checked are told the same as when all are read.
func TestMemorySaysWhatTheArchiveSays(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	config := &site.Config{Language: "ar", Digits: "latn"}
	found := 0
	for range 300 {
		before := map[string]check.Manuscript{}
		for i := range 40 + r.IntN(40) {
			before[fmt.Sprint(i)] = story(r, i)
		}
		keeper := check.NewArchive()
		keeper.Remember()
		for _, m := range before {
			keeper.Add(keeper.SampleOf(m))
		}
		memory := keeper.Memory()

		after, stale := map[string]check.Manuscript{}, map[string]bool{}
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

		whole, part := check.NewArchive(), check.NewArchive()
		for _, m := range after {
			whole.Add(whole.SampleOf(m))
		}
		whole.Settle()
		for k := range chosen {
			part.Add(part.SampleOf(after[k]))
		}
		part.Narrow()
		if !part.Recall(memory, func(path string) bool { return stale[path] }) {
			t.Fatal("the memory is refused")
		}
		for k, m := range after {
			if stale[m.Path] && !chosen[k] {
				part.Add(part.SampleOf(m))
			}
		}
		part.Settle()
		all, _ := check.New(config, whole, now)
		few, _ := check.New(config, part, now)
		for k := range chosen {
			want, got := all.Again(after[k]), few.Again(after[k])
			found += len(want)
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("%s is told\n%v\nwant\n%v", after[k].Path, got, want)
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d findings in all", found)
	}
}

func mustInt(s string) (n int) {
	_, _ = fmt.Sscan(s, &n)
	return n
}

// A memory that was damaged is refused, never believed and never a panic.
func TestADamagedMemoryIsRefused(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	keeper := check.NewArchive()
	keeper.Remember()
	for i := range 20 {
		keeper.Add(keeper.SampleOf(story(r, i)))
	}
	memory := keeper.Memory()
	memory.Files[3].Words = append(memory.Files[3].Words, 0xff, 0xff, 0xff, 0x7f, 1)
	a := check.NewArchive()
	a.Add(a.SampleOf(story(r, 99)))
	a.Narrow()
	if a.Recall(memory, func(string) bool { return false }) {
		t.Error("it is believed")
	}
}
