package cards

import (
	"bytes"
	_ "embed" // the fonts
	"sync"

	"github.com/go-text/typesetting/font"
)

// The fonts are cut by .ci/card-fonts.mjs from IBM Plex Sans Arabic and Noto Naskh Arabic,
// under the SIL Open Font License 1.1: static/fonts has its text.

//go:embed fonts/sans-bold.woff
var sansBold []byte

//go:embed fonts/sans-medium.woff
var sansMedium []byte

//go:embed fonts/naskh-bold.woff
var naskhBold []byte

// fonts are the parsed fonts. They are read only.
var fonts = sync.OnceValue(func() (out [3]*font.Font) {
	for i, data := range [][]byte{sansBold, sansMedium, naskhBold} {
		face, err := font.ParseTTF(bytes.NewReader(data))
		if err != nil {
			panic(err) // the file is a part of the program
		}
		out[i] = face.Font
	}
	return out
})

// weight is a family of faces: the first has what most texts need, the second what the
// first lacks.
type weight [2]*font.Face

// faceOf gives the first face that has a character, or nil.
func (w *weight) faceOf(r rune) *font.Face {
	for _, f := range w {
		if gid, ok := f.NominalGlyph(r); ok && gid != 0 {
			return f
		}
	}
	return nil
}
