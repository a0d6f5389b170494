package media

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/conflict"
	"warraq/site/folders"
	"warraq/site/media/encode"
	"warraq/site/media/film"
	"warraq/site/uri"
)

// Library finds the files that manuscripts name: under content/ for a relative
// name, under static/ for one from the site's root.
type Library struct {
	Content fs.FS
	Static  fs.FS
	Config  *site.Config
	Memory  Memory // nil: pictures are measured, and nothing is made of them
	Hasty   bool   // a picture is not decoded before it is asked for: for a preview
}

// Attachments makes the empty table of what is known of files.
func (l *Library) Attachments() *site.Attachments {
	a := &site.Attachments{Config: l.Config, Known: map[string]site.Attachment{}, Folders: map[string]bool{}}
	entries, _ := fs.ReadDir(l.Static, ".") // without static/ no folder is known
	for _, e := range entries {
		a.Folders[arabic.NFC(e.Name())] = true
	}
	return a
}

// ErrMissing is what Look returns where there is no such file.
var ErrMissing = errors.New("missing")

var (
	errHidden  = refusal(site.Say("اسمه يبدأ بنقطة، فلا يُنشر", "its name begins with a dot, so it is not published"))
	errOurs    = refusal(site.Say("من ملفات الجريدة نفسها، فلا يُنشر كما هو", "it is a file of the newsroom itself, and not published as it is"))
	errActive  = refusal(site.Say("ملف يشغّله المتصفح أو الخادم، فلا يُنشر من content", "a browser or a server would run it, so it is not published from content"))
	errPrivate = refusal(site.Say("ملف بريد أو قاعدة بيانات أو مفتاح، فلا يُنشر من content", "it holds mail, a database or a key, so it is not published from content"))
	errLitter  = refusal(site.Say("نسخة احتياطية أو ملف تركه برنامج، فلا يُنشر", "a backup, or a file that a program left behind, so it is not published"))
)

// noFileError is why there is no file at a place where something lies.
type noFileError struct{ why site.Words }

func (n noFileError) Error() string { return n.why.En }

var (
	errFolder   = noFileError{site.Say("هو مجلد", "it is a folder")}
	errNotFile  = noFileError{site.Say("ليس ملفًا", "it is no file")}
	errDangling = noFileError{site.Say("هو رابط إلى ملف لا وجود له", "it is a link to a file that is not there")}
)

// unopened is why a file is not opened: ErrMissing where nothing lies at its place.
func unopened(from fs.FS, name string, err error) error {
	if info, other := fs.Lstat(from, name); other != nil {
		return ErrMissing
	} else if errors.Is(err, fs.ErrNotExist) && info.Mode()&fs.ModeSymlink != 0 {
		return errDangling
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	}
	return noFileError{site.Reason(err)}
}

// Look finds the file at a place, and measures it if it is to be shown as a
// picture. Where the error says that it cannot be shown, the attachment has no
// address, and the story goes out without it; but a file that static/ lacks
// keeps its address, for it may be served from elsewhere.
func (l *Library) Look(place string, isPicture bool) (site.Attachment, error) {
	a := site.Attachment{Place: place}
	out := arabic.NFC(Derivation{Source{Name: place}, site.AsIs}.Path())
	from, name := l.from(place)
	if !fs.ValidPath(name) {
		return a, ErrMissing
	}
	ext := strings.ToLower(path.Ext(name))
	switch {
	case strings.HasPrefix(name, ".") || strings.Contains(name, "/."):
		return a, errHidden
	case site.NounOf(name) != site.NounNone && !strings.HasPrefix(place, "/"):
		return a, errOurs
	case folders.IsLitter(name):
		return a, errLitter
	case !strings.HasPrefix(place, "/"):
		if err := kept(name); err != nil {
			return a, err
		}
	}
	if isPicture && l.Memory != nil {
		if info, err := fs.Lstat(from, name); err == nil && info.Mode().IsRegular() { // Stat opens a file of a folder's folder
			if facts, ok := l.Memory.Recall(place, info); ok {
				return l.shown(a, out, info, facts)
			}
		}
	}
	f, err := from.Open(name)
	if err != nil {
		if err = unopened(from, name, err); err == ErrMissing && strings.HasPrefix(place, "/") { //nolint:errorlint // it is no other's
			a.URL = l.Config.Shared(place)
		}
		return a, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err == nil && info.IsDir():
		return a, errFolder
	case err != nil || !info.Mode().IsRegular():
		return a, errNotFile
	}
	facts := Facts{}
	if isPicture || ext == ".svg" { // a browser runs what a drawing holds, also behind a plain link
		if facts, err = l.facts(place, info, f); err != nil {
			return a, err
		}
	} else if err := unfit(name, info, f); err != nil {
		return a, err
	}
	return l.shown(a, out, info, facts)
}

