package syntax

import (
	"strings"
	"testing"
)

// Each bound is told where a text goes beyond it, and what stands there stays words; a text
// at the bound is read as ever.
func TestEachBoundIsToldWhereItIsPassed(t *testing.T) {
	for _, c := range []struct {
		name   string
		of     func(n int) string
		most   int // for which nothing is told
		excess Excess
		at     string // begins what is beyond, "" for any place
	}{
		{"marks of a body", func(n int) string { return strings.Repeat("*\n", n/2) }, MaxMarks, TooManyMarks, "*"},
		{"quotations in each other", func(n int) string { return strings.Repeat(">", n) + " أ" }, MaxDepth, TooDeep, ">"},
		{"lists in each other", func(n int) string {
			var out strings.Builder
			for i := range n {
				out.WriteString(strings.Repeat("  ", i) + "- أ\n")
			}
			return out.String()
		}, MaxDepth / 2, TooDeep, "- "},
		{"the address of a link", func(n int) string { return "[أ](/" + strings.Repeat("a", n) + ")" }, MaxAddress - 4, LongAddress, "]("},
		{"the attributes of a paragraph", func(n int) string { return "أ\n{." + strings.Repeat("a", n) + "}" }, MaxAddress - 3, LongAttributes, "{."},
		{"the attributes of a heading", func(n int) string { return "# أ {." + strings.Repeat("a", n) + "}" }, MaxAddress - 9, LongAttributes, "# "},
		{"brackets that wait", func(n int) string { return strings.Repeat("[", n) }, MaxBrackets, ManyBrackets, "["},
		{"footnotes", func(n int) string { return strings.Repeat("[^ا]: ح\n\n", n) }, MaxNotes, ManyNotes, "[^"},
		{"references to a footnote", func(n int) string { return "[^ا]: ح\n\n" + strings.Repeat("ن[^ا] ", n) }, 10*MaxNotes - 1, ManyNotes, "[^"},
		{"definitions of references", func(n int) string { return strings.Repeat("[ا]: /x/\n", n) }, MaxReferences, ManyDefinitions, "["},
		{"cells that rows lack", func(n int) string {
			return strings.Repeat("|", 1001) + "\n" + strings.Repeat("|-", 1000) + "|\n" + strings.Repeat("|\n", n)
		}, 190, WideTable, "|"},
		{"what a reference repeats", func(n int) string {
			return "[ا]: /" + strings.Repeat("a", 998) + "\n\n" + strings.Repeat("[ا] ", n)
		}, 100, ManyReferences, "]"},
		{"marks of emphasis in a paragraph", func(n int) string { return strings.Repeat("*ا ", n) }, MaxDelimiters, ManyDelimiters, "*"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, _, told := Parse([]byte(c.of(c.most)), Options{}); len(told.Excess) > 0 {
				t.Errorf("of %d is told %v", c.most, told.Excess)
			}
			src := c.of(3 * c.most)
			doc, _, told := Parse([]byte(src), Options{})
			at, ok := told.Excess[c.excess]
			if !ok || !strings.HasPrefix(src[at:], c.at) {
				t.Fatalf("of %d is told %v, want %d at a %q", 3*c.most, told.Excess, c.excess, c.at)
			}
			if empty := doc.FirstChild() == nil; empty != (c.excess == TooManyMarks) {
				t.Errorf("the tree is empty: %v", empty)
			}
		})
	}
}

// Beyond a bound, what follows in the next paragraph is read as ever.
func TestABoundOfAParagraphEndsWithIt(t *testing.T) {
	for _, src := range []string{strings.Repeat("[", 3*MaxBrackets), strings.Repeat("*ا ", 5*MaxDelimiters)} {
		doc, _, _ := Parse([]byte(src+"\n\n**غليظ** [هنا](/x/)"), Options{})
		if got, want := outline(doc.LastChild(), []byte(src+"\n\n**غليظ** [هنا](/x/)")), `Paragraph(Emphasis("غليظ") " " Link("هنا"))`; got != want {
			t.Errorf("behind %.10s the paragraph is %s, want %s", src, got, want)
		}
	}
}
