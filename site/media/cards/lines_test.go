package cards

import (
	"image"
	"image/color"
	"math"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"warraq/site"
)

// bidiHeadlines are those of package bidi, without the marks of their test.
func bidiHeadlines(t *testing.T) (out []string) {
	t.Helper()
	text, err := os.ReadFile("../../arabic/bidi/testdata/headlines.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if line = marked.ReplaceAllString(strings.TrimSpace(line), "$2"); line != "" {
			out = append(out, line)
		}
	}
	if len(out) < 100 {
		t.Fatalf("only %d headlines", len(out))
	}
	return out
}

// cheapest tries every way to break words into so many lines, and gives the least cost.
func cheapest(p *paragraph, from, lines int, width float64) float64 {
	start := 0
	if from > 0 {
		start = p.words[from-1]
	}
	if from == len(p.words) || lines == 0 {
		if from == len(p.words) && lines == 0 {
			return 0
		}
		return math.Inf(1)
	}
	least := math.Inf(1)
	for to := from + 1; to <= len(p.words); to++ {
		l := p.line(start, p.words[to-1])
		if l.width > width {
			break
		}
		least = min(least, p.cost(l, width, to == len(p.words), to-from)+cheapest(p, to, lines-1, width))
	}
	return least
}

// Lines are the fewest, and of those the best that there are: all others were tried.
func TestNoOtherLinesAreBetter(t *testing.T) {
	d, tried := drawerOf(), 0
	for _, title := range bidiHeadlines(t) {
		p := d.shape(&d.bold, title, "ar")
		if len(p.words) < 3 || len(p.words) > 12 {
			continue
		}
		for _, width := range []float64{8, 12, 18} {
			lines, ok := p.lines(width, mostLines)
			fewest := 1
			for fewest <= mostLines && math.IsInf(cheapest(p, 0, fewest, width), 1) {
				fewest++
			}
			if ok != (fewest <= mostLines) || ok && len(lines) != fewest {
				t.Errorf("%s at %v em: %d lines, %v; %d are enough", title, width, len(lines), ok, fewest)
				continue
			}
			if !ok {
				continue
			}
			tried++
			cost, words := 0.0, 0
			for i, l := range lines {
				n := len(strings.Fields(string(p.text[l.from:l.to])))
				words += n
				cost += p.cost(l, width, i == len(lines)-1, n)
			}
			if least := cheapest(p, 0, fewest, width); cost > least+1e-6 && words == len(p.words) {
				t.Errorf("%s at %v em: lines of cost %.4f, the best are of %.4f", title, width, cost, least)
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d ways of breaking were tried", tried)
	}
}

// A line ends neither in a word or number that leans on the next one, nor begins with a sign
// that parts what is said.
func TestWhereALineMayEnd(t *testing.T) {
	d := drawerOf()
	for _, title := range []string{
		"مباشر | تغطية مستمرة: غارات على الضاحية – ثلاثة قتلى – نزوح مئات العائلات",
		"مجلس النواب يقر الموازنة العامة للدولة في جلسة المساء بأغلبية 84 صوتًا من أصل 130",
		"صور من موسم قطاف الزيتون في القرى الجبلية - تقرير من الميدان عن سنة بلا مطر",
	} {
		p := d.shape(&d.bold, title, "ar")
		for width := 10.0; width < 16; width += 0.5 {
			lines, _ := p.lines(width, mostLines)
			for i, l := range lines {
				words := strings.Fields(string(p.text[l.from:l.to]))
				first, last := words[0], words[len(words)-1]
				if i > 0 && strings.Contains("–|-", first) || i < len(lines)-1 && len(words) > 1 && strings.Contains(" على من عن في 84 ", " "+last+" ") {
					t.Errorf("%s at %v em: a line is %q", title, width, words)
				}
			}
		}
	}
}

// A headline that has room is drawn whole, word for word; one that has none is its beginning,
// up to a word, and an ellipsis.
func TestNoWordOfAHeadlineIsLost(t *testing.T) {
	d := drawerOf()
	for _, title := range bidiHeadlines(t) {
		clean, whole := d.bold.words(title)
		if !whole || clean == "" {
			continue
		}
		for _, b := range []box{{1080, 372, 108, 46, mostLines, false}, {500, 90, 60, 40, 2, false}} {
			p := d.shape(&d.bold, clean, "ar")
			if p.fit(b) != nil {
				size := p.fit(b).size
				lines, _ := p.lines(float64(b.width)/size, b.lines)
				var words []string
				for _, l := range lines {
					words = append(words, string(p.text[l.from:l.to]))
				}
				bare := strings.NewReplacer(" ", "", "–", "-", "−", "-").Replace // dashes of ranges, and minus signs
				if got := strings.Join(words, " "); bare(got) != bare(clean) {
					t.Errorf("%s is drawn as %s", clean, got)
				}
				continue
			}
			s := d.fit(&d.bold, clean, "ar", b)
			if len(s.lines) == 0 || len(s.lines) > b.lines || s.height() > float64(b.height) {
				t.Errorf("%s without room: %d lines, %.0f high", clean, len(s.lines), s.height())
			}
		}
	}
}

// One text in any of Unicode's forms is one card (UAX #15).
func TestTheFormOfATextChangesNothing(t *testing.T) {
	d := drawerOf()
	for _, title := range bidiHeadlines(t) {
		want, _ := d.bold.words(title)
		for name, form := range map[string]norm.Form{"NFC": norm.NFC, "NFD": norm.NFD} {
			if got, _ := d.bold.words(form.String(title)); got != want {
				t.Errorf("%s in %s is %q, want %q", title, name, got, want)
			}
		}
	}
}

// The contrast of two colours is WCAG's (2.2, relative luminance): the pairs and their figures
// are those of its own documents and of WebAIM.
func TestContrastIsThatOfWCAG(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#777777", "#ffffff", 4.48}, {"#767676", "#ffffff", 4.54}, {"#949494", "#ffffff", 3.03},
		{"#ff0000", "#ffffff", 4.00}, {"#0000ff", "#ffffff", 8.59}, {"#008000", "#ffffff", 5.14}, {"#ffff00", "#000000", 19.56}, {"#f00", "#fff", 4.00},
	} {
		a, okA := parseColour(c.a)
		b, okB := parseColour(c.b)
		if got := contrast(a, b); !okA || !okB || math.Abs(got-c.want) > 0.006 || got != contrast(b, a) {
			t.Errorf("%s on %s has a contrast of %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
	for _, name := range []string{"", "#", "#12", "#12345", "#1234567", "#ggg", "red", "123456"} {
		if c, ok := parseColour(name); ok {
			t.Errorf("%q is the colour %v", name, c)
		}
	}
	if c, _ := parseColour("#0b6e4f"); c != (color.RGBA{0x0b, 0x6e, 0x4f, 255}) {
		t.Errorf("#0b6e4f is %v", c)
	}
}

// The pictures that a card asks for have the size of their boxes: the lead where a story has
// one, the author's face where it is opinion, none where a paper hides it, none too large.
func TestTheSizesOfACardsPictures(t *testing.T) {
	lead, face := site.Pixels{Stem: "l"}, site.Pixels{Stem: "f"}
	for _, look := range []string{"", "photo", "صورة", "colour", "no such look"} {
		for name, c := range map[string]struct {
			card       site.SocialCard
			lead, face bool
		}{
			"words alone": {site.SocialCard{Title: "خبر"}, false, false},
			"a picture":   {site.SocialCard{Title: "خبر", Picture: lead}, true, false},
			"a face":      {site.SocialCard{Title: "رأي", Portrait: face, Opinion: true}, false, true},
			"no opinion":  {site.SocialCard{Title: "خبر", Portrait: face}, false, false},
		} {
			gotLead, gotFace := Sizes(&c.card, site.CardConfig{Look: look})
			if (gotLead != image.Point{}) != c.lead || (gotFace != image.Point{}) != c.face {
				t.Errorf("%s, look %q: %v, %v", name, look, gotLead, gotFace)
			}
			for part, got := range map[string]image.Point{"picture": gotLead, "face": gotFace} {
				hidden, _ := Sizes(&c.card, site.CardConfig{Look: look, Boxes: []site.CardBox{{Part: part, Hidden: true}}})
				large, other := Sizes(&c.card, site.CardConfig{Look: look, Boxes: []site.CardBox{{Part: part, Width: 9000, Height: 9000}}})
				if part == "face" {
					_, hidden = Sizes(&c.card, site.CardConfig{Look: look, Boxes: []site.CardBox{{Part: part, Hidden: true}}})
					large = other
				}
				if hidden != (image.Point{}) || got != (image.Point{}) && large != image.Pt(site.CardWidth, site.CardHeight) {
					t.Errorf("%s, look %q: hidden %v, too large %v", name, look, hidden, large)
				}
			}
		}
	}
}
