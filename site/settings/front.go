package settings

import (
	"time"

	"warraq/site"
)

// ParseFront reads front.yaml, the front page as the desk lays it today. Its
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

type frontField = Field[*site.Front]

var frontFields = settingsOf(
	frontField{"lead", func(r *Reader, f *site.Front, n *Node) { f.Lead = r.ref(n) }, str("The first story, as a file's path under content")},
	frontField{"secondary", func(r *Reader, f *site.Front, n *Node) { f.Secondary = r.Refs(n) }, list("The stories beside it", str(""))},
	frontField{"pins", readPins, list("Stories that stay among the first until an instant", object("", pinFields.schema))},
	frontField{"breaking", func(r *Reader, f *site.Front, n *Node) {
		f.Breaking = site.Breaking{}
		Apply(r, breakingFields, &f.Breaking, n)
	}, object("The strip of urgent news", breakingFields.schema)},
	frontField{"blocks", readBlocks, list("Parts of the front page, in order", object("", blockFields.schema))},
)

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

var pinFields = settingsOf(
	Field[*site.Pin]{"story", func(r *Reader, p *site.Pin, n *Node) { p.Story = r.ref(n) }, str("A file's path under content")},
	Field[*site.Pin]{"until", func(r *Reader, p *site.Pin, n *Node) { p.Until = r.until(n) }, str("A date or an instant")},
)

var breakingFields = settingsOf(
	Field[*site.Breaking]{"text", func(r *Reader, b *site.Breaking, n *Node) { b.Text = r.Text(n) }, str("One line")},
	Field[*site.Breaking]{"story", func(r *Reader, b *site.Breaking, n *Node) { b.Story = r.ref(n) }, str("A file's path under content")},
	Field[*site.Breaking]{"until", func(r *Reader, b *site.Breaking, n *Node) { b.Until = r.until(n) }, str("When the strip goes")},
)

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

var blockStyles = []string{"grid", "list", "faces", "strip", "feature"}

type blockField = Field[*site.FrontBlock]

var blockFields = settingsOf(
	blockField{"title", func(r *Reader, b *site.FrontBlock, n *Node) { b.Title = r.Text(n) }, str("Its heading")},
	blockField{"style", func(r *Reader, b *site.FrontBlock, n *Node) { r.choose(n, &b.Style, blockStyles...) }, choice("How it looks", blockStyles...)},
	blockField{"section", func(r *Reader, b *site.FrontBlock, n *Node) { b.Section = r.Text(n) }, str("A section's folder")},
	blockField{"tag", func(r *Reader, b *site.FrontBlock, n *Node) { b.Tag = r.Text(n) }, str("The latest of a tag")},
	blockField{"type", func(r *Reader, b *site.FrontBlock, n *Node) { b.Type = r.StoryType(n) }, str("The latest of a story type")},
	blockField{"series", func(r *Reader, b *site.FrontBlock, n *Node) { b.Series = r.Text(n) }, str("The parts of a series")},
	blockField{"stories", func(r *Reader, b *site.FrontBlock, n *Node) { b.Stories = r.Refs(n) }, list("Chosen by hand, as files' paths under content", str(""))},
	blockField{"limit", func(r *Reader, b *site.FrontBlock, n *Node) { b.Limit = r.within(n, 1, 100) }, whole("How many stories", 1, 100)},
)
