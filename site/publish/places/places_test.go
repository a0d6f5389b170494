package places

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/publish"
	"warraq/site/publish/deploy"
	"warraq/site/settings"
)

func TestChoose(t *testing.T) {
	one := []settings.Deployment{{Name: "live"}}
	two := append(one, settings.Deployment{Name: "office"})
	for _, c := range []struct {
		all  []settings.Deployment
		name []string
		want string
	}{
		{one, nil, "live"}, {two, []string{"office"}, "office"},
		{nil, nil, "edition.yaml has no target"}, {two, nil, "name the target: live office"}, {two, []string{"x"}, "known are: live office"},
	} {
		got, err := choose(c.all, c.name)
		if told := site.Reason(err).En; got.Name != c.want && (err == nil || !strings.Contains(told, c.want)) {
			t.Errorf("%v of %v: %v, %v", c.name, c.all, got.Name, err)
		}
	}
}

func TestOpen(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "a")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "b")
	paper := t.TempDir()
	if err := os.MkdirAll(filepath.Join(paper, "content"), 0o777); err != nil {
		t.Fatal(err)
	}
	o := publish.Options{Source: paper, Forbidden: []string{filepath.Join(paper, "content")}}
	for want, to := range map[string]settings.Deployment{
		"s3://paper/below/":                  {Bucket: "paper"},
		filepath.Join(paper, "www/below"):    {Folder: "www"},
		"holds, the folder of its source":    {Folder: "../" + filepath.Base(paper), Prefix: "x"},
		"content is for other things":        {Folder: "content"},
		"build it with go build -tags cloud": {Google: "paper"},
		"or deploy there with rclone":        {Azure: "paper", Account: "a"},
		"endpoint cannot be used: an addr":   {Bucket: "paper", Endpoint: "x"},
	} {
		prefix := "below/"
		if strings.Contains(want, "source") {
			prefix = ""
		}
		place, err := open(to, prefix, o)
		if got := fmt.Sprint(place, err); !strings.Contains(got, want) {
			t.Errorf("%+v: %s, want %s", to, got, want)
		}
	}
}

