// Package check is the copy desk: editorial rules, each a value in a literal
// table (rules.go). A rule reads one manuscript, says what is wrong with it and
// where, and mends it where that is safe.
//
// # Adding a rule
//
// A row in rules.go with an example, a function beside those of its kind, and
// testdata/<id>.txtar. A rule that mends says in fuzz_test.go what it may not
// change. Then read a sample of what it finds in real text:
//
//	go run ./site/check/testdata/precision -rule <id> FILES
//
// A rule that is wrong in more than one hit of twenty is off.
//
// # What rules see
//
// An ink (ink.go): the bytes of the file, with code, addresses, tags, marks of
// Markdown and the keys of the front matter blotted out. An offset in the ink is
// one of the file. Beside a blot a rule keeps silent.
//
// # Levels and exceptions
//
// edition.yaml sets a rule's level: «checks: {tatweel: off, weekday: warning}».
// <!-- check: off tatweel --> before a block, or in a line, silences a rule
// there; «# check: off headline-length» does in a front matter (silence.go).
//
// # How often rules speak, and how often they are right
//
// Hits per 1,000 texts in 1,543: 1,400 articles of Arabic Wikipedia of 2017, 36
// of Arabic Wikinews, 16 medical documents translated by professionals, 91
// reports of the Syrian Archive. Of each rule 30 hits drawn at random were read
// (all, where there are fewer); true is one where a copy editor would change the
// place. In the 36 of Wikinews, which editors had gone over, nothing is found but
// straight quotes and six spaces before a %.
//
//	                   hits  true
//	latin-mark          951  30/30
//	double-mark          35  30/30
//	unbalanced          191  30/30
//	reversed-quotes       7  10/10
//	odd-quote           156  30/30  two of them quotations over paragraphs, whose marks stay straight
//	straight-quotes  10,574  30/30  off: the build turns pairs into «»
//	space-before      4,068  30/30
//	space-after         677  29/30  «تصنيف:» of a wiki
//	space-inside        452  30/30
//	space-outside       152  29/30  (أيزو)بروبانول
//	double-space        205  30/30
//	waw-space         1,438  30/30
//	tatweel             693  30/30
//	presentation-form     1  2/2    and 20/20 in other text
//	persian-letter       97  30/30
//	invisible           113  30/30
//	tanwin-place        791  30/30
//	tanwin-alef           5  7/7
//	mixed-digits         90  29/30  the number of a list's line: no longer found
//	repeated-word        36  53/55  a list of songs, a village called قدقد
//	misspelt          1,260  30/30
//	hamza-wasl          574  30/30
//	rare-twin           150  30/30  the archive being these texts
//	month-names          84  30/30
//	weekday               1  2/2
//	leftover              0  –      2/2 in a page as it is pasted
//
// The rules of the newsroom (missing-alt and all below it) look at what a front
// matter says or leaves out. They were read in two real sites as import brings
// them in, 1,142 pages: the Arabic guide of freeCodeCamp and the Syrian Archive.
// The tags of near-tags are 20,000 phrases of those articles of Wikipedia.
//
//	                   hits  true
//	missing-alt         402  30/30  among them file names in place of words
//	missing-caption   1,072  30/30
//	missing-credit    1,101  30/30
//	missing-summary     851  30/30
//	missing-source      949  30/30  the pages of an institution, which has one voice
//	headline-length       6  7/7
//	near-tags             –  60/60
//	dead-link            58  30/30
//	dead-anchor           8  9/9
//
// unknown-author, unknown-section, past-embargo, date-order, undated-correction,
// headline-stop, small-picture and dead-address found nothing in them, or had
// nothing to look at: they are tested by examples alone.
package check

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"warraq/site"
)

// Rule is one thing that a copy desk looks for.
type Rule struct {
	ID      string     // as edition.yaml and comments name it; it never changes
	Level   site.Level // unless the edition says otherwise; "" is off
	Message site.Words // what is wrong; a format, if the rule has something to tell
	Hint    site.Words // how to mend it
	Bad     string     // an example: the body of a story, or a whole file that begins with ---
	Good    string     // and what it should be; where the rule mends, what it makes of Bad
	Mends   bool       // some findings come with a mending that is safe to make unseen
	Foreign bool       // also for stories that are not in Arabic
	Late    bool       // asks what all stories together know

	check func(*pass)
}

