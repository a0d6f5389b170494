// Package pages brings a site to a host that speaks the protocol of git-pages, such as
// Codeberg's: an archive of what changed goes there in one request.
//
// Belongs here: that request, and what its answers mean. Does not: what is sent and when.
//
// The protocol (git-pages, README, "Features"): PUT of a tar replaces a site; PATCH with
// "Atomic" and "Create-Parents: yes" merges a tar into it, in which a character device 0:0
// deletes what has its name. Both are seen by readers all at once. GET gives a file. No
// request has a condition: the head is read again right before the archive goes.
package pages

import (
	"archive/tar"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/publish/deploy"
)

// Pages is a Place at such a host.
type Pages struct {
	root  string // "https://sara.codeberg.page/": the site's address, which ends with a slash
	token string
	Tries deploy.Tries

	held    *os.File // a tar of what Send was given, on the disk
	archive *tar.Writer
	gone    []string // what Remove was given
	stands  bool     // the host has a site of ours
}

// TokenName is the variable of the environment that holds the token: of the host's forge, or,
// with "Pages " before it, that of a DNS challenge.
const TokenName = "WARRAQ_PAGES_TOKEN"

// Open takes the address of a site.
func Open(address string) (*Pages, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || u.RawQuery != "" {
		return nil, site.Failure("لا يصلح عنوان pages: يُنتظر مثل https://sara.codeberg.page/paper/", "the address of pages cannot be used: one such as https://sara.codeberg.page/paper/ is expected")
	}
	token := os.Getenv(TokenName)
	if token == "" {
		return nil, site.Failure("لا رمز للمضيف: ضع %s في البيئة", "there is no token for the host: set %s in the environment", TokenName)
	}
	return &Pages{root: strings.TrimSuffix(u.String(), "/") + "/", token: token}, nil
}

// Whole says that nothing is seen before the last Swap.
func (p *Pages) Whole() bool { return true }

// client follows no redirect: it would be an answer about another file.
var client = &http.Client{Timeout: 10 * time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// ask makes a request, again while it may do better. open gives the body.
func (p *Pages) ask(ctx context.Context, method, address string, open func() io.Reader, set func(http.Header)) (data []byte, status int, err error) {
	err = p.Tries.Again(ctx, func() error {
		var body io.Reader
		if open != nil {
			body = open()
		}
		r, err := http.NewRequestWithContext(ctx, method, address, body)
		if err != nil {
			return err
		}
		if set != nil {
			set(r.Header)
		}
		a, err := client.Do(r)
		if err != nil {
			if e, ok := errors.AsType[*url.Error](err); ok {
				err = e.Err
			}
			return &deploy.PassingError{Err: site.Failure("لا يجيب المضيف %s: %v", "the host %s does not answer: %v", p.root, err)}
		}
		defer func() { _ = a.Body.Close() }()
		status = a.StatusCode
		if data, err = io.ReadAll(a.Body); err != nil {
			return &deploy.PassingError{Err: site.Failure("قُطع الاتصال بالمضيف %s", "the connection to the host %s was cut", p.root)}
		}
		return p.told(status)
	})
	return data, status, err
}

// told says what a status means.
func (p *Pages) told(status int) error {
	switch {
	case status < http.StatusMultipleChoices || status == http.StatusNotFound:
		return nil
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return site.Failure("رفض المضيف %s الرمز (%d): انظر %s، وهل لصاحبه الكتابة في المستودع", "the host %s refuses the token (%d): see %s, and whether its owner may write to the repository", p.root, status, TokenName)
	case status == http.StatusRequestEntityTooLarge:
		return site.Failure("الموقع أكبر مما يأخذه المضيف %s", "the site is larger than the host %s takes", p.root)
	case status == http.StatusUnprocessableEntity:
		return site.Failure("لم يأخذ المضيف %s الحزمة (%d): لعل الموقع أكبر مما يأخذه", "the host %s does not take the archive (%d): the site may be larger than it takes", p.root, status)
	case status == http.StatusConflict || status == http.StatusTooManyRequests || status >= http.StatusInternalServerError:
		return &deploy.PassingError{Err: site.Failure("المضيف %s معطل أو مشغول (%d)؛ جُرّب مرارًا", "the host %s is down or busy (%d); it was tried several times", p.root, status)}
	}
	return site.Failure("رفض المضيف %s الطلب (%d)", "the host %s refuses the request (%d)", p.root, status)
}

// Read gets a file.
func (p *Pages) Read(ctx context.Context, key string) ([]byte, string, error) {
	data, status, err := p.ask(ctx, http.MethodGet, p.root+(&url.URL{Path: key}).EscapedPath(), nil, func(h http.Header) { h.Set("Cache-Control", "no-cache") })
	switch {
	case err != nil:
		return nil, "", err
	case status == http.StatusNotFound:
		return nil, "", &fs.PathError{Op: "read", Path: key, Err: fs.ErrNotExist}
	}
	p.stands = p.stands || strings.HasPrefix(key, site.OwnPrefix)
	return data, "=" + string(data), nil
}

// Send gives files to the archive.
func (p *Pages) Send(_ context.Context, objects []deploy.Object, done func(i int)) error {
	for i, o := range objects {
		data, err := o.Open()
		if err == nil {
			err = p.add(o.Key, data)
		}
		if err != nil {
			return err
		}
		done(i)
	}
	return nil
}

func (p *Pages) add(key string, data []byte) (err error) {
	if p.held == nil {
		if p.held, err = os.CreateTemp("", "warraq-deploy-"); err != nil {
			return err
		}
		p.archive = tar.NewWriter(p.held)
	}
	if err := p.archive.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: key, Size: int64(len(data)), Mode: 0o644, Format: tar.FormatPAX}); err != nil {
		return err
	}
	_, err = p.archive.Write(data)
	return err
}

