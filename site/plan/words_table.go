package plan

import "warraq/site/arabic"

// label is a word that a View needs before the theme's strings are at hand, in a language of the interface.
func label(lang, key string) string {
	if words, ok := labels[arabic.Tongue(lang)]; ok {
		return words[key]
	}
	return labels["en"][key]
}

var labels = map[string]map[string]string{
	"ar": {
		"home": "الرئيسية", "tags": "الوسوم", "authors": "الكتّاب", "agencies": "الوكالات", "series": "الملفات", "archive": "الأرشيف", "search": "البحث",
		"missing": "الصفحة غير موجودة", "picture": "عرض الصورة", "older": "الأقدم", "newer": "الأحدث", "page": "صفحة", "undated": "بلا تاريخ",
		"gone": "مادة مسحوبة", "urgent": "عاجل", "verdict": "النتيجة:", "sections": "الأقسام", "about": "عن الصحيفة", "feeds": "الخلاصات",
	},
	"en": {
		"home": "Home", "tags": "Tags", "authors": "Authors", "agencies": "Agencies", "series": "Series", "archive": "Archive", "search": "Search",
		"missing": "Page not found", "picture": "Show the picture", "older": "Older", "newer": "Newer", "page": "page", "undated": "undated",
		"gone": "Withdrawn", "urgent": "Urgent", "verdict": "Verdict:", "sections": "Sections", "about": "About the paper", "feeds": "Feeds",
	},
	"fa": {
		"home": "خانه", "tags": "برچسب\u200cها", "authors": "نویسندگان", "agencies": "خبرگزاری\u200cها", "series": "پرونده\u200cها", "archive": "آرشیو", "search": "جست\u200cوجو",
		"missing": "صفحه پیدا نشد", "picture": "نمایش عکس", "older": "قدیمی\u200cتر", "newer": "تازه\u200cتر", "page": "صفحهٔ", "undated": "بدون تاریخ",
		"gone": "پس گرفته شد", "urgent": "فوری", "verdict": "نتیجه:", "sections": "بخش\u200cها", "about": "دربارهٔ روزنامه", "feeds": "خوراک\u200cها",
	},
	"ur": {
		"home": "صفحۂ اول", "tags": "ٹیگز", "authors": "مصنفین", "agencies": "خبر رساں ادارے", "series": "سلسلے", "archive": "آرکائیو", "search": "تلاش",
		"missing": "صفحہ نہیں ملا", "picture": "تصویر دیکھیے", "older": "پرانی خبریں", "newer": "نئی خبریں", "page": "صفحہ", "undated": "بلا تاریخ",
		"gone": "واپس لی گئی تحریر", "urgent": "بریکنگ نیوز", "verdict": "نتیجہ:", "sections": "شعبے", "about": "اخبار کے بارے میں", "feeds": "فیڈز",
	},
	"ku": {
		"home": "سەرەکی", "tags": "تاگەکان", "authors": "نووسەران", "agencies": "ئاژانسەکان", "series": "دۆسیەکان", "archive": "ئەرشیف", "search": "گەڕان",
		"missing": "پەڕەکە نەدۆزرایەوە", "picture": "وێنەکە پیشان بدە", "older": "کۆنتر", "newer": "نوێتر", "page": "پەڕەی", "undated": "بێ بەروار",
		"gone": "کشێنرایەوە", "urgent": "بەپەلە", "verdict": "ئەنجام:", "sections": "بەشەکان", "about": "دەربارەی ڕۆژنامە", "feeds": "فیدەکان",
	},
	"he": {
		"home": "ראשי", "tags": "תגיות", "authors": "כותבים", "agencies": "סוכנויות הידיעות", "series": "סדרות", "archive": "ארכיון", "search": "חיפוש",
		"missing": "הדף לא נמצא", "picture": "הצגת התמונה", "older": "ישן יותר", "newer": "חדש יותר", "page": "עמוד", "undated": "ללא תאריך",
		"gone": "הוסר", "urgent": "מבזק", "verdict": "המסקנה:", "sections": "מדורים", "about": "על העיתון", "feeds": "עדכונים",
	},
}
