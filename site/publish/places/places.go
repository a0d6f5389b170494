// Package places opens the targets of edition.yaml.
//
// Belongs here: which place a target is. Does not: what is sent there.
package places

import (
	"cmp"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/own"
	"warraq/site/publish"
	"warraq/site/publish/after"
	"warraq/site/publish/bucket"
	"warraq/site/publish/carriers"
	"warraq/site/publish/clouds"
	"warraq/site/publish/deploy"
	"warraq/site/publish/pages"
	"warraq/site/settings"
)

// Asked is how a deploy was asked for.
type Asked struct {
	Clock     site.Clock // of the build
	Preview   string     // the name of a preview, or ""
	MaxDelete int        // percent, or -1: as edition.yaml says
	DeleteNow bool
	Overwrite bool
	All       bool
	Back      int // Rollback: so many editions
	Dry       bool
	Began     time.Time // when the build that is sent began to read; zero if that is not known
}

// previewRoot is where previews lie, below the site's own address.
const previewRoot = "preview/"

// check refuses what cannot be asked for.
func (a *Asked) check() error {
	switch {
	case a.Preview == "" && (a.Clock.Drafts || a.Clock.Future):
		return site.Failure("لا يُنشر ما لم يُنشر بعد: --drafts و--future مع --preview وحدها", "what is not public is not deployed: --drafts and --future go with --preview alone")
	case a.Preview != "" && (!site.IsStoryFolder(a.Preview, false) || strings.Contains(a.Preview, "/")):
		return site.Failure("لا يصلح اسمًا لمعاينة: %q", "%q cannot be the name of a preview", a.Preview)
	case a.Back < 0:
		return site.Failure("الخيار --rollback يريد عددًا موجبًا", "--rollback wants a number above zero")
	case a.MaxDelete > 100:
		return site.Failure("الخيار --max-delete يريد عددًا بين 0 و100", "--max-delete wants a number in 0–100")
	}
	return nil
}

// Target is a target of edition.yaml, opened.
type Target struct {
	settings.Deployment
	Place   deploy.Place
	Session *deploy.Session // of a process that deploys again and again; else nil

	mu      sync.Mutex // of what follows
	users   int        // deploys that this process has at work
	release func()
	machine string
	early   []early

	asked    *Asked
	base     string // the address of edition.yaml
	editions []own.Sister
	outputs  own.Outputs
	hub      string // of WebSub, or ""
	records  after.Records
	dir      string // of what is kept between builds
}

// Find opens the target of that name, or the only one. source is the newsroom's folder; o
// says what a folder of this machine may not be. Faults of edition.yaml come with an error.
func Find(source fs.FS, name []string, asked *Asked, o publish.Options) (*Target, []site.Problem, error) {
	if err := asked.check(); err != nil {
		return nil, nil, err
	}
	src, err := fs.ReadFile(source, "content/"+site.SettingsFile)
	if err != nil {
		return nil, nil, err
	}
	config, _ := settings.ParseConfig(site.SettingsFile, src) // the build tells the rest
	all, problems := settings.Deployments(site.SettingsFile, src)
	if site.Errors(problems) > 0 {
		return nil, problems, site.Failure("لم يُرسل شيء، لخطأ في edition.yaml", "nothing is sent, for a fault of edition.yaml")
	}
	t := &Target{asked: asked, base: config.BaseURL, hub: config.Feeds.Hub, outputs: config.Outputs, editions: config.Sisters, dir: o.Kept}
	if t.Deployment, err = choose(all, name); err != nil {
		return nil, nil, err
	}
	if t.Standard != "" {
		t.records = after.Records{Server: t.Standard, DID: config.Feeds.Standard, Name: config.Title, About: config.Description, File: filepath.Join(t.dir, lastFolder, url.PathEscape(t.Name)+".records.json")}
		t.records.Why = t.records.Ready(source, t.base)
	}
	if !asked.Dry {
		if err := after.Ready(source, after.Told{Purge: t.Purge, IndexNow: t.IndexNow}); err != nil {
			return nil, nil, err
		}
	}
	below := t.Prefix
	if asked.Preview != "" {
		below += previewRoot + asked.Preview + "/"
	}
	t.Place, err = open(t.Deployment, below, o)
	return t, nil, err
}

