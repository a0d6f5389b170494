package cards

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/media/encode"
)

// plain is a picture of one colour.
func plain(size image.Point, c color.RGBA) image.Image {
	if size.X == 0 {
		return nil
	}
	img := image.NewRGBA(image.Rectangle{Max: size})
	(&canvas{RGBA: img}).fill(img.Rect, c)
	return img
}

var white = color.RGBA{255, 255, 255, 255}

// hard are Views that are hard to draw well.
func hard() map[string]site.SocialCard {
	base := site.SocialCard{
		Lang: "ar", Paper: "المرقاب", Host: "example.org", Section: "سياسة", Date: "23 تشرين الثاني 2026", Judged: "الحكم:", Colour: "#9b1c31",
	}
	all := map[string]site.SocialCard{}
	with := func(name, title string, change func(c *site.SocialCard)) {
		c := base
		c.Title = title
		if change != nil {
			change(&c)
		}
		all[name] = c
	}
	with("long", strings.Repeat("مجلس الوزراء يقر خطة إصلاح المياه والكهرباء في المحافظات الجنوبية ويؤجل النظر في الموازنة ", 3), nil)
	with("tashkeel", "«وَلَا تَحْسَبَنَّ الَّذِي فَاتَ قَدْ ضَاعَ»: دِيوَانٌ جَدِيدٌ لِلشَّاعِرَةِ", nil)
	with("Latin", "OpenAI تطلق GPT-5.2 وApple، Google و Meta أمام المحكمة: غرامة $85 مليون", nil)
	with("score", "الأهلي يفوز على الزمالك 3-2 ويبلغ نهائي كأس 2025-2026", nil)
	with("quotes", "وزيرة المياه: «لن ينقطع الماء عن أي بيت هذا الصيف»", func(c *site.SocialCard) { c.Kicker, c.Byline = "مقابلة", "نادر الصيرفي" })
	with("emoji", "🔥🔥 مفاجأة 👨\u200d👩\u200d👧\u200d👦 الموسم 3\ufe0f\u20e3 أهداف 🇪🇬 في عشر دقائق ❤\ufe0f", func(c *site.SocialCard) { c.Kicker, c.Urgent = "عاجل", true })
	with("word", "غزة", nil)
	with("opinion", "لماذا نخاف من المدينة حين تهدأ؟", func(c *site.SocialCard) {
		c.Opinion, c.Byline, c.Role, c.Portrait = true, "هالة المرعشي", "كاتبة", site.Pixels{Stem: "/media/a"}
	})
	with("fact-check", "هل تلوثت مياه السد؟ ما الذي تقوله الصورة المتداولة", func(c *site.SocialCard) { c.Verdict = "مضلل" })
	with("photo", "ليلة الفوانيس تعود إلى المدينة القديمة بعد غياب ثلاث سنوات", func(c *site.SocialCard) { c.Picture = site.Pixels{Stem: "/media/a"} })
	with("section", "", func(c *site.SocialCard) { c.Tagline = "عينٌ على القريب والبعيد" })
	with("paper", "", func(c *site.SocialCard) { c.Section = "" })
	with("English", "Water minister: “no house will go without water” this summer, 3-2", func(c *site.SocialCard) { c.Lang = "en" })
	with("other letters", "新聞", nil)
	return all
}

func drawn(t *testing.T, c site.SocialCard, config site.CardConfig) image.Image {
	t.Helper()
	lead, portrait := Sizes(&c, config)
	data, err := Draw(&c, config, Pictures{Lead: plain(lead, white), Portrait: plain(portrait, white)})
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > encode.MostJPEG {
		t.Errorf("it has %d bytes", len(data))
	}
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil || img.Bounds().Size() != image.Pt(1200, 630) {
		t.Fatalf("it is %v, %v", img.Bounds(), err)
	}
	return img
}

