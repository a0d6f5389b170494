package media

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"

	"warraq/site"
	"warraq/site/media/encode"
	"warraq/site/media/heif"
	"warraq/site/media/meta"
)

// Derivation is a published file that is made of a source: a source and a
// recipe, and nothing else decides its bytes.
type Derivation struct {
	Source Source
	Recipe site.Recipe
}

// Source is a file as it lies on disk.
type Source struct {
	Name string   // under content/: "politics/visit.jpg"; under static/ with a slash: "/img/logo.png"
	Hash site.Sum // of its bytes; zero while nothing had to read them
}

// File says where a source lies: the name under static/, or under content/.
func (s Source) File() (name string, static bool) {
	return strings.CutPrefix(s.Name, "/")
}

// version changes when the same source and recipe come to give other bytes.
const version = "1 " + encode.Version

// Key is the key under which the file is kept. It is of the source's bytes and
// the recipe alone, so that a cache stays good in a fresh checkout, and under another
// name.
func (d Derivation) Key() site.Sum {
	h := sha256.New()
	fmt.Fprintf(h, "%s %x %+v", version, d.Source.Hash, d.Recipe)
	return site.Sum(h.Sum(nil)[:16])
}

// Mark tells the source's bytes, and the version of what is made of them, from others in
// a name.
func (s Source) Mark() string {
	h := sha256.New()
	fmt.Fprintf(h, "%s %x", version, s.Hash)
	return hex.EncodeToString(h.Sum(nil)[:4])
}

// stem is how the output paths begin of what is made of a source.
func (s Source) stem() string {
	name, _ := s.File()
	return site.MediaRoot[1:] + strings.TrimSuffix(name, path.Ext(name))
}

// Path is the output path. A file as it is keeps its name: what lies beside
// stories goes under media/, what lies in static/ stays where it is. All others
// lie under media/, with what makes them in the name: visit-1f0c2e9b-800x450.webp.
func (d Derivation) Path() string {
	name, static := d.Source.File()
	switch {
	case d.Recipe != site.AsIs:
		return d.Source.stem() + d.Recipe.Suffix(d.Source.Mark())
	case static:
		return name
	}
	return site.MediaRoot[1:] + name
}

// Decoded is a picture that was decoded, with its rights. It is not safe for concurrent use.
type Decoded struct {
	picture *encode.Picture
	rights  site.Rights
}

// Decode decodes a picture.
func Decode(data []byte) (*Decoded, error) {
	info := meta.Read(data, encode.Kind(data))
	p, err := encode.Open(data, info.Orientation)
	if err != nil {
		return nil, told(err)
	}
	return &Decoded{p, info.Rights}, nil
}

// Derive makes a file of the picture for each recipe, with its rights and no other
// metadata. A large picture is used up by it.
func (d *Decoded) Derive(recipes []site.Recipe) ([][]byte, error) {
	files, err := d.picture.Make(recipes)
	for i := range files {
		files[i] = meta.Write(files[i], recipes[i].Format, d.rights)
	}
	return files, err
}

// Cost is about what deriving of a picture takes in memory, in bytes.
func Cost(data []byte, recipes []site.Recipe) int64 {
	cost, _ := encode.Cost(data)
	var avif int64
	for _, r := range recipes {
		if r.Format == "avif" {
			avif = max(avif, int64(r.Width)*int64(r.Height)*encode.AVIFBytes)
		}
	}
	return min(cost, encode.MostMemory) + int64(len(data)) + avif + 32<<20
}

// Public gives a file's bytes as they are published where it is linked to: the metadata of
// a picture goes, but for its rights, and that of a film. ok is false where it cannot be taken
// out: the file is damaged, or a TIFF that says where it was taken. A drawing
// loses what would run. Any other file stays as it is.
func Public(name string, data []byte) (public []byte, ok bool) {
	switch kind := encode.Kind(data); {
	case kind != "":
		clean, ok := meta.Clean(data, kind)
		return clean, ok && !meta.Read(clean, kind).Located
	case heif.IsFilm(name, data):
		return heif.BlankFilm(data)
	case IsSVG(name):
		clean, _, err := cleanSVG(data)
		return clean, err == nil
	}
	return data, !IsLocated(data)
}
