// Package importing is warraq import: what comes in is opened, read, written and told.
// How a form is read belongs to site/intake.
package importing

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"warraq/cmd/warraq/command"
	"warraq/site"
	"warraq/site/console"
	"warraq/site/intake"
	"warraq/site/intake/exports"
	"warraq/site/intake/forms"
	"warraq/site/intake/pasted"
	"warraq/site/intake/shelf"
	"warraq/site/intake/trees"
	"warraq/site/intake/webpage"
	"warraq/site/newsroom"
	"warraq/site/regular"
	"warraq/site/web"
)

type importFlags struct {
	from      string
	section   string
	edition   string
	media     string
	table     string
	clipboard bool
	dryRun    bool
	overwrite bool
	private   bool
}

// Command is warraq import. skeleton is a newsroom's first folder.
func Command(d *command.Tool, skeleton fs.FS) *cobra.Command {
	var f importFlags
	short := d.Say("أدخل نصًا منسوخًا، أو أرشيف نظام آخر", "take in pasted copy, or another system's archive")
	c := d.Command(d.Say("import [ملف|مجلد|عنوان|-]", "import [FILE|FOLDER|ADDRESS|-]"), short, 0, 1, func(ctx context.Context, args []string) error {
		in := importJob{Tool: d, importFlags: f, skeleton: skeleton, name: append(args, "-")[0]}
		defer in.close()
		return in.run(ctx)
	})
	c.Long = d.Say(`أدخل نصّ صفحة إخبارية كما يُنسخ، أو تصدير WordPress (WXR) أو Ghost أو Blogger أو Medium،
أو خلاصة RSS أو Atom، أو مجلد Hugo أو Jekyll. يُعرف الشكل من نظرة، و--from يسمّيه.
وعنوان صفحة يأتي بقصتها مسودةً، إن أذن robots.txt، مع ما تقوله الصفحة عن رخصتها.
ما غيّرتَه بعد إدخال سابق يبقى كما هو، و--overwrite يكتب فوقه.`,
		`Take in a news page's text as it is copied, an export of WordPress (WXR), Ghost, Blogger or
Medium, an RSS or Atom feed, or a folder of Hugo's or Jekyll's. The form is recognized;
--from names it. The address of a page brings its story as a draft, if robots.txt allows,
and tells what the page says of its licence. What you changed since an earlier import stays; --overwrite writes over it.`)
	set := c.Flags()
	set.StringVar(&f.from, "from", "", d.Say("`شكل` المصدر: pasted أو wordpress أو feed أو json (Ghost وBlogger) أو medium أو tree (Hugo وJekyll)", "the `FORM`: pasted, wordpress, feed, json (Ghost, Blogger), medium or tree (Hugo, Jekyll)"))
	set.StringVar(&f.section, "section", "", d.Say("`مجلد` القصص كلها في content", "the `FOLDER` under content for all stories"))
	set.StringVar(&f.edition, "edition", "", d.Say("`مفتاح` الطبعة في editions، لجريدة بلغات؛ ومعه --section", "the `KEY` of the edition in editions, of a paper in several languages; with --section"))
	set.StringVar(&f.media, "media", "", d.Say("`مجلد` مرفوعات النظام الآخر، وتأتي صورها معها", "the `FOLDER` of the other system's uploads, whose pictures come along"))
	set.StringVar(&f.table, "map", "", d.Say("`ملف` جدول يقول معنى حقول المصدر ورموزه وأنواعه: fields وshortcodes وtypes", "the `FILE` of a table that says what the source's fields, shortcodes and types mean"))
	set.BoolVar(&f.clipboard, "clipboard", false, d.Say("اقرأ حافظة النظام", "read the system's clipboard"))
	set.BoolVar(&f.dryRun, "dry-run", false, d.Say("أخبر ولا تكتب شيئًا، وأظهر القصة إن كانت واحدة", "tell, and write nothing; of one story, show the manuscript"))
	set.BoolVar(&f.private, "private", false, d.Say("العنوان في شبكة الجريدة الخاصة", "the address is one of the newsroom's own network"))
	set.BoolVar(&f.overwrite, "overwrite", false, d.Say("اكتب فوق الملفات المختلفة", "write over files that differ"))
	_ = c.RegisterFlagCompletionFunc("section", d.Common.Sections)
	return c
}

