package film

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// A program that stands for ffmpeg shows what is done with its answers: a film is taken, and
// whatever else comes is told and is no film.
func TestAnswersOfTheProgram(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the program is a script of a shell")
	}
	for does, want := range map[string]string{
		`cat >/dev/null; printf '\000\000\000\030ftypisom'; head -c 64 /dev/zero`: "",
		`cat >/dev/null; echo no film`:                                            "is no MP4",
		`cat >/dev/null; echo "it is broken" >&2; exit 1`:                         "it is broken",
		`cat >/dev/null; exit 3`:                                                  "exit status 3",
		`printf '\000\000\000\030ftyp'; exec head -c 40000000 /dev/zero`:          "larger than 32 MB",
		`head -c 100000 /dev/zero >&2; cat >/dev/null; exit 1`:                    "ffmpeg failed",
		`printf '\000\000\000\030ftypisom'; head -c 64 /dev/zero`:                 "", // it reads nothing
	} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "ffmpeg"), []byte("#!/bin/sh\nPATH=/usr/bin:/bin\n"+does+"\n"), 0o755); err != nil { //nolint:gosec // a program
			t.Fatal(err)
		}
		t.Setenv("PATH", folder)
		film, err := Make(t.Context(), bytes.Repeat([]byte("GIF"), 1000), 8, 8)
		if err != nil {
			if said := err.Error(); want == "" || !strings.Contains(said, want) || film != nil {
				t.Errorf("%s: %v, %d bytes; want %q", does, err, len(film), want)
			}
		} else if want != "" || !isFilm(film) {
			t.Errorf("%s: a film of %d bytes; want %q", does, len(film), want)
		}
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Make(t.Context(), nil, 8, 8); !errors.Is(err, ErrAbsent) {
		t.Errorf("without the program: %v", err)
	}
}

// ffmpeg itself makes a film of a GIF, the same each time; of what is no GIF it makes none.
func TestFFmpeg(t *testing.T) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is not installed")
	}
	var animation bytes.Buffer
	g := &gif.GIF{}
	for i := range 4 {
		frame := image.NewPaletted(image.Rect(0, 0, 333, 210), color.Palette{color.Black, color.White})
		for y := range 210 {
			frame.SetColorIndex(80*i+y%50, y, 1)
		}
		g.Image, g.Delay = append(g.Image, frame), append(g.Delay, 10)
	}
	if err := gif.EncodeAll(&animation, g); err != nil {
		t.Fatal(err)
	}
	w, h := Size(333, 210)
	if w != 332 || h != 210 {
		t.Errorf("the film is %d by %d", w, h)
	}
	one, err := Make(t.Context(), animation.Bytes(), w, h)
	if err != nil || !isFilm(one) {
		t.Fatalf("%v, %d bytes", err, len(one))
	}
	if two, err := Make(t.Context(), animation.Bytes(), w, h); err != nil || !bytes.Equal(one, two) {
		t.Errorf("the second film is another: %v", err)
	}
	for _, bad := range []string{"", "GIF89a", strings.Repeat("<svg>", 100)} {
		if film, err := Make(t.Context(), []byte(bad), w, h); err == nil {
			t.Errorf("of %q is made a film of %d bytes", bad, len(film))
		}
	}
}
