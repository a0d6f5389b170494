// Package store is a small S3 in the test's own process, over a real socket: one bucket,
// PUT, GET, HEAD, DELETE and COPY of objects, with ETags, If-Match and If-None-Match.
// Requests must be signed (AWS Signature Version 4); GET and HEAD without a signature
// read the bucket as a public site, with index.html for folders.
package store

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// The keys and the bucket of every store.
const (
	AccessKey = "AKIAMARKERACCESS"
	SecretKey = "marker-secret-key-of-the-tests"
	Bucket    = "paper"
)

// Object is what lies at a key.
type Object struct {
	Data   []byte
	Header http.Header // those that a deploy sets
	ETag   string
}

// Fault is how a signed request goes wrong.
type Fault struct {
	Status int           // answered instead of the right answer
	Code   string        // S3's word for it
	Cut    bool          // the connection ends, before anything is done
	Lost   bool          // the connection ends, after it is done
	Half   bool          // the answer's body ends early
	Slow   time.Duration // before anything is done
	Stale  bool          // a GET gives the object as it was before its last PUT
}

// Store is the server.
type Store struct {
	URL  string
	Keep func([]byte) []byte // where bodies are kept; nil: as they came, in memory

	mu      sync.Mutex
	objects map[string]Object
	older   map[string]Object
	log     []string                     // "PUT key", in order
	fault   func(n int, r string) *Fault // called by several at once
	skew    time.Duration
	server  *httptest.Server
}

// New starts a store. Close ends it.
func New() *Store {
	s := &Store{objects: map[string]Object{}, older: map[string]Object{}}
	s.server = httptest.NewServer(s)
	s.URL = s.server.URL
	return s
}

// Close ends the server.
func (s *Store) Close() { s.server.CloseClientConnections(); s.server.Close() }

// Faults sets what goes wrong: of the n-th signed request since, counted from 1.
func (s *Store) Faults(fault func(n int, request string) *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault, s.log = fault, nil
}

// Skew sets the store's clock before or after ours.
func (s *Store) Skew(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.skew = d
}

// Log gives the signed requests since it was asked last.
func (s *Store) Log() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	log := s.log
	s.log = nil
	return log
}

// Objects are all objects.
func (s *Store) Objects() map[string]Object {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.objects)
}

