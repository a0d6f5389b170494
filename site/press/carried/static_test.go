package carried

import (
	"context"
	"encoding/binary"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/media"
)

// Of static/ the texts come with their bytes, what is only carried by its name; no key, no two
// versions of a text and no source of a program goes out, and each is told where a desk can
// have meant it.
func TestFilesOfStatic(t *testing.T) {
	const decomposed, composed = "\u0627\u0655.txt", "\u0625.txt" // alef with hamza below
	static := fstest.MapFS{
		"css/site.css": {Data: []byte("p{}")}, "v/a.MP4": {Data: []byte("film")}, decomposed: {Data: []byte("نص")}, "embed.go": {Data: []byte("package static")}, ".htaccess": {Data: []byte("x")},
		"deploy.txt": {Data: []byte("-----BEGIN OPENSSH PRIVATE KEY-----\n")}, "js/a.js": {Data: []byte("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n")},
		".git/config": {Data: []byte("x")}, "dump.sql": {Data: []byte("x")}, ".DS_Store": {Data: []byte("x")},
	}
	files, problems := Files(static)
	var got []string
	for _, f := range files {
		got = append(got, f.Path+"="+string(f.Data))
	}
	if want := []string{".htaccess=x", "css/site.css=p{}", "v/a.MP4=", composed + "=نص"}; !slices.Equal(got, want) {
		t.Errorf("it has %q, want %q", got, want)
	}
	var told []string
	for _, p := range problems {
		told = append(told, p.Path+" "+p.Rule)
	}
	slices.Sort(told)
	if want := []string{"static/deploy.txt file/private", "static/dump.sql file/private", "static/js/a.js file/conflict"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
	if files, problems := Files(nil); files != nil || problems != nil {
		t.Errorf("no folder has %v, %v", files, problems)
	}
	if names, problems := Names(noFolder{}); names != nil || problems != nil {
		t.Errorf("a folder that is not there has %v, %v", names, problems)
	}
}

// noFolder is a folder that is not there.
type noFolder struct{}

func (noFolder) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// closed is a folder in which some names cannot be opened.
type closed struct{ fs.FS }

func (c closed) Open(name string) (fs.File, error) {
	if strings.HasPrefix(name, "closed") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return c.FS.Open(name)
}

// What cannot be read is told by its name, a folder as such, and the rest goes out.
func TestWhatOfStaticCannotBeRead(t *testing.T) {
	files, problems := Files(closed{fstest.MapFS{"closed.css": {}, "closed/a.css": {}, "open.css": {Data: []byte("p{}")}}})
	if len(files) != 1 || files[0].Path != "open.css" {
		t.Errorf("it has %v", files)
	}
	var told []string
	for _, p := range problems {
		told = append(told, p.Path)
	}
	if want := []string{"static/closed/", "static/closed.css"}; !slices.Equal(told, want) {
		t.Errorf("told of %q, want %q", told, want)
	}
}

// photo is a JPEG's beginning with an EXIF block that has a place (Exif 2.32, 4.6.6).
func photo() []byte {
	le := binary.LittleEndian
	entry := func(out []byte, tag, kind uint16, count, value uint32) []byte {
		return le.AppendUint32(le.AppendUint32(le.AppendUint16(le.AppendUint16(out, tag), kind), count), value)
	}
	exif := entry([]byte("II*\x00\x08\x00\x00\x00\x01\x00"), 0x8825, 4, 1, 26) // where the place is told
	exif = append(le.AppendUint32(exif, 0), 2, 0)
	exif = entry(exif, 1, 2, 2, uint32('N'))
	exif = entry(exif, 2, 5, 3, 56)
	exif = le.AppendUint32(exif, 0)
	for _, n := range []uint32{33, 1, 30, 1, 0, 1} {
		exif = le.AppendUint32(exif, n)
	}
	body := append([]byte("Exif\x00\x00"), exif...)
	return append(binary.BigEndian.AppendUint16([]byte("\xff\xd8\xff\xe1"), uint16(len(body)+2)), append(body, 0xff, 0xd9)...)
}

// Pictures of static/ that say where they were taken are told once, by the first and their
// number, also where they were not opened; those of stories lose it and are not.
func TestPicturesOfStaticThatSayWhereTheyWereTaken(t *testing.T) {
	store, err := cache.Open(t.TempDir(), cache.Sum{1})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	files := fstest.MapFS{"b.jpg": {Data: photo()}, "a.jpg": {Data: photo()}, "c.jpg": {Data: []byte("\xff\xd8\xff\xd9")}, "d.mp4": {Data: photo()}}
	out := sink{}
	for _, again := range []bool{false, true} {
		c := Carrier{Store: store, Began: 1 << 62, Out: out}
		for name := range files {
			f := OfStatic(files, name, &site.Config{})
			if err := c.Carry(context.Background(), f); err != nil {
				t.Fatal(err)
			}
			f.Path, f.Static = "news/"+name, false
			if err := c.Carry(context.Background(), f); err != nil {
				t.Fatal(err)
			}
		}
		ps := c.Problems()
		if len(ps) != 1 || ps[0].Path != "static/a.jpg" || !strings.Contains(ps[0].Message.En, "(2 of them") {
			t.Errorf("again %v: told %+v", again, ps)
		}
		c.Sweep()
	}
	if clean := OfStatic(files, "a.jpg", &site.Config{Pictures: site.PictureConfig{CleanStatic: true}}); !clean.Clean || !OfStatic(files, "d.mp4", &site.Config{Pictures: site.PictureConfig{CleanStatic: true}}).Clean || OfStatic(files, "d.mp4", &site.Config{}).Clean {
		t.Error("pictures and films of static/ are cleaned by choice, and only then")
	}
}

// What is to lose its metadata and cannot is left out, and told as an error, each time; what
// can goes out without it.
func TestWhatCannotLoseItsMetadata(t *testing.T) {
	store, err := cache.Open(t.TempDir(), cache.Sum{1})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	jpeg := photo()
	exif := jpeg[12 : len(jpeg)-2]
	box := func(name, body string) string {
		return string(binary.BigEndian.AppendUint32(nil, uint32(8+len(body)))) + name + body
	}
	where := box("moov", box("udta", box("\xa9xyz", "+31.95+035.91/")))
	webp := "WEBPVP8X\x0a\x00\x00\x00" + strings.Repeat("\x00", 10)
	damaged := map[string]string{
		"cut.jpg": string(jpeg[:len(jpeg)-2]), "cut.png": "\x89PNG\r\n\x1a\n" + box("eXIf", string(exif)), "cut.gif": "GIF89a\x01\x00\x01\x00\x00\x00\x00!\xfe",
		"zero.webp": "RIFF\x00\x00\x00\x00" + webp, "cut.webp": "RIFF\xff\x00\x00\x00" + webp, "cut.heic": box("ftyp", "heic\x00\x00\x00\x00mif1") + box("meta", "\x00\x00\x00\x00")[:10],
		"cut.mp4": box("ftyp", "isom\x00\x00\x00\x00isom") + where + box("mdat", "pixels")[:10], "old.mov": where[:len(where)-1], "place.tif": string(exif), "cut.jfif": string(jpeg[:40]),
	}
	whole := map[string]string{"a.jpg": string(jpeg), "a.mov": where, "a.mp3": "ID3", "b.mp4": "a film", "c.jpg": "no picture"}
	files := fstest.MapFS{}
	for _, some := range []map[string]string{damaged, whole} {
		for name, data := range some {
			files[name] = &fstest.MapFile{Data: []byte(data)}
		}
	}
	for _, static := range []bool{true, false} {
		for range 2 {
			out := sink{}
			c := Carrier{Store: store, Began: 1 << 62, Out: out}
			for name := range files {
				if err := c.Carry(context.Background(), File{Path: name, From: files, Name: name, Clean: true, Static: static}); err != nil {
					t.Fatal(err)
				}
			}
			told := map[string]bool{}
			for _, p := range c.Problems() {
				if p.Level != site.LevelError || p.Rule != Unclean {
					t.Errorf("told %+v", p)
				}
				told[path.Base(p.Path)] = strings.HasPrefix(p.Path, map[bool]string{true: "static/", false: "content/"}[static])
			}
			for name := range files {
				bytes, published := out[name]
				data := string(bytes)
				if _, isWhole := whole[name]; published != isWhole || told[name] == isWhole {
					t.Errorf("%s: published %v, told %v", name, published, told[name])
				}
				if media.IsLocated([]byte(data)) || strings.Contains(data, "35.91") {
					t.Errorf("%s says where it was taken", name)
				}
			}
		}
	}
}
