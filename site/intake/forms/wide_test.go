package forms

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"warraq/site/intake"
)

// An export in UTF-16, as Windows writes it, is known and read as any other, also twice.
func TestAnExportInUTF16IsRead(t *testing.T) {
	for name, order := range map[string]unicode.Endianness{"little end first": unicode.LittleEndian, "big end first": unicode.BigEndian} {
		data, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String("<a>نص</a>")
		if err != nil {
			t.Fatal(err)
		}
		var got string
		s, err := OpenFile(testReaders(&got), "", strings.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := s.Read(intake.Options{}, nil); err != nil || s.Form != "angle" || strings.TrimPrefix(got, "\ufeff") != "<a>نص</a>" {
			t.Errorf("%s: the reader of %s read %q, %v", name, s.Form, got, err)
		}
	}
}

// A source that says nothing of its site has no settings, and one that does is asked.
func TestWhatASourceSaysOfItsSite(t *testing.T) {
	var got string
	readers := testReaders(&got)
	for title, says := range map[string]bool{"": false, "المرقاب": true} {
		for _, data := range []string{"<a>", packed(t, "a.md", "نص", "b.md", "نص")} {
			list := slices.Clone(readers)
			if says {
				for i := range list {
					list[i].FileSays = func(io.ReadSeeker, intake.Options) intake.Settings { return intake.Settings{Title: title} }
					list[i].TreeSays = func(fs.FS, intake.Options) intake.Settings { return intake.Settings{Title: title} }
				}
			}
			s, err := OpenFile(list, "", strings.NewReader(data), int64(len(data)))
			if err != nil {
				t.Fatal(err)
			}
			if said := s.Says(intake.Options{}).Title; said != title {
				t.Errorf("%s says %q, want %q", s.Form, said, title)
			}
		}
	}
}

// Of a packed folder a file that would fill the disk does not open; its neighbours do.
func TestAFileThatSwellsDoesNotOpen(t *testing.T) {
	data := packed(t, "a.md", "نص", "bomb.md", strings.Repeat(" ", 4<<20))
	archive, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	tree := packedTree{archive}
	if _, err := fs.ReadFile(tree, "a.md"); err != nil {
		t.Error(err)
	}
	_, err = fs.ReadFile(tree, "bomb.md")
	if refused, ok := errors.AsType[*intake.SourceError](err); !ok || refused.File != "bomb.md" {
		t.Errorf("the file that swells: %v", err)
	}
}
