package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/arabic"
)

// Terminals order mixed text by their own lights: an Arabic message is set
// apart from the path before it, and the path comes first.
const (
	firstStrongIsolate    = '\u2068' // FSI
	popDirectionalIsolate = '\u2069' // PDI
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
	_, err := fmt.Fprintln(&talk{to: d.stdout}, site.Say(ar, en, args...).In(d.lang))
	return err
}

// talk writes lines for people, in a terminal or in a log. What would steer a terminal is
// shown by its number, and so is what would be a command in the log of a forge.
type talk struct {
	to       io.Writer
	commands bool // its lines are commands
	inLine   bool // the line is begun
	err      error
}

// forgeCommand is a command of GitHub (at the beginning of a line) or Azure (anywhere).
var forgeCommand = regexp.MustCompile(`^\s*::|##[a-z]*\[`)

func (t *talk) Write(p []byte) (int, error) {
	var b strings.Builder
	for line := range strings.Lines(string(p)) {
		text := strings.TrimRight(line, "\n")
		if !t.commands {
			text = forgeCommand.ReplaceAllStringFunc(text, func(command string) string {
				if command[0] != '#' && t.inLine {
					return command
				}
				return strings.NewReplacer("##", "[U+0023]#", "::", "[U+003A]:").Replace(command)
			})
		}
		t.inLine = text == line
		for text != "" {
			i := strings.IndexFunc(text, isSteering)
			if i < 0 {
				break
			}
			_, size := utf8.DecodeRuneInString(text[i:])
			b.WriteString(text[:i])
			b.WriteString(site.Visible(text[i : i+size]))
			text = text[i+size:]
		}
		b.WriteString(text)
		if !t.inLine {
			b.WriteByte('\n')
		}
	}
	_, err := io.WriteString(t.to, b.String())
	t.err = cmp.Or(t.err, err)
	return len(p), err
}

// isSteering is true for what no text of the tool holds; isolates and marks are fine.
func isSteering(r rune) bool {
	return r == utf8.RuneError || r != '\t' && unicode.IsControl(r) || '\u202a' <= r && r <= '\u202e' || r == '\u2028' || r == '\u2029'
}

// writeJSON writes a value for a program. What would steer a terminal is escaped.
func (d *terminal) writeJSON(v any, indent string) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := d.stdout.Write(escapeJSON(b.Bytes()))
	return err
}

// escapeJSON escapes the hidden characters of JSON, which stand in its texts alone.
func escapeJSON(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for _, r := range string(data) {
		switch {
		case r < 0x7f, !unicode.In(r, unicode.Cc, unicode.Cf):
			out = utf8.AppendRune(out, r)
		default:
			for _, unit := range utf16.Encode([]rune{r}) {
				out = fmt.Appendf(out, `\u%04x`, unit)
			}
		}
	}
	return out
}

// words are in the tool's language, with isolates where Arabic would be read in the wrong order.
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
	if t, ok := d.stderr.(*talk); ok && isTerminal(t) && !d.common.json {
		return &progress{to: t.to}
	}
	return &progress{}
}

// isTerminal tells whether a person is at the other end of a stream.
func isTerminal(stream any) bool {
	if t, ok := stream.(*talk); ok {
		stream = t.to
	}
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
