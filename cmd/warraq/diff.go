package main

import (
	"fmt"
	"strings"
)

// around is how many lines a diff shows round those that differ.
const around = 3

// diff is a unified diff of two texts of as many lines: a mending changes
// lines, and adds or removes none.
func diff(name, old, next string) string {
	a, b := strings.SplitAfter(old, "\n"), strings.SplitAfter(next, "\n")
	if len(a) != len(b) {
		return fmt.Sprintf("--- %s\n+++ %s\n", name, name)
	}
	var out strings.Builder
	fmt.Fprintf(&out, "--- a/%s\n+++ b/%s\n", name, name)
	for i := 0; i < len(a); i++ {
		if a[i] == b[i] {
			continue
		}
		from, last := max(0, i-around), i
		for ; i < len(a) && i <= last+2*around; i++ { // what lies closer is shown in one piece
			if a[i] != b[i] {
				last = i
			}
		}
		to := min(len(a), last+around+1)
		if a[to-1] == "" { // after the last line end
			to--
		}
		hunk(&out, a, b, from, to)
		i = last
	}
	return out.String()
}

// hunk writes the lines from and to, the differing ones twice.
func hunk(out *strings.Builder, a, b []string, from, to int) {
	fmt.Fprintf(out, "@@ -%d,%d +%d,%d @@\n", from+1, to-from, from+1, to-from)
	for i := from; i < to; {
		if a[i] == b[i] {
			diffLine(out, ' ', a[i])
			i++
			continue
		}
		end := i
		for end < to && a[end] != b[end] {
			end++
		}
		for _, line := range a[i:end] {
			diffLine(out, '-', line)
		}
		for _, line := range b[i:end] {
			diffLine(out, '+', line)
		}
		i = end
	}
}

func diffLine(out *strings.Builder, sign byte, line string) {
	out.WriteByte(sign)
	out.WriteString(line)
	if !strings.HasSuffix(line, "\n") {
		out.WriteString("\n\\ No newline at end of file\n")
	}
}
