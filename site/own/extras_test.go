package own

import (
	"slices"
	"testing"
)

// An ad never stands behind the last paragraph, and only where it is asked for.
func TestAdBreaks(t *testing.T) {
	for _, c := range []struct {
		ads  Ads
		of   int
		want []int
	}{
		{Ads{}, 9, nil}, {Ads{After: 3}, 9, []int{3}}, {Ads{After: 3}, 3, nil}, {Ads{After: 3}, 0, nil},
		{Ads{After: 2, Every: 3}, 9, []int{2, 5, 8}}, {Ads{After: 2, Every: 3}, 8, []int{2, 5}}, {Ads{Every: 3}, 9, nil},
	} {
		if got := c.ads.Breaks(c.of); !slices.Equal(got, c.want) {
			t.Errorf("%+v of %d: %v, want %v", c.ads, c.of, got, c.want)
		}
	}
}
