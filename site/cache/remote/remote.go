package remote

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/zstd"

	"warraq/site"
	"warraq/site/regular"
)

// Objects is a storage of small and large objects by key. Open gives fs.ErrNotExist where there is none, and
// what it gives ends with io.ErrUnexpectedEOF if the object was cut. Both are given a context that ends, and String names
// the storage without a password.
type Objects interface {
	Open(ctx context.Context, key string) (io.ReadCloser, error)
	Put(ctx context.Context, key string, data []byte) error
	String() string
}

const (
	magic       = "warraq shared cache 1\n"
	segmentSize = 8 << 20
	pictureMost = 64 << 20 // of one picture
	manifestMax = 32 << 20
	parallel    = 4
	patience    = 15 * time.Second // for the first answer, beside what bytes take
	slowest     = 1 << 20          // bytes a second, below which building is quicker
)

// Options say which cache of a storage is meant.
type Options struct {
	Objects  Objects
	Version  []byte             // of the program and of its records
	Kinds    []string           // of build: the first is this one's, the others are read where it has none
	ReadOnly bool               // nothing is sent
	Sign     ed25519.PrivateKey // of what is sent; may be nil
	Trust    ed25519.PublicKey  // of what is read; nil: all is believed
	Patience time.Duration      // patience if 0
	Segment  int                // segmentSize if 0
}

// Shared is a shared cache during one build. Its methods may be called from several goroutines.
type Shared struct {
	o    Options
	keys []string
	ctx  func(seconds time.Duration) (context.Context, context.CancelFunc)
	from *manifest // nil where there is none
	own  bool      // it is of the first kind

	mu      sync.Mutex
	off     error             // why no more is asked
	told    error             // what else is to be told: the first
	stores  map[string]string // the folders of stores, by name
	gone    map[string]bool   // blobs that are not there, or not what they should be
	holes   int
	taken   int64 // bytes that came
	sent    int64
	batches *batches
	rooms   chan *room       // one for each that fetches at a time
	taking  map[string]taken // files that were taken whole, by their path
	left    map[string]*left // files with holes, by their path
}

// taken is a file as it was when it was taken.
type taken struct {
	info     fs.FileInfo
	segments []segment
}

// Open asks for the manifest of the cache. ctx bounds all that is done with it; a failure is kept for Fault.
func Open(ctx context.Context, o Options) *Shared {
	if o.Patience == 0 {
		o.Patience = patience
	}
	if o.Segment == 0 {
		o.Segment = segmentSize
	}
	s := &Shared{o: o, gone: map[string]bool{}, stores: map[string]string{}, rooms: make(chan *room, parallel), taking: map[string]taken{}, left: map[string]*left{}, ctx: func(d time.Duration) (context.Context, context.CancelFunc) {
		return context.WithTimeoutCause(ctx, d, errSlow)
	}}
	for range parallel {
		s.rooms <- new(room)
	}
	for _, kind := range o.Kinds {
		sum := sha256.Sum256([]byte(magic + hex.EncodeToString(o.Version) + "\n" + kind))
		s.keys = append(s.keys, hex.EncodeToString(sum[:]))
	}
	for i, key := range s.keys {
		if s.from, s.own = s.manifest(key), i == 0; s.from != nil {
			break
		}
	}
	s.batches = &batches{shared: s, from: s.from}
	return s
}

var errSlow = site.Failure("لا يجيب، أو هو أبطأ من البناء", "it does not answer, or building is quicker")

// manifest reads one, or gives nil.
func (s *Shared) manifest(key string) *manifest {
	if s.isOff() {
		return nil
	}
	ctx, stop := s.ctx(s.o.Patience)
	defer stop()
	data, err := s.get(ctx, "ac/"+key, manifestMax, nil)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		s.fail(ctx, err)
		return nil
	}
	m, err := unpack(data, key, s.o.Trust)
	if err != nil {
		s.tell(err)
	}
	return m
}

func (s *Shared) isOff() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.off != nil
}

// fail ends the use of the storage.
func (s *Shared) fail(ctx context.Context, err error) {
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.off == nil {
		s.off = err
	}
}

func (s *Shared) tell(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.told == nil {
		s.told = err
	}
}

