// Package after tells others what a deploy changed: caches that are to forget it, search
// engines, and hubs of feeds.
//
// Belongs here: who is told what, and in which words. Does not: what changed.
//
// Nothing here undoes a deploy. Keys come from the environment alone, and are shown nowhere:
//
//	WARRAQ_PURGE_TOKEN     "Authorization: Bearer" of a purge over HTTP
//	CLOUDFLARE_API_TOKEN   the same for Cloudflare
//	FASTLY_API_TOKEN       "Fastly-Key" of a purge at Fastly
//	WARRAQ_ATPROTO_PASSWORD  the password of an account on the AT network, for this app
package after

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/own"
	"warraq/site/publish/deploy"
	"warraq/site/publish/hosts"
	"warraq/site/publish/squeeze"
)

// Told says who is told.
type Told struct {
	Purge    string   // "cloudflare:ZONE", "fastly:SERVICE", the address of a hook, or a command
	Records  *Records // of standard.site, or nil
	Keys     bool     // answers carry deploy.CacheKey, and purges say it
	IndexNow string   // the key; "" tells nobody
	Hub      string   // of WebSub, or ""

	Tries    deploy.Tries
	endpoint string // of IndexNow, in tests
	api      string // of Cloudflare or Fastly, in tests
}

// Ready says what of it could not be told once a deploy is done, before it begins. source is the newsroom's folder.
func Ready(source fs.FS, t Told) error {
	words := strings.Fields(t.Purge)
	switch {
	case strings.HasPrefix(t.Purge, cloudflare):
		if _, err := secret("CLOUDFLARE_API_TOKEN"); err != nil {
			return err
		}
	case strings.HasPrefix(t.Purge, fastly):
		if _, err := secret("FASTLY_API_TOKEN"); err != nil {
			return err
		}
	case len(words) > 0 && !strings.Contains(words[0], "://"):
		if _, err := exec.LookPath(words[0]); err != nil {
			return site.Failure("البرنامج %s في purge غير مثبّت على هذا الجهاز", "the program %s of purge is not installed on this machine", words[0])
		}
	}
	if t.IndexNow == "" {
		return nil
	}
	file := "static/" + t.IndexNow + ".txt"
	if text, err := fs.ReadFile(source, file); err != nil || strings.TrimSpace(string(text)) != t.IndexNow {
		return site.Failure("لـindexnow ملف ليس هنا: أنشئ %s وفيه %s", "indexnow needs a file that is not here: make %s, and write %s into it", file, t.IndexNow)
	}
	return nil
}

const cloudflare, fastly = "cloudflare:", "fastly:"

// secret is a variable of the environment that must be there.
func secret(name string) (string, error) {
	if v := os.Getenv(name); v != "" {
		return v, nil
	}
	return "", site.Failure("لا رمز: ضع %s في البيئة", "there is no token: set %s in the environment", name)
}

// Change is what a deploy changed: paths of files.
type Change struct {
	BaseURL  string // the site's address
	Editions []own.Sister
	Paths    []string // that have other bytes now, are new, or are not there any more
	New      []string // those of them that are new
	Leaving  []string // that readers find no way to any more, and that the next deploy deletes
}

