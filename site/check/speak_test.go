package check_test

import (
	"fmt"
	"strings"
	"testing"

	"warraq/site"
	"warraq/site/check"
)

// What a rule makes of a text; what is the same in both columns is left as it is,
// though the rule may speak. A copy editor would do the same.
func TestFixes(t *testing.T) {
	for _, c := range []struct{ rule, text, want string }{
		{"latin-mark", "قال نعم, ثم لا; أليس كذلك?", "قال نعم، ثم لا؛ أليس كذلك؟"},
		{"latin-mark", "قال «نعم», ثم (لا), ثم 14 شخصًا, ثم مضى", "قال «نعم»، ثم (لا)، ثم 14 شخصًا، ثم مضى"},
		{"latin-mark", "بلغ العدد 1,234 و3, 4", "بلغ العدد 1,234 و3, 4"},
		{"latin-mark", "شركة Apple, Inc. وكود `a, b`", "شركة Apple, Inc. وكود `a, b`"},
		{"latin-mark", "وصل إلى [بيروت](b.md), ثم مضى", "وصل إلى [بيروت](b.md), ثم مضى"},
		{"double-mark", "قال نعم،، ثم لا؛؛ ومضى", "قال نعم، ثم لا؛ ومضى"},
		{"double-mark", "في 3 ق.م.، ثم مضى...", "في 3 ق.م.، ثم مضى..."},
		{"space-before", "قال نعم ، ثم **لا** ! ومضى _سريعًا_ .", "قال نعم، ثم **لا**! ومضى _سريعًا_."},
		{"space-before", "بلغت 14 % ثم `كود` ،", "بلغت 14% ثم `كود` ،"},
		{"space-before", "- ، بند\n\n، سطر", "- ، بند\n\n، سطر"},
		{"space-after", "نعم،ثم لا؛ومضى!وعاد", "نعم، ثم لا؛ ومضى! وعاد"},
		{"space-after", "١،٥ ود.محمد وق.م", "١،٥ ود.محمد وق.م"},
		{"space-after", "قال الوزير:نعم.وبعد ذلك عاد", "قال الوزير: نعم. وبعد ذلك عاد"},
		{"space-inside", "قال « نعم » ( أمس ) ثم ( أ )", "قال «نعم» (أمس) ثم (أ)"},
		{"space-outside", "الوزارة(وزارة الصحة)بيانها", "الوزارة (وزارة الصحة) بيانها"},
		{"space-outside", "مدرس(ة) ومعلم(ون) وال«حزب»", "مدرس(ة) ومعلم(ون) وال«حزب»"},
		{"double-space", "قال  نعم   ثم\u00a0 لا", "قال نعم ثم لا"},
		{"double-space", "| أ  ب | ج |\n| --- | --- |\n\nنص  \nسطر", "| أ  ب | ج |\n| --- | --- |\n\nنص  \nسطر"},
		{"waw-space", "قال الوزير و أضاف", "قال الوزير وأضاف"},
		{"waw-space", "حرف و بين قوسين، و AFP", "حرف و بين قوسين، و AFP"},
		{"tatweel", "الكتــاب والعـــلم", "الكتاب والعلم"},
		{"tatweel", "عام 1446هـ والـ20 وبـ«الحزب» وهـٰذا ـ", "عام 1446هـ والـ20 وبـ«الحزب» وهـٰذا ـ"},
		{"presentation-form", "\ufefb يلعب \ufdfa", "لا يلعب \ufdfa"},
		{"persian-letter", "ال\u06a9تاب في المدرسة", "الكتاب في المدرسة"},
		{"persian-letter", "بالفارسية: \u06a9تاب پارس\u06cc", "بالفارسية: \u06a9تاب پارس\u06cc"},
		{"persian-letter", "إلى عل\u06cc", "إلى عل\u06cc"},
		{"invisible", "كتا\u200bب ومدر\u00adسة", "كتاب ومدرسة"},
		{"invisible", "می\u200cرود و\u200e(AFP)\u200e", "می\u200cرود و\u200e(AFP)\u200e"},
		{"tanwin-place", "يوماً وخيراً وسريعًا", "يوماً وخيراً وسريعاً"},
		{"tanwin-place", "يوماً وخَيْرًا", "يوماً وخَيْرًا"},
		{"tanwin-alef", "مساءاً وفتاةًا وجزءاً", "مساءً وفتاةً وجزءاً"},
		{"mixed-digits", "في 14 و15 و٢٠ شخصًا", "في 14 و15 و20 شخصًا"},
		{"mixed-digits", "في ١٤ و١٥ و20 شخصًا", "في ١٤ و١٥ و٢٠ شخصًا"},
		{"mixed-digits", "في ١٤ و١٥ من G20 وWindows 10", "في ١٤ و١٥ من G20 وWindows 10"},
		{"mixed-digits", "في 14 و15 نسبة ٣٫٥", "في 14 و15 نسبة ٣٫٥"},
		{"repeated-word", "وصل إلى إلى المدينة في في الصباح", "وصل إلى المدينة في الصباح"},
		{"repeated-word", "جدا جدا، بطرس بطرس غالي، لا لا لا", "جدا جدا، بطرس بطرس غالي، لا لا لا"},
		{"misspelt", "ذهب الى المدرسة التى فى البلد والذى وصل", "ذهب إلى المدرسة التي في البلد والذي وصل"},
		{"misspelt", "الي الامن ان شاء الله", "الي الامن ان شاء الله"},
		{"hamza-wasl", "الإنتخابات والإجتماع وبإسم", "الانتخابات والاجتماع وباسم"},
		{"hamza-wasl", "الإنتاج والإسلام والإدارة", "الإنتاج والإسلام والإدارة"},
		{"reversed-quotes", "قال »نعم« ثم مضى", "قال «نعم» ثم مضى"},
		{"straight-quotes", `قال "نعم" و"لا" ثم`, "قال «نعم» و«لا» ثم"},
		{"straight-quotes", `قال "نعم و Apple`, `قال "نعم و Apple`},
		{"headline-stop", "---\ntitle: اتفاق على وقف النار.\n---\nنص.", "---\ntitle: اتفاق على وقف النار\n---\nنص."},
		{"headline-stop", "---\ntitle: ثم ماذا...\nsources: [{title: تقرير.}]\n---\nنص.", "---\ntitle: ثم ماذا...\nsources: [{title: تقرير.}]\n---\nنص."},
	} {
		fixed, _ := fix(alone(c.rule, nil), read("news/x.md", c.text))
		if string(fixed) != c.want {
			t.Errorf("%s makes of\n%s\n%s\nwant\n%s", c.rule, c.text, fixed, c.want)
		}
	}
}

