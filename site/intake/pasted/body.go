package pasted

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/intake"
	"warraq/site/intake/markup"
	"warraq/site/manuscript"
)

// foot takes what closes a story, below its first paragraph: its tags, its
// sources, the agencies' names.
func (d *clipping) foot() {
	left := d.left()
	for k := len(left) - 1; k > 0 && k > len(left)-8 && d.text(left[:k]); k-- {
		i := left[k]
		text, marks := cutInitials(d.lines[i].text)
		names, isSource := cutLabel(text, sourceLabels())
		sign, isSign := signatureOf(text)
		switch credits := manuscript.Credits(text); {
		case credits != nil:
			d.take(i)
			d.agencies = append(credits, d.agencies...)
			if marks != "" {
				d.piece.Tell(intake.Dropped, d.lines[i].number, marks, site.Say("أوائل أسماء المحررين", "the desk's initials"))
			}
		case isSign && sign.person == "":
			d.take(i)
			d.dateline = sign.place
			d.agency(sign.agency)
		case isSource && isNames(names), areAgencies(text):
			if !isSource {
				names = text
			}
			d.take(i)
			d.agency(intake.CutNames(names)...)
		case d.hashtags(i) || d.tagList(i):
		}
	}
	d.subjects()
}

// subjects takes what stands below the last paragraph without a label: lines of one to three
// words, of which the story has half.
func (d *clipping) subjects() {
	left := d.left()
	from := len(left)
	for from > 0 && isSubject(d.lines[left[from-1]].text) {
		from--
	}
	if len(left)-from < 2 || from < 2 || !endsSentence(d.lines[left[from-1]].text) || !d.text(left[:from]) {
		return
	}
	told := map[string]bool{}
	for _, i := range left[:from] {
		for word := range strings.FieldsSeq(arabic.Fold(d.lines[i].text)) {
			told[bare(strings.Trim(word, " :.،؛؟!«»\"()"))] = true
		}
	}
	known := 0
	for _, i := range left[from:] {
		all := true
		for word := range strings.FieldsSeq(arabic.Fold(d.lines[i].text)) {
			all = all && told[bare(word)]
		}
		if all {
			known++
		}
	}
	if known*2 < len(left)-from {
		return
	}
	for _, i := range left[from:] {
		d.tags = append(d.tags, d.take(i))
		d.guess(i, d.lines[i].text, "عُدّ موضوعًا من موضوعات القصة", "taken for a subject of the story")
	}
}

// bare is a folded word without the conjunction, preposition or article before it.
func bare(word string) string {
	for _, prefix := range []string{"و", "ف", "ب", "ل", "ك", "ال", "ل"} {
		if rest := strings.TrimPrefix(word, prefix); utf8.RuneCountInString(rest) > 2 {
			word = rest
		}
	}
	return word
}

// isSubject recognizes the name of a subject: one to three words of letters and digits.
func isSubject(text string) bool {
	return len(strings.Fields(text)) <= 3 && !strings.ContainsFunc(text, func(r rune) bool {
		return !isLetter(r) && r != ' ' && !arabic.IsDigit(r)
	}) && strings.ContainsFunc(text, isLetter)
}

// text says whether there is a paragraph among lines.
func (d *paste) text(lines []int) bool {
	for _, i := range lines {
		if isParagraph(d.lines[i].text) {
			return true
		}
	}
	return false
}

var initials = markup.Form(`^(?:\p{L}\.\p{L}\.?(?:\p{L}\.?)?[/،, ]*)+ ?\(`)

// cutInitials cuts «م.ق/ع.ج » from before the agencies in brackets.
func cutInitials(text string) (rest, marks string) {
	if m := initials().FindString(text); m != "" {
		return text[len(m)-1:], strings.TrimSpace(m[:len(m)-1])
	}
	return text, ""
}

// pageEnd drops all that follows a label such as «الأكثر قراءة» below the
// story's last paragraph.
func (d *paste) pageEnd() {
	last, paragraphs := -1, 0
	for _, i := range d.left() {
		if paragraphs > 0 && commentForms().MatchString(arabic.Fold(d.lines[i].text)) {
			break
		}
		if isParagraph(d.lines[i].text) {
			paragraphs++
		}
		if isParagraph(d.lines[i].text) || manuscript.Credits(d.lines[i].text) != nil {
			last = i
		}
	}
	ended := false
	for _, i := range d.left() {
		if i > last && last >= 0 {
			label := arabic.Fold(strings.Trim(d.lines[i].text, " :./"))
			ended = ended || endLabels()[label] || endForms().MatchString(label) || commentForms().MatchString(label)
			if ended {
				d.drop(i, "مما يلي القصة في صفحتها", "what follows the story on its page")
			}
		}
	}
}

