// Command storage is as much of S3 as two programs need that deploy a site: objects in memory by path, their lists, and the
// conditions of PUT. It checks no signature.
//
//	storage [-delay D] ADDRESS
//
// Each answer waits for D. GET /.counts gives what was asked since the last time, as a line, and counts from nothing again.
package main

import (
	"bufio"
	"bytes"
	"crypto/md5"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

type object struct {
	data   []byte
	header http.Header
}

type storage struct {
	delay time.Duration

	mu      sync.Mutex
	objects map[string]object // by "bucket/key"
	counts  map[string]int
	sent    int // bytes that were put
}

func main() {
	delay := flag.Duration("delay", 0, "that each answer waits")
	flag.Parse()
	s := &storage{delay: *delay, objects: map[string]object{}, counts: map[string]int{}}
	log.Fatal(http.ListenAndServe(flag.Arg(0), s)) //nolint:gosec // on this machine
}

func (s *storage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/.counts" {
		s.tell(w)
		return
	}
	body, err := bodyOf(r)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	time.Sleep(s.delay)
	s.mu.Lock()
	defer s.mu.Unlock()
	name := strings.TrimPrefix(r.URL.Path, "/")
	there, found := s.objects[name]
	switch query := r.URL.Query(); {
	case r.Method == http.MethodGet && query.Get("list-type") == "2":
		s.counts["LIST"]++
		s.list(w, strings.TrimSuffix(name, "/")+"/", query)
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		s.counts[r.Method]++
		if !found {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		for key := range there.header {
			w.Header().Set(key, there.header.Get(key))
		}
		w.Header().Set("ETag", tag(there.data))
		w.Header().Set("Last-Modified", "Sun, 01 Nov 2026 00:00:00 GMT")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(there.data))
	case r.Method == http.MethodDelete:
		s.counts["DELETE"]++
		delete(s.objects, name)
		w.WriteHeader(http.StatusNoContent)
	case r.Method == http.MethodPut:
		match := r.Header.Get("If-Match")
		if found && r.Header.Get("If-None-Match") == "*" || match != "" && (!found || match != tag(there.data) && match != strings.Trim(tag(there.data), `"`)) {
			w.WriteHeader(http.StatusPreconditionFailed)
			return
		}
		if from := r.Header.Get("X-Amz-Copy-Source"); from != "" {
			s.counts["COPY"]++
			from, _ = url.PathUnescape(from)
			s.objects[name] = s.objects[strings.TrimPrefix(from, "/")]
			_, _ = fmt.Fprintf(w, `<CopyObjectResult><ETag>%s</ETag><LastModified>2026-11-01T00:00:00Z</LastModified></CopyObjectResult>`, tag(s.objects[name].data))
			return
		}
		s.counts["PUT"]++
		s.sent += len(body)
		o := object{data: body, header: http.Header{}}
		for _, key := range []string{"Content-Type", "Cache-Control"} {
			if v := r.Header.Get(key); v != "" {
				o.header.Set(key, v)
			}
		}
		s.objects[name] = o
		w.Header().Set("ETag", tag(body))
	default:
		w.WriteHeader(http.StatusNotImplemented)
	}
}

// bodyOf is the body, without the frames of aws-chunked.
func bodyOf(r *http.Request) ([]byte, error) {
	if !strings.Contains(r.Header.Get("Content-Encoding"), "aws-chunked") && !strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING") {
		return io.ReadAll(r.Body)
	}
	var out []byte
	in := bufio.NewReader(r.Body)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return nil, err
		}
		size, _, _ := strings.Cut(strings.TrimSpace(line), ";")
		n, err := strconv.ParseInt(size, 16, 64)
		if err != nil || n == 0 {
			return out, err
		}
		part := make([]byte, n+2)
		if _, err := io.ReadFull(in, part); err != nil {
			return nil, err
		}
		out = append(out, part[:n]...)
	}
}

func tag(data []byte) string { return fmt.Sprintf(`"%x"`, md5.Sum(data)) }

// list answers ListObjectsV2, a thousand keys at a time.
func (s *storage) list(w io.Writer, below string, query url.Values) {
	type content struct {
		Key, LastModified, ETag, StorageClass string
		Size                                  int
	}
	var names []string
	for name := range s.objects {
		if key, ok := strings.CutPrefix(name, below); ok && strings.HasPrefix(key, query.Get("prefix")) && key > query.Get("continuation-token") {
			names = append(names, key)
		}
	}
	slices.Sort(names)
	result := struct {
		XMLName               xml.Name `xml:"ListBucketResult"`
		Name                  string
		KeyCount, MaxKeys     int
		IsTruncated           bool
		NextContinuationToken string `xml:",omitempty"`
		Contents              []content
	}{Name: below, MaxKeys: 1000}
	for i, key := range names {
		if i == result.MaxKeys {
			result.IsTruncated, result.NextContinuationToken = true, names[i-1]
			break
		}
		data := s.objects[below+key].data
		result.Contents = append(result.Contents, content{key, "2026-11-01T00:00:00.000Z", tag(data), "STANDARD", len(data)})
	}
	result.KeyCount = len(result.Contents)
	_ = xml.NewEncoder(w).Encode(result)
}

func (s *storage) tell(w io.Writer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := 0
	for _, n := range s.counts {
		all += n
	}
	_, _ = fmt.Fprintf(w, "%d requests %v, %d bytes put, %d objects\n", all, s.counts, s.sent, len(s.objects))
	s.counts, s.sent = map[string]int{}, 0
}
