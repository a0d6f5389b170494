package check

import (
	"strings"
	"sync"
)

// repeated finds a word that stands twice in a row. Names do so rightly (بطرس
// بطرس غالي), and songs and slogans on purpose: so only particles count, and in
// a line as long as a sentence words with an article or a ta marbuta.
func repeated(p *pass) {
	for n := 1; n < len(p.words); n++ {
		w, v := p.words[n-1], p.words[n]
		if w.to-w.from != v.to-v.from || w.has != v.has || w.has&hasArabic == 0 || w.block != v.block || w.has&isPart != 0 {
			continue
		}
		s := p.of(w)
		if s != p.of(v) || strings.Trim(p.text[w.to:v.from], " \n") != "" || letters(s) < 2 || mayRepeat(s) || p.isMeant(n) {
			continue
		}
		if isParticle(bare(s, w.has)) {
			p.fix(int(w.to), int(v.to), "", s)
		} else if letters(s) > 3 && (hasArticle(s) || strings.HasSuffix(s, "ة")) {
			p.say(int(v.from), int(v.to), s)
		}
	}
}

// isParticle tells a particle, perhaps with «و» before it.
func isParticle(s string) bool { return particles[s] || particles[strings.TrimPrefix(s, "و")] }

// isMeant tells a word that is repeated on purpose: three times, in a name
// between quotes, in letters that spell one (بي بي سي), in a short line.
func (k *ink) isMeant(n int) bool {
	w, v := k.words[n-1], k.words[n]
	b := &k.blocks[v.block]
	return k.thrice(n) || isQuote(b.before(int(w.from))) || isQuote(b.after(int(v.to))) || k.spells(n) || !isParticle(k.of(v)) && k.wordsOfLine(v) < 10
}

func isQuote(r rune) bool { return r != 0 && strings.ContainsRune("\"'«»“”‘’", r) }

// spells tells a word that is, or stands beside, the name of a Latin letter.
func (k *ink) spells(n int) bool {
	for i := max(0, n-2); i <= n+1 && i < len(k.words); i++ {
		s := k.of(k.words[i])
		if i != n && i != n-1 {
			s = strings.TrimPrefix(strings.TrimPrefix(s, "و"), "ب")
		} else if particles[s] {
			continue
		}
		if latinLetters[s] {
			return true
		}
	}
	return false
}

// wordsOfLine counts the words of the line that a word stands in.
func (k *ink) wordsOfLine(w word) int {
	b := &k.blocks[w.block]
	from, to := b.from, b.to
	if i := strings.LastIndexByte(k.text[b.from:w.from], '\n'); i >= 0 {
		from = b.from + i
	}
	if i := strings.IndexByte(k.text[w.to:b.to], '\n'); i >= 0 {
		to = int(w.to) + i
	}
	return len(strings.Fields(k.text[from:to]))
}

// thrice tells a word said three times: that is meant.
func (k *ink) thrice(n int) bool {
	s := k.of(k.words[n])
	return n+1 < len(k.words) && k.of(k.words[n+1]) == s || n > 1 && strings.HasSuffix(k.of(k.words[n-2]), strings.TrimPrefix(strings.TrimPrefix(s, "و"), "ال"))
}

func mayRepeat(s string) bool {
	return doubles[bare(s, hasMark)] || strings.HasSuffix(s, "ً") || strings.HasSuffix(s, "ًا")
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// misspelt finds words of a closed list: those that are never right.
func misspelt(p *pass) {
	list := misspellings()
	for n, w := range p.words {
		if w.has&^(hasArabic|hasMark) != 0 || !list.mayHold(p.of(w)) {
			continue
		}
		s := p.of(w)
		right, ok := list.words[s]
		guess, open := strings.CutPrefix(right, "?")
		switch {
		case !ok:
		case open:
			p.say(int(w.from), int(w.to), s, guess)
		case right != "":
			p.fix(int(w.from), int(w.to), right, s, right)
		case p.followed(n, "الله"):
			p.say(int(w.from), int(w.to), s+" الله", "إن شاء الله")
		}
	}
}

// followed tells whether the next word is one.
func (k *ink) followed(n int, by string) bool {
	return n+1 < len(k.words) && k.words[n+1].block == k.words[n].block && k.of(k.words[n+1]) == by && k.text[k.words[n].to:k.words[n+1].from] == " "
}

// misspellings are the words of wrongWords with the prefixes that they take,
// and the two that are wrong before «الله», which nothing mends.
var misspellings = sync.OnceValue(func() *lexicon[string] {
	all := map[string]string{"انشاء": "", "إنشاء": ""}
	for line := range strings.SplitSeq(strings.TrimSpace(wrongWords), "\n") {
		entry := strings.Fields(line)
		wrong, right := entry[0], entry[1]
		all[wrong] = right
		if len(entry) > 2 || strings.HasPrefix(right, "?") {
			continue
		}
		for _, prefix := range [...]string{"و", "ف"} {
			all[prefix+wrong] = prefix + right
		}
	}
	return newLexicon(all)
})

// wrongHamza finds a hamza on the alef of a verbal noun of the forms VII, VIII
// and X, or of اسم and امرأة: their alef has none.
func wrongHamza(p *pass) {
	stems := hamzaless()
	n := 0
	for at := 0; n < len(p.words); {
		i := strings.Index(p.text[at:], "إ")
		if i < 0 {
			return
		}
		at += i
		for n < len(p.words) && int(p.words[n].to) <= at {
			n++
		}
		if n == len(p.words) || int(p.words[n].from) > at {
			at += len("إ")
			continue
		}
		w := p.words[n]
		s, i := p.of(w), at-int(w.from)
		rest := bare(s[i+len("إ"):], w.has)
		if w.has&(hasLatin|hasForeign|isPart) == 0 && isPrefix(bare(s[:i], w.has)) && (stems[rest] || hasStem(stems, rest)) {
			p.fix(at, at+len("إ"), "ا", s, s[:i]+"ا"+s[i+len("إ"):])
		}
		at = int(w.to)
	}
}

func isPrefix(s string) bool { return s == "" || nounPrefixes[s] }

func hasStem(stems map[string]bool, s string) bool {
	for _, suffix := range nounSuffixes {
		if stem, ok := strings.CutSuffix(s, suffix); ok && stems[stem] {
			return true
		}
	}
	return false
}

var hamzaless = sync.OnceValue(func() map[string]bool { return setOf(hamzalessNouns) })
