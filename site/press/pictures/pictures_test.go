package pictures

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/media"
)

// What a page names of pictures is found in all places of a page, and nothing else.
func TestFound(t *testing.T) {
	page := `<source srcset="/p/media/a/%D8%B5-0a1b2c3d-480x270.webp 480w, /p/media/a/%D8%B5-0a1b2c3d-800x450.webp 800w">` +
		`<img src="https://example.org/p/media/x%20(1)-0a1b2c3d-8x4.jpg"><a style="background:url('/p/media/y-0a1b2c3d-8x8-f10x90.png')">` +
		`{"url":"https://example.org/p/media/a&amp;b-0a1b2c3d-8x4.jpg"}<p>/p/media/z-0a1b2c3d-8x4.jpg</p>` +
		`/media/other-0a1b2c3d-8x4.jpg /p/media/doc.pdf /p/media/z-short-8x4.jpg /p/media/a/%D8%B5-0a1b2c3d-480x270.webp /p/media/`
	var got []string
	for _, paths := range Found([]byte(page), "/p") {
		got = append(got, paths...)
	}
	slices.Sort(got)
	want := []string{
		"media/a&b-0a1b2c3d-8x4.jpg", "media/a/ص-0a1b2c3d-480x270.webp", "media/a/ص-0a1b2c3d-800x450.webp", "media/x (1)-0a1b2c3d-8x4.jpg",
		"media/y-0a1b2c3d-8x8-f10x90.png", "media/z-0a1b2c3d-8x4.jpg",
	}
	if !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
	if Found([]byte("<p>نص</p>"), "") != nil {
		t.Error("a page without pictures names some")
	}
}

func store(t *testing.T) *cache.Store {
	t.Helper()
	s, err := cache.Open(t.TempDir(), cache.Sum{1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// A page that is kept names what it named; where that is not known any more, it is made
// again.
func TestUsedByAKeptPage(t *testing.T) {
	s := store(t)
	page := []byte(`"/media/a-0a1b2c3d-8x4.jpg" "/media/a-0a1b2c3d-4x2.jpg" "/media/a-0a1b2c3d-4x4-f1x1.jpg" "/media/b-0a1b2c3d-8x4.jpg"`)
	made := NewUsed()
	lists := made.Note(s, Found(page, ""))
	if len(lists) != 3 || len(made.Paths()) != 4 {
		t.Errorf("%d lists of %q", len(lists), made.Paths())
	}
	kept := NewUsed()
	for range 2 { // the second time they are known
		if !kept.Keep(s, lists) {
			t.Error("the store forgot a list")
		}
	}
	if !slices.Equal(kept.Paths(), made.Paths()) {
		t.Errorf("the kept page names %q", kept.Paths())
	}
	if NewUsed().Keep(s, []site.Sum{{9}}) {
		t.Error("an unknown list is known")
	}
	if lists := NewUsed().Note(nil, Found(page, "")); lists != nil {
		t.Error("without a store something is kept")
	}
}

func grey(width, height int) []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)))
	return b.Bytes()
}

// Facts are kept by the stamp, then by the bytes, and no picture is decoded twice.
func TestFactsAreKept(t *testing.T) {
	s := store(t)
	old := time.Now().Add(-time.Hour)
	source := fstest.MapFS{"a.png": {Data: grey(8, 4), ModTime: old}}
	info, err := fs.Stat(source, "a.png")
	if err != nil {
		t.Fatal(err)
	}
	studies := 0
	study := func(data []byte) (media.Facts, *media.Decoded, error) { studies++; return media.Study(data) }
	m := New(s, time.Now().UnixNano())
	if _, ok := m.Recall("a.png", info); ok {
		t.Error("it is known before it is studied")
	}
	first, err := m.Study("a.png", info, grey(8, 4), study)
	if err != nil || first.Width != 8 || first.Hash != media.HashOf(grey(8, 4)) {
		t.Fatalf("%+v, %v", first, err)
	}
	if f, ok := m.Recall("a.png", info); !ok || f != first {
		t.Errorf("it is recalled as %+v, %v", f, ok)
	}
	if f, err := m.Study("copy.png", info, grey(8, 4), study); err != nil || f != first || studies != 1 {
		t.Errorf("a copy is %+v, %v, after %d studies", f, err, studies)
	}
	if _, ok := New(s, old.UnixNano()).Recall("a.png", info); ok {
		t.Error("a file that was saved when it was read is taken for the same")
	}
	source["a.png"].ModTime = old.Add(time.Minute)
	if info, _ = fs.Stat(source, "a.png"); info != nil {
		if _, ok := m.Recall("a.png", info); ok {
			t.Error("a saved file is taken for the same")
		}
	}
	bad := errors.New("bad")
	if _, err := m.Study("b.png", info, []byte("x"), func([]byte) (media.Facts, *media.Decoded, error) { return media.Facts{}, nil, bad }); !errors.Is(err, bad) {
		t.Errorf("told %v", err)
	}
	quick := New(nil, 0)
	quick.Quick = true
	if f, err := quick.Study("a.png", info, grey(8, 4), study); err != nil || f.Width != 8 || studies != 1 {
		t.Errorf("a quick study is %+v, %v, after %d studies", f, err, studies)
	}
	if _, ok := quick.Recall("a.png", info); ok {
		t.Error("a quick study is kept")
	}
	m.Sweep()
}

