package manuscript

import "warraq/site/settings"

// about gives the shape of a key's value: its kind (settings.Key), and what it is for.
func about(kind, words string) settings.Shape { return settings.ShapeOf(kind, words) }

// of is about for a value that may be a map, or a list of maps, of other keys.
func of(kind, words string, keys map[string]settings.Shape) settings.Shape {
	s, properties := about(kind, words), settings.Shape{}
	for key, shape := range keys {
		properties[key] = shape
	}
	if s["properties"] = properties; kind == "list" {
		s["items"] = settings.Shape{"properties": properties}
		delete(s, "properties")
	}
	return s
}

var imageShapes = map[string]settings.Shape{
	"src":     about("text", "الملف: بجانب القصة، أو /مساره في static، أو عنوان كامل — The file: beside the story, /its path in static, or a whole address"),
	"alt":     about("text", "ما في الصورة، لمن لا يراها — What the picture shows, for those who cannot see it"),
	"caption": about("text", "الكلام تحت الصورة — The words under the picture"),
	"credit":  about("text", "صاحب الصورة — Who made the picture"),
	"focus":   about("text", "ما لا يُقص منها، مثل 30% 20% من أعلى اليسار — What is never cut off, such as 30% 20% from the top left"),
}

// storyShapes describe the keys of a story.
var storyShapes = map[string]settings.Shape{
	"title":      about("text", "عنوان القصة — The headline"),
	"standfirst": about("text", "سطر أو سطران تحت العنوان — The line or two under the headline"),
	"kicker":     about("text", "كلمة فوق العنوان — A word over the headline"),
	"summary":    about("text", "ملخص للقوائم ومحركات البحث؛ وبغيره أول القصة — A summary for lists and search engines; without it, the beginning of the story"),
	"type":       about("text", "نوع القصة: news أو opinion أو analysis أو report أو interview أو explainer أو factcheck أو gallery أو video أو audio أو live — The kind of story: news, opinion, analysis, report, interview, explainer, factcheck, gallery, video, audio, live"),
	"lang":       about("text", "لغتها إن لم تكن لغة الجريدة — Its language, where it is not the paper's"),

	"date":        about("date", "تاريخ القصة — The story's date"),
	"lastmod":     about("date", "آخر تعديل — When it was last changed"),
	"publishDate": about("date", "لا تظهر قبله — It does not appear before"),
	"published":   about("date", "تاريخ نشرها؛ وfalse تخفيها — When it was published; false hides it"),
	"expiryDate":  about("date", "تختفي بعده — It disappears after"),
	"release":     about("text", "اسم مجموعة من releases في edition.yaml تظهر القصة معها؛ ووقتها وقتها — The name of a set of releases in edition.yaml that the story goes live with; its time is the set's"),
	"draft":       about("flag", "مسودة لا تُنشر — A draft is not published"),
	"withdrawn":   about("text", "سُحبت القصة، وهذا سببها؛ وتبقى صفحة تقول ذلك — The story was withdrawn, and this is why; a page that says so stays"),

	"section":         about("text", "مجلد قسم آخر — The folder of another section"),
	"slug":            about("text", "آخر عنوانها — The end of its address"),
	"aliases":         about("list", "عناوينها القديمة — Its old addresses"),
	"translations":    about("map", "القصة بلغات أخرى: رمز اللغة، ثم العنوان — The story in other languages: a language's code, then the address"),
	"translation_key": about("text", "ما يجمعها بأختها في الطبعات الأخرى، حيث يختلف مسار ملفيهما — What it has in common with itself in other editions, where the paths of the files differ"),
	"permalink":       about("text", "عنوان قديم، كما كتبه نظام سابق — An old address, as another system wrote it"),

	"authors":    about("list", "أسماء الكتّاب، أو أسماء ملفاتهم في authors — The writers' names, or those of their files in authors"),
	"tone":       about("text", "كيف تُعرض: عاجل أو حداد أو تحقيق أو ملف — How it looks: urgent, mourning, investigation or dossier"),
	"life":       about("text", "سنوات من تنعاه القصة، مثل 1934–2026 — The years of whom an obituary is about, such as 1934–2026"),
	"agencies":   about("list", "الوكالات — The news agencies"),
	"dateline":   about("text", "المكان الذي كُتبت فيه — Where it was written"),
	"tags":       about("list", "الوسوم — The tags"),
	"categories": about("list", "وسوم أيضًا، كما يسميها غيرنا — Tags too, as others call them"),
	"series":     about("text", "سلسلة هي جزء منها — The series that it is a part of"),
	"part":       about("number", "أي جزء هي — Which part it is"),

	"image":   of("map", "صورتها الأولى — Its first picture", imageShapes),
	"gallery": of("list", "صور المعرض — The pictures of a gallery", imageShapes),
	"video": of("map", "الفيلم أو التسجيل (audio) — The film, or the recording (audio)", map[string]settings.Shape{
		"src":        about("text", "الملف أو العنوان — The file or address"),
		"poster":     about("text", "صورة قبل التشغيل — The picture before it plays"),
		"duration":   about("text", "مدته، مثل 3:25 — How long it is, such as 3:25"),
		"size":       about("number", "حجمه بالبايت، للبودكاست — Its size in bytes, for podcasts"),
		"transcript": about("text", "نصه — What is said in it"),
		"chapters":   about("list", "فصوله: at ثم title — Its chapters: at, then title"),
	}),
	"claim": of("map", "ما يُتحقق منه — What is checked", map[string]settings.Shape{
		"text":    about("text", "الادعاء — The claim"),
		"speaker": about("text", "قائله — Who said it"),
		"date":    about("date", "متى قيل — When it was said"),
		"rating":  about("text", "النتيجة — The verdict"),
	}),
	"live": of("map", "التغطية الحية — The live coverage", map[string]settings.Shape{
		"start":      about("date", "بدؤها — When it begins"),
		"end":        about("date", "انتهاؤها — When it ends"),
		"key_points": about("list", "أهم ما فيها — Its key points"),
	}),

	"corrections": of("list", "تصويبات مؤرخة — Dated corrections", map[string]settings.Shape{
		"date": about("date", "متى — When"),
		"text": about("text", "ما صُوّب — What was corrected"),
	}),
	"updates":  about("list", "إضافات مؤرخة، مثل corrections — Dated additions, as corrections are written"),
	"sources":  about("list", "المصادر: name وurl — The sources: name and url"),
	"related":  about("list", "قصص ذات صلة، بمسارات ملفاتها — Related stories, as their files' paths"),
	"featured": about("flag", "من أوائل الصفحة الأولى — Among the first of the front page"),
	"pinned":   about("flag", "مثل featured — As featured"),
	"members":  about("flag", "للمشتركين: لا يُنشر من المتن إلا ما قبل <!--more-->، أو فقرتان — For members: no more of the body is published than what stands before <!--more-->, or two paragraphs"),
	"breaking": about("flag", "خبر عاجل — Breaking news"),
	"params":   paramsShape,
}

