// Package bucket speaks to object storage: S3 and what is compatible with it. [Bucket] is
// a deploy.Place.
//
// Belongs here: requests, their headers, and what the answers mean. Does not: what is sent
// and when.
//
// Objects are written with one PUT each, whose body is signed by its SHA-256: a storage
// takes all of it or nothing. Two headers of HTTP are asked of a storage: If-None-Match and
// If-Match at PUT (S3 since 2024; MinIO, R2, Ceph, Garage and others have them).
package bucket

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"warraq/site"
	"warraq/site/publish/deploy"
	"warraq/site/publish/squeeze"
	"warraq/site/publish/wire"
)

// Options say where a bucket is. Keys to it are in the environment or in the provider's
// own file, never here.
type Options struct {
	Endpoint string // "https://s3.eu-central-1.amazonaws.com"; "" is Amazon's of the region
	Region   string // "us-east-1" if ""
	Name     string
	Prefix   string // before all keys: "preview/x/"; "" or it ends with a slash
	Instance bool   // the machine has a role, and its keys come from the provider
	Website  bool   // it answers as a website: pages that only lead on are redirects (301)
	Workers  int    // 48 if 0
	Tries    deploy.Tries
}

// Bucket is a place in object storage.
type Bucket struct {
	o      Options
	client *minio.Core
	wire   *wire.Wire
	large  sync.Mutex // held while a large file is in memory
}

// large is from which size on files are sent one at a time.
const large = 16 << 20

var (
	_ deploy.Place  = (*Bucket)(nil)
	_ deploy.Keeper = (*Bucket)(nil)
	_ deploy.Clock  = (*Bucket)(nil)
)

// Open checks the options. It asks nothing of the storage.
func Open(o Options) (*Bucket, error) {
	if o.Region == "" {
		o.Region = "us-east-1"
	}
	if o.Endpoint == "" {
		o.Endpoint = "https://s3." + o.Region + ".amazonaws.com"
	}
	if o.Workers == 0 {
		o.Workers = 48
	}
	u, err := url.Parse(o.Endpoint)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || strings.Trim(u.Path, "/") != "" {
		return nil, site.Failure("لا يصلح endpoint: يُنتظر عنوان مثل https://s3.example.org بلا اسم ولا كلمة سر", "endpoint cannot be used: an address such as https://s3.example.org is expected, without a name and a password")
	}
	keys := keysOf(o)
	if v, err := keys.GetWithContext(&credentials.CredContext{Client: http.DefaultClient}); err != nil || v.SignerType.IsAnonymous() {
		return nil, site.Failure("لا مفاتيح للمستودع: ضع AWS_ACCESS_KEY_ID وAWS_SECRET_ACCESS_KEY في البيئة، أو في ~/.aws/credentials", "there are no keys to the bucket: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment, or in ~/.aws/credentials")
	}
	b := &Bucket{o: o, wire: wire.New(o.Workers)}
	b.client, err = minio.NewCore(u.Host, &minio.Options{Creds: keys, Secure: u.Scheme == "https", Region: o.Region, Transport: b.wire, MaxRetries: 1})
	if err != nil {
		return nil, site.Failure("لا يصلح المستودع: %v", "the bucket cannot be used: %v", err)
	}
	return b, nil
}

// keysOf is the provider's chain of places where keys are.
func keysOf(o Options) *credentials.Credentials {
	chain := []credentials.Provider{&credentials.EnvAWS{}, &credentials.EnvMinio{}, &credentials.FileAWSCredentials{}}
	if o.Instance || os.Getenv("AWS_WEB_IDENTITY_TOKEN_FILE")+os.Getenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")+os.Getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI") != "" {
		chain = append(chain, &credentials.IAM{})
	}
	return credentials.NewChainCredentials(chain)
}

// Now is the time by the storage's clock, once it has answered.
func (b *Bucket) Now() time.Time { return time.Now().Add(b.wire.Ahead()) }

// Flat says that keys are no folders.
func (b *Bucket) Flat() bool { return true }

// Requests are how many were made, by method.
func (b *Bucket) Requests() map[string]int { return b.wire.Requests() }

func (b *Bucket) key(key string) string { return b.o.Prefix + key }

// again makes a request, and tells its failure; several times if it may pass.
func (b *Bucket) again(ctx context.Context, key string, size int64, call func(ctx context.Context) error) error {
	return b.o.Tries.AgainWithin(ctx, size, func(ctx context.Context) error { return b.told(key, call(ctx)) })
}

// Read gets an object.
func (b *Bucket) Read(ctx context.Context, key string) (data []byte, tag string, err error) {
	err = b.again(ctx, key, 0, func(ctx context.Context) error {
		body, info, headers, err := b.client.GetObject(ctx, b.o.Name, b.key(key), minio.GetObjectOptions{})
		if err != nil {
			return err
		}
		defer func() { _ = body.Close() }()
		if data, err = io.ReadAll(body); err == nil && info.Size >= 0 && int64(len(data)) < info.Size {
			err = io.ErrUnexpectedEOF
		}
		if err == nil {
			data, err = squeeze.Back(headers.Get("Content-Encoding"), data)
		}
		tag = info.ETag
		return err
	})
	return data, tag, err
}

