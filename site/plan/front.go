package plan

import "warraq/site"

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

// frontLatest is how many of the latest stories the front page lists after
// its blocks.
const frontLatest = 10

// view is the front page: what the desk chose, then what is newest. No
// story stands on it twice.
func (p *frontPage) view() *site.FrontView {
	e := p.edition
	v := &site.FrontView{Frame: p.shell.frame(FrontKind, "/", "", "", nil)}
	p.shell.link(&v.Frame, "/", e.Config.Pages.Lite)
	if e.Config.Tagline != "" {
		v.Head.Title += " — " + e.Config.Tagline
	}
	v.Head.Feeds = p.feeds
	if len(e.Stories) > 0 {
		v.Date = e.Stories[0].Card.Date
	}
	p.breaking(v)
	shown := map[*site.Story]bool{}
	take := func(s *site.Story) *site.Card {
		if s == nil || shown[s] || s.Static {
			return nil
		}
		shown[s] = true
		return s.Card
	}
	f := e.Config.Front
	v.Lead = take(e.Find("", f.Lead.Target))
	for _, s := range e.Stories {
		if v.Lead == nil {
			v.Lead = take(s)
		}
	}
	v.Secondary = p.secondary(take)
	for _, b := range p.frontBlocks() {
		if block := p.block(b, take); len(block.Cards) > 0 {
			v.Blocks = append(v.Blocks, block)
		}
	}
	v.Latest = takeFirst(e.Stories, frontLatest, take)
	return v
}

// takeFirst takes up to limit of the stories that take has not given yet.
func takeFirst(stories []*site.Story, limit int, take func(*site.Story) *site.Card) []*site.Card {
	var out []*site.Card
	for _, s := range stories {
		if len(out) == limit {
			break
		}
		if c := take(s); c != nil {
			out = append(out, c)
		}
	}
	return out
}

// secondary are the stories beside the lead: pinned, chosen, else featured
// and newest.
func (p *frontPage) secondary(take func(*site.Story) *site.Card) []*site.Card {
	const most = 4
	e := p.edition
	var chosen, featured []*site.Story
	for _, pin := range e.Config.Front.Pins {
		if pin.Until.IsZero() || pin.Until.After(e.Now) {
			chosen = append(chosen, e.Find("", pin.Story.Target))
		}
	}
	for _, r := range e.Config.Front.Secondary {
		chosen = append(chosen, e.Find("", r.Target))
	}
	for _, s := range e.Stories[:min(len(e.Stories), 60)] {
		if s.Featured {
			featured = append(featured, s)
		}
	}
	out := takeFirst(chosen, most+2, take)
	out = append(out, takeFirst(featured, most-len(out), take)...)
	if len(out) < most {
		out = append(out, takeFirst(e.Stories, most-len(out), take)...)
	}
	return out
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

func (p *frontPage) block(b site.FrontBlock, take func(*site.Story) *site.Card) site.Block {
	limit := b.Limit
	if limit <= 0 {
		limit = 4
	}
	stories, term := p.blockStories(b)
	block := site.Block{Title: b.Title, Style: b.Style, Cards: takeFirst(stories, limit, take)}
	if block.Style == "" {
		block.Style = "grid"
	}
	if term != nil {
		block.URL = p.edition.Config.URL(term.Address)
		if block.Title == "" {
			block.Title = term.Name.Label
		}
	}
	return block
}

// blockStories are what a block draws from, and the list that goes on where
// it ends.
func (p *frontPage) blockStories(b site.FrontBlock) ([]*site.Story, *site.Term) {
	e := p.edition
	var chosen []*site.Story
	for _, r := range b.Stories {
		chosen = append(chosen, e.Find("", r.Target))
	}
	var term *site.Term
	switch {
	case b.Section != "":
		term = e.Term(site.KindSection, b.Section)
	case b.Tag != "":
		term = p.termNamed(e.Tags, b.Tag)
	case b.Series != "":
		term = p.termNamed(e.Series, b.Series)
	case b.Type != "":
		for _, s := range e.Stories[:min(len(e.Stories), 2000)] {
			if s.Type == b.Type {
				chosen = append(chosen, s)
			}
		}
	}
	if term != nil {
		chosen = append(chosen, term.Stories...)
	}
	return chosen, term
}

// termNamed finds a term by its label or slug.
func (p *frontPage) termNamed(terms []*site.Term, name string) *site.Term {
	for _, t := range terms {
		if t.Name.Label == name || t.Name.Slug == name {
			return t
		}
	}
	return nil
}

// breaking puts the strip of urgent news into a View until it expires.
func (p *frontPage) breaking(v *site.FrontView) {
	b := p.edition.Config.Front.Breaking
	if b.Text == "" || (!b.Until.IsZero() && !b.Until.After(p.edition.Now)) {
		return
	}
	v.Breaking = &b
	if s := p.edition.Find("", b.Story.Target); s != nil {
		v.Alert = s.Card
	}
}

func (p *frontPage) strip() *site.FrontView {
	v := &site.FrontView{Frame: p.shell.frame("breaking", "/breaking.html", "", "", nil)}
	v.Head.Robots = "noindex"
	p.breaking(v)
	return v
}
