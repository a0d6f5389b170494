// Package squeeze compresses files as HTTP sends them.
//
// Belongs here: the forms, which files are worth it, how hard one tries. Does not: where
// what is compressed goes, and what is kept of it.
package squeeze

import (
	"bytes"
	"io"
	"path"
	"slices"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Form is a way to compress: the end of a file's name, and the name of HTTP.
type Form struct{ End, Name string }

// Forms are all of them, from what makes the smallest files to what everybody reads: as a
// server prefers them.
var Forms = []Form{{"br", "br"}, {"zst", "zstd"}, {"gz", "gzip"}}

// Type is an end of names, and what such a file is.
type Type struct{ End, Mime string }

// Types are those of files that are worth compressing.
var Types = []Type{
	{"html", "text/html"}, {"css", "text/css"}, {"js", "text/javascript"}, {"mjs", "text/javascript"}, {"json", "application/json"}, {"xml", "application/xml"},
	{"svg", "image/svg+xml"}, {"txt", "text/plain"}, {"opml", "text/x-opml"}, {"webmanifest", "application/manifest+json"}, {"bin", "application/octet-stream"}, {"csv", "text/csv"}, {"vtt", "text/vtt"},
}

// least is the size from which a file is worth it: below it readers wait for the packet,
// not for its bytes.
const least = 512

// WorthIt says that a file of that path and size is worth compressing.
func WorthIt(p string, size int64) bool { return size >= least && Worth(p) }

// Worth says it of a path alone.
func Worth(p string) bool {
	return slices.ContainsFunc(Types, func(t Type) bool { return "."+t.End == path.Ext(p) })
}

// levels of brotli. What all pages load is made seldom, and may take its time.
const (
	brotliOften  = 5
	brotliSeldom = brotli.BestCompression
)

// Slowly says that a file is compressed as far as it goes.
func Slowly(p string) bool { return path.Ext(p) == ".css" || path.Ext(p) == ".js" }

// Of gives the bytes of a file in a form, by its end or its name; nil where that saves
// nothing. The same bytes give the same result.
func Of(form, p string, data []byte) []byte {
	if !WorthIt(p, int64(len(data))) {
		return nil
	}
	if out := Always(form, p, data); len(out) < len(data) {
		return out
	}
	return nil
}

// Always is Of without asking whether it is worth it. A form that is not known gives nil.
func Always(form, p string, data []byte) []byte {
	var out bytes.Buffer
	var w io.WriteCloser
	switch form {
	case "gz", "gzip":
		w, _ = gzip.NewWriterLevel(&out, gzip.BestCompression) // the level is known to be one
	case "br":
		level := brotliOften
		if Slowly(p) {
			level = brotliSeldom
		}
		w = brotli.NewWriterLevel(&out, level)
	case "zst", "zstd":
		const window = 8 << 20 // browsers take no larger one (RFC 9659)
		w, _ = zstd.NewWriter(&out, zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(window))
	default:
		return nil
	}
	_, _ = w.Write(data) // a Buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

// most bounds what is unpacked.
const most = 1 << 30

// Back gives what Of compressed, by the name of its form.
func Back(form string, data []byte) ([]byte, error) {
	var from io.Reader
	var err error
	switch form {
	case "gzip":
		from, err = gzip.NewReader(bytes.NewReader(data))
	case "br":
		from = brotli.NewReader(bytes.NewReader(data))
	default:
		return data, nil
	}
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(from, most))
}
