package media

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/media/encode"
	"warraq/site/media/meta"
)

// forgetful studies everything.
type forgetful struct{}

func (forgetful) Recall(string, fs.FileInfo) (Facts, bool) { return Facts{}, false }

func (forgetful) Study(_ string, _ fs.FileInfo, data []byte, study func([]byte) (Facts, *Decoded, error)) (Facts, error) {
	f, _, err := study(data)
	f.Hash = HashOf(data)
	return f, err
}

// filmless is why no film is made; nil where one is.
var filmless error

func (forgetful) Film(_ Derivation, read func() ([]byte, error)) error {
	if _, err := read(); err != nil {
		return err
	}
	return filmless
}

// samples are small pictures of several kinds.
func samples() map[string][]byte {
	img := image.NewNRGBA(image.Rect(0, 0, 30, 20))
	for i := range img.Pix {
		img.Pix[i] = []uint8{180, 40, 40, 255}[i%4]
	}
	var j, p, clear, flat, moving bytes.Buffer
	_ = jpeg.Encode(&j, img, nil)
	_ = png.Encode(&p, img)
	img.SetNRGBA(3, 3, color.NRGBA{})
	_ = png.Encode(&clear, img)
	two := image.NewPaletted(image.Rect(0, 0, 30, 20), color.Palette{color.Black, color.White})
	_ = gif.Encode(&flat, two, nil)
	_ = gif.EncodeAll(&moving, &gif.GIF{Image: []*image.Paletted{two, two}, Delay: []int{5, 5}})
	return map[string][]byte{"photo.jpg": j.Bytes(), "photo.png": p.Bytes(), "clear.png": clear.Bytes(), "flat.gif": flat.Bytes(), "moving.gif": moving.Bytes()}
}