var paramsShape = about("map", "حقول من عند الجريدة، تعرضها قوالبها: {{.Params.name}} — Fields of the paper's own, which its templates show: {{.Params.name}}")

// sectionShapes describe the keys of a section's _index.md.
var sectionShapes = map[string]settings.Shape{
	"title":           about("text", "اسم القسم — The section's name"),
	"description":     about("text", "ما فيه — What it holds"),
	"order":           about("number", "مكانه بين الأقسام — Its place among sections"),
	"accent":          about("text", "لونه — Its colour"),
	"aliases":         about("list", "عناوينه القديمة — Its old addresses"),
	"translation_key": about("text", "ما يجمعه بأخيه في الطبعات الأخرى، حيث يختلف مسار ملفيهما — What it has in common with itself in other editions, where the paths of the files differ"),
	"publishDate":     about("date", "لا يظهر هو وقصصه قبله — It does not appear, nor do its stories, before"),
	"expiryDate":      about("date", "يختفي هو وقصصه بعده — It disappears with its stories after"),
	"release":         about("text", "اسم مجموعة من releases في edition.yaml يظهر القسم معها — The name of a set of releases in edition.yaml that the section goes live with"),
	"draft":           about("flag", "لا يُنشر هو ولا ما تحته — Neither it nor what is below it is published"),
	"oldest_first":    about("flag", "في ملف سلسلة series/x.md: تبدأ القائمة بالجزء الأول — In the file of a series, series/x.md: its list begins with the first part"),
	"search_weight":   about("number", "مكان قصصه في نتائج البحث: 1 أعلى، و-1 أدنى — Where its stories stand in the results of the search: 1 higher, -1 lower"),
	"opinion":         about("flag", "قسم رأي — A section of opinion"),
	"params":          paramsShape,
}

// authorShapes describe the keys of a file in authors.
var authorShapes = map[string]settings.Shape{
	"name":    about("text", "اسمه — The name"),
	"role":    about("text", "عمله — What the author does"),
	"picture": of("map", "صورته — The author's picture", imageShapes),
	"email":   about("text", "بريده — The author's address"),
	"links":   about("list", "حساباته — The author's profiles"),
	"aliases": about("list", "عناوينه القديمة — Old addresses"),
	"release": about("text", "اسم مجموعة من releases في edition.yaml يظهر ما في هذا الملف معها — The name of a set of releases in edition.yaml that what this file says goes live with"),
	"draft":   about("flag", "لا تُنشر صفحته — The author's page is not published"),
	"desk":    about("flag", "قسم أو مكتب لا شخص — A desk, not a person"),
	"params":  paramsShape,
}
