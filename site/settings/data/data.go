// Package data reads the data files of a newsroom, content/data/NAME.yaml, .json and .csv, which
// templates and components show: {{data "NAME"}}.
//
// A value is what own.Params says: text, an int, a float64, a bool, a date, a list or a map. A table of
// CSV is a list of rows, each a map by the names in its first line (csv.go).
//
// Does not belong here: which pages ask for a file, and what they are keyed by (packages theme and press).
package data

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/conflict"
	"warraq/site/settings"
)

// Files are the data files of a newsroom. They are not changed once they are read.
type Files struct {
	byName map[string]file
	all    func() site.Sum
}

// file is a data file. Its value is nil where it is faulty.
type file struct {
	path  string // under content/
	sum   site.Sum
	value any
}

// Load reads all data files of a content folder. What is wrong with one is a Problem, and it is as an
// empty file then.
func Load(content fs.FS, zone *time.Location) (*Files, []site.Problem) {
	all := &Files{byName: map[string]file{}}
	all.all = sync.OnceValue(func() site.Sum {
		h := sha256.New()
		for _, name := range slices.Sorted(maps.Keys(all.byName)) {
			sum := all.byName[name].sum
			h.Write(append([]byte(name+"\x00"), sum[:]...))
		}
		return site.Sum(h.Sum(nil)[:16])
	})
	var problems []site.Problem
	report := func(name, rule string, message, hint site.Words) {
		problems = append(problems, site.Problem{Path: "content/" + name, Rule: rule, Level: site.LevelError, Message: message, Hint: hint})
	}
	err := fs.WalkDir(content, site.DataDir, func(name string, d fs.DirEntry, err error) error {
		ext := path.Ext(name)
		switch base := path.Base(name); {
		case err != nil && name == site.DataDir && errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			report(name, "file/unreadable", site.Say("لا يُقرأ هذا الملف: %v", "this file cannot be read: %v", err), site.Say("راجع أذونات الملف", "check its permissions"))
			return nil
		case strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$"): // hidden, or what Excel locks a table by
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() || site.IsManuscript(name):
			return nil
		case !slices.Contains(extensions, strings.ToLower(ext)):
			if slices.Contains(tables, strings.ToLower(ext)) {
				report(name, "data/form", site.Say("صورة لا تُقرأ: %s", "a form that is not read: %s", ext), site.Say("احفظ الجدول CSV بترميز UTF-8", "save the table as CSV in UTF-8"))
			}
			return nil
		}
		src, err := fs.ReadFile(content, name)
		if err != nil {
			report(name, "file/unreadable", site.Say("لا يُقرأ هذا الملف: %v", "this file cannot be read: %v", err), site.Say("راجع أذونات الملف، وأنه ملف عادي داخل content", "check its permissions, and that it is a plain file inside content"))
			return nil
		}
		key := arabic.NFC(strings.TrimSuffix(strings.TrimPrefix(name, site.DataDir+"/"), ext))
		if other, twice := all.byName[key]; twice {
			report(name, "data/twice", site.Say("لهذا الملف اسم %s نفسه، فلا يُقرأ", "this file has the name of %s, so it is not read", other.path), site.Say("غيّر اسم أحدهما", "rename one of them"))
			return nil
		}
		value, more := Parse(name, src, zone)
		problems = append(problems, more...)
		sum := sha256.Sum256(src)
		all.byName[key] = file{name, site.Sum(sum[:16]), value}
		return nil
	})
	if err != nil { // no function above gives one
		report(site.DataDir, "file/unreadable", site.Reason(err), site.Words{})
	}
	return all, problems
}

var (
	extensions = []string{".yaml", ".yml", ".json", ".csv", ".tsv"}
	tables     = []string{".xls", ".xlsx", ".ods", ".numbers"}
)

// Parse reads a data file by its name.
func Parse(name string, src []byte, zone *time.Location) (any, []site.Problem) {
	if p, found := conflict.In("content/"+name, src); found {
		return nil, []site.Problem{p}
	}
	if ext := strings.ToLower(path.Ext(name)); ext == ".csv" || ext == ".tsv" {
		return table(name, src, zone)
	}
	v, problems := settings.Data(name, src, zone)
	if site.Errors(problems) > 0 {
		return nil, problems
	}
	return v.Any(), problems
}

// Get gives the value of a file by its name: nil where the file is empty or faulty. The error tells
// that there is none.
func (f *Files) Get(name string) (any, error) {
	if f == nil {
		f = &Files{}
	}
	if found, ok := f.byName[arabic.NFC(name)]; ok {
		return found.value, nil
	}
	names := slices.Sorted(maps.Keys(f.byName))
	same := func(s string) string { return strings.ToLower(s) }
	switch guess := arabic.Nearest(name, slices.Values(names), same); {
	case guess != "":
		return nil, site.Failure("لا ملف بيانات باسم «%s»؛ لعلك تقصد %s", "there is no data file %q; did you mean %s?", name, guess)
	case len(names) == 0:
		return nil, site.Failure("لا ملف بيانات باسم «%s»: لا شيء في content/data", "there is no data file %q: content/data has none", name)
	case len(names) > 10:
		names = append(names[:10], "…")
	}
	return nil, site.Failure("لا ملف بيانات باسم «%s»؛ في content/data: %s", "there is no data file %q; content/data has %s", name, strings.Join(names, " "))
}

// Sum is the hash of a file's bytes; zero where there is none.
func (f *Files) Sum(name string) site.Sum {
	if f == nil {
		return site.Sum{}
	}
	return f.byName[arabic.NFC(name)].sum
}

// All is the hash of all files, and of how they are named.
func (f *Files) All() site.Sum {
	if f == nil {
		return site.Sum{}
	}
	return f.all()
}
