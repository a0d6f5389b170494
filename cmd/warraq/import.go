package main

import (
	"archive/zip"
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
	"warraq/site/manuscript"
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

// takeIn imports a source and tells what came of it.
func (d *desk) takeIn(ctx context.Context, f importFlags, name string) (err error) {
	if f.section != "" && (!filepath.IsLocal(f.section) || strings.HasPrefix(f.section, ".")) {
		return fmt.Errorf(d.say("القسم %q ليس مجلدًا داخل content", "the section %q is no folder under content"), f.section)
	}
	source, err := d.sourceOf(f, name)
	if err != nil {
		return err
	}
	defer source.close()
	if f.media != "" {
		root, err := os.OpenRoot(f.media) // a link cannot lead out of it
		if err != nil {
			return fmt.Errorf(d.say("لا يُفتح مجلد الملفات: %w", "the uploads folder does not open: %w"), err)
		}
		defer func() { _ = root.Close() }()
		source.files = root.FS()
	}
	d.mkSource(f)
	shelf := &intake.Shelf{Counts: map[intake.State]int{}, Media: source.files, DryRun: f.dryRun, Overwrite: f.overwrite}
	switch shelf.Room, err = newsroom.Open(d.common.source); {
	case err == nil:
		shelf.Room.Bulk = true
		defer func() { err = errors.Join(err, shelf.Room.Close()) }()
	case !f.dryRun || !errors.Is(err, fs.ErrNotExist):
		return err
	}
	report := d.newReport(f, source)
	o := intake.Options{Options: d.options(), Now: d.now(), Section: filepath.ToSlash(f.section), Sections: d.sectionFolders(), Media: source.files}
	tally, err := source.read(o, func(p intake.Piece) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		state, err := shelf.Put(p)
		if err != nil {
			return err
		}
		return report.add(p, state)
	})
	if refused := (*intake.SourceError)(nil); errors.As(err, &refused) {
		return errors.New(d.refusal(cmp.Or(refused.File, source.name), refused))
	}
	if err != nil {
		return err
	}
	if err := report.end(tally, shelf); err != nil {
		return err
	}
	if len(tally.Refused) > 0 {
		return errProblems
	}
	return nil
}

// mkSource makes the newsroom's folder where there is none yet.
func (d *desk) mkSource(f importFlags) {
	if !f.dryRun {
		_ = os.MkdirAll(filepath.Join(d.common.source, "content"), 0o755) // what is wrong with it, opening tells
	}
}

// refusal says what of a source is refused, and where.
func (d *desk) refusal(name string, e *intake.SourceError) string {
	place := name
	if e.Line > 0 {
		place = fmt.Sprintf("%s:%d", name, e.Line)
	}
	return place + ": " + d.isolate(d.words(e.Message))
}

// sectionFolders are the edition's sections, folder by title.
func (d *desk) sectionFolders() map[string]string {
	out := map[string]string{}
	content := os.DirFS(filepath.Join(d.common.source, "content"))
	for _, dir := range d.sections() {
		if data, err := fs.ReadFile(content, dir+"/_index.md"); err == nil {
			if s, _ := manuscript.ParseSection(dir+"/_index.md", data, d.options()); s != nil {
				out[s.Title] = dir
			}
		}
	}
	return out
}

// importSource is what is to come in.
type importSource struct {
	name   string // for messages
	format string
	read   func(intake.Options, intake.Taker) (*intake.Tally, error)
	files  fs.FS // where its pictures lie; nil where it has none
	closes []func() error
}

func (s *importSource) close() {
	for _, c := range s.closes {
		_ = c()
	}
}

// sourceOf opens what is to come in, and sees what it is.
func (d *desk) sourceOf(f importFlags, name string) (*importSource, error) {
	if f.clipboard {
		text, err := clipboard()
		if errors.Is(err, errNoClipboard) {
			return nil, errors.New(d.say("لا برنامج يقرأ الحافظة هنا: ثبّت wl-paste أو xclip أو xsel، أو الصق النص في ملف",
				"no program here reads the clipboard: install wl-paste, xclip or xsel, or paste the text into a file"))
		}
		if err != nil {
			return nil, fmt.Errorf(d.say("لا تُقرأ الحافظة: %w", "the clipboard cannot be read: %w"), err)
		}
		return d.fileSource(f, &importSource{name: "clipboard"}, bytes.NewReader(text))
	}
	if name == "-" {
		return d.fromStandardInput(f)
	}
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf(d.say("لا ملف ولا مجلد اسمه %s", "there is no file or folder %s"), name)
	}
	if err != nil {
		return nil, err
	}
	s := &importSource{name: name}
	if info.IsDir() {
		root, err := os.OpenRoot(name)
		if err != nil {
			return nil, err
		}
		s.closes = append(s.closes, root.Close)
		return d.treeSource(f, s, root.FS())
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	s.closes = append(s.closes, file.Close)
	if !info.Mode().IsRegular() { // a pipe: <(…)
		return d.spooled(f, s, file)
	}
	if archive, err := zip.NewReader(file, info.Size()); err == nil && f.from != "pasted" {
		if lone := loneExport(archive); lone != nil {
			if lone.UncompressedSize64 > mostPacked*max(lone.CompressedSize64, 1) {
				s.close()
				return nil, fmt.Errorf(d.say("%s: في الأرشيف ملف يتضخم فوق كل معقول", "%s: what the archive holds swells beyond reason"), name)
			}
			export, err := lone.Open()
			if err != nil {
				s.close()
				return nil, err
			}
			s.closes = append(s.closes, export.Close)
			return d.spooled(f, s, export)
		}
		return d.treeSource(f, s, archive)
	}
	return d.fileSource(f, s, file)
}

