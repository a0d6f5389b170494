package bucket_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"warraq/site"
	"warraq/site/publish/bucket"
	"warraq/site/publish/bucket/testdata/store"
	"warraq/site/publish/deploy"
)

var quick = deploy.Tries{Most: 4, First: time.Millisecond}

// The client's own wait after a failure is not what is tested.
func TestMain(m *testing.M) {
	minio.DefaultRetryUnit = time.Millisecond
	os.Exit(m.Run())
}

// open opens the bucket of a new store.
func open(t *testing.T, o bucket.Options) (*bucket.Bucket, *store.Store) {
	t.Helper()
	s := store.New()
	t.Cleanup(s.Close)
	t.Setenv("AWS_ACCESS_KEY_ID", store.AccessKey)
	t.Setenv("AWS_SECRET_ACCESS_KEY", store.SecretKey)
	if o.Endpoint == "" {
		o.Endpoint = s.URL
	}
	if o.Name == "" {
		o.Name = store.Bucket
	}
	o.Tries = quick
	b, err := bucket.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	return b, s
}

func object(key, data string) deploy.Object {
	return deploy.Object{
		Key: key, Size: int64(len(data)), Headers: deploy.Headers{Type: "text/html; charset=utf-8", Cache: "public, max-age=30"},
		Open: func() ([]byte, error) { return []byte(data), nil },
	}
}

// Objects go over the socket whole, under Arabic keys, with their headers; each call is
// one request.
func TestObjects(t *testing.T) {
	b, s := open(t, bucket.Options{})
	ctx := context.Background()
	const key = "سياسة/2026/11/قمة «كذا» + 50%/index.html"
	if _, _, err := b.Read(ctx, key); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a key that is not there: %v", err)
	}
	var done []int
	if err := b.Send(ctx, []deploy.Object{object(key, "قصة")}, func(i int) { done = append(done, i) }); err != nil || !slices.Equal(done, []int{0}) {
		t.Fatalf("Send: %v, done %v", err, done)
	}
	if data, tag, err := b.Read(ctx, key); string(data) != "قصة" || tag == "" || err != nil {
		t.Errorf("Read gives %q, %q, %v", data, tag, err)
	}
	o := s.Objects()[key]
	if o.Header.Get("Content-Type") != "text/html; charset=utf-8" || o.Header.Get("Cache-Control") != "public, max-age=30" {
		t.Errorf("headers: %v", o.Header)
	}
	if err := b.Keep(ctx, []deploy.Copy{{From: key, To: "kept"}, {From: "none", To: "kept2"}}); err != nil {
		t.Error(err)
	}
	if err := b.Remove(ctx, []string{key, "none"}); err != nil {
		t.Error(err)
	}
	if all := s.Objects(); len(all) != 1 || string(all["kept"].Data) != "قصة" || all["kept"].Header.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("after Keep and Remove: %v", all)
	}
	log := s.Log()
	slices.Sort(log)
	if want := []string{"COPY kept", "COPY kept2", "DELETE none", "DELETE " + key, "GET " + key, "GET " + key, "PUT " + key}; !slices.Equal(log, want) {
		t.Errorf("requests:\n%s", strings.Join(log, "\n"))
	}
}

// An object carries the key of its address where caches are to know it, and a copy that is kept does not. The key is that of
// printf %s https://paper.example/ar/%D8%A3/ | sha256sum | cut -c1-16
func TestSurrogateKeys(t *testing.T) {
	b, s := open(t, bucket.Options{Prefix: "below/"})
	o := object("أ/index.html", "قصة")
	o.Base = "https://paper.example/ar"
	if err := b.Send(t.Context(), []deploy.Object{o, object("plain.html", "x")}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	if err := b.Keep(t.Context(), []deploy.Copy{{From: "أ/index.html", To: "kept"}}); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"below/أ/index.html": "49727d8b52449668", "below/plain.html": "", "below/kept": ""} {
		if got := s.Objects()[key].Header.Get("X-Amz-Meta-Surrogate-Key"); got != want {
			t.Errorf("%s has the key %q, want %q", key, got, want)
		}
	}
}

