// Package stores is a small Google Cloud Storage and a small Azure Blob Storage in the test's own
// process, over real sockets: one bucket each, what a deploy asks of it, with conditions.
//
// Google's side speaks the JSON API (cloud.google.com/storage/docs/json_api/v1/objects: insert with
// uploadType=multipart, rewrite, delete) and the XML API's GET. Azure's speaks Put Blob, Get Blob,
// Copy Blob, Get Blob Properties and Delete Blob of the Blob service REST API, and checks the
// account of Shared Key.
package stores

import (
	"crypto/md5"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"time"
)

// The bucket, and Azure's account with its key.
const (
	Bucket  = "paper"
	Account = "gazette"
)

// Key is the key of the account.
var Key = base64.StdEncoding.EncodeToString([]byte("marker-secret-key-of-the-tests"))

// Object is what lies at a key.
type Object struct {
	Data                  []byte
	Type, Cache, Encoding string
	SurrogateKey          string
	Version               int
}

// Store is a server. Its Fault, if it is not nil, is asked with the number of each request,
// from 1, and answers a status in place of the right answer, -1 for a connection that is cut before anything is done, -2 after, 0 for none.
type Store struct {
	URL string

	mu      sync.Mutex
	objects map[string]Object
	version int
	log     []string
	fault   func(n int) int
	server  *httptest.Server
}

// NewGoogle starts a server as Google's.
func NewGoogle() *Store { return start((*Store).google) }

// NewAzure starts a server as Azure's.
func NewAzure() *Store { return start((*Store).azure) }

type request struct {
	w      http.ResponseWriter
	r      *http.Request
	path   string // decoded once
	body   []byte
	finish func()
}

func start(answer func(*Store, *request)) *Store {
	s := &Store{objects: map[string]Object{}}
	s.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.log = append(s.log, r.Method)
		fault := 0
		if s.fault != nil {
			fault = s.fault(len(s.log))
		}
		switch {
		case fault == -1:
			panic(http.ErrAbortHandler)
		case fault > 0:
			w.WriteHeader(fault)
			_, _ = io.WriteString(w, "made to fail with "+Key)
			return
		}
		out := httptest.NewRecorder()
		answer(s, &request{w: out, r: r, path: r.URL.EscapedPath(), body: body})
		if fault == -2 {
			panic(http.ErrAbortHandler)
		}
		maps.Copy(w.Header(), out.Header())
		w.Header().Set("Content-Length", fmt.Sprint(out.Body.Len()))
		w.WriteHeader(out.Code)
		if r.Method != http.MethodHead {
			_, _ = w.Write(out.Body.Bytes())
		}
	}))
	s.URL = s.server.URL
	return s
}

// Close ends the server.
func (s *Store) Close() { s.server.CloseClientConnections(); s.server.Close() }

// Faults sets what goes wrong from now on, and begins to count.
func (s *Store) Faults(fault func(n int) int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault, s.log = fault, nil
}

// Log gives the methods of the requests since it was asked last.
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

func (s *Store) put(key string, o Object) Object {
	s.version++
	o.Version = s.version
	s.objects[key] = o
	return o
}

func sum(data []byte) string {
	hash := md5.Sum(data)
	return base64.StdEncoding.EncodeToString(hash[:])
}

// google answers as the JSON API does.
func (s *Store) google(q *request) {
	refuse := func(status int, reason string) {
		q.w.Header().Set("Content-Type", "application/json")
		q.w.WriteHeader(status)
		_ = json.NewEncoder(q.w).Encode(map[string]any{"error": map[string]any{"code": status, "message": "made to fail with " + Key, "errors": []map[string]string{{"reason": reason}}}})
	}
	root := "/storage/v1/b/" + Bucket + "/o"
	path, isUpload := strings.CutPrefix(q.path, "/upload")
	name, ok := strings.CutPrefix(path, root)
	if !ok {
		name, ok = strings.CutPrefix(path, strings.TrimPrefix(root, "/storage/v1"))
	}
	if !ok && q.r.Method == http.MethodGet { // objects are read by the XML API's addresses
		name, ok = strings.CutPrefix(path, "/"+Bucket)
	}
	if !ok {
		refuse(http.StatusNotFound, "notFound")
		return
	}
	from, to, isCopy := strings.Cut(strings.TrimPrefix(name, "/"), "/rewriteTo/b/"+Bucket+"/o/")
	key, _ := url.PathUnescape(from)
	o, there := s.objects[key]
	told := func(key string, o Object) map[string]any {
		return map[string]any{"kind": "storage#object", "name": key, "bucket": Bucket, "generation": fmt.Sprint(o.Version), "size": fmt.Sprint(len(o.Data)), "contentType": o.Type, "md5Hash": sum(o.Data), "crc32c": base64.StdEncoding.EncodeToString(binary.BigEndian.AppendUint32(nil, crc32.Checksum(o.Data, crc32.MakeTable(crc32.Castagnoli))))}
	}
	switch {
	case isUpload:
		s.insert(q, refuse, told)
	case !there:
		refuse(http.StatusNotFound, "notFound")
	case isCopy:
		var next Object
		var wants struct{ ContentType, CacheControl string }
		_ = json.Unmarshal(q.body, &wants)
		target, _ := url.PathUnescape(to)
		next = s.put(target, Object{Data: o.Data, Type: wants.ContentType, Cache: wants.CacheControl})
		_ = json.NewEncoder(q.w).Encode(map[string]any{"done": true, "resource": told(target, next), "objectSize": fmt.Sprint(len(o.Data)), "totalBytesRewritten": fmt.Sprint(len(o.Data))})
	case q.r.Method == http.MethodDelete:
		delete(s.objects, key)
		q.w.WriteHeader(http.StatusNoContent)
	case q.r.Method == http.MethodGet:
		q.w.Header().Set("Content-Type", o.Type)
		q.w.Header().Set("Cache-Control", o.Cache)
		if o.Encoding != "" {
			q.w.Header().Set("Content-Encoding", o.Encoding)
		}
		q.w.Header().Set("X-Goog-Generation", fmt.Sprint(o.Version))
		q.w.Header().Set("X-Goog-Hash", "md5="+sum(o.Data))
		_, _ = q.w.Write(o.Data)
	default:
		refuse(http.StatusMethodNotAllowed, "methodNotAllowed")
	}
}

