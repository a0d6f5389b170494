package forms

import "warraq/site"

// What an editor does with a file that is not read.
var (
	unpackIt = site.Words{Ar: "فكّه وأدخل ما فيه", En: "unpack it, and import what it holds"}
	copyIt   = site.Words{Ar: "افتحه وانسخ نصّه وأدخل المنسوخ", En: "open it, copy its text, and import that"}
	showIt   = site.Words{Ar: "ضعه بجانب القصة التي تعرضه", En: "put it beside the story that shows it"}
	exportIt = site.Words{Ar: "صدّر الموقع من جديد من نظامه، وأدخل ذلك الملف كما نُزّل", En: "export the site again from its system, and import that file as it was downloaded"}
)

// foreignFiles are files that are not read, by the bytes at a place.
var foreignFiles = []struct {
	at           int
	begins, name string
	remedy       site.Words
}{
	{0, "\x1f\x8b", "gzip", unpackIt},
	{0, "BZh", "bzip2", unpackIt},
	{0, "\xfd7zXZ", "xz", unpackIt},
	{0, "(\xb5/\xfd", "zstd", unpackIt},
	{0, "7z\xbc\xaf", "7z", unpackIt},
	{0, "Rar!", "RAR", unpackIt},
	{0, "\x04\"M\x18", "lz4", unpackIt},
	{0, "LZIP\x01", "lzip", unpackIt},
	{0, "\x1f\x9d", "compress", unpackIt},
	{257, "ustar", "tar", unpackIt},
	{0, "%PDF-", "PDF", copyIt},
	{0, "%!PS", "PostScript", copyIt},
	{0, `{\rtf`, "RTF", copyIt},
	{0, "\xd0\xcf\x11\xe0", "Microsoft Office", copyIt},
	{0, "bplist00", "Safari", copyIt},
	{0, "\x89PNG", "PNG", showIt},
	{0, "GIF8", "GIF", showIt},
	{0, "\xff\xd8\xff", "JPEG", showIt},
	{0, "RIFF", "WebP, WAV or AVI", showIt},
	{0, "II*\x00", "TIFF", showIt},
	{0, "MM\x00*", "TIFF", showIt},
	{4, "ftyp", "MP4, HEIC or AVIF", showIt},
	{0, "ID3", "MP3", showIt},
	{0, "OggS", "Ogg", showIt},
	{0, "fLaC", "FLAC", showIt},
	{0, "\x1aE\xdf\xa3", "WebM", showIt},
	{0, "SQLite format 3", "SQLite", exportIt},
	{0, "\x7fELF", "Linux", exportIt},
	{0, "wOFF", "fonts", exportIt},
	{0, "wOF2", "fonts", exportIt},
}

// packedDocuments are archives that are no export, by a file that they hold.
var packedDocuments = []struct {
	holds, name string
	remedy      site.Words
}{
	{"[Content_Types].xml", "Microsoft Office", copyIt},
	{"word", "Microsoft Word", copyIt},
	{"META-INF/container.xml", "EPUB", copyIt},
	{"mimetype", "OpenDocument", copyIt},
	{"Index/Document.iwa", "Apple Pages", copyIt},
	{"Index.zip", "Apple Pages", copyIt},
	{"META-INF/MANIFEST.MF", "Java", exportIt},
}