// What a rule finds and leaves to the editor: the words, in order.
func TestFindings(t *testing.T) {
	for _, c := range []struct{ rule, text, want string }{
		{"unbalanced", "قال (أمس) إن «الأمر» انتهى [هنا]", ""},
		{"unbalanced", "قال (أمس إن الأمر", "("},
		{"unbalanced", "قال أمس) إن [الأمر", ") ["},
		{"unbalanced", "«قال نعم\n\n«ثم مضى»", ""},
		{"unbalanced", "أ) بند\n\n1) بند", ""},
		{"unbalanced", "شكرًا :) وداعًا", ""},
		{"odd-quote", `قال "نعم" و"لا`, `"`},
		{"odd-quote", "`\"` وحدها", ""},
		{"misspelt", "وصل الي هنا انشاء الله", "الي انشاء"},
		{"persian-letter", "إلى عل\u06cc في المدرسة", "عل\u06cc"},
		{"repeated-word", "أعلنت الحكومة الحكومة أمس أنها ستعقد اجتماعا جديدا في العاصمة بعد غد", "الحكومة"},
		{"month-names", "في 3 يناير 2024 و5 فبراير 2024 و7 شباط 2024", "شباط"},
		{"month-names", "في 3 يناير/كانون الثاني 2024 و5 فبراير 2024", ""},
		{"weekday", "وصل الأحد 14 سبتمبر 2024 والسبت 14 أيلول 2024", "الأحد"},
		{"weekday", "يوم الأحد الموافق 14 سبتمبر 2024", "الأحد"},
		{"weekday", "السبت والأحد 14 و15 سبتمبر 2024، والأحد 14 سبتمبر 1900", ""},
		{"leftover", "نص.\n\nاقرأ أيضاً:\n\nنص.", "اقرأ أيضاً:"},
		{"mixed-digits", "في 14 و15 و16 نسبة ٣٫٥", "٣٫٥"},
		{"double-mark", "نعم،؛ ثم", "،؛"},
	} {
		m := read("news/x.md", c.text)
		var got []string
		for _, f := range alone(c.rule, nil).Check(m) {
			got = append(got, string(m.Source[f.From:f.To]))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s finds in\n%s\n%q, want %q", c.rule, c.text, s, c.want)
		}
	}
}

