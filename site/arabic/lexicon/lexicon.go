// Package lexicon is word lists of the Arabic language: data, and how it is read.
//
//	nouns.txt   counted nouns with their gender and plurals, written for this project
//	classes.txt words that a reader means by one another: plurals, spellings
//	words.bin   words of written Arabic and how common they are (words.LICENSE)
//
// It knows no rules: what a list means for a story is said in the room that asks.
package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed nouns.txt
var nounsText string

//go:embed classes.txt
var classesText string

// Classes are words that a reader means by one another: those of classes.txt, and each
// counted noun with its plurals.
var Classes = sync.OnceValue(func() (out [][]string) {
	for line := range strings.Lines(classesText) {
		if words := strings.Fields(line); len(words) > 1 && words[0] != "#" {
			out = append(out, words)
		}
	}
	for _, n := range Nouns() {
		if len(n.Plurals) > 0 {
			out = append(out, append([]string{n.Singular}, n.Plurals...))
		}
	}
	return out
})

// Gender is that of a noun.
type Gender byte

// The genders.
const (
	Masculine Gender = 'm'
	Feminine  Gender = 'f'
	Both      Gender = 'b'
)

// Noun is a counted noun.
type Noun struct {
	Singular string
	Gender   Gender
	Plurals  []string
	NoTanwin bool // the singular is written alike in all cases: يورو، مستشفى، مليون
}

// Nouns are the counted nouns, in the order of their file.
var Nouns = sync.OnceValue(func() (out []Noun) {
	for line := range strings.Lines(nounsText) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] == "#" {
			continue
		}
		gender, plain := strings.CutSuffix(fields[1], "-")
		out = append(out, Noun{Singular: fields[0], Gender: Gender(gender[0]), Plurals: fields[2:], NoTanwin: plain})
	}
	return out
})

// Accusative is the singular as «11» and more want it, without marks: «شخصا», «سنة».
func (n Noun) Accusative() string {
	switch {
	case n.NoTanwin || strings.HasSuffix(n.Singular, "ة") || strings.HasSuffix(n.Singular, "اء") || strings.HasSuffix(n.Singular, "ا"):
		return n.Singular
	case n.isCut():
		return n.Singular + "يا"
	}
	return n.Singular + "ا"
}

// Tanwin is the accusative with its mark, as it is suggested to an editor.
func (n Noun) Tanwin() string {
	acc := n.Accusative()
	if stem, ok := strings.CutSuffix(acc, "ا"); ok && acc != n.Singular {
		return stem + "ًا"
	}
	return acc
}

// Dual gives the dual, in the nominative and after a preposition.
func (n Noun) Dual() (nominative, oblique string) {
	stem := n.Singular
	if s, ok := strings.CutSuffix(stem, "ة"); ok {
		stem = s + "ت"
	} else if s, ok := strings.CutSuffix(stem, "ى"); ok {
		stem = s + "ي"
	} else if n.isCut() {
		stem += "ي"
	}
	return stem + "ان", stem + "ين"
}

// isCut tells the nouns that lose their ي where they are indefinite: قاض، محام، ناد.
func (n Noun) isCut() bool {
	return n.Singular == "قاض" || n.Singular == "محام" || n.Singular == "ناد"
}
