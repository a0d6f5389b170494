package press

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/image/webp"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/media"
)

// photo is a JPEG of two colours.
func photo(width, height int) []byte {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.NRGBA{200, 40, 40, 255}
			if x > width/3 {
				c = color.NRGBA{40, 60, 200, 255}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, nil)
	return b.Bytes()
}

const illustrated = `
-- content/edition.yaml --
title: المدار
base_url: https://example.org
time_zone: UTC
-- content/politics/_index.md --
---
title: سياسة
---
-- content/politics/visit/index.md --
---
title: زيارة
date: 2026-11-20
authors: [mona]
image: {src: lead.jpg, alt: "الوزير \"هنا\"", caption: تعليق, credit: الوكالة, focus: 10% 50%}
---

نص.

![رصيف](in.jpg)

[الصورة كاملة](in.jpg)
-- content/politics/held/index.md --
---
title: محظورة
date: 2026-11-20
publish: 2026-12-20
image: secret.jpg
---

نص.
-- content/authors/mona.md --
---
name: منى
picture: mona.jpg
---
`

func illustratedPaper() fstest.MapFS {
	source := newsroom(illustrated)
	for name, data := range map[string][]byte{
		"politics/visit/lead.jpg": photo(1300, 900), "politics/visit/in.jpg": photo(500, 400), "politics/held/secret.jpg": photo(40, 30), "authors/mona.jpg": photo(200, 300),
	} {
		source["content/"+name] = &fstest.MapFile{Data: data, Mode: 0o644, ModTime: noon}
	}
	return source
}

// sizesOf lists the published sizes of pictures, without their marks.
func sizesOf(files map[string][]byte) (out []string) {
	for name := range files {
		if stem, mark, r, ok := media.ParseRecipe(name); ok && !strings.HasPrefix("/"+name, site.CardRoot) {
			out = append(out, strings.TrimPrefix(stem, "media/")+strings.Replace(r.Suffix(mark), "-"+mark, "", 1))
		}
	}
	slices.Sort(out)
	return out
}

