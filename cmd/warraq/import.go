package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"warraq/site/intake"
	"warraq/site/intake/exports"
	"warraq/site/intake/pasted"
	"warraq/site/intake/trees"
	"warraq/site/newsroom"
)

// importFlags are those of warraq import alone.
type importFlags struct {
	from      string
	section   string
	media     string
	clipboard bool
	dryRun    bool
	overwrite bool
}

func importCommand(d *desk) *cobra.Command {
	var f importFlags
	c := &cobra.Command{
		Use:   d.say("import [ملف|مجلد|-]", "import [FILE|FOLDER|-]"),
		Short: d.say("أدخل نصًا منسوخًا، أو أرشيف نظام آخر", "take in pasted copy, or another system's archive"),
		Long: d.say(`أدخل نصّ صفحة إخبارية كما يُنسخ، أو تصدير WordPress (WXR) أو Ghost أو Blogger أو Medium،
أو خلاصة RSS أو Atom، أو مجلد Hugo أو Jekyll. يُعرف الشكل من نظرة، و--from يسمّيه.
ما غيّرتَه بعد إدخال سابق يبقى كما هو، و--overwrite يكتب فوقه.`,
			`Take in a news page's text as it is copied, an export of WordPress (WXR), Ghost, Blogger or
Medium, an RSS or Atom feed, or a folder of Hugo's or Jekyll's. The form is known by a look;
--from names it. What you changed since an earlier import stays; --overwrite writes over it.`),
		Args: d.takes(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			return d.takeIn(c.Context(), f, append(args, "-")[0])
		},
	}
	set := c.Flags()
	set.StringVar(&f.from, "from", "", d.say("`شكل` المصدر: pasted أو wordpress أو feed أو json (Ghost وBlogger) أو medium أو tree (Hugo وJekyll)", "the `FORM`: pasted, wordpress, feed, json (Ghost, Blogger), medium or tree (Hugo, Jekyll)"))
	set.StringVar(&f.section, "section", "", d.say("`مجلد` القصص كلها في content", "the `FOLDER` under content for all stories"))
	set.StringVar(&f.media, "media", "", d.say("`مجلد` مرفوعات النظام الآخر، وتأتي صورها معها", "the `FOLDER` of the other system's uploads, whose pictures come along"))
	set.BoolVar(&f.clipboard, "clipboard", false, d.say("اقرأ حافظة النظام", "read the system's clipboard"))
	set.BoolVar(&f.dryRun, "dry-run", false, d.say("أخبر ولا تكتب شيئًا، وأظهر القصة إن كانت واحدة", "tell, and write nothing; of one story, show the manuscript"))
	set.BoolVar(&f.overwrite, "overwrite", false, d.say("اكتب فوق الملفات المختلفة", "write over files that differ"))
	_ = c.RegisterFlagCompletionFunc("section", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return d.sections(), cobra.ShellCompDirectiveNoFileComp
	})
	return c
}

// readers are the forms that import knows, in the order in which a look tries
// them: any text that is of no other form is pasted copy.
var readers = []intake.Reader{
	exports.WordPressReader, exports.FeedReader, exports.JSONReader, trees.Reader, exports.MediumReader, pasted.Reader,
}

