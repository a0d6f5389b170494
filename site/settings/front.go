package settings

import (
	"cmp"
	"maps"
	"slices"
	"strings"
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

// tones are the words of a desk for the colours that news of one kind is set in, and looks those for the looks of the theme.
var (
	tones = map[string]string{
		"عاجل": "urgent", "حداد": "mourning", "تحقيق": "investigation", "ملف": "dossier", "عادي": "",
		"urgent": "urgent", "mourning": "mourning", "investigation": "investigation", "dossier": "dossier", "plain": "",
	}
	looks = map[string]string{
		"صحيفة": "newspaper", "عاجل": "headline", "مجلة": "magazine", "newspaper": "newspaper", "headline": "headline", "magazine": "magazine",
	}
)

// oneOf reads one of some words, and gives what it stands for.
func (r *Reader) oneOf(n *Node, words map[string]string) string {
	value, ok := words[r.Text(n)]
	if !ok {
		known := strings.Join(slices.Sorted(maps.Keys(words)), " ")
		r.Wrong(n, "واحد من: "+known, "one of "+known)
	}
	return value
}
