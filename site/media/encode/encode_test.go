package encode

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"go/build"
	"hash/crc32"
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"golang.org/x/image/webp"

	"warraq/site"
	"warraq/site/media/encode/libwebp"
)

// corners is a picture whose quarters are red, green, blue and grey, from the upper left
// in reading order of Latin.
func corners(width, height int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for i, c := range quarters {
		at := image.Pt(i%2*width/2, i/2*height/2)
		draw.Draw(img, image.Rectangle{at, at.Add(image.Pt((width+1)/2, (height+1)/2))}, image.NewUniform(c), image.Point{}, draw.Src)
	}
	return img
}

var quarters = [4]color.NRGBA{{200, 30, 30, 255}, {30, 160, 30, 255}, {30, 30, 200, 255}, {120, 120, 120, 255}}

func jpegOf(img image.Image) []byte {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, &jpeg.Options{Quality: 95})
	return b.Bytes()
}

func pngOf(img image.Image) []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, img)
	return b.Bytes()
}

// made decodes what Make makes of a picture.
func made(t *testing.T, data []byte, orientation int, r site.Recipe) image.Image {
	t.Helper()
	p, err := Open(data, orientation)
	if err != nil {
		t.Fatal(err)
	}
	files, err := p.Make([]site.Recipe{r})
	if err != nil {
		t.Fatal(err)
	}
	decode := map[string]func(*bytes.Reader) (image.Image, error){
		"jpg":  func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) },
		"png":  func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) },
		"webp": func(r *bytes.Reader) (image.Image, error) { return webp.Decode(r) },
	}[r.Format]
	img, err := decode(bytes.NewReader(files[0]))
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != r.Width || b.Dy() != r.Height {
		t.Errorf("%+v is %v", r, b)
	}
	return img
}

// near says that a point of a picture, in percent, has a colour within some levels.
func near(img image.Image, x, y int, want color.NRGBA, levels int) bool {
	b := img.Bounds()
	c := color.NRGBAModel.Convert(img.At(b.Min.X+b.Dx()*x/100, b.Min.Y+b.Dy()*y/100)).(color.NRGBA)
	off := func(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }
	return max(off(c.R, want.R), off(c.G, want.G), off(c.B, want.B), off(c.A, want.A)) <= levels
}

// EXIF 2.32, table of the orientation tag: where row 0 and column 0 of the file are seen.
func TestOrientations(t *testing.T) {
	seen := [8][4]int{{0, 1, 2, 3}, {1, 0, 3, 2}, {3, 2, 1, 0}, {2, 3, 0, 1}, {0, 2, 1, 3}, {2, 0, 3, 1}, {3, 1, 2, 0}, {1, 3, 0, 2}}
	data := jpegOf(corners(120, 80))
	for i, want := range seen {
		r := site.Recipe{Width: 60, Height: 40, Format: "png"}
		if i >= 4 {
			r.Width, r.Height = 40, 60
		}
		img := made(t, data, i+1, r)
		for q, of := range want {
			if !near(img, 25+q%2*50, 25+q/2*50, quarters[of], 6) {
				t.Errorf("orientation %d: quarter %d is not that of %d", i+1, q, of)
			}
		}
	}
}

// A picture is cut around its focus, and within its edges.
func TestFocus(t *testing.T) {
	wide := jpegOf(corners(400, 100))
	for focus, want := range map[site.Focus]int{{X: -50}: 0, {X: -25}: 0, {X: 25}: 1, {X: 50}: 1} {
		img := made(t, wide, 1, site.Recipe{Width: 50, Height: 50, Format: "jpg", Focus: focus})
		if !near(img, 50, 20, quarters[want], 8) {
			t.Errorf("focus %v does not show quarter %d", focus, want)
		}
	}
	tall := jpegOf(corners(100, 400))
	for focus, want := range map[site.Focus]int{{Y: -50}: 0, {Y: 50}: 2} {
		if img := made(t, tall, 1, site.Recipe{Width: 64, Height: 36, Format: "webp", Focus: focus}); !near(img, 20, 50, quarters[want], 12) {
			t.Errorf("focus %v does not show quarter %d", focus, want)
		}
	}
}

