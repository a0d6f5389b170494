//go:build cloud

package clouds_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/publish/clouds"
	"warraq/site/publish/clouds/testdata/stores"
	"warraq/site/publish/deploy"
)

var providers = []clouds.Provider{clouds.Google, clouds.Azure}

// open opens the bucket of a new store.
func open(t *testing.T, provider clouds.Provider, o clouds.Options) (deploy.Place, *stores.Store) {
	t.Helper()
	s := stores.NewAzure()
	if provider == clouds.Google {
		s = stores.NewGoogle()
		t.Setenv("STORAGE_EMULATOR_HOST", s.URL)
	} else {
		t.Setenv("AZURE_STORAGE_KEY", stores.Key)
		o.Account, o.Endpoint = stores.Account, s.URL
	}
	t.Cleanup(s.Close)
	if o.Name == "" {
		o.Name = stores.Bucket
	}
	o.Tries = deploy.Tries{Most: 4, First: time.Millisecond}
	p, err := clouds.Open(provider, o)
	if err != nil {
		t.Fatal(err)
	}
	return p, s
}

func object(key, data, encoding string) deploy.Object {
	return deploy.Object{
		Key: key, Size: int64(len(data)), Headers: deploy.Headers{Type: "text/html; charset=utf-8", Cache: "public, max-age=30", Encoding: encoding},
		Open: func() ([]byte, error) { return []byte(data), nil },
	}
}

// Objects go over the socket whole, under Arabic keys and with signs that addresses must escape,
// with their headers; each call is one request.
func TestObjects(t *testing.T) {
	for _, provider := range providers {
		p, s := open(t, provider, clouds.Options{})
		ctx := t.Context()
		const key = "سياسة/2026/11/قمة «كذا» + 50% #1?/index.html"
		if _, _, err := p.Read(ctx, key); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: a key that is not there: %v", provider, err)
		}
		for _, encoding := range []string{"", "gzip", "br"} {
			data := strings.Repeat("قصة ", 400)
			if err := p.Send(ctx, []deploy.Object{object(key, data, encoding)}, func(int) {}); err != nil {
				t.Fatalf("%s: %v", provider, err)
			}
			if back, tag, err := p.Read(ctx, key); string(back) != data || tag == "" || err != nil {
				t.Errorf("%s: Read gives %.20q, %q, %v", provider, back, tag, err)
			}
			o := s.Objects()[key]
			if o.Type != "text/html; charset=utf-8" || o.Cache != "public, max-age=30" || o.Encoding != encoding || encoding != "" && len(o.Data) > 400 {
				t.Errorf("%s: %d bytes, %q, %q, %q", provider, len(o.Data), o.Type, o.Cache, o.Encoding)
			}
		}
		keyed := object(key, "قصة", "")
		keyed.Base = "https://paper.example"
		if err := p.Send(ctx, []deploy.Object{keyed}, func(int) {}); err != nil || s.Objects()[key].SurrogateKey != keyed.CacheKey() {
			t.Errorf("%s: its key is %q: %v", provider, s.Objects()[key].SurrogateKey, err)
		}
		s.Log()
		if err := p.(deploy.Keeper).Keep(ctx, []deploy.Copy{{From: key, To: "kept/1/أ"}}); err != nil {
			t.Errorf("%s: %v", provider, err)
		}
		if err := p.(deploy.Keeper).Keep(ctx, []deploy.Copy{{From: "none", To: "x"}}); err != nil {
			t.Errorf("%s: a copy of what is not there: %v", provider, err)
		}
		if err := p.Remove(ctx, []string{key}); err != nil {
			t.Errorf("%s: %v", provider, err)
		}
		if err := p.Remove(ctx, []string{"none"}); err != nil {
			t.Errorf("%s: %v", provider, err)
		}
		if log := s.Log(); len(log) != 4 {
			t.Errorf("%s: requests %v", provider, log)
		}
		if all := s.Objects(); len(all) != 1 || len(all["kept/1/أ"].Data) == 0 {
			t.Errorf("%s: after Keep and Remove: %v", provider, slices.Collect(maps.Keys(all)))
		}
	}
}

