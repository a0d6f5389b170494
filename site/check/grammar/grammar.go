// Package grammar finds the mistakes of grammar that one or two words tell for
// certain: إن and أن after what asks for one of them, verbs after «لم», sound plurals
// in the wrong case, «الغير», the alef after و. Every word that it knows is in
// tables.go; of all others it says nothing. What is said of a hit, and at which
// level, is in package check.
package grammar

import (
	"strings"
	"unicode/utf8"

	"warraq/site/check/prose"
)

// Kind is what is wrong.
type Kind uint8

// The kinds of hits; each is a rule of package check.
const (
	Inna    Kind = iota // قال أن، حيث أن، إلا إن
	Jussive             // لم يستطيع
	Case                // إن المسلمون، من المهندسون، بأخوه
	Agree               // القوات الخاص
	Ghayr               // الغير مدعوين
	Alef                // مهندسوا الشركة، أرجوا
	Nafs                // نفس الشخص
)

// Hit is a mistake, and what should stand there.
type Hit struct {
	From, To int
	Kind     Kind
	Want     string
}

// teacher is at work on one text.
type teacher struct {
	*prose.Text
	hits []Hit
}

// Find gives the mistakes, in the order of the text.
func Find(k *prose.Text) []Hit {
	t := teacher{Text: k}
	if !k.MayHold(prose.InGrammar) {
		return nil
	}
	list := triggers()
	for n, w := range k.Words {
		if !k.MayBe(prose.InGrammar, w) || w.Has&prose.HasArabic == 0 || w.Has&^(prose.HasArabic|prose.HasMark) != 0 {
			continue
		}
		s := k.Of(w)
		if w.Has&prose.HasMark != 0 {
			s = prose.Bare(s, w.Has)
		}
		if list.MayHold(s) {
			if judge := list.Words[s]; judge != nil {
				judge(&t, n, s)
			}
		}
	}
	return t.hits
}

// Knows says that a mistake may begin with a word, which is bare.
func Knows(word string) bool { return triggers().Words[word] != nil }

func (t *teacher) hit(n int, kind Kind, want string) {
	w := t.Words[n]
	t.hits = append(t.hits, Hit{int(w.From), int(w.To), kind, want})
}

// word is the nth word, bare, if a space alone parts it from the one before it; else "".
func (t *teacher) word(n int) string { return t.Next(n - 1) }

// before is the word before the nth, bare; "" where a sign stands between them, or a
// block begins.
func (t *teacher) before(n int) string {
	if n == 0 || t.word(n) == "" {
		return ""
	}
	w := t.Words[n-1]
	return prose.Bare(t.Of(w), w.Has)
}

func letters(s string) int { return utf8.RuneCountInString(s) }

// cutAny cuts the first of some prefixes that a word has.
func cutAny(s string, prefixes ...string) (prefix, rest string) {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return p, rest
		}
	}
	return "", s
}

// afterSaying finds «أن» after قال and its kin: at once, or after who says it.
func afterSaying(t *teacher, n int, _ string) {
	const longest = 6 // words between: «قال وزير الخارجية المصري سامح شكري أن»
	if speaker := t.word(n + 1); isSoundOblique(speaker) {
		t.hit(n+1, Case, strings.TrimSuffix(speaker, "ين")+"ون")
	}
	for i := n + 1; i <= n+1+longest; i++ {
		s := t.word(i)
		if s == "ان" { // without its hamza
			if next := t.word(i + 1); strings.HasPrefix(next, "ال") {
				t.hit(i, Inna, "إن")
			}
			return
		}
		if rest, ok := strings.CutPrefix(s, "أن"); ok && (rest == "" || pronouns[rest]) {
			if next := t.word(i + 1); rest == "" && (next == "" || isPresent(next)) {
				return // «قال أن يذهب»: it is no saying
			}
			t.hit(i, Inna, "إن"+rest)
			return
		}
		if !isSpeaker(s) {
			return
		}
	}
}

// isSpeaker says that a word may name who says something, and takes no «أن» itself.
func isSpeaker(s string) bool {
	if speakers[s] {
		return true
	}
	_, rest := cutAny(s, "ال", "وال")
	return rest != s && letters(rest) > 2 && !takesAn[s]
}

// afterSince finds «أن» after حيث and إذ.
func afterSince(t *teacher, n int, _ string) {
	s := t.word(n + 1)
	rest, ok := strings.CutPrefix(s, "أن")
	if !ok || rest != "" && !pronouns[rest] || t.before(n) == "من" || rest == "" && isPresent(t.word(n+2)) {
		return
	}
	t.hit(n+1, Inna, "إن"+rest)
}