// Each look draws each card in its size and weight; no words stand in the rows that some
// networks cut off.
func TestHardCards(t *testing.T) {
	for _, look := range site.CardLooks {
		for name, c := range hard() {
			img := drawn(t, c, site.CardConfig{Look: look[0]})
			if c.Picture.Stem != "" {
				continue
			}
			for _, y := range []int{2, 8, 13, 617, 622, 628} {
				r0, g0, b0, _ := img.At(5, y).RGBA()
				for x := 5; x < 1200; x += 3 {
					r, g, b, _ := img.At(x, y).RGBA()
					if far(r, r0)+far(g, g0)+far(b, b0) > 60<<8 {
						t.Errorf("%s, %s: there is something at %d, %d", look[1], name, x, y)
						break
					}
				}
			}
		}
	}
}

func far(a, b uint32) uint32 { return max(a, b) - min(a, b) }

// The same View is the same file, whoever draws it and whenever.
func TestCardsAreTheSame(t *testing.T) {
	var wg sync.WaitGroup
	for name, c := range hard() {
		want, err := Draw(&c, site.CardConfig{}, Pictures{})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			wg.Go(func() {
				if got, err := Draw(&c, site.CardConfig{}, Pictures{}); err != nil || !bytes.Equal(got, want) {
					t.Errorf("%s is drawn otherwise: %v", name, err)
				}
			})
		}
	}
	wg.Wait()
}

// What an edition changes is seen: colours, places, a logo.
func TestOwnDesign(t *testing.T) {
	c := hard()["word"]
	config := site.CardConfig{
		Look: "paper", Colours: site.CardColours{Ground: "#103050"},
		Boxes: []site.CardBox{{Part: "band", Top: 300, Colour: "#00ff00"}, {Part: "rule", Hidden: true}, {Part: "headline", On: "words", Start: 900, Width: 240}},
	}
	img := drawn(t, c, config)
	near := func(x, y int, want color.RGBA) bool {
		r, g, b, _ := img.At(x, y).RGBA()
		return far(r, uint32(want.R)<<8)+far(g, uint32(want.G)<<8)+far(b, uint32(want.B)<<8) < 24<<8
	}
	if !near(600, 600, color.RGBA{0x10, 0x30, 0x50, 255}) || !near(600, 313, color.RGBA{0, 255, 0, 255}) || !near(600, 138, color.RGBA{0x10, 0x30, 0x50, 255}) {
		t.Error("the ground, the band or the rule is not as the settings say")
	}
	if !near(1100, 360, color.RGBA{0x10, 0x30, 0x50, 255}) {
		t.Error("the headline is where the look has it")
	}
	logo := plain(image.Pt(100, 50), color.RGBA{200, 0, 0, 255})
	data, err := Draw(&c, site.CardConfig{}, Pictures{Logo: logo})
	if err != nil {
		t.Fatal(err)
	}
	if img, err = jpeg.Decode(bytes.NewReader(data)); err != nil || !near(1090, 90, color.RGBA{200, 0, 0, 255}) {
		t.Errorf("the logo is not in the place of the name: %v", err)
	}
}

// White words can be read on any photograph, and any section's colour under them.
func TestContrast(t *testing.T) {
	for _, ground := range []string{"#ffffff", "#000", "#ffe600", "#9b1c31", "#808080", "#0b6e4f"} {
		for _, ink := range []string{"#ffffff", "#1b1714", "#9b1c31", "#ffe600", "#808080"} {
			g, _ := parseColour(ground)
			i, _ := parseColour(ink)
			if c := contrast(legible(i, g), g); c < 4.5 {
				t.Errorf("%s on %s has a contrast of %.2f", ink, ground, c)
			}
		}
	}
	c := hard()["photo"]
	img := drawn(t, c, site.CardConfig{Look: "photo"}) // on white
	for _, y := range []int{60, 110, 420, 540, 612} {
		r, g, b, _ := img.At(30, y).RGBA() // beside the words
		if got := contrast(white, color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}); got < 4.5 {
			t.Errorf("at %d white words have a contrast of %.2f", y, got)
		}
	}
	if _, ok := parseColour("red"); ok {
		t.Error("red is in hex")
	}
}

