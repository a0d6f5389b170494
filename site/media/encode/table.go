package encode

import (
	"crypto/sha256"
	"image"
	"math"
	"sync"

	"github.com/kovidgoyal/imaging"
	"github.com/kovidgoyal/imaging/prism/meta/icc"

	"warraq/site"
)

// A colour profile says what colours mean by curves and matrices, which take a microsecond a
// pixel: ten times as long as to scale and to encode it. Here they are computed for a grid of
// colours, once for each profile, and what lies between is interpolated, as LittleCMS does.

// table brings colours to sRGB: three of light, or four inks.
type table struct {
	inputs int
	nodes  [][3]float32 // levels of sRGB; the last input runs fastest
	low    [256]int     // the node below a level, or at it
	part   [256]float32 // how far it is from there to the next
}

// How many nodes a table has in each direction, by its inputs: every fifth level of light, every
// fifteenth of ink, is a node.
const (
	nodesOfLight = 52
	nodesOfInks  = 18
)

// newTable computes a table. to brings inputs between 0 and 1 to sRGB between 0 and 1.
func newTable(inputs int, to func(out, in []float64)) *table {
	n := nodesOfLight
	if inputs == 4 {
		n = nodesOfInks
	}
	t := &table{inputs: inputs}
	for v := range 256 {
		at := float64(v) / 255 * float64(n-1)
		t.low[v] = min(int(at), n-2)
		t.part[v] = float32(at - float64(t.low[v]))
	}
	all := 1
	for range inputs {
		all *= n
	}
	t.nodes = make([][3]float32, all)
	var in, out [4]float64
	for i := range t.nodes {
		for rest, c := i, inputs-1; c >= 0; rest, c = rest/n, c-1 {
			in[c] = float64(rest%n) / float64(n-1)
		}
		to(out[:], in[:])
		for c := range 3 {
			t.nodes[i][c] = float32(min(max(0, out[c]), 1) * 255)
		}
	}
	return t
}

// light is the colour of three inputs, from the node at a place on.
func (t *table) light(from int, a, b, c uint8) [3]float32 {
	n := nodesOfLight
	if t.inputs == 4 {
		n = nodesOfInks
	}
	s, f := [3]int{n * n, n, 1}, [3]float32{t.part[a], t.part[b], t.part[c]}
	p0 := from + t.low[a]*s[0] + t.low[b]*s[1] + t.low[c]
	if f[0] < f[1] { // the nearest three of a cube's corners, by how far it is to each side
		f[0], f[1], s[0], s[1] = f[1], f[0], s[1], s[0]
	}
	if f[1] < f[2] {
		f[1], f[2], s[1], s[2] = f[2], f[1], s[2], s[1]
	}
	if f[0] < f[1] {
		f[0], f[1], s[0], s[1] = f[1], f[0], s[1], s[0]
	}
	p1, p2, p3 := &t.nodes[p0+s[0]], &t.nodes[p0+s[0]+s[1]], &t.nodes[p0+s[0]+s[1]+s[2]]
	var out [3]float32
	for i, v := range t.nodes[p0] {
		out[i] = v + f[0]*(p1[i]-v) + f[1]*(p2[i]-p1[i]) + f[2]*(p3[i]-p2[i])
	}
	return out
}

// shown is a picture in sRGB; the picture stays as it is.
func (t *table) shown(img *image.NRGBA) *image.NRGBA {
	out := image.NewNRGBA(img.Rect)
	for y := range img.Rect.Dy() {
		from, to := img.Pix[y*img.Stride:][:4*img.Rect.Dx()], out.Pix[y*out.Stride:]
		for ; len(from) >= 4; from, to = from[4:], to[4:] {
			v := t.light(0, from[0], from[1], from[2])
			to[0], to[1], to[2], to[3] = uint8(v[0]+.5), uint8(v[1]+.5), uint8(v[2]+.5), from[3]
		}
	}
	return out
}

// inked is a picture of four inks in sRGB, in the place of its pixels.
func (t *table) inked(img *image.CMYK) *image.NRGBA {
	const cube = nodesOfInks * nodesOfInks * nodesOfInks
	for y := range img.Rect.Dy() {
		for p := img.Pix[y*img.Stride:][:4*img.Rect.Dx()]; len(p) >= 4; p = p[4:] {
			at, part := t.low[p[0]]*cube, t.part[p[0]]
			v, next := t.light(at, p[1], p[2], p[3]), t.light(at+cube, p[1], p[2], p[3])
			for i := range 3 {
				p[i] = uint8(v[i] + part*(next[i]-v[i]) + .5)
			}
			p[3] = 255
		}
	}
	return &image.NRGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect}
}

// tables are those that were computed: most pictures have one of very few profiles.
var tables struct {
	sync.Mutex
	known map[site.Sum]*table
}

// mostTables bounds them; each has up to two megabytes.
const mostTables = 8

// tableOf gives the table of what a file says of its colours, which make computes. It is nil
// where there is none.
func tableOf(said []byte, make func() *table) *table {
	sum := sha256.Sum256(said)
	key := site.Sum(sum[:16])
	tables.Lock()
	defer tables.Unlock()
	t, ok := tables.known[key]
	if !ok {
		t = make()
		if len(tables.known) >= mostTables || tables.known == nil {
			tables.known = map[site.Sum]*table{}
		}
		tables.known[key] = t
	}
	return t
}

// ofProfile is the table of a colour profile.
func ofProfile(data []byte, profile *icc.Profile, inputs int) *table {
	return tableOf(append([]byte{byte(inputs)}, data...), func() *table {
		to, err := profile.CreateTransformerToSRGB(imaging.Relative, true, inputs, true, true, true)
		if err != nil {
			return nil
		}
		if inputs == 4 {
			return newTable(inputs, to.TransformGeneral)
		}
		return newTable(inputs, throughThree(to))
	})
}

// throughThree is a transformation of three colours.
func throughThree(to *icc.Pipeline) func(out, in []float64) {
	return func(out, in []float64) {
		out[0], out[1], out[2] = to.Transform(in[0], in[1], in[2])
		for i := range out[:3] {
			if math.IsNaN(out[i]) {
				out[i] = 0
			}
		}
	}
}
