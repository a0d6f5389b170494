// Package pasted makes a draft of the text of a news page, as a person copies it
// from a browser: headline, date, the lead picture's line, buttons and labels of the
// page, paragraphs, pictures, the credit at the end.
//
// There is no markup to go by, only lines. Each step takes the lines that it
// knows, from the surest to the least sure: what follows the story on its page,
// what stands on every page of a site, the story's foot, its head. What nothing
// took is the body. Each line of the input ends in one place: the front matter,
// the body, or a Note that it was dropped.
//
// words.go has the words that newsrooms use; dates.go reads dates.
package pasted

import (
	"cmp"
	"fmt"
	"io"
	"path"
	"sort"
	"strings"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/intake"
	"warraq/site/intake/markup"
	"warraq/site/manuscript"
)

// Reader reads a page's text. It knows no mark of it: it is for what is of no other form,
// and stands last.
var Reader = intake.Reader{Form: "pasted", File: Read}

// Read takes in one page's text.
func Read(file io.ReadSeeker, o intake.Options, take intake.Taker) (*intake.Tally, error) {
	text, err := io.ReadAll(io.LimitReader(file, MostText+1))
	if err != nil {
		return nil, err
	}
	piece, err := Pasted(string(text), o)
	if err != nil {
		return nil, err
	}
	return &intake.Tally{Found: map[string]int{"story": 1}, Taken: map[intake.Kind]int{intake.Story: 1}}, take(piece)
}

// MostText bounds a pasted text, in bytes: the longest story is a hundredth of it.
const MostText = 8 << 20

// Pasted makes a draft of the text of a news page as a person copies it:
// headline, date, the lead picture's line, parts of the page, paragraphs, figures,
// the closing credit. Every line of the input ends in one place: in the front
// matter, in the body, or among what was dropped.
func Pasted(text string, o intake.Options) (intake.Piece, error) {
	if len(text) > MostText {
		return intake.Piece{}, intake.Refuse(0, "النص أكبر من 8 ميغابايت", "the text is larger than 8 MB")
	}
	text, old, err := intake.DecodeText(text)
	if err != nil {
		return intake.Piece{}, err
	}
	d := &paste{options: o, lines: cutLines(text)}
	if old {
		d.piece.Tell(intake.Guessed, 0, "", intake.OldArabic)
	}
	if at := strings.IndexRune(text, utf8.RuneError); at >= 0 {
		intake.TellDamage(&d.piece, 1+strings.Count(text[:at], "\n"), text)
	}
	d.pageEnd()
	d.furniture()
	if len(d.left()) == 0 {
		return intake.Piece{}, intake.Refuse(0, "لا نصّ هنا", "there is no text here")
	}
	c := &clipping{paste: d}
	c.foot()
	c.head()
	c.settle()
	d.piece.Body = (&prose{d}).body()
	return d.piece, nil
}

// paste is a pasted text while it is taken apart: its lines, and the piece that
// they become.
type paste struct {
	options  intake.Options
	lines    []pastedLine
	piece    intake.Piece
	pictures int // whose files are missing, so far
}

// clipping finds the facts of a story in the lines above and below its text.
type clipping struct {
	*paste
	title, standfirst, byline string
	dateline                  string
	section                   string
	agencies, tags            []string
	published, updated        moment
	told                      *moment // that of the date taken last
	lead                      *figure
}

// prose writes the lines that are left as Markdown.
type prose struct{ *paste }

// figure is a picture that the page showed, and the paste did not bring.
type figure struct {
	line                 int
	at                   int // the index of its line
	alt, caption, credit string
}

// pastedLine is a line of the input.
type pastedLine struct {
	number int    // from 1
	block  int    // lines between two blank ones have the same
	text   string // without invisible marks and spaces at its ends
	width  int    // in characters, as pasted
	taken  bool   // it is no longer body
}