// unfit is why a text is not published: git could not merge it, or it is a key.
func unfit(name string, info fs.FileInfo, f io.Reader) error {
	r := bufio.NewReader(f)
	if head, _ := r.Peek(512); info.Size() > mostRead || bytes.IndexByte(head, 0) >= 0 {
		return nil
	}
	data, err := io.ReadAll(io.LimitReader(r, mostRead))
	if p, found := conflict.In("content/"+name, data); found && err == nil {
		return conflictError{p}
	}
	if err == nil && folders.HoldsKey(data) {
		return errPrivate
	}
	return err
}

// conflictError is a text with the marks of a conflict.
type conflictError struct{ site.Problem }

func (t conflictError) Error() string { return t.Message.En }

// facts measures a picture, and studies one that other sizes can be made of.
func (l *Library) facts(place string, info fs.FileInfo, f io.Reader) (Facts, error) {
	r := bufio.NewReader(f)
	head, _ := r.Peek(64) // an AVIF says what it is among others
	switch {
	case info.Size() == 0:
		return Facts{}, errEmpty
	case int64(len(head)) < min(64, info.Size()):
		return Facts{}, errTruncated
	}
	isSVG := IsSVG(place)
	if l.Memory == nil && !isSVG {
		size, err := Measure(place, r)
		return Facts{Width: size.Width, Height: size.Height}, err
	}
	if info.Size() > mostBytes {
		return Facts{}, errBytes
	}
	if l.Hasty && !isSVG && encode.Kind(head) != "" {
		head, err := io.ReadAll(io.LimitReader(r, hastyRead))
		if err != nil {
			return Facts{}, err
		}
		facts, err := Glance(head)
		facts.Hash = HashOf(fmt.Appendf(nil, "%s %d %d", place, info.Size(), info.ModTime().UnixNano())) // for another address after each save
		return facts, err
	}
	data := make([]byte, info.Size()) // one that grew would leave four times as much behind
	if _, err := io.ReadFull(r, data); errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return Facts{}, errTruncated
	} else if err != nil {
		return Facts{}, err
	}
	study := func(data []byte) (Facts, *Decoded, error) { return studyFile(place, data) }
	if l.Memory == nil {
		facts, _, err := study(data)
		return facts, err
	}
	return l.Memory.Study(place, info, data, study)
}

// shown is a file that is there. The error says that it cannot be shown; errCleaned, that it
// is shown without a part of it.
func (l *Library) shown(a site.Attachment, out string, info fs.FileInfo, f Facts) (site.Attachment, error) {
	isStatic := strings.HasPrefix(a.Place, "/") // it goes out as it is
	switch {
	case f.Refused != (site.Words{}):
		return a, refusal(f.Refused)
	case isStatic && f.Cleaned:
		return a, refusal(f.AsItIs)
	}
	a.Width, a.Height, a.Rights, a.Pixels = f.Width, f.Height, f.Rights, l.pixels(a.Place, f)
	a.Path, a.URL, a.Size, a.Found = out, l.Config.URL("/"+out), info.Size(), true
	if isStatic {
		a.URL = l.Config.Shared("/" + out)
	}
	switch {
	case f.Cleaned:
		return a, errCleaned
	case f.Animated && l.Config.Pictures.Films && l.Memory != nil:
		return a, l.film(&a, f)
	}
	return a, nil
}

// film shows an animation as a film. Where none can be made it stays a picture.
func (l *Library) film(a *site.Attachment, f Facts) error {
	w, h := film.Size(f.Width, f.Height)
	d := Derivation{Source{a.Place, f.Hash}, site.Recipe{Width: w, Height: h, Format: "mp4"}}
	if err := l.Memory.Film(d, func() ([]byte, error) { return l.Read(a.Place) }); err != nil {
		return stillError(site.Reason(err))
	}
	a.Film = l.Config.Shared("/" + arabic.NFC(d.Path()))
	return nil
}

// stillError is why an animation is not shown as a film.
type stillError site.Words

