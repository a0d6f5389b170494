// Package check is editorial rules: each is a value in a table (rules_table.go).
// A rule looks at one manuscript, says what is wrong and where, and fixes it if
// that is safe.
//
// # Adding a rule
//
// Add a row with an example to rules_table.go, a function beside those of its
// kind, and testdata/<id>.txtar. If the rule fixes, say in fuzz_test.go what it
// may not change. Then read a sample of what it finds in real text:
//
//	go run ./site/check/testdata/precision -rule <id> FILES
//
// A rule that is wrong in more than one hit of twenty is off.
//
// # What rules see
//
// A rule sees the ink of a manuscript (ink.go), which is made of the spans that
// package manuscript gives: as many bytes as the file, in which code, addresses,
// tags, marks of Markdown and the keys of the front matter are blotted out. An
// offset in the ink is one of the file. A rule says nothing of a word beside a
// blot.
//
// # Levels and exceptions
//
// edition.yaml sets a rule's level: «checks: {tatweel: off, weekday: warning}».
// <!-- check: off tatweel --> before a block, or in a line, turns a rule off
// there; «# check: off headline-length» does in a front matter (silence.go).
//
// # How often rules are right
//
// The rules were run over 1,543 Arabic texts: articles of Wikipedia and Wikinews,
// medical documents, reports of the Syrian Archive. An editor read 30 hits of each
// rule, drawn at random; testdata/precision/table.tsv has the counts, which the
// command above writes, and what the editor said. The rules on front matter were
// read in 1,142 pages of two sites. unknown-author, unknown-section, past-embargo,
// date-order, undated-correction, headline-stop, small-picture and dead-address
// found nothing in them: only their examples test them.
//
// Once they were set, they were run over 6,001 stories that nobody had read for them: twelve
// newspapers of 2015, two million words (the set SaudiNewsNet). fresh.tsv has what
// was read there, and what was mended for it.
package check

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/check/dates"
	"warraq/site/check/prose"
)

// Rule is one thing that a copy desk looks for.
type Rule struct {
	ID      string     // as edition.yaml and comments name it; it never changes
	Level   site.Level // unless the edition says otherwise; "" is off
	Message site.Words // what is wrong; a format, if the rule has something to tell
	Hint    site.Words // how to correct it
	Bad     string     // an example: the body of a story, or a whole file that begins with ---
	Good    string     // and what it should be; if the rule fixes, what it makes of Bad
	Fixes   bool       // some findings come with a fix that is safe to make unseen
	Once    bool       // all findings of a paragraph have one cause, and are told as one
	Foreign bool       // also for stories that are not in Arabic
	Late    bool       // asks what all stories together know
	Beside  bool       // asks what its file does not say: the clock, files of pictures, authors and sections

	check func(*pass)
}

// Off is the level of a rule that does not speak.
const Off site.Level = "off"

// Manuscript is a file of content/ as it is checked.
type Manuscript struct {
	Path    string        // under content/
	Source  []byte        // the file
	Body    int           // where its body begins
	Spans   []site.Span   // of all of it, as package manuscript gives them
	Article *site.Article // what it says; nil for a section, an author, or a file that cannot be read
}

// Finding is a Problem with the piece of the file that it is about.
type Finding struct {
	site.Problem
	From, To int    // in bytes; equal where nothing but the place is meant
	Fix      *Edit  // nil: it takes an editor
	More     []Edit // the fixes of what else has this cause in the paragraph
	Name     *Name  // what may be a name, and then is no mistake; nil: nothing
}

// Name is a word that may be a name, and the word that it is one letter from. An archive
// that has the first often, beside the second, says that it is one.
type Name struct{ Word, Usual string }

// Edit puts other words in place of a piece of a file.
type Edit struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text"`
}

// Checker checks manuscripts with the rules that an edition wants.
type Checker struct {
	rules  []*Rule
	levels []site.Level // of rules
	known  *Known
	config *site.Config
	now    time.Time

	notes *prose.Notebook
}