// Off is the level of a rule that does not speak.
const Off site.Level = "off"

// Manuscript is a file of content/ as it is checked.
type Manuscript struct {
	Path    string        // under content/
	Source  []byte        // the file
	Body    int           // where its body begins
	Article *site.Article // what it says; nil for a section, an author, or a file that cannot be read
}

// Finding is a Problem with the piece of the file that it is about.
type Finding struct {
	site.Problem
	From, To int   // in bytes; equal where nothing but the place is meant
	Fix      *Edit // nil: it takes an editor
}

// Edit puts other words in place of a piece of a file.
type Edit struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text"`
}

// Checker holds an edition's rules against its manuscripts.
type Checker struct {
	rules  []*Rule
	levels []site.Level // of rules
	known  *Known
	config *site.Config
	now    time.Time
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
	return k, unknownRules(c)
}

// unknownRules names the levels that edition.yaml gives to no rule of ours.
func unknownRules(c *site.Config) (out []site.Problem) {
	for id := range c.Checks {
		if Named(id) == nil {
			out = append(out, site.Problem{
				Path: "content/edition.yaml", Rule: "settings/unknown-rule", Level: site.LevelWarning,
				Message: site.Say("لا قاعدة تحرير باسم %s", "there is no editorial rule called %s", id),
				Hint:    site.Say("warraq check --rules يعرض القواعد", "warraq check --rules lists them"),
			})
		}
	}
	site.SortProblems(out)
	return out
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

// Check holds every rule against a manuscript. Findings come in their order
// in the file.
func (c *Checker) Check(m Manuscript) []Finding {
	p := c.open(m)
	defer p.free()
	p.hold(func(*Rule) bool { return true })
	p.unknownDirectives()
	return p.sorted()
}

// Look checks a manuscript with the rules that need nothing that only all
// manuscripts together tell. Again checks it with the others: few manuscripts
// need that.
func (c *Checker) Look(m Manuscript) []Finding {
	p := c.open(m)
	defer p.free()
	p.hold(func(r *Rule) bool { return !r.Late })
	p.unknownDirectives()
	return p.sorted()
}

// Again checks a manuscript with the rules that Look leaves out.
func (c *Checker) Again(m Manuscript) []Finding {
	p := c.open(m)
	defer p.free()
	p.hold(func(r *Rule) bool { return r.Late })
	return p.sorted()
}

func (c *Checker) open(m Manuscript) *pass { return &pass{inker: newInk(m.Source, m.Body), m: m, c: c} }

// hold holds some rules against the manuscript.
func (p *pass) hold(wanted func(*Rule) bool) {
	foreign := p.m.Article != nil && p.m.Article.Lang != "" && !isArabic(p.m.Article.Lang) || !isArabic(p.c.config.Language)
	for i, r := range p.c.rules {
		if wanted(r) && (r.Foreign || !foreign) {
			p.rule, p.level = r, p.c.levels[i]
			r.check(p)
		}
	}
}

func (p *pass) sorted() []Finding {
	slices.SortStableFunc(p.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col), cmp.Compare(a.From, b.From))
	})
	return p.found
}

func isArabic(lang string) bool {
	return lang == "" || lang == "ar" || len(lang) > 2 && lang[:3] == "ar-"
}

// pass is one rule at work on one manuscript.
type pass struct {
	*inker
	m     Manuscript
	c     *Checker
	rule  *Rule
	level site.Level
	found []Finding
	lines []int // where each line begins; made when first asked for
	seen  seen

	months []monthMention // see months.go; made when first asked for
	sought bool
}

// say reports a finding. The words of the rule are formats of args.
func (p *pass) say(from, to int, args ...any) *Finding {
	if p.silenced(from) {
		return nil
	}
	line, col := p.place(from)
	p.found = append(p.found, Finding{
		Problem: site.Problem{
			Path: "content/" + p.m.Path, Line: line, Col: col, Rule: p.rule.ID, Level: p.level,
			Message: site.Say(p.rule.Message.Ar, p.rule.Message.En, args...), Hint: p.rule.Hint,
		},
		From: from, To: to,
	})
	return &p.found[len(p.found)-1]
}

