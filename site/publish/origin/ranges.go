package origin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"warraq/site"
)

// Remote reads a file of object storage, or of any server that answers requests for ranges (RFC
// 9110, 14.2), as an io.ReaderAt.
type Remote struct {
	url    string
	client *http.Client
	tag    string // the file must stay the one that was opened
}

// OpenRemote finds out how large the file at an address is, and that it is served by ranges.
func OpenRemote(ctx context.Context, url string) (r *Remote, size int64, err error) {
	r = &Remote{url: url, client: &http.Client{Timeout: 30 * time.Second}}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, 0, err
	}
	req.Header.Set("Range", "bytes=0-0")
	resp, err := r.client.Do(req)
	if err != nil {
		return nil, 0, err
	}
	defer resp.Body.Close()
	var from, to int64
	if _, err := fmt.Sscanf(resp.Header.Get("Content-Range"), "bytes %d-%d/%d", &from, &to, &size); resp.StatusCode != http.StatusPartialContent || err != nil {
		return nil, 0, site.Failure("لا يجيب %s عن طلب جزء من الملف: %s", "%s does not answer a request for a part of the file: %s", url, resp.Status)
	}
	r.tag = resp.Header.Get("ETag")
	return r, size, nil
}

// ReadAt reads a part of the file.
func (r *Remote) ReadAt(b []byte, at int64) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	req, err := http.NewRequest(http.MethodGet, r.url, nil)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Range", fmt.Sprintf("bytes=%d-%d", at, at+int64(len(b))-1))
	if r.tag != "" {
		req.Header.Set("If-Match", r.tag)
	}
	resp, err := r.client.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusPartialContent {
		return 0, site.Failure("أجاب %s: %s", "%s answered %s", r.url, resp.Status)
	}
	n, err := io.ReadFull(resp.Body, b)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}