// beforeAn finds «إن» where only «أن» can stand: after إلا، غير، رغم، أكد.
func beforeAn(t *teacher, n int, _ string) {
	s := t.word(n + 1)
	rest, ok := strings.CutPrefix(s, "إن")
	if !ok || rest != "" && !pronouns[rest] {
		return
	}
	if next := t.word(n + 2); rest != "" || strings.HasPrefix(next, "ال") && letters(next) > 4 {
		t.hit(n+1, Inna, "أن"+rest)
	}
}

// afterLam finds a verb in the indicative after «لم».
func afterLam(t *teacher, n int, s string) {
	verb := t.word(n + 1)
	if w := t.Words[n]; !isPresent(verb) || strings.HasSuffix(t.Of(w), "\u064e") { // «لمَ يبدو»: why
		return
	}
	first, size := utf8.DecodeRuneInString(verb)
	stem := verb[size:]
	if !strings.HasSuffix(s, "لن") {
		if short := hollow[stem]; short != "" {
			t.hit(n+1, Jussive, string(first)+short)
			return
		}
		for _, end := range [...]string{"ى", "ي", "و"} {
			if cut, ok := strings.CutSuffix(verb, end); ok && letters(verb) > 3 && !strings.HasSuffix(verb, "ني") && (end != "و" || weakWaw[stem]) && (end != "ي" || first != 'ت' || weakYeh[cut[size:]]) { // «لم تلاحظي»: you
				t.hit(n+1, Jussive, cut)
				return
			}
		}
	}
	if cut, ok := strings.CutSuffix(verb, "ون"); ok && (letters(verb) > 5 || letters(verb) == 5 && first == 'ي') && (first == 'ي' || first == 'ت') && !rootNun[stem] {
		t.hit(n+1, Jussive, cut+"وا")
	}
}

// beforePlural finds a verb of «they» that lost the alef after its و, where only one
// without nun can stand: بأن يستقيلو.
func beforePlural(t *teacher, n int, _ string) {
	s := t.word(n + 1)
	first, size := utf8.DecodeRuneInString(s)
	if (first == 'ي' || first == 'ت') && strings.HasSuffix(s, "و") && letters(s) > 5 && !weakWaw[s[size:]] {
		t.hit(n+1, Alef, s+"ا")
	}
}

// afterInna finds a sound plural in the nominative after إن and its sisters, and as the
// object of a verb that tells who its subject is: رأيت.
func afterInna(t *teacher, n int, s string) {
	beforePlural(t, n, s)
	if s := t.word(n + 1); isSoundPlural(s) {
		t.hit(n+1, Case, strings.TrimSuffix(s, "ون")+"ين")
	}
}

// afterPreposition finds the same after a preposition, and «أخوه» for «أخيه».
func afterPreposition(t *teacher, n int, _ string) {
	s := t.word(n + 1)
	if s == "" || t.Blocks[t.Words[n+1].Block].After(int(t.Words[n+1].To)) == '؟' { // «من أبوك؟»
		return
	}
	if isSoundPlural(s) && t.before(n) != "هم" && t.word(n+2) != "العرب" { // a club is called «المقاولون العرب»
		t.hit(n+1, Case, strings.TrimSuffix(s, "ون")+"ين")
	}
	if want := fiveOblique[s]; want != "" {
		t.hit(n+1, Case, want)
	}
}

// wrongFive finds «بأخوه»: one of the five nouns after a preposition of one letter.
func wrongFive(t *teacher, n int, s string) {
	t.hit(n, Case, s[:2]+fiveOblique[s[2:]])
}

// afterWas finds a sound plural in the accusative as who was: كان اللاعبين غائبين.
func afterWas(t *teacher, n int, _ string) {
	if s := t.word(n + 1); isSoundOblique(s) {
		t.hit(n+1, Case, strings.TrimSuffix(s, "ين")+"ون")
	}
}

// afterMeeting finds it as the object of a verb that is of one who meets another, behind the
// subject: التقى الوزير المهندسون.
func afterMeeting(t *teacher, n int, _ string) {
	subject := t.word(n + 1)
	title, ok := strings.CutPrefix(subject, "ال")
	if !ok || !speakers[title] || isSoundPlural(subject) {
		return
	}
	if s := t.word(n + 2); isSoundPlural(s) {
		t.hit(n+2, Case, strings.TrimSuffix(s, "ون")+"ين")
	}
}

