//go:build cloud

package clouds

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/publish/deploy"
	"warraq/site/publish/squeeze"
	"warraq/site/publish/wire"
)

// client is what one provider's storage does. Each call is tried once.
type client interface {
	// get gives an object with its Content-Encoding and the tag of its version.
	get(ctx context.Context, key string) (data []byte, encoding, tag string, err error)
	// put writes an object. only is nil, or the version over which alone it is written.
	put(ctx context.Context, key string, data []byte, h sent, only *version) (tag string, err error)
	// move copies an object within the storage.
	move(ctx context.Context, from, to string) error
	remove(ctx context.Context, key string) error
	// status gives the status of HTTP and the provider's word of an error that is an answer.
	status(err error) (status int, code string)
}

// sent is what an object is sent with: its headers, and the key by which caches know it or "".
type sent struct {
	deploy.Headers
	key string
}

// version is what must be at a key: an object of a tag, or "" for none.
type version struct{ tag string }

// place is a storage of one provider.
type place struct {
	provider Provider
	o        Options
	client   client
	wire     *wire.Wire
	large    sync.Mutex // held while a large file is in memory
}

// large is from which size on files are sent one at a time.
const large = 16 << 20

var (
	_ deploy.Place  = (*place)(nil)
	_ deploy.Keeper = (*place)(nil)
	_ deploy.Clock  = (*place)(nil)
	_ deploy.Flat   = (*place)(nil)
)

// Open finds the keys to a storage. It asks nothing of the storage itself.
func Open(provider Provider, o Options) (deploy.Place, error) {
	if o.Workers == 0 {
		o.Workers = 48
	}
	p := &place{provider: provider, o: o, wire: wire.New(o.Workers)}
	var err error
	if provider == Google {
		p.client, err = openGoogle(o, p.wire)
	} else {
		p.client, err = openAzure(o, p.wire)
	}
	if err != nil {
		return nil, err
	}
	return p, nil
}

// Now is the time by the storage's clock, once it has answered.
func (p *place) Now() time.Time { return time.Now().Add(p.wire.Ahead()) }

// Flat says that keys are no folders.
func (p *place) Flat() bool { return true }

// Requests are how many were made, by method.
func (p *place) Requests() map[string]int { return p.wire.Requests() }

func (p *place) key(key string) string { return p.o.Prefix + key }

// again makes a request, and tells its failure; several times if it may pass.
func (p *place) again(ctx context.Context, key string, size int, call func(ctx context.Context) error) error {
	return p.o.Tries.AgainWithin(ctx, int64(size), func(ctx context.Context) error { return p.told(key, call(ctx)) })
}

// Read gets an object.
func (p *place) Read(ctx context.Context, key string) (data []byte, tag string, err error) {
	err = p.again(ctx, key, 0, func(ctx context.Context) error {
		var encoding string
		if data, encoding, tag, err = p.client.get(ctx, p.key(key)); err == nil {
			data, err = squeeze.Back(encoding, data)
		}
		return err
	})
	return data, tag, err
}

// Swap writes an object if it still has the tag.
func (p *place) Swap(ctx context.Context, key string, data []byte, was string) (tag string, err error) {
	err = p.again(ctx, key, len(data), func(ctx context.Context) error {
		tag, err = p.client.put(ctx, p.key(key), data, sent{Headers: deploy.Headers{Type: "application/json", Cache: "no-store"}}, &version{was})
		return err
	})
	if errors.Is(err, fs.ErrNotExist) { // a condition, and there is nothing
		err = deploy.ErrChanged
	}
	return tag, err
}

