package pasted

import (
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/intake"
	"warraq/site/intake/markup"
	"warraq/site/manuscript"
)

// picture takes the lines of the picture that stands above the story.
func (d *clipping) picture(i int) bool {
	text := d.lines[i].text
	credit, isCredit := cutLabel(text, creditLabels())
	if d.lead != nil && d.lead.caption != "" && d.lead.credit != "" {
		if !isCredit || credit == "" || isPictureMark(text) || !creditNames()[arabic.Fold(d.lead.credit)] {
			return false
		}
		d.lead.caption, d.lead.credit = d.lines[d.lead.at].text, credit // «… - صورة أرشيفية», «تصوير: سمير»
		d.take(i)
		return true
	}
	caption, isCaption := cutLabel(text, captionLabels())
	if next, ok := d.labelAlone(i); ok && (isCredit || isCaption) && !isPictureMark(text) {
		d.take(i)
		i, credit, caption = i+1, next, next
	}
	switch {
	case isPictureMark(text):
		d.drop(i, "علامة صورة", "a picture's mark")
		return true
	case isCredit && credit != "":
		d.leadFigure(i).credit = credit
	case isCaption && caption != "":
		d.leadFigure(i).caption = caption
	case isParagraph(text) && !strings.HasSuffix(text, ")"):
		return false
	default:
		caption, credit, ok := captioned(text)
		if !ok {
			return false
		}
		d.leadFigure(i).caption, d.lead.credit = caption, credit
	}
	d.take(i)
	return true
}

func (d *clipping) leadFigure(i int) *figure {
	if d.lead == nil {
		d.lead = &figure{line: d.lines[i].number, at: i}
	}
	return d.lead
}

// labelAlone recognizes a label that ends in a comma or colon and stands alone: what
// it labels is the next line.
func (d *paste) labelAlone(i int) (next string, ok bool) {
	text := d.lines[i].text
	if i+1 >= len(d.lines) || d.lines[i+1].taken || d.lines[i+1].block != d.lines[i].block || !strings.ContainsAny(text[len(text)-1:], ",:") && !strings.HasSuffix(text, "،") {
		return "", false
	}
	return d.lines[i+1].text, true
}

// The other signs of a credit at a line's end.
var (
	copyright  = markup.Form(`^(.*?)[\s-]*(?:©|\(c\)|\(C\)) ?(.{2,60})$`)
	creditSign = markup.Form(`^(.{4,}?) ?(?:صورة من|الصورة من|تصوير|عدسة): ?(.{2,60})$`)
	creditDash = markup.Form(`^(.{2,}) [-–—] ?([^-–—]{2,40})$`)
)

// captioned reads a picture's line: «caption (credit)», «caption © credit»,
// «caption صورة من: credit», «caption - أرشيفية».
func captioned(text string) (caption, credit string, ok bool) {
	if m := copyright().FindStringSubmatch(text); m != nil {
		return strings.TrimSpace(m[1]), m[2], true
	}
	if m := creditSign().FindStringSubmatch(text); m != nil {
		return strings.TrimRight(strings.TrimSpace(m[1]), ".،"), m[2], true // the stop parts the two
	}
	if cut, ok := strings.CutSuffix(text, ")."); ok && len(strings.Fields(text)) <= 9 { // «caption (credit).»
		text = cut + ")"
	}
	if m := creditDash().FindStringSubmatch(text); m != nil && creditNames()[arabic.Fold(m[2])] {
		return m[1], m[2], true
	}
	caption, credit = manuscript.CutCredit(text)
	n := len(strings.Fields(credit))
	return caption, credit, caption != "" && n > 0 && n <= 6 && (!strings.ContainsAny(credit, ".؟!:") || isCredit(credit))
}

// isCredit recognizes a name that pictures are credited to.
func isCredit(name string) bool {
	for _, part := range intake.CutNames(name) {
		folded := arabic.Fold(part)
		if !agencyNames()[folded] && !creditNames()[folded] {
			return false
		}
	}
	return name != ""
}

// isCaption recognizes a line between paragraphs that is a picture's: it is no
// sentence, and its credit is a known one.
func isCaption(text string) bool {
	caption, credit, ok := captioned(text)
	return ok && caption != "" && len(strings.Fields(text)) <= 25 && (!strings.HasSuffix(caption, ".") || copyright().MatchString(text)) && (isCredit(credit) || creditSign().MatchString(text))
}

