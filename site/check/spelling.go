package check

import (
	"slices"
	"strings"

	"warraq/site/check/prose"
)

// repeated finds a word that stands twice in a row. Names may (بطرس بطرس غالي), and
// songs and slogans do it on purpose. So only particles count, and, in a line as
// long as a sentence, words with an article or a ta marbuta.
func repeated(p *pass) {
	for n := 1; n < len(p.Words); n++ {
		w, v := p.Words[n-1], p.Words[n]
		if w.To-w.From != v.To-v.From || w.Has != v.Has || w.Has&prose.HasArabic == 0 || w.Block != v.Block || w.Has&prose.IsPart != 0 {
			continue
		}
		s := p.Of(w)
		if s != p.Of(v) || strings.Trim(p.Ink[w.To:v.From], " \n") != "" || prose.Letters(s) < 2 || mayRepeat(s) || isMeant(p.Text, n) {
			continue
		}
		if says[s] && !isReligious(p.Text, n) {
			p.say(int(v.From), int(v.To), s)
		} else if isParticle(prose.Bare(s, w.Has)) {
			p.fix(int(w.To), int(v.To), "", s)
		} else if prose.Letters(s) > 3 && hasArticle(s) && !strings.HasSuffix(s, "ي") && s != "والتعليم" { // «الخليجي الخليجي», «التربية والتعليم والتعليم العالي»; without an article it is «each»
			p.say(int(v.From), int(v.To), s)
		}
	}
}

// isParticle says that a word is a particle, perhaps with «و» before it.
func isParticle(s string) bool { return particles[s] || particles[strings.TrimPrefix(s, "و")] }

// isMeant says that a word is repeated on purpose: three times, in a name between
// quotes, in letters that spell one (بي بي سي), in a short line.
func isMeant(k *prose.Text, n int) bool {
	w, v := k.Words[n-1], k.Words[n]
	b := &k.Blocks[v.Block]
	return thrice(k, n) || isQuote(b.Before(int(w.From))) || isQuote(b.After(int(v.To))) || spells(k, n) || !isParticle(k.Of(v)) && !says[k.Of(v)] && wordsOfLine(k, v) < 10
}

// isReligious says that a word stands in a saying of the Prophet: «قال: قال رسول الله».
func isReligious(k *prose.Text, n int) bool {
	for i := max(0, n-8); i < min(len(k.Words), n+8); i++ {
		switch k.Of(k.Words[i]) {
		case "رسول", "الله", "النبي", "الرسول", "نبي":
			return true
		}
	}
	return false
}

func isQuote(r rune) bool { return r != 0 && strings.ContainsRune("\"'«»“”‘’", r) }

// spells says that a word is, or stands beside, the name of a Latin letter.
func spells(k *prose.Text, n int) bool {
	for i := max(0, n-2); i <= n+1 && i < len(k.Words); i++ {
		s := k.Of(k.Words[i])
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
func wordsOfLine(k *prose.Text, w prose.Word) int {
	b := &k.Blocks[w.Block]
	from, to := b.From, b.To
	if i := strings.LastIndexByte(k.Ink[b.From:w.From], '\n'); i >= 0 {
		from = b.From + i
	}
	if i := strings.IndexByte(k.Ink[w.To:b.To], '\n'); i >= 0 {
		to = int(w.To) + i
	}
	return len(strings.Fields(k.Ink[from:to]))
}

// thrice says that a word stands three times.
func thrice(k *prose.Text, n int) bool {
	s := k.Of(k.Words[n])
	return n+1 < len(k.Words) && k.Of(k.Words[n+1]) == s || n > 1 && strings.HasSuffix(k.Of(k.Words[n-2]), strings.TrimPrefix(strings.TrimPrefix(s, "و"), "ال"))
}

func mayRepeat(s string) bool {
	return doubles[prose.Bare(s, prose.HasMark)] || strings.HasSuffix(s, "ً") || strings.HasSuffix(s, "ًا")
}

// misspelt finds words of a closed list: those that are never right.
func misspelt(p *pass) {
	if !p.MayHold(prose.InPhrases) {
		return
	}
	list := misspellings()
	for n, w := range p.Words {
		if !p.MayBe(prose.InPhrases, w) || w.Has&^(prose.HasArabic|prose.HasMark) != 0 || !list.MayHold(p.Of(w)) {
			continue
		}
		s := p.Of(w)
		right, ok := list.Words[s]
		guess, open := strings.CutPrefix(right, "?")
		switch {
		case !ok:
		case open:
			p.say(int(w.From), int(w.To), s, guess)
		case right != "":
			p.fix(int(w.From), int(w.To), right, s, right)
		case followed(p.Text, n, "الله"):
			p.say(int(w.From), int(w.To), s+" الله", "إن شاء الله")
		}
	}
}

// egyptianHamza finds a hamza on ى that papers outside Egypt write on و: مسئول، شئون.
func egyptianHamza(p *pass) {
	if !p.MayHold(prose.InPhrases) {
		return
	}
	list := hamzaOnYeh()
	for _, w := range p.Words {
		if !p.MayBe(prose.InPhrases, w) || w.Has != prose.HasArabic {
			continue
		}
		if s := p.Of(w); list.MayHold(s) && list.Words[s] {
			p.say(int(w.From), int(w.To), s, strings.NewReplacer("ئ", "ؤ", "ء", "ؤ").Replace(s))
		}
	}
}

// inPhrases says that one of the closed lists of this file and of dates.go has a word.
func inPhrases(word string) bool {
	_, wrong := misspellings().Words[word]
	return wrong || hamzaOnYeh().Words[word] || hijriPairs().Words[word] != nil
}

// followed says that the next word is by.
func followed(k *prose.Text, n int, by string) bool {
	return n+1 < len(k.Words) && k.Words[n+1].Block == k.Words[n].Block && k.Of(k.Words[n+1]) == by && k.Ink[k.Words[n].To:k.Words[n+1].From] == " "
}

// wrongHamza finds a hamza on the alef of a verbal noun of forms VII, VIII and X, اسم or امرأة.
func wrongHamza(p *pass) {
	stems := hamzaless()
	n := 0
	for at := 0; n < len(p.Words); {
		i := strings.Index(p.Ink[at:], "إ")
		if i < 0 {
			return
		}
		at += i
		for n < len(p.Words) && int(p.Words[n].To) <= at {
			n++
		}
		if n == len(p.Words) || int(p.Words[n].From) > at {
			at += len("إ")
			continue
		}
		w := p.Words[n]
		s, i := p.Of(w), at-int(w.From)
		rest := prose.Bare(s[i+len("إ"):], w.Has)
		if w.Has&(prose.HasLatin|prose.HasForeign|prose.IsPart) == 0 && isPrefix(prose.Bare(s[:i], w.Has)) && (stems[rest] || hasStem(stems, rest)) {
			p.fix(at, at+len("إ"), "ا", s, s[:i]+"ا"+s[i+len("إ"):])
		}
		at = int(w.To)
	}
}

func isPrefix(s string) bool { return s == "" || nounPrefixes[s] }

func hasStem(stems map[string]bool, s string) bool {
	return slices.ContainsFunc(nounSuffixes, func(suffix string) bool {
		stem, ok := strings.CutSuffix(s, suffix)
		return ok && stems[stem]
	})
}