// URLs are the addresses of the changed files, once each: a folder's page has the folder's. A file's
// compressed form has none, for a host gives it at the file's address; nor has what a host reads itself.
func (c *Change) URLs() (out []string) {
	has := map[string]bool{}
	for _, p := range c.Paths {
		has[p] = true
	}
	for _, p := range c.Paths {
		if hosts.IsTheirs(p) || slices.ContainsFunc(squeeze.Forms, func(f squeeze.Form) bool { of, ok := strings.CutSuffix(p, "."+f.End); return ok && has[of] }) {
			continue
		}
		out = append(out, deploy.AddressOf(c.BaseURL, p))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// isPage says that a search engine may list a file: it is a page of stories or of lists.
func isPage(p string) bool {
	return path.Base(p) == "index.html" && !strings.HasPrefix("/"+p, site.LiteRoot) && !strings.HasPrefix("/"+p, site.SearchRoot)
}

// isFeed says that a hub may have subscribers of a file.
func isFeed(p string) bool {
	return slices.Contains([]string{"index.xml", "rss.xml", "atom.xml", "feed.json", site.PodcastFile}, path.Base(p))
}

// Outcome is what one of them answered.
type Outcome struct {
	Name  string
	URLs  int // that it was told of
	Later int // that are told with the next deploy: no cache gives older pages for that
	Error error
}

// Tell tells all. What fails is in its outcome, and keeps the others from nothing.
func (t *Told) Tell(ctx context.Context, c Change) (out []Outcome) {
	if t.Records != nil {
		defer func() { // the last, for it may take a while
			if count, later, err := t.Records.Send(ctx, c); count+later > 0 || err != nil {
				out = append(out, Outcome{Name: "standard.site", URLs: count, Later: later, Error: err})
			}
		}()
	}
	if len(c.Paths) == 0 {
		return nil
	}
	if t.Purge != "" {
		urls := c.URLs()
		out = append(out, Outcome{Name: "purge", URLs: len(urls), Error: t.purge(ctx, c, urls)})
	}
	if t.IndexNow != "" {
		if urls := some(c, isPage); len(urls) > 0 {
			out = append(out, Outcome{Name: "IndexNow", URLs: len(urls), Error: t.indexNow(ctx, c.BaseURL, urls)})
		}
	}
	if t.Hub != "" {
		if urls := some(c, isFeed); len(urls) > 0 {
			out = append(out, Outcome{Name: "WebSub", URLs: len(urls), Error: t.ping(ctx, urls)})
		}
	}
	return out
}

// some are the addresses of those files that are of a kind, in all editions.
func some(c Change, is func(string) bool) []string {
	c.Paths = slices.DeleteFunc(slices.Clone(c.Paths), func(p string) bool {
		return !is(own.FromRoot(c.Editions, p))
	})
	return c.URLs()
}

// mostOfCloudflare is how many addresses one request of Cloudflare's purge_cache takes.
const mostOfCloudflare = 30

func (t *Told) purge(ctx context.Context, c Change, urls []string) error {
	if service, ok := strings.CutPrefix(t.Purge, fastly); ok {
		return t.fastly(ctx, service, c, urls)
	}
	if zone, ok := strings.CutPrefix(t.Purge, cloudflare); ok {
		token, err := secret("CLOUDFLARE_API_TOKEN")
		if err != nil {
			return err
		}
		api := t.api
		if api == "" {
			api = "https://api.cloudflare.com"
		}
		for some := range slices.Chunk(urls, mostOfCloudflare) {
			if err := t.post(ctx, api+"/client/v4/zones/"+url.PathEscape(zone)+"/purge_cache", bearer(token), map[string]any{"files": some}); err != nil {
				return err
			}
		}
		return nil
	}
	if strings.HasPrefix(t.Purge, "https://") || strings.HasPrefix(t.Purge, "http://") {
		says := map[string]any{"urls": urls}
		if t.Keys {
			says["keys"] = keysOf(urls)
		}
		return t.post(ctx, t.Purge, bearer(os.Getenv("WARRAQ_PURGE_TOKEN")), says)
	}
	if t.Keys {
		lines := slices.Clone(urls)
		for i, key := range keysOf(urls) {
			lines[i] += " " + key
		}
		urls = lines
	}
	return command(ctx, strings.Fields(t.Purge), urls)
}

// keysOf are the keys of addresses, in their order.
func keysOf(urls []string) []string {
	out := make([]string, len(urls))
	for i, u := range urls {
		out[i] = deploy.CacheKey(u)
	}
	return out
}

// command runs a program of the newsroom, without a shell, with an address a line at its input, and its key behind it if there are keys.
func command(ctx context.Context, words, urls []string) error {
	const patience = 2 * time.Minute
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	c := exec.CommandContext(ctx, words[0], words[1:]...)
	c.WaitDelay = 5 * time.Second
	c.Stdin = strings.NewReader(strings.Join(urls, "\n") + "\n")
	if err := c.Run(); errors.Is(err, exec.ErrNotFound) {
		return site.Failure("البرنامج %s غير مثبّت على هذا الجهاز", "the program %s is not installed on this machine", words[0])
	} else if err != nil {
		return site.Failure("فشل %s: %v", "%s failed: %v", words[0], err)
	}
	return nil
}

// mostOfIndexNow is how many addresses one request takes (indexnow.org).
const mostOfIndexNow = 10000

// indexNow tells Bing, Yandex, Naver, Seznam and Yep; Google does not take part.
func (t *Told) indexNow(ctx context.Context, base string, urls []string) error {
	u, err := url.Parse(base)
	if err != nil {
		return err
	}
	endpoint := t.endpoint
	if endpoint == "" {
		endpoint = "https://api.indexnow.org/indexnow"
	}
	for some := range slices.Chunk(urls, mostOfIndexNow) {
		if err := t.post(ctx, endpoint, header{}, map[string]any{
			"host": u.Host, "key": t.IndexNow, "keyLocation": strings.TrimSuffix(base, "/") + "/" + t.IndexNow + ".txt", "urlList": some,
		}); err != nil {
			return err
		}
	}
	return nil
}

// ping tells a hub that feeds have changed (W3C WebSub leaves the words to hubs; these are
// those of PubSubHubbub 0.4, which all take).
func (t *Told) ping(ctx context.Context, urls []string) error {
	for some := range slices.Chunk(urls, 20) {
		form := url.Values{"hub.mode": {"publish"}, "hub.url": some}
		if err := t.send(ctx, t.Hub, "application/x-www-form-urlencoded", header{}, []byte(form.Encode())); err != nil {
			return err
		}
	}
	return nil
}

func (t *Told) post(ctx context.Context, address string, auth header, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return t.send(ctx, address, "application/json; charset=utf-8", auth, data)
}

// client follows no redirect: a password would be sent to another server, and a request that became a GET on the way tells nobody.
var client = &http.Client{Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// header is one of a request, in which a secret is sent. Its zero value is none.
type header struct{ name, value string }

func bearer(token string) header {
	if token == "" {
		return header{}
	}
	return header{"Authorization", "Bearer " + token}
}

func (t *Told) send(ctx context.Context, address, kind string, auth header, data []byte) error {
	_, err := exchange(ctx, t.Tries, address, kind, auth, data)
	return err
}

// exchange posts, or gets if there is nothing to post, several times if a failure may pass, and gives the answer.
func exchange(ctx context.Context, tries deploy.Tries, address, kind string, auth header, data []byte) (answer []byte, err error) {
	err = tries.Again(ctx, func() error {
		method := http.MethodPost
		if data == nil {
			method = http.MethodGet
		}
		r, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(data))
		if err != nil {
			return site.Failure("لا يصلح العنوان", "the address cannot be used")
		}
		if kind != "" {
			r.Header.Set("Content-Type", kind)
		}
		if auth.name != "" {
			r.Header.Set(auth.name, auth.value)
		}
		a, err := client.Do(r)
		if err != nil {
			if e, ok := errors.AsType[*url.Error](err); ok { // it would show the whole address
				err = e.Err
			}
			return &deploy.PassingError{Err: site.Failure("لا يجيب %s: %v", "%s does not answer: %v", r.URL.Host, err)}
		}
		defer func() { _ = a.Body.Close() }()
		answer, _ = io.ReadAll(io.LimitReader(a.Body, 1<<20)) // what a cut leaves is no JSON
		switch {
		case a.StatusCode/100 == 2:
			return nil
		case a.StatusCode/100 == 3:
			return site.Failure("يحيل %s إلى عنوان آخر لا يُتبع؛ اكتب ذلك العنوان (%s)", "%s redirects to another address, which is not followed; write that address (%s)", r.URL.Host, a.Status)
		case a.StatusCode/100 == 5 || a.StatusCode == http.StatusTooManyRequests:
			return &deploy.PassingError{Err: fmt.Errorf("%s: %s", r.URL.Host, a.Status)}
		}
		return site.Failure("رفض %s (%s)", "%s refuses it (%s)", r.URL.Host, a.Status)
	})
	return answer, err
}
