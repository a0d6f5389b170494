package check_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site/check"
)

// The months of the Gregorian year in four usages (CLDR 48: ar, ar-SY and ar-LB, ar-DZ and
// ar-TN, ar-MA), and the days of the week.
var (
	usages = map[string][]string{
		"ar":    {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
		"ar-SY": {"كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"},
		"ar-DZ": {"جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
		"ar-MA": {"يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"},
	}
	weekdays = []string{"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"}
)

// found are the words that a rule finds in a story's text.
func found(rule, text string) (out []string) {
	m := read("news/x.md", "---\ntitle: خبر\ndate: 2024-09-14\n---\n"+text+"\n")
	for _, f := range alone(rule, nil).Check(m) {
		out = append(out, string(m.Source[f.From:f.To]))
	}
	return out
}

// Of each date with its day of the week, in each usage, the day is right if the calendar says
// so; a wrong one is found.
func TestTheDaysOfTheWeekAreThoseOfTheCalendar(t *testing.T) {
	for usage, months := range usages {
		for day := time.Date(2023, 12, 20, 0, 0, 0, 0, time.UTC); day.Year() < 2025; day = day.AddDate(0, 0, 9) {
			date := fmt.Sprintf("%d %s %d", day.Day(), months[day.Month()-1], day.Year())
			right := weekdays[day.Weekday()]
			if got := found("weekday", "وصل يوم "+right+" "+date+"."); len(got) > 0 {
				t.Errorf("%s: %s %s is taken for wrong: %q", usage, right, date, got)
			}
			wrong := weekdays[(day.Weekday()+3)%7]
			if got := found("weekday", "وصل "+wrong+" "+date+"."); !slices.Equal(got, []string{wrong}) {
				t.Errorf("%s: %s %s: found %q", usage, wrong, date, got)
			}
		}
	}
}

// The year of a date may be that of the story, or stand after a word.
func TestDatesWhoseDayIsWrongInOtherForms(t *testing.T) {
	for text, want := range map[string]string{
		"وصل الأحد 14 سبتمبر من عام 2024":        "الأحد",
		"وصل الأحد 14 سبتمبر عام 2024":           "الأحد",
		"وصل الأحد 14 سبتمبر، 2024":              "الأحد",
		"وصل الأحد ١٤ أيلول ٢٠٢٤":                "الأحد",
		"وصل الأحد، 14 سبتمبر 2024":              "الأحد",
		"وصل الأحد (14 سبتمبر 2024)":             "الأحد",
		"وصل الأحد 14 تشرين ثاني 2024":           "الأحد", // it was a Thursday
		"وصل السبت 14 سبتمبر":                    "",
		"وصل الأحد 14 من الوزراء في سبتمبر 2024": "",
		"وصل الأحد 40 سبتمبر 2024":               "",
		"وصل الأحد\n\n14 سبتمبر 2024":            "",
		"عدد الأحد. 14 سبتمبر 2024":              "",
	} {
		if got := strings.Join(found("weekday", text), " "); got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}

// A story that names the months of one usage is consistent; a month of another is found, with
// its name in the story's own.
func TestTheMonthsOfAStoryAreOfOneUsage(t *testing.T) {
	dates := func(months []string) string {
		var out []string
		for i, m := range months {
			out = append(out, fmt.Sprintf("%d %s 2024", i+1, m))
		}
		return strings.Join(out, " و")
	}
	for usage, months := range usages {
		if got := found("month-names", dates(months)); len(got) > 0 {
			t.Errorf("%s: found %q among its own", usage, got)
		}
		for other, strange := range usages {
			for i, name := range strange {
				if slices.Contains(months, name) {
					continue
				}
				text := dates(months) + " ثم 7 " + name + " 2024"
				got := alone("month-names", nil).Check(read("news/x.md", text))
				if len(got) != 1 || text[got[0].From:got[0].To] != name || !strings.Contains(got[0].Message.Ar, months[i]) {
					t.Errorf("%s among those of %s: %+v", name+" of "+other, usage, got)
				}
			}
		}
	}
}

// Tags that readers take for one have one key, and others have not.
func TestTagsThatReadersTakeForOne(t *testing.T) {
	for _, same := range [][]string{
		{"الانتخابات", "انتخابات", "إنتخابات", "الإنتخابات", "انتخابات "}, {"غزة", "غزّة", "غـزة"}, {"الذكاء الاصطناعي", "ذكاء اصطناعي", "الذكاء-الإصطناعي"}, {"COVID-19", "covid 19"},
	} {
		for _, label := range same[1:] {
			if check.TagKey(label) != check.TagKey(same[0]) {
				t.Errorf("%s has the key %q, %s has %q", label, check.TagKey(label), same[0], check.TagKey(same[0]))
			}
		}
	}
	for _, pair := range [][2]string{{"ألم", "المألم"}, {"الو", "و"}, {"علي", "العلم"}, {"مصر", "مصري"}} {
		if check.TagKey(pair[0]) == check.TagKey(pair[1]) {
			t.Errorf("%s and %s have one key", pair[0], pair[1])
		}
	}
}

// The twins of a word are what its writer may have meant: the dots of ta marbuta and of ya,
// the hamza of an alef (an article may be none: إلتزام).
func TestTwinsOfAWord(t *testing.T) {
	for word, want := range map[string]string{
		"المدرسه": "المدرسة ألمدرسه إلمدرسه", "كتابه": "", "مدرسة": "مدرسه", "لغة": "", "على": "علي", "القاضي": "القاضى ألقاضي إلقاضي", "علي": "",
		"اعلان": "أعلان إعلان", "الاعلان": "الأعلان الإعلان", "إعلان": "اعلان", "واعلن": "وأعلن وإعلن", "قلم": "",
	} {
		if got := strings.Join(check.Twins(word), " "); got != want {
			t.Errorf("%s has the twins %q, want %q", word, got, want)
		}
	}
}
