package edition

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"warraq/site"
)

// paginate cuts stories, newest first, into pages that are counted from the
// oldest. A full page is sealed and never changes when stories are added at
// the front; the open page holds from size to 2*size-1 of the newest.
//
// In a section, each month is a bucket of its own under root ("/politics/2024/09/"),
// so that even a back-dated story shifts the pages of one month at most; the
// page at root then shows the latest beside the buckets.
func (g *grouping) paginate(t *site.Term, size int) []site.ListPage {
	root, stories := t.Address, t.Stories
	if t.Kind == site.KindSeries && t.Section != nil && t.Section.OldestFirst {
		return g.claims.serial(t, root, stories, size)
	}
	if t.Kind != site.KindSection {
		if g.weighs {
			stories = weighed(t.Kind, stories)
		}
		pages := g.claims.bucket(t, root, stories, size)
		pages[0].Root = true
		return pages
	}
	front := site.ListPage{Address: root, Root: true, Stories: stories[:min(size, len(stories))]}
	if len(stories) <= size {
		return []site.ListPage{front}
	}
	pages := []site.ListPage{front}
	for _, m := range g.ByMonth(stories) {
		in := g.claims.bucket(t, g.claims.freeAddress(t, root, monthPath(m.Month)), m.Stories, size)
		for i := range in {
			in[i].Month = m.Month
		}
		pages = append(pages, in...)
	}
	chain(pages[1:])
	pages[0].Older = pages[1].Address
	return pages
}

// weighed gives the stories of a term in the order of its pages: first those that have a weight, the lowest before
// the others. The rest stay newest first, so that full pages stay as they are.
func weighed(kind site.TermKind, stories []*site.Story) []*site.Story {
	var first []*site.Story
	for _, s := range stories {
		if s.Weight(kind) != 0 {
			first = append(first, s)
		}
	}
	if len(first) == 0 {
		return stories
	}
	slices.SortStableFunc(first, func(a, b *site.Story) int { return cmp.Compare(a.Weight(kind), b.Weight(kind)) })
	for _, s := range stories {
		if s.Weight(kind) == 0 {
			first = append(first, s)
		}
	}
	return first
}

// bucket cuts stories into an open page at root and sealed pages under it,
// newest first.
func (c *claims) bucket(t *site.Term, root string, stories []*site.Story, size int) []site.ListPage {
	sealed := max(0, len(stories)/size-1)
	open := len(stories) - sealed*size
	pages := []site.ListPage{{Address: root, Stories: stories[:open]}}
	for n := sealed; n >= 1; n-- {
		from := open + (sealed-n)*size
		pages = append(pages, site.ListPage{Address: c.freeAddress(t, root, strconv.Itoa(n)+"/"), Number: n, Stories: stories[from : from+size]})
	}
	chain(pages)
	return pages
}

// serial cuts the parts of a series into pages that one reads on from the first: the page
// at root holds the oldest. It too is sealed once the open page, the last, is full.
func (c *claims) serial(t *site.Term, root string, stories []*site.Story, size int) []site.ListPage {
	parts := slices.Clone(stories)
	slices.Reverse(parts)
	sealed := max(0, len(parts)/size-1)
	pages := []site.ListPage{{Address: root, Root: true, Stories: parts[:min(size, len(parts))]}}
	for n := 1; n <= sealed; n++ {
		pages = append(pages, site.ListPage{Address: c.freeAddress(t, root, strconv.Itoa(n+1)+"/"), Number: n + 1, Stories: parts[n*size : (n+1)*size]})
	}
	pages[sealed].Stories = parts[sealed*size:]
	chain(pages)
	return pages
}

// chain links pages that stand newest first.
func chain(pages []site.ListPage) {
	for i := range pages[1:] {
		pages[i].Older, pages[i+1].Newer = pages[i+1].Address, pages[i].Address
	}
}

// monthPath is the bucket's part of an address: "2024/09/".
func monthPath(m time.Time) string {
	if m.IsZero() {
		return "_undated/" // no slug has this sign
	}
	return strconv.Itoa(m.Year()) + "/" + twoDigits(int(m.Month())) + "/"
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
