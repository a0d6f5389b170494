package settings

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/settings/notation"
)

// Deployment is a place of edition.yaml where the site is sent to. One of Bucket, Google,
// Azure, Folder, Rsync, Rclone, Git and Pages is not "". Keys and passwords are never here: they are in the
// environment.
type Deployment struct {
	Name string

	Bucket, Endpoint, Region string // object storage
	Instance                 bool   // the machine has a role there
	Google                   string // a bucket of Google Cloud Storage
	Azure, Account           string // a container of Azure Blob Storage, and whose
	Folder                   string // on this machine
	Rsync                    string // "user@host:/var/www/paper"
	Rclone                   string // "remote:paper"
	Git, Branch              string // a remote or an address, and the branch of the site
	Pages                    string // the address of a site at a host of git-pages

	Encode  string // in which a bucket's objects are compressed, "gzip", "br" or ""
	Website bool   // a bucket answers as a website
	Keys    bool   // a bucket's objects carry the keys by which caches know them

	Prefix    string // below which the site lies in a bucket, "" or "paper/"
	History   int    // editions that can be brought back
	MaxDelete int    // percent of the files that may leave the site at once

	Purge    string // who forgets the changed addresses
	IndexNow string // the key of IndexNow
	Standard string // the address of the PDS that gets the records of standard.site, or ""
}

type deployField = Field[*Deployment]

