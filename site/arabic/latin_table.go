package arabic

// The romanisation of Arab newspapers and agencies, without dots and rings;
// letters of Persian and of loan words beside them. Hamza is dropped.
var latinLetters = map[rune]string{
	'ا': "a", 'آ': "a", 'ب': "b", 'ت': "t", 'ث': "th", 'ج': "j", 'ح': "h", 'خ': "kh",
	'د': "d", 'ذ': "dh", 'ر': "r", 'ز': "z", 'س': "s", 'ش': "sh", 'ص': "s", 'ض': "d",
	'ط': "t", 'ظ': "z", 'ع': "a", 'غ': "gh", 'ف': "f", 'ق': "q", 'ك': "k", 'ل': "l",
	'م': "m", 'ن': "n", 'ه': "h", 'و': "w", 'ي': "y", 'ى': "a", 'ة': "a", 'ء': "",
	'ؤ': "u", 'ئ': "i",
	'\u067e': "p", '\u0686': "ch", '\u0698': "zh", '\u06a4': "v", '\u06af': "g", '\u06ad': "g", '\u06a8': "q",
	'à': "a", 'á': "a", 'â': "a", 'ä': "a", 'å': "a", 'ã': "a", 'æ': "ae", 'ç': "c", 'è': "e", 'é': "e", 'ê': "e",
	'ë': "e", 'ì': "i", 'í': "i", 'î': "i", 'ï': "i", 'ı': "i", 'ñ': "n", 'ò': "o", 'ó': "o", 'ô': "o", 'ö': "o",
	'õ': "o", 'ø': "o", 'œ': "oe", 'ù': "u", 'ú': "u", 'û': "u", 'ü': "u", 'ý': "y", 'ÿ': "y", 'ß': "ss",
	'ş': "s", 'š': "s", 'ğ': "g", 'č': "c", 'ć': "c", 'ž': "z", 'ł': "l", 'ń': "n",
}
