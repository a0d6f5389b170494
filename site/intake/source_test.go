package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// testReaders know a file by its first letter, and a folder by a file in it.
func testReaders(got *string) []Reader {
	file := func(src io.ReadSeeker, _ Options, _ Taker) (*Tally, error) {
		data, err := io.ReadAll(src)
		if err == nil {
			_, err = src.Seek(0, io.SeekStart) // an export may be read twice
		}
		again, err2 := io.ReadAll(src)
		*got = string(data)
		if !bytes.Equal(data, again) {
			*got = "two readings differ"
		}
		return &Tally{}, errors.Join(err, err2)
	}
	return []Reader{
		{Form: "angle", KnowsFile: func(head []byte) bool { return bytes.HasPrefix(head, []byte("<")) }, File: file},
		{Form: "brace", KnowsFile: func(head []byte) bool { return bytes.HasPrefix(head, []byte("{")) }, File: file},
		{Form: "tree", KnowsTree: func(root fs.FS) bool { _, err := fs.Stat(root, "a.md"); return err == nil }, OwnFiles: true,
			Tree: func(root fs.FS, _ Options, _ Taker) (*Tally, error) {
				data, err := fs.ReadFile(root, "a.md")
				*got = string(data)
				return &Tally{}, err
			}},
	}
}

func packed(t *testing.T, files ...string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = w.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// A source is known by a look or by its name; an archive is what it holds.
func TestSourceFindsItsReader(t *testing.T) {
	for name, c := range map[string]struct{ data, form, want, text, refusal string }{
		"a file by a look":            {data: "<a>", want: "angle", text: "<a>"},
		"a file by its name":          {data: "<a>", form: "brace", want: "brace", text: "<a>"},
		"a packed export":             {data: packed(t, "dir/", "", "export.xml", "<a>"), want: "angle", text: "<a>"},
		"a packed export in JSON":     {data: packed(t, "EXPORT.JSON", "{}"), want: "brace", text: "{}"},
		"a packed folder":             {data: packed(t, "a.md", "نص", "b.xml", "<a>"), want: "tree", text: "نص"},
		"a page's markup":             {data: "plain", refusal: "this is an HTML page"},
		"a name that nobody knows":    {data: "<a>", form: "word", refusal: `no format "word" for it; known are angle, brace, tree`},
		"a folder's name of a file":   {data: "<a>", form: "tree", refusal: `no format "tree" for it`},
		"an archive of other files":   {data: packed(t, "b.xml", "<a>", "c.xml", "<a>"), refusal: "no folder of Hugo"},
		"an archive by a file's form": {data: packed(t, "a.md", "نص"), form: "angle", refusal: `no format "angle" for it`},
		"an archive that swells":      {data: packed(t, "b.xml", strings.Repeat(" ", 4<<20)), refusal: "swells beyond reason"},
	} {
		t.Run(name, func(t *testing.T) {
			var got string
			s, err := OpenFile(testReaders(&got), c.form, strings.NewReader(c.data), int64(len(c.data)))
			if c.refusal != "" {
				if refused, ok := errors.AsType[*SourceError](err); !ok || !strings.Contains(refused.Error(), c.refusal) || refused.Message.Ar == "" {
					t.Errorf("got the error %v, want %q", err, c.refusal)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Read(Options{}, nil); err != nil || s.Form != c.want || got != c.text || (s.Tree != nil) != (c.want == "tree") {
				t.Errorf("the reader of %s read %q, %v", s.Form, got, err)
			}
		})
	}
}

// No file of a tree may fill the memory.
func TestReadFileIsBounded(t *testing.T) {
	tree := fstest.MapFS{"a.md": {Data: []byte("نص")}, "big.md": {Data: make([]byte, maxFile+1)}}
	if data, err := ReadFile(tree, "a.md"); err != nil || string(data) != "نص" {
		t.Errorf("got %q, %v", data, err)
	}
	if _, err := ReadFile(tree, "big.md"); err == nil || err.Error() != "the file is larger than 64 MB" {
		t.Errorf("got %v", err)
	}
	if _, err := ReadFile(tree, "none.md"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	if err := Refuse(7, "سطر", "a line"); err.Error() != "line 7: a line" {
		t.Errorf("got %v", err)
	}
}

// The sections of an edition are known by their titles, a broken one by its folder.
func TestSectionsOf(t *testing.T) {
	content := fstest.MapFS{
		"_index.md": {Data: []byte("---\ntitle: الرئيسية\n---\n")}, "politics/_index.md": {Data: []byte("---\ntitle: سياسة\n---\n")}, "world/asia/_index.md": {Data: []byte("---\ntitle: آسيا\n---\n")},
		"bad/_index.md": {Data: []byte("---\ntitle: [\n---\n")}, "politics/a.md": {Data: []byte("---\ntitle: قصة\n---\n")},
	}
	got := SectionsOf(content, importOptions().Options)
	if len(got) != 3 || got["bad"] != "bad" || got["سياسة"] != "politics" || got["آسيا"] != "world/asia" {
		t.Errorf("got %v", got)
	}
	if got := SectionsOf(fstest.MapFS{}, importOptions().Options); len(got) != 0 {
		t.Errorf("an empty folder has %v", got)
	}
}
