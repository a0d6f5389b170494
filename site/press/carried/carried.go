// Package carried brings over the files of a site that no page is made of: those of static/,
// and what stories show as it is.
//
//	static.go   what static/ has that is published
//	carried.go  Carrier: pictures, films and the like, which may be many and large
//
// A carried file is opened only where it is not what the last build published: the table
// carried of the store has, by output path, the stamp of the file that was read, the sum of
// what was published, and what it says of where it was taken. A record is that of another way
// of publishing where its flag differs.
package carried

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/folders"
	"warraq/site/media"
	"warraq/site/uri"
)

// types are the extensions of what is carried: no theme, text or manifest needs its bytes.
var types = strings.Fields(".jpg .jpeg .jpe .png .gif .webp .avif .heic .heif .tif .tiff .jfif .pjpeg .pjp .apng .dng .mp4 .m4v .mov .qt .3gp .3g2 .webm .ogv .mp3 .m4a .aac .ogg .oga .opus .wav .flac .pdf .zip .gz .epub .docx .xlsx .pptx")

// Is says that a file of static/ is carried, by its name.
func Is(name string) bool { return slices.Contains(types, strings.ToLower(path.Ext(name))) }

// File is a file that is to be carried.
type File struct {
	Path   string // in the output
	From   fs.FS
	Name   string // in From
	Clean  bool   // a picture loses its metadata, but for rights
	Static bool   // it is of static/: a picture of it that says where it was taken is told
	Shared bool   // it is the file of all editions of the paper
}

// Sink takes the files. Last gives the sum of what the last build published there.
type Sink interface {
	Last(path string) (site.Sum, bool)
	Keep(path string)
	Put(ctx context.Context, f site.File) error
}

const table = "carried"

// record is what the store keeps of a file.
type record struct {
	Stamp   cache.Stamp
	Sum     site.Sum
	Clean   bool
	Located bool
}

// Carrier carries files. Its methods may be called from several goroutines.
type Carrier struct {
	Store *cache.Store // may be nil
	Began int64        // when the build that filled the store began to read, for the racy guard
	Out   Sink

	Shared Sink // of files that all editions of the paper share; nil: Out

	mu       sync.Mutex
	located  []string
	problems []site.Problem
}

// Carry brings a file to the sink. One that cannot be read is a problem, and left out.
func (c *Carrier) Carry(ctx context.Context, f File) error {
	info, err := fs.Lstat(f.From, f.Name)
	out := c.Out
	if f.Shared && c.Shared != nil {
		out = c.Shared
	}
	var known record
	if err == nil && info.Mode().IsRegular() && c.Store != nil {
		kept, ok := c.Store.Get(table, f.Path)
		sum, published := out.Last(f.Path)
		if ok && published && cache.Unmarshal(kept, &known) == nil && known.Stamp == cache.StampOf(info) &&
			!cache.Racy(known.Stamp, c.Began) && known.Sum == sum && known.Clean == f.Clean {
			out.Keep(f.Path)
			c.note(f, known.Located)
			return nil
		}
	}
	data, err := f.Read()
	if err != nil {
		p := unreadable(f.Name, err)
		if errors.Is(err, errUnclean) {
			p = uncleanProblem(f.Name)
		}
		if !f.Static {
			p.Path = "content/" + f.Name
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		c.problems = append(c.problems, p)
		return nil
	}
	made := record{Sum: site.Sum(cache.Of(data)), Clean: f.Clean, Located: uri.IsPicture(f.Name) && media.IsLocated(data)}
	c.note(f, made.Located)
	if c.Store != nil && info != nil {
		made.Stamp = cache.StampOf(info)
		c.Store.Put(table, f.Path, cache.Marshal(made))
	}
	return out.Put(ctx, site.File{Path: f.Path, Data: data})
}

func (c *Carrier) note(f File, located bool) {
	if located && f.Static {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.located = append(c.located, f.Path)
	}
}

// Sweep forgets files that a whole build did not carry.
func (c *Carrier) Sweep() {
	if c.Store != nil {
		c.Store.Sweep(table)
	}
}

// Problems tells of files that cannot be read, and once of all pictures of static/ that say
// where they were taken.
func (c *Carrier) Problems() []site.Problem {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.located) == 0 {
		return c.problems
	}
	first := slices.Min(c.located)
	return append(slices.Clone(c.problems), site.Problem{
		Path: "static/" + first, Rule: "picture/located", Level: site.LevelWarning,
		Message: site.Say("صور في static تقول أين التُقطت، وتُنشر كما هي (عددها: %d، أولها هذه)", "pictures in static/ say where they were taken, and go out as they are (%d of them, this is the first)", len(c.located)),
		Hint:    site.Say("في edition.yaml: pictures: {clean_static: true} يحذف ذلك عند النشر؛ وwarraq media يسردها", "pictures: {clean_static: true} in edition.yaml leaves that out of what is published; warraq media lists them"),
	})
}

// Read gives the bytes of a file as they are published.
func (f File) Read() ([]byte, error) {
	data, err := fs.ReadFile(f.From, f.Name)
	if err != nil || !f.Clean {
		return data, err
	}
	data, ok := media.Public(f.Name, data)
	if !ok {
		return nil, errUnclean
	}
	return data, nil
}

var errUnclean = site.Failure("لا تُحذف من الملف بياناته", "the file cannot lose its metadata")

// Unclean is the rule of what is not published because its metadata cannot be taken out.
const Unclean = "file/unclean"

func uncleanProblem(name string) site.Problem {
	return site.Problem{
		Path: "static/" + name, Rule: Unclean, Level: site.LevelError,
		Message: site.Say("لا يُنشر هذا الملف: لا يُقرأ إلى آخره، فلا يمكن أن تُحذف منه بيانات مثل مكان التقاطه", "this file is not published: it cannot be read to its end, so that what it says of itself, as where it was taken, cannot be taken out"),
		Hint:    site.Say("صدّره من جديد من برنامج الصور أو الأفلام (الصور JPEG أو PNG أو WebP)، أو احذفه", "export it again from a program for pictures or films (pictures as JPEG, PNG or WebP), or remove it"),
	}
}

// OfStatic is the file of static/ that lies at an output path.
func OfStatic(static fs.FS, path string, c *site.Config) File {
	return File{Path: path, From: folders.AnyForm(static), Name: path, Static: true, Shared: true, Clean: c.Pictures.CleanStatic}
}
