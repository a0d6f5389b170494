package meta

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"strings"
	"testing"

	"golang.org/x/image/webp"

	"warraq/site"
	"warraq/site/media/encode/libwebp"
	"warraq/site/media/heif"
)

var whole = site.Rights{
	Headline: "عنوان", Caption: `شرح "فيه" <علامات> & أخرى`, Creator: "منى الشهابي", Credit: "المدار", Copyright: "© المدار 2026",
	License: "https://example.org/license/", Origin: "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
}

// files are one small picture in the three formats.
func files(t *testing.T) map[string][]byte {
	img := image.NewNRGBA(image.Rect(0, 0, 20, 10))
	for i := range img.Pix {
		img.Pix[i] = uint8(i*7) | 1
	}
	for y := range 10 {
		img.SetNRGBA(0, y, color.NRGBA{1, 2, 3, 255})
	}
	var j, p bytes.Buffer
	w, err := libwebp.Encode(img, libwebp.Options{Quality: 80})
	if err != nil || jpeg.Encode(&j, img, nil) != nil || png.Encode(&p, img) != nil {
		t.Fatal(err)
	}
	return map[string][]byte{"jpeg": j.Bytes(), "png": p.Bytes(), "webp": w}
}

func size(t *testing.T, kind string, data []byte) image.Point {
	t.Helper()
	decode := map[string]func(*bytes.Reader) (image.Image, error){
		"jpeg": func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) },
		"png":  func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) },
		"webp": func(r *bytes.Reader) (image.Image, error) { return webp.Decode(r) },
	}[kind]
	img, err := decode(bytes.NewReader(data))
	if err != nil {
		t.Errorf("%s cannot be decoded: %v", kind, err)
		return image.Point{}
	}
	return img.Bounds().Size()
}

// What a file says of its picture stays in the file that is made of it.
func TestRightsStay(t *testing.T) {
	for kind, data := range files(t) {
		format := strings.Replace(kind, "jpeg", "jpg", 1)
		got := Write(data, format, whole)
		if info := Read(got, kind); info.Rights != whole || info.Orientation != 1 {
			t.Errorf("%s says %+v", kind, info)
		}
		if size(t, kind, got) != (image.Point{X: 20, Y: 10}) {
			t.Errorf("%s has another size", kind)
		}
		if bare := Write(data, format, site.Rights{}); !bytes.Equal(bare, data) {
			t.Errorf("%s is changed by no rights", kind)
		}
	}
}

// camera is the EXIF block of a camera: orientation, artist, copyright, and a place.
func camera() []byte {
	le := binary.LittleEndian
	out := []byte("II*\x00\x08\x00\x00\x00\x04\x00")
	entry := func(tag, kind uint16, count, value uint32) {
		out = le.AppendUint32(le.AppendUint32(le.AppendUint16(le.AppendUint16(out, tag), kind), count), value)
	}
	entry(0x0112, 3, 1, 6)
	entry(0x013b, 2, 5, 62)
	entry(0x8298, 2, 7, 68)
	entry(0x8825, 4, 1, 76)
	out = append(le.AppendUint32(out, 0), "Mona\x00\x00(c) AP\x00"...)
	out = append(out, "\x01\x00\x1d\x00\x02\x00\x0b\x00\x00\x00\x5e\x00\x00\x00\x00\x00\x00\x002024:05:01\x00"...)
	return out
}

// iptc is an APP13 segment with fields of IPTC-IIM 4.2.
func iptc(fields map[byte]string) []byte {
	data := []byte("\x1c\x01\x5a\x00\x03\x1b%G") // it is in UTF-8
	for _, n := range []byte{80, 105, 110, 116, 120} {
		if s := fields[n]; s != "" {
			data = append(binary.BigEndian.AppendUint16(append(data, 0x1c, 2, n), uint16(len(s))), s...)
		}
	}
	out := append([]byte("Photoshop 3.0\x008BIM\x04\x04\x00\x00"), binary.BigEndian.AppendUint32(nil, uint32(len(data)))...)
	return append(out, data...)
}

