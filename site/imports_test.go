package site_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// law says which package of ours may import which, and why: package, imports,
// reason. The standard library is open to all, and every room under site may import
// site and site/uri. A package may have several lines. Who changes the design changes this table.
var law = []struct{ pkg, imports, why string }{
	{"content", "", "the sample edition, embedded for tests: files and no code"},
	{"templates", "", "the default theme's templates, embedded: files and no code"},
	{"static", "", "the default theme's static files, embedded: files and no code"},

	{"site/own", "", "what a paper defines of its own is values: the nouns hold them"},
	{"site/uri", "", "addresses by their letters alone: the nouns hold them, and every room may read them as the nouns do"},
	{"site", "site/own site/uri", "the nouns depend on nothing but the values that they hold, so that everything can depend on them"},
	{"site/arabic", "", "the language knows no news"},
	{"site/arabic/bidi", "site/arabic", "runs that read wrong are found by letters and digits"},
	{"site/regular", "", "who opens a file by its name opens it here: nothing waits for a pipe"},
	{"site/cache", "site/regular", "bytes by key: it knows no news, not even the nouns"},

	{"site/cache/remote", "site/regular", "files of a folder and a storage of bytes: it knows neither what is in them nor whose storage it is"},

	{"site/edition", "site/arabic site/own", "manuscripts become an Edition, pure: the nouns and what makes another name of a name"},
	{"site/conflict", "", "marks in bytes: the same in settings, stories, templates and static files"},
	{"site/settings/nodes", "", "values with their places; it knows no key"},
	{"site/settings/sisters", "site/arabic site/own site/settings/nodes site/uri", "which editions a paper has, from the nodes of its settings; it knows no setting"},
	{"site/settings/notation", "site/arabic site/arabic/bidi site/settings/nodes", "text into values with their places, and what is wrong with it; of keys it knows those that hold prose"},
	{"site/settings", "site/conflict site/own site/arabic site/settings/nodes site/settings/notation site/settings/sisters", "edition.yaml and front.yaml are read into nouns; it knows no manuscript"},
	{"site/settings/data", "site/conflict site/own site/arabic site/settings site/settings/notation", "tables and lists are read as fields are, and know no page"},
	{"site/markdown", "site/own site/arabic site/arabic/bidi site/markdown/embeds site/markdown/syntax site/markdown/hours", "a body to HTML and spans; it knows no front matter"},
	{"site/markdown/embeds", "", "addresses of other sites; it knows no Markdown"},
	{"site/markdown/syntax", "site/own site/arabic", "a body to goldmark's tree and spans; it writes no HTML"},
	{"site/markdown/hours", "site/arabic", "the times of headings are words and dates; it knows no Markdown"},
	{"site/manuscript", "site/conflict site/own site/arabic", "an Article depends on one file: nothing else is read"},
	{"site/manuscript", "site/markdown site/settings site/settings/notation", "a file is its front matter and its body, and these two read them"},
	{"site/manuscript/amend", "site/manuscript site/settings site/settings/notation", "keys are changed where the front matter's reader says that they stand"},
	{"site/desk", "site/manuscript site/manuscript/amend site/settings site/settings/notation", "what an editor does to a story is keys of its front matter"},
	{"site/newsroom", "site/arabic site/regular", "the one way to write manuscripts must not depend on who writes"},

	{"site/web", "", "the public web is asked in one way, by those who ask it"},
	{"site/intake", "site/own site/settings site/arabic site/arabic/bidi site/manuscript site/intake/markup site/intake/codes", "others' copy becomes manuscripts, and settings that the build takes"},
	{"site/intake/markup", "", "HTML becomes Markdown; it knows no imports"},
	{"site/intake/codes", "site/intake/markup", "the signs of other systems' templates and what they show"},
	{"site/intake/forms", "site/intake", "a source finds its reader"},
	{"site/intake/shelf", "site/folders site/intake site/manuscript site/newsroom", "what comes in is written in the one way"},
	{"site/intake/pasted", "site/intake site/intake/markup site/arabic site/manuscript", "a clipboard becomes a manuscript, with the nouns of intake"},
	{"site/intake/webpage", "site/intake site/intake/markup site/intake/pasted site/manuscript", "a page of the web becomes a Post of intake, and what it does not say of itself its words do"},
	{"site/intake/documents", "", "editors' trees become HTML; it knows no exports"},
	{"site/intake/exports", "site/intake site/intake/documents site/intake/markup site/intake/codes site/arabic site/manuscript", "an export's stories become Posts of intake"},
	{"site/intake/trees", "site/folders site/intake site/intake/markup site/intake/codes site/arabic site/manuscript", "another generator's folder becomes Pieces of intake"},

	{"site/theme/written", "site/own", "values are written in JSON, XML and tables by what they are; it knows no theme"},
	{"site/theme/slips", "site/arabic", "names and texts of templates are compared; it knows no theme"},
	{"site/theme/sizes", "site/arabic/bidi", "the markup of a picture is made of the picture and its role"},
	{"site/theme/typed", "", "types of Go and trees of templates; it knows no theme"},
	{"site/theme", "site/theme/sizes site/theme/slips site/theme/typed site/theme/written site/theme/functions site/own site/arabic site/arabic/bidi site/theme/program site/theme/views", "a Page to HTML: templates get typed Views and the language"},
	{"site/theme/functions", "site/own site/arabic", "what templates call of values alone"},
	{"site/theme/program", "", "escaped templates run fast; it knows no theme"},
	{"site/theme/views", "site/own", "what a template may name is known from the Views alone"},
	{"site/theme/copies", "", "files are compared; what is in a template is known elsewhere"},
	{"site/feed", "site/arabic site/arabic/bidi", "what robots read is made of the nouns alone"},
	{"site/search", "site/arabic site/arabic/bidi site/arabic/lexicon", "what the search box reads is made of the nouns alone"},
	{"site/search/upkeep", "site/search site/cache", "an index that is kept from build to build needs both, and nothing of how pages are made"},
	{"site/minify", "site/arabic", "bytes to fewer bytes; it knows no page"},
	{"site/folders", "site/arabic", "files under names, and names that are nobody's to publish: it reads what files hold as little as the standard library does"},
	{"site/media", "site/own site/arabic site/conflict site/folders site/media/encode site/media/film site/media/heif site/media/meta", "files are found, also those that fields name, studied and derived from, and not published with marks of git"},
	{"site/media/film", "", "ffmpeg is called as it wants to be; it knows no pictures of a newsroom"},
	{"site/media/encode", "site/media/encode/libwebp site/media/encode/libavif site/media/encode/libheif site/media/heif", "pixels in, files out; it knows no names"},
	{"site/media/encode/libwebp", "site/media/encode/wasm", "one format"},
	{"site/media/encode/libavif", "site/media/encode/wasm", "one format"},
	{"site/media/encode/libheif", "site/media/encode/wasm", "one format"},
	{"site/media/encode/wasm", "", "programs of others in a sandbox; it knows no pictures"},
	{"site/media/heif", "", "boxes; it knows no pixels"},
	{"site/media/meta", "site/media/heif", "what a picture's file says; it knows no pixels"},
	{"site/media/cards", "site/arabic site/arabic/bidi site/media/encode", "words are set as the paper's pages show them, and become a JPEG"},
	{"site/arabic/lexicon", "", "word lists: data of the language, which know no rules"},
	{"site/check", "site/arabic site/check/counted site/check/dates site/check/dictionary site/check/grammar site/check/prose", "rules are values over spans: they read no files"},
	{"site/check/counted", "site/arabic site/arabic/lexicon site/check/prose", "numbers and what they count, in the words of a text"},
	{"site/check/dates", "site/arabic site/check/prose", "dates are read in the words of a text"},
	{"site/check/dictionary", "site/arabic/lexicon site/check/prose", "words that are no words, by a list of words"},
	{"site/check/grammar", "site/arabic/lexicon site/check/prose", "mistakes that one or two words tell"},
	{"site/check/prose", "site/arabic", "what of a manuscript is read, from its spans"},

	{"site/plan/tongues", "site/feed site/own site/uri", "pages that editions have in common, and how pages and sitemaps say so: pure"},
	{"site/plan", "site/own site/arabic site/feed site/plan/related site/plan/tongues", "Edition to Pages, pure; linked data and feeds have Views of feed's"},
	{"site/plan/related", "", "which stories lead to which is known from the edition alone"},
	{"site/releases", "site/own site/arabic", "sets of manuscripts get their time; it reads nothing"},
	{"site/press/bundle", "", "files of static/ become what browsers take; it knows no page"},
	{"site/press/components", "site/own site/cache site/feed site/plan site/theme site/press/fill", "a component is made by the theme, in its place in a body; a page's key and the search rest on what makes its own"},
	{"site/press/fill", "site/own site/arabic/bidi site/markdown", "bodies are completed by answers; where they lead is known elsewhere"},
	{"site/press/carried", "site/arabic site/cache site/conflict site/folders site/manuscript site/media", "files that no page is made of are brought over, and not opened where nothing changed"},
	{"site/press/assets", "site/arabic site/cache site/feed site/minify site/press/carried", "files of the theme get their names; no page is known here"},
	{"site/press/known", "site/cache site/plan site/settings/data", "what is kept of pages: keys, and what the edition and data files were asked"},
	{"site/press/pictures", "site/arabic site/cache site/media site/media/cards site/media/film", "what is made of pictures is kept from build to build"},
	{"site/press", "site/edition site/own site/arabic site/cache site/manuscript site/plan site/plan/related site/theme site/theme/sizes site/feed site/search/upkeep site/media site/folders site/minify site/press/assets site/press/bundle site/press/carried site/press/components site/press/fill site/press/hands site/press/known site/press/pictures site/plan/tongues site/releases site/settings/data site/arabic/bidi",
		"Pages to Files: it loads, keeps, renders; it is the only fan-out"},
	{"site/press/hands", "", "work is given to all cores; what it is, is known elsewhere"},
	{"site/press/pace", "site/regular", "the system says in a file how it gives memory"},
	{"site/press/editions", "site/cache site/own site/plan/tongues site/press site/press/known site/press/pictures site/settings", "papers of several languages are made as one is, and joined"},
	{"site/review/moves", "site/arabic site/manuscript site/own site/review", "what moves is named in manuscripts, which review reads"},
	{"site/review", "site/arabic site/cache site/check site/check/prose site/manuscript site/own site/releases site/web", "content is read and judged, not built"},

	{"site/publish", "site/arabic site/regular", "Files to a Target; two spellings of a path must be known for one"},
	{"site/publish/origin", "site/publish/pack site/regular", "HTTP over packs and folders; what a pack is, is known there"},
	{"site/publish/pack", "site/publish site/regular", "one of the Targets: a site in one file"},
	{"site/publish/frozen", "site/publish site/publish/pack site/regular", "files of the site become packs, which are files of the site; which pages are old, it is told"},
	{"site/publish/deploy", "site/publish/squeeze site/regular", "what is sent and in which order: it knows no build, and of places only what they promise"},
	{"site/publish/wire", "", "connections to a storage: it knows neither what is asked nor what an answer means"},
	{"site/publish/clouds", "site/publish/deploy", "storages that do not speak S3 are places, too; with the tag cloud they share compression and connections with buckets"},
	{"site/publish/bucket", "site/publish/deploy site/publish/squeeze site/publish/wire", "object storage is one of the places that a deploy brings a site to; its objects may be compressed"},
	{"site/publish/pages", "site/publish/deploy", "a host that takes archives of what changed is a place, too"},
	{"site/publish/after", "site/own site/publish/deploy site/publish/hosts site/publish/squeeze site/regular site/uri", "what others are told once a deploy is done: caches, search engines, hubs; it remembers what it was unable to tell"},
	{"site/publish/squeeze", "", "bytes become smaller; it knows no site"},
	{"site/publish/hosts", "site/cache site/own site/publish site/publish/squeeze site/regular site/settings site/uri", "what hosts want is made of what pages need, kept from build to build, and of the settings; servers give files that stand compressed beside themselves"},
	{"site/publish/carriers", "site/publish/deploy site/regular", "other programs are places, too; they get lists"},
	{"site/publish/urgent", "site/uri", "what may be sent before the rest: it looks at addresses in pages"},
	{"site/publish/watch", "", "when something is published: what that takes, it is handed"},
	{"site/publish/places", "site/own site/regular site/publish site/publish/after site/publish/bucket site/publish/carriers site/publish/clouds site/publish/deploy site/publish/pages site/settings", "a target of edition.yaml finds its place"},
	{"site/notices", "", "which files changed on the disk: it knows nothing of a newsroom"},
	{"site/serve", "site/notices site/regular", "the preview is handed functions: it builds nothing itself"},

	{"site/git", "", "git is asked what changed; what that means for stories is not its concern"},
	{"site/console", "", "text for people: it must not depend on what they are told"},
	{"cmd/warraq/manual", "site site/check site/manuscript site/own site/settings site/theme site/theme/views", "the handbook's reference is made of the tables in the code"},
	{"cmd/warraq/release", "site/regular", "what a binary is; it knows no newsroom, and writes man pages"},
	{"cmd/warraq/usage", "cmd/warraq/manual", "help prints pages of the handbook"},
	{"cmd/warraq/command", "cmd/warraq/usage templates static", "help speaks to a terminal; the default theme is in the binary"},
	{"cmd/warraq/command", "site/*", "flags name a newsroom, and errors are said in words"},
	{"site/workers", "", "messages of a queue; what a part is, is known elsewhere"},
	{"site/shards", "site/cache site/press/known site/press/pictures site/publish site/publish/pack site/regular", "a part of a site is a pack, or a folder of files as those of a site, with what a build knows of its pages"},
	{"cmd/warraq/caches", "site site/cache site/cache/remote site/publish/bucket site/publish/deploy", "--cache and the environment say which storage is whose: a bucket, or a server"},
	{"cmd/warraq/building", "cmd/warraq/caches cmd/warraq/command site/*", "a build puts the rooms together"},
	{"cmd/warraq/desk", "cmd/warraq/building cmd/warraq/command site/*", "an editor's commands name files, and say what became of them"},
	{"cmd/warraq/importing", "cmd/warraq/command site/*", "so does an import"},
	{"cmd/warraq", "cmd/warraq/*", "the program is its commands"},
	{"cmd/warraq", "templates static", "the default theme is in the binary"},
	{"cmd/warraq", "site/*", "a command puts the rooms together"},
}

