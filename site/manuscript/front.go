package manuscript

import (
	"time"

	"warraq/site"
)

// ParseFront reads front.yaml, the front page as the desk lays it today. Its
// dates are in the edition's zone; blocks that it does not name are those of
// edition.yaml.
func ParseFront(path string, src []byte, c *site.Config) (site.Front, []site.Problem) {
	front := site.Front{Blocks: c.Front.Blocks}
	r := newReader(path, Options{Zone: c.Zone})
	if matter := r.settings(src); matter != nil {
		apply(r, frontFields, &front, matter)
	}
	return front, r.problems
}

type frontField = field[*site.Front]

var frontFields = settingsOf(
	frontField{"lead", func(r *reader, f *site.Front, n *node) { f.Lead = r.ref(n) }, str("The first story, as a file's path under content")},
	frontField{"secondary", func(r *reader, f *site.Front, n *node) { f.Secondary = r.refs(n) }, list("The stories beside it", str(""))},
	frontField{"pins", readPins, list("Stories that stay among the first until an instant", object("", pinFields.schema))},
	frontField{"breaking", func(r *reader, f *site.Front, n *node) {
		f.Breaking = site.Breaking{}
		apply(r, breakingFields, &f.Breaking, n)
	}, object("The strip of urgent news", breakingFields.schema)},
	frontField{"blocks", readBlocks, list("Parts of the front page, in order", object("", blockFields.schema))},
)

func readPins(r *reader, f *site.Front, n *node) {
	f.Pins = nil
	for _, item := range n.items {
		var p site.Pin
		if item.kind == isScalar {
			p.Story = r.ref(item)
		} else {
			apply(r, pinFields, &p, item)
		}
		if p.Story.Target != "" {
			f.Pins = append(f.Pins, p)
		}
	}
}

var pinFields = settingsOf(
	field[*site.Pin]{"story", func(r *reader, p *site.Pin, n *node) { p.Story = r.ref(n) }, str("A file's path under content")},
	field[*site.Pin]{"until", func(r *reader, p *site.Pin, n *node) { p.Until = r.until(n) }, str("A date or an instant")},
)

var breakingFields = settingsOf(
	field[*site.Breaking]{"text", func(r *reader, b *site.Breaking, n *node) { b.Text = r.text(n) }, str("One line")},
	field[*site.Breaking]{"story", func(r *reader, b *site.Breaking, n *node) { b.Story = r.ref(n) }, str("A file's path under content")},
	field[*site.Breaking]{"until", func(r *reader, b *site.Breaking, n *node) { b.Until = r.until(n) }, str("When the strip goes")},
)

// until is the end of a day that is named without an hour.
func (r *reader) until(n *node) time.Time {
	t, hasTime := r.date(n, site.LevelError)
	if !hasTime && !t.IsZero() {
		return t.AddDate(0, 0, 1)
	}
	return t
}

func readBlocks(r *reader, f *site.Front, n *node) {
	f.Blocks = nil
	for _, item := range n.items {
		b := site.FrontBlock{Style: "grid", Limit: 4}
		apply(r, blockFields, &b, item)
		f.Blocks = append(f.Blocks, b)
	}
}

var blockStyles = []string{"grid", "list", "faces", "strip", "feature"}

type blockField = field[*site.FrontBlock]

var blockFields = settingsOf(
	blockField{"title", func(r *reader, b *site.FrontBlock, n *node) { b.Title = r.text(n) }, str("Its heading")},
	blockField{"style", func(r *reader, b *site.FrontBlock, n *node) { r.choose(n, &b.Style, blockStyles...) }, choice("How it looks", blockStyles...)},
	blockField{"section", func(r *reader, b *site.FrontBlock, n *node) { b.Section = r.text(n) }, str("A section's folder")},
	blockField{"tag", func(r *reader, b *site.FrontBlock, n *node) { b.Tag = r.text(n) }, str("The latest of a tag")},
	blockField{"type", func(r *reader, b *site.FrontBlock, n *node) { b.Type = r.storyType(n) }, str("The latest of a story type")},
	blockField{"series", func(r *reader, b *site.FrontBlock, n *node) { b.Series = r.text(n) }, str("The parts of a series")},
	blockField{"stories", func(r *reader, b *site.FrontBlock, n *node) { b.Stories = r.refs(n) }, list("Chosen by hand, as files' paths under content", str(""))},
	blockField{"limit", func(r *reader, b *site.FrontBlock, n *node) { b.Limit = r.within(n, 1, 100) }, whole("How many stories", 1, 100)},
)
