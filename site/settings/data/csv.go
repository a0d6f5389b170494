package data

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/own"
	"warraq/site/settings"
	"warraq/site/settings/notation"
)

// mostCells bounds a table: a newsroom's largest have a hundredth of it.
const mostCells = 500000

// table reads CSV (RFC 4180) or what Excel makes of it: parted by commas, semicolons or tabs, with a
// byte order mark or a line «sep=;». The first line names the columns. A column of numbers alone, in any digits, is
// numbers; one with any other word, or with a zero before a number, is text.
func table(name string, src []byte, zone *time.Location) (any, []site.Problem) {
	r := settings.NewReader(name, zone, "")
	if !r.IsText(src) {
		return nil, r.Problems
	}
	text := bytes.TrimPrefix(src, []byte("\ufeff"))
	comma, above := separator(name, text)
	t := reader{Reader: csv.NewReader(bytes.NewReader(text[above:])), notes: &r.Notes, above: bytes.Count(text[:above], []byte{'\n'})}
	t.Comma, t.FieldsPerRecord, t.TrimLeadingSpace = comma, -1, comma != '\t'
	head, _ := t.next()
	if len(head) == 0 {
		return nil, r.Problems
	}
	columns := t.columns(head)
	var rows [][]string
	var lines []int
	for cells := len(head); ; {
		row, ok := t.next()
		if !ok {
			break
		}
		if cells += len(row); cells > mostCells {
			t.tell(site.LevelError, site.Say("الجدول أكبر من أن يُقرأ: أكثر من %d خانة", "the table is too large: more than %d cells", mostCells), site.Say("قسّمه", "split it"))
			break
		}
		if len(row) != len(head) {
			t.tell(site.LevelWarning, site.Say("في هذا السطر %d من الخانات، وفي السطر الأول %d", "this line has %d cells, and the first line %d", len(row), len(head)),
				site.Say("ضع الكلام الذي فيه الفاصلة بين علامتي \"", "put words that hold the separator between \" marks"))
		}
		rows, lines = append(rows, row), append(lines, t.line)
	}
	if site.Errors(r.Problems) > 0 {
		return nil, r.Problems
	}
	t.tellOdd(columns, rows, lines)
	return valuesOf(columns, rows), r.Problems
}

// separator finds what parts the cells of a table, and how many bytes above its first line say so.
func separator(name string, text []byte) (comma rune, above int) {
	line, _, _ := bytes.Cut(text, []byte{'\n'})
	if said, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("sep=")); ok && len(said) == 1 {
		return rune(said[0]), min(len(line)+1, len(text))
	}
	if strings.EqualFold(path.Ext(name), ".tsv") {
		return '\t', 0
	}
	most, quoted := map[rune]int{}, false
	for _, c := range string(line) {
		if c == '"' {
			quoted = !quoted
		}
		if !quoted {
			most[c]++
		}
	}
	comma = ','
	for _, c := range ";\t" {
		if most[c] > most[comma] {
			comma = c
		}
	}
	return comma, 0
}

// reader gives the lines of a table that hold anything.
type reader struct {
	*csv.Reader
	notes *notation.Notes
	above int // lines
	line  int // the one that was read last
}

func (t *reader) tell(level site.Level, message, hint site.Words) {
	t.notes.Report(t.line, 1, "data/table", level, message, hint)
}

// next gives the next line with its cells clean; ok is false at the end, and where the table cannot be
// read any more.
func (t *reader) next() (cells []string, ok bool) {
	for {
		cells, err := t.Read()
		var wrong *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return nil, false
		case errors.As(err, &wrong):
			t.line = wrong.StartLine + t.above
			t.tell(site.LevelError, site.Say("علامة \" تُفتح هنا ولا تُغلق، أو تقف في وسط كلام", "a \" mark opens here and never closes, or stands within words"),
				site.Say("ضع الخانة كلها بين علامتي \"، واكتب \" التي فيها مرتين", "put the whole cell between \" marks, and write a \" within it twice"))
			return nil, false
		case err != nil:
			t.tell(site.LevelError, site.Reason(err), site.Words{})
			return nil, false
		}
		line, _ := t.FieldPos(0)
		t.line = line + t.above
		some := false
		for i, cell := range cells {
			cells[i] = notation.Clean(cell)
			some = some || cells[i] != ""
		}
		if some {
			return cells, true
		}
	}
}

// columns are the names of a table's columns, "" where one has none.
func (t *reader) columns(head []string) []string {
	for i, name := range head {
		name = arabic.NFC(name)
		if name != "" && slices.Contains(head[:i], name) {
			t.tell(site.LevelWarning, site.Say("عمودان باسم «%s»؛ لا يُقرأ ثانيهما", "two columns are called %q; the second is not read", name), site.Say("غيّر اسم أحدهما", "rename one of them"))
			name = ""
		}
		head[i] = name
	}
	return head
}

// valuesOf are the rows as templates see them.
func valuesOf(columns []string, rows [][]string) []any {
	numeric := make([]bool, len(columns))
	for i := range columns {
		numeric[i] = isNumeric(rows, i)
	}
	out := make([]any, len(rows))
	for n, row := range rows {
		values := make(own.Params, len(columns))
		for i, name := range columns {
			switch {
			case name == "" || i >= len(row) || numeric[i] && row[i] == "":
			case numeric[i]:
				values[name] = own.Value{Kind: own.Number, Text: numberIn(row[i])}.Any()
			default:
				values[name] = row[i]
			}
		}
		out[n] = values
	}
	return out
}

// tellOdd tells of a word in a column of numbers, which are all text for its sake.
func (t *reader) tellOdd(columns []string, rows [][]string, lines []int) {
	for i, name := range columns {
		numbers, odd := 0, -1
		for n, row := range rows {
			switch {
			case i >= len(row) || row[i] == "":
			case own.IsNumber(numberIn(row[i])):
				numbers++
			case odd >= 0 || strings.ContainsAny(arabic.ASCIIDigits(row[i]), "0123456789"): // a code, or one of several words
				numbers = -len(rows)
			default:
				odd = n
			}
		}
		if name != "" && odd >= 0 && numbers > 2 {
			t.line = lines[odd]
			t.tell(site.LevelWarning, site.Say("في عمود الأعداد «%s» كلام هنا، فصار العمود كله نصًا: %s", "in the column of numbers %q here is a word, and so the whole column is text: %s", name, rows[odd][i]),
				site.Say("اتركها فارغة إن لم يكن عدد", "leave it empty where there is no number"))
		}
	}
}

// isNumeric says that a column has numbers, and nothing else but empty cells.
func isNumeric(rows [][]string, i int) bool {
	some := false
	for _, row := range rows {
		if i >= len(row) || row[i] == "" {
			continue
		}
		if !own.IsNumber(numberIn(row[i])) {
			return false
		}
		some = true
	}
	return some
}

// numberIn writes a number of Arabic digits, with their own signs, in ASCII.
func numberIn(cell string) string {
	return arabic.ASCIIDigits(arabicSigns.Replace(cell))
}

// arabicSigns are U+066B, the sign of decimals, and U+066C, that of thousands.
var arabicSigns = strings.NewReplacer("\u066b", ".", "\u066c", "")