// A reader gets the sizes that the page's roles ask for, of published stories alone, each
// as large as it says, and no original.
func TestPicturesInTheirSizes(t *testing.T) {
	s := &shelf{}
	p, _ := s.print(t, input(illustratedPaper()))
	if len(p.Problems) > 0 {
		t.Errorf("told %v", p.Problems)
	}
	want := []string{
		"authors/mona-150x150.webp", "authors/mona-200x200.jpg", "authors/mona-200x200.webp", "politics/visit/in-480x384.jpg", "politics/visit/in-500x400.webp",
		"politics/visit/lead-1200x675-f10x50.jpg", "politics/visit/lead-1200x900-f10x50.jpg", "politics/visit/lead-1200x831.webp", "politics/visit/lead-480x320-f10x50.webp",
	}
	got := sizesOf(s.old)
	for _, name := range want {
		if !slices.Contains(got, name) {
			t.Errorf("%s is not published; there are %v", name, got)
		}
	}
	for name, data := range s.old {
		if strings.Contains(name, "secret") || strings.HasSuffix(name, "lead.jpg") || strings.HasSuffix(name, "mona.jpg") {
			t.Errorf("%s is published", name)
		}
		_, _, r, ok := media.ParseRecipe(name)
		if !ok {
			continue
		}
		var c image.Config
		var err error
		switch r.Format {
		case "webp":
			c, err = webp.DecodeConfig(bytes.NewReader(data))
		case "jpg":
			c, err = jpeg.DecodeConfig(bytes.NewReader(data))
		}
		if err != nil || c.Width != r.Width || c.Height != r.Height {
			t.Errorf("%s is %d by %d, %v", name, c.Width, c.Height, err)
		}
	}
	if s.old["media/politics/visit/in.jpg"] == nil {
		t.Error("the file that a link leads to is not published")
	}
	page := text(s.old, "politics/2026/11/visit/index.html")
	for _, want := range []string{
		`<picture><source type="image/webp" srcset="/media/politics/visit/lead-`, `fetchpriority="high"`, `alt="الوزير «هنا»"`, `width="1200" height="831"`,
		`style="background:#`, `<picture><source type="image/webp" srcset="/media/politics/visit/in-`, `sizes="auto, (min-width: 46rem) 44rem, 100vw"`,
		`<meta property="og:image:width" content="1200">`, `<meta property="og:image:height" content="630">`, `<meta property="og:image:type" content="image/jpeg">`, `<meta name="twitter:card" content="summary_large_image">`, `"width":"1200 px","height":"675 px"`, `"height":"900 px"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s:\n%s", want, page)
		}
	}
	every := regexp.MustCompile(`(?:src|content|href)="(?:https://example\.org)?/(media/[^"]*)"|(media/[^ ",]+) \d+w`)
	for name, data := range s.old {
		for _, m := range every.FindAllStringSubmatch(string(data), -1) {
			if path := m[1] + m[2]; s.old[path] == nil {
				t.Errorf("%s names %s, which is not there", name, path)
			}
		}
	}
	light := text(s.old, "lite/politics/2026/11/visit/index.html")
	if strings.Contains(light, "<picture") || strings.Count(light, "-480x") < 2 || strings.Contains(light, "1200x") {
		t.Errorf("the light page is\n%s", light)
	}
	feed := text(s.old, "politics/index.xml")
	if strings.Contains(feed, "srcset") || !strings.Contains(feed, "lead-") {
		t.Errorf("the feed is\n%s", feed)
	}
}

// opened counts which files of a folder are opened. As a folder on disk, it can describe a
// file that is not.
type opened struct {
	fs.ReadLinkFS
	mu    sync.Mutex
	names []string
}

func (o *opened) Open(name string) (fs.File, error) {
	o.mu.Lock()
	o.names = append(o.names, name)
	o.mu.Unlock()
	return o.ReadLinkFS.Open(name)
}

func (o *opened) pictures() (n int) {
	for _, name := range o.names {
		if strings.HasSuffix(name, ".jpg") {
			n++
		}
	}
	return n
}

// A warm build opens no picture. A fresh checkout with the cache reads each and makes
// nothing anew, and a damaged cache changes nothing but the work.
func TestPicturesAreMadeOnce(t *testing.T) {
	dir := t.TempDir()
	build := func(source fs.FS, s *shelf) {
		t.Helper()
		store, err := cache.Open(dir, cache.Sum{1})
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		in := input(source)
		in.Store = store
		s.print(t, in)
		if err := store.Save(); err != nil {
			t.Fatal(err)
		}
	}
	small := illustratedPaper()
	small["content/politics/visit/lead.jpg"].Data = photo(300, 200)
	small["static/img/place.jpg"] = &fstest.MapFile{Data: withPlace(photo(30, 20)), Mode: 0o644, ModTime: noon}
	source := &opened{ReadLinkFS: small}
	s := &shelf{}
	build(source, s)
	first := s.old
	if first["static/img/place.jpg"] != nil || first["img/place.jpg"] == nil || first["media/politics/visit/in.jpg"] == nil {
		t.Fatal("a file that is linked to, or lies in static/, is not published")
	}
	if source.pictures() == 0 {
		t.Fatal("a cold build opens no picture")
	}
	source.names = nil
	build(source, s)
	if n := source.pictures(); n > 0 {
		t.Errorf("a warm build opens %d pictures: %v", n, source.names)
	}
	same(t, s.old, first)
	kept, err := filepath.Glob(filepath.Join(dir, "pictures", "*", "*"))
	if err != nil || len(kept) < 10 {
		t.Fatalf("%d files are kept, %v", len(kept), err)
	}
	fresh := maps.Clone(small)
	for name, f := range fresh {
		fresh[name] = &fstest.MapFile{Data: f.Data, Mode: f.Mode, ModTime: noon.AddDate(0, 0, 1)}
	}
	build(fresh, &shelf{})
	again, _ := filepath.Glob(filepath.Join(dir, "pictures", "*", "*"))
	if !slices.Equal(again, kept) {
		t.Errorf("a fresh checkout makes %d files more", len(again)-len(kept))
	}
	for i, name := range again {
		damage(t, name, i)
	}
	third := &shelf{}
	build(small, third)
	same(t, third.old, first)
}

// A picture that cannot be decoded is told at its story, which goes out without it.
func TestBadPicturesStopNothing(t *testing.T) {
	whole := photo(300, 200)
	for name, data := range map[string][]byte{
		"cut": whole[:len(whole)/2], "empty": nil, "text": []byte("<script>alert(1)</script>"), "claims": append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\xea\x60\x00\x00\xea\x60\x08\x06\x00\x00\x00"), 0xd4, 0x10, 0x5a, 0x5e),
	} {
		source := illustratedPaper()
		source["content/politics/visit/lead.jpg"] = &fstest.MapFile{Data: data, Mode: 0o644, ModTime: noon}
		s := &shelf{}
		p, _ := s.print(t, input(source))
		page := text(s.old, "politics/2026/11/visit/index.html")
		if !strings.Contains(page, "زيارة") || strings.Contains(page, "lead") && strings.Contains(page, "lead-") {
			t.Errorf("%s: the page is\n%s", name, page)
		}
		if len(p.Problems) != 1 || p.Problems[0].Place() != "content/politics/visit/index.md:5:14" || p.Problems[0].Level != site.LevelWarning || p.Problems[0].Message.Ar == "" {
			t.Errorf("%s: told %v", name, p.Problems)
		}
	}
}

// Without pictures the pages are the same, and what the cache has is published.
// Whoever writes addresses of sizes in a story gets none of a picture that is not public,
// and not more than a hundred of one that is.
func TestAddressesOfSizesInAStory(t *testing.T) {
	source := illustratedPaper()
	address := func(place string, n int) string {
		mark := media.Source{Name: place, Hash: media.HashOf(source["content/"+place].Data)}.Mark()
		return fmt.Sprintf("/media/%s-%s-%dx%d.jpg ", strings.TrimSuffix(place, ".jpg"), mark, n, n)
	}
	story := source["content/politics/visit/index.md"]
	body := address("politics/held/secret.jpg", 20)
	for n := range 300 {
		body += address("politics/visit/in.jpg", n+1)
	}
	story.Data = append(story.Data, "\n"+body...)
	s := &shelf{}
	s.print(t, input(source))
	p, _ := s.print(t, input(source)) // the next build makes no more
	of := map[string]int{}
	for _, name := range sizesOf(s.old) {
		of[path.Dir(name)]++
	}
	if of["politics/held"] != 0 || of["politics/visit"] < 100 || of["politics/visit"] > 130 {
		t.Errorf("sizes that were made: %v", of)
	}
	if !slices.ContainsFunc(p.Problems, func(p site.Problem) bool { return strings.Contains(p.Message.En, "more than a hundred sizes") }) {
		t.Errorf("nothing is told: %v", p.Problems)
	}
}

func TestNoImages(t *testing.T) {
	all, none := &shelf{}, &shelf{}
	all.print(t, input(illustratedPaper()))
	none.print(t, quick(illustratedPaper()))
	if got := sizesOf(none.old); len(got) > 0 {
		t.Errorf("made %v", got)
	}
	style := regexp.MustCompile(` style="background:#[0-9a-f]{6}"|<meta property="og:image[^>]*>`)
	page := "politics/2026/11/visit/index.html"
	if a, b := style.ReplaceAllString(text(all.old, page), ""), style.ReplaceAllString(text(none.old, page), ""); a != b {
		t.Errorf("the page is\n%s\nwant\n%s", b, a)
	}
}

