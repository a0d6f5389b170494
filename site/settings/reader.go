// Package settings reads YAML, TOML and JSON: edition.yaml and front.yaml into
// site.Config and site.Front, and front matter into Nodes for package
// manuscript.
//
// # Nodes
//
// A Node is a value with its place, in any of the three notations. A Table says
// which keys a noun has and how each value is read; Apply reads a Node into a
// noun by a Table. YAML is read by the library, or by the fast reader in plain.go,
// which reads only simple front matter and gives the same nodes.
//
// # Settings
//
// The keys of edition.yaml and front.yaml are in edition_table.go. Schema makes
// the JSON Schema of it that editors complete keys with. An unknown key is an
// error, because a misspelt setting would silently do nothing.
package settings

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/arabic/bidi"
	"warraq/site/own"
)

// Notes gathers what is wrong with one file.
type Notes struct {
	path     string // as Problems name it: "content/…"
	unread   bool   // the front matter is broken: what it holds is not known
	whole    bool   // the file is all settings: it has no front matter
	data     bool   // it is data: larger, and of any form
	faults   int    // how many values could not be used, but for settings that kept what they were
	Problems []site.Problem
}

// source is the bytes of one file.
type source struct{ Notes }

// Reader reads the values of one file.
type Reader struct {
	source
	Zone *time.Location // of dates that name none
	Lang string         // of the edition
	Home string         // its base_url; "" where that is not known

	Types own.Types // of the edition's own

	named []site.Ref // addresses inside the site, of settings
}

// NewReader makes a reader of a file under content/.
func NewReader(file string, zone *time.Location, lang string) *Reader {
	if zone == nil {
		zone = time.UTC
	}
	return &Reader{source: source{Notes{path: "content/" + file}}, Zone: zone, Lang: lang}
}

// maxProblems is how many problems of a file are told. An error is told beyond it, if
// none was: it keeps the file from being published.
const maxProblems = 200

// Report adds a problem.
func (r *Notes) Report(line, col int, rule string, level site.Level, message, hint site.Words) {
	if r.full(level) {
		return
	}
	if r.whole {
		message = site.Words{Ar: strings.Replace(message.Ar, "رأس الملف", "الملف", 1), En: strings.Replace(message.En, "the front matter", "the file", 1)}
	}
	r.Problems = append(r.Problems, site.Problem{
		Path: r.path, Line: line, Col: col, Rule: rule, Level: level, Message: message, Hint: hint,
	})
}

// full says that problems of a level are told no more.
func (r *Notes) full(level site.Level) bool {
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
func (r *source) Open(src []byte) (start int, matter *Node) {
	if !r.IsText(src) {
		return -1, nil
	}
	start, matter = r.split(src)
	r.unread = site.Errors(r.Problems) > 0
	r.bidi(src)
	return start, matter
}

// IsText checks the encoding: UTF-8, with or without a byte order mark.
func (r *source) IsText(src []byte) bool {
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

// bidi reports the controls that make text read otherwise than it is stored
// (CVE-2021-42574), and tag characters.
func (r *source) bidi(src []byte) {
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