// What shines through still does; in a format that cannot, nothing is asked for.
func TestTransparency(t *testing.T) {
	img := corners(64, 64)
	for x := range 32 {
		for y := range 32 {
			img.SetNRGBA(x, y, color.NRGBA{})
		}
	}
	for _, format := range []string{"png", "webp"} {
		got := made(t, pngOf(img), 1, site.Recipe{Width: 32, Height: 32, Format: format})
		if _, _, _, a := got.At(8, 8).RGBA(); a > 0x0400 || !near(got, 75, 75, quarters[3], 8) {
			t.Errorf("%s is not transparent, or has lost a colour", format)
		}
	}
	if p, _ := Open(pngOf(img), 1); p.Opaque() {
		t.Error("it is said to be opaque")
	}
	if p, _ := Open(pngOf(corners(8, 8)), 1); !p.Opaque() || p.Flat() {
		t.Error("it is said not to be opaque")
	}
}

// profile is an ICC profile (ICC.1:2010) of three primaries: their XYZ columns, and a
// gamma. With green and red exchanged, a picture looks wrong wherever it is ignored.
func profile(columns [3][3]float64, gamma float64) []byte {
	be := binary.BigEndian
	xyz := func(v [3]float64) []byte {
		out := []byte("XYZ \x00\x00\x00\x00")
		for _, x := range v {
			out = be.AppendUint32(out, uint32(int32(math.Round(x*65536))))
		}
		return out
	}
	curve := append([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01"), byte(gamma), byte(math.Mod(gamma, 1)*256), 0, 0)
	desc := append([]byte("desc\x00\x00\x00\x00\x00\x00\x00\x02x\x00"), make([]byte, 80)...)
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", desc}, {"wtpt", xyz([3]float64{0.9642, 1, 0.8249})}, {"rXYZ", xyz(columns[0])}, {"gXYZ", xyz(columns[1])}, {"bXYZ", xyz(columns[2])},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	table := be.AppendUint32(nil, uint32(len(tags)))
	var body []byte
	for _, tag := range tags {
		table = append(table, tag.name...)
		table = be.AppendUint32(be.AppendUint32(table, uint32(128+4+12*len(tags)+len(body))), uint32(len(tag.data)))
		body = append(body, tag.data...)
		body = append(body, make([]byte, -len(body)&3)...)
	}
	head := make([]byte, 128)
	be.PutUint32(head, uint32(128+len(table)+len(body)))
	copy(head[8:], "\x02\x10\x00\x00mntrRGB XYZ ")
	copy(head[36:], "acsp")
	for i, x := range []float64{0.9642, 1, 0.8249} {
		be.PutUint32(head[68+4*i:], uint32(x*65536))
	}
	return slices.Concat(head, table, body)
}

// withProfile puts a profile into a JPEG (ICC.1, annex B.4).
func withProfile(photo, icc []byte) []byte {
	body := append([]byte("ICC_PROFILE\x00\x01\x01"), icc...)
	out := append([]byte("\xff\xd8\xff\xe2"), byte((len(body)+2)>>8), byte(len(body)+2))
	return append(append(out, body...), photo[2:]...)
}

func TestProfilesBecomeSRGB(t *testing.T) {
	r, g, b := [3]float64{0.4361, 0.2225, 0.0139}, [3]float64{0.3851, 0.7169, 0.0971}, [3]float64{0.1431, 0.0606, 0.7141} // sRGB's, adapted to D50
	photo := withProfile(jpegOf(corners(64, 64)), profile([3][3]float64{g, r, b}, 2.2))
	for _, size := range []int{64, 20} { // as it is, and scaled
		got := made(t, photo, 1, site.Recipe{Width: size, Height: size, Format: "png"})
		for i, at := range [4][2]int{{25, 25}, {75, 25}, {25, 75}, {75, 75}} {
			q := quarters[i]
			if want := (color.NRGBA{q.G, q.R, q.B, 255}); !near(got, at[0], at[1], want, 9) {
				t.Errorf("in %d pixels quarter %d is %v, want %v", size, i, got.At(got.Bounds().Dx()*at[0]/100, got.Bounds().Dy()*at[1]/100), want)
			}
		}
	}
	p, err := Open(photo, 1)
	if c := p.Colour(); err != nil || len(c) != 7 {
		t.Errorf("its colour is %q, %v", c, err)
	}
}

// The standard library's own pictures, among them four inks and progressive ones, scaled,
// are what they are unscaled.
func TestRealPictures(t *testing.T) {
	dir := filepath.Join(build.Default.GOROOT, "src/image/testdata")
	want, err := os.Open(filepath.Join(dir, "video-001.png"))
	if err != nil {
		t.Skip("no pictures beside the standard library")
	}
	defer want.Close()
	original, _ := png.Decode(want)
	for _, name := range []string{"video-001.jpeg", "video-001.progressive.jpeg", "video-001.rgb.jpeg", "video-001.221212.jpeg", "video-001.q50.444.jpeg", "video-001.gif", "video-001.png", "video-001.interlaced.gif"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			continue
		}
		got := made(t, data, 1, site.Recipe{Width: 150, Height: 103, Format: "png"})
		sum := 0.0
		for y := range 103 {
			for x := range 150 {
				r1, g1, b1, _ := got.At(x, y).RGBA()
				r2, g2, b2, _ := original.At(x, y).RGBA()
				sum += math.Abs(float64(r1)-float64(r2)) + math.Abs(float64(g1)-float64(g2)) + math.Abs(float64(b1)-float64(b2))
			}
		}
		if mean := sum / 3 / 150 / 103 / 257; mean > 12 {
			t.Errorf("%s is %.1f levels off on average", name, mean)
		}
	}
}

// Four inks without a profile become the three colours that ImageMagick 6.9 makes of them.
func TestFourInks(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(build.Default.GOROOT, "src/image/testdata/video-001.cmyk.jpeg"))
	if err != nil {
		t.Skip("no pictures beside the standard library")
	}
	got := made(t, data, 1, site.Recipe{Width: 150, Height: 103, Format: "png"})
	for at, want := range map[image.Point]color.NRGBA{{X: 10, Y: 10}: {59, 2, 0, 255}, {X: 75, Y: 50}: {94, 19, 0, 255}, {X: 140, Y: 90}: {7, 12, 11, 255}} {
		if c := color.NRGBAModel.Convert(got.At(at.X, at.Y)).(color.NRGBA); c != want {
			t.Errorf("%v is %v, want %v", at, c, want)
		}
	}
}

