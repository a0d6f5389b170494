// Package film makes a film of an animation: a GIF of some megabytes is an MP4 of a few hundred
// kilobytes. ffmpeg does it, where it is installed: it is started as a process, gets the
// animation and gives the film through pipes. It goes back in a GIF as it reads it, so that it
// keeps one in a temporary file of its own (its protocol cache).
//
// Belongs here: how the program is called, and its bounds. Does not: which animations become
// films, and where these are kept.
package film

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"time"

	"warraq/site"
)

// The bounds of one film.
const (
	mostTime  = time.Minute // of the program's work
	mostBytes = 32 << 20    // of the film
	mostShown = "120"       // of what it shows, in seconds
)

// ErrAbsent says that ffmpeg is not installed.
var ErrAbsent = site.Failure("البرنامج ffmpeg غير مثبّت على هذا الجهاز", "the program ffmpeg is not installed on this machine")

// Size is that of the film of an animation: the codec wants even sides.
func Size(width, height int) (w, h int) { return max(2, width&^1), max(2, height&^1) }

// Make makes an MP4 (H.264) of an animation, in a size that Size gave.
func Make(ctx context.Context, animation []byte, width, height int) ([]byte, error) {
	program, err := exec.LookPath("ffmpeg")
	if err != nil {
		return nil, ErrAbsent
	}
	ctx, stop := context.WithTimeout(ctx, mostTime)
	defer stop()
	c := exec.CommandContext(ctx, program, "-v", "error", "-nostdin", "-protocol_whitelist", "cache,pipe", "-f", "gif", "-i", "cache:pipe:0", "-t", mostShown, "-an", "-map_metadata", "-1",
		"-vf", fmt.Sprintf("scale=%d:%d,format=yuv420p", width, height), "-c:v", "libx264", "-crf", "26", "-preset", "medium", "-threads", "1",
		"-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+frag_keyframe+empty_moov+default_base_moof", "-f", "mp4", "pipe:1")
	c.WaitDelay = 5 * time.Second
	c.Env = []string{"LC_ALL=C"}
	c.Stdin = bytes.NewReader(animation)
	out, said := &bounded{most: mostBytes}, &bounded{most: 4 << 10, rest: true}
	c.Stdout, c.Stderr = out, said
	switch err := c.Run(); {
	case out.full:
		return nil, site.Failure("فيلمها أكبر من 32 م.ب", "its film is larger than 32 MB")
	case ctx.Err() != nil:
		return nil, site.Failure("لم يفرغ ffmpeg منها في دقيقة", "ffmpeg was not done with it in a minute")
	case err != nil:
		return nil, site.Failure("فشل ffmpeg: %s", "ffmpeg failed: %s", lastLine(said.String(), err))
	case !isFilm(out.Bytes()):
		return nil, site.Failure("لم يُخرج ffmpeg فيلم MP4", "what ffmpeg made is no MP4")
	}
	return out.Bytes(), nil
}

// isFilm says that a file begins as an MP4 does (ISO/IEC 14496-12).
func isFilm(data []byte) bool { return len(data) > 32 && string(data[4:8]) == "ftyp" }

func lastLine(said string, err error) string {
	lines := strings.FieldsFunc(said, func(r rune) bool { return r == '\n' || r == '\r' })
	lines = slices.DeleteFunc(lines, func(line string) bool { // it tells of going back, which does no harm
		return strings.HasPrefix(line, "[cache ") || strings.Contains(line, "Last message repeated")
	})
	if len(lines) == 0 {
		return err.Error()
	}
	return strings.ToValidUTF8(lines[len(lines)-1], "?")
}

// bounded keeps what a program writes, up to a bound: then the program is stopped, or the rest
// is lost.
type bounded struct {
	bytes.Buffer
	most int
	rest bool // is lost
	full bool
}

var errFull = errors.New("too much")

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) <= b.most {
		return b.Buffer.Write(p)
	}
	if b.rest {
		return len(p), nil
	}
	b.full = true
	return 0, errFull
}

// ReadFrom keeps the buffer's own from being used, which has no bound.
func (b *bounded) ReadFrom(r io.Reader) (int64, error) {
	return io.Copy(struct{ io.Writer }{b}, r)
}
