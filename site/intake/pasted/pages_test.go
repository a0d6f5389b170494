package pasted

import (
	"strings"
	"testing"

	"warraq/site/intake"
)

// A page's top, in the orders in which sites have it: what each line is, a reader sees at once.
func TestTheTopOfAPage(t *testing.T) {
	for _, c := range []struct{ name, top, want string }{
		{
			"a section above, a date below", `
اقتصاد
عودة الملاحة إلى الميناء القديم بعد عامين
14 سبتمبر 2024`,
			`
title: عودة الملاحة إلى الميناء القديم بعد عامين
date: 2024-09-14
section: economy`,
		},
		{
			"a trail of sections", `
الرئيسية > سياسة > محليات
عودة الملاحة إلى الميناء القديم بعد عامين
سلمى حداد | 14.09.2024`,
			`
title: عودة الملاحة إلى الميناء القديم بعد عامين
date: 2024-09-14
authors: سلمى حداد`,
		},
		{
			"a date above", `
السبت 14 سبتمبر 2024 - 09:30
عودة الملاحة إلى الميناء القديم بعد عامين
بيروت - سلمى حداد`,
			`
title: عودة الملاحة إلى الميناء القديم بعد عامين
date: 2024-09-14T09:30:00Z
authors: سلمى حداد
dateline: بيروت`,
		},
		{
			"a standfirst, an author, a date", `
عودة الملاحة إلى الميناء القديم بعد عامين
أول سفينة تدخل وسط ترحيب، والأرصفة كلها جاهزة لاستقبال غيرها
بقلم: سلمى حداد
14 سبتمبر 2024`,
			`
title: عودة الملاحة إلى الميناء القديم بعد عامين
standfirst: أول سفينة تدخل وسط ترحيب، والأرصفة كلها جاهزة لاستقبال غيرها
date: 2024-09-14
authors: سلمى حداد`,
		},
		{
			"two authors, on two lines", `
عودة الملاحة إلى الميناء القديم بعد عامين
كتب: سمير علي
ترجمة: هدى عمر
14 سبتمبر 2024`,
			`
title: عودة الملاحة إلى الميناء القديم بعد عامين
date: 2024-09-14
authors: سمير علي، هدى عمر`,
		},
		{
			"a name beside the date", `
عودة الملاحة إلى الميناء القديم بعد عامين
سلمى حداد
14 سبتمبر 2024`,
			`
title: عودة الملاحة إلى الميناء القديم بعد عامين
date: 2024-09-14
authors: سلمى حداد`,
		},
		{
			"an hour below its day", `
عودة الملاحة إلى الميناء القديم بعد عامين
14 سبتمبر 2024
الساعة 09:30 مساءً`,
			`
title: عودة الملاحة إلى الميناء القديم بعد عامين
date: 2024-09-14T21:30:00Z`,
		},
		{
			"the headline twice", `
عودة الملاحة إلى الميناء القديم بعد عامين
عودة الملاحة إلى الميناء القديم بعد عامين
14 سبتمبر 2024
عودة الملاحة إلى الميناء القديم بعد عامين - صحيفة المرقاب`,
			`
title: عودة الملاحة إلى الميناء القديم بعد عامين
date: 2024-09-14`,
		},
		{
			"published and changed", `
عودة الملاحة إلى الميناء القديم بعد عامين
نُشر: 14 سبتمبر 2024 09:30 – آخر تحديث: 15 سبتمبر 2024 10:00
رويترز`,
			`
title: عودة الملاحة إلى الميناء القديم بعد عامين
date: 2024-09-14T09:30:00Z
lastmod: 2024-09-15T10:00:00Z
agencies: رويترز`,
		},
		{
			"a heading of Markdown", `
# عودة الملاحة إلى الميناء القديم بعد عامين
14 سبتمبر 2024`,
			`
title: عودة الملاحة إلى الميناء القديم بعد عامين
date: 2024-09-14`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Pasted(strings.TrimPrefix(c.top, "\n")+"\n\n"+running+"\n\n"+running2, testOptions())
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, pair := range p.Matter {
				if words := listOf(pair.Value); words != "" {
					got.WriteString("\n" + pair.Key + ": " + words)
				}
			}
			if folder, _, _ := strings.Cut(p.Path, "/"); folder == "economy" || folder == "politics" {
				got.WriteString("\nsection: " + folder)
			}
			if got.String() != c.want || p.Body != running+"\n\n"+running2 {
				t.Errorf("it is%s\nwant%s\nthe text is %q", got.String(), c.want, p.Body)
			}
		})
	}
}

