package dictionary

import (
	"strings"

	"warraq/site/check/prose"
)

// way is how a word is misspelt.
type way uint8

const (
	hamza      way = iota + 1 // of the first letter
	seat                      // of the others
	taMarbuta                 // ه for ة, with an article
	possessive                // ه for ة, without: the word may be «his …»
	hehOrTa                   // ة for ه or ت
	maqsura                   // ى for ي, and the other way round
	wawAlef                   // اجتمعو
	nunTanwin                 // مغلقن
	zah                       // ض for ظ, and the other way round
	oneLetter
	glued
)

// absent is the level of a word that the list does not have.
const absent = 2

// workOut says what a word should be, by itself.
func (s *Speller) workOut(word string) verdict {
	r := []rune(word)
	own := s.book.LevelOf([]byte(word))
	known := own > 0
	if right[word] || names[word] || len(r) < shortest || s.joined(word) {
		return verdict{}
	}
	if !known {
		own = absent
		if want := s.unglue(r); want != "" {
			return verdict{want, glued}
		}
	}
	best, level := verdict{}, 0
	try := func(w way, steps int, candidate []rune) {
		text := string(candidate)
		if at := s.book.LevelOf([]byte(text)); at > level && at-own >= steps {
			best, level = verdict{text, w}, at
		}
	}
	for _, c := range []struct {
		of     func(r []rune, try func(steps int, candidate []rune))
		way    way
		absent bool // only for words that the list does not have
	}{
		{s.hamzas, hamza, false}, {hehs, taMarbuta, false}, {s.possessives, possessive, false}, {s.roots, hehOrTa, false}, {tas, hehOrTa, true}, {yehs, maqsura, false},
		{waws, wawAlef, false}, {seats, seat, false}, {dads, zah, false}, {nuns, nunTanwin, true}, {verbal, oneLetter, true},
	} {
		if !c.absent || !known {
			c.of(r, func(steps int, candidate []rune) { try(c.way, steps, candidate) })
		}
	}
	if best.want == "" && !known && len(r) >= longWord && !s.derived(word) {
		letters(r, func(candidate []rune) { try(oneLetter, commonest-absent, candidate) })
	}
	return best
}

// longWord is the shortest in which one letter may be wrong, and commonest the level of
// what it may be wrong for.
const longWord, commonest = 7, 15

// put is r with another letter in a place.
func put(r []rune, at int, by ...rune) []rune {
	out := make([]rune, 0, len(r)+len(by))
	return append(append(append(out, r[:at]...), by...), r[at+1:]...)
}

// hamzas are what else the first letter may be, after prefixes.
func (s *Speller) hamzas(r []rune, try func(int, []rune)) {
	for _, p := range [...]string{"", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "كال", "فال", "ول", "وب"} {
		n := len([]rune(p))
		if len(r) < n+3 || string(r[:n]) != p {
			continue
		}
		switch r[n] {
		case 'ا':
			if s.commands(r[n+1:]) {
				try(8, put(r, n, 'أ'))
				break
			}
			try(2, put(r, n, 'أ'))
			try(2, put(r, n, 'إ'))
			try(3, put(r, n, 'آ'))
		case 'أ':
			if r[n+1] != 'ل' { // or the article would be made of it
				try(5, put(r, n, 'ا'))
			}
			try(7, put(r, n, 'إ'))
		case 'إ':
			if s.isIfal(r, n) {
				break
			}
			try(5, put(r, n, 'ا'))
			try(7, put(r, n, 'أ'))
		case 'آ':
			try(6, put(r, n, 'أ'))
			if r[n+1] != 'ل' {
				try(6, put(r, n, 'ا'))
			}
		}
	}
}

// isIfal says that a word of the list is a noun of what is done, «إفراد», whose letters
// with another hamza are a plural: «أفراد».
func (s *Speller) isIfal(r []rune, n int) bool {
	return len(r) == n+5 && r[n+3] == 'ا' && r[n+1] != 'ن' && r[n+2] != 'د' && // «إنهار», «إزداد» are verbs
		s.book.LevelOf([]byte(string(r))) > 0
}

// commands says that a word without its first alef may be a command, alone or with whom it
// is about: انقل، اكتبه، اسألوا. Its verb without the alef is then commoner than with a
// hamza, as «كتب» is beside «أكتب», and «علن» is not beside «أعلن».
func (s *Speller) commands(r []rune) bool {
	if len(r) < 3 || len(r) > 3 && !commandEnds[string(r[3:])] {
		return false
	}
	verb := string(r[:3])
	own := s.book.LevelOf([]byte(verb))
	return own > 0 && (len(r) == 4 && r[3] == 'ه' || own > s.book.LevelOf([]byte("أ"+verb)))
}

// commandEnds are what a command of three letters may end with.
var commandEnds = prose.Set("ه ها هم ي وا ني وه وها")