// Sizes are made of one reading, once; a file that changed meanwhile is told.
func TestDerive(t *testing.T) {
	source := fstest.MapFS{"news/a.png": {Data: grey(80, 40), ModTime: time.Now().Add(-time.Hour)}}
	m := New(store(t), time.Now().UnixNano())
	l := &media.Library{Content: source, Static: fstest.MapFS{}, Config: &site.Config{BaseURL: "https://example.org/p"}, Memory: m}
	a, err := l.Look("news/a.png", true)
	if err != nil || a.Pixels.Stem != "/p/media/news/a" {
		t.Fatalf("%+v, %v", a, err)
	}
	files := &site.Attachments{Config: l.Config, Known: map[string]site.Attachment{"news/a.png": a}}
	if got := Sources(l.Config, files.Known); len(got) != 1 || got["media/news/a "+a.Pixels.Mark] != "news/a.png" {
		t.Errorf("sources %v", got)
	}
	recipes := []site.Recipe{{Width: 40, Height: 20, Format: "jpg"}, {Width: 20, Height: 20, Format: "png"}}
	if made, err := m.Derive(l, "news/a.png", recipes, true); err != nil || made[0] != nil || made[1] != nil {
		t.Errorf("of the cache alone: %d files, %v", len(made), err)
	}
	first, err := m.Derive(l, "news/a.png", recipes, false)
	if err != nil || len(first[0]) == 0 || len(first[1]) == 0 {
		t.Fatal(err)
	}
	delete(source, "news/a.png")
	if again, err := m.Derive(l, "news/a.png", recipes, false); err != nil || !bytes.Equal(again[0], first[0]) || !bytes.Equal(again[1], first[1]) {
		t.Errorf("it is made again: %v", err)
	}
	other := []site.Recipe{{Width: 10, Height: 5, Format: "jpg"}}
	if _, err := m.Derive(l, "news/a.png", other, false); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of a file that is gone: %v", err)
	}
	source["news/a.png"] = &fstest.MapFile{Data: grey(81, 40)}
	if _, err := m.Derive(l, "news/a.png", other, false); !errors.Is(err, errChanged) {
		t.Errorf("of a file that changed: %v", err)
	}
	if made, err := New(nil, 0).Derive(l, "news/a.png", other, false); err != nil || len(made[0]) == 0 {
		t.Errorf("of a file that was not studied: %v", err)
	}
}

