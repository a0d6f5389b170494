package newsroom

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/iotest"
	"time"
)

// aRoom is a folder with some files, open for writing.
func aRoom(t *testing.T, files map[string]string) (*Room, string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r, dir
}

// listing is every path under a folder, and what its files hold.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, name)
		if err != nil || rel == "." {
			return err
		}
		out.WriteString(rel)
		if e.Type().IsRegular() {
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			out.WriteString("=" + string(data))
		}
		out.WriteString(" ")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(out.String())
}

// A save does what its precondition allows, and otherwise leaves the folder
// exactly as it was.
func TestSaveKeepsItsPrecondition(t *testing.T) {
	old := StampOf([]byte("old"))
	for name, c := range map[string]struct {
		at   string
		was  Stamp
		want string // the folder afterwards
		why  Reason
		no   bool
	}{
		"a new file":                    {at: "news/b.md", want: "news news/a.md=old news/b.md=new"},
		"a new file in new folders":     {at: "x/y/b.md", want: "news news/a.md=old x x/y x/y/b.md=new"},
		"a new file, and there is one":  {at: "news/a.md", no: true, why: Exists},
		"a file as it was read":         {at: "news/a.md", was: old, want: "news news/a.md=new"},
		"a file that changed":           {at: "news/a.md", was: StampOf([]byte("older")), no: true, why: Changed},
		"a file that is gone":           {at: "x/y/b.md", was: old, no: true, why: Changed},
		"a path that climbs out":        {at: "../b.md", no: true, why: Outside},
		"a path that climbs on its way": {at: "news/../../b.md", no: true, why: Outside},
		"an absolute path":              {at: "/elsewhere/b.md", no: true, why: Outside},
		"the folder itself":             {at: ".", no: true, why: Outside},
	} {
		t.Run(name, func(t *testing.T) {
			r, dir := aRoom(t, map[string]string{"news/a.md": "old"})
			want := c.want
			if c.no {
				want = listing(t, dir)
			}
			err := r.Save(c.at, c.was, []byte("new"))
			refusal, refused := errors.AsType[*Refusal](err)
			if refused != c.no || !refused && err != nil || refused && (refusal.Reason != c.why || refusal.Path != c.at) {
				t.Errorf("got the error %v", err)
			}
			if got := listing(t, dir); got != want {
				t.Errorf("the folder holds %s, want %s", got, want)
			}
		})
	}
}

// A refusal is said in both languages, and names the file.
func TestRefusalSpeaksBothLanguages(t *testing.T) {
	for _, why := range []Reason{Exists, Changed, Outside} {
		said := (&Refusal{"news/a.md", why}).Words()
		if !strings.Contains(said.Ar, "news/a.md") || !strings.Contains(said.En, "news/a.md") || !strings.ContainsAny(said.Ar, "المجلد") {
			t.Errorf("%d: %q", why, said)
		}
	}
}

// A link to a file inside the folder is written through, and stays a link. One
// that leads out is refused, and its target stays.
func TestLinksAreFollowedInsideOnly(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "secret.md")
	if err := os.WriteFile(outside, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, dir := aRoom(t, map[string]string{"shared/a.md": "old", "news/x": ""})
	up, err := filepath.Rel(filepath.Join(dir, "news"), outside)
	if err != nil {
		t.Fatal(err)
	}
	links := map[string]string{"news/in.md": "../shared/a.md", "news/twice.md": "in.md", "news/up.md": up, "news/abs.md": outside, "news/round.md": "round.md", "linked": "shared", "linked/b.md": "../news/x"}
	for _, name := range slices.Sorted(maps.Keys(links)) { // a folder before what is in it
		if err := os.Symlink(links[name], filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	stamp := StampOf([]byte("old"))
	if err := r.Save("news/twice.md", stamp, []byte("new")); err != nil {
		t.Error(err)
	}
	if data, _ := os.ReadFile(filepath.Join(dir, "shared/a.md")); string(data) != "new" {
		t.Errorf("the target holds %q", data)
	}
	if info, err := os.Lstat(filepath.Join(dir, "news/twice.md")); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link is no link any more")
	}
	if err := r.Save("linked/b.md", StampOf(nil), []byte("new")); err != nil { // a link in a folder that is one
		t.Error(err)
	}
	if data, _ := os.ReadFile(filepath.Join(dir, "news/x")); string(data) != "new" {
		t.Errorf("the target holds %q", data)
	}
	for _, name := range []string{"news/up.md", "news/abs.md", "news/round.md"} {
		if refusal, ok := errors.AsType[*Refusal](r.Save(name, stamp, []byte("new"))); !ok || refusal.Reason != Outside {
			t.Errorf("%s is written through", name)
		}
	}
	if data, _ := os.ReadFile(outside); string(data) != "old" {
		t.Errorf("the file outside holds %q", data)
	}
}

// The mode of a file stays when it is written again; a new one can be read by
// the server that publishes it.
func TestModeStays(t *testing.T) {
	r, dir := aRoom(t, map[string]string{"a.md": "old"})
	if err := os.Chmod(filepath.Join(dir, "a.md"), 0o660); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(r.Save("a.md", StampOf([]byte("old")), nil), r.Save("b.md", "", nil)); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]fs.FileMode{"a.md": 0o660, "b.md": 0o644} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has the mode %v, want %v", name, info.Mode(), want)
		}
	}
}

