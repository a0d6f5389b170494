package remote

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"warraq/site"
)

// HTTP keeps objects on a server of Bazel's remote cache, or on any that takes GET and PUT.
type HTTP struct {
	base   *url.URL
	header [2]string
	client *http.Client
}

// OpenHTTP checks an address, which may have a name and a password, and a header for each request, such as
// "Authorization: Bearer …", or "". It asks nothing of the server.
func OpenHTTP(address, header string) (*HTTP, error) {
	base, err := url.Parse(address)
	if err != nil || base.Host == "" || base.RawQuery != "" {
		return nil, site.Failure("لا يصلح عنوان المخزن المشترك: يُنتظر مثل https://cache.example.org", "the address of the shared cache cannot be used: one such as https://cache.example.org is expected")
	}
	name, value, ok := strings.Cut(header, ":")
	if header != "" && (!ok || strings.ContainsAny(header, "\r\n")) {
		return nil, site.Failure("WARRAQ_CACHE_HEADER يريد سطرًا مثل Authorization: Bearer …", "WARRAQ_CACHE_HEADER wants a line such as Authorization: Bearer …")
	}
	dial := &net.Dialer{Timeout: 5 * time.Second}
	h := &HTTP{base: base, header: [2]string{strings.TrimSpace(name), strings.TrimSpace(value)}}
	h.client = &http.Client{CheckRedirect: h.follow, Transport: &http.Transport{
		Proxy: http.ProxyFromEnvironment, DialContext: dial.DialContext, TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: 10 * time.Second,
		MaxIdleConnsPerHost: parallel, DisableCompression: true,
	}}
	return h, nil
}

// mostFollowed bounds how often a server may send a request elsewhere.
const mostFollowed = 5

// follow judges a redirect. What is asked for may lie on another host, as in object storage, for it is checked by its hash;
// but the header is for this server alone, what is sent is sent nowhere else, and nothing goes from https to http.
func (h *HTTP) follow(req *http.Request, via []*http.Request) error {
	there := req.URL.Scheme == h.base.Scheme && req.URL.Host == h.base.Host
	switch {
	case len(via) > mostFollowed, h.base.Scheme == "https" && req.URL.Scheme != "https", req.Method != http.MethodGet && !there:
		return errRedirected
	case !there && h.header[0] != "":
		req.Header.Del(h.header[0])
	}
	return nil
}

var errRedirected = site.Failure("يحيل إلى مكان آخر لا يُتبع", "it redirects to another place, which is not followed")

// String names the server for people, without a password.
func (h *HTTP) String() string {
	shown := url.URL{Scheme: h.base.Scheme, Host: h.base.Host, Path: h.base.Path}
	return shown.String()
}

// Open implements Objects.
func (h *HTTP) Open(ctx context.Context, key string) (io.ReadCloser, error) {
	resp, err := h.do(ctx, http.MethodGet, key, nil) //nolint:bodyclose // who reads it closes it
	if err != nil {
		return nil, err
	}
	return body{resp.Body}, nil
}

// body is what a server answers with: its errors name no address.
type body struct{ io.ReadCloser }

func (b body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = bare(err)
	}
	return n, err
}

// Put implements Objects.
func (h *HTTP) Put(ctx context.Context, key string, data []byte) error {
	resp, err := h.do(ctx, http.MethodPut, key, data)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// do makes a request, once more if it failed in a way that may pass.
func (h *HTTP) do(ctx context.Context, method, key string, data []byte) (resp *http.Response, err error) {
	for range 2 {
		if resp, err = h.once(ctx, method, key, data); err == nil || ctx.Err() != nil || !errors.As(err, new(passing)) {
			return resp, err
		}
		select {
		case <-time.After(200 * time.Millisecond):
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
	return nil, err
}

// passing marks a failure that may pass.
type passing struct{ error }

func (h *HTTP) once(ctx context.Context, method, key string, data []byte) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, h.base.JoinPath(key).String(), bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if h.header[0] != "" {
		req.Header.Set(h.header[0], h.header[1])
	}
	resp, err := h.client.Do(req)
	if errors.Is(err, errRedirected) {
		return nil, errRedirected
	}
	if err != nil {
		return nil, passing{bare(err)}
	}
	if resp.StatusCode/100 == 2 {
		return resp, nil
	}
	_, _ = io.CopyN(io.Discard, resp.Body, 4096) // so that the connection is used again
	resp.Body.Close()
	err = fmt.Errorf("%s", resp.Status)
	switch {
	case method == http.MethodGet && (resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusGone):
		return nil, fs.ErrNotExist
	case resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests:
		return nil, passing{err}
	}
	return nil, err
}

// bare takes the address out of an error: it may have a password.
func bare(err error) error {
	var of *url.Error
	if errors.As(err, &of) {
		return of.Err
	}
	return err
}
