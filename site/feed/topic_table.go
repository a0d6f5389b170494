package feed

// topics are the seventeen top-level Media Topics.
//
// Source: IPTC Media Topics, https://cv.iptc.org/newscodes/mediatopic/,
// © IPTC, CC BY 4.0. The codes are IPTC's; the Arabic and English names are
// worded here for a reader of Arabic news, and also holds the words by which
// sections and tags commonly name them.
var topics = []struct {
	id, ar, en string
	also       []string
}{
	{"medtop:01000000", "ثقافة وفنون وإعلام", "arts, culture, entertainment and media", []string{"ثقافة", "فنون", "فن", "إعلام", "ثقافة وفنون", "فن وثقافة", "ثقافة وفن", "منوعات فنية", "أدب", "كتب", "سينما", "موسيقى", "مسرح", "ميديا", "culture", "arts", "media", "books", "entertainment"}},
	{"medtop:02000000", "جريمة وقانون وعدالة", "crime, law and justice", []string{"قضاء", "جريمة", "جرائم", "عدالة", "محاكم", "حوادث وقضايا", "قانون", "crime", "justice", "law"}},
	{"medtop:03000000", "كوارث وحوادث", "disaster, accident and emergency incident", []string{"حوادث", "كوارث", "كوارث طبيعية", "زلازل", "disasters", "accidents"}},
	{"medtop:04000000", "اقتصاد وأعمال ومال", "economy, business and finance", []string{"اقتصاد", "أعمال", "مال وأعمال", "اقتصاد وأعمال", "اقتصاد الناس", "أسواق", "طاقة", "عقارات", "economy", "business", "finance", "markets"}},
	{"medtop:05000000", "تعليم", "education", []string{"تربية", "تربية وتعليم", "جامعات", "مدارس"}},
	{"medtop:06000000", "بيئة", "environment", []string{"مناخ", "بيئة ومناخ", "تغير المناخ", "climate"}},
	{"medtop:07000000", "صحة", "health", []string{"طب", "صحة وطب", "medicine"}},
	{"medtop:08000000", "ناس وطرائف", "human interest", []string{"منوعات", "طرائف", "people"}},
	{"medtop:09000000", "عمل وعمال", "labour", []string{"عمل", "عمال", "بطالة", "نقابات", "labor", "employment"}},
	{"medtop:10000000", "أسلوب حياة وترفيه", "lifestyle and leisure", []string{"أسلوب حياة", "لايف ستايل", "سفر", "سياحة", "سياحة وسفر", "مطبخ", "طعام", "أزياء", "موضة", "lifestyle", "travel", "food", "leisure"}},
	{"medtop:11000000", "سياسة وحكم", "politics and government", []string{"سياسة", "انتخابات", "حكومة", "برلمان", "دبلوماسية", "politics", "government", "elections"}},
	{"medtop:12000000", "دين", "religion", []string{"أديان", "إسلام", "دين وحياة", "إسلاميات"}},
	{"medtop:13000000", "علوم وتكنولوجيا", "science and technology", []string{"علوم", "تكنولوجيا", "تقنية", "علوم وتقنية", "تقنيات", "ذكاء اصطناعي", "فضاء", "علم", "science", "technology", "tech"}},
	{"medtop:14000000", "مجتمع", "society", []string{"هجرة", "لجوء", "لاجئون", "أسرة", "مرأة", "شباب", "حقوق وحريات", "migration"}},
	{"medtop:15000000", "رياضة", "sport", []string{"كرة قدم", "كرة القدم", "كرة سلة", "رياضات", "ألعاب قوى", "sports", "football"}},
	{"medtop:16000000", "حرب ونزاع وسلام", "conflict, war and peace", []string{"حرب", "حروب", "نزاعات", "سلام", "أمن وعسكر", "شؤون عسكرية", "war", "conflict"}},
	{"medtop:17000000", "طقس", "weather", []string{"أحوال الطقس", "حالة الطقس", "أرصاد"}},
}
