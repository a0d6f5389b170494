package pasted

import (
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site/intake"
)

// pasteOf imports a page whose text is two long paragraphs, with these lines above
// them.
func pasteOf(t *testing.T, o intake.Options, above ...string) intake.Piece {
	t.Helper()
	p, err := Pasted("عودة الملاحة إلى الميناء القديم بعد عامين\n"+strings.Join(above, "\n")+"\n\n"+running+"\n\n"+running2, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const (
	running  = "عادت الملاحة إلى الميناء القديم صباح السبت بعد توقف دام عامين كاملين، ودخلت أول سفينة قرابة الظهر وسط ترحيب."
	running2 = "وقال مدير الميناء إن العمل سيعود كما كان قبل نهاية العام، وإن الأرصفة كلها صارت جاهزة لاستقبال السفن الكبيرة."
)

// The forms of dates are those that Arabic news pages print: numbers, the months of
// the Levant, Egypt and the Maghreb, the Hijri calendar beside the other, clocks of
// twelve and of twenty-four hours, and what is counted back from now.
func TestDatesOfPages(t *testing.T) {
	for line, want := range map[string]string{
		"14 سبتمبر 2024":             "2024-09-14",
		"14 أيلول 2024":              "2024-09-14",
		"14 أيلول/ سبتمبر 2024":      "2024-09-14",
		"السبت 14 شتنبر 2024":        "2024-09-14",
		"١٤ سبتمبر ٢٠٢٤":             "2024-09-14",
		"14/9/2024":                  "2024-09-14",
		"14-09-2024":                 "2024-09-14",
		"2024/09/14":                 "2024-09-14",
		"نشر في: 14/09/2024 - 09:30": "2024-09-14T09:30:00Z",
		"14 سبتمبر 2024 الساعة 09:30 مساءً":                  "2024-09-14T21:30:00Z",
		"14 سبتمبر 2024 09:30 ص":                             "2024-09-14T09:30:00Z",
		"14 سبتمبر 2024 12:30 بتوقيت مكة المكرمة":            "2024-09-14T09:30:00Z",
		"14 سبتمبر 2024 - 09:30 GMT":                         "2024-09-14T09:30:00Z",
		"السبت 11 ربيع الأول 1446 هـ الموافق 14 سبتمبر 2024": "2024-09-14",
		"Sep 14, 2024": "2024-09-14",
		"تاريخ النشر: 14 سبتمبر 2024": "2024-09-14",
		"14 سبتمبر":    "2024-09-14",
		"14 ديسمبر":    "2023-12-14",
		"منذ 3 ساعات":  "2024-09-20T09:00:00Z",
		"قبل ساعتين":   "2024-09-20T10:00:00Z",
		"قبل 40 دقيقة": "2024-09-20T11:20:00Z",
		"منذ يومين":    "2024-09-18",
		"منذ أسبوع":    "2024-09-13",
	} {
		p := pasteOf(t, testOptions(), line)
		if got := p.Matter.Text("date"); got != want {
			t.Errorf("%q is %q, want %q", line, got, want)
		}
		if p.Body != running+"\n\n"+running2 {
			t.Errorf("%q: the text is %q", line, p.Body)
		}
	}
}

// A date of the last change is not the date of the story.
func TestDateOfChange(t *testing.T) {
	p := pasteOf(t, testOptions(), "نشر في 14 سبتمبر 2024 الساعة 09:00", "آخر تحديث 15 سبتمبر 2024 الساعة 10:00")
	if date, changed := p.Matter.Text("date"), p.Matter.Text("lastmod"); date != "2024-09-14T09:00:00Z" || changed != "2024-09-15T10:00:00Z" {
		t.Errorf("published %s, changed %s", date, changed)
	}
	o := testOptions()
	o.Zone = time.FixedZone("", 3*60*60)
	if got := pasteOf(t, o, "14 سبتمبر 2024 09:30 GMT").Matter.Text("date"); got != "2024-09-14T12:30:00+03:00" {
		t.Errorf("in another zone it is %s", got)
	}
}

// What tells more than a date is no date line.
func TestNoDates(t *testing.T) {
	for _, line := range []string{"عاد 14 بحارًا من 20", "هاتف 09:30:12:44", "99/99/2024", "قضية رقم 14/2024 أمام المحكمة"} {
		if d, ok := datesOf(line, testOptions()); ok {
			t.Errorf("%q is taken for %v", line, d)
		}
	}
}

// Who wrote, for whom and where stands in many forms; one of the names must be known.
func TestSignatures(t *testing.T) {
	for line, want := range map[string][3]string{ // author, agency, place
		"بقلم: سلمى حداد":              {"سلمى حداد", "", ""},
		"كتبت سلمى حداد":               {"سلمى حداد", "", ""},
		"القاهرة: سلمى حداد":           {"سلمى حداد", "", "القاهرة"},
		"سلمى حداد – القاهرة":          {"سلمى حداد", "", "القاهرة"},
		"رويترز - سلمى حداد":           {"سلمى حداد", "رويترز", ""},
		"إسطنبول/ سلمى حداد/ الأناضول": {"سلمى حداد", "الأناضول", "إسطنبول"},
		"رويترز":           {"", "رويترز", ""},
		"هسبريس من أكادير": {"", "هسبريس", "أكادير"},
		"بيروت":            {"", "", "بيروت"},
	} {
		p := pasteOf(t, testOptions(), line, "14 سبتمبر 2024")
		first := func(key string) string {
			for _, pair := range p.Matter {
				if list, ok := pair.Value.([]string); ok && pair.Key == key && len(list) > 0 {
					return list[0]
				}
			}
			return ""
		}
		if got := [3]string{first("authors"), first("agencies"), p.Matter.Text("dateline")}; got != want {
			t.Errorf("%q is signed %q, want %q", line, got, want)
		}
	}
}

// The lead picture's line has its words and whose it is; the file is awaited under a
// name of its own.
func TestLeadPicture(t *testing.T) {
	for line, want := range map[string][2]string{ // caption, credit
		"سفينة تدخل الميناء القديم (رويترز)":         {"سفينة تدخل الميناء القديم", "رويترز"},
		"سفينة تدخل الميناء القديم © رويترز":         {"سفينة تدخل الميناء القديم", "رويترز"},
		"سفينة تدخل الميناء القديم صورة من: هدى علي": {"سفينة تدخل الميناء القديم", "هدى علي"},
		"سفينة تدخل الميناء القديم - أرشيفية":        {"سفينة تدخل الميناء القديم", "أرشيفية"},
		"شرح الصورة: سفينة تدخل الميناء":             {"سفينة تدخل الميناء", ""},
		"تصوير: هدى علي":                             {"", "هدى علي"},
	} {
		p := pasteOf(t, testOptions(), "14 سبتمبر 2024", line)
		text := string(p.Bytes())
		for i, key := range []string{"caption", "credit"} {
			value := want[i]
			if value == "" {
				value = `""` // the key waits for an editor
			}
			if !strings.Contains(text, "  "+key+": "+value+"\n") {
				t.Errorf("%q: the %s is not %q\n%s", line, key, want[i], text)
			}
		}
		if !slices.ContainsFunc(p.Notes, func(n intake.Note) bool { return n.Kind == intake.ToDo && strings.HasSuffix(n.Text, "-1.jpg") }) {
			t.Errorf("%q: nobody is told to bring the picture", line)
		}
	}
}

// What stands on every page of a site is in no story, and each line is named to the
// editor.
func TestFurnitureIsDropped(t *testing.T) {
	for _, line := range []string{
		"شارك", "+ الخط -", "استمع للخبر", "دقيقتان", "3 دقائق للقراءة", "نسخ الرابط", "إعلان", "Advertisement", "تخطى الإعلان", "اشترك في النشرة البريدية", "https://p.dw.com/p/abc",
		"تابعوا آخر أخبارنا عبر واتساب", "الرئيسية > أخبار", "جميع الحقوق محفوظة 2024", "عدد المشاهدات: 77", "التعليقات (3)", "اقرأ أيضاً: سفينة أخرى في ميناء آخر",
	} {
		p, err := Pasted("عودة الملاحة إلى الميناء القديم بعد عامين\n14 سبتمبر 2024\n\n"+running+"\n\n"+line+"\n\n"+running2, testOptions())
		if err != nil {
			t.Fatal(err)
		}
		if p.Body != running+"\n\n"+running2 {
			t.Errorf("%q stays: %q", line, p.Body)
		}
		if !slices.ContainsFunc(p.Notes, func(n intake.Note) bool { return n.Kind == intake.Dropped && n.Text == line && n.Line == 6 }) {
			t.Errorf("nobody is told of %q: %v", line, p.Notes)
		}
	}
}

// The body's shapes become Markdown's.
func TestShapesOfTheBody(t *testing.T) {
	for between, want := range map[string]string{
		"• أول\n• ثانٍ":            "- أول\n- ثانٍ",
		"1. أول\n2. ثانٍ\n3. ثالث": "1. أول\n2. ثانٍ\n3. ثالث",
		"١- أول\n٢- ثانٍ":          "1. أول\n2. ثانٍ",
		"- قال أحدهم":              `\- قال أحدهم`,
		"أرصفة جديدة":              "## أرصفة جديدة",
		"** أرصفة جديدة":           "## أرصفة جديدة",
		"هل يعود العمل كما كان قبل نهاية العام؟":                         "## هل يعود العمل كما كان قبل نهاية العام؟",
		"كان الحاصل 5*4 و[هكذا](x) في جملة تنتهي بنقطة كما تنتهي الجمل.": `كان الحاصل 5\*4 و\[هكذا](x) في جملة تنتهي بنقطة كما تنتهي الجمل.`,
	} {
		p, err := Pasted("عودة الملاحة إلى الميناء القديم بعد عامين\n14 سبتمبر 2024\n\n"+running+"\n\n"+between+"\n\n"+running2, testOptions())
		if err != nil {
			t.Fatal(err)
		}
		if want = running + "\n\n" + want + "\n\n" + running2; p.Body != want {
			t.Errorf("got %q, want %q", p.Body, want)
		}
	}
}

// What closes a story goes to the front matter.
func TestFootOfAStory(t *testing.T) {
	for foot, want := range map[string]string{
		"المصدر: رويترز":            "agencies: [رويترز]",
		"(رويترز، أ ف ب)":           "agencies: [رويترز, أ ف ب]",
		"#ميناء #سفن_كبيرة":         "tags: [ميناء, سفن كبيرة]",
		"دلالات: ميناء، سفن":        "tags: [ميناء, سفن]",
		"كلمات مفتاحية\nميناء\nسفن": "tags: [ميناء, سفن]",
	} {
		p, err := Pasted("عودة الملاحة إلى الميناء القديم بعد عامين\n14 سبتمبر 2024\n\n"+running+"\n\n"+running2+"\n\n"+foot, testOptions())
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(p.Bytes()), want+"\n") || p.Body != running+"\n\n"+running2 {
			t.Errorf("%q: want %s in\n%s", foot, want, p.Bytes())
		}
	}
}

// A line of a megabyte costs no more than its length.
func TestAnEndlessLineIsRead(t *testing.T) {
	for _, part := range []string{`"k1":1,`, "2024-01-02 ", "14 سبتمبر 2024 ، ", "كلمة | ", "أ. ب، ", "https://example.org/a ", "(", "«أ» "} {
		p, err := Pasted("عنوان القصة\n\n"+strings.Repeat(part, 200_000/len(part))+"\n\n"+running, testOptions())
		if err != nil || !strings.Contains(p.Body, running) {
			t.Errorf("%q: %v", part, err)
		}
	}
}

// Too much text, or none, is refused.
func TestReaderOfPages(t *testing.T) {
	for text, want := range map[string]string{"": "there is no text here", "شارك\nإعلان": "there is no text here", strings.Repeat("x", MostText+1): "larger than 8 MB"} {
		if _, err := Reader.File(strings.NewReader(text), testOptions(), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: got %v, want %q", text, err, want)
		}
	}
	tally, err := Reader.File(strings.NewReader(running), testOptions(), func(intake.Piece) error { return nil })
	if err != nil || tally.Found["story"] != 1 || tally.Taken[intake.Story] != 1 {
		t.Errorf("got %v, %v", tally, err)
	}
}
