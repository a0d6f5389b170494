package prose

// sign is a character that rules ask for and that is of no word.
type sign struct {
	at   int32
	size int16
	kind SignKind
}

// SignKind is what a sign is to rules.
type SignKind uint16

// The kinds of signs.
const (
	LatinMark SignKind = 1 << iota // , ; ?
	StrayMark                      // what stands for a comma on some keyboards
	Comma                          // ، ؛
	Question                       // ؟
	Stop                           // . : ! … % ٪
	Bracket                        // ( ) [ ] ﴿ ﴾
	Opener                         // «
	Closer                         // »
	Straight                       // "
	Invisible                      // soft hyphen, Arabic letter mark, zero width space, joiners, LRM, RLM, word joiner, byte order mark; embeddings are told by package manuscript, as errors
)

// kindOf is the kind of a character, 0 for all that no rule asks for.
func kindOf(r rune) SignKind {
	if r < 0x800 {
		return kindTable[r]
	}
	switch r {
	case '\u201a':
		return StrayMark
	case '…':
		return Stop
	case '\ufd3e', '\ufd3f':
		return Bracket
	case '\u200b', ZWNJ, ZWJ, '\u200e', '\u200f', '\u2060', '\ufeff':
		return Invisible
	}
	return 0
}

// kindTable answers for the characters of one and two bytes.
var kindTable = func() (table [0x800]SignKind) {
	for kind, chars := range map[SignKind]string{
		LatinMark: ",;?", StrayMark: "\u066b\u060d", Comma: "،؛", Question: "؟", Stop: ".:!%٪",
		Bracket: "()[]", Opener: "«", Closer: "»", Straight: `"`, Invisible: "\u00ad\u061c",
	} {
		for _, r := range chars {
			table[r] = kind
		}
	}
	return table
}()