// Another name of the same file keeps what it had, as a copy that was made of links must.
func TestHardLinksKeepTheOldBytes(t *testing.T) {
	r, dir := aRoom(t, map[string]string{"a.md": "old", "copy/x": ""})
	if err := os.Link(filepath.Join(dir, "a.md"), filepath.Join(dir, "copy/a.md")); err != nil {
		t.Skip(err)
	}
	if err := r.Save("a.md", StampOf([]byte("old")), []byte("new")); err != nil {
		t.Fatal(err)
	}
	if got := listing(t, dir); got != "a.md=new copy copy/a.md=old copy/x=" {
		t.Errorf("the folder holds %s", got)
	}
}

// When the bytes break off, as on a full disk, the old file stays, and nothing
// else does.
func TestFailedSaveLeavesNothing(t *testing.T) {
	r, dir := aRoom(t, map[string]string{"news/a.md": "old"})
	before := listing(t, dir)
	full := errors.New("no space left on device")
	for name, was := range map[string]Stamp{"news/a.md": StampOf([]byte("old")), "news/b.md": "", "x/y/z/b.md": ""} {
		half := io.MultiReader(strings.NewReader("half"), iotest.ErrReader(full))
		if err := r.SaveFrom(name, was, half); !errors.Is(err, full) {
			t.Errorf("%s: got %v", name, err)
		}
		if got := listing(t, dir); got != before {
			t.Errorf("%s: the folder holds %s", name, got)
		}
	}
	if err := r.Save("news/a.md/b.md", "", nil); err == nil {
		t.Error("a file is taken for a folder")
	}
	if got := listing(t, dir); got != before {
		t.Errorf("the folder holds %s", got)
	}
}

// Of writers who read the same text, one saves, and the others hear of it.
func TestOneOfManyWritersSaves(t *testing.T) {
	r, dir := aRoom(t, map[string]string{"a.md": "old"})
	for name, was := range map[string]Stamp{"a.md": StampOf([]byte("old")), "b.md": ""} {
		var all sync.WaitGroup
		results := make([]error, 8)
		for i := range results {
			all.Go(func() { results[i] = r.Save(name, was, []byte("new")) })
		}
		all.Wait()
		saved := 0
		for _, err := range results {
			if _, refused := errors.AsType[*Refusal](err); err == nil {
				saved++
			} else if !refused {
				t.Error(err)
			}
		}
		if saved != 1 {
			t.Errorf("%s: %d writers saved", name, saved)
		}
	}
	if got := listing(t, dir); got != "a.md=new b.md=new" {
		t.Errorf("the folder holds %s", got)
	}
}

// A save that is killed before the file has its name leaves the old file, and a
// temporary one that is no manuscript. A later save removes it, but never that of
// a writer who may still be at work.
func TestKilledSave(t *testing.T) {
	if dir := os.Getenv("NEWSROOM_KILLED"); dir != "" {
		r, err := Open(dir)
		if err == nil {
			err = r.SaveFrom("a.md", StampOf([]byte("old")), io.MultiReader(strings.NewReader("new"), dying{}))
		}
		t.Fatal("still alive", err)
	}
	r, dir := aRoom(t, map[string]string{"a.md": "old"})
	child := exec.Command(os.Args[0], "-test.run=^TestKilledSave$")
	child.Env = append(os.Environ(), "NEWSROOM_KILLED="+dir)
	if out, err := child.CombinedOutput(); err == nil || strings.Contains(string(out), "still alive") {
		t.Fatalf("%v: %s", err, out)
	}
	left, err := filepath.Glob(filepath.Join(dir, ".warraq-*.tmp"))
	if err != nil || len(left) != 1 {
		t.Fatalf("the killed save left %s", listing(t, dir))
	}
	if err := r.Save("a.md", StampOf([]byte("old")), []byte("next")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left[0]); err != nil {
		t.Error("a temporary file of this minute was removed")
	}
	hourAgo := time.Now().Add(-time.Hour)
	if err := os.Chtimes(left[0], hourAgo, hourAgo); err != nil {
		t.Fatal(err)
	}
	deep := filepath.Join(dir, "x", filepath.Base(left[0]))
	theirs := filepath.Join(dir, "x", ".warraq-notes.tmp")
	if err := os.Mkdir(filepath.Dir(deep), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{deep, theirs} {
		if err := errors.Join(os.WriteFile(file, nil, 0o644), os.Chtimes(file, hourAgo, hourAgo)); err != nil {
			t.Fatal(err)
		}
	}
	later, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = later.Close() }()
	later.Sweep(".")
	if _, err := os.Stat(deep); err == nil {
		t.Error("Sweep left a dead temporary file in a folder below")
	}
	if os.Remove(theirs) != nil {
		t.Error("Sweep removed a file that is not ours")
	}
	if err := errors.Join(os.Remove(filepath.Dir(deep)), os.WriteFile(left[0], nil, 0o644), os.Chtimes(left[0], hourAgo, hourAgo)); err != nil {
		t.Fatal(err)
	}
	later, err = Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = later.Close() }()
	later.Bulk = true
	if err := later.Save("b.md", "", []byte("b")); err != nil {
		t.Fatal(err)
	}
	if got := listing(t, dir); got != "a.md=next b.md=b" {
		t.Errorf("the folder holds %s", got)
	}
}