// Pictures within the text: by a mark, by labels, by a credit, by words that stand twice. The
// file is awaited, its words stay.
func TestPicturesWithinTheText(t *testing.T) {
	for _, c := range []struct{ name, lines, want string }{
		{"a mark, and words with a credit", "الصورة\nسفينة تدخل الميناء (رويترز)", `![](X "سفينة تدخل الميناء (رويترز)")`},
		{"a mark, and words for those who do not see", "صورة\nسفينة عند الرصيف", `![سفينة عند الرصيف](X)`},
		{"a mark, and both", "صورة\nسفينة عند الرصيف\nدخول السفينة أمس (رويترز)", `![سفينة عند الرصيف](X "دخول السفينة أمس (رويترز)")`},
		{"labels with their words", "صدر الصورة، Getty Images\nالتعليق على الصورة، دخول السفينة أمس", `![](X "دخول السفينة أمس (Getty Images)")`},
		{"labels above their words", "صدر الصورة،\nGetty Images\nالتعليق على الصورة،\nدخول السفينة أمس", `![](X "دخول السفينة أمس (Getty Images)")`},
		{"a credit with a sign", "سفينة تدخل الميناء © رويترز", `![](X "سفينة تدخل الميناء (رويترز)")`},
		{"a credit by a word", "سفينة تدخل الميناء صورة من: هدى علي", `![](X "سفينة تدخل الميناء (هدى علي)")`},
		{"of the archive", "سفينة تدخل الميناء - أرشيفية", `![](X "سفينة تدخل الميناء (أرشيفية)")`},
		{"words that stand twice", "سفينة عند الرصيف\nسفينة عند الرصيف", `![سفينة عند الرصيف](X "سفينة عند الرصيف")`},
		{"quotation marks", `سفينة تدخل "الميناء" (رويترز)`, `![](X "سفينة تدخل \"الميناء\" (رويترز)")`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Pasted("عودة الملاحة إلى الميناء القديم بعد عامين\n14 سبتمبر 2024\n\n"+running+"\n\n"+c.lines+"\n\n"+running2, testOptions())
			if err != nil {
				t.Fatal(err)
			}
			file := ""
			for _, n := range p.Notes {
				if n.Kind == intake.ToDo {
					file = n.Text
				}
			}
			_, picture, _ := strings.Cut(p.Body, "-->\n\n")
			picture, _, _ = strings.Cut(picture, "\n\n")
			if got := strings.Replace(picture, file, "X", 1); got != c.want || file == "" || !strings.HasSuffix(p.Body, running2) {
				t.Errorf("got %s, want %s\n%s", got, c.want, p.Body)
			}
		})
	}
}

// What leads to other stories goes, as far as it reaches, and an editor is told of each line.
func TestWhatLeadsToOtherStoriesGoes(t *testing.T) {
	for _, c := range []struct{ name, lines, stays string }{
		{"a label and a headline", "اقرأ أيضاً: وصول شحنة القمح إلى الصوامع الجديدة", ""},
		{"a label above headlines", "اقرأ أيضاً\nوصول شحنة القمح إلى الصوامع الجديدة\nأسعار الشحن ترتفع قبل العيد", ""},
		{"a label above another's picture", "مواضيع ذات صلة\nصورة\nصوامع القمح\n\nوصول شحنة القمح إلى الصوامع الجديدة", ""},
		{"a list for those who hear", "قصص مقترحة\nوصول شحنة القمح إلى الصوامع\nأسعار الشحن ترتفع\nنهاية قصص مقترحة", ""},
		{"a list in English", "list 1 of 2\nوصول شحنة القمح إلى الصوامع\nlist 2 of 2\nأسعار الشحن ترتفع\nend of list", ""},
		{"a list that can be passed over", "تخطى الأكثر قراءة وواصل القراءة\nالأكثر قراءة\nوصول شحنة القمح\nنهاية الأكثر قراءة", ""},
		{"a heading that only looks like one", "اقرأ أيضاً في هذا التقرير ما يلي من أرقام\n\n" + running, "اقرأ أيضاً في هذا التقرير ما يلي من أرقام"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Pasted("عودة الملاحة إلى الميناء القديم بعد عامين\n14 سبتمبر 2024\n\n"+running+"\n\n"+c.lines+"\n\n"+running2, testOptions())
			if err != nil {
				t.Fatal(err)
			}
			told := map[string]bool{}
			for _, n := range p.Notes {
				told[n.Text] = n.Kind == intake.Dropped
			}
			for line := range strings.SplitSeq(c.lines, "\n") {
				if line != "" && line != running && strings.Contains(p.Body, line) != (line == c.stays) {
					t.Errorf("%q is in the text: %v", line, line != c.stays)
				}
				if line != "" && c.stays == "" && !told[line] {
					t.Errorf("nobody is told of %q", line)
				}
			}
		})
	}
}

// The foot of a story: who is named as its source, its subjects, and what only a desk reads.
func TestTheFootOfAPage(t *testing.T) {
	for _, c := range []struct{ name, foot, want string }{
		{"a source", "المصدر: رويترز، أ ف ب", "agencies: رويترز، أ ف ب"},
		{"sources in brackets", "(رويترز، د ب أ)", "agencies: رويترز، د ب أ"},
		{"the desk's initials before them", "م.ق/ع.ج (رويترز)", "agencies: رويترز"},
		{"a place and an agency", "بيروت - رويترز", "agencies: رويترز, dateline: بيروت"},
		{"hashtags", "#ميناء #سفن_كبيرة", "tags: ميناء، سفن كبيرة"},
		{"subjects behind a label", "كلمات مفتاحية: ميناء، سفن", "tags: ميناء، سفن"},
		{"subjects below a label", "الوسوم\nميناء\nسفن", "tags: ميناء، سفن"},
		{"what follows the story", "الأكثر قراءة\nقصة أخرى عن ميناء آخر\nقصة ثالثة", ""},
		{"the mark of the end", "// انتهى //\n14:22 ت م", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Pasted("عودة الملاحة إلى الميناء القديم بعد عامين\n14 سبتمبر 2024\n\n"+running+"\n\n"+running2+"\n\n"+c.foot, testOptions())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, pair := range p.Matter {
				if words := listOf(pair.Value); words != "" && pair.Key != "title" && pair.Key != "date" {
					got = append(got, pair.Key+": "+words)
				}
			}
			if said := strings.Join(got, ", "); said != c.want || p.Body != running+"\n\n"+running2 {
				t.Errorf("it says %q, want %q; the text ends %.80q", said, c.want, strings.TrimPrefix(p.Body, running))
			}
		})
	}
}
