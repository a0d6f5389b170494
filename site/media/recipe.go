package media

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"warraq/site"
)

// ParseRecipe reads a name that site.Recipe.Suffix ended.
func ParseRecipe(name string) (stem, mark string, r site.Recipe, ok bool) {
	ext := path.Ext(name)
	r.Format = strings.TrimPrefix(ext, ".")
	rest, last := cutLast(strings.TrimSuffix(name, ext), "-")
	if focus, isFocus := strings.CutPrefix(last, "f"); isFocus {
		x, y, ok := twoNumbers(focus)
		if !ok || x > 100 || y > 100 {
			return "", "", r, false
		}
		r.Focus = site.Focus{X: x - 50, Y: y - 50}
		rest, last = cutLast(rest, "-")
	}
	r.Width, r.Height, ok = twoNumbers(last)
	stem, mark = cutLast(rest, "-")
	ok = ok && len(mark) == 8 && r.Width > 0 && r.Height > 0 && slices.Contains([]string{"webp", "avif", "jpg", "png", "mp4"}, r.Format)
	ok = ok && (r.Format != "avif" || r.Width <= site.MostAVIF/r.Height)
	return stem, mark, r, ok && strings.HasSuffix(name, r.Suffix(mark))
}

func cutLast(s, sep string) (before, after string) {
	i := strings.LastIndex(s, sep)
	return s[:max(0, i)], s[i+1:]
}

func twoNumbers(s string) (a, b int, ok bool) {
	x, y, _ := strings.Cut(s, "x")
	a, errA := strconv.Atoi(x)
	b, errB := strconv.Atoi(y)
	return a, b, errA == nil && errB == nil && a >= 0 && b >= 0
}
