package encode

import (
	"bytes"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"

	ourjpeg "github.com/kovidgoyal/imaging/jpeg"
	"golang.org/x/image/webp"

	"warraq/site/media/encode/libavif"
	"warraq/site/media/encode/libheif"
	"warraq/site/media/encode/libwebp"
	"warraq/site/media/heif"
)

// ErrUnknown says that a file is none of the formats that are decoded here.
var ErrUnknown = errors.New("not a picture that can be decoded")

// Kind names the format of a file by how it begins: "jpeg", "png", "gif", "webp",
// "avif", "heic", or "".
func Kind(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return "jpeg"
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return "png"
	case bytes.HasPrefix(data, []byte("GIF8")):
		return "gif"
	case len(data) > 16 && string(data[:4]) == "RIFF" && string(data[8:15]) == "WEBPVP8":
		return "webp"
	}
	return heif.Kind(data)
}

func decode(data []byte) (image.Image, error) {
	r := bytes.NewReader(data)
	switch Kind(data) {
	case "jpeg":
		img, err := ourjpeg.Decode(r)
		if err != nil {
			img, err = jpeg.Decode(bytes.NewReader(data))
		}
		return img, err
	case "png":
		return png.Decode(r)
	case "gif":
		return gif.Decode(r)
	case "webp":
		img, err := webp.Decode(r)
		return coloured(img, bt601, false), err
	case "avif", "heic":
		return decodeBoxed(data)
	}
	return nil, ErrUnknown
}

// The options of WebP. Method 4 takes two and a half times as long as 2, for 4 % fewer
// bytes.
const (
	webpQuality = 75
	webpMethod  = 2
)

// The options of AVIF. By SSIM, quality 55 looks as WebP of 75 does, with a quarter fewer
// bytes; speed 8 takes twice as long as 10, for 2 to 9 % fewer.
const (
	avifQuality = 55
	avifSpeed   = 10
)

// jpegQualities are tried from the best on, until a file is no heavier than MostJPEG.
var jpegQualities = []int{80, 70, 60, 50, 40}

// MostJPEG is how heavy a JPEG may be, in bytes: messengers drop heavier ones.
const MostJPEG = 290_000

func encode(img *image.NRGBA, format string, flat bool) ([]byte, error) {
	var out bytes.Buffer
	var err error
	switch format {
	case "webp":
		return libwebp.Encode(img, libwebp.Options{Quality: webpQuality, Method: webpMethod, Lossless: flat})
	case "avif":
		return libavif.Encode(img, libavif.Options{Quality: avifQuality, Speed: avifSpeed})
	case "png":
		err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, img)
	case "jpg":
		opaque := &image.RGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect} // the encoder has a fast way for it
		for _, quality := range jpegQualities {
			out.Reset()
			if err = jpeg.Encode(&out, opaque, &jpeg.Options{Quality: quality}); err != nil || out.Len() <= MostJPEG {
				break
			}
		}
	default:
		err = ErrUnknown
	}
	return out.Bytes(), err
}

// matrix is how much of red and of blue light is (ITU-T H.273, 8.3), in 65536ths.
type matrix struct{ red, blue int }

var (
	bt601  = matrix{19595, 7471}
	bt709  = matrix{13933, 4732}
	bt2020 = matrix{17216, 3886}
)

// decodeBoxed decodes an AVIF or HEIC. Where a HEIC does not say what its planes mean, they are
// those of a telephone, and of a JPEG.
func decodeBoxed(data []byte) (image.Image, error) {
	p, err := heif.Read(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if Kind(data) == "avif" {
		return libavif.Decode(data, p.Width*p.Height)
	}
	img, err := libheif.Decode(data, p.Width*p.Height)
	if err != nil || p.Colours == nil {
		return img, err
	}
	switch m := p.Colours.Matrix; {
	case m == 1:
		return coloured(img, bt709, p.Colours.Full), nil
	case m == 9 || m == 10:
		return coloured(img, bt2020, p.Colours.Full), nil
	case !p.Colours.Full:
		return coloured(img, bt601, false), nil
	}
	return img, nil
}

// coloured makes colours of planes that are not those of a JPEG: of a WebP, where black is
// 16 (RFC 6386, 9.2; ITU-R BT.601), or a HEIC.
func coloured(img image.Image, m matrix, full bool) image.Image {
	var planes *image.YCbCr
	var alpha func(x, y int) uint8
	switch img := img.(type) {
	case *image.YCbCr:
		planes, alpha = img, func(int, int) uint8 { return 255 }
	case *image.NYCbCrA:
		planes, alpha = &img.YCbCr, func(x, y int) uint8 { return img.A[img.AOffset(x, y)] }
	default:
		return img
	}
	const one = 65536
	black, light, colour := 0, one, one
	if !full {
		black, light, colour = 16, one*255/219, one*255/224
	}
	green := one - m.red - m.blue
	redV, blueU := 2*(one-m.red)*colour/one, 2*(one-m.blue)*colour/one
	greenV, greenU := redV*m.red/green, blueU*m.blue/green
	b := planes.Rect
	out := image.NewNRGBA(b)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		row := out.Pix[(y-b.Min.Y)*out.Stride:]
		for x := b.Min.X; x < b.Max.X; x++ {
			c := planes.COffset(x, y)
			l := light * (int(planes.Y[planes.YOffset(x, y)]) - black)
			u, v := int(planes.Cb[c])-128, int(planes.Cr[c])-128
			row[0], row[1], row[2] = level(l+redV*v), level(l-greenU*u-greenV*v), level(l+blueU*u)
			row[3] = alpha(x, y)
			row = row[4:]
		}
	}
	return out
}

// level rounds a level in 65536ths.
func level(v int) uint8 { return uint8(min(max(0, (v+1<<15)>>16), 255)) }