// A title in letters that the fonts lack leaves the card to the section's name.
func TestOtherLetters(t *testing.T) {
	c := hard()["other letters"]
	other := c
	other.Title = "пожар"
	a, b := drawn(t, c, site.CardConfig{}), drawn(t, other, site.CardConfig{})
	ink := 0
	for x := 60; x < 1140; x += 2 {
		for y := 200; y < 540; y += 2 {
			r, _, _, _ := a.At(x, y).RGBA()
			if s, _, _, _ := b.At(x, y).RGBA(); r != s {
				t.Fatalf("two titles that cannot be drawn differ at %d, %d", x, y)
			}
			if r < 0x4000 {
				ink++
			}
		}
	}
	if ink < 500 {
		t.Error("the card is empty")
	}
}

func drawerOf() *drawer { return drawers.Get().(*drawer) }

// Unicode's emoji, presentation forms and marks, as they come in headlines.
func TestWords(t *testing.T) {
	d := drawerOf()
	for in, want := range map[string]string{
		"🔥 خبر 🔥":                 "خبر",
		"3\ufe0f\u20e3 أهداف":     "3 أهداف",
		"👨\u200d👩\u200d👧 عائلة":   "عائلة",
		"🇪🇬 مصر":                  "مصر",
		"  مسافات \t\n كثيرة ":    "مسافات كثيرة",
		"ﻣﺮﺣﺒﺎ":                   "مرحبا",
		"می\u200cخواهم":           "می\u200cخواهم",
		"عنوان \u202eمقلوب\u202c": "عنوان مقلوب",
		"":                        "",
		"🔥":                       "",
		"قال \xff\xfeبايتات":      "قال بايتات",
		"على اليابان (日本) 3-2":    "على اليابان 3-2",
		"تسلا [特斯拉]، بعد (سنة)":   "تسلا، بعد (سنة)",
		"محمد ﷺ":                  "محمد ﷺ",
		"السعر €5 و₪7 و£3 و$2 ×4": "السعر €5 و₪7 و£3 و$2 ×4",
	} {
		got, whole := d.bold.words(in)
		if got != want || !whole {
			t.Errorf("%q becomes %q, %v; want %q", in, got, whole, want)
		}
	}
	if got, _ := d.bold.words("ب" + strings.Repeat("\u064e\u0651", 50)); utf8.RuneCountInString(got) != 1+mostMarks {
		t.Errorf("%q has more marks than a reader can see", got)
	}
	for _, in := range []string{"新聞", "خبر в городе", "عنوان 日本"} {
		if _, whole := d.bold.words(in); whole {
			t.Errorf("%q is said to be whole", in)
		}
	}
	if got, _ := d.bold.words(strings.Repeat("كلمة ", 5000)); len(got) > 10*mostLetters {
		t.Errorf("a text of %d bytes is left", len(got))
	}
}

// order gives the characters of a headline as they are seen from the left, one for each
// cluster.
func order(p *paragraph) []int {
	var out []int
	for _, g := range p.seen(p.line(0, len(p.text))) {
		if len(out) == 0 || out[len(out)-1] != g.at {
			out = append(out, g.at)
		}
	}
	return out
}

var marked = regexp.MustCompile(`\{([LR]):([^{}]*)\}`)