// The preview makes a size when a browser asks for it, and nothing that no page names.
func TestPreviewMakesPicturesOnRequest(t *testing.T) {
	in := input(illustratedPaper())
	in.Preview, in.OnRequest = true, true
	p, err := Prepare(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	v := p.Preview(nil)
	page, found, err := v.File("politics/2026/11/visit/index.html")
	names := regexp.MustCompile(`(media/[^ ",]+) \d+w`).FindAllStringSubmatch(string(page), -1)
	if !found || err != nil || len(names) < 6 {
		t.Fatalf("%v, %v: %s", found, err, page)
	}
	for _, m := range names {
		if data, found, err := v.File(m[1]); !found || err != nil || len(data) == 0 {
			t.Errorf("%s: %v, %v", m[1], found, err)
		}
	}
	for _, name := range []string{"media/politics/visit/lead-00000000-480x332.webp", strings.Replace(names[0][1], "480x", "9480x", 1), "media/none-0a0b0c0d-1x1.jpg"} {
		if _, found, err := v.File(name); found || err != nil {
			t.Errorf("%s: %v, %v", name, found, err)
		}
	}
}

// damage flips a bit of a file, cuts it, or takes it away.
func damage(t *testing.T, name string, i int) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	switch i % 3 {
	case 0:
		data[len(data)/2] ^= 1
	case 1:
		data = data[:len(data)-1]
	case 2:
		err = os.Remove(name)
		data = nil
	}
	if data != nil {
		err = os.WriteFile(name, data, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// withPlace is a photograph that says where it was taken (XMP), and withCredentials one that has
// content credentials (C2PA: a box of JUMBF in APP11).
func withPlace(photo []byte) []byte {
	return withSegment(photo, 0xe1, "http://ns.adobe.com/xap/1.0/\x00"+`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="31,57.1N"/></rdf:RDF></x:xmpmeta>`)
}

func withCredentials(photo []byte) []byte {
	return withSegment(photo, 0xeb, "JP\x00\x01\x00\x00\x00\x01\x00\x00\x00\x20jumb\x00\x00\x00\x18jumdc2pa")
}

func withSegment(photo []byte, marker byte, body string) []byte {
	return slices.Concat([]byte{0xff, 0xd8, 0xff, marker, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, []byte(body), photo[2:])
}

// What lies in static/ goes out as it is, and it is told once where a picture of it says where it
// was taken, also by a warm build; by choice it goes out clean.
func TestPicturesOfStatic(t *testing.T) {
	source := illustratedPaper()
	for _, name := range []string{"a", "b"} {
		source["static/img/"+name+".jpg"] = &fstest.MapFile{Data: withPlace(photo(30, 20)), Mode: 0o644, ModTime: noon}
	}
	store, err := cache.Open(t.TempDir(), cache.Sum{1})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	in := input(source)
	in.Store = store
	told := func(p *Paper) (n int) {
		for _, problem := range p.Problems {
			if problem.Rule == "picture/located" && problem.Path == "static/img/a.jpg" && strings.Contains(problem.Message.En, "(2 of them") {
				n++
			}
		}
		return n
	}
	s := &shelf{}
	for range 2 {
		p, _ := s.print(t, in)
		if !bytes.Equal(s.old["img/a.jpg"], source["static/img/a.jpg"].Data) || told(p) != 1 {
			t.Errorf("the file has %d bytes; told %d times: %v", len(s.old["img/a.jpg"]), told(p), p.Problems)
		}
	}
	source["content/edition.yaml"].Data = append(source["content/edition.yaml"].Data, "pictures: {clean_static: true}\n"...)
	p, _ := s.print(t, in)
	if got := s.old["img/b.jpg"]; len(got) == 0 || bytes.Contains(got, []byte("GPS")) || told(p) != 0 {
		t.Errorf("clean, the file has %d bytes: %v", len(got), p.Problems)
	}
}

// By choice the original of a picture with content credentials is published untouched, and the
// page leads to it; one of an embargoed story is not.
func TestOriginals(t *testing.T) {
	source := illustratedPaper()
	for _, name := range []string{"visit/lead.jpg", "held/secret.jpg"} {
		f := source["content/politics/"+name]
		f.Data = withCredentials(f.Data)
	}
	originals := func() (names []string) {
		s := &shelf{}
		s.print(t, input(source))
		for name, data := range s.old {
			if strings.Contains(name, "-original.") {
				names = append(names, name)
				if page := s.old["politics/2026/11/visit/index.html"]; !bytes.Equal(data, source["content/politics/visit/lead.jpg"].Data) || !bytes.Contains(page, []byte(`href="/`+name+`"`)) && !bytes.Contains(page, []byte(`href=/`+name)) {
					t.Errorf("%s: %d bytes; the page leads there: %v", name, len(data), bytes.Contains(page, []byte(name)))
				}
			}
		}
		return names
	}
	if got := originals(); len(got) != 0 {
		t.Errorf("%v are published", got)
	}
	source["content/edition.yaml"].Data = append(source["content/edition.yaml"].Data, "pictures: {originals: keep}\n"...)
	if got := originals(); len(got) != 1 || !strings.HasPrefix(got[0], "media/politics/visit/lead-") {
		t.Errorf("%v are published", got)
	}
}