// Objects may be compressed, and come back as they were; a page that only leads on is a
// redirect where the bucket answers as a website.
func TestWebsite(t *testing.T) {
	b, s := open(t, bucket.Options{Website: true})
	ctx := context.Background()
	page := "<!doctype html><html><head><title>x</title>" + `<meta http-equiv="refresh" content="0; url=/%D8%A3/?a=1&amp;b"><link rel="canonical" href="x"></head>` + strings.Repeat(" ", 600)
	for key, data := range map[string]string{"old/index.html": page, "index.html": strings.Repeat("خبر ", 500), "old.txt": page} {
		o := object(key, data)
		o.Encoding = "br"
		if err := b.Send(ctx, []deploy.Object{o}, func(int) {}); err != nil {
			t.Fatal(err)
		}
		if back, _, err := b.Read(ctx, key); err != nil || string(back) != data {
			t.Errorf("%s comes back as %.40q, %v", key, back, err)
		}
		there := s.Objects()[key]
		if there.Header.Get("Content-Encoding") != "br" || len(there.Data) > len(data)/2 {
			t.Errorf("%s has %d bytes of %d: %v", key, len(there.Data), len(data), there.Header)
		}
		want := ""
		if key == "old/index.html" {
			want = "/%D8%A3/?a=1&b"
		}
		if got := there.Header.Get("X-Amz-Website-Redirect-Location"); got != want {
			t.Errorf("%s leads to %q, want %q", key, got, want)
		}
	}
}

