//go:build unix

package newsroom

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site/regular"
)

// open makes a newsroom with a secret beside it, and opens it.
func open(t *testing.T) (dir string, f *Files) {
	t.Helper()
	top := t.TempDir()
	dir = filepath.Join(top, "paper")
	for name, text := range map[string]string{
		"secret.txt": "زمهرير", "shared/css/site.css": "a{}", "paper/content/news/a.md": "أ", "paper/content/news/b.png": "ب", "paper/notes/c.md": "ج", "paper/.env": "د", "paper/templates/a.html": "هـ",
	} {
		file := filepath.Join(top, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	for name, target := range map[string]string{
		"content/news/inside.png": "b.png", "content/news/across.md": "../../notes/c.md", "content/news/out.png": "../../../secret.txt",
		"content/news/chain.png": "out.png", "content/news/absolute.png": filepath.Join(top, "secret.txt"), "content/out": "../..", "static": "../shared", "content/news/loop": "loop",
		"templates/e.txt": "../content/news/a.md", "templates/dir": "../content", "templates/env": "../.env", "templates/note.txt": "../notes/c.md", "content/env.txt": "../.env",
		"content/news/draft.png": "a.md", "content/news/same.md": "a.md", "content/settings.txt": "edition.yaml", "content/edition.yaml": "../notes/c.md",
		"content/up.txt": "../templates/../content/./news/b.png", "content/sub": "../notes", "notes/far.txt": "c.md",
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	f, err := OpenFiles(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return dir, f
}

// No link leads a reader out of the newsroom; one inside it, and a shared theme,
// work.
func TestLinksLeadNoReaderOut(t *testing.T) {
	_, f := open(t)
	for range 3 { // the folder of a file is at hand after the second
		linksLeadNowhere(t, f)
	}
	for _, name := range []string{"content", "static", "templates", "."} {
		if info, err := fs.Stat(f, name); err != nil || !info.IsDir() {
			t.Errorf("%s is described as %v, %v", name, info, err)
		}
		if file, err := f.Open(name); err != nil {
			t.Error(err)
		} else if err := file.Close(); err != nil {
			t.Error(err)
		}
		if names, err := fs.ReadDir(f, name); err != nil || len(names) == 0 {
			t.Errorf("%s holds %v, %v", name, names, err)
		}
	}
	if target, err := f.ReadLink("content/news/inside.png"); target != "b.png" || err != nil {
		t.Errorf("a link leads to %q, %v", target, err)
	}
	if info, err := f.Lstat("content/news/inside.png"); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("a link is %v, %v", info, err)
	}
	if _, err := f.Stat("content/news/out.png"); err == nil {
		t.Error("a link that leads out is described")
	}
}

func linksLeadNowhere(t *testing.T, f *Files) {
	t.Helper()
	for name, want := range map[string]string{
		"content/news/a.md": "أ", "content/news/inside.png": "ب", "content/news/across.md": "ج", "static/css/site.css": "a{}",
		"templates/a.html": "هـ", "templates/note.txt": "ج", "templates/e.txt": "", "templates/dir/news/a.md": "", "templates/env": "", "content/env.txt": "", "content/up.txt": "ب", "content/news/draft.png": "", "content/news/same.md": "أ", "content/edition.yaml": "ج", "content/settings.txt": "", "content/sub/far.txt": "ج",
		"content/news/out.png": "", "content/news/chain.png": "", "content/news/absolute.png": "", "content/out/secret.txt": "", "content/news/loop": "",
		"static/../secret.txt": "", "../secret.txt": "", "content/news/none.md": "",
	} {
		data, err := fs.ReadFile(f, name)
		if string(data) != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v; want %q", name, data, err, want)
		}
	}
}

// A file or a folder that becomes a link at the instant at which it is read leads nowhere.
func TestALinkThatAppearsLeadsNowhere(t *testing.T) {
	dir, f := open(t)
	at := func(name string) string { return filepath.Join(dir, "templates", filepath.FromSlash(name)) }
	if err := errors.Join(os.MkdirAll(at("real"), 0o755), os.WriteFile(at("real/a.md"), []byte("هـ"), 0o644), os.Symlink("../content/news", at("bad")),
		os.WriteFile(at("good.txt"), []byte("هـ"), 0o644), os.Symlink("../content/news/a.md", at("link")), os.Symlink("dir2/a.md", at("through.txt"))); err != nil {
		t.Fatal(err)
	}
	stop, done := make(chan bool), make(chan bool)
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			default:
			}
			_ = os.Rename(at("real"), at("dir2"))
			_ = errors.Join(os.Link(at("good.txt"), at("next")), os.Rename(at("next"), at("file.txt")))
			_ = os.Rename(at("dir2"), at("real"))
			_ = os.Rename(at("bad"), at("dir2"))
			_ = errors.Join(os.Symlink("../content/news/a.md", at("next")), os.Rename(at("next"), at("file.txt")))
			_ = os.Rename(at("dir2"), at("bad"))
		}
	}()
	read := 0
	for i := range 6000 {
		name := []string{"templates/file.txt", "templates/dir2/a.md", "templates/through.txt"}[i%3]
		data, err := fs.ReadFile(f, name)
		if err == nil && string(data) != "هـ" {
			t.Errorf("%s: read %q", name, data)
			break
		}
		if err == nil {
			read++
		}
		if i%50 == 0 {
			_, _ = f.ReadDir("templates")
		}
	}
	close(stop)
	<-done
	if read == 0 {
		t.Error("nothing was read")
	}
}