var deployFields = settingsOf(
	deployField{"bucket", func(r *Reader, d *Deployment, n *Node) { d.Bucket = bare(r, n) }, str("اسم مستودع S3 أو ما يماثله؛ ومفاتيحه من AWS_ACCESS_KEY_ID وAWS_SECRET_ACCESS_KEY أو ~/.aws — The name of a bucket of S3 or of what is compatible with it; keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or ~/.aws")},
	deployField{"endpoint", readEndpoint, str("عنوان المستودع مثل https://s3.example.org؛ وإلا فأمازون — The storage's address, such as https://s3.example.org; without it Amazon's")},
	deployField{"region", func(r *Reader, d *Deployment, n *Node) { d.Region = bare(r, n) }, str("المنطقة، مثل eu-central-1 أو auto — Such as eu-central-1, or auto")},
	deployField{"prefix", readPrefix, str("مجلد في المستودع مثل paper — A folder of the bucket, such as paper")},
	deployField{"instance", func(r *Reader, d *Deployment, n *Node) { d.Instance = r.Flag(n) }, boolean("لهذا الجهاز دور عند المضيف يعطيه المفاتيح — This machine has a role at the provider, which gives it keys")},
	deployField{"gcs", func(r *Reader, d *Deployment, n *Node) { d.Google = bare(r, n) }, str("اسم مستودع Google Cloud Storage؛ يلزمه ملف تنفيذي بُني بـ-tags cloud، ومفاتيحه من GOOGLE_APPLICATION_CREDENTIALS أو gcloud — The name of a bucket of Google Cloud Storage; it wants a binary built with -tags cloud, and keys come from GOOGLE_APPLICATION_CREDENTIALS or gcloud")},
	deployField{"azure", func(r *Reader, d *Deployment, n *Node) { d.Azure = bare(r, n) }, str("اسم حاوية Azure مثل $web؛ يلزمها ملف تنفيذي بُني بـ-tags cloud، ومفاتيحها من AZURE_STORAGE_KEY وأخواته أو az login — The name of a container of Azure, such as $web; it wants a binary built with -tags cloud, and keys come from AZURE_STORAGE_KEY and the like, or az login")},
	deployField{"account", func(r *Reader, d *Deployment, n *Node) { d.Account = bare(r, n) }, str("حساب Azure، وإلا فهو AZURE_STORAGE_ACCOUNT — The account of Azure; AZURE_STORAGE_ACCOUNT if it is not said")},
	deployField{"folder", func(r *Reader, d *Deployment, n *Node) { d.Folder = bare(r, n) }, str("مجلد في هذا الجهاز مثل /var/www/paper — A folder of this machine, such as /var/www/paper")},
	deployField{"rsync", func(r *Reader, d *Deployment, n *Node) { d.Rsync = bare(r, n) }, str("لبرنامج rsync: user@host:/var/www/paper — For the program rsync: user@host:/var/www/paper")},
	deployField{"rclone", func(r *Reader, d *Deployment, n *Node) { d.Rclone = bare(r, n) }, str("لبرنامج rclone: remote:paper — For the program rclone: remote:paper")},
	deployField{"git", func(r *Reader, d *Deployment, n *Node) { d.Git = bare(r, n) }, str("اسم مستودع git بعيد أو عنوانه؛ والموقع نسخة واحدة في فرع — A remote of the newsroom's repository, or a repository's address; the site is one commit of a branch")},
	deployField{"branch", func(r *Reader, d *Deployment, n *Node) { d.Branch = bare(r, n) }, str("فرع git، وإلا فهو gh-pages — The branch of git; gh-pages if it is not said")},
	deployField{"pages", func(r *Reader, d *Deployment, n *Node) { d.Pages = bare(r, n) }, str("عنوان الموقع عند مضيف git-pages مثل https://sara.codeberg.page/؛ ورمزه من WARRAQ_PAGES_TOKEN — The site's address at a host of git-pages, such as https://sara.codeberg.page/; its token comes from WARRAQ_PAGES_TOKEN")},
	deployField{"encode", func(r *Reader, d *Deployment, n *Node) { r.choose(n, &d.Encode, encodings...) }, choice("بم تُضغط ملفات النص في المستودع (Content-Encoding) — In what a bucket's files of text are compressed (Content-Encoding)", encodings...)},
	deployField{"website", func(r *Reader, d *Deployment, n *Node) { d.Website = r.Flag(n) }, boolean("يجيب المستودع موقعًا (S3 website)، فصفحات التحويل فيه 301 — The bucket answers as a website (S3), so pages that lead on are redirects there")},
	deployField{"keys", func(r *Reader, d *Deployment, n *Node) { d.Keys = r.Flag(n) }, boolean("يحمل كل ملف في المستودع مفتاح عنوانه (x-amz-meta-surrogate-key)، وبه تنساه Fastly ومثيلاتها بكل ما يلي ? فيه — Each object of a bucket carries the key of its address (x-amz-meta-surrogate-key), by which Fastly and the like forget it with every query")},
	deployField{"purge", readPurge, str("من ينسى العناوين المتغيرة بعد النشر: cloudflare:ZONE، أو fastly:SERVICE، أو عنوان يُرسل إليه، أو أمر يقرؤها — Who is to forget the changed addresses after a deploy: cloudflare:ZONE, fastly:SERVICE, an address that is sent them, or a command that reads them")},
	deployField{"indexnow", readIndexNow, str("مفتاح IndexNow، وفي static/ ملف باسمه — The key of IndexNow; static/ has a file of its name")},
	deployField{"standard_site", readStandardServer, str("عنوان خادم AT (PDS) الذي تُرسل إليه سجلات القصص بعد النشر، مثل https://bsky.social؛ وهويتك في feeds.standard_site — The address of the AT server (PDS) that gets the records of stories after a deploy, such as https://bsky.social; feeds.standard_site has your DID")},
	deployField{"history", func(r *Reader, d *Deployment, n *Node) { d.History = r.within(n, 0, 50) }, whole("كم نشرة يمكن الرجوع إليها بـdeploy --rollback، وتحفظ الوجهة ملفاتها — Editions that deploy --rollback can bring back, of which the target keeps the bytes", 0, 50)},
	deployField{"max_delete", func(r *Reader, d *Deployment, n *Node) { d.MaxDelete = r.within(n, 0, 100) }, whole("أقصى ما يزول من الملفات بنشر واحد، بالمئة — Percent of the files that may leave the site with one deploy", 0, 100)},
)

// kindsOfTarget are the keys of which a target has one.
var kindsOfTarget = []string{"bucket", "gcs", "azure", "folder", "rsync", "rclone", "git", "pages"}

// encodings are those in which the objects of a bucket can be.
var encodings = []string{"gzip", "br"}

// secretKeys are parts of keys under which people write what belongs in no file of a newsroom.
var secretKeys = []string{"secret", "password", "passwd", "token", "accesskey", "keyid", "credential", "apikey", "privatekey"}

// Deployments gives the targets of edition.yaml, in its order.
func Deployments(path string, src []byte) ([]Deployment, []site.Problem) {
	r := NewReader(path, nil, "")
	matter := readAll(r, src)
	if matter == nil {
		return nil, r.Problems
	}
	n := matter.Get("deploy")
	if n == nil {
		return nil, r.Problems
	}
	return deployments(r, n), r.Problems
}

// readDeploy checks the targets with the other settings.
func readDeploy(r *Reader, _ *site.Config, n *Node) { deployments(r, n) }