// insert takes a multipart upload: what the object is, then its bytes.
func (s *Store) insert(q *request, refuse func(int, string), told func(string, Object) map[string]any) {
	_, params, err := mime.ParseMediaType(q.r.Header.Get("Content-Type"))
	parts := multipart.NewReader(strings.NewReader(string(q.body)), params["boundary"])
	var about struct {
		Name, ContentType, CacheControl, ContentEncoding, MD5Hash string
		Metadata                                                  map[string]string
	}
	if part, err := parts.NextPart(); err == nil {
		err = json.NewDecoder(part).Decode(&about)
	}
	var data []byte
	part, err2 := parts.NextPart()
	if err2 == nil {
		data, err2 = io.ReadAll(part)
	}
	if err != nil || err2 != nil || about.MD5Hash != sum(data) {
		refuse(http.StatusBadRequest, "invalid")
		return
	}
	key := about.Name
	if key == "" {
		key = q.r.URL.Query().Get("name")
	}
	there := s.objects[key] // Version 0 where there is none, as Google's generation is
	if want := q.r.URL.Query().Get("ifGenerationMatch"); want != "" && want != fmt.Sprint(there.Version) {
		refuse(http.StatusPreconditionFailed, "conditionNotMet")
		return
	}
	next := s.put(key, Object{Data: data, Type: about.ContentType, Cache: about.CacheControl, Encoding: about.ContentEncoding, SurrogateKey: about.Metadata["surrogate-key"]})
	_ = json.NewEncoder(q.w).Encode(told(key, next))
}

// azure answers as the Blob service does.
func (s *Store) azure(q *request) {
	refuse := func(status int, code string) {
		q.w.Header().Set("x-ms-error-code", code)
		q.w.Header().Set("Content-Type", "application/xml")
		q.w.WriteHeader(status)
		_, _ = fmt.Fprintf(q.w, "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>made to fail with %s</Message></Error>", code, Key)
	}
	h := q.r.Header
	path, err := url.PathUnescape(q.path)
	container, key, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch {
	case err != nil:
		refuse(http.StatusBadRequest, "InvalidUri")
		return
	case !strings.HasPrefix(h.Get("Authorization"), "SharedKey "+Account+":"):
		refuse(http.StatusForbidden, "AuthenticationFailed")
		return
	case container != Bucket:
		refuse(http.StatusNotFound, "ContainerNotFound")
		return
	}
	o, there := s.objects[key]
	tag := func(o Object) string { return fmt.Sprintf(`"0x%d"`, o.Version) }
	switch q.r.Method {
	case http.MethodPut:
		if from := h.Get("x-ms-copy-source"); from != "" {
			u, _ := url.Parse(from)
			source, had := s.objects[strings.TrimPrefix(u.Path, "/"+Bucket+"/")]
			if !had {
				refuse(http.StatusNotFound, "BlobNotFound")
				return
			}
			q.w.Header().Set("ETag", tag(s.put(key, source)))
			q.w.Header().Set("x-ms-copy-id", "1")
			q.w.Header().Set("x-ms-copy-status", "success")
			q.w.WriteHeader(http.StatusAccepted)
			return
		}
		switch {
		case h.Get("x-ms-blob-type") != "BlockBlob" || h.Get("Content-MD5") != sum(q.body) || h.Get("x-ms-blob-content-md5") != sum(q.body):
			refuse(http.StatusBadRequest, "Md5Mismatch")
			return
		case h.Get("If-None-Match") == "*" && there:
			refuse(http.StatusConflict, "BlobAlreadyExists")
			return
		case h.Get("If-Match") != "" && (!there || h.Get("If-Match") != tag(o)):
			refuse(http.StatusPreconditionFailed, "ConditionNotMet")
			return
		}
		next := s.put(key, Object{Data: q.body, Type: h.Get("x-ms-blob-content-type"), Cache: h.Get("x-ms-blob-cache-control"), Encoding: h.Get("x-ms-blob-content-encoding"), SurrogateKey: h.Get("x-ms-meta-surrogate_key")})
		q.w.Header().Set("ETag", tag(next))
		q.w.Header().Set("Last-Modified", time.Now().UTC().Format(http.TimeFormat))
		q.w.WriteHeader(http.StatusCreated)
	case http.MethodGet, http.MethodHead, http.MethodDelete:
		if !there {
			refuse(http.StatusNotFound, "BlobNotFound")
			return
		}
		if q.r.Method == http.MethodDelete {
			delete(s.objects, key)
			q.w.WriteHeader(http.StatusAccepted)
			return
		}
		q.w.Header().Set("ETag", tag(o))
		q.w.Header().Set("Content-Type", o.Type)
		q.w.Header().Set("Cache-Control", o.Cache)
		if o.Encoding != "" {
			q.w.Header().Set("Content-Encoding", o.Encoding)
		}
		_, _ = q.w.Write(o.Data)
	default:
		refuse(http.StatusMethodNotAllowed, "UnsupportedHttpVerb")
	}
}