// Swap writes only over the version that was read.
func TestSwap(t *testing.T) {
	for _, provider := range providers {
		p, _ := open(t, provider, clouds.Options{Prefix: "preview/x/"})
		ctx := t.Context()
		one, err := p.Swap(ctx, "h", []byte("1"), "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Swap(ctx, "h", []byte("2"), ""); !errors.Is(err, deploy.ErrChanged) {
			t.Errorf("%s: over what is there: %v", provider, err)
		}
		two, err := p.Swap(ctx, "h", []byte("2"), one)
		if err != nil || two == one {
			t.Fatalf("%s: %q after %q, %v", provider, two, one, err)
		}
		if _, err := p.Swap(ctx, "h", []byte("3"), one); !errors.Is(err, deploy.ErrChanged) {
			t.Errorf("%s: over another version: %v", provider, err)
		}
		if _, err := p.Swap(ctx, "gone", []byte("3"), one); !errors.Is(err, deploy.ErrChanged) {
			t.Errorf("%s: over what was deleted: %v", provider, err)
		}
		if data, tag, err := p.Read(ctx, "h"); string(data) != "2" || tag != two || err != nil {
			t.Errorf("%s: Read gives %q, %q, %v", provider, data, tag, err)
		}
	}
}

// What may pass is tried again; the rest is told at once, in both languages, without a word of the server's.
func TestFaultsAreTold(t *testing.T) {
	for _, provider := range providers {
		for status, c := range map[int]struct {
			tries  int
			ar, en string
		}{
			503: {4, "معطل أو مشغول", "down or busy (503"},
			429: {4, "معطل", "down or busy (429"},
			-1:  {4, "انقطع الاتصال", "the connection to"},
			401: {1, "رُفضت مفاتيح", "are refused"},
			403: {1, "لا إذن", "no permission"},
			413: {1, "أكبر", "larger than the storage takes"},
			418: {1, "رفض المستودع", "refuses x (418"},
		} {
			p, s := open(t, provider, clouds.Options{})
			s.Faults(func(int) int { return status })
			err := p.Send(t.Context(), []deploy.Object{object("x", "some bytes", "")}, func(int) {})
			words := site.Reason(err)
			if !strings.Contains(words.Ar, c.ar) || !strings.Contains(words.En, c.en) || strings.Contains(words.Ar+words.En, stores.Key) {
				t.Errorf("%s: %d is told as\n%s\n%s", provider, status, words.Ar, words.En)
			}
			if n := len(s.Log()); n != c.tries && status > 0 {
				t.Errorf("%s: %d: %d requests, want %d", provider, status, n, c.tries)
			}
		}
	}
}

// What is missing to open a storage is told before any request.
func TestOptions(t *testing.T) {
	for _, name := range []string{"AZURE_STORAGE_ACCOUNT", "AZURE_STORAGE_KEY", "AZURE_STORAGE_SAS_TOKEN", "AZURE_STORAGE_CONNECTION_STRING", "STORAGE_EMULATOR_HOST"} {
		t.Setenv(name, "")
	}
	if _, err := clouds.Open(clouds.Azure, clouds.Options{Name: "paper"}); err == nil || !strings.Contains(err.Error(), "AZURE_STORAGE_ACCOUNT") {
		t.Errorf("no account: %v", err)
	}
	t.Setenv("AZURE_STORAGE_CONNECTION_STRING", "AccountKey=marker-word")
	if _, err := clouds.Open(clouds.Azure, clouds.Options{Name: "paper"}); err == nil || strings.Contains(err.Error(), "marker") {
		t.Errorf("a connection string of nothing: %v", err)
	}
	t.Setenv("AZURE_STORAGE_KEY", "marker, which is no base64")
	if _, err := clouds.Open(clouds.Azure, clouds.Options{Name: "paper", Account: "a"}); err == nil || strings.Contains(err.Error(), "marker") {
		t.Errorf("a key that is none: %v", err)
	}
	t.Setenv("GOOGLE_APPLICATION_CREDENTIALS", "/nowhere/marker.json")
	if _, err := clouds.Open(clouds.Google, clouds.Options{Name: "paper"}); err == nil || !strings.Contains(err.Error(), "GOOGLE_APPLICATION_CREDENTIALS") {
		t.Errorf("no keys to Google: %v", err)
	}
	p, _ := open(t, clouds.Azure, clouds.Options{Name: "other"})
	if _, _, err := p.Read(t.Context(), "x"); err == nil || !strings.Contains(err.Error(), "no container other") {
		t.Errorf("another container: %v", err)
	}
	if got := fmt.Sprint(p, p.(interface{ Requests() map[string]int }).Requests()); got != "azure://other/ map[GET:1]" {
		t.Error(got)
	}
}

