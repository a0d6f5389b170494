package search

import (
	"bytes"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"warraq/site/arabic"
)

// appendPlain adds the words of HTML, which Warraq has made.
func appendPlain(out, body []byte) []byte {
	for len(body) > 0 {
		open := bytes.IndexByte(body, '<')
		if open < 0 {
			out = append(out, body...)
			break
		}
		out = append(append(out, body[:open]...), ' ')
		end := bytes.IndexByte(body[open:], '>')
		if end < 0 {
			break
		}
		body = body[open+end+1:]
	}
	if bytes.IndexByte(out, '&') < 0 {
		return out
	}
	return append(out[:0], html.UnescapeString(string(out))...)
}

// nextRaw gives where the next word from i begins and ends, as it is written; the same
// place twice where there is none.
func nextRaw(s []byte, i int) (from, to int) {
	from = -1
	for i < len(s) {
		var inside bool
		b, size := s[i], 1
		switch {
		case b < 0x80:
			inside = wordRunes[b]
		case b&^3 == 0xd8 && i+1 < len(s) && s[i+1]&0xc0 == 0x80: // U+0600 to U+06FF, most of a text
			size, inside = 2, wordRunes[int(b&0x1f)<<6|int(s[i+1]&0x3f)]
		default:
			var r rune
			r, size = utf8.DecodeRune(s[i:])
			inside = isWordRune(r)
		}
		switch {
		case inside && from < 0:
			from = i
		case !inside && from >= 0:
			return from, i
		}
		i += size
	}
	if from < 0 {
		return i, i
	}
	return from, i
}

// wordRunes is isWordRune of the first runes.
var wordRunes = func() (table [0x700]bool) {
	for r := range table {
		table[r] = isWordRune(rune(r))
	}
	return table
}()

func isWordRune(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	if 0x620 <= r && r <= 0x66f {
		return r <= 0x669 || r >= 0x66e
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || unicode.Is(unicode.Cf, r)
}

// word is a word of a text, folded and without its article.
type word struct {
	base string
	stop bool // readers do not search for it; it only keeps its place
	lam  bool // its first letter is a preposition's
}

// readWord gives the word that is written so; a sign may stand for several.
func readWord(raw string, yield func(w word)) {
	folded := arabic.Fold(raw)
	if strings.ContainsRune(folded, ' ') {
		for part := range strings.FieldsSeq(folded) {
			readWord(part, yield)
		}
		return
	}
	if folded == "" {
		return
	}
	if name, ok := strings.CutPrefix(folded, "عبدال"); ok && utf8.RuneCountInString(name) > 2 { // «عبدالناصر», as «عبد الناصر»
		readWord("عبد", yield)
		readWord("ال"+name, yield)
		return
	}
	if number := strings.TrimLeft(folded, "وفبلكا"); number != folded && isDigits(number) { // «و1967»
		folded, raw = number, number
	}
	if isStop(raw, folded) || utf8.RuneCountInString(folded) == 1 && folded[0] > '9' {
		yield(word{base: folded, stop: true})
		return
	}
	base, article := bare(raw, folded)
	yield(word{base: base, lam: strings.HasSuffix(article, "لل")})
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// isStop tells the words that readers do not search for. Folding makes the preposition
// «على» the name «علي», so that one is known by its spelling.
func isStop(raw, folded string) bool {
	if folded == "علي" {
		return strings.HasSuffix(raw, "ى")
	}
	return stopWords()[folded]
}

// articles are «ال» with what may be written before it, the longest first.
var articles = []string{"وبال", "وكال", "فبال", "فكال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال"}

// bare strips the article and what stands before it. «لل» is «ل» with the
// article, whose lam may also be the word's: «للغة» keeps one, which entries
// cuts away like any other prefix. The article has a bare alef: «ألمانيا» has
// none, and where a writer left the hamza out, rootAl knows the commonest.
func bare(raw, folded string) (base, article string) {
	for _, a := range articles {
		rest, ok := strings.CutPrefix(folded, a)
		if !ok {
			continue
		}
		if utf8.RuneCountInString(rest) < 2 || !strings.HasSuffix(a, "لل") && isHamzated(raw) || isRootAl(folded) {
			return folded, ""
		}
		if strings.HasSuffix(a, "لل") {
			rest = "ل" + rest
		}
		return rest, a
	}
	return folded, ""
}

// isHamzated tells whether the first alef of a word carries a hamza or madda.
func isHamzated(raw string) bool {
	i := strings.IndexAny(raw, "اأإآٱ")
	return i >= 0 && !strings.HasPrefix(raw[i:], "ا") && !strings.HasPrefix(raw[i:], "ٱ")
}

func isRootAl(folded string) bool {
	return slices.Contains(rootAl(), strings.TrimLeft(folded, "وفبكل"))
}