// Address is that of a preview. asked, if it is not "", stands in place of the edition's.
func (t *Target) Address(asked string) string {
	return cmp.Or(asked, t.base) + "/" + previewRoot + t.asked.Preview
}

// keysBelow is the address below which files carry the keys of caches, or "".
func (t *Target) keysBelow() string {
	switch {
	case !t.Keys:
		return ""
	case t.asked.Preview != "":
		return t.Address("")
	}
	return t.base
}

// typeOf is the media type that edition.yaml gives to a file of its outputs, in whichever edition, or "".
func (t *Target) typeOf(path string) string {
	return t.outputs.TypeOf("/" + own.FromRoot(t.editions, path))
}

// choose gives the target that is named, or the only one.
func choose(all []settings.Deployment, name []string) (settings.Deployment, error) {
	var names []string
	for _, t := range all {
		if names = append(names, t.Name); len(name) > 0 && t.Name == name[0] || len(name) == 0 && len(all) == 1 {
			return t, nil
		}
	}
	var none settings.Deployment
	switch {
	case len(all) == 0:
		const example = "deploy: {live: {bucket: paper, endpoint: https://s3.example.org}}"
		return none, site.Failure("لا وجهة في edition.yaml؛ اكتب مثلًا %s", "edition.yaml has no target; write for instance %s", example)
	case len(name) == 0:
		return none, site.Failure("سمِّ الوجهة: %s", "name the target: %s", strings.Join(names, " "))
	}
	return none, site.Failure("لا وجهة باسم %s؛ المعروف: %s", "there is no target %s; known are: %s", name[0], strings.Join(names, " "))
}

// open opens a target. The site lies below a prefix, which is "" or ends with a slash; o
// says what a folder of this machine may not be.
func open(to settings.Deployment, prefix string, o publish.Options) (deploy.Place, error) {
	switch {
	case to.Bucket != "":
		return bucket.Open(bucket.Options{Endpoint: to.Endpoint, Region: to.Region, Name: to.Bucket, Prefix: prefix, Instance: to.Instance, Website: to.Website})
	case to.Google != "":
		return clouds.Open(clouds.Google, clouds.Options{Name: to.Google, Prefix: prefix})
	case to.Azure != "":
		return clouds.Open(clouds.Azure, clouds.Options{Name: to.Azure, Account: to.Account, Endpoint: to.Endpoint, Prefix: prefix})
	case to.Rsync != "":
		return carriers.OpenRsync(to.Rsync, prefix), nil
	case to.Rclone != "":
		return carriers.OpenRclone(to.Rclone, prefix), nil
	case to.Pages != "" && prefix != "":
		return nil, site.Failure("لا معاينة عند مضيف git-pages ولا prefix: انشرها في وجهة بعنوان آخر", "a host of git-pages has no preview and no prefix: deploy it to a target of another address")
	case to.Pages != "":
		return pages.Open(to.Pages)
	case to.Git != "" && prefix != "":
		return nil, site.Failure("لا معاينة في فرع من git، ولا prefix: الموقع كله نسخة واحدة", "a branch of git has no preview and no prefix: the whole site is one commit")
	case to.Git != "":
		return carriers.OpenGit(o.Source, to.Git, to.Branch, carriers.GitDir(o.Kept, to.Git+" "+to.Branch), deploy.Self()), nil
	}
	dir := to.Folder
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(o.Source, dir)
	}
	dir = filepath.Join(dir, filepath.FromSlash(prefix))
	if err := publish.GuardFolder(dir, o); err != nil {
		return nil, err
	}
	return deploy.OpenFolder(dir)
}