// A WebP is shown in the colours that it was written with, white as white.
func TestWebPIn(t *testing.T) {
	white := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	draw.Draw(white, white.Rect, image.White, image.Point{}, draw.Src)
	for i, img := range []*image.NRGBA{corners(64, 64), white} {
		file, err := libwebp.Encode(img, libwebp.Options{Quality: 95, Method: 2})
		if err != nil {
			t.Fatal(err)
		}
		got := made(t, file, 1, site.Recipe{Width: 64, Height: 64, Format: "png"})
		for _, at := range []int{25, 75} {
			if want := img.NRGBAAt(64*at/100, 64*at/100); !near(got, at, at, want, 4) {
				t.Errorf("picture %d at %d is %v, want %v", i, at, got.At(64*at/100, 64*at/100), want)
			}
		}
	}
}

// One reading gives many files, each within the bytes that messengers take.
func TestHeavyJPEG(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 1200, 675))
	seed := uint32(1)
	for i := range img.Pix {
		seed = seed*1664525 + 1013904223
		if img.Pix[i] = uint8(seed >> 24); i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	p, err := Open(pngOf(img), 1)
	if err != nil {
		t.Fatal(err)
	}
	files, err := p.Make([]site.Recipe{{Width: 1200, Height: 675, Format: "jpg"}, {Width: 600, Height: 600, Format: "jpg"}})
	if err != nil || len(files) != 2 {
		t.Fatal(err)
	}
	plain := jpegOf(img)
	if len(files[0]) > len(plain)/2 || len(files[1]) > MostJPEG {
		t.Errorf("noise has %d bytes of %d; a part %d", len(files[0]), len(plain), len(files[1]))
	}
}

