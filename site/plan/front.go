package plan

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"warraq/site"
)

// frontPage lays out the front page.
type frontPage struct {
	edition *site.Edition
	shell   *shell
	feeds   []site.FeedLink
}

// entries are the front page, its light twin, and the strip of urgent news,
// which is a file of its own so that urgent news changes no other page.
func (p *frontPage) entries(add func(Entry)) {
	add(page(site.HomeRoot, "front.html", p.view))
	add(page("/breaking.html", "breaking.html", p.strip))
	if p.edition.Config.Pages.Lite {
		add(page(site.LiteRoot, "lite/front.html", p.light))
	}
}

func (p *frontPage) light() *site.FrontView {
	v := p.view()
	light(&v.Frame, p.edition.Config.URL(site.HomeRoot))
	return v
}

// frontLatest is how many of the newest stories the front page lists, and
// frontMoments how many entries of a live lead.
const (
	frontLatest  = 8
	frontMoments = 3
)

// view is the front page: what the desk chose, then what is newest.
func (p *frontPage) view() *site.FrontView {
	e := p.edition
	f := e.Config.Front
	v := &site.FrontView{
		Frame: p.shell.frame(FrontKind, "/", "", "", nil), Date: midnight(e.Now.In(e.Config.Zone)),
		Boost: max(f.Boost, 1), Tone: f.Tone,
	}
	p.shell.link(&v.Frame, "/", e.Config.Pages.Lite)
	if e.Config.Tagline != "" {
		v.Head.Title += " — " + e.Config.Tagline
	}
	v.Head.Feeds = p.feeds
	places := p.places()
	lead := places.next([]*site.Story{e.Find("", f.Lead.Target)}, e.Stories)
	if lead != nil {
		v.Lead = lead.Card
		if v.Lead.Image.URL == "" { // weight is that of a picture
			v.Boost = 1
		}
		if lead.Type == site.Live {
			v.Moments, _ = e.Shown(lead.Article)
			v.Moments = v.Moments[:min(len(v.Moments), frontMoments)]
		}
	}
	v.Secondary = p.secondary(places)
	for _, b := range p.frontBlocks() {
		if block, ok := p.block(b, places); ok {
			v.Blocks = append(v.Blocks, block)
		}
	}
	for _, s := range e.Stories[:min(len(e.Stories), frontLatest)] {
		v.Latest = append(v.Latest, s.Card)
	}
	p.breaking(v)
	if v.Alert != nil && v.Alert == v.Lead { // the lead says it already
		v.Breaking, v.Alert = nil, nil
	}
	if v.Boost > 1 {
		boosted := *v.Lead // its Key is not of the boost; that of the page is
		boosted.Image.Boost = v.Boost
		v.Lead = &boosted
	}
	return v
}

// midnight is the beginning of an instant's day.
func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// places gives each story one place on the front page. What the desk chose for
// one part is kept for it before any part takes what is newest.
type places struct {
	chosen map[*site.Story]bool
	shown  map[*site.Story]bool
}

func (p *frontPage) places() *places {
	f := p.edition.Config.Front
	given := &places{chosen: map[*site.Story]bool{}, shown: map[*site.Story]bool{}}
	choose := func(refs ...site.Ref) {
		for _, s := range p.stories(refs) {
			given.chosen[s] = true
		}
	}
	choose(f.Lead)
	choose(f.Secondary...)
	choose(p.pinned()...)
	for _, b := range f.Blocks {
		choose(b.Stories...)
	}
	return given
}

// stories are those that the desk names, but for names of nothing.
func (p *frontPage) stories(refs []site.Ref) (out []*site.Story) {
	for _, r := range refs {
		if s := p.edition.Find("", r.Target); s != nil && !s.Static {
			out = append(out, s)
		}
	}
	return out
}

// take gives up to limit stories a place: of those that the desk chose, then of
// others.
func (g *places) take(limit int, chosen, others []*site.Story) (out []*site.Card) {
	for len(out) < limit {
		s := g.next(chosen, others)
		if s == nil {
			break
		}
		out = append(out, s.Card)
	}
	return out
}

// next gives the first story a place that has none, or gives nil.
func (g *places) next(chosen, others []*site.Story) *site.Story {
	free := func(s *site.Story) bool { return s != nil && !s.Static && !g.shown[s] }
	i := slices.IndexFunc(chosen, free)
	if i < 0 {
		chosen = others
		i = slices.IndexFunc(others, func(s *site.Story) bool { return free(s) && !g.chosen[s] })
	}
	if i < 0 {
		return nil
	}
	g.shown[chosen[i]] = true
	return chosen[i]
}

// pinned are the stories that are among the first for now.
func (p *frontPage) pinned() (out []site.Ref) {
	for _, pin := range p.edition.Config.Front.Pins {
		if pin.Until.IsZero() || pin.Until.After(p.edition.Now) {
			out = append(out, pin.Story)
		}
	}
	return out
}

// secondary are the stories beside the lead: pinned, chosen, else featured and
// newest.
func (p *frontPage) secondary(places *places) []*site.Card {
	const most = 4
	e := p.edition
	recent := e.Stories[:min(len(e.Stories), 200)]
	var featured []*site.Story
	for _, s := range recent[:min(len(recent), 60)] {
		if s.Featured {
			featured = append(featured, s)
		}
	}
	out := places.take(most+2, p.stories(append(p.pinned(), e.Config.Front.Secondary...)), nil)
	return append(out, places.take(most-len(out), nil, append(featured, recent...))...)
}