// The few new pictures of a day are decoded once: those that are studied are held until their
// sizes are made, as many as there is room for.
func TestNewPicturesAreDecodedOnce(t *testing.T) {
	const all = 8
	source := fstest.MapFS{}
	for i := range all {
		source[fmt.Sprintf("%d.png", i)] = &fstest.MapFile{Data: grey(80+i, 40), ModTime: time.Now().Add(-time.Hour)}
	}
	recipes := []site.Recipe{{Width: 40, Height: 20, Format: "jpg"}, {Width: 20, Height: 10, Format: "webp"}}
	var files [2][][]byte
	for n, once := range []bool{false, true} {
		m := New(nil, 0)
		m.Once = once
		decoded := 0
		m.make = func(p *media.Decoded, data []byte, recipes []site.Recipe) ([][]byte, error) {
			if p == nil {
				decoded++
			}
			return derive(p, data, recipes)
		}
		l := &media.Library{Content: source, Static: fstest.MapFS{}, Config: &site.Config{BaseURL: "https://example.org"}, Memory: m}
		for i := range all {
			if _, err := l.Look(fmt.Sprintf("%d.png", i), true); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			for i := range all {
				made, err := m.Derive(l, fmt.Sprintf("%d.png", i), recipes, false)
				if err != nil {
					t.Fatal(err)
				}
				files[n] = append(files[n], made...)
			}
		}
		if want := map[bool]int{false: 2 * all, true: 2*all - mostHeld/(32<<20)}[once]; decoded != want { // each costs a little over 32 MB
			t.Errorf("held: %v: %d decoded again, want %d", once, decoded, want)
		}
		if len(m.held.pictures) > 0 {
			t.Errorf("%d are still held", len(m.held.pictures))
		}
	}
	if !reflect.DeepEqual(files[0], files[1]) {
		t.Error("what is made of a picture that was held is another file")
	}
}

// Sizes that cannot be made of a file's bytes are tried once, under any name: not in another try
// of the build, which has no cache to know it by, and not in a later build.
func TestSizesThatCannotBeMade(t *testing.T) {
	for name, kept := range map[string]*cache.Store{"none": nil, "kept": store(t)} {
		old := time.Now().Add(-time.Hour)
		source := fstest.MapFS{"a.png": {Data: grey(80, 40), ModTime: old}, "b.png": {Data: grey(80, 40), ModTime: old}}
		tries := 0
		open := func(m *Memory) *media.Library {
			m.make = func(*media.Decoded, []byte, []site.Recipe) ([][]byte, error) { tries++; return nil, errors.New("no") }
			return &media.Library{Content: source, Static: fstest.MapFS{}, Config: &site.Config{}, Memory: m}
		}
		m := New(kept, time.Now().UnixNano())
		l := open(m)
		for range 2 {
			for place := range source {
				if _, err := l.Look(place, true); tries == 0 && err != nil {
					t.Errorf("%s: before it is tried: %v", name, err)
				}
				if _, err := m.Derive(l, place, []site.Recipe{{Width: 40, Height: 20, Format: "jpg"}}, false); err == nil {
					t.Errorf("%s: it is made", name)
				}
			}
		}
		laters := []*Memory{m.Again()}
		if kept != nil {
			laters = append(laters, New(kept, time.Now().UnixNano()))
		}
		for _, later := range laters {
			for place := range source {
				if a, err := open(later).Look(place, true); err == nil || a.URL != "" {
					t.Errorf("%s: later %s is shown: %+v", name, place, a)
				}
			}
			if later.Failed() {
				t.Errorf("%s: a third try is asked for", name)
			}
		}
		if !m.Failed() || tries != 1 {
			t.Errorf("%s: %d tries; another is asked for: %v", name, tries, m.Failed())
		}
	}
}

// shut are files that can be looked at, and not opened.
type shut struct{ fstest.MapFS }

func (shut) Open(string) (fs.File, error) { return nil, fs.ErrPermission }

// What is wrong with a file that cannot be shown, or not whole, is known to the next build
// without opening the file.
func TestABrokenPictureIsReadOnce(t *testing.T) {
	old := time.Now().Add(-time.Hour)
	source, kept := fstest.MapFS{}, store(t)
	for name, data := range map[string]string{
		"cut.png": string(grey(80, 40)[:60]), "text.jpg": strings.Repeat("ليست صورة ", 20), "bomb.svg": `<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><svg width="4" height="3">&c;</svg>`,
		"run.svg": `<svg width="4" height="3"><script>1</script><path d="M0 0 h4 v3"/></svg>`, "plain.svg": `<svg width="4" height="3"><path d="M0 0 h4 v3 h-4 z"/></svg>`,
	} {
		source[name] = &fstest.MapFile{Data: []byte(data), ModTime: old}
	}
	look := func(files fs.FS) map[string]string {
		l := &media.Library{Content: files, Static: fstest.MapFS{}, Config: &site.Config{}, Memory: New(kept, time.Now().UnixNano())}
		out := map[string]string{}
		for name := range source {
			a, err := l.Look(name, true)
			out[name] = fmt.Sprint(a.URL, a.Width, err)
		}
		return out
	}
	first := look(source)
	if again := look(shut{source}); !maps.Equal(again, first) {
		t.Errorf("the next build knows\n%v, not\n%v", again, first)
	}
	if first["run.svg"] == first["plain.svg"] || !strings.HasSuffix(first["plain.svg"], "<nil>") || !strings.HasSuffix(first["cut.png"], "cut short") {
		t.Errorf("known is %v", first)
	}
}

