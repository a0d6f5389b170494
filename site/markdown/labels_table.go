package markdown

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

func labelsOf(arabic bool) *labels {
	if arabic {
		return &labelsAr
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
