package heif

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The pictures of libheif and libavif, with what exiftool writes into them: their size and bits
// are what it reads, a blank one says nothing of a place or a machine, and a packet of rights
// is found, once more by exiftool.
func TestExiftoolAgrees(t *testing.T) {
	tool, err := exec.LookPath("exiftool")
	if err != nil {
		t.Skip("exiftool is not installed")
	}
	run := func(args ...string) []byte {
		out, err := exec.CommandContext(t.Context(), tool, args...).Output()
		if err != nil {
			t.Fatalf("exiftool %q: %v", args, err)
		}
		return out
	}
	dir := t.TempDir()
	names := []string{"quarters.heic", "quarters10.avif", "quartersP3.avif"}
	var paths []string
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join("../encode/testdata", name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), data, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, filepath.Join(dir, name))
	}
	run(slices.Concat([]string{"-q", "-overwrite_original", "-n", "-EXIF:GPSLatitude=33.5138", "-EXIF:GPSLatitudeRef=N", "-EXIF:Model=SECRETCAM", "-XMP-photoshop:City=Damascus", "-XMP-dc:Creator=Secret"}, paths)...)
	listed := func() (found []map[string]any) {
		if err := json.Unmarshal(run(append([]string{"-j", "-G0", "-n", "-a"}, paths...)...), &found); err != nil || len(found) != len(names) {
			t.Fatalf("%v, %v", found, err)
		}
		return found
	}
	packet := []byte(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"><photoshop:Credit>المدار</photoshop:Credit></rdf:Description></rdf:RDF></x:xmpmeta>`)
	for i, before := range listed() {
		data, err := os.ReadFile(paths[i])
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(bytes.NewReader(data))
		if err != nil || before["EXIF:Model"] != "SECRETCAM" {
			t.Fatalf("%s: %v, %v", names[i], before, err)
		}
		size := []int{got.Width, got.Height}
		if slices.Sort(size); size[0] != 30 || size[1] != 40 || got.Deep != strings.Contains(names[i], "10") {
			t.Errorf("%s is %+v; exiftool says %v", names[i], got, before)
		}
		clean, ok := Blank(data, packet)
		if !ok || len(clean) != len(data) || bytes.Contains(clean, []byte("SECRETCAM")) || bytes.Contains(clean, []byte("Damascus")) {
			t.Errorf("%s is not blank: %v", names[i], ok)
		}
		if err := os.WriteFile(paths[i], clean, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for i, after := range listed() {
		for tag, value := range after {
			if group, _, _ := strings.Cut(tag, ":"); (group == "EXIF" || group == "XMP" || tag == "ExifTool:Error") && tag != "XMP:Credit" {
				t.Errorf("%s still says %s: %v", names[i], tag, value)
			}
		}
		if after["XMP:Credit"] != "المدار" {
			t.Errorf("%s is credited to %v", names[i], after["XMP:Credit"])
		}
	}
	avif, err := os.ReadFile(filepath.Join("../encode/testdata", names[1]))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(paths[1], With(avif, packet), 0o666); err != nil {
		t.Fatal(err)
	}
	after := listed()[1]
	got, err := Read(bytes.NewReader(With(avif, packet)))
	want, _ := Read(bytes.NewReader(avif))
	if after["XMP:Credit"] != "المدار" && len(With(avif, packet)) != len(avif) || err != nil || got.Width != want.Width || got.Turn != want.Turn {
		t.Errorf("with rights it is %+v, %v; exiftool says %v", got, err, after)
	}
}
