package review

import (
	"bytes"
	"cmp"
	"context"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/cache"
	"warraq/site/check"
)

// Run is one review of an edition. Version and Began guard what it remembers.
type Run struct {
	Content *Content
	Version cache.Sum // of the tool: another one remembers nothing
	Began   time.Time
	Keep    Keeper // of what the archive's words are; nil: nothing is remembered
	Web     *Web   // nil: the web is not asked
	Quote   bool   // remarks come with the words round them

	archive  *archive
	findings *findings
	known    *check.Known
	checker  *check.Checker
}

// Keeper keeps what one run finds out for the next.
type Keeper interface {
	Load(name string) []byte // nil where there is nothing
	Save(name string, data []byte) error
}

// Report is what a run says.
type Report struct {
	Checked  int      `json:"checked"`
	Fixed    int      `json:"fixed"`
	Problems []Remark `json:"problems"` // sorted by place
	Diff     string   `json:"diff,omitempty"`
}

// Remark is a problem as a report says it.
type Remark struct {
	site.Problem
	EndLine int         `json:"end_line,omitempty"`
	EndCol  int         `json:"end_col,omitempty"`
	Fix     *check.Edit `json:"fix,omitempty"` // in bytes of the file

	Quote Quote `json:"-"`

	name *check.Name // see check.Finding
}

// Quote is the words of a remark in their line. Text is empty where the remark
// is about a place and not about words.
type Quote struct {
	Text     string
	From, To int // bytes of Text
}

// found is what a run finds in one manuscript.
type found struct {
	path     string
	remarks  []Remark
	sample   sample
	facts    facts
	mentions []mention
	source   []byte
	fixed    []byte
	fixes    int
	kept     keptSheet
}

// open makes the checker, and gives the problems of the settings.
func (r *Run) open() []Remark {
	r.archive, r.known = newArchive(), knownOf(r.Content)
	r.archive.config = r.Content.Config
	checker, problems := check.New(r.Content.Config, r.known, r.Content.Clock.Now)
	r.checker = checker
	return plain(append(slices.Clone(r.Content.Problems), problems...))
}

// knownOf is what the paths of an edition tell: its authors and sections.
func knownOf(f *Content) *check.Known {
	known := &check.Known{Authors: map[string]bool{}, Sections: map[string]bool{}, Faults: map[string][]check.Fault{}, Says: f.Says}
	for _, p := range f.Paths {
		switch site.NounOf(p) {
		case site.NounSection, site.NounHome:
			known.Sections[arabic.NFC(path.Dir(p))] = true
		case site.NounAuthor:
			known.Authors[arabic.Slug(strings.TrimSuffix(path.Base(p), path.Ext(p)))] = true
		}
	}
	return known
}

// Check reviews some manuscripts. It reads them with all rules that need no other
// manuscript, then the others for what the archive has to know of them, and once
// more those that the archive suspects.
func (r *Run) Check(ctx context.Context, chosen []string) (*Report, error) {
	report := &Report{Checked: len(chosen), Problems: r.open()}
	if len(chosen) == 0 {
		return report.sorted(), nil
	}
	r.findings = r.openFindings()
	memory := r.recall(chosen)
	if memory == nil {
		r.archive.memory = &remembered{}
	}
	read := make([]facts, 0, len(chosen))
	lists := [][]Remark{report.Problems}
	var named []mention
	first := func(s Sheet) (f found) {
		s = r.Content.parse(s)
		if s.isReadable() {
			var findings []check.Finding
			findings, f.sample, f.kept = r.look(s)
			f.remarks, f.facts = r.remarks(s, findings), factsOf(s)
		}
		if r.Web != nil {
			f.mentions = mentionsIn(s)
		}
		f.remarks = append(f.remarks, plain(s.Problems)...)
		return f
	}
	take := func(f found) {
		r.archive.add(f.sample)
		if f.kept.Path != "" {
			r.findings.fresh = append(r.findings.fresh, f.kept)
		}
		if f.facts.path != "" {
			read = append(read, f.facts)
		}
		named = append(named, f.mentions...)
		for _, remark := range f.remarks {
			if remark.name != nil {
				r.archive.names = append(r.archive.names, *remark.name)
			}
		}
		if len(f.remarks) > 0 {
			lists = append(lists, f.remarks)
		}
	}
	if err := Each(ctx, r.Content, chosen, first, take); err != nil {
		return nil, err
	}
	report.Problems = slices.Concat(lists...)
	if r.Web != nil {
		if err := r.Web.judge(ctx, named, r.known); err != nil {
			return nil, err
		}
	}
	if err := r.Content.judgeLinks(ctx, read, r.known); err != nil {
		return nil, err
	}
	if err := r.learn(ctx, chosen, memory); err != nil {
		return nil, err
	}
	if len(chosen) == len(r.Content.Paths) {
		r.keepFindings()
	}
	suspects := r.archive.settle(r.known)
	report.Problems = r.archive.withoutNames(report.Problems)
	again := func(s Sheet) []Remark {
		s = r.Content.parse(s)
		return r.remarks(s, r.checker.Again(s.manuscript()))
	}
	err := Each(ctx, r.Content, Within(suspects, chosen), again, func(more []Remark) { report.Problems = append(report.Problems, more...) })
	return report.sorted(), err
}