func hasArticle(r []rune) bool {
	s := string(r)
	for _, p := range [...]string{"ال", "وال", "بال", "فال", "كال", "لل", "ولل"} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func hehs(r []rune, try func(int, []rune)) {
	if last := len(r) - 1; r[last] == 'ه' && hasArticle(r) {
		try(4, put(r, last, 'ة'))
	}
}

func (s *Speller) possessives(r []rune, try func(int, []rune)) {
	if last := len(r) - 1; r[last] == 'ه' && !hasArticle(r) {
		if c := put(r, last, 'ة'); s.book.LevelOf([]byte(string(r[:last]))) < s.book.LevelOf([]byte(string(c))) { // else it is «his …»: مربعه
			try(5, c)
		}
	}
}

// roots are words whose ه is of the root: مياه. Where a word is left without it, it is
// «his», and ة is another word.
func (s *Speller) roots(r []rune, try func(int, []rune)) {
	last := len(r) - 1
	if r[last] != 'ة' {
		return
	}
	c := put(r, last, 'ه')
	if s.book.LevelOf([]byte(string(r[:last]))) < s.book.LevelOf([]byte(string(c)))-3 {
		try(5, c)
	}
}

func tas(r []rune, try func(int, []rune)) {
	if last := len(r) - 1; r[last] == 'ة' {
		try(6, put(r, last, 'ت'))
	}
}

func yehs(r []rune, try func(int, []rune)) {
	switch last := len(r) - 1; r[last] {
	case 'ى':
		steps := 2
		if !hasArticle(r) {
			steps = 3
			if first := strings.TrimLeft(string(r), "وفس"); strings.ContainsRune("يتنأ", []rune(first)[0]) { // «يروى» is right
				steps = 5
			}
		}
		try(steps, put(r, last, 'ي'))
	case 'ي':
		try(4, put(r, last, 'ى'))
	}
}

func waws(r []rune, try func(int, []rune)) {
	if last := len(r) - 1; r[last] == 'و' && len(r) > 3 {
		try(4, put(r, last, 'و', 'ا'))
	}
}

func nuns(r []rune, try func(int, []rune)) {
	if last := len(r) - 1; r[last] == 'ن' && len(r) > 4 && !strings.ContainsRune("يواهك", r[last-1]) { // which end a dual, a plural or a pronoun
		try(5, put(r, last, 'ا'))
	}
}

func dads(r []rune, try func(int, []rune)) {
	for i, c := range r {
		switch c {
		case 'ض':
			try(8, put(r, i, 'ظ'))
		case 'ظ':
			try(8, put(r, i, 'ض'))
		}
	}
}

// seats are the other places of a hamza within a word.
func seats(r []rune, try func(int, []rune)) {
	const steps, other = 5, 8 // of two seats of a hamza, both may be right: يؤخذ، يأخذ
	for i := 1; i < len(r); i++ {
		switch r[i] {
		case 'أ', 'ؤ', 'ئ', 'ء':
			if r[i-1] == 'ا' && (r[i] != 'ء' && r[i] != 'ئ' || i == len(r)-1 || pronouns[string(r[i+1:])]) {
				if i == len(r)-1 && i > 2 && r[i] == 'ء' {
					try(other, append(put(r[:i], i-1, 'أ'), r[i+1:]...)) // يبداء
				}
				continue // زملاؤه، زملائه، زملاءه: by case
			}
			if r[i] == 'ئ' && r[i-1] == 'ا' && (i == 3 && r[0] == 'ت' || i == 4 && r[1] == 'ت') { // تسائل
				try(steps, put(r, i, 'ء'))
				continue
			}
			for _, c := range [...]rune{'أ', 'ؤ', 'ئ', 'ء', 'إ'} {
				if c != r[i] {
					try(other, put(r, i, c))
				}
			}
			if r[i] == 'ؤ' {
				try(steps, put(r, i, 'و', 'ء'))
				try(steps, put(r, i, 'ؤ', 'و'))
			}
			if r[i] == 'ئ' {
				try(steps, put(r, i, 'ي', 'ء'))
			}
			if r[i] == 'ء' {
				try(other, put(r, i)) // ترأءس
				if r[i-1] == 'ا' {
					try(other, append(put(r[:i], i-1, 'أ'), r[i+1:]...)) // بداءت
				}
			}
		case 'و':
			try(steps, put(r, i, 'ؤ'))
			if i+2 < len(r) && (r[i+1] == 'أ' || r[i+1] == 'ء') {
				try(other, append(put(r[:i+1], i, 'ؤ'), r[i+2:]...)) // الموأتمر
			}
		case 'ا':
			try(steps, put(r, i, 'أ'))
			if i == len(r)-1 {
				try(other, put(r, i, 'ا', 'ء'))
			}
		}
	}
}

// alphabet is what a wrong letter may be.
const alphabet = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإئؤ"

// letters are the words that one letter makes of a word: another one, one more, one
// less, or two that change places.
func letters(r []rune, try func([]rune)) {
	for i := range r {
		if i+1 < len(r) && r[i] != r[i+1] {
			c := put(r, i, r[i+1])
			c[i+1] = r[i]
			try(c)
		}
		if i > 0 {
			try(put(r, i))
		}
		for _, c := range alphabet {
			if c != r[i] && i > 0 {
				try(put(r, i, c))
			}
			try(put(r, i, r[i], c))
		}
	}
}

// unglue parts two words where one ends that can only be last: «إلىالمدينة», or where a
// particle follows a common word: «الوفدفي».
func (s *Speller) unglue(r []rune) string {
	for i := 2; i+3 <= len(r); i++ {
		last := r[i-1]
		if last != 'ى' && last != 'ة' {
			continue
		}
		left, right := string(r[:i]), string(r[i:])
		if s.book.LevelOf([]byte(left)) >= 10 && s.book.LevelOf([]byte(right)) >= 8 {
			return left + " " + right
		}
	}
	word := string(r)
	for _, particle := range [...]string{"في", "على", "إلى", "من", "عن", "التي", "الذي"} {
		if left, ok := strings.CutSuffix(word, particle); ok && len(left) >= 2*4 && hasArticle([]rune(left)) && s.ends(left, particle) {
			return left + " " + particle
		}
		if right, ok := strings.CutPrefix(strings.TrimPrefix(word, "و"), particle); ok && strings.HasPrefix(right, "ال") && len(right) >= 2*5 && s.book.LevelOf([]byte(right)) >= 8 {
			return strings.TrimSuffix(word, right) + " " + right
		}
	}
	return ""
}

// ends says that the first of two words is a common one, and not the stem of a longer one:
// «العالمن» is of «العالم», and «اللاتيفي» an adjective.
func (s *Speller) ends(left, particle string) bool {
	level := s.book.LevelOf([]byte(left))
	return level >= 10 && left != "اللاتي" && s.book.LevelOf([]byte(left+particle[:2])) <= level
}

// joined says that a word is «و» or «ف» and a word that is right: «وأحد» is not «واحد».
func (s *Speller) joined(word string) bool {
	for _, p := range [...]string{"ب", "ل", "ك", "وب", "ول"} {
		if rest, ok := strings.CutPrefix(word, p); ok && (right[rest] || names[rest]) {
			return true
		}
	}
	for _, p := range [...]string{"و", "ف"} {
		if rest, ok := strings.CutPrefix(word, p); ok && len(rest) >= 2*3 && (right[rest] || s.book.LevelOf([]byte(rest)) >= 9 && s.workOut(rest).want == "") {
			return true
		}
	}
	return false
}

// derived says that a word is one of the list with prefixes and endings.
func (s *Speller) derived(word string) bool {
	if _, noun, ok := strings.Cut(word, "ال"); ok && isBareForm(noun) {
		return false
	}
	for _, p := range prefixes {
		rest, ok := strings.CutPrefix(word, p)
		if !ok || len(rest) < 2*3 {
			continue
		}
		for _, e := range endings {
			stem, ok := strings.CutSuffix(rest, e)
			if !ok || len(stem) < 2*2 || e == "" && p == "" || strings.HasPrefix(e, "ي") && strings.HasSuffix(stem, "ي") { // «خارجيية» is not of «خارجي»
				continue
			}
			for _, end := range [...]string{"", "ة", "ى", "ا"} {
				if s.book.Find([]byte(stem+end)) >= 0 {
					return true
				}
			}
		}
	}
	return false
}

// verbal puts the alef into a plural of what is done that lacks it: الانتهكات.
func verbal(r []rune, try func(int, []rune)) {
	if _, noun, ok := strings.Cut(string(r), "ال"); ok && isBareForm(noun) {
		try(5, put(r, len(r)-4, r[len(r)-4], 'ا'))
	}
}

// isBareForm says that a word is a plural in ات of a verb of forms VII, VIII or X, of which
// none is made: «انتخبات», «استثمرات» lack an alef.
func isBareForm(noun string) bool {
	stem, ok := strings.CutSuffix(noun, "ات")
	r := []rune(stem)
	n := len(r)
	return ok && (n == 5 && r[0] == 'ا' && (r[1] == 'ن' || r[2] == 'ت') || n == 6 && strings.HasPrefix(stem, "است")) &&
		!strings.ContainsRune("اية", r[n-2]) && !strings.ContainsRune("اية", r[n-1])
}

var prefixes = []string{"", "و", "ف", "ب", "ل", "ك", "س", "ال", "وال", "بال", "فال", "كال", "لل", "ولل", "وب", "ول", "وس", "وك", "فل", "أ", "ي", "ت", "ن", "وي", "وت", "سي", "ست"}

var endings = []string{"", "ه", "ها", "هم", "هما", "هن", "ك", "كم", "نا", "ني", "ي", "ون", "ين", "ان", "ات", "ة", "ته", "تها", "تهم", "تنا", "ت", "وا", "تم", "اته", "اتها", "اتهم", "ا", "ية",
	"يا", "يين", "يون", "يات", "يه", "يها", "وه", "وها", "تي", "تين", "تان", "و", "يي", "يت"}
