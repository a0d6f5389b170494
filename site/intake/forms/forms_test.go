package forms

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"

	"warraq/site/intake"
	"warraq/site/intake/testdata/judge"
)

// testReaders know a file by its first letter, and a folder by a file in it.
func testReaders(got *string) []intake.Reader {
	file := func(src io.ReadSeeker, _ intake.Options, _ intake.Taker) (*intake.Tally, error) {
		data, err := io.ReadAll(src)
		if err == nil {
			_, err = src.Seek(0, io.SeekStart) // an export may be read twice
		}
		again, err2 := io.ReadAll(src)
		*got = string(data)
		if !bytes.Equal(data, again) {
			*got = "two readings differ"
		}
		return &intake.Tally{}, errors.Join(err, err2)
	}
	return []intake.Reader{
		{Form: "angle", KnowsFile: func(head []byte) bool { return bytes.HasPrefix(head, []byte("<")) }, File: file},
		{Form: "brace", KnowsFile: func(head []byte) bool { return bytes.HasPrefix(head, []byte("{")) }, File: file},
		{Form: "tree", KnowsTree: func(root fs.FS) bool { _, err := fs.Stat(root, "a.md"); return err == nil }, OwnFiles: true,
			Tree: func(root fs.FS, _ intake.Options, _ intake.Taker) (*intake.Tally, error) {
				data, err := fs.ReadFile(root, "a.md")
				*got = string(data)
				return &intake.Tally{}, err
			}},
	}
}

func packed(t *testing.T, files ...string) string { return string(judge.Zip(t, files...)) }

// A source is known by a look or by its name; an archive is what it holds.
func TestSourceFindsItsReader(t *testing.T) {
	for name, c := range map[string]struct{ data, form, want, text, refusal string }{
		"a file by a look":            {data: "<a>", want: "angle", text: "<a>"},
		"a file by its name":          {data: "<a>", form: "brace", want: "brace", text: "<a>"},
		"a packed export":             {data: packed(t, "dir/", "", "export.xml", "<a>"), want: "angle", text: "<a>"},
		"a packed export in JSON":     {data: packed(t, "EXPORT.JSON", "{}"), want: "brace", text: "{}"},
		"a packed folder":             {data: packed(t, "a.md", "نص", "b.xml", "<a>"), want: "tree", text: "نص"},
		"a form that nobody knows":    {data: "plain", refusal: "no export that is known"},
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
				if refused, ok := errors.AsType[*intake.SourceError](err); !ok || !strings.Contains(refused.Error(), c.refusal) || refused.Message.Ar == "" {
					t.Errorf("got the error %v, want %q", err, c.refusal)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Read(intake.Options{}, nil); err != nil || s.Form != c.want || got != c.text || (s.Tree != nil) != (c.want == "tree") {
				t.Errorf("the reader of %s read %q, %v", s.Form, got, err)
			}
		})
	}
}
