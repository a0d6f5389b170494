// Package web reaches the public web politely: it dials no address of a private network,
// asks robots.txt first, and bounds what it reads.
//
// Not here: what is asked, and what is made of the answer.
package web

import (
	"context"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/temoto/robotstxt"

	"warraq/site"
)

// ErrPrivate is the refusal to dial an address of a private network.
var ErrPrivate = site.Failure("عنوان في شبكة خاصة", "an address of a private network")

// RefusePrivate is called with the address of each connection before it is made
// (net.Dialer.Control). What counts is the address that is dialled, whatever name or
// redirect led there.
func RefusePrivate(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err == nil && !isPublic(at.Addr()) {
		err = ErrPrivate
	}
	return err
}

// isPublic says that an address is one of the public network. One that a NAT64 gateway
// translates (RFC 6052) is what it is translated to.
func isPublic(ip netip.Addr) bool {
	ip = ip.Unmap()
	if nat64.Contains(ip) {
		ip = netip.AddrFrom4([4]byte(ip.AsSlice()[12:]))
	}
	if ip.Is6() && !global6.Contains(ip) {
		return false
	}
	return ip.Zone() == "" && !slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// The bounds of a page.
const (
	MostPage  = 8 << 20 // bytes
	timeout   = 30 * time.Second
	redirects = 5
	robotName = "warraq"
)

// Page is what a server answered.
type Page struct {
	Data    []byte
	Address *url.URL // after redirects
	Header  http.Header
}

// Get fetches a page of the web. private lets it reach private networks too.
func Get(ctx context.Context, address string, private bool) (Page, error) {
	at, err := url.Parse(address)
	if err != nil || at.Scheme != "http" && at.Scheme != "https" || at.Hostname() == "" {
		return Page{}, site.Failure("ليس عنوان صفحة: %s", "no address of a page: %s", address)
	}
	at.User = nil
	ctx, stop := context.WithTimeout(ctx, timeout)
	defer stop()
	dialer := &net.Dialer{Timeout: timeout}
	transport := &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: timeout, MaxResponseHeaderBytes: 64 << 10, DisableKeepAlives: true}
	if private {
		transport.Proxy = http.ProxyFromEnvironment
	} else {
		dialer.Control = RefusePrivate // a proxy would dial for us, and is not used
	}
	g := getter{client: &http.Client{Transport: transport}, rules: map[string]*robotstxt.RobotsData{}}
	g.client.CheckRedirect = func(r *http.Request, via []*http.Request) error {
		if len(via) > redirects {
			return site.Failure("تحويل بعد تحويل", "too many redirects")
		}
		if r.URL.Scheme != "http" && r.URL.Scheme != "https" {
			return site.Failure("يحوّل الخادم إلى ما ليس صفحة: %s", "the server redirects to what is no page: %s", r.URL.Scheme)
		}
		return g.allowed(ctx, r.URL)
	}
	if err := g.allowed(ctx, at); err != nil {
		return Page{}, err
	}
	return g.page(ctx, at)
}

type getter struct {
	client *http.Client
	rules  map[string]*robotstxt.RobotsData // of each host that was asked
}

func (g getter) send(ctx context.Context, at *url.URL) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("User-Agent", robotName+"/1 (a news desk takes in one page)")
	r.Header.Set("Accept", "text/html,application/xhtml+xml;q=0.9")
	res, err := g.client.Do(r)
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err // without the address, which the caller says
	}
	if missing, ok := errors.AsType[*net.DNSError](err); ok && missing.IsNotFound {
		err = site.Failure("لا خادم بهذا الاسم", "there is no host of this name")
	} else if op, ok := errors.AsType[*net.OpError](err); ok {
		err = op.Err
	}
	return res, err
}

// allowed asks what the host wants of robots (RFC 9309): all is allowed where there is no
// file, and nothing where the host fails.
func (g getter) allowed(ctx context.Context, at *url.URL) error {
	host := at.Scheme + "://" + at.Host
	if _, asked := g.rules[host]; !asked {
		rules, err := g.robots(ctx, at)
		if err != nil {
			return err
		}
		g.rules[host] = rules
	}
	if rules := g.rules[host]; rules != nil && !rules.TestAgent(at.EscapedPath(), robotName) {
		return site.Failure("يطلب robots.txt في %[1]s ألا تقرأ البرامج هذه الصفحة؛ انسخ نصها بيدك ثم: warraq import --clipboard",
			"robots.txt of %[1]s asks programs not to read this page; copy its text by hand, then: warraq import --clipboard", at.Host)
	}
	return nil
}

// robots are the rules of a host; nil if its file cannot be read, which forbids nothing.
func (g getter) robots(ctx context.Context, at *url.URL) (*robotstxt.RobotsData, error) {
	plain := getter{client: &http.Client{Transport: g.client.Transport}}
	res, err := plain.send(ctx, &url.URL{Scheme: at.Scheme, Host: at.Host, Path: "/robots.txt"})
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(res.Body, 500<<10)) // RFC 9309, §2.5
	if err != nil {
		return nil, err
	}
	rules, err := robotstxt.FromStatusAndBytes(res.StatusCode, text)
	if err != nil {
		return nil, nil
	}
	return rules, nil
}

func (g getter) page(ctx context.Context, at *url.URL) (Page, error) {
	res, err := g.send(ctx, at)
	if err != nil {
		return Page{}, err
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		return Page{}, site.Failure("أجاب الخادم: %s", "the server answered %s", res.Status)
	}
	kind, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if kind != "" && !strings.HasSuffix(kind, "html") && kind != "application/xhtml+xml" {
		return Page{}, site.Failure("ليست صفحة HTML بل %s", "it is no HTML page but %s", kind)
	}
	data, err := io.ReadAll(io.LimitReader(res.Body, MostPage+1))
	if err == nil && len(data) > MostPage {
		err = site.Failure("الصفحة أكبر من %d ميغابايت", "the page is larger than %d MB", MostPage>>20)
	}
	return Page{data, res.Request.URL, res.Header}, err
}
