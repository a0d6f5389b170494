package counted

import (
	"strconv"
	"strings"
	"testing"

	"warraq/site/check/prose"
	"warraq/site/manuscript"
)

// What is wanted of every number from 3 to 110, by the grammar in the package comment:
// of each, three nouns with their three forms.
func TestEveryNumberWantsOneForm(t *testing.T) {
	nouns := [][3]string{{"رجل", "رجلًا", "رجال"}, {"سنة", "سنة", "سنوات"}, {"دولار", "دولارًا", "دولارات"}}
	for _, noun := range nouns {
		for n := 3; n <= 110; n++ {
			rest := n % 100
			want := noun[1]
			switch {
			case rest == 0:
				want = noun[0]
			case rest <= 2:
				continue
			case rest <= 10:
				want = noun[2]
			}
			for _, form := range noun {
				text := "وصل " + strconv.Itoa(n) + " " + form + " أمس."
				if found := len(find(text)) > 0; found != (form != want) {
					t.Errorf("%s: found %v", text, found)
				}
			}
		}
	}
}

// All nouns of the list: the number of 3 to 10 has the other gender, and of 11 to 19 the units.
func TestEveryNounHasItsNumber(t *testing.T) {
	judged := 0
	for s, f := range forms() {
		if !f.plural || f.singular || f.accusative || f.gender == 'b' {
			continue
		}
		judged++
		right, wrong := "خمسة ", "خمس "
		if f.gender == 'f' {
			right, wrong = wrong, right
		}
		if hits := find("جاء " + right + s + " أمس."); len(hits) > 0 {
			t.Errorf("%s: %+v", right+s, hits)
		}
		if hits := find("جاء " + wrong + s + " أمس."); len(hits) != 1 || hits[0].Kind != Gender {
			t.Errorf("%s: %+v", wrong+s, hits)
		}
	}
	if judged < 300 {
		t.Errorf("only %d plurals were judged", judged)
	}
}

func find(text string) []Hit {
	r := manuscript.Read("news/x.md", []byte(text), manuscript.Options{Spans: true})
	k := prose.New([]byte(text), r.Spans)
	defer k.Free()
	return Find(k)
}

// Numbers of more than one word, and what is no number. Each line: a text, and what is
// wrong in it with what it should be.
func TestNumbersInWords(t *testing.T) {
	for text, want := range map[string]string{
		"تضرر مئتي منزل":                  "مئتي→مئتا",
		"وصل عشرين لاجئًا":                "عشرين→عشرون",
		"أصيب خمسة وثلاثين جنديًا":        "وثلاثين→وثلاثون",
		"أكثر من مليونين شخص":             "مليونين→مليوني",
		"وصل اثني عشر لاجئًا":             "اثني→اثنا",
		"أحد عشرة لاعبًا":                 "أحد→أحد عشر",
		"ثلاث عشر يومًا":                  "ثلاث→ثلاثة عشر",
		"سبعة عشر امرأة":                  "سبعة→سبع عشرة",
		"إحدى عشر سنة":                    "إحدى→إحدى عشرة",
		"للمرة الثاني":                    "الثاني→الثانية",
		"في الساعة الثالثة عشر":           "عشر→عشرة",
		"في القرن الثالثة عشر":            "الثالثة→الثالث عشر",
		"عشرون قاض في المحكمة":            "قاض→قاضيًا",
		"خمسون أشخاص":                     "أشخاص→شخصًا",
		"مئة أشخاص":                       "أشخاص→شخص",
		"3-15 سنوات":                      "سنوات→سنة",
		"«20 شخص»":                        "شخص→شخصًا",
		"20 كيلومتر مربع":                 "كيلومتر→كيلومترًا",
		"20 شخص بالمدينة":                 "شخص→شخصًا",
		"أحد عشرة لاعبين":                 "",
		"عشرون طالب علم":                  "",
		"قتل عشرين شخصًا":                 "",
		"نزح عشرين يومًا":                 "",
		"المادة 5 شخص":                    "",
		"فاز 3-1 رجل":                     "",
		"Windows 10 رجل":                  "",
		"عند 3.5 دولار":                   "",
		"في 10:15 دقيقة":                  "",
		"سنة 1990 رجل":                    "",
		"مباراة اليوم الأولى":             "",
		"القرن التاسع عشر رجال":           "",
		"1,250 منازل":                     "منازل→منزلًا",
		"تلقى 180 شكوى و11 دعوى":          "",
		"مواطن ولست سائحًا":               "",
		"ست بيت بدرجة امتياز":             "",
		"لا يصل إلى عشر راتب المهندس":     "",
		"المؤتمر 13 عقد أمس":              "",
		"فندق خمس نجوم":                   "",
		"في ظل ثلاث هجمات":                "",
		"بقاء آلاف سيارات النقل":          "",
		"قائد الفرقة 11 دبابات":           "",
		"ثمانية وثمانون زجاجة":            "ثمانية→ثمانٍ",
		"ثلاثة `x` سنوات، وخمسة\n\nسنوات": "",
	} {
		var got []string
		for _, h := range find(text) {
			got = append(got, text[h.From:h.To]+"→"+h.Want)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: found %q, want %q", text, s, want)
		}
	}
}