// Send puts objects.
func (p *place) Send(ctx context.Context, objects []deploy.Object, done func(i int)) error {
	return deploy.Each(ctx, p.o.Workers, len(objects), func(ctx context.Context, i int) error {
		o := objects[i]
		if o.Size > large {
			p.large.Lock()
			defer p.large.Unlock()
		}
		data, err := o.Open()
		if err != nil {
			return err
		}
		if o.Encoding != "" {
			data = squeeze.Always(o.Encoding, o.Key, data)
		}
		if err := p.again(ctx, o.Key, len(data), func(ctx context.Context) error {
			_, err := p.client.put(ctx, p.key(o.Key), data, sent{o.Headers, o.CacheKey()}, nil)
			return err
		}); err != nil {
			return err
		}
		done(i)
		return nil
	})
}

// Keep copies objects within the storage.
func (p *place) Keep(ctx context.Context, copies []deploy.Copy) error {
	return deploy.Each(ctx, p.o.Workers, len(copies), func(ctx context.Context, i int) error {
		return there(p.again(ctx, copies[i].From, 0, func(ctx context.Context) error {
			return p.client.move(ctx, p.key(copies[i].From), p.key(copies[i].To))
		}))
	})
}

// Remove deletes objects, one request each.
func (p *place) Remove(ctx context.Context, keys []string) error {
	return deploy.Each(ctx, p.o.Workers, len(keys), func(ctx context.Context, i int) error {
		return there(p.again(ctx, keys[i], 0, func(ctx context.Context) error { return p.client.remove(ctx, p.key(keys[i])) }))
	})
}

// there is an error that is not about something that is not there.
func there(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// String names the storage for people.
func (p *place) String() string { return fmt.Sprintf("%s://%s/%s", p.provider, p.o.Name, p.o.Prefix) }

// told says what an error means, for editors; the storage's own words are not shown, for they may
// hold what was signed. An error that may pass is a deploy.PassingError.
func (p *place) told(key string, err error) error {
	if err == nil {
		return nil
	}
	if _, known := errors.AsType[interface {
		error
		Words() site.Words
	}](err); known || errors.Is(err, fs.ErrNotExist) {
		return err
	}
	switch status, code := p.client.status(err); {
	case status == http.StatusPreconditionFailed || status == http.StatusNotModified,
		status == http.StatusConflict && code == "BlobAlreadyExists": // Azure's answer to If-None-Match
		return deploy.ErrChanged
	case code == "ContainerNotFound":
		return site.Failure("لا حاوية باسم %s", "there is no container %s", p.o.Name)
	case status == http.StatusNotFound:
		return &fs.PathError{Op: "read", Path: key, Err: fs.ErrNotExist}
	case status == http.StatusUnauthorized || code == "AuthenticationFailed":
		return site.Failure("رُفضت مفاتيح %s: انظر %s", "the keys to %s are refused: see %s", p, keysOf[p.provider])
	case status == http.StatusForbidden:
		return site.Failure("لا إذن لهذه المفاتيح بذلك في %s (%s)؛ يلزم أن تقرأ وتكتب وتحذف", "these keys have no permission for that at %s (%s); they must be able to read, write and delete", p, key)
	case status == http.StatusRequestEntityTooLarge:
		return site.Failure("الملف %s أكبر مما يأخذه المستودع", "%s is larger than the storage takes", key)
	case status == 0:
		return &deploy.PassingError{Err: site.Failure("انقطع الاتصال بـ%s", "the connection to %s failed", p)}
	case status/100 == 5, status == http.StatusRequestTimeout, status == http.StatusTooManyRequests, status == http.StatusConflict:
		return &deploy.PassingError{Err: site.Failure("المستودع معطل أو مشغول (%d %s)؛ جُرّب مرارًا", "the storage is down or busy (%d %s); it was tried several times", status, code)}
	default:
		return site.Failure("رفض المستودع %s (%d %s)", "the storage refuses %s (%d %s)", key, status, code)
	}
}

// keysOf are where the keys of each provider come from.
var keysOf = map[Provider]string{
	Google: "GOOGLE_APPLICATION_CREDENTIALS, gcloud auth application-default login",
	Azure:  "AZURE_STORAGE_KEY, AZURE_STORAGE_SAS_TOKEN, AZURE_STORAGE_CONNECTION_STRING, az login",
}
