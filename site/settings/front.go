package settings

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"warraq/site"
	"warraq/site/settings/notation"
)

// ParseFront reads front.yaml, today's layout of the front page. Its
// dates are in the edition's zone; blocks that it does not name are those of
// edition.yaml. A file that is not read at all leaves the front page to edition.yaml.
func ParseFront(path string, src []byte, c *site.Config) (site.Front, []site.Problem) {
	r := NewReader(path, c.Zone, c.Language)
	r.Types = c.Types
	front := site.Front{Blocks: c.Front.Blocks, File: r.Path}
	matter := readAll(r, src)
	if matter == nil || len(matter.Entries) == 0 && site.Errors(r.Problems) > 0 {
		for i := range r.Problems {
			m := &r.Problems[i].Message
			m.Ar, m.En = m.Ar+"؛ والصفحة الأولى الآن بلا ترتيب هذا الملف", m.En+"; the front page is made without what this file lays out"
		}
		return c.Front, r.Problems
	}
	Apply(r, frontFields, &front, matter)
	liftFront(r, c, &front, matter.Get("releases"))
	return front, r.Problems
}

// SpansOf are the values of a file that is all YAML, each with the path of its key.
func SpansOf(path string, src []byte) []site.Span {
	spans := notation.FieldSpans(nil, "", readAll(NewReader(path, nil, ""), src))
	slices.SortStableFunc(spans, func(a, b site.Span) int { return cmp.Compare(a.From, b.From) })
	return spans
}

func readFront(r *Reader, c *site.Config, n *Node) {
	c.Front.File = r.Path
	Apply(r, frontFields, &c.Front, n)
}

func readPins(r *Reader, f *site.Front, n *Node) {
	f.Pins = nil
	faults := r.Faults
	for _, item := range n.Each() {
		var p site.Pin
		ok := true
		if item.Kind == Scalar {
			p.Story = r.ref(item)
		} else if ok = Apply(r, pinFields, &p, item); ok && p.Story.Target == "" {
			r.Wrong(item, "قصة: story", "a story")
		}
		if ok && p.Story.Target != "" { // of a faulty pin nobody knows when it ends
			f.Pins = append(f.Pins, p)
		}
	}
	r.Faults = faults // what is faulty is left out, and the others stay
}

// breaking reads the strip of urgent news. A faulty strip is left out: it would perhaps
// stay for ever. One without words shows its story's headline.
func (r *Reader) breaking(n *Node) (b site.Breaking) {
	if !Apply(r, breakingFields, &b, n) {
		return site.Breaking{}
	}
	if b.Text == "" && b.Story.Target == "" {
		at := n
		if words := n.Get("text"); words != nil && words.Kind == Scalar {
			at = words
		}
		r.Wrong(at, "كلام الشريط في text، أو قصة في story يُؤخذ عنوانها", "the words of the strip as text, or a story, whose headline is taken")
	}
	return b
}

// readBlockType reads the type of the stories of a block.
func readBlockType(r *Reader, b *site.FrontBlock, n *Node) {
	b.Type = site.Type(typeName(r.Text(n)))
	if b.Type != "" && !isType(r, b.Type) {
		r.Faults++
		r.At(n, "settings/value", site.LevelError, site.Say("لا نوع اسمه «%s»", "there is no type %q", string(b.Type)), hintOfType(r, b.Type))
	}
}

// until is the end of a day that is named without an hour.
func (r *Reader) until(n *Node) time.Time {
	t, hasTime := r.Date(n, site.LevelError)
	if !hasTime && !t.IsZero() {
		return t.AddDate(0, 0, 1)
	}
	return t
}

func readBlocks(r *Reader, f *site.Front, n *Node) {
	var blocks []site.FrontBlock
	faults := r.Faults
	for _, item := range n.Each() {
		b := site.FrontBlock{Style: "grid", Limit: 4, File: r.Path, Line: item.Line, Col: item.Col}
		ok := Apply(r, blockFields, &b, item)
		for _, key := range []string{"term", "series", "tag", "section"} { // the last counts
			if name := item.Get(key); name != nil && name.Kind == Scalar {
				b.Line, b.Col = name.Line, name.Col
			}
		}
		switch {
		case b.Section != "" || b.Tag != "" || b.Type != "" || b.Series != "" || b.Term != "" || len(b.Stories) > 0:
			blocks = append(blocks, b)
		case ok:
			r.At(item, "settings/empty-block", site.LevelWarning,
				site.Say("جزء من الصفحة الأولى لا يقول من أين قصصه", "a part of the front page that does not say which stories it has"),
				site.Say("أضف section أو tag أو type أو series أو term أو stories", "add section, tag, type, series, term or stories"))
		}
	}
	if r.Faults = faults; len(blocks) > 0 || len(n.Each()) == 0 {
		f.Blocks = blocks
	}
}

// readTanwin reads where the paper writes tanwin of an alef.
func readTanwin(r *Reader, c *site.Config, n *Node) {
	value, ok := tanwin[r.Text(n)]
	if !ok {
		r.Wrong(n, "قبل (أيضًا) أو بعد (أيضاً)", "before (أيضًا) or after (أيضاً)")
	}
	c.Tanwin = value
}

// oneOf reads one of some words, and gives what it stands for.
func (r *Reader) oneOf(n *Node, words map[string]string) string {
	value, ok := words[r.Text(n)]
	if !ok {
		noSuch(r, n, slices.Sorted(maps.Keys(words)))
	}
	return value
}