// Remove notes what the archive is to delete.
func (p *Pages) Remove(_ context.Context, keys []string) error {
	p.gone = append(p.gone, keys...)
	return nil
}

// Swap sends the archive, if the head still is what was read.
func (p *Pages) Swap(ctx context.Context, key string, data []byte, was string) (string, error) {
	_, tag, err := p.Read(ctx, key)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return "", err
	case tag != was:
		return "", deploy.ErrChanged
	}
	if err := p.add(key, data); err != nil {
		return "", err
	}
	method := http.MethodPatch
	if !p.stands { // the site's first archive is the site
		method, p.gone = http.MethodPut, nil
	}
	packed, err := p.pack()
	defer func() { _ = discard(packed) }()
	if err != nil {
		return "", err
	}
	info, err := packed.Stat()
	if err != nil {
		return "", err
	}
	open := func() io.Reader { return io.NewSectionReader(packed, 0, info.Size()) } // each try reads from the start
	if _, status, err := p.ask(ctx, method, p.root, open, p.sign); err != nil {
		return "", err
	} else if status == http.StatusNotFound {
		return "", site.Failure("لا موقع في %s", "there is no site at %s", p.root)
	}
	p.stands = true
	return "=" + string(data), p.Close()
}

func (p *Pages) sign(h http.Header) {
	h.Set("Content-Type", "application/x-tar+gzip")
	h.Set("Atomic", "no") // not every host can; it is one change for readers in any case
	h.Set("Create-Parents", "yes")
	if strings.HasPrefix(p.token, "Pages ") {
		h.Set("Authorization", p.token)
		return
	}
	h.Set("Forge-Authorization", "token "+p.token)
}

// pack writes the archive as it goes: deletions, what was sent, the end.
func (p *Pages) pack() (packed *os.File, err error) {
	var first, last bytes.Buffer
	out := tar.NewWriter(&first)
	for _, key := range p.gone {
		if err := out.WriteHeader(&tar.Header{Typeflag: tar.TypeChar, Name: key, Format: tar.FormatPAX}); err != nil {
			return nil, err
		}
	}
	if err := cmp.Or(out.Flush(), p.archive.Flush(), tar.NewWriter(&last).Close()); err != nil {
		return nil, err
	}
	if _, err := p.held.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	if packed, err = os.CreateTemp("", "warraq-deploy-"); err != nil {
		return nil, err
	}
	w := gzip.NewWriter(packed)
	_, err = io.Copy(w, io.MultiReader(&first, p.held, &last))
	return packed, cmp.Or(err, w.Close())
}

func discard(f *os.File) error {
	if f == nil {
		return nil
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// Close removes what was gathered.
func (p *Pages) Close() error {
	held := p.held
	p.held, p.archive, p.gone = nil, nil, nil
	return discard(held)
}

// String names the site for people.
func (p *Pages) String() string { return fmt.Sprintf("pages %s", p.root) }
