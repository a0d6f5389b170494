package media

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"

	"warraq/site"
)

// Derivation is a published file that is made of a source: a source and a
// recipe, and nothing else decides its bytes.
type Derivation struct {
	Source Source
	Recipe Recipe
}

// Source is a file as it lies on disk.
type Source struct {
	Name  string   // under content/: "politics/visit.jpg"; under static/ with a slash: "/img/logo.png"
	Stamp Stamp    // of the file
	Hash  site.Sum // of its bytes; zero while nothing had to read them
}

// Stamp is what the system says of a file without opening it. It has the
// fields of cache.Stamp.
type Stamp struct {
	Size  int64
	MTime int64 // in nanoseconds
	CTime int64
	Inode uint64
}

// File says where a source lies: the name under static/, or under content/.
func (s Source) File() (name string, static bool) {
	return strings.CutPrefix(s.Name, "/")
}

// Recipe says what is made of a source. The zero Recipe, AsIs, takes the file as
// it is.
type Recipe struct {
	Width  int    // in pixels; 0 is the source's
	Format string // as the file's extension: "webp"; "" is the source's
	Crop   Crop
}

// AsIs publishes the source itself.
var AsIs = Recipe{}

// Crop cuts a picture to a shape. The zero Crop keeps the whole.
type Crop struct {
	Across, Down   int // the ratio of the sides: 16 and 9
	FocusX, FocusY int // what must stay in sight, in percent from the left and the top
}

// recipeVersion changes when the same recipe comes to give other bytes.
const recipeVersion = 1

// Key is the key under which the file is kept. It is of the source's bytes and
// the recipe, so that a cache stays good where the same files have other stamps,
// as in a fresh checkout. While the hash is not known, name and stamp stand for
// the bytes.
func (d Derivation) Key() site.Sum {
	h := sha256.New()
	r := d.Recipe
	fmt.Fprintf(h, "%d %d %q %d %d %d %d ", recipeVersion, r.Width, r.Format, r.Crop.Across, r.Crop.Down, r.Crop.FocusX, r.Crop.FocusY)
	if d.Source.Hash != (site.Sum{}) {
		fmt.Fprintf(h, "hash %x", d.Source.Hash)
	} else {
		fmt.Fprintf(h, "stamp %q %v", d.Source.Name, d.Source.Stamp)
	}
	return site.Sum(h.Sum(nil)[:16])
}

// Path is the output path. A file as it is keeps its name: what lies beside
// stories goes under media/, what lies in static/ stays where it is. All others
// lie under media/ with their width and the beginning of their key in the name:
// visit-800w-1f0c2e9b.webp.
func (d Derivation) Path() string {
	name, static := d.Source.File()
	if d.Recipe == AsIs {
		if static {
			return name
		}
		return "media/" + name
	}
	ext := path.Ext(name)
	base := strings.TrimSuffix(name, ext)
	if d.Recipe.Format != "" {
		ext = "." + d.Recipe.Format
	}
	if d.Recipe.Width > 0 {
		base += fmt.Sprintf("-%dw", d.Recipe.Width)
	}
	key := d.Key()
	return "media/" + base + "-" + hex.EncodeToString(key[:4]) + ext
}