// mend reports a finding with what should stand in place of a piece of the
// file, where putting it there is safe.
func (p *pass) mend(from, to int, text string, args ...any) {
	f := p.say(from, to, args...)
	if f != nil && p.mayPut(from, to, text) {
		f.Fix = &Edit{from, to, strings.Clone(text)} // it may be a piece of the ink
	}
}

// mayPut refuses what would join lines, or make other YAML of a front matter.
func (p *pass) mayPut(from, to int, text string) bool {
	for i := from; i < to; i++ {
		if c := p.text[i]; c == '\n' || c == wall {
			return false
		}
	}
	b := p.blockAt(from)
	if b == nil || to > b.to || strings.ContainsAny(text, "\x00\x01\n") {
		return false
	}
	if b.kind != field {
		return true
	}
	value := p.text[b.from:from] + text + p.text[to:b.to]
	return strings.TrimSpace(value) != "" && (!b.bare || plainYAML(value))
}

// blockAt is the block that holds a place, or nil.
func (k *ink) blockAt(at int) *block {
	i := sort.Search(len(k.blocks), func(i int) bool { return k.blocks[i].to > at })
	if i == len(k.blocks) || k.blocks[i].from > at {
		return nil
	}
	return &k.blocks[i]
}

// place is the line and the column, in runes, of a byte of the file.
func (p *pass) place(at int) (line, col int) {
	if p.lines == nil {
		p.lines = lineStarts(p.m.Source)
	}
	line = sort.Search(len(p.lines), func(i int) bool { return p.lines[i] > at })
	from, col := p.lines[line-1], 1
	if s := p.seen; s.line == line && s.at <= at { // a line may be as long as a book
		from, col = s.at, s.col
	}
	col += utf8.RuneCount(p.m.Source[from:at])
	p.seen = seen{at, line, col}
	return line, col
}

// seen is the last place that was asked for.
type seen struct{ at, line, col int }

// at is the byte at a line and a column in runes.
func (p *pass) at(line, col int) int {
	if p.lines == nil {
		p.lines = lineStarts(p.m.Source)
	}
	at := p.lines[min(max(line, 1), len(p.lines))-1]
	for ; col > 1 && at < len(p.m.Source) && p.m.Source[at] != '\n'; col-- {
		_, size := utf8.DecodeRune(p.m.Source[at:])
		at += size
	}
	return at
}

func lineStarts(src []byte) []int {
	starts := make([]int, 1, 1+bytes.Count(src, []byte{'\n'}))
	for at := bytes.IndexByte(src, '\n') + 1; at > 0 && at <= len(src); {
		starts = append(starts, at)
		n := bytes.IndexByte(src[at:], '\n')
		if n < 0 {
			break
		}
		at += n + 1
	}
	return starts
}

// Fix makes every mending of a manuscript, again until nothing is left to
// mend, and tells how many it made.
func (c *Checker) Fix(m Manuscript) (fixed []byte, count int) {
	const rounds = 8 // one mending may uncover another, a circle never ends
	for range rounds {
		edits := editsOf(c.Check(m))
		if len(edits) == 0 {
			break
		}
		count += len(edits)
		m.Source, m.Body = apply(m.Source, m.Body, edits)
	}
	return m.Source, count
}

// editsOf gives the mendings that do not touch one another, in order. Of two
// that do the first is made; the next round sees to the other.
func editsOf(found []Finding) (out []Edit) {
	for _, f := range found {
		if f.Fix != nil {
			out = append(out, *f.Fix)
		}
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

// apply makes edits, and gives where the body now begins.
func apply(src []byte, body int, edits []Edit) ([]byte, int) {
	out := make([]byte, 0, len(src))
	at, moved := 0, 0
	for _, e := range edits {
		out = append(append(out, src[at:e.From]...), e.Text...)
		if at = e.To; e.To <= body {
			moved += len(e.Text) - (e.To - e.From)
		}
	}
	return append(out, src[at:]...), body + moved
}