// modules are the direct modules of go.mod: the module, the packages that may
// import it ("" if only tests do), and why it is worth having.
var modules = []struct{ path, rooms, why string }{
	{"github.com/JohannesKaufmann/html-to-markdown/v2", "site/intake/markup", "others' HTML to Markdown is not what this project exists for"},
	{"github.com/chromedp/chromedp", "", "the browser tests drive Chromium"},
	{"github.com/evanw/esbuild", "site/press/bundle", "style sheets and scripts with imports, and TypeScript, become one small file"},
	{"github.com/fsnotify/fsnotify", "site/notices", "each system tells of changed files in its own way"},
	{"github.com/gofrs/flock", "site/regular", "each system locks files in its own way"},
	{"github.com/minio/minio-go/v7", "site/publish/bucket", "signed requests, errors and credentials of S3 and what is compatible with it; 4 MB of the binary"},
	{"github.com/andybalholm/brotli", "site/publish/squeeze", "the smallest pages; the standard library has no brotli"},
	{"github.com/klauspost/compress", "site/cache/remote site/publish/pack site/publish/squeeze site/search", "gzip and zlib several times as fast as the standard library's, and zstd"},
	{"github.com/nats-io/nats-server/v2", "", "a queue without a server to install; only with the tag nats, in site/workers"},
	{"github.com/nats-io/nats.go", "", "its client; only with the tag nats, in site/workers"},
	{"cloud.google.com/go/storage", "", "signed requests and credentials of Google Cloud Storage; only with the tag cloud, in site/publish/clouds"},
	{"google.golang.org/api", "", "its errors and its way to the network; only with the tag cloud"},
	{"github.com/Azure/azure-sdk-for-go/sdk/azcore", "", "errors and conditions of Azure; only with the tag cloud, in site/publish/clouds"},
	{"github.com/Azure/azure-sdk-for-go/sdk/azidentity", "", "who is logged in at Azure; only with the tag cloud"},
	{"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob", "", "signed requests of Azure Blob Storage; only with the tag cloud"},
	{"github.com/pelletier/go-toml/v2", "site/settings/notation", "front matter in TOML"},
	{"github.com/rogpeppe/go-internal", "cmd/warraq cmd/warraq/desk", "the diff of fmt --diff; testscript and txtar in tests"},
	{"github.com/spf13/cobra", "cmd/warraq cmd/warraq/building cmd/warraq/command cmd/warraq/desk cmd/warraq/importing cmd/warraq/release cmd/warraq/usage", "commands, help and shell completion"},
	{"github.com/spf13/pflag", "cmd/warraq/building cmd/warraq/caches cmd/warraq/command cmd/warraq/release cmd/warraq/usage", "cobra's flags, of which usage is printed in two languages"},
	{"github.com/tdewolff/minify/v2", "site/minify", "smaller HTML, CSS, JS, JSON, SVG and XML"},
	{"github.com/tdewolff/parse/v2", "site/press/assets", "the tokens of CSS, in which addresses are found"},
	{"github.com/temoto/robotstxt", "site/review site/web", "pages are asked for as politely as a search engine does"},
	{"codeberg.org/readeck/go-readability/v2", "site/intake/webpage", "which part of a page is its story: Mozilla's Readability, line by line"},
	{"github.com/yuin/goldmark", "site/markdown site/markdown/syntax", "CommonMark"},
	{"github.com/zeebo/xxh3", "site/cache", "the fastest hash of 128 bits at hand: a hundred thousand pages are keyed by it"},
	{"go.yaml.in/yaml/v4", "site/settings/notation", "front matter and settings in YAML"},
	{"github.com/bep/imagemeta", "site/media/meta", "EXIF, IPTC and XMP have many forms"},
	{"github.com/kovidgoyal/imaging", "site/media/encode", "colour profiles, and good scaling"},
	{"github.com/tetratelabs/wazero", "site/media/encode/wasm", "runs libwebp, libavif and libheif, of which no good ones are written in Go, without a C compiler"},
	{"github.com/go-text/typesetting", "site/media/cards", "HarfBuzz in Go: Arabic letters join, marks stand where they belong"},
	{"golang.org/x/image", "site/media site/media/encode site/media/cards", "WebP, which the standard library does not read; outlines to pixels"},
	{"golang.org/x/net", "site/markdown site/markdown/syntax site/intake/markup site/intake/codes site/intake/exports site/intake/webpage site/publish/urgent site/serve",
		"an HTML parser that reads as browsers do; serve bounds its connections"},
	{"golang.org/x/text", "site/arabic site/intake site/intake/forms site/intake/exports", "Unicode's normal forms; old Arabic encodings"},
	{"golang.org/x/tools", "", "txtar in tests"},
	{"rsc.io/qr", "site/console", "serve shows a phone the way to the preview"},
}

