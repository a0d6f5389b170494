package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/arabic"
)

// Terminals order mixed text by their own lights: an Arabic message is set
// apart from the path before it, and the path comes first.
const (
	firstStrongIsolate    = '\u2068' // FSI
	popDirectionalIsolate = '\u2069' // PDI
)

// mostAlike is how many problems of one rule are shown: who has a thousand
// wants to know that, and not to read them. --json has them all.
const mostAlike = 50

// printProblems shows what is wrong, one problem a line with its hint.
func (d *terminal) printProblems(ps []site.Problem) {
	shown := map[string]int{}
	defer func() { d.printMore(shown) }()
	for _, p := range ps {
		if shown[p.Rule]++; shown[p.Rule] > mostAlike && p.Level != site.LevelError {
			continue
		}
		fmt.Fprintf(d.stderr, "%s: %s: %s\n", p.Place(), d.level(p.Level), d.isolate(d.words(p.Message)+" — "+d.words(p.Hint)))
	}
}

// words are in the tool's language; in Arabic, what would be read in the wrong
// order is isolated.
func (d *terminal) words(w site.Words) string {
	if d.lang == "ar" {
		return arabic.IsolateText(w.Ar)
	}
	return w.In(d.lang)
}

// printMore tells of what rules there were more problems than were shown.
func (d *terminal) printMore(shown map[string]int) {
	for _, rule := range slices.Sorted(maps.Keys(shown)) {
		if more := shown[rule] - mostAlike; more > 0 {
			fmt.Fprintf(d.stderr, d.say("و%d غيرها من نوع %s؛ الكل مع --json\n", "and %d more of %s; --json lists all\n"), more, rule)
		}
	}
}

func (d *terminal) level(l site.Level) string {
	switch l {
	case site.LevelError:
		return d.say("خطأ", "error")
	case site.LevelWarning:
		return d.say("تنبيه", "warning")
	}
	return d.say("ملاحظة", "note")
}

func (d *terminal) isolate(s string) string {
	if s = strings.TrimSuffix(s, " — "); d.lang == "ar" {
		return isolated(s)
	}
	return s
}

// progress shows long work on a terminal, and is silent elsewhere.
type progress struct {
	mu    sync.Mutex
	to    io.Writer // nil: silent
	last  time.Time
	drawn bool
}

func (d *tool) progress() *progress {
	if isTerminal(d.stderr) && !d.common.json {
		return &progress{to: d.stderr}
	}
	return &progress{}
}

// isTerminal tells whether a person is at the other end of a stream.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

func (p *progress) show(phase string, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.to == nil || time.Since(p.last) < 100*time.Millisecond {
		return
	}
	p.last, p.drawn = time.Now(), true
	fmt.Fprintf(p.to, "\r\x1b[K%s %d", phase, done)
	if total > 0 {
		fmt.Fprintf(p.to, "/%d", total)
	}
}

func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.drawn {
		fmt.Fprint(p.to, "\r\x1b[K")
	}
}