// A site goes to a folder; what is not public does so as a preview alone.
func TestSend(t *testing.T) {
	paper := t.TempDir()
	content := filepath.Join(paper, "content")
	if err := os.MkdirAll(content, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(content, "edition.yaml"), []byte("base_url: https://example.org\ndeploy: {office: {folder: www}}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	hash := func(data []byte) site.Sum { return site.Sum(cache.Of(data)) }
	o := publish.Options{Source: paper, Kept: filepath.Join(paper, ".warraq"), Sum: hash}
	send := func(asked Asked, preview bool) (Report, error) {
		t.Helper()
		out, err := publish.Open(filepath.Join(paper, "public"), o)
		if err != nil {
			t.Fatal(err)
		}
		if err := out.Put(t.Context(), site.File{Path: "index.html", Data: []byte("front")}); err != nil {
			t.Fatal(err)
		}
		if _, err := publish.CommitAs(t.Context(), out, preview); err != nil {
			t.Fatal(err)
		}
		if out, err = publish.Open(filepath.Join(paper, "public"), o); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = out.Abort() }()
		to, problems, err := Find(os.DirFS(paper), nil, &asked, o)
		if err != nil {
			return Report{}, fmt.Errorf("%w %v", err, problems)
		}
		if got, want := to.Address(""), "https://example.org/preview/"+asked.Preview; got != want {
			t.Errorf("the address is %s, want %s", got, want)
		}
		return to.Send(t.Context(), out, filepath.Join(paper, "public"), deploy.Options{Hash: hash, Now: time.Now})
	}
	r, err := send(Asked{MaxDelete: -1, Dry: true}, false)
	if words := r.Words(true); err != nil || !strings.Contains(words[0].En, "nothing was sent to "+filepath.Join(paper, "www")+": new 1") {
		t.Errorf("%v, %v", words, err)
	}
	for path, sign := range r.Listed(true) {
		if path != "index.html" || sign != "+" {
			t.Errorf("%s %s", sign, path)
		}
	}
	if r, err = send(Asked{MaxDelete: 7}, false); err != nil || !strings.Contains(r.Words(false)[0].Ar, "النشرة 1") {
		t.Errorf("%+v, %v", r, err)
	}
	if r, err = send(Asked{MaxDelete: -1}, false); err != nil || !strings.Contains(r.Words(false)[0].En, "nothing changed") {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err = send(Asked{MaxDelete: -1}, true); err == nil || !strings.Contains(err.Error(), "built with drafts") {
		t.Error(err)
	}
	if r, err = send(Asked{MaxDelete: -1, Preview: "غد"}, true); err != nil || !r.Sent {
		t.Errorf("%+v, %v", r, err)
	}
	if data, err := os.ReadFile(filepath.Join(paper, "www/preview/غد/index.html")); string(data) != "front" {
		t.Error(err)
	}
	for says, asked := range map[string]Asked{
		"go with --preview alone": {Clock: site.Clock{Future: true}}, "name of a preview": {Preview: "a/b"}, "above zero": {Back: -1}, "0–100": {MaxDelete: 101},
	} {
		if _, _, err := Find(os.DirFS(paper), nil, &asked, o); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%+v: %v", asked, err)
		}
	}
}

// A deploy is remembered, beside what builds keep, until one follows of which it is not known
// what it sent.
func TestRemembersTheLastDeploy(t *testing.T) {
	kept := t.TempDir()
	began := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	target := &Target{Deployment: settings.Deployment{Name: "موقع/x"}, asked: &Asked{Began: began}, dir: kept}
	if err := target.remember(3); err != nil {
		t.Fatal(err)
	}
	if got := LastOf(os.DirFS(kept)); len(got) != 1 || got[0].Target != "موقع/x" || got[0].Edition != 3 || !got[0].Began.Equal(began) {
		t.Errorf("%+v", got)
	}
	target.asked = &Asked{Dry: true}
	if err := target.remember(4); err != nil || len(LastOf(os.DirFS(kept))) != 1 {
		t.Errorf("a dry run: %v, %v", err, LastOf(os.DirFS(kept)))
	}
	target.asked = &Asked{Back: 1}
	if err := target.remember(4); err != nil || len(LastOf(os.DirFS(kept))) != 0 {
		t.Errorf("a rollback: %v, %v", err, LastOf(os.DirFS(kept)))
	}
}

// The list of the last deploy is kept here, and given by its name alone.
func TestKeepsTheLastList(t *testing.T) {
	target := &Target{Deployment: settings.Deployment{Name: "a/b"}, asked: &Asked{}, dir: t.TempDir()}
	if got := target.knownList("editions/1-a"); got != nil {
		t.Errorf("%q", got)
	}
	target.keepList("editions/1-a", []byte("x\ny"))
	if got := target.knownList("editions/1-a"); string(got) != "x\ny" {
		t.Errorf("%q", got)
	}
	if got := target.knownList("editions/2-b"); got != nil {
		t.Errorf("another list: %q", got)
	}
	target.asked = &Asked{Preview: "desk"}
	target.keepList("editions/9-z", nil)
	if got := target.knownList("editions/1-a"); string(got) != "x\ny" {
		t.Errorf("a preview took its place: %q", got)
	}
}

// A file of edition.yaml's outputs is served as the media type that stands there, in each edition; others as their names end.
func TestTypesOfOutputs(t *testing.T) {
	source := fstest.MapFS{"content/edition.yaml": {Data: []byte("base_url: https://paper.example/\neditions: {ar: , en: {content: en}}\noutputs:\n  - {path: /app/x.json, template: outputs/x.json, type: application/feed+json}\n" +
		"  - {path: app.json, template: outputs/a.json, view: story, type: Text/Plain}\n  - {path: /y.json, template: outputs/x.json}\ndeploy: {disk: {folder: " + t.TempDir() + "/live}}\n")}}
	to, problems, err := Find(source, nil, &Asked{}, publish.Options{Source: t.TempDir(), Kept: t.TempDir()})
	if err != nil {
		t.Fatal(err, problems)
	}
	for path, want := range map[string]string{
		"app/x.json": "application/feed+json", "en/app/x.json": "application/feed+json", "x.json": "", "news/2026/a/app.json": "text/plain; charset=utf-8",
		"en/news/a/app.json": "text/plain; charset=utf-8", "y.json": "", "index.html": "",
	} {
		if got := to.typeOf(path); got != want {
			t.Errorf("%s is %q, not %q", path, got, want)
		}
	}
}
