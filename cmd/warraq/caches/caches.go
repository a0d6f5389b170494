// Package caches finds where the last build's work is kept: the folder or the shared cache that --cache names, with
// the keys that the environment has.
//
// What belongs here: what is written on a command line and in the environment. What does not: what is
// kept in a cache (package cache), and how a shared one is trusted (package remote).
package caches

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"warraq/site"
	"warraq/site/cache"
	"warraq/site/cache/remote"
	"warraq/site/publish/bucket"
	"warraq/site/publish/deploy"
)

// Flags are what a command line says of where the last build's work is kept.
type Flags struct {
	Place    string
	ReadOnly bool
	Preview  string // the name of the preview that is built, or ""
}

// Register adds the flags. say chooses between two languages.
func (f *Flags) Register(set *pflag.FlagSet, say func(ar, en string) string) {
	set.StringVar(&f.Place, "cache", "", say("`مكان` ما يُحفظ من عمل البناء السابق: مجلد، أو مخزن مشترك http(s):// أو s3:// (الافتراضي: .warraq في مجلد الجريدة؛ none لا يحفظ شيئًا)",
		"the `PLACE` where the last build's work is kept: a folder, or a shared http(s):// or s3:// (default: .warraq under the source; none keeps nothing)"))
	set.BoolVar(&f.ReadOnly, "cache-read-only", false, say("خذ من المخزن المشترك ولا ترسل إليه", "take from the shared cache, and send nothing to it"))
}

// None says that nothing is kept.
func (f *Flags) None() bool { return f.Place == "none" }

// IsShared tells an address from a folder.
func (f *Flags) IsShared() bool { return strings.Contains(f.Place, "://") }

// Named is the folder that was named, or "".
func (f *Flags) Named() string {
	if f.None() || f.IsShared() {
		return ""
	}
	return f.Place
}

// Folder is where this machine keeps what a build leaves.
func (f *Flags) Folder(source string) string {
	switch own := filepath.Join(source, ".warraq"); {
	case f.Named() != "":
		return f.Named()
	case f.Preview != "":
		return filepath.Join(own, "previews")
	default:
		return own
	}
}

// Kept is what is kept between builds: a store on this machine, and perhaps a shared cache.
type Kept struct {
	flags  *Flags
	folder string
	shared *remote.Shared // nil: none
	pack   string         // the site, if it is one file of the form pack; or ""
}

// Open opens the shared cache, if one is named, and takes the last site of it to pack. kind tells builds apart that
// make other sites of the same paper. The error is for what is written wrong; what fails beyond that is told by Share,
// and no reason to stop.
func (f *Flags) Open(ctx context.Context, source, kind, pack string, version cache.Sum) (*Kept, error) {
	k := &Kept{flags: f, folder: f.Folder(source), pack: pack}
	if !f.IsShared() {
		return k, nil
	}
	if f.Preview != "" {
		kind += "\x00" + f.Preview
	}
	o := remote.Options{Version: version[:], Kinds: []string{kind}, ReadOnly: f.ReadOnly}
	if kind != "" {
		o.Kinds = append(o.Kinds, "")
	}
	seed, err := key("WARRAQ_CACHE_KEY", ed25519.SeedSize)
	if err != nil {
		return nil, err
	}
	if seed != nil {
		o.Sign = ed25519.NewKeyFromSeed(seed)
		o.Trust = o.Sign.Public().(ed25519.PublicKey) // it is documented as one
	}
	trust, err := key("WARRAQ_CACHE_TRUST", ed25519.PublicKeySize)
	if err != nil {
		return nil, err
	}
	if trust != nil {
		o.Trust = trust
	}
	if o.Objects, err = storage(f.Place); err != nil {
		return nil, err
	}
	k.shared = remote.Open(ctx, o)
	if _, err := os.Lstat(pack); pack != "" && errors.Is(err, fs.ErrNotExist) {
		k.shared.Take(sharedSite, pack, false)
	}
	return k, nil
}

// sharedSite is the name under which a site that is one file is kept in a shared cache.
const sharedSite = "site.pack.built"

// Store opens what the last build kept.
func (k *Kept) Store(version cache.Sum) (*cache.Store, error) {
	if k.shared != nil {
		return cache.OpenFrom(k.folder, version, k.shared)
	}
	if k.flags.Named() != "" { // it must be a folder; what lies at the default place may be anything
		if err := os.MkdirAll(k.folder, 0o777); err != nil {
			return nil, site.Failure("لا يُفتح مجلد ما يُحفظ بين بناءين: %v", "cannot open the cache: %v", err)
		}
	}
	return cache.Open(k.folder, version)
}