func deployments(r *Reader, n *Node) (all []Deployment) {
	if n.Kind != Map {
		r.Wrong(n, "أسماء وجهات وما هي", "names of targets, and what each is")
		return nil
	}
	for _, e := range n.Entries {
		d := Deployment{Name: e.Key, Branch: "gh-pages", History: 3, MaxDelete: 5}
		if e.Value.Kind == Map && hasSecrets(r, e.Value) {
			continue
		}
		if !Apply(r, deployFields, &d, e.Value) {
			continue
		}
		kinds := 0
		for _, kind := range []string{d.Bucket, d.Google, d.Azure, d.Folder, d.Rsync, d.Rclone, d.Git, d.Pages} {
			if kind != "" {
				kinds++
			}
		}
		if kinds != 1 {
			r.Expected(e.Value, "واحد من: "+strings.Join(kindsOfTarget, " "), "one of "+strings.Join(kindsOfTarget, " "))
			continue
		}
		if says := misplaced(d); says != (site.Words{}) {
			r.Expected(e.Value, says.Ar, says.En)
			continue
		}
		all = append(all, d)
	}
	return all
}

// misplaced says which key is of another kind of target.
func misplaced(d Deployment) (says site.Words) {
	switch {
	case d.Bucket == "" && d.Website:
		return site.Say("website لوجهة من نوع bucket", "website with a bucket alone")
	case d.Bucket+d.Google+d.Azure == "" && d.Encode != "":
		return site.Say("encode لوجهة من نوع bucket أو gcs أو azure", "encode with bucket, gcs or azure alone")
	case d.Bucket+d.Google+d.Azure == "" && d.Keys:
		return site.Say("keys لوجهة من نوع bucket أو gcs أو azure", "keys with bucket, gcs or azure alone")
	case strings.HasPrefix(d.Purge, "fastly:") && !d.Keys:
		return site.Say("keys: true مع fastly", "keys: true with fastly")
	case d.Azure == "" && d.Account != "":
		return site.Say("account لوجهة من نوع azure", "account with azure alone")
	}
	return says
}

var indexNowKey = regexp.MustCompile(`^[A-Za-z0-9-]{8,128}$`)

func readIndexNow(r *Reader, d *Deployment, n *Node) {
	if d.IndexNow = r.Text(n); !indexNowKey.MatchString(d.IndexNow) {
		d.IndexNow = ""
		r.Wrong(n, "8 إلى 128 من a-z و0-9", "8 to 128 of a-z and 0-9")
	}
}

// readStandardServer reads the address of a server of the AT Protocol: its origin alone.
func readStandardServer(r *Reader, d *Deployment, n *Node) {
	faults := r.Faults
	d.Standard = strings.TrimSuffix(bare(r, n), "/")
	if u, err := url.Parse(d.Standard); r.Faults == faults && (err != nil || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.Scheme != "https" && u.Scheme != "http") {
		r.Wrong(n, "عنوان مثل https://bsky.social", "an address such as https://bsky.social")
	}
}

// did is an identifier of the AT Protocol (atproto.com/specs/did): of the method plc or web.
var did = regexp.MustCompile(`^did:(plc:[a-z2-7]{24}|web:[a-zA-Z0-9.-]+)$`)

func readStandard(r *Reader, f *site.FeedConfig, n *Node) {
	if f.Standard = r.Text(n); !did.MatchString(f.Standard) {
		f.Standard = ""
		r.Wrong(n, "مثل did:plc: وبعدها 24 من a-z و2-7، أو did:web: واسم نطاقك", "did:plc: and 24 of a-z and 2-7, or did:web: and your domain")
	}
}

var cacheID = regexp.MustCompile(`^[0-9A-Za-z-]+$`)

// readPurge reads a zone of Cloudflare, a service of Fastly, an address, or a command.
func readPurge(r *Reader, d *Deployment, n *Node) {
	d.Purge = bare(r, n)
	zone, ofCloudflare := strings.CutPrefix(d.Purge, "cloudflare:")
	service, ofFastly := strings.CutPrefix(d.Purge, "fastly:")
	u, err := url.Parse(d.Purge)
	isAddress := strings.Contains(strings.SplitN(d.Purge, " ", 2)[0], "://")
	switch {
	case ofCloudflare && !cacheID.MatchString(zone):
		r.Wrong(n, "cloudflare: وبعدها رقم المنطقة (Zone ID)", "cloudflare: and the zone's ID")
	case ofFastly && !cacheID.MatchString(service):
		r.Wrong(n, "fastly: وبعدها رقم الخدمة (Service ID)", "fastly: and the service's ID")
	case isAddress && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http"):
		r.Wrong(n, "عنوان يبدأ بـhttps://", "an address that begins with https://")
	}
}

