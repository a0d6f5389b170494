package manuscript

import (
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/conflict"
	"warraq/site/settings"
)

// Settings reads edition.yaml and front.yaml of a content folder as they are where no release
// set is lifted.
func Settings(content fs.FS, baseURL string) (*site.Config, []site.Problem) {
	return SettingsOf(content, baseURL, "", time.Time{}, nil)
}

// SettingsOf reads edition.yaml and front.yaml of a content folder for an edition of a paper in several
// languages, by its key; "" is the main one. What they do not say has its default. A usable baseURL
// takes the place of the edition's. Release sets whose time has come are lifted, but for those that
// are held.
func SettingsOf(content fs.FS, baseURL, sister string, now time.Time, held map[string]bool) (*site.Config, []site.Problem) {
	c := settings.DefaultConfig()
	var problems []site.Problem
	read := func(name string, use func(data []byte)) {
		data, err := fs.ReadFile(content, name)
		switch {
		case err == nil:
			use(data)
		case !errors.Is(err, fs.ErrNotExist) || isThere(content, name): // a link may lead nowhere
			problems = append(problems, Unreadable(name, err))
		default:
			for _, other := range []string{strings.TrimSuffix(name, ".yaml") + ".yml", strings.ToUpper(name[:1]) + name[1:]} {
				if isThere(content, other) {
					problems = append(problems, site.Problem{
						Path: "content/" + other, Rule: "file/name", Level: site.LevelError,
						Message: site.Say("لا يُقرأ هذا الملف: اسمه %s", "this file is not read: its name is %s", name), Hint: site.Say("غيّر اسمه", "rename it"),
					})
				}
			}
		}
	}
	read(site.SettingsFile, func(data []byte) {
		config, more := settings.ParseSister(site.SettingsFile, data, sister, settings.Instant{Now: now, Held: held})
		c, problems = config, append(problems, more...)
		problems = append(problems, takenNames(c)...)
	})
	if clean, ok := site.CleanBaseURL(baseURL); ok {
		c.BaseURL = clean + c.At
	}
	if c.Zone == nil {
		c.Zone = time.UTC
	}
	read(site.FrontFile, func(data []byte) {
		front, more := settings.ParseFront(site.FrontFile, data, c)
		c.Front, problems = front, append(problems, more...)
	})
	return c, problems
}

func isThere(content fs.FS, name string) bool {
	_, err := fs.Lstat(content, name)
	return err == nil
}

// Listed is a manuscript of a content folder, before it is read.
type Listed struct {
	Path   string // under content/
	entry  fs.DirEntry
	linked bool // in a folder that a link leads to
}

// Linked says that the file may have another path too.
func (l Listed) Linked() bool { return l.linked || l.entry.Type()&fs.ModeSymlink != 0 }

// List names the manuscripts of a content folder, by path, and the other files in it. What
// begins with a dot is not the edition's. A link to a folder of the newsroom is a folder; links
// in that folder are not followed further.
func List(content fs.FS) (out, others []Listed, problems []site.Problem) {
	told := map[string]bool{}
	var walk func(root string)
	walk = func(root string) {
		_ = fs.WalkDir(content, root, func(name string, e fs.DirEntry, err error) error {
			isDir := e != nil && e.IsDir()
			hidden := name != "." && e != nil && strings.HasPrefix(e.Name(), ".")
			switch {
			case err != nil:
				problems = append(problems, Unreadable(name, err))
			case hidden:
			case isDir && !site.IsFolderName(path.Base(name)):
				problems = append(problems, site.Problem{
					Path: "content/" + name, Rule: "file/folder-name", Level: site.LevelError,
					Message: site.Say("لا يصلح اسم هذا المجلد عنوانًا، فيُترك ما فيه", "the name of this folder cannot be an address; what is in it is left out"),
					Hint:    site.Say("سمِّه بحروف وأرقام وشرطات", "rename it with letters, digits and hyphens"),
				})
				return fs.SkipDir
			case isDir && site.IsManuscript(name):
				problems = append(problems, site.Problem{
					Path: "content/" + name, Rule: "file/folder-name", Level: site.LevelWarning,
					Message: site.Say("هذا مجلد له اسم ملف؛ يُقرأ ما فيه قصصًا", "this is a folder with the name of a file; what is in it is read as stories"),
					Hint:    site.Say("سمِّه من غير .md", "rename it without .md"),
				})
			case !isDir && site.IsManuscript(name):
				out = append(out, Listed{name, e, root != "."})
				if folder := site.HiddenFolder(name); folder != "" && !told[folder] {
					told[folder] = true
					problems = append(problems, hiddenFolder(folder))
				}
			case !isDir && e.Type()&fs.ModeSymlink != 0:
				switch isFolder, p := linkedFolder(content, name, root != "."); {
				case p != nil:
					problems = append(problems, *p)
				case isFolder:
					walk(name)
				}
			case !isDir && !e.Type().IsRegular():
				p := Unreadable(name, errNotFile)
				p.Rule, p.Level = "file/irregular", site.LevelWarning
				problems = append(problems, p)
			case !isDir:
				others = append(others, Listed{name, e, root != "."})
			}
			if isDir && (hidden || err != nil) {
				return fs.SkipDir
			}
			return nil
		})
	}
	walk(".")
	slices.SortFunc(out, func(a, b Listed) int { return strings.Compare(a.Path, b.Path) })
	return out, others, problems
}

