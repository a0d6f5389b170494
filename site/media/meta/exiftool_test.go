package meta

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// exiftool runs the program that photo desks judge files by.
func exiftool(t *testing.T, args ...string) []byte {
	t.Helper()
	name, err := exec.LookPath("exiftool")
	if err != nil {
		t.Skip("exiftool is not installed")
	}
	cmd := exec.CommandContext(t.Context(), name, args...)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %q: %v", name, args, err)
	}
	return out
}

// private are the tags of a photograph that are nobody's business, with what they say.
var private = []string{
	"-EXIF:GPSLatitude=33.5138", "-EXIF:GPSLatitudeRef=N", "-EXIF:GPSLongitude=36.2765", "-EXIF:GPSLongitudeRef=E", "-EXIF:DateTimeOriginal=2024:05:01 10:00:00",
	"-EXIF:SerialNumber=SN-4711", "-EXIF:Model=SECRETCAM", "-EXIF:OwnerName=Owner Secret", "-XMP-photoshop:City=Damascus", "-XMP-xmpMM:DocumentID=xmp.did:secret", "-XMP-iptcExt:PersonInImage=Witness",
}

// What exiftool writes into a file is read, by the standard's order of precedence; a file that
// was cleaned says nothing else, as exiftool judges, and shows what it showed.
func TestExiftoolAgrees(t *testing.T) {
	dir := t.TempDir()
	kinds := []string{"jpeg", "png", "webp"}
	var paths []string
	for _, kind := range kinds {
		paths = append(paths, filepath.Join(dir, "a."+kind))
		if err := os.WriteFile(filepath.Join(dir, "a."+kind), files(t)[kind], 0o666); err != nil {
			t.Fatal(err)
		}
	}
	exiftool(t, slices.Concat([]string{
		"-q", "-overwrite_original", "-n", "-EXIF:Orientation=6", "-EXIF:Artist=another", "-EXIF:Copyright=another", "-IPTC:Credit=another", "-IPTC:City=Damascus", "-Comment=secret",
		"-XMP-photoshop:Headline=" + whole.Headline, "-XMP-dc:Description=" + whole.Caption, "-XMP-dc:Creator=" + whole.Creator, "-XMP-photoshop:Credit=" + whole.Credit,
		"-XMP-dc:Rights=" + whole.Copyright, "-XMP-xmpRights:WebStatement=" + whole.License, "-XMP-iptcExt:DigitalSourceType=" + whole.Origin,
	}, private, paths)...)
	for i, kind := range kinds {
		photo, err := os.ReadFile(paths[i])
		if err != nil {
			t.Fatal(err)
		}
		if info := Read(photo, kind); info.Rights != whole || info.Orientation != 6 {
			t.Errorf("%s says %+v", kind, info)
		}
		clean, ok := Clean(photo, kind)
		if !ok || len(photo) < len(clean)+300 {
			t.Errorf("%s: %d bytes of %d are left", kind, len(clean), len(photo))
		}
		if err := os.WriteFile(paths[i], clean, 0o666); err != nil {
			t.Fatal(err)
		}
		size(t, kind, clean)
	}
	var found []map[string]any
	if err := json.Unmarshal(exiftool(t, append([]string{"-j", "-G0", "-n", "-a", "-u"}, paths...)...), &found); err != nil || len(found) != len(kinds) {
		t.Fatalf("exiftool finds %v, %v", found, err)
	}
	for i, kind := range kinds {
		says(t, kind, found[i])
	}
}

// says checks what exiftool finds in a clean file.
func says(t *testing.T, kind string, found map[string]any) {
	t.Helper()
	rights := map[string]string{
		"XMP:Headline": whole.Headline, "XMP:Description": whole.Caption, "XMP:Creator": whole.Creator, "XMP:Credit": whole.Credit,
		"XMP:Rights": whole.Copyright, "XMP:WebStatement": whole.License, "XMP:DigitalSourceType": whole.Origin,
	}
	for tag, value := range rights {
		if found[tag] != value {
			t.Errorf("%s: %s is %v, want %s", kind, tag, found[tag], value)
		}
	}
	if found["EXIF:Orientation"] != 6.0 {
		t.Errorf("%s is turned as %v", kind, found["EXIF:Orientation"])
	}
	for tag, value := range found {
		group, name, _ := strings.Cut(tag, ":")
		isOther := rights[tag] == "" && name != "Orientation" && slices.Contains([]string{"EXIF", "XMP", "IPTC", "Photoshop", "MakerNotes"}, group)
		if isOther || slices.Contains([]string{"Comment", "Warning", "Error"}, name) {
			t.Errorf("%s still says %s: %v", kind, tag, value)
		}
	}
}
