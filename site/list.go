package site

import (
	"sort"
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
		y, m, _ := stories[0].Published().In(e.Zone()).Date()
		month := time.Date(y, m, 1, 0, 0, 0, 0, e.Zone())
		end := sort.Search(len(stories), func(i int) bool { return stories[i].Published().Before(month) })
		out = append(out, MonthStories{month, stories[:end]})
		stories = stories[end:]
	}
	return out
}
