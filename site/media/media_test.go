package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
)

// encoded makes a real picture of 40×30.
func encoded(t *testing.T, encode func(io.Writer, image.Image) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, image.NewPaletted(image.Rect(0, 0, 40, 30), palette.Plan9)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(w io.Writer, m image.Image) error { return jpeg.Encode(w, m, nil) }
func gifOf(w io.Writer, m image.Image) error  { return gif.Encode(w, m, nil) }

// pngHeader is the beginning of a PNG (W3C PNG, §5.6 and §11.2.1).
func pngHeader(w, h uint32) []byte {
	b := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	ihdr := append([]byte("IHDR"), 0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0)
	binary.BigEndian.PutUint32(ihdr[4:], w)
	binary.BigEndian.PutUint32(ihdr[8:], h)
	return binary.BigEndian.AppendUint32(append(b, ihdr...), crc32.ChecksumIEEE(ihdr))
}

// jpegHeader is a JFIF up to its frame header (ITU T.81, B.2.2; T.871, 10.1).
func jpegHeader(w, h uint16) []byte {
	b := append([]byte{0xff, 0xd8, 0xff, 0xe0, 0, 16}, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"...)
	b = append(b, 0xff, 0xc0, 0, 17, 8, byte(h>>8), byte(h), byte(w>>8), byte(w), 3)
	return append(b, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1)
}

// gifHeader is a GIF up to its screen descriptor (GIF89a, 18).
func gifHeader(w, h uint16) []byte {
	return append([]byte("GIF89a"), byte(w), byte(w>>8), byte(h), byte(h>>8), 0, 0, 0)
}

// webpHeader is the beginning of a WebP of one of the three kinds (RFC 9649).
func webpHeader(kind string, w, h uint32) []byte {
	var body []byte
	switch kind {
	case "VP8X": // §2.7.1.1: flags, then width-1 and height-1 in 24 bits
		w, h := w-1, h-1
		body = []byte{0, 0, 0, 0, byte(w), byte(w >> 8), byte(w >> 16), byte(h), byte(h >> 8), byte(h >> 16)}
	case "VP8L": // §3.4: a signature, then width-1 and height-1 in 14 bits
		bits := w - 1 | (h-1)<<14
		body = binary.LittleEndian.AppendUint32([]byte{0x2f}, bits)
		body = append(body, 0)
	case "VP8 ": // RFC 6386, §9.1: a frame tag, a start code, and 14 bits each
		body = []byte{0x10, 0x02, 0, 0x9d, 0x01, 0x2a, byte(w), byte(w >> 8), byte(h), byte(h >> 8)}
		body = append(body, make([]byte, 16)...)
	}
	b := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)+12))
	b = append(b, "WEBP"+kind...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(body)))
	return append(b, body...)
}

// bx is a box of ISO/IEC 14496-12.
func bx(name string, content ...[]byte) []byte {
	data := bytes.Join(content, nil)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(len(data)+8)), name...), data...)
}