// Fault is what went wrong, once; nil if nothing did.
func (s *Shared) Fault() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch name := s.o.Objects.String(); {
	case s.off != nil:
		return site.Failure("يمضي البناء من غير المخزن المشترك %s: %v", "the build goes on without the shared cache %s: %v", name, s.off)
	case errors.Is(s.told, errUnsigned):
		return site.Failure("المخزن المشترك %s لم يوقّعه من تثق به WARRAQ_CACHE_TRUST، فلم يُقرأ", "the shared cache %s is not signed by whom WARRAQ_CACHE_TRUST trusts, and was not read", name)
	case s.told != nil:
		return site.Failure("ليس في المخزن المشترك %s ما كتبه ورّاق، فلم يُقرأ", "the shared cache %s has something that warraq did not write; it was not read", name)
	case s.holes > 0:
		return site.Failure("تلف من المخزن المشترك %s ما عدده %d، أو ضاع، فيُصنع من جديد", "of the shared cache %s, parts are damaged or gone: %d; they are made anew", name, s.holes)
	}
	return nil
}

// Moved says how many bytes came and how many were sent.
func (s *Shared) Moved() (came, sent int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.taken, s.sent
}

var (
	decoder = sync.OnceValue(func() *zstd.Decoder {
		d, _ := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(segmentSize+pictureMost)) // the options are right
		return d
	})
	encoder = sync.OnceValue(func() *zstd.Encoder {
		e, _ := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(parallel), zstd.WithWindowSize(windowSize)) // the options are right
		return e
	})
)

// room is memory for a segment, which the next one may have after it: to clear some megabytes for each takes longer than to
// fetch them.
type room struct {
	passing      []byte // of what goes to a file as it comes
	decoder      *zstd.Decoder
	stored, data []byte
}

const (
	passingSize = 256 << 10
	windowSize  = 1 << 20 // of zstd: how far back who unpacks must remember
)

// get reads an object, at most most+1 bytes of it, into the memory of into if that is enough.
func (s *Shared) get(ctx context.Context, key string, most int, into []byte) ([]byte, error) {
	from, err := s.o.Objects.Open(ctx, key)
	if err != nil {
		return nil, err
	}
	defer func() { _ = from.Close() }() // it was read, and not written
	to := bytes.NewBuffer(into[:0])
	_, err = to.ReadFrom(io.LimitReader(from, int64(most)+1))
	return to.Bytes(), err
}

// segment gets the bytes of a segment, which stand in a room; ok is false where they are not to be had.
func (s *Shared) segment(ctx context.Context, g segment, in *room) (data []byte, ok bool) {
	if s.isOff() {
		return nil, false
	}
	stored, err := s.get(ctx, "cas/"+g.Blob, g.Stored, slices.Grow(in.stored, g.Stored+bytes.MinRead+1))
	if cap(stored) > cap(in.stored) {
		in.stored = stored[:0]
	}
	if err == nil {
		data, ok = g.open(stored, in)
	}
	return data, s.came(ctx, g, len(stored), err, ok)
}

// came notes what came of a segment, and gives ok. A storage that fails otherwise than by not having a segment whole is asked no more.
func (s *Shared) came(ctx context.Context, g segment, size int, err error, ok bool) bool {
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, io.ErrUnexpectedEOF) {
		s.fail(ctx, err)
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.taken += int64(size); !ok {
		s.gone[g.Blob] = true
		s.holes++
	}
	return ok
}

// pass writes the bytes of a segment into a file as they come, at a place where there is nothing yet. Where they are not to
// be had, a hole stays. The error is of the file.
func (s *Shared) pass(g segment, to *os.File, at int64) (ok bool, failed error) {
	in := <-s.rooms
	defer func() { s.rooms <- in }()
	if s.isOff() {
		return false, nil
	}
	ctx, stop := s.ctx(s.o.Patience + parallel*time.Duration(g.Stored)*time.Second/slowest)
	defer stop()
	stored, err := s.o.Objects.Open(ctx, "cas/"+g.Blob)
	if err != nil {
		return s.came(ctx, g, 0, err, false), nil
	}
	defer func() { _ = stored.Close() }() // it was read, and not written
	from := &seen{from: io.LimitReader(stored, int64(g.Stored)+1), sum: sha256.New()}
	if in.passing == nil {
		in.passing = make([]byte, passingSize)
	}
	var size int
	for data, err := in.open(from, g.Plain); err == nil && failed == nil; {
		var n int
		if n, err = data.Read(in.passing); size+n > g.Size {
			break
		}
		size += n
		_, failed = to.WriteAt(in.passing[:n], at+int64(size-n))
	}
	ok = from.err == nil && failed == nil && size == g.Size && from.size == g.Stored && hex.EncodeToString(from.sum.Sum(nil)) == g.Blob
	if !ok {
		failed = errors.Join(failed, clearAt(to, at, size, in.passing))
	}
	return s.came(ctx, g, from.size, from.err, ok), failed
}

