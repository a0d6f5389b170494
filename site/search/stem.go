package search

import (
	"strings"
	"unicode/utf8"
)

// ending is a suffix and how many letters must be left before it.
type ending struct {
	text string
	left int
}

// endings are the suffixes that inflect a word, the longest first. Which
// lengths are safe is told by the words that they would spoil: «لبنان»,
// «قانون», «ياسين», «تفاهم», «محاكم» keep theirs.
var endings = []ending{
	{"اتهما", 3}, {"اتهم", 3}, {"اتها", 3}, {"اتنا", 3}, {"اته", 3}, {"تهما", 3}, {"تين", 3}, {"تان", 3}, {"تها", 3}, {"تهم", 3},
	{"تنا", 3}, {"يات", 4}, {"يون", 4}, {"يين", 4}, {"هما", 4}, {"ته", 3}, {"ها", 3}, {"هم", 4}, {"هن", 4}, {"كم", 4}, {"نا", 4},
	{"ات", 3}, {"ون", 4}, {"ين", 4}, {"ان", 4}, {"يه", 4}, {"يا", 4}, {"وا", 3}, {"ه", 3}, {"ي", 4}, {"ا", 4},
}

// stem is the beginning of a base form that its inflections share. Only
// Arabic words are inflected here.
func stem(form string) string {
	if form == "" || form[0] < 0xd8 || form[0] > 0xd9 {
		return form
	}
	for range 3 {
		cut := cutEnding(form)
		if cut == form {
			break
		}
		form = cut
	}
	return form
}

func cutEnding(form string) string {
	letters := len(form) / 2 // Arabic letters are two bytes
	for _, e := range endings {
		if letters-len(e.text)/2 >= e.left && strings.HasSuffix(form, e.text) {
			return form[:len(form)-len(e.text)]
		}
	}
	return form
}

// entry is where a word stands in the dictionary.
type entry struct{ stem, ending string }

// entries are all the stems that a word is found by: its own, that of what is
// left without one-letter prefixes, and those of its broken plurals. lam says
// that the word begins with a preposition's lam for certain («للبحر»).
func entries(base string, lam bool) []entry {
	out := []entry{entryOf(base)}
	if lam {
		out = append(out, entryOf(strings.TrimPrefix(base, "ل")))
	}
	for _, rest := range cuts(base) {
		out = append(out, entryOf(rest))
	}
	for _, e := range out { // «قانونا» is «قانون» with tanwin rather than «our قانو»
		if rest, ok := strings.CutSuffix(e.stem+e.ending, "نا"); ok {
			out = append(out, entryOf(rest+"ن"))
		}
	}
	for _, e := range out[:len(out):len(out)] {
		for _, form := range verbs(e.stem + e.ending) {
			out = append(out, entryOf(form))
		}
	}
	for _, e := range out {
		for _, other := range broken()[e.stem] {
			out = append(out, entryOf(other))
		}
	}
	return out
}

// verbs are the past tense of «he» that a verb of others may be of: «قالت» of «قال»,
// «يهاجم» and «تهاجم» of «هاجم»; and the noun of a short adjective: «بحري» of «بحر».
func verbs(form string) (out []string) {
	letters := len(form) / 2
	if rest, ok := strings.CutSuffix(form, "ا"); ok && letters == 4 { // «عضوا»
		out = append(out, rest)
	}
	if rest, ok := strings.CutSuffix(form, "تي"); ok && letters > 4 && !strings.HasSuffix(rest, "ا") { // «وزارتي الدفاع والخارجية»
		out = append(out, rest+"ه")
	}
	if letters < 4 || nouns()[form] {
		return out
	}
	for _, e := range [...]string{"ين", "ان"} { // «نهرين»
		if rest, ok := strings.CutSuffix(form, e); ok && shortNouns()[rest] {
			out = append(out, rest)
		}
	}
	if rest, ok := strings.CutSuffix(form, "يال"); ok && letters == 6 && strings.HasPrefix(form, "ا") && form[4:6] == "ت" { // «اغتيال» of «اغتيل»
		out = append(out, rest+"يل")
	}
	if rest, ok := strings.CutSuffix(form, "ت"); ok && !strings.HasSuffix(rest, "ا") {
		out = append(out, rest)
	}
	switch rest := form[2:]; {
	case strings.HasPrefix(form, "ي"), strings.HasPrefix(form, "ت") && letters == 5 && strings.HasPrefix(rest[2:], "ا"):
		out = append(out, rest)
	}
	if first := form[:2]; first == "ي" || first == "ت" {
		switch rest := form[2:]; {
		case letters == 4: // «يعلن» of «أعلن»
			out = append(out, "ا"+rest)
		case letters == 5 && (strings.HasPrefix(rest[2:], "ت") || strings.HasPrefix(rest, "ن")): // «يكتشف» of «اكتشف»
			out = append(out, "ا"+rest)
		case strings.HasPrefix(rest, "ست"): // «يستقبل» of «استقبل», «يستقيل» of «استقال»
			out = append(out, "ا"+rest, "ا"+strings.ReplaceAll(rest, "ي", "ا"))
		}
	}
	for _, e := range [...]string{"ي", "يه", "يين", "يون"} {
		if rest, ok := strings.CutSuffix(form, e); ok && len(rest) == 2*3 && !strings.HasPrefix(rest[2:], "ا") {
			out = append(out, rest)
		}
	}
	return out
}

func entryOf(form string) entry {
	s := stem(form)
	return entry{s, form[len(s):]}
}

// cuts are what is left of a form without one-letter prefixes: «و» or «ف»
// first, then a preposition, or «س» before a verb. A preposition is cut from
// long words and short nouns only: «كبير» is no «بئر».
func cuts(form string) []string {
	var out []string
	if rest, ok := cutLetter(form, "وف", 3); ok {
		out = append(out, rest)
		form = rest
	}
	if rest, ok := cutLetter(form, "بلك", 3); ok && (len(rest) > 2*3 || shortNouns()[rest] && !whole()[form]) {
		out = append(out, rest)
	} else if rest, ok := cutLetter(form, "س", 4); ok && strings.ContainsRune("يتن", firstRune(rest)) {
		out = append(out, rest)
	}
	return out
}

func cutLetter(form, letters string, left int) (string, bool) {
	if len(form) < 2*(left+1) || !strings.ContainsRune(letters, firstRune(form)) {
		return "", false
	}
	return form[2:], true
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
