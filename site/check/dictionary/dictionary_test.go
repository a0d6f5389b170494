package dictionary

import (
	"strings"
	"sync"
	"testing"

	"warraq/site/check/prose"
	"warraq/site/manuscript"
)

func find(s *Speller, text string) string {
	r := manuscript.Read("news/x.md", []byte(text), manuscript.Options{Spans: true})
	k := prose.New([]byte(text), r.Spans)
	defer k.Free()
	var got []string
	for _, h := range s.Find(k) {
		got = append(got, text[h.From:h.To]+"→"+h.Want)
	}
	return strings.Join(got, " ")
}

// Each way of misspelling, and what only looks like it.
func TestWays(t *testing.T) {
	s := New()
	for text, want := range map[string]string{
		"اعلنت الشركة":            "اعلنت→أعلنت",
		"والاعضاء":                "والاعضاء→والأعضاء",
		"الأتفاق":                 "الأتفاق→الاتفاق",
		"آخرى":                    "آخرى→أخرى",
		"الوزاره":                 "الوزاره→الوزارة",
		"جامعه القاهرة":           "جامعه→جامعة",
		"جامعه في القاهرة":        "",
		"مياة الشرب":              "مياة→مياه",
		"بيوة القرية":             "بيوة→بيوت",
		"السياسى":                 "السياسى→السياسي",
		"مستشفي المدينة":          "مستشفي→مستشفى",
		"اجتمعو أمس":              "اجتمعو→اجتمعوا",
		"كان مغلقن":               "مغلقن→مغلقا",
		"بداءت الدراسة":           "بداءت→بدأت",
		"هبطت بهدؤ":               "بهدؤ→بهدوء",
		"هولاء الناس":             "هولاء→هؤلاء",
		"منضمة الصحة":             "منضمة→منظمة",
		"منضمة إلى الحزب":         "",
		"الانخابات جرت":           "الانخابات→الانتخابات",
		"الانخابات ثم الانخابات":  "",
		"شركة Xy الانخابات":       "",
		"إلىالمدينة":              "إلىالمدينة→إلى المدينة",
		"الوفدفي المطار":          "الوفدفي→الوفد في",
		"وفيالسنة":                "وفيالسنة→وفي السنة",
		"والسيطرةعلى":             "والسيطرةعلى→والسيطرة على",
		"وأحد الناس":              "",
		"اليد اليمنى":             "",
		"محمد فوزى":               "",
		"زملاؤه وزملائه وأخطاءنا": "",
		"شاهد فيلمين":             "",
		"اكتبه واذكره واسأله":     "",
		"انقل واذكر واسأل ثم اكتبوا وافتحها وادخلوا": "",
		"اعلن احمد اكثر من مرة":                      "اعلن→أعلن احمد→أحمد اكثر→أكثر",
		"اكدت واغلبها":                               "اكدت→أكدت واغلبها→وأغلبها",
		"قِفَا نَبْكِ اعلَنَت":                       "",
		"#اعلنت وحزب-اعلنت":                          "",
		"كوفاكيتش وشفارتسنيغر":                       "",
		"يروى أنه يؤخذ":                              "",
		"اعتقد الناس وبدورة ثانية":                   "",
	} {
		if got := find(s, text); got != want {
			t.Errorf("%s: found %q, want %q", text, got, want)
		}
	}
}

// Many stories are judged at once.
func TestManyAsk(t *testing.T) {
	s := New()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 50 {
				if got := find(s, "أعلنت الوزاره"); got != "الوزاره→الوزارة" {
					t.Errorf("found %q", got)
				}
			}
		})
	}
	all.Wait()
}