func hash(data []byte) site.Sum { return site.Sum(cache.Of(data)) }

// edition are the options of a deploy of some files.
func edition(files map[string]string) deploy.Options {
	o := deploy.Options{Hash: hash, MaxDelete: 100, History: 3, Verify: 1, By: "sara on desk", Now: time.Now,
		Open: func(path string) ([]byte, error) { return []byte(files[path]), nil }}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		o.Files = append(o.Files, deploy.File{Path: path, Sum: hash([]byte(files[path])), Size: int64(len(files[path]))})
	}
	return o
}

// found is what readers find at a store.
func found(s *stores.Store) map[string]string {
	out := map[string]string{}
	for key, o := range s.Objects() {
		if !strings.HasPrefix(key, ".warraq-") {
			out[key] = string(o.Data)
		}
	}
	return out
}

// A site is deployed, nothing is written where nothing changed, an edit sends its file, and a
// rollback brings the bytes back that the storage itself kept. Each request fails in turn, in
// four ways: the deploy ends right, or the next one does.
func TestDeploys(t *testing.T) {
	first := map[string]string{"index.html": "front", "سياسة/قصة/index.html": "story", "css/site.0123456789.css": "x"}
	second := maps.Clone(first)
	second["سياسة/قصة/index.html"] = "story, corrected"
	for _, provider := range providers {
		p, s := open(t, provider, clouds.Options{})
		run := func(o deploy.Options) deploy.Report {
			t.Helper()
			r, err := deploy.Run(t.Context(), p, o)
			if err != nil {
				t.Fatalf("%s: %v", provider, err)
			}
			return r
		}
		run(edition(first))
		if got := found(s); !maps.Equal(got, first) {
			t.Errorf("%s: the first edition is %v", provider, got)
		}
		s.Log()
		if r := run(edition(first)); !r.Nothing || !slices.Equal(s.Log(), []string{"GET"}) {
			t.Errorf("%s: nothing changed, and %+v", provider, r)
		}
		run(edition(second))
		if got := found(s); !maps.Equal(got, second) {
			t.Errorf("%s: the second edition is %v", provider, got)
		}
		edit := len(s.Log())
		back := edition(nil)
		back.Back = 1
		run(back)
		if got := found(s); !maps.Equal(got, first) {
			t.Errorf("%s: after a rollback: %v", provider, got)
		}
		for n := 1; n <= edit+2; n++ {
			for _, status := range []int{503, 500, -1, -2} {
				run(edition(first))
				s.Faults(func(i int) int {
					if i == n {
						return status
					}
					return 0
				})
				if _, err := deploy.Run(context.Background(), p, edition(second)); err != nil {
					s.Faults(nil)
					run(edition(second))
				}
				s.Faults(nil)
				if got := found(s); !maps.Equal(got, second) {
					t.Errorf("%s: request %d answered %d: %v", provider, n, status, got)
				}
			}
		}
	}
}
