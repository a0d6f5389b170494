//go:build cloud

package clouds

import (
	"context"
	"crypto/md5"
	"errors"
	"io"
	"net/http"
	"os"
	"strconv"

	"cloud.google.com/go/storage"
	"google.golang.org/api/googleapi"
	"google.golang.org/api/option"
	transport "google.golang.org/api/transport/http"

	"warraq/site"
	"warraq/site/publish/wire"
)

// google is a bucket of Google Cloud Storage. The tag of a version is its generation.
type google struct{ bucket *storage.BucketHandle }

// emulator is the variable by which Google's clients find a server that stands in for theirs.
const emulator = "STORAGE_EMULATOR_HOST"

func openGoogle(o Options, w *wire.Wire) (client, error) {
	ctx := context.Background()
	options := []option.ClientOption{option.WithScopes(storage.ScopeReadWrite)}
	if os.Getenv(emulator) != "" {
		options = append(options, option.WithoutAuthentication())
	}
	carrier, err := transport.NewTransport(ctx, w, options...)
	if err != nil {
		return nil, site.Failure("لا مفاتيح إلى %s: انظر %s", "there are no keys to %s: see %s", "gs://"+o.Name, keysOf[Google])
	}
	c, err := storage.NewClient(ctx, option.WithHTTPClient(&http.Client{Transport: carrier}))
	if err != nil {
		return nil, site.Failure("لا يُفتح %s", "%s cannot be opened", "gs://"+o.Name)
	}
	c.SetRetry(storage.WithPolicy(storage.RetryNever)) // see deploy.Tries
	return &google{c.Bucket(o.Name)}, nil
}

func (g *google) get(ctx context.Context, key string) (data []byte, encoding, tag string, err error) {
	r, err := g.bucket.Object(key).ReadCompressed(true).NewReader(ctx)
	if err != nil {
		return nil, "", "", err
	}
	defer func() { _ = r.Close() }()
	if data, err = io.ReadAll(r); err == nil && r.Attrs.Size >= 0 && int64(len(data)) < r.Attrs.Size {
		err = io.ErrUnexpectedEOF
	}
	return data, r.Attrs.ContentEncoding, strconv.FormatInt(r.Attrs.Generation, 10), err
}

func (g *google) put(ctx context.Context, key string, data []byte, h sent, only *version) (string, error) {
	object := g.bucket.Object(key)
	switch {
	case only == nil:
	case only.tag == "":
		object = object.If(storage.Conditions{DoesNotExist: true})
	default:
		generation, err := strconv.ParseInt(only.tag, 10, 64)
		if err != nil {
			return "", err
		}
		object = object.If(storage.Conditions{GenerationMatch: generation})
	}
	ctx, cancel := context.WithCancel(ctx) // what is not closed well is not written
	defer cancel()
	w := object.NewWriter(ctx)
	check := md5.Sum(data)
	w.ChunkSize, w.ContentType, w.CacheControl, w.ContentEncoding, w.MD5 = 0, h.Type, h.Cache, h.Encoding, check[:]
	if h.key != "" {
		w.Metadata = map[string]string{"surrogate-key": h.key}
	}
	if _, err := w.Write(data); err != nil {
		return "", errors.Join(err, w.Close())
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return strconv.FormatInt(w.Attrs().Generation, 10), nil
}

func (g *google) move(ctx context.Context, from, to string) error {
	c := g.bucket.Object(to).CopierFrom(g.bucket.Object(from))
	c.ContentType, c.CacheControl = "application/octet-stream", "no-store"
	_, err := c.Run(ctx)
	return err
}

func (g *google) remove(ctx context.Context, key string) error {
	return g.bucket.Object(key).Delete(ctx)
}

func (g *google) status(err error) (status int, code string) {
	if errors.Is(err, storage.ErrObjectNotExist) {
		return http.StatusNotFound, ""
	}
	answer, ok := errors.AsType[*googleapi.Error](err)
	if !ok {
		return 0, ""
	}
	if len(answer.Errors) > 0 {
		code = answer.Errors[0].Reason
	}
	return answer.Code, code
}