// Share sends what a build left to the shared cache, if the site was published, and tells once what was wrong with
// it; details also how much came and went. idle says that the build made nothing.
func (k *Kept) Share(published, idle, details bool, tell func(ar, en string, args ...any)) {
	if k.shared == nil {
		return
	}
	if published {
		others := map[string]string{}
		if k.pack != "" {
			others[sharedSite] = k.pack
		}
		k.shared.Push(others, idle)
	}
	if err := k.shared.Fault(); err != nil {
		tell("%v", "%v", err)
	}
	if came, sent := k.shared.Moved(); details {
		tell("المخزن المشترك: جاء %d بايت وأُرسل %d", "the shared cache: %d bytes came, %d were sent", came, sent)
		if public := publicKey(); public != "" {
			tell("لمن يقرأ: WARRAQ_CACHE_TRUST=%s", "for who reads: WARRAQ_CACHE_TRUST=%s", public)
		}
	}
}

// publicKey is what WARRAQ_CACHE_TRUST is to be for builds that read what this one signs, or "".
func publicKey() string {
	seed, err := key("WARRAQ_CACHE_KEY", ed25519.SeedSize)
	if err != nil || seed == nil {
		return ""
	}
	return hex.EncodeToString(ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey))
}

func key(name string, size int) ([]byte, error) {
	value := strings.TrimSpace(os.Getenv(name))
	if value == "" {
		return nil, nil
	}
	data, err := hex.DecodeString(value)
	if err != nil || len(data) != size { // the value is a secret, and not shown
		return nil, site.Failure("%s يريد %d رقمًا ست عشريًا", "%s wants %d hexadecimal digits", name, 2*size)
	}
	return data, nil
}

// storage opens the place of an address.
func storage(place string) (remote.Objects, error) {
	switch scheme, _, _ := strings.Cut(place, "://"); scheme {
	case "http", "https":
		h, err := remote.OpenHTTP(place, os.Getenv("WARRAQ_CACHE_HEADER"))
		if err != nil {
			return nil, err
		}
		return h, nil
	case "s3":
		return openBucket(place)
	}
	return nil, site.Failure("--cache يريد مجلدًا أو http:// أو https:// أو s3://", "--cache wants a folder, http://, https:// or s3://")
}

func openBucket(place string) (remote.Objects, error) {
	u, err := url.Parse(place)
	if err != nil || u.Host == "" || u.User != nil {
		return nil, site.Failure("--cache يريد عنوانًا مثل s3://bucket/prefix?endpoint=https://s3.example.org&region=x، والمفاتيح في البيئة",
			"--cache wants an address such as s3://bucket/prefix?endpoint=https://s3.example.org&region=x, with the keys in the environment")
	}
	prefix := strings.Trim(u.Path, "/")
	if prefix != "" {
		prefix += "/"
	}
	b, err := bucket.Open(bucket.Options{
		Endpoint: cmp.Or(u.Query().Get("endpoint"), os.Getenv("AWS_ENDPOINT_URL_S3"), os.Getenv("AWS_ENDPOINT_URL")),
		Region:   cmp.Or(u.Query().Get("region"), os.Getenv("AWS_REGION")),
		Name:     u.Host, Prefix: prefix, Tries: deploy.Tries{Most: 2},
	})
	if err != nil {
		return closed{place: "s3://" + u.Host + "/" + prefix, why: err}, nil //nolint:nilerr // the build goes on without it, and tells why
	}
	return objects{b}, nil
}

// objects are those of a bucket.
type objects struct{ *bucket.Bucket }

func (o objects) Open(ctx context.Context, key string) (io.ReadCloser, error) {
	return o.Stream(ctx, key)
}

func (o objects) Put(ctx context.Context, key string, data []byte) error {
	return o.Send(ctx, []deploy.Object{{
		Key: key, Size: int64(len(data)), Headers: deploy.Headers{Type: "application/octet-stream", Cache: "no-store"},
		Open: func() ([]byte, error) { return data, nil },
	}}, func(int) {})
}

// closed is a bucket that cannot be opened: a change from a stranger is built without the keys.
type closed struct {
	place string
	why   error
}

func (c closed) Open(context.Context, string) (io.ReadCloser, error) { return nil, c.why }
func (c closed) Put(context.Context, string, []byte) error           { return c.why }
func (c closed) String() string                                      { return c.place }
