package origin

import (
	"strconv"
	"strings"
)

// takesGzip reads Accept-Encoding (RFC 9110, 12.5.3).
func takesGzip(values []string) bool {
	star := false
	for part := range strings.SplitSeq(strings.Join(values, ","), ",") {
		name, weight, weighted := strings.Cut(part, ";")
		takes := true
		if _, q, ok := strings.Cut(weight, "q="); weighted && ok {
			n, err := strconv.ParseFloat(strings.TrimSpace(q), 64)
			takes = err == nil && n > 0
		}
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "gzip", "x-gzip":
			return takes
		case "*":
			star = takes
		}
	}
	return star
}