func (s stillError) Error() string { return s.En }

// OnMediaBase is a file that neither content/ nor static/ has, where the edition
// keeps its pictures on another host: a path from the root, or one that names
// folders, as written; else under its place. ok is false where there is no such
// host.
func (l *Library) OnMediaBase(asked Asked) (a site.Attachment, ok bool) {
	at := uri.Decoded(asked.Src)
	if i := strings.IndexAny(at, "?#"); i >= 0 {
		at = at[:i]
	}
	if !strings.Contains(at, "/") || strings.HasPrefix(at, ".") {
		at = asked.Place
	}
	base := l.Config.MediaBase
	return site.Attachment{Place: asked.Place, URL: base + uri.EscapePath(path.Join("/", at)), Found: true}, base != ""
}

// Read gives the bytes of the file at a place.
func (l *Library) Read(place string) ([]byte, error) {
	from, name := l.from(place)
	return fs.ReadFile(from, name)
}

func (l *Library) from(place string) (fs.FS, string) {
	name, static := Source{Name: place}.File()
	if static {
		return l.Static, name
	}
	return l.Content, name
}

// Problem tells of a file that a manuscript names and that cannot be shown. It
// is a warning: the story goes out without the file.
func (l *Library) Problem(file string, a Asked, err error) site.Problem {
	p := site.Problem{Path: "content/" + file, Line: a.Line, Col: a.Col, Rule: "picture/missing", Level: site.LevelWarning}
	if t, ok := errors.AsType[conflictError](err); ok {
		return t.Problem
	}
	switch {
	case errors.Is(err, ErrMissing) && l.hasAsWritten(file, a.Src):
		p.Message = site.Say("الملف %s موجود، لكن في اسمه علامة لها معنى في العناوين", "there is the file %s, but its name has a sign that means something in addresses", a.Src)
		p.Hint = site.Say("اكتبه هكذا: %s", "write it as %s", signs.Replace(a.Src))
	case errors.Is(err, ErrMissing) && strings.HasPrefix(a.Place, "/"):
		p.Message = site.Say("لا ملف باسم static%s", "there is no static%s", a.Place)
		p.Hint = site.Say("إن كان يُنشر من مكان آخر فلا بأس", "if it is served from elsewhere, all is well")
	case errors.Is(err, ErrMissing):
		p.Message = site.Say("لا ملف باسم content/%s، فتُنشر القصة من غيره", "there is no content/%s; the story goes out without it", a.Place)
		p.Hint = site.Say("ضع الملف بجانب القصة، أو صحّح اسمه", "put the file beside the story, or correct its name")
	case errors.Is(err, errCleaned):
		p.Rule = "picture/cleaned"
		p.Message = site.Words{Ar: errCleaned.Ar + "، فيُنشر من دونه", En: errCleaned.En + "; it is published without that"}
		p.Hint = site.Say("إن تغيّر الرسم فاحفظه من جديد SVG بسيطًا (Plain SVG)، أو بصيغة PNG", "if the drawing looks otherwise now, save it again as a plain SVG, or as PNG")
	case isStill(err):
		p.Rule = "picture/film"
		still, _ := errors.AsType[stillError](err)
		p.Message = site.Words{Ar: "تبقى هذه الصورة المتحركة GIF كما هي: " + still.Ar, En: "this animation stays a GIF: " + still.En}
		p.Hint = site.Say("ثبّت ffmpeg، أو احذف animations: film من pictures في edition.yaml", "install ffmpeg, or take animations: film out of pictures in edition.yaml")
	case isNoFile(err):
		p.Rule = "picture/unreadable"
		none, _ := errors.AsType[noFileError](err)
		at := path.Join("content", a.Place)
		if strings.HasPrefix(a.Place, "/") {
			at = "static" + a.Place
		}
		p.Message = site.Words{
			Ar: fmt.Sprintf("لا يُقرأ %s، فتُنشر القصة من غيره: %s", at, none.why.Ar),
			En: fmt.Sprintf("%s cannot be read, and the story goes out without it: %s", at, none.why.En),
		}
		p.Hint = site.Say("ضع الملف نفسه مكانه", "put the file itself in its place")
	default:
		p.Rule = "picture/unreadable"
		reason := site.Reason(err)
		if r, ok := errors.AsType[refusal](err); ok {
			reason.Ar = r.Ar
		}
		p.Message = site.Words{
			Ar: "لا تُعرض هذه الصورة، فتُنشر القصة من غيرها: " + reason.Ar,
			En: "this picture cannot be shown, and the story goes out without it: " + reason.En,
		}
		if !a.Picture && slices.Contains([]error{errHidden, errOurs, errActive, errPrivate, errLitter}, err) {
			p.Message = site.Words{
				Ar: "لا يُنشر هذا الملف، فتُنشر القصة من غيره: " + reason.Ar,
				En: "this file is not published, and the story goes out without it: " + reason.En,
			}
			p.Hint = site.Say("ضعه في static إن كان للنشر", "put it in static if it is to be published")
			return p
		}
		p.Hint = remedy(err)
	}
	return p
}

