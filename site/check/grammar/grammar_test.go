package grammar

import (
	"strings"
	"testing"

	"warraq/site/check/prose"
	"warraq/site/manuscript"
)

func find(text string) string {
	r := manuscript.Read("news/x.md", []byte(text), manuscript.Options{Spans: true})
	k := prose.New([]byte(text), r.Spans)
	defer k.Free()
	var got []string
	for _, h := range Find(k) {
		got = append(got, text[h.From:h.To]+"→"+h.Want)
	}
	return strings.Join(got, " ")
}

// Each line: a text, and what is wrong in it with what it should be. The rules are those
// of any school grammar; the forms are of newspapers.
func TestGrammar(t *testing.T) {
	for text, want := range map[string]string{
		"قال أن الأزمة انتهت":                  "أن→إن",
		"ويقول المتحدث باسم الحكومة أنها بخير": "أنها→إنها",
		"قال الوزير بعد أن وصل":                "",
		"قال له أن يذهب":                       "",
		"قال: أن الأزمة":                       "",
		"وحيث أنه رحل":                         "أنه→إنه",
		"من حيث أن الناس":                      "",
		"إلا إنه رحل":                          "إنه→أنه",
		"إلا إن كان":                           "",
		"لم يستطيع الجيش":                      "يستطيع→يستطع",
		"فلم يأتي":                             "يأتي→يأت",
		"لن يأتي":                              "",
		"لم يحتوِ شيئًا":                       "",
		"ولن يعلنون":                           "يعلنون→يعلنوا",
		"لم يتعاون مع":                         "",
		"إن المسلمون هنا":                      "المسلمون→المسلمين",
		"بأن الفلسطينيون هنا":                  "الفلسطينيون→الفلسطينيين",
		"إن القانون هنا":                       "",
		"من النازحون إلى الناجون":              "النازحون→النازحين",
		"رأيت المراسلون":                       "المراسلون→المراسلين",
		"قال الفنانين إنهم":                    "الفنانين→الفنانون",
		"كانوا مسلحون بالسكاكين":               "مسلحون→مسلحين",
		"سافر مع أخوه":                         "أخوه→أخيه",
		"لأبوها بيت":                           "لأبوها→لأبيها",
		"من أبوك؟":                             "",
		"القوات الخاص دخلت":                    "الخاص→الخاصة",
		"قائد القوات الجديد":                   "",
		"حضر غير المدعوين والغير مدعوين":       "والغير مدعوين→وغير المدعوين",
		"حقوق الغير":                           "",
		"مهندسوا الشركة":                       "مهندسوا→مهندسو",
		"مهندسوا":                              "",
		"أرجوا الحضور":                         "أرجوا→أرجو",
		"لن يدعوا أحدا":                        "",
		"في نفس الوقت":                         "نفس الوقت→الوقت نفسه",
	} {
		if got := find(text); got != want {
			t.Errorf("%s: found %q, want %q", text, got, want)
		}
	}
}
