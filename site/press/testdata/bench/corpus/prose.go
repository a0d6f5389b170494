package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// chance writes prose as it falls.
type chance struct{ *rand.Rand }

// one takes a word, the front of the list more often than its end.
func (r *chance) one(words []string) string {
	return words[int(float64(len(words))*r.Float64()*r.Float64())]
}

func (r *chance) maybe(oneIn int) bool { return r.IntN(oneIn) == 0 }

func (r *chance) thing() string {
	if r.maybe(3) {
		return r.one(things)
	}
	return r.one(things) + " " + r.one(qualities)
}

func (r *chance) person() string { return r.one(given) + " " + r.one(family) }

func (r *chance) speaker() string {
	switch r.IntN(3) {
	case 0:
		return r.one(offices) + " " + r.person()
	case 1:
		return r.one(offices)
	}
	return r.person()
}

func (r *chance) figure() string {
	if r.maybe(2) {
		return fmt.Sprintf("%d.%d %s", 2+r.IntN(90), r.IntN(10), r.one(units))
	}
	return fmt.Sprintf("%d %s", 11+r.IntN(88), r.one(units))
}

func (r *chance) clause() string {
	c := r.one(links) + " " + r.thing()
	switch r.IntN(7) {
	case 0:
		c += " في " + r.one(places)
	case 1:
		c += " بنحو " + r.figure()
	case 2:
		c += fmt.Sprintf(" منذ عام %d", 1960+r.IntN(66))
	case 3:
		c += " كما ورد في دراسة " + r.one(latin)
	}
	return c
}

func (r *chance) headline() string {
	switch r.IntN(3) {
	case 0:
		return r.one(places) + ": " + r.one(deeds) + " " + r.thing() + " " + r.clause()
	case 1:
		return r.thing() + " " + r.clause() + ".. ماذا بعد؟"
	}
	return r.speaker() + ": \"" + r.thing() + " " + r.clause() + "\""
}

func (r *chance) sentence() string {
	var b strings.Builder
	if r.maybe(4) {
		b.WriteString(r.one(openings) + "، ")
	}
	b.WriteString(r.one(says) + " " + r.speaker())
	switch r.IntN(4) {
	case 0:
		fmt.Fprintf(&b, "، في %d %s %d، أن ", 1+r.IntN(28), months[r.IntN(len(months))], 2015+r.IntN(12))
	case 1:
		b.WriteString(": \"" + r.thing() + " " + r.clause() + "\"، مضيفاً أن ")
	default:
		b.WriteString(" أن ")
	}
	b.WriteString(r.thing() + " " + r.one(turns))
	for range 1 + r.IntN(3) {
		b.WriteString(" " + r.clause())
	}
	return b.String() + "."
}

func (r *chance) paragraph() string {
	var out []string
	for range 2 + r.IntN(4) {
		out = append(out, r.sentence())
	}
	return strings.Join(out, " ")
}

// body writes paragraphs until there are enough words, with what else a story holds among them.
func (r *chance) body(s *story) string {
	want := 270 + r.IntN(490)
	blocks, words := []string{}, 0
	for i := 0; words < want; i++ {
		p := r.paragraph()
		words += len(strings.Fields(p))
		if i%4 == 1 {
			p += fmt.Sprintf(" وللمزيد [%s](https://archive.example.net/%s/%d).", r.thing(), s.section.folder, r.IntN(100000))
		}
		if r.maybe(4) {
			p = "**" + r.one(places) + "**: " + p
		}
		blocks = append(blocks, p)
		if extra := r.extra(i, s); extra != "" {
			blocks = append(blocks, extra)
		}
	}
	return strings.Join(blocks, "\n\n") + "\n"
}

// extra is the block after paragraph i that is no paragraph, if there is one.
func (r *chance) extra(i int, s *story) string {
	switch {
	case i == 2:
		return fmt.Sprintf("![%s](https://pictures.example.net/%d/%d.jpg \"%s\")", r.one(scenes)+" في "+r.one(places), s.date.Year(), r.IntN(100000), r.one(agencies))
	case i == 3 && r.maybe(2):
		return "> " + r.sentence()
	case i == 4 && r.maybe(5):
		return r.list()
	case i == 5 && r.maybe(4):
		return r.table()
	case i > 0 && r.maybe(5):
		return "## " + r.thing() + " " + r.clause()
	}
	return ""
}

func (r *chance) list() string {
	var out []string
	for range 3 + r.IntN(3) {
		out = append(out, "- "+r.thing()+" "+r.clause())
	}
	return strings.Join(out, "\n")
}

func (r *chance) table() string {
	var b strings.Builder
	b.WriteString("| المدينة | المقدار | السنة |\n| --- | ---: | --- |")
	for range 3 + r.IntN(4) {
		fmt.Fprintf(&b, "\n| %s | %s | %d |", r.one(places), r.figure(), 2010+r.IntN(16))
	}
	return b.String()
}