func inserted(photo []byte, segments ...[]byte) []byte {
	out := []byte("\xff\xd8")
	for _, s := range segments {
		out = segment(out, s[0], s[1:])
	}
	return append(out, photo[2:]...)
}

// A photograph as it comes from a camera and an agency: its rights are read, and of all
// else nothing is published.
func TestPhotographOfAnAgency(t *testing.T) {
	photo := inserted(files(t)["jpeg"],
		append([]byte("\xe1Exif\x00\x00"), camera()...),
		append([]byte{0xed}, iptc(map[byte]string{80: "منى", 110: "رويترز", 105: "زيارة", 116: "© رويترز", 120: "وصل الوزير"})...),
		[]byte("\xfehome is 33.5138 N"),
	)
	photo = append(photo, "PK\x03\x04 an archive behind the picture"...)
	info := Read(photo, "jpeg")
	want := site.Rights{Headline: "زيارة", Caption: "وصل الوزير", Creator: "منى", Credit: "رويترز", Copyright: "© رويترز"}
	if info.Rights != want || info.Orientation != 6 {
		t.Errorf("it says %+v", info)
	}
	clean, ok := Clean(photo, "jpeg")
	if !ok {
		t.Fatal("it cannot be cleaned")
	}
	for _, secret := range []string{"2024:05:01", "33.5138", "(c) AP", "Photoshop", "an archive"} {
		if bytes.Contains(clean, []byte(secret)) {
			t.Errorf("%q is published", secret)
		}
	}
	if again := Read(clean, "jpeg"); again.Rights != want || again.Orientation != 6 {
		t.Errorf("the clean picture says %+v", again)
	}
	if size(t, "jpeg", clean) != (image.Point{X: 20, Y: 10}) {
		t.Error("the clean picture has another size")
	}
	// Without IPTC, EXIF tells.
	plain := Read(inserted(files(t)["jpeg"], append([]byte("\xe1Exif\x00\x00"), camera()...)), "jpeg")
	if plain.Rights != (site.Rights{Creator: "Mona", Copyright: "(c) AP"}) {
		t.Errorf("EXIF says %+v", plain.Rights)
	}
}

func TestCleanKeepsOrientationInAllFormats(t *testing.T) {
	for kind, data := range files(t) {
		turned := map[string]func([]byte, int, []byte) []byte{"jpeg": jpegWith, "png": pngWith, "webp": riffWith}[kind](data, 8, nil)
		clean, ok := Clean(turned, kind)
		if info := Read(clean, kind); !ok || info.Orientation != 8 || info.Rights != (site.Rights{}) {
			t.Errorf("%s says %+v", kind, info)
		}
		size(t, kind, clean)
	}
}

// What is no value of a field is none, and a camera's own caption says nothing.
func TestOddRights(t *testing.T) {
	photo := files(t)["jpeg"]
	for _, c := range []struct{ give, want site.Rights }{
		{site.Rights{License: "javascript:alert(1)", Origin: "http://evil.example/"}, site.Rights{}},
		{site.Rights{License: "https://a.example/ x"}, site.Rights{}},
		{site.Rights{Caption: "OLYMPUS DIGITAL CAMERA"}, site.Rights{}},
		{site.Rights{Caption: "  سطر\n\tآخر \u202e"}, site.Rights{Caption: "سطر آخر"}},
		{site.Rights{Credit: strings.Repeat("م", 9000)}, site.Rights{Credit: strings.Repeat("م", longest)}},
	} {
		if got := Read(Write(photo, "jpg", c.give), "jpeg").Rights; got != c.want {
			t.Errorf("%.60v is read as %.60v", c.give, got)
		}
	}
}

