package check

// sign is a character that rules ask for and that is of no word: a mark, a
// bracket, an invisible one.
type sign struct {
	at   int32
	size int16
	kind signKind
}

// signKind tells signs apart, as far as rules do.
type signKind uint16

const (
	aLatinMark  signKind = 1 << iota // , ; ?
	aStrayMark                       // what stands for a comma on some keyboards
	aComma                           // ، ؛
	aQuestion                        // ؟
	aStop                            // . : ! … % ٪
	aBracket                         // ( ) [ ] ﴿ ﴾
	anOpener                         // «
	aCloser                          // »
	aStraight                        // "
	anInvisible                      // soft hyphen, Arabic letter mark, zero width space, joiners, LRM, RLM, word joiner, byte order mark; embeddings are told by package manuscript, as errors
)

// kindOf is the kind of a character, 0 for all that no rule asks for.
func kindOf(r rune) signKind {
	if r < 0x800 {
		return kindTable[r]
	}
	switch r {
	case '\u201a':
		return aStrayMark
	case '…':
		return aStop
	case '\ufd3e', '\ufd3f':
		return aBracket
	case '\u200b', zwnj, zwj, '\u200e', '\u200f', '\u2060', '\ufeff':
		return anInvisible
	}
	return 0
}

// kindTable answers for the characters of one and two bytes.
var kindTable = func() (table [0x800]signKind) {
	for kind, chars := range map[signKind]string{
		aLatinMark: ",;?", aStrayMark: "\u066b\u060d", aComma: "،؛", aQuestion: "؟", aStop: ".:!%٪",
		aBracket: "()[]", anOpener: "«", aCloser: "»", aStraight: `"`, anInvisible: "\u00ad\u061c",
	} {
		for _, r := range chars {
			table[r] = kind
		}
	}
	return table
}()
