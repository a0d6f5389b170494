//go:build cloud

package clouds

import (
	"bytes"
	"context"
	"crypto/md5"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/streaming"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/blob"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/blockblob"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/container"

	"warraq/site"
	"warraq/site/publish/wire"
)

// azure is a container of Azure Blob Storage. The tag of a version is its ETag.
type azure struct{ container *container.Client }

// carrier makes an http.RoundTripper what Azure's clients want.
type carrier struct{ *http.Client }

func openAzure(o Options, w *wire.Wire) (client, error) {
	var options container.ClientOptions
	options.Transport = carrier{&http.Client{Transport: w}}
	options.Retry = policy.RetryOptions{MaxRetries: -1} // see deploy.Tries
	if text := os.Getenv("AZURE_STORAGE_CONNECTION_STRING"); text != "" && o.Account+o.Endpoint == "" {
		c, err := container.NewClientFromConnectionString(text, o.Name, &options)
		if err != nil {
			return nil, site.Failure("لا يصلح AZURE_STORAGE_CONNECTION_STRING", "AZURE_STORAGE_CONNECTION_STRING cannot be used")
		}
		return &azure{c}, nil
	}
	account := o.Account
	if account == "" {
		account = os.Getenv("AZURE_STORAGE_ACCOUNT")
	}
	at := strings.TrimSuffix(o.Endpoint, "/")
	switch {
	case account == "":
		return nil, site.Failure("ما حساب Azure؟ اكتب account، أو ضع AZURE_STORAGE_ACCOUNT في البيئة", "which account of Azure is it? Write account, or set AZURE_STORAGE_ACCOUNT in the environment")
	case at == "":
		at = "https://" + account + ".blob.core.windows.net"
	}
	at += "/" + url.PathEscape(o.Name)
	c, err := withKeys(at, account, &options)
	if err != nil {
		return nil, site.Failure("لا مفاتيح إلى %s: انظر %s", "there are no keys to %s: see %s", "azure://"+o.Name, keysOf[Azure])
	}
	return &azure{c}, nil
}

// withKeys opens a container with the account's key, a shared access signature, or who is logged in.
func withKeys(at, account string, options *container.ClientOptions) (*container.Client, error) {
	if key := os.Getenv("AZURE_STORAGE_KEY"); key != "" {
		keys, err := container.NewSharedKeyCredential(account, key)
		if err != nil {
			return nil, err
		}
		return container.NewClientWithSharedKeyCredential(at, keys, options)
	}
	if token := os.Getenv("AZURE_STORAGE_SAS_TOKEN"); token != "" {
		return container.NewClientWithNoCredential(at+"?"+strings.TrimPrefix(token, "?"), options)
	}
	who, err := azidentity.NewDefaultAzureCredential(nil)
	if err != nil {
		return nil, err
	}
	return container.NewClient(at, who, options)
}

func (a *azure) get(ctx context.Context, key string) (data []byte, encoding, tag string, err error) {
	r, err := a.container.NewBlobClient(key).DownloadStream(ctx, nil)
	if err != nil {
		return nil, "", "", err
	}
	defer func() { _ = r.Body.Close() }()
	if data, err = io.ReadAll(r.Body); err == nil && r.ContentLength != nil && int64(len(data)) < *r.ContentLength {
		err = io.ErrUnexpectedEOF
	}
	if r.ContentEncoding != nil {
		encoding = *r.ContentEncoding
	}
	return data, encoding, tagOf(r.ETag), err
}

func tagOf(tag *azcore.ETag) string {
	if tag == nil {
		return ""
	}
	return string(*tag)
}

func (a *azure) put(ctx context.Context, key string, data []byte, h sent, only *version) (string, error) {
	check := md5.Sum(data)
	options := &blockblob.UploadOptions{HTTPHeaders: &blob.HTTPHeaders{BlobContentType: &h.Type, BlobCacheControl: &h.Cache, BlobContentMD5: check[:]}}
	if h.Encoding != "" {
		options.HTTPHeaders.BlobContentEncoding = &h.Encoding
	}
	if h.key != "" {
		options.Metadata = map[string]*string{"surrogate_key": &h.key} // a name there has no hyphen
	}
	options.TransactionalValidation = blob.TransferValidationTypeMD5(check[:])
	if only != nil {
		conditions, tag := &blob.ModifiedAccessConditions{}, azcore.ETag(only.tag)
		if conditions.IfMatch = &tag; only.tag == "" {
			none := azcore.ETagAny
			conditions.IfMatch, conditions.IfNoneMatch = nil, &none
		}
		options.AccessConditions = &blob.AccessConditions{ModifiedAccessConditions: conditions}
	}
	done, err := a.container.NewBlockBlobClient(key).Upload(ctx, streaming.NopCloser(bytes.NewReader(data)), options)
	return tagOf(done.ETag), err
}

// move begins a copy and waits for its end; within one account it is nearly always at once.
func (a *azure) move(ctx context.Context, from, to string) error {
	target := a.container.NewBlobClient(to)
	begun, err := target.StartCopyFromURL(ctx, a.container.NewBlobClient(from).URL(), nil)
	status := begun.CopyStatus
	for pause := 50 * time.Millisecond; err == nil && status != nil && *status == blob.CopyStatusTypePending; pause = min(2*pause, time.Second) {
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		var now blob.GetPropertiesResponse
		now, err = target.GetProperties(ctx, nil)
		status = now.CopyStatus
	}
	if err == nil && (status == nil || *status != blob.CopyStatusTypeSuccess) {
		err = &azcore.ResponseError{StatusCode: http.StatusInternalServerError, ErrorCode: "CopyFailed"}
	}
	return err
}

func (a *azure) remove(ctx context.Context, key string) error {
	_, err := a.container.NewBlobClient(key).Delete(ctx, nil)
	return err
}

func (a *azure) status(err error) (status int, code string) {
	if answer, ok := errors.AsType[*azcore.ResponseError](err); ok {
		return answer.StatusCode, answer.ErrorCode
	}
	return 0, ""
}