// The headlines of package bidi say what is read from left to right, {L:…}, and which
// ranges run with the Arabic, {R:…}. They are seen so on a card.
func TestHeadlinesReadRight(t *testing.T) {
	text, err := os.ReadFile("../../arabic/bidi/testdata/headlines.txt")
	if err != nil {
		t.Fatal(err)
	}
	d, n := drawerOf(), 0
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		raw := marked.ReplaceAllString(line, "$2")
		if clean, _ := d.bold.words(raw); clean != raw {
			continue // a sign that the fonts lack
		}
		p := d.shape(&d.bold, raw, "ar")
		at := map[int]int{}
		for place, i := range order(p) {
			at[i] = place
		}
		for _, m := range marked.FindAllStringSubmatchIndex(line, -1) {
			before := utf8.RuneCountInString(marked.ReplaceAllString(line[:m[0]], "$2"))
			inside := []rune(line[m[4]:m[5]])
			first, last := at[before], at[before+len(inside)-1]
			if isLeft := line[m[2]:m[3]] == "L"; isLeft && first > last || !isLeft && first < last {
				t.Errorf("%s: %q is seen from place %d to %d", line, string(inside), first, last)
			}
			n++
		}
	}
	if n < 150 {
		t.Errorf("only %d runs were looked at", n)
	}
}

// Latin words within quotation marks, a score, and a number after Arabic in an English
// headline: in the order that package bidi promises.
func TestNestedDirections(t *testing.T) {
	d := drawerOf()
	for _, c := range []struct{ lang, text, first, then string }{ // seen from the left
		{"ar", "قال «What If...?» ثم مضى", "مضى", "ثم"},
		{"ar", "نتيجة 3-2 في الذهاب", "2", "3"},
		{"en", "He said عربي 12 there", "He", "12"},
		{"en", "He said عربي 12 there", "عربي", "12"},
		{"en", "He said عربي 12 there", "12", "there"},
		{"en", "23 تشرين الثاني 2026", "2026", "23"},
		{"ar", "Water minister 23", "Water", "23"},
	} {
		p := d.shape(&d.bold, c.text, c.lang)
		place := func(word string) int {
			i := utf8.RuneCountInString(c.text[:strings.Index(c.text, word)])
			for n, at := range order(p) {
				if at == i {
					return n
				}
			}
			t.Fatalf("%q has no glyph", word)
			return 0
		}
		if place(c.first) >= place(c.then) {
			t.Errorf("%s: %s is not to the left of %s", c.text, c.first, c.then)
		}
	}
}

// Lines are within their box, of about one length, and end neither in a particle nor in a
// lonely word.
func TestLines(t *testing.T) {
	d := drawerOf()
	for _, title := range []string{
		"وزيرة المياه: «لن ينقطع الماء عن أي بيت هذا الصيف»", "رسوم تحويل الأموال تنخفض إلى 2.9 في المائة بعد ربط المحافظ الإلكترونية",
		"قائمة «المدينة للجميع» تتصدر انتخابات مرسى النخيل بفارق مقعدين", "نموذج لغوي صغير يتقن الهمزة ويعمل على هاتف قديم",
		"هل تُرفض بطاقات الهوية القديمة في مراكز الاقتراع؟", "عدّاءة من الواحة تفوز بسباق المدينة وعيناها على الرقم القياسي",
	} {
		b := box{1080, 372, 108, 46, mostLines, false}
		s := d.fit(&d.bold, title, "ar", b)
		shortest, longest := 1e9, 0.0
		for _, l := range s.lines {
			shortest, longest = min(shortest, l.width), max(longest, l.width)
		}
		if len(s.lines) < 2 || longest > 1080 || s.height() > 372 || shortest < longest*0.55 {
			t.Errorf("%s: %d lines of %.0f to %.0f pixels, %.0f high", title, len(s.lines), shortest, longest, s.height())
		}
		p := d.shape(&d.bold, title, "ar")
		lines, _ := p.lines(1080/s.size, mostLines)
		for _, l := range lines[:len(lines)-1] {
			if p.endsInParticle(l) {
				t.Errorf("%s: a line ends so: %s", title, string(p.text[l.from:l.to]))
			}
		}
	}
	// What has no room ends in an ellipsis, and what is one word is parted.
	for _, title := range []string{strings.Repeat("كلمات كثيرة لا تنتهي ", 18), strings.Repeat("ب", 400), strings.Repeat("a", 400)} {
		s := d.fit(&d.bold, title, "ar", box{600, 200, 80, 40, mostLines, false})
		if len(s.lines) == 0 || s.height() > 200 {
			t.Errorf("%.20s…: %d lines, %.0f high", title, len(s.lines), s.height())
		}
		for _, l := range s.lines {
			if l.width > 601 {
				t.Errorf("%.20s…: a line of %.0f pixels", title, l.width)
			}
		}
	}
	if s := d.fit(&d.bold, "غزة", "ar", box{1080, 372, 108, 46, mostLines, false}); s.size < 150 {
		t.Errorf("one word is %.0f pixels high", s.size)
	}
}