// header is a PNG that claims a size and has no pixels.
func header(width, height uint32) []byte {
	ihdr := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), width), height)
	ihdr = append(ihdr, 8, 6, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), ihdr...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(ihdr))
}

// What claims to be huge is not decoded, and what is damaged is an error.
func TestBadPictures(t *testing.T) {
	good := jpegOf(corners(400, 300))
	frame := bytes.Index(good, []byte{0xff, 0xc0})
	huge := bytes.Clone(good)
	copy(huge[frame+5:], "\xea\x60\xea\x60") // 60,000 by 60,000
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for name, data := range map[string][]byte{
		"nothing": nil, "a head": []byte("\xff\xd8\xff"), "cut": good[:len(good)/2], "text": []byte("<html>"), "no frame": good[:frame],
		"PNG without pixels": header(10, 10), "a cut GIF": []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00\x2c"), "RIFF": []byte("RIFF\x10\x00\x00\x00WEBPVP8 \x04\x00\x00\x00abcd"),
	} {
		if p, err := Open(data, 1); err == nil {
			t.Errorf("%s is a picture: %+v", name, p)
		}
	}
	for name, data := range map[string][]byte{"JPEG": huge, "PNG": header(60000, 60000)} {
		if _, err := Open(data, 1); !errors.Is(err, ErrLarge) {
			t.Errorf("a %s that claims 60,000 by 60,000 pixels: %v", name, err)
		}
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 64<<20 {
		t.Errorf("they took %d bytes", used)
	}
	for _, brand := range []string{"avif", "heic"} {
		if _, err := Open(claims(brand), 1); !errors.Is(err, ErrLarge) {
			t.Errorf("%s that claims 60,000 by 60,000 pixels: %v", brand, err)
		}
	}
	bomb := bombed()
	runtime.ReadMemStats(&before)
	p, err := Open(bomb, 1) // its pixels are good
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; err != nil || p.table != nil || used > 16<<20 {
		t.Errorf("a PNG whose profile is 200 MB: %v, and it takes %d bytes", err, used)
	}
}

// A real photograph of twelve million pixels is within the bound, also a progressive one.
func TestCost(t *testing.T) {
	photo := jpegOf(corners(64, 48))
	frame := bytes.Index(photo, []byte{0xff, 0xc0})
	copy(photo[frame+5:], "\x0b\xb8\x0f\xa0") // 4,000 by 3,000
	if cost, err := Cost(photo); err != nil || cost != 22_500_000 {
		t.Errorf("it takes %d, %v; want the bytes of its three planes, and a quarter for its sizes", cost, err)
	}
	photo[frame+1] = 0xc2
	if cost, _ := Cost(photo); cost != 90_000_000 || cost > MostMemory {
		t.Errorf("a progressive one takes %d", cost)
	}
}

// A PNG of sixteen bits takes eight bytes a pixel, four more for what is kept, and eight more
// where its rows do not follow each other; what takes too much with its file is not decoded.
func TestCostOfPNG(t *testing.T) {
	head := func(width uint32, interlaced byte, file int) []byte {
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewNRGBA64(image.Rect(0, 0, 1, 1))); err != nil {
			t.Fatal(err)
		}
		data := append(b.Bytes(), make([]byte, file)...)
		binary.BigEndian.PutUint32(data[16:], width)
		binary.BigEndian.PutUint32(data[20:], 1000)
		data[28] = interlaced
		binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
		return data
	}
	for _, c := range []struct {
		width      uint32
		interlaced byte
		file       int
		cost       int64
		fits       bool
	}{
		{8000, 0, 0, 96_000_000, true}, {8000, 1, 0, 160_000_000, true}, {9000, 1, 0, 180_000_000, false}, {13000, 0, 0, 156_000_000, true}, {13000, 0, 40 << 20, 156_000_000, false},
	} {
		data := head(c.width, c.interlaced, c.file)
		cost, err := Cost(data)
		if fits, _ := Fits(data); err != nil || cost != c.cost || fits != c.fits {
			t.Errorf("%d by 1,000, interlaced %d: %d, %v; it fits: %v", c.width, c.interlaced, cost, err, fits)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(jpegOf(corners(16, 12)), 1)
	f.Add(pngOf(corners(16, 12)), 6)
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00\x2c"), 1)
	f.Fuzz(func(t *testing.T, data []byte, orientation int) {
		if cost, err := Cost(data); err != nil || cost > 8<<20 {
			return
		}
		p, err := Open(data, orientation)
		if err != nil {
			return
		}
		w, h := p.Size()
		if _, err := p.Make([]site.Recipe{{Width: min(w, 20), Height: min(h, 10), Format: "jpg"}}); err != nil {
			t.Errorf("a picture of %d by %d is decoded and not encoded: %v", w, h, err)
		}
		p.Colour()
	})
}

// The pictures of telephones, and what is written as AVIF, have their colours, also where a
// row is shorter than the library's rows and where a channel has ten bits.
func TestHEICAndAVIF(t *testing.T) {
	red, green, blue, light := color.NRGBA{200, 30, 30, 255}, color.NRGBA{30, 160, 60, 255}, color.NRGBA{40, 60, 190, 255}, color.NRGBA{230, 230, 230, 255}
	for name, four := range map[string][4]color.NRGBA{
		"quarters.heic":   {red, green, blue, light},
		"quarters10.avif": {green, light, red, blue},                                                       // its box irot says a quarter against the clock
		"quartersP3.avif": {{218, 0, 6, 255}, {0, 163, 41, 255}, {34, 61, 198, 255}, {230, 230, 230, 255}}, // Display P3 by its codes; computed with the matrix of CSS Color 4
	} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		r := site.Recipe{Width: 40, Height: 30, Format: "png"}
		if name == "quarters10.avif" {
			r.Width, r.Height = 30, 40
		}
		img := made(t, data, 6, r) // the orientation of EXIF means nothing beside boxes
		for i, want := range four {
			if !near(img, 20+60*(i%2), 20+60*(i/2), want, 6) {
				t.Errorf("%s: quarter %d is %v, not %v", name, i, img.At(r.Width*(1+3*(i%2))/5, r.Height*(1+3*(i/2))/5), want)
			}
		}
		for cut := 0; cut < len(data); cut += 61 {
			if p, err := Open(data[:cut], 1); err == nil {
				p.Colour()
			}
		}
	}
}

// A size is the same bytes whatever else is made with it: what is kept from one build and what
// a clean build makes are the same.
func TestASizeDependsOnNothingElse(t *testing.T) {
	photo := corners(640, 420)
	for i := range photo.Pix {
		photo.Pix[i] ^= byte(i * i >> 9 & 31 &^ (i & 3 / 3 * 255))
	}
	clear := corners(640, 420)
	for y := range 100 {
		clear.Pix[clear.PixOffset(3*y, y)+3] = 90
	}
	grey := image.NewGray(image.Rect(0, 0, 640, 420))
	draw.Draw(grey, grey.Rect, photo, image.Point{}, draw.Src)
	few := image.NewPaletted(photo.Rect, palette.WebSafe)
	draw.Draw(few, few.Rect, photo, image.Point{}, draw.Src)
	var all []site.Recipe
	for _, w := range []int{500, 150, 40} {
		for _, focus := range []site.Focus{{}, {X: -40, Y: 30}} {
			all = append(all, site.Recipe{Width: w, Height: w * 42 / 64, Focus: focus, Format: "jpg"}, site.Recipe{Width: w, Height: w * 9 / 16, Focus: focus, Format: "jpg"})
		}
	}
	for name, data := range map[string][]byte{"photo": jpegOf(photo), "grey": jpegOf(grey), "clear": pngOf(clear), "few": pngOf(few)} {
		p, err := Open(data, 6)
		if err != nil {
			t.Fatal(err)
		}
		together, err := p.Make(all)
		if err != nil {
			t.Fatal(name, err)
		}
		for i, r := range all {
			alone, err := p.Make([]site.Recipe{r})
			if err != nil || !bytes.Equal(alone[0], together[i]) {
				t.Errorf("%s: %+v alone has other bytes, %v", name, r, err)
			}
		}
	}
}

// What is made small shows the same as what is scaled pixel by pixel, also in a plane of colour
// whose sides are no multiple, and where a part is transparent.
func TestSmaller(t *testing.T) {
	for _, size := range []int{101, 128, 333} {
		from := corners(size, size-1)
		for name, img := range map[string]image.Image{"colours": from, "grey": grey(from), "planes": decoded(t, jpegOf(from))} {
			for _, n := range []int{2, 3, 5} {
				small := shrink(img, n)
				if b := small.Bounds(); b.Dx() < size/n-1 || b.Dx() > size/n || b.Dy() < (size-1)/n-1 {
					t.Errorf("%s of %d by %d is %v", name, size, n, b)
				}
				for i := range 4 {
					x, y := 25+50*(i%2), 25+50*(i/2)
					want := color.NRGBAModel.Convert(img.At(size*x/100, size*y/100)).(color.NRGBA)
					if !near(small, x, y, want, 3) {
						t.Errorf("%s of %d by %d: quarter %d is another", name, size, n, i)
					}
				}
			}
		}
	}
	clear := image.NewNRGBA(image.Rect(0, 0, 16, 16))
	for i := 0; i < len(clear.Pix); i += 8 { // each second pixel is red, the others let all through
		copy(clear.Pix[i:], []byte{200, 30, 30, 255})
	}
	if got := shrinkColours(clear, 8, 8, 2).NRGBAAt(3, 3); got != (color.NRGBA{200, 30, 30, 128}) {
		t.Errorf("half of red is %v", got)
	}
}

func grey(img image.Image) image.Image {
	out := image.NewGray(img.Bounds())
	draw.Draw(out, out.Rect, img, image.Point{}, draw.Src)
	return out
}

func decoded(t *testing.T, data []byte) image.Image {
	t.Helper()
	img, err := decode(data)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// A picture that the camera held otherwise is cut where the reader sees the focus.
func TestACutOfATurnedPicture(t *testing.T) {
	shown := corners(240, 160)
	inverse := []int{0, 1, 2, 3, 4, 5, 8, 7, 6}
	for turn := 1; turn <= 8; turn++ {
		stored := jpegOf(upright(shown, inverse[turn]))
		for _, c := range []struct {
			x, y   int // the focus, in percent
			w, h   int
			colour [2]int // the quarters at the start and the end
		}{
			{0, 50, 20, 40, [2]int{0, 2}}, {100, 50, 20, 40, [2]int{1, 3}}, {50, 0, 60, 10, [2]int{0, 1}}, {50, 100, 60, 10, [2]int{2, 3}},
		} {
			img := made(t, stored, turn, site.Recipe{Width: c.w, Height: c.h, Focus: site.Focus{X: c.x - 50, Y: c.y - 50}, Format: "png"})
			if !near(img, 12, 12, quarters[c.colour[0]], 12) || !near(img, 88, 88, quarters[c.colour[1]], 12) {
				t.Errorf("turned by %d, around %d, %d: %v and %v", turn, c.x, c.y, img.At(c.w/8, c.h/8), img.At(c.w*7/8, c.h*7/8))
			}
		}
	}
}

// bombed is a PNG whose colour profile is 200 MB of zeros, packed.
func bombed() []byte {
	var packed bytes.Buffer
	w, _ := zlib.NewWriterLevel(&packed, zlib.BestSpeed)
	zeros := make([]byte, 1<<20)
	for range 200 {
		_, _ = w.Write(zeros)
	}
	_ = w.Close()
	body := append([]byte("iCCPx\x00\x00"), packed.Bytes()...)
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	chunk = binary.BigEndian.AppendUint32(append(chunk, body...), crc32.ChecksumIEEE(body))
	good := pngOf(corners(10, 10))
	return slices.Concat(good[:33], chunk, good[33:]) // after the header
}

// claims is an AVIF or HEIC that says it has 60,000 by 60,000 pixels.
func claims(brand string) []byte {
	data, err := os.ReadFile("testdata/quarters.heic")
	if err != nil {
		return nil
	}
	data = bytes.ReplaceAll(data, []byte("heic"), []byte(brand))
	for at := range data {
		if bytes.HasPrefix(data[at:], []byte("ispe")) {
			copy(data[at+8:], "\x00\x00\xea\x60\x00\x00\xea\x60")
		}
	}
	return data
}

// A profile whose tables claim more than it holds is not read: the library would make room for
// gigabytes.
func TestProfilesThatClaimTooMuch(t *testing.T) {
	good := profile([3][3]float64{{0.4360, 0.2225, 0.0139}, {0.3851, 0.7169, 0.0971}, {0.1431, 0.0606, 0.7139}}, 1.8)
	if !isWhole(good) || isWhole(nil) {
		t.Error("a good profile is refused")
	}
	curve := bytes.Index(good, []byte("curv\x00\x00\x00\x00"))
	if curve < 0 {
		t.Fatal("the profile has no curve")
	}
	claims := bytes.Clone(good)
	copy(claims[curve+8:], "\x30\x00\x00\x00")
	none := make([]byte, 144) // a header, and a table of one tag, which follows it
	none[131], none[139], none[143] = 1, 144, 12
	with := func(tag string) []byte { return append(append(none[:144:144], tag...), make([]byte, 60)...) }
	tags, outside := bytes.Clone(good), bytes.Clone(good)
	tags[128], outside[140] = 0x10, 0x10
	grid := with("mft2\x00\x00\x00\x00\x04\x03\xff\x00")
	stages := with("mAB \x00\x00\x00\x00\x04\x03\x00\x00" + string(make([]byte, 15)) + "\x20\x00\x00\x00\x00\xff\xff\xff\xff")
	elsewhere := with("mAB \x00\x00\x00\x00\x04\x03\x00\x00" + string(make([]byte, 12)) + "\x09\x09\x09\x09")
	curves := with("mAB \x00\x00\x00\x00\x03\x03\x00\x00" + string(make([]byte, 24)) + "curv\x00\x00\x09\x00\x30\x00\x00\x00")
	curves[143] = 90
	if !isWhole(with("text")) {
		t.Error("a text is refused")
	}
	for name, p := range map[string][]byte{"a curve": claims, "a curve with a mark": with("curv\x00\x00\x09\xb0\xa4\x27\x8c\x89"), "a grid": grid, "stages": stages, "stages elsewhere": elsewhere, "a curve among stages": curves, "many tags": tags, "a tag outside": outside} {
		if isWhole(p) {
			t.Errorf("%s is taken", name)
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	p, err := Open(withProfile(jpegOf(corners(20, 20)), claims), 1)
	runtime.ReadMemStats(&after)
	if err != nil || p.table != nil || after.TotalAlloc-before.TotalAlloc > 8<<20 {
		t.Errorf("%v, with %d bytes", err, after.TotalAlloc-before.TotalAlloc)
	}
}

// A chunk of a WebP or a PNG that claims more than the file has is not waited for.
func TestChunksThatClaimTooMuch(t *testing.T) {
	webp := []byte("RIFF\x1c\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x20\x00\x00\x00\x01\x00\x00\x01\x00\x00ICCP\xff\xff\xff\xf0")
	png := append(pngOf(corners(4, 4))[:33:33], []byte("\x7f\xff\xff\x00iCCPx\x00\x00abcdefgh")...)
	for _, data := range [][]byte{webp, png} {
		if profileFits(data) {
			t.Errorf("%q is taken", data)
		}
	}
	if !profileFits(pngOf(corners(4, 4))) || !profileFits(jpegOf(corners(4, 4))) {
		t.Error("good files are refused")
	}
}
