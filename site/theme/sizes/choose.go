package sizes

import (
	"strconv"
	"strings"

	"warraq/site"
)

// widths are those of the sizes that a role wants of a picture: never wider than it, and
// as wide as it where the role would take more.
func widthsOf(p site.Pixels, role site.Role) []int {
	most, _ := p.Largest(role.Ratio)
	var out []int
	for _, w := range role.Widths {
		if w <= most {
			out = append(out, w)
		}
	}
	n := len(out)
	switch {
	case n == len(role.Widths):
		return out
	case n > 0 && most < out[n-1]*6/5: // one of the two is enough
		if most < site.LeadWidth {
			out[n-1] = most
		}
		return out
	}
	return append(out, most)
}

// srcset is a picture in one format, in the widths of a role.
type srcset struct {
	format string
	files  string // as in the attribute srcset: "a.webp 480w, b.webp 800w"
}

// choose gives what a browser chooses from for a picture in a role: the best of
// formats first, and last what any browser shows.
func choose(p site.Picture, role site.Role, formats []string) (sets []srcset, shown site.Picture) {
	widths := widthsOf(p.Pixels, role)
	for _, format := range formats {
		few := widths
		for format == "avif" && len(few) > 0 && tooLarge(p.At(role.Ratio, few[len(few)-1], format)) {
			few = few[:len(few)-1]
		}
		if len(few) > 0 {
			sets = append(sets, srcsetOf(p.Pixels, role, few, format))
		}
	}
	plain := 0
	for plain+1 < len(widths) && widths[plain+1] <= site.LeadWidth {
		plain++
	}
	few := []int{widths[plain]}
	if !role.Silent && plain > 0 {
		few = []int{widths[0], widths[plain]}
	}
	return append(sets, srcsetOf(p.Pixels, role, few, p.Format)), p.Plain(role.Ratio, widths[plain])
}

func tooLarge(r site.Recipe) bool { return r.Width*r.Height > site.MostAVIF }

func srcsetOf(p site.Pixels, role site.Role, widths []int, format string) srcset {
	files := make([]string, len(widths))
	for i, w := range widths {
		files[i] = p.Address(p.At(role.Ratio, w, format)) + " " + strconv.Itoa(w) + "w"
	}
	return srcset{format, strings.Join(files, ", ")}
}