// The preview runs while folders are renamed and made again.
func TestAFolderThatWasMadeAgainIsReadAgain(t *testing.T) {
	dir, f := open(t)
	read := func() string {
		data, err := fs.ReadFile(f, "content/news/a.md")
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	for range 3 {
		read()
	}
	news := filepath.Join(dir, "content", "news")
	if err := errors.Join(os.Rename(news, news+"-old"), os.Mkdir(news, 0o755), os.WriteFile(filepath.Join(news, "a.md"), []byte("جديد"), 0o644)); err != nil {
		t.Fatal(err)
	}
	if _, err := f.ReadDir("content"); err != nil { // as a build lists it
		t.Fatal(err)
	}
	if got := read(); got != "جديد" {
		t.Errorf("read %q of the folder that was there before", got)
	}
}

// A pipe is refused at once, not waited for.
func TestAPipeIsNotWaitedFor(t *testing.T) {
	dir, f := open(t)
	if err := syscall.Mkfifo(filepath.Join(dir, "content", "edition.yaml"), 0o644); err != nil {
		t.Skip(err)
	}
	done := make(chan error, 1)
	go func() { _, err := fs.ReadFile(f, "content/edition.yaml"); done <- err }()
	select {
	case err := <-done:
		if !errors.Is(err, regular.ErrIrregular) {
			t.Errorf("reading a pipe gives %v", err)
		}
	case <-time.After(time.Minute):
		t.Fatal("reading a pipe waits")
	}
}

// Files is a file system as Go knows it.
func TestFilesAreAFileSystem(t *testing.T) {
	dir := t.TempDir()
	if err := errors.Join(os.MkdirAll(filepath.Join(dir, "content", "أخبار"), 0o755), os.WriteFile(filepath.Join(dir, "content", "أخبار", "خبر.md"), []byte("نص"), 0o644)); err != nil {
		t.Fatal(err)
	}
	f, err := OpenFiles(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := fstest.TestFS(f, "content/أخبار/خبر.md"); err != nil {
		t.Error(err)
	}
	if _, err := OpenFiles(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
}

// A newsroom that cannot be opened is no empty one: its settings are not the defaults.
func TestContentThatCannotBeOpened(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink("loop", filepath.Join(dir, "loop")); err != nil {
		t.Fatal(err)
	}
	if _, err := fs.ReadFile(Content(filepath.Join(dir, "loop")), "edition.yaml"); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a loop of links: %v", err)
	}
	if _, err := fs.ReadFile(Content(filepath.Join(dir, "none")), "edition.yaml"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no newsroom: %v", err)
	}
}