// remedy says how a picture that cannot be shown is mended.
func remedy(err error) site.Words {
	switch {
	case errors.Is(err, errUnmade):
		return site.Say("احفظها من جديد، لا يزيد ضلعها على 16,383 بكسل (فوق ذلك لا تُكتب WebP)، أو قسّمها", "save it again with no side over 16,383 pixels, which is the most of a WebP, or divide it")
	case errors.Is(err, errEntities):
		return site.Say("احفظها من جديد SVG بسيطًا (Plain SVG)، أو بصيغة PNG", "save it again as a plain SVG, or as PNG")
	}
	return site.Say("احفظها من جديد بصيغة JPEG أو PNG أو WebP أو AVIF", "save it again as JPEG, PNG, WebP or AVIF")
}

func isStill(err error) bool {
	_, is := errors.AsType[stillError](err)
	return is
}

func isNoFile(err error) bool {
	_, is := errors.AsType[noFileError](err)
	return is
}

// signs write the signs that mean something in an address.
var signs = strings.NewReplacer("%", "%25", "#", "%23", "?", "%3F")

// hasAsWritten says that a file is there if its name, as a manuscript writes it, is no address:
// signs in it are letters of it.
func (l *Library) hasAsWritten(file, src string) bool {
	from, name := l.Content, path.Join(path.Dir(file), src)
	if strings.HasPrefix(src, "/") {
		from, name = l.Static, src[1:]
	}
	if signs.Replace(src) == src || !fs.ValidPath(name) {
		return false
	}
	info, err := fs.Stat(from, name)
	return err == nil && info.Mode().IsRegular()
}

// ElsewhereProblem is told once of all files under a folder that static/ lacks.
func ElsewhereProblem(path string, a Asked, folder string) site.Problem {
	hint := site.Say("إن كان يُنشر من مكان آخر فلا بأس", "if it is served from elsewhere, all is well")
	if rest, ok := strings.CutPrefix(a.Place, "/static/"); ok {
		hint = site.Say("لا يدخل static في العنوان؛ اكتبه هكذا: /%s", "static is no part of an address; write it as /%s", rest)
	}
	return site.Problem{
		Path: "content/" + path, Line: a.Line, Col: a.Col, Rule: "picture/elsewhere", Level: site.LevelWarning,
		Message: site.Say("لا مجلد static/%s؛ ما يُذكر تحته يبقى كما كُتب", "there is no folder static/%s; what is named under it stays as written", folder),
		Hint:    hint,
	}
}

// SizeProblem tells of a film or a recording that is shown and whose size nobody knows: a podcast
// feed has to say it.
func SizeProblem(a *site.Article, files *site.Attachments) []site.Problem {
	m := a.Media
	file := files.At(site.Place(a.Base, m.Src))
	if m.Src == "" || !file.Found || file.Size > 0 || m.Size > 0 || !uri.IsMediaFile(file.URL) {
		return nil
	}
	p := site.Problem{
		Path: "content/" + a.Path, Line: m.Line, Col: m.Col, Rule: "media/size", Level: site.LevelWarning,
		Message: site.Say("حجم هذا الملف مجهول، فتقول الخلاصات إنه 0، وبعض مشغلات البودكاست لا تقبله", "the size of this file is not known, so feeds say 0, which some podcast players refuse"),
		Hint:    site.Say("أضف size: بعدد بايتات الملف، مع src:", "add size: with the file's number of bytes, beside src:"),
	}
	if file.Path != "" {
		p.Message = site.Say("هذا الملف فارغ", "this file is empty")
		p.Hint = site.Say("ضع التسجيل مكانه", "put the recording in its place")
	}
	return []site.Problem{p}
}
