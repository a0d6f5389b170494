package markdown

import (
	"warraq/site"
	"warraq/site/markdown/syntax"
)

// excessWords say which bound of package syntax a body goes beyond.
var excessWords = [...]site.Words{
	syntax.TooManyMarks:    site.Say("في النص أكثر من %d علامة، فلم يُقرأ", "the text holds more than %d marks, so it was not read", syntax.MaxMarks),
	syntax.TooDeep:         site.Say("قوائم أو اقتباسات بعضها في بعض، أعمق من %d", "lists or quotations in each other, more than %d deep", syntax.MaxDepth),
	syntax.LongAddress:     site.Say("عنوان رابط أطول من %d بايت", "the address of a link is longer than %d bytes", syntax.MaxAddress),
	syntax.LongAttributes:  site.Say("خصائص بين { } أطول من %d بايت", "attributes between { } are longer than %d bytes", syntax.MaxAddress),
	syntax.ManyDelimiters:  site.Say("في الفقرة أكثر من %d علامة * أو _", "the paragraph holds more than %d marks * or _", 2*syntax.MaxDelimiters),
	syntax.WideTable:       site.Say("ينقص صفوفَ الجدول أكثر من %d خانة عن رأسه", "the rows of the table lack more than %d cells of its head", syntax.MaxPadding),
	syntax.ManyBrackets:    site.Say("في الفقرة أكثر من %d قوس [ لم يُغلق", "the paragraph holds more than %d brackets [ that are not closed", syntax.MaxBrackets),
	syntax.ManyNotes:       site.Say("في النص أكثر من %d حاشية، أو إحالات كثيرة إليها", "the text holds more than %d footnotes, or too many references to them", syntax.MaxNotes),
	syntax.ManyDefinitions: site.Say("في قطعة واحدة أكثر من %d تعريف [رابط]: عنوان", "more than %d definitions [link]: address stand together", syntax.MaxReferences),
	syntax.ManyReferences:  site.Say("روابط كثيرة إلى تعريف طويل [رابط]: عنوان", "too many links to a long definition [link]: address"),
}
