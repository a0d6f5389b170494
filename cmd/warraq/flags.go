package main

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
	"warraq/site/manuscript"
	"warraq/site/newsroom"
	"warraq/site/press"
	"warraq/static"
	"warraq/templates"
)

// flags are those that every command understands.
type flags struct {
	source  string
	output  string
	baseURL string
	drafts  bool
	future  bool
	now     string
	jobs    int
	json    bool
	lang    string

	environment string

	clock time.Time
}

func (f *flags) register(set *pflag.FlagSet, d *terminal) {
	set.StringVar(&f.source, "source", ".", d.say("`مجلد` الجريدة، وفيه content/", "the newsroom's `FOLDER`, with content/ in it"))
	set.StringVar(&f.output, "output", "", d.say("`مجلد` الموقع الناتج (الافتراضي: public في مجلد الجريدة)", "the `FOLDER` where the site goes (default: public under the source)"))
	set.StringVar(&f.baseURL, "base-url", "", d.say("`عنوان` بدل base_url في edition.yaml", "the `ADDRESS` in place of the edition's base_url"))
	set.StringVar(&f.environment, "environment", "", d.say("`اسم` بيئة في environments من edition.yaml", "the `NAME` of one of edition.yaml's environments"))
	set.BoolVar(&f.drafts, "drafts", false, d.say("أظهر المسوّدات", "show drafts"))
	set.BoolVar(&f.future, "future", false, d.say("أظهر القصص التي لم يحن نشرها", "show stories under embargo"))
	set.StringVar(&f.now, "now", "", d.say("`وقت` البناء بصيغة RFC 3339، ولا ساعة له غيره (الافتراضي: الآن)", "the build's only clock, a `TIME` of RFC 3339 (default: the present)"))
	set.IntVar(&f.jobs, "jobs", 0, d.say("`عدد` العاملين (الافتراضي: واحد لكل نواة)", "the `NUMBER` of workers (default: one a core)"))
	set.BoolVar(&f.json, "json", false, d.say("خلاصة للبرامج في المخرج القياسي", "a summary for machines on standard output"))
	set.StringVar(&f.lang, "lang", "", d.say("`لغة` الرسائل: ar أو en (الافتراضي: لغة النظام)", "the `LANGUAGE` of messages: ar or en (default: the locale's)"))
}

// settle checks the flags and fills in what they leave open.
func (d *tool) settle() error {
	f := &d.common
	switch f.lang {
	case "":
	case "ar", "en":
		d.lang = f.lang
	default:
		return site.Failure("اللغة %q ليست ar ولا en", "the language %q is neither ar nor en", f.lang)
	}
	f.clock = time.Now()
	if f.now != "" {
		t, err := time.Parse(time.RFC3339, f.now)
		if err != nil {
			return site.Failure("--now يريد وقتًا مثل 2026-11-23T12:00:00Z لا %q", "--now wants a time such as 2026-11-23T12:00:00Z, not %q", f.now)
		}
		f.clock = t
	}
	if f.output == "" {
		f.output = filepath.Join(f.source, "public")
	}
	return nil
}

// input is what a build of the source folder depends on.
func (d *tool) input() (press.Input, error) {
	f := &d.common
	content := filepath.Join(f.source, "content")
	if info, err := os.Stat(content); errors.Is(err, fs.ErrNotExist) || (err == nil && !info.IsDir()) {
		return press.Input{}, site.Failure("لا مجلد content في %s؛ ابدأ بـ warraq init", "no content folder in %s; warraq init makes one", f.source)
	}
	base, ok := site.CleanBaseURL(f.baseURL)
	if !ok && f.baseURL != "" {
		return press.Input{}, site.Failure("لا يصلح العنوان %q: يُنتظر مثل https://example.org", "the address %q cannot be used: one such as https://example.org is expected", f.baseURL)
	}
	files, err := newsroom.OpenFiles(f.source) // open until the command ends
	if err != nil {
		return press.Input{}, err
	}
	in := press.Input{
		Source: files, Templates: templates.FS, Static: static.FS, BaseURL: base, Jobs: f.jobs,
		Clock: site.Clock{Now: f.clock, Drafts: f.drafts, Future: f.future}, Preview: f.drafts || f.future,
	}
	return in, f.enter(&in)
}

// enter takes what the environment says that was asked for.
func (f *flags) enter(in *press.Input) error {
	if f.environment == "" {
		return nil
	}
	content, err := fs.Sub(in.Source, "content")
	if err != nil {
		return err
	}
	config, _ := manuscript.Settings(content, "") // the build tells of its faults
	env, ok := config.Environments[f.environment]
	if !ok {
		return site.Failure("لا بيئة باسم %q في edition.yaml؛ فيه: %s", "edition.yaml has no environment %q; it has: %s", f.environment, strings.Join(slices.Sorted(maps.Keys(config.Environments)), " "))
	}
	if f.baseURL == "" {
		in.BaseURL = env.BaseURL
	}
	in.Clock.Drafts, in.Clock.Future, in.Preview = in.Clock.Drafts || env.Drafts, in.Clock.Future || env.Future, in.Preview || env.NoIndex
	return nil
}