// What other sizes are made of a picture in, and its colour while they come.
func TestStudy(t *testing.T) {
	for name, data := range samples() {
		f, _, err := Study(data)
		if err != nil || f.Width != 30 || f.Height != 20 || f.Rights != nil {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
		want := map[string]string{"photo.jpg": "jpg", "photo.png": "jpg", "clear.png": "png", "flat.gif": "png", "moving.gif": ""}[name]
		if f.Format != want || (f.Colour == "") != (name == "clear.png" || name == "moving.gif") {
			t.Errorf("%s: %+v, want the format %q", name, f, want)
		}
		g, err := Glance(data)
		if err != nil || g.Width != f.Width || g.Height != f.Height || (g.Format == "") != (f.Format == "") {
			t.Errorf("%s at a glance: %+v, %v", name, g, err)
		}
	}
	if c := mustStudy(t, samples()["photo.png"]).Colour; c != "#b42828" {
		t.Errorf("its colour is %s", c)
	}
	rights := site.Rights{Credit: "المدار"}
	turned, ok := meta.Clean(meta.Write(samples()["photo.jpg"], "jpg", rights), "jpeg")
	if f := mustStudy(t, turned); !ok || f.Rights == nil || *f.Rights != rights {
		t.Errorf("its rights are %+v", f.Rights)
	}
}

func mustStudy(t *testing.T, data []byte) Facts {
	t.Helper()
	f, _, err := Study(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Where the edition asks for it an animation has the address of a film, of even sides; where
// none can be made it stays as it is, and the story's line tells why.
func TestAnimationsAsFilms(t *testing.T) {
	all := samples()
	config := &site.Config{BaseURL: "https://example.org/p"}
	l := &Library{Content: fstest.MapFS{"news/moving.gif": {Data: all["moving.gif"]}, "news/photo.jpg": {Data: all["photo.jpg"]}}, Static: fstest.MapFS{}, Config: config, Memory: forgetful{}}
	if a, err := l.Look("news/moving.gif", true); err != nil || a.Film != "" || a.URL == "" {
		t.Errorf("without the setting: %+v, %v", a, err)
	}
	config.Pictures.Films = true
	a, err := l.Look("news/moving.gif", true)
	stem, _, r, ok := ParseRecipe(a.Film)
	if err != nil || !ok || stem != "/p/media/news/moving" || r.Format != "mp4" || r.Width != 30 || r.Height != 20 || a.URL != "/p/media/news/moving.gif" {
		t.Errorf("with it: %+v, %v", a, err)
	}
	if a, err := l.Look("news/photo.jpg", true); err != nil || a.Film != "" {
		t.Errorf("a photograph: %+v, %v", a, err)
	}
	defer func() { filmless = nil }()
	filmless = site.Failure("لا برنامج", "no program")
	a, err = l.Look("news/moving.gif", true)
	p := l.Problem("news/a.md", Asked{Place: "news/moving.gif", Line: 4, Picture: true}, err)
	if a.Film != "" || !a.Found || p.Rule != "picture/film" || p.Level != site.LevelWarning || p.Line != 4 || !strings.Contains(p.Message.Ar, "لا برنامج") || !strings.Contains(p.Message.En, "no program") {
		t.Errorf("where none is made: %+v, %+v", a, p)
	}
}

// A library with a memory says what sizes are made of; one without measures. A hasty one
// decodes nothing, and gives another address after each save.
func TestLookAtWhatSizesAreMadeOf(t *testing.T) {
	source := fstest.MapFS{}
	for name, data := range samples() {
		source["news/"+name] = &fstest.MapFile{Data: data}
	}
	whole := samples()["photo.jpg"]
	source["news/cut.jpg"] = &fstest.MapFile{Data: whole[:len(whole)-12]}
	source["news/بحر.jpg"] = &fstest.MapFile{Data: whole}
	l := &Library{Content: source, Static: fstest.MapFS{"img/a.jpg": {Data: whole}}, Config: &site.Config{BaseURL: "https://example.org/p"}, Memory: forgetful{}}
	for place, stem := range map[string]string{
		"news/photo.jpg": "/p/media/news/photo", "news/بحر.jpg": "/p/media/news/%D8%A8%D8%AD%D8%B1", "/img/a.jpg": "/p/media/img/a", "news/moving.gif": "",
	} {
		a, err := l.Look(place, true)
		if err != nil || a.Pixels.Stem != stem || a.Width != 30 || !a.Found || (stem != "") != (len(a.Pixels.Mark) == 8) {
			t.Errorf("%s: %+v, %v", place, a, err)
		}
	}
	a, err := l.Look("news/cut.jpg", true)
	if p := l.Problem("news/a.md", Asked{Place: "news/cut.jpg", Line: 2}, err); err == nil || a.Found || p.Level != site.LevelWarning || !strings.Contains(p.Message.Ar, "مقطوع") && !strings.Contains(p.Message.Ar, "تالف") {
		t.Errorf("a picture that is cut short: %+v, %v, %v", a, err, p)
	}
	l.Hasty = true
	before, err := l.Look("news/cut.jpg", true)
	if err != nil || before.Pixels.Stem == "" {
		t.Errorf("a hasty library: %+v, %v", before, err)
	}
	source["news/cut.jpg"].Data = whole
	if after, _ := l.Look("news/cut.jpg", true); after.Pixels.Mark == before.Pixels.Mark {
		t.Error("a saved picture keeps its address in the preview")
	}
	l.Memory = nil
	if a, err := l.Look("news/photo.jpg", true); err != nil || a.Pixels.Stem != "" || a.Width != 30 {
		t.Errorf("without a memory: %+v, %v", a, err)
	}
}

// Each size says whose it is; a file that is linked to says that and no more.
func TestRightsInEachFile(t *testing.T) {
	rights := site.Rights{Creator: "منى", Credit: "المدار", Copyright: "© المدار"}
	data := meta.Write(samples()["photo.jpg"], "jpg", rights)
	recipes := []site.Recipe{{Width: 15, Height: 10, Format: "webp"}, {Width: 10, Height: 10, Format: "jpg"}, {Width: 30, Height: 20, Format: "png"}}
	picture, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	files, err := picture.Derive(recipes)
	if err != nil {
		t.Fatal(err)
	}
	for i, kind := range []string{"webp", "jpeg", "png"} {
		if got := meta.Read(files[i], kind).Rights; got != rights {
			t.Errorf("%s says %+v", kind, got)
		}
	}
	if linked, ok := Public("a.jpg", data); !ok || meta.Read(linked, "jpeg").Rights != rights {
		t.Errorf("the linked file says %+v", meta.Read(linked, "jpeg").Rights)
	}
	pdf := []byte("%PDF-1.7")
	if linked, ok := Public("a.pdf", pdf); !ok || !bytes.Equal(linked, pdf) {
		t.Error("another file is changed")
	}
	if _, err := Decode([]byte("x")); err == nil {
		t.Error("something is made of nothing")
	}
	few, more := Cost(data, recipes), Cost(data, []site.Recipe{{Width: 2000, Height: 1000, Format: "avif"}})
	if few < int64(len(data)) || more < few+80<<20 {
		t.Errorf("it takes %d bytes, and with an AVIF of two megapixels %d", few, more)
	}
}

// Why a picture cannot be decoded is said in words that an editor can act on; where the
// edition keeps pictures on another host, one that is not here has its address.
func TestWhatIsSaidOfPictures(t *testing.T) {
	for err, want := range map[error]refusal{encode.ErrLarge: errPixels, io.ErrUnexpectedEOF: errTruncated, encode.ErrUnknown: errDamaged} {
		if got := told(err); !errors.Is(got, want) {
			t.Errorf("%v is told as %v", err, got)
		}
	}
	l := &Library{Content: fstest.MapFS{"news/huge.jpg": {Data: make([]byte, 0)}}, Config: &site.Config{MediaBase: "https://m.example/x"}}
	for src, want := range map[string]string{"/uploads/صورة.jpg?v=1": "https://m.example/x/uploads/%D8%B5%D9%88%D8%B1%D8%A9.jpg", "b.jpg": "https://m.example/x/news/b.jpg", "../c.jpg": "https://m.example/x/c.jpg"} {
		if a, ok := l.OnMediaBase(Asked{Src: src, Place: site.Place("news", src)}); !ok || a.URL != want {
			t.Errorf("%s is at %s, %v, want %s", src, a.URL, ok, want)
		}
	}
	l.Config.MediaBase = ""
	if _, ok := l.OnMediaBase(Asked{Src: "b.jpg", Place: "news/b.jpg"}); ok {
		t.Error("there is no other host")
	}
}

// An AVIF that is too large to be scaled is shown as it is, unless a browser could not show it.
func TestLargeAVIF(t *testing.T) {
	if f, _, err := Study(avif("avif", []byte{2}, ispe(5000, 4000))); err != nil || f.Format != "" || f.Width != 5000 {
		t.Errorf("one of 20 million pixels: %+v, %v", f, err)
	}
	if _, _, err := Study(avif("avif", []byte{2}, ispe(20000, 20000))); !errors.Is(err, errPixels) {
		t.Errorf("one of 400 million pixels: %v", err)
	}
}
