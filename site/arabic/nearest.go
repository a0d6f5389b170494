package arabic

import "iter"

// Nearest is the known word that is most like a misspelt one, or "": with one slip
// in a short word, two in a long one. Words are compared as fold gives them; one that
// is equal by then is no misspelling.
func Nearest(word string, known iter.Seq[string], fold func(string) string) (nearest string) {
	folded, least := []rune(fold(word)), 2
	if len(folded) < 4 {
		return ""
	}
	if len(folded) > 7 {
		least = 3
	}
	for k := range known {
		other := []rune(fold(k))
		if string(other) == string(folded) {
			continue
		}
		for n := 1; n < least; n++ {
			if slips(folded, other, n) {
				nearest, least = k, n
			}
		}
		if least == 1 {
			break
		}
	}
	return nearest
}

// slips reports whether at most n letters must be inserted, removed, replaced or
// swapped with the next to make one word of the other.
func slips(a, b []rune, n int) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	switch {
	case len(a) == 0 && len(b) == 0:
		return true
	case n == 0 || max(len(a), len(b))-min(len(a), len(b)) > n:
		return false
	case len(a) == 0 || len(b) == 0:
		return len(a)+len(b) <= n
	}
	swapped := len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0]
	return slips(a[1:], b, n-1) || slips(a, b[1:], n-1) || slips(a[1:], b[1:], n-1) || swapped && slips(a[2:], b[2:], n-1)
}
