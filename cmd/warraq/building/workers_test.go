package building

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
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
// files, and the same problems, each told once. Nothing is made twice but what is wrong.
func TestPartsOfOneMachine(t *testing.T) {
	root := t.TempDir()
	save := func(name, text string) {
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	save("content/edition.yaml", "title: جريدة\nbase_url: https://example.org/\neditions: {en: {title: Paper}}\ncards: false\n")
	save("templates/components/fails.html", `{{(index (data "none") 0).x}}`)
	for i := range 12 {
		save(fmt.Sprintf("content/news/s%d.md", i), fmt.Sprintf("---\ntitle: خبر %d\ndate: 2026-11-%02d\ntags: [بحر]\n---\n\nكلمات.\n", i, 1+i))
		save(fmt.Sprintf("content/en/news/s%d.md", i), fmt.Sprintf("---\ntitle: Story %d\ndate: 2026-11-%02d\n---\n\nWords.\n\n{{< fails >}}\n", i, 1+i))
	}
	prepare := func(mine func(path string) bool) *editions.Papers {
		store, err := cache.Open(t.TempDir(), cache.Sum{1})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = store.Close() })
		p, err := editions.PrepareTaught(t.Context(), press.Input{
			Source: os.DirFS(root), Templates: templates.FS, Static: static.FS, Store: store, Mine: mine,
			Clock: site.Clock{Now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)},
		}, nil, shards.Begin)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(p.Close)
		return p
	}
	dirs := [2]string{filepath.Join(t.TempDir(), "one"), filepath.Join(t.TempDir(), "two")}
	var folders [2]*publish.Folder
	for i, dir := range dirs {
		var err error
		if folders[i], err = publish.Open(dir, publish.Options{Sum: Sum}); err != nil {
			t.Fatal(err)
		}
	}
	whole := prepare(nil)
	all, err := whole.Print(t.Context(), folders[0])
	if err != nil {
		t.Fatal(err)
	}

	paper, own := prepare(nil), shards.NewOwn(folders[1], Sum)
	half := func(i int) func(path string) bool {
		return func(path string) bool { return path != searchPart && (shards.Part{I: i, N: 2}).Has(path) }
	}
	if err := editions.Ahead(t.Context(), paper, half(1), 1, own); err != nil {
		t.Fatal(err)
	}
	aside, err := folders[1].Aside()
	if err != nil {
		t.Fatal(err)
	}
	worker := prepare(half(2))
	loose, err := shards.MakeLoose(filepath.Join(aside, "part"), shards.Part{I: 2, N: 2}, "v", Sum)
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
	joined := shards.JoinSome([]*shards.Opened{part}, own, "v")
	if err := paper.Teach(joined.Teach); err != nil {
		t.Fatal(err)
	}
	count, err := paper.Print(t.Context(), joined.Over(folders[1], Sum))
	if err != nil || count.Pages != all.Pages || count.Reused < 40 || count.Reused+count.Rendered != count.Pages {
		t.Errorf("%+v, and of one process %+v: %v", count, all, err)
	}
	if !slices.Equal(paper.Problems, whole.Problems) || len(paper.Problems) == 0 {
		t.Errorf("other problems are told: %v, not %v", paper.Problems, whole.Problems)
	}
	for _, f := range folders {
		if _, err := f.Commit(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	want, got := tree(t, dirs[0]), tree(t, dirs[1])
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s is another one", name)
		}
	}
	if len(got) != len(want) || len(got) < 40 {
		t.Errorf("%d files, and of one process %d", len(got), len(want))
	}
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
