package plan

import "warraq/site"

// This file says what stands beside a story on a wide screen, and what under it: a rail
// as long as the story, that neither ends in white nor goes on alone. It reckons in
// pixels of the built-in theme at 1280; a theme that differs much shows a little white.
const (
	leadHeight    = 490 // the lead picture with its caption
	endHeight     = 290 // what closes a story: agencies, tags, share row, light edition
	wordHeight    = 4.4 // of running text: 12 words a line, and the room between paragraphs
	headingHeight = 50
	pictureHeight = 430  // of a picture in the text
	writerHeight  = 130  // of an author's card
	cardHeight    = 116  // of a small card in the rail
	largeCards    = 2    // how many more there would be, were the first picture not large
	blockHeight   = 60   // of a block's title and the room above it
	partHeight    = 45   // of a part of a series
	mostBeside    = 24   // cards of sections in the rail
	fewestBeside  = 2    // fewer stand under the story
	underStory    = 4    // cards of the section under a story that has none beside it
	longWords     = 1200 // a longer story fills the page: a rail would end long before it
)

// isWide says that nothing stands beside a story.
func isWide(s *site.Story) bool { return s.Words > longWords && s.Type != site.Live }

// height is how high the column of a story is.
func height(s *site.Story, v *site.ArticleView) int {
	h := endHeight + int(wordHeight*float64(s.Words)) + headingHeight*len(s.Headings) + writerHeight*len(v.Writers)
	if s.Image.Src != "" && v.Media == nil && !v.LeadInGallery {
		h += leadHeight
	}
	for _, r := range s.Refs {
		if r.Kind == site.RefPicture {
			h += pictureHeight
		}
	}
	for _, notes := range [][]site.Note{s.Corrections, s.Updates} {
		h += headingHeight * len(notes)
	}
	if s.Coverage != nil {
		h += headingHeight * len(s.Coverage.KeyPoints)
	}
	return h
}

// beside is how many cards stand beside a story, under those related to it.
func beside(s *site.Story, v *site.ArticleView) int {
	room := height(s, v) - blockHeight
	if n := len(v.Related); n > 0 {
		room -= blockHeight + n*cardHeight
	}
	if v.SeriesNav != nil {
		room -= 2*blockHeight + partHeight*len(v.SeriesNav.Parts)
	}
	return min(room/cardHeight, mostBeside)
}

// around puts other stories beside or under the one at a place: of its section, and of
// others where the section has few. They are older ones, so that a new story changes no
// old page; only the first stories of a paper or a section, which have few before them,
// show some that came after.
func (p *storyPages) around(s *site.Story, v *site.ArticleView, at int32) {
	v.Wide = isWide(s)
	if !p.related.Has(at) {
		return
	}
	if n := beside(s, v); !v.Wide && n >= fewestBeside {
		v.Beside = p.related.Section(p.edition, at, n)
		if len(v.Beside) > 2 && v.Beside[0].Image.URL != "" { // it is shown large
			n = max(2, n-largeCards)
			v.Beside = v.Beside[:min(n, len(v.Beside))]
		}
		if rest := n - len(v.Beside) - 1; rest > 0 { // its title takes the place of one
			v.Elsewhere = p.related.Elsewhere(p.edition, at, rest)
		}
		return
	}
	if v.Under = p.related.Section(p.edition, at, underStory); v.Wide && len(v.Under) < underStory { // no row of one
		v.Under, v.Elsewhere = nil, p.related.Elsewhere(p.edition, at, underStory)
	}
}