// Pictures that are decoded at the same time share a bound; one beyond it goes alone.
func TestBudget(t *testing.T) {
	b := newBudget(10)
	var mu sync.Mutex
	var now, most int64
	var wg sync.WaitGroup
	for i := range 40 {
		n := int64(i%4)*3 + 1
		wg.Go(func() {
			b.take(n)
			mu.Lock()
			now += n
			most = max(most, now)
			mu.Unlock()
			mu.Lock()
			now -= n
			mu.Unlock()
			b.give(n)
		})
	}
	wg.Wait()
	if most > 10 || b.taken != 0 {
		t.Errorf("at most %d of 10, %d at the end", most, b.taken)
	}
	b.take(99)
	b.give(99)
}

// A film is made once, is published where a page names it, and is kept, or held where nothing
// keeps it; what is no animation of the newsroom has none.
func TestFilms(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the program is a script of a shell")
	}
	folder := t.TempDir()
	runs := filepath.Join(folder, "runs")
	script := "#!/bin/sh\nPATH=/usr/bin:/bin\necho x >>" + runs + "\ncat >/dev/null; printf '\\000\\000\\000\\030ftypisom'; head -c 64 /dev/zero\n"
	if err := os.WriteFile(filepath.Join(folder, "ffmpeg"), []byte(script), 0o755); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	t.Setenv("PATH", folder)
	var moving bytes.Buffer
	frame := image.NewPaletted(image.Rect(0, 0, 31, 20), color.Palette{color.Black, color.White})
	if err := gif.EncodeAll(&moving, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{5, 5}}); err != nil {
		t.Fatal(err)
	}
	for name, kept := range map[string]*cache.Store{"kept": store(t), "held": nil} {
		_ = os.Remove(runs)
		m := New(kept, time.Now().UnixNano())
		l := &media.Library{
			Content: fstest.MapFS{"news/a.gif": {Data: moving.Bytes(), ModTime: time.Now().Add(-time.Hour)}}, Static: fstest.MapFS{},
			Config: &site.Config{BaseURL: "https://example.org/p", Pictures: site.PictureConfig{Films: true}}, Memory: m,
		}
		a, err := l.Look("news/a.gif", true)
		if err != nil || !strings.HasSuffix(a.Film, "-30x20.mp4") {
			t.Fatalf("%s: %+v, %v", name, a, err)
		}
		if again, err := l.Look("news/a.gif", true); err != nil || again.Film != a.Film {
			t.Errorf("%s: the second look: %+v, %v", name, again, err)
		}
		used := NewUsed()
		used.Note(kept, Found([]byte(`<video src="`+a.Film+`">`), "/p"))
		wanted := used.Wanted(Sources(l.Config, map[string]site.Attachment{"news/a.gif": a}), func(string) bool { return false })
		if len(wanted) != 1 || wanted[0].Place != "news/a.gif" {
			t.Fatalf("%s: wanted are %+v", name, wanted)
		}
		files, err := m.Derive(l, "news/a.gif", wanted[0].Recipes, false)
		if err != nil || len(files) != 1 || !bytes.Contains(files[0][:12], []byte("ftyp")) {
			t.Errorf("%s: %d films, %v", name, len(files), err)
		}
		if said, _ := os.ReadFile(runs); string(said) != "x\n" {
			t.Errorf("%s: the program ran %d times", name, len(said)/2)
		}
		if _, err := m.Derive(l, "news/b.gif", wanted[0].Recipes, false); err == nil {
			t.Errorf("%s: what is no animation has a film", name)
		}
	}
}