func u32(n ...uint32) (b []byte) {
	for _, v := range n {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return b
}

func ispe(w, h uint32) []byte { return bx("ispe", u32(0, w, h)) }

// avif is a file with two items, as the tools write it that add a thumbnail
// first: item 1 is of 160×120, item 2, the primary one, has the properties at
// the given places, from 1 (ISO/IEC 23008-12, §6 and §9).
func avif(brand string, places []byte, properties ...[]byte) []byte {
	ipma := append(u32(0, 2), 0, 1, 1, 1) // item 1 has one property, the first
	ipma = append(ipma, 0, 2, byte(len(places)))
	ipma = append(ipma, places...)
	meta := bx("meta", u32(0),
		bx("hdlr", u32(0, 0), []byte("pict"), u32(0, 0, 0), []byte{0}),
		bx("pitm", u32(0), []byte{0, 2}),
		bx("iprp", bx("ipco", append([][]byte{ispe(160, 120)}, properties...)...), bx("ipma", ipma)),
	)
	return bytes.Join([][]byte{bx("ftyp", []byte("mif1"), u32(0), []byte("miaf"+brand)), bx("free", make([]byte, 9)), meta, bx("mdat", make([]byte, 20))}, nil)
}

func TestMeasure(t *testing.T) {
	pixi := bx("pixi", u32(0), []byte{3, 8, 8, 8})
	for _, c := range []struct {
		name string
		data []byte
		want Size
	}{
		{"a.jpg", encoded(t, jpegOf), Size{40, 30}},
		{"a.png", encoded(t, png.Encode), Size{40, 30}},
		{"a.gif", encoded(t, gifOf), Size{40, 30}},
		{"a.jpg", encoded(t, png.Encode), Size{40, 30}}, // a wrong name: browsers look at the bytes too
		{"a.jpg", jpegHeader(1200, 675), Size{1200, 675}},
		{"a.webp", webpHeader("VP8X", 1200, 675), Size{1200, 675}},
		{"a.webp", webpHeader("VP8L", 1200, 675), Size{1200, 675}},
		{"a.webp", webpHeader("VP8 ", 1200, 675), Size{1200, 675}},
		{"a.avif", avif("avif", []byte{2, 0x83}, ispe(1200, 675), pixi), Size{1200, 675}},
		{"a.avif", avif("avif", []byte{0x82, 0x83}, ispe(1200, 675), bx("irot", []byte{1})), Size{675, 1200}},
		{"a.avif", avif("avif", []byte{0x82, 0x83}, ispe(1200, 675), bx("irot", []byte{2})), Size{1200, 675}},
		{"a.avif", avif("avis", []byte{3}, pixi, ispe(9, 8)), Size{9, 8}},
		{"a.heic", avif("heic", []byte{3}, pixi, ispe(9, 8)), Size{9, 8}},
		{"a.png", pngHeader(30000, 30000), Size{30000, 30000}},
		{"a.svg", []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="120px" height=" 80 "/>`), Size{120, 80}},
		{"a.SVG", []byte(`<svg viewBox="0 0 64 48"><path d="M0 0"/></svg>`), Size{64, 48}},
		{"a.svg", []byte(`<svg width="100%" height="100%" viewBox="0,0,64,48"/>`), Size{64, 48}},
		{"a.svg", []byte(`<svg width="10"><svg width="3" height="4"/></svg>`), Size{}},
		{"a.svg", []byte(`<svg width="1e300" height="NaN" viewBox="0 0 -4 x"/>`), Size{}},
		{"a.svg", []byte(`<svg width="4" height="4"><a href="https://example.org/"><text>javascript: نصّ</text></a></svg>`), Size{4, 4}},
	} {
		if got, err := Measure(c.name, bytes.NewReader(c.data)); got != c.want || err != nil {
			t.Errorf("%s %.30q: %v, %v; want %v", c.name, c.data, got, err, c.want)
		}
	}
}

// hostile are files that must be refused, and cost next to nothing.
func hostile(t *testing.T) map[string][]byte {
	t.Helper()
	endless := bytes.Repeat([]byte{0xff, 0xe1, 0xff, 0xff}, 1) // a segment of EXIF of 64 KiB
	endless = append(append([]byte{0xff, 0xd8}, bytes.Repeat(append(endless, make([]byte, 0xfffd)...), 400)...), jpegHeader(10, 10)[2:]...)
	huge := u32(0x7fffffff)
	return map[string][]byte{
		"empty.jpg":      {},
		"zero.jpg":       make([]byte, 100),
		"text.jpg":       []byte("<!doctype html><title>404</title>"),
		"film.mp4":       bx("ftyp", []byte("isom"), u32(0), []byte("isomavc1")),
		"avci.avif":      avif("avci", []byte{2}, ispe(10, 10)),
		"version.avif":   bytes.Replace(avif("avci", []byte{2}, ispe(10, 10)), []byte("mif1\x00\x00\x00\x00"), []byte("mif1avif"), 1),
		"large.png":      pngHeader(60000, 60000),
		"negative.png":   pngHeader(0xffffffff, 10),
		"empty.png":      pngHeader(0, 10),
		"large.jpg":      jpegHeader(60000, 60000),
		"large.gif":      gifHeader(60000, 60000),
		"empty.gif":      gifHeader(0, 0),
		"large.webp":     webpHeader("VP8X", 60000, 60000),
		"large.avif":     avif("avif", []byte{2}, ispe(60000, 60000)),
		"most.avif":      avif("avif", []byte{2}, ispe(0xffffffff, 0xffffffff)),
		"empty.avif":     avif("avif", []byte{2}, ispe(0, 0)),
		"none.avif":      avif("avif", []byte{0, 9}, ispe(10, 10)), // no property of its own
		"short.avif":     avif("avif", []byte{2}, bx("ispe", u32(0, 10))),
		"nometa.avif":    bx("ftyp", []byte("avif"), u32(0)),
		"hugemeta.avif":  append(bx("ftyp", []byte("avif"), u32(0)), append(huge, "meta\x00\x00\x00\x00"...)...),
		"hugeftyp.avif":  append(huge, "ftypavif\x00\x00\x00\x00"...),
		"hugebox.avif":   append(bx("ftyp", []byte("avif"), u32(0)), append(huge, "free"...)...),
		"ofnosize.avif":  append(bx("ftyp", []byte("avif"), u32(0)), append(u32(0), "mdat"...)...),
		"inner.avif":     append(bx("ftyp", []byte("avif"), u32(0)), bx("meta", u32(0), huge, []byte("iprp"))...),
		"manyitems.avif": append(bx("ftyp", []byte("avif"), u32(0)), bx("meta", u32(0), bx("iprp", bx("ipco"), bx("ipma", u32(1, 0xffffffff, 1))))...),
		"endless.jpg":    endless,
		"script.svg":     []byte(`<svg width="4" height="4"><script>alert(1)</script></svg>`),
		"foreign.svg":    []byte(`<svg><foreignObject/></svg>`),
		"onload.svg":     []byte(`<svg onload="alert(1)"/>`),
		"ONLOAD.svg":     []byte(`<svg ONLOAD="alert(1)"/>`),
		"link.svg":       []byte(`<svg><a href=" java&#10;script:alert(1)"/></svg>`),
		"xlink.svg":      []byte(`<svg xmlns:xlink="http://www.w3.org/1999/xlink"><a xlink:href="JavaScript:alert(1)"/></svg>`),
		"animate.svg":    []byte(`<svg><a><animate attributeName="href" values="#;javascript:alert(1)"/></a></svg>`),
		"html.svg":       []byte(`<html><svg/></html>`),
		"nothing.svg":    {},
		"torn.svg":       []byte(`<svg width="4" height="4"><g>`),
		"heavy.svg":      []byte(`<svg>` + strings.Repeat("<g/>", 1<<20) + `</svg>`),
		"entity.svg":     []byte(`<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>`),
	}
}

func TestHostilePicturesAreRefusedCheaply(t *testing.T) {
	for name, data := range hostile(t) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		size, err := Measure(name, bytes.NewReader(data))
		runtime.ReadMemStats(&after)
		if err == nil || size != (Size{}) {
			t.Errorf("%s measures %v", name, size)
		}
		most := uint64(2 << 20)
		if strings.HasSuffix(name, ".svg") {
			most = 16 << 20 // it is read whole, up to 2 MB
		}
		if spent := after.TotalAlloc - before.TotalAlloc; spent > most {
			t.Errorf("%s costs %d bytes of memory", name, spent)
		}
	}
}

// A file that is cut off anywhere in its header is refused, and nothing more.
func TestTruncatedPicturesAreRefused(t *testing.T) {
	for name, data := range map[string][]byte{
		"a.jpg": jpegHeader(10, 10), "a.png": pngHeader(10, 10), "a.gif": gifHeader(10, 10),
		"a.webp": webpHeader("VP8X", 10, 10), "b.webp": webpHeader("VP8L", 10, 10)[:25], "c.webp": webpHeader("VP8 ", 10, 10)[:30],
		"a.avif": bytes.TrimSuffix(avif("avif", []byte{2, 3}, ispe(10, 10), bx("irot", []byte{1})), bx("mdat", make([]byte, 20))),
		"a.svg":  []byte(`<svg width="4" height="4"><g id="x">text</g></svg>`),
	} {
		for n := range data {
			if size, err := Measure(name, bytes.NewReader(data[:n])); err == nil {
				t.Errorf("%s, cut after %d of %d bytes, measures %v", name, n, len(data), size)
			}
		}
		if _, err := Measure(name, bytes.NewReader(data)); err != nil {
			t.Errorf("%s, whole: %v", name, err)
		}
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestADiskThatFails(t *testing.T) {
	for _, name := range []string{"a.jpg", "a.svg"} {
		if size, err := Measure(name, failing{}); err == nil {
			t.Errorf("%s measures %v", name, size)
		}
	}
}

// Real pictures of all formats are measured, where a folder of them is given.
func TestRealPictures(t *testing.T) {
	dir := os.Getenv("WARRAQ_PICTURES")
	if dir == "" {
		t.Skip("WARRAQ_PICTURES names no folder")
	}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch strings.ToLower(filepath.Ext(path)) {
		case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif":
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			size, err := Measure(path, bytes.NewReader(data))
			if t.Log(filepath.Base(path), size); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func FuzzMeasure(f *testing.F) {
	f.Add("a.jpg", jpegHeader(10, 10))
	f.Add("a.png", pngHeader(10, 10))
	f.Add("a.avif", avif("avif", []byte{2}, ispe(10, 10)))
	f.Add("a.svg", []byte(`<svg viewBox="0 0 4 4"/>`))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		size, err := Measure(name, bytes.NewReader(data))
		if size.Width < 0 || size.Height < 0 || size.Width > maxSide || size.Height > maxSide || err != nil && size != (Size{}) {
			t.Errorf("%q measures %v, %v", name, size, err)
		}
	})
}

// What is known of a derivation by its key: the bytes and the recipe, and not
// where the file lies.
func TestDerivationKey(t *testing.T) {
	wide := Derivation{Source{Name: "politics/visit.jpg", Hash: site.Sum{1}}, site.Recipe{Width: 800, Height: 450, Format: "webp"}}
	for what, c := range map[string]struct {
		change func(*Derivation)
		same   bool
	}{
		"another name":        {func(d *Derivation) { d.Source.Name = "culture/visit.jpg" }, true},
		"other bytes":         {func(d *Derivation) { d.Source.Hash = site.Sum{2} }, false},
		"another width":       {func(d *Derivation) { d.Recipe.Width = 400 }, false},
		"another format":      {func(d *Derivation) { d.Recipe.Format = "jpg" }, false},
		"another shape":       {func(d *Derivation) { d.Recipe.Height = 800 }, false},
		"another focus":       {func(d *Derivation) { d.Recipe.Focus = site.Focus{X: 30, Y: 20} }, false},
		"the original itself": {func(d *Derivation) { d.Recipe = site.AsIs }, false},
	} {
		other := wide
		c.change(&other)
		if same := other.Key() == wide.Key(); same != c.same {
			t.Errorf("%s: the same key: %v, want %v", what, same, c.same)
		}
	}
}

func TestDerivationPath(t *testing.T) {
	hash := site.Sum{1}
	mark := Source{Hash: hash}.Mark()
	for _, c := range []struct {
		source string
		recipe site.Recipe
		want   string
	}{
		{"politics/visit.jpg", site.AsIs, "media/politics/visit.jpg"},
		{"/img/logo.png", site.AsIs, "img/logo.png"},
		{"politics/زيارة.jpeg", site.Recipe{Width: 800, Height: 450, Format: "webp"}, "media/politics/زيارة-" + mark + "-800x450.webp"},
		{"politics/visit.jpg", site.Recipe{Width: 800, Height: 800, Format: "jpg", Focus: site.Focus{X: -20, Y: 30}}, "media/politics/visit-" + mark + "-800x800-f30x80.jpg"},
		{"/img/a-b.c.png", site.Recipe{Width: 8, Height: 4, Format: "png"}, "media/img/a-b.c-" + mark + "-8x4.png"},
	} {
		d := Derivation{Source{Name: c.source, Hash: hash}, c.recipe}
		got := d.Path()
		if got != c.want {
			t.Errorf("%s, %+v: published as %s, want %s", c.source, c.recipe, got, c.want)
		}
		if c.recipe == site.AsIs {
			continue
		}
		if stem, m, recipe, ok := ParseRecipe(got); !ok || recipe != c.recipe || m != mark || stem != d.Source.stem() {
			t.Errorf("%s is read as %s, %s, %+v, %v", got, stem, m, recipe, ok)
		}
	}
	for _, name := range []string{"", "a.webp", "media/visit-800x450.webp", "media/v-1f0c2e9b-800x450.gif", "media/v-1f0c2e9b-0x4.webp", "media/v-1f0c2e9b-+8x4.webp", "media/v-1f0c2e9b-08x4.webp", "media/v-1f0c2e9b-8x4-f101x2.webp", "media/v-1f0c2e9b-8x4-f50x50.webp"} {
		if _, _, r, ok := ParseRecipe(name); ok {
			t.Errorf("%q is read as %+v", name, r)
		}
	}
	if name, static := (Source{Name: "/img/logo.png"}).File(); name != "img/logo.png" || !static {
		t.Errorf("found as %s, static %v", name, static)
	}
	if name, static := (Source{Name: "politics/visit.jpg"}).File(); name != "politics/visit.jpg" || static {
		t.Errorf("found as %s, static %v", name, static)
	}
}

func TestLibrary(t *testing.T) {
	l := &Library{
		Content: fstest.MapFS{
			"politics/visit.png":  {Data: pngHeader(1200, 675)},
			"politics/report.pdf": {Data: []byte("%PDF")},
			"politics/bad.jpg":    {Data: []byte("text")},
			"politics/dir/x":      {},
		},
		Static: fstest.MapFS{"img/logo.svg": {Data: []byte(`<svg width="4" height="3"/>`)}, "img/run.svg": {Data: []byte(`<svg onload="x"/>`)}, "img/ai.svg": {Data: []byte(`<!DOCTYPE svg [<!ENTITY n "http://www.w3.org/2000/svg">]><svg xmlns="&n;" width="4" height="3"/>`)}},
		Config: &site.Config{BaseURL: "https://example.org/news"},
	}
	if a := l.Attachments(); !a.Folders["img"] || a.Folders["politics"] {
		t.Errorf("the folders of static/ are %v", a.Folders)
	}
	for _, c := range []struct {
		place   string
		picture bool
		want    site.Attachment
		rule    string // of the problem, if there is one
		level   site.Level
		ar      string
	}{
		{"politics/visit.png", true, site.Attachment{Path: "media/politics/visit.png", URL: "/news/media/politics/visit.png", Width: 1200, Height: 675, Size: 33, Found: true}, "", "", ""},
		{"/img/logo.svg", true, site.Attachment{Path: "img/logo.svg", URL: "/news/img/logo.svg", Width: 4, Height: 3, Size: 27, Found: true}, "", "", ""},
		{"politics/report.pdf", false, site.Attachment{Path: "media/politics/report.pdf", URL: "/news/media/politics/report.pdf", Size: 4, Found: true}, "", "", ""},
		{"politics/none.png", true, site.Attachment{}, "picture/missing", site.LevelWarning, "لا ملف باسم content/politics/none.png، فتُنشر القصة من غيره"},
		{"/img/none.png", true, site.Attachment{URL: "/news/img/none.png"}, "picture/missing", site.LevelWarning, "لا ملف باسم static/img/none.png"},
		{"../secret.png", true, site.Attachment{}, "picture/missing", site.LevelWarning, "لا ملف باسم content/../secret.png، فتُنشر القصة من غيره"},
		{"politics/bad.jpg", true, site.Attachment{}, "picture/unreadable", site.LevelWarning, "لا تُعرض هذه الصورة، فتُنشر القصة من غيرها: ليست صورة تعرضها المتصفحات"},
		{"/img/ai.svg", true, site.Attachment{Path: "img/ai.svg", URL: "/news/img/ai.svg", Width: 4, Height: 3, Size: 96, Found: true}, "", "", ""},
		{"/img/run.svg", true, site.Attachment{}, "picture/unreadable", site.LevelWarning, "لا تُعرض هذه الصورة، فتُنشر القصة من غيرها: في ملف SVG برنامج"},
		{"politics/dir", false, site.Attachment{}, "picture/unreadable", site.LevelWarning, ""},
	} {
		c.want.Place = c.place
		got, err := l.Look(c.place, c.picture)
		if got != c.want || (err == nil) != (c.rule == "") {
			t.Errorf("%s: %+v, %v; want %+v", c.place, got, err, c.want)
		}
		if err == nil {
			continue
		}
		p := l.Problem("politics/visit.md", Asked{Place: c.place, Line: 3}, err)
		if p.Rule != c.rule || p.Level != c.level || p.Place() != "content/politics/visit.md:3" || c.ar != "" && p.Message.Ar != c.ar || p.Hint.Ar == "" {
			t.Errorf("%s: %+v", c.place, p)
		}
	}
	if data, err := l.Read("politics/report.pdf"); string(data) != "%PDF" || err != nil {
		t.Errorf("reads %q, %v", data, err)
	}
	if p := ElsewhereProblem("a.md", Asked{Place: "/uploads/x.jpg"}, "uploads"); p.Level != site.LevelWarning || !strings.Contains(p.Message.Ar, "static/uploads") {
		t.Errorf("%+v", p)
	}
}

// What a browser would run as a part of the site stays out of the output, also
// behind a plain link; so do files whose names begin with a dot.
func TestWhatRunsIsNotPublished(t *testing.T) {
	svg := func(s string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(`<?xml version="1.0"?>` + s)}
	}
	l := &Library{Static: fstest.MapFS{}, Config: &site.Config{BaseURL: "https://example.org"}, Content: fstest.MapFS{
		"n/plain.svg":   svg(`<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd"><svg width="4" height="3"/>`),
		"n/script.svg":  svg(`<svg><script>1</script></svg>`),
		"n/dtd.svg":     svg(`<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]><svg/>`),
		"n/entity.svg":  svg(`<!DOCTYPE svg [<!ENTITY x "y">]><svg/>`),
		"n/srcdoc.svg":  svg(`<svg><a srcdoc="x"/></svg>`),
		"n/iframe.svg":  svg(`<svg xmlns:h="http://www.w3.org/1999/xhtml"><h:IFrame src="x"/></svg>`),
		"n/animate.svg": svg(`<svg><set attributeName="onmouseover" to="alert(1)"/></svg>`),
		"n/xslt.svg":    svg(`<?xml-stylesheet type="text/xsl" href="x.xsl"?><svg/>`),
		"n/data.svg":    svg(`<svg><a href=" da&#9;ta:text/html,x"/></svg>`),
		"n/form.svg":    svg(`<svg xmlns="http://www.w3.org/2000/svg"><form xmlns="http://www.w3.org/1999/xhtml" action="javascript:alert(1)"><button>x</button></form></svg>`),
		"n/math.svg":    svg(`<svg xmlns="http://www.w3.org/2000/svg"><m:math xmlns:m="http://www.w3.org/1998/Math/MathML"/></svg>`),
		"n/button.svg":  svg(`<svg><button formaction="x"/></svg>`),
		"n/notes.svg": svg(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces/inkscape"><s:namedview xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"><i:grid/></s:namedview>` +
			`<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><c:Work xmlns:c="http://creativecommons.org/ns#"/></r:RDF></metadata><path d="M0 0"/></svg>`),
		"n/SCRIPT.SVG": svg(`<svg onload="1"/>`),
		"n/a.xhtml":    {}, "n/b.XHT": {}, "n/c.html": {}, "n/d.js": {}, "n/e.svgz": {}, "n/f.php": {},
		"n/y.html.ar": {}, "n/pp.php.jpg": {}, "n/cc.xhtml.bak": {}, "n/oo.html.gz": {}, "n/r.htm.": {}, "n/d.svg.ar": {}, "n/D.svg.": {},
		"n/g.html5": {}, "n/h.rdf": {}, "n/i.Atom": {}, "n/j.rss": {}, "n/k.xbl": {}, "n/l.dtd": {}, "n/m.xspf": {}, "n/n.css": {}, "n/o.py": {}, "n/p.SH": {},
		"n/dump.sql": {}, "n/dump.sql.gz": {}, "n/source.eml": {}, "n/report.pdf~": {}, "n/report.pdf.bak": {}, "n/report.swp": {}, "n/a.orig": {}, "n/a.tmp": {}, "n/a.old": {},
		"n/Thumbs.db": {}, "n/#x.jpg#": {}, "n/ehthumbs.db": {}, "n/x.crdownload": {}, "n/.DS_Store": {},
		"n/تقرير.2024.pdf": {}, "n/v1.2.zip": {}, "n/500px-Map.svg.png": {}, "n/report.old.pdf": {}, "n/html": {},
		"edition.yaml": {}, "front.yaml": {}, "n/_index.md": {}, "n/.env": {}, ".env": {}, "n/.git/config": {}, "n/report.pdf": {}, "n/data.csv": {},
	}}
	for name := range l.Content.(fstest.MapFS) {
		public := slices.Contains([]string{
			"n/plain.svg", "n/notes.svg", "n/report.pdf", "n/data.csv", "n/تقرير.2024.pdf", "n/v1.2.zip", "n/500px-Map.svg.png", "n/report.old.pdf", "n/html",
		}, name)
		a, err := l.Look(name, false)
		if IsSVG(name) && !public { // it loses what would run, which is told
			clean, ok := Public(name, l.Content.(fstest.MapFS)[name].Data)
			if _, strict := Measure(name, bytes.NewReader(clean)); !ok || strict != nil || !a.Found || name != "n/entity.svg" && !errors.Is(err, errCleaned) {
				t.Errorf("%s: %+v, %v; published is %s: %v", name, a, err, clean, strict)
			}
			continue
		}
		if a.Found != public || (err == nil) != public {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
}
