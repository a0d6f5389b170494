package main

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"warraq/site"
	"warraq/site/media/meta"
)

// photograph is a JPEG of a size.
func photograph(width, height int) []byte {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)), nil)
	return b.Bytes()
}

// with puts a segment at the head of a JPEG.
func with(photo []byte, marker byte, body string) []byte {
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, marker}, uint16(len(body)+2))
	return slices.Concat(head, []byte(body), photo[2:])
}

const located = "http://ns.adobe.com/xap/1.0/\x00" + `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="31,57.1N" exif:GPSLongitude="35,54.6E"/></rdf:RDF></x:xmpmeta>`

// newsroomOfPictures has a picture of each kind that media tells of, and one that is fine.
func newsroomOfPictures(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	whole := photograph(1300, 800)
	signed := meta.Write(whole, "jpg", site.Rights{Credit: "المدار"})
	var film bytes.Buffer
	frames := &gif.GIF{}
	noise := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		f := image.NewPaletted(image.Rect(0, 0, 700, 400), color.Palette{color.Black, color.White, color.Gray{90}, color.Gray{150}})
		for i := range f.Pix {
			f.Pix[i] = byte(noise.IntN(4))
		}
		frames.Image, frames.Delay = append(frames.Image, f), append(frames.Delay, 9)
	}
	if err := gif.EncodeAll(&film, frames); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"content/edition.yaml":          "title: المدار\nbase_url: https://example.org\n",
		"content/news/signed.md":        "---\ntitle: أولى\ndate: 2026-11-01\nimage: {src: signed.jpg, alt: ساحة, caption: الساحة}\n---\nنص.\n",
		"content/news/bare.md":          "---\ntitle: ثانية\ndate: 2026-11-01\nimage: {src: bare.jpg, caption: الساحة}\n---\nنص.\n\n![رقص](film.gif \"رقص (المدار)\")\n",
		"content/news/narrow.md":        "---\ntitle: ثالثة\ndate: 2026-11-01\nimage: {src: narrow.jpg, alt: ساحة, caption: الساحة, credit: المدار}\n---\nنص.\n\n![قطع](cut.jpg \"قطع (المدار)\")\n",
		"content/news/signed.jpg":       string(signed),
		"content/news/bare.jpg":         string(whole),
		"content/news/narrow.jpg":       string(photograph(1100, 700)),
		"content/news/cut.jpg":          string(whole[:len(whole)/2]),
		"content/news/alone.jpg":        string(with(whole, 0xeb, "JP\x00\x01\x00\x00\x00\x01\x00\x00\x00\x20jumb\x00\x00\x00\x18jumdc2pa")),
		"content/news/.hidden.jpg":      "no picture",
		"content/news/film.gif":         film.String(),
		"content/news/absent.md":        "---\ntitle: رابعة\ndate: 2026-11-01\nimage: {src: none.jpg, alt: ساحة, credit: المدار}\n---\nنص.\n\n![مجلد](folder.jpg \"مجلد (المدار)\")\n\n![رابط](link.jpg \"رابط (المدار)\")\n\n![من هناك](/uploads/a.jpg \"هناك (المدار)\")\n\n![من هناك](/uploads/b.jpg \"هناك (المدار)\")\n\n![رسم](map.svg \"رسم (المدار)\")\n\n![قنبلة](bomb.svg \"رسم (المدار)\")\n\n![فارغة](empty.jpg \"رسم (المدار)\")\n",
		"content/news/folder.jpg/x.txt": "",
		"content/news/map.svg":          `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600" onload="alert(1)"/>`,
		"content/news/bomb.svg":         `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>`,
		"content/news/empty.jpg":        "",
		"static/img/place.jpg":          string(with(whole, 0xe1, located)),
		"static/img/fine.jpg":           string(whole),
	} {
		save(t, filepath.Join(dir, filepath.FromSlash(name)), data)
	}
	if err := os.Symlink("gone.jpg", filepath.Join(dir, "content/news/link.jpg")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// media tells of each picture what is wrong with it, and of nothing else; a damaged one
// makes the exit status 1.
func TestMedia(t *testing.T) {
	dir := newsroomOfPictures(t)
	want := map[string]string{
		"content/news/bare.md:4":   "missing-alt missing-credit",
		"content/news/narrow.md:4": "small-picture",
		"content/news/cut.jpg":     "picture/damaged",
		"content/news/alone.jpg":   "picture/provenance picture/unused",
		"content/news/film.gif":    "picture/heavy",
		"static/img/place.jpg":     "picture/located",
		"content/news/absent.md:4": "picture/missing",
		"content/news/absent.md:8": "picture/unreadable", "content/news/absent.md:10": "picture/unreadable",
		"content/news/absent.md:12": "picture/elsewhere",
		"content/news/map.svg":      "picture/cleaned",
		"content/news/bomb.svg":     "picture/damaged", "content/news/empty.jpg": "picture/damaged",
	}
	var out, talk bytes.Buffer
	code := run(t.Context(), []string{"media", "--lang", "en", "--source", dir, "--cache", "none"}, strings.NewReader(""), &out, &talk)
	got := map[string]string{}
	for line := range strings.Lines(out.String()) {
		if at, rest, ok := strings.Cut(line, ": "); ok && strings.HasSuffix(line, "]\n") {
			parts := strings.Split(at, ":")
			at = strings.Join(parts[:min(2, len(parts))], ":")
			rule := rest[strings.LastIndexByte(rest, '[')+1:]
			got[at] = strings.TrimSpace(got[at] + " " + strings.TrimSuffix(rule, "]\n"))
		}
	}
	if !maps.Equal(got, want) || code != exitProblems {
		t.Errorf("status %d\n%v\nwant\n%v\n%s%s", code, got, want, out.String(), talk.String())
	}
	for _, reason := range []string{"folder.jpg cannot be read, and the story goes out without it: it is a folder", "link.jpg cannot be read, and the story goes out without it: it is a link to a file that is not there", "bomb.svg cannot be shown: the SVG has definitions (a DTD)", "empty.jpg cannot be shown: its file is empty"} {
		if !strings.Contains(out.String(), reason) {
			t.Errorf("does not say %q:\n%s", reason, out.String())
		}
	}
	place := with(photograph(1300, 800), 0xe1, located)
	save(t, filepath.Join(dir, "static/img/cut place.jpg"), string(place[:len(place)/2]))
	for settings, want := range map[string]string{"": "static/img/cut place.jpg: warning: the picture cut place.jpg says where it was taken, and goes out as it is", "pictures: {clean_static: true}\n": "static/img/cut place.jpg: error: the picture cut place.jpg says where it was taken, which cannot be taken out"} {
		save(t, filepath.Join(dir, "content/edition.yaml"), "title: المدار\nbase_url: https://example.org\n"+settings)
		out.Reset()
		if code := run(t.Context(), []string{"media", "--lang", "en", "--source", dir, "--cache", "none"}, strings.NewReader(""), &out, &talk); code != exitProblems || !strings.Contains(out.String(), want) {
			t.Errorf("status %d: want %s\n%s", code, want, out.String())
		}
	}
	if err := os.Remove(filepath.Join(dir, "static/img/cut place.jpg")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"cut.jpg", "empty.jpg"} {
		save(t, filepath.Join(dir, "content/news", name), string(photograph(1300, 800)))
	}
	save(t, filepath.Join(dir, "content/news/bomb.svg"), `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"/>`)
	save(t, filepath.Join(dir, "content/edition.yaml"), "title: المدار\nbase_url: https://example.org\npictures: {clean_static: true, originals: keep}\nchecks: {missing-credit: off}\n")
	out.Reset()
	code = run(t.Context(), []string{"media", "--json", "--source", dir, "--cache", "none"}, strings.NewReader(""), &out, &talk)
	if code != exitFine || strings.Contains(out.String(), "located") || strings.Contains(out.String(), "provenance") || strings.Contains(out.String(), "missing-credit") || !strings.Contains(out.String(), `"checked":11`) {
		t.Errorf("status %d: %s", code, out.String())
	}
}

// A picture of which a size cannot be made (no WebP is higher than 16,383 pixels) is on no page,
// in the same build, with a cache and without; no later build tries it again under any name, and
// media tells of it.
func TestPictureOfWhichNoSizesCanBeMade(t *testing.T) {
	for _, kept := range []string{"", "none"} {
		dir := t.TempDir()
		for name, data := range map[string]string{
			"content/edition.yaml":  "title: المدار\nbase_url: https://example.org\n",
			"content/news/a.md":     "---\ntitle: أولى\ndate: 2026-11-01\nimage: {src: tall.jpg, alt: ساحة, caption: الساحة, credit: المدار}\n---\nنص.\n",
			"content/news/b.md":     "---\ntitle: ثانية\ndate: 2026-11-01\nimage: {src: whole.jpg, alt: ساحة, caption: الساحة, credit: المدار}\n---\nنص.\n\n![رسم](same.jpg)\n",
			"content/news/tall.jpg": string(photograph(8, 20000)), "content/news/same.jpg": string(photograph(8, 20000)),
			"content/news/whole.jpg": string(photograph(1300, 800)),
		} {
			save(t, filepath.Join(dir, filepath.FromSlash(name)), data)
		}
		out := filepath.Join(dir, "out")
		warraq := func(args ...string) (int, string) {
			var said, talk bytes.Buffer
			code := run(t.Context(), append(args, "--lang", "en", "--source", dir, "--output", out, "--now", "2026-11-23T12:00:00Z"), strings.NewReader(""), &said, &talk)
			return code, said.String() + talk.String()
		}
		for again := range 2 {
			code, said := warraq("build", "--cache", kept)
			if code != exitFine || strings.Count(said, "no other sizes can be made of it") != 2 || kept == "" && again == 1 && !strings.Contains(said, " 0 made, 0 written") {
				t.Errorf("cache %q, again %d: status %d, said %s", kept, again, code, said)
			}
			whole := 0
			for name, page := range pagesOf(t, out) {
				if strings.Contains(page, "/tall") || strings.Contains(page, "/same") {
					t.Errorf("cache %q: %s names the picture", kept, name)
				}
				whole += strings.Count(page, "/media/news/whole-")
			}
			if whole == 0 {
				t.Error("the other picture is nowhere")
			}
		}
		if code, said := warraq("build", "--cache", kept, "--verify"); code != exitFine {
			t.Errorf("verify: status %d, said %s", code, said)
		}
		if kept == "none" {
			continue
		}
		for _, name := range []string{"tall", "same"} {
			if _, said := warraq("media"); !strings.Contains(said, "content/news/"+name+".jpg: error: the picture "+name+".jpg cannot be shown: it can be read, but no other sizes") {
				t.Errorf("media says %s", said)
			}
		}
	}
}

// A fault of the settings is told at once: no picture is decoded or scaled for a site that will
// not be published. The next build makes the site whole.
func TestNoPictureIsScaledForAFaultyEdition(t *testing.T) {
	dir := t.TempDir()
	save(t, filepath.Join(dir, "content/news/a.md"), "---\ntitle: أولى\ndate: 2026-11-01\nimage: {src: a.jpg, alt: ساحة, credit: المدار}\n---\nنص.\n")
	save(t, filepath.Join(dir, "content/news/a.jpg"), string(photograph(1300, 800)))
	build := func(settings string) (code, kept int) {
		save(t, filepath.Join(dir, "content/edition.yaml"), "title: المدار\nbase_url: https://example.org\n"+settings)
		var said, talk bytes.Buffer
		code = run(t.Context(), []string{"build", "--source", dir, "--output", filepath.Join(dir, "out"), "--cache", filepath.Join(dir, "kept")}, strings.NewReader(""), &said, &talk)
		_ = filepath.WalkDir(filepath.Join(dir, "kept", "pictures"), func(_ string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				kept++
			}
			return nil
		})
		return code, kept
	}
	if code, kept := build("zone: Asia/Amman\n"); code != exitMisuse || kept != 0 {
		t.Errorf("status %d; %d files are kept of pictures", code, kept)
	}
	if code, kept := build(""); code != exitFine || kept == 0 {
		t.Errorf("status %d; %d files are kept of pictures", code, kept)
	}
	sizes, err := filepath.Glob(filepath.Join(dir, "out/media/news/a-*.webp"))
	if len(sizes) == 0 || err != nil {
		t.Errorf("no sizes: %v", err)
	}
}

// pagesOf reads the pages and the lists for robots of a site.
func pagesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, _ fs.DirEntry, err error) error {
		if err == nil && slices.Contains([]string{".html", ".xml", ".json"}, filepath.Ext(name)) {
			var data []byte
			data, err = os.ReadFile(filepath.Join(dir, name))
			out[name] = string(data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