// Swap writes only over the version that was read.
func TestSwap(t *testing.T) {
	b, _ := open(t, bucket.Options{Prefix: "preview/x/"})
	ctx := context.Background()
	one, err := b.Swap(ctx, "h", []byte("1"), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Swap(ctx, "h", []byte("2"), ""); !errors.Is(err, deploy.ErrChanged) {
		t.Errorf("over what is there: %v", err)
	}
	two, err := b.Swap(ctx, "h", []byte("2"), one)
	if err != nil || two == one {
		t.Fatalf("%q after %q, %v", two, one, err)
	}
	if _, err := b.Swap(ctx, "h", []byte("3"), one); !errors.Is(err, deploy.ErrChanged) {
		t.Errorf("over another version: %v", err)
	}
	if _, err := b.Swap(ctx, "gone", []byte("3"), one); !errors.Is(err, deploy.ErrChanged) {
		t.Errorf("over what was deleted: %v", err)
	}
	if data, tag, err := b.Read(ctx, "h"); string(data) != "2" || tag != two || err != nil {
		t.Errorf("Read gives %q, %q, %v", data, tag, err)
	}
}

// What may pass is tried again; the rest is told at once, in both languages, without a
// key, a signature or a word of the server's.
func TestFaultsAreTold(t *testing.T) {
	for name, c := range map[string]struct {
		fault  store.Fault
		tries  int
		ar, en string
	}{
		"down":        {store.Fault{Status: 503, Code: "SlowDown"}, 4, "معطل أو مشغول", "down or busy (503 SlowDown)"},
		"broken":      {store.Fault{Status: 500, Code: "InternalError"}, 4, "معطل", "down or busy (500"},
		"cut":         {store.Fault{Cut: true}, 4, "انقطع الاتصال", "the connection to the storage"},
		"half":        {store.Fault{Half: true}, 4, "قُطع الاتصال", "the connection to the storage"},
		"keys":        {store.Fault{Status: 403, Code: "SignatureDoesNotMatch"}, 1, "رُفضت مفاتيح", "keys to the bucket are refused"},
		"expired":     {store.Fault{Status: 400, Code: "ExpiredToken"}, 1, "رُفضت مفاتيح", "AWS_SESSION_TOKEN"},
		"permission":  {store.Fault{Status: 403, Code: "AccessDenied"}, 1, "لا إذن", "no permission"},
		"quota":       {store.Fault{Status: 403, Code: "QuotaExceeded"}, 1, "حصتك", "quota"},
		"full":        {store.Fault{Status: 507, Code: "XMinioStorageFull"}, 1, "امتلأ", "full"},
		"region":      {store.Fault{Status: 301, Code: "PermanentRedirect"}, 1, "منطقة أخرى", "another region"},
		"conditional": {store.Fault{Status: 501, Code: "NotImplemented"}, 1, "المشروطة", "conditional writes"},
		"odd":         {store.Fault{Status: 418, Code: "Teapot"}, 1, "رفض المستودع", "refuses x (418 Teapot)"},
	} {
		b, s := open(t, bucket.Options{})
		if err := b.Send(context.Background(), []deploy.Object{object("x", "some bytes")}, func(int) {}); err != nil {
			t.Fatal(err)
		}
		s.Faults(func(int, string) *store.Fault { return &c.fault })
		_, _, err := b.Read(context.Background(), "x")
		words := site.Reason(err)
		if !strings.Contains(words.Ar, c.ar) || !strings.Contains(words.En, c.en) {
			t.Errorf("%s is told as\n%s\n%s", name, words.Ar, words.En)
		}
		if strings.Contains(words.Ar+words.En, store.SecretKey) || strings.Contains(words.Ar+words.En, store.AccessKey) {
			t.Errorf("%s: a key is in %q", name, words)
		}
		if n := len(s.Log()); n < c.tries || n > c.tries+1 { // Go itself asks again where a connection that was used before is cut
			t.Errorf("%s: %d requests, want %d", name, n, c.tries)
		}
		s.Faults(func(n int, _ string) *store.Fault {
			if n < 3 && c.tries > 1 {
				return &c.fault
			}
			return nil
		})
		if data, _, err := b.Read(context.Background(), "x"); err != nil || string(data) != "some bytes" {
			t.Errorf("%s twice, then right: %q, %v", name, data, err)
		}
	}
}

// A clock that is off is told with the difference, and the storage's clock is taken for
// locks.
func TestClocks(t *testing.T) {
	b, s := open(t, bucket.Options{})
	s.Skew(-20 * time.Minute)
	_, err := b.Swap(context.Background(), "h", []byte("1"), "")
	if words := site.Reason(err); !strings.Contains(words.En, "20m0s off") || !strings.Contains(words.Ar, "ساعة هذا الجهاز") {
		t.Errorf("told as %v", words)
	}
	if off := time.Until(b.Now()); (off + 20*time.Minute).Abs() > 5*time.Second {
		t.Errorf("Now is %s off", off)
	}
}

// Options that cannot be used are refused before any request, and what may be a
// password in them is not shown.
func TestOptions(t *testing.T) {
	b, s := open(t, bucket.Options{Name: "other"})
	if _, _, err := b.Read(context.Background(), "x"); err == nil || !strings.Contains(err.Error(), "no bucket other") {
		t.Errorf("another bucket: %v", err)
	}
	for _, endpoint := range []string{"s3.example.org", "ftp://x", "https://user:marker-word@x", "https://x/path"} {
		if _, err := bucket.Open(bucket.Options{Name: "p", Endpoint: endpoint}); err == nil || strings.Contains(err.Error(), "marker") {
			t.Errorf("%s: %v", endpoint, err)
		}
	}
	t.Setenv("AWS_SECRET_ACCESS_KEY", "marker-of-another-secret")
	b, err := bucket.Open(bucket.Options{Name: store.Bucket, Endpoint: s.URL, Tries: quick})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Read(context.Background(), "x"); err == nil || !strings.Contains(err.Error(), "SignatureDoesNotMatch") || strings.Contains(err.Error(), "marker") {
		t.Errorf("with another secret: %v", err)
	}
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"} {
		t.Setenv(name, "")
	}
	t.Setenv("HOME", t.TempDir())
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
	if _, err := bucket.Open(bucket.Options{Name: "p", Endpoint: s.URL}); err == nil || !strings.Contains(err.Error(), "AWS_ACCESS_KEY_ID") {
		t.Errorf("without keys: %v", err)
	}
	s.Close()
	t.Setenv("AWS_ACCESS_KEY_ID", store.AccessKey)
	t.Setenv("AWS_SECRET_ACCESS_KEY", store.SecretKey)
	b, err = bucket.Open(bucket.Options{Name: store.Bucket, Endpoint: s.URL, Tries: quick})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Read(context.Background(), "x"); !strings.Contains(site.Reason(err).Ar, "رُفض الاتصال") {
		t.Errorf("a server that is down: %v", site.Reason(err))
	}
}

// The bucket has a name for people, and counts what it asked.
func TestRequestsAreCounted(t *testing.T) {
	b, _ := open(t, bucket.Options{Prefix: "x/"})
	_, _, _ = b.Read(context.Background(), "none")
	if got := fmt.Sprint(b, b.Requests()); got != "s3://paper/x/ map[GET:1]" {
		t.Error(got)
	}
}
