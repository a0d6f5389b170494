package check

import (
	"warraq/site"
	"warraq/site/check/counted"
	"warraq/site/check/dictionary"
	"warraq/site/check/grammar"
)

const (
	isError   = site.LevelError
	isWarning = site.LevelWarning
	isNote    = site.LevelNote
)

// both are the words of a rule in the tool's two languages.
func both(ar, en string) site.Words { return site.Words{Ar: ar, En: en} }

// Rules are all that the copy desk looks for, in the order in which they are
// explained to an editor: signs, spaces, letters, words, dates, the newsroom.
var Rules = []Rule{
	{
		ID: "latin-mark", Level: isWarning, Fixes: true, check: latinMarks,
		Message: both("علامة لاتينية %[2]s في نص عربي؛ الصواب %[1]s", "a Latin %[2]s in Arabic text; it should be %[1]s"),
		Hint:    both("اكتب ، ؛ ؟ في العربية", "write ، ؛ ؟ in Arabic"),
		Bad:     "قال نعم, ثم سأل: لماذا?", Good: "قال نعم، ثم سأل: لماذا؟",
	},
	{
		ID: "double-mark", Level: isWarning, Fixes: true, check: doubleMark,
		Message: both("علامتان متتاليتان: %s", "two marks in a row: %s"), Hint: both("أبقِ واحدة", "keep one"),
		Bad: "قال نعم،، ثم مضى.", Good: "قال نعم، ثم مضى.",
	},
	{
		ID: "unbalanced", Level: isWarning, check: unbalanced,
		Message: both("القوس %s بلا قرين", "%s has no partner"), Hint: both("أكمل القوسين أو احذف هذا", "write the other one, or remove this"),
		Bad: "قال (أمس إن الأمر «انتهى».", Good: "قال (أمس) إن الأمر «انتهى».",
	},
	{
		ID: "reversed-quotes", Level: isWarning, Fixes: true, check: reversedQuotes,
		Message: both("قوسا التنصيص معكوسان حول %s", "the quotation marks round %s are reversed"), Hint: both("ابدأ بـ « واختم بـ »", "begin with « and end with »"),
		Bad: "قال إن الأمر »انتهى« أمس.", Good: "قال إن الأمر «انتهى» أمس.",
	},
	{
		ID: "odd-quote", Level: isWarning, check: oddQuotes,
		Message: both("عدد علامات \" في هذه الفقرة فردي", "the number of \" marks in this paragraph is odd"),
		Hint:    both("أغلق الاقتباس؛ الزوج يصير «» عند البناء والمفردة تبقى كما هي", "close the quotation; a pair becomes «» when the site is built, a lone mark stays"),
		Bad:     `قال إن الأمر "انتهى أمس.`, Good: `قال إن الأمر "انتهى" أمس.`,
	},
	{
		ID: "straight-quotes", Level: Off, Fixes: true, check: straightQuotes,
		Message: both("علامة تنصيص مستقيمة؛ في العربية %s", "a straight quotation mark; in Arabic it is %s"),
		Hint:    both("البناء يحوّلها، وهنا تُحوَّل في الملف نفسه", "the build turns it; this turns it in the file"),
		Bad:     `قال إن الأمر "انتهى" أمس.`, Good: "قال إن الأمر «انتهى» أمس.",
	},
	{
		ID: "space-before", Level: isWarning, Fixes: true, check: spaceBefore,
		Message: both("مسافة قبل %s", "a space before %s"), Hint: both("ألصق العلامة بما قبلها", "put the mark at the word before it"),
		Bad: "قال نعم ، ثم مضى .", Good: "قال نعم، ثم مضى.",
	},
	{
		ID: "space-after", Level: isWarning, Fixes: true, check: spaceAfter,
		Message: both("لا مسافة بعد %s", "no space after %s"), Hint: both("أضف مسافة", "add one"),
		Bad: "قال نعم،ثم مضى.وبعد ذلك عاد.", Good: "قال نعم، ثم مضى. وبعد ذلك عاد.",
	},
	{
		ID: "space-inside", Level: isWarning, Fixes: true, check: spaceInside,
		Message: both("مسافة داخل %s", "a space inside %s"), Hint: both("ألصق القوس بما فيه", "put the bracket at what it holds"),
		Bad: "قال « نعم » ( أمس ).", Good: "قال «نعم» (أمس).",
	},
	{
		ID: "space-outside", Level: isWarning, Fixes: true, check: spaceOutside,
		Message: both("لا مسافة بين %s والكلمة", "no space between %s and the word"), Hint: both("أضف مسافة", "add one"),
		Bad: "أعلنت الوزارة(وزارة الصحة)بيانها.", Good: "أعلنت الوزارة (وزارة الصحة) بيانها.",
	},
	{
		ID: "double-space", Level: isWarning, Fixes: true, check: doubleSpace,
		Message: both("أكثر من مسافة بين كلمتين", "more than one space between words"), Hint: both("أبقِ واحدة", "keep one"),
		Bad: "قال  نعم.", Good: "قال نعم.",
	},
	{
		ID: "waw-space", Level: isWarning, Fixes: true, check: wawSpace,
		Message: both("واو العطف مفصولة عن كلمتها", "«و» stands apart from its word"), Hint: both("ألصقها بما بعدها", "put it at the word after it"),
		Bad: "قال الوزير و أضاف.", Good: "قال الوزير وأضاف.",
	},
	{
		ID: "many-marks", Level: isWarning, Fixes: true, check: manyMarks,
		Message: both("علامة مكررة: %s", "a mark more than once: %s"), Hint: both("تكفي واحدة", "one is enough"),
		Bad: "ماذا جرى؟؟ لا أحد يدري!!", Good: "ماذا جرى؟ لا أحد يدري!",
	},
	{
		ID: "percent-before", Level: isWarning, Fixes: true, check: percentBefore,
		Message: both("علامة النسبة قبل عددها؛ الصواب %s", "a percent sign before its number; it should be %s"), Hint: both("اكتبها بعد العدد؛ يعرضها المتصفح عن يساره", "write it after the number; browsers show it on the left"),
		Bad: "ارتفع النمو بنسبة %5 هذا العام.", Good: "ارتفع النمو بنسبة 5% هذا العام.",
	},
	{
		ID: "glued-number", Level: isWarning, Fixes: true, check: gluedNumber,
		Message: both("عدد ملتصق بكلمة؛ الصواب «%s»", "a number without a space beside it; it should be %q"), Hint: both("أضف مسافة", "add one"),
		Bad: "بلغ السعر 50دولارًا في عام2024.", Good: "بلغ السعر 50 دولارًا في عام 2024.",
	},
	{
		ID: "apart-article", Level: isWarning, Fixes: true, check: apartArticle,
		Message: both("«ال» مفصولة عن العدد؛ الصواب «%s»", "the article stands apart from its number; it should be %q"), Hint: both("صِلها بتطويل: الـ20", "join them with a tatweel: الـ20"),
		Bad: "اشترى ال 20 دبابة الأولى.", Good: "اشترى الـ20 دبابة الأولى.",
	},
	{
		ID: "two-currencies", Level: isWarning, check: twoCurrencies,
		Message: both("العملة مكررة: %s", "the currency stands twice: %s"), Hint: both("اكتب الرمز أو الاسم", "write the sign or the name"),
		Bad: "بلغ السعر $50 دولار.", Good: "بلغ السعر 50 دولارًا.",
	},
	{
		ID: "quote-side", Level: isWarning, check: straySpace,
		Message: both("علامة \" ملتصقة بالكلمة الأخرى", "a \" stands beside the wrong word"), Hint: both("ألصقها بما بين العلامتين", "put it at the words that are quoted"),
		Bad: `قال إن" الأزمة انتهت".`, Good: `قال إن "الأزمة انتهت".`,
	},
	{
		ID: "typewriter-quote", Level: isWarning, check: typewriterQuotes,
		Message: both("فاصلتان مكان علامة التنصيص", "two commas for a quotation mark"), Hint: both("اكتب « و»", "write « and »"),
		Bad: "قال ,,إن الأزمة انتهت.", Good: "قال: «إن الأزمة انتهت».",
	},
	{
		ID: "tanwin-broken", Level: isWarning, Fixes: true, check: brokenTanwin,
		Message: both("«%s» صوابها «%s»", "%q should be %q"), Hint: both("تنوين الفتح على ألف أو على ما قبلها", "tanwin stands on an alef, or on the letter before it"),
		Bad: "كان الوضع هادئً وأصدر قراراَ.", Good: "كان الوضع هادئًا وأصدر قراراً.",
	},
	{
		ID: "no-stop", Level: isWarning, check: noStop,
		Message: both("فقرة بلا علامة في آخرها", "a paragraph without a mark at its end"), Hint: both("أنهها بنقطة", "end it with a full stop"),
		Bad: "انتهى الاجتماع وخرج الجميع راضين", Good: "انتهى الاجتماع وخرج الجميع راضين.",
	},
	{
		ID: "tatweel", Level: isWarning, Fixes: true, check: stretched,
		Message: both("تطويل داخل الكلمة؛ الصواب %s", "a stretched word; it should be %s"), Hint: both("احذف ـ؛ البحث لا يجد الكلمة الممدودة في كل مكان", "remove ـ; not every search finds a stretched word"),
		Bad: "صدر الكتــاب أمس عن دار بـ«القاهرة» في القرن الـ20.", Good: "صدر الكتاب أمس عن دار بـ«القاهرة» في القرن الـ20.",
	},
	{
		ID: "presentation-form", Level: isWarning, Fixes: true, Once: true, check: oldForms, Foreign: true,
		Message: both("حروف من ترميز قديم؛ الصواب %s", "letters of an old encoding; it should be %s"), Hint: both("لا يجدها بحث ولا يقرؤها قارئ شاشة", "no search finds them, no screen reader reads them"),
		Bad: "قال \ufefbعب في المباراة.", Good: "قال لاعب في المباراة.",
	},
	{
		ID: "persian-letter", Level: isWarning, Fixes: true, Once: true, check: persianLetters,
		Message: both("في «%s» حرف من لوحة مفاتيح فارسية أو أردية", "%q has a letter of a Persian or Urdu keyboard"), Hint: both("اكتب ك ي ه العربية", "write the Arabic ك ي ه"),
		Bad: "صدر ال\u06a9تاب أمس.", Good: "صدر الكتاب أمس.",
	},
	{
		ID: "invisible", Level: isWarning, Fixes: true, check: invisible, Foreign: true,
		Message: both("محرف خفيّ %s لا عمل له هنا", "an invisible character %s that does nothing here"), Hint: both("احذفه", "remove it"),
		Bad: "صدر الكتا\u200bب أمس.", Good: "صدر الكتاب أمس.",
	},
	{
		ID: "tanwin-place", Level: isWarning, Fixes: true, Once: true, check: tanwinPlace,
		Message: both("تنوين الفتح في غير موضعه المعتمد؛ المعتمد %s", "tanwin is not in its usual place, which is %s"), Hint: both("اختر موضعًا واحدًا: «اً» أو «ًا»", "choose one place: «اً» or «ًا»"),
		Bad: "جاء يوماً وقال خيراً ثم مضى سريعًا.", Good: "جاء يوماً وقال خيراً ثم مضى سريعاً.",
	},
	{
		ID: "tanwin-alef", Level: isWarning, Fixes: true, check: tanwinAlef,
		Message: both("ألف زائدة مع التنوين؛ الصواب %s", "tanwin takes no alef here; it should be %s"), Hint: both("لا ألف بعد همزة قبلها ألف، ولا بعد تاء مربوطة", "no alef after «اء», nor after ة"),
		Bad: "وصل مساءاً إلى بيروت.", Good: "وصل مساءً إلى بيروت.",
	},
	{
		ID: "mixed-digits", Level: isWarning, Fixes: true, Once: true, check: mixedDigits,
		Message: both("«%s» بخلاف أرقام سائر القصة؛ فيها %s", "%q is not in the digits of the rest of the story, which would be %s"), Hint: both("اكتب القصة بأرقام واحدة", "write a story in one system of digits"),
		Bad: "في 14 سبتمبر 2024 وصل ٢٠ شخصًا.", Good: "في 14 سبتمبر 2024 وصل 20 شخصًا.",
	},
	{
		ID: "repeated-word", Level: isWarning, Fixes: true, check: repeated,
		Message: both("«%s» مكررة", "%q stands twice"), Hint: both("احذف إحداهما", "remove one of them"),
		Bad: "وصل في في الصباح.", Good: "وصل في الصباح.",
	},
	{
		ID: "misspelt", Level: isWarning, Fixes: true, check: misspelt,
		Message: both("«%s» صوابها «%s»", "%q should be %q"), Hint: both("صحّحها", "correct it"),
		Bad: "ذهب الى البيت.", Good: "ذهب إلى البيت.",
	},
	{
		ID: "hamza-wasl", Level: isWarning, Fixes: true, check: wrongHamza,
		Message: both("همزة وصل كُتبت قطعًا: «%s» صوابها «%s»", "a hamza that is not written: %q should be %q"), Hint: both("مصادر الخماسي والسداسي واسم وامرأة ألفها بلا همزة", "verbal nouns of the forms VII, VIII and X, اسم and امرأة have none"),
		Bad: "جرت الإنتخابات أمس.", Good: "جرت الانتخابات أمس.",
	},
	{
		ID: "egyptian-hamza", Level: isWarning, check: egyptianHamza,
		Message: both("«%s» تكتبها صحف غير مصر «%s»", "papers outside Egypt write %q as %q"), Hint: both("في صحيفة مصرية: checks: {egyptian-hamza: off}", "in an Egyptian paper: checks: {egyptian-hamza: off}"),
		Bad: "المسئول عن الملف رفض.", Good: "المسؤول عن الملف رفض.",
	},
	{
		ID: "spelling", Level: isWarning, check: unspelt(dictionary.Spelling),
		Message: both("«%s»: لعلها «%s»", "%q may be meant for %q"), Hint: both("راجع الهمزة والتاء المربوطة والألف المقصورة وواو الجماعة؛ <!-- check: off spelling --> يُسكتها", "look at the hamza, ة and ه, ى and ي, the alef of a plural; <!-- check: off spelling --> silences this"),
		Bad: "أعلنت الوزاره أن الذين قتلو مدنيون.", Good: "أعلنت الوزارة أن الذين قتلوا مدنيون.",
	},
	{
		ID: "glued-words", Level: isWarning, check: unspelt(dictionary.Glued),
		Message: both("كلمتان ملتصقتان: «%s»؛ الصواب «%s»", "two words without a space: %q should be %q"), Hint: both("أضف مسافة", "add one"),
		Bad: "وصل الوفد إلىالمدينة.", Good: "وصل الوفد إلى المدينة.",
	},
	{
		ID: "rare-twin", Level: isWarning, Late: true, check: rareTwin,
		Message: both("«%s» نادرة في الأرشيف؛ فيه «%s» %d مرة", "%q is rare in the archive; it has %q %d times"), Hint: both("راجع الهمزة والتاء المربوطة والألف المقصورة", "look at the hamza, ة and ه, ى and ي"),
	},
	{
		ID: "counted-noun", Level: isWarning, check: miscounted(counted.Form),
		Message: both("«%s» بعد هذا العدد تُكتب «%s»", "%q should be %q after this number"),
		Hint:    both("من 3 إلى 10 جمع، ومن 11 إلى 99 مفرد منصوب، وبعد مئة وألف مفرد مجرور", "3 to 10 take the plural, 11 to 99 the singular in the accusative, hundreds and thousands the singular in the genitive"),
		Bad:     "قُتل 11 أشخاص وعشرون جندي في الهجوم.", Good: "قُتل 11 شخصًا وعشرون جنديًا في الهجوم.",
	},
	{
		ID: "number-gender", Level: isWarning, check: miscounted(counted.Gender, counted.Parts),
		Message: both("العدد «%s» هنا «%s»", "the number %q is %q here"),
		Hint:    both("العدد من 3 إلى 10 يخالف المعدود: ثلاثة رجال وثلاث نساء", "numbers of 3 to 10 have the other gender than what they count: ثلاثة رجال، ثلاث نساء"),
		Bad:     "حضر ثلاث رجال وأحد عشرة لاعبًا.", Good: "حضر ثلاثة رجال وأحد عشر لاعبًا.",
	},
	{
		ID: "number-case", Level: isWarning, check: miscounted(counted.Case),
		Message: both("العدد «%s» هنا «%s»", "the number %q is %q here"),
		Hint:    both("الفاعل مرفوع، والمثنى يفقد نونه إذا أضيف", "a subject is in the nominative; a dual loses its nun before what it counts"),
		Bad:     "تضرر مئتي منزل.", Good: "تضرر مئتا منزل.",
	},
	{
		ID: "ordinal", Level: isWarning, check: miscounted(counted.Ordinal),
		Message: both("«%s» هنا «%s»", "%q is %q here"),
		Hint:    both("العدد الترتيبي يوافق موصوفه بجزأيه: الساعة الثالثة عشرة", "an ordinal agrees with its noun in both parts: الساعة الثالثة عشرة"),
		Bad:     "للمرة الثاني في القرن الحادي عشرة.", Good: "للمرة الثانية في القرن الحادي عشر.",
	},
	{
		ID: "inna", Level: isWarning, check: ungrammatical(grammar.Inna),
		Message: both("«%s» هنا «%s»", "%q is %q here"), Hint: both("«إن» بعد القول وحيث وإذ، و«أن» بعد إلا وغير وأكد", "إن after قال, حيث and إذ; أن after إلا, غير and أكد"),
		Bad: "قال أن الأزمة انتهت، حيث أنها طالت.", Good: "قال إن الأزمة انتهت، حيث إنها طالت.",
	},
	{
		ID: "jussive", Level: isWarning, check: ungrammatical(grammar.Jussive),
		Message: both("«%s» هنا «%s»", "%q is %q here"), Hint: both("بعد «لم» يُحذف حرف العلة أو النون", "after «لم» a weak letter or the nun falls"),
		Bad: "لم يستطيع الجيش دخول المدينة.", Good: "لم يستطع الجيش دخول المدينة.",
	},
	{
		ID: "plural-case", Level: isWarning, check: ungrammatical(grammar.Case),
		Message: both("«%s» هنا «%s»", "%q is %q here"), Hint: both("اسم إن منصوب، وما بعد حرف الجر مجرور، والفاعل مرفوع", "after إن the accusative, after a preposition the genitive; a subject is in the nominative"),
		Bad: "إن المسلمون في أوروبا يطالبون بحقوقهم.", Good: "إن المسلمين في أوروبا يطالبون بحقوقهم.",
	},
	{
		ID: "agreement", Level: isWarning, check: ungrammatical(grammar.Agree),
		Message: both("«%s» هنا «%s»", "%q is %q here"), Hint: both("الصفة توافق موصوفها", "an adjective agrees with its noun"),
		Bad: "القوات الخاص دخلت المدينة.", Good: "القوات الخاصة دخلت المدينة.",
	},
	{
		ID: "al-ghayr", Level: isWarning, check: ungrammatical(grammar.Ghayr),
		Message: both("«%s» صوابها «%s»", "%q should be %q"), Hint: both("أل تدخل على ما بعد «غير»", "the article belongs to what «غير» negates"),
		Bad: "حضر الضيوف الغير مدعوين.", Good: "حضر الضيوف غير المدعوين.",
	},
	{
		ID: "waw-alef", Level: isWarning, check: ungrammatical(grammar.Alef),
		Message: both("ألف زائدة في «%s»؛ الصواب «%s»", "an alef too many in %q; it should be %q"), Hint: both("الألف بعد واو الجماعة في الفعل وحده", "only the و of a verb in the plural has an alef"),
		Bad: "أرجوا منكم الحضور، فمهندسو الشركة هنا.", Good: "أرجو منكم الحضور، فمهندسو الشركة هنا.",
	},
	{
		ID: "nafs", Level: Off, check: ungrammatical(grammar.Nafs),
		Message: both("«%s» الأفصح «%s»", "%q is better %q"), Hint: both("التوكيد بعد المؤكد", "«نفس» stands after what it stresses"),
		Bad: "قُبض على نفس الشخص.", Good: "قُبض على الشخص نفسه.",
	},
	{
		ID: "month-names", Level: isWarning, check: mixedMonths,
		Message: both("«%s» بخلاف أسماء الشهور في سائر القصة؛ فيها «%s»", "%q is not of the month names of the rest of the story, which would be %q"), Hint: both("اكتب القصة بتسمية واحدة للشهور، أو باسمين معًا: مايو/أيار", "keep to one set of names, or write both: مايو/أيار"),
		Bad: "من 3 يناير 2024 و5 فبراير 2024 إلى 7 أيار 2024.", Good: "من 3 يناير 2024 و5 فبراير 2024 إلى 7 مايو 2024.",
	},
	{
		ID: "weekday", Level: isError, check: wrongWeekday,
		Message: both("%[3]s ليس %[1]s بل %[2]s", "%[3]s is not %[1]s but %[2]s"), Hint: both("صحّح اليوم أو التاريخ", "correct the weekday or the date"),
		Bad: "وصل الأحد 14 سبتمبر 2024.", Good: "وصل السبت 14 سبتمبر 2024.",
	},
	{
		ID: "no-such-day", Level: isError, check: noSuchDay,
		Message: both("لا يوم في التقويم هو %s", "no calendar has the day %s"), Hint: both("صحّح اليوم أو الشهر", "correct the day or the month"),
		Bad: "وصل في 31 يونيو 2024.", Good: "وصل في 30 يونيو 2024.",
	},
	{
		ID: "hijri-month", Level: isWarning, check: wrongHijri,
		Message: both("«%s» صوابها «%s»", "%q should be %q"), Hint: both("جمادى مؤنث وربيع مذكر", "جمادى is feminine, ربيع is masculine"),
		Bad: "في 15 جمادى الأول 1446.", Good: "في 15 جمادى الأولى 1446.",
	},
	{
		ID: "leftover", Level: isWarning, check: leftover,
		Message: both("«%s» من أثاث صفحة نُسخ منها النص", "%q is furniture of the page that the text was copied from"), Hint: both("احذف السطر", "remove the line"),
		Bad: "نص الخبر.\n\n+ الخط -\n\nوبقيته.", Good: "نص الخبر.\n\nوبقيته.",
	},
	{
		ID: "missing-alt", Level: isWarning, check: missingAlt, Foreign: true,
		Message: both("الصورة %s بلا نص بديل", "the picture %s has no alternative text"), Hint: both("صف في alt ما فيها لمن لا يراها", "say in alt what it shows, for who cannot see it"),
		Bad: "![](port.jpg \"المرفأ أمس (رويترز)\")", Good: "![رافعة في المرفأ](port.jpg \"المرفأ أمس (رويترز)\")",
	},
	{
		ID: "missing-caption", Level: isWarning, Beside: true, check: missingCaption, Foreign: true,
		Message: both("الصورة %s بلا شرح", "the picture %s has no caption"), Hint: both("أضف caption، وفي المتن: ![بديل](ملف \"الشرح (المصدر)\")", "add caption; in the body: ![alt](file \"caption (credit)\")"),
		Bad: "![رافعة في المرفأ](port.jpg \"(رويترز)\")", Good: "![رافعة في المرفأ](port.jpg \"المرفأ أمس (رويترز)\")",
	},
	{
		ID: "missing-credit", Level: isWarning, Beside: true, check: missingCredit, Foreign: true,
		Message: both("الصورة %s بلا مصدر", "the picture %s has no credit"), Hint: both("أضف credit، وفي المتن قوسين آخر الشرح: (رويترز)", "add credit; in the body a parenthesis at the caption's end: (Reuters)"),
		Bad: "![رافعة في المرفأ](port.jpg \"المرفأ أمس\")", Good: "![رافعة في المرفأ](port.jpg \"المرفأ أمس (رويترز)\")",
	},
	{
		ID: "missing-summary", Level: isWarning, check: missingSummary, Foreign: true,
		Message: both("لا ملخص لهذه القصة ولا عنوان فرعي", "this story has neither a summary nor a standfirst"), Hint: both("أضف summary؛ وإلا أُخذ أول النص في القوائم", "add summary; without it lists show the beginning of the text"),
		Bad: "---\ntitle: خبر\ndate: 2024-09-14\n---\nنص.", Good: "---\ntitle: خبر\ndate: 2024-09-14\nsummary: ما جرى\n---\nنص.",
	},
	{
		ID: "headline-length", Level: isWarning, check: headlineLength, Foreign: true,
		Message: both("العنوان %d حرفًا؛ يُقطع بعد %d", "the headline has %d characters; it is cut after %d"), Hint: both("اختصره، أو انقل بعضه إلى standfirst", "shorten it, or move a part of it to standfirst"),
		Bad:  "---\ntitle: كواليس زيارة الأمين العام لمجلس الأمن الروسي سيرغي شويغو إلى كوريا الشمالية وما تعهد به زعيمها لروسيا\ndate: 2024-09-14\n---\nنص.",
		Good: "---\ntitle: كواليس زيارة شويغو لكوريا الشمالية\ndate: 2024-09-14\n---\nنص.",
	},
	{
		ID: "headline-stop", Level: isWarning, Fixes: true, check: headlineStop,
		Message: both("نقطة آخر العنوان", "a full stop at the headline's end"), Hint: both("احذفها", "remove it"),
		Bad: "---\ntitle: اتفاق على وقف النار.\ndate: 2024-09-14\n---\nنص.", Good: "---\ntitle: اتفاق على وقف النار\ndate: 2024-09-14\n---\nنص.",
	},
	{
		ID: "missing-source", Level: isWarning, check: missingSource, Foreign: true,
		Message: both("خبر بلا كاتب ولا وكالة ولا مصدر", "news without an author, an agency or a source"), Hint: both("أضف authors أو agencies أو sources", "add authors, agencies or sources"),
		Bad: "---\ntitle: خبر\ndate: 2024-09-14\n---\nنص.", Good: "---\ntitle: خبر\ndate: 2024-09-14\nagencies: [رويترز]\n---\nنص.",
	},
	{
		ID: "unknown-author", Level: isWarning, Beside: true, check: unknownAuthor, Foreign: true,
		Message: both("لا ملف للكاتب «%s»", "the author %q has no file"), Hint: both("صحّح الاسم، أو أضف ملفه في content/authors", "correct the name, or add a file to content/authors"),
	},
	{
		ID: "unknown-section", Level: isError, Beside: true, check: unknownSection, Foreign: true,
		Message: both("لا قسم باسم «%s»", "there is no section called %q"), Hint: both("اكتب مسار مجلد فيه _index.md", "write the path of a folder with an _index.md"),
	},
	{
		ID: "near-tags", Level: isWarning, Fixes: true, Late: true, check: nearTags, Foreign: true,
		Message: both("الوسم «%s» يكاد يكون «%s» (%d قصة)", "the tag %q is nearly %q (%d stories)"), Hint: both("وحّدهما، وإلا صار للشيء صفحتان", "write them alike, or one thing has two pages"),
	},
	{
		ID: "past-embargo", Level: isWarning, Beside: true, check: pastEmbargo, Foreign: true,
		Message: both("مسودة حان وقت نشرها: %s", "a draft whose time has come: %s"), Hint: both("احذف draft أو غيّر الموعد", "remove draft, or change the time"),
		Bad: "---\ntitle: خبر\ndate: 2024-09-14\npublishDate: 2024-09-15\ndraft: true\n---\nنص.", Good: "---\ntitle: خبر\ndate: 2024-09-14\npublishDate: 2024-09-15\n---\nنص.",
	},
	{
		ID: "date-order", Level: isWarning, check: wrongOrder, Foreign: true,
		Message: both("%s قبل %s", "%s is before %s"), Hint: both("صحّح أحدهما", "correct one of them"),
		Bad: "---\ntitle: خبر\ndate: 2024-09-14\nlastmod: 2023-09-14\n---\nنص.", Good: "---\ntitle: خبر\ndate: 2024-09-14\nlastmod: 2024-09-15\n---\nنص.",
	},
	{
		ID: "undated-correction", Level: isWarning, check: undatedNote, Foreign: true,
		Message: both("تصويب أو تحديث بلا تاريخ: %s", "a correction or an update without a date: %s"), Hint: both("اكتبه هكذا: {date: 2026-11-23, text: …}", "write it as {date: 2026-11-23, text: …}"),
		Bad: "---\ntitle: خبر\ndate: 2024-09-14\ncorrections: [صُحّح الرقم]\n---\nنص.", Good: "---\ntitle: خبر\ndate: 2024-09-14\ncorrections: [{date: 2024-09-15, text: صُحّح الرقم}]\n---\nنص.",
	},
	{
		ID: "empty-link", Level: isWarning, check: emptyLink, Foreign: true,
		Message: both("رابط بلا كلمات إلى %s", "a link without words to %s"), Hint: both("اكتب كلماته بين القوسين []، أو احذفه: لا يراه قارئ ولا ينقره", "write its words between the brackets [], or remove it: no reader sees it"),
		Bad: "اقرأ النص الكامل [](https://example.org/report).", Good: "اقرأ [النص الكامل](https://example.org/report).",
	},
	{
		ID: "dead-link", Level: isWarning, Late: true, check: faulty, Foreign: true,
		Message: both("الرابط %s لا يصل إلى شيء منشور", "the link %s leads to nothing that is published"), Hint: both("قد تكون القصة مسودة أو تحت الحظر، أو غُيّر اسمها", "the story may be a draft, under embargo, or renamed"),
	},
	{
		ID: "dead-anchor", Level: isWarning, Late: true, check: faulty, Foreign: true,
		Message: both("لا موضع في الصفحة باسم %s", "the page has no place called %s"), Hint: both("الموضع عنوان فرعي، واسمه كلماته بينها شرطات", "a place is a heading; its name is its words with hyphens between"),
	},
	{
		ID: "small-picture", Level: isWarning, Late: true, check: faulty, Foreign: true,
		Message: both("الصورة %s عرضها %d بكسل؛ يلزمها هنا %d", "the picture %s is %d px wide; here it needs %d"), Hint: both("ضع نسخة أكبر منها", "put a larger copy of it"),
	},
	{
		ID: "dead-address", Level: isWarning, Late: true, check: faulty, Foreign: true,
		Message: both("العنوان %s لا يجيب: %s", "the address %s does not answer: %s"), Hint: both("صحّحه، أو ضع مكانه نسخة محفوظة من الصفحة", "correct it, or put an archived copy of the page in its place"),
	},
}