// New makes a Checker of the rules that the edition wants. known may be nil.
func New(c *site.Config, known *Known, now time.Time) (*Checker, []site.Problem) {
	k := &Checker{known: known, config: c, now: now}
	if k.known == nil {
		k.known = &Known{}
	}
	for i := range Rules {
		r := &Rules[i]
		level := r.Level
		if wanted := c.Checks[r.ID]; wanted != "" { // else it was no level, and was told: the rule keeps its own
			level = site.Level(wanted)
		}
		if level != "" && level != Off {
			k.rules, k.levels = append(k.rules, r), append(k.levels, level)
		}
	}
	k.notes = notebook(k.asks("spelling", "glued-words"))
	return k, unknownRules(c)
}

// unknownRules names the rules of edition.yaml that do not exist.
func unknownRules(c *site.Config) (out []site.Problem) {
	for _, id := range slices.Sorted(maps.Keys(c.Checks)) {
		if Named(id) == nil {
			out = append(out, unknownRule("content/edition.yaml", "settings/unknown-rule", id))
		}
	}
	return out
}

func unknownRule(path, rule, id string) site.Problem {
	return site.Problem{
		Path: path, Rule: rule, Level: site.LevelWarning,
		Message: site.Say("لا قاعدة تحرير باسم %s", "there is no editorial rule called %s", id),
		Hint:    site.Say("warraq check --rules يعرض القواعد", "warraq check --rules lists them"),
	}
}

// Named gives a rule by its id, or nil.
func Named(id string) *Rule {
	for i := range Rules {
		if Rules[i].ID == id {
			return &Rules[i]
		}
	}
	return nil
}

// part are some of the rules, by what they ask.
type part uint8

const (
	own    part = 1 << iota // nothing but their file and the settings
	beside                  // Rule.Beside
	late                    // Rule.Late
)

func (r *Rule) part() part {
	switch {
	case r.Late:
		return late
	case r.Beside:
		return beside
	}
	return own
}

// Check checks a manuscript with all rules. Findings are in the order of the file.
func (c *Checker) Check(m Manuscript) []Finding { return c.run(m, own|beside|late) }

// Look checks a manuscript with the rules that need nothing that only all
// manuscripts together tell. Again checks it with the others: few manuscripts
// need that.
func (c *Checker) Look(m Manuscript) []Finding { return c.run(m, own|beside) }

// Again checks a manuscript with the rules that Look leaves out.
func (c *Checker) Again(m Manuscript) []Finding { return c.run(m, late) }

// Beside checks a manuscript with those rules of Look that ask what its file does not
// say, and reads no words: the other findings of Look are the same while the file and
// the settings are.
func (c *Checker) Beside(m Manuscript) []Finding { return c.run(m, beside) }

func (c *Checker) run(m Manuscript, parts part) []Finding {
	p := &pass{m: m, c: c}
	if parts == beside {
		p.Text = prose.Outline(m.Source, m.Spans)
	} else {
		p.Text = prose.New(m.Source, m.Spans)
		p.Note(c.notes)
	}
	p.silences = silences(p.Comments)
	defer p.Free()
	foreign := m.Article != nil && m.Article.Lang != "" && !isArabic(m.Article.Lang) || !isArabic(c.config.Language)
	for i, r := range c.rules {
		if r.part()&parts != 0 && (r.Foreign || !foreign) {
			p.rule, p.level = r, c.levels[i]
			r.check(p)
		}
	}
	if parts&own != 0 {
		p.unknownComments()
	}
	return p.placed()
}

// placed sorts what was found, and fills in lines and columns.
func (p *pass) placed() []Finding {
	slices.SortStableFunc(p.found, func(a, b Finding) int { return cmp.Compare(a.From, b.From) })
	ruler := site.Ruler{Text: p.m.Source}
	for i := range p.found {
		p.found[i].Line, p.found[i].Col = ruler.At(p.found[i].From)
	}
	return p.found
}

func isArabic(lang string) bool {
	return lang == "" || lang == "ar" || len(lang) > 2 && lang[:3] == "ar-"
}

// pass is one rule at work on one manuscript.
type pass struct {
	*prose.Text
	m        Manuscript
	c        *Checker
	rule     *Rule
	level    site.Level
	found    []Finding
	silences []silence
	last     place // that at gave

	months []dates.Mention // see months.go; made when first asked for
	sought bool
	shared sharedHits // what several rules are told by one look
}