// Stream gives the stored bytes of an object as they come, as long as ctx lives.
func (b *Bucket) Stream(ctx context.Context, key string) (body io.ReadCloser, err error) {
	err = b.o.Tries.Again(ctx, func() (err error) {
		body, _, _, err = b.client.GetObject(ctx, b.o.Name, b.key(key), minio.GetObjectOptions{})
		return b.told(key, err)
	})
	return body, err
}

// Swap writes an object if it still has the tag.
func (b *Bucket) Swap(ctx context.Context, key string, data []byte, was string) (tag string, err error) {
	err = b.again(ctx, key, int64(len(data)), func(ctx context.Context) error {
		opts := minio.PutObjectOptions{ContentType: "application/json", CacheControl: "no-cache", DisableContentSha256: true}
		if was == "" {
			opts.SetMatchETagExcept("*")
		} else {
			opts.SetMatchETag(was)
		}
		info, err := b.put(ctx, key, data, opts)
		tag = info.ETag
		return err
	})
	if errors.Is(err, fs.ErrNotExist) { // If-Match, and there is nothing
		err = deploy.ErrChanged
	}
	return tag, err
}

func (b *Bucket) put(ctx context.Context, key string, data []byte, opts minio.PutObjectOptions) (minio.UploadInfo, error) {
	sum, check := sha256.Sum256(data), md5.Sum(data)
	return b.client.PutObject(ctx, b.o.Name, b.key(key), bytes.NewReader(data), int64(len(data)), base64.StdEncoding.EncodeToString(check[:]), hex.EncodeToString(sum[:]), opts)
}

// Send puts objects.
func (b *Bucket) Send(ctx context.Context, objects []deploy.Object, done func(i int)) error {
	return deploy.Each(ctx, b.o.Workers, len(objects), func(ctx context.Context, i int) error {
		o := objects[i]
		if o.Size > large {
			b.large.Lock()
			defer b.large.Unlock()
		}
		data, err := o.Open()
		if err != nil {
			return err
		}
		opts := minio.PutObjectOptions{ContentType: o.Type, CacheControl: o.Cache, DisableContentSha256: true}
		if b.o.Website {
			opts.WebsiteRedirectLocation = leadsTo(o.Key, data)
		}
		if key := o.CacheKey(); key != "" {
			opts.UserMetadata = map[string]string{"surrogate-key": key} // as Fastly's guide to S3 calls it
		}
		if o.Encoding != "" {
			opts.ContentEncoding, data = o.Encoding, squeeze.Always(o.Encoding, o.Key, data)
		}
		if err := b.again(ctx, o.Key, int64(len(data)), func(ctx context.Context) error {
			_, err := b.put(ctx, o.Key, data, opts)
			return err
		}); err != nil {
			return err
		}
		done(i)
		return nil
	})
}

// leading is how a page of the theme leads on; the press minifies it.
var leading = regexp.MustCompile(`<meta http-equiv="?refresh"? content="0; ?url=([^"]+)">`)

// leadsTo is the address to which a page leads that is nothing else, or "".
func leadsTo(key string, page []byte) string {
	const mostOfAHead = 2000
	m := leading.FindSubmatch(page[:min(len(page), mostOfAHead)])
	if m == nil || !strings.HasSuffix(key, ".html") {
		return ""
	}
	to := html.UnescapeString(string(m[1]))
	if strings.HasPrefix(to, "/") || strings.HasPrefix(to, "https://") || strings.HasPrefix(to, "http://") { // S3 takes no others
		return to
	}
	return ""
}

// Keep copies objects within the bucket.
func (b *Bucket) Keep(ctx context.Context, copies []deploy.Copy) error {
	return deploy.Each(ctx, b.o.Workers, len(copies), func(ctx context.Context, i int) error {
		err := b.again(ctx, copies[i].From, 0, func(ctx context.Context) error {
			headers := map[string]string{"x-amz-metadata-directive": "REPLACE", "Content-Type": "application/octet-stream", "Cache-Control": "no-store"}
			info, err := b.client.CopyObject(ctx, b.o.Name, b.key(copies[i].From), b.o.Name, b.key(copies[i].To), headers, minio.CopySrcOptions{}, minio.PutObjectOptions{})
			if err == nil && info.ETag == "" { // an error may follow 200
				err = minio.ErrorResponse{Code: "InternalError", StatusCode: http.StatusInternalServerError}
			}
			return err
		})
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
}

// Remove deletes objects, one request each: not every storage takes a list.
func (b *Bucket) Remove(ctx context.Context, keys []string) error {
	return deploy.Each(ctx, b.o.Workers, len(keys), func(ctx context.Context, i int) error {
		err := b.again(ctx, keys[i], 0, func(ctx context.Context) error {
			return b.client.RemoveObject(ctx, b.o.Name, b.key(keys[i]), minio.RemoveObjectOptions{})
		})
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
}

// String names the bucket for people.
func (b *Bucket) String() string { return fmt.Sprintf("s3://%s/%s", b.o.Name, b.o.Prefix) }