// Rules of the newsroom look at what a front matter says, in any notation.
func TestNewsroomRules(t *testing.T) {
	known := &check.Known{Authors: map[string]bool{"سامر": true}, Sections: map[string]bool{"news": true}}
	for _, c := range []struct{ rule, text, want string }{
		{"missing-summary", "---\ntitle: خبر\nsummary: \"\"\n---\n", "2:1"},
		{"missing-summary", "---\ntitle: خبر\nstandfirst: ما جرى\n---\n", ""},
		{"missing-summary", "{\"title\": \"خبر\", \"deck\": \"ما جرى\"}\n", ""},
		{"missing-source", "---\ntitle: خبر\nauthors: [سامر]\n---\n", ""},
		{"missing-source", "---\ntitle: خبر\ntype: opinion\n---\n", ""},
		{"missing-source", "+++\ntitle = \"خبر\"\n+++\n", "2:1"},
		{"unknown-author", "---\ntitle: خبر\nauthors: [سامر, ليلى]\n---\n", "3:1"},
		{"unknown-section", "---\ntitle: خبر\nsection: sport\n---\n", "3:1"},
		{"unknown-section", "---\ntitle: خبر\nsection: news\n---\n", ""},
		{"missing-alt", "---\ntitle: خبر\nimage: {src: a.jpg, alt: a}\n---\n![](b.jpg)\n\n![رافعة](c.jpg) و![](d.jpg)\n", "3:14 5:1 7:18"},
		{"missing-caption", "---\ntitle: خبر\n---\n![رافعة](c.jpg)\n\nنص ![رافعة](d.jpg)\n\n[![رافعة](e.jpg)](a.md)\n", "4:1 8:2"},
		{"missing-credit", "---\ntitle: خبر\n---\n![رافعة](c.jpg \"المرفأ (رويترز)\")\n\n![فيلم](d.mp4 \"المرفأ\")\n\n![رافعة](e.jpg \"المرفأ\")\n", "8:1"},
		{"date-order", "---\ntitle: خبر\ndate: 2024-09-14\nexpiryDate: 2024-09-13\n---\n", "4:1"},
		{"past-embargo", "---\ntitle: خبر\ndate: 2024-09-14\npublishDate: 2030-01-01\ndraft: true\n---\n", ""},
		{"undated-correction", "---\ntitle: خبر\nupdates:\n  - أضيف رد\n---\n", "4:5"},
		{"headline-length", "---\ntitle: " + strings.Repeat("كلمة ", 16) + "\n---\n", ""},
		{"headline-length", "---\ntitle: " + strings.Repeat("كلمة ", 17) + "\n---\n", "2:1"},
	} {
		var got []string
		for _, f := range alone(c.rule, known).Check(read("news/x.md", c.text)) {
			got = append(got, fmt.Sprintf("%d:%d", f.Line, f.Col))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s finds in\n%s\n%q, want %q", c.rule, c.text, s, c.want)
		}
	}
}

// A story in another language is checked by the rules that know every language.
func TestForeignStories(t *testing.T) {
	text := "---\ntitle: Story\nlang: fr\n---\nقال نعم , ثم ![](a.jpg) كتا\u200bب\n"
	c, _ := check.New(&site.Config{Language: "ar"}, nil, now)
	var got []string
	for _, f := range c.Check(read("news/x.md", text)) {
		got = append(got, f.Rule)
	}
	if s := strings.Join(got, " "); s != "missing-summary missing-source missing-alt invisible" {
		t.Errorf("found %s", s)
	}
}

// A level that is set to a rule that does not exist is reported, by name.
func TestLevels(t *testing.T) {
	c, problems := check.New(&site.Config{Language: "ar", Checks: map[string]string{"tatweel": "error", "misspelt": "off", "zzz": "off", "aaa": "note"}}, nil, now)
	if len(problems) != 2 || !strings.Contains(problems[0].Message.En, "aaa") || !strings.Contains(problems[1].Message.Ar, "zzz") {
		t.Errorf("problems: %+v", problems)
	}
	found := c.Check(read("news/x.md", "ذهب الى الكتــاب"))
	if len(found) != 1 || found[0].Rule != "tatweel" || found[0].Level != site.LevelError {
		t.Errorf("found %+v", found)
	}
}