func TestAnimations(t *testing.T) {
	frame := func() *image.Paletted {
		return image.NewPaletted(image.Rect(0, 0, 4, 4), color.Palette{color.Black, color.White})
	}
	for n := 1; n <= 3; n++ {
		var b bytes.Buffer
		g := &gif.GIF{}
		for range n {
			g.Image, g.Delay = append(g.Image, frame()), append(g.Delay, 1)
		}
		if err := gif.EncodeAll(&b, g); err != nil {
			t.Fatal(err)
		}
		if got := Read(b.Bytes(), "gif").Animated; got != (n > 1) {
			t.Errorf("a GIF of %d pictures is animated: %v", n, got)
		}
	}
	still := files(t)
	moving := pngChunk([]byte(pngHead), "acTL", make([]byte, 8))
	if Read(still["png"], "png").Animated || Read(still["webp"], "webp").Animated || !Read(append(moving, still["png"][8:]...), "png").Animated {
		t.Error("PNG or WebP")
	}
	if !Read(segmentOf("c2pa"), "jpeg").Provenance || Read(still["jpeg"], "jpeg").Provenance {
		t.Error("content credentials")
	}
}

func segmentOf(string) []byte {
	return segment([]byte("\xff\xd8"), 0xeb, []byte("JP\x00\x01\x00\x00\x00\x01\x00\x00\x00\x1ejumb\x00\x00\x00\x16jumdc2pa\x00"))
}

// No bytes make the room fail, and what is called clean has no metadata.
func FuzzClean(f *testing.F) {
	t := &testing.T{}
	for _, data := range files(t) {
		f.Add(data)
		f.Add(data[:len(data)/2])
	}
	f.Add(inserted(files(t)["jpeg"], append([]byte("\xe1Exif\x00\x00"), camera()...)))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00\x2c"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, kind := range []string{"jpeg", "png", "webp", "gif", ""} {
			info := Read(data, kind)
			if info.Orientation < 1 || info.Orientation > 8 {
				t.Errorf("orientation %d", info.Orientation)
			}
			if clean, ok := Clean(data, kind); ok && len(clean) > len(data)+8000+4*len(packet(info.Rights)) {
				t.Errorf("%d bytes of %d", len(clean), len(data))
			}
		}
	})
}

// An AVIF that says whose it is says that and stays an AVIF; one that is linked to keeps it,
// and a HEIC is turned by its boxes.
func TestRightsInAVIF(t *testing.T) {
	data, err := os.ReadFile("../encode/testdata/quartersP3.avif")
	if err != nil {
		t.Fatal(err)
	}
	rights := site.Rights{Credit: "المدار", Creator: "منى <ش>", License: "https://example.org/l"}
	named := Write(data, "avif", rights)
	if got := Read(named, "avif"); got.Rights != rights || got.Orientation != 1 || got.Animated {
		t.Errorf("says %+v", got)
	}
	before, _ := heif.Read(bytes.NewReader(data))
	if after, err := heif.Read(bytes.NewReader(named)); err != nil || after.Width != before.Width || len(named) < len(data)+200 {
		t.Errorf("%+v, %v", after, err)
	}
	clean, ok := Clean(named, "avif")
	if got := Read(clean, "avif").Rights; !ok || got != rights || len(clean) != len(named) {
		t.Errorf("the linked file says %+v", got)
	}
	secret := Write(data, "avif", site.Rights{Caption: strings.Repeat("x", 900), Credit: "المدار"})
	if clean, _ := Clean(bytes.ReplaceAll(secret, []byte("dc:description"), []byte("dc:latitude000")), "avif"); bytes.Contains(clean, []byte("latitude")) {
		t.Error("a place is left")
	}
}

// A GIF keeps its frames and how often they are shown; a comment, XMP and what follows go.
func TestGIFSaysNothing(t *testing.T) {
	var b bytes.Buffer
	frame := image.NewPaletted(image.Rect(0, 0, 6, 4), color.Palette{color.Black, color.White})
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{9, 9}, LoopCount: 3}); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	head := 13 + gifTable(whole[10])
	said := bytes.Join([][]byte{whole[:head], []byte("\x21\xfe\x06\x33\x31.95N\x00"), []byte("\x21\xff\x0bXMP DataXMP\x08GPS31.95\x00"), whole[head:], []byte("<script>PK")}, nil)
	clean, ok := Clean(said, "gif")
	if !ok || !bytes.Equal(clean, whole) {
		t.Errorf("%q, %v, want %q", clean, ok, whole)
	}
	for cut := range whole {
		if clean, ok := Clean(whole[:cut], "gif"); ok {
			t.Errorf("cut after %d bytes it is clean: %q", cut, clean)
		}
	}
}