// frontBlocks are those of the settings, else one for each main section.
func (p *frontPage) frontBlocks() []site.FrontBlock {
	if blocks := p.edition.Config.Front.Blocks; len(blocks) > 0 {
		return blocks
	}
	var out []site.FrontBlock
	for _, t := range p.edition.Sections {
		if t.Parent == nil {
			b := site.FrontBlock{Title: t.Name.Label, Section: t.Name.Slug, Style: "grid", Limit: 4}
			if t.IsOpinion() {
				b.Style = "faces"
			}
			out = append(out, b)
		}
	}
	return out
}

// block lays out one part of the front page, unless it has to wait: for a
// story, or for one with a picture where the desk did not choose it.
func (p *frontPage) block(b site.FrontBlock, places *places) (site.Block, bool) {
	limit := b.Limit
	if limit <= 0 {
		limit = 4
	}
	chosen := p.stories(b.Stories)
	others, more := p.blockStories(b)
	if t := p.edition.Config.Types.Find(string(b.Type)); t != nil {
		b.Title = cmp.Or(b.Title, t.Plural)
	}
	block := site.Block{Title: b.Title, Tone: b.Tone, OfSection: b.Section != "" && len(chosen) == 0, Cards: places.take(limit, chosen, others)}
	if len(block.Cards) == 0 {
		return block, false
	}
	block.Style, block.Columns = form(b.Style, block.Cards)
	if len(chosen) == 0 && block.Style != "faces" { // the desk did not lay it out
		pictured(block.Cards)
	}
	if more != nil {
		block.URL = p.edition.Config.URL(more.Address)
		if block.Title == "" {
			block.Title = more.Name.Label
		}
	}
	waits := block.Style == "single" && len(chosen) == 0 && block.Cards[0].Image.URL == "" && b.Style != "faces"
	return block, !waits
}

// pictured puts the first card with a picture before the others.
func pictured(cards []*site.Card) {
	if i := slices.IndexFunc(cards, func(c *site.Card) bool { return c.Image.URL != "" }); i > 0 {
		copy(cards, slices.Concat(cards[i:i+1], cards[:i]))
	}
}

// form is the style that some cards fill, with its columns on a wide screen:
// the one that was asked for, or a smaller one, so that no row ends in white.
func form(asked string, cards []*site.Card) (style string, columns int) {
	n := len(cards)
	switch {
	case n <= 1:
		return "single", 1
	case asked == "faces":
		return asked, columnsFor(n)
	case n == 2:
		return "pair", 2
	case asked == "strip" || asked == "feature":
		return asked, 0
	case n == 5 || n == 7:
		return "package", 2 // the first, and the rest in two columns
	case asked == "list":
		return asked, columnsFor(n)
	}
	return "grid", columnsFor(n)
}

// columnsFor is four columns, or three, whichever n cards fill better.
func columnsFor(n int) int {
	if n%4 == 0 || n > 4 && n%3 != 0 {
		return 4
	}
	return min(n, 3)
}

// blockStories are what a block draws from beside what the desk chose, and the
// list that goes on where it ends.
func (p *frontPage) blockStories(b site.FrontBlock) (stories []*site.Story, more *site.Term) {
	e := p.edition
	switch {
	case b.Section != "":
		more = e.Term(site.KindSection, b.Section)
	case b.Tag != "":
		more = e.Names.Named(e.Tags, b.Tag)
	case b.Series != "":
		more = e.Names.Named(e.Series, b.Series)
	case b.Term != "":
		kind, name, _ := strings.Cut(b.Term, "/")
		more = e.Names.Named(*e.ListOf(site.TermKind(kind)), name)
	case b.Type != "":
		for _, s := range e.Stories[:min(len(e.Stories), 2000)] {
			if s.Type == b.Type {
				stories = append(stories, s)
			}
		}
		if i := slices.IndexFunc(e.Sections, (*site.Term).IsOpinion); i >= 0 && b.Type == site.Opinion {
			more = e.Sections[i]
		}
		return stories, more
	}
	if more != nil {
		stories = more.Stories
	}
	return stories, more
}

// breaking puts the strip of urgent news into a View until it expires. A strip without
// words has its story's headline. A strip about a story that is not public says nothing
// yet: its words are the story's.
func (p *frontPage) breaking(v *site.FrontView) {
	b := p.edition.Config.Front.Breaking
	s := p.edition.Find("", b.Story.Target)
	if s == nil && (b.Text == "" || b.Story.Target != "") || !b.Until.IsZero() && !b.Until.After(p.edition.Now) {
		return
	}
	if s != nil {
		b.Text, v.Alert = cmp.Or(b.Text, s.Title), s.Card
	}
	v.Breaking = &b
}

func (p *frontPage) strip() *site.FrontView {
	v := &site.FrontView{Frame: p.shell.frame("breaking", "/breaking.html", "", "", nil)}
	v.Head.Robots = "noindex"
	p.breaking(v)
	return v
}
