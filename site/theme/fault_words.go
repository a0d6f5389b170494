package theme

import (
	"regexp"

	"warraq/site"
)

// lookAtLine is the hint where there is nothing better to say.
var lookAtLine = site.Words{Ar: "راجع السطر المذكور، أو احذف ملفك ليعود القالب الأصلي", En: "fix that line, or remove your file to get the built-in template back"}

// faultWords say in plain words what text/template and html/template mean. The first
// row that fits counts.
var faultWords = []struct {
	says                   *regexp.Regexp
	ar, en, hintAr, hintEn string
}{
	{
		regexp.MustCompile(`^templates include each other without end`),
		`القوالب يُدرج بعضها بعضًا أعمق من ألف مرة`, `templates include each other more than 1,000 deep`,
		`ضع للإدراج شرطًا ينتهي، أو احذفه`, `give the call a condition that comes to an end, or remove it`,
	},
	{
		regexp.MustCompile(`^a loop does not end`),
		`الحلقات تدور أكثر من مليون مرة`, `the loops of this page turn more than a million times`,
		`قلّل ما تدور عليه الحلقة: first 20 أو latest 20`, `let the loop go over less: first 20, latest 20`,
	},
	{
		regexp.MustCompile(`^the page is too large`),
		`الصفحة أكبر من 64 ميغابايت`, `the page is larger than 64 MB`,
		`قلّل ما تكتبه الحلقة، أو ما تجمعه print وprintf`, `let the loop write less, or print and printf join less`,
	},
	{
		regexp.MustCompile(`^nested too deep`),
		`التداخل أعمق مما يُقبل: مئة كتلة، أو عشر حلقات`, `blocks are nested too deep: more than 100, or more than 10 ranges`,
		`انقل الداخل إلى جزء في templates/partials`, `move the inner part into a file of templates/partials`,
	},
	{
		regexp.MustCompile(`appears in an ambiguous context within a URL`),
		`عنوان الرابط يبدأ في بعض الحالات بعلامة ؟ أو # وفي بعضها لا، فلا يُعرف كيف يُكتب هذا الجزء`, `ambiguous context: in some cases the address has a ? or # before this value and in some not`,
		`اكتب العنوان كله في كل فرع من فروع {{if}}`, `write the whole address in each branch of the {{if}}`,
	},
	{
		regexp.MustCompile(`on range loop re-entry`),
		`الدورة الثانية من {{range}} تبدأ في موضع آخر من HTML غير موضع الأولى: علامة أو اقتباس لم يُغلق`, `on range loop re-entry: the second turn of the {{range}} begins in another place of the HTML than the first: a tag or a quotation mark is not closed`,
		`أغلق العلامات والاقتباسات داخل {{range}}`, `close the tags and quotation marks inside the {{range}}`,
	},
	{
		regexp.MustCompile(`^\{\{(\w+)\}\} branches end in different contexts`),
		`فروع {{$1}} تنتهي في موضعين مختلفين من HTML: علامة أو اقتباس فُتح في فرع ولم يُفتح في الآخر`, `{{$1}} branches end in different contexts: a tag or a quotation mark is open after one branch and not after the other`,
		`افتح كل علامة وأغلقها في الفرع نفسه`, `open and close each tag in the same branch`,
	},
	{
		regexp.MustCompile(`^ends in a non-text context`),
		`ينتهي القالب داخل علامة أو صفة أو <script> لم تُغلق`, `ends in a non-text context: inside a tag, an attribute or a <script> that is not closed`,
		`أغلق ما فُتح: > أو " أو </script>`, `close what is open: > or " or </script>`,
	},
	{
		regexp.MustCompile(`^(?:cannot compute output context)`),
		`لا يُعرف أين ينتهي هذا القالب من HTML لأنه يُدرج نفسه داخل علامة أو اقتباس`, `where this template ends in the HTML cannot be known: it includes itself inside a tag or a quotation mark`,
		`أغلق العلامات والاقتباسات قبل الإدراج`, `close tags and quotation marks before the call`,
	},
	{
		regexp.MustCompile(`^("[^"]*") is an incomplete or empty template`),
		`القالب $1 فارغ`, `$1 is an empty template`,
		`اكتب فيه شيئًا، أو احذف إدراجه`, `write something in it, or remove the call`,
	},
	{
		regexp.MustCompile(`^no such template ("[^"]*")|^template ("[^"]*") not defined`),
		`لا قالب باسم $1$2`, `no such template $1$2`,
		`الأجزاء في templates/partials، ويُكتب اسمها كاملًا: "partials/card.html"`, `parts live in templates/partials; write the whole name: "partials/card.html"`,
	},
	{
		regexp.MustCompile(`^predefined escaper ("[^"]*") disallowed`),
		`الدالة $1 لا تُكتب هنا؛ النصوص تُؤمَّن وحدها`, `$1 may not be used here; texts are made safe by themselves`,
		`احذف | ومعه اسم الدالة`, `remove the | and the name after it`,
	},
	{
		regexp.MustCompile(`in unquoted attr`),
		`صفة من غير علامتي اقتباس فيها محرف لا يصح`, `an attribute without quotation marks has a character that it may not have`,
		`ضع قيمة الصفة بين علامتي "`, `put the value between quotation marks`,
	},
	{
		regexp.MustCompile(`^expected space, attr name, or end of tag|in attribute name`),
		`علامة HTML مكتوبة خطأ`, `an HTML tag is written wrong`,
		`راجع صفات العلامة وما بينها من مسافات وعلامات اقتباس`, `check the attributes of the tag, and the spaces and quotation marks between them`,
	},
	{
		regexp.MustCompile(`^'/' could start a division or regexp`),
		`لا يُعرف في <script> أهذه الشرطة قسمة أم بداية نمط`, `in a <script>, this / could be a division or begin a regular expression`,
		`ضع ما قبل الشرطة بين قوسين`, `put what stands before the / in parentheses`,
	},
	{
		regexp.MustCompile(`^unfinished (?:escape sequence|JS regexp)`),
		`في <script> أو <style> نص تقطعه {{`, `in a <script> or <style>, a string is cut by {{`,
		`لا تضع {{ بعد شرطة مائلة \ ولا داخل [ ]`, `put no {{ after a \ or inside [ ]`,
	},
	{
		regexp.MustCompile(`^unexpected EOF|^unclosed action|unexpected "?\}?"? ?in end clause`),
		`ينقص {{end}}: كتلة فُتحت بـ {{if}} أو {{range}} أو {{with}} أو {{define}} ولم تُغلق`, `unexpected EOF: an {{if}}, {{range}}, {{with}} or {{define}} has no {{end}}, or a {{ has no }}`,
		`أضف {{end}} أو }} في موضعه`, `add the {{end}} or the }} where it belongs`,
	},
	{
		regexp.MustCompile(`^unexpected \{\{(end|else)`),
		`هنا {{$1}} ولم يُفتح قبله شيء`, `unexpected {{$1}}: nothing is open before it`,
		`احذفه، أو أضف {{if}} قبله`, `remove it, or add the {{if}} before it`,
	},
	{
		regexp.MustCompile(`^function ("[^"]*") not defined`),
		`لا دالة باسم $1`, `function $1 not defined`,
		`الدوال المتاحة في README`, `the functions are listed in README`,
	},
	{
		regexp.MustCompile(`^undefined variable:? ("[^"]*"|\S+)`),
		`لا متغير باسم $1`, `undefined variable $1`,
		`عرّفه قبل ذلك: {{$x := …}}`, `set it before: {{$$x := …}}`,
	},
	{
		regexp.MustCompile(`^missing value for (\w+)`),
		`{{$1}} من غير قيمة`, `missing value for $1`,
		`اكتب ما يُسأل عنه: {{if .Title}}`, `write what it is about: {{if .Title}}`,
	},
	{
		regexp.MustCompile(`^unterminated`),
		`اقتباس لم يُغلق داخل {{ }}`, `a quotation mark is not closed inside {{ }}`,
		`أغلقه بعلامة مثله`, `close it with the same mark`,
	},
	{
		regexp.MustCompile(`^(?:unrecognized character in action|bad character).*?'(.)'`),
		`المحرف «$1» لا يُكتب داخل {{ }}`, `the character $1 may not stand inside {{ }}`,
		`اكتب علامة الاقتباس " ومسافة عادية`, `write the quotation mark " and plain spaces`,
	},
	{
		regexp.MustCompile(`^\{\{(break|continue)\}\} outside`),
		`{{$1}} لا تُكتب إلا داخل {{range}}`, `{{$1}} outside {{range}}`,
		`احذفها`, `remove it`,
	},
	{
		regexp.MustCompile(`^template: multiple definition of template ("[^"]*")`),
		`القالب $1 معرّف مرتين في هذا الملف`, `the template $1 is defined twice in this file`,
		`احذف أحدهما`, `remove one of them`,
	},
	{
		regexp.MustCompile(`^max expression depth exceeded`),
		`أقواس أكثر مما يُقبل`, `too many parentheses inside each other`,
		`اكتبها في متغيرات`, `use variables`,
	},
	{
		regexp.MustCompile(`comment`),
		`تعليق لم يُغلق: {{/* … */}}`, `a comment is not closed: {{/* … */}}`,
		`أغلقه بـ */}}`, `close it with */}}`,
	},
	{
		regexp.MustCompile(`^unexpected (.{1,40}?) in (\w+)`),
		`$1 لا يصح هنا`, `unexpected $1 in $2`,
		`راجع ما بين {{ و}}`, `check what stands between {{ and }}`,
	},
	{
		regexp.MustCompile(`^can't evaluate field (\S+) in type (\S+)`),
		`لا حقل باسم $1 في $2`, `can't evaluate field $1 in $2: there is none of this name`,
		`راجع اسم الحقل وكبر حروفه في README`, `check the name of the field, and its capital letters`,
	},
	{
		regexp.MustCompile(`^nil pointer evaluating (\S+)|^dereference of nil pointer|^indirection through explicit nil|^nil data`),
		`$1 لا قيمة له في هذه الصفحة`, `there is no value for $1 on this page`,
		`ضع حوله {{with …}} … {{end}}`, `put {{with …}} … {{end}} around it`,
	},
	{
		regexp.MustCompile(`index out of range|error calling (?:index|slice)`),
		`رقم العنصر خارج القائمة، أو ليس فيها ما يُطلب`, `index out of range: the list has no such element`,
		`تأكد من طولها أولًا: {{if .List}}`, `check its length first: {{if .List}}`,
	},
	{
		regexp.MustCompile(`^wrong number of args for (\S+): (.*)`),
		`عدد ما تأخذه $1 خطأ ($2)`, `wrong number of arguments for $1: $2`,
		`راجع ما تأخذه الدالة في README`, `check in README what the function takes`,
	},
	{
		regexp.MustCompile(`^range can't iterate over|^can't use .* iterate`),
		`{{range}} لا تدور على هذه القيمة: ليست قائمة`, `range can't go over this value: it is no list`,
		`استعمل {{with}} لقيمة واحدة`, `use {{with}} for a single value`,
	},
	{
		regexp.MustCompile(`^wrong type for value; expected (\S+); got (\S+)`),
		`القيمة من نوع $2 والمطلوب $1`, `wrong type of value: $1 is wanted, and this is $2`,
		`مرّر قيمة من النوع المطلوب`, `give a value of the wanted type`,
	},
	{
		regexp.MustCompile(`incompatible types for comparison|non-comparable|invalid type for comparison|missing argument for comparison`),
		`المقارنة بين قيمتين لا تُقارنان`, `these two values cannot be compared`,
		`قارن نصًا بنص أو عددًا بعدد`, `compare text with text, or a number with a number`,
	},
	{
		regexp.MustCompile(`^(\S+) is an unexported field`),
		`$1 حقل داخلي لا يُقرأ`, `$1 cannot be read by a template`,
		`استعمل حقلًا يبدأ بحرف كبير`, `use a field that begins with a capital letter`,
	},
	{
		regexp.MustCompile(`^(\S+) (?:has arguments but|is not a method but)`),
		`$1 ليست دالة ولا تأخذ شيئًا`, `$1 is no function and takes nothing`,
		`احذف ما بعدها`, `remove what stands after it`,
	},
	{
		regexp.MustCompile(`^map has no entry for key ("[^"]*")`),
		`لا مفتاح باسم $1`, `there is no key $1`,
		`راجع اسم المفتاح`, `check the name of the key`,
	},
	{
		regexp.MustCompile(`^error calling (\S+): (?:runtime error|reflect|.*panic)`),
		`الدالة $1 تتعطل بهذه القيمة`, `$1 fails with this value`,
		`راجع ما تعطيها`, `check what it is given`,
	},
	{
		regexp.MustCompile(`runtime error|^reflect:`),
		`القالب يتعطل هنا بقيم هذه الصفحة`, `the template breaks here with the values of this page`,
		`راجع ما في هذا السطر`, `check what this line uses`,
	},
	{
		regexp.MustCompile(`^(?:if/with can't use|can't print|can't handle|invalid value|cannot assign|can't evaluate|can't give argument|nil is not a command|expected (?:bool|string|integer|float))`),
		`القيمة هنا لا تصلح لما يُراد بها`, `the value cannot be used here`,
		`راجع ما تعطيه الدالة أو الكتلة`, `check what the function or the block is given`,
	},
}
