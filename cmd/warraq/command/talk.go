package command

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic/bidi"
	"warraq/site/console"
)

// MostAlike is how many problems of one rule are shown; --json has all.
const MostAlike = 50

// PrintProblems shows what is wrong, one problem a line with its hint.
func (d *Terminal) PrintProblems(ps []site.Problem) {
	shown := map[string]int{}
	for _, p := range ps {
		if shown[p.Rule]++; shown[p.Rule] > MostAlike && p.Level != site.LevelError {
			continue
		}
		fmt.Fprintf(d.Stderr, "%s: %s: %s\n", p.Place(), d.Level(p.Level), d.Isolate(d.Words(p.Message)+" — "+d.Words(p.Hint)))
	}
	d.PrintMore(shown)
}

// Tell says something to the person at the terminal. It ends the line, says errors in the reader's
// language and makes other texts visible.
func (d *Terminal) Tell(ar, en string, args ...any) {
	fmt.Fprintln(d.Stderr, site.Say(ar, en, args...).In(d.Lang))
}

// Answer says so too, on standard output: it is what was asked for.
func (d *Terminal) Answer(ar, en string, args ...any) error {
	_, err := fmt.Fprintln(&console.Talk{To: d.Stdout}, site.Say(ar, en, args...).In(d.Lang))
	return err
}

// WriteJSON writes a value for a program. What would steer a terminal is escaped.
func (d *Terminal) WriteJSON(v any, indent string) error {
	e := json.NewEncoder(plainJSON{d.Stdout})
	e.SetIndent("", indent)
	return e.Encode(v)
}

// plainJSON writes JSON without its hidden characters. An Encoder writes a value at once.
type plainJSON struct{ to io.Writer }

func (w plainJSON) Write(data []byte) (int, error) {
	if _, err := w.to.Write(console.JSON(data)); err != nil {
		return 0, err
	}
	return len(data), nil
}

// Words are in the tool's language, with isolates where Arabic would be read in the wrong order.
func (d *Terminal) Words(w site.Words) string {
	if d.Lang == "ar" {
		return bidi.Paragraph{}.Text(w.Ar)
	}
	return w.In(d.Lang)
}

// PrintMore tells of what rules there were more problems than were shown.
func (d *Terminal) PrintMore(shown map[string]int) {
	for _, rule := range slices.Sorted(maps.Keys(shown)) {
		if more := shown[rule] - MostAlike; more > 0 {
			d.Tell("و%d غيرها من نوع %s؛ الكل مع --json", "and %d more of %s; --json lists all", more, rule)
		}
	}
}

// Level is a level of problems in words.
func (d *Terminal) Level(l site.Level) string {
	return map[site.Level]string{
		site.LevelError: d.Say("خطأ", "error"), site.LevelWarning: d.Say("تنبيه", "warning"), site.LevelNote: d.Say("ملاحظة", "note"),
	}[l]
}

// Isolate keeps what is from left to right apart in a line of Arabic.
func (d *Terminal) Isolate(s string) string {
	if s = strings.TrimSuffix(s, " — "); d.Lang == "ar" {
		return console.Isolate(s)
	}
	return s
}

// Progress shows long work on a terminal, and is silent elsewhere.
func (d *Tool) Progress() *console.Progress {
	if t, ok := d.Stderr.(*console.Talk); ok && console.IsTerminal(t) && !d.Common.JSON {
		return &console.Progress{To: t.To}
	}
	return &console.Progress{}
}
