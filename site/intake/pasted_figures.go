package intake

import (
	"fmt"
	"regexp"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/manuscript"
)

// picture takes the lines of the picture that stands above the story.
func (d *clipping) picture(i int) bool {
	if d.lead != nil && d.lead.caption != "" && d.lead.credit != "" {
		return false
	}
	text := d.lines[i].text
	credit, isCredit := cutLabel(text, creditLabels)
	caption, isCaption := cutLabel(text, captionLabels)
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
		d.lead = &figure{line: d.lines[i].number}
	}
	return d.lead
}

var copyright = regexp.MustCompile(`^(.*?)[\s-]*(?:©|\(c\)|\(C\)) ?(.{2,60})$`)

// captioned reads a picture's line: «caption (credit)», «caption © credit».
func captioned(text string) (caption, credit string, ok bool) {
	if m := copyright.FindStringSubmatch(text); m != nil {
		return strings.TrimSpace(m[1]), m[2], true
	}
	caption, credit = manuscript.CutCredit(text)
	n := len(strings.Fields(credit))
	return caption, credit, caption != "" && n > 0 && n <= 6 && !strings.ContainsAny(credit, ".؟!:")
}

// inlineFigure reads «الصورة», the alternative text and the caption below it.
// Of a single line the one with a credit is the caption.
func (d *clipping) inlineFigure(left []int) (string, int) {
	mark := left[0]
	f := figure{line: d.lines[mark].number}
	n := 1
	if text, _ := cutLabel(d.lines[mark].text, pictureMarks); text != "" {
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
	d.piece.note(Dropped, f.line, d.lines[mark].text, site.Say("علامة صورة", "a picture's mark"))
	return d.figure(f), n
}

// labelledFigure reads «صدر الصورة، …» and «التعليق على الصورة، …».
func (d *clipping) labelledFigure(left []int) (string, int) {
	f := figure{line: d.lines[left[0]].number}
	n := 0
	for n < len(left) && n < 2 {
		text := d.lines[left[n]].text
		if credit, ok := cutLabel(text, creditLabels); ok && f.credit == "" {
			f.credit = credit
		} else if caption, ok := cutLabel(text, captionLabels); ok && f.caption == "" {
			f.caption = caption
		} else {
			break
		}
		n++
	}
	return d.figure(f), max(1, n)
}

// figure writes a picture whose file is missing.
func (d *clipping) figure(f figure) string {
	caption := f.caption
	if f.credit != "" {
		caption = strings.TrimSpace(caption + " (" + f.credit + ")")
	}
	title := ""
	if caption != "" {
		title = ` "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(caption) + `"`
	}
	return fmt.Sprintf("<!-- %s -->\n\n![%s](%s%s)", missingPicture(d.options.language()), escape(f.alt, false), d.pictureName(f), title)
}

func isPictureMark(text string) bool {
	return pictureMarks[arabic.Fold(strings.Trim(text, " :"))]
}