// Readers are the forms that import knows, in the order in which a look tries
// them: any text that is of no other form is pasted copy.
var Readers = []intake.Reader{exports.WordPressReader, exports.FeedReader, exports.JSONReader, trees.Reader, exports.MediumReader, pasted.Reader}

type importJob struct {
	*command.Tool
	importFlags
	skeleton fs.FS  // a newsroom's first folder
	name     string // of the source, for messages
	closes   []func() error
}

func (in *importJob) close() {
	for _, c := range in.closes {
		_ = c()
	}
}

// run imports a source and says what came of it.
func (in *importJob) run(ctx context.Context) (err error) {
	folder, options, err := in.Common.In(in.edition, in.section)
	switch {
	case err != nil:
		return err
	case in.edition != "" && in.section == "":
		return site.Failure("سمِّ مع --edition القسم الذي تدخل فيه القصص: --section", "with --edition, name the section that the stories go to: --section")
	}
	source, err := in.open(ctx)
	if err != nil {
		return in.refused(err)
	}
	flags, o := &in.Common, intake.Options{Section: folder, Options: options}
	if in.table != "" {
		var data []byte
		if data, err = regular.ReadFile(in.table); err == nil {
			o.Map, err = intake.ReadMapping(in.table, data, o.Options)
		}
		if err != nil {
			return in.refused(err)
		}
	}
	files := source.Tree
	if in.media != "" && files == nil {
		if files, err = in.folder(in.media); err != nil {
			return site.Failure("لا يُفتح مجلد الملفات: %v", "the uploads folder does not open: %v", err)
		}
		o.Media = files
	}
	rack := &shelf.Shelf{Counts: map[shelf.State]int{}, Media: files, DryRun: in.dryRun, Overwrite: in.overwrite}
	if in.dryRun {
		rack.Room, err = newsroom.Open(flags.Source)
	} else {
		rack.Room, err = newsroom.Make(flags.Source, "content", "static")
	}
	switch {
	case err == nil:
		rack.Room.Bulk = true
		defer func() { err = errors.Join(err, rack.Room.Close()) }()
	case !in.dryRun || !errors.Is(err, fs.ErrNotExist):
		return err
	}
	var edition []byte
	if source.Form != pasted.Reader.Form && source.Form != webpage.Form {
		var said string
		if said, edition, o, err = rack.Newsroom(flags.Content(), flags.Options, in.skeleton).Welcome(source, o, in.Say); err != nil {
			return in.refused(err)
		}
		fmt.Fprint(in.Stderr, said)
	}
	o.Now, o.Sections = flags.Clock.In(o.Location()), intake.SectionsOf(flags.Content(), o.Options)
	report := in.newReport(source.Form)
	if err := rack.PutEdition(edition); err != nil {
		return err
	}
	tally, err := source.Read(o, func(p intake.Piece) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		state, err := rack.Put(p)
		if err != nil {
			return err
		}
		return report.add(p, state)
	})
	if err != nil {
		return in.refused(err)
	}
	return report.end(tally, rack)
}

// refused says what of a source is refused, and where; other errors stay.
func (in *importJob) refused(err error) error {
	refusal, ok := errors.AsType[*intake.SourceError](err)
	if !ok {
		return err
	}
	place := cmp.Or(refusal.File, in.name)
	if refusal.Line > 0 {
		place = fmt.Sprintf("%s:%d", place, refusal.Line)
	}
	return site.Failure("%s: %s", "%s: %s", place, refusal.Message)
}