// open gives the bytes of a segment of which the stored ones are read.
func (in *room) open(stored io.Reader, plain bool) (data io.Reader, err error) {
	if plain {
		return stored, nil
	}
	if in.decoder == nil {
		if in.decoder, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(windowSize)); err != nil {
			return nil, err
		}
	}
	return in.decoder, in.decoder.Reset(stored)
}

// seen is what was read of a reader: its hash, its size, and the error that was no end.
type seen struct {
	from io.Reader
	sum  hash.Hash
	size int
	err  error
}

func (s *seen) Read(p []byte) (int, error) {
	n, err := s.from.Read(p)
	s.sum.Write(p[:n])
	if s.size += n; err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// clearAt writes zeros over what was not what it should be.
func clearAt(to *os.File, at int64, size int, zeros []byte) error {
	clear(zeros)
	for size > 0 {
		n := min(size, len(zeros))
		if _, err := to.WriteAt(zeros[:n], at); err != nil {
			return err
		}
		at, size = at+int64(n), size-n
	}
	return nil
}

// open checks the stored bytes of a segment, and gives its own.
func (g segment) open(stored []byte, in *room) (data []byte, ok bool) {
	if len(stored) != g.Stored || hashOf(stored) != g.Blob {
		return nil, false
	}
	if data = stored; !g.Plain {
		var err error
		in.data = slices.Grow(in.data[:0], g.Size)
		if data, err = decoder().DecodeAll(stored, in.data); err != nil {
			return nil, false
		}
	}
	return data, len(data) == g.Size
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Take puts a file of the cache at a name. Where a segment is not to be had, holes says that the file has a hole
// there; else there is no file. It says whether there is one.
func (s *Shared) Take(file, name string, holes bool) bool {
	if s.from == nil {
		return false
	}
	f := s.from.file(file)
	if f == nil {
		return false
	}
	to, err := regular.Open(name+".fetched", os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return false // then the build cannot write there either, and says so
	}
	whole := s.write(to, f.Segments, holes)
	if to.Close() != nil || !whole || os.Rename(name+".fetched", name) != nil {
		os.Remove(name + ".fetched")
		return false
	}
	if info, err := os.Lstat(name); err == nil {
		s.mu.Lock()
		s.taking[name] = taken{info, f.Segments}
		s.mu.Unlock()
	}
	return true
}

// write gets segments, several at a time, and writes each at its place.
func (s *Shared) write(to *os.File, segments []segment, holes bool) bool {
	var missed, broken atomic.Bool
	var size int64
	at := make([]int64, len(segments))
	for i, g := range segments {
		at[i] = size
		size += int64(g.Size)
	}
	each(len(segments), func(i int) {
		ok, err := s.pass(segments[i], to, at[i])
		if err != nil {
			broken.Store(true)
		}
		if !ok {
			missed.Store(true)
		}
	})
	return !broken.Load() && !s.isOff() && (!missed.Load() || holes) && to.Truncate(size) == nil
}

// each calls for all numbers below n, several at a time.
func each(n int, do func(i int)) {
	var all sync.WaitGroup
	next := make(chan int)
	for range min(parallel, n) {
		all.Go(func() { // it ends when next is closed
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	all.Wait()
}

// Fill implements cache.Source: it takes the files of a store into its folder, and leaves its packs empty until Bring is
// asked for them. The store itself comes last: it is what makes the others count.
func (s *Shared) Fill(dir, name string, here bool) {
	s.mu.Lock()
	s.stores[name] = dir
	s.mu.Unlock()
	if here {
		s.recall(dir)
	}
	if s.from == nil || here {
		return
	}
	var packs []string
	for i, f := range s.from.Files {
		if pack := path.Base(f.Name); path.Join(name, pack) == f.Name && strings.HasSuffix(pack, packSuffix) && filepath.IsLocal(pack) {
			packs = append(packs, filepath.Join(dir, pack))
			s.leave(&s.from.Files[i], filepath.Join(dir, pack))
		}
	}
	if !s.Take(path.Join(name, storeFile), filepath.Join(dir, storeFile), false) {
		for _, pack := range packs {
			s.drop(pack)
		}
	}
}

// The files of a cache's folder (package cache) that are kept.
const (
	storeFile     = "store"
	packSuffix    = ".pack"
	pictureFolder = "pictures"
)
