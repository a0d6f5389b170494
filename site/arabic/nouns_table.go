package arabic

// Nouns are the counted nouns of a news site. The units of time are CLDR 48's
// (dateFields.json, units); the others follow the same grammar.
var Nouns = map[string]Forms{
	"minute":  {"أقل من دقيقة", "دقيقة واحدة", "دقيقتان", "دقيقتين", "{n} دقائق", "{n} دقيقة", "{n} دقيقة"},
	"hour":    {"أقل من ساعة", "ساعة واحدة", "ساعتان", "ساعتين", "{n} ساعات", "{n} ساعة", "{n} ساعة"},
	"day":     {"أقل من يوم", "يوم واحد", "يومان", "يومين", "{n} أيام", "{n} يومًا", "{n} يوم"},
	"week":    {"أقل من أسبوع", "أسبوع واحد", "أسبوعان", "أسبوعين", "{n} أسابيع", "{n} أسبوعًا", "{n} أسبوع"},
	"month":   {"أقل من شهر", "شهر واحد", "شهران", "شهرين", "{n} أشهر", "{n} شهرًا", "{n} شهر"},
	"year":    {"أقل من سنة", "سنة واحدة", "سنتان", "سنتين", "{n} سنوات", "{n} سنة", "{n} سنة"},
	"article": {"لا مقالات", "مقال واحد", "مقالان", "مقالين", "{n} مقالات", "{n} مقالًا", "{n} مقال"},
	"news":    {"لا أخبار", "خبر واحد", "خبران", "خبرين", "{n} أخبار", "{n} خبرًا", "{n} خبر"},
	"comment": {"لا تعليقات", "تعليق واحد", "تعليقان", "تعليقين", "{n} تعليقات", "{n} تعليقًا", "{n} تعليق"},
	"view":    {"لا مشاهدات", "مشاهدة واحدة", "مشاهدتان", "مشاهدتين", "{n} مشاهدات", "{n} مشاهدة", "{n} مشاهدة"},
	"result":  {"لا نتائج", "نتيجة واحدة", "نتيجتان", "نتيجتين", "{n} نتائج", "{n} نتيجة", "{n} نتيجة"},
	"picture": {"لا صور", "صورة واحدة", "صورتان", "صورتين", "{n} صور", "{n} صورة", "{n} صورة"},
	"story":   {"لا مواد", "مادة واحدة", "مادتان", "مادتين", "{n} مواد", "{n} مادة", "{n} مادة"},
	"part":    {"لا أجزاء", "جزء واحد", "جزءان", "جزءين", "{n} أجزاء", "{n} جزءًا", "{n} جزء"},
	"word":    {"لا كلمات", "كلمة واحدة", "كلمتان", "كلمتين", "{n} كلمات", "{n} كلمة", "{n} كلمة"},
	"author":  {"لا كتّاب", "كاتب واحد", "كاتبان", "كاتبين", "{n} كتّاب", "{n} كاتبًا", "{n} كاتب"},
}

var englishNouns = map[string]Forms{
	"minute":  {Zero: "less than a minute", One: "{n} minute", Other: "{n} minutes"},
	"hour":    {One: "{n} hour", Other: "{n} hours"},
	"day":     {One: "{n} day", Other: "{n} days"},
	"week":    {One: "{n} week", Other: "{n} weeks"},
	"month":   {One: "{n} month", Other: "{n} months"},
	"year":    {One: "{n} year", Other: "{n} years"},
	"article": {One: "{n} article", Other: "{n} articles"},
	"news":    {One: "{n} story", Other: "{n} stories"},
	"comment": {One: "{n} comment", Other: "{n} comments"},
	"view":    {One: "{n} view", Other: "{n} views"},
	"result":  {One: "{n} result", Other: "{n} results"},
	"picture": {One: "{n} picture", Other: "{n} pictures"},
	"story":   {One: "{n} story", Other: "{n} stories"},
	"part":    {One: "{n} part", Other: "{n} parts"},
	"word":    {One: "{n} word", Other: "{n} words"},
	"author":  {One: "{n} author", Other: "{n} authors"},
}
