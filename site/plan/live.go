package plan

import "warraq/site"

// liveFile is the file beside a live story's page that open pages poll.
const liveFile = "live.json"

// LiveView is all that the file of a live story may show: its entries, each
// with its part of the body.
type LiveView struct {
	Entries []site.Entry
	Text    site.Text
	Body    string `key:"-"` // the press makes it of Text
}

// text is the body of a story as far as its time has come.
func text(e *site.Edition, r *site.Resolver, s *site.Story) site.Text {
	t := r.Text(s.Base, s.BodySum, s.Refs, s.Components)
	_, t.Without = e.Shown(s.Article)
	return t
}

// live are the files that the pages of open coverage poll.
func (p *storyPages) live(add func(Entry)) {
	for _, s := range p.edition.Stories {
		if s.GoesOn(p.edition.Now) {
			add(page(s.Address+liveFile, Live, func() *LiveView {
				entries, _ := p.edition.Shown(s.Article)
				return &LiveView{Entries: entries, Text: text(p.edition, p.resolver, s)}
			}))
		}
	}
}
