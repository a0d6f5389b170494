//go:build unix

package check_test

import (
	"math"
	"strings"
	"syscall"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/check"
)

// A file takes the work that its length asks for, whatever it is made of: eight
// times as long, it takes no more than thirty times as much of the processor.
// Each of these took minutes where every sign was followed to the text's end.
func TestOddFilesAreQuick(t *testing.T) {
	c, _ := check.New(&site.Config{Language: "ar"}, nil, now)
	work := func(text string) time.Duration {
		m := read("news/x.md", text)
		least := time.Duration(math.MaxInt64)
		for range 3 {
			var before, after syscall.Rusage
			_ = syscall.Getrusage(syscall.RUSAGE_SELF, &before)
			c.Check(m)
			_ = syscall.Getrusage(syscall.RUSAGE_SELF, &after)
			least = min(least, time.Duration(after.Utime.Nano()-before.Utime.Nano()))
		}
		return max(least, 10*time.Millisecond)
	}
	for _, piece := range []string{"[", "[نص](b \"ا ", "ا <b>", "قال نعم , ثم ", "ا {{ ", "«(", "»ا", "\"ا ", "الى ", "كتــاب ", "14 مايو ", "الى <!-- check: off tatweel --> "} {
		small, large := work(strings.Repeat(piece, 8_000/len(piece))), work(strings.Repeat(piece, 64_000/len(piece)))
		t.Logf("%q: %v, %v", piece, small, large)
		if large > 30*small {
			t.Errorf("%q again and again: %v, and eight times as long %v", piece, small, large)
		}
	}
}

// Where edition.yaml says how the house places tanwin, a story that does it otherwise
// throughout is told, and one that keeps to the house is not.
func TestTanwinOfTheHouse(t *testing.T) {
	for _, c := range []struct {
		house, text string
		want        int
	}{
		{"before", "جاء يوماً وقال خيراً.", 2}, {"before", "جاء يومًا وقال خيرًا.", 0},
		{"after", "جاء يومًا وقال خيرًا.", 2}, {"after", "جاء يوماً.", 0}, {"", "جاء يومًا وقال خيرًا.", 0},
	} {
		k, _ := check.New(&site.Config{Language: "ar", Tanwin: c.house}, nil, now)
		found := 0
		for _, f := range k.Check(read("news/x.md", "---\ntitle: خبر\ndate: 2026-11-01\n---\n"+c.text+"\n")) {
			if f.Rule == "tanwin-place" {
				found += 1 + len(f.More)
			}
		}
		if found != c.want {
			t.Errorf("%q in a house of %q: %d findings, want %d", c.text, c.house, found, c.want)
		}
	}
}