// heavy lists what only a build tag brings into the binary: module, tag, and what it
// weighs.
var heavy = []struct{ module, tag, why string }{
	{"github.com/nats-io/nats-server/v2", "nats", "16 MB, with its client"},
	{"github.com/nats-io/nats.go", "nats", "16 MB, with its server"},
	{"cloud.google.com/go/storage", "cloud", "33 MB, with Azure's client"},
	{"google.golang.org/grpc", "cloud", "it comes with Google's client"},
	{"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob", "cloud", "33 MB, with Google's client"},
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func TestImportsKeepTheLaw(t *testing.T) {
	compared, used := 0, map[[2]string]bool{}
	for _, p := range packages(t, "warraq/...") {
		name := strings.TrimPrefix(p.ImportPath, "warraq/")
		known, may := mayImport(name)
		if !known {
			t.Errorf("package %s has no line in the law: argue for it in its commit, and enter it with the reason", name)
			continue
		}
		for _, path := range p.Imports {
			if first, _, _ := strings.Cut(path, "/"); first != "warraq" && !strings.Contains(first, ".") {
				continue // the standard library
			}
			compared++
			used[[2]string{name, path}] = true
			if !slices.ContainsFunc(may, func(m string) bool { return matches(m, path) }) {
				t.Errorf("%s may not import %s. Its law:%s", name, path, reasons(name))
			}
		}
	}
	if compared < 40 {
		t.Errorf("only %d imports were compared: does go list see the tree?", compared)
	}
	uses := func(pkg, pattern string) bool {
		for u := range used {
			if u[0] == pkg && matches(pattern, u[1]) {
				return true
			}
		}
		return false
	}
	for _, rule := range law {
		if _, err := os.Stat("../" + rule.pkg); err != nil {
			t.Errorf("the law has %s: %v", rule.pkg, err)
		}
		for imported := range strings.FieldsSeq(rule.imports) {
			if !uses(rule.pkg, "warraq/"+imported) {
				t.Errorf("%s may import %s and does not", rule.pkg, imported)
			}
		}
	}
	for _, m := range modules {
		for pkg := range strings.FieldsSeq(m.rooms) {
			if !uses(pkg, m.path+"/*") {
				t.Errorf("%s may import %s and does not", pkg, m.path)
			}
		}
	}
}

// mayImport gives the import paths that are open to a package; one that ends with
// "/*" is open with all below it, a module always is.
func mayImport(pkg string) (known bool, may []string) {
	if strings.HasPrefix(pkg, "site/") && pkg != "site/own" && pkg != "site/uri" && pkg != "site/cache" && pkg != "site/arabic" && pkg != "site/arabic/lexicon" {
		may = append(may, "warraq/site", "warraq/site/uri")
	}
	for _, rule := range law {
		if rule.pkg == pkg {
			known = true
			for imported := range strings.FieldsSeq(rule.imports) {
				may = append(may, "warraq/"+imported)
			}
		}
	}
	for _, m := range modules {
		if slices.Contains(strings.Fields(m.rooms), pkg) {
			may = append(may, m.path+"/*")
		}
	}
	return known, may
}

func matches(pattern, path string) bool {
	above, below := strings.CutSuffix(pattern, "/*")
	return path == above || below && strings.HasPrefix(path, above+"/")
}

func reasons(pkg string) string {
	var b strings.Builder
	for _, rule := range law {
		if rule.pkg == pkg {
			b.WriteString("\n\t[" + rule.imports + "] because " + rule.why)
		}
	}
	for _, m := range modules {
		if slices.Contains(strings.Fields(m.rooms), pkg) {
			b.WriteString("\n\t" + m.path + " because " + m.why)
		}
	}
	return b.String()
}

// Every direct module has its line, and every line its module.
func TestModulesHaveTheirReasons(t *testing.T) {
	data, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	var direct []string
	for _, m := range regexp.MustCompile(`(?m)^\s*(?:require )?(\S+\.\S+/\S+|rsc\.io/\S+) v\S+$`).FindAllStringSubmatch(string(data), -1) {
		direct = append(direct, m[1])
	}
	if len(direct) == 0 {
		t.Fatal("go.mod has no direct module: is it read rightly?")
	}
	for _, path := range direct {
		if !slices.ContainsFunc(modules, func(m struct{ path, rooms, why string }) bool { return m.path == path }) {
			t.Errorf("go.mod has %s, which has no line in modules: who imports it, and why?", path)
		}
	}
	for _, m := range modules {
		if !slices.Contains(direct, m.path) {
			t.Errorf("modules has a line for %s (%s), which go.mod lacks", m.path, m.why)
		}
		if m.why == "" {
			t.Errorf("%s has no reason", m.path)
		}
	}
	for _, rule := range law {
		if rule.why == "" {
			t.Errorf("the law for %s has no reason", rule.pkg)
		}
	}
}

// What only a tag brings in is not in the default binary.
func TestTagsLeaveOutWhatIsHeavy(t *testing.T) {
	for _, h := range heavy {
		linked := func(args ...string) bool {
			return slices.ContainsFunc(packages(t, append(args, "-deps", "warraq/cmd/warraq")...), func(p goPackage) bool {
				return matches(h.module+"/*", p.ImportPath)
			})
		}
		if linked() {
			t.Errorf("the default binary has %s: %s", h.module, h.why)
		}
		if !linked("-tags", h.tag) {
			t.Errorf("the tag %s does not bring in %s: is the line still needed?", h.tag, h.module)
		}
	}
}

func packages(t *testing.T, args ...string) []goPackage {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list", "-json=ImportPath,Imports"}, args...)...).Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []goPackage
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// sources gives the folders with Go files that are not tests' data, from the root
// of the repository.
func sources(t *testing.T) []string {
	t.Helper()
	var dirs []string
	for _, top := range []string{"content", "templates", "static", "site", "cmd"} {
		err := filepath.WalkDir(filepath.Join("..", top), func(name string, d os.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				return err
			}
			if d.Name() == "testdata" {
				return filepath.SkipDir
			}
			if files, _ := filepath.Glob(filepath.Join(name, "*.go")); len(files) > 0 {
				dirs = append(dirs, name)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return dirs
}