// cutLines parts a text at its line ends; blank lines part blocks.
func cutLines(text string) (out []pastedLine) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\u0085", "\n").Replace(text)
	block := 0
	for i, raw := range strings.Split(text, "\n") {
		line := cleanLine(raw)
		if line == "" {
			block++
			continue
		}
		out = append(out, pastedLine{number: i + 1, block: block, text: line, width: utf8.RuneCountInString(line)})
	}
	return out
}

// cleanLine drops what cannot be seen and pages are full of: direction marks,
// soft hyphens, byte order marks. Joiners stay: they shape Persian names.
func cleanLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\u00a0' || r == '\u202f' || r >= '\u2000' && r <= '\u200a':
			return ' '
		case r < ' ' || r >= 0x7f && r < 0xa0, r == '\u00ad', r == '\ufeff', r == '\u200b', r == '\u061c',
			r >= '\u200e' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2060' && r <= '\u206f':
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// left are the indices of the lines that nothing has taken.
func (d *paste) left() (out []int) {
	for i := range d.lines {
		if !d.lines[i].taken {
			out = append(out, i)
		}
	}
	return out
}

// drop takes a line out of the story, and says so.
func (d *paste) drop(i int, ar, en string) {
	d.lines[i].taken = true
	d.piece.Tell(intake.Dropped, d.lines[i].number, d.lines[i].text, site.Words{Ar: ar, En: en})
}

// take gives a line another place than the body.
func (d *paste) take(i int) string {
	d.lines[i].taken = true
	return d.lines[i].text
}

// guess notes what was concluded from a line.
func (d *paste) guess(i int, text, ar, en string) {
	d.piece.Tell(intake.Guessed, d.lines[i].number, text, site.Words{Ar: ar, En: en})
}

// furniture drops what stands on every page of a site and in no story.
func (d *paste) furniture() {
	begun := false
	for i := range d.lines {
		if d.lines[i].taken {
			continue
		}
		d.endMark(i)
		begun = begun || isParagraph(d.lines[i].text)
		text := d.lines[i].text
		headline, leadsAway := cutLabel(text, seeAlsoLabels())
		switch {
		case d.promotion(i):
		case leadsAway:
			d.drop(i, "رابط إلى قصة أخرى", "a link to another story")
			if headline == "" {
				d.seeAlso(i + 1)
			}
		case isFurniture(text):
			d.drop(i, "من عناصر الصفحة لا من القصة", "part of the page, not of the story")
		case !begun && counter().MatchString(arabic.ASCIIDigits(text)):
			d.drop(i, "عدّاد", "a counter")
		case begun && (isInitials(text) || deskNames().MatchString(text) && !d.text(d.after(i)) && !isByline(text)):
			d.drop(i, "أوائل أسماء المحررين", "the desk's initials")
		}
	}
}

// counter is a number of readers or comments that stands alone above the story.
var counter = markup.Form(`^\d{1,3}$`)

// after are the indices of the lines that nothing has taken below one.
func (d *paste) after(i int) []int {
	left := d.left()
	return left[sort.SearchInts(left, i+1):]
}

// endMark cuts «(النهاية)» from the end of an agency's text.
func (d *paste) endMark(i int) {
	const mark = "(النهاية)"
	if text, ok := strings.CutSuffix(d.lines[i].text, mark); ok && text != "" {
		d.lines[i].text = strings.TrimSpace(text)
		d.piece.Tell(intake.Dropped, d.lines[i].number, mark, site.Say("علامة آخر الخبر", "the mark of the text's end"))
	}
}

// promotion drops a list of other stories that the page opens and closes with
// words for those who only hear it: «list 1 of 2» to «end of list», «قصص
// مقترحة» to «نهاية قصص مقترحة».
func (d *paste) promotion(i int) bool {
	name := arabic.Fold(d.lines[i].text)
	end := "نهايه " + name
	if skipped, ok := cutAround(name, "تخطي ", " وواصل القراءه"); ok {
		end = "نهايه " + skipped
	} else if listMark().MatchString(name) {
		end = "end of list"
	}
	for j := i + 1; j < len(d.lines) && j <= i+promotionLines; j++ {
		text := d.lines[j].text
		if said := arabic.Fold(text); said == end || end != "end of list" && said == strings.TrimPrefix(end, "نهايه ")+" نهايه" {
			for k := i; k <= j; k++ {
				if !d.lines[k].taken {
					d.drop(k, "عناوين قصص أخرى", "other stories' headlines")
				}
			}
			return true
		}
		if isParagraph(text) && !isHeadline(text) {
			return false
		}
	}
	return false
}