// dying ends the process at once, as a power cut does.
type dying struct{}

func (dying) Read([]byte) (int, error) {
	if self, err := os.FindProcess(os.Getpid()); err == nil {
		_ = self.Kill()
	}
	select {}
}

// Make leaves no folder behind where nothing was written; what it did write stays.
func TestMakeLeavesNoEmptyFolders(t *testing.T) {
	top := t.TempDir()
	for _, full := range []bool{true, false} {
		r, err := Make(filepath.Join(top, "paper", "content"))
		if err != nil {
			t.Fatal(err)
		}
		text := io.Reader(strings.NewReader("نص"))
		if full {
			text = io.MultiReader(text, fullDisk{})
		}
		err = r.SaveFrom("news/a.md", "", text)
		if (err != nil) != full || r.Close() != nil {
			t.Errorf("saving gives %v", err)
		}
		_, err = os.Stat(filepath.Join(top, "paper"))
		if errors.Is(err, fs.ErrNotExist) != full {
			t.Errorf("full disk %v: the folder: %v", full, err)
		}
	}
}

type fullDisk struct{}

func (fullDisk) Read([]byte) (int, error) { return 0, syscall.ENOSPC }

// What fails names the manuscript, and not the temporary file.
func TestAFailedSaveNamesTheManuscript(t *testing.T) {
	for _, err := range []error{
		&fs.PathError{Op: "write", Path: "/x/content/news/.warraq-0123456789abcdef.tmp", Err: syscall.EIO},
		&os.LinkError{Op: "rename", Old: "news/.warraq-0123456789abcdef.tmp", New: "news/a.md", Err: syscall.EIO},
	} {
		if got := named(err, "news/a.md"); strings.Contains(got.Error(), ".tmp") || !strings.Contains(got.Error(), "news/a.md") || !errors.Is(got, syscall.EIO) {
			t.Errorf("%v becomes %v", err, got)
		}
	}
	other := &Refusal{"news/a.md", Exists}
	if got := named(other, "x"); !errors.Is(got, other) {
		t.Errorf("a refusal becomes %v", got)
	}
}

// A save that fails takes no link away that stood there before.
func TestADanglingLinkStays(t *testing.T) {
	r, dir := aRoom(t, nil)
	link := filepath.Join(dir, "news")
	if err := os.Symlink("none", link); err != nil {
		t.Skip(err)
	}
	if r.Save("news/a.md", "", nil) == nil {
		t.Error("it is written through a link that leads nowhere")
	}
	if _, err := os.Lstat(link); err != nil {
		t.Error(err)
	}
}

// Several files are saved all or none, and can be brought back.
func TestRewritesAllOrNone(t *testing.T) {
	dir := t.TempDir()
	room, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = room.Close() }()
	is := func(name, want string) {
		t.Helper()
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("%s is %q, %v; want %q", name, got, err, want)
		}
	}
	for _, name := range []string{"a", "b"} {
		if err := room.Save(name, "", []byte("1")); err != nil {
			t.Fatal(err)
		}
	}
	files := []Rewrite{{"a", []byte("1"), []byte("2")}, {"b", []byte("0"), []byte("2")}}
	if _, err := room.Rewrite(files); err == nil {
		t.Error("a file is not what was read, and all are saved")
	}
	is("a", "1")
	if _, err := room.Rewrite([]Rewrite{files[0], files[0]}); err == nil { // it changes in between
		t.Error("one file is saved twice")
	}
	is("a", "1")
	files[1].Old = []byte("1")
	undo, err := room.Rewrite(files)
	if err != nil {
		t.Fatal(err)
	}
	is("b", "2")
	if err := undo(); err != nil {
		t.Fatal(err)
	}
	is("a", "1")
	is("b", "1")
}
