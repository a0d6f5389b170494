package publish

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"warraq/site"
)

const (
	manifestName  = ".warraq-manifest"
	lockName      = ".warraq-lock"
	stageName     = ".warraq-stage"
	manifestTitle = "warraq manifest 1 "
	switching     = manifestTitle + "switching\n"
)

// entry is one file of an edition.
type entry struct {
	made
	path  string
	sum   site.Sum
	kept  bool // it stays in the next edition
	found bool // it stood there with the right bytes, though no manifest names it

	ahead atomic.Uint32 // whether lookAhead is to look, or has (folder.go)
}

var (
	errSwitching = site.Failure("كان المجلد يُبدَّل إلى نشرة جديدة، وضاع ما يلزم لإتمام ذلك", "the folder was being switched to a new edition, and what was needed to finish is gone")
	errManifest  = site.Failure("تلفت قائمة ملفاته (%s)", "its list of files (%s) is damaged", manifestName)
)

// formatManifest writes a manifest of entries, which are in order.
func formatManifest(entries []*entry, sum func([]byte) site.Sum) []byte {
	room := 3 * lineRoom
	for _, e := range entries {
		room += lineRoom + len(e.path)
	}
	out := make([]byte, 0, room) // at once: an archive's is a large piece of memory
	out = append(out, manifestTitle...)
	out = appendHex(out, sum([]byte("warraq")))
	out = append(out, '\n')
	for _, e := range entries {
		out = appendLine(out, e)
	}
	check := sum(out)
	out = fmt.Appendf(out, "end %d ", len(entries))
	out = appendHex(out, check)
	return append(out, '\n')
}

// lineRoom is more than a line of the manifest has beside its path.
const lineRoom = 2*len(site.Sum{}) + len("  18446744073709551615 -9223372036854775808\n")

func appendLine(out []byte, e *entry) []byte {
	out = append(appendHex(out, e.sum), ' ')
	out = append(strconv.AppendInt(out, e.size, 10), ' ')
	out = append(strconv.AppendInt(out, e.mtime, 10), ' ')
	return append(append(out, e.path...), '\n')
}

func appendHex(out []byte, sum site.Sum) []byte { return hex.AppendEncode(out, sum[:]) }

// parseManifest reads a manifest, and gives its entries in order. A manifest that was
// made with another hash function gives entries with zero sums: the files are ours,
// and all must be written again.
func parseManifest(data []byte, sum func([]byte) site.Sum) ([]*entry, error) {
	if string(data) == switching {
		return nil, errSwitching
	}
	cut := bytes.LastIndex(data, []byte("\nend ")) + 1
	title, body, ok := strings.Cut(string(data[:cut]), "\n")
	if !ok || !strings.HasPrefix(title, manifestTitle) {
		return nil, errManifest
	}
	same := title == string(appendHex([]byte(manifestTitle), sum([]byte("warraq"))))
	end := strings.Fields(string(data[cut:]))
	if len(end) != 3 || data[len(data)-1] != '\n' || same && end[2] != string(appendHex(nil, sum(data[:cut]))) {
		return nil, errManifest
	}
	entries, err := parseLines(body)
	if err != nil || strconv.Itoa(len(entries)) != end[1] {
		return nil, errManifest
	}
	if !same {
		for _, e := range entries {
			e.sum = site.Sum{}
		}
	}
	return entries, nil
}

func parseLines(body string) ([]*entry, error) {
	n := strings.Count(body, "\n")
	all, entries := make([]entry, n), make([]*entry, n)
	before := ""
	for i := range all {
		var line string
		line, body, _ = strings.Cut(body, "\n")
		e := &all[i]
		if !parseLine(line, e) || e.path <= before {
			return nil, errManifest
		}
		entries[i], before = e, e.path
	}
	return entries, nil
}

func parseLine(line string, e *entry) bool {
	sum, rest, ok := strings.Cut(line, " ")
	size, rest, ok2 := strings.Cut(rest, " ")
	mtime, path, ok3 := strings.Cut(rest, " ")
	if !ok || !ok2 || !ok3 || len(sum) != 2*len(e.sum) {
		return false
	}
	_, err := hex.Decode(e.sum[:], []byte(sum))
	var err2, err3 error
	e.size, err2 = strconv.ParseInt(size, 10, 64)
	e.mtime, err3 = strconv.ParseInt(mtime, 10, 64)
	e.path = path
	return err == nil && err2 == nil && err3 == nil && site.CheckPath(path) == nil
}

// inOrder gives the entries of a map by path in byte order.
func inOrder(entries map[string]*entry) []*entry {
	return slices.SortedFunc(maps.Values(entries), func(a, b *entry) int { return strings.Compare(a.path, b.path) })
}