// hasSecrets refuses keys and passwords, and shows none of them.
func hasSecrets(r *Reader, n *Node) (found bool) {
	for _, e := range n.Entries {
		if slices.ContainsFunc(secretKeys, func(part string) bool { return strings.Contains(notation.FoldKey(e.Key), part) }) {
			found = true
			r.Report(e.Line, e.Col, "settings/secret", site.LevelError,
				site.Say("مفتاح أو كلمة سر في ملف يقرؤه كل من له المستودع: %s", "a key or a password in a file that all who have the newsroom can read: %s", e.Key),
				site.Say("احذفه وغيّره، وضعه في البيئة: AWS_ACCESS_KEY_ID وAWS_SECRET_ACCESS_KEY", "remove it, replace it, and put it into the environment: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"))
		}
	}
	return found
}

// bare is a text that no program may take for an option, and no password.
func bare(r *Reader, n *Node) string {
	text := r.Text(n)
	switch {
	case hasPassword(text):
		r.Report(n.Line, n.Col, "settings/secret", site.LevelError,
			site.Say("كلمة سر في عنوان", "a password in an address"),
			site.Say("احذفها وغيّرها، وضعها حيث يطلبها البرنامج: مفتاح SSH، أو مساعد git", "remove it, replace it, and put it where the program looks for it: a key of SSH, a credential helper of git"))
		r.Faults++
		return ""
	case strings.TrimSpace(text) == "" || strings.HasPrefix(text, "-") || strings.ContainsFunc(text, func(c rune) bool { return c < ' ' || c == 0x7f }):
		r.Wrong(n, "اسم لا يبدأ بشرطة", "a name that does not begin with a dash")
		return ""
	}
	return text
}

// hasPassword says that an address has a user with a password; of the web, any user, for it
// may be a token.
func hasPassword(text string) bool {
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		rest = text
	}
	authority, _, _ := strings.Cut(rest, "/")
	user, _, has := strings.Cut(authority, "@")
	return has && (strings.Contains(user, ":") || ok && strings.HasPrefix(strings.ToLower(scheme), "http"))
}

func readEndpoint(r *Reader, d *Deployment, n *Node) {
	faults := r.Faults
	d.Endpoint = bare(r, n)
	u, err := url.Parse(d.Endpoint)
	if r.Faults == faults && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || strings.Trim(u.Path, "/") != "") {
		d.Endpoint = ""
		r.Expected(n, "عنوان مثل https://s3.example.org", "an address such as https://s3.example.org")
		r.Faults++
	}
}

func readPrefix(r *Reader, d *Deployment, n *Node) {
	d.Prefix = strings.Trim(r.Text(n), "/")
	if d.Prefix != "" && site.CheckPath(d.Prefix) != nil {
		d.Prefix = ""
		r.Wrong(n, "مسار مثل paper", "a path such as paper")
		return
	}
	if d.Prefix != "" {
		d.Prefix += "/"
	}
}

var deploySchema = schema{
	"description": "أين يُنشر الموقع: اسم كل وجهة وما هي — Where warraq deploy sends the site: the name of each target, and what it is",
	"type":        "object", "additionalProperties": deployFields.schema(),
}

// hosts are those whose own files can be written; package hosts knows them.
var hosts = []string{"netlify", "cloudflare", "github", "gitlab", "vercel", "firebase", "azure", "nginx", "caddy", "apache", "s3"}

// Hosting gives the hosts of edition.yaml whose files are written beside the site.
func Hosting(path string, src []byte) []string { return chosen(path, src, "hosting", hosts) }

// forms are the ends of names of compressed files; package squeeze knows them.
var forms = []string{"gz", "br", "zst"}

// Precompress gives the forms in which files stand compressed beside themselves.
func Precompress(path string, src []byte) []string { return chosen(path, src, "precompress", forms) }

// chosen are those of some names that edition.yaml has under a key.
func chosen(path string, src []byte, key string, of []string) []string {
	r := NewReader(path, nil, "")
	if matter := readAll(r, src); matter != nil && matter.Get(key) != nil {
		return r.choices(matter.Get(key), of...)
	}
	return nil
}
