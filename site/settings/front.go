package settings

import (
	"cmp"
	"slices"
	"time"

	"warraq/site"
)

// ParseFront reads front.yaml, today's layout of the front page. Its
// dates are in the edition's zone; blocks that it does not name are those of
// edition.yaml.
func ParseFront(path string, src []byte, c *site.Config) (site.Front, []site.Problem) {
	front := site.Front{Blocks: c.Front.Blocks}
	r := NewReader(path, c.Zone, c.Language)
	if matter := r.settings(src); matter != nil {
		Apply(r, frontFields, &front, matter)
	}
	return front, r.Problems
}

// SpansOf are the values of a file that is all YAML, each with the path of its key.
func SpansOf(path string, src []byte) []site.Span {
	spans := fieldSpans(nil, "", NewReader(path, nil, "").settings(src))
	slices.SortStableFunc(spans, func(a, b site.Span) int { return cmp.Compare(a.From, b.From) })
	return spans
}

func readPins(r *Reader, f *site.Front, n *Node) {
	f.Pins = nil
	for _, item := range n.Items {
		var p site.Pin
		if item.Kind == Scalar {
			p.Story = r.ref(item)
		} else {
			Apply(r, pinFields, &p, item)
		}
		if p.Story.Target != "" {
			f.Pins = append(f.Pins, p)
		}
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
	f.Blocks = nil
	for _, item := range n.Items {
		b := site.FrontBlock{Style: "grid", Limit: 4}
		Apply(r, blockFields, &b, item)
		f.Blocks = append(f.Blocks, b)
	}
}

// BlockStyles are the forms that a desk may ask for. A block with too few stories
// for its form takes a smaller one.
var BlockStyles = []string{"grid", "list", "faces", "strip", "feature"}

// Tones are the colours that news of one kind is set in: urgent news, mourning, an
// investigation, a dossier.
var Tones = []string{"urgent", "mourning", "investigation", "dossier"}

// tones are the names of Tones, as a desk writes them.
var tones = map[string]string{
	"عاجل": "urgent", "حداد": "mourning", "تحقيق": "investigation", "ملف": "dossier", "عادي": "", "plain": "",
}

// tone reads one of Tones, in Arabic or English.
func (r *Reader) tone(n *Node, to *string) {
	word := r.Text(n)
	if tone, ok := tones[word]; ok {
		*to = tone
		return
	}
	r.choose(n, to, slices.Concat(Tones, toneWords)...)
}

var toneWords = []string{"عاجل", "حداد", "تحقيق", "ملف", "عادي", "plain"}