// Fix makes every safe fix in some manuscripts. It hands each one that changes to
// save, in order, and reports what is left. With keep it reports what was there
// before: nothing is said to be fixed.
func (r *Run) Fix(ctx context.Context, chosen []string, keep bool, save func(path string, old, fixed []byte) error) (*Report, error) {
	report := &Report{Checked: len(chosen), Problems: r.open()}
	if err := Each(ctx, r.Content, r.Content.Paths, r.archive.sample, r.archive.add); err != nil {
		return nil, err
	}
	r.archive.settle(r.known)
	work := func(s Sheet) (f found) {
		s = r.Content.parse(s)
		f.path, f.source = s.Path, s.Source
		if s.isReadable() {
			before := s
			read := func(src []byte) check.Manuscript {
				s = r.Content.parse(Sheet{Path: s.Path, Source: src})
				return s.manuscript()
			}
			if f.fixed, f.fixes = r.checker.Fix(s.manuscript(), read); keep && f.fixes > 0 {
				s = r.Content.parse(before)
			}
			f.remarks = r.remarks(s, r.checker.Check(s.manuscript()))
		}
		f.remarks = append(f.remarks, plain(s.Problems)...)
		return f
	}
	var failed error
	err := Each(ctx, r.Content, chosen, work, func(f found) {
		if f.fixes > 0 && failed == nil {
			failed = save(f.path, f.source, f.fixed)
		}
		report.Fixed += f.fixes
		report.Problems = append(report.Problems, r.archive.withoutNames(f.remarks)...)
	})
	return report.sorted(), cmp.Or(err, failed)
}

// plain are problems of which nothing more is known.
func plain(ps []site.Problem) []Remark {
	out := make([]Remark, len(ps))
	for i, p := range ps {
		out[i] = Remark{Problem: p}
	}
	return out
}

// remarks are findings with the places where they end.
func (r *Run) remarks(s Sheet, list []check.Finding) []Remark {
	out := make([]Remark, len(list))
	for i, f := range list {
		out[i] = Remark{Problem: f.Problem, Fix: f.Fix, EndLine: f.Line, EndCol: f.Col, name: f.Name}
		for _, c := range string(s.Source[f.From:f.To]) {
			if out[i].EndCol++; c == '\n' {
				out[i].EndLine, out[i].EndCol = out[i].EndLine+1, 1
			}
		}
		if r.Quote && f.To > f.From {
			out[i].Quote = quoteOf(s.Source, f.From, f.To)
		}
	}
	return out
}

// quoteReach is how many characters of the line a quote has on either side; a word
// that begins within it is whole, up to twice as many.
const quoteReach = 30

// quoteOf copies a piece of a file with the words of its line on either side. Of a
// piece of several lines it copies the first.
func quoteOf(src []byte, from, to int) Quote {
	if n := bytes.IndexByte(src[from:to], '\n'); n >= 0 {
		to = from + n
	}
	start, end := from, to
	for n := 0; start > 0 && src[start-1] != '\n' && (n < quoteReach || src[start-1] != ' ' && n < 2*quoteReach); n++ {
		_, size := utf8.DecodeLastRune(src[:start])
		start -= size
	}
	for n := 0; end < len(src) && src[end] != '\n' && (n < quoteReach || src[end] != ' ' && n < 2*quoteReach); n++ {
		_, size := utf8.DecodeRune(src[end:])
		end += size
	}
	return Quote{string(src[start:end]), from - start, to - start}
}

// sorted puts remarks in the order of their places, and keeps a note that says
// the same of many files once.
func (r *Report) sorted() *Report {
	slices.SortStableFunc(r.Problems, func(a, b Remark) int { return site.ComparePlaces(a.Problem, b.Problem) })
	said := map[site.Words]bool{}
	r.Problems = slices.DeleteFunc(r.Problems, func(m Remark) bool {
		again := said[m.Message]
		if m.Level != site.LevelNote || m.Fix != nil || m.EndCol > 0 && (m.EndLine != m.Line || m.EndCol != m.Col) {
			return false
		}
		said[m.Message] = true
		return again
	})
	if r.Problems == nil {
		r.Problems = []Remark{}
	}
	return r
}

// Count is how many problems there are of a level.
func (r *Report) Count(l site.Level) int {
	return r.count(func(m Remark) bool { return m.Level == l })
}

// Fixable is how many problems Fix could fix.
func (r *Report) Fixable() int { return r.count(func(m Remark) bool { return m.Fix != nil }) }

func (r *Report) count(is func(Remark) bool) (n int) {
	for _, m := range r.Problems {
		if is(m) {
			n++
		}
	}
	return n
}

// Within keeps the paths that are, or lie in, one of some others.
func Within(paths, roots []string) (out []string) {
	is := make(map[string]bool, len(roots))
	for _, root := range roots {
		is[root] = true
	}
	for _, p := range paths {
		for at := p; ; at = path.Dir(at) {
			if is[at] {
				out = append(out, p)
				break
			}
			if at == "." {
				break
			}
		}
	}
	return out
}
