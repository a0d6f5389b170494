package forms

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"regexp"

	"warraq/site/intake"
)

// refuseBytes refuses a file that is no text, by its first bytes.
func refuseBytes(head []byte) error {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	for _, f := range foreignFiles {
		if bytes.HasPrefix(head[min(f.at, len(head)):], []byte(f.begins)) || f.at == 0 && bytes.HasPrefix(text, []byte(f.begins)) {
			return intake.Refuse(1, "هذا ملف %s: %s", "this is a file of %s: %s", f.name, f.remedy)
		}
	}
	return nil
}

// refuseData refuses a text that no person copies from a page: markup, data, or a piece
// of a damaged export. Its place is where that begins to show.
func refuseData(head []byte) error {
	controls := 0
	for _, b := range head {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != '\v' {
			controls++
		}
	}
	if controls*100 > len(head) {
		return intake.Refuse(1, "هذا ملف ثنائي لا نص: %s", "this is a binary file, and no text: %s", exportIt)
	}
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	for _, sign := range dataSigns {
		if at := sign.find(head); at >= 0 {
			return intake.Refuse(1+bytes.Count(head[:at], []byte{'\n'}), "%s؛ %s. وإن كان نصًا منسوخًا فأضف --from pasted",
				"%s; %s. If it is pasted copy, add --from pasted", sign.what, sign.remedy)
		}
	}
	return nil
}

// beginning finds a pattern, which the text begins with.
func beginning(pattern string) func([]byte) int {
	form := regexp.MustCompile(`\A(?:` + pattern + `)`)
	return func(head []byte) int {
		if form.Match(head) {
			return 0
		}
		return -1
	}
}

// often finds a pattern that stands in a text some times.
func often(pattern string, least int) func([]byte) int {
	form := regexp.MustCompile(pattern)
	return func(head []byte) int {
		if found := form.FindAllIndex(head, least); len(found) == least {
			return found[0][0]
		}
		return -1
	}
}

// crowd finds a pattern of which a text is full: some times, and in more than one byte of
// forty.
func crowd(pattern string, least int) func([]byte) int {
	form := regexp.MustCompile(pattern)
	return func(head []byte) int {
		found := form.FindAllIndex(head, -1)
		size := 0
		for _, at := range found {
			size += at[1] - at[0]
		}
		if len(found) < least || size*40 < len(head) {
			return -1
		}
		return found[0][0]
	}
}

// anyOf finds what the first of some finds that finds anything.
func anyOf(finds ...func([]byte) int) func([]byte) int {
	return func(head []byte) int {
		for _, find := range finds {
			if at := find(head); at >= 0 {
				return at
			}
		}
		return -1
	}
}

// wholeJSON finds a value of JSON that is the whole text: a list, an object or null.
func wholeJSON(head []byte) int {
	text := bytes.TrimSpace(head)
	if len(text) > 1 && (text[0] == '[' || text[0] == '{' || string(text) == "null") && json.Valid(text) {
		return 0
	}
	return -1
}

var (
	tableHead   = regexp.MustCompile(`\A\s*(?:(?:"[\w ]+"|[\w-]+)(?:,(?:"[\w ]+"|[\w-]+)){2,}|[\w-]+(?:\t[\w -]+){2,}|[\w-]+(?:;[\w-]+){2,})\r?\n`)
	columnNames = regexp.MustCompile(`(?i)\b(?:id|(?:post_)?(?:title|content|date|name)|headline|body|slug|url|link|author)\b`)
)

// table finds the first line of a table by commas, semicolons or tabs.
func table(head []byte) int {
	if columnNames.Match(tableHead.Find(head)) {
		return 0
	}
	return -1
}

var pairLine = regexp.MustCompile(`^[ \t]*(?:- )?[A-Za-z_][\w-]*:(?:[ \t].*)?$|^[ \t]*- `)

// pairs finds a text that is keys and values alone: YAML.
func pairs(head []byte) int {
	n := 0
	for line := range bytes.Lines(head) {
		if line = bytes.TrimRight(line, "\r\n"); len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if n++; !pairLine.Match(line) {
			return -1
		}
	}
	return min(0, n-3)
}

// longestWord is more bytes than any word or address has.
const longestWord = 400

// encoded finds a text of which half has no space, as bytes that are written as letters.
func encoded(head []byte) int {
	long := 0
	for word := range bytes.FieldsSeq(bytes.ReplaceAll(bytes.ReplaceAll(head, []byte{'\r'}, nil), []byte{'\n'}, nil)) {
		if len(word) > longestWord && !bytes.ContainsFunc(word, func(r rune) bool { return r >= 0x80 }) {
			long += len(word)
		}
	}
	if long*2 > len(head) && long > 0 {
		return 0
	}
	return -1
}

// refuseArchive refuses a file that begins as an archive and cannot be opened as one.
func refuseArchive(head []byte) error {
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return intake.Refuse(1, "أرشيف ZIP معطوب، لعل التنزيل انقطع: نزّله من جديد", "a damaged ZIP archive; perhaps a download broke off: download it again")
	}
	return nil
}

// refuseDocument refuses an archive that is a document of another program.
func refuseDocument(tree fs.FS) error {
	for _, d := range packedDocuments {
		if _, err := fs.Stat(tree, d.holds); err == nil {
			return intake.Refuse(1, "هذا ملف %s: %s", "this is a file of %s: %s", d.name, d.remedy)
		}
	}
	return nil
}
