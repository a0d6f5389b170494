package related

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"warraq/site"
)

// Whatever is edited, a revision finds what a sweep over all stories finds.
func TestARevisionFindsTheSameStories(t *testing.T) {
	for _, seed := range []uint64{1, 2} {
		r := rand.New(rand.NewPCG(seed, 0))
		all := history(2*newest + 300)
		for i, a := range all {
			a.Date = noon.Add(time.Duration(i-len(all)) * 7 * time.Hour)
			a.Publish = a.Date
		}
		e := paper(all...)
		places := Of(e, 4)
		resumed := 0
		for step := range 60 {
			edit := r.IntN(10)
			i := r.IntN(len(all)) // of any age
			if r.IntN(4) > 0 {
				i = len(all) - 1 - r.IntN(200)
			}
			changed := *all[i]
			all = slices.Clone(all)
			switch {
			case edit < 3: // breaking news
				a := article(fmt.Sprintf("politics/new%d.md", step), noon.Add(time.Duration(step-1000)*time.Minute), fmt.Sprint("t", r.IntN(9)), fmt.Sprint("u", r.IntN(3)))
				all = append(all, a)
			case edit < 5:
				all = slices.Delete(all, i, i+1)
			case edit < 7:
				n := fmt.Sprint("t", r.IntN(9))
				changed.Tags = append(slices.Clone(changed.Tags[:1]), &site.Name{Label: n, Slug: n, Sort: n})
				all[i] = &changed
			case edit < 8:
				changed.Date = changed.Date.Add(time.Duration(r.IntN(2000)-1000) * time.Hour)
				changed.Publish = changed.Date
				all[i] = &changed
			default: // by hand, of what is there, was there, or comes to be there
				name := fmt.Sprintf("s%04d", r.IntN(len(all)))
				if r.IntN(3) == 0 {
					name = fmt.Sprintf("new%d", r.IntN(60))
				}
				changed.Related = append(slices.Clone(changed.Related), ref(name))
				all[i] = &changed
			}
			e = paper(all...)
			if places.settled != nil && places.settled.holds(e, 4) {
				resumed++
			}
			places = places.Revise(e, 4)
			want := Of(e, 4)
			if !slices.Equal(places.stories, want.stories) || !slices.Equal(places.older, want.older) || !slices.Equal(places.newer, want.newer) {
				t.Fatalf("seed %d, step %d, edit %d: a revision finds other stories", seed, step, edit)
			}
		}
		if resumed < 10 {
			t.Errorf("seed %d: only %d of 60 revisions go on from what stood", seed, resumed)
		}
	}
}