// hashtags takes a line of nothing but #tags.
func (d *clipping) hashtags(i int) bool {
	words := strings.Fields(d.lines[i].text)
	for _, w := range words {
		if !strings.HasPrefix(w, "#") || utf8.RuneCountInString(w) < 3 {
			return false
		}
	}
	d.take(i)
	for _, w := range words {
		d.tags = append(d.tags, strings.ReplaceAll(strings.Trim(w, "#،,"), "_", " "))
	}
	return true
}

// tagList takes «دلالات» with the names behind it, or in the lines below.
func (d *clipping) tagList(i int) bool {
	names, ok := cutLabel(d.lines[i].text, tagLabels())
	if !ok {
		return false
	}
	if names != "" {
		if !isNames(names) {
			return false
		}
		d.tags = append(d.tags, intake.CutNames(names)...)
		d.take(i)
		return true
	}
	var below []int
	for _, j := range d.left() {
		if j > i {
			if len(strings.Fields(d.lines[j].text)) > 5 {
				return false
			}
			below = append(below, j)
		}
	}
	d.take(i)
	for _, j := range below {
		d.tags = append(d.tags, intake.CutNames(d.take(j))...)
	}
	return true
}

// isNames tells a list of names from a sentence.
func isNames(s string) bool {
	if utf8.RuneCountInString(s) > 200 || strings.ContainsAny(s, "؟!") {
		return false
	}
	for _, name := range intake.CutNames(s) {
		if len(strings.Fields(name)) > 5 {
			return false
		}
	}
	return s != ""
}

// areAgencies recognizes a line of nothing but agencies: «فرانس24/ أ ف ب».
func areAgencies(text string) bool {
	names := intake.CutNames(text)
	for _, name := range names {
		if !agencyNames()[arabic.Fold(name)] {
			return false
		}
	}
	return len(names) > 0
}

// body writes the lines that are left as Markdown.
func (d *prose) body() string {
	var out []string
	left := d.left()
	for k := 0; k < len(left); {
		i := left[k]
		var block string
		n := 1
		switch text := d.lines[i].text; {
		case isPictureMark(text):
			block, n = d.inlineFigure(left[k:])
		case d.isLabelledFigure(i):
			block, n = d.labelledFigure(left[k:])
		case d.isBareFigure(left[k:]):
			block, n = d.bareFigure(left[k:])
		case d.isNumbered(left[k:]):
			block, n = d.numberedList(left[k:])
		case isBullet(text):
			block, n = d.list(left[k:])
		case k > 0 && d.isHeading(left[k:]):
			d.guess(i, text, "عُدّ عنوانًا فرعيًا", "taken for a heading")
			block = "## " + markup.Escape(strings.TrimSuffix(strings.TrimLeft(text, headingMarks), ":"), false)
		default:
			block, n = d.paragraph(left[k:])
		}
		if block != "" {
			out = append(out, block)
		}
		k += n
	}
	return strings.Join(out, "\n\n")
}

// paragraph is one line, or the lines of a block that was wrapped at a width.
func (d *prose) paragraph(left []int) (string, int) {
	n := 1
	for n < len(left) && d.isWrapped(left[n-1], left[n]) {
		n++
	}
	lines := make([]string, n)
	for k, i := range left[:n] {
		lines[k] = markup.Escape(d.lines[i].text, true)
	}
	return strings.Join(lines, "\n"), n
}

// wrapWidth is the least length of a line that was broken because it was full.
const wrapWidth = 45

// isWrapped says whether a line goes on in the next: they stand together, the
// first is full and ends in the middle of a sentence.
func (d *prose) isWrapped(i, j int) bool {
	a, b := d.lines[i], d.lines[j]
	return a.block == b.block && b.number == a.number+1 && a.width >= wrapWidth && a.width <= 110 &&
		!endsSentence(a.text) && !strings.HasSuffix(a.text, ":") && !strings.HasSuffix(a.text, ")") && !isPictureMark(b.text) && !isBullet(b.text)
}

// headingMarks stand before a heading on some pages: «** ممر بديل».
const headingMarks = "#* "

// isHeading recognizes a short line without an end, between paragraphs.
func (d *prose) isHeading(left []int) bool {
	text := strings.TrimLeft(d.lines[left[0]].text, headingMarks)
	if len(left) < 2 || text == "" || len(strings.Fields(text)) > 9 || endsSentence(strings.TrimRight(text, ":؟?")) || strings.Contains(text, "@") || strings.Contains(text, "://") || turn().MatchString(text) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text)
	if !isLetter(first) && !strings.ContainsRune("«\"0123456789", first) {
		return false
	}
	return isParagraph(d.lines[left[1]].text) && !strings.HasSuffix(text, "،") && d.lines[left[0]].block != d.lines[left[1]].block ||
		isParagraph(d.lines[left[1]].text) && utf8.RuneCountInString(text) < wrapWidth && !strings.HasSuffix(text, "،")
}

// turn is the beginning of a question or an answer: «س:».
var turn = markup.Form(`^\p{L}{1,2} ?[:-]`)

