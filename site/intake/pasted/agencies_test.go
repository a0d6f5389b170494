package pasted

import (
	"fmt"
	"strings"
	"testing"
)

// listOf is a list of the front matter, or its text, as one line.
func listOf(v any) string {
	switch v := v.(type) {
	case []string:
		return strings.Join(v, "، ")
	case string:
		return v
	}
	return ""
}

// The agencies begin a text each in its way: the place, perhaps the day, its name, a sign. What
// they begin with goes to the front matter, and the text begins with its first word.
func TestTheOpeningsOfAgencies(t *testing.T) {
	for _, c := range []struct{ name, opening, place, agency, date string }{
		{"Reuters", "القاهرة (رويترز) - ", "القاهرة", "رويترز", ""},
		{"Reuters with a day", "القاهرة 14 سبتمبر أيلول (رويترز) - ", "القاهرة", "رويترز", "2024-09-14"},
		{"Reuters behind a dash", "الخرطوم - (رويترز) - ", "الخرطوم", "رويترز", ""},
		{"AFP", "بيروت (أ ف ب) – ", "بيروت", "أ ف ب", ""},
		{"AFP with points", "بيروت (أ.ف.ب): ", "بيروت", "أ.ف.ب", ""},
		{"the Kuwaiti", "الكويت - 14 - 9 (كونا) -- ", "الكويت", "كونا", "2024-09-14"},
		{"the Emirati", "أبوظبي في 14 سبتمبر / وام / ", "أبوظبي", "وام", "2024-09-14"},
		{"the Qatari", "الدوحة في 14 سبتمبر /قنا/ ", "الدوحة", "قنا", "2024-09-14"},
		{"the Omani", "مسقط في 14 سبتمبر /العُمانية/ ", "مسقط", "العُمانية", "2024-09-14"},
		{"the Bahraini", "المنامة في 14 سبتمبر / بنا / ", "المنامة", "بنا", "2024-09-14"},
		{"the Jordanian", "عمان 14 أيلول (بترا)- ", "عمان", "بترا", "2024-09-14"},
		{"the Syrian", "دمشق-سانا: ", "دمشق", "سانا", ""},
		{"the Turkish", "إسطنبول / الأناضول / ", "إسطنبول", "الأناضول", ""},
		{"the Tunisian", "تونس 14 سبتمبر (وات) - ", "تونس", "وات", "2024-09-14"},
		{"the Chinese", "بكين 14 سبتمبر 2024 (شينخوا) -- ", "بكين", "شينخوا", "2024-09-14"},
		{"a daily", "بيونغ يانغ ـ العربي الجديد: ", "بيونغ يانغ", "العربي الجديد", ""},
		{"a daily in quotation marks", "القاهرة - «الشرق الأوسط»: ", "القاهرة", "الشرق الأوسط", ""},
		{"a place alone", "بغداد: ", "بغداد", "", ""},
		{"a place and a dash", "الخرطوم – ", "الخرطوم", "", ""},
		{"a place in its country", "حلب، سوريا (رويترز) - ", "حلب، سوريا", "رويترز", ""},
		{"no known place", "الوزير (رويترز) - ", "", "", ""},
		{"no known agency", "القاهرة (المصدر الخاص) - ", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Pasted("عودة الملاحة إلى الميناء القديم بعد عامين\n\n"+c.opening+running+"\n\n"+running2, testOptions())
			if err != nil {
				t.Fatal(err)
			}
			agency := ""
			for _, pair := range p.Matter {
				if pair.Key == "agencies" {
					agency = listOf(pair.Value)
				}
			}
			if got := p.Matter.Text("dateline"); got != c.place || agency != c.agency {
				t.Errorf("it is of %q, %q", got, agency)
			}
			if c.date != "" && p.Matter.Text("date") != c.date {
				t.Errorf("it is dated %s", p.Matter.Text("date"))
			}
			if taken := strings.HasPrefix(p.Body, running); taken != (c.place != "") {
				t.Errorf("the text begins %.60q", p.Body)
			}
		})
	}
}

// Pages of every country date their stories by the months that it has (CLDR 48: ar, ar-SY,
// ar-DZ, ar-MA).
func TestTheMonthsOfEveryCountry(t *testing.T) {
	for _, months := range []string{
		"يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
		"كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
		"جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
		"يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
	} {
		for i, name := range strings.Fields(months) {
			line := "الأحد 14 " + strings.ReplaceAll(name, "_", " ") + " 2021"
			if got, want := pasteOf(t, testOptions(), line).Matter.Text("date"), fmt.Sprintf("2021-%02d-14", i+1); got != want {
				t.Errorf("%s is dated %s, want %s", line, got, want)
			}
		}
	}
}