// Marks of one line do not touch those of the next; where they stand apart, lines stay
// close.
func TestTashkeelHasRoom(t *testing.T) {
	d := drawerOf()
	for _, c := range []struct {
		text   string
		second int // where the second line begins
		close  bool
	}{{"ري\u0650 ب\u064e\u0651", 4, false}, {"ري\u0650 ببببببببببببببب\u064e\u0651", 4, true}} {
		p := d.shape(&d.bold, c.text, "ar")
		got := p.set([]line{p.line(0, c.second-1), p.line(c.second, len(p.text))}, 100, false).pitch
		if (got == leading*100) != c.close {
			t.Errorf("%q: lines are %.0f apart at 100", c.text, got)
		}
	}
	s := d.fit(&d.bold, "توسعة ميناء مرسى النخيل تبدأ في مارس بكلفة 340 مليونًا", "ar", box{620, 372, 76, 40, mostLines, false})
	if s.pitch > 1.4*s.size {
		t.Errorf("one mark moves lines to %.0f at %.0f", s.pitch, s.size)
	}
}

// Any text is set in bounded lines within its box.
func FuzzFit(f *testing.F) {
	for _, c := range hard() {
		f.Add(c.Title, 600, 300)
	}
	f.Add("\u2066a\u2069\u2067", 10, 10)
	f.Fuzz(func(t *testing.T, title string, width, height int) {
		width, height = 40+(width&1023), 40+(height&511)
		d := drawerOf()
		defer drawers.Put(d)
		clean, _ := d.bold.words(title)
		s := d.fit(&d.bold, clean, "ar", box{width, height, 90, 40, mostLines, false})
		if len(s.lines) > mostLines || s.height() > float64(height) {
			t.Errorf("%q: %d lines, %.0f high", title, len(s.lines), s.height())
		}
		for _, l := range s.lines {
			if l.width > float64(width)+1 && len(l.glyphs) > 8 {
				t.Errorf("%q: a line of %.0f in %d", title, l.width, width)
			}
		}
	})
}

// Any words are drawn in any look.
func FuzzDraw(f *testing.F) {
	for _, c := range hard() {
		f.Add(c.Title, c.Kicker, c.Section, c.Verdict, 1)
	}
	f.Fuzz(func(t *testing.T, title, kicker, section, verdict string, kind int) {
		c := site.SocialCard{
			Lang: []string{"ar", "en"}[kind&1], Paper: section, Title: title, Kicker: kicker, Section: section, Verdict: verdict, Byline: kicker, Tagline: title,
			Opinion: kind&2 > 0, Urgent: kind&4 > 0, Colour: "#" + verdict,
		}
		data, err := Draw(&c, site.CardConfig{Look: site.CardLooks[(kind>>3&0xffff)%len(site.CardLooks)][0]}, Pictures{})
		if err != nil || len(data) > encode.MostJPEG {
			t.Errorf("%d bytes, %v", len(data), err)
		}
	})
}

func BenchmarkDraw(b *testing.B) {
	for name, c := range hard() {
		if name != "quotes" && name != "photo" {
			continue
		}
		b.Run(name, func(b *testing.B) {
			lead, _ := Sizes(&c, site.CardConfig{})
			p := Pictures{Lead: plain(lead, white)}
			for b.Loop() {
				if _, err := Draw(&c, site.CardConfig{}, p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