// say reports a finding. The words of the rule are formats of args.
func (p *pass) say(from, to int, args ...any) *Finding {
	if p.silenced(from) || p.rule.Once && p.again(from) {
		return nil
	}
	p.found = append(p.found, Finding{
		Problem: site.Problem{
			Path: "content/" + p.m.Path, Rule: p.rule.ID, Level: p.level,
			Message: site.Say(p.rule.Message.Ar, p.rule.Message.En, args...), Hint: p.rule.Hint,
		},
		From: from, To: to,
	})
	return &p.found[len(p.found)-1]
}

// again says that the present rule has told of something in the paragraph of a place.
func (p *pass) again(at int) bool {
	n := len(p.found) - 1
	if n < 0 || p.found[n].Rule != p.rule.ID {
		return false
	}
	b := p.BlockAt(at)
	return b != nil && b.Kind != prose.Field && b == p.BlockAt(p.found[n].From)
}

// fix reports a finding with what should stand there, if it is safe to put it there.
func (p *pass) fix(from, to int, text string, args ...any) {
	if p.silenced(from) {
		return
	}
	edit := Edit{from, to, strings.Clone(text)} // it may be a piece of the ink
	if p.rule.Once && p.again(from) {
		if last := &p.found[len(p.found)-1]; p.mayPut(from, to, text) {
			last.More = append(last.More, edit)
		}
		return
	}
	if f := p.say(from, to, args...); p.mayPut(from, to, text) {
		f.Fix = &edit
	}
}

// mayPut refuses what would join lines, or make other YAML of a front matter.
func (p *pass) mayPut(from, to int, text string) bool {
	for i := from; i < to; i++ {
		if c := p.Ink[i]; c == '\n' || c == prose.Wall {
			return false
		}
	}
	b := p.BlockAt(from)
	if b == nil || to > b.To || strings.ContainsAny(text, "\x00\x01\n") {
		return false
	}
	if b.Kind != prose.Field {
		return true
	}
	value := p.Ink[b.From:from] + text + p.Ink[to:b.To]
	return strings.TrimSpace(value) != "" && (!b.Bare || prose.IsPlainYAML(value))
}

// at is the byte at a line and a column in runes, both from 1. It counts from the place
// that it gave before, where that is not behind: many lie in one line.
func (p *pass) at(line, col int) int {
	src, l := p.m.Source, &p.last
	if l.line == 0 || line < l.line || line == l.line && col < l.col {
		*l = place{1, 1, 0}
	}
	for ; l.line < line; l.line, l.col = l.line+1, 1 {
		n := bytes.IndexByte(src[l.at:], '\n')
		if n < 0 {
			break
		}
		l.at += n + 1
	}
	for ; l.col < col && l.at < len(src) && src[l.at] != '\n'; l.col++ {
		_, size := utf8.DecodeRune(src[l.at:])
		l.at += size
	}
	return l.at
}

// place is a byte of the source, with its line and column.
type place struct{ line, col, at int }

// Fix makes every fix that is safe, again until none is left, and says how many it
// made. read reads the manuscript again with other bytes.
func (c *Checker) Fix(m Manuscript, read func(src []byte) Manuscript) (fixed []byte, count int) {
	const rounds = 8 // one fix may uncover another; a circle would never end
	for range rounds {
		edits := editsOf(c.Check(m))
		if len(edits) == 0 {
			break
		}
		count += len(edits)
		m = read(apply(m.Source, edits))
	}
	return m.Source, count
}

// editsOf gives the fixes in order; of two that touch, the first: the next round makes the other.
func editsOf(found []Finding) (out []Edit) {
	for _, f := range found {
		if f.Fix != nil {
			out = append(out, *f.Fix)
		}
		out = append(out, f.More...)
	}
	slices.SortStableFunc(out, func(a, b Edit) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	last := -1
	return slices.DeleteFunc(out, func(e Edit) bool {
		if e.From <= last {
			return true
		}
		last = e.To
		return false
	})
}

func apply(src []byte, edits []Edit) []byte {
	out := make([]byte, 0, len(src)+len(src)/64)
	at := 0
	for _, e := range edits {
		out = append(append(out, src[at:e.From]...), e.Text...)
		at = e.To
	}
	return append(out, src[at:]...)
}
