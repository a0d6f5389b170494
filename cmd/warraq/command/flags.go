package command

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/manuscript"
	"warraq/site/newsroom"
	"warraq/site/press"
	"warraq/static"
	"warraq/templates"
)

// Flags are those that every command understands.
type Flags struct {
	Source  string
	Output  string
	BaseURL string
	Drafts  bool
	Future  bool
	Now     string
	AsOf    string
	Jobs    int
	JSON    bool
	Lang    string

	Environment string

	Clock   time.Time // Now, AsOf, or the present
	Foresee bool      // AsOf is yet to come: what is made then is for nobody else's eyes
}

// Register names the flags, and says what they are for.
func (f *Flags) Register(set *pflag.FlagSet, d *Terminal) {
	set.StringVar(&f.Source, "source", ".", d.Say("`مجلد` الجريدة، وفيه content/", "the newsroom's `FOLDER`, with content/ in it"))
	set.StringVar(&f.Output, "output", "", d.Say("`مجلد` الموقع الناتج (الافتراضي: public في مجلد الجريدة)", "the `FOLDER` where the site goes (default: public under the source)"))
	set.StringVar(&f.BaseURL, "base-url", "", d.Say("`عنوان` بدل base_url في edition.yaml", "the `ADDRESS` in place of the edition's base_url"))
	set.StringVar(&f.Environment, "environment", "", d.Say("`اسم` بيئة في environments من edition.yaml", "the `NAME` of one of edition.yaml's environments"))
	set.BoolVar(&f.Drafts, "drafts", false, d.Say("أظهر المسوّدات", "show drafts"))
	set.BoolVar(&f.Future, "future", false, d.Say("أظهر القصص التي لم يحن نشرها", "show stories under embargo"))
	set.StringVar(&f.Now, "now", "", d.Say("`وقت` البناء بصيغة RFC 3339، ولا ساعة له غيره (الافتراضي: الآن)", "the build's only clock, a `TIME` of RFC 3339 (default: the present)"))
	set.StringVar(&f.AsOf, "as-of", "", d.Say("الموقع كما يكون في `وقت` بتوقيت الجريدة، مثل 2026-12-01T20:00؛ وإن كان آتيًا فهو معاينة لا تُنشر", "the site as it is at a `TIME` in the paper's zone, such as 2026-12-01T20:00; of a time to come it is a preview, which is not deployed"))
	set.IntVar(&f.Jobs, "jobs", 0, d.Say("`عدد` العاملين (الافتراضي: واحد لكل نواة)", "the `NUMBER` of workers (default: one a core)"))
	set.BoolVar(&f.JSON, "json", false, d.Say("خلاصة للبرامج في المخرج القياسي", "a summary for machines on standard output"))
	set.StringVar(&f.Lang, "lang", "", d.Say("`لغة` الرسائل: ar أو en (الافتراضي: لغة النظام)", "the `LANGUAGE` of messages: ar or en (default: the locale's)"))
}

// Settle checks the flags and fills in what they leave open.
func (d *Tool) Settle() error {
	f := &d.Common
	switch f.Lang {
	case "":
	case "ar", "en":
		d.Lang = f.Lang
	default:
		return site.Failure("اللغة %q ليست ar ولا en", "the language %q is neither ar nor en", f.Lang)
	}
	f.Clock = time.Now()
	if f.Now != "" {
		t, err := time.Parse(time.RFC3339, f.Now)
		if err != nil {
			return site.Failure("--now يريد وقتًا مثل 2026-11-23T12:00:00Z لا %q", "--now wants a time such as 2026-11-23T12:00:00Z, not %q", f.Now)
		}
		f.Clock = t
	}
	if f.AsOf != "" {
		if f.Now != "" {
			return site.Failure("إما --now وإما --as-of", "either --now or --as-of")
		}
		o, err := f.Options()
		if err != nil {
			return err
		}
		t, hasTime, err := arabic.ParseDate(f.AsOf, o.Zone)
		if err != nil || !hasTime {
			return site.Failure("--as-of يريد يومًا وساعة، مثل 2026-12-01T20:00، لا %q", "--as-of wants a day and an hour, such as 2026-12-01T20:00, not %q", f.AsOf)
		}
		f.Clock, f.Foresee = t, t.After(f.Clock)
	}
	if f.Output == "" {
		f.Output = filepath.Join(f.Source, "public")
	}
	return nil
}

// Input is what a build of the source folder depends on.
func (d *Tool) Input() (press.Input, error) {
	f := &d.Common
	content := filepath.Join(f.Source, "content")
	if info, err := os.Stat(content); errors.Is(err, fs.ErrNotExist) || (err == nil && !info.IsDir()) {
		return press.Input{}, site.Failure("لا مجلد content في %s؛ ابدأ بـ warraq init", "no content folder in %s; warraq init makes one", f.Source)
	}
	base, ok := site.CleanBaseURL(f.BaseURL)
	if !ok && f.BaseURL != "" {
		return press.Input{}, site.Failure("لا يصلح العنوان %q: يُنتظر مثل https://example.org", "the address %q cannot be used: one such as https://example.org is expected", f.BaseURL)
	}
	if d.files == nil { // open until the command ends
		files, err := newsroom.OpenFiles(f.Source)
		if err != nil {
			return press.Input{}, err
		}
		d.files = files
	}
	in := press.Input{
		Source: d.files, Templates: templates.FS, Static: static.FS, BaseURL: base, Jobs: f.Jobs,
		Clock: site.Clock{Now: f.Clock, Drafts: f.Drafts, Future: f.Future}, Preview: f.Drafts || f.Future || f.Foresee,
	}
	return in, f.enter(&in)
}

// enter takes what the environment says that was asked for.
func (f *Flags) enter(in *press.Input) error {
	if f.Environment == "" {
		return nil
	}
	content, err := fs.Sub(in.Source, "content")
	if err != nil {
		return err
	}
	config, _ := manuscript.Settings(content, "") // the build tells of its faults
	env, ok := config.Environments[f.Environment]
	if !ok {
		return site.Failure("لا بيئة باسم %q في edition.yaml؛ فيه: %s", "edition.yaml has no environment %q; it has: %s", f.Environment, strings.Join(slices.Sorted(maps.Keys(config.Environments)), " "))
	}
	if f.BaseURL == "" {
		in.BaseURL = env.BaseURL
	}
	in.Clock.Drafts, in.Clock.Future, in.Preview = in.Clock.Drafts || env.Drafts, in.Clock.Future || env.Future, in.Preview || env.NoIndex
	return nil
}