// dataSigns are what a text is known by that no person copied from a page, the surest
// first: what it is, what to do, and where it begins to show (-1: nowhere).
var dataSigns = []struct {
	what, remedy site.Words
	find         func(head []byte) int
}{
	{
		site.Words{Ar: "هذه صفحة HTML", En: "this is an HTML page"},
		site.Words{Ar: "انسخ نصّها من المتصفح وأدخله؛ وإن طلبتَ تصديرًا فهذا جواب الخادم مكانه: نزّله من جديد", En: "copy its text from a browser and import that; where an export was meant, a server answered with this page: download it again"},
		beginning(`(?i)(?:\s|<!--(?s:.*?)-->)*<(?:!doctype\s+html|/?(?:html|head|title|meta|body|main|article|section|div|p|br|hr|b|h[1-6]|center|table|script|style|pre|span|a|img|ul|ol|font|form|iframe)\b)`),
	},
	{
		site.Words{Ar: "هذا ملف XML ليس خلاصة ولا تصديرًا يُعرف، أو أوله ناقص", En: "this is XML, and neither a feed nor an export that is known, or its beginning is missing"}, exportIt,
		beginning(`(?:\s|<!--(?s:.*?)-->)*(?:</?[a-zA-Z][\w:.-]*[\s/>]|<\?|<!\[?[A-Z]|\]\]>)`),
	},
	{
		site.Words{Ar: "هذا JSON لا يُعرف", En: "this is JSON of no form that is known"}, exportIt, wholeJSON,
	},
	{
		site.Words{Ar: "في النص قطع من JSON، كأنه جزء من تصدير أو حوله كلام", En: "the text is full of JSON, as a part of an export is, or one with other text round it"}, exportIt,
		anyOf(often(`[{,]\s*"[\w@$:.-]{1,60}"\s*:\s*(?:["\[{\d]|null|true|false)`, 3), crowd(`"[\w@$:.-]{1,60}"\s*:`, 2)),
	},
	{
		site.Words{Ar: "في النص قطع من XML أو HTML، كأنه جزء من تصدير", En: "the text is full of XML or HTML, as a part of an export is"}, exportIt,
		anyOf(often(`</(?:item|entry|channel|rss|feed|(?:wp|dc|content|excerpt|media):\w+)>|\]\]>`, 2), crowd(`</[a-zA-Z][\w:.-]*\s*>|<[a-zA-Z][\w:.-]*(?:\s[^<>]*)?/?>|<!\[CDATA\[`, 4)),
	},
	{
		site.Words{Ar: "هذه قاعدة بيانات بصورة SQL", En: "this is a database, as SQL"}, exportIt,
		beginning(`(?i)\s*(?:-- (?:MySQL|MariaDB|PostgreSQL|phpMyAdmin|SQLite)\b|/\*!|(?:--[^\n]*\n\s*)*(?:(?:INSERT|REPLACE) INTO \S+ ?(?:VALUES\b|\()|CREATE TABLE [^\n]*\(|(?:CREATE DATABASE|DROP TABLE|SET NAMES|PRAGMA) [^\n]*;|BEGIN TRANSACTION;))`),
	},
	{site.Words{Ar: "في النص قطع من قاعدة بيانات SQL", En: "the text is full of SQL"}, exportIt, crowd("(?m)^(?:INSERT INTO|\\(\\d+,) ?[^\n]*", 3)},
	{site.Words{Ar: "هذه بيانات PHP", En: "this is data of PHP"}, exportIt, beginning(`\s*(?:a:\d+:\{|O:\d+:"|s:\d+:")`)},
	{site.Words{Ar: "هذا جدول تفصل الفواصل بين خاناته", En: "this is a table with commas or tabs between its cells"}, exportIt, table},
	{
		site.Words{Ar: "هذا مخطوط له رأس", En: "this is a manuscript with front matter"},
		site.Words{Ar: "انسخه إلى مجلد في content، أو أدخل المجلد الذي هو فيه", En: "copy it into a folder of content, or import the folder that it is in"},
		beginning(`(?:---|\+\+\+)[ \t]*\r?\n\s*(?:[\w"-]+\s*[:=]|#)`),
	},
	{site.Words{Ar: "هذا YAML", En: "this is YAML"}, exportIt, pairs},
	{
		site.Words{Ar: "هذه رسالة أو صفحة محفوظة برأس من الشبكة", En: "this is a message, or a page that was saved with its headers"}, copyIt,
		beginning(`(?:From|To|Return-Path|Received|Delivered-To|MIME-Version|Message-ID|Content-Type): [^\n]*\n(?:[A-Z][\w-]+: [^\n]*\n|[ \t][^\n]*\n)+|HTTP/\d`),
	},
	{site.Words{Ar: "ليس في النص كلمات: كأنه ملف مرمّز", En: "the text has no words: it may be an encoded file"}, copyIt, encoded},
	{site.Words{Ar: "ليس في النص كلمات: كأنه ملف مرمّز", En: "the text has no words: it may be an encoded file"}, copyIt, beginning(`begin \d{3} [^\n]*\n`)},
}