// fromStandardInput reads what is piped, or pasted into the terminal.
func (d *desk) fromStandardInput(f importFlags) (*importSource, error) {
	if isTerminal(d.stdin) {
		fmt.Fprintln(d.stderr, d.say("الصق النص ثم اضغط Ctrl-D", "paste the text, then press Ctrl-D"))
	}
	return d.spooled(f, &importSource{name: "stdin"}, d.stdin)
}

// spooled keeps a stream on disk: an archive is read twice.
func (d *desk) spooled(f importFlags, s *importSource, stream io.Reader) (*importSource, error) {
	spool, err := os.CreateTemp("", "warraq-import-*")
	if err != nil {
		s.close()
		return nil, err
	}
	s.closes = append(s.closes, spool.Close, func() error { return os.Remove(spool.Name()) })
	if _, err := io.Copy(spool, stream); err != nil {
		s.close()
		return nil, err
	}
	return d.fileSource(f, s, spool)
}

// mostPacked is how many times smaller than itself an export may be in an
// archive: text is ten times so.
const mostPacked = 200

// loneExport is the one XML or JSON file of an archive that holds no other, or
// nil: WordPress.com packs its exports so.
func loneExport(archive *zip.Reader) (lone *zip.File) {
	for _, f := range archive.File {
		switch ext := strings.ToLower(filepath.Ext(f.Name)); {
		case f.FileInfo().IsDir():
		case ext == ".xml" || ext == ".json":
			if lone != nil {
				return nil
			}
			lone = f
		default:
			return nil
		}
	}
	return lone
}

// treeSource is a folder, or an archive of one.
func (d *desk) treeSource(f importFlags, s *importSource, tree fs.FS) (*importSource, error) {
	s.format = cmp.Or(f.from, intake.FolderFormat(tree))
	switch s.format {
	case "medium":
		s.read = func(o intake.Options, take intake.Taker) (*intake.Tally, error) { return intake.Medium(tree, o, take) }
	case "tree":
		s.files = tree
		s.read = func(o intake.Options, take intake.Taker) (*intake.Tally, error) {
			o.Media = nil // its files keep their places
			return intake.Tree(tree, o, take)
		}
	default:
		s.close()
		return nil, fmt.Errorf(d.say("%s: ليس مجلد Hugo ولا Jekyll ولا Medium", "%s: no folder of Hugo's, Jekyll's or Medium's"), s.name)
	}
	return s, nil
}

// fileSource is a file that is read from its beginning, perhaps twice.
func (d *desk) fileSource(f importFlags, s *importSource, file io.ReadSeeker) (*importSource, error) {
	head := make([]byte, 64<<10)
	_, err := file.Seek(0, io.SeekStart)
	if err != nil {
		s.close()
		return nil, err
	}
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		s.close()
		return nil, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		s.close()
		return nil, err
	}
	s.format = cmp.Or(f.from, intake.FileFormat(head[:n]))
	switch s.format {
	case "pasted":
		s.read = func(o intake.Options, take intake.Taker) (*intake.Tally, error) { return pasted(file, o, take) }
	case "wordpress":
		s.read = func(o intake.Options, take intake.Taker) (*intake.Tally, error) {
			return intake.WordPress(file, o, take)
		}
	case "feed":
		s.read = func(o intake.Options, take intake.Taker) (*intake.Tally, error) { return intake.Feed(file, o, take) }
	case "json":
		s.read = func(o intake.Options, take intake.Taker) (*intake.Tally, error) { return intake.JSON(file, o, take) }
	case "html":
		s.close()
		return nil, fmt.Errorf(d.say("%s صفحة HTML؛ انسخ نصّها من المتصفح وأدخله", "%s is an HTML page; copy its text from a browser and import that"), s.name)
	default:
		s.close()
		return nil, fmt.Errorf(d.say("لا شكل اسمه %q؛ المعروف: pasted wordpress feed json medium tree", "there is no format %q; known are pasted, wordpress, feed, json, medium, tree"), s.format)
	}
	return s, nil
}

// maxPasted is more than any page's text.
const maxPasted = 16 << 20

func pasted(file io.Reader, o intake.Options, take intake.Taker) (*intake.Tally, error) {
	text, err := io.ReadAll(io.LimitReader(file, maxPasted))
	if err != nil {
		return nil, err
	}
	piece, err := intake.Pasted(string(text), o)
	if err != nil {
		return nil, err
	}
	return &intake.Tally{Found: map[string]int{"story": 1}, Taken: map[intake.Kind]int{intake.Story: 1}}, take(piece)
}
