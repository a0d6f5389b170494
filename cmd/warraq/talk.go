package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic/bidi"
	"warraq/site/console"
)

// mostAlike is how many problems of one rule are shown; --json has all.
const mostAlike = 50

// printProblems shows what is wrong, one problem a line with its hint.
func (d *terminal) printProblems(ps []site.Problem) {
	shown := map[string]int{}
	for _, p := range ps {
		if shown[p.Rule]++; shown[p.Rule] > mostAlike && p.Level != site.LevelError {
			continue
		}
		fmt.Fprintf(d.stderr, "%s: %s: %s\n", p.Place(), d.level(p.Level), d.isolate(d.words(p.Message)+" — "+d.words(p.Hint)))
	}
	d.printMore(shown)
}

// tell says something to the person at the terminal, and answer what was asked for. Both
// end the line, say errors in the reader's language and make other texts visible.
func (d *terminal) tell(ar, en string, args ...any) {
	fmt.Fprintln(d.stderr, site.Say(ar, en, args...).In(d.lang))
}

func (d *terminal) answer(ar, en string, args ...any) error {
	_, err := fmt.Fprintln(&console.Talk{To: d.stdout}, site.Say(ar, en, args...).In(d.lang))
	return err
}

// writeJSON writes a value for a program. What would steer a terminal is escaped.
func (d *terminal) writeJSON(v any, indent string) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := d.stdout.Write(console.JSON(b.Bytes()))
	return err
}

// words are in the tool's language, with isolates where Arabic would be read in the wrong order.
func (d *terminal) words(w site.Words) string {
	if d.lang == "ar" {
		return bidi.Paragraph{}.Text(w.Ar)
	}
	return w.In(d.lang)
}

// printMore tells of what rules there were more problems than were shown.
func (d *terminal) printMore(shown map[string]int) {
	for _, rule := range slices.Sorted(maps.Keys(shown)) {
		if more := shown[rule] - mostAlike; more > 0 {
			d.tell("و%d غيرها من نوع %s؛ الكل مع --json", "and %d more of %s; --json lists all", more, rule)
		}
	}
}

func (d *terminal) level(l site.Level) string {
	return map[site.Level]string{
		site.LevelError: d.say("خطأ", "error"), site.LevelWarning: d.say("تنبيه", "warning"), site.LevelNote: d.say("ملاحظة", "note"),
	}[l]
}

func (d *terminal) isolate(s string) string {
	if s = strings.TrimSuffix(s, " — "); d.lang == "ar" {
		return console.Isolate(s)
	}
	return s
}

// progress shows long work on a terminal, and is silent elsewhere.
func (d *tool) progress() *console.Progress {
	if t, ok := d.stderr.(*console.Talk); ok && console.IsTerminal(t) && !d.common.json {
		return &console.Progress{To: t.To}
	}
	return &console.Progress{}
}
