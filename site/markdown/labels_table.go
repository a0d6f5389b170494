package markdown

import "warraq/site/arabic"

// labels are the words that a body shows and that its author did not write.
type labels struct {
	credit    string
	table     string
	footnotes string
	back      string
	arrow     string
	callouts  map[string]string
	embeds    map[string]string
	post      string // before the name of who wrote it

	done, open string // a task
}

// labelsOf are those of a language; English ones where it has none.
func labelsOf(lang string) *labels {
	switch arabic.Tongue(lang) {
	case "ar":
		return &labelsAr
	case "fa":
		return &labelsFa
	case "ur":
		return &labelsUr
	case "ku":
		return &labelsKu
	case "he":
		return &labelsHe
	}
	return &labelsEn
}

var labelsAr = labels{
	credit:    "المصدر: ",
	table:     "جدول",
	footnotes: "الحواشي",
	back:      "العودة إلى النص",
	arrow:     "\u21aa\ufe0e", // text form, not an emoji
	callouts:  map[string]string{"note": "ملاحظة", "warning": "تنبيه", "background": "خلفية", "important": "مهم"},
	embeds: map[string]string{
		"youtube": "شاهد المقطع على يوتيوب", "vimeo": "شاهد المقطع على فيميو", "dailymotion": "شاهد المقطع على ديلي موشن",
		"x": "منشور على إكس", "instagram": "منشور على إنستغرام", "tiktok": "شاهد المقطع على تيك توك",
		"facebook": "منشور على فيسبوك", "telegram": "منشور على تيليغرام", "soundcloud": "استمع على ساوند كلاود",
		"map": "افتح الخريطة", "spotify": "استمع على سبوتيفاي", "datawrapper": "افتح الرسم البياني", "flourish": "افتح الرسم التفاعلي",
	},
	post: " لـ",
	done: "أُنجز", open: "لم يُنجز",
}

var labelsEn = labels{
	credit:    "Credit: ",
	table:     "Table",
	footnotes: "Footnotes",
	back:      "Back to the text",
	arrow:     "\u21a9\ufe0e",
	callouts:  map[string]string{"note": "Note", "warning": "Warning", "background": "Background", "important": "Important"},
	embeds: map[string]string{
		"youtube": "Watch on YouTube", "vimeo": "Watch on Vimeo", "dailymotion": "Watch on Dailymotion",
		"x": "Post on X", "instagram": "Post on Instagram", "tiktok": "Watch on TikTok",
		"facebook": "Post on Facebook", "telegram": "Post on Telegram", "soundcloud": "Listen on SoundCloud",
		"map": "Open the map", "spotify": "Listen on Spotify", "datawrapper": "Open the chart", "flourish": "Open the interactive graphic",
	},
	post: " by ",
	done: "done", open: "not done",
}

var labelsFa = labels{
	credit:    "عکس از: ",
	table:     "جدول",
	footnotes: "پانویس\u200cها",
	back:      "بازگشت به متن",
	arrow:     "\u21aa\ufe0e",
	callouts:  map[string]string{"note": "یادداشت", "warning": "هشدار", "background": "پیشینه", "important": "مهم"},
	embeds: map[string]string{
		"youtube": "تماشا در یوتیوب", "vimeo": "تماشا در ویمیو", "dailymotion": "تماشا در دیلی\u200cموشن",
		"x": "پست در ایکس", "instagram": "پست در اینستاگرام", "tiktok": "تماشا در تیک\u200cتاک",
		"facebook": "پست در فیسبوک", "telegram": "پست در تلگرام", "soundcloud": "شنیدن در ساندکلاود",
		"map": "باز کردن نقشه", "spotify": "شنیدن در اسپاتیفای", "datawrapper": "باز کردن نمودار", "flourish": "باز کردن نمودار تعاملی",
	},
	post: " از ",
	done: "انجام شد", open: "انجام نشد",
}

var labelsUr = labels{
	credit:    "بشکریہ: ",
	table:     "جدول",
	footnotes: "حواشی",
	back:      "متن پر واپس",
	arrow:     "\u21aa\ufe0e",
	callouts:  map[string]string{"note": "نوٹ", "warning": "انتباہ", "background": "پس منظر", "important": "اہم"},
	embeds: map[string]string{
		"youtube": "یوٹیوب پر دیکھیے", "vimeo": "ویمیو پر دیکھیے", "dailymotion": "ڈیلی موشن پر دیکھیے",
		"x": "ایکس پر پوسٹ", "instagram": "انسٹاگرام پر پوسٹ", "tiktok": "ٹک ٹاک پر دیکھیے",
		"facebook": "فیس بک پر پوسٹ", "telegram": "ٹیلی گرام پر پوسٹ", "soundcloud": "ساؤنڈ کلاؤڈ پر سنیے",
		"map": "نقشہ کھولیے", "spotify": "اسپاٹیفائی پر سنیے", "datawrapper": "چارٹ کھولیے", "flourish": "انٹرایکٹو چارٹ کھولیے",
	},
	post: " از ",
	done: "مکمل", open: "نامکمل",
}

var labelsKu = labels{
	credit:    "سەرچاوە: ",
	table:     "خشتە",
	footnotes: "پەراوێزەکان",
	back:      "گەڕانەوە بۆ دەق",
	arrow:     "\u21aa\ufe0e",
	callouts:  map[string]string{"note": "تێبینی", "warning": "ئاگاداری", "background": "پاشخان", "important": "گرنگ"},
	embeds: map[string]string{
		"youtube": "لە یوتیوب ببینە", "vimeo": "لە ڤیمیۆ ببینە", "dailymotion": "لە دەیلیمۆشن ببینە",
		"x": "بڵاوکراوە لە ئێکس", "instagram": "بڵاوکراوە لە ئینستاگرام", "tiktok": "لە تیکتۆک ببینە",
		"facebook": "بڵاوکراوە لە فەیسبووک", "telegram": "بڵاوکراوە لە تێلێگرام", "soundcloud": "لە ساوندکلاود گوێ بگرە",
		"map": "نەخشەکە بکەرەوە", "spotify": "لە سپۆتیفای گوێ بگرە", "datawrapper": "هێڵکارییەکە بکەرەوە", "flourish": "هێڵکاریی کارلێککار بکەرەوە",
	},
	post: " لەلایەن ",
	done: "ئەنجامدرا", open: "ئەنجامنەدراوە",
}

var labelsHe = labels{
	credit:    "צילום: ",
	table:     "טבלה",
	footnotes: "הערות שוליים",
	back:      "חזרה לטקסט",
	arrow:     "\u21aa\ufe0e",
	callouts:  map[string]string{"note": "הערה", "warning": "אזהרה", "background": "רקע", "important": "חשוב"},
	embeds: map[string]string{
		"youtube": "צפייה ביוטיוב", "vimeo": "צפייה בווימאו", "dailymotion": "צפייה בדיילימושן",
		"x": "פוסט באקס", "instagram": "פוסט באינסטגרם", "tiktok": "צפייה בטיקטוק",
		"facebook": "פוסט בפייסבוק", "telegram": "פוסט בטלגרם", "soundcloud": "האזנה בסאונדקלאוד",
		"map": "פתיחת המפה", "spotify": "האזנה בספוטיפיי", "datawrapper": "פתיחת התרשים", "flourish": "פתיחת התרשים האינטראקטיבי",
	},
	post: " מאת ",
	done: "בוצע", open: "לא בוצע",
}