// hiddenFolder tells of a folder whose name hides what is in it.
func hiddenFolder(name string) site.Problem {
	return site.Problem{
		Path: "content/" + name, Rule: "file/hidden-folder", Level: site.LevelNote,
		Message: site.Say("لا يُنشر ما في مجلد بهذا الاسم: %s", "what is in a folder of this name is not published: %s", path.Base(name)),
		Hint:    site.Say("انقل القصص منه لتنشرها", "move the stories out of it to publish them"),
	}
}

// linkedFolder says that a link leads to a folder that is followed. What leads to
// no folder is a picture, or another file that is asked for by name.
// A link that is refused takes nothing from the paper, as it never gave anything.
func linkedFolder(content fs.FS, name string, linked bool) (isFolder bool, wrong *site.Problem) {
	unreadable := func(err error) *site.Problem {
		p := Unreadable(name, err)
		return &p
	}
	refused := func(err error) *site.Problem {
		p := unreadable(err)
		p.Rule, p.Hint = site.RefusedLink, site.Say("احذف الرابط، أو ضع الملفات نفسها مكانه", "remove the link, or put the files themselves in its place")
		return p
	}
	target, err := fs.ReadLink(content, name)
	if err != nil {
		return false, unreadable(err)
	}
	at := path.Join("content", path.Dir(name), target) // in the newsroom
	outside := path.IsAbs(target) || !fs.ValidPath(at)
	info, err := fs.Stat(content, name)
	switch {
	case err == nil && !info.IsDir(), err != nil && !outside && path.Ext(name) != "":
		return false, nil
	case outside:
		return false, refused(site.Failure("رابط يخرج من مجلد الجريدة: %s", "a link that leads out of the newsroom: %s", target))
	case err != nil:
		return false, unreadable(site.Failure("الرابط لا يقود إلى شيء: %s", "the link leads nowhere: %s", target))
	case linked || at == "." || strings.HasPrefix("content/"+name+"/", at+"/"):
		return false, refused(site.Failure("رابط داخل مجلد مربوط، أو إلى مجلد يحويه: %s", "a link within a linked folder, or to a folder round it: %s", target))
	}
	return true, nil
}

var errNotFile = site.Failure("ليس ملفًا ولا مجلدًا", "neither a file nor a folder")

// Info describes the manuscript's file. It refuses what could hang or escape:
// pipes, devices, and links that lead out of content/.
func (l Listed) Info(content fs.FS) (fs.FileInfo, error) {
	if l.entry.Type()&fs.ModeSymlink != 0 {
		target, err := fs.ReadLink(content, l.Path)
		if err != nil {
			return nil, err
		}
		if path.IsAbs(target) || !fs.ValidPath(path.Join(path.Dir(l.Path), target)) {
			return nil, site.Failure("رابط يخرج من content: %s", "a link that leads out of content: %s", target)
		}
		return fs.Stat(content, l.Path)
	}
	info, err := l.entry.Info()
	if err == nil && !info.Mode().IsRegular() {
		return nil, errNotFile
	}
	return info, err
}

// textKinds are the names of files that hold text and are published as they are, or that pages are
// made with.
var textKinds = regexp.MustCompile(`(?i)\.(?:csv|tsv|(?:geo)?json|txt|vtt|srt|ics|bib|tex|xml|ya?ml|toml|svg|html?|css|m?js|webmanifest|htaccess)$|/_(?:headers|redirects)$`)

// Conflicts finds the text files of a folder that git could not merge, but for manuscripts and
// edition.yaml: their own reading tells it.
func Conflicts(folder fs.FS, under string) (problems []site.Problem) {
	_ = fs.WalkDir(folder, ".", func(name string, e fs.DirEntry, err error) error {
		if at := path.Join(under, name); err == nil && e.Type().IsRegular() && textKinds.MatchString(at) && at != "content/"+site.SettingsFile {
			data, _ := fs.ReadFile(folder, name) // who publishes it reports what cannot be read
			if p, found := conflict.In(at, data); found {
				problems = append(problems, p)
			}
		}
		return nil
	})
	return problems
}

// Unreadable is the problem of a file under content/ that cannot be read.
func Unreadable(name string, err error) site.Problem {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	return site.Problem{
		Path: "content/" + name, Rule: "file/unreadable", Level: site.LevelError,
		Message: site.Say("لا يُقرأ هذا الملف: %v", "this file cannot be read: %v", err),
		Hint:    site.Say("راجع أذونات الملف، وأنه ملف عادي داخل content", "check its permissions, and that it is a plain file inside content"),
	}
}
