package building

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/press"
	"warraq/site/press/editions"
	"warraq/site/publish"
	"warraq/site/shards"
	"warraq/static"
	"warraq/templates"
)

// A site of which this process made one part, and a worker of this machine the other, is that of one process: the same
// files, the same count of what was made, and the same problems, each told once. So it is where the worker has read another
// text of a story, and where stamps do not tell whether it has.
func TestPartsOfOneMachine(t *testing.T) {
	long := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		saved   time.Time
		differs bool // the worker reads another text
		sure    bool
	}{"the same files": {long, false, true}, "another text": {long, true, false}, "saved just now": {time.Now().Add(time.Minute), false, false}} {
		t.Run(name, func(t *testing.T) {
			source := newsroomOf(c.saved)
			whole, all, want := onOneProcess(t, source)
			theirs := source
			if c.differs {
				theirs = maps.Clone(source)
				other := *source["content/news/s3.md"]
				other.Data, other.ModTime = bytes.ReplaceAll(other.Data, []byte("كلمات"), []byte("غيرها")), other.ModTime.Add(time.Second)
				theirs["content/news/s3.md"] = &other
			}
			dir := filepath.Join(t.TempDir(), "site")
			paper, count := withAWorker(t, source, theirs, dir, c.sure)
			if count.Pages != all.Pages || count.Rendered < all.Rendered || count.Reused != 0 {
				t.Errorf("%+v, and of one process %+v", count, all)
			}
			if !slices.Equal(paper.Problems, whole.Problems) || len(paper.Problems) == 0 {
				t.Errorf("other problems are told: %v, not %v", paper.Problems, whole.Problems)
			}
			got := tree(t, dir)
			for name := range want {
				if got[name] != want[name] {
					t.Errorf("%s is another one", name)
				}
			}
			if len(got) != len(want) || len(got) < 40 {
				t.Errorf("%d files, and of one process %d", len(got), len(want))
			}
		})
	}
}

// newsroomOf is a paper in two languages, of which each page in English has a fault.
func newsroomOf(saved time.Time) fstest.MapFS {
	source := fstest.MapFS{}
	save := func(name, text string) {
		source[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644, ModTime: saved}
	}
	save("content/edition.yaml", "title: جريدة\nbase_url: https://example.org/\neditions: {en: {title: Paper}}\ncards: false\n")
	save("templates/components/fails.html", `{{(index (data "none") 0).x}}`)
	for i := range 12 {
		save(fmt.Sprintf("content/news/s%d.md", i), fmt.Sprintf("---\ntitle: خبر %d\ndate: 2026-11-%02d\ntags: [بحر]\n---\n\nكلمات.\n", i, 1+i))
		save(fmt.Sprintf("content/en/news/s%d.md", i), fmt.Sprintf("---\ntitle: Story %d\ndate: 2026-11-%02d\n---\n\nWords.\n\n{{< fails >}}\n", i, 1+i))
	}
	return source
}

func prepared(t *testing.T, source fs.FS, mine func(path string) bool) *editions.Papers {
	t.Helper()
	store, err := cache.Open(t.TempDir(), cache.Sum{1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	p, err := editions.PrepareTaught(t.Context(), press.Input{
		Source: source, Templates: templates.FS, Static: static.FS, Store: store, Mine: mine,
		Clock: site.Clock{Now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)},
	}, nil, shards.Begin)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

func onOneProcess(t *testing.T, source fs.FS) (*editions.Papers, press.Count, map[string]string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	out, err := publish.Open(dir, publish.Options{Sum: Sum})
	if err != nil {
		t.Fatal(err)
	}
	paper := prepared(t, source, nil)
	all, err := paper.Print(t.Context(), out)
	if err == nil {
		_, err = out.Commit(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return paper, all, tree(t, dir)
}

// withAWorker makes one part here and one in a worker, which reads theirs, and joins them. sure: the part counts as made of
// the same files.
func withAWorker(t *testing.T, source, theirs fs.FS, dir string, sure bool) (*editions.Papers, press.Count) {
	t.Helper()
	out, err := publish.Open(dir, publish.Options{Sum: Sum})
	if err != nil {
		t.Fatal(err)
	}
	paper, own := prepared(t, source, nil), shards.NewOwn(out, Sum)
	half := func(i int) func(path string) bool {
		return func(path string) bool { return path != searchPart && (shards.Part{I: i, N: 2}).Has(path) }
	}
	if err := editions.Ahead(t.Context(), paper, half(1), 1, own); err != nil {
		t.Fatal(err)
	}
	aside, err := out.Aside()
	if err != nil {
		t.Fatal(err)
	}
	worker := prepared(t, theirs, half(2))
	loose, err := shards.MakeLoose(filepath.Join(aside, "part"), sheetOf(shards.Part{I: 2, N: 2}, worker), Sum)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = worker.Print(t.Context(), loose); err == nil {
		err = loose.Close(worker.Record)
	}
	if err != nil {
		t.Fatal(err)
	}
	part, err := shards.ReadLoose(filepath.Join(aside, "part"))
	if err != nil {
		t.Fatal(err)
	}
	sheet := sheetOf(shards.Part{}, paper)
	if is := sheet.Inputs != "" && sheet.Inputs == part.Inputs; is != sure {
		t.Errorf("the part is of the same files: %v", is)
	}
	joined := shards.JoinSome([]*shards.Opened{part}, own, sheet)
	if err := paper.Teach(joined.Teach); err != nil {
		t.Fatal(err)
	}
	count, err := paper.Print(t.Context(), joined.Over(out, Sum))
	if err == nil {
		_, err = out.Commit(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return paper, count
}

// tree reads the files of a site.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || e.Name() == ".warraq-manifest" { // it has the times of files
			return err
		}
		data, err := os.ReadFile(name)
		out[name[len(dir):]] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