// afterWere finds a sound plural in the nominative as what they were: كانوا متجهون.
func afterWere(t *teacher, n int, _ string) {
	s := t.word(n + 1)
	if stem, ok := strings.CutSuffix(s, "ون"); ok && strings.HasPrefix(s, "م") && letters(stem) > 3 && !notPlural[s] {
		t.hit(n+1, Case, stem+"ين")
	}
}

// isSoundPlural says that a word is a sound plural of people in the nominative, with
// its article. «القانون» is none.
func isSoundPlural(s string) bool {
	stem, ok := strings.CutSuffix(s, "ون")
	return ok && !notPlural[s] && isPeople(stem)
}

// isSoundOblique is the same for other cases.
func isSoundOblique(s string) bool {
	stem, ok := strings.CutSuffix(s, "ين")
	return ok && !notPlural[s] && isPeople(stem)
}

// isPeople says that a sound plural without its ending names people by its shape:
// المسلم، الفلسطيني، اللاعب.
func isPeople(stem string) bool {
	rest, ok := strings.CutPrefix(stem, "ال")
	if !ok {
		return false
	}
	r := []rune(rest)
	switch {
	case len(r) >= 4 && r[0] == 'م' && !strings.HasSuffix(rest, "عا") && !strings.HasSuffix(rest, "ها"):
		return true // «المتعاون» loses its root's nun here
	case len(r) >= 4 && r[len(r)-1] == 'ي':
		return true
	case len(r) == 4 && r[1] == 'ا':
		return true
	}
	return people[rest]
}

// isPresent says that a word begins like a verb in the present.
func isPresent(s string) bool {
	return letters(s) > 2 && (strings.HasPrefix(s, "ي") || strings.HasPrefix(s, "ت") || strings.HasPrefix(s, "ن") || strings.HasPrefix(s, "أ"))
}

// afterGhayr finds «الغير» before what it negates: the article belongs there.
func afterGhayr(t *teacher, n int, s string) {
	next := t.word(n + 1)
	rest := strings.TrimPrefix(next, "ال")
	if letters(rest) < 4 || !strings.HasPrefix(rest, "م") && !negated[rest] && !negated[strings.TrimSuffix(rest, "ة")] || ghayrNoun[rest] {
		return
	}
	prefix := strings.TrimSuffix(s, "الغير")
	t.hits = append(t.hits, Hit{int(t.Words[n].From), int(t.Words[n+1].To), Ghayr, prefix + "غير ال" + rest})
}

// nounWithAlef finds an alef after the و of a noun that another one is joined to.
func nounWithAlef(t *teacher, n int, s string) {
	if next := t.word(n + 1); strings.HasPrefix(next, "ال") && letters(next) > 3 {
		t.hit(n, Alef, strings.TrimSuffix(s, "ا"))
	}
}

// verbWithAlef finds an alef after the و of a root.
func verbWithAlef(t *teacher, n int, s string) {
	if first, _ := utf8.DecodeRuneInString(s); (first == 'ي' || first == 'ت') && (governs[t.before(n)] || t.before(n) == "") {
		return // «لن يدعوا»: they
	}
	t.hit(n, Alef, strings.TrimSuffix(s, "ا"))
}

// beforeAdjective finds a masculine adjective after a feminine plural or noun that
// no other noun can stand before.
func beforeAdjective(t *teacher, n int, s string) {
	noun := t.before(n)
	if !strings.HasPrefix(noun, "ال") || letters(noun) < 6 || !strings.HasSuffix(noun, "ات") && !strings.HasSuffix(noun, "ة") || masculineTa[noun] {
		return
	}
	if b := t.before(n - 1); b != "" && !openers[b] || strings.HasPrefix(t.word(n+1), "ذكر") { // «الأسباب السابق ذكرها»
		return
	}
	if n > 1 && t.word(n-1) == "" && t.Words[n-2].Block == t.Words[n-1].Block {
		if gap := t.Ink[t.Words[n-2].To:t.Words[n-1].From]; strings.ContainsAny(gap, "\x01«\"") {
			return
		}
	}
	t.hit(n, Agree, s+"ة")
}

// afterNafs finds «نفس» before what it stresses.
func afterNafs(t *teacher, n int, s string) {
	next := t.word(n + 1)
	if rest, ok := strings.CutPrefix(next, "ال"); ok && letters(rest) > 2 {
		prefix := strings.TrimSuffix(s, "نفس")
		own := "نفسه"
		if strings.HasSuffix(rest, "ة") || strings.HasSuffix(rest, "ات") {
			own = "نفسها"
		}
		t.hits = append(t.hits, Hit{int(t.Words[n].From), int(t.Words[n+1].To), Nafs, prefix + next + " " + own})
	}
}
