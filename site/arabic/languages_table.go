package arabic

// autonyms are the names of languages, as their readers call them (CLDR).
var autonyms = map[string]string{
	"ar": "العربية", "en": "English", "fr": "Français", "fa": "فارسی", "ur": "اردو", "ku": "کوردی", "ckb": "کوردیی ناوەندی", "kmr": "Kurmancî", "he": "עברית", "ug": "ئۇيغۇرچە",
	"sd": "سنڌي", "ps": "پښتو", "prs": "دری", "tr": "Türkçe", "az": "Azərbaycan", "de": "Deutsch", "es": "Español", "pt": "Português", "it": "Italiano", "nl": "Nederlands", "ru": "Русский", "zh": "中文",
	"ja": "日本語", "ko": "한국어", "hi": "हिन्दी", "bn": "বাংলা", "id": "Indonesia", "ms": "Melayu", "so": "Soomaali", "sw": "Kiswahili", "ha": "Hausa", "am": "አማርኛ", "ti": "ትግርኛ", "hy": "Հայերեն",
	"el": "Ελληνικά", "sv": "Svenska", "uk": "Українська", "pl": "Polski", "zgh": "ⵜⴰⵎⴰⵣⵉⵖⵜ", "kab": "Taqbaylit", "syr": "ܣܘܪܝܝܐ",
}

// codes are the languages of two letters (ISO 639-1).
const codes = " aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "

// rightToLeft are scripts (ISO 15924), and wherever are languages that are written from the right where
// neither script nor region is named. The others say in which regions that is not so (CLDR, likelySubtags). Kurdish
// alone is written in Arabic letters here: that is what an Arabic paper means by it.
var (
	rightToLeft    = []string{"arab", "aran", "hebr", "syrc", "syre", "syrj", "syrn", "thaa", "nkoo", "adlm", "rohg", "mand", "samr"}
	wherever       = []string{"ar", "arc", "arz", "ary", "apc", "acm", "ajp", "aeb", "afb", "ckb", "dv", "fa", "he", "iw", "ks", "ku", "lrc", "mzn", "nqo", "ps", "sd", "sdh", "syr", "ug", "ur", "yi", "ji", "azb", "bal", "bqi", "glk", "prs", "pnb", "skr", "haz", "luz"}
	fromTheLeftIn  = map[string]string{"ku": "tr sy am ge"}
	fromTheRightIn = map[string]string{"az": "ir", "uz": "af", "pa": "pk", "tk": "ir af", "kk": "cn", "ky": "cn"}
)
