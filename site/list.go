package site

import (
	"sort"
	"strconv"
	"time"
)

// ListPage is one page of a list, before it is a View.
type ListPage struct {
	Address string
	Stories []*Story
	Month   time.Time // its bucket; zero where the list has none
	Number  int       // of a sealed page in its bucket, from 1, the oldest; 0: open
	Older   string    // the addresses beside it, or ""
	Newer   string
	Root    bool
}

// Paginate cuts stories, newest first, into pages that are counted from the
// oldest. A full page is sealed and never changes when stories are added at
// the front; the open page holds from size to 2*size-1 of the newest.
//
// With months, each month is a bucket of its own under root ("/politics/2024/09/"),
// so that even a back-dated story shifts the pages of one month at most; the
// page at root then shows the latest beside the buckets.
func (e *Edition) Paginate(root string, stories []*Story, size int, months bool) []ListPage {
	if !months {
		pages := e.bucket(root, stories, size)
		pages[0].Root = true
		return pages
	}
	front := ListPage{Address: root, Root: true, Stories: stories[:min(size, len(stories))]}
	if len(stories) <= size {
		return []ListPage{front}
	}
	pages := []ListPage{front}
	for _, m := range e.ByMonth(stories) {
		in := e.bucket(e.claims.freeAddress(root, monthPath(m.Month)), m.Stories, size)
		for i := range in {
			in[i].Month = m.Month
		}
		pages = append(pages, in...)
	}
	chain(pages[1:])
	pages[0].Older = pages[1].Address
	return pages
}

// bucket cuts stories into an open page at root and sealed pages under it,
// newest first.
func (e *Edition) bucket(root string, stories []*Story, size int) []ListPage {
	sealed := max(0, len(stories)/size-1)
	open := len(stories) - sealed*size
	pages := []ListPage{{Address: root, Stories: stories[:open]}}
	for n := sealed; n >= 1; n-- {
		from := open + (sealed-n)*size
		pages = append(pages, ListPage{Address: e.claims.freeAddress(root, strconv.Itoa(n)+"/"), Number: n, Stories: stories[from : from+size]})
	}
	chain(pages)
	return pages
}

// chain links pages that stand newest first.
func chain(pages []ListPage) {
	for i := range pages[1:] {
		pages[i].Older, pages[i+1].Newer = pages[i+1].Address, pages[i].Address
	}
}

// MonthStories are the stories of one month, newest first.
type MonthStories struct {
	Month   time.Time // its first instant, in the edition's zone; zero: stories without a date
	Stories []*Story
}

// ByMonth cuts stories, newest first, into months, newest first.
func (e *Edition) ByMonth(stories []*Story) []MonthStories {
	var out []MonthStories
	for len(stories) > 0 {
		if stories[0].Published().IsZero() { // these come last
			return append(out, MonthStories{Stories: stories})
		}
		y, m, _ := stories[0].Published().In(e.zone()).Date()
		month := time.Date(y, m, 1, 0, 0, 0, 0, e.zone())
		end := sort.Search(len(stories), func(i int) bool { return stories[i].Published().Before(month) })
		out = append(out, MonthStories{month, stories[:end]})
		stories = stories[end:]
	}
	return out
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