// bareFigure reads the picture of a page that marks none: a line with a credit,
// or one that stands twice, as the picture's text and as its caption.
func (d *prose) bareFigure(left []int) (string, int) {
	i := left[0]
	text := d.lines[i].text
	f := figure{line: d.lines[i].number, caption: text}
	if isCaption(text) {
		f.caption, f.credit, _ = captioned(text)
	}
	n := 1
	if len(left) > 1 && d.lines[left[1]].text == text {
		f.alt, n = text, 2
	}
	d.guess(i, text, "عُدّ شرح صورة", "taken for a picture's caption")
	return d.figure(f), n
}

// isBareFigure recognizes such a picture. A line that is said twice among
// others may be a verse: two that stand alone are a picture's.
func (d *prose) isBareFigure(left []int) bool {
	at := d.lines[left[0]]
	if isCaption(at.text) {
		return true
	}
	if len(left) < 2 || d.lines[left[1]].text != at.text || d.lines[left[1]].block != at.block || len(strings.Fields(at.text)) < 2 || !isHeadline(at.text) || isBullet(at.text) {
		return false
	}
	return (left[0] == 0 || d.lines[left[0]-1].block != at.block) && (len(left) == 2 || d.lines[left[2]].block != at.block)
}

// inlineFigure reads «الصورة», the alternative text and the caption below it.
// Of a single line the one with a credit is the caption.
func (d *prose) inlineFigure(left []int) (string, int) {
	mark := left[0]
	f := figure{line: d.lines[mark].number}
	n := 1
	if text, _ := cutLabel(d.lines[mark].text, pictureMarks()); text != "" {
		f.alt = text
	}
	for n < len(left) && n < 3 {
		text := d.lines[left[n]].text
		_, _, hasCredit := captioned(text)
		near := d.lines[left[n]].block == d.lines[mark].block
		if (!near && !hasCredit) || endsSentence(text) && !hasCredit || f.caption != "" && f.alt != "" || isPictureMark(text) {
			break
		}
		if f.caption != "" {
			f.alt = f.caption
		}
		f.caption = text
		n++
	}
	if f.caption == "" && f.alt == "" {
		d.drop(mark, "علامة صورة بلا شرح", "a picture's mark without words")
		return "", 1
	}
	if f.alt == "" {
		if _, _, hasCredit := captioned(f.caption); !hasCredit {
			f.alt, f.caption = f.caption, ""
		}
	}
	d.lines[mark].taken = true
	d.piece.Tell(intake.Dropped, f.line, d.lines[mark].text, site.Say("علامة صورة", "a picture's mark"))
	return d.figure(f), n
}

// labelledFigure reads «صدر الصورة، …» and «التعليق على الصورة، …», whose words
// may stand in the next line.
func (d *prose) labelledFigure(left []int) (string, int) {
	f := figure{line: d.lines[left[0]].number}
	n := 0
	for n < len(left) && (f.credit == "" || f.caption == "") {
		to := &f.credit
		words, ok := cutLabel(d.lines[left[n]].text, creditLabels())
		if !ok {
			to = &f.caption
			words, ok = cutLabel(d.lines[left[n]].text, captionLabels())
		}
		if !ok || *to != "" {
			break
		}
		if next, alone := d.labelAlone(left[n]); words == "" && alone {
			words = next
			n++
		}
		*to = words
		n++
	}
	return d.figure(f), max(1, n)
}

// isLabelledFigure recognizes a line that labels a credit or a caption, with words.
func (d *prose) isLabelledFigure(i int) bool {
	text := d.lines[i].text
	if isLabelled(text, creditLabels()) || isLabelled(text, captionLabels()) {
		return true
	}
	_, isCredit := cutLabel(text, creditLabels())
	_, isCaption := cutLabel(text, captionLabels())
	_, alone := d.labelAlone(i)
	return alone && (isCredit || isCaption)
}

// figure writes a picture whose file is missing.
func (d *prose) figure(f figure) string {
	return "<!-- " + missingPicture.In(d.options.Language()) + " -->\n\n" + markup.PictureMarkdown(d.pictureName(f), f.alt, markup.WithCredit(f.caption, f.credit))
}

func isPictureMark(text string) bool {
	return pictureMarks()[arabic.Fold(strings.Trim(text, " :"))]
}
