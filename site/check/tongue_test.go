package check_test

import (
	"strings"
	"testing"

	"warraq/site"
	"warraq/site/check"
)

// A paragraph of another language in Arabic script is quoted, not written wrong: no rule speaks
// of its words, and no fix touches it. Arabic that was typed on a keyboard of Persian is found.
func TestOtherTonguesAreLeftAlone(t *testing.T) {
	all, err := check.New(&site.Config{Language: "ar", Digits: "latn"}, nil, now)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"این یک متن فارسی است که در روزنامهٔ عربی آمده است و نباید اصلاح شود. پیش\u200cتر گفته شد که یاسر هاشمی می\u200cآید.",
		"وزیر امور خارجه ایران گفت که این گفتگوها برای رفع تحریم\u200cها مفید بوده است.",
		"یہ اردو زبان میں ایک تحریر ہے جو عربی اخبار میں شائع ہوئی ہے۔ حکومت نے کہا ہے کہ لوگوں کو دیا جائے گا۔",
		"ڕۆژنامەکە لە هەولێر بڵاو کرایەوە و ئەو هەواڵە گرنگە بوو.",
	} {
		m := read("news/x.md", text+"\n")
		if fixed, n := fix(all, m); n > 0 {
			t.Errorf("%d fixes in\n%s\n%s", n, text, fixed)
		}
		for _, f := range all.Check(m) {
			if f.From > 0 {
				t.Errorf("%s speaks of %q in\n%s", f.Rule, m.Source[f.From:f.To], text)
			}
		}
	}
	typed := "أعلن المدير أن ال\u06a9تاب وال\u06a9اتب وم\u06a9تبة المدينة وعددا \u06a9بيرا من ال\u06a9تب في المعرض."
	if len(alone("persian-letter", nil).Check(read("news/x.md", typed))) == 0 {
		t.Errorf("nothing is found in %s", typed)
	}
}

// Brackets are not looked at from each back to where the paragraph begins: this ends in a second, or in minutes.
func TestManyBrackets(t *testing.T) {
	text := strings.Repeat("«(", 100_000) + "نص" + strings.Repeat(")»", 100_000)
	if n := len(alone("unbalanced", nil).Check(read("news/x.md", text))); n != 0 {
		t.Errorf("%d findings in balanced brackets", n)
	}
	if n := len(alone("unbalanced", nil).Check(read("news/x.md", strings.Repeat("ب", 100)+" أ) بند\n\n"+strings.Repeat("ب", 100)+"أ) بند"))); n != 1 {
		t.Errorf("%d findings where one bracket is an item's and one is alone", n)
	}
}
