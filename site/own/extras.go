package own

// Analytics is the counter of readers that a paper uses, or nothing. None of them sets a cookie.
type Analytics struct {
	Plausible   string // the domain that Plausible knows the paper by
	GoatCounter string // the address that counts
	Matomo      string // the address of a Matomo, with a slash at its end
	MatomoSite  int    // its number for the paper
}

// Ads say where the partial ad.html stands, and how much room is kept for it, so that nothing jumps
// when it comes.
type Ads struct {
	After  int // paragraphs of a story before the first; 0: none in stories
	Every  int // paragraphs between it and the next; 0: one alone
	Blocks int // blocks of the front page before each; 0: none there
	Height int // of the room, in CSS pixels
}

// Breaks are the paragraphs of a story after which an ad stands, of n: never behind the last.
func (a Ads) Breaks(n int) (after []int) {
	for at := a.After; a.After > 0 && at < n; at += a.Every {
		if after = append(after, at); a.Every <= 0 {
			break
		}
	}
	return after
}

// Environment is another way to build the paper: a staging site, say.
type Environment struct {
	BaseURL string // in the place of the paper's, or ""
	NoIndex bool   // no page may be indexed
	Drafts  bool   // drafts are shown
	Future  bool   // and stories under embargo
}