// promotionLines is the most that such a list has.
const promotionLines = 16

var listMark = markup.Form(`^list(?: \d+)? of \d+`)

func cutAround(s, before, after string) (string, bool) {
	s, ok := strings.CutPrefix(s, before)
	if !ok {
		return "", false
	}
	return strings.CutSuffix(s, after)
}

// seeAlso drops what follows «اقرأ أيضاً»: the other story's picture, where a
// mark tells one, and headlines: those of the label's block, else one line.
func (d *paste) seeAlso(from int) {
	if from < len(d.lines) && isPictureMark(d.lines[from].text) {
		block := d.lines[from].block
		for ; from < len(d.lines) && d.lines[from].block == block; from++ {
			d.drop(from, "صورة قصة أخرى", "another story's picture")
		}
	}
	within := from > 1 && d.lines[from-2].block == d.lines[from-1].block // no blank line tells where the headlines end
	for i := from; i < len(d.lines); i++ {
		text := d.lines[i].text
		if within && i > from || isPictureMark(text) || !isHeadline(text) || i > from && d.lines[i].block != d.lines[from-1].block {
			return
		}
		d.drop(i, "عنوان قصة أخرى", "another story's headline")
	}
}

// settle writes the front matter.
func (d *clipping) settle() {
	o := d.options
	m := &d.piece.Matter
	m.Add("title", d.title)
	m.Add("standfirst", d.standfirst)
	date := d.published
	if date.t.IsZero() { // the day of import is not the story's
		date = moment{t: o.Now.In(o.Location())}
		d.piece.Tell(intake.ToDo, 0, "date", site.Say("لا تاريخ في النص: اكتب date في الملف قبل النشر", "the text has no date: write date into the file before it is published"))
	} else {
		m.Add("date", site.ISO(date.t, date.hasTime))
	}
	if d.updated.t.After(date.t) {
		m.Add("lastmod", site.ISO(d.updated.t, d.updated.hasTime))
	}
	m.Add("draft", true)
	m.Add("authors", intake.People(d.byline))
	m.Add("agencies", d.agencies)
	m.Add("dateline", d.dateline)
	m.Add("tags", d.tags)
	d.piece.Kind = intake.Story
	d.piece.Path = manuscript.StoryPath(d.title, cmp.Or(o.Section, d.section), date.t)
	if d.lead != nil {
		*m = append(*m, manuscript.Pair{Key: "image", Note: missingPicture.In(d.options.Language()), Value: manuscript.Matter{
			{Key: "src", Value: d.pictureName(*d.lead)}, {Key: "alt", Value: d.lead.alt},
			{Key: "caption", Value: d.lead.caption}, {Key: "credit", Value: d.lead.credit},
		}})
	}
}

// missingPicture is the to-do that an editor sees in the file.
var missingPicture = site.Words{Ar: "للإكمال: ضع ملف الصورة بهذا الاسم بجانب القصة", En: "to do: put the picture's file beside the story under this name"}

// pictureName is the name under which the missing picture's file is awaited.
func (d *paste) pictureName(f figure) string {
	d.pictures++
	parts := strings.Split(strings.TrimSuffix(path.Base(d.piece.Path), ".md"), "-")
	name := fmt.Sprintf("%s-%d.jpg", strings.Join(parts[:min(len(parts), 4)], "-"), d.pictures)
	d.piece.Tell(intake.ToDo, f.line, name, site.Say("صورة ناقصة: ضع ملفها بجانب القصة", "a picture is missing: put its file beside the story"))
	return name
}