// open opens what is to come in, and finds its reader.
func (in *importJob) open(ctx context.Context) (*intake.Source, error) {
	scheme, rest, isAddress := strings.Cut(in.name, "://")
	if scheme = strings.ToLower(scheme); isAddress && (scheme == "https" || scheme == "http") {
		in.name = scheme + "://" + rest
	} else {
		isAddress = false
	}
	switch {
	case isAddress:
		page, err := web.Get(ctx, in.name, in.private)
		if err != nil {
			shown := in.name
			if at, err := url.Parse(in.name); err == nil {
				shown = at.Redacted() // a password stays here
			}
			if errors.Is(err, web.ErrPrivate) {
				return nil, site.Failure("%s: %v؛ إن كان خادم الصحيفة نفسها فأضف --private", "%s: %v; add --private if the server is the newsroom's own", shown, err)
			}
			return nil, site.Failure("%s: %v", "%s: %v", shown, err)
		}
		return webpage.Source(page.Data, page.Address, page.Header), nil
	case in.clipboard:
		in.name = "clipboard"
		text, err := clipboard()
		if errors.Is(err, errNoClipboard) {
			return nil, errors.New(in.Say("لا برنامج يقرأ الحافظة هنا: ثبّت wl-paste أو xclip أو xsel، أو الصق النص في ملف",
				"no program here reads the clipboard: install wl-paste, xclip or xsel, or paste the text into a file"))
		}
		if err != nil {
			return nil, site.Failure("لا تُقرأ الحافظة: %v", "the clipboard cannot be read: %v", err)
		}
		return forms.OpenFile(Readers, in.from, bytes.NewReader(text), int64(len(text)))
	case in.name == "-":
		in.name = "stdin"
		if console.IsTerminal(in.Stdin) {
			fmt.Fprintln(in.Stderr, in.Say("الصق النص ثم اضغط Ctrl-D", "paste the text, then press Ctrl-D"))
		}
		return in.spool(in.Stdin)
	}
	info, err := os.Stat(in.name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, site.Failure("لا ملف ولا مجلد اسمه %s", "there is no file or folder %s", in.name)
	case err != nil:
		return nil, err
	case info.IsDir():
		tree, err := in.folder(in.name)
		if err != nil {
			return nil, err
		}
		return forms.OpenTree(Readers, in.from, tree)
	}
	file, err := os.OpenFile(in.name, os.O_RDONLY|syscall.O_NONBLOCK, 0) // a pipe that nobody writes to is empty
	if err != nil {
		return nil, err
	}
	in.closes = append(in.closes, file.Close)
	if !info.Mode().IsRegular() { // a pipe: <(…)
		return in.spool(file)
	}
	return forms.OpenFile(Readers, in.from, file, info.Size())
}

// folder opens a folder for reading: no link leads out of it, and no pipe is waited for.
func (in *importJob) folder(name string) (fs.FS, error) {
	tree, err := newsroom.OpenTree(name)
	if err == nil {
		in.closes = append(in.closes, tree.Close)
	}
	return tree, err
}

// mostSpooled bounds a stream: none may fill the disk.
const mostSpooled = 1 << 30

// spool keeps a stream on disk: an export is read twice.
func (in *importJob) spool(stream io.Reader) (*intake.Source, error) {
	file, err := os.CreateTemp("", "warraq-import-*")
	if err != nil {
		return nil, err
	}
	in.closes = append(in.closes, file.Close, func() error { return os.Remove(file.Name()) })
	size, err := io.Copy(file, io.LimitReader(stream, mostSpooled+1))
	if err == nil && size > mostSpooled {
		err = intake.Refuse(0, "أكبر من %d ميغابايت: احفظه في ملف وأدخله", "larger than %d MB: save it to a file, and import that", mostSpooled>>20)
	}
	if err != nil {
		return nil, err
	}
	return forms.OpenFile(Readers, in.from, file, size)
}