// ServeHTTP answers.
func (s *Store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path, err := url.PathUnescape(r.URL.EscapedPath())
	if err != nil {
		http.Error(w, "bad path", http.StatusBadRequest)
		return
	}
	bucket, key, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	s.mu.Lock()
	now := time.Now().Add(s.skew)
	s.mu.Unlock()
	w.Header().Set("Date", now.UTC().Format(http.TimeFormat))
	if r.Header.Get("Authorization") == "" {
		s.public(w, r, key)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	method := r.Method
	if method == http.MethodPut && r.Header.Get("X-Amz-Copy-Source") != "" {
		method = "COPY"
	}
	s.mu.Lock()
	s.log = append(s.log, method+" "+key)
	n, ask := len(s.log), s.fault
	s.mu.Unlock()
	fault := &Fault{}
	if ask != nil {
		if f := ask(n, method+" "+key); f != nil {
			fault = f
		}
	}
	if fault.Slow > 0 {
		select {
		case <-time.After(fault.Slow):
		case <-r.Context().Done():
			return
		}
	}
	switch {
	case fault.Cut:
		cut(w)
		return
	case fault.Status != 0:
		refuse(w, fault.Status, fault.Code)
		return
	case bucket != Bucket:
		refuse(w, http.StatusNotFound, "NoSuchBucket")
		return
	}
	if status, code := check(r, body, now); code != "" {
		refuse(w, status, code)
		return
	}
	s.answer(w, r, method, key, body, fault)
}

func (s *Store) answer(w http.ResponseWriter, r *http.Request, method, key string, body []byte, fault *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	there, ok := s.objects[key]
	var out []byte
	switch method {
	case http.MethodGet, http.MethodHead:
		if old, had := s.older[key]; fault.Stale {
			there, ok = old, had
		}
		if !ok {
			refuse(w, http.StatusNotFound, "NoSuchKey")
			return
		}
		maps.Copy(w.Header(), there.Header)
		w.Header().Set("ETag", there.ETag)
		w.Header().Set("Last-Modified", time.Now().UTC().Format(http.TimeFormat))
		w.Header().Set("Content-Length", fmt.Sprint(len(there.Data)))
		out = there.Data
	case http.MethodPut, "COPY":
		switch match := r.Header.Get("If-Match"); {
		case match != "" && !ok:
			refuse(w, http.StatusNotFound, "NoSuchKey")
			return
		case match != "" && strings.Trim(match, `"`) != strings.Trim(there.ETag, `"`), r.Header.Get("If-None-Match") == "*" && ok:
			refuse(w, http.StatusPreconditionFailed, "PreconditionFailed")
			return
		}
		if method == "COPY" {
			from, _ := url.PathUnescape(r.Header.Get("X-Amz-Copy-Source"))
			source, had := s.objects[strings.TrimPrefix(strings.TrimPrefix(from, "/"), Bucket+"/")]
			if !had {
				refuse(w, http.StatusNotFound, "NoSuchKey")
				return
			}
			body = source.Data
		}
		if s.Keep != nil && method == http.MethodPut {
			body = s.Keep(body)
		}
		sum := md5.Sum(body)
		next := Object{Data: body, ETag: fmt.Sprintf(`"%x"`, sum), Header: http.Header{}}
		for _, name := range []string{"Content-Type", "Cache-Control", "Content-Encoding", "X-Amz-Website-Redirect-Location", "X-Amz-Meta-Surrogate-Key"} {
			if v := r.Header.Get(name); v != "" {
				next.Header.Set(name, v)
			}
		}
		if ok {
			s.older[key] = there
		}
		s.objects[key] = next
		w.Header().Set("ETag", next.ETag)
		if method == "COPY" {
			out = []byte("<CopyObjectResult><ETag>" + next.ETag + "</ETag><LastModified>2026-11-27T00:00:00Z</LastModified></CopyObjectResult>")
		}
	case http.MethodDelete:
		if ok {
			s.older[key] = there
		}
		delete(s.objects, key)
		w.WriteHeader(http.StatusNoContent)
	default:
		refuse(w, http.StatusMethodNotAllowed, "MethodNotAllowed")
		return
	}
	switch {
	case fault.Lost:
		cut(w)
	case fault.Half && len(out) > 1:
		_, _ = w.Write(out[:len(out)/2])
		cut(w)
	case method != http.MethodHead:
		_, _ = w.Write(out)
	}
}

// public reads the bucket as readers do.
func (s *Store) public(w http.ResponseWriter, r *http.Request, key string) {
	if key == "" || strings.HasSuffix(key, "/") {
		key += "index.html"
	}
	s.mu.Lock()
	there, ok := s.objects[key]
	s.mu.Unlock()
	if !ok || r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	maps.Copy(w.Header(), there.Header)
	_, _ = w.Write(there.Data)
}

// cut ends a connection in the middle.
func cut(w http.ResponseWriter) {
	if f, ok := w.(http.Flusher); ok && w.Header().Get("Content-Length") != "" {
		f.Flush()
	}
	if h, ok := w.(http.Hijacker); ok {
		if c, _, err := h.Hijack(); err == nil {
			if t, ok := c.(*net.TCPConn); ok {
				_ = t.SetLinger(0)
			}
			_ = c.Close()
		}
	}
}

func refuse(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	_ = xml.NewEncoder(w).Encode(struct {
		XMLName       xml.Name `xml:"Error"`
		Code, Message string
		StringToSign  string
	}{Code: code, Message: "made to fail with " + SecretKey, StringToSign: SecretKey})
}

// check is AWS Signature Version 4 of a request whose body's hash is signed.
func check(r *http.Request, body []byte, now time.Time) (status int, code string) {
	auth := map[string]string{}
	rest, ok := strings.CutPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 ")
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		auth[name] = value
	}
	scope := strings.Split(auth["Credential"], "/")
	if !ok || len(scope) != 5 {
		return http.StatusBadRequest, "AuthorizationHeaderMalformed"
	}
	if scope[0] != AccessKey {
		return http.StatusForbidden, "InvalidAccessKeyId"
	}
	at, err := time.Parse("20060102T150405Z", r.Header.Get("X-Amz-Date"))
	const most = 15 * time.Minute
	if err != nil || now.Sub(at).Abs() > most {
		return http.StatusForbidden, "RequestTimeTooSkewed"
	}
	hash := r.Header.Get("X-Amz-Content-Sha256")
	if sum := sha256.Sum256(body); hash != hex.EncodeToString(sum[:]) && hash != "UNSIGNED-PAYLOAD" {
		return http.StatusBadRequest, "XAmzContentSHA256Mismatch"
	}
	var headers strings.Builder
	for name := range strings.SplitSeq(auth["SignedHeaders"], ";") {
		value := strings.Join(r.Header.Values(name), ",")
		switch name {
		case "host":
			value = r.Host
		case "content-length":
			value = fmt.Sprint(r.ContentLength)
		}
		fmt.Fprintf(&headers, "%s:%s\n", name, strings.TrimSpace(value))
	}
	query := r.URL.Query()
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(query)) {
		for _, v := range query[name] {
			pairs = append(pairs, url.QueryEscape(name)+"="+strings.ReplaceAll(url.QueryEscape(v), "+", "%20"))
		}
	}
	canonical := strings.Join([]string{r.Method, r.URL.EscapedPath(), strings.Join(pairs, "&"), headers.String(), auth["SignedHeaders"], hash}, "\n")
	sum := sha256.Sum256([]byte(canonical))
	text := strings.Join([]string{"AWS4-HMAC-SHA256", r.Header.Get("X-Amz-Date"), strings.Join(scope[1:], "/"), hex.EncodeToString(sum[:])}, "\n")
	key := []byte("AWS4" + SecretKey)
	for _, part := range append(scope[1:], text) {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(part))
		key = mac.Sum(nil)
	}
	if hex.EncodeToString(key) != auth["Signature"] {
		return http.StatusForbidden, "SignatureDoesNotMatch"
	}
	return 0, ""
}
