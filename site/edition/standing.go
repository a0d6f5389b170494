package edition

import "warraq/site"

// Unmoved gives the stories of articles as they were before changes, with the cards that they
// had. It says false unless each change leaves its story where it was: with its address, its
// date and its terms. Then nothing of the edition differs but what these stories say; of
// other stories nothing does.
func (m *Made) Unmoved(changes []Change) (before []*site.Story, ok bool) {
	r, cards := revision{grouping: *m.grouping, last: m.grouping}, newCardMaker(m.grouping)
	for _, c := range changes {
		fresh := r.storyOf(c.After)
		if fresh == nil || c.Before == nil || kept(c.Before) || kept(c.After) {
			return nil, false
		}
		old, placed := r.placed(c.Before)
		if !placed || old == nil || !sameStanding(old, fresh) {
			return nil, false
		}
		old.Card = cards.card(old)
		before = append(before, old)
	}
	return before, true
}