// list takes lines that begin with a bullet.
func (d *prose) list(left []int) (string, int) {
	var items []string
	for _, i := range left {
		text := d.lines[i].text
		if !isBullet(text) {
			break
		}
		_, size := utf8.DecodeRuneInString(text)
		items = append(items, "- "+markup.Escape(strings.TrimSpace(text[size:]), true))
	}
	if len(items) == 1 && strings.HasPrefix(d.lines[left[0]].text, "-") {
		return markup.Escape(d.lines[left[0]].text, true), 1 // a dash is not yet a list
	}
	return strings.Join(items, "\n"), len(items)
}

var numbered = markup.Form(`^(\p{Nd}{1,2}) ?[.)–-] ?([\p{L}«"(].*)$`)

// isNumbered recognizes the first of lines that count from one.
func (d *prose) isNumbered(left []int) bool {
	return len(left) > 1 && numberOf(d.lines[left[0]].text) == "1" && numberOf(d.lines[left[1]].text) == "2"
}

func numberOf(text string) string {
	if m := numbered().FindStringSubmatch(text); m != nil {
		return arabic.ASCIIDigits(m[1])
	}
	return ""
}

func (d *prose) numberedList(left []int) (string, int) {
	var items []string
	for n, i := range left {
		number := strconv.Itoa(n + 1)
		if numberOf(d.lines[i].text) != number {
			break
		}
		items = append(items, number+". "+markup.Escape(numbered().FindStringSubmatch(d.lines[i].text)[2], true))
	}
	return strings.Join(items, "\n"), len(items)
}

var bullet = markup.Form(`^(?:[•●▪■◾◆►▶✔✓·‣⁃○]|[-*–] )`)

func isBullet(text string) bool { return bullet().MatchString(text) }

// isParagraph recognizes a line of running text.
func isParagraph(text string) bool {
	n := len(strings.Fields(text))
	return n >= 25 || n >= 9 && endsSentence(text)
}

func endsSentence(text string) bool {
	text = strings.TrimRight(text, "»\"”)'] ")
	return strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "..") || strings.HasSuffix(text, "؟") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "؛")
}

// isHeadline recognizes a line that reads like another story's title.
func isHeadline(text string) bool {
	n := len(strings.Fields(text))
	return n <= 18 && (n < 9 || !strings.HasSuffix(text, "."))
}

// inNoName are words that stand in lines of two to five words, and in no name.
var inNoName = map[string]bool{"من": true, "إلى": true, "الى": true, "في": true, "على": true, "عن": true, "مع": true, "بعد": true, "قبل": true}

// isName recognizes two to five words of letters alone.
func isName(text string) bool {
	words := strings.Fields(text)
	if len(words) < 2 || len(words) > 5 {
		return false
	}
	for _, w := range words {
		if inNoName[w] || strings.ContainsFunc(w, func(r rune) bool {
			return !isLetter(r) && r != '.' && r != '-' && r != '\'' || strings.ContainsRune("،؛؟«»…", r)
		}) {
			return false
		}
	}
	return true
}

// cutLabel cuts a label and the sign behind it from a line.
func cutLabel(text string, labels map[string]bool) (rest string, ok bool) {
	if labels[arabic.Fold(strings.Trim(text, " :،,"))] {
		return "", true
	}
	for i, r := range text {
		if i > 60 {
			break
		}
		if r == ':' || r == '،' || r == ',' {
			if labels[arabic.Fold(strings.TrimSpace(text[:i]))] {
				return strings.TrimSpace(text[i+utf8.RuneLen(r):]), true
			}
		}
	}
	return "", false
}

func isLabelled(text string, labels map[string]bool) bool {
	rest, ok := cutLabel(text, labels)
	return ok && rest != ""
}

func isFurniture(text string) bool {
	folded := arabic.Fold(strings.Trim(text, " :.،|-–+»«›‹>"))
	if folded == "" && utf8.RuneCountInString(text) <= 2 || furnitureLines()[folded] || endLabels()[folded] {
		return true
	}
	return furnitureForms().MatchString(arabic.Fold(text))
}

// isInitials recognizes a line of single letters that is no agency's name: «ف ع / م ن
// ف», the desk's below an agency's text.
func isInitials(text string) bool { return deskInitials().MatchString(text) && !areAgencies(text) }

// deskNames are editors of an agency by their first names: «عاصم/ريم».
var deskNames = markup.Form(`^\p{L}{2,12} ?/ ?\p{L}{2,12}(?: ?/ ?\p{L}{2,12})?$`)

var deskInitials = markup.Form(`^\p{L}(?:[ .]\p{L}){1,4}\.?(?: ?/ ?\p{L}(?:[ .]\p{L}){0,4}\.?)+$|^\p{L}(?: \p{L}){2,4}$`)

// lineSet is a set of lines or words, as they are compared: folded, and without
// the signs at their ends. It is made when it is first asked for.
func lineSet(lines ...string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := make(map[string]bool, len(lines))
		for _, l := range lines {
			set[arabic.Fold(strings.Trim(l, " :.،|-–+»«›‹>"))] = true
		}
		return set
	})
}