// takeIn imports a source and tells what came of it.
func (d *desk) takeIn(ctx context.Context, f importFlags, name string) (err error) {
	if f.section != "" && (!filepath.IsLocal(f.section) || strings.HasPrefix(f.section, ".")) {
		return fmt.Errorf(d.say("القسم %q ليس مجلدًا داخل content", "the section %q is no folder under content"), f.section)
	}
	in := importInput{name: name}
	defer in.close()
	source, err := d.openSource(&in, f)
	if err != nil {
		return d.refused(in.name, err)
	}
	media := source.Tree
	if f.media != "" && media == nil {
		root, err := os.OpenRoot(f.media) // a link cannot lead out of it
		if err != nil {
			return fmt.Errorf(d.say("لا يُفتح مجلد الملفات: %w", "the uploads folder does not open: %w"), err)
		}
		in.closes = append(in.closes, root.Close)
		media = root.FS()
	}
	shelf := &intake.Shelf{Counts: map[intake.State]int{}, Media: media, DryRun: f.dryRun, Overwrite: f.overwrite}
	if !f.dryRun {
		_ = os.MkdirAll(filepath.Join(d.common.source, "content"), 0o755) // what is wrong with it, opening tells
	}
	switch shelf.Room, err = newsroom.Open(d.common.source); {
	case err == nil:
		shelf.Room.Bulk = true
		defer func() { err = errors.Join(err, shelf.Room.Close()) }()
	case !f.dryRun || !errors.Is(err, fs.ErrNotExist):
		return err
	}
	report := d.newReport(f, source.Form)
	o := intake.Options{Options: d.options(), Now: d.now(), Section: filepath.ToSlash(f.section), Sections: intake.SectionsOf(d.contentFolder(), d.options())}
	if source.Tree == nil {
		o.Media = media
	}
	tally, err := source.Read(o, func(p intake.Piece) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		state, err := shelf.Put(p)
		if err != nil {
			return err
		}
		return report.add(p, state)
	})
	if err != nil {
		return d.refused(in.name, err)
	}
	if err := report.end(tally, shelf); err != nil {
		return err
	}
	if len(tally.Refused) > 0 {
		return errProblems
	}
	return nil
}

// refused says what of a source is refused, and where; other errors stay.
func (d *desk) refused(name string, err error) error {
	if refusal, ok := errors.AsType[*intake.SourceError](err); ok {
		return errors.New(d.refusal(name, refusal))
	}
	return err
}

func (d *desk) refusal(name string, e *intake.SourceError) string {
	place := cmp.Or(e.File, name)
	if e.Line > 0 {
		place = fmt.Sprintf("%s:%d", place, e.Line)
	}
	return place + ": " + d.isolate(d.words(e.Message))
}

// importInput is the file or folder that is open while it comes in.
type importInput struct {
	name   string // for messages
	closes []func() error
}

func (in *importInput) close() {
	for _, c := range in.closes {
		_ = c()
	}
}

// openSource opens what is to come in, and finds its reader.
func (d *desk) openSource(in *importInput, f importFlags) (*intake.Source, error) {
	switch {
	case f.clipboard:
		in.name = "clipboard"
		text, err := clipboard()
		if errors.Is(err, errNoClipboard) {
			return nil, errors.New(d.say("لا برنامج يقرأ الحافظة هنا: ثبّت wl-paste أو xclip أو xsel، أو الصق النص في ملف",
				"no program here reads the clipboard: install wl-paste, xclip or xsel, or paste the text into a file"))
		}
		if err != nil {
			return nil, fmt.Errorf(d.say("لا تُقرأ الحافظة: %w", "the clipboard cannot be read: %w"), err)
		}
		return intake.OpenFile(readers, f.from, bytes.NewReader(text), int64(len(text)))
	case in.name == "-":
		in.name = "stdin"
		if isTerminal(d.stdin) {
			fmt.Fprintln(d.stderr, d.say("الصق النص ثم اضغط Ctrl-D", "paste the text, then press Ctrl-D"))
		}
		return in.spool(f, d.stdin)
	}
	info, err := os.Stat(in.name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf(d.say("لا ملف ولا مجلد اسمه %s", "there is no file or folder %s"), in.name)
	}
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		root, err := os.OpenRoot(in.name)
		if err != nil {
			return nil, err
		}
		in.closes = append(in.closes, root.Close)
		return intake.OpenTree(readers, f.from, root.FS())
	}
	file, err := os.Open(in.name)
	if err != nil {
		return nil, err
	}
	in.closes = append(in.closes, file.Close)
	if !info.Mode().IsRegular() { // a pipe: <(…)
		return in.spool(f, file)
	}
	return intake.OpenFile(readers, f.from, file, info.Size())
}

// spool keeps a stream on disk: an export is read twice.
func (in *importInput) spool(f importFlags, stream io.Reader) (*intake.Source, error) {
	spool, err := os.CreateTemp("", "warraq-import-*")
	if err != nil {
		return nil, err
	}
	in.closes = append(in.closes, spool.Close, func() error { return os.Remove(spool.Name()) })
	size, err := io.Copy(spool, stream)
	if err != nil {
		return nil, err
	}
	return intake.OpenFile(readers, f.from, spool, size)
}
