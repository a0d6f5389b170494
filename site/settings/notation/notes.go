package notation

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/arabic/bidi"
)

// Notes gathers what is wrong with one file.
type Notes struct {
	Path     string // as Problems name it: "content/…"
	unread   bool   // the front matter is broken: what it holds is not known
	Whole    bool   // the file is all settings: it has no front matter
	Data     bool   // it is data: larger, and of any form
	Faults   int    // how many values could not be used, but for settings that kept what they were
	Problems []site.Problem
}

// maxProblems is how many problems of a file are told. An error is told beyond it, if
// none was: it keeps the file from being published.
const maxProblems = 200

// Report adds a problem.
func (r *Notes) Report(line, col int, rule string, level site.Level, message, hint site.Words) {
	if r.Full(level) {
		return
	}
	if r.Whole {
		message = site.Words{Ar: strings.Replace(message.Ar, "رأس الملف", "الملف", 1), En: strings.Replace(message.En, "the front matter", "the file", 1)}
	}
	r.Problems = append(r.Problems, site.Problem{
		Path: r.Path, Line: line, Col: col, Rule: rule, Level: level, Message: message, Hint: hint,
	})
}

// Full says that problems of a level are told no more.
func (r *Notes) Full(level site.Level) bool {
	return len(r.Problems) >= maxProblems && (level != site.LevelError || site.Errors(r.Problems) > 0)
}

// Lacks reports a key that is missing, unless the front matter is broken: then
// its keys are not known.
func (r *Notes) Lacks(line int, rule string, level site.Level, message, hint site.Words) {
	if !r.unread {
		r.Report(line, 1, rule, level, message, hint)
	}
}

// At reports a problem where a value stands.
func (r *Notes) At(n *Node, rule string, level site.Level, message, hint site.Words) {
	r.Report(n.Line, n.Col, rule, level, message, hint)
}

// maxSize is the largest manuscript that is read. The longest newspaper stories
// are a hundredth of it.
const maxSize = 8 << 20

// Open reads the front matter and says where the body begins: -1 if the bytes
// are not text.
func (r *Notes) Open(src []byte) (start int, matter *Node) {
	if !r.IsText(src) {
		return -1, nil
	}
	start, matter = r.split(src)
	r.unread = site.Errors(r.Problems) > 0
	r.Controls(src)
	return start, matter
}

// IsText checks the encoding: UTF-8, with or without a byte order mark.
func (r *Notes) IsText(src []byte) bool {
	refuse := func(offset int, rule string, message, hint site.Words) bool {
		line, col := site.LineCol(src, offset)
		r.Report(line, col, rule, site.LevelError, message, hint)
		return false
	}
	switch {
	case len(src) > maxSize:
		return refuse(0, "file/too-large", site.Say("الملف أكبر من 8 ميغابايت", "the file is larger than 8 MB"),
			site.Say("قسّمه، أو ضع الصور ملفات بجانبه", "split it, or put pictures beside it as files"))
	case bytes.HasPrefix(src, []byte("\xff\xfe")), bytes.HasPrefix(src, []byte("\xfe\xff")):
		return refuse(0, "file/encoding", site.Say("الملف بترميز UTF-16", "the file is UTF-16"), site.Say("احفظه بترميز UTF-8", "save it as UTF-8"))
	}
	if i := bytes.IndexByte(src, 0); i >= 0 {
		return refuse(i, "file/nul", site.Say("في الملف بايت صفري", "the file holds a NUL byte"), site.Say("احذفه؛ لعل الملف ليس نصًا", "remove it; perhaps the file is no text"))
	}
	if !arabic.Valid(src) {
		return refuse(firstInvalid(src), "file/encoding", site.Say("هنا بايت ليس من UTF-8", "this byte is not UTF-8"),
			site.Say("احفظ الملف بترميز UTF-8؛ لعله windows-1256", "save the file as UTF-8; perhaps it is windows-1256"))
	}
	return true
}

func firstInvalid(src []byte) int {
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return 0
}

// Controls reports the controls that make text read otherwise than it is stored
// (CVE-2021-42574), and tag characters.
func (r *Notes) Controls(src []byte) {
	if !suspicious(src) {
		return
	}
	text, ruler := string(src), site.Ruler{Text: src}
	for _, c := range bidi.Faults(text) {
		line, col := ruler.At(c.Offset)
		level := site.LevelError
		if c.Rune >= '\u2066' && c.Rune <= '\u2069' {
			level = site.LevelWarning
		}
		r.Report(line, col, "text/bidi-control", level,
			site.Say("محرف تحكّم خفيّ في الاتجاه U+%04X", "an invisible direction control U+%04X", c.Rune),
			site.Say("احذفه؛ ورّاق يعزل ما يلزم عزله", "remove it; warraq isolates what needs it"))
	}
	if i := strings.IndexFunc(text, func(c rune) bool { return c >= 0xE0000 && c <= 0xE007F }); i >= 0 {
		line, col := ruler.At(i)
		r.Report(line, col, "text/tag-character", site.LevelError,
			site.Say("محرف خفيّ من محارف الوسوم", "an invisible tag character"), site.Say("احذفه", "remove it"))
	}
}

// suspicious is a quick look for the bytes that such controls begin with:
// E2 80 AA–AE, E2 81 A6–A9, F3 A0.
func suspicious(src []byte) bool {
	for rest := src; ; {
		i := bytes.IndexByte(rest, 0xE2)
		if i < 0 || i+2 >= len(rest) {
			break
		}
		if b, c := rest[i+1], rest[i+2]; (b == 0x80 && c >= 0xAA && c <= 0xAE) || (b == 0x81 && c >= 0xA6 && c <= 0xA9) {
			return true
		}
		rest = rest[i+3:]
	}
	return bytes.Contains(src, []byte("\xf3\xa0"))
}

// Expected reports a value of another kind than the key needs.
func (r *Notes) Expected(n *Node, ar, en string) {
	if r.Whole {
		r.Wrong(n, ar, en)
		return
	}
	r.Faults++
	hint := site.Say("راجع القيمة", "fix the value")
	if n.Kind != Scalar {
		hint = site.Say("إن كانت كلامًا فيه : أو [ أو { فضعه كله بين علامتي \"", "if these are words with : or [ or {, put the whole of them between \" marks")
	}
	r.At(n, "front-matter/value", site.LevelWarning,
		site.Words{Ar: "هنا يُنتظر " + ar, En: en + " is expected here"}, hint)
}

// Wrong says that a setting cannot be used. It is told once.
func (r *Notes) Wrong(n *Node, ar, en string) {
	r.WrongBut(n, site.Words{Ar: fmt.Sprintf("المطلوب %s", ar), En: fmt.Sprintf("write %s", en)})
}

// WrongBut does so too, with a hint of its own.
func (r *Notes) WrongBut(n *Node, hint site.Words) {
	const rule = "settings/value"
	r.Faults++
	if i := len(r.Problems) - 1; i >= 0 && r.Problems[i].Rule == rule && r.Problems[i].Line == n.Line && r.Problems[i].Col == n.Col {
		return
	}
	message := site.Say("لا تصلح القيمة: %s", "the value cannot be used: %s", n.Text)
	if n.Kind != Scalar || strings.TrimSpace(n.Text) == "" {
		message = site.Say("لا تصلح القيمة هنا", "the value cannot be used")
	}
	r.At(n, rule, site.LevelError, message, hint)
}
